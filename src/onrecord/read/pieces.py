"""Word pieces of a text with their exact place in it, and what the reader is told about each beside its number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.read.labels import shape_of
from onrecord.read.sentences import line_ends

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Pieces:
    """Parallel arrays over the pieces of a text. `starts`, `ends` are code points; `words` numbers the words from 0."""

    ids: Ints
    starts: Ints
    ends: Ints
    words: Ints
    shapes: Ints
    gaps: Ints
    quoted: Ints

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def first(self) -> NDArray[np.bool_]:
        """True at the first piece of each word."""
        return np.asarray(np.diff(self.words, prepend=-1) != 0)


class Splitter:
    """Cuts a text into the pieces of `tokenizer.json`, lossless in offsets: nothing is truncated."""

    def __init__(self, tokenizer: Path) -> None:
        self.tokenizer = Tokenizer.from_file(str(tokenizer))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.head, self.tail, self.mask = (self.tokenizer.token_to_id(piece) or 0 for piece in ("[CLS]", "[SEP]", "[MASK]"))

    def __call__(self, text: str, regions: Iterable[tuple[int, int]]) -> Pieces:
        """The pieces of `text`; `regions` are its quotation-marked stretches with their marks."""
        encoding = self.tokenizer.encode(text, add_special_tokens=False)
        offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
        words = np.array(encoding.word_ids, dtype=np.int64)
        starts, ends = offsets[:, 0], offsets[:, 1]
        size = len(starts)
        first = np.diff(words, prepend=-1) != 0
        shapes = np.zeros(size, dtype=np.int64)
        gaps = np.zeros(size, dtype=np.int64)
        heads = np.flatnonzero(first)
        word_starts = starts[heads].tolist()
        word_ends = ends[np.append(heads[1:], size) - 1].tolist() if size else []
        before, by_word, gap_by_word = 0, [], []
        for start, end in zip(word_starts, word_ends, strict=True):
            by_word.append(shape_of(text[start:end]))
            between = text[before:start]
            breaks = between.count("\n")
            parts = breaks > 1 or before == 0 or (breaks == 1 and line_ends(text, start - len(between), start))
            gap_by_word.append(4 if parts else 2 if between else 1)
            before = end
        if size:
            shapes[:] = np.repeat(by_word, np.diff(np.append(heads, size)))
            gaps[heads] = gap_by_word
        quoted = np.zeros(size, dtype=np.int64)
        for start, end in regions:
            low, high = int(np.searchsorted(ends, start, side="right")), int(np.searchsorted(starts, end, side="left"))
            quoted[low:high] = np.maximum(quoted[low:high], 1)
            left, right = low, high - 1
            while left < high and text[starts[left]] in QUOTATION_MARKS:
                quoted[left] = 2
                left += 1
            while right > left and text[starts[right]] in QUOTATION_MARKS:
                quoted[right] = 2
                right -= 1
        return Pieces(np.array(encoding.ids, dtype=np.int64), starts, ends, words, shapes, gaps, quoted)

    def framed(self, pieces: Pieces, start: int, end: int) -> tuple[Ints, Ints, Ints, Ints]:
        """Input arrays of the window `[start, end)`, each with the two framing pieces around."""

        def around(values: Ints, head: int, tail: int) -> Ints:
            return np.concatenate([np.array([head]), values[start:end], np.array([tail])])

        return (
            around(pieces.ids, self.head, self.tail),
            around(pieces.shapes, 0, 0),
            around(pieces.gaps, 0, 0),
            around(pieces.quoted, 0, 0),
        )


QUOTATION_MARKS = frozenset("\"'`´“”„‟‘’‚‛«»‹›「」『』")
