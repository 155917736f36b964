"""A table that says more about the inputs, joined by path or id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from onrecord.corpus.documents import FIELDS, described, plain, unreadable
from onrecord.corpus.inputs import TABLE_ENDINGS
from onrecord.corpus.rows import BadLine, rows
from onrecord.errors import OnrecordError
from onrecord.types import Issue, RawDocument, ReadProblem

_KEYS = ("path", "id")


class Metadata:
    """The rows of a metadata table by path and by id. What a document says itself is kept."""

    def __init__(self, path: Path) -> None:
        """Load the table.

        Raises:
            OnrecordError: E124 when it cannot be read, or has neither a column `path` nor `id`.
        """
        self.path = path
        self.rows: list[tuple[int, dict[str, Any]]] = []
        self.problems: list[ReadProblem] = []
        if not path.name.lower().endswith(TABLE_ENDINGS):
            raise OnrecordError("E124", f"The metadata table {str(path)!r} is no table.", f"Known endings: {' '.join(TABLE_ENDINGS)}.")
        try:
            for line, row in rows(path):
                if isinstance(row, BadLine):
                    self.problems.append(ReadProblem(str(path), str(path), line, row.issue, failed=False))
                else:
                    self.rows.append((line, dict(row)))
        except OSError as error:
            raise OnrecordError("E124", f"The metadata table {str(path)!r} cannot be read: {error}.", "Check the path.") from error
        known = sorted({str(name) for _, row in self.rows for name in row})
        if self.rows and not set(known) & set(_KEYS):
            raise OnrecordError(
                "E124",
                f"The metadata table {str(path)!r} has neither a column 'path' nor 'id'. Its columns: {', '.join(known)}.",
                "Name the column that holds the path below the input 'path'.",
            )
        self.by_key: dict[tuple[str, str], int] = {}
        for number, (_, row) in enumerate(self.rows):
            for key in _KEYS:
                if row.get(key) not in (None, ""):
                    self.by_key.setdefault((key, _posix(str(row[key])) if key == "path" else str(row[key])), number)
        self.used: set[int] = set()

    def join(self, document: RawDocument) -> RawDocument:
        """The document with what its row adds."""
        number = self.by_key.get(("id", document.id))
        if number is None and document.path is not None:
            number = self.by_key.get(("path", document.path))
        if number is None:
            return document
        self.used.add(number)
        row = self.rows[number][1]
        added = {field: value for field, value in described(row).items() if not getattr(document, field)}
        extra = {str(key): plain(value) for key, value in row.items() if key not in (*_KEYS, *FIELDS, "byline", "bylines")}
        issues = document.issues if document.published else (*document.issues, *unreadable(row))
        return replace(document, extra={**extra, **document.extra}, issues=issues, **added)

    def unused(self) -> Iterator[ReadProblem]:
        """Rows that fit no input, and lines that are no rows."""
        yield from self.problems
        for number, (line, row) in enumerate(self.rows):
            if number not in self.used:
                key = row.get("path") or row.get("id") or ""
                message = f"Line {line} of the metadata table ({key!r}) fits no input."
                yield ReadProblem(str(key) or str(self.path), str(self.path), line, Issue("I013", message), failed=False)


def _posix(path: str) -> str:
    return path.replace("\\", "/").removeprefix("./")
