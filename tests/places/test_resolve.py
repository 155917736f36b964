"""Resolution: one answer a span, with reasons; what users of other tools reported stays right here."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.places import resolve_places
from onrecord.places.homes import Home
from onrecord.types import Place, Span, Toponym


def resolve(text: str, *names: str, publisher: str | None = None, home: Home | None = None) -> list[Toponym]:
    """Resolve the first mention of every name, looked for after the one before it."""
    spans, start = [], 0
    for name in names:
        start = text.index(name, start)
        spans.append(Span(start, start + len(name)))
        start += len(name)
    return resolve_places(text, spans, publisher=publisher, home=home)


def place(toponym: Toponym) -> Place:
    assert toponym.place is not None
    return toponym.place


def test_bare_famous_name_is_the_famous_place() -> None:
    (paris,) = resolve("She flew to Paris yesterday.", "Paris")
    assert (place(paris).country, place(paris).kind) == ("FR", "city")


def test_division_after_a_comma_decides() -> None:
    paris, texas = resolve("The fair in Paris, Texas, opened.", "Paris", "Texas")
    assert (place(paris).admin1, place(texas).kind) == ("US-TX", "admin1")
    assert paris.confidence > 0.5


def test_division_that_nobody_marked_decides_too() -> None:
    (paris,) = resolve("The fair in Paris, Texas, opened.", "Paris")
    assert place(paris).admin1 == "US-TX"


def test_bare_mention_means_what_the_full_one_says() -> None:
    answers = resolve("Paris, Texas, is small. Texas likes it. In Paris the mayor spoke.", "Paris", "Texas", "Texas", "Paris")
    assert place(answers[3]).admin1 == "US-TX"


def test_two_places_of_one_name_stay_apart() -> None:
    answers = resolve("From Paris, Texas, he went to Paris, France.", "Paris", "Texas", "Paris", "France")
    assert [place(answers[0]).country, place(answers[2]).country] == ["US", "FR"]


def test_other_places_of_the_document_decide() -> None:
    text = "In Ontario, London and Windsor lost to Kitchener, Hamilton and Toronto."
    answers = resolve(text, "Ontario", "London", "Windsor", "Kitchener", "Hamilton", "Toronto")
    assert {place(answer).country for answer in answers} == {"CA"}


@pytest.mark.parametrize(
    ("text", "name", "kind", "country"),
    [
        ("Tbilisi is the capital of Georgia, near Armenia.", "Georgia", "country", "GE"),
        ("Atlanta, Savannah and Macon are in Georgia.", "Georgia", "admin1", "US"),
        ("Amman, Jordan, is near Syria.", "Jordan", "country", "JO"),
        ("Chad and Niger share a border.", "Chad", "country", "TD"),
        ("Turkey and Greece signed.", "Turkey", "country", "TR"),
    ],
)
def test_country_that_is_also_something_else_is_told_by_its_company(text: str, name: str, kind: str, country: str) -> None:
    places = sorted(re.finditer(r"\b[A-Z]\w+", text), key=lambda match: match.start())
    spans = [Span(match.start(), match.end()) for match in places]
    answers = {answer.name: answer for answer in resolve_places(text, spans)}
    assert (place(answers[name]).kind, place(answers[name]).country) == (kind, country)


def test_demonym_is_typed() -> None:
    (nigerians,) = resolve("Most Nigerians agreed.", "Nigerians")
    assert nigerians.demonym
    assert (place(nigerians).name, place(nigerians).kind) == ("Nigeria", "country")


def test_unknown_name_stays_unresolved_with_a_reason_and_no_point() -> None:
    (nowhere,) = resolve("He left Qwertyuiopolis.", "Qwertyuiopolis")
    assert nowhere.place is None
    assert nowhere.unresolved_reason
    assert nowhere.confidence == 0.0


def test_unlisted_street_is_placed_in_the_town_of_the_text_and_says_so() -> None:
    street, kano = resolve("A bus hit a wall on Zzyrtle Street in Kano, police said.", "Zzyrtle Street", "Kano")
    assert place(street).kind == "facility"
    assert (place(street).lat, place(street).geonames_id) == (place(kano).lat, None)
    assert "Kano" in street.reason


def test_type_word_chooses_the_county() -> None:
    (orange,) = resolve("Deputies of Orange County, Florida, came.", "Orange County")
    assert (place(orange).kind, place(orange).admin1) == ("admin2", "US-FL")


def test_home_region_of_the_publisher_decides() -> None:
    home = Home({"US": 1.0}, {"US-OH": 0.9}, 40.1, -83.0, 12)
    plain = resolve("Springfield council met on Monday.", "Springfield")[0]
    local = resolve("Springfield council met on Monday.", "Springfield", home=home)[0]
    assert place(plain).admin1 != "US-OH"
    assert place(local).admin1 == "US-OH"
    assert "home region" in local.reason


def test_at_most_five_candidates_with_chances_in_order() -> None:
    (springfield,) = resolve("They moved to Springfield.", "Springfield")
    chances = [chance for _, chance in springfield.candidates]
    assert 2 <= len(chances) <= 5
    assert chances == sorted(chances, reverse=True)
    assert springfield.candidates[0][0] == springfield.place


def test_spans_may_be_pairs_and_in_any_order() -> None:
    text = "From Lagos to Nairobi."
    answers = resolve_places(text, [(14, 21), (5, 10)])
    assert [answer.name for answer in answers] == ["Nairobi", "Lagos"]


def test_no_spans_no_answers() -> None:
    assert resolve_places("Nothing here.", []) == []


# --- what users of other tools reported -------------------------------------------------------------------------------


def test_one_bad_name_never_empties_a_result() -> None:
    answers = resolve("Soviet Union, Qwertyuiopolis and Kenya.", "Soviet Union", "Qwertyuiopolis", "Kenya")
    assert [answer.place is not None for answer in answers] == [True, False, True]


def test_long_beach_ca_is_not_in_australia() -> None:
    (beach,) = resolve("He lives in Long Beach, CA, now.", "Long Beach")
    assert (place(beach).country, place(beach).admin1) == ("US", "US-CA")


def test_european_is_no_mine_and_africa_no_town() -> None:
    european, africa = resolve("European firms look to Africa.", "European", "Africa")
    assert (place(european).kind, place(africa).kind) == ("region", "region")
    assert place(european).country is None


@pytest.mark.parametrize(("name", "country"), [("USA", "US"), ("UK", "GB"), ("U.S", "US"), ("China", "CN"), ("america", "US")])
def test_well_known_country_is_known_however_written(name: str, country: str) -> None:
    (answer,) = resolve(f"Goods from {name} arrived.", name)
    assert (place(answer).kind, place(answer).country) == ("country", country)


def test_troy_in_north_carolina() -> None:
    (troy,) = resolve("A man from Troy, N.C., won.", "Troy")
    assert place(troy).admin1 == "US-NC"


def test_oklahoma_is_the_state() -> None:
    (oklahoma,) = resolve("A storm hit Oklahoma.", "Oklahoma")
    assert place(oklahoma).kind == "admin1"


@pytest.mark.parametrize("name", ["Kano (", "[Kano]", "Kano))", "(", "'", "-"])
def test_brackets_do_no_harm(name: str) -> None:
    assert len(resolve(f"It is {name} here.", name)) == 1


def test_paris_france_is_not_also_american() -> None:
    answers = resolve("He came from Paris, France.", "Paris", "France")
    assert {place(answer).country for answer in answers} == {"FR"}


@pytest.mark.parametrize("text", ["He came from Paris France.", "He came from paris, france."])
def test_paris_and_france_without_comma_or_capitals(text: str) -> None:
    paris, france = resolve(text, *re.findall(r"[Pp]aris|[Ff]rance", text))
    assert (place(paris).country, place(france).kind) == ("FR", "country")


@pytest.mark.parametrize("name", ["Caracas", "Sant Cugat del Vallés", "Alcalá de Henares", "Ventallo", "LONDON", "tashkent"])
def test_city_that_other_tools_missed_is_known(name: str) -> None:
    (city,) = resolve(f"They live in {name}.", name)
    assert place(city).kind == "city"


# --- people and things of a place, list neighbours, datelines ---------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Spying for Western countries was alleged.", "Western", "region"),
        ("Syria and Arab leaders met.", "Arab", "region"),
        ("An Alpine village was cut off.", "Alpine", "region"),
        ("Roman traffic stood still.", "Roman", "city"),
    ],
)
def test_adjective_of_a_place_is_no_town_of_its_letters(text: str, name: str, kind: str) -> None:
    (answer,) = resolve(text, name)
    assert (answer.demonym, place(answer).kind) == (True, kind)
    assert place(answer).country in (None, "IT")


def test_town_with_the_letters_of_an_adjective_stays_possible() -> None:
    (town,) = resolve("She runs a shop in Arab, Alabama.", "Arab")
    assert place(town).admin1 == "US-AL"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The UN General Assembly met in New York on Monday.", "city"),
        ("Shares fell on the New York stock exchange.", "city"),
        ("New York lawmakers sent the bill to the governor.", "admin1"),
        ("Vermont, Ohio and New York voted.", "admin1"),
    ],
)
def test_city_or_state_of_one_name_is_told_by_what_is_said_of_it(text: str, kind: str) -> None:
    spans = [Span(match.start(), match.end()) for match in re.finditer(r"New York|Vermont|Ohio", text)]
    (*_, new_york) = resolve_places(text, spans)
    assert place(new_york).kind == kind


def test_town_at_the_head_of_a_report_is_where_the_reporter_is() -> None:
    (washington,) = resolve("WASHINGTON — Lawmakers of two states voted.", "WASHINGTON")
    assert (place(washington).kind, place(washington).country) == ("city", "US")


@pytest.mark.parametrize("name", ["Yorkshire", "Merseyside", "Picardy", "West Midlands", "Tohoku"])
def test_region_without_an_office_is_known(name: str) -> None:
    country = {"Picardy": "FR", "Tohoku": "JP"}.get(name, "GB")
    capital = {"FR": "France", "JP": "Japan", "GB": "England"}[country]
    (answer, _) = resolve(f"Farmers in {name} and elsewhere in {capital} complained.", name, capital)
    assert (place(answer).kind, place(answer).country) == ("region", country)


# --- names beside each other, and places that no table lists -----------------------------------------------------------


@pytest.mark.parametrize(
    ("town", "county", "division"),
    [("Toledo", "Lincoln County", "US-OR"), ("Cairo", "Grady County", "US-GA"), ("Manchester", "Coffee County", "US-TN")],
)
def test_town_of_a_famous_name_is_the_one_that_lies_in_the_county_named(town: str, county: str, division: str) -> None:
    answers = resolve(f"People of {town} and {county} will get a letter from the rescue squad.", town, county)
    assert [place(answer).admin1 for answer in answers] == [division, division]


@pytest.mark.parametrize(
    ("text", "names", "holder"),
    [
        ("They race at Zzyrtle Park, Cheshire, not in London.", ("Zzyrtle Park", "Cheshire", "London"), "Cheshire"),
        ("A swan was found in Zzyrtle in Fife, not in London.", ("Zzyrtle", "Fife", "London"), "Fife"),
        ("He bakes at Zzyrtle Studio in Tacoma, she in Miami, Miami being hot.", ("Zzyrtle Studio", "Tacoma", "Miami"), "Tacoma"),
    ],
)
def test_unlisted_place_lies_where_the_text_puts_it(text: str, names: tuple[str, ...], holder: str) -> None:
    unlisted, container, _ = resolve(text, *names)
    assert (place(unlisted).lat, place(unlisted).lon) == (place(container).lat, place(container).lon)
    assert place(unlisted).geonames_id is None
    assert f"placed at {holder}, which the text puts it in" in unlisted.reason


def test_unlisted_place_in_a_state_lies_in_the_town_named_there() -> None:
    site, *_, provo, _ = resolve(
        "Zzyrtle Range in Utah was shut, police of Provo and of Boston said.", "Zzyrtle Range", "Utah", "Provo", "Boston"
    )
    assert (place(site).lat, place(site).lon) == (place(provo).lat, place(provo).lon)


def test_unlisted_place_beside_countries_only_has_a_country_and_no_point() -> None:
    hospital, _ = resolve("A fire at Zzyrtle Hospital was put out, Kenya said.", "Zzyrtle Hospital", "Kenya")
    assert (place(hospital).country, place(hospital).lat, place(hospital).lon) == ("KE", None, None)
    assert hospital.unresolved_reason == "only the country is known"


@pytest.mark.parametrize(
    ("text", "town", "country", "code"),
    [
        ("PALMA, Mozambique (AP) — Palma was quiet.", "PALMA", "Mozambique", "MZ"),
        ("HONG KONG, China (AP) — It was quiet.", "HONG KONG", "China", "HK"),
    ],
    ids=["of a name known far off", "of a territory near by"],
)
def test_town_of_a_dateline_lies_in_the_country_behind_it(text: str, town: str, country: str, code: str) -> None:
    spans = [Span(text.index(name), text.index(name) + len(name)) for name in (town, country)]
    found, _ = resolve_places(text, spans, dateline=spans[0])
    assert place(found).country == code


def test_little_town_abroad_is_not_meant_by_a_text_of_one_country() -> None:
    names = ("Delft", "Khayelitsha", "Western Cape", "Cape Town")
    delft, *_ = resolve("Police in Delft, near Khayelitsha in the Western Cape, drove to Cape Town.", *names)
    assert place(delft).country == "ZA"
    assert delft.confidence < 1


def test_town_that_lies_elsewhere_than_the_text_says_is_not_meant() -> None:
    names = ("Rice Lake", "Fulton County", "Illinois", "Chicago")
    lake, county, *_ = resolve("Ducks of the Rice Lake area of Fulton County, Illinois, flew to Chicago.", *names)
    assert (place(lake).lat, place(lake).admin1) == (place(county).lat, "US-IL")


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Fighting resumed around Tripoli, in northern Lebanon, on Tuesday.", "Tripoli", "LB"),
        ("Fighting resumed around the Lebanese port city of Tripoli on Tuesday.", "Tripoli", "LB"),
        ("He praised Lebanon's second city, Tripoli.", "Tripoli", "LB"),
        ("Venezuela's Valencia had no power.", "Valencia", "VE"),
        ("They met in Granada, in southern Nicaragua.", "Granada", "NI"),
    ],
)
def test_country_that_the_text_gives_a_town_decides(text: str, name: str, country: str) -> None:
    countries = re.compile(r"Lebanon|Lebanese|Venezuela|Nicaragua")
    spans = [Span(match.start(), match.end()) for match in re.finditer(rf"{name}|{countries.pattern}", text)]
    answers = resolve_places(text, spans)
    assert [place(answer).country for answer in answers if answer.name == name] == [country]


@pytest.mark.parametrize(
    ("name", "country", "kind"),
    [
        ("Bruges", "BE", "city"),
        ("Cologne", "DE", "city"),
        ("Benares", "IN", "city"),
        ("Heathrow", "GB", "facility"),
        ("O'Hare", "US", "facility"),
    ],
)
def test_name_that_english_has_for_a_place_is_that_place(name: str, country: str, kind: str) -> None:
    (answer,) = resolve(f"She flew to {name} yesterday.", name)
    assert (place(answer).country, place(answer).kind) == (country, kind)


def test_town_without_what_it_lies_on_is_known() -> None:
    clacton, essex = resolve("They swam at Clacton, Essex.", "Clacton", "Essex")
    assert (place(clacton).name, place(clacton).admin1) == ("Clacton-on-Sea", place(essex).admin1)


@pytest.mark.parametrize(
    ("name", "country"), [("Elbe", None), ("Rocky Mountains", None), ("Ganges", "IN"), ("Kola Peninsula", "RU"), ("Bass Strait", "AU")]
)
def test_region_has_the_country_that_holds_most_of_it_or_none(name: str, country: str | None) -> None:
    (answer,) = resolve(f"The {name} and all that lives there.", name)
    assert place(answer).country == country


def test_division_that_says_what_it_is_is_not_the_city_of_its_name() -> None:
    text = "The water board of Lagos met. The Lagos State government disagreed. In Lagos taps ran dry."
    first, state, last = resolve(text, "Lagos", "Lagos State", "Lagos")
    assert [place(first).kind, place(state).kind, place(last).kind] == ["city", "admin1", "city"]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Villagers in Zambia still drink from the Kafue.", "Kafue", "water"),
        ("The Hudson rose in New York.", "Hudson", "water"),
        ("The Kafue council in Zambia met.", "Kafue", "city"),
        ("A fire in Kafue, Zambia, was put out.", "Kafue", "city"),
        ("He left the Gambia.", "Gambia", "country"),
    ],
)
def test_name_after_an_article_is_a_river_and_no_town(text: str, name: str, kind: str) -> None:
    spans = [Span(match.start(), match.end()) for match in re.finditer(rf"{name}|Zambia|New York", text)]
    (answer,) = [answer for answer in resolve_places(text, spans) if answer.name == name]
    assert place(answer).kind == kind


def test_jail_of_a_county_is_in_the_county() -> None:
    jail, texas = resolve("He is held in the Henderson County Jail, Texas.", "Henderson County Jail", "Texas")
    assert (place(jail).admin1, place(texas).kind) == ("US-TX", "admin1")


def test_river_of_a_town_s_name_that_no_table_holds_is_not_the_town() -> None:
    (river,) = resolve("Ice covered the Detroit River.", "Detroit River")
    assert (place(river).kind, place(river).geonames_id, place(river).admin1) == ("water", None, "US-MI")


def test_name_of_a_city_and_its_province_is_the_city_outside_the_us() -> None:
    (isfahan,) = resolve("She keeps the tapes in Isfahan.", "Isfahan")
    assert place(isfahan).kind == "city"


def test_little_town_across_the_border_is_meant() -> None:
    town, *_ = resolve("Refugees came to Przemyśl from Lviv and Ivano-Frankivsk.", "Przemyśl", "Lviv", "Ivano-Frankivsk")
    assert (place(town).country, place(town).kind) == ("PL", "city")


# --- properties -------------------------------------------------------------------------------------------------------


@given(st.lists(st.sampled_from(["Paris", "Texas", "Lagos", "the", "(", "Iran", ",", "of", "Kano", "é", "U.S."]), max_size=12))
@settings(max_examples=40, deadline=None)
def test_every_span_gets_its_answer_in_order(words: list[str]) -> None:
    text, spans = "", []
    for word in words:
        spans.append(Span(len(text), len(text) + len(word)))
        text += word + " "
    answers = resolve_places(text, spans)
    assert [(answer.start, answer.end) for answer in answers] == [(span.start, span.end) for span in spans]
    assert all(answer.name == text[answer.start : answer.end] for answer in answers)
    assert answers == resolve_places(text, spans)


def test_thousand_mentions_take_a_moment() -> None:
    text = "Springfield, Paris and San Jose. " * 350
    spans = [Span(match.start(), match.end()) for match in re.finditer(r"Springfield|Paris|San Jose", text)]
    start = time.process_time()
    assert len(resolve_places(text, spans)) == 1050
    assert time.process_time() - start < 3


def test_thousand_different_names_and_unlisted_sites_take_linear_time() -> None:
    letters = "abcdefghij"
    names = [f"Z{a}{b}{c} Street" for a in letters for b in letters for c in letters]
    text = ", Kano. ".join(names)
    spans = [Span(match.start(), match.end()) for match in re.finditer(r"Z\w+ Street|Kano", text)]
    start = time.process_time()
    answers = resolve_places(text, spans)
    assert time.process_time() - start < 4
    assert {place(answer).country for answer in answers} == {"NG"}
