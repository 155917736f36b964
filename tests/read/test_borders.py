"""Where names begin and end."""

from __future__ import annotations

import pytest

from onrecord.read.borders import tidied
from tests.read.marked import labels, names


def test_titles_stand_outside_a_person_and_pronouns_are_no_names() -> None:
    text = "Gen. Ada Okafor met President Lind. He wrote to a@b.example and left General Motors."
    found = names(text, ("Gen. Ada Okafor", "PERSON", 0.9), ("President Lind", "PERSON", 0.9), ("He", "PERSON", 0.5),
                  ("a@b.example", "PERSON", 0.5), ("General Motors", "ORG", 0.9))  # fmt: skip
    assert labels(text, tidied(text, found)) == [("Ada Okafor", "PERSON"), ("Lind", "PERSON"), ("General Motors", "ORG")]


@pytest.mark.parametrize(
    ("text", "found", "whole"),
    [
        ("Then Seo Min-ji spoke.", ("Seo Min", "PERSON", 0.9), "Seo Min-ji"),
        ("An Ada Lind-led crew.", ("Ada Lind", "PERSON", 0.9), "Ada Lind"),
        ("The Lind-era rules.", ("Lind", "PERSON", 0.9), "Lind"),
        ("A flight to Washington, D.C. was late.", ("Washington", "LOC", 0.9), "Washington, D.C."),
        ("From Washington, DC to Delta, DC.", ("Delta", "LOC", 0.9), "Delta"),
        ("From Washington, DC. It rained.", ("Washington", "LOC", 0.9), "Washington, DC"),
        ("of the Delta Union", ("the Delta Union", "ORG", 0.9), "Delta Union"),
        ("They met Foreign Minister Ada Lind today.", ("Foreign Minister Ada Lind", "PERSON", 0.9), "Ada Lind"),
        ("They met Ada Secretary today.", ("Ada Secretary", "PERSON", 0.9), "Ada Secretary"),
        ("Rain in southern Gorgol.", ("southern Gorgol", "LOC", 0.9), "Gorgol"),
        ("Rain in South Gorgol.", ("South Gorgol", "LOC", 0.9), "South Gorgol"),
        ("Rain in Delta village.", ("Delta village", "LOC", 0.9), "Delta"),
        ("Rain in Delta State.", ("Delta State", "LOC", 0.9), "Delta State"),
        ("They read Moody's report.", ("Moody", "ORG", 0.9), "Moody's"),
        ("They read Moody's mind.", ("Moody", "PERSON", 0.9), "Moody"),
        ("They read Delta's report.", ("Delta", "ORG", 0.9), "Delta"),
    ],
    ids=[
        "a given name of two halves",
        "a following led",
        "a following era",
        "the seat of a government",
        "another town",
        "a stop",
        "an article",
        "an office",
        "a surname",
        "a direction",
        "a name with a direction",
        "a kind of place",
        "a name with its kind",
        "a company with a possessive",
        "a person's possessive",
        "a company's possessive",
    ],
)
def test_names_end_where_they_end_in_print(text: str, found: tuple[str, str, float], whole: str) -> None:
    assert labels(text, tidied(text, names(text, found))) == [(whole, found[1])]


def test_what_has_become_part_of_a_name_is_no_name_of_its_own() -> None:
    text = "Washington, D.C., slept."
    found = names(text, ("Washington", "LOC", 0.9), ("D.C.", "LOC", 0.9))
    assert labels(text, tidied(text, found)) == [("Washington, D.C.", "LOC")]
