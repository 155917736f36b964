"""Samples: seeded, blind, and fair to quotations of every type."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from onrecord import schema
from onrecord.audit.sample import draw, key_path, write_sample
from onrecord.audit.score import score_sheet
from onrecord.errors import OnrecordError
from tests.test_schema import record, span


def outputs(folder: Path, **quote: Any) -> Path:
    """An output folder with five articles of one quotation each."""
    lines = []
    for number in range(5):
        value = record(id=f"{number:016x}")
        value["quotes"][0] |= quote
        lines.append(schema.to_json(schema.Record.model_validate(value)) + "\n")
    (folder / "records.jsonl").write_text("".join(lines), encoding="utf-8")
    return folder


def test_the_same_seed_draws_the_same_sample_and_a_larger_one_holds_it(tmp_path: Path) -> None:
    folder = outputs(tmp_path)
    small, large = (draw(folder, size, seed=3)[0] for size in (4, 8))
    assert draw(folder, 4, seed=3)[0] == small
    assert {row["item"] for row in small} < {row["item"] for row in large}
    assert any(draw(folder, 4, seed=seed)[0] != small for seed in (4, 5, 6))


def test_the_sheet_does_not_tell_what_the_machine_says(tmp_path: Path) -> None:
    write_sample(outputs(tmp_path), tmp_path / "sheet.csv", 10)
    with (tmp_path / "sheet.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 10
    assert {value for row in rows for name, value in row.items() if name not in ("item", "kind", "article", "text")} == {""}
    assert {json.loads(line)["kind"] for line in key_path(tmp_path / "sheet.csv").read_text().splitlines()} == {"quote", "passage"}


def test_a_mixed_quotation_is_held_from_its_first_word_on(tmp_path: Path) -> None:
    """Its content begins before the quotation marks: whoever writes down these words has seen what the machine found."""
    write_sample(outputs(tmp_path, type="mixed", parts=[span(9, 14)]), tmp_path / "sheet.csv", 10)
    sheet = tmp_path / "sheet.csv"
    with sheet.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with sheet.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(row | ({"quotations": "We will"} if row["kind"] == "passage" else {}) for row in rows)
    recall = score_sheet(sheet).recall
    assert recall is not None
    assert recall.value == 1


def test_a_folder_without_records_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OnrecordError, match="E131"):
        draw(tmp_path, 10)
