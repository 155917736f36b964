"""Whole pages one below the other, and short posts between widgets."""

from __future__ import annotations

import pytest

import onrecord

FERRY = (
    "Ferry to run on Sundays\n\nAna Ruiz\n\n3 May 2021\n\n"
    "A ferry from the lower town will carry walkers and bicycles from Monday, free of charge, until the bridge is mended.\n\n"
    "The council agreed on it on Tuesday night by nine votes to four, after a debate that nobody in the hall had expected to be long.\n\n"
    "Tickets will be wanted again from June, when the old timetable returns and the larger of the two boats is back from the yard."
)
SWANS = (
    "Nobody counted the eggs\n\nBo Lind\n\n7 May 2021\n\n"
    "The swans that left the canal in the winter have come back to their island below the lock, the keeper of the park said on Friday after his round.\n\n"
    "He had put out straw in March, as his father did, and was laughed at by everyone who walked past with a dog or without one.\n\n"
    "Visitors are asked to stay on the path until the young birds can swim, which in a warm year like this one takes them hardly two weeks from the day they hatch."
)
WIDGET = "Share | Print | Listen"


def titles(page: str) -> list[str | None]:
    return [article.title.value if article.title else None for article in onrecord.clean(page)]


@pytest.mark.parametrize("between", ["\n\n\n\n", "\n\n* * *\n\n"], ids=["a wide gap", "a rule"])
def test_whole_pages_one_below_the_other_are_parted(between: str) -> None:
    assert titles(FERRY + between + SWANS) == ["Ferry to run on Sundays", "Nobody counted the eggs"]


def test_a_section_with_a_heading_is_no_article() -> None:
    heading = SWANS.replace("\n\nBo Lind\n\n7 May 2021", "")
    assert titles(f"{FERRY}\n\n\n\n{heading}") == ["Ferry to run on Sundays"]


def test_other_articles_in_a_list_part_nothing() -> None:
    """The page is mostly menu, so that a headline with name and date is one of many."""
    menu = "\n\n".join(f"Streets of ward {number}" for number in range(1, 80))
    assert len(titles(f"{menu}\n\n{FERRY}\n\n\n\n{SWANS}")) == 1


def test_a_short_post_between_widgets_is_an_article() -> None:
    short = "Lost: one skate\n\nFound on the ice by the crew was a left skate, size 38, whose owner is invited to ring the harbour office."
    page = f"\n\n{WIDGET}\n\n".join([FERRY, short, SWANS, ""]).rstrip()
    assert titles(page) == ["Ferry to run on Sundays", "Lost: one skate", "Nobody counted the eggs"]


def test_a_line_that_the_next_paragraph_says_again_is_no_heading() -> None:
    """It is the caption of a picture that was left out, or a pulled quotation."""
    first, rest = FERRY.split("\n\nThe council agreed", 1)
    (article,) = onrecord.clean(f"{first}\n\nThe council agreed on it on Tuesday night\n\nThe council agreed{rest}")
    kinds = {article.text[block.start : block.end]: block.kind for block in article.blocks}
    assert kinds["The council agreed on it on Tuesday night"] == "caption"
    (article,) = onrecord.clean(f"{first}\n\nThe council says yes at last\n\nThe council agreed{rest}")
    kinds = {article.text[block.start : block.end]: block.kind for block in article.blocks}
    assert kinds["The council says yes at last"] == "heading"
