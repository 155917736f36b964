"""Speech told by set phrases and by figures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Find = Callable[..., list[dict[str, Any]]]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        (
            "The board's acting head, Nora Quill, is on record as saying the pumps date back to 1968.",
            "Nora Quill",
            "is on record as saying",
            "the pumps date back to 1968",
        ),
        ("She liked to say nobody had pushed her anywhere.", "She", "liked to say", "nobody had pushed her anywhere"),
        (
            "Nora Quill let it be known at a workshop on Friday that the licence could go.",
            "Nora Quill",
            "let it be known",
            "the licence could go",
        ),
        ("He put the true need at $700 million.", "He", "put", "the true need at $700 million"),
        ("The chamber of commerce put the cost at £2.5m a day.", "The chamber of commerce", "put", "the cost at £2.5m a day"),
        ("Her mother, she liked to say, could tell the weather.", "she", "liked to say", "could tell the weather"),
        ("The union put the daily cost at N62bn.", "The union", "put", "the daily cost at N62bn"),
        ("Nora Quill, who sells tickets, estimated the loss at 80,000 euros.", "Nora Quill", "estimated", "the loss at 80,000 euros"),
        (
            "Finally Nora Quill entreated the governments to put people first.",
            "Nora Quill",
            "entreated",
            "to put people first",
        ),
        (
            "She dates the accident to the night of 21 December 1894, when a ship ran into the bridge.",
            "She",
            "dates",
            "the accident to the night of 21 December 1894, when a ship ran into the bridge",
        ),
        ("Word came on Friday from the harbour office that the ferry was late.", "the harbour office", "Word came", "the ferry was late"),
        ("There was a promise from Nora Quill that the wall would stand.", "Nora Quill", "There was a promise", "the wall would stand"),
    ],
)
def test_a_phrase_or_a_figure_tells_what_somebody_says(quoted: Find, text: str, source: str, cue: str, content: str) -> None:
    (quote,) = [quote for quote in quoted(text) if quote["cue"] == cue]
    assert source in quote["source"]
    assert quote["content"] == [content]


@pytest.mark.parametrize(
    "text",
    [
        "The rule dates back to the law of 1938.",
        "She put the cup at the edge of the table.",
        "They put the boat on the water at noon.",
        "The need was put at $700 million.",
    ],
)
def test_deeds_and_ages_are_no_estimates(quoted: Find, text: str) -> None:
    assert not [quote for quote in quoted(text) if "figure" in quote["rule"]]


def test_a_thing_that_comes_from_somewhere_tells_nothing(quoted: Find) -> None:
    assert not [quote for quote in quoted("Water came from the wells that the miners had dug.") if quote["cue"] == "Water came"]
