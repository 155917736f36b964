"""The record: what it accepts, what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from onrecord import schema

TEXT = "“We will open,” said Ana Ruiz."


def span(start: int, end: int) -> dict[str, Any]:
    return {"start": start, "end": end, "raw_start": start, "raw_end": end, "text": TEXT[start:end]}


def record(**changes: Any) -> dict[str, Any]:
    value: dict[str, Any] = {
        "id": "0" * 16,
        "source": {"id": "page", "sha256": "", "encoding": "utf-8", "part": 1, "parts": 1, "raw_start": 0, "raw_end": len(TEXT)},
        "article": {"text": TEXT, "language": "en", "blocks": [span(0, len(TEXT)) | {"kind": "paragraph"}]},
        "quotes": [
            {
                "id": "q1", "type": "direct", "parts": [span(1, 14)], "content": [span(1, 14)], "text": TEXT[1:14], "cue": span(16, 20),
                "source": span(21, 29), "speaker": "a1", "speaker_name": "Ana Ruiz", "resolution": {"rule": "name"}, "said": {},
                "confidence": {"speech": 0.98765, "source": 0.9, "speaker": 0.9},
            }
        ],
        "actors": [{"id": "a1", "kind": "person", "named": True, "name": "Ana Ruiz", "mentions": [span(21, 29)], "quotes": ["q1"]}],
        "provenance": {"onrecord": "0", "profile": "p", "profile_sha256": ""},
    }  # fmt: skip
    return value | changes


def test_a_whole_record_is_accepted_and_survives_a_round_trip() -> None:
    first = schema.Record.model_validate(record())
    line = schema.to_json(first)
    assert schema.to_json(schema.Record.model_validate_json(line)) == line
    assert json.loads(line)["quotes"][0]["confidence"]["speech"] == 0.988


def test_keys_come_in_the_order_of_the_contract() -> None:
    keys = list(json.loads(schema.to_json(schema.Record.model_validate(record()))))
    assert keys == [
        "schema_version", "id", "source", "article", "entities", "quotes", "marked", "dates", "places", "actors", "links", "issues", "corrected",
        "provenance",
    ]  # fmt: skip


def broken(change: str) -> dict[str, Any]:
    value = record()
    quote = value["quotes"][0]
    if change == "text of a span":
        quote["source"]["text"] = "Ana Ruis"
    elif change == "span past the end":
        quote["source"] |= {"end": 99, "raw_end": 99}
    elif change == "raw span outside the article":
        quote["source"]["raw_end"] = 99
    elif change == "speaker that does not exist":
        quote["speaker"] = "a2"
    elif change == "ids out of order":
        quote["id"] = "q2"
    elif change == "direct speech without parts":
        quote["parts"] = []
    elif change == "no content":
        quote["content"] = []
    elif change == "unknown key":
        quote["tone"] = "angry"
    elif change == "confidence above one":
        quote["confidence"]["source"] = 1.2
    return value


@pytest.mark.parametrize(
    "change",
    [
        "text of a span", "span past the end", "raw span outside the article", "speaker that does not exist", "ids out of order",
        "direct speech without parts", "no content", "unknown key", "confidence above one",
    ],
)  # fmt: skip
def test_a_broken_record_is_refused(change: str) -> None:
    with pytest.raises(ValidationError):
        schema.Record.model_validate(broken(change))


def test_a_span_that_is_there_by_half_is_refused() -> None:
    with pytest.raises(ValidationError, match="or none"):
        schema.Metadata.model_validate({"value": "x", "from": "text", "start": 1})


def test_the_published_schema_is_the_schema_of_the_models() -> None:
    published = json.loads((Path(__file__).parents[1] / "docs" / "record.schema.json").read_text(encoding="utf-8"))
    assert published == schema.json_schema(), "run make schema"
