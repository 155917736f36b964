"""From a match of the grammar to a frame: what the captured words say, with no anchor yet."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from onrecord.dates.frame import Frame
from onrecord.dates.grammar import Rule
from onrecord.dates.reading.calendar_words import calendar_words
from onrecord.dates.reading.clock import time_frame
from onrecord.dates.reading.digits import digits
from onrecord.dates.reading.groups import MODS, Groups
from onrecord.dates.reading.lengths import duration_frame, set_frame
from onrecord.dates.reading.relative import relative
from onrecord.dates.tokens import Tokens
from onrecord.lexicon import table

__all__ = ["frame_of"]


def frame_of(rule: Rule, match: re.Match[str], tokens: Tokens) -> Frame | None:
    """What a match says; None when its numbers make no sense together ("31 February" of any year)."""
    return _READERS[rule.kind](Groups(rule, match, tokens))


def _date(groups: Groups) -> Frame | None:
    rule = groups.rule.name
    parts: dict[str, object] = {"rule": rule, "mod": MODS.get(groups.text("mod").rstrip("-"))}
    for reader in (digits, calendar_words, relative):
        found = reader(groups)
        if found is None:
            return None
        parts |= found
    day, month = parts.get("day"), parts.get("month")
    if isinstance(day, int) and not 1 <= day <= 31:
        return None
    if isinstance(day, int) and isinstance(month, int) and day > (29 if month == 2 else 30 if month in {4, 6, 9, 11} else 31):
        return None
    frame = Frame(**parts)  # type: ignore[arg-type]
    return replace(frame, written=groups.after("weekday")) if _says_all(frame) and "span" not in groups else frame


def _says_all(frame: Frame) -> bool:
    """True when the words state day, month and a year of four digits, and nothing else."""
    if frame.numeric is not None:
        return (frame.numeric[2] or 0) >= 1000
    return bool(frame.day and frame.month and (frame.year or 0) >= 1000) and frame.unit is None


@cache
def _reference_values() -> dict[str, str]:
    return {row[0]: row[1] for row in table("dates/references.tsv")}


def _reference(groups: Groups) -> Frame | None:
    return Frame("DATE", "reference", _reference_values().get(groups.text("phrase")))


_READERS: dict[str, Callable[[Groups], Frame | None]] = {
    "date": _date,
    "time": time_frame,
    "duration": duration_frame,
    "set": set_frame,
    "reference": _reference,
}
