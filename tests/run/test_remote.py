"""Inputs and outputs at URLs, through fsspec."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.corpus import read
from onrecord.errors import OnrecordError
from onrecord.run import extract
from onrecord.run.extract import Job
from onrecord.settings import CorpusSettings
from onrecord.types import RawDocument
from tests.conftest import ARTICLES
from tests.run.test_extract import contents, run

fsspec = pytest.importorskip("fsspec")


@pytest.fixture
def memory() -> Iterator[object]:
    """An empty file system in memory."""
    system = fsspec.filesystem("memory")
    yield system
    system.store.clear()
    system.pseudo_dirs[:] = [""]


def test_a_folder_at_a_url_gives_the_same_bytes_as_on_disk(articles: Path, tmp_path: Path, memory: object) -> None:
    for name, text in ARTICLES.items():
        memory.pipe_file(f"/news/{name}", text.encode())  # type: ignore[attr-defined]
    run(articles, tmp_path / "disk")
    extract.run(Job(inputs=["memory://news"], output=tmp_path / "url", profile="rules"))
    assert contents(tmp_path / "disk") == contents(tmp_path / "url")


def test_shards_at_a_url_are_read_in_order(memory: object) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    lines = gzip.compress(b'{"id": "a", "text": "One."}\n{"id": "b", "text": "Two."}\n')
    memory.pipe_file("/shards/0.jsonl.gz", lines)  # type: ignore[attr-defined]
    table = io.BytesIO()
    parquet.write_table(pyarrow.table({"id": ["c"], "text": ["Three."]}), table)
    memory.pipe_file("/shards/1.parquet", table.getvalue())  # type: ignore[attr-defined]
    memory.pipe_file("/shards/2.csv", b"id,text\nd,Four.\n")  # type: ignore[attr-defined]
    memory.pipe_file("/shards/.hidden.txt", b"no")  # type: ignore[attr-defined]
    found = list(read(["memory://shards"], settings=CorpusSettings()))
    assert [(item.id, item.text) for item in found if isinstance(item, RawDocument)] == [
        ("a", "One."), ("b", "Two."), ("c", "Three."), ("d", "Four."),
    ]  # fmt: skip


def test_a_file_url_is_a_path(articles: Path) -> None:
    given = list(read([f"file://{articles}"], settings=CorpusSettings()))
    assert given == list(read([articles], settings=CorpusSettings()))


@pytest.mark.parametrize(
    ("url", "code"), [("memory://nowhere", "E121"), ("nosuchscheme://x", "E126")], ids=["nothing there", "unknown scheme"]
)
def test_a_url_that_cannot_be_read_is_refused(url: str, code: str, memory: object) -> None:
    with pytest.raises(OnrecordError, match=code):
        read([url], settings=CorpusSettings())


@pytest.mark.parametrize("shards", ["jsonl", "parquet"])
def test_finished_files_are_put_at_a_url(shards: str, articles: Path, tmp_path: Path, memory: object) -> None:
    if shards == "parquet":
        pytest.importorskip("pyarrow")
    run(articles, tmp_path / "out", publish="memory://results", shards=shards)
    names = sorted(name.removeprefix("/results/") for name in memory.find("/results"))  # type: ignore[attr-defined]
    assert names == sorted(
        [f"records/part-00000.{shards}", "run.json", "speakers.jsonl", "statements.jsonl", "reprints.jsonl", "issues.jsonl"]
    )
    data = memory.cat_file(f"/results/records/part-00000.{shards}")  # type: ignore[attr-defined]
    if shards == "jsonl":
        assert data == (tmp_path / "out/records.jsonl").read_bytes()
    else:
        from pyarrow import parquet

        rows = parquet.read_table(io.BytesIO(data)).to_pylist()
        assert [row["source"] for row in rows] == ["a", "b/c", "d"]
        lines = (tmp_path / "out/records.jsonl").read_text().splitlines()
        assert [json.loads(row["record"]) for row in rows] == [json.loads(line) for line in lines]
