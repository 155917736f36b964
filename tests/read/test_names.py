"""Names of any model, as the reader would leave its own."""

from __future__ import annotations

import pytest
import spacy

from onrecord.read import settle_names
from onrecord.read.names import set_names
from onrecord.types import Span


@pytest.fixture(scope="module")
def nlp() -> spacy.Language:
    return spacy.blank("en")


def entities(doc: spacy.tokens.Doc) -> list[tuple[str, str]]:
    return [(entity.text, entity.label_) for entity in doc.ents]


def test_names_of_another_model_lose_titles_and_agree(nlp: spacy.Language) -> None:
    doc = nlp("President Ada Okafor left Delta. Okafor sued Delta and Delta paid.")
    labels = {"President Ada Okafor": "PERSON", "Delta": "ORG", "Okafor": "GPE"}
    spans = [doc.char_span(at, at + len(words), label=label) for words, label in labels.items() if (at := doc.text.rindex(words)) >= 0]
    first = doc.text.index("Delta")
    second = doc.text.index("Delta", first + 1)
    doc.set_ents([*spans, doc.char_span(first, first + 5, label="ORG"), doc.char_span(second, second + 5, label="GPE")])
    settle_names(doc)
    assert entities(doc) == [("Ada Okafor", "PERSON"), ("Delta", "ORG"), ("Okafor", "PERSON"), ("Delta", "ORG"), ("Delta", "ORG")]


def test_a_document_without_entities_stays_so(nlp: spacy.Language) -> None:
    doc = settle_names(nlp("Nobody was there."))
    assert not doc.ents
    assert not doc.user_data


def test_a_name_that_cuts_a_token_takes_it_whole_and_keeps_its_probability(nlp: spacy.Language) -> None:
    doc = nlp("Okafor-led crews")
    set_names(doc, [(Span(0, 4), "PERSON", 0.91239)])
    assert entities(doc) == [("Okafor", "PERSON")]
    assert doc.user_data["onrecord.entity_scores"] == {0: 0.912}
