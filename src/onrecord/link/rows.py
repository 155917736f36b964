"""Views as rows of plain values: the compact table of mentions that `link` reads instead of the records."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import astuple
from sys import intern
from typing import Any

from onrecord.link.view import DateSeen, Document, Paragraph, Part, Utterance

Row = list[Any]


def to_row(document: Document) -> Row:
    """The view as nested lists that JSON can hold; about a seventh of the record's size (.157 on the project's dev pages)."""
    return [
        document.id, document.source, document.published, document.publisher, document.title,
        [[part.start, part.end, part.words, list(part.sketch)] for part in document.paragraphs],
        *([list(astuple(item)) for item in items] for items in (document.actors, document.quotes, document.dates)),
    ]  # fmt: skip


def from_row(row: Sequence[Any]) -> Document:
    """The view that a row was made of; ids and kinds, alike in every article, are shared."""
    id, source, published, publisher, title, paragraphs, actors, quotes, dates = row
    return Document(
        id,
        source,
        published,
        publisher,
        title,
        tuple(Paragraph(start, end, words, array("I", marks)) for start, end, words, marks in paragraphs),
        tuple(_part(*actor) for actor in actors),
        tuple(Utterance(intern(id), intern(type), text, speaker and intern(speaker), *rest) for id, type, text, speaker, *rest in quotes),
        tuple(DateSeen(*date) for date in dates),
    )


def _part(id: str, kind: str, named: bool, name: str, variants: Sequence[str], roles: Sequence[Any], *others: Any) -> Part:
    gender, gender_from, start, quotes = others
    titles = tuple((title, body, former) for title, body, former in roles)
    return Part(intern(id), intern(kind), named, name, tuple(variants), titles, gender, gender_from, start, tuple(quotes))
