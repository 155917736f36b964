"""`link`: all records of a corpus put side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from onrecord.link.decisions import Decisions
from onrecord.link.reprints import find_reuse, originals, reprint_line
from onrecord.link.speakers import Who, find_speakers
from onrecord.link.statements import find_statements
from onrecord.link.suggestions import suggest
from onrecord.link.view import Document, view
from onrecord.settings import LinkSettings


@dataclass(frozen=True, slots=True)
class Linked:
    """What all records together say.

    `speaker_ids` maps (record id, actor id) of every named person to its speaker; `speakers`, `statements` and
    `reprints` are the lines of the files of that name; `links` is the block of that name for each record id, and
    `review` the unsure pairs for people.
    """

    speaker_ids: dict[Who, str]
    speakers: tuple[dict[str, Any], ...]
    statements: Sequence[dict[str, Any]]
    reprints: tuple[dict[str, Any], ...]
    links: dict[str, dict[str, Any]]
    review: tuple[dict[str, Any], ...]


def link(
    records: Iterable[Mapping[str, Any] | Document], *, settings: LinkSettings | None = None, decisions: Decisions | None = None
) -> Linked:
    """Link the records of a corpus: speakers, statements, reprints, and suggestions.

    Args:
        records: Records as plain JSON values, or their views; in any order.
        settings: Thresholds.
        decisions: What people decided about speakers.

    Returns:
        A function of the set of records and the decisions: any order gives the same result.
    """
    settings = settings or LinkSettings()
    views = (record if isinstance(record, Document) else view(record) for record in records)
    documents = sorted(views, key=lambda document: document.order)
    reuses = find_reuse(documents, alike=settings.paragraph, reprint=settings.reprint)
    _forget_wording(documents, {record for reuse in reuses for record in (reuse.a, reuse.b)})
    by_id = {document.id: document for document in documents}
    speakers = find_speakers(documents, reuses, decisions or Decisions())
    statements, statement_ids = find_statements(documents, speakers.ids, alike=settings.statement)
    suggestions = suggest(documents, reuses, speakers.ids, statement_ids, days=settings.holder_days)
    reprints = originals(reuses)
    links = {}
    for document in documents:
        found = suggestions.get(document.id, {})
        links[document.id] = {
            "reprint_of": reprints.get(document.id),
            "published": (found.get("published") or [None])[0],
            "dates": found.get("dates", []),
            "names": found.get("names", []),
            "quotes": found.get("quotes", []),
            "statements": {quote.id: statement_ids[document.id, quote.id] for quote in document.quotes},
        }
    lines = tuple(reprint_line(reuse, by_id) for reuse in reuses)
    return Linked(speakers.ids, speakers.lines, statements, lines, links, speakers.review)


def _forget_wording(documents: list[Document], of_reuse: set[str]) -> None:
    """Let go of the sketches, and of paragraphs that no other article shares: half of what a view takes."""
    for number, document in enumerate(documents):
        kept = document.paragraphs if document.id in of_reuse else ()
        documents[number] = replace(document, paragraphs=tuple(replace(paragraph, sketch=()) for paragraph in kept))
