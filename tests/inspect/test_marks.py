"""Texts cut into runs: nothing of the text is lost or doubled, whatever covers what."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.inspect.article import voices_of
from onrecord.inspect.marks import DEEPEST, Mark, Region, Run, cut, pieces_of, raw_runs
from onrecord.inspect.runs import html
from tests.make_records import Page, hostile, pages

LAYERS = st.sampled_from(["quote direct", "quote indirect", "source", "cue", "entity", "date", "place", "mention"])


def flat(items: Iterable[Run | Region]) -> list[Run]:
    return [run for item in items for run in (flat(item.children) if isinstance(item, Region) else [item])]


def depth(items: Iterable[Run | Region]) -> int:
    return max((1 + depth(item.children) for item in items if isinstance(item, Region)), default=0)


@st.composite
def marks(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(st.text(min_size=1, max_size=60))
    spans = draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)), LAYERS), max_size=12))
    return text, [Mark(min(a, b), max(a, b), layer, f"x{n}", layer) for n, (a, b, layer) in enumerate(spans) if a != b]


@given(marks())
@settings(max_examples=60, deadline=None)
def test_runs_are_the_text_and_know_what_covers_them(case: tuple[str, list[Mark]]) -> None:
    text, given_marks = case
    items = cut(text, 0, len(text), given_marks)
    runs = flat(items)
    assert "".join(run.text for run in runs) == text
    assert all(a.start + len(a.text) == b.start for a, b in pairwise(runs))
    for run in runs:
        covering = {mark for mark in given_marks if mark.start <= run.start and run.start + len(run.text) <= mark.end}
        assert set(run.marks) == {mark for mark in covering if not mark.layer.startswith("quote")}
    assert depth(items) <= DEEPEST


def test_a_region_opens_once() -> None:
    outer, inner, crossing = (
        Mark(0, 10, "quote direct", "q1", ""),
        Mark(2, 6, "quote direct", "q2", ""),
        Mark(4, 9, "quote direct", "q3", ""),
    )
    found: list[str] = []

    def walk(items: list[Run | Region]) -> None:
        for item in items:
            if isinstance(item, Region):
                found.extend([item.mark.key] * item.opens)
                walk(item.children)

    walk(cut("abcdefghij", 0, 10, [outer, inner, crossing]))
    assert sorted(found) == ["q1", "q2", "q3"]


def test_ten_thousand_nested_quotations_do_not_overflow() -> None:
    nested = [Mark(n, 20_000 - n, "quote direct", f"q{n}", "") for n in range(300)]
    assert depth(cut("x" * 20_000, 0, 20_000, nested)) == DEEPEST


def test_what_was_removed_stands_where_it_was() -> None:
    kinds = [(piece.kind, piece.reason) for piece in pieces_of(pages()[0].finished())]
    assert kinds == [
        ("removed", "share-widget"), ("title", None), ("byline", None), ("paragraph", None), ("paragraph", None), ("comment", "comment"),
        ("removed", "navigation"),
    ]  # fmt: skip


def test_what_was_removed_inside_a_block_stands_inside_it() -> None:
    page = Page("inside", [("paragraph", "One two [advert] three.")])
    record = page.finished()
    block = record["article"]["blocks"][0]
    record["article"]["text"] = block["text"] = "One two  three."
    block["end"] = len(block["text"])
    record["article"]["removed"] = [{"raw_start": 8, "raw_end": 16, "text": "[advert]", "reason": "advert"}]
    (piece,) = pieces_of(record)
    assert [run.text for run in flat(piece.runs)] == ["One two ", "[advert]", " three."]
    assert not piece.linear


def test_the_raw_view_is_the_raw_text() -> None:
    for page in pages():
        assert "".join(run.text for run in flat(raw_runs(page.finished(), page.raw))) == page.raw


def test_words_of_an_article_never_become_markup() -> None:
    page = hostile()
    record = page.finished()
    shown = html(raw_runs(record, page.raw), voices_of(record))
    assert "<script" not in shown
    assert "<b>" not in shown
    assert "&lt;b&gt;bold&lt;/b&gt;" in shown
