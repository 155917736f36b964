"""What a speaker retells of others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Find = Callable[..., list[dict[str, Any]]]


def retold(found: list[dict[str, Any]]) -> list[tuple[str | None, str, list[str]]]:
    """Source, cue and content of what is inside another quotation."""
    return [(quote["source"], quote["cue"], quote["content"]) for quote in found if quote["within"] is not None]


@pytest.mark.parametrize(
    ("words", "inner"),
    [
        ("They told me it was his heart.", ("They", "told", ["it was his heart"])),
        ("The captain told us that we should wait below.", ("The captain", "told", ["we should wait below"])),
        ("I asked the captain, where is my name in your list?", ("I", "asked", ["where is my name in your list"])),
        ("I asked to read it first.", ("I", "asked", ["to read it first"])),
        ("He said there was no time for reading.", ("He", "said", ["there was no time for reading"])),
        ("We have been told to wait for spring.", (None, "have been told", ["to wait for spring"])),
        ("I was told by the porter that the door was locked.", ("the porter", "was told", ["the door was locked"])),
        ("My mother used to say the lake was a saint.", ("My mother", "used to say", ["the lake was a saint"])),
        ("A man came up the stairs and said it came from the roof.", ("A man", "said", ["it came from the roof"])),
    ],
)
def test_what_a_speaker_retells_is_a_quotation_within(quoted: Find, words: str, inner: tuple[str | None, str, list[str]]) -> None:
    found = quoted(f"“{words} That is all I know,” said Ilse Brandt.")
    assert retold(found) == [inner]
    (quote,) = (quote for quote in found if quote["within"] is not None)
    assert found[quote["within"]]["source"] == "Ilse Brandt"


@pytest.mark.parametrize(
    "words",
    [
        "They never told me it was his heart.",
        "Nobody said the bridge would hold.",
        "If they tell us to leave, we shall leave.",
        "I will tell you what the matter is.",
        "Did they say the bridge would hold?",
        "She said it about the boats and the men.",
        "I have to say it is a fine bridge.",
    ],
)
def test_what_was_not_said_is_not_retold(quoted: Find, words: str) -> None:
    assert not retold(quoted(f"“{words} That is all I know,” said Ilse Brandt."))
