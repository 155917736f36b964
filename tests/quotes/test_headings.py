"""Headings that begin with somebody's words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from spacy.language import Language

from onrecord.quotes import find_quotes

Find = Callable[..., list[dict[str, Any]]]
BODY = "\n\nKent went out of the cup on Saturday."


@pytest.mark.parametrize(
    ("heading", "source"),
    [
        pytest.param("“We were robbed”: Kent coach Ana Reis on the cup", "Kent coach Ana Reis", id="a name"),
        pytest.param("‘I was wrong’: the mayor on the cup", "the mayor", id="an office"),
    ],
)
def test_words_before_the_colon_of_a_heading_are_whose_it_names(quoted: Find, heading: str, source: str) -> None:
    (quote,) = (quote for quote in quoted(heading + BODY) if quote["parts"])
    assert (quote["source"], quote["cue"]) == (source, None)


def test_where_nobody_is_named_they_have_no_source(nlp: Language) -> None:
    found = find_quotes(nlp.make_doc("“Enough is enough”: protest at the library" + BODY))
    assert [mark.kind for mark in found.marked] == ["unsourced"]


def test_a_title_before_a_colon_stays_one(nlp: Language) -> None:
    found = find_quotes(nlp.make_doc("“The Long River”: Ana Reis on her film" + BODY))
    assert [mark.kind for mark in found.marked] == ["title"]
