"""Digits that stand for days, years, decades and centuries."""

from __future__ import annotations

import re

from onrecord.dates.numbers import read_year
from onrecord.dates.reading.groups import Groups


def digits(groups: Groups) -> dict[str, object] | None:
    """Digits that stand for days and years."""
    if "iso" in groups:
        text = groups.text("iso").upper().replace(" ", "T")
        day, _, time = text.partition("T")
        year, month, number = map(int, day.split("-"))
        return (
            {"kind": "TIME" if time else "DATE", "year": year, "month": month, "day": number, "part": time or None}
            if 1 <= month <= 12
            else None
        )
    if "compact" in groups:
        return _compact(groups.text("compact"))
    if "numeric" in groups:
        return _numeric(groups.text("numeric"))
    if "bc" in groups:
        detail = groups.value("season", "SEASON") or (f"{int(groups.value('month', 'MONTH') or 0):02d}" if "month" in groups else "")
        return {"value": f"BC{int(groups.text('bc')):04d}" + (f"-{detail}" if detail else "")}
    if "decade" in groups:
        return _decade(groups)
    if "century" in groups:
        count = groups.integer("century")
        if not count or count > 40:
            return None
        return {"value": f"BC{count - 1:02d}" if "bcmark" in groups else f"{count - 1:02d}"}
    found: dict[str, object] = {}
    for name in ("year", "oldyear"):
        if name in groups:
            found["year"] = read_year(groups.text(name).lstrip("'’‘`"))
            if found["year"] is None:
                return None
    if _is_era(groups):
        found["flags"] = ("year-as-written",)
    if "shortend" in groups:
        first, last = int(groups.text("first")), int(groups.text("shortend"))
        year = first - first % 100 + last
        if not first < year <= first + 60:
            return None
        found["year"] = year
    return found


def _is_era(groups: Groups) -> bool:
    """`AD 79`: a short year that is meant as it stands."""
    return groups.rule.name in {"ad-year", "year-ad"}


def _compact(digits: str) -> dict[str, object] | None:
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:] or 0)
    return {"year": year, "month": month, "day": day} if 1900 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= 31 else None


def _numeric(text: str) -> dict[str, object] | None:
    first, second, *rest = re.split(r"[/.-]", text.replace(" ", ""))
    if not rest:  # "Wednesday, 11/30"
        pair = (int(first), int(second))
        return {"numeric": (*pair, None)} if min(pair) <= 12 and max(pair) <= 31 else None
    third = rest[0]
    if len(first) == 4:
        month, day = int(second), int(third)
        return (
            {"year": int(first), "month": month, "day": day}
            if 1 <= month <= 12 and len(third) <= 2 and 1 <= day <= 31 and 1000 <= int(first) <= 2199
            else None
        )
    if len(first) > 2 or (len(third) == 2 and "-" in text):
        return None
    one, two, year = int(first), int(second), int(third)
    if (
        min(one, two) < 1
        or min(one, two) > 12
        or max(one, two) > 31
        or (len(third) == 4 and not 1000 <= year <= 2199)
        or ("." in text and len(third) == 2 and len(first) + len(second) < 4)
    ):
        return None
    dotted = ("dotted",) if "." in text and two <= 12 else ()  # with dots the day stands first everywhere
    return {"numeric": (one, two, year), "flags": dotted}


def _decade(groups: Groups) -> dict[str, object] | None:
    text = groups.text("decade")
    value = groups.value("decade", "DECADEWORD")
    if value is not None:
        return {"value": f"19{value}"}
    digits = re.sub(r"\D", "", text)
    if len(digits) == 4:
        return {"value": digits[:3] if digits[3] == "0" else None} if digits[3] == "0" else None
    return {"value": f"{'20' if digits[0] in '01' else '19'}{digits[0]}"} if digits[1] == "0" else None
