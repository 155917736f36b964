"""Find the expressions of a text: longest match of the grammar, less what is rejected, with modifiers and times of day joined."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from onrecord.dates.frame import Frame
from onrecord.dates.grammar import compiled, grammar
from onrecord.dates.numbers import add_lengths
from onrecord.dates.patterns import compile_pattern
from onrecord.dates.reading import frame_of
from onrecord.dates.reject import rejected
from onrecord.dates.tokens import Tokens, tokenise
from onrecord.dates.vocabulary import vocabulary
from onrecord.lexicon import table


@dataclass(frozen=True, slots=True)
class Found:
    """An expression as found: tokens `[start, end)` and what they say."""

    start: int
    end: int
    frame: Frame


# Words in front that belong to the expression, what they do to it, and the kinds and rules they go with.
_BEFORE: tuple[tuple[str, str | None, frozenset[str]], ...] = (
    ("the? (?: very )? (?: end | close | latter part ) of", "END", frozenset({"DATE"})),
    ("the? (?: very )? (?: beginning | start | onset | early part | first part ) of", "START", frozenset({"DATE"})),
    ("the? middle of", "MID", frozenset({"DATE"})),
    ("early HYPHEN? (?: on | in )?", "START", frozenset({"DATE", "TIME"})),
    ("late HYPHEN? (?: on | in )?", "END", frozenset({"DATE", "TIME"})),
    ("mid HYPHEN?", "MID", frozenset({"DATE", "TIME"})),
    ("earlier (?: in | on )?", "START", frozenset({"DATE"})),
    ("later (?: in | on )?", "END", frozenset({"DATE"})),
    ("sometime (?: in | during )?", None, frozenset({"DATE"})),
    ("about | approximately | roughly | some | circa", "APPROX", frozenset({"DURATION", "COUNTED"})),
    ("around", "APPROX", frozenset({"DURATION", "COUNTED", "CLOCK", "CALENDAR"})),
    ("about | approximately", "APPROX", frozenset({"CLOCK"})),
    ("nearly | almost", "LESS_THAN", frozenset({"DURATION", "COUNTED"})),
    ("more than | over | well over", "MORE_THAN", frozenset({"DURATION", "COUNTED"})),
    ("less than | under | fewer than", "LESS_THAN", frozenset({"DURATION", "COUNTED"})),
    ("at least | no less than", "EQUAL_OR_MORE", frozenset({"DURATION"})),
    ("up to | at most | no more than | as much as | as many as | no longer than", "EQUAL_OR_LESS", frozenset({"DURATION"})),
)
_AFTER: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("or so", "APPROX", frozenset({"DATE", "DURATION"})),
    ("or later | and beyond | and after | onwards?", "ON_OR_AFTER", frozenset({"DATE"})),
    ("or earlier", "ON_OR_BEFORE", frozenset({"DATE"})),
    ("or (?: more | longer )", "EQUAL_OR_MORE", frozenset({"DURATION"})),
    ("or less", "EQUAL_OR_LESS", frozenset({"DURATION"})),
)
_COUNTED = frozenset({"ago", "n-or-n-ago"})
_UNMODIFIED = frozenset({"iso", "numeric-date", "reference"})


def find(text: str) -> tuple[Tokens, list[Found]]:
    """The tokens of a text and its time expressions, in order, without overlap."""
    rules = compiled()  # first: the grammar adds its words to the vocabulary
    _modifiers()
    tokens = tokenise(text)
    code = tokens.code
    matches = []
    for order, (rule, pattern) in enumerate(rules):
        for match in pattern.finditer(code):
            start, end = match.span("span") if "span" in pattern.groupindex else match.span()
            matches.append((start, -end, rule.rank, order, match, rule))
    matches.sort(key=lambda item: item[:4])
    found, reach = [], 0
    for start, negative_end, _, _, match, rule in matches:
        if start < reach or rejected(rule.name, tokens, start, -negative_end):
            continue
        frame = frame_of(rule, match, tokens)
        if frame is None:
            continue
        found.append(Found(start, -negative_end, frame))
        reach = -negative_end
    return tokens, _joined(tokens, _modified(tokens, found))


@cache
def _modifiers() -> tuple[
    list[tuple[re.Pattern[str], str | None, frozenset[str]]], list[tuple[re.Pattern[str], str | None, frozenset[str]]]
]:
    words, (parts, _) = vocabulary(), grammar()
    before = [(compile_pattern(pattern, words, parts), mod, kinds) for pattern, mod, kinds in _BEFORE]
    after = [(compile_pattern(pattern.replace("onwards?", "onwards | onward"), words, parts), mod, kinds) for pattern, mod, kinds in _AFTER]
    return before, [(pattern, mod, kinds) for pattern, mod, kinds in after]


def _modified(tokens: Tokens, found: list[Found]) -> list[Found]:
    """Take in the modifiers that touch an expression."""
    if not found:
        return found
    before, after = _modifiers()
    ends: dict[int, list[tuple[int, str | None, frozenset[str]]]] = {}
    for pattern, mod, kinds in before:
        for match in pattern.finditer(tokens.code):
            ends.setdefault(match.end(), []).append((match.start(), mod, kinds))
    result, reach = [], 0
    for number, item in enumerate(found):
        start, end, frame = item.start, item.end, item.frame
        kinds_here = _kinds(tokens, item)
        if frame.rule not in _UNMODIFIED and frame.mod is None:
            fitting = [(first, mod) for first, mod, kinds in ends.get(start, ()) if kinds & kinds_here and first >= reach]
            fitting = [pair for pair in fitting if "COUNTED" in kinds_here or not _spans(tokens, pair[0])]
            if fitting:
                start, mod = min(fitting, key=lambda pair: pair[0])
                frame = replace(frame, mod=mod)
        limit = found[number + 1].start if number + 1 < len(found) else len(tokens.starts)
        for pattern, mod, kinds in after:
            behind = pattern.match(tokens.code, end)
            if behind and frame.kind in kinds and end < behind.end() <= limit:
                end, frame = behind.end(), replace(frame, mod=frame.mod or mod)
                break
        result.append(Found(start, end, frame))
        reach = end
    return result


@cache
def _before_more() -> frozenset[str]:
    return frozenset(word for word, group in table("dates/neighbours.tsv") if group == "before-more-than")


def _spans(tokens: Tokens, index: int) -> bool:
    """`£4m over five years`: a preposition; in `for over five years` and `took over five years` it compares."""
    word = tokens[index]
    return word == "Over" or (word == "over" and index > 0 and tokens[index - 1].lower() not in _before_more())


def _kinds(tokens: Tokens, item: Found) -> set[str]:
    """What modifiers an expression takes: "over two years" but not "over the next two years"."""
    frame = item.frame
    if frame.rule in _COUNTED:
        return {"COUNTED"}
    if frame.kind == "DURATION":
        first = tokens[item.start].lower()
        return (
            {"DURATION"}
            if first[:1].isdigit() or first in {"a", "an"} or ((first, "UNIT") not in vocabulary().values and _is_number(first))
            else set()
        )
    if frame.kind == "TIME" and ":" in (frame.part or ""):
        return {"TIME", "CLOCK"}
    return {frame.kind, "CALENDAR"} if frame.month is not None and frame.day is not None else {frame.kind}


def _is_number(word: str) -> bool:
    return any((word, name) in vocabulary().values for name in ("ONES", "TEENS", "TENS", "HUNDRED", "THOUSAND"))


def _joined(tokens: Tokens, found: list[Found]) -> list[Found]:
    """`10 p.m. Wednesday`, `May 8 1:00 a.m.`: one expression. With a preposition between them (`noon on Friday`) they stay two."""
    result: list[Found] = []
    for item in found:
        if result:
            joined = _join(tokens, result[-1], item) or _compound(tokens, result[-1], item)
            if joined is not None:
                result[-1] = joined
                continue
        result.append(item)
    return result


def _join(tokens: Tokens, left: Found, right: Found) -> Found | None:
    gap = [tokens[index].lower() for index in range(left.end, right.start)]
    if len(gap) > 2 or "\n" in tokens.code[left.end : right.start]:
        return None
    if time_only(left.frame) and right.frame.kind == "DATE" and names_a_day(right.frame) and gap in ([], [","], ["of"]):
        if gap == [","] and right.frame.year is not None:  # "17:40, 24 November 2016" dates a page by two
            return None
        time, day = left.frame, right.frame
    elif time_only(left.frame) and ":" in (left.frame.part or "") and not gap and _is_part_of_a_day(right.frame):
        time, day = _of_the_part(left.frame, right.frame)
    elif left.frame.rule == "early-hours" and _is_part_of_a_day(right.frame) and gap == ["of"]:
        time, day = left.frame, right.frame
    elif _is_short_day(left.frame) and time_only(right.frame) and not gap and ":" in (right.frame.part or ""):
        time, day = right.frame, left.frame
    else:
        return None
    return Found(left.start, right.end, replace(day, kind="TIME", part=time.part, zone=time.zone, mod=day.mod or time.mod))


def _is_part_of_a_day(frame: Frame) -> bool:
    return frame.kind == "TIME" and names_a_day(frame) and frame.part is not None and ":" not in frame.part


def _of_the_part(time: Frame, day: Frame) -> tuple[Frame, Frame]:
    """`10pm last night`, `9:30 Thursday evening`; the small hours of last night are of today."""
    hour, part = int((time.part or "00")[:2]), day.part or ""
    if hour < 6 and part == "NI":
        return time, replace(day, shift=day.shift + 1) if day.shift is not None else day
    late = hour < 12 and part in {"AF", "EV", "NI"}
    return (replace(time, part=f"{hour + 12}{(time.part or '')[2:]}") if late else time), day


def _is_short_day(frame: Frame) -> bool:
    """True for a day without its year: "May 8 1:00 a.m." is one expression, in "8 May 2026 18:40" a page is dated by two."""
    return names_a_day(frame) and frame.year is None and frame.numeric is None


def _compound(tokens: Tokens, left: Found, right: Found) -> Found | None:
    """`one hour and 20 minutes`: one length in two units, the larger first."""
    gap = [tokens[index].lower() for index in range(left.end, right.start)]
    if (left.frame.kind, right.frame.kind) != ("DURATION", "DURATION") or gap not in ([], ["and"], [","]):
        return None
    value = add_lengths(left.frame.value or "", right.frame.value or "")
    return Found(left.start, right.end, replace(left.frame, value=value)) if value else None


def time_only(frame: Frame) -> bool:
    """True for a time of day with no day."""
    return frame.kind == "TIME" and frame.part is not None and frame.day is None and frame.weekday is None and frame.shift is None


def names_a_day(frame: Frame) -> bool:
    """True for an expression that says which day."""
    return (
        frame.kind in {"DATE", "TIME"}
        and frame.value is None
        and (
            frame.day is not None
            or frame.weekday is not None
            or frame.numeric is not None
            or (frame.unit == "D" and frame.shift is not None)
        )
    )
