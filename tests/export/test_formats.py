"""Databases, linked data and evidence: what the records say, in the forms of others."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import OnrecordError
from onrecord.export import write
from onrecord.export.evidence import context
from onrecord.export.tables import TABLES, rows
from onrecord.outputs import page_of
from tests.make_records import HOSTILE, Page, write_outputs


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    return write_outputs(tmp_path)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_an_unknown_form_is_refused_with_the_choices(outputs: Path, tmp_path: Path) -> None:
    with pytest.raises(OnrecordError, match=r"E160.*\n.*csv, parquet, sqlite, ftm, schema-org, evidence, no-text"):
        write(outputs, "excel", tmp_path / "x")


def test_a_folder_without_records_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OnrecordError, match="E131"):
        write(tmp_path, "csv", tmp_path / "x.csv")
    assert list(tmp_path.iterdir()) == []


def test_every_row_fits_its_table(outputs: Path) -> None:
    filled = {table.name: [False] * len(table.columns) for table in TABLES}
    for table, row in rows(outputs):
        assert len(row) == len(table.columns)
        filled[table.name] = [had or value is not None for had, value in zip(filled[table.name], row, strict=True)]
    assert all(filled["quotes"][:7])
    assert sum(map(any, filled.values())) == len(TABLES) - 1  # there are no reprints


def test_sqlite_joins_and_finds(outputs: Path, tmp_path: Path) -> None:
    database = sqlite3.connect(write(outputs, "sqlite", tmp_path / "a.sqlite"))
    try:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        found = database.execute(
            "SELECT articles.publisher, actors.name, dates.value, places.country FROM quotes"
            " JOIN articles USING (record) JOIN actors USING (record, actor)"
            " LEFT JOIN dates USING (record, date) LEFT JOIN places USING (record, place)"
            " WHERE quotes.statement = 'st-mains' ORDER BY articles.published"
        ).fetchall()
        assert found == [("Lagos Herald", "Amina Bello", "2021-03-09", "NG"), ("Delta Courier", "Amina Bello", "2021-03-09", "NG")]
        (hits,) = database.execute("SELECT count(*) FROM quotes_words WHERE quotes_words MATCH 'mains'").fetchone()
        assert hits == 2
        (speakers,) = database.execute("SELECT count(*) FROM actors JOIN speakers USING (speaker)").fetchone()
        assert speakers == 5
    finally:
        database.close()


def test_parquet_has_the_same_rows_as_sqlite(outputs: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="needs the extra parquet")
    folder = write(outputs, "parquet", tmp_path / "tables")
    database = sqlite3.connect(write(outputs, "sqlite", tmp_path / "a.sqlite"))
    try:
        for table in TABLES:
            columns = parquet.read_table(folder / f"{table.name}.parquet").to_pydict()
            assert list(columns) == list(table.columns)
            stored = database.execute(f"SELECT * FROM {table.name}").fetchall()
            assert [tuple(row) for row in zip(*columns.values(), strict=True)] == [tuple(row) for row in stored], table.name
    finally:
        database.close()


def test_followthemoney_entities_point_at_each_other(outputs: Path, tmp_path: Path) -> None:
    entities = lines(write(outputs, "ftm", tmp_path / "a.json"))
    ids = {entity["id"] for entity in entities}
    assert {entity["schema"] for entity in entities} == {"Person", "Article", "Mention", "Note"}
    for entity in entities:
        assert all(isinstance(values, list) and all(isinstance(item, str) for item in values) for values in entity["properties"].values())
        for name in ("document", "resolved", "entity"):
            assert set(entity["properties"].get(name, [])) <= ids
    note = next(entity for entity in entities if entity["schema"] == "Note")
    assert note["properties"]["description"] == ["We will lay new mains in every street by May. (Amina Bello, 2021-03-09, Lagos)"]
    assert not any("javascript:" in json.dumps(entity) for entity in entities)


def test_schema_org_has_quotations_with_their_speakers(outputs: Path, tmp_path: Path) -> None:
    article = lines(write(outputs, "schema-org", tmp_path / "a.jsonld"))[0]
    assert (article["@type"], article["datePublished"], article["publisher"]["name"]) == ("NewsArticle", "2021-03-10", "Lagos Herald")
    quotation = article["hasPart"][0]
    assert quotation["creator"] == {
        "@type": "Person", "name": "Amina Bello", "identifier": "s-bello", "jobTitle": ["chair, Lagos Water Board"],
    }  # fmt: skip
    assert quotation["dateCreated"] == "2021-03-09"
    assert quotation["locationCreated"]["sameAs"] == "https://sws.geonames.org/2332459/"
    assert quotation["isPartOf"] == {"@id": article["@id"]}


def evidence(outputs: Path, out: Path, number: int, quote: str) -> str:
    record = lines(outputs / "records.jsonl")[number]["id"]
    return (out / page_of("quotes", f"{record}-{quote}")).read_text(encoding="utf-8")


def test_evidence_shows_the_raw_words_in_their_place(outputs: Path, tmp_path: Path) -> None:
    out = write(outputs, "evidence", tmp_path / "evidence")
    text = evidence(outputs, out, 0, "q2")
    for words in ('<mark class="said">the old pumps would stay in use</mark>', '<mark class="source">She</mark>',
                  '<mark class="cue">added</mark>', '<mark class="antecedent">Amina Bello</mark>', "paragraph-initial pronoun",
                  "Tunde Okafor (0.08)", "Share on FriendFace"):  # fmt: skip
        assert words in text
    assert len(list(out.glob("quotes/*/*.html"))) == 7
    assert (out / "index.html").read_text(encoding="utf-8").count("<li>") == 7


def test_evidence_cuts_no_word(outputs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = lines(outputs / "records.jsonl")[0]
    (quote,) = [quote for quote in record["quotes"] if quote["id"] == "q2"]
    text = record["article"]["text"]
    known = set(text.split())
    for size in range(20, 60):
        monkeypatch.setattr("onrecord.export.evidence.CONTEXT", size)
        shown = "".join(words for _, words in context(record, quote, None))
        assert shown in text
        assert {shown.split()[0], shown.split()[-1]} <= known


def test_evidence_shows_the_other_wordings_of_a_statement(outputs: Path, tmp_path: Path) -> None:
    out = write(outputs, "evidence", tmp_path / "evidence")
    told = {line["id"]: line for line in lines(outputs / "statements.jsonl")}
    shared = next(line for line in told.values() if line["articles"] > 1)
    here, there = [place for wording in shared["wordings"] for place in wording["places"]][:2]
    number = next(n for n, record in enumerate(lines(outputs / "records.jsonl")) if record["id"] == here["record"])
    text = evidence(outputs, out, number, here["quote"])
    assert "Told elsewhere" in text
    assert f"<th>{there['record']} {there['quote']}</th>" in text


def test_evidence_says_when_a_raw_file_has_changed(outputs: Path, tmp_path: Path) -> None:
    (tmp_path / "raw" / "2021" / "herald.txt").write_text("changed", encoding="utf-8")
    text = evidence(outputs, write(outputs, "evidence", tmp_path / "evidence"), 0, "q1")
    assert "The raw text was not read" in text
    assert '<mark class="said">We will lay' in text


def test_evidence_escapes_hostile_words(outputs: Path, tmp_path: Path) -> None:
    out = write(outputs, "evidence", tmp_path / "evidence")
    for path in out.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert HOSTILE not in text
        assert "<b>bold" not in text
        assert "<script" not in text


def test_evidence_tells_the_chain_of_hearsay(tmp_path: Path) -> None:
    page = Page("relayed", [("paragraph", "“He told me ‘never’ and left,” Ada Obi said.")])
    obi = page.add("actors", None, kind="person", named=True, name="Ada Obi", variants=[], mentions=[page.span("Ada Obi")], quotes=[])
    page.quote("He told me ‘never’ and left,", cue="said", source="Ada Obi", speaker=obi)
    page.quote("never", cue="told", source="He", within="q1")
    outputs = write_outputs(tmp_path, [page])
    text = evidence(outputs, write(outputs, "evidence", tmp_path / "evidence"), 0, "q2")
    assert "is told inside q1 by Ada Obi" in text
