"""Damaged copies of gold pages: the gold says of the damaged text what it said of the sound one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.evaluate.corpus import GoldPage
from onrecord.evaluate.variants import Shift, can_be_joined, damaged_marks, joined, mojibake, no_breaks, single_breaks

FIRST, SECOND = "“Não é nada,” said José Sá.", "“We wait,” he added."
TEXT = f"Tide tables\n\n{FIRST}\n\n{SECOND}\nShare"


def at(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


def page(identifier: str = "page", html: bool = False, **article: Any) -> GoldPage:
    """A title, two paragraphs with one quotation each, and a button that is removed."""
    start, end = at("José Sá")
    value = {
        "raw_start": 0, "raw_end": at(SECOND)[1], "title": {"raw": at("Tide tables"), "value": "Tide tables"}, "published": None,
        "blocks": [[*at("Tide tables"), "title"], [*at(FIRST), "paragraph"], [*at(SECOND), "paragraph"]],
        "quotes": [{"parts": [at("Não é nada,")], "source": at("José Sá"), "flags": []}, {"parts": [at("We wait,")], "source": None, "flags": []}],
        "dates": [{"start": start, "end": end, "value": "not one"}],
    }  # fmt: skip
    return GoldPage(
        identifier, "dev", TEXT, html, {"id": identifier, "articles": [value | article], "removed": [[*at("Share"), "share-widget"]]}
    )


def words(page: GoldPage) -> list[str]:
    """The words of all spans, in the order of the gold."""

    def walk(value: Any) -> list[str]:
        if isinstance(value, dict):
            own = [page.raw[value["start"] : value["end"]]] if "start" in value else []
            return own + [text for item in value.values() for text in walk(item)]
        if isinstance(value, list):
            if value and isinstance(value[0], int):
                return [page.raw[value[0] : value[1]]]
            return [text for item in value for text in walk(item)]
        return []

    return walk(page.gold)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_span_beside_all_edits_keeps_its_words(data: st.DataObject) -> None:
    text = data.draw(st.text("abc“” \n", min_size=1, max_size=30))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=8, unique=True)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    edits = [(start, end, data.draw(st.text("xyz", max_size=3))) for start, end in pairs]
    shift = Shift(edits)
    new = shift.text(text)
    for start, end in zip([0, *(end for _, end in pairs)], [*(start for start, _ in pairs), len(text)], strict=True):
        assert new[shift.start(start) : shift.end(end)] == text[start:end]
    for start, end, replacement in edits:
        assert new[shift.start(start) : shift.end(end)] == replacement


def test_edits_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        Shift([(0, 3, ""), (2, 4, "")])


def test_what_is_inserted_between_two_spans_belongs_to_neither() -> None:
    assert Shift([(2, 2, "++")]).gold([[0, 2], [2, 4]]) == [[0, 2], [4, 6]]


def test_a_span_that_lost_all_its_characters_is_dropped() -> None:
    assert Shift([(0, 2, "")]).gold({"marked": [[0, 2, "term"], [2, 4, "name"]], "cue": [0, 2]}) == {
        "marked": [[0, 2, "name"]],
        "cue": None,
    }


def test_mojibake_is_in_the_words_of_the_gold_and_can_be_undone() -> None:
    damaged = mojibake(page())
    assert "â€œNÃ£o Ã© nada,â€\x9d said JosÃ© SÃ¡." in damaged.raw
    assert [text.encode("sloppy-windows-1252").decode() for text in words(damaged)] == words(page())


@pytest.mark.parametrize(("variant", "between"), [(single_breaks, "\n"), (no_breaks, " ")])
def test_breaks_are_stripped_between_paragraphs_alone(variant: Any, between: str) -> None:
    damaged = variant(page())
    assert damaged.raw == f"Tide tables\n\n{FIRST}{between}{SECOND}\nShare"
    assert words(damaged) == words(page())


def test_no_mark_is_hit_at_the_rate_of_zero() -> None:
    assert damaged_marks(page(), 0.0) == page()


@pytest.mark.parametrize("seed", range(8))
def test_marks_are_all_hit_at_the_rate_of_one_and_the_words_stay(seed: int) -> None:
    damaged = damaged_marks(page(), 1.0, seed)
    assert not any(mark in damaged.raw for mark in ("“Não", "nada,”", "“We", "wait,”"))
    assert [text.strip("“”\"'") for quote in damaged.articles[0]["quotes"] for text in [damaged.raw[slice(*quote["parts"][0])]]] == [
        "Não é nada,", "We wait,",
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(8))
def test_a_part_is_flagged_on_the_side_that_lost_its_mark(seed: int) -> None:
    damaged = damaged_marks(page(), 1.0, seed)
    for quote in damaged.articles[0]["quotes"]:
        start, end = quote["parts"][0]
        bare = [damaged.raw[start - 1] in " \n", damaged.raw[end : end + 1] == " "]
        assert [f"{side}-mark-missing" in quote["flags"] for side in ("opening", "closing")] == bare


def test_a_mark_that_is_hit_at_a_rate_is_hit_in_the_same_way_at_every_higher_one() -> None:
    many = page(blocks=[[0, len(TEXT), "paragraph"]])
    found = [damaged_marks(many, rate, seed).raw for seed in range(20) for rate in (0.2, 0.6)]
    for low, high in zip(found[::2], found[1::2], strict=True):
        assert low == TEXT or high != TEXT
    assert found == [damaged_marks(many, rate, seed).raw for seed in range(20) for rate in (0.2, 0.6)]
    assert 1 < len(set(found)) < len(found) + 1


def test_pages_are_joined_one_below_the_other() -> None:
    both = joined([page("a"), page("b")])
    assert both.raw == f"{TEXT}\n\n{TEXT}"
    assert (both.id, len(both.articles), len(both.gold["removed"])) == ("joined/a+b", 2, 2)
    assert sorted(words(both)) == sorted(words(page()) * 2)
    assert both.articles[1]["raw_start"] == len(TEXT) + 2


def test_words_between_joined_pages_are_removed_in_the_gold() -> None:
    both = joined([page("a"), page("b")], "\n\n* * *\n\n")
    assert [both.raw[start:end] for start, end, _ in both.gold["removed"]] == ["Share", "* * *", "Share"]
    assert sorted(words(both)) == sorted([*words(page()) * 2, "* * *"])


@pytest.mark.parametrize(
    "unfit",
    [
        page(html=True),
        page(published={"value": "2026-03-05", "raw": None, "from": "metadata"}),
        page(title={"value": "Beside", "raw": None}),
    ],
    ids=["HTML", "date only in metadata", "title only in metadata"],
)
def test_a_page_that_joining_would_rob_is_not_joined(unfit: GoldPage) -> None:
    assert not can_be_joined(unfit)
    with pytest.raises(ValueError, match="cannot be joined"):
        joined([unfit])
