"""Stretches of a text that can be asked what overlaps a span."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence


class Stretches:
    """Numbered stretches `(start, end, number)` of a text, for questions of overlap."""

    def __init__(self, stretches: Sequence[tuple[int, int, int]]) -> None:
        self._sorted = sorted(stretches)
        self._starts = [start for start, _, _ in self._sorted]
        self._reach: list[int] = []  # the farthest end so far
        for _, end, _ in self._sorted:
            self._reach.append(max(end, self._reach[-1] if self._reach else 0))

    def overlapping(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Stretches that share a character with `[start, end)`, last first."""
        for place in range(bisect_left(self._starts, end) - 1, -1, -1):
            if self._reach[place] <= start:
                return
            if self._sorted[place][1] > start:
                yield self._sorted[place]

    def holds(self, start: int, end: int) -> bool:
        """True when a stretch shares a character with `[start, end)`."""
        return next(self.overlapping(start, end), None) is not None
