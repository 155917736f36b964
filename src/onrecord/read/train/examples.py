"""From lessons to windows of word pieces with targets, made anew for every pass with chance changes to the text."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from onrecord.marks import marked_regions
from onrecord.read.labels import NAME_TAGS, POS, ROLES
from onrecord.read.pieces import Pieces, Splitter
from onrecord.read.train.corpora import Lesson, Stretch

Ints = NDArray[np.int64]
IGNORE = -100
OUT_OF_SIGHT = -1  # the span stands outside the window
NOBODY = 0  # the piece that stands for "none"


@dataclass
class Window:
    """One training window; all positions count its pieces, the classifier piece being 0."""

    pieces: Ints
    shapes: Ints
    gaps: Ints
    quoted: Ints
    targets: dict[str, Ints]
    misc: bool
    regions: list[tuple[int, int, bool, Stretch | None, Stretch | None]] = field(default_factory=list)
    cues: list[tuple[int, int, Stretch | None, Ints]] = field(default_factory=list)


def cover(pieces: Pieces, start: int, end: int) -> Stretch | None:
    """First and last piece of a span of characters, null when it holds none."""
    first = int(np.searchsorted(pieces.ends, start, side="right"))
    last = int(np.searchsorted(pieces.starts, end, side="left")) - 1
    return (first, last) if first <= last else None


def name_targets(lesson: Lesson, pieces: Pieces) -> Ints:
    """Tag of each word, carried by its first piece."""
    tags = np.full(len(pieces), IGNORE, dtype=np.int64)
    if lesson.names is None:
        return tags
    first = pieces.first
    tags[first] = 0
    for start, end in lesson.unsure:
        span = cover(pieces, start, end)
        if span:
            tags[span[0] : span[1] + 1] = IGNORE
    for start, end, label in lesson.names:
        span = cover(pieces, start, end)
        if not span:
            continue
        words = [i for i in range(span[0], span[1] + 1) if first[i]]
        if not words:
            continue
        base = NAME_TAGS.index(f"B-{label}")
        tags[words] = base + 1
        tags[words[0]], tags[words[-1]] = base, base + 2
        if len(words) == 1:
            tags[words[0]] = base + 3
    return tags


def targets(lesson: Lesson, pieces: Pieces) -> dict[str, Ints]:
    size = len(pieces)
    found = {"names": name_targets(lesson, pieces)}
    sentence = np.full(size, IGNORE, dtype=np.int64)
    if lesson.sentences is not None:
        sentence[pieces.first] = 0
        for start, end in lesson.sentences:
            span = cover(pieces, start, end)
            if span:
                sentence[span[0]] = 1
    pos = np.full(size, IGNORE, dtype=np.int64)
    for start, end, tag in lesson.pos or ():
        span = cover(pieces, start, end)
        if span and tag in POS and pieces.first[span[0]]:
            pos[span[0]] = POS.index(tag)
    found |= {"sentence": sentence, "pos": pos}
    for role in ROLES:
        found[role] = np.full(size, IGNORE if lesson.acts is None else 0, dtype=np.int64)
    for act in lesson.acts or ():
        for role, spans in (("source", (act.source,)), ("cue", (act.cue,)), ("content", act.contents)):
            for piece_span in (cover(pieces, *span) for span in spans if span):
                if piece_span:
                    found[role][piece_span[0] : piece_span[1] + 1] = 2
                    found[role][piece_span[0]] = 1
    return found


def cuts(lesson: Lesson, pieces: Pieces, room: int, rng: np.random.Generator) -> list[Stretch]:
    """Windows of at most `room` pieces that end, where they can, at the end of a paragraph or a sentence."""
    good = {0, len(pieces), *np.flatnonzero(pieces.gaps >= 3).tolist()}
    for start, _ in lesson.sentences or ():
        span = cover(pieces, start, start + 1)
        if span:
            good.add(span[0])
    ends = np.array(sorted(good))
    found, at = [], 0
    limit = int(rng.integers(room // 4, room + 1))
    while at < len(pieces):
        end = int(ends[np.searchsorted(ends, at + limit, side="right") - 1])
        if end <= at:
            end = min(at + limit, len(pieces))
        found.append((at, end))
        at, limit = end, room
    return found


def quotations(lesson: Lesson, rng: np.random.Generator) -> list[Stretch]:
    """What stands between quotation marks: as annotated, else as the reader will be told when it is at work, or now and then nothing."""
    if lesson.marks is not None:
        return [(mark.start, mark.end) for mark in lesson.marks]
    return [] if rng.random() < 0.2 else [(region.start, region.end) for region in marked_regions(lesson.text) if region.depth == 0]


HIDDEN = 0.05
"""Share of the words whose pieces are hidden behind a mask, so that their neighbours have to speak for them."""


def hidden(pieces: Pieces, mask: int, rng: np.random.Generator) -> Pieces:
    """The pieces with some words hidden; their shapes stay."""
    if not len(pieces):
        return pieces
    chosen = (rng.random(int(pieces.words[-1]) + 1) < HIDDEN)[pieces.words]
    return replace(pieces, ids=np.where(chosen, mask, pieces.ids))


def windows(lesson: Lesson, splitter: Splitter, room: int, rng: np.random.Generator) -> list[Window]:
    """The windows of a lesson, with room for the two pieces that frame each."""
    pieces = splitter(lesson.text, quotations(lesson, rng))
    pieces = hidden(pieces, splitter.mask, rng)
    aims = targets(lesson, pieces)
    marks = [(m, cover(pieces, m.start, m.end)) for m in lesson.marks or ()]
    acts = [(a, cover(pieces, *a.cue)) for a in lesson.acts or () if a.cue]
    found = []
    for start, end in cuts(lesson, pieces, room - 2, rng):

        def here(span: Stretch | None, start: int = start, end: int = end) -> Stretch | None:
            """Window positions of a span of characters: (0, 0) for none, (-1, -1) for out of sight."""
            if span is None:
                return NOBODY, NOBODY
            covered = cover(pieces, *span)
            if covered is None or covered[0] < start or covered[1] >= end:
                return OUT_OF_SIGHT, OUT_OF_SIGHT
            return covered[0] - start + 1, covered[1] - start + 1

        ids, shapes, gaps, quoted = splitter.framed(pieces, start, end)
        edge = np.full(1, IGNORE, dtype=np.int64)
        window = Window(ids, shapes, gaps, quoted, {k: np.concatenate([edge, v[start:end], edge]) for k, v in aims.items()}, lesson.misc)
        for mark, span in marks:
            if span and start <= span[0] and span[1] < end:
                window.regions.append((span[0] - start + 1, span[1] - start + 1, mark.speech, here(mark.source), here(mark.cue)))
        for act, span in acts:
            if span and start <= span[0] and span[1] < end:
                inside = np.zeros(end - start + 2, dtype=np.int64)
                for content in act.contents:
                    covered = cover(pieces, *content)
                    if covered and covered[1] >= start and covered[0] < end:
                        inside[max(covered[0], start) - start + 1 : min(covered[1], end - 1) - start + 2] = 1
                window.cues.append((span[0] - start + 1, span[1] - start + 1, here(act.source), inside))
        found.append(window)
    return found
