"""Starts of articles that people have set."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from onrecord.clean import clean
from onrecord.settings import CleanSettings
from onrecord.types import RawDocument

FIRST = "Ferry service to resume in Bari\n\nThe harbour office in Bari said on Monday that the ferry would sail again from the old quay by June, after two years of repairs to the pier.\n\n"
SECOND = "Council weighs a new market hall\n\nTraders in the town of Lecce asked the council on Tuesday for a roof over the fish market, which has stood in the open since the spring flood.\n"
PAGE = FIRST + SECOND


def spans(starts: tuple[tuple[int, bool], ...], text: str = PAGE) -> list[tuple[int, int]]:
    articles = clean(replace(RawDocument("d", text), starts=starts), settings=CleanSettings())
    return [(article.raw_start, article.raw_end) for article in articles]


def test_a_start_that_people_set_makes_two_articles_of_one() -> None:
    articles = clean(replace(RawDocument("d", PAGE), starts=((len(FIRST), True),)), settings=CleanSettings())
    assert [article.parts for article in articles] == [2, 2]
    assert articles[1].raw_start == len(FIRST)
    assert "roof over the fish market" in articles[1].text
    assert "fish market" not in articles[0].text


def test_a_start_taken_back_joins_what_was_split() -> None:
    assert len(spans(((len(FIRST), True), (len(FIRST) + 3, False)))) == 1


def test_the_first_article_has_no_other_to_join() -> None:
    assert spans(((0, False),)) == spans(())


def test_a_start_may_be_set_inside_the_head_of_a_page() -> None:
    head = "The Lower Harbour Letter\nNo. 7, July 2021\n\n"
    post = "{}\n(3 May 2021)\n{}\n____________\n"
    page = head + "".join(post.format(*article.strip().split("\n\n")) for article in (FIRST, SECOND))
    assert spans(((head.index("No. 7"), True),), page) == [(0, head.index("\n")), *spans((), page)]


@given(st.lists(st.tuples(st.integers(0, len(PAGE)), st.booleans()), max_size=5))
def test_whatever_people_set_every_character_stays_accounted_for(starts: list[tuple[int, bool]]) -> None:
    articles = clean(replace(RawDocument("d", PAGE), starts=tuple(starts)), settings=CleanSettings())
    covered = set()
    for article in articles:
        for block in article.blocks:
            low, high = article.offsets.raw(block.start, block.end)
            covered.update(range(low, high))
        for gone in article.removed:
            covered.update(range(gone.raw_start, gone.raw_end))
    assert {at for at, letter in enumerate(PAGE) if not letter.isspace()} <= covered
