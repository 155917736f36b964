"""Invented gold pages for the tests of gold tools: everything that gold can hold, messy newlines, characters beyond the plane."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

TEXT = (
    "Harbour vote 😀\r\n\r\n"
    "“We will keep\r\nthe pier,” said Mayor Ana Ruiz on 5 March in Varn.\r\n\r\n“It floats.”\r\n\r\n"
    "She called the plan “a\tfarce” and warned that 40 per cent would leave.\n"
    "Other news\n\nA letter said nobody came, neighbours say. Old Tern sailed.\n"
)


def at(words: str, after: int = 0) -> list[int]:
    start = TEXT.index(words, after)
    return [start, start + len(words)]


def quote(**values: Any) -> Json:
    usual = {
        "id": "", "type": "direct", "parts": [], "content": [], "cue": None, "source": None, "speaker": None,
        "said": {"date": None, "place": None, "medium": "statement"}, "edits": [], "continues": None, "within": None, "flags": [],
    }  # fmt: skip
    return usual | values


def actor(key: str, name: str, mentions: list[list[int]], **values: Any) -> Json:
    usual = {
        "key": key,
        "name": name,
        "canonical": None,
        "kind": "person",
        "named": True,
        "mentions": mentions,
        "roles": [],
        "gender": None,
    }
    return usual | values


def dated(words: str, value: str, kind: str = "DATE", granularity: str | None = "day", **values: Any) -> Json:
    return {"start": at(words)[0], "end": at(words)[1], "type": kind, "value": value, "granularity": granularity, **values}


def page() -> Json:
    """Two articles: a mixed quotation with two contents, one that continues, one within another, an actor never mentioned."""
    second = TEXT.index("Other news")
    keep = at("We will keep\r\nthe pier,")
    varn = {
        "name": "Varn",
        "country": "XV",
        "geonames_id": 17,
        "lat": 1.5,
        "lon": -2.25,
        "kind": "town",
        "demonym": False,
        "metonym": False,
    }
    role = {"start": at("Mayor")[0], "end": at("Mayor")[1], "title": "mayor", "organisation": "Varn council", "former": False}
    first_article = {
        "raw_start": 0, "raw_end": second - 1, "title": {"raw": at("Harbour vote"), "value": "Harbour vote"},
        "published": {"value": "2021-03-06", "raw": None, "from": "metadata"}, "bylines": [], "dateline": None, "publisher": "Varn Echo",
        "truncated": "cut", "tags": ["newlines"], "blocks": [[*at("Harbour vote"), "title"], [18, second - 1, "paragraph"]],
        "entities": [[*at("Ana Ruiz"), "PERSON", None], [*at("40 per cent"), "PERCENT", "0.4"]],
        "quotes": [
            quote(
                id="q1", parts=[keep], content=[keep], cue=at("said"), source=at("Mayor Ana Ruiz"), speaker="p:ana-ruiz",
                said={"date": "2021-03-05", "place": {"name": "Varn", "country": "XV", "geonames_id": 17}, "medium": "speech"},
                edits=[[*at("keep"), "insertion"]], flags=["opening-mark-missing"],
            ),
            quote(id="q2", parts=[at("It floats.")], content=[at("It floats.")], source=at("Mayor Ana Ruiz"), speaker="p:ana-ruiz", continues="q1"),
            quote(
                id="q4", type="mixed", parts=[at("a\tfarce")], content=[at("the plan"), at("a\tfarce")], cue=at("called"), source=at("She"),
                speaker="p:ana-ruiz",
            ),
            quote(id="q5", type="indirect", content=[at("40 per cent would leave")], cue=at("warned"), source=at("She"), speaker="p:ana-ruiz"),
        ],
        "marked": [], "dates": [dated("5 March", "2021-03-05"), dated("March", "2021-03", granularity="month", mod="START")],
        "places": [{"start": at("Varn")[0], "end": at("Varn")[1], **varn}],
        "actors": [
            actor("p:ana-ruiz", "Ana Ruiz", [at("Ana Ruiz"), at("She")], canonical="Ana Ruiz", roles=[role], gender="female"),
            actor("made/page#1:council", "council", [], kind="group", named=False),
        ],
    }  # fmt: skip
    letter, nobody = at("A letter"), at("nobody came")
    second_article = {
        "raw_start": second, "raw_end": len(TEXT) - 1, "title": None, "published": None, "bylines": [{"raw": at("Other news"), "value": "x", "names": []}],
        "dateline": None, "publisher": None, "truncated": None, "tags": [], "blocks": [[second, len(TEXT) - 1, "paragraph"]],
        "entities": [[*at("Old Tern"), "MISC", None]],
        "quotes": [
            quote(id="q1", type="indirect", content=[[letter[0], nobody[1]]], cue=at("say"), source=at("neighbours"), speaker="made/page#2:neighbours"),
            quote(id="q2", type="indirect", content=[nobody], cue=at("said", second), source=letter, speaker="d:letter", within="q1"),
        ],
        "marked": [[*at("Old Tern"), "name"]], "dates": [dated("Old", "PAST_REF", granularity=None), dated("news", "P1D", "DURATION")],
        "places": [],
        "actors": [
            actor("made/page#2:neighbours", "neighbours", [at("neighbours")], kind="group", named=False),
            actor("d:letter", "letter", [letter], kind="document", named=False),
        ],
    }  # fmt: skip
    return {"id": "made/page", "split": "dev", "articles": [first_article, second_article], "removed": [[14, 16, "navigation"]]}
