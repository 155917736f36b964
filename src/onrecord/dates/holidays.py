"""Days that a rule of the calendar or an almanac gives: holidays and feasts, the n-th week of a month.

A rule of `holidays.tsv` names a day: `12-25`; `11-w4+4`, the fourth weekday 4 (Thursday) of November; `easter`, `orthodox-easter`,
`us-election`; or a column of `feasts.tsv`. A number behind it moves it by days (`easter-46`). `A..B` lasts from A to B; a comma
joins the days of one name (the two Eids); a bar sets apart what the name means in other countries.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from functools import cache

from onrecord.dates.values import valid_day
from onrecord.lexicon import table

_POINT = re.compile(r"(?P<base>\d\d-\d\d|\d\d-w\d[+-]\d|[a-z-]+?)(?P<shift>[+-]\d+)?")
_SIGHTED = frozenset({"islamic-new-year", "ashura", "arbaeen", "mawlid", "ramadan", "laylat-al-qadr", "eid-al-fitr", "eid-al-adha"})

Days = tuple[date, date]  # first and last


@cache
def named_days(rule: str, year: int) -> tuple[Days, ...]:
    """The days of a holiday that begin in a year, in order; none when the calendar or the almanac has none."""
    found = []
    for part in rule.split("|")[0].split(","):
        first, _, last = part.partition("..")
        for day in _days(first, year):
            ends = [end for other in (year, year + 1) for end in _days(last, other) if end >= day] if last else [day]
            found += [(day, end) for end in ends[:1]]
    return tuple(sorted(found))


@cache
def days_elsewhere(rule: str, year: int) -> tuple[date, ...]:
    """The days that other countries give the same name, in order of the list."""
    return tuple(day for other in rule.split("|")[1:] for day in _days(other, year))


def by_sighting(rule: str) -> bool:
    """True when the day waits for somebody to see the moon, and so differs by a day between countries."""
    return any(name in rule for name in _SIGHTED)


def _days(point: str, year: int) -> list[date]:
    match = _POINT.fullmatch(point)
    assert match is not None, point
    shift = timedelta(int(match["shift"] or 0))
    return [day + shift for day in _base_days(match["base"], year)]


def _base_days(base: str, year: int) -> list[date]:
    if base == "easter":
        return [easter(year)]
    if base == "orthodox-easter":
        return [orthodox_easter(year)]
    if base == "us-election":
        return [_nth_weekday(year, 11, 1, 1) + timedelta(1)]
    if base[:2].isdigit():
        if base[3] == "w":
            return [_nth_weekday(year, int(base[:2]), int(base[4]), int(base[5:]))]
        day = valid_day(year, int(base[:2]), int(base[3:]))
        return [day] if day else []
    return [date(year, int(day[:2]), int(day[3:])) for day in _feasts().get((base, year), ())]


@cache
def _feasts() -> dict[tuple[str, int], tuple[str, ...]]:
    head, *rows = table("dates/feasts.tsv")
    return {
        (name, int(row[0])): tuple(cell.split(",")) for row in rows for name, cell in zip(head[1:], row[1:], strict=True) if cell != "-"
    }


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


def orthodox_easter(year: int) -> date:
    """Eastern Easter Sunday in the Gregorian calendar (the Julian computus of Meeus)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(year // 100 - year // 400 - 2)


def weekday_of_month(year: int, month: int, weekday: int, nth: int) -> date | None:
    """The n-th Monday, say, of a month, -1 the last; None where the month has no such day."""
    day = _nth_weekday(year, month, weekday, nth)
    return day if day.month == month else None


def week_of_month(year: int, month: int, nth: int, unit: str) -> date:
    """A day in the n-th week or weekend of a month; weeks are counted by sevens from the first, the last one (-1) from the end."""
    if unit == "WE":
        return _nth_weekday(year, month, 6, nth)
    last = calendar.monthrange(year, month)[1]
    return date(year, month, last - 3 if nth < 0 else min(last, 7 * nth - 3))
