"""Find the time expressions of an article and give each a value, an interval, an anchor and a confidence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from onrecord.dates.anchoring import Context, Mention, Resolved, mention_of, resolve
from onrecord.dates.confidence import confidence
from onrecord.dates.conflicts import contradictions
from onrecord.dates.day_order import day_order
from onrecord.dates.frame import Frame
from onrecord.dates.lists import share_parts
from onrecord.dates.match import Found, find, time_only
from onrecord.dates.numbers import duration_value
from onrecord.dates.reference import References, fills_a_line, full_day, iso_day
from onrecord.dates.reject import in_address
from onrecord.dates.speech import Dated, Speech, sentence_list, sentence_start
from onrecord.dates.tense import clause_tense, own_day_to_come
from onrecord.dates.tokens import Tokens
from onrecord.dates.values import extent
from onrecord.settings import DateSettings
from onrecord.types import Block, Dateline, Quote, Span, TimeExpression

_DEFAULTS = DateSettings()
_PARAGRAPH = 4000  # characters looked back for the start of a paragraph


def find_dates(
    text: str,
    *,
    published: str | None = None,
    settings: DateSettings = _DEFAULTS,
    blocks: Sequence[Block] = (),
    quotes: Sequence[Quote] = (),
    sentences: Sequence[Span] = (),
    dateline: Dateline | None = None,
    neighbours: Sequence[str] = (),
    convention: Literal["dmy", "mdy"] | None = None,
) -> list[TimeExpression]:
    """Find time expressions and normalise them to TIMEX3 and EDTF.

    Args:
        text: The article. Any text will do; nothing in it raises.
        published: ISO 8601 day or day with time; the anchor of "yesterday". Unreadable values count as missing.
        settings: `mode` news or narrative, `day_order` of dates in digits.
        blocks: Pieces of the text; those of kind date or dateline may state the day of publication.
        quotes: Quotations; "today" inside one counts from the day of the speech where the article tells it.
        sentences: Sentence spans; cut roughly when missing.
        dateline: The dateline of the article.
        neighbours: ISO 8601 dates of other articles on the page, best first: the last resort, flagged as weak.
        convention: Day order that the publisher or the language is known to use.

    Returns:
        Non-overlapping expressions sorted by start. Without any anchor a value stays open (`XXXX-11-28`).
    """
    tokens, found = find(text)
    found = share_parts(tokens, found)
    if not found:
        return []
    narrative = settings.mode == "narrative"
    order = day_order([item.frame for item in found], setting=settings.day_order, convention=convention, published=iso_day(published))
    explicit = Context(None, lambda: None, narrative, day_first=order)
    days = [iso_day(resolve(item.frame, explicit).value) if full_day(item.frame) else None for item in found]
    references = References(
        tokens, found, days, published=published, blocks=blocks, dateline=dateline, neighbours=neighbours, order_is_certain=order
    )
    pictures = [Span(block.start, block.end) for block in blocks if block.kind == "caption"]
    context = Context(None, lambda: None, narrative, day_first=order, named_years=_named_years(found, references), pictures=pictures)
    resolved = [_resolve_in_text(tokens, item, context, references) for item in found]
    if quotes and not narrative:
        resolved = _anchor_speech(tokens, found, resolved, Speech(tokens, quotes, sentence_list(tokens, sentences)), context)
    conflicts = contradictions(tokens, found, [answer.value for answer in resolved])
    return [
        _expression(tokens, item, answer, conflicts.get(number, ()))
        for number, (item, answer) in enumerate(zip(found, resolved, strict=True))
    ]


def _named_years(found: Sequence[Found], references: References) -> tuple[int, ...]:
    return tuple(sorted({item.frame.year for item in found if item.frame.year and item.frame.year >= 1900}))


def _resolve_in_text(tokens: Tokens, item: Found, context: Context, references: References) -> Resolved:
    """The value of one expression, given those before it."""
    start = tokens.starts[item.start]
    context.reference = references.at(start)
    context.sentence = sentence_start(tokens, item.start)
    nearest = max(0, start - _PARAGRAPH)
    context.paragraph = max(nearest, tokens.text.rfind("\n", nearest, start) + 1)
    _look_around(tokens, item, context)
    answer = resolve(item.frame, context)
    reference = context.reference
    if reference and reference.weak and (answer.anchor.kind, answer.anchor.date) == (reference.kind, reference.day.isoformat()):
        answer = replace(answer, flags=(*answer.flags, "weak-anchor"))
    if _overshoots(item, answer, context):
        answer = Resolved(_length(item), answer.anchor)
    if item.frame.kind in {"DATE", "TIME"}:
        if re.match(r"BC\d{4}|\d", answer.value):
            context.named_last = answer.value
        told = item.frame.base == "mention" and answer.anchor.kind == "mention"
        explicit = item.frame.year is not None or told or answer.anchor.rule == "year-of-last-date"
        mention = mention_of(answer.value, start, explicit=explicit, lead=context.before)
        if mention is not None:
            context.week = _week_told(item.frame, mention, context)
            if "same-period" not in item.frame.flags:
                context.mention(mention)
            if mention.unit in {"Q", "H6"} or item.frame.rule == "the-unit":
                context.period = mention.unit
    elif item.frame.kind == "DURATION" and re.fullmatch(r"P\d+[MY]", answer.value):
        context.period = "DURATION"
    return answer


def _look_around(tokens: Tokens, item: Found, context: Context) -> None:
    """What stands beside an expression."""
    context.before = tokens[item.start - 1].lower() if item.start else ""
    context.after = tokens[item.end].lower() if item.end < len(tokens.starts) else ""
    of_picture = _in_one(context.pictures, tokens.starts[item.start])
    context.tense = lambda: clause_tense(tokens, item.start, item.end, of_picture=of_picture)
    context.own_to_come = context.after in {"'s", "’s"} and own_day_to_come(tokens, item.end)
    context.again = _again(tokens, item.start)
    context.alone = fills_a_line(tokens, item)


def _again(tokens: Tokens, start: int) -> bool:
    """`in 2023 and again in March`."""
    words = [tokens[index].lower() for index in range(max(0, start - 5), start) if tokens[index] != ","]
    return words[-3:] == ["and", "again", "in"] and len(words) > 3 and words[-4].isdigit()


def _in_one(spans: Sequence[Span], position: int) -> bool:
    """True for a position in one of the spans, which are in text order and do not overlap."""
    index = bisect_right(spans, position, key=lambda span: span.start) - 1
    return index >= 0 and position in spans[index]


def _week_told(frame: Frame, mention: Mention, context: Context) -> tuple[date, date] | None:
    """`For the week of Oct. 6`, `from 6 to 12 October`: the days that the lines below may call by their weekdays."""
    if frame.rule == "week-of":
        return mention.day, mention.day + timedelta(days=6)
    before = context.mentions[-1] if context.mentions else None
    if "range-end" in frame.flags and before is not None and before.unit == mention.unit == "D":
        return (before.day, mention.day) if timedelta(0) < mention.day - before.day < timedelta(days=7) else None
    return context.week


def _counts_from_speech(frame: Frame) -> bool:
    """True for what depends on the day of speaking: "today", "on Friday", "in March"."""
    if frame.base != "speech" or frame.value is not None or frame.year is not None or frame.numeric is not None:
        return False
    return frame.kind in {"DATE", "TIME"} and not time_only(frame)


def _overshoots(item: Found, answer: Resolved, context: Context) -> bool:
    """`Last year it opened; the roof came fourteen years later`: past, yet after the time of writing, so no date."""
    frame, reference = item.frame, context.reference
    if frame.rule != "ago" or frame.base != "mention" or (frame.shift or 0) <= 0 or reference is None or context.narrative:
        return False
    earliest = extent(answer.value).earliest
    return earliest is not None and earliest > reference.day.isoformat() and context.tense() == "past"


def _length(item: Found) -> str:
    return duration_value(float(item.frame.shift or 0), item.frame.unit or "D")


def _anchor_speech(tokens: Tokens, found: Sequence[Found], resolved: list[Resolved], speech: Speech, context: Context) -> list[Resolved]:
    """Count deictic words inside quotations from the day of the speech."""
    dated = []
    for item, answer in zip(found, resolved, strict=True):
        start = tokens.starts[item.start]
        day = iso_day(answer.value)
        deictic = item.frame.shift is not None
        if re.fullmatch(r"\d{4}", answer.value) and item.frame.year is not None and speech.quote_at(start) is None:
            dated.append(Dated(Span(start, tokens.ends[item.end - 1]), date(max(1, int(answer.value)), 1, 1), whole_year=True))
        if day is not None and not deictic and answer.value[:10] == day.isoformat() and speech.quote_at(start) is None:
            dated.append(Dated(Span(start, tokens.ends[item.end - 1]), day))
    result = []
    for item, answer in zip(found, resolved, strict=True):
        reference = speech.reference(item, dated) if _counts_from_speech(item.frame) else None
        if reference is not None:
            context.reference, context.sentence = reference, len(tokens.text)  # dates named elsewhere do not count here
            _look_around(tokens, item, context)
            answer = resolve(item.frame, context)
            answer = replace(answer, anchor=replace(answer.anchor, rule=reference.rule)) if answer.anchor.kind == "utterance" else answer
        result.append(answer)
    return result


def _expression(tokens: Tokens, item: Found, answer: Resolved, conflicts: tuple[str, ...]) -> TimeExpression:
    frame = item.frame
    kind = "DURATION" if frame.rule == "ago" and answer.value.startswith("P") and answer.value[1:2].isdigit() else frame.kind
    dated = kind in {"DATE", "TIME"}
    covered = extent(answer.value, frame.mod) if dated else extent("")
    flags = {*answer.flags, *(flag for flag in frame.flags if flag in _SHOWN), *conflicts, *_places(tokens, item)}
    if covered.granularity == "season" and covered.earliest:
        flags.add("northern-season")
    return TimeExpression(
        start=tokens.starts[item.start],
        end=tokens.ends[item.end - 1],
        type=kind,
        value=answer.value,
        mod=frame.mod,
        edtf=covered.edtf,
        earliest=covered.earliest,
        latest=covered.latest,
        granularity=covered.granularity,
        anchor=answer.anchor,
        alternatives=answer.alternatives,
        confidence=confidence(frame, answer, flags),
        flags=tuple(sorted(flags)),
    )


_SHOWN = frozenset({"range-start", "range-end", "year-from-neighbour", "range"})


def _places(tokens: Tokens, item: Found) -> tuple[str, ...]:
    """`#28Nov2016`, `…/2017/11/28/…`."""
    if item.start and tokens.ends[item.start - 1] == tokens.starts[item.start] and tokens[item.start - 1] == "#":
        return ("hashtag",)
    return ("url",) if in_address(tokens.text, tokens.starts[item.start]) else ()
