"""Names in bylines, and lines that only look like bylines."""

from __future__ import annotations

import pytest

import onrecord
from onrecord.clean.bylines import names_in


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ana Ruiz Court Reporter", ["Ana Ruiz"]),
        ("By Ana Ruiz Parliamentary Correspondent", ["Ana Ruiz"]),
        ("By Ana Ruiz, one of the writers of our letter on sound, who has been with us since the old house burned down.", ["Ana Ruiz"]),
        ("By noon the square was empty and the last of the kites lay in the gutter, said Ana Ruiz.", []),
        ("By Ana Ruiz and Bo Lind", ["Ana Ruiz", "Bo Lind"]),
    ],
    ids=["an office with its field", "another office", "what she is", "a sentence", "two names"],
)
def test_names_of_a_byline(line: str, names: list[str]) -> None:
    assert names_in(line) == names


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
