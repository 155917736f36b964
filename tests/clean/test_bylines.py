"""Names in bylines, and lines that only look like bylines."""

from __future__ import annotations

import pytest

import onrecord
from onrecord.clean.bylines import is_desk, is_name, names_in


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ana Ruiz Court Reporter", ["Ana Ruiz"]),
        ("By Ana Ruiz Parliamentary Correspondent", ["Ana Ruiz"]),
        ("By Ana Ruiz, one of the writers of our letter on sound, who has been with us since the old house burned down.", ["Ana Ruiz"]),
        ("By noon the square was empty and the last of the kites lay in the gutter, said Ana Ruiz.", []),
        ("By Ana Ruiz and Bo Lind", ["Ana Ruiz", "Bo Lind"]),
        ("By Ana Ruiz @anaruiz and Bo Lind (@bolind)", ["Ana Ruiz", "Bo Lind"]),
        ("Ana Ruiz@anaruiz", ["Ana Ruiz"]),
        ("By：Ana Ruiz", ["Ana Ruiz"]),
        ("By Ana Ruiz, Gulf Shore Sentinel", ["Ana Ruiz"]),
        ("Text: Ana Ruiz  Photo: Bo Lind", ["Ana Ruiz"]),
        ("BO LIND", ["Bo Lind"]),
        ("Live reporting by Ana Ruiz and Ben Lind", ["Ana Ruiz", "Ben Lind"]),
        ("Court report by Ana Ruiz, 3 March 2026", ["Ana Ruiz"]),
        ("PA Parliamentary staff", []),
        ("By our Europe correspondent", []),
    ],
    ids=[
        "an office with its field",
        "another office",
        "what she is",
        "a sentence",
        "two names",
        "handles",
        "a handle",
        "full width",
        "a paper",
        "pictures",
        "capitals",
        "a live report",
        "a report from a court",
        "a desk",
        "an office without a name",
    ],
)
def test_names_of_a_byline(line: str, names: list[str]) -> None:
    assert names_in(line) == names


@pytest.mark.parametrize(
    "text", ["PA Parliamentary staff", "By our Crime Correspondent", "Sports Desk", "Local Democracy Reporter", "Staff writers"]
)
def test_a_part_of_the_paper_stands_for_an_author(text: str) -> None:
    assert is_desk(text)


@pytest.mark.parametrize("text", ["Hospital boss attacks staff", "Ana Ruiz", "Ana Ruiz, Reporter", "Council to cut staff by a third"])
def test_a_headline_or_an_author_is_no_part_of_the_paper(text: str) -> None:
    assert not is_desk(text)


@pytest.mark.parametrize(("text", "expected"), [("Ben Lind", True), ("Omar ben Said", True), ("de la Cruz", False)])
def test_what_is_a_particle_inside_a_name_may_be_a_given_name_before_it(text: str, *, expected: bool) -> None:
    assert is_name(text) is expected


KITES = (
    "The kites of the old town were counted on Sunday by two clerks, who stood on a roof and agreed on four hundred and eleven of them.\n\n"
    "The wind had come at last, and the sellers had no string left by noon, which nobody could remember from earlier years."
)


def test_the_day_among_what_a_blog_prints_below_a_post() -> None:
    (article,) = onrecord.clean(f"Kites of the old town\n\n{KITES}\n\nFiled under: Town | Posted on July 19, 2017 | 4 Comments »")
    assert article.published is not None
    assert article.published.value == "2017-07-19"


def test_the_head_of_the_page_gives_the_year_of_datelines() -> None:
    items = [f"{place}, June 19 -- {KITES}" for place in ("GENEVA", "LAGOS", "LIMA")]
    articles = onrecord.clean("THE DIGEST / Wednesday, 19 June 2024 / late edition\n--\n\n" + "\n\n--\n\n".join(items))
    assert [article.published.value if article.published else None for article in articles] == ["2024-06-19"] * 3


@pytest.mark.parametrize("head", ["Ana Ruiz, 3 May 2024\n\nKites of the old town", "3 May 2024\nKites of the old town\nBy Ana Ruiz"])
def test_name_and_day_above_the_headline(head: str) -> None:
    (article,) = onrecord.clean(f"{head}\n\n{KITES}")
    assert article.title is not None
    assert (article.title.value, [field.names for field in article.bylines]) == ("Kites of the old town", [("Ana Ruiz",)])
    assert {block.kind for block in article.blocks} >= {"title", "byline", "paragraph"}
    assert not article.removed


def test_a_line_above_the_credit_of_a_picture_is_its_caption() -> None:
    (article,) = onrecord.clean(f"Kites of the old town\n\nThe old town seen from the quay in April.\nM. Lind/ImagePool\n\n{KITES}")
    kinds = {article.text[block.start : block.end]: block.kind for block in article.blocks}
    assert kinds["The old town seen from the quay in April."] == "caption"
    assert [item.reason for item in article.removed] == ["credit"]
    assert not article.bylines


def test_names_in_a_row_are_no_headline() -> None:
    (article,) = onrecord.clean(
        f"Why were the kites of the old town counted?\n\nAna Ruiz and Bo Lind\nPublished: 7:00pm, 3 Sep, 2024\n\n{KITES}"
    )
    assert article.title is not None
    assert article.title.value == "Why were the kites of the old town counted?"
    assert [field.names for field in article.bylines] == [("Ana Ruiz", "Bo Lind")]


def test_fields_that_a_dump_names() -> None:
    (article,) = onrecord.clean(f"id: 4411\ntitle: Kites of the old town\nauthor: Ana Ruiz\ndate: 2024-05-16\n\n{KITES}")
    assert article.title is not None
    assert article.published is not None
    assert (article.title.value, article.published.value) == ("Kites of the old town", "2024-05-16")
    assert [field.names for field in article.bylines] == [("Ana Ruiz",)]
