"""Counts of units from a day: "two weeks ago", "the following month", "last year"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from onrecord.dates.anchoring.calendar import with_year
from onrecord.dates.anchoring.context import Context, Resolved, base_of, coarser_mention, time_of
from onrecord.dates.anchoring.periods import latest, same_period
from onrecord.dates.anchoring.weekdays import weekday_answer
from onrecord.dates.frame import Frame
from onrecord.dates.values import moved, valid_day, value_at
from onrecord.types import Anchor

_OPEN = {"D": "XX-XX", "W": "WXX", "M": "XX"}  # how a day, week or month stays open within its year


def shifted(frame: Frame, context: Context) -> Resolved:
    """The value of a frame that counts units from a reference or from the last date named."""
    unit = frame.unit or "D"
    count = frame.shift or 0
    if "same-period" in frame.flags and (period := same_period(frame, context)) is not None:
        return period
    if frame.pick == "last" and frame.base == "mention" and frame.rule in {"rel-unit", "latest-period"} and count == 0:
        recent = latest(unit, context)
        if recent is not None:
            return recent
    if frame.rule == "the-unit" and unit == "Y" and context.after in {"ended", "ending", "to"}:
        return Resolved("P1Y", Anchor("none", None, "year-that-ends"))
    if frame.rule == "the-unit":
        return _the_unit(frame, unit, context)
    base, anchor, _ = base_of(frame, "Y" if unit in {"Y", "E", "C"} else unit, context)
    if frame.weekday is not None and frame.month is None and unit == "W" and base is not None:  # "Tuesday last week"
        day = moved(base, "D", 7 * count + frame.weekday - base.isoweekday())
        return Resolved(day.isoformat() + time_of(frame), replace(anchor, rule=frame.rule))
    if frame.weekday is not None and frame.month is None:
        answer = weekday_answer(replace(frame, shift=None, kind="DATE", part=None), context)
        try:
            day = moved(date.fromisoformat(answer.value), "D", count)
        except ValueError:
            return answer
        return Resolved(day.isoformat() + time_of(frame), answer.anchor)
    coarse = coarser_mention(unit, context) if frame.base == "mention" and unit in _OPEN and not context.narrative else None
    if coarse is not None and (anchor.kind != "mention" or (unit != "D" and coarse.position >= context.paragraph)):
        return Resolved(f"{coarse.day.year:04d}-{_OPEN[unit]}", Anchor("mention", coarse.value, frame.rule), flags=("coarse-anchor",))
    if base is None:
        return Resolved(open_value(frame, unit), anchor, flags=("unresolved",))
    target = moved(base, unit, count)
    anchor = replace(anchor, rule=frame.rule)
    if unit == "Y" and (frame.month or frame.quarter or frame.season or frame.half or frame.holiday):
        return with_year(frame, target.year, context, anchor)
    if unit == "M" and frame.day is not None:
        day_of_month = valid_day(target.year, target.month, frame.day)
        return Resolved(day_of_month.isoformat() + time_of(frame) if day_of_month else value_at(target, "M"), anchor)
    if (
        unit == "WE" and count == 0 and frame.pick == "same" and not context.narrative
    ):  # "over the weekend": the last one, or the coming one
        ahead = context.tense() == "future" or base.isoweekday() >= 6
        target = base if ahead else moved(base, "W", -1)
    if unit == "WE" and frame.pick == "last" and base.isoweekday() >= 6:
        target = moved(base, "W", -1)
    if unit == "D":
        return Resolved(target.isoformat() + time_of(frame), anchor)
    return Resolved(value_at(target, unit), anchor)


def open_value(frame: Frame, unit: str) -> str:
    """The value when there is nothing to count from."""
    open_values = {
        "D": "XXXX-XX-XX",
        "W": "XXXX-WXX",
        "WE": "XXXX-WXX-WE",
        "M": "XXXX-XX",
        "Q": "XXXX-QX",
        "H6": "XXXX-HX",
        "Y": "XXXX",
        "E": "XXX",
        "C": "XX",
    }
    if unit == "Y" and frame.month:
        return f"XXXX-{frame.month:02d}" + (f"-{frame.day:02d}" if frame.day else "")
    if unit == "Y" and frame.season:
        return f"XXXX-{frame.season}"
    if unit == "Y" and frame.quarter:
        return f"XXXX-Q{frame.quarter}"
    return open_values.get(unit, "XXXX") + (time_of(frame) if unit == "D" else "")


def _the_unit(frame: Frame, unit: str, context: Context) -> Resolved:
    named = context.last(unit, exactly=True) if unit in {"E", "C"} else None  # "in the sixties … for most of the decade"
    if named is not None:
        return Resolved(named.value, Anchor("mention", named.value, "last-date-named"))
    if unit == "Q" and (recent := latest(unit, context)) is not None:
        return recent
    if unit == "M" and frame.mod is not None and context.mentions:  # "opens on 6 January and is free until the end of the month"
        last = context.mentions[-1]
        if last.position >= context.sentence and last.unit == "D":
            return Resolved(value_at(last.day, unit), Anchor("mention", last.value, "month-of-last-date"))
    if context.narrative:
        mention = context.last(unit)
        if mention is not None:
            return Resolved(value_at(mention.day, unit), Anchor("mention", mention.value, "last-date-named"))
    if context.reference is None:
        return Resolved(open_value(frame, unit), Anchor("none", None, "no-anchor"), flags=("unresolved",))
    return Resolved(value_at(context.reference.day, unit), Anchor(context.reference.kind, context.reference.day.isoformat(), frame.rule))
