"""Scores: what counts as right, spurious and missed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord import schema
from onrecord.errors import OnrecordError
from onrecord.evaluate import compare, evaluate, read_gold
from onrecord.evaluate.counts import Counts
from onrecord.evaluate.layers import distance, same_place
from tests.test_schema import record


def gold(**changes: Any) -> dict[str, Any]:
    """The gold of the article that `tests.test_schema.record` is about, in which everything is right."""
    article: dict[str, Any] = {
        "raw_start": 0, "raw_end": 30, "title": None, "published": None, "bylines": [], "blocks": [[0, 30, "paragraph"]], "entities": [],
        "quotes": [
            {"type": "direct", "parts": [[1, 14]], "content": [[1, 14]], "cue": [16, 20], "source": [21, 29], "speaker": "p:ana", "said": {}}
        ],
        "dates": [], "places": [], "actors": [{"key": "p:ana", "name": "Ana Ruiz", "kind": "person", "named": True, "mentions": [[21, 29]]}],
    }  # fmt: skip
    return {"id": "page", "articles": [article | changes]}


def found() -> dict[str, Any]:
    return schema.to_dict(schema.Record.model_validate(record()))


def test_a_perfect_record_scores_one_in_every_layer() -> None:
    figures = compare([gold()], [found()], facts=True).figures()
    assert {layer: values["f1"] for layer, values in figures.items() if layer != "text"} == dict.fromkeys(set(figures) - {"text"}, 1.0)
    assert figures["text"]["recall"] == 1.0


def counted(layer: str, change: dict[str, Any], record_change: dict[str, Any] | None = None) -> Counts:
    value = found()
    value["quotes"][0] |= record_change or {}
    return compare([gold(**change)], [value], facts=True).total(layer)


def quote(**changes: Any) -> dict[str, Any]:
    return {"quotes": [gold()["articles"][0]["quotes"][0] | changes]}


@pytest.mark.parametrize(
    ("layer", "change"),
    [
        ("quotes", quote(parts=[[20, 29]])),
        ("sources", quote(source=[0, 1])),
        ("sources", quote(source=None)),
        ("speakers", quote(speaker="p:bea")),
        ("speakers", quote(speaker=None)),
        ("facts", quote(said={"date": "2021-03-06"})),
        ("facts", quote(said={"place": {"name": "Lagos", "country": "NG", "geonames_id": 2332459}})),
    ],
)
def test_what_differs_from_gold_is_missed_and_spurious(layer: str, change: dict[str, Any]) -> None:
    counts = counted(layer, change)
    assert (counts.right, counts.missed, counts.spurious) == (0, 1, 1)
    assert len(counts.misses) == 1


def test_a_wrong_speaker_leaves_quote_and_source_right() -> None:
    change = quote(speaker="p:bea")
    assert counted("quotes", change).right == counted("sources", change).right == 1


def test_a_page_without_records_is_missed_in_full() -> None:
    report = compare([gold()], [])
    assert report.total("quotes").missed == 1
    assert report.total("articles").missed == 1


@pytest.mark.parametrize(
    ("wanted", "given", "same"),
    [
        ({"country": "NG", "geonames_id": 1, "lat": 6.45, "lon": 3.39}, {"geonames_id": 1}, True),
        ({"country": "NG", "geonames_id": 1, "lat": 6.45, "lon": 3.39}, {"geonames_id": 2, "lat": 6.5, "lon": 3.4}, True),
        ({"country": "NG", "geonames_id": 1, "lat": 6.45, "lon": 3.39}, {"geonames_id": 2, "lat": 9.0, "lon": 7.4}, False),
        ({"country": "NG", "kind": "country", "lat": 9.0, "lon": 8.0}, {"country": "NG", "kind": "country", "lat": 10.0, "lon": 8.0}, True),
        ({}, {}, True),
        ({}, {"lat": 1.0, "lon": 1.0, "geonames_id": 4}, False),
    ],
)
def test_places_are_the_same_by_id_nearness_or_country(wanted: dict[str, Any], given: dict[str, Any], same: bool) -> None:
    assert same_place(wanted, given) is same


def test_distance_is_that_of_the_great_circle() -> None:
    assert distance(48.8566, 2.3522, 51.5074, -0.1278) == pytest.approx(343.6, abs=1)


def test_a_gold_line_that_is_none_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(gold()) + "\n[]\n")
    with pytest.raises(OnrecordError, match="E130.*Line 2"):
        read_gold(path)


def test_a_folder_without_records_is_named(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold()) + "\n")
    with pytest.raises(OnrecordError, match="E131"):
        evaluate(tmp_path, tmp_path / "gold.jsonl")
