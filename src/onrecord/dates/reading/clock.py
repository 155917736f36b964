"""Times of day."""

from __future__ import annotations

import re

from onrecord.dates.frame import Frame
from onrecord.dates.numbers import read_number
from onrecord.dates.reading.groups import MODS, Groups


def time_frame(groups: Groups) -> Frame | None:
    """The frame of a time of day, with its day where the words name one."""
    found: dict[str, object] = {"kind": "TIME", "rule": groups.rule.name, "mod": MODS.get(groups.text("mod"))}
    if "clock" in groups:
        part = _clock(groups)
        if part is None:
            return None
        found["part"] = part
        if groups.rule.name in {"oclock", "past-hour", "to-hour"} and "part" not in groups and not groups.says("night"):
            found["flags"] = ("am-or-pm",)
    elif groups.rule.name == "early-hours":
        found["part"] = "MO"
    elif "part" in groups:
        found["part"] = groups.value("part", "PART")
    if "zone" in groups:
        found["zone"] = groups.text("zone").upper()
    if "weekday" in groups:
        weekday = groups.value("weekday", "WEEKDAY")
        found["weekday"] = int(weekday) if weekday else None
    if "rel" in groups:
        words = groups.text("rel")
        bare = words.removeprefix("the ")
        shift = -1 if bare in {"last", "previous", "yesterday"} else 1 if bare in {"next", "following", "tomorrow"} else 0
        found |= {"shift": shift, "unit": "D", "base": "mention" if words.startswith("the ") or bare == "that" else "speech"}
    return Frame(**found)  # type: ignore[arg-type]


def _clock(groups: Groups) -> str | None:
    text = groups.text("clock")
    if text in {"noon", "midday", "noontime"}:
        return "12:00"
    if text == "midnight":
        return "00:00"
    if groups.rule.name.startswith("hours-"):
        return f"{text[:2]}:{text[2:]}"
    minutes = 0
    if groups.rule.name in {"past-hour", "to-hour"}:
        spoken, _, text = re.split(r"\s(past|to)\s", text)
        minutes = _spoken_minutes(spoken)
    if groups.rule.name == "dot-clock" and not re.fullmatch(r"(?:[01]?\d|2[0-3])\.[0-5]\d", text):
        return None
    pieces = re.split(r"[:.]", text)
    hour = int(pieces[0]) if pieces[0].isdigit() else int(read_number(pieces[0]) or 0)
    half = groups.text("ampm").replace(".", "").replace(" ", "")
    part = groups.value("part", "PART")
    if (half or part) and not 1 <= hour <= 12 and not (half and hour <= 23):
        return None
    if (half == "pm" or part in {"AF", "EV", "NI"}) and hour < 12:
        hour += 12
    if (half == "am" or part == "MO") and hour == 12:
        hour = 0
    if hour > 24:
        return None
    if minutes:
        hour, minutes = (hour, minutes) if groups.rule.name == "past-hour" else (hour - 1, 60 - minutes)
        return f"{hour % 24:02d}:{minutes:02d}"
    return f"{hour:02d}:{pieces[1]}" if len(pieces) > 1 else f"{hour:02d}:00"


def _spoken_minutes(words: str) -> int:
    """`half`, `a quarter`, `twenty-five minutes`."""
    if words.endswith(("half", "quarter")):
        return 30 if words == "half" else 15
    return int(read_number(words.removesuffix("minutes")) or 0)
