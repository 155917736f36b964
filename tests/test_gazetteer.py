"""The gazetteer: names, countries, demonyms, digest."""

from __future__ import annotations

import json
import shutil
import sqlite3
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import OnrecordError
from onrecord.gazetteer import Gazetteer, default_gazetteer, name_key


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return default_gazetteer()


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Saint-Étienne's", "st etienne"),
        ("St. Louis", "st louis"),
        ("The Hague", "hague"),
        ("U.S.A.", "usa"),
        ("Łódź", "lodz"),
        ("Côte d’Ivoire", "cote divoire"),
        ("Bosnia and Herzegovina", "bosnia & herzegovina"),
        ("  New   York ", "new york"),
    ],
)
def test_key_ignores_accents_stops_and_case(name: str, key: str) -> None:
    assert name_key(name) == key


@given(st.text(max_size=40))
@settings(max_examples=200, deadline=None)
def test_key_of_a_key_is_itself(name: str) -> None:
    key = name_key(name)
    assert name_key(key) == key or key.startswith("the ")


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("USA", "US"), ("U.S.", "US"), ("United States", "US"), ("UK", "GB"), ("U.K.", "GB"), ("Britain", "GB"), ("Burma", "MM"),
        ("Holland", "NL"), ("USSR", "RU"), ("Soviet Union", "RU"), ("Ivory Coast", "CI"), ("Côte d'Ivoire", "CI"), ("DRC", "CD"),
        ("Czech Republic", "CZ"), ("Swaziland", "SZ"), ("Namibia", "NA"), ("Vatican", "VA"), ("Türkiye", "TR"), ("UAE", "AE"),
    ],
)  # fmt: skip
def test_country_is_known_by_common_old_and_short_names(gazetteer: Gazetteer, name: str, country: str) -> None:
    assert country in {place.country for place in gazetteer.countries(name)}


@pytest.mark.parametrize(
    ("name", "place"),
    [("Nigerians", "Nigeria"), ("Iranian", "Iran"), ("Danes", "Denmark"), ("Texans", "Texas"), ("Ontarians", "Ontario"),
     ("Parisians", "Paris"), ("European", "Europe"), ("Middle Eastern", "Middle East"), ("Welsh", "Wales")],
)  # fmt: skip
def test_demonym_names_its_place(gazetteer: Gazetteer, name: str, place: str) -> None:
    assert place in {found.name for found in gazetteer.demonym(name)}


def test_two_states_go_by_one_demonym(gazetteer: Gazetteer) -> None:
    assert {(place.name, place.kind) for place in gazetteer.demonym("Georgian")} == {("Georgia", "country"), ("Georgia", "admin1")}


@pytest.mark.parametrize(
    ("name", "iso"),
    [("Texas", "US-TX"), ("Ontario", "CA-ON"), ("NSW", "AU-NSW"), ("D.C.", "US-DC"), ("Bavaria", "DE-BY"), ("Scotland", "GB-SCT")],
)
def test_first_division_has_its_iso_code(gazetteer: Gazetteer, name: str, iso: str) -> None:
    assert iso in {entry.place.admin1 for entry in gazetteer.lookup(name)}


def test_city_carries_division_coordinates_and_id(gazetteer: Gazetteer) -> None:
    lagos = gazetteer.lookup("Lagos")[0].place
    texan = [entry.place for entry in gazetteer.lookup("Paris") if entry.place.admin1 == "US-TX"]
    assert (lagos.country, lagos.geonames_id) in {("NG", 2332459), ("NG", 2332453)}
    assert [place.geonames_id for place in texan if place.kind == "city"] == [4717560]
    assert abs((texan[0].lat or 0) - 33.66) < 0.1


@pytest.mark.parametrize(("surface", "fits"), [("US", True), ("us", False), ("U.S.", True), ("IN", True), ("in", False), ("Fla.", True)])
def test_abbreviation_must_be_written_as_one(gazetteer: Gazetteer, surface: str, fits: bool) -> None:
    entries = [entry for entry in gazetteer.lookup(surface) if entry.named == "abbreviation"]
    assert entries
    assert all(entry.fits(surface) is fits for entry in entries)


@pytest.mark.parametrize("name", ["", " ", "'s", "(", "Qwertyuiopolis", "\x00", "x" * 100_000])
def test_nonsense_finds_nothing_and_does_not_fail(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.lookup(name) == ()


def test_opening_takes_no_time(gazetteer: Gazetteer) -> None:
    start = time.process_time()
    Gazetteer(gazetteer.path).close()
    assert time.process_time() - start < 0.5  # 25 ms on an idle laptop


def test_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(OnrecordError, match="make gazetteer"):
        Gazetteer(tmp_path)


def test_file_that_is_not_the_cards_is_refused(gazetteer: Gazetteer, tmp_path: Path) -> None:
    shutil.copy(gazetteer.path / "gazetteer.sqlite", tmp_path)
    card = json.loads((gazetteer.path / "card.json").read_text(encoding="utf-8"))
    (tmp_path / "card.json").write_text(json.dumps({**card, "sha256": "0" * 64}), encoding="utf-8")
    with pytest.raises(OnrecordError, match="E402"):
        Gazetteer(tmp_path)
    Gazetteer(tmp_path, verify=False).close()


def test_file_is_below_its_limit(gazetteer: Gazetteer) -> None:
    assert (gazetteer.path / "gazetteer.sqlite").stat().st_size <= 40_000_000


@pytest.mark.parametrize(
    ("name", "country", "code"),
    [
        ("Shaanxi", "CN", "CN-SN"),
        ("Shanxi", "CN", "CN-SX"),
        ("Galicia", "ES", "ES-GA"),
        ("Amhara", "ET", "ET-AM"),
        ("Akershus", "NO", "NO-32"),
        ("Altai Krai", "RU", "RU-ALT"),
    ],
)
def test_division_has_its_iso_code(name: str, country: str, code: str) -> None:
    divisions = [entry.place for entry in default_gazetteer().lookup(name) if entry.place.kind == "admin1"]
    assert [place.admin1 for place in divisions if place.country == country and place.admin1 == code] == [code]


def test_nearly_all_people_live_in_a_division_with_an_iso_code() -> None:
    connection = sqlite3.connect(f"file:{default_gazetteer().path / 'gazetteer.sqlite'}?mode=ro", uri=True)
    people, without = connection.execute(
        "SELECT sum(p.population), sum(p.population * (a.iso IS NULL)) FROM admin1 a JOIN place p ON p.id = a.id"
    ).fetchone()
    connection.close()
    assert without / people < 0.01
