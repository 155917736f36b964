"""Rows of .jsonl, .csv, .tsv and .parquet files, one at a time."""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from onrecord.corpus.decode import detect
from onrecord.corpus.remote import RemoteFile
from onrecord.errors import OnrecordError
from onrecord.types import Issue

Row = Mapping[str, Any]
_SAMPLE = 1 << 20
DEEPEST = 100  # levels of lists and objects in a JSON line


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that is no row."""

    issue: Issue


def rows(path: Path | RemoteFile) -> Iterator[tuple[int, Row | BadLine]]:
    """Line numbers (from 1) and rows of a file. A bad line does not end the file.

    Raises:
        OSError: the file cannot be read.
        OnrecordError: E123 when a .parquet file is read without pyarrow.
    """
    name = path.name.lower()
    if name.endswith(".parquet"):
        yield from _parquet_rows(path)
    elif name.endswith((".jsonl", ".jsonl.gz")):
        with _open(path) as stream:
            yield from json_rows(stream)
    else:
        yield from _delimited_rows(path, "\t" if ".tsv" in name else ",")


def _open(path: Path | RemoteFile) -> BinaryIO:
    if not path.name.lower().endswith(".gz"):
        return path.open("rb")
    return cast(BinaryIO, gzip.open(path if isinstance(path, Path) else path.open("rb")))


def json_rows(lines: Iterable[bytes]) -> Iterator[tuple[int, Row | BadLine]]:
    """Objects of JSON lines in UTF-8; blank lines are passed over."""
    for number, line in enumerate(lines, 1):
        text = line.removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors="replace").strip()
        if not text:
            continue
        try:
            row = json.loads(text)
        except (ValueError, RecursionError) as error:
            yield number, BadLine(Issue("I006", f"Line {number} is not JSON: {str(error)[:120]}"))
            continue
        if isinstance(row, dict) and text.count("[") + text.count("{") > DEEPEST and _is_deep(row):
            yield number, BadLine(Issue("I006", f"Line {number} is JSON, but nested more than {DEEPEST} levels deep."))
        elif isinstance(row, dict):
            yield number, row
        else:
            yield number, BadLine(Issue("I006", f"Line {number} is JSON, but a {type(row).__name__} instead of an object."))


def _is_deep(value: Any) -> bool:
    """True when lists and objects lie in each other more than `DEEPEST` levels deep: whoever walks down them would fall."""
    level = [value]
    for _ in range(DEEPEST):
        level = [inner for item in level for inner in (item.values() if isinstance(item, dict) else item) if isinstance(inner, dict | list)]
        if not level:
            return False
    return True


def _delimited_rows(path: Path | RemoteFile, delimiter: str) -> Iterator[tuple[int, Row | BadLine]]:
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))  # an article is longer than the 128 KiB of the library
    with _open(path) as stream:
        encoding, mark = detect(_cut(stream.read(_SAMPLE)))
    if mark and encoding in ("utf-16-le", "utf-16-be"):
        encoding = "utf-16"  # takes the mark off, and fails without one
    encoding = "utf-8-sig" if encoding in (None, "utf-8") else encoding
    with _open(path) as stream:
        lines = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
        reader = csv.reader(lines, delimiter=delimiter)
        header = [name.strip() for name in next(reader, [])]
        while True:
            number = reader.line_num + 1
            try:
                cells = next(reader, None)
            except csv.Error as error:
                yield number, BadLine(Issue("I006", f"Line {number} cannot be read as a row: {error}"))
                continue
            if cells is None:
                return
            if any(cell.strip() for cell in cells):
                yield number, {name: cell for name, cell in zip(header, cells, strict=False) if cell != ""}


def _cut(sample: bytes) -> bytes:
    """The sample up to its last newline, so that it ends with a whole character."""
    return sample if len(sample) < _SAMPLE else sample[: sample.rfind(b"\n") + 1] or sample


def _parquet_rows(path: Path | RemoteFile) -> Iterator[tuple[int, Row | BadLine]]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise OnrecordError(
            "E123", f"{str(path)!r} needs pyarrow, which is not installed.", "Install it: pip install 'onrecord[parquet]'."
        ) from error
    try:
        with path.open("rb") as stream, parquet.ParquetFile(stream) as file:
            number = 0
            for batch in file.iter_batches(batch_size=64):
                for row in batch.to_pylist():
                    number += 1
                    yield number, row
    except (pyarrow.ArrowException, ValueError) as error:  # a damaged file names its columns in bytes that are no text
        raise OSError(f"not a Parquet file: {str(error)[:120]}") from error


def columns(path: Path | RemoteFile) -> list[str]:
    """Names of the columns of a .csv, .tsv or .parquet file, in order; of .jsonl the keys of its first object."""
    name = path.name.lower()
    if name.endswith(".parquet"):
        try:
            from pyarrow import parquet
        except ImportError:
            return []
        try:
            with path.open("rb") as stream:
                return [str(column) for column in parquet.read_schema(stream).names]
        except Exception:
            return []
    for _, row in rows(path):
        if not isinstance(row, BadLine):
            return list(row)
    return []
