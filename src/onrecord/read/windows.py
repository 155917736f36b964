"""Windows over a long text: cores that tile it, each read with some text before and behind.

A text that fits is one window. Cores end, where they can, at a paragraph or at the end of a sentence, so that hardly any
decision stands near a cut; what is decided about a piece comes from the window whose core holds it.
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.read.pieces import Pieces

LONGEST, CORE, BEFORE = 382, 300, 64
"""Pieces in a window without its two framing ones; in a core; before a core."""


@dataclass(frozen=True)
class Window:
    """Piece indices of a text: `[start, end)` is read, `[core_start, core_end)` is decided."""

    start: int
    end: int
    core_start: int
    core_end: int


def _core_end(pieces: Pieces, start: int) -> int:
    """The best cut after `start`: last paragraph in reach, else last mark that ends a sentence, else a word."""
    limit = start + CORE
    gaps, shapes = pieces.gaps, pieces.shapes
    for wanted in (lambda i: gaps[i] >= 3, lambda i: shapes[i] == 2 and shapes[i - 1] == 6, lambda i: gaps[i] > 0):
        for i in range(limit, start + CORE // 2, -1):
            if wanted(i):
                return i
    return limit  # one word of hundreds of pieces


def windows(pieces: Pieces) -> list[Window]:
    """The windows of a text in order; none for a text without pieces."""
    size = len(pieces)
    if size <= LONGEST:
        return [Window(0, size, 0, size)] if size else []
    found, start = [], 0
    while start < size:
        end = size if size - start <= LONGEST - BEFORE else _core_end(pieces, start)
        first = max(0, start - BEFORE)
        found.append(Window(first, min(size, first + LONGEST), start, end))
        start = end
    return found


def home(found: list[Window], first: int, last: int) -> Window:
    """The window in which the pieces `first` to `last` stand whole and farthest from its edges, else where they begin."""
    whole = [w for w in found if w.start <= first and last < w.end]
    if whole:
        return max(whole, key=lambda w: (min(first - w.start, w.end - 1 - last), -w.start))
    return next(w for w in found if w.core_start <= first < w.core_end)
