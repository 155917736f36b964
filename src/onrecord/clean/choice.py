"""A conditional logit: which of several candidates is the right one, from named features of each (McFadden 1974)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

STEPS, RATE = 150, 0.3


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidates of a page by their features, and which are right."""

    looks: list[list[str]]
    right: list[int]
    weight: float


def fit(pages: Sequence[Choice], *, penalty: float = 1.0, fewest: int = 5) -> dict[str, float]:
    """Weights that make the right candidates likely (AdaGrad on the penalised likelihood).

    Args:
        penalty: Of the squared weights.
        fewest: Candidates that must have a feature.
    """
    counts = Counter(name for page in pages for found in page.looks for name in set(found))
    names = sorted(name for name, count in counts.items() if count >= fewest)
    column = {name: number for number, name in enumerate(names)}
    found = [[column[name] for name in looks if name in column] for page in pages for looks in page.looks]
    rows = np.repeat(np.arange(len(found)), [len(looks) for looks in found])
    columns = np.concatenate([np.array(looks, dtype=np.int64) for looks in found])
    sizes = [len(page.looks) for page in pages]
    owner, first = np.repeat(np.arange(len(pages)), sizes), np.cumsum([0, *sizes[:-1]])
    right = np.concatenate([np.isin(np.arange(len(page.looks)), page.right) for page in pages]).astype(float)
    importance = np.array([page.weight for page in pages])[owner]
    weights, squares = np.zeros(len(names)), np.full(len(names), 1e-2)
    for _ in range(STEPS):
        scores = np.bincount(rows, weights[columns], minlength=len(found))
        chance = np.exp(scores - np.maximum.reduceat(scores, first)[owner])
        chance /= np.add.reduceat(chance, first)[owner]
        wanted = chance * right
        wanted /= np.maximum(np.add.reduceat(wanted, first)[owner], 1e-12)
        gradient = np.bincount(columns, ((wanted - chance) * importance)[rows], minlength=len(names)) - penalty * weights
        squares += gradient**2
        weights += RATE * gradient / np.sqrt(squares)
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}
