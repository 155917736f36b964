"""Spans from scores."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.read.decode import best_tags, log_softmax, names, pointed, sigmoid, stretches
from onrecord.read.labels import NAME_TAGS


def scores(*tags: str, rival: str | None = None, gap: float = 5.0) -> np.ndarray:
    """Scores under which each word prefers its tag."""
    found = np.zeros((len(tags), len(NAME_TAGS)), dtype=np.float32)
    for i, tag in enumerate(tags):
        found[i, NAME_TAGS.index(tag)] = gap
        if rival:
            found[i, NAME_TAGS.index(rival)] = gap - 0.1
    return log_softmax(found)


def test_names_are_read_off_their_tags() -> None:
    found = list(names(scores("B-PERSON", "I-PERSON", "E-PERSON", "O", "S-LOC")))
    assert [(a, b, label) for a, b, label, _ in found] == [(0, 2, "PERSON"), (4, 4, "LOC")]


def test_a_sure_name_has_a_higher_probability_than_a_doubtful_one() -> None:
    (sure,), (doubtful,) = (list(names(scores("S-ORG", gap=gap))) for gap in (8.0, 4.0))
    assert 0 < doubtful[3] < sure[3] <= 1


def test_an_end_without_a_beginning_becomes_an_allowed_path() -> None:
    tags = [NAME_TAGS[t] for t in best_tags(scores("O", "E-ORG", "O"))]
    assert tags in (["B-ORG", "E-ORG", "O"], ["O", "O", "O"], ["O", "S-ORG", "O"])


@given(st.integers(1, 12), st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_any_scores_give_names_that_begin_and_end(length: int, seed: int) -> None:
    logs = log_softmax(np.random.default_rng(seed).normal(size=(length, len(NAME_TAGS))).astype(np.float32))
    tags = [NAME_TAGS[t] for t in best_tags(logs)]
    found = list(names(logs))
    inside = sum(b - a + 1 for a, b, _, _ in found)
    assert inside == sum(tag != "O" for tag in tags)
    assert all(a <= b for a, b, _, _ in found)


def test_no_words_have_no_tags() -> None:
    assert best_tags(np.zeros((0, len(NAME_TAGS)), dtype=np.float32)) == []


@pytest.mark.parametrize(
    ("member", "bridge", "wanted"),
    [("0110010", 0, [(1, 2), (5, 5)]), ("0110010", 2, [(1, 5)]), ("0000", 2, []), ("111", 0, [(0, 2)])],
    ids=["two runs", "a hole that is closed", "nothing", "everything"],
)
def test_stretches_are_runs_of_members(member: str, bridge: int, wanted: list[tuple[int, int]]) -> None:
    assert stretches(np.array([c == "1" for c in member]), bridge) == wanted


def test_a_pointer_gives_its_best_span_first_and_none_when_it_points_at_nothing() -> None:
    start, end = np.full(8, -4.0, dtype=np.float32), np.full(8, -4.0, dtype=np.float32)
    start[3], end[4], start[0], end[0] = 6.0, 6.0, 2.0, 2.0
    everywhere = np.ones(8, dtype=bool)
    found = pointed(start, end, everywhere, everywhere)
    assert found[0][0] == (3, 4)
    assert found[1][0] is None
    assert sum(p for _, p in found) <= 1.0 + 1e-6
    barred = everywhere.copy()
    barred[3] = False
    assert pointed(start, end, barred, everywhere)[0][0] is None


def test_sigmoid_bears_large_numbers() -> None:
    assert sigmoid(np.array([-1e4, 0.0, 1e4], dtype=np.float32)).tolist() == [0.0, 0.5, 1.0]
