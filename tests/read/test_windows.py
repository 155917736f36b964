"""Windows over long texts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.read.pieces import Pieces
from onrecord.read.windows import BEFORE, CORE, LONGEST, home, windows


def pieces(size: int, paragraphs: tuple[int, ...] = ()) -> Pieces:
    """Single-piece words, one a character, with paragraph breaks before some."""
    where = np.arange(size, dtype=np.int64)
    gaps = np.full(size, 2, dtype=np.int64)
    gaps[list(paragraphs)] = 4
    plain = np.ones(size, dtype=np.int64)
    return Pieces(plain, where, where + 1, where, plain, gaps, np.zeros(size, dtype=np.int64))


@given(st.integers(0, 3000), st.sets(st.integers(0, 2999), max_size=12))
@settings(max_examples=80, deadline=None)
def test_cores_tile_the_text_and_windows_hold_them(size: int, breaks: set[int]) -> None:
    found = windows(pieces(size, tuple(b for b in breaks if b < size)))
    assert [i for w in found for i in range(w.core_start, w.core_end)] == list(range(size))
    for w in found:
        assert 0 <= w.start <= w.core_start < w.core_end <= w.end <= size
        assert w.end - w.start <= LONGEST


def test_a_text_that_fits_is_one_window() -> None:
    (only,) = windows(pieces(LONGEST))
    assert (only.start, only.end) == (0, LONGEST)


def test_a_core_ends_at_a_paragraph_in_reach() -> None:
    assert windows(pieces(1000, (CORE - 40,)))[0].core_end == CORE - 40


def test_later_windows_see_what_stands_before_them() -> None:
    second = windows(pieces(1000))[1]
    assert second.core_start - second.start == BEFORE


def test_long_texts_are_not_read_much_more_than_once() -> None:
    found = windows(pieces(20_000))
    assert sum(w.end - w.start for w in found) < 1.4 * 20_000


@pytest.mark.parametrize("span", [(0, 3), (290, 310), (640, 700), (100, 900)], ids=["first", "over a cut", "later", "longer than a window"])
def test_a_span_is_at_home_where_it_is_seen_best(span: tuple[int, int]) -> None:
    found = windows(pieces(1000))
    chosen = home(found, *span)
    assert chosen.start <= span[0] < chosen.end
    if span[1] - span[0] < BEFORE:
        assert span[1] < chosen.end
