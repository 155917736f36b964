"""Pages made for these tests: what is text, what is not and why, where one article ends; and that nothing is ever lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.clean import clean
from onrecord.settings import CleanSettings
from onrecord.types import Article, RawDocument

ON, OFF = CleanSettings(), CleanSettings(enabled=False)


def cleaned(raw: str, **given: object) -> list[Article]:
    return clean(RawDocument(id="x", text=raw, **given), settings=ON)  # type: ignore[arg-type]


def kinds(article: Article) -> list[tuple[str, str]]:
    return [(block.kind, article.text[block.start : block.end]) for block in article.blocks]


def removed(article: Article, raw: str) -> list[tuple[str, str]]:
    return [(item.reason, raw[item.raw_start : item.raw_end]) for item in article.removed]


RIVER = "The river rose by two metres overnight, and the bridge at the mill was closed to all but walkers, the clerk said."
FERRY = "A ferry from the lower town will carry walkers and bicycles from Monday, free of charge, until the bridge is mended."
QUOTE = "“We saw it coming,” she said."
MILL = "The old mill burned down on Sunday night; nobody was hurt, but the baker lost all of his flour and most of his tins."
OWNER = "Its owner, who had just had the roof mended, told the council that he would build it again, in brick this time."

PAGE = f"""News Ticker

River closes bridge at the mill

By Ana Ruiz
March 9, 2021

{RIVER}

{QUOTE}

{FERRY}

Please follow and like us:

2 Comments on River closes bridge at the mill

1. Good to know, thank you for the report.

Leave a Reply

Your email address will not be published. Required fields are marked *
"""


def test_a_page_with_its_surroundings() -> None:
    (article,) = cleaned(PAGE)
    assert kinds(article) == [
        ("title", "River closes bridge at the mill"),
        ("byline", "By Ana Ruiz"),
        ("date", "March 9, 2021"),
        ("paragraph", RIVER),
        ("paragraph", QUOTE),
        ("paragraph", FERRY),
    ]
    assert article.title is not None
    assert article.title.value == "River closes bridge at the mill"
    assert [field.names for field in article.bylines] == [("Ana Ruiz",)]
    assert article.published is not None
    assert article.published.value == "2021-03-09"
    reasons = {text: reason for reason, text in removed(article, PAGE)}
    assert reasons["News Ticker"] == "navigation"
    assert reasons["Please follow and like us:"] == "share-widget"
    assert reasons["2 Comments on River closes bridge at the mill"] == "comment"
    assert reasons["Leave a Reply"] == "form"
    assert [PAGE[span.start : span.end] for span in article.comments] == ["1. Good to know, thank you for the report."]


def test_two_posts_between_widgets_with_headlines_printed_twice() -> None:
    widget = "Please follow and like us:"
    raw = f"Category: Town\n\n\nBridge closed\n\nBridge closed\n\n{RIVER}\n\n{FERRY}\n\n{widget}\nMill burns down\n\nMill burns down\n\n{MILL}\n\n{OWNER}\n\n{widget}\n"
    first, second = cleaned(raw)
    assert [article.title.value for article in (first, second) if article.title] == ["Bridge closed", "Mill burns down"]
    assert (first.part, first.parts, second.part) == (1, 2, 2)
    assert ("duplicate", "Mill burns down") in removed(second, raw)
    assert RIVER in first.text
    assert RIVER not in second.text


@pytest.mark.parametrize("style", ["{}. {}", "{}) {}", "#{} {}"])
def test_numbered_articles(style: str) -> None:
    raw = "\n\n".join([style.format(1, "Bridge closed"), RIVER, FERRY, style.format(2, "Mill burns down"), MILL, OWNER])
    assert [article.title.value for article in cleaned(raw) if article.title] == ["Bridge closed", "Mill burns down"]


def test_posts_with_date_lines_behind_gaps() -> None:
    raw = f"Bridge closed\n\nMarch 9, 2021\n\n{RIVER}\n\n{FERRY}\n\n{QUOTE}\n\n{FERRY}\n\n\n\nMill burns down\n\n10 March 2021\n\n{MILL} {OWNER}\n\n{OWNER}"
    first, second = cleaned(raw)
    assert [article.published.value for article in (first, second) if article.published] == ["2021-03-09", "2021-03-10"]


def test_excerpts() -> None:
    raw = "\n\n".join(["Bridge closed", RIVER, FERRY, "Read more", "Mill burns down", MILL, OWNER, "Read more"])
    assert [article.truncated for article in cleaned(raw)] == ["excerpt", "excerpt"]


def test_headings_and_repeated_captions_do_not_split() -> None:
    raw = "\n\n".join(
        ["Bridge closed", RIVER, "Town hall, Springfield 14/09/2017", FERRY, "The mill", MILL, "Town hall, Springfield 14/09/2017", OWNER]
    )
    (article,) = cleaned(raw)
    assert [kind for kind, _ in kinds(article)] == [
        "title",
        "paragraph",
        "caption",
        "paragraph",
        "heading",
        "paragraph",
        "caption",
        "paragraph",
    ]
    assert article.published is None


def test_a_sentence_cut_by_a_paragraph_break_is_one_paragraph() -> None:
    (article,) = cleaned(f"{RIVER}\n\nMrs Ana Ruiz, head of the town's board of works,\n\nsent a letter to the council.\n\n{FERRY}")
    assert "board of works, sent a letter" in article.text


@pytest.mark.parametrize("raw", ["\u200b", "\x00\x01", "?", "x", "Home\nNews", "Share\n\nTweet"], ids=repr)
def test_any_text_that_is_not_blank_gives_an_article(raw: str) -> None:
    assert cleaned(raw)


@pytest.mark.parametrize("raw", ["", " \n\t\r\n"], ids=repr)
def test_blank_text_gives_none(raw: str) -> None:
    assert cleaned(raw) == []


def test_clean_off_changes_nothing() -> None:
    (article,) = clean(RawDocument(id="x", text=PAGE), settings=OFF)
    assert article.text == PAGE
    assert article.offsets.raw(5, 9) == (5, 9)
    assert all(PAGE[block.start : block.end].strip() == PAGE[block.start : block.end] for block in article.blocks)


def test_clean_text_loses_nothing() -> None:
    raw = "\n\n".join([RIVER, QUOTE, "“Yes.”", FERRY, "Who pays?", MILL, "Nobody.", OWNER])
    (article,) = cleaned(raw)
    assert article.text == raw
    assert article.removed == ()


def test_metadata_that_is_given_is_kept_and_found_in_the_text() -> None:
    (article,) = cleaned(PAGE, title="River Closes Bridge at the Mill", published="2021-03-08", bylines=("A. Ruiz",))
    assert article.title is not None
    assert article.title.origin == "metadata"
    assert article.title.span is not None
    assert article.published is not None
    assert article.published.value == "2021-03-08"
    assert [field.value for field in article.bylines] == ["A. Ruiz"]


def test_a_foreign_article_is_told() -> None:
    (article,) = cleaned(
        "Der Fluss ist in der Nacht um zwei Meter gestiegen, und die Brücke an der Mühle wurde für alle gesperrt, sagte der Schreiber."
    )
    assert article.language == "de"
    assert "C004" in {issue.code for issue in article.issues}


# properties -------------------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [RIVER, FERRY, MILL, QUOTE, "Share", "Read more", "By Ana Ruiz", "March 9, 2021", "1. One", "Advertisement", "“", "â€œ", "Ã©", "?wi?c", "\x00", "\u200b",
     "\u2028", "\r\n", "\n", "\n\n", "\n\n\n\n", " ", "\t", "\xa0", "e\u0301", "PARIS (AFP) – A", "&amp;", "<p>", "</p>", "<a href=x>", "<!--", "<script>", "©", "|"]
)  # fmt: skip
HOSTILE = st.lists(PIECES | st.text(max_size=8), max_size=25).map("".join)


def check_all_accounted(raw: str, articles: list[Article]) -> None:
    covered = bytearray(len(raw))
    for article in articles:
        spans = [article.offsets.raw(block.start, block.end) for block in article.blocks]
        spans += [(item.raw_start, item.raw_end) for item in article.removed] + [(span.start, span.end) for span in article.comments]
        for start, end in spans:
            covered[start:end] = b"\1" * (end - start)
    assert not [n for n, character in enumerate(raw) if not covered[n] and not character.isspace()]


def check_offsets(raw: str, articles: list[Article]) -> None:
    for article in articles:
        position = 0
        for run in article.offsets.runs:
            assert run.start == position
            position = run.end
            assert 0 <= run.raw_start <= run.raw_end <= len(raw)
        assert position == len(article.text)
        assert [left.end <= right.start for left, right in zip(article.blocks, article.blocks[1:], strict=False)].count(False) == 0
        for field in (article.title, article.published, *article.bylines):
            if field and field.span and field.origin == "text" and field is article.title:
                assert article.text[field.span.start : field.span.end] == field.value


@settings(max_examples=120, deadline=None)
@given(HOSTILE, st.booleans())
def test_every_character_is_accounted_for_and_offsets_hold(raw: str, is_html: bool) -> None:
    articles = clean(RawDocument(id="x", text=raw, html=is_html), settings=ON)
    assert bool(articles) == bool(raw.strip())
    check_offsets(raw, articles)
    check_all_accounted(raw, articles)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([RIVER, FERRY, MILL, OWNER, QUOTE]), min_size=1, max_size=6, unique=True))
def test_cleaning_twice_equals_once(paragraphs: list[str]) -> None:
    (once,) = cleaned("\n\n".join(paragraphs))
    (twice,) = cleaned(once.text)
    assert once.text == twice.text


@pytest.mark.parametrize("is_html", [False, True], ids=["text", "html"])
@pytest.mark.parametrize(
    "raw",
    ["1" * 50_000, "1," * 30_000, "“" * 30_000, "a\n" * 5_000, "\n" * 50_000 + "x", "<" * 30_000, "<div hidden>" * 4_000, "<!--" * 10_000, "<script>" * 5_000, "Â©" * 20_000,
     "a\u0301" * 20_000, "By " * 20_000, "?a" * 20_000, "&" * 20_000, "2020-01-01 " * 5_000],
    ids=lambda raw: repr(raw[:8]),
)  # fmt: skip
def test_hostile_pages_end_soon(raw: str, is_html: bool) -> None:
    assert clean(RawDocument(id="x", text=raw, html=is_html), settings=ON)


def test_menus_and_rules_are_no_text_however_tidy_the_page() -> None:
    raw = f"Home > Town > Parks\n\nRiver closes bridge at the mill\n\n{RIVER}\n\n* * *\n\n{FERRY}\n\nNews | Sport | Weather"
    (article,) = cleaned(raw)
    assert kinds(article) == [("title", "River closes bridge at the mill"), ("paragraph", RIVER), ("paragraph", FERRY)]
    assert {reason for reason, _ in removed(article, raw)} == {"navigation"}


@pytest.mark.parametrize(
    ("line", "kind"),
    [("‘We saw it coming’", "heading"), ("‘We saw it coming.’", "paragraph"), ("“We saw it coming,”", "paragraph")],
    ids=["a pulled quotation", "a sentence", "one that goes on"],
)
def test_a_short_line_in_marks_without_an_end_is_a_heading(line: str, kind: str) -> None:
    (article,) = cleaned(f"River closes bridge at the mill\n\n{RIVER}\n\n{line}\n\n{FERRY}\n\n{MILL}")
    assert (kind, line) in kinds(article)


def test_a_line_with_two_clocks_is_a_date_and_one_that_goes_on_is_no_caption() -> None:
    (article,) = cleaned(f"The mill\n\nLast updated: 29/11/2025. First published 28/11/2025 at 7am\n\n{RIVER}\n\n{MILL}")
    assert ("date", "Last updated: 29/11/2025. First published 28/11/2025 at 7am") in kinds(article)
    wrapped = f"{RIVER}\nThe miller, whose last line is of 31/10/2019,\nbuilt it again in brick with his own hands."
    (article,) = cleaned(f"The mill\n\n{MILL}\n{wrapped}\n{OWNER}")
    assert "caption" not in {kind for kind, _ in kinds(article)}


def test_headlines_in_a_list_of_others_are_no_text_and_the_article_goes_on_behind_it() -> None:
    text = [RIVER, MILL, OWNER, FERRY]
    raw = "\n\n".join(
        ["River closes bridge at the mill", *text[:2], "Related\nDivers bring up a bolt\nThree signed, one was there", *text[2:]]
    )
    (article,) = cleaned(raw)
    assert [text for kind, text in kinds(article) if kind == "paragraph"] == text
    assert {("teaser", "Related"), ("teaser", "Divers bring up a bolt"), ("teaser", "Three signed, one was there")} <= set(
        removed(article, raw)
    )
