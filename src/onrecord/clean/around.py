"""What stands around a line: distances to lines of a kind, windows, clusters of running text, lists that repeat a shape.

All functions take and give one value a line; a page is looked at in a few operations on arrays.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Codes = NDArray[np.int64]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]

_FAR = [2, 3, 4, 6, 9, 14, 26, 99]  # lines; the last bucket: none at all
GAP = 3  # short lines between long ones of one cluster
PERIODS = (1, 2, 3, 4, 5)  # lines after which a list repeats its shape


def heaviest(size: Codes) -> tuple[int, int]:
    """The contiguous lines with the largest sum of words over 12, short lines -5 (maximum-sum segment); (0, 0) when there is none."""
    best, start, found, weight = 0.0, 0, (0, 0), 0.0
    for number, words in enumerate(size.tolist()):
        weight += words - 12 if words >= 12 else -5
        if weight <= 0:
            weight, start = 0.0, number + 1
        elif weight > best:
            best, found = weight, (start, number + 1)
    return found


def place(count: int, block: tuple[int, int]) -> Codes:
    """Where lines stand to the heaviest block: far before, just before, first, inside, last, just after, far after; 7: no block."""
    start, end = block
    if start == end:
        return np.full(count, 7)
    number = np.arange(count)
    found = np.where(number < start - 4, 0, np.where(number < start, 1, np.where(number < end, 3, np.where(number < end + 4, 5, 6))))
    found[start], found[end - 1] = 2, 4
    return found


def buckets(values: ArrayLike, bounds: ArrayLike) -> Codes:
    """Between which bounds each value lies, as `np.digitize` tells it, which looks at its bounds anew each time."""
    return np.searchsorted(bounds, values, side="right")


def lines_since(flags: Flags) -> Codes:
    """Lines back to the nearest flagged line above; 99 and more: none. Flags of several sorts may be rows."""
    number = np.arange(flags.shape[-1])
    last: Codes = np.full(flags.shape, -999)
    last[..., 1:] = np.maximum.accumulate(np.where(flags, number, -999), axis=-1)[..., :-1]
    distances: Codes = number - last
    return distances


def since(flags: Flags) -> Codes:
    """How far above the nearest flagged line is, in nine buckets."""
    return buckets(lines_since(flags), _FAR)


def until(flags: Flags) -> Codes:
    """How far below the nearest flagged line is, in nine buckets."""
    return buckets(lines_since(flags[..., ::-1])[..., ::-1], _FAR)


def window(values: Floats, reach: int) -> tuple[Floats, Codes]:
    """Sum over the lines at most `reach` away, and how many they are."""
    number = np.arange(len(values))
    low, high = np.maximum(number - reach, 0), np.minimum(number + reach + 1, len(values))
    sums = np.concatenate(([0.0], np.cumsum(values)))
    return sums[high] - sums[low], high - low


def run(short: Flags) -> Codes:
    """Length of the run of short lines that a line stands in; 0 for one that is not short."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], short.astype(np.int64), [0]))))
    lengths = np.zeros(len(short), dtype=np.int64)
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        lengths[start:end] = end - start
    return lengths


def shift(values: Codes, by: int) -> Codes:
    """The values of the line `by` lines above (below when negative); 3 beyond the page."""
    moved = np.full_like(values, 3)
    if by > 0:
        moved[by:] = values[:-by]
    else:
        moved[:by] = values[-by:]
    return moved


def clusters(long: Flags, size: Codes) -> tuple[Codes, Codes, Codes]:
    """Clusters of long lines, with at most three short lines between two.

    Returns the rank of each line's cluster by its words (0: the greatest, 4: the fifth and lesser, 5: in none), the share of
    all words of long lines that it holds (1 to 7; 0: in none), and where the line stands to the greatest: far before, just
    before, inside, just after, far after; 5: no long line.
    """
    count = len(size)
    where = np.flatnonzero(long)
    if not len(where):
        return np.full(count, 5), np.zeros(count, dtype=np.int64), np.full(count, 5)
    label = np.cumsum(np.concatenate(([0], np.diff(where) > GAP + 1)))
    words = np.bincount(label, size[where])
    order = np.argsort(-words, kind="stable")
    ranks = np.empty_like(order)
    ranks[order] = np.arange(len(order))
    firsts = where[np.concatenate(([True], np.diff(label) > 0))]
    lasts = where[np.concatenate((np.diff(label) > 0, [True]))]
    number = np.arange(count)
    owner = np.searchsorted(firsts, number, side="right") - 1
    inside = (owner >= 0) & (number <= lasts[owner])
    share = buckets(words / words.sum(), [0.05, 0.15, 0.3, 0.5, 0.7, 0.9]) + 1
    start, end = firsts[order[0]], lasts[order[0]]
    before = np.where(number >= start - 6, 1, 0)
    after = np.where(number <= end + 6, 3, 4)
    position = np.where(number < start, before, np.where(number <= end, 2, after))
    return np.where(inside, np.minimum(ranks[owner], 4), 5), np.where(inside, share[owner], 0), position


def period(shape: Codes) -> Codes:
    """After how many lines the shape of a line returns both above and below; 0: after none of up to five."""
    found = np.zeros(len(shape), dtype=np.int64)
    for step in PERIODS:
        if len(shape) > 2 * step:
            middle = shape[step:-step]
            same = (shape[: -2 * step] == middle) & (shape[2 * step :] == middle) & (found[step:-step] == 0)
            found[step:-step][same] = step
    return found
