"""How sure a value is: the share of right values that its rule reached on development data, lowered by what is odd here."""

from __future__ import annotations

from collections.abc import Set
from functools import cache

from onrecord.dates.anchoring import Resolved
from onrecord.dates.frame import Frame
from onrecord.lexicon import table

_LOWER = {
    "day-order-ambiguous": 0.6,
    "weekday-conflict": 0.6,
    "weak-anchor": 0.6,
    "contradiction": 0.7,
    "year-by-weekday": 0.7,
    "impossible-day": 0.3,
    "unresolved": 0.5,
}


@cache
def _measured() -> dict[str, float]:
    return {key: float(share) for key, share, *_ in table("dates/confidence.tsv")}


def key_of(rule: str, anchor_rule: str) -> str:
    """The row of the table: the rule that found the expression, or the rule that anchored it where that decides."""
    return rule if anchor_rule in {"explicit", rule} or anchor_rule.startswith("deictic") else anchor_rule


def confidence(frame: Frame, answer: Resolved, flags: Set[str]) -> float:
    """Probability that the value is right, rounded to three decimals."""
    measured = _measured()
    share = measured.get(key_of(frame.rule, answer.anchor.rule), measured["other"])
    for flag in sorted(flags):
        share *= _LOWER.get(flag, 1.0)
    return round(share, 3)
