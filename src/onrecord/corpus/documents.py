"""From a row or a file to a `RawDocument`."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from onrecord.corpus.days import iso_date
from onrecord.corpus.decode import without_surrogates
from onrecord.types import Issue, RawDocument, ReadProblem

# Keys of an input line that have a place of their own; all others go to `extra`.
FIELDS = ("title", "url", "publisher", "published", "retrieved", "language")
TEXT_COLUMNS = ("text", "html", "body", "content", "article", "article_text", "full_text", "raw_text")


def text_of(row: Mapping[str, Any], column: str | None) -> tuple[str, str] | None:
    """The column that holds a row's text, and the text; null when there is none."""
    for name in (column,) if column else TEXT_COLUMNS:
        value = row.get(name) if name else None
        if isinstance(value, str) and value.strip():
            return str(name), value
    return None


def row_document(row: Mapping[str, Any], *, name: str, stem: str, line: int, column: str | None) -> RawDocument | ReadProblem:
    """The document of one row; a row without text is a problem, not a document."""
    given = _word(row.get("id"))
    identifier = given or f"{stem}#{line}"
    found = text_of(row, column)
    if found is None:
        message = f"Line {line} has no text" + (f" in {column!r}." if column else ".")
        return ReadProblem(identifier, name, line, Issue("I007", message), failed=False)
    key, text = found
    text, issues = without_surrogates(text)
    return RawDocument(
        id=identifier,
        text=text,
        html=key == "html",
        path=name,
        line=line,
        sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        issues=(*issues, *unreadable(row)),
        extra={str(other): plain(value) for other, value in row.items() if other not in (key, "id", "byline", "bylines", *FIELDS)},
        **described(row),
    )


def unreadable(row: Mapping[str, Any]) -> tuple[Issue, ...]:
    """What a row says about its document and nobody can be sure of: a publication date that is no ISO 8601."""
    given = _word(row.get("published"))
    if given is None or iso_date(given):
        return ()
    return (Issue("I014", f"The publication date {given[:80]!r} is not ISO 8601 (2021-03-10) and was not used."),)


def described(row: Mapping[str, Any]) -> dict[str, Any]:
    """What a row says about its document: the fields of a `RawDocument` that are not empty, dates in ISO 8601."""
    fields: dict[str, Any] = {field: value for field in FIELDS if (value := _word(row.get(field)))}
    if "published" in fields and (published := iso_date(fields.pop("published"))):
        fields["published"] = published
    bylines = row.get("bylines", row.get("byline"))
    listed = bylines if isinstance(bylines, list | tuple) else [bylines]
    if names := tuple(word for item in listed if (word := _word(item))):
        fields["bylines"] = names
    return fields


def _word(value: Any) -> str | None:
    """A value as text; null for nothing. Dates of a Parquet file come as date objects."""
    if value is None or isinstance(value, bool | dict | list):
        return None
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    return without_surrogates(" ".join(str(value).split()))[0] or None


def plain(value: Any) -> Any:
    """A value that JSON can hold."""
    if isinstance(value, str):
        return without_surrogates(value)[0]
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else None
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return _word(value) or str(value)
