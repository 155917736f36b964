"""Days that a rule of the calendar gives: holidays, the n-th week of a month."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from onrecord.dates.values import valid_day


def holiday(rule: str, year: int) -> date | None:
    """The day of a holiday in a year, by the rule of `holidays.tsv`."""
    if rule.startswith("easter"):
        return easter(year) + timedelta(int(rule.removeprefix("easter")))
    if rule == "us-election":
        return _nth_weekday(year, 11, 1, 1) + timedelta(1)
    month = int(rule[:2])
    if rule[3] != "w":
        return valid_day(year, month, int(rule[3:]))
    weekday, rest = int(rule[4]), rule[5:]
    nth, _, extra = rest.lstrip("+").partition("+")
    return _nth_weekday(year, month, weekday, int(nth)) + timedelta(int(extra or 0))


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    last = date(year, month, calendar.monthrange(year, month)[1])
    return last - timedelta((last.isoweekday() - weekday) % 7)


def easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def week_of_month(year: int, month: int, nth: int, unit: str) -> date:
    """A day in the n-th week or weekend of a month; weeks are counted by sevens from the first, -1 ends with the last day."""
    if unit == "WE":
        return _nth_weekday(year, month, 6, nth)
    last = calendar.monthrange(year, month)[1]
    return date(year, month, last if nth < 0 else min(last, 7 * nth - 3))
