"""Explicit dates as pages print them: to tell a date line, and to find the day of publication."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from onrecord.lexicon import table

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:19[5-9]\d|20\d\d)"
_TIME = r"(?:,?\s*(?:at|@|-|–|\||t)?\s*(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?::\d\d)?(?:\.\d+)?\s*(?P<half>[ap]\.?\s?m\.?)?)?"
# What every date below has: most lines with digits have none of it.
_HINT = re.compile(r"(?:19|20)\d\d|\d[-/.]\s?\d\d?[-/.]\s?\d\d")


@cache
def _months() -> dict[str, int]:
    return {name: int(row[0]) for row in table("clean/months.tsv") for name in row[1].split()}


def _either(names: Sequence[str]) -> str:
    """A pattern for one of the names, those of a first letter together: at most places of a text none is tried."""
    firsts = sorted({name[0] for name in names})
    return "(?:" + "|".join(f"{first}(?:{'|'.join(name[1:] for name in names if name[0] == first)})" for first in firsts) + ")"


@cache
def _date() -> re.Pattern[str]:
    month = _either(sorted(_months(), key=lambda name: (-len(name), name)))
    return re.compile(
        # A date may stand right behind the year of another: "May 21, 2025April 24, 2025".
        rf"(?:(?<![\d/.-])|(?<=[^\d]20\d\d)|(?<=[a-z]-))(?:"
        rf"(?P<y1>{_YEAR})-(?P<m1>0?[1-9]|1[0-2])-(?P<d1>{_DAY})"
        rf"|(?P<y2>{_YEAR})[/.年]\s?(?P<m2>0?[1-9]|1[0-2])[/.月]\s?(?P<d2>{_DAY})日?"
        rf"|(?P<n3>{month})\.?\s*(?P<d3>{_DAY})(?:st|nd|rd|th|\.)?(?:\s*,\s*|\s+)(?P<y3>{_YEAR})"
        rf"|(?P<d4>{_DAY})(?:st|nd|rd|th|er|º)?(?:\s+(?:of|de))?[\s./-]*(?P<n4>{month})\.?,?(?:\s+de)?[\s/-]*(?P<y4>{_YEAR})"
        rf"|(?P<y5>{_YEAR})(?P<n5>{month})\.?\s*(?P<d5>{_DAY})"
        rf"|(?P<a6>\d{{1,2}})(?P<s6>[-/.])\s?(?P<b6>\d{{1,2}})(?P=s6)\s?(?P<y6>{_YEAR}|\d\d)"
        rf"|(?P<y7>{_YEAR})[\s,-]+(?P<n7>{month})\.?\s*(?P<d7>{_DAY})"
        rf")(?:(?!\d)|(?=\d{{1,2}}(?::\d\d|\s?min|(?:st|nd|rd|th|\.)?[\s.-]*{month})))(?:t(?=\d))?{_TIME}"
    )


_FILLER = re.compile(
    r"\b(?:(?:first |last |originally |article |story |post )?(?:published|posted|updated|modified|created|"
    r"issued|released|edited|added|printed|uploaded|revised|date)"
    r"|on|at|the|last|update|mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:\d{1,2}\s?)?[ap]\.?m\.?|e[ds]?t|p[ds]?t|c[ds]?t|gmt|utc|bst|ist|"
    r"sgt|hkt|jst|aest|aedt|cet|cest|wib|hrs?|h|\d+ min(?:ute)?s?(?: (?:read|listen|watch))?|article|news|local time|eastern|time|z)\b\.?"
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


@lru_cache(maxsize=4096)  # a line is asked by the splitter, the head and the dating
def find_stamps(text: str) -> tuple[Stamp, ...]:
    """Explicit dates of a line in order. Nothing is guessed: a date without a year is none."""
    text = text[:MOST_CHARS]
    if not _HINT.search(text):
        return ()
    return tuple(stamp for found in _date().finditer(text.lower()) if (stamp := _stamp(found)))


_AMERICAN = re.compile(r"\b(?:[ecmp][ds]?t)\b")


def _stamp(found: re.Match[str]) -> Stamp | None:
    group = found.groupdict()
    for number in "123457":
        if year := group.get(f"y{number}"):
            name = group.get(f"n{number}")
            month = _months()[name] if name else int(group[f"m{number}"])
            days = [day for day in (_day(int(year), month, int(group[f"d{number}"])),) if day]
            break
    else:
        year_value = int(group["y6"])
        if year_value < 100:
            year_value += 2000 if year_value < 70 else 1900
        a, b = int(group["a6"]), int(group["b6"])
        first_day, first_month = _day(year_value, b, a), _day(year_value, a, b)
        # With dots the day comes first nearly everywhere; with strokes both orders are alive.
        days = [day for day in (first_day, first_month) if day][: 1 if group["s6"] == "." else 2]
        if len(days) == 2 and days[0] == days[1]:
            days.pop()
        if _AMERICAN.search(found.string, found.end(), found.end() + 30):
            days.reverse()
    if not days:
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
    if len(text) > 90 or not _HINT.search(text):
        return False
    lowered = text.lower()
    found = _date().search(lowered)
    return bool(found and _stamp(found)) and len(_FILLER.sub("", _date().sub("", lowered))) <= 1


def is_caption(text: str, size: int) -> bool:
    """Words without a sentence that end with place and day ("Council hall, Geneva, Switzerland 14/09/2017")."""
    stamps = find_stamps(text) if size <= 25 and "," in text and text[-1] not in ",;:" else ()
    if not stamps or is_date_line(text):
        return False
    numeric = not any(map(str.isalpha, text[stamps[-1].start : stamps[-1].end]))
    return numeric and stamps[-1].end >= len(text) - 1 and stamps[-1].start > 8 and stamps[-1].end - stamps[-1].start <= 20
