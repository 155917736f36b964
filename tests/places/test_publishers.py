"""Home regions of publishers, learned without labels."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import OnrecordError
from onrecord.places.homes import Home, Publisher
from onrecord.places.publishers import home_of, learn, publisher_key, write_homes
from onrecord.types import Place, Toponym

OHIO = Place("Columbus", "city", "US", "US-OH", 1, 39.96, -83.0, 900_000)
DUBLIN_OH = Place("Dublin", "city", "US", "US-OH", 2, 40.1, -83.1, 50_000)
DUBLIN_IE = Place("Dublin", "city", "IE", "IE-L", 3, 53.3, -6.2, 1_000_000)
FRANKLIN = Place("Franklin County", "admin2", "US", "US-OH", 4, 39.97, -83.0, 1_300_000)


def toponym(name: str, *candidates: tuple[Place, float]) -> Toponym:
    return Toponym(0, len(name), name, candidates[0][0], confidence=candidates[0][1], candidates=candidates)


ARTICLE = [
    toponym("Dublin", (DUBLIN_IE, 0.9), (DUBLIN_OH, 0.1)),
    toponym("Columbus", (OHIO, 0.9)),
    toponym("Franklin County", (FRANKLIN, 0.8)),
]


def test_many_small_hints_outweigh_one_famous_homonym() -> None:
    homes = learn([("www.ohio.example", ARTICLE), ("www.ohio.example", ARTICLE)])
    assert max(homes["ohio.example"].divisions.items(), key=lambda row: row[1])[0] == "US-OH"


def test_one_article_makes_no_home() -> None:
    assert learn([("paper", ARTICLE)]) == {}


def test_table_is_written_and_read_back(tmp_path: Path) -> None:
    homes = learn([("paper.example", ARTICLE)] * 3)
    path = tmp_path / "publishers.json"
    write_homes(homes, path)
    assert home_of("https://www.paper.example/news", str(path)) == homes["paper.example"]
    assert home_of("other", str(path)) is None


def test_broken_table_is_a_mistake_of_the_caller(tmp_path: Path) -> None:
    path = tmp_path / "broken.json"
    path.write_text("[1, 2]", encoding="utf-8")
    with pytest.raises(OnrecordError, match="E404"):
        home_of("paper", str(path))


@pytest.mark.parametrize(
    ("name", "country"), [("example.co.uk", "GB"), ("example.ng", "NG"), ("example.com", None), ("Daily Post", None), ("example.tv", None)]
)
def test_domain_tells_the_country(name: str, country: str | None) -> None:
    assert Publisher(name).country == country


def test_domain_names_its_town() -> None:
    assert Publisher("kanoherald.example.com").names("kano") is False  # four letters may stand in any word
    assert Publisher("lagosherald.example.com").names("lagos") is True


@pytest.mark.parametrize(
    ("name", "key"), [("WWW.Example.com", "example.com"), ("https://a.example/x", "a.example"), ("The Post", "the post")]
)
def test_publisher_is_found_however_written(name: str, key: str) -> None:
    assert publisher_key(name) == key


def test_home_holds_its_numbers() -> None:
    assert Home({"US": 1.0}, {}, 0.0, 0.0).articles == 0
