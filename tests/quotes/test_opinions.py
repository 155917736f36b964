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
