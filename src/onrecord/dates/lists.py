"""Expressions that share a part: "July and August 1988", "7–9 May 2019", "November 2016 to January"; and the ends of ranges."""

from __future__ import annotations

from dataclasses import replace

from onrecord.dates.frame import Frame
from onrecord.dates.match import Found, names_a_day, time_only
from onrecord.dates.tokens import Tokens

_JOINERS = frozenset({"and", "or", ",", "to", "through", "until", "till", "-", "–", "—", "/", "&", "~"})
_REACH = 16  # tokens between a time and what repeats at it
_ENTRY = frozenset({":", "–", "—", "-"})  # behind the day of an entry of a chronicle
_RANGE = frozenset({"to", "through", "until", "till", "-", "–", "—", "~"})


def share_parts(tokens: Tokens, found: list[Found]) -> list[Found]:
    """Give each conjunct the year that only its neighbour states, and flag the ends of ranges."""
    result = list(found)
    for index in range(len(result) - 2, -1, -1):  # from the end: the year stands with the last of a list
        left, right = result[index], result[index + 1]
        if (ended := _period_that_ends(tokens, left, right)) is not None:
            result[index] = ended
            continue
        joiner = _joiner(tokens, left, right)
        if joiner is None or left.frame.kind not in {"DATE", "TIME"} or right.frame.kind not in {"DATE", "TIME"}:
            continue
        left_frame, right_frame = _share(left.frame, right.frame, joiner)
        if _is_range(tokens, left, joiner):
            night = ("over-midnight",) if _is_over_midnight(left_frame, right_frame) else ()
            left_frame = replace(left_frame, flags=(*left_frame.flags, "range-start", *night))
            right_frame = replace(right_frame, flags=(*right_frame.flags, "range-end", *night))
        result[index], result[index + 1] = replace(left, frame=left_frame), replace(right, frame=right_frame)
    return _share_repetition(tokens, _share_days(tokens, _share_years_of_lines(tokens, result)))


def _share_years_of_lines(tokens: Tokens, found: list[Found]) -> list[Found]:
    """`12 March 2019: …`, on a later line `3 April: …`: the entries of a chronicle go forward from the year last stated."""
    result, before = [], None
    for item in found:
        frame = item.frame
        if not _heads_a_line(tokens, item) or frame.month is None:
            result.append(item)
            continue
        if before is not None and before.year and before.month and _needs_year(frame):
            frame = replace(frame, year=before.year + (frame.month < before.month), flags=(*frame.flags, "year-from-neighbour"))
        before = frame
        result.append(replace(item, frame=frame))
    return result


def _heads_a_line(tokens: Tokens, item: Found) -> bool:
    first = item.start == 0 or "\n" in tokens.text[tokens.ends[item.start - 1] - 1 : tokens.starts[item.start]]
    return first and item.end < len(tokens.starts) and tokens[item.end] in _ENTRY


def _share_days(tokens: Tokens, found: list[Found]) -> list[Found]:
    """A time takes the day beside it: `noon on Friday`, `noon on the 8th of May`, `Friday at noon`, `at 10:35 a.m. (0735 GMT) Friday`."""
    result = list(found)
    for index in range(len(result) - 2, -1, -1):
        left, right = result[index], result[index + 1]
        if right.start - left.end > 2:
            continue
        gap = [tokens[number].lower() for number in range(left.end, right.start)]
        if gap in (["("], [")"], ["on"], ["on", "the"], [","]) and time_only(left.frame) and names_a_day(right.frame):
            result[index] = replace(left, frame=_at(right.frame, left.frame))
        elif len(gap) == 1 and gap[0] in _RANGE | {"and"} and _is_hour(left.frame) and not time_only(right.frame) and _is_hour(right.frame):
            if "over-midnight" not in left.frame.flags:  # "from 9 a.m. to 5 p.m. on Friday"
                result[index] = replace(left, frame=_at(replace(right.frame, flags=()), left.frame))
        elif gap in (["at"], [","], [",", "at"]) and names_a_day(left.frame) and left.frame.part is None and time_only(right.frame):
            result[index + 1] = replace(right, frame=_at(left.frame, right.frame))
    return result


def _share_repetition(tokens: Tokens, found: list[Found]) -> list[Found]:
    """`open from 9 a.m. to 5 p.m., every day`: times of something that repeats belong to no one day."""
    return [
        replace(item, frame=replace(item.frame, flags=(*item.frame.flags, "repeats")))
        if time_only(item.frame) and any(_repeats_beside(tokens, item, other) for other in found[max(0, number - 2) : number + 3])
        else item
        for number, item in enumerate(found)
    ]


def _repeats_beside(tokens: Tokens, time: Found, other: Found) -> bool:
    if other.frame.kind != "SET":
        return False
    gap = range(other.end, time.start) if other.start < time.start else range(time.end, other.start)
    return len(gap) <= _REACH and not any(tokens[index] in {".", "!", "?", ";"} or "\n" in tokens[index] for index in gap)


def _at(day: Frame, time: Frame) -> Frame:
    return replace(day, kind="TIME", part=time.part, zone=time.zone, mod=time.mod, flags=(*day.flags, *time.flags))


def _period_that_ends(tokens: Tokens, left: Found, right: Found) -> Found | None:
    """`the quarter ended Sept. 30`, `the week ending 5 November`: the period that holds the day."""
    words = [tokens[index].lower() for index in range(left.end, right.start)]
    if left.frame.rule != "the-unit" or left.frame.unit not in {"W", "M", "Q"} or not right.frame.day:
        return None
    if not words or words[0] not in {"ended", "ending"} or words[1:] not in ([], ["on"]):
        return None
    return replace(left, frame=replace(right.frame, rule="period-that-ends", within=left.frame.unit, weekday=None))


def _joiner(tokens: Tokens, left: Found, right: Found) -> str | None:
    """The word between two expressions when nothing else stands there."""
    words = [tokens[index].lower() for index in range(left.end, right.start)]
    if words[-1:] == ["the"] or words[-1:] == ["in"] or words[-1:] == ["on"]:
        words.pop()
    if words == [",", "and"] or words == [",", "or"]:
        words = words[1:]
    return words[0] if len(words) == 1 and words[0] in _JOINERS else None


def _share(left: Frame, right: Frame, joiner: str) -> tuple[Frame, Frame]:
    if _needs_year(left) and right.year is not None and right.year >= 100 and _same_shape(left, right):
        year = right.year
        if joiner in _RANGE and left.month and right.month and left.month > right.month:
            year -= 1
        return replace(left, year=year, flags=(*left.flags, "year-from-neighbour")), right
    if _needs_year(left) and right.shift is not None and right.unit == "Y" and right.month and left.month:  # January and June this year
        return replace(left, shift=right.shift, unit="Y", base=right.base, pick=right.pick), right
    if joiner in _RANGE and _needs_year(right) and left.year is not None and left.year >= 100 and _same_shape(left, right):
        year = left.year
        if left.month and right.month and right.month < left.month:
            year += 1
        return left, replace(right, year=year, flags=(*right.flags, "year-from-neighbour"))
    return left, right


def _needs_year(frame: Frame) -> bool:
    return (
        frame.year is None
        and frame.value is None
        and frame.shift is None
        and bool(frame.month or frame.season or frame.quarter or frame.half)
    )


def _same_shape(left: Frame, right: Frame) -> bool:
    """A list joins like with like: months with months, quarters with quarters."""
    return bool(left.month) == bool(right.month) and bool(left.season) == bool(right.season) and bool(left.quarter) == bool(right.quarter)


def _is_over_midnight(left: Frame, right: Frame) -> bool:
    """`between 8 pm and 6 am`."""
    hours = left.part or "", right.part or ""
    return time_only(left) and time_only(right) and all(":" in hour for hour in hours) and hours[1] < hours[0]


def _is_hour(frame: Frame) -> bool:
    return frame.kind == "TIME" and ":" in (frame.part or "") and (time_only(frame) or names_a_day(frame))


def _is_range(tokens: Tokens, left: Found, joiner: str) -> bool:
    if joiner in _RANGE:
        return True
    before = tokens[left.start - 1].lower() if left.start else ""
    return joiner == "and" and before == "between"
