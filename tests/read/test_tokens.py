"""Tokens: the text stays what it is, however it is made."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read import make_doc

NLP = spacy.blank("en")


@pytest.mark.parametrize("text", ["“" * 3000, "a, b" * 400 + " c", "x" * 2000, "", " ", "one two", "\n" * 900 + "“" * 900 + "\n"])
def test_a_doc_has_the_text_it_was_made_from(text: str) -> None:
    assert make_doc(NLP, text).text == text


@given(st.text("ab “\n.", max_size=1200))
def test_any_text_survives(text: str) -> None:
    assert make_doc(NLP, text).text == text


def test_ordinary_text_is_tokenised_as_ever() -> None:
    text = "Mr. Lee didn't say “no”, he said “not yet.”"
    assert [token.text for token in make_doc(NLP, text)] == [token.text for token in NLP(text)]
