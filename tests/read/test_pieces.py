"""Word pieces and their place in the text."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.read.labels import SHAPES, shape_of
from onrecord.read.pieces import Splitter

SPLITTER = Splitter(Path(__file__).parents[2] / "models/reader-0.2.0/tokenizer.json")


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("dam", "lower"),
        ("Lagos", "capitalised"),
        ("UN", "upper"),
        ("A", "capitalised"),
        ("McKay", "mixed"),
        ("12", "digits"),
        (",", "other"),
        ("Émile", "capitalised"),
    ],
)
def test_a_word_has_the_shape_in_which_it_is_printed(word: str, shape: str) -> None:
    assert SHAPES[shape_of(word)] == shape


def test_pieces_know_what_stands_before_them() -> None:
    pieces = SPLITTER("One,two three.\n\nFour", [])
    gaps = dict(
        zip((("One,two three.\n\nFour")[s:e] for s, e in zip(pieces.starts, pieces.ends, strict=True)), pieces.gaps.tolist(), strict=True)
    )
    assert gaps == {"One": 4, ",": 1, "two": 1, "three": 2, ".": 1, "Four": 4}


def test_pieces_of_a_region_are_inside_it_and_its_marks_are_marks() -> None:
    text = "He said “it's over” twice."
    pieces = SPLITTER(text, [(8, 19)])
    quoted = {text[s:e]: q for s, e, q in zip(pieces.starts, pieces.ends, pieces.quoted.tolist(), strict=True)}
    assert (quoted["“"], quoted["it"], quoted["'"], quoted["over"], quoted["”"], quoted["twice"]) == (2, 1, 1, 1, 2, 0)


def test_only_the_first_piece_begins_a_word() -> None:
    pieces = SPLITTER("Okaforovich left", [])
    assert pieces.first.sum() == 2
    assert len(pieces) > 2


@given(st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_pieces_of_any_text_are_in_order_and_inside_it(text: str) -> None:
    pieces = SPLITTER(text, [(0, len(text))] if text else [])
    assert np.all(pieces.starts <= pieces.ends)
    assert np.all(np.diff(pieces.starts) >= 0)
    if len(pieces):
        assert pieces.starts[0] >= 0
        assert pieces.ends[-1] <= len(text)
        assert set(pieces.quoted.tolist()) <= {1, 2}


def test_a_window_is_framed() -> None:
    pieces = SPLITTER("One two three", [])
    ids, shapes, gaps, quoted = SPLITTER.framed(pieces, 1, 3)
    assert len(ids) == len(shapes) == len(gaps) == len(quoted) == 4
    assert (ids[0], ids[-1]) == (SPLITTER.head, SPLITTER.tail)
