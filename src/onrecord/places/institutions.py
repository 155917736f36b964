"""The country that an article is from, by the institutions that it names: "Cllr", "Crown Court", "barangay"."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from onrecord.lexicon import table

_ENOUGH = 2  # times that settle the matter; once says half of it


@cache
def _countries() -> dict[str, str]:
    return {row[0]: row[1] for row in table("places/institutions.tsv")}


@cache
def _words() -> re.Pattern[str]:
    longest_first = sorted(_countries(), key=lambda words: (-len(words), words))
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(words) for words in longest_first) + r")(?![^\W\d])")


def country_told(text: str) -> tuple[str, float] | None:
    """The country whose institutions a text names, and how surely; null where it names those of two countries alike."""
    counts = Counter(_countries()[words] for words in _words().findall(text))
    ranked = counts.most_common(2)
    if not ranked:
        return None
    country, times = ranked[0]
    others = counts.total() - times
    return (country, min(1.0, times / _ENOUGH)) if times > 2 * others else None
