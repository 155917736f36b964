"""Dates that state day, month and year, read by dateparser.

dateparser reads clean strings well and searches texts badly, so it is handed only what the grammar has delimited, with every
setting fixed. Its reading stands; the grammar's own parts are the cross-check, and step in for what it cannot read ("the first of
March 2019", years before 1000). It is imported when the first such date is met, and a string is read once.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

Order = Literal["DMY", "MDY"]
_SETTINGS = {
    "PARSERS": ["absolute-time"],  # no "two weeks ago", no time stamps
    "STRICT_PARSING": True,  # a part that is missing is never filled in
    "RELATIVE_BASE": datetime(2000, 1, 1),  # never the day of the run
    "TIMEZONE": "UTC",  # never that of the machine
}
# The plain spellings are tried first: dateparser reads them forty times as fast as when it has to find the form.
_FORMATS = {
    "DMY": ["%d %B %Y", "%B %d %Y", "%d %b %Y", "%b %d %Y", "%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"],
    "MDY": ["%m/%d/%Y", "%m-%d-%Y"],
}


@lru_cache(maxsize=4096)
def read_explicit(words: str, order: Order = "DMY") -> date | None:
    """The day that a string says.

    Args:
        words: An expression with day, month and a year of four digits, without a weekday.
        order: Which number is the day where digits leave that open; a reading that is impossible gives way to the other one.

    Returns:
        The day, or None when dateparser cannot read the string.
    """
    if re.search(r"[^\W\d_]", words):
        words = re.sub(r"[.,\s]+", " ", words).strip()
    read = _parser(order).get_date_data(words, _FORMATS[order]).date_obj
    return read.date() if read is not None else None


@cache
def _parser(order: Order) -> DateDataParser:
    from dateparser.date import DateDataParser

    return DateDataParser(languages=["en"], settings=_SETTINGS | {"DATE_ORDER": order})
