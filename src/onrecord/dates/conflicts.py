"""Contradictions of the text with itself: shown, never repaired."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.dates.match import Found
from onrecord.dates.tokens import Tokens

_REACH = 8  # tokens between the two: "70 years ago… in the year 1914"
_FILLERS = frozenset(
    {
        "in",
        "the",
        "year",
        "of",
        "on",
        "back",
        "during",
        "that",
        "is",
        "was",
        ",",
        "(",
        ")",
        "…",
        ".",
        "-",
        "–",
        "—",
        "i",
        "e",
        "about",
        "around",
    }
)


def contradictions(tokens: Tokens, found: Sequence[Found], values: Sequence[str]) -> dict[int, tuple[str, ...]]:
    """Flags by index of expression: a count of years ago beside a year that it does not reach."""
    flags: dict[int, tuple[str, ...]] = {}
    for number in range(len(found) - 1):
        left, right = found[number], found[number + 1]
        years = [_year(values[number]), _year(values[number + 1])]
        counted = [item.frame.rule in {"ago", "n-or-n-ago"} and item.frame.unit == "Y" for item in (left, right)]
        stated = [item.frame.year is not None for item in (left, right)]
        if None in years or not ((counted[0] and stated[1]) or (counted[1] and stated[0])):
            continue
        if right.start - left.end > _REACH or any(tokens[index].lower() not in _FILLERS for index in range(left.end, right.start)):
            continue
        count = abs((left if counted[0] else right).frame.shift or 0)
        if abs((years[0] or 0) - (years[1] or 0)) > max(1, count // 20):
            flags[number] = (*flags.get(number, ()), "contradiction")
            flags[number + 1] = (*flags.get(number + 1, ()), "contradiction")
    return flags


def _year(value: str) -> int | None:
    return int(value[:4]) if value[:4].isdigit() else None
