"""Which lines of a page are the text of its article."""

from __future__ import annotations

import pytest

from onrecord.clean import clean
from onrecord.settings import CleanSettings
from onrecord.types import Article, RawDocument

HEAD = ("Bridge closed after lorry strike", "By Ana Ruiz", "12 May 2026")
STORY = ("The bridge at Market Tarrant is closed after a lorry struck it on Monday.", "Nobody was hurt. The driver is helping police.")

MORE = (
    "Engineers will inspect the bridge on Tuesday, the council said.",
    "“We hope to reopen it by the weekend,” said the mayor, Bo Lind.",
)


def cleaned(*blocks: str) -> Article:
    """The one article of a page of these blocks."""
    (article,) = clean(RawDocument(id="x", text="\n\n".join(blocks)), settings=CleanSettings())
    return article


def removed(raw: str) -> list[tuple[str, str]]:
    """What is removed of a page, with the reason."""
    (article,) = clean(RawDocument(id="x", text=raw), settings=CleanSettings())
    return [(item.reason, raw[item.raw_start : item.raw_end]) for item in article.removed]


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
    raw = (*HEAD, *STORY, *MORE, "Related stories", *teaser, "Share this article", "Facebook\nTwitter\nEmail")
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


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("This letter is a weekly wrap of news from the valley. Sign up here.", "form"),
        ("For more information, please visit:", "navigation"),
        ("https://www.tarrant.example/bridge", "navigation"),
        ("abc/ja/rst", "credit"),
    ],
    ids=["a letter", "an address is announced", "an address", "initials of an agency"],
)
def test_what_stands_below_a_text_and_is_none(line: str, reason: str) -> None:
    assert (reason, line) in removed("\n\n".join((*HEAD, *STORY, *MORE, line)))


def test_who_contributed_is_a_notice() -> None:
    article = cleaned(*HEAD, *STORY, "Bo Lind contributed to this report.")
    assert article.blocks[-1].kind == "notice"


@pytest.mark.parametrize("line", ["The road and/or the bridge may be mended first.", "The fall of the pound contributed to the loss."])
def test_a_sentence_with_such_words_is_text(line: str) -> None:
    assert paragraphs(cleaned(*HEAD, *STORY, line))[-1] == line


def test_photographs_are_credited_beside_the_byline() -> None:
    raw = "\n\n".join((HEAD[0], "By Ana Ruiz\nPhotographs by Bo Lind", HEAD[2], *STORY))
    assert removed(raw) == [("credit", "Photographs by Bo Lind")]


def test_a_desk_that_wrote_the_article_is_its_byline_without_a_name() -> None:
    article = cleaned(HEAD[0], "PA Parliamentary staff", *STORY * 2, *MORE * 2)
    assert (article.blocks[1].kind, len(article.bylines)) == ("byline", 0)
