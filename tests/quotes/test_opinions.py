"""Opinion that is reported without a verb."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Find = Callable[..., list[dict[str, Any]]]


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("In the opinion of Nora Quill, the bridge has been a trap for years.", "Nora Quill", "In the opinion of"),
        ("In Nora Quill’s view, the bridge has been a trap for years.", "Nora Quill", "view"),
        ("In her view, the bridge has been a trap for years.", "her", "view"),
        ("As Nora Quill sees it, the bridge has been a trap for years.", "Nora Quill", "sees it"),
        ("As the ferrymen tell it, the bridge has been a trap for years.", "the ferrymen", "tell it"),
    ],
)
def test_the_rest_of_the_sentence_is_the_opinion_of_whom_it_names(quoted: Find, text: str, source: str, cue: str) -> None:
    (quote,) = [quote for quote in quoted(text) if quote["cue"] == cue]
    assert quote["type"] == "indirect"
    assert quote["source"] == source
    assert quote["content"] == ["the bridge has been a trap for years"]


def test_in_other_words_is_nobodys_opinion(quoted: Find) -> None:
    assert quoted("In other words, the bridge has been a trap for years.") == []


def test_an_opinion_inside_marks_is_the_speakers_own(quoted: Find) -> None:
    (quote,) = quoted("“In my view, the bridge has been a trap,” said Nora Quill.")
    assert quote["type"] == "direct"


def test_an_opinion_that_stands_amid_its_clause_has_both_halves_for_content(quoted: Find) -> None:
    (quote,) = [quote for quote in quoted("The bridge, as Nora Quill sees it, has been a trap.") if quote["cue"] == "sees it"]
    assert quote["content"] == ["The bridge", "has been a trap"]


def test_as_soon_as_somebody_saw_it_is_no_opinion(quoted: Find) -> None:
    assert not [quote for quote in quoted("As soon as he saw it, the dog ran to the gate.") if quote["cue"] == "saw it"]
