"""Give frames a value: what each expression is reckoned from, and by which rule.

The policies are those that measured best on news: a weekday is the most recent one, today included; a month and day the
nearest; a bare month follows the tense of its clause. Nothing is ever reckoned from the day of the run.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from onrecord.dates.anchoring.ancient import from_ancient
from onrecord.dates.anchoring.calendar import full_year, numeric_answer, with_year
from onrecord.dates.anchoring.context import Context, Mention, Reference, Resolved, mention_of, time_of
from onrecord.dates.anchoring.shifts import shifted
from onrecord.dates.anchoring.weekdays import weekday_answer
from onrecord.dates.anchoring.yearless import day_alone, yearless
from onrecord.dates.frame import Frame
from onrecord.dates.values import extent, moved, value_at
from onrecord.types import Anchor

__all__ = ["Context", "Mention", "Reference", "Resolved", "mention_of", "resolve"]


def resolve(frame: Frame, context: Context) -> Resolved:
    """The value of a frame in its context."""
    answer = _resolve(frame, context)
    if frame.within is not None and (day := extent(answer.value).latest):
        return replace(answer, value=value_at(date.fromisoformat(day), frame.within))
    if "am-or-pm" in frame.flags and (other := _other_half(answer.value)) is not None:
        return replace(answer, alternatives=(*answer.alternatives, other))
    return answer


def _other_half(value: str) -> str | None:
    """The same time of the afternoon, for one that says no half of the day."""
    day, _, clock = value.partition("T")
    hour = int(clock[:2]) if clock[:2].isdigit() else 24
    return f"{day}T{hour + 12:02d}{clock[2:]}" if hour < 12 else None


def _resolve(frame: Frame, context: Context) -> Resolved:
    if frame.value is not None:
        return Resolved(frame.value, Anchor("none", None, frame.rule), flags=frame.flags)
    if frame.year is None and (ancient := from_ancient(frame, context)) is not None:
        return ancient
    if frame.numeric is not None:
        return numeric_answer(frame, context)
    if frame.year is not None:
        return with_year(frame, full_year(frame, context), context, Anchor("none", None, frame.rule))
    if frame.year_shift is not None and context.reference is not None:
        reference = context.reference
        anchor = Anchor(reference.kind, reference.day.isoformat(), "of-a-year-from-now")
        return with_year(frame, reference.day.year + frame.year_shift, context, anchor)
    if frame.shift is not None:
        return shifted(frame, context)
    if frame.month is not None or frame.holiday is not None or frame.season or frame.quarter or frame.half:
        return yearless(frame, context)
    if frame.weekday is not None:
        return weekday_answer(frame, context)
    if frame.day is not None:
        return day_alone(frame, context)
    return time_alone(frame, context)


def time_alone(frame: Frame, context: Context) -> Resolved:
    if "repeats" in frame.flags:
        return Resolved(f"T{frame.part}", Anchor("none", None, "time-of-what-repeats"))
    mention = context.last("D")
    coming, gone = _next_morning(frame, mention, context), _evening_before(frame, mention, context)
    if mention is not None and not coming and not gone and (context.narrative or context.last_told() is mention):
        # "all through Sunday night; around 3 a.m. it stopped": the small hours of a night are of the next day
        after_midnight = mention.value.endswith("TNI") and "00:00" <= (frame.part or "") < "06:00"
        after_midnight = after_midnight or _past_midnight(frame, mention, context)
        after_midnight = after_midnight or {"over-midnight", "range-end"} <= set(frame.flags)
        day = moved(mention.day, "D", 1) if after_midnight else mention.day
        return Resolved(day.isoformat() + time_of(frame), Anchor("mention", mention.value, "day-of-last-date"))
    if context.reference is None:
        return Resolved("XXXX-XX-XX" + time_of(frame), Anchor("none", None, "no-anchor"), flags=("unresolved",))
    day = moved(context.reference.day, "D", 1 if coming else -1 if gone else 0)
    return Resolved(
        day.isoformat() + time_of(frame),
        Anchor(context.reference.kind, context.reference.day.isoformat(), "day-of-writing"),
    )


def _past_midnight(frame: Frame, mention: Mention, context: Context) -> bool:
    """`Shots were heard at 9:45 p.m. Sunday. He gave up at 3:50 a.m.`: the small hours that follow an evening named before."""
    evening = "T18:00" <= mention.value[10:16] <= "T23:59" and not context.narrative and "range-start" not in frame.flags
    if not evening or not "00:00" <= (frame.part or "") < "06:00" or context.reference is None:
        return False
    return mention.day < context.reference.day


def _next_morning(frame: Frame, mention: Mention | None, context: Context) -> bool:
    """`The search will go on at dawn`, in a report of the day."""
    if frame.part != "MO" or context.narrative or context.reference is None or context.tense() != "future":
        return False
    return mention is None or mention.day == context.reference.day


def _evening_before(frame: Frame, mention: Mention | None, context: Context) -> bool:
    """`It rained between 8 pm and 6 am`, in a report of the day."""
    if (
        not {"over-midnight", "range-start"} <= set(frame.flags)
        or context.narrative
        or context.reference is None
        or context.tense() != "past"
    ):
        return False
    return mention is None or mention.day == context.reference.day
