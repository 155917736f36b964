"""Regions between quotation marks: all styles, nesting, repair, and what is no mark at all."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.marks import marked_regions


def inners(text: str, depth: int | None = 0) -> list[str]:
    return [text[r.inner.start : r.inner.end] for r in marked_regions(text) if depth is None or r.depth == depth]


STYLES = {
    "curly double": ("“", "”"),
    "straight double": ('"', '"'),
    "two apostrophes": ("''", "''"),
    "backticks and apostrophes": ("``", "''"),
    "guillemets": ("«", "»"),
    "guillemets pointing inwards": ("»", "«"),
    "low and high": ("„", "“"),
    "curly single": ("‘", "’"),
    "straight single": ("'", "'"),
    "two curly singles": ("‘‘", "’’"),
    "UTF-8 read as Windows-1252": ("â€œ", "â€\x9d"),
    "curly opened, straight closed": ("“", '"'),
    "straight opened, curly closed": ('"', "”"),
    "question marks for marks": ("?", "?"),
}


@pytest.mark.parametrize(("opening", "closing"), STYLES.values(), ids=STYLES.keys())
def test_pairs_every_style(opening: str, closing: str) -> None:
    text = f"{opening}We shall not sell the harbour,{closing} said Ilse Brandt. The harbour is old."
    (region,) = marked_regions(text)
    assert text[region.inner.start : region.inner.end] == "We shall not sell the harbour,"
    assert text[region.start : region.end] == f"{opening}We shall not sell the harbour,{closing}"
    assert region.opened
    assert region.closed


@pytest.mark.parametrize(
    "text",
    [
        "The farmers’ union met in the ’90s, and that’s all.",
        "The farmers' union didn't meet in the '90s, and rock 'n' roll was new.",
        "Give 'em time. The boys' and girls' clubs wait 'til May.",
        "The plank is 6'2\" long and 5' 10\" wide.",
        "Is it late? No? Then why? Marcin ?wi?cicki asked for tea.",
        "The state of a dash â€” and another â€“ there.".replace("â€—", "â€”"),
    ],
)
def test_apostrophes_and_measures_are_no_marks(text: str) -> None:
    assert marked_regions(text) == ()


@pytest.mark.parametrize(
    ("text", "outer", "inner"),
    [
        ("“He said ‘never’ to us,” she told me.", ["He said ‘never’ to us,"], ["never"]),
        ("‘He said “never” to us,’ she told me.", ["He said “never” to us,"], ["never"]),
        ("\"He said 'never' to the farmers' union,\" she told me.", ["He said 'never' to the farmers' union,"], ["never"]),
        ("''He said 'never''' is what she told me.", ["He said 'never'"], ["never"]),
        ("“He said “never” to us,” she told me.", ["He said “never” to us,"], ["never"]),
        ("“She said: `He said 'never.''” It rained.", ["She said: `He said 'never.''"], ["He said 'never.'", "never."]),
        ("\"She said: `He said 'never''\" to me.", ["She said: `He said 'never''"], ["He said 'never'", "never"]),
        ("``She said: `He said 'never.''''", ["She said: `He said 'never.''"], ["He said 'never.'", "never."]),
        ("“The workers’ rights are ‘sacred’, don’t forget,” she said.", ["The workers’ rights are ‘sacred’, don’t forget,"], ["sacred"]),
    ],
)
def test_nested_marks_keep_the_outer_region_whole(text: str, outer: list[str], inner: list[str]) -> None:
    assert inners(text) == outer
    assert inners(text, depth=1) == inner


def test_paragraphs_that_open_again_are_one_running_quotation() -> None:
    text = "“We came early.\n\n“We left late.\n\n“We shall be back,” said Ana Sousa."
    first, second, third = marked_regions(text)
    assert (first.continued, second.continued, third.continued) == (True, True, False)
    assert not first.closed
    assert "closing-mark-missing" not in first.flags
    assert third.closed


def test_a_quotation_that_closes_paragraphs_later_without_opening_again() -> None:
    text = "“We came early.\n\nWe left late,” said Ana Sousa."
    first, second = marked_regions(text)
    assert first.continued
    assert text[second.start : second.end] == "We left late,”"
    assert not second.opened
    assert "opening-mark-missing" in second.flags


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The water is safe to drink, and we shall prove it,” said Dr Lowe.", ["The water is safe to drink, and we shall prove it,"]),
        ("“The water is safe, said Dr Lowe. “We shall prove it.”", ["The water is safe,", "We shall prove it."]),
        ("“The water is safe, he said on Monday.", ["The water is safe,"]),
        ("Dr Lowe objected: The water is safe.” Others “doubt” it.", ["The water is safe.", "doubt"]),
        ("Dr Lowe spoke on Monday. “The water is safe to drink.\nOthers doubt it.", ["The water is safe to drink."]),
    ],
)
def test_missing_marks_are_put_where_the_words_show(text: str, expected: list[str]) -> None:
    assert inners(text) == expected
    assert any("missing" in flag for region in marked_regions(text) for flag in region.flags)


def test_an_odd_mark_costs_no_other_quotation() -> None:
    text = "“One,” said Ann. Two,” said Bo. “Three,” said Cy.\n“Four, said Di.\n“Five,” said Ed."
    assert {"One,", "Three,", "Five,"} <= set(inners(text))


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab A,.!?\n\"'“”‘’«»", max_size=120))
def test_regions_hold_their_offsets_and_never_cross(text: str) -> None:
    regions = marked_regions(text)
    assert regions == marked_regions(text)
    for region in regions:
        assert 0 <= region.start <= region.inner.start <= region.inner.end <= region.end <= len(text)
        assert "\n" not in text[region.start : region.end]
    for a in regions:
        for b in regions:
            assert (
                a.end <= b.start or b.end <= a.start or (a.start <= b.start and b.end <= a.end) or (b.start <= a.start and a.end <= b.end)
            )


@pytest.mark.parametrize(
    "unit", ["“", '"', "'", "''", "”", "1'2\" ", "a. B ", ", he said ", "“a ", "?", "‘a ", "`'a ", "“a” said the b, ", "Mr. "]
)
def test_time_is_linear_in_the_text(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        began = time.process_time()
        marked_regions(text)
        return time.process_time() - began

    assert seconds(20_000) < 10 * seconds(5_000) + 0.3
