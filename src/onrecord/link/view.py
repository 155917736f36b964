"""What linking needs of a record: plain, small values, so that one machine links what many extracted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from onrecord.link.shingles import Sketch, sketch


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the article: its span in the clean text, number of words, and sketch of its wording."""

    start: int
    end: int
    words: int
    sketch: Sketch


@dataclass(frozen=True, slots=True)
class Utterance:
    """A quotation: id, type, text, the actor who speaks, and whether a mark is missing."""

    id: str
    type: str
    text: str
    speaker: str | None
    speaker_name: str | None
    start: int
    opened: bool
    closed: bool
    said: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """An actor of the article."""

    id: str
    kind: str
    named: bool
    name: str
    variants: tuple[str, ...]
    roles: tuple[tuple[str, str | None, bool], ...]  # title, organisation, former
    gender: str | None
    gender_from: str | None
    start: int
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DateSeen:
    """A time expression: words, value, and the day span it was read as."""

    id: str
    text: str
    value: str
    earliest: str | None
    latest: str | None
    start: int


@dataclass(frozen=True, slots=True)
class Document:
    """One record as `link` sees it."""

    id: str
    source: str
    published: str | None
    publisher: str | None
    title: str | None
    paragraphs: tuple[Paragraph, ...]
    actors: tuple[Part, ...]
    quotes: tuple[Utterance, ...]
    dates: tuple[DateSeen, ...] = ()

    @property
    def order(self) -> tuple[str, str, str]:
        """Sorts by day of publication (unknown last), then by source and record."""
        return (self.published or "9999-99-99", self.source, self.id)


def view(record: Mapping[str, Any]) -> Document:
    """The view of a record given as plain JSON values (DESIGN: the record).

    Args:
        record: One line of `records.jsonl`, decoded. Missing parts count as empty.
    """
    article = record["article"]
    text: str = article["text"]
    published = (article.get("published") or {}).get("value")
    publisher = (article.get("publisher") or {}).get("value")
    return Document(
        record["id"],
        record["source"]["id"],
        published[:10] if published else None,
        publisher,
        (article.get("title") or {}).get("value"),
        tuple(_paragraphs(text)),
        tuple(_actor(actor) for actor in record.get("actors") or ()),
        tuple(_quote(quote) for quote in record.get("quotes") or ()),
        tuple(_date(date) for date in record.get("dates") or () if date.get("type") == "DATE"),
    )


def _paragraphs(text: str) -> list[Paragraph]:
    found, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            words, marks = sketch(line)
            found.append(Paragraph(start, start + len(line), words, marks))
        start += len(line) + 1
    return found


def _actor(actor: Mapping[str, Any]) -> Part:
    return Part(
        actor["id"], actor["kind"], actor["named"], actor["name"], tuple(actor.get("variants") or ()),
        tuple((role["title"], role.get("organisation"), bool(role.get("former"))) for role in actor.get("roles") or ()),
        actor.get("gender"), actor.get("gender_from"), min((mention["start"] for mention in actor.get("mentions") or ()), default=0),
        tuple(actor.get("quotes") or ()),
    )  # fmt: skip


def _quote(quote: Mapping[str, Any]) -> Utterance:
    parts, content = quote.get("parts") or (), quote.get("content") or ()
    return Utterance(
        quote["id"], quote["type"], quote.get("text") or "", quote.get("speaker"), quote.get("speaker_name"),
        min((span["start"] for span in (*parts, *content)), default=0),
        all(part.get("opened", True) for part in parts), all(part.get("closed", True) for part in parts),
        (quote.get("said") or {}).get("date"),
    )  # fmt: skip


def _date(date: Mapping[str, Any]) -> DateSeen:
    return DateSeen(date["id"], date["text"], date["value"], date.get("earliest"), date.get("latest"), date["start"])
