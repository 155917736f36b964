"""Weekdays: the most recent one, today included, unless the words or the tense say otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from onrecord.dates.anchoring.context import Context, Resolved, base_of, time_of
from onrecord.dates.frame import Frame
from onrecord.dates.values import moved, valid_day
from onrecord.types import Anchor

_HALF_A_WEEK = 3


def _weekday_and_number(frame: Frame, base: date) -> date | None:
    """`Friday the 13th`: the nearest day that is both."""
    months = (moved(base, "M", count) for count in range(-14, 15))
    days = [day for month in months if (day := valid_day(month.year, month.month, frame.day or 0)) and day.isoweekday() == frame.weekday]
    return min(days, key=lambda day: (abs((day - base).days), day), default=None)


def weekday_answer(frame: Frame, context: Context) -> Resolved:
    """The day of a weekday without a date, or with the day of the month alone."""
    assert frame.weekday is not None
    base, anchor, _ = base_of(frame, "D", context)
    if base is not None and frame.day is not None:
        both = _weekday_and_number(frame, base)
        if both is not None:
            return Resolved(both.isoformat() + time_of(frame), replace(anchor, rule="weekday-and-number"))
    if base is None:
        return Resolved(f"XXXX-WXX-{frame.weekday}" + time_of(frame), anchor, flags=("unresolved",))
    if context.alone and context.week is not None and frame.pick is None:
        first, last = context.week
        within = moved(first, "D", (frame.weekday - first.isoweekday()) % 7)
        if within <= last:
            return Resolved(within.isoformat() + time_of(frame), Anchor("mention", first.isoformat(), "weekday-of-the-week-told"))
    back = (base.isoweekday() - frame.weekday) % 7
    if anchor.kind == "mention" and frame.pick is None and context.narrative:
        day, rule = moved(base, "D", (frame.weekday - base.isoweekday()) % 7), "weekday-after-last-date"
    elif frame.pick == "last":
        day, rule = moved(base, "D", -(back or 7)), "weekday-last"
    elif frame.pick == "next":
        day, rule = moved(base, "D", 7 - back), "weekday-next"
    elif frame.pick == "this":
        ahead = context.tense() != "past"
        day, rule = (moved(base, "D", (7 - back) % 7), "weekday-this") if ahead else (moved(base, "D", -back), "weekday-this")
    elif back and (context.own_to_come if context.after in {"'s", "’s"} else _is_ahead(back, context) or _goes_on(base, context)):
        day, rule = moved(base, "D", 7 - back), "weekday-coming"
    else:
        day, rule = moved(base, "D", -back), "weekday-most-recent"
    return Resolved(day.isoformat() + time_of(frame), replace(anchor, rule=rule))


def _is_ahead(back: int, context: Context) -> bool:
    """True for a weekday to come; of a thing set for a day and called off, the nearest day is meant."""
    tense = context.tense()
    return tense == "future" or (tense == "near" and back > _HALF_A_WEEK)


def _goes_on(base: date, context: Context) -> bool:
    """`Rain is expected on Sunday night and Monday morning`: what is joined to a day to come is to come."""
    last = context.mentions[-1] if context.mentions else None
    return last is not None and context.before in {"and", "or", "to"} and last.position >= context.sentence and last.day > base
