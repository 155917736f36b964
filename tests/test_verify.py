"""The checker finds what does not hold, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from onrecord.verify import verify
from tests.make_records import write_jsonl, write_outputs


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    return write_outputs(tmp_path)


def change(path: Path, number: int, edit: Callable[[dict[str, Any]], None]) -> None:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    edit(rows[number])
    write_jsonl(path, rows)


def messages(outputs: Path, inputs: Path | None = None) -> list[str]:
    return [str(problem) for problem in verify(outputs, inputs=[inputs] if inputs else ())]


def test_a_good_folder_holds(outputs: Path) -> None:
    assert messages(outputs, outputs.parent / "raw") == []


@pytest.mark.parametrize("position", [0, 40, 150, 300, -2])
def test_a_flipped_byte_in_a_raw_file_is_found(outputs: Path, position: int) -> None:
    path = outputs.parent / "raw" / "2021" / "herald.txt"
    data = bytearray(path.read_bytes())
    data[position] ^= 1
    path.write_bytes(data)
    found = messages(outputs, outputs.parent / "raw")
    assert "has changed: its sha256 is" in found[0]
    assert messages(outputs) == []


def test_the_span_under_a_flipped_byte_is_named(outputs: Path) -> None:
    path = outputs.parent / "raw" / "2021" / "herald.txt"
    path.write_bytes(path.read_bytes().replace(b"every street", b"every stroet"))
    assert any("quotes[0].parts[0]: the raw text at" in message for message in messages(outputs, outputs.parent / "raw"))


def test_a_missing_raw_file_is_found(outputs: Path) -> None:
    (outputs.parent / "raw" / "evil.txt").unlink()
    assert "there is no 'evil.txt' below" in messages(outputs, outputs.parent / "raw")[0]


EDITS: dict[str, tuple[Callable[[dict[str, Any]], None], str]] = {
    "a span that says something else": (lambda r: r["quotes"][0]["cue"].update(text="sang"), "'said', not 'sang'"),
    "a key that is not of the schema": (lambda r: r.update(extra=1), "Extra inputs are not permitted"),
    "a reference to nothing": (lambda r: r["entities"][0].update(actor="a9"), "there is no a9"),
    "an id that is no digest": (lambda r: r.update(id="f" * 16), "is not the digest of source.id"),
    "a quotation that is not its parts": (lambda r: r["quotes"][0].update(text="We will."), "q1: its text is not the sum of its parts"),
    "an actor without a quotation of theirs": (lambda r: r["actors"][0].update(quotes=["q1"]), "q2: its speaker is a1, but a1 does not list it"),
    "an actor with a quotation of another": (lambda r: r["actors"][1]["quotes"].append("q1"), "q1: a2 lists it, but is not its speaker"),
    "a shifted raw offset": (lambda r: r["quotes"][0]["source"].update(raw_start=200, raw_end=211), "the raw text at 200-211 is"),
    "a paragraph that is gone": (lambda r: r["article"]["removed"].pop(), "is lost: 'Next story >'"),
    "another removed text": (lambda r: r["article"]["removed"][0].update(text="Share"), "not 'Share'"),
    "a speaker that is not listed": (lambda r: r["actors"][0].update(speaker_id="s-other"), "speakers.jsonl: s-other: records name it"),
}  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_a_changed_record_is_found(outputs: Path, name: str) -> None:
    edit, expected = EDITS[name]
    change(outputs / "records.jsonl", 0, edit)
    assert any(expected in message for message in messages(outputs, outputs.parent / "raw"))


def test_a_record_that_stands_twice_is_found(outputs: Path) -> None:
    path = outputs / "records.jsonl"
    path.write_text(path.read_text(encoding="utf-8") * 2, encoding="utf-8")
    assert "this id stands in an earlier line too" in "\n".join(messages(outputs))


def test_a_line_that_was_cut_off_is_found(outputs: Path) -> None:
    path = outputs / "records.jsonl"
    path.write_bytes(path.read_bytes()[:-50])
    found = "\n".join(messages(outputs))
    assert "line 3: not JSON" in found
    assert "the file was cut off" in found


@pytest.mark.parametrize("name", ["speakers.jsonl", "statements.jsonl"])
def test_a_pointer_to_a_record_that_is_not_there_is_found(outputs: Path, name: str) -> None:
    path = outputs / name
    first = json.loads((outputs / "records.jsonl").read_text(encoding="utf-8").splitlines()[0])["id"]
    path.write_text(path.read_text(encoding="utf-8").replace(first, "0" * 16), encoding="utf-8")
    assert f"there is no record {'0' * 16}" in "\n".join(messages(outputs))


def test_a_wrong_count_is_found(outputs: Path) -> None:
    path = outputs / "run.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"records": 3', '"records": 4'), encoding="utf-8")
    assert messages(outputs) == ["run.json: counts.records: says 4, there are 3"]


def test_a_folder_without_records_is_a_problem(tmp_path: Path) -> None:
    assert messages(tmp_path) == ["records.jsonl: there is no such file"]
