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
