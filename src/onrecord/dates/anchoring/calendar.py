"""Dates that state their year, and numeric dates whose order of day and month is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from onrecord.dates.anchoring.context import Context, Resolved, time_of
from onrecord.dates.explicit import Order, read_explicit
from onrecord.dates.frame import Frame
from onrecord.dates.holidays import Days, by_sighting, days_elsewhere, named_days, week_of_month, weekday_of_month
from onrecord.dates.values import valid_day, value_at
from onrecord.types import Anchor

_WITHOUT_REFERENCE = 2025  # where two digits count from when nothing tells the time of writing: a constant, so that no run differs


def full_year(frame: Frame, context: Context) -> int:
    """The year in four digits: of two digits, the last such year that is at most five years ahead of the time of writing."""
    year = frame.year or 0
    if year >= 100 or "year-as-written" in frame.flags:
        return year
    base = context.reference.day.year if context.reference else _WITHOUT_REFERENCE
    century = base - base % 100
    guess = century + year
    return guess - 100 if guess > base + 5 else guess


def numeric_answer(frame: Frame, context: Context) -> Resolved:
    """The day of a date in digits; both readings where the order of day and month stays open."""
    assert frame.numeric is not None
    first, second, year = frame.numeric
    if year is None:
        return _weekday_in_digits(frame, first, second, context)
    full = full_year(replace(frame, year=year), context)
    day_first, certain = (True, True) if "dotted" in frame.flags else context.day_first(frame.numeric)
    readings: list[tuple[Order, int, int]] = [("DMY", second, first), ("MDY", first, second)]
    days = [day for order, month, number in readings if (day := _numeric_day(frame, full, month, number, order))]
    values = [day.isoformat() for day in (days if day_first else reversed(days))]
    if not values:
        return Resolved(f"{full:04d}", Anchor("none", None, "impossible-day"), flags=("impossible-day",))
    unique = list(dict.fromkeys(values))
    flags: tuple[str, ...] = ()
    if frame.weekday is not None:
        fitting = [value for value in unique if date.fromisoformat(value).isoweekday() == frame.weekday]
        unique, certain = [*fitting, *(value for value in unique if value not in fitting)], certain or bool(fitting)
        flags = () if fitting else ("weekday-conflict",)
    ambiguous = len(unique) > 1 and not certain
    rule = "day-order-certain" if len(unique) == 1 else "day-order-by-evidence" if certain else "day-order-open"
    if ambiguous:
        flags = (*flags, "day-order-ambiguous")
    return Resolved(unique[0] + time_of(frame), Anchor("none", None, rule), tuple(unique[1:]), flags)


def _weekday_in_digits(frame: Frame, first: int, second: int, context: Context) -> Resolved:
    """`Wednesday, 11/30`: the weekday decides the order and the year; the occurrence nearest to the reference."""
    if context.reference is None:
        day_first, _ = context.day_first((first, second, None))
        month, number = (second, first) if (day_first and second <= 12) or first > 12 else (first, second)
        return Resolved(f"XXXX-{month:02d}-{number:02d}", Anchor("none", None, "no-anchor"), flags=("unresolved",))
    base = context.reference
    years = range(max(1, base.day.year - 1), min(9999, base.day.year + 1) + 1)
    days = {day for year in years for month, number in ((first, second), (second, first)) if (day := valid_day(year, month, number))}
    close = sorted(days, key=lambda day: (day.isoweekday() != frame.weekday, abs((day - base.day).days), day))
    if not close:
        return Resolved(f"{base.day.year:04d}", Anchor("none", None, "impossible-day"), flags=("impossible-day",))
    flags = () if close[0].isoweekday() == frame.weekday else ("weekday-conflict",)
    return Resolved(close[0].isoformat() + time_of(frame), Anchor(base.kind, base.day.isoformat(), "weekday-in-digits"), flags=flags)


def _numeric_day(frame: Frame, year: int, month: int, number: int, order: Order) -> date | None:
    day = valid_day(year, month, number)
    if day is None or frame.written is None:
        return day
    return read_explicit(frame.written, order) or day


def holiday_answer(frame: Frame, days: Sequence[Days], anchor: Anchor) -> Resolved:
    """The first of the days given; the others, and what the name means in other countries, are alternatives."""
    rule = frame.holiday or ""
    (first, last), *others = days
    elsewhere = days_elsewhere(rule, first.year)
    flags = (("day-by-sighting",) if by_sighting(rule) else ()) + (("differs-by-country",) if elsewhere else ())
    if frame.unit in {"W", "WE"}:
        value = value_at(first, frame.unit)
    else:
        value = first.isoformat() + (f"/{last}" if last > first else time_of(frame))
    return Resolved(value, anchor, (*(str(day) for day, _ in others), *(str(day) for day in elsewhere)), flags)


def with_year(
    frame: Frame, year: int, context: Context, anchor: Anchor, flags: tuple[str, ...] = (), alternatives: tuple[str, ...] = ()
) -> Resolved:
    """The value of a frame in a year."""
    if frame.holiday is not None:
        days = named_days(frame.holiday, year)
        return holiday_answer(frame, days, anchor) if days else Resolved(f"{year:04d}", anchor, alternatives, flags)
    if frame.month is not None and frame.day is not None:
        day = valid_day(year, frame.month, frame.day)
        read = read_explicit(frame.written) if frame.written is not None else None
        if read is not None and read != day:
            alternatives, flags = (*((day.isoformat(),) if day else ()), *alternatives), (*flags, "readings-differ")
        day = read or day
        if day is None:
            return Resolved(f"{year:04d}-{frame.month:02d}", anchor, alternatives, (*flags, "impossible-day"))
        if frame.weekday is not None and day.isoweekday() != frame.weekday and "weekday-conflict" not in flags:
            flags = (*flags, "weekday-conflict")
        if frame.unit == "W":
            return Resolved(value_at(day, "W"), anchor, alternatives, flags)
        return Resolved(day.isoformat() + time_of(frame), anchor, alternatives, flags)
    if frame.month is not None and frame.nth is not None and frame.weekday is not None:
        day = weekday_of_month(year, frame.month, frame.weekday, frame.nth)
        return Resolved(day.isoformat() if day else f"{year:04d}-{frame.month:02d}", anchor, alternatives, flags)
    if frame.month is not None and frame.nth is not None:
        day = week_of_month(year, frame.month, frame.nth, frame.unit or "W")
        return Resolved(value_at(day, frame.unit or "W"), anchor, alternatives, flags)
    if frame.month is not None:
        value = f"{year:04d}-{frame.month:02d}"
    elif frame.season:
        value = f"{year:04d}-{frame.season}"
    elif frame.quarter:
        value = f"{year:04d}-Q{frame.quarter}"
    elif frame.half:
        value = f"{year:04d}-H{frame.half}"
    else:
        value = f"{year:04d}"
    return Resolved(value, anchor, alternatives, flags)
