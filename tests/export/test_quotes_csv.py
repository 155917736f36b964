"""Quotations as a table: nothing runs in a spreadsheet, everything comes back."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.corrections import apply
from onrecord.errors import OnrecordError
from onrecord.export import corrections_from_csv, write
from onrecord.export.quotes_csv import COLUMNS, harmless, original
from tests.make_records import write_outputs

Row = dict[str, str]


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    return write_outputs(tmp_path)


def read(table: Path) -> list[Row]:
    with table.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def rewrite(table: Path, rows: list[Row], columns: tuple[str, ...] = COLUMNS) -> None:
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


@given(st.text(alphabet="'=+-@|%\t\r\na ", max_size=6) | st.text(max_size=30))
def test_a_harmless_cell_comes_back_as_it_was(value: str) -> None:
    assert original(harmless(value)) == value


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "|cmd", "%0", "＝1", "'=1"])
def test_no_cell_begins_like_a_formula(value: str) -> None:
    assert harmless(value) == "'" + value


def test_there_is_a_row_for_each_quotation(outputs: Path, tmp_path: Path) -> None:
    rows = read(write(outputs, "csv", tmp_path / "q.csv"))
    assert len(rows) == 7
    first = rows[0]
    assert first["text"] == "We will lay new mains in every street by May."
    assert (first["speaker"], first["role"]) == ("Amina Bello", "chair, Lagos Water Board")
    assert (first["date"], first["place"], first["publisher"], first["published"]) == ("2021-03-09", "Lagos", "Lagos Herald", "2021-03-10")
    raw = (tmp_path / "raw" / "2021" / "herald.txt").read_text(encoding="utf-8")
    assert raw[int(first["raw_start"]) : int(first["raw_end"])] == first["text"]
    assert rows[-1]["text"].startswith("'=1+1 & <b>")


def test_the_page_column_is_where_the_inspector_writes(outputs: Path, tmp_path: Path) -> None:
    from onrecord.inspect import write_site

    write_site(outputs)
    for row in read(write(outputs, "csv", tmp_path / "q.csv")):
        assert (outputs / row["page"].partition("#")[0]).is_file()


def test_an_untouched_table_corrects_nothing(outputs: Path, tmp_path: Path) -> None:
    assert corrections_from_csv(write(outputs, "csv", tmp_path / "q.csv"), outputs) == []


def test_what_was_edited_comes_back_and_can_be_applied(outputs: Path, tmp_path: Path) -> None:
    table = write(outputs, "csv", tmp_path / "q.csv")
    rows = read(table)
    rows[0] |= {"review": "confirmed", "date": "2021-03-08"}
    rows[1]["speaker"] = "Tunde Okafor"
    rows[2] |= {"speaker": "", "title": "=New title"}
    rows[3]["review"] = "rejected"
    rewrite(table, list(reversed(rows)))
    found = corrections_from_csv(table, outputs, who="N. A.", when="2026-01-01")
    assert {(item.field, item.old, item.new) for item in found} == {
        ("quote", "unseen", "confirmed"), ("date.value", "2021-03-09", "2021-03-08"), ("quote.speaker", "Amina Bello", "Tunde Okafor"),
        ("quote.speaker", "Tunde Okafor", None), ("title", "Water board promises new mains by May", "=New title"),
        ("quote", "unseen", "rejected"),
    }  # fmt: skip
    assert {(item.who, item.when) for item in found} == {("N. A.", "2026-01-01")}
    record = json.loads((outputs / "records.jsonl").read_text(encoding="utf-8").splitlines()[0])
    corrected, unfit = apply(record, [item for item in found if item.document == record["source"]["sha256"]])
    assert unfit == []
    assert [quote["speaker_name"] for quote in corrected["quotes"]] == ["Amina Bello", "Tunde Okafor", None]
    assert corrected["quotes"][0]["review"] == "confirmed"
    assert corrected["article"]["title"]["value"] == "=New title"


def test_rows_and_columns_may_be_left_out(outputs: Path, tmp_path: Path) -> None:
    table = write(outputs, "csv", tmp_path / "q.csv")
    rows = read(table)[1:2]
    rows[0]["speaker"] = "A. Bello"
    rewrite(table, rows, ("quote", "speaker"))
    assert [item.new for item in corrections_from_csv(table, outputs)] == ["A. Bello"]


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [("quote", "0#q1", "E163"), ("review", "maybe", "E164")],
    ids=["a quotation that is not there", "a review that is none"],
)
def test_a_table_that_does_not_fit_is_refused(outputs: Path, tmp_path: Path, column: str, value: str, message: str) -> None:
    table = write(outputs, "csv", tmp_path / "q.csv")
    rows = read(table)
    rows[0][column] = value
    rewrite(table, rows)
    with pytest.raises(OnrecordError, match=message):
        corrections_from_csv(table, outputs)


def test_another_table_is_refused(outputs: Path, tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(OnrecordError, match="E163"):
        corrections_from_csv(tmp_path / "other.csv", outputs)
