"""Words that somebody passes on belong to whom he quotes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from onrecord.types import Attribution, Reading, Span

Find = Callable[..., list[dict[str, Any]]]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Ilse Brandt was quoted by the paper as saying: “We will leave the island.”", "Ilse Brandt"),
        ("Ilse Brandt left. “We will leave the island,” the paper quoted her as saying.", "her"),
        ("Ilse Brandt left. “We will leave the island,” she was quoted as saying by the paper.", "she"),
        ("The paper quoted the minister Ilse Brandt as saying: “We will leave the island.”", "the minister Ilse Brandt"),
    ],
    ids=["was quoted by", "quoted her", "she was quoted", "quoted somebody with a name"],
)
def test_the_source_is_who_was_quoted(quoted: Find, text: str, source: str) -> None:
    (quote,) = [quote for quote in quoted(text) if quote["parts"]]
    assert (quote["source"], quote["cue"], quote["parts"]) == (source, "saying", [text[text.index("We") : text.index("”")]])


def test_without_marks_the_words_begin_behind_saying(quoted: Find) -> None:
    text = "The agency quoted the mayor as saying that nobody was hurt."
    cue, whole = Span(11, 17), Span(18, len(text) - 1)
    act = Attribution(cue, (whole,), ((Span(0, 10), 1.0),), 0.99)
    (quote,) = quoted(text, Reading(attributions=(act,)))
    assert (quote["source"], quote["cue"], quote["content"]) == ("the mayor", "saying", ["nobody was hurt"])


def test_a_reason_that_is_cited_is_nobodys_word(quoted: Find) -> None:
    text = "“We will leave the island,” Ilse Brandt said, citing the weather as a reason."
    (quote,) = [quote for quote in quoted(text) if quote["parts"]]
    assert (quote["source"], quote["cue"]) == ("Ilse Brandt", "said")
