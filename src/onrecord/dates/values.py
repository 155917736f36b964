"""TIMEX3 values: made from days, moved by units, and read back as an interval, a granularity and an EDTF form."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # first month, northern hemisphere
_SEASON_CODES = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}  # EDTF level 1


def value_at(day: date, unit: str) -> str:
    """The value of the `unit` ("D", "W", "WE", "M", "Q", "H6", "Y", "E", "C") that holds `day`."""
    match unit:
        case "W" | "WE":
            iso = day.isocalendar()
            return f"{iso.year:04d}-W{iso.week:02d}" + ("-WE" if unit == "WE" else "")
        case "M":
            return f"{day.year:04d}-{day.month:02d}"
        case "Q":
            return f"{day.year:04d}-Q{(day.month + 2) // 3}"
        case "H6":
            return f"{day.year:04d}-H{1 if day.month < 7 else 2}"
        case "Y":
            return f"{day.year:04d}"
        case "E":
            return f"{day.year // 10:03d}"
        case "C":
            return f"{day.year // 100:02d}"
    return day.isoformat()


def moved(day: date, unit: str, count: int) -> date:
    """`day` moved by `count` units; the last day of the month where the day does not exist. Stays within years 1-9999."""
    months = {"M": 1, "Q": 3, "H6": 6, "Y": 12, "E": 120, "C": 1200, "L": 12000}.get(unit)
    if months is None:
        days = count * {"D": 1, "W": 7, "WE": 7, "F": 14}.get(unit, 0)
        return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))
    index = min(max(day.year * 12 + day.month - 1 + count * months, 12), 9999 * 12 + 11)
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def valid_day(year: int, month: int, day: int) -> date | None:
    """The day, or None when the calendar has no such day."""
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return date(year, month, day)


@dataclass(frozen=True, slots=True)
class Extent:
    """What a value covers. Days are ISO 8601; null where open or unknown."""

    earliest: str | None = None
    latest: str | None = None
    granularity: str | None = None
    edtf: str | None = None


_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(.*))?")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_PART = re.compile(r"(\d{4})-(?:(\d\d)|Q([1-4])|H([12])|(SP|SU|FA|WI))")
_INTERVAL = re.compile(r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)")
_OPEN_IN_YEAR = re.compile(r"(\d{4})-(XX-XX|WXX|XX)")
_OPEN_UNITS = {"XX-XX": "day", "WXX": "week", "XX": "month"}
_OPEN_YEAR = re.compile(r"XXXX-(\d\d|SP|SU|FA|WI|Q[1-4])(?:-(\d\d))?(?:T.*)?")


def extent(value: str, mod: str | None = None) -> Extent:
    """The interval, granularity and EDTF form of a TIMEX3 value of type DATE or TIME.

    Early, mid and late take the first, middle and last third. EDTF knows no thirds: there the whole is marked `~`.
    """
    whole = _whole(value)
    if whole.earliest is None or whole.latest is None or whole.granularity in {"minute", "hour", "day"}:
        return whole
    low, high = date.fromisoformat(whole.earliest), date.fromisoformat(whole.latest)
    third = (high - low).days // 3
    if mod == "START":
        high = low + timedelta(third)
    elif mod == "MID":
        low, high = low + timedelta(third), high - timedelta(third)
    elif mod == "END":
        low = high - timedelta(third)
    edtf = whole.edtf
    if mod in {"START", "MID", "END", "APPROX"} and edtf and "/" not in edtf:
        edtf += "~"
    earliest: str | None = low.isoformat()
    latest: str | None = high.isoformat()
    if mod == "AFTER" or mod == "ON_OR_AFTER":
        latest, edtf = None, f"{whole.edtf}/.." if whole.edtf and "/" not in whole.edtf else whole.edtf
    if mod == "BEFORE" or mod == "ON_OR_BEFORE":
        earliest, edtf = None, f"../{whole.edtf}" if whole.edtf and "/" not in whole.edtf else whole.edtf
    return Extent(earliest, latest, whole.granularity, edtf)


def _span(low: date, high: date, granularity: str, edtf: str | None) -> Extent:
    return Extent(low.isoformat(), high.isoformat(), granularity, edtf)


def _months(year: int, month: int, count: int, granularity: str, edtf: str) -> Extent:
    last = moved(date(year, month, 1), "M", count - 1)
    return _span(date(year, month, 1), date(last.year, last.month, calendar.monthrange(last.year, last.month)[1]), granularity, edtf)


def _whole(value: str) -> Extent:
    if match := _DAY.fullmatch(value):
        day = valid_day(int(match[1]), int(match[2]), int(match[3]))
        if day is None:
            return Extent()
        time = match[4]
        granularity = "day" if time is None else "minute" if ":" in time else "hour" if time[:1].isdigit() else "part-of-day"
        edtf = day.isoformat()
        if time and granularity == "minute":
            zone = re.search(r"Z$|[+-]\d\d:\d\d$", time)
            clock = time[: zone.start()] if zone else time
            edtf += f"T{clock}" + (":00" if clock.count(":") == 1 else "") + (zone.group() if zone else "")
        return _span(day, day, granularity, edtf)
    if match := _WEEK.fullmatch(value):
        try:
            first = date.fromisocalendar(int(match[1]), int(match[2]), 6 if match[3] else 1)
        except ValueError:
            return Extent()
        last = first + timedelta(1 if match[3] else 6)
        return _span(first, last, "weekend" if match[3] else "week", f"{first}/{last}")
    if re.fullmatch(r"T\d\d:\d\d", value):
        return Extent(None, None, "minute", None)
    if match := _INTERVAL.fullmatch(value):
        first, last = date.fromisoformat(match[1]), date.fromisoformat(match[2])
        return _span(first, last, "month" if (last - first).days > 14 else "week", value) if first <= last else Extent()
    if match := _PART.fullmatch(value):
        year = int(match[1])
        if not 1 <= year <= 9998:
            return Extent()
        if match[2]:
            return _months(year, int(match[2]), 1, "month", value) if 1 <= int(match[2]) <= 12 else Extent()
        if match[3]:
            return _months(year, int(match[3]) * 3 - 2, 3, "quarter", f"{year:04d}-{32 + int(match[3])}")
        if match[4]:
            return _months(year, int(match[4]) * 6 - 5, 6, "half", f"{year:04d}-{39 + int(match[4])}")
        return _months(year, SEASON_MONTHS[match[5]], 3, "season", f"{year:04d}-{_SEASON_CODES[match[5]]}")
    if re.fullmatch(r"\d{4}", value) and value != "0000":
        return _span(date(int(value), 1, 1), date(int(value), 12, 31), "year", value)
    if re.fullmatch(r"\d{3}", value) and value != "000":
        return _span(date(int(value) * 10, 1, 1), date(int(value) * 10 + 9, 12, 31), "decade", f"{value}X")
    if re.fullmatch(r"\d\d", value) and value != "00":
        return _span(date(int(value) * 100, 1, 1), date(int(value) * 100 + 99, 12, 31), "century", f"{value}XX")
    if match := re.fullmatch(r"BC(\d{4})", value):  # astronomical years: 1 BC is year 0
        return Extent(None, None, "year", "0000" if match[1] == "0001" else f"-{int(match[1]) - 1:04d}")
    if match := _OPEN_IN_YEAR.fullmatch(value):
        year = int(match[1])
        edtf = value.replace("WXX", "XX-XX")
        return _span(date(year, 1, 1), date(year, 12, 31), _OPEN_UNITS[match[2]], edtf) if year else Extent()
    if match := _OPEN_YEAR.fullmatch(value):
        season = _SEASON_CODES.get(match[1])
        if season:
            return Extent(None, None, "season", f"XXXX-{season}")
        if match[1].startswith("Q"):
            return Extent(None, None, "quarter", f"XXXX-{32 + int(match[1][1])}")
        return Extent(None, None, "day" if match[2] else "month", value.split("T")[0])
    return Extent()
