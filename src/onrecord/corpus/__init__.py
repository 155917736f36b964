"""Read inputs: files, folders and standard input become raw documents, one at a time, in a fixed order.

Nothing is changed in a text: newlines stay, and offsets count from its first character (a byte order mark excepted).
"""

from __future__ import annotations

import hashlib
import io
import json
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from onrecord.corpus import inputs as listing
from onrecord.corpus.decode import decode
from onrecord.corpus.documents import TEXT_COLUMNS, row_document
from onrecord.corpus.inputs import HTML_ENDINGS, TABLE_ENDINGS, Found
from onrecord.corpus.metadata import Metadata
from onrecord.corpus.rows import BadLine, columns, json_rows, rows
from onrecord.errors import OnrecordError
from onrecord.settings import CorpusSettings
from onrecord.types import Issue, RawDocument, ReadProblem

__all__ = ["read"]

Item = RawDocument | ReadProblem


def read(
    inputs: Sequence[str | Path],
    *,
    settings: CorpusSettings,
    metadata: Path | None = None,
    text_column: str | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Item]:
    """Documents of all inputs in order; whatever gives none is a `ReadProblem` and stops no other.

    Args:
        inputs: Files, folders (read below, by path), or `-` for standard input (one text, or JSON lines).
        settings: `max_chars`; longer files are not read into memory.
        metadata: A .csv, .tsv or .jsonl with a column `path` (below the input) or `id`, and any of title, url,
            publisher, published, retrieved, language, byline; other columns go to `extra`.
        text_column: Column of tables that holds the text; without it the first of `TEXT_COLUMNS` that is there.
        stdin: Bytes of standard input, for tests.

    Raises:
        OnrecordError: E121 no such path, E122 no such column, E123 pyarrow is missing, E124 a metadata table that cannot
            be used, E125 nothing to read. Raised before the first document, except E123.
    """
    listing.check(inputs)
    table = Metadata(Path(metadata)) if metadata is not None else None
    for item in inputs:
        for found in listing.find(item) if str(item) != "-" else ():
            _check_column(found, text_column)
    return _unique(_documents(inputs, settings, text_column, stdin), table)


def _check_column(found: Found, text_column: str | None) -> None:
    """A table whose columns are told by its head must hold the text somewhere."""
    if not found.name.lower().endswith((".csv", ".tsv", ".parquet")):
        return
    try:
        known = columns(found.file)
    except (OSError, EOFError, zlib.error):
        return  # becomes a problem of this file
    wanted = (text_column,) if text_column else TEXT_COLUMNS
    if known and not set(wanted) & set(known):
        raise OnrecordError(
            "E122",
            f"{str(found.file)!r} has no column {text_column!r}." if text_column else f"{str(found.file)!r} has no column of text.",
            f"Its columns: {', '.join(known)}. Name the one that holds the text with --text-column.",
        )


def _documents(inputs: Sequence[str | Path], settings: CorpusSettings, text_column: str | None, stdin: BinaryIO | None) -> Iterator[Item]:
    for item in inputs:
        if str(item) == "-":
            yield from _standard_input(stdin or sys.stdin.buffer, text_column)
            continue
        for found in listing.find(item):
            if found.leads_out:
                message = "The link leads out of the folder and was not followed."
                yield ReadProblem(found.stem, found.name, None, Issue("I012", message), failed=False)
                continue
            try:
                if found.name.lower().endswith(TABLE_ENDINGS):
                    yield from _table(found, text_column)
                else:
                    yield _file(found, settings)
            except (OSError, EOFError, zlib.error) as error:
                message = f"The file could not be read: {getattr(error, 'strerror', None) or error}."
                yield ReadProblem(found.stem, found.name, None, Issue("I005", message))


def _file(found: Found, settings: CorpusSettings) -> Item:
    size = found.file.stat().st_size
    if size > 4 * settings.max_chars + 4:  # no encoding takes more bytes a character: refused before it fills the memory
        message = f"The file has {size} bytes; the limit is {settings.max_chars} characters (setting max_chars, option --max-chars)."
        return ReadProblem(found.stem, found.name, None, Issue("I009", message))
    return _whole(found.file.read_bytes(), stem=found.stem, name=found.name, html=found.name.lower().endswith(HTML_ENDINGS))


def _whole(data: bytes, *, stem: str, name: str | None, html: bool = False) -> Item:
    """The document of a whole file."""
    decoded = decode(data)
    if decoded.text is None:
        return ReadProblem(stem, name, None, decoded.issues[0])
    if not decoded.text.strip():
        return ReadProblem(stem, name, None, Issue("I001", "The file is empty or holds white space only."), failed=False)
    return RawDocument(
        id=stem,
        text=decoded.text,
        html=html,
        path=name,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=decoded.encoding,
        issues=decoded.issues,
    )


def _table(found: Found, text_column: str | None) -> Iterator[Item]:
    empty = True
    for line, row in rows(found.file):
        empty = False
        if isinstance(row, BadLine):
            yield ReadProblem(f"{found.stem}#{line}", found.name, line, row.issue)
        else:
            yield row_document(row, name=found.name, stem=found.stem, line=line, column=text_column)
    if empty:
        yield ReadProblem(found.stem, found.name, None, Issue("I001", "The file holds no rows."), failed=False)


def _standard_input(stream: BinaryIO, text_column: str | None) -> Iterator[Item]:
    """JSON lines when the first line is a JSON object; else all of it is one text."""
    first = stream.readline()
    try:
        is_lines = isinstance(json.loads(first.removeprefix(b"\xef\xbb\xbf")), dict)
    except (ValueError, RecursionError):
        is_lines = False
    if not is_lines:
        yield replace_path(_whole(first + stream.read(), stem="stdin", name=None))
        return
    for line, row in json_rows(chain([first], io.BufferedReader(stream) if isinstance(stream, io.RawIOBase) else stream)):
        if isinstance(row, BadLine):
            yield ReadProblem(f"stdin#{line}", None, line, row.issue)
        else:
            yield replace_path(row_document(row, name="", stem="stdin", line=line, column=text_column))


def replace_path(item: Item) -> Item:
    """Standard input has no path."""
    return replace(item, path=None)


def _unique(items: Iterator[Item], table: Metadata | None) -> Iterator[Item]:
    """Documents with ids that no other has; what the metadata table says about them is joined first."""
    seen: set[str] = set()
    for item in items:
        if isinstance(item, RawDocument):
            if table is not None:
                item = table.join(item)
            if item.id in seen:
                number = 2
                while f"{item.id}~{number}" in seen:
                    number += 1
                issue = Issue("I008", f"Another input has the id {item.id!r}; this one was renamed.")
                item = replace(item, id=f"{item.id}~{number}", issues=(*item.issues, issue))
            seen.add(item.id)
        yield item
    if table is not None:
        yield from table.unused()
