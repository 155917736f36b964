"""Deeds are no speech."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Find = Callable[..., list[dict[str, Any]]]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Parliament passed a bill that would ban plastic bags.", id="a vote"),
        pytest.param("The judge imposed a fine of 500 pounds on the driver.", id="a sentence"),
        pytest.param("Police were called to Mill Lane after reports of a fight.", id="a call to a place"),
        pytest.param("She is expected to sign the bill next week.", id="what nobody named expects"),
        pytest.param("The inquest heard that she had fallen from the bridge.", id="what a court heard"),
        pytest.param("A man claiming to be a doctor treated the wounded.", id="a pretence"),
        pytest.param("It was not immediately known how many people were inside.", id="what nobody knew"),
        pytest.param("The mayor declined to hand over the file of the case.", id="what was refused"),
        pytest.param("She appeared to like the new bridge over the river.", id="what the writer saw"),
        pytest.param("The report did not mention the apartment building.", id="what was not mentioned"),
    ],
)
def test_deeds_are_no_speech(quoted: Find, text: str) -> None:
    assert quoted(text) == []


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        pytest.param("Parliament said it would ban plastic bags.", "said", id="a body that speaks"),
        pytest.param("The mayor called on the police to leave the square.", "called", id="a call for something"),
        pytest.param("The man claimed that he was a doctor.", "claimed", id="a claim"),
    ],
)
def test_words_of_the_same_kind_that_say_something_stay(quoted: Find, text: str, cue: str) -> None:
    (quote,) = quoted(text)
    assert cue in quote["cue"]


def test_a_noun_behind_an_article_is_no_verb_of_saying(quoted: Find) -> None:
    assert quoted("The firm raised its full-year profit forecast on Wednesday after a rebound in orders.") == []
