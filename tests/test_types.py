"""Offsets: the way from clean text back to raw text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.types import OffsetMap, Run, Span


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, str, OffsetMap]:
    """A raw text, a clean text made from it by keeping, dropping and replacing, and the map between them."""
    raw, clean, runs = "", "", []
    for _ in range(draw(st.integers(1, 8))):
        piece = draw(st.text("abc “”\n", min_size=1, max_size=6))
        what = draw(st.sampled_from(["keep", "drop", "replace"]))
        start = len(raw)
        raw += piece
        if what == "keep":
            runs.append(Run(len(clean), len(clean) + len(piece), start, len(raw)))
            clean += piece
        elif what == "replace":
            new = draw(st.text("xyz", min_size=1, max_size=4))
            runs.append(Run(len(clean), len(clean) + len(new), start, len(raw), exact=False))
            clean += new
    return raw, clean, OffsetMap(tuple(runs))


@given(edits(), st.data())
def test_a_span_that_was_not_changed_maps_to_the_same_text(case: tuple[str, str, OffsetMap], data: st.DataObject) -> None:
    raw, clean, offsets = case
    start = data.draw(st.integers(0, len(clean)))
    end = data.draw(st.integers(start, len(clean)))
    raw_start, raw_end = offsets.raw(start, end)
    assert 0 <= raw_start <= raw_end <= len(raw)
    if not offsets.changed(start, end):
        assert raw[raw_start:raw_end] == clean[start:end]


def test_a_letter_replaced_by_another_in_the_middle_is_a_change():
    offsets = OffsetMap((Run(0, 2, 0, 2), Run(2, 3, 2, 3, exact=False), Run(3, 5, 3, 5)))
    assert offsets.changed(0, 5)
    assert not offsets.changed(0, 2)


@given(edits(), st.data())
def test_a_span_inside_another_maps_inside_it(case: tuple[str, str, OffsetMap], data: st.DataObject) -> None:
    _, clean, offsets = case
    outer = sorted(data.draw(st.lists(st.integers(0, len(clean)), min_size=2, max_size=2)))
    inner = sorted(data.draw(st.lists(st.integers(outer[0], outer[1]), min_size=2, max_size=2)))
    if inner[0] < inner[1]:
        (a, b), (c, d) = offsets.raw(*outer), offsets.raw(*inner)
        assert a <= c <= d <= b


@pytest.mark.parametrize(("start", "end", "raw"), [(0, 3, (5, 8)), (3, 3, (8, 8)), (1, 5, (6, 10))])
def test_an_identity_map_shifts(start: int, end: int, raw: tuple[int, int]) -> None:
    assert OffsetMap.identity(10, shift=5).raw(start, end) == raw


def test_spans_know_what_they_share() -> None:
    assert Span(0, 5).overlaps(Span(4, 9))
    assert not Span(0, 5).overlaps(Span(5, 9))
    assert Span(0, 5).covers(Span(1, 5))
    assert 4 in Span(0, 5)
    assert 5 not in Span(0, 5)
