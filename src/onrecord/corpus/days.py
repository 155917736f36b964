"""Publication dates as tables and feeds give them."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

_REDUCED = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?=[T ]|$)")


def iso_date(given: str) -> str | None:
    """A date in ISO 8601, or null for what could mean several days or none ("10/03/2021", "yesterday").

    Args:
        given: ISO 8601 (a day, with or without a time; a month or a year), the same with slashes or without leading zeros
            ("2021/3/5"), or a date of a feed or mail (RFC 5322: "Wed, 10 Mar 2021 08:00:00 GMT").

    Returns:
        The value as given where it is ISO 8601 with hyphens already; else the same in ISO 8601.
    """
    value = given.strip()
    if _REDUCED.fullmatch(value):
        return value
    value = _YEAR_FIRST.sub(lambda day: f"{day[1]}-{day[2]:0>2}-{day[3]:0>2}", value, count=1)
    try:
        read = datetime.fromisoformat(value)
        if value[4] == "-" and value[5] != "W":
            return value
        return read.isoformat() if read.time().isoformat() != "00:00:00" else read.date().isoformat()
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(value).isoformat()
    except (ValueError, OverflowError):
        return None
