"""Names in texts that nobody annotated, by a reader that is trained already: what it is sure of teaches, the rest is passed over."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from onrecord.read.decode import log_softmax
from onrecord.read.reader import Pass, Reader
from onrecord.read.train.corpora import Lesson

SURE, OUTSIDE = 0.4, 0.7
"""A name below the first, or a word below the second that is in no name, teaches nothing."""


class Teacher:
    """The reader of a folder, asked for names only."""

    def __init__(self, model: Path) -> None:
        self.reader = Reader(model)

    def __call__(self, lesson: Lesson) -> Lesson:
        """The lesson with the teacher's names; a name has one label all over the document, as in `consistency`."""
        read = Pass(self.reader, lesson.text, ())
        found = read.names()
        names = [(span.start, span.end, label) for span, label, p in found if p >= SURE]
        unsure = [(span.start, span.end) for span, _, p in found if p < SURE]
        heads = np.flatnonzero(read.first)
        outside = np.exp(log_softmax(read.head("names")[heads]))[:, 0]
        starts, ends = read.pieces.starts[heads], read.pieces.ends[read.last]
        held = np.zeros(len(heads), dtype=bool)
        for span, *_ in found:
            held |= (starts < span.end) & (ends > span.start)
        doubtful = np.flatnonzero(~held & (outside < OUTSIDE))
        unsure += [(int(starts[i]), int(ends[i])) for i in doubtful]
        return replace(lesson, names=names, unsure=sorted(unsure))
