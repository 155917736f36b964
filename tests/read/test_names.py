"""Names of any model, as the reader would leave its own."""

from __future__ import annotations

import pytest
import spacy

from onrecord.read import settle_names
from onrecord.read.names import is_town, set_names
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


def test_a_document_without_entities_stays_so_and_counts_as_read(nlp: spacy.Language) -> None:
    doc = settle_names(nlp("Nobody was there."))
    assert not doc.ents
    assert doc.user_data["onrecord.entity_scores"] == {}


def test_a_token_that_a_name_cuts_is_parted_and_the_text_stays(nlp: spacy.Language) -> None:
    doc = nlp("4.Okafor of the U.N.-led crew")
    text = doc.text
    set_names(doc, [(Span(2, 8), "PERSON", 0.91239), (Span(16, 20), "ORG", 0.5)])
    assert entities(doc) == [("Okafor", "PERSON"), ("U.N.", "ORG")]
    assert doc.user_data["onrecord.entity_scores"] == {2: 0.912, 16: 0.5}
    assert [token.text for token in doc] == ["4.", "Okafor", "of", "the", "U.N.", "-led", "crew"]
    assert doc.text == text


@pytest.mark.parametrize("whole", ["Okafor?k", "Jr.", "okafor.example"], ids=["a lost letter", "a stop", "an address"])
def test_marks_that_belong_to_a_name_are_not_cut_off(nlp: spacy.Language, whole: str) -> None:
    doc = nlp(f"Then {whole} left.")
    length = 6 if whole.lower().startswith("okafor") else 2
    set_names(doc, [(Span(5, 5 + length), "PERSON", 0.9)])
    assert entities(doc) == [(whole, "PERSON")]


def test_beyond_a_thousand_cuts_a_name_takes_its_token_whole(nlp: spacy.Language) -> None:
    doc = nlp("4.Okafor " * 1200)
    set_names(doc, [(Span(9 * i + 2, 9 * i + 8), "PERSON", 0.9) for i in range(1200)])
    assert [entity.text for entity in doc.ents] == ["Okafor"] * 1000 + ["4.Okafor"] * 200


@pytest.mark.parametrize(
    ("name", "known"),
    [("Nairobi", True), ("Kenya", True), ("Okafor", False), ("Kenyan", False), ("us", False)],
    ids=lambda value: str(value),
)
def test_large_towns_and_countries_are_known(name: str, known: bool) -> None:
    assert is_town(name) is known
