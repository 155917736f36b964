"""The day that a page tells by how long ago it was ("Published 3 days ago"), counted from when the page was retrieved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from onrecord.clean.dates import Stamp
from onrecord.clean.dating import Dating, meaning
from onrecord.clean.lines import Line

MOST_CHARS = 100  # of a line that may tell it
CONFIDENCE, WITHOUT_TIME = 0.8, 0.6  # of a day; of hours ago, where only the day of retrieval is known
_AGO = re.compile(r"\b(?P<count>\d{1,3}|an?|one)\s?(?P<unit>m(?:in(?:ute)?s?)?|h(?:(?:ou)?rs?)?|d(?:ays?)?)\.?\s+ago\b")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


def day_told(lines: Sequence[Line], numbers: Sequence[int], retrieved: str) -> Dating | None:
    """The day of publication by the first of the lines `numbers` that tells it, one that tells an update only if no other does."""
    found = [(n, item) for n in numbers if len(lines[n].text) <= MOST_CHARS for item in _AGO.finditer(lines[n].text.lower())]
    told = [(n, item) for n, item in found if meaning(lines[n].text[: item.start()].lower()) != "updated"] or found
    if not told:
        return None
    number, item = told[0]
    count = int(item["count"]) if item["count"].isdecimal() else 1
    unit = _UNITS[item["unit"][0]]
    try:
        seen_at = datetime.fromisoformat(retrieved)
        day = (seen_at - timedelta(**{unit: count})).date()
    except (ValueError, OverflowError):
        return None
    others: tuple[str, ...] = ()
    if unit != "days" and len(retrieved) <= len("2026-05-04"):  # the hour is not known: that day, or the one before
        day = seen_at.date()
        others = ((day - timedelta(days=1)).isoformat(),)
    return Dating(number, Stamp(*item.span(), day), day, WITHOUT_TIME if others else CONFIDENCE, others)
