"""One name, one label."""

from __future__ import annotations

import pytest

from onrecord.read.consistency import consistent
from tests.read.marked import labels, names
from tests.timing import seconds


def test_an_unsure_surname_is_the_person_named_in_full() -> None:
    text = "Ada Okafor spoke. Okafor left."
    found = names(text, ("Ada Okafor", "PERSON", 0.95), ("Okafor", "LOC", 0.5))
    assert labels(text, consistent(text, found)) == [("Ada Okafor", "PERSON"), ("Okafor", "PERSON")]


@pytest.mark.parametrize(("label", "right"), [("MISC", "PERSON"), ("ORG", "ORG")], ids=["neither body nor place", "a body"])
def test_an_unsure_name_that_ends_in_a_sure_person_is_a_person(label: str, right: str) -> None:
    text = "Uğur Tan Erdoğan spoke. Erdogan left."
    found = names(text, ("Uğur Tan Erdoğan", label, 0.4), ("Erdogan", "PERSON", 0.95))
    assert labels(text, consistent(text, found))[0] == ("Uğur Tan Erdoğan", right)


def test_an_unsure_name_takes_the_label_it_has_most_often() -> None:
    text = "Delta paid. Delta sued. Delta won."
    found = names(text, ("Delta", "ORG", 0.95), ("Delta", "LOC", 0.6), ("Delta", "ORG", 0.8))
    assert {label for _, label in labels(text, consistent(text, found))} == {"ORG"}


def test_an_unsure_acronym_is_what_it_stands_behind() -> None:
    text = "The Delta Water Board (DWB) met in Lagos (LGS). The DWB slept, said XYZ."
    found = names(
        text, ("Delta Water Board", "ORG", 0.7), ("DWB", "LOC", 0.6), ("Lagos", "LOC", 0.7), ("DWB", "LOC", 0.7), ("XYZ", "LOC", 0.5)
    )
    assert [label for _, label in labels(text, consistent(text, found))] == ["ORG", "ORG", "LOC", "ORG", "LOC"]


def test_a_sure_acronym_too_is_what_it_stands_behind() -> None:
    text = "In the Republic of Gorgol [ROG] it rained. The ROG is large."
    found = names(text, ("Republic of Gorgol", "ORG", 0.6), ("ROG", "ORG", 0.97), ("ROG", "ORG", 0.99))
    result = consistent(text, found, is_country=lambda name: name == "Republic of Gorgol")
    assert [label for _, label in labels(text, result)] == ["LOC", "LOC", "LOC"]


@pytest.mark.parametrize(
    ("name", "probability", "label"),
    [
        ("Gorgol", 0.6, "LOC"),
        ("Gorgol", 0.95, "ORG"),
        ("Gorgol Board", 0.6, "ORG"),
        ("Delta Water Accords", 0.6, "MISC"),
        ("Accord", 0.6, "ORG"),
    ],
    ids=["unsure country", "sure body", "body with a country's name in it", "treaty", "one word"],
)
def test_an_unsure_body_that_is_called_like_a_country_or_a_treaty_is_none(name: str, probability: float, label: str) -> None:
    text = f"They spoke of {name} today."
    result = consistent(text, names(text, (name, "ORG", probability)), is_country=lambda surface: surface == "Gorgol")
    assert labels(text, result) == [(name, label)]


def test_a_sure_name_keeps_its_label() -> None:
    text = "Paris Lind left Paris."
    found = names(text, ("Paris Lind", "PERSON", 0.95), ("Paris", "LOC", 0.95))
    assert labels(text, consistent(text, found))[1] == ("Paris", "LOC")


@pytest.mark.parametrize(
    ("company", "name", "label"),
    [("Gorgol Holdings, Inc.", "Gorgol", "ORG"), ("Gorgol Water Board", "Gorgol", "PERSON"), ("Kano Airlines", "Kano", "LOC")],
    ids=["company", "board", "town"],
)
def test_an_unsure_name_that_is_a_companys_without_its_holdings_is_the_company(company: str, name: str, label: str) -> None:
    text = f"{company} grew. Then {name} sold it."
    found = names(text, (company, "ORG", 0.8), (name, "PERSON", 0.6))
    assert labels(text, consistent(text, found, is_town=lambda surface: surface == "Kano"))[1] == (name, label)


def test_a_well_known_body_is_marked_where_no_name_is() -> None:
    text = "The Senate met. The Senate of Gorgol slept; Senator Lind and the US Senate did not, nor the Senate-led board."
    found = names(text, ("US Senate", "ORG", 0.95))
    result = consistent(text, found)
    assert labels(text, result) == [("Senate", "ORG"), ("US Senate", "ORG")]
    assert result[0][0].start == text.index("Senate")


def test_a_sure_name_is_marked_where_it_was_missed_and_nowhere_else() -> None:
    text = "Ada Okafor spoke. Then Ada Okafor left. Ada Okafor-Lind stayed."
    found = names(text, ("Ada Okafor", "PERSON", 0.95))
    result = consistent(text, found)
    assert labels(text, result) == [("Ada Okafor", "PERSON")] * 2
    assert result[1][0].start == text.index("Ada", 5)
    assert result[1][2] < result[0][2]


def test_ten_thousand_names_take_no_long_time() -> None:
    text = " ".join(f"Ada N{i} and" for i in range(10_000))
    found = names(text, *((f"Ada N{i}", "PERSON", 0.95) for i in range(0, 10_000, 2)))
    assert seconds(lambda: consistent(text, found), times=1) < 10


@pytest.mark.parametrize(
    ("full", "probability", "label"),
    [("Ada Lind", 0.6, "LOC"), ("Ada Kano", 0.6, "PERSON"), ("Ada Lind", 0.95, "PERSON")],
    ids=["nobody is called so", "somebody is called so", "the person is sure"],
)
def test_an_unsure_person_called_like_a_large_town_is_the_town(full: str, probability: float, label: str) -> None:
    text = f"{full} wrote to Kano."
    found = names(text, (full, "PERSON", 0.95), ("Kano", "PERSON", probability))
    assert labels(text, consistent(text, found, is_town=lambda name: name == "Kano"))[1] == ("Kano", label)
