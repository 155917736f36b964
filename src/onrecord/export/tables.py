"""The records as tables, one per kind of thing, with keys that join them.

`record` joins everything that stands in one article; `(record, quote)`, `(record, actor)`, `(record, date)` and
`(record, place)` name a thing in it; `speaker` and `statement` join over articles. SQLite and Parquet are written from this.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from onrecord import outputs as folder

Json = dict[str, Any]
Type = Literal["text", "integer", "real", "boolean"]
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns with their types, its key, and what other tables its columns point at."""

    name: str
    columns: dict[str, Type]
    key: tuple[str, ...] = ()
    refers: tuple[tuple[tuple[str, ...], str], ...] = ()  # (columns, table), to the key of that table


def _table(name: str, columns: str, *, key: str = "", refers: str = "") -> Table:
    """A table from words: columns as `name` (text) or `name:type`; what it refers to as `column+column>table`."""
    pairs = [column.partition(":") for column in columns.split()]
    references = tuple((tuple(left.split("+")), right) for left, _, right in (word.partition(">") for word in refers.split()))
    return Table(name, {column: _TYPES[kind or "text"] for column, _, kind in pairs}, tuple(key.split()), references)


_TYPES: dict[str, Type] = {"text": "text", "integer": "integer", "real": "real", "boolean": "boolean"}
_SPAN = " text start:integer end:integer raw_start:integer raw_end:integer"

TABLES = (
    _table(
        "articles",
        "record source path line:integer part:integer parts:integer sha256 url title authors publisher published published_from"
        " published_confidence:real language truncated reprint_of words:integer text",
        key="record",
    ),
    _table(
        "actors",
        "record actor kind named:boolean name speaker variants gender gender_from mentions:integer",
        key="record actor",
        refers="record>articles",
    ),
    _table("roles", "record actor title organisation former:boolean" + _SPAN, refers="record+actor>actors"),
    _table(
        "dates",
        "record date type value mod edtf earliest latest granularity anchor_kind anchor_date anchor_rule confidence:real flags" + _SPAN,
        key="record date",
        refers="record>articles",
    ),
    _table(
        "places",
        "record place name kind country admin1 geonames_id:integer lat:real lon:real demonym:boolean metonym:boolean confidence:real"
        " reason unresolved_reason" + _SPAN,
        key="record place",
        refers="record>articles",
    ),
    _table("entities", "record entity label value actor confidence:real" + _SPAN, key="record entity", refers="record>articles"),
    _table(
        "quotes",
        "record quote type text cue source actor speaker_name rule date place occasion medium continues within confidence_speech:real"
        " confidence_source:real confidence_speaker:real review flags statement raw_start:integer raw_end:integer",
        key="record quote",
        refers="record>articles record+actor>actors record+date>dates record+place>places",
    ),
    _table("quote_spans", "record quote kind opened:boolean closed:boolean" + _SPAN, refers="record+quote>quotes"),
    _table("marked", "record kind reason" + _SPAN, refers="record>articles"),
    _table("removed", "record reason text raw_start:integer raw_end:integer", refers="record>articles"),
    _table("speakers", "speaker name status variants gender articles:integer quotes:integer formerly", key="speaker"),
    _table("speaker_merges", "speaker a b score:real reason", refers="speaker>speakers"),
    _table(
        "statements",
        "statement text speaker speaker_name sources_differ:boolean articles:integer first_record first_quote",
        key="statement",
    ),
    _table("reprints", "kind earlier later share_of_earlier:real share_of_later:real paragraphs:integer"),
    _table("issues", "source path line:integer record code message failed:boolean raw_start:integer raw_end:integer"),
)
BY_NAME = {table.name: table for table in TABLES}


def rows(outputs: Path) -> Iterator[tuple[Table, Row]]:
    """All rows of all tables, streamed; those of one record come together."""
    for record in folder.records(outputs):
        for name, values in _record_rows(record):
            yield BY_NAME[name], _row(BY_NAME[name], {"record": record["id"]} | values)
    for name, file in (("speakers", "speakers.jsonl"), ("statements", "statements.jsonl"), ("reprints", "reprints.jsonl"),
                       ("issues", "issues.jsonl")):  # fmt: skip
        for line in folder.read(outputs, file):
            for table, values in _corpus_rows(name, line):
                yield BY_NAME[table], _row(BY_NAME[table], values)


def _row(table: Table, values: Json) -> Row:
    """The values of the columns in their order, others left aside; lists as JSON."""
    return tuple(json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value for value in map(values.get, table.columns))


def _record_rows(record: Json) -> Iterator[tuple[str, Json]]:
    article, source = record["article"], record["source"]
    value = {name: article[name] or {} for name in ("title", "publisher", "published")}
    reprint = record["links"]["reprint_of"]
    yield "articles", {
        "source": source["id"], "path": source["path"], "line": source["line"], "part": source["part"], "parts": source["parts"],
        "sha256": source["sha256"], "url": source["url"], "title": value["title"].get("value"),
        "authors": [name for line in article["bylines"] for name in line["names"]], "publisher": value["publisher"].get("value"),
        "published": value["published"].get("value"), "published_from": value["published"].get("from"),
        "published_confidence": value["published"].get("confidence"), "language": article["language"], "truncated": article["truncated"],
        "reprint_of": reprint["record"] if isinstance(reprint, dict) else reprint, "words": len(article["text"].split()),
        "text": article["text"],
    }  # fmt: skip
    for actor in record["actors"]:
        yield "actors", actor | {"actor": actor["id"], "speaker": actor["speaker_id"], "mentions": len(actor["mentions"])}
        for role in actor["roles"]:
            yield "roles", role | {"actor": actor["id"]}
    for date in record["dates"]:
        anchor = {f"anchor_{name}": date["anchor"][name] for name in ("kind", "date", "rule")}
        yield "dates", date | {"date": date["id"]} | anchor
    for place in record["places"]:
        yield "places", place | {"place": place["id"]}
    for entity in record["entities"]:
        yield "entities", entity | {"entity": entity["id"]}
    for quote in record["quotes"]:
        yield from _quote_rows(quote, record["links"]["statements"].get(quote["id"]))
    for mark in record["marked"]:
        yield "marked", mark
    for removed in article["removed"]:
        yield "removed", removed


def _quote_rows(quote: Json, statement: str | None) -> Iterator[tuple[str, Json]]:
    spans, said = quote["parts"] or quote["content"], quote["said"]
    words = {name: (quote[name] or {}).get("text") for name in ("cue", "source")}
    yield "quotes", {name: quote[name] for name in ("type", "text", "speaker_name", "continues", "within", "review", "flags")} | words | {
        "quote": quote["id"], "actor": quote["speaker"], "rule": quote["resolution"]["rule"], "date": said["date"], "place": said["place"],
        "occasion": (said["occasion"] or {}).get("text"), "medium": said["medium"], "statement": statement,
        "raw_start": spans[0]["raw_start"], "raw_end": spans[-1]["raw_end"],
    } | {f"confidence_{name}": value for name, value in quote["confidence"].items()}  # fmt: skip
    named = [("part", part) for part in quote["parts"]] + [("content", span) for span in quote["content"]]
    named += [(name, quote[name]) for name in ("cue", "source") if quote[name]] + [(edit["kind"], edit) for edit in quote["edits"]]
    for kind, span in named:
        yield "quote_spans", span | {"quote": quote["id"], "kind": kind}


def _corpus_rows(name: str, line: Json) -> Iterator[tuple[str, Json]]:
    if name == "speakers":
        yield name, line | {"speaker": line["id"], "articles": len(line["articles"]), "quotes": len(line["quotes"])}
        for merge in line["reasons"]:
            yield "speaker_merges", merge | {"speaker": line["id"]}
    elif name == "statements":
        first = line["first"]
        yield name, line | {"statement": line["id"], "first_record": first["record"], "first_quote": first["quote"]}
    elif name == "reprints":
        yield name, {
            "kind": line["kind"], "earlier": line["earlier"]["record"], "later": line["later"]["record"],
            "share_of_earlier": line["earlier"]["share"], "share_of_later": line["later"]["share"], "paragraphs": len(line["paragraphs"]),
        }  # fmt: skip
    else:
        yield name, line | {"source": line["id"]}
