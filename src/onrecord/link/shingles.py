"""Wording compared by shingles: hashes of runs of words, thinned to a sketch of fixed size."""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
SHINGLE = 4  # words in a run
SKETCH = 32  # smallest hashes kept of a text

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
