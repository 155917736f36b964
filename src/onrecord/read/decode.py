"""From scores of pieces to spans: names by the best allowed path of tags, stretches and pointed spans by probability."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from onrecord.read.labels import NAME_TAGS

Floats = NDArray[np.float32]
NO_WAY = -1e4


def log_softmax(scores: Floats) -> Floats:
    """Over the last axis."""
    shifted = scores - scores.max(-1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return result


def sigmoid(scores: Floats) -> Floats:
    """Elementwise; safe at both ends."""
    result: Floats = 0.5 * (1 + np.tanh(0.5 * scores))
    return result


def _may_follow(before: str, after: str) -> bool:
    (position, _, label), (next_position, _, next_label) = before.partition("-"), after.partition("-")
    if position in "BI":
        return next_position in "IE" and next_label == label
    return next_position in "OBS"


TRANSITIONS = np.array([[0.0 if _may_follow(a, b) else NO_WAY for b in NAME_TAGS] for a in NAME_TAGS], dtype=np.float32)
STARTS = np.array([0.0 if tag[0] in "OBS" else NO_WAY for tag in NAME_TAGS], dtype=np.float32)
ENDS = np.array([0.0 if tag[0] in "OES" else NO_WAY for tag in NAME_TAGS], dtype=np.float32)


def best_tags(logs: Floats) -> list[int]:
    """The allowed sequence of name tags with the highest sum of log probabilities (Viterbi). `logs`: (words, tags)."""
    if not len(logs):
        return []
    score = logs[0] + STARTS
    came: list[NDArray[np.intp]] = []
    for row in logs[1:]:
        paths = score[:, None] + TRANSITIONS
        came.append(paths.argmax(0))
        score = paths.max(0) + row
    tags = [int((score + ENDS).argmax())]
    for step in reversed(came):
        tags.append(int(step[tags[-1]]))
    return tags[::-1]


def names(logs: Floats) -> Iterator[tuple[int, int, str, float]]:
    """(first word, last word, label, probability) of every name; the probability is the geometric mean over its words."""
    tags = best_tags(logs)
    first = 0
    for i, tag in enumerate(tags):
        position, _, label = NAME_TAGS[tag].partition("-")
        if position in "BS":
            first = i
        if position in "ES":
            mean = np.mean([logs[k, tags[k]] for k in range(first, i + 1)])
            yield first, i, label, float(np.exp(mean))


def stretches(member: NDArray[np.bool_], bridge: int = 0, open_to: NDArray[np.bool_] | None = None) -> list[tuple[int, int]]:
    """First and last index of every run of true values; holes of at most `bridge` are closed, where `open_to` allows all of them."""
    places = np.flatnonzero(member).tolist()
    found: list[tuple[int, int]] = []
    if not places:
        return found
    first = places[0]
    for a, b in pairwise(places):
        if b - a > bridge + 1 or (open_to is not None and not open_to[a + 1 : b].all()):
            found.append((first, a))
            first = b
    return [*found, (first, places[-1])]


def pointed(start: Floats, end: Floats, allowed_start: NDArray[np.bool_], allowed_end: NDArray[np.bool_], *, longest: int = 24,
            best: int = 4) -> list[tuple[tuple[int, int] | None, float]]:  # fmt: skip
    """The likeliest spans of a pointer, best first, each from another start; null is "none in sight" (piece 0).

    Args:
        start, end: Scores over the pieces of a window, piece 0 standing for none.
        allowed_start, allowed_end: Where a span may begin and end; piece 0 is always allowed.
        longest: Most pieces of a span.
        best: How many candidates.

    Returns:
        (first piece, last piece) or null, with the probability among all allowed spans.
    """
    logs_start, logs_end = log_softmax(start), log_softmax(end)
    candidates: list[tuple[float, tuple[int, int] | None]] = [(float(logs_start[0] + logs_end[0]), None)]
    total = float(np.exp(candidates[0][0]))
    ends_open = np.where(allowed_end, logs_end, NO_WAY)
    for i in np.flatnonzero(allowed_start & (logs_start > -9.0)).tolist():
        if i == 0:
            continue
        reach = ends_open[i : i + longest]
        j = int(reach.argmax())
        total += float(np.exp(logs_start[i]) * np.exp(reach).sum())
        if reach[j] > NO_WAY:
            candidates.append((float(logs_start[i] + reach[j]), (i, i + j)))
    candidates.sort(key=lambda c: (-c[0], c[1] or (0, 0)))
    return [(span, float(np.exp(log)) / max(total, 1e-9)) for log, span in candidates[:best]]
