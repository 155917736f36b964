"""Explicit dates as pages print them: to tell a date line, and to find the day of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|"
    r"aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:19[5-9]\d|20\d\d)"
_TIME = r"(?:,?\s*(?:at|@|-|–|\||t)?\s*(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?::\d\d)?(?:\.\d+)?\s*(?P<half>[ap]\.?\s?m\.?)?)?"
_DATE = re.compile(
    rf"(?<![\d/.-])(?:"
    rf"(?P<y1>{_YEAR})-(?P<m1>0?[1-9]|1[0-2])-(?P<d1>{_DAY})"
    rf"|(?P<y2>{_YEAR})[/.](?P<m2>0?[1-9]|1[0-2])[/.](?P<d2>{_DAY})"
    rf"|(?P<n3>{_MONTH})\.?\s*(?P<d3>{_DAY})(?:st|nd|rd|th)?(?:\s*,\s*|\s+)(?P<y3>{_YEAR})"
    rf"|(?P<d4>{_DAY})(?:st|nd|rd|th)?(?:\s+of)?[\s.-]*(?P<n4>{_MONTH})\.?,?[\s-]*(?P<y4>{_YEAR})"
    rf"|(?P<y5>{_YEAR})(?P<n5>{_MONTH})\.?\s*(?P<d5>{_DAY})"
    rf"|(?P<a6>\d{{1,2}})(?P<s6>[-/.])(?P<b6>\d{{1,2}})(?P=s6)(?P<y6>{_YEAR}|\d\d)"
    rf"|(?P<y7>{_YEAR})[\s,-]+(?P<n7>{_MONTH})\.?\s*(?P<d7>{_DAY})"
    rf")(?:(?!\d)|(?=\d{{1,2}}:\d\d))(?:t(?=\d))?{_TIME}"
)
_FILLER = re.compile(
    r"\b(?:(?:first |last |originally |article |story |post )?(?:published|posted|updated|modified|created|"
    r"issued|released|edited|added|printed|uploaded|revised|date)"
    r"|on|at|the|last|update|mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|[ap]\.?m\.?|e[ds]?t|p[ds]?t|c[ds]?t|gmt|utc|bst|ist|"
    r"sgt|hkt|jst|aest|aedt|cet|cest|wib|hrs?|h|\d+ min(?:ute)?s?(?: read)?|article|news|local time|eastern|time|z)\b\.?"
    r"|[\d:+.,|/·•()\-–—@\s]"
)
MOST_CHARS = 400  # of a line that is looked at


@dataclass(frozen=True, slots=True)
class Stamp:
    """A day printed on the page. `other` is the day when day and month change places, where both are possible."""

    start: int
    end: int
    day: date
    other: date | None = None
    time: str = ""  # "13:05", empty when none is given


def find_stamps(text: str) -> Iterator[Stamp]:
    """Explicit dates of a line in order. Nothing is guessed: a date without a year is none."""
    lowered = text[:MOST_CHARS].lower()
    if not any(map(str.isdigit, lowered)):
        return
    for found in _DATE.finditer(lowered):
        if stamp := _stamp(found):
            yield stamp


_AMERICAN = re.compile(r"\b(?:[ecmp][ds]?t)\b")


def _stamp(found: re.Match[str]) -> Stamp | None:
    group = found.groupdict()
    for number in "123457":
        if year := group.get(f"y{number}"):
            name = group.get(f"n{number}")
            month = _MONTHS.index(name[:3]) + 1 if name else int(group[f"m{number}"])
            days = [_day(int(year), month, int(group[f"d{number}"]))]
            break
    else:
        year_value = int(group["y6"])
        if year_value < 100:
            year_value += 2000 if year_value < 70 else 1900
        a, b = int(group["a6"]), int(group["b6"])
        first_day, first_month = _day(year_value, b, a), _day(year_value, a, b)
        # With dots the day comes first everywhere; with strokes both orders are alive.
        days = [day for day in ((first_day,) if group["s6"] == "." else (first_day, first_month)) if day]
        if len(days) == 2 and days[0] == days[1]:
            days.pop()
        if _AMERICAN.search(found.string, found.end(), found.end() + 30):
            days.reverse()
    if not days or days[0] is None:
        return None
    hour, time = group.get("hour"), ""
    if hour and int(hour) < 24 and int(group["minute"]) < 60:
        value = int(hour)
        half = (group.get("half") or "")[:1]
        value += 12 if half == "p" and value < 12 else -12 if half == "a" and value == 12 else 0
        time = f"{value:02}:{group['minute']}"
    return Stamp(found.start(), found.end() if time else _date_end(found), days[0], days[1] if len(days) > 1 else None, time)


def _date_end(found: re.Match[str]) -> int:
    """Where the date ends when what looked like a time is none."""
    return found.start("hour") if found.group("hour") else found.end()


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def is_date_line(text: str) -> bool:
    """A line that holds a date and nothing else but words like "posted on"."""
    if len(text) > 90 or not any(map(str.isdigit, text)):
        return False
    lowered = text.lower()
    found = _DATE.search(lowered)
    return bool(found and _stamp(found)) and len(_FILLER.sub("", _DATE.sub("", lowered))) <= 1
