"""What stands around a line."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.clean import around


def flags(text: str) -> np.ndarray:
    """`x` is flagged."""
    return np.array([character == "x" for character in text])


def test_lines_since_count_back_to_the_nearest_flag_above() -> None:
    assert around.lines_since(flags("..x..x."))[3:].tolist() == [1, 2, 3, 1]
    assert (around.lines_since(flags("..x"))[:3] >= 99).all()


def test_until_is_since_read_from_below() -> None:
    assert around.until(flags("x..x.")).tolist() == around.since(flags(".x..x"))[::-1].tolist()


def test_a_window_is_cut_at_the_ends_of_the_page() -> None:
    sums, lines = around.window(np.array([1.0, 2.0, 4.0, 8.0]), 1)
    assert sums.tolist() == [3.0, 7.0, 14.0, 12.0]
    assert lines.tolist() == [2, 3, 3, 2]


def test_long_lines_far_apart_are_clusters_ranked_by_their_words() -> None:
    size = np.array([30, 1, 1, 1, 1, 1, 50, 2, 60, 1])
    rank, share, position = around.clusters(size >= 20, size)
    assert rank.tolist() == [1, 5, 5, 5, 5, 5, 0, 0, 0, 5]
    assert share[6] > share[0] > share[9] == 0
    assert position.tolist() == [1, 1, 1, 1, 1, 1, 2, 2, 2, 3]


def test_a_page_without_long_lines_has_no_cluster() -> None:
    rank, share, position = around.clusters(np.zeros(3, dtype=bool), np.array([1, 2, 3]))
    assert (rank.tolist(), share.tolist(), position.tolist()) == ([5, 5, 5], [0, 0, 0], [5, 5, 5])


def test_a_list_of_headline_name_and_date_repeats_its_shape_after_three_lines() -> None:
    assert around.period(np.array([9, 1, 5, 9, 1, 5, 9, 1, 5])).tolist() == [0, 0, 0, 3, 3, 3, 0, 0, 0]


@settings(max_examples=40)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=40))
def test_clusters_give_every_line_an_answer_in_bounds(words: list[int]) -> None:
    size = np.array(words)
    rank, share, position = around.clusters(size >= 20, size)
    assert len(rank) == len(share) == len(position) == len(words)
    assert ((rank == 5) == (share == 0)).all()
    assert ((rank >= 0) & (rank <= 5) & (position >= 0) & (position <= 5)).all()
