"""Reading of inputs: order, ids, encodings, rows; a bad document never stops the others."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest

from onrecord import corpus
from onrecord.corpus.decode import decode
from onrecord.errors import OnrecordError
from onrecord.settings import CorpusSettings
from onrecord.types import RawDocument, ReadProblem

SETTINGS = CorpusSettings(max_chars=10_000)


def read(*inputs: Path | str, **options: object) -> list[RawDocument | ReadProblem]:
    return list(corpus.read(inputs, settings=SETTINGS, **options))  # type: ignore[arg-type]


def documents(*inputs: Path | str, **options: object) -> list[RawDocument]:
    return [item for item in read(*inputs, **options) if isinstance(item, RawDocument)]


def problems(*inputs: Path | str, **options: object) -> list[ReadProblem]:
    return [item for item in read(*inputs, **options) if isinstance(item, ReadProblem)]


def put(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_folder_is_read_by_path_below_it_and_other_files_are_passed_over(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.html", "a.txt", "picture.png", ".hidden.txt"):
        put(tmp_path / name, "Text.")
    found = documents(tmp_path)
    assert [(item.id, item.path, item.html) for item in found] == [
        ("a", "a.txt", False),
        ("a/z", "a/z.html", True),
        ("b", "b.txt", False),
    ]


def test_two_inputs_of_one_name_get_two_ids_and_an_issue(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", "One.")
    put(tmp_path / "a.html", "Two.")
    first, second = documents(tmp_path)
    assert (first.id, second.id) == ("a", "a~2")
    assert [issue.code for issue in second.issues] == ["I008"]


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        ("Caf\u00e9\r\n".encode(), "Caf\u00e9\r\n", "utf-8"),
        (b"\xef\xbb\xbfCaf\xc3\xa9", "Caf\u00e9", "utf-8"),
        ("Caf\u00e9 to the end".encode("utf-16"), "Caf\u00e9 to the end", "utf-16-le"),
        ("Caf\u00e9 to the end".encode("utf-16-le"), "Caf\u00e9 to the end", "utf-16-le"),
        ("Caf\u00e9 to the end".encode("utf-16-be"), "Caf\u00e9 to the end", "utf-16-be"),
        (b"She said \x93yes\x94 at the caf\xe9.", "She said \u201cyes\u201d at the caf\u00e9.", "cp1252"),
    ],
    ids=["UTF-8", "byte order mark", "UTF-16 with mark", "UTF-16 without, little end", "UTF-16 without, big end", "Windows-1252"],
)
def test_encodings_are_told_and_newlines_kept(data: bytes, text: str, encoding: str) -> None:
    assert (decode(data).text, decode(data).encoding) == (text, encoding)


def test_a_few_broken_bytes_in_utf8_are_replaced_with_an_issue() -> None:
    decoded = decode("„Grüße“ aus Köln, schöne Tage".encode() + b" \xff end")
    assert decoded.encoding == "utf-8"
    assert decoded.text is not None
    assert decoded.text.endswith("\ufffd end")
    assert [issue.code for issue in decoded.issues] == ["I003"]


@pytest.mark.parametrize(
    ("data", "code", "failed"),
    [(b"", "I001", False), (b" \n\t ", "I001", False), (bytes(range(256)) * 40, "I002", True), (b"x" * 50_000, "I009", True)],
    ids=["empty", "white space", "binary", "too long"],
)
def test_a_file_that_gives_no_document_says_why_and_stops_no_other(data: bytes, code: str, failed: bool, tmp_path: Path) -> None:
    put(tmp_path / "a.txt", data)
    put(tmp_path / "b.txt", "Text.")
    problem, document = read(tmp_path)
    assert isinstance(problem, ReadProblem)
    assert (problem.id, problem.issue.code, problem.failed) == ("a", code, failed)
    assert document.id == "b"


def test_a_dangling_link_and_one_that_leads_out_are_problems(tmp_path: Path) -> None:
    outside = put(tmp_path / "outside.txt", "Secret.")
    folder = tmp_path / "in"
    put(folder / "a.txt", "Text.")
    (folder / "b.txt").symlink_to(folder / "nowhere.txt")
    (folder / "c.txt").symlink_to(outside)
    assert [item.id for item in documents(folder)] == ["a"]
    assert [(item.id, item.issue.code, item.failed) for item in problems(folder)] == [("b", "I005", True), ("c", "I012", False)]


def test_a_folder_that_is_a_link_is_not_entered(tmp_path: Path) -> None:
    put(tmp_path / "outside/secret.txt", "Secret.")
    put(tmp_path / "in/a.txt", "Text.")
    (tmp_path / "in/more").symlink_to(tmp_path / "outside", target_is_directory=True)
    assert [item.id for item in documents(tmp_path / "in")] == ["a"]


LINES = [
    '{"id": "x", "text": "One.", "title": "T", "published": "2020-02-03", "mood": {"a": [1, null]}}',
    "not json",
    "[1]",
    '{"title": "no text"}',
    "",
    '{"html": "<p>Two.</p>"}',
]


@pytest.mark.parametrize("depth", [90, 200, 600, 5000])
def test_a_line_nested_too_deeply_stops_no_other(depth: int, tmp_path: Path) -> None:
    path = put(tmp_path / "a.jsonl", '{"text": "One.", "m": ' + "[" * depth + "]" * depth + '}\n{"text": "Two."}\n')
    assert [item.text for item in documents(path)] == (["One.", "Two."] if depth < 100 else ["Two."])
    assert [item.issue.code for item in problems(path)] == ([] if depth < 100 else ["I006"])


def test_json_lines_give_documents_and_problems_in_order(tmp_path: Path) -> None:
    path = put(tmp_path / "docs.jsonl", "\n".join(LINES))
    zipped = tmp_path / "zip.jsonl.gz"
    zipped.write_bytes(gzip.compress(path.read_bytes()))
    items = read(path)
    assert [item.id for item in items] == ["x", "docs#2", "docs#3", "docs#4", "docs#6"]
    assert [item.issue.code for item in items if isinstance(item, ReadProblem)] == ["I006", "I006", "I007"]
    first, last = (item for item in items if isinstance(item, RawDocument))
    assert (first.title, first.published, dict(first.extra), first.line) == ("T", "2020-02-03", {"mood": {"a": [1, None]}}, 1)
    assert last.html
    assert read(zipped)[0].id == "x"


def test_a_broken_surrogate_in_json_is_replaced(tmp_path: Path) -> None:
    (document,) = documents(put(tmp_path / "a.jsonl", '{"text": "a\\ud800b \\ud83d\\ude00"}'))
    assert document.text == "a\ufffdb \U0001f600"
    assert [issue.code for issue in document.issues] == ["I003"]


def test_tables_are_read_with_long_cells_and_newlines(tmp_path: Path) -> None:
    path = put(tmp_path / "t.csv", 'id,body,publisher,topic\n7,"A ""word"".\n\nMore.",The Paper,rain\n8,' + "x" * 200_000 + ",,\n")
    first, second = documents(path)
    assert (first.id, first.text, first.publisher, dict(first.extra)) == ("7", 'A "word".\n\nMore.', "The Paper", {"topic": "rain"})
    assert len(second.text) == 200_000


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_a_table_in_any_unicode_encoding_is_read(encoding: str, tmp_path: Path) -> None:
    (document,) = documents(put(tmp_path / "t.csv", "id,text\n7,A word and some more.\n".encode(encoding)))
    assert (document.id, document.text) == ("7", "A word and some more.")


def test_parquet_is_read(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    parquet.write_table(pyarrow.table({"id": ["p"], "text": ["One."]}), tmp_path / "t.parquet")
    (document,) = documents(tmp_path / "t.parquet")
    assert (document.id, document.text, document.line) == ("p", "One.", 1)


@pytest.mark.parametrize(
    ("names", "options", "code"),
    [
        (["nowhere.txt"], {}, "E121"),
        (["t.csv"], {"text_column": "story"}, "E122"),
        (["a.txt"], {"metadata": "nowhere.csv"}, "E124"),
        (["a.txt"], {"metadata": "t.csv"}, "E124"),
        (["empty"], {}, "E125"),
    ],
    ids=["no such path", "no such column", "no metadata table", "metadata without a key", "nothing to read"],
)
def test_mistakes_of_the_caller_are_refused_before_anything_is_read(
    names: list[str], options: dict[str, str], code: str, tmp_path: Path
) -> None:
    put(tmp_path / "a.txt", "Text.")
    put(tmp_path / "t.csv", "head,words\na,b\n")
    (tmp_path / "empty").mkdir()
    if "metadata" in options:
        options = {"metadata": tmp_path / options["metadata"]}  # type: ignore[dict-item]
    with pytest.raises(OnrecordError, match=code):
        corpus.read([tmp_path / name for name in names], settings=SETTINGS, **options)  # type: ignore[arg-type]


def test_a_metadata_table_adds_what_the_input_lacks_and_says_which_rows_fit_nothing(tmp_path: Path) -> None:
    put(tmp_path / "in/2020/a.txt", "Text.")
    put(tmp_path / "in/b.txt", "Text.")
    table = put(tmp_path / "meta.csv", "path,publisher,published,desk\n2020/a.txt,The Paper,2020-02-03,city\nc.txt,X,,\n")
    first, second, unused = read(tmp_path / "in", metadata=table)
    assert isinstance(first, RawDocument)
    assert isinstance(second, RawDocument)
    assert isinstance(unused, ReadProblem)
    assert (first.publisher, first.published, dict(first.extra)) == ("The Paper", "2020-02-03", {"desk": "city"})
    assert second.publisher is None
    assert (unused.issue.code, unused.failed) == ("I013", False)


@pytest.mark.parametrize(
    ("data", "ids"),
    [(b"A text.\n\nMore of it.", ["stdin"]), (b'{"id": "a", "text": "One."}\n{"text": "Two."}\n', ["a", "stdin#2"])],
    ids=["one text", "JSON lines"],
)
def test_standard_input(data: bytes, ids: list[str]) -> None:
    found = documents("-", stdin=io.BytesIO(data))
    assert [item.id for item in found] == ids
    assert {item.path for item in found} == {None}


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    put(tmp_path / "a.jsonl", "\n".join(json.dumps({"text": f"Text {number}."}) for number in range(5)))
    assert read(tmp_path) == read(tmp_path)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2021-03-10", "2021-03-10"),
        ("2021-03-10T08:00:00Z", "2021-03-10T08:00:00Z"),
        ("2021-03-10 08:00:00", "2021-03-10 08:00:00"),
        ("2021-03", "2021-03"),
        ("20210310", "2021-03-10"),
        ("2021/3/5", "2021-03-05"),
        ("Wed, 10 Mar 2021 08:00:00 GMT", "2021-03-10T08:00:00+00:00"),
        ("10/03/2021", None),
        ("2021-02-30", None),
        ("yesterday", None),
    ],
    ids=str,
)
@pytest.mark.parametrize("told_by", ["the line", "the metadata table"])
def test_a_publication_date_counts_where_it_can_mean_one_day_only(given: str, expected: str | None, told_by: str, tmp_path: Path) -> None:
    if told_by == "the line":
        (document,) = documents(put(tmp_path / "a.jsonl", json.dumps({"text": "One.", "published": given})))
    else:
        table = put(tmp_path / "meta.csv", f'path,published\na.txt,"{given}"\n')
        (document,) = documents(put(tmp_path / "a.txt", "One."), metadata=table)
    assert document.published == expected
    assert [issue.code for issue in document.issues] == ([] if expected else ["I014"])
