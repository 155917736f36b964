"""Entities: amounts, peoples, labels of models, names by rules. No text of a third party."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Span

from onrecord import types
from onrecord.entities import find_entities
from onrecord.entities.amounts import find_amounts, number_value
from onrecord.gazetteer import Gazetteer, default_gazetteer
from onrecord.types import Article, Dateline, Field, OffsetMap
from tests import timing

BLANK = spacy.blank("en")


@pytest.fixture(scope="module")
def nlp() -> Language:
    return BLANK


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return default_gazetteer()


def found(doc: Doc, gazetteer: Gazetteer | None) -> list[tuple[str, str]]:
    return [(doc.text[e.start : e.end], e.label) for e in find_entities(doc, gazetteer=gazetteer)]


def with_ents(nlp: Language, text: str, *names: tuple[str, str]) -> Doc:
    doc = nlp(text)
    spans = []
    for name, label in names:
        start = text.index(name)
        span = doc.char_span(start, start + len(name), label=label)
        assert isinstance(span, Span)
        spans.append(span)
    doc.ents = spans
    return doc


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("It cost $4.5 million.", "MONEY", "USD 4500000"),
        ("It cost US$3bn.", "MONEY", "USD 3000000000"),
        ("It cost £1,250.50 then.", "MONEY", "GBP 1250.5"),
        ("It cost 10 million euros.", "MONEY", "EUR 10000000"),
        ("It cost two hundred dollars.", "MONEY", "USD 200"),
        ("It cost Rs 500 crore.", "MONEY", "INR 5000000000"),
        ("It cost 50 cents.", "MONEY", "USD 0.5"),
        ("Up 12%.", "PERCENT", "0.12"),
        ("Up 0.5 per cent.", "PERCENT", "0.005"),
        ("Up twelve percent.", "PERCENT", "0.12"),
        ("It is 30 kilometres away.", "QUANTITY", "30 km"),
        ("It is thirty-five miles away.", "QUANTITY", "35 mi"),
        ("It weighs 1,200kg now.", "QUANTITY", "1200 kg"),
    ],
)
def test_amount_has_its_normalised_value(text: str, label: str, value: str) -> None:
    assert [(e.label, e.value) for e in find_amounts(text)] == [(label, value)]


@pytest.mark.parametrize("text", ["Nine of ten came.", "In 2021 it rained.", "Call 555-0101.", "a mile", "five in the morning"])
def test_plain_number_is_no_amount(text: str) -> None:
    assert [e for e in find_amounts(text) if e.label in ("MONEY", "PERCENT")] == []


def test_number_words_add_up() -> None:
    assert number_value("two hundred and five") == 205
    assert number_value("three million") == 3_000_000
    assert number_value("gibberish") is None


@pytest.mark.parametrize("name", ["he", "Monday", "I", "May"])
def test_false_person_of_a_model_is_deleted(nlp: Language, gazetteer: Gazetteer, name: str) -> None:
    doc = with_ents(nlp, f"Now {name} came to us.", (name, "PERSON"))
    assert found(doc, gazetteer) == []


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        ("Nigeria", "LOC", "GPE"),
        ("Lagos", "LOC", "GPE"),
        ("Black Sea", "LOC", "LOC"),
        ("Kano River", "LOC", "LOC"),
        ("Mirabel Bridge", "LOC", "FAC"),
        ("Iranian", "LOC", "NORP"),
        ("Orange County", "LOC", "GPE"),
        ("Water Act", "LAW", "MISC"),
        ("Moody's", "ORG", "ORG"),
        ("Amina Bello", "PER", "PERSON"),
    ],
)
def test_label_of_a_model_is_mapped_and_places_are_parted(
    nlp: Language, gazetteer: Gazetteer, name: str, given: str, expected: str
) -> None:
    assert found(with_ents(nlp, f"They saw {name} again.", (name, given)), gazetteer) == [(name, expected)]


@pytest.mark.parametrize("label", ["DATE", "ORDINAL", "CARDINAL", "TIME"])
def test_dates_and_ordinals_of_a_model_are_dropped(nlp: Language, label: str) -> None:
    assert found(with_ents(nlp, "The first came.", ("first", label)), None) == []


def test_score_of_the_reader_is_carried(nlp: Language) -> None:
    doc = with_ents(nlp, "We met Amina Bello.", ("Amina Bello", "PERSON"))
    doc.user_data["onrecord.entity_scores"] = {7: 0.4321}
    assert [e.confidence for e in find_entities(doc)] == [0.432]


@pytest.mark.parametrize(("score", "label"), [(0.6, "NORP"), (0.95, "ORG")], ids=["an unsure body is a people", "a sure body stays"])
def test_a_body_with_the_name_of_a_people(nlp: Language, gazetteer: Gazetteer, score: float, label: str) -> None:
    doc = with_ents(nlp, "They saw Iranians again.", ("Iranians", "ORG"))
    doc.user_data["onrecord.entity_scores"] = {9: score}
    assert found(doc, gazetteer) == [("Iranians", label)]


def test_names_are_found_without_a_model(nlp: Language, gazetteer: Gazetteer) -> None:
    text = (
        "Amina Bello, chair of the Lagos Water Board, told reporters in Lagos on Monday that the dam near Kano leaks. "
        '"He said so," Mr Okafor added. Bello left for the Ministry of Health and Welfare. Nigerian law is clear.'
    )
    assert found(nlp(text), gazetteer) == [
        ("Amina Bello", "PERSON"),
        ("Lagos Water Board", "ORG"),
        ("Lagos", "GPE"),
        ("Kano", "GPE"),
        ("Okafor", "PERSON"),
        ("Bello", "PERSON"),
        ("Ministry of Health and Welfare", "ORG"),
        ("Nigerian", "NORP"),
    ]


def test_where_a_reader_found_no_name_the_rules_find_none_either(nlp: Language, gazetteer: Gazetteer) -> None:
    doc = nlp("Ada Okafor of the Delta Water Board spoke in Lagos.")
    assert found(doc, gazetteer)
    doc.user_data["onrecord.entity_scores"] = {}
    assert found(doc, gazetteer) == []


def test_two_countries_are_two_names(nlp: Language, gazetteer: Gazetteer) -> None:
    assert found(nlp("Talks of Iran and Syria go on."), gazetteer) == [("Iran", "GPE"), ("Syria", "GPE")]


def test_sentence_start_is_no_name(nlp: Language, gazetteer: Gazetteer) -> None:
    assert found(nlp("Rain fell. Nobody came. Wednesday was dry."), gazetteer) == []


@given(st.text(alphabet="AbC. 1,$%“\"'and of-é\n", max_size=80))
@settings(max_examples=60, deadline=None)
def test_spans_are_in_order_and_apart(text: str) -> None:
    entities = find_entities(BLANK(text))
    assert all(0 <= e.start < e.end <= len(text) for e in entities)
    assert all(a.end <= b.start for a, b in pairwise(entities))


@pytest.mark.parametrize("piece", ["1", ",", '"', "1,", "A ", "Of ", "A", "one ", "$1 ", "A. ", "Mr. "])
def test_long_monotonous_text_is_read_in_linear_time(nlp: Language, piece: str) -> None:
    text = (piece * 100_000)[:100_000]
    start = time.process_time()
    find_entities(Doc(nlp.vocab, words=[text], spaces=[False]))
    assert time.process_time() - start < 4


@pytest.mark.parametrize(
    ("text", "names", "right"),
    [
        ("The Public Prosecutor's Office had no answer.", [], [("Public Prosecutor's Office", "ORG")]),
        ("The Public Prosecutor's Office had no answer.", [("Prosecutor", "PERSON")], [("Public Prosecutor's Office", "ORG")]),
        ("The Public Prosecutor's Office Ann had none.", [("Office Ann", "PERSON")], [("Office Ann", "PERSON")]),
        ("It fell on the Kyrgyz-Tajik frontier.", [("Kyrgyz-Tajik", "GPE")], [("Kyrgyz", "NORP"), ("Tajik", "NORP")]),
        ("It fell on the Kyrgyz-built bridge.", [("Kyrgyz-built", "MISC")], [("Kyrgyz-built", "MISC")]),
        ("Mr K. Rajan left.", [("Rajan", "PERSON")], [("K. Rajan", "PERSON")]),
        ("Otto Hale Sr. left.", [("Otto Hale", "PERSON")], [("Otto Hale Sr.", "PERSON")]),
        ("He is Otto Hale II, I think.", [("Otto Hale", "PERSON")], [("Otto Hale II", "PERSON")]),
        ("Otto Hale I know.", [("Otto Hale", "PERSON")], [("Otto Hale", "PERSON")]),
        (
            "Then Tui “The Kettle” Vaga ran.",
            [("Tui", "PERSON"), ("The Kettle", "MISC"), ("Vaga", "PERSON")],
            [("Tui “The Kettle” Vaga", "PERSON")],
        ),
        ("Then Tui and “The Kettle” Vaga ran.", [("Tui", "PERSON"), ("Vaga", "PERSON")], [("Tui", "PERSON"), ("Vaga", "PERSON")]),
        ("He wrote it in Spanish and left.", [("Spanish", "NORP")], [("Spanish", "MISC")]),
        ("It was a mix of Spanish and French.", [("French", "NORP")], [("Spanish", "MISC"), ("French", "MISC")]),
        ("He swam in Spanish waters.", [("Spanish", "NORP")], [("Spanish", "NORP")]),
        ("On Christmas Day it snowed.", [("Christmas Day", "MISC")], []),
    ],
    ids=[
        "an office",
        "an office of which a part was read",
        "a name that crosses it",
        "two peoples",
        "one people",
        "initials belong to the name",
        "so does Sr.",
        "and II",
        "but no pronoun",
        "a nickname stands in its name",
        "two persons stay two",
        "a language",
        "two languages",
        "a people",
        "a holiday is a day",
    ],
)
def test_names_of_a_model_are_put_right(nlp: Language, text: str, names: list[tuple[str, str]], right: list[tuple[str, str]]) -> None:
    doc = with_ents(nlp, text, *names)
    doc.user_data["onrecord.entity_scores"] = {}
    assert found(doc, None) == right


@pytest.mark.parametrize(
    ("text", "score", "right"),
    [
        ("Jurors hear of it.\n\nThe jurors met.", 0.5, []),
        ("Jurors hear of it.\n\nThe jurors met.", 0.7, [("Jurors", "ORG")]),
        ("Jurors hear of it.\n\nThey met.", 0.5, [("Jurors", "ORG")]),
        ("The band Jurors met.\n\nThe jurors met.", 0.5, [("Jurors", "ORG")]),
    ],
    ids=["it stands in small letters elsewhere", "the model is sure", "it does not", "in mid-sentence"],
)
def test_an_unsure_word_at_the_head_of_a_sentence_is_no_name_if(
    nlp: Language, text: str, score: float, right: list[tuple[str, str]]
) -> None:
    doc = with_ents(nlp, text, ("Jurors", "ORG"))
    doc.user_data["onrecord.entity_scores"] = {text.index("Jurors"): score}
    assert found(doc, None) == right


@pytest.mark.parametrize(
    ("names", "right"),
    [
        ([], [("Ann Lee", "PERSON"), ("NARVA", "GPE"), ("Coast Wire", "ORG")]),
        ([("Ann Lee Court", "ORG"), ("Coast Wire", "GPE")], [("Ann Lee", "PERSON"), ("NARVA", "GPE"), ("Coast Wire", "ORG")]),
        ([("Ann Lee", "ORG"), ("NARVA", "LOC")], [("Ann Lee", "ORG"), ("NARVA", "LOC"), ("Coast Wire", "ORG")]),
    ],
    ids=["a model saw none", "a model saw other ones", "a model saw the same"],
)
def test_names_in_the_head_of_an_article_are_known(nlp: Language, names: list[tuple[str, str]], right: list[tuple[str, str]]) -> None:
    text = "By Ann Lee Court Reporter\n\nNARVA, Estonia (Coast Wire) - It rained."
    article = Article(
        text,
        OffsetMap.identity(len(text)),
        bylines=(Field("By Ann Lee Court Reporter", "text", types.Span(0, 25), names=("Ann Lee", "Zoe Low")),),
        dateline=Dateline(types.Span(27, 56), types.Span(27, 41), agency="Coast Wire"),
    )
    doc = with_ents(nlp, text, *names)
    doc.user_data["onrecord.entity_scores"] = {}
    assert [(text[e.start : e.end], e.label) for e in find_entities(doc, article=article)] == right


@pytest.mark.parametrize(
    ("text", "value"),
    [("Two hundred metres further on", "200 m"), ("it moved three km inland", "3 km"), ("some 112 thousand lei", "RON 112000")],
)
def test_amounts_in_words(text: str, value: str) -> None:
    assert [amount.value for amount in find_amounts(text)] == [value]


def test_names_are_put_right_in_linear_time(nlp: Language) -> None:
    from onrecord.entities.repairs import repaired
    from onrecord.types import Entity

    def seconds(count: int) -> float:
        text = "The Ann's Office and Ann. " * count
        entities = [Entity(i * 26 + 21, i * 26 + 24, "PERSON") for i in range(count)]
        return timing.seconds(lambda: repaired(text, entities))

    seconds(100)
    assert seconds(8_000) < 10 * max(seconds(2_000), 0.005)


@pytest.mark.parametrize(
    ("text", "names", "right"),
    [
        ("Hurricane Beryl hit Kent. Beryl fell.", [("Beryl", "PERSON")], [("Hurricane Beryl", "EVENT")]),
        ("Super Typhoon Lawin hit.", [("Super Typhoon Lawin", "MISC")], [("Super Typhoon Lawin", "EVENT")]),
        ("Storm Odette fell.", [("Odette", "GPE")], [("Storm Odette", "EVENT")]),
        ("The storm is odd. Storm Watch said so.", [("Storm Watch", "ORG")], [("Storm Watch", "ORG")]),
        ("Storm Reid sang it.", [("Storm Reid", "PERSON")], [("Storm Reid", "PERSON")]),
        ("Hurricane Ali said so.", [("Ali", "PERSON")], [("Ali", "PERSON")]),
        ("Beryl Storm left.", [("Beryl Storm", "PERSON")], [("Beryl Storm", "PERSON")]),
        ("Storm Ana Reis left.", [("Ana Reis", "PERSON")], [("Ana Reis", "PERSON")]),
        ("Tropical Storm Warning is over.", [], []),
    ],
    ids=[
        "its name read as a person",
        "whole",
        "its name read as a place",
        "a body",
        "a person",
        "who speaks",
        "a family name",
        "two words",
        "no name",
    ],
)
def test_a_storm_is_an_event(nlp: Language, text: str, names: list[tuple[str, str]], right: list[tuple[str, str]]) -> None:
    doc = with_ents(nlp, text, *names)
    doc.user_data["onrecord.entity_scores"] = {}
    assert found(doc, None) == right


@pytest.mark.parametrize(("person", "label"), [("Ian Ross", "EVENT"), ("Ana Ross", "PERSON")], ids=["nobody's name", "somebody's name"])
def test_the_name_of_a_storm_alone_is_the_storm_unless_somebody_bears_it(nlp: Language, person: str, label: str) -> None:
    doc = nlp(f"Cyclone Ana hit. {person} left when Ana fell.")
    doc.ents = [doc.char_span(start, start + len(name), label="PERSON") for name in (person, "Ana") for start in [doc.text.rindex(name)]]
    assert found(doc, None) == [("Cyclone Ana", "EVENT"), (person, "PERSON"), ("Ana", label)]


@pytest.mark.parametrize(
    ("text", "names", "right"),
    [
        (
            "Cllr Ann Lee (Ind, Weston) left.",
            [("Ann Lee", "PERSON"), ("Ind", "GPE"), ("Weston", "PERSON")],
            [("Ann Lee", "PERSON"), ("Weston", "GPE")],
        ),
        (
            "Ann Lee MP (Labour, West End) left.",
            [("Ann Lee", "PERSON"), ("Labour", "ORG")],
            [("Ann Lee", "PERSON"), ("Labour", "ORG"), ("West End", "GPE")],
        ),
        (
            "Ann Lee (Anna, Weston) left.",
            [("Ann Lee", "PERSON"), ("Weston", "PERSON")],
            [("Ann Lee", "PERSON"), ("Weston", "PERSON")],
        ),
        ("Acme (Con, Weston) left.", [("Acme", "ORG"), ("Weston", "PERSON")], [("Acme", "ORG"), ("Weston", "PERSON")]),
    ],
    ids=["party and ward", "a party that is read as a body", "no party", "nobody before"],
)
def test_a_seat_behind_a_party_is_a_place(nlp: Language, text: str, names: list[tuple[str, str]], right: list[tuple[str, str]]) -> None:
    assert found(with_ents(nlp, text, *names), None) == right
