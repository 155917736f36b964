"""What is combined of the looks of a line: a template makes one number of the numbers of one look or several.

All templates of a page are made at once; `data/clean/templates.txt` lists them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.lexicon import word_list

Codes = NDArray[np.int64]

# How many values each look has. Only the first of a template may have more.
VALUES = {
    "size": 11, "end": 10, "first": 6, "capitals": 6, "functions": 6, "commas": 4, "digits": 6, "special": 6, "quoted": 2, "dated": 4,
    "cue": 32, "copies": 3, "blanks": 9, "place": 8, "share": 8, "tidy": 6, "total": 5, "kin": 6, "run": 6, "kind": 4, "glued": 2,
    "sentences": 4, "site": 3, "author": 2, "above": 10, "below": 10, "rank": 6, "part": 8, "position": 6, "period": 6, "lists near": 5,
    "read": 6, "text near": 7, "cues near": 6, "mean size": 9, "dates near": 6,
    "cued": 2,
}  # fmt: skip
_NEIGHBOUR = re.compile(" [-+][0-9]$")
SINCE = 9  # values of a look that tells how far above or below a line of some sort is
TEMPLATES = word_list("clean/templates.txt")
LINES = 4096  # of which the rows of a table are looked up at once


def values_of(look: str) -> int:
    """How many values a look has."""
    if look.startswith(("since ", "until ")):
        return SINCE
    return VALUES[_NEIGHBOUR.sub("", look)]


class Combination:
    """Makes the numbers of templates of those of looks, which are rows in the order of `looks`."""

    def __init__(self, looks: Sequence[str], templates: Sequence[str]) -> None:
        at = {name: number for number, name in enumerate(looks)}
        self.count = len(templates)
        self.parts: list[tuple[Codes, Codes, Codes]] = []  # rows of templates, rows of looks, weights; one for each place in a template
        parts: dict[int, list[tuple[int, int, int]]] = {}
        for row, template in enumerate(templates):
            weight = 1
            for place, look in enumerate(reversed(template.split("*"))):
                parts.setdefault(place, []).append((row, at[look], weight))
                weight *= values_of(look)
        for place in sorted(parts):
            rows, found, weights = np.array(parts[place], dtype=np.int64).T
            self.parts.append((rows, found, weights[:, None]))

    def __call__(self, looks: Codes) -> Codes:
        """(template, line) from (look, line)."""
        numbers = np.zeros((self.count, looks.shape[1]), dtype=np.int64)
        for rows, found, weights in self.parts:
            numbers[rows] += looks[found] * weights
        return numbers


def summed(table: NDArray[Any], codes: Codes) -> NDArray[Any]:
    """(line, column): the sum of the rows of a table that `codes` (code, line) name, in parts, so that a long page takes little memory."""
    starts = range(0, codes.shape[1], LINES)
    return np.concatenate([table.take(codes[:, start : start + LINES], axis=0, mode="clip").sum(axis=0) for start in starts])
