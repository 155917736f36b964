"""How sure a value is: the share of right values that its rule reached on development data, lowered by what is odd here."""

from __future__ import annotations

from collections.abc import Set
from functools import cache

from onrecord.dates.anchoring import Resolved
from onrecord.dates.frame import Frame
from onrecord.lexicon import table

# Factors for oddities that the development data hardly holds; set by hand.
_LOWER = {
    "coarse-anchor": 0.7,
    "contradiction": 0.7,
    "day-by-sighting": 0.8,
    "day-order-ambiguous": 0.6,
    "differs-by-country": 0.8,
    "impossible-day": 0.3,
    "readings-differ": 0.6,
    "unresolved": 0.5,
    "weak-anchor": 0.6,
    "weekday-conflict": 0.6,
    "year-by-weekday": 0.7,
}


@cache
def _measured() -> dict[str, float]:
    return {row[0]: float(row[1]) for row in table("dates/confidence.tsv")}


def keys(frame: Frame, answer: Resolved) -> tuple[str, str]:
    """The rows of the table for an answer, the finer one first: type and rule, rule."""
    return (f"{frame.kind} {answer.anchor.rule}", answer.anchor.rule)


def confidence(frame: Frame, answer: Resolved, flags: Set[str]) -> float:
    """Probability that the value is right, rounded to three decimals."""
    measured = _measured()
    share = next((measured[key] for key in keys(frame, answer) if key in measured), measured["other"])
    for flag in sorted(flags):
        share *= _LOWER.get(flag, 1.0)
    return round(share, 3)
