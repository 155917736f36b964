"""How fine a TIMEX3 value is, told from its form alone."""

from __future__ import annotations

import re


def granularity(value: str) -> str | None:
    """The granularity of a TIMEX3 value; null for references such as PAST_REF."""
    if value.startswith("PT"):
        return {"H": "hour", "M": "minute", "S": "second"}.get(value[-1])
    if value.startswith("P") and (value[1:2].isdigit() or value[1:2] == "X"):
        return {"D": "day", "W": "week", "M": "month", "Y": "year", "E": "decade", "C": "century"}.get(value[-1])
    patterns = (
        (r"[\dX]{4}-[\dX]{2}-[\dX]{2}T\d\d:\d\d(:\d\d)?", "minute"), (r"[\dX]{4}-[\dX]{2}-[\dX]{2}T\d\d", "hour"),
        (r"[\dX]{4}-[\dX]{2}-[\dX]{2}T(MO|AF|EV|NI|DT|MI)", "daypart"), (r"[\dX]{4}-[\dX]{2}-[\dX]{2}", "day"),
        (r"[\dX]{4}-W[\dX]{2}-WE", "day"), (r"[\dX]{4}-W[\dX]{2}-\d", "day"), (r"[\dX]{4}-W[\dX]{2}", "week"),
        (r"[\dX]{4}-[\dX]{2}", "month"), (r"[\dX]{4}-(SP|SU|FA|WI)", "season"), (r"[\dX]{4}-Q[\dX]", "quarter"),
        (r"[\dX]{4}-H[\dX]", "half"), (r"(BC)?\d{4}|XXXX", "year"), (r"\d{3}X?", "decade"), (r"\d{2}(XX)?", "century"),
        (r"T\d\d:\d\d", "minute"), (r"FY\d{4}", "year"),
    )  # fmt: skip
    return next((name for pattern, name in patterns if re.fullmatch(pattern, value)), None)
