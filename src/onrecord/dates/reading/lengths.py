"""Lengths of time and repetition."""

from __future__ import annotations

import re

from onrecord.dates.frame import Frame
from onrecord.dates.numbers import duration_value
from onrecord.dates.reading.calendar_words import named_rule
from onrecord.dates.reading.groups import Groups, unit_of
from onrecord.dates.vocabulary import vocabulary


def duration_frame(groups: Groups) -> Frame | None:
    """The frame of a length of time."""
    rule = groups.rule.name
    if rule == "unitlong":
        return Frame("DURATION", rule, "P1" + groups.text("unitlong")[0].upper())
    unit = unit_of(groups)
    if unit is None or unit == "WE":
        return None
    count = groups.number("n")
    if rule == "long-duration":
        count = 0.5
    elif rule == "quarter-of-unit":
        count = 0.75 if groups.text("n").startswith("three") else 0.25
    elif rule in {"a-unit", "unit-long", "a-unit-or-two"} and groups.value("unit", "UNIT"):
        count = 1.5 if "plushalf" in groups else 1
    if count is not None and count > 100_000:
        return None
    flags = ("range",) if "n2" in groups else ()
    return Frame("DURATION", rule, duration_value(count, unit), mod="APPROX" if "n2" in groups else None, flags=flags)


def set_frame(groups: Groups) -> Frame | None:
    """The frame of something that repeats."""
    rule = groups.rule.name
    if rule == "adverb-set":
        return Frame("SET", rule, groups.value("adverb", "ADVERBSET"))
    if "weekday" in groups:
        weekday = groups.value("weekday", "WEEKDAYS") or groups.value("weekday", "WEEKDAY")
        part = groups.value("part", "PARTS")
        return Frame("SET", rule, f"XXXX-WXX-{weekday}" + (f"T{part}" if part else ""))
    if rule == "every-holiday":
        named = named_rule(groups.text("holiday"))
        return Frame("SET", rule, f"XXXX-{named}" if re.fullmatch(r"\d\d-\d\d", named) else "P1Y")
    word = groups.text("unit")
    values = vocabulary().values
    step = 2.0 if groups.text("step") == "other" else groups.number("step") or 1
    if word in {"weekend", "weekday"}:
        return Frame("SET", rule, "XXXX-WXX-WE" if word == "weekend" else "P1D")
    if unit := values.get((word, "UNIT")) or values.get((word, "UNITS")):
        return Frame("SET", rule, duration_value(None if groups.text("step") == "few" else step, unit))
    if weekday := values.get((word, "WEEKDAY")):
        return Frame("SET", rule, f"XXXX-WXX-{weekday}")
    if month := values.get((word, "MONTH")):
        return Frame("SET", rule, f"XXXX-{int(month):02d}")
    if season := values.get((word, "SEASON")):
        return Frame("SET", rule, f"XXXX-{season}")
    if part := values.get((word, "PART")):
        return Frame("SET", rule, f"XXXX-XX-XXT{part}")
    return None
