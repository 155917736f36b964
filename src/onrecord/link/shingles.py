"""Wording compared by shingles: hashes of runs of words, thinned to a sketch of fixed size."""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
SHINGLE = 4  # words in a run
SKETCH = 32  # smallest hashes kept of a text

SORTED_AT_ONCE = 1 << 16  # hashes; more are sorted in parts of their range, so that the copies that sorting makes stay small
MOST_PARTS = 64  # each part is one look at all hashes

Sketch = Sequence[int]  # sorted hashes; an array, since a tuple of numbers takes nine times the memory


def words_of(text: str) -> list[str]:
    """Lower-case words without marks; curly and straight apostrophes are one."""
    return [match[0].replace("’", "'") for match in _WORD.finditer(text.lower())]


def shingles(words: Sequence[str], size: int = SHINGLE) -> set[int]:
    """Hashes of all runs of `size` words; of the whole when it is shorter."""
    if not words:
        return set()
    return {zlib.crc32(" ".join(words[i : i + size]).encode()) for i in range(max(1, len(words) - size + 1))}


def sketch(text: str, *, size: int = SHINGLE, keep: int = SKETCH) -> tuple[int, Sketch]:
    """Number of words of a text, and its `keep` smallest shingle hashes in order (bottom-k, Broder 1997)."""
    words = words_of(text)
    return len(words), array("I", sorted(shingles(words, size))[:keep])


def containment(small: Sketch, large: Sketch) -> float:
    """Share of the first sketch's hashes that the other holds, below the largest hash both sketches reach."""
    if not small or not large:
        return 0.0
    reach = large[-1] if len(large) >= SKETCH else 1 << 32
    within = [mark for mark in small if mark <= reach]
    return sum(mark in large for mark in within) / len(within) if within else 0.0


def sharing(sketches: Sequence[Sketch], frequent: int) -> Iterator[list[int]]:
    """Numbers of the sketches that hold one hash, ascending, for every hash that two to `frequent` of them hold.

    Most hashes stand once in a corpus: they are sorted as arrays of numbers, so that only shared ones become objects.
    """
    marks = np.empty(sum(map(len, sketches)), dtype=np.uint32)
    at = 0
    for found in sketches:
        marks[at : at + len(found)] = found
        at += len(found)
    owners = np.repeat(np.arange(len(sketches), dtype=np.uint32), [len(found) for found in sketches]) if len(marks) else marks
    parts = min(MOST_PARTS, 1 + len(marks) // SORTED_AT_ONCE)
    for low, high in pairwise((1 << 32) * number // parts for number in range(parts + 1)):
        within = (marks >= low) & (marks < high) if parts > 1 else slice(None)
        yield from _shared(marks[within], owners[within], frequent)


def _shared(marks: np.ndarray, owners: np.ndarray, frequent: int) -> Iterator[list[int]]:
    order = np.argsort(marks, kind="stable")
    marks, owners = marks[order], owners[order]
    starts = np.flatnonzero(np.concatenate([[True], marks[1:] != marks[:-1]])) if len(marks) else np.empty(0, dtype=np.int64)
    sizes = np.diff(np.append(starts, len(marks)))
    wanted = (sizes >= 2) & (sizes <= frequent)
    for start, size in zip(starts[wanted].tolist(), sizes[wanted].tolist(), strict=True):
        yield owners[start : start + size].tolist()
