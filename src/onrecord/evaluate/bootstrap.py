"""Is a change of F1 more than noise? A paired bootstrap over pages.

Both runs are scored on the same pages. Pages are drawn with replacement, the same draw for both runs, and the difference of
F1 is taken each time; the middle 95 % of the differences is the interval (Efron and Tibshirani 1993, chapter 13; paired, as
Koehn 2004). A change is more than noise when the interval does not hold zero. Whole pages are drawn, and not single items,
because what goes wrong on a page tends to go wrong together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.evaluate.counts import Report

DRAWS = 2000
SEED = 1
FEWEST_PAGES = 6  # with fewer, even pages that all move one way may do so by chance (sign test, 5 %)

Triple = Sequence[int]  # right, spurious, missed
PageCounts = Mapping[str, Triple]


@dataclass(frozen=True, slots=True)
class Change:
    """F1 before and now, and the interval of their difference; none where there are too few pages to tell."""

    before: float
    now: float
    interval: tuple[float, float] | None

    @property
    def beyond_noise(self) -> bool | None:
        """Whether chance in the choice of pages does not explain the change; None when that cannot be told."""
        return None if self.interval is None else not self.interval[0] <= 0 <= self.interval[1]

    def text(self) -> str:
        """The change in words."""
        words = f"{self.before:.4f} -> {self.now:.4f} ({self.now - self.before:+.4f}"
        if self.interval is None:
            return f"{words}; too few pages to tell from noise)"
        verdict = "more than noise" if self.beyond_noise else "within noise"
        return f"{words}; 95 % {self.interval[0]:+.4f} to {self.interval[1]:+.4f}: {verdict})"


def page_counts(report: Report) -> dict[str, dict[str, list[int]]]:
    """The counts of a report as plain values: layer -> page -> right, spurious, missed."""
    return {
        layer: {page: [counts.right, counts.spurious, counts.missed] for page, counts in sorted(report.pages[layer].items())}
        for layer in report.layers
    }


def compare_counts(before: PageCounts, now: PageCounts) -> Change:
    """The change of one layer between two runs over the same gold.

    Args:
        before, now: Counts by page. A page that only one run has counts as empty in the other.
    """
    pages = sorted({*before, *now})
    old, new = (np.array([side.get(page, (0, 0, 0)) for page in pages], dtype=float).reshape(-1, 3) for side in (before, now))
    interval = None
    if len(pages) >= FEWEST_PAGES:
        drawn = np.random.default_rng(SEED).multinomial(len(pages), np.full(len(pages), 1 / len(pages)), size=DRAWS)
        low, high = np.percentile(_f1(drawn @ new) - _f1(drawn @ old), [2.5, 97.5])
        interval = (round(float(low), 4), round(float(high), 4))
    return Change(round(float(_f1(old.sum(axis=0)[None])[0]), 4), round(float(_f1(new.sum(axis=0)[None])[0]), 4), interval)


def changes(before: Mapping[str, PageCounts], now: Mapping[str, PageCounts]) -> dict[str, Change]:
    """The change of every layer that both runs have, in the order of the second."""
    return {layer: compare_counts(before[layer], pages) for layer, pages in now.items() if layer in before}


def _f1(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """F1 of each row of right, spurious, missed; 1 where there is nothing to find and nothing was found."""
    total = 2 * sums[:, 0] + sums[:, 1] + sums[:, 2]
    return np.where(total > 0, 2 * sums[:, 0] / np.maximum(total, 1), 1.0)
