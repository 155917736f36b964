"""The raw text behind a record, from one's own copy of the inputs. Written apart from the reader of the pipeline.

A record names the file (`source.path`, below the input folder), the line of a file that holds many texts, the encoding
and a digest. This module finds the file, recomputes the digest and decodes.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TEXT_KEYS = ("text", "html")


@dataclass(frozen=True, slots=True)
class Original:
    """The raw text of a record, and what is wrong with it: nothing, when its digest is the one in the record."""

    text: str | None
    problem: str | None = None


class Originals:
    """Finds raw texts below some inputs; of several files of a name, the one with the digest. Asked in the order of the inputs, it
    reads each file once.
    """

    def __init__(self, inputs: Sequence[Path]) -> None:
        self.inputs = list(inputs)
        self._path: Path | None = None
        self._rows: Iterator[tuple[int, Mapping[str, Any]]] = iter(())
        self._row: tuple[int, Mapping[str, Any]] = (0, {})
        self._last: tuple[tuple[Any, ...], Original] | None = None

    def of(self, source: Mapping[str, Any]) -> Original:
        """The raw text that a record's `source` names."""
        key = (source["path"], source["line"], source["sha256"])
        if self._last is None or self._last[0] != key:
            self._last = key, self._read(source)
        return self._last[1]

    def _read(self, source: Mapping[str, Any]) -> Original:
        if source["path"] is None:
            return Original(None, "the text did not come from a file")
        found = Original(None, f"there is no {source['path']!r} below {', '.join(map(str, self.inputs))}")
        for number, path in enumerate(self._find(source["path"])):
            read = self._read_file(path, source)
            if read.problem is None:
                return read
            found = found if number else read
        return found

    def _read_file(self, path: Path, source: Mapping[str, Any]) -> Original:
        if source["line"] is not None:
            return self._read_row(path, source)
        data = path.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        problem = None if digest == source["sha256"] else f"{path} has changed: its sha256 is {digest}, the record says {source['sha256']}"
        return Original(decode(data, source["encoding"]), problem)

    def _find(self, name: str) -> Iterator[Path]:
        """The files of that name below the inputs, and inputs of that name. Nothing outside them is opened."""
        for given in self.inputs:
            if given.is_dir():
                path = given / name
                if path.is_file() and path.resolve().is_relative_to(given.resolve()):
                    yield path
            elif given.is_file() and given.name == Path(name).name:
                yield given

    def _read_row(self, path: Path, source: Mapping[str, Any]) -> Original:
        if self._path != path or self._row[0] > source["line"]:
            self._path, self._rows, self._row = path, rows_of(path, source["encoding"]), (0, {})
        while self._row[0] < source["line"]:
            found = next(self._rows, None)
            if found is None:
                return Original(None, f"{path} has no line {source['line']}")
            self._row = found
        texts = [value for value in self._row[1].values() if isinstance(value, str)]
        for text in texts:
            if hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() == source["sha256"]:
                return Original(text)
        likely = next((self._row[1][key] for key in TEXT_KEYS if isinstance(self._row[1].get(key), str)), None)
        return Original(likely, f"line {source['line']} of {path} has changed: no text in it has the sha256 {source['sha256']}")


def decode(data: bytes, encoding: str) -> str:
    """Bytes as text: newlines as they are, no byte order mark, U+FFFD for what cannot be decoded."""
    return data.decode(encoding, errors="replace").removeprefix("\ufeff")


def rows_of(path: Path, encoding: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Numbered rows of a file that holds many texts: .jsonl, .csv, .tsv (each also .gz), .parquet."""
    endings = [ending.lower() for ending in path.suffixes]
    if endings[-1:] == [".parquet"]:
        import pyarrow.parquet

        number = 0
        for batch in pyarrow.parquet.ParquetFile(path).iter_batches(batch_size=256):
            for row in batch.to_pylist():
                number += 1
                yield number, row
        return
    with gzip.open(path) if endings[-1:] == [".gz"] else path.open("rb") as data:
        lines = io.TextIOWrapper(data, encoding=encoding, errors="replace", newline="" if _is_table(endings) else "\n")
        if _is_table(endings):
            reader = csv.DictReader(lines, delimiter="\t" if ".tsv" in endings else ",")
            for row in reader:
                yield reader.line_num, row
            return
        for number, line in enumerate(lines, 1):
            try:
                value = json.loads(line.removeprefix("\ufeff"))
            except ValueError:
                continue
            if isinstance(value, dict):
                yield number, value


def _is_table(endings: Sequence[str]) -> bool:
    return ".csv" in endings or ".tsv" in endings
