"""Which lines of a page are the text of its article."""

from __future__ import annotations

import pytest

from onrecord.clean import clean
from onrecord.settings import CleanSettings
from onrecord.types import Article, RawDocument

HEAD = ("Bridge closed after lorry strike", "By Ana Ruiz", "12 May 2026")
STORY = ("The bridge at Market Tarrant is closed after a lorry struck it on Monday.", "Nobody was hurt. The driver is helping police.")


def cleaned(*blocks: str) -> Article:
    """The one article of a page of these blocks."""
    (article,) = clean(RawDocument(id="x", text="\n\n".join(blocks)), settings=CleanSettings())
    return article


def paragraphs(article: Article) -> list[str]:
    return [article.text[block.start : block.end] for block in article.blocks if block.kind == "paragraph"]


@pytest.mark.parametrize(
    "foot",
    [
        ("Share this article",),
        ("Comments", "bo says:\nNot again."),
        ("Related stories", "Council tax to rise in May", "Bus route saved after petition by pupils"),
        ("Sign up to our newsletter",),
    ],
    ids=["share widgets", "comments", "teasers", "a form"],
)
def test_the_last_sentences_of_a_short_page_are_text_whatever_foot_is_below_them(foot: tuple[str, ...]) -> None:
    assert paragraphs(cleaned(*HEAD, *STORY, *foot)) == list(STORY)


def test_a_teaser_told_in_a_sentence_below_its_headline_is_no_text() -> None:
    teaser = ("Council tax to rise by 4.99 per cent", "The council will vote on the budget on Tuesday evening.")
    raw = (*HEAD, *STORY * 2, "Related stories", *teaser, "Share this article", "Facebook\nTwitter\nEmail")
    assert not set(teaser) & set(paragraphs(cleaned(*raw)))


def test_a_dateline_on_a_line_of_its_own_is_told_and_is_no_paragraph() -> None:
    article = cleaned("Bridge closed after lorry strike", "By Ana Ruiz\nMANILA, Nov 11, 2025", *STORY)
    assert article.dateline is not None
    assert article.dateline.place is not None
    assert article.text[article.dateline.place.start : article.dateline.place.end] == "MANILA"
    assert paragraphs(article) == list(STORY)
    assert article.published is not None
    assert article.published.value == "2025-11-11"


def test_a_dateline_in_brackets_tells_the_day_of_publication() -> None:
    article = cleaned("Police: Bridge closed after lorry strike", f"(Geneva, March 4, 2025) – {STORY[0]}", STORY[1])
    assert article.published is not None
    assert article.published.value == "2025-03-04"


def test_what_a_match_came_to_stands_below_the_headline() -> None:
    article = cleaned("Late header rescues point for ten-man Rovers", "Rovers 2-2 City", "By Ana Ruiz", *STORY)
    assert [block.kind for block in article.blocks[:3]] == ["title", "subtitle", "byline"]
