"""Names of months, weekdays, seasons, quarters and holidays."""

from __future__ import annotations

import re
from functools import cache

from onrecord.dates.reading.groups import Groups
from onrecord.lexicon import table

_QUARTERS = {"final": 4, "last": 4}
_HALVES = {"last": 2, "latter": 2}


def calendar_words(groups: Groups) -> dict[str, object] | None:
    """Names of months, weekdays, seasons, quarters and holidays."""
    found: dict[str, object] = {}
    if "month" in groups:
        month = groups.value("month", "MONTH")
        found["month"] = int(month) if month else groups.integer("month")
    if "day" in groups:
        found["day"] = groups.integer("day")
        if found["day"] is None:
            return None
    if "weekday" in groups:
        weekday = groups.value("weekday", "WEEKDAY") or groups.value("weekday", "WEEKDAYSHORT")
        found["weekday"] = int(weekday) if weekday else None
    if "season" in groups:
        found["season"] = groups.value("season", "SEASON")
    if "quarter" in groups:
        quarter = _QUARTERS.get(groups.text("quarter")) or groups.integer("quarter")
        if quarter is None or not 1 <= quarter <= 4:
            return None
        found["quarter"] = quarter
    if "half" in groups:
        half = _HALVES.get(groups.text("half")) or groups.integer("half")
        if half not in (1, 2):
            return None
        found["half"] = half
    if "holiday" in groups:
        found["holiday"] = named_rule(groups.text("holiday"))
        if "holidayspan" in groups:
            found["unit"] = "W" if groups.text("holidayspan") == "week" else "WE"
    return found


def named_rule(name: str) -> str:
    """The rule of `holidays.tsv` for a named day as written."""
    return _holidays()[_plain(name)]


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[.'’‘`]", "", text).replace("-", " ").split())


@cache
def _holidays() -> dict[str, str]:
    return {_plain(name): rule for name, rule in table("dates/holidays.tsv")}
