"""Which entities are toponyms, and what role they play."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given as given_that
from hypothesis import settings
from hypothesis import strategies as st

from onrecord.places import find_places
from onrecord.types import Entity, Span


def entities(text: str, *names: tuple[str, str]) -> list[Entity]:
    return [Entity(text.index(name), text.index(name) + len(name), label) for name, label in names]  # type: ignore[arg-type]


def names(text: str, *given: tuple[str, str]) -> list[str]:
    return [toponym.name for toponym in find_places(text, entities(text, *given))]


@pytest.mark.parametrize("name", ["Paris Hilton", "Jack London", "Washington"])
def test_person_named_like_a_place_is_none(name: str) -> None:
    assert names(f"Then {name} sang.", (name, "PERSON")) == []


def test_places_and_peoples_are_taken() -> None:
    text = "Nigerian troops left Kano for the Black Sea."
    assert names(text, ("Nigerian", "NORP"), ("Kano", "GPE"), ("Black Sea", "LOC")) == ["Nigerian", "Kano", "Black Sea"]


def test_people_without_a_place_are_left() -> None:
    assert names("Some Muslims came.", ("Muslims", "NORP")) == []


def test_country_that_no_model_saw_is_found() -> None:
    assert names("A ship left Norway.") == ["Norway"]


def test_country_name_inside_a_person_is_not_found() -> None:
    assert names("Then India Norway spoke.", ("India Norway", "PERSON")) == []


def test_town_with_its_state_in_one_span_is_two_toponyms() -> None:
    assert names("He lives in Long Beach, CA now.", ("Long Beach, CA", "GPE")) == ["Long Beach", "CA"]


def test_place_inside_an_organisation_is_found() -> None:
    assert names("The Kenya Police came.", ("Kenya Police", "ORG")) == ["Kenya"]


@pytest.mark.parametrize(
    ("text", "given", "found"),
    [
        ("A Turkish envoy came.", ("Turkish", "MISC"), ["Turkish"]),
        ("Kenya won the cup.", ("Kenya", "ORG"), ["Kenya"]),
        ("The Philippines’ team won.", ("Philippines", "NORP"), ["Philippines"]),
        ("Arsenal won the cup.", ("Arsenal", "ORG"), []),
        ("The Nigeria-Ukrainian Business Forum met.", ("Nigeria-Ukrainian Business Forum", "ORG"), ["Nigeria", "Ukrainian"]),
        ("Their Turkish-Russian ties are old.", ("Turkish-Russian", "NORP"), ["Turkish", "Russian"]),
        ("The Guinea-Bissau Bank opened.", ("Guinea-Bissau Bank", "ORG"), ["Guinea-Bissau"]),
        ("Police found Ann Bello, 43, of Hayes.", ("Hayes", "PERSON"), ["Hayes"]),
        ("They spoke of Hayes.", ("Hayes", "PERSON"), []),
        ("Rep. Ann Bello, D-Chicopee, spoke.", ("D-Chicopee", "PERSON"), ["Chicopee"]),
        ("Rep. Ann Bello, D-N.Y., spoke.", ("Ann Bello", "PERSON"), ["N.Y."]),
        ("The D-Day landings were recalled.", ("D-Day", "EVENT"), []),
        ("It is done. CROMWELL — The third one came.", ("CROMWELL", "PERSON"), ["CROMWELL"]),
        ("It is done. PHOTOS — The third one came.", ("PHOTOS", "ORG"), []),
        ("Among them, of Hayes and others, little is known.", ("Hayes", "PERSON"), []),
        ("A DeKalb man was held.", ("DeKalb", "MISC"), ["DeKalb"]),
        ("The Gainesville mayor spoke.", ("Gainesville", "PERSON"), ["Gainesville"]),
        ("She spoke to Mr. Gainesville of it.", ("Gainesville", "PERSON"), []),
        ("It closed its works in Gainesville.", ("Gainesville", "ORG"), ["Gainesville"]),
        ("An e-mail from Chattogram came.", ("Chattogram", "ORG"), ["Chattogram"]),
        ("An e-mail from Reading came.", ("Reading", "ORG"), []),
        ("Fire drew the Cookville Volunteer Fire Department.", ("Cookville Volunteer Fire Department", "ORG"), ["Cookville"]),
        ("They met outside Parliament House.", ("Parliament House", "ORG"), ["Parliament House"]),
        ("Managua did not answer.", ("Managua", "PERSON"), ["Managua"]),
        ("Mr. Managua did not answer.", ("Managua", "PERSON"), []),
        ("Parliament House said no.", ("Parliament House", "ORG"), []),
        ("It is made within the EU.", ("EU", "ORG"), ["EU"]),
        ("The EU refused.", ("EU", "ORG"), []),
        ("The Northeast Texas Water Board met.", ("Northeast Texas Water Board", "ORG"), ["Texas"]),
        ("Shots rang on the Kyrgyz-Tajik frontier.", ("Kyrgyz-Tajik", "GPE"), ["Kyrgyz", "Tajik"]),
        ("The Sino-Indian border was calm.", ("Sino-Indian", "NORP"), ["Sino", "Indian"]),
        ("The Austro-Hungarian archive opened.", ("Austro-Hungarian", "MISC"), ["Austro", "Hungarian"]),
        ("Anglo American sold a mine.", ("Anglo American", "ORG"), []),
        ("A road to St. John's was shut.", ("St. John", "GPE"), ["St. John's"]),
        ("She lives in London, Ont., now.", ("Ont", "GPE"), ["Ont."]),
        ("They met in the Jaffna reading room.", ("Jaffna reading room", "GPE"), ["Jaffna"]),
        ("They left Xqtar Zzyrtle at dawn.", ("Xqtar Zzyrtle", "GPE"), ["Xqtar Zzyrtle"]),
        ("Mr Wiles, from Cherry Zzyrtle, spoke.", ("Cherry Zzyrtle", "GPE"), ["Cherry Zzyrtle"]),
        ("A Concord resident spoke.", ("Concord", "ORG"), ["Concord"]),
        ("A Concord spokesman spoke.", ("Concord", "ORG"), []),
        ("John Zzyrtle wrote this.", ("John Zzyrtle", "GPE"), []),
        ("Zzyrtle Line said that trains run.", ("Zzyrtle Line", "GPE"), []),
        ("A nurse in Zzyrtle said that it rains.", ("Zzyrtle", "GPE"), ["Zzyrtle"]),
        ("Zzyrtle Mercury | Money | Letters", ("Zzyrtle Mercury", "GPE"), []),
        ("Edited by the Africa desk.", ("Africa", "LOC"), []),
        ("Updated at 08:05 IST.", ("IST", "FAC"), []),
        ("The rope came off at Tower 4.", ("Tower 4", "GPE"), []),
        ("The cargo ship Lagos left on Monday.", ("Lagos", "GPE"), []),
        ("The ship left Lagos on Monday.", ("Lagos", "GPE"), ["Lagos"]),
        ("A Lagos-born singer won.", ("Lagos", "MISC"), ["Lagos"]),
        ("The Lagos-type singer won.", ("Lagos", "MISC"), []),
        ("The European Union paid.", ("European Union", "ORG"), []),
        ("The European Bank paid.", ("European Bank", "ORG"), ["European"]),
        ("They met on Zzyrtle Street.", ("Zzyrtle Street", "FAC"), ["Zzyrtle Street"]),
    ],
)
def test_place_that_a_model_took_for_something_else_is_found(text: str, given: tuple[str, str], found: list[str]) -> None:
    assert names(text, given) == found


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The paper is published in Spanish.", "NORP"),
        ("The paper is published in Kazakh and Spanish.", "NORP"),
        ("She spoke Spanish, not well.", "MISC"),
        ("In Spanish, it is shorter.", "NORP"),
        ("A Spanish-speaking nurse came.", "NORP"),
    ],
)
def test_language_is_no_place(text: str, label: str) -> None:
    assert "Spanish" not in names(text, ("Spanish", label))


def test_people_beside_a_word_of_their_own_are_no_language() -> None:
    assert names("He put money in Spanish banks.", ("Spanish", "NORP")) == ["Spanish"]


def test_name_that_is_a_place_elsewhere_in_the_text_is_one_wherever_it_stands() -> None:
    text = "They moved to Charleston. Generation Charleston met. Charleston said no. The Bank Charleston Market fell."
    spans = [match.span() for match in re.finditer("Generation Charleston|Charleston|Bank Charleston Market", text)]
    labels = ("GPE", "ORG", "ORG", "ORG")
    given = [Entity(*span, label) for span, label in zip(spans, labels, strict=True)]  # type: ignore[arg-type]
    assert [toponym.name for toponym in find_places(text, given)] == ["Charleston"] * 4


def test_surname_of_a_person_of_the_text_is_no_place_though_a_town_bears_it() -> None:
    text = "Hillary Clinton spoke in Clinton, Iowa. Clinton left."
    given = [Entity(0, 15, "PERSON"), Entity(25, 32, "GPE"), Entity(40, 47, "PERSON")]
    assert [toponym.start for toponym in find_places(text, given)] == [25, 34]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Good morning from Kochi. It rains.", ["Kochi"]),
        ("He is from Sycamore, Illinois, he says.", ["Sycamore", "Illinois"]),
        ("From Mon to Fri it is closed.", []),
        ("He went to Reading Aloud Week.", []),
        ("Mass. lawmakers left.", ["Mass."]),
        ("Miss. Bello left. Mass. Then more.", []),
        ("Pyongyang said no.", ["Pyongyang"]),
        ("A boat sank in Lake Victoria.", ["Lake Victoria"]),
        ("Morocco and Tunisia met.", ["Morocco", "Tunisia"]),
        ("Aid for Trinidad and Tobago came.", ["Trinidad and Tobago"]),
        ("Aid reached Cox's Bazar.", ["Cox's Bazar"]),
    ],
)
def test_town_that_no_model_saw_is_found_where_the_words_want_a_place(text: str, found: list[str]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(("confidence", "found"), [(0.6, ["Dnipro"]), (0.95, [])])
def test_unsure_model_is_overruled_by_a_large_town(confidence: float, found: list[str]) -> None:
    toponyms = find_places("They say Dnipro was shelled.", [Entity(9, 15, "ORG", confidence)])
    assert [toponym.name for toponym in toponyms] == found


def test_titled_name_is_no_town_but_where_the_text_puts_something_in_it() -> None:
    text = "Judge Houston spoke. Houston left for a hall in Houston, Texas."
    given = [Entity(match.start(), match.end(), "GPE") for match in re.finditer("Houston", text)]
    assert [toponym.start for toponym in find_places(text, given)] == [48, 57]


def test_town_that_and_joins_to_a_place_is_one() -> None:
    text = "Bunbury and Mandurah burned, Hayes said."
    given = entities(text, ("Bunbury", "PERSON"), ("Mandurah", "GPE"), ("Hayes", "PERSON"))
    assert [toponym.name for toponym in find_places(text, given)] == ["Bunbury", "Mandurah"]


@pytest.mark.parametrize("dateline", [Span(0, 0), Span(6, 7), Span(6, 8)])
def test_dateline_of_nothing_does_no_harm(dateline: Span) -> None:
    assert [toponym.name for toponym in find_places("Norway, , rain", [], dateline=dateline)] == ["Norway"]


def test_dateline_with_its_division_is_two_toponyms() -> None:
    text = "NAPLES, Fla. – A saint was sold."
    town, state = find_places(text, [], dateline=Span(0, 12))
    assert (town.name, state.name) == ("NAPLES", "Fla.")
    assert town.place is not None
    assert state.place is not None
    assert (town.place.kind, town.place.admin1, state.place.kind) == ("city", "US-FL", "admin1")


def test_part_of_a_name_that_no_table_holds_is_no_place() -> None:
    text = "Lagos met. Lagos Board and Meridian Wire told Lagos and Abuja, Kano and Ibadan."
    given = entities(text, ("Abuja", "GPE"), ("Kano", "GPE"), ("Ibadan", "GPE"), ("Meridian Wire", "ORG"))
    assert "Meridian" not in [toponym.name for toponym in find_places(text, [*given, Entity(0, 5, "GPE")])]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("Seven Hills Bus Company", []),
        ("University of Cambridge", ["Cambridge"]),
        ("Kenya Bus Company", ["Kenya"]),
        ("Kampala Bus Company", ["Kampala"]),
    ],
)
def test_part_of_a_name_is_a_town_where_the_text_names_its_country_or_the_name_puts_it_there(body: str, found: list[str]) -> None:
    text = f"The {body} of Uganda stopped in Mbale and Jinja."
    given = entities(text, (body, "ORG"), ("Uganda", "GPE"), ("Mbale", "GPE"), ("Jinja", "GPE"))
    assert [toponym.name for toponym in find_places(text, given)][:-3] == found


def test_dateline_is_a_toponym() -> None:
    text = "NAIROBI — It rained."
    (nairobi,) = find_places(text, [], dateline=Span(0, 7))
    assert nairobi.place is not None
    assert nairobi.place.country == "KE"


@pytest.mark.parametrize(
    ("text", "metonym"),
    [
        ("Tehran rejected the offer.", True),
        ("Tehran's foreign ministry spoke.", True),
        ("Tehran, however, wants a vote.", True),
        ("Talks with Tehran broke down.", True),
        ("They accused Tehran of delay.", True),
        ("Tehran's stance on the treaty is unchanged.", True),
        ("The order had come from Tehran.", True),
        ("The train had come from Tehran.", False),
        ("It rained in Tehran all day.", False),
        ("The mayor of Tehran said the tram was late.", False),
        ("Tehran's metro carried many people.", False),
        ("Tehran's opposition met in a hall.", False),
    ],
)
def test_capital_that_acts_stands_for_its_government(text: str, metonym: bool) -> None:
    (tehran,) = find_places(text, entities(text, ("Tehran", "GPE")))
    assert tehran.metonym is metonym


@pytest.mark.parametrize(
    ("text", "name", "metonym"),
    [
        ("Kenya firmly rejected the map.", "Kenya", True),
        ("Kenya and Uganda have both asked for observers.", "Kenya", True),
        ("Kenya and Uganda have both asked for observers.", "Uganda", True),
        ("Troops of the Kenya-led mission left.", "Kenya", True),
        ("A ban imposed by Kenya ends today.", "Kenya", True),
        ("Relations between Uganda and Kenya improved.", "Kenya", True),
        ("Kenya's stance on the treaty is unchanged.", "Kenya", True),
        ("Kenya should free the sailors.", "Kenya", True),
        ("The mayors want Kenya to pay.", "Kenya", True),
        ("A response by Kenya is due.", "Kenya", True),
        ("Tariffs against Uganda and Kenya stay.", "Kenya", True),
        ("How could Kenya answer?", "Kenya", True),
        ("Kenya shelled a village.", "Kenya", True),
        ("Kenya shut the crossing.", "Kenya", True),
        ("A shop in Kenya shut.", "Kenya", False),
        ("The letter was sent by train to Kenya.", "Kenya", False),
        ("They flew from Uganda and Kenya.", "Kenya", False),
        ("A road built by hand in Kenya opened.", "Kenya", False),
        ("It rained across Kenya all week.", "Kenya", False),
        ("A doctor in Kenya rejected the claim.", "Kenya", False),
        ("Kenya's government met.", "Kenya", False),
        ("The Kenya sanctions were lifted.", "Kenya", False),
        ("The race is supported by the Kenya Dealer Network.", "Kenya", False),
        ("Kenya beat Uganda by two goals.", "Kenya", False),
    ],
)
def test_country_that_acts_or_is_dealt_with_stands_for_its_government(text: str, name: str, metonym: bool) -> None:
    toponyms = find_places(text, entities(text, (name, "GPE")))
    assert [toponym.metonym for toponym in toponyms if toponym.name == name] == [metonym]


_WORDS = [
    "Kano",
    "Paris",
    "Texas",
    "the",
    "in",
    ",",
    "-",
    "Judge",
    "Cox's Bazar",
    "Sino-Indian",
    "Fla.",
    "EU",
    "Ont",
    "(",
    "said",
    "Zzyrtle Street",
    "é",
]
_SPOTS = st.tuples(st.integers(0, 60), st.integers(1, 12), st.sampled_from(["PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "MISC"]))


@given_that(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=12), st.lists(_SPOTS, max_size=4), st.integers(0, 30))
@settings(max_examples=60, deadline=None)
def test_toponyms_never_overlap_whatever_the_entities(words: list[str], spots: list[tuple[int, int, str]], head: int) -> None:
    text = " ".join(words)
    given = [Entity(start, min(start + length, len(text)), label) for start, length, label in spots if start < len(text)]  # type: ignore[arg-type]
    toponyms = find_places(text, given, dateline=Span(0, min(head, len(text))))
    assert all(text[toponym.start : toponym.end] == toponym.name != "" for toponym in toponyms)
    assert all(left.end <= right.start for left, right in pairwise(toponyms))


def test_toponyms_come_in_order_and_apart() -> None:
    text = "From Kano to Lagos, Nigeria, to Kenya."
    toponyms = find_places(text, entities(text, ("Lagos", "GPE"), ("Kano", "GPE"), ("Nigeria", "GPE")))
    assert [t.name for t in toponyms] == ["Kano", "Lagos", "Nigeria", "Kenya"]


@pytest.mark.parametrize(
    "piece", ["A", "A ", "The Of ", ", ", "U.S. ", "Kano, ", "in kano ", "x'", "in Kano ", "Kano and Kenya, ", "Ont. a "]
)
def test_long_monotonous_text_takes_linear_time(piece: str) -> None:
    text = (piece * 100_000)[:100_000]
    start = time.process_time()
    find_places(text, [])
    assert time.process_time() - start < 5


def test_an_acronym_at_the_head_of_a_body_is_no_town() -> None:
    text = "The UN Security Council met in Lagos."
    entities = [Entity(4, 23, "ORG"), Entity(31, 36, "GPE")]
    assert [text[toponym.start : toponym.end] for toponym in find_places(text, entities)] == ["Lagos"]


def test_town_that_is_no_capital_stands_for_no_government() -> None:
    (kano,) = find_places("Kano announced a bus lane.", entities("Kano announced a bus lane.", ("Kano", "GPE")))
    assert not kano.metonym


def test_common_word_at_the_head_of_a_body_is_no_town() -> None:
    assert names("The Bar Human Rights Committee met.", ("Bar Human Rights Committee", "ORG")) == []


@pytest.mark.parametrize("text", ["In Kenya It Rained", "Kenya Is A Country", "From Kenya With Love"])
def test_country_in_a_headline_is_found(text: str) -> None:
    assert names(text) == ["Kenya"]


def test_text_in_small_letters_gives_its_places() -> None:
    text = "london is cool, said a doctor from kano, nigeria, who helped two ivorians in south africa."
    assert names(text) == ["london", "kano", "nigeria", "ivorians", "south africa"]


def test_english_words_in_small_letters_are_no_places() -> None:
    assert names("turkey was served in the east in a nice van, reading of the state in many a male choir.") == []


def test_small_letters_beside_capitals_are_no_places() -> None:
    assert names("He broke the china. She said so. Then they left London.", ("London", "GPE")) == ["London"]


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("A SWAT team came.", "SWAT", []),
        ("A school in Swat shut.", "Swat", ["Swat"]),
        ("SWAT, Pakistan – A school shut.", "SWAT", ["SWAT", "Pakistan"]),
        ("He sat under a portrait of Saint Clement.", "Saint Clement", []),
        ("The church of Saint Paul, Minn., burned.", "Saint Paul", ["Saint Paul", "Minn."]),
        ("He lives in Saint Petersburg.", "Saint Petersburg", ["Saint Petersburg"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_letters_and_saints_are_no_places(text: str, name: str, found: list[str]) -> None:
    assert names(text, (name, "GPE")) == found


def test_a_building_called_after_a_region_is_not_the_region() -> None:
    text = "She spoke at the Casa de Nariño in Bogotá."
    casa, bogota = find_places(text, entities(text, ("Casa de Nariño", "FAC"), ("Bogotá", "GPE")))
    assert casa.place is not None
    assert bogota.place is not None
    assert (casa.place.name, casa.place.kind, casa.place.lat) == ("Casa de Nariño", "facility", bogota.place.lat)


def test_a_party_draws_no_building_abroad() -> None:
    text = "She spoke at the Casa de Nariño. Ana Orr, of the Liberal Party, left Bogotá for Cali in Colombia."
    found = find_places(text, entities(text, ("Casa de Nariño", "FAC"), ("Liberal Party", "ORG"), ("Bogotá", "GPE"), ("Cali", "GPE")))
    assert {toponym.place and toponym.place.country for toponym in found} == {"CO"}
