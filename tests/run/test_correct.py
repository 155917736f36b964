"""Corrections by the ids of the records."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.corrections import load
from onrecord.errors import OnrecordError
from onrecord.run import extract
from onrecord.run.correct import add_correction
from onrecord.run.extract import Job

TEXT = """Harbour plan for Accra goes ahead

ACCRA, 4 March 2024 - "The quay will be ready by June," said Ama Boateng, the port director.
"""


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("correct")
    (folder / "in").mkdir()
    (folder / "in/page.txt").write_text(TEXT)
    extract.run(Job(inputs=[str(folder / "in")], output=folder / "out", profile="rules"))
    return folder / "out"


def record_of(outputs: Path) -> dict[str, Any]:
    return dict(json.loads((outputs / "records.jsonl").read_text().splitlines()[0]))


@pytest.mark.parametrize(
    ("item", "values", "field", "words", "new"),
    [
        ("#q1", {"confirm": "yes"}, "quote", "The quay will be ready by June,", "confirmed"),
        ("#q1", {"speaker": "Ama A. Boateng"}, "quote.speaker", "The quay will be ready by June,", "Ama A. Boateng"),
        ("#q1", {"speaker": ""}, "quote.speaker", "The quay will be ready by June,", None),
        ("#q1", {"cue": "92-96"}, "quote.cue", "The quay will be ready by June,", [92, 96]),
        ("#a1", {"name": "Ama Boateng-Osei"}, "actor.name", "Ama Boateng", "Ama Boateng-Osei"),
        ("", {"title": "Harbour plan"}, "title", "Harbour plan for Accra goes ahead", "Harbour plan"),
        ("", {"begins_at": 35}, "split", "", True),
        ("", {"join": "yes"}, "split", "", False),
    ],
)
def test_a_correction_is_written_by_raw_span(
    outputs: Path, tmp_path: Path, item: str, values: dict[str, Any], field: str, words: str, new: Any
) -> None:
    record = record_of(outputs)
    correction = add_correction(outputs, record["id"] + item, tmp_path / "corrections.jsonl", who="eva", **values)
    assert (correction.field, TEXT[correction.raw_start : correction.raw_end], correction.new) == (field, words, new)
    assert load(tmp_path / "corrections.jsonl") == [correction]


def test_a_place_is_named_by_name_or_number_and_survives_the_next_run(outputs: Path, tmp_path: Path) -> None:
    record = record_of(outputs)
    (place,) = [place for place in record["places"] if place["text"] == "ACCRA"]
    correction = add_correction(outputs, f"{record['id']}#{place['id']}", tmp_path / "corrections.jsonl", place="2306104")
    assert (correction.new["name"], correction.new["country"]) == ("Accra", "GH")
    with pytest.raises(OnrecordError, match="E154.*places are called 'Springfield'"):
        add_correction(outputs, f"{record['id']}#{place['id']}", tmp_path / "corrections.jsonl", place="Springfield")
    add_correction(outputs, f"{record['id']}#{place['id']}", tmp_path / "corrections.jsonl", place="")
    extract.run(
        Job(inputs=[str(outputs.parent / "in")], output=tmp_path / "out", profile="rules", corrections=tmp_path / "corrections.jsonl")
    )
    (place,) = [place for place in record_of(tmp_path / "out")["places"] if place["text"] == "ACCRA"]
    assert (place["geonames_id"], place["unresolved_reason"]) == (None, "person")


@pytest.mark.parametrize(
    ("item", "values", "code"),
    [
        ("#q9", {"confirm": "yes"}, "E152"),
        ("#q1", {}, "E153"),
        ("#q1", {"confirm": "yes", "reject": "yes"}, "E153"),
        ("#q1", {"date": "2024"}, "E153"),
        ("", {"speaker": "Ama"}, "E153"),
        ("#q1", {"cue": "here"}, "E153"),
        ("#q1", {"cue": "10000-10004"}, "E155"),
        ("#q1", {"source": "20-60"}, "E155"),
        ("#d1", {"date": "next week"}, "E155"),
        ("#d1", {"date": "2024-13"}, "E155"),
        ("#d1", {"date": "2024-02-30"}, "E155"),
        ("", {"begins_at": 10_000}, "E155"),
    ],
)
def test_what_does_not_fit_is_told(outputs: Path, tmp_path: Path, item: str, values: dict[str, Any], code: str) -> None:
    with pytest.raises(OnrecordError) as told:
        add_correction(outputs, record_of(outputs)["id"] + item, tmp_path / "corrections.jsonl", **values)
    assert told.value.code == code
    assert not (tmp_path / "corrections.jsonl").exists()
