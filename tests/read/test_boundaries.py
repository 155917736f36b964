"""Sentence starts on a Doc, and tokens that are parted for them."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Span

from onrecord.read import start_sentences
from onrecord.read.boundaries import cut_tokens

NLP = spacy.blank("en")


def started(text: str, *words: str) -> Doc:
    doc = NLP.make_doc(text)
    start_sentences(doc, {text.index(word) for word in words})
    return doc


def test_sentences_start_where_they_are_told_to() -> None:
    doc = started("It rained. Nobody came. The end", "Nobody")
    assert [sentence.text for sentence in doc.sents] == ["It rained.", "Nobody came. The end"]


def test_a_token_that_holds_a_start_is_parted() -> None:
    text = "Who has it?how is she"
    assert "it?how" in [token.text for token in NLP.make_doc(text)]
    doc = started(text, "how")
    assert doc.text == text
    assert [sentence.text for sentence in doc.sents] == ["Who has it?", "how is she"]


@pytest.mark.parametrize(
    ("text", "start"), [("See www.dam.example/a?how now", "how"), ("Ask for Okafor-Lund now", "Lund")], ids=["address", "no mark"]
)
def test_a_token_without_a_mark_before_the_start_and_an_address_stay_whole(text: str, start: str) -> None:
    assert [t.text for t in started(text, start)] == [t.text for t in NLP.make_doc(text)]


def test_names_stay_names_when_their_neighbour_is_parted() -> None:
    text = "Was it Okafor?she left"
    doc = NLP.make_doc(text)
    cut_tokens(doc, [text.index("?")])
    doc.set_ents([Span(doc, 2, 3, label="PERSON")])
    start_sentences(doc, {text.index("she")})
    assert [entity.text for entity in doc.ents] == ["Okafor"]
    assert [sentence.text for sentence in doc.sents] == ["Was it Okafor?", "she left"]


def test_an_empty_doc_has_no_sentences() -> None:
    doc = NLP.make_doc("")
    start_sentences(doc, {0, 5})
    assert list(doc.sents) == []


def test_ten_thousand_starts_inside_one_run_take_no_long_time() -> None:
    text = "a?b" * 10_000
    doc = Doc(NLP.vocab, words=[text[i : i + 300] for i in range(0, len(text), 300)], spaces=[False] * 100)
    start_sentences(doc, set(range(2, len(text), 3)))
    assert doc.text == text
