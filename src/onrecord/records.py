"""From the findings of all stages to one validated `Record`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord import schema
from onrecord.types import (
    Article,
    Cast,
    Entity,
    Field,
    Issue,
    Place,
    Quotations,
    Quote,
    RawDocument,
    Said,
    Span,
    TimeExpression,
    Toponym,
)

_NO_QUOTATIONS, _NO_CAST = Quotations(), Cast((), (), ())


@dataclass(frozen=True, slots=True)
class Findings:
    """What the stages on the `Doc` found in one article. Indices in quotes, cast and said point into these lists."""

    sentences: Sequence[Span] = ()
    entities: Sequence[Entity] = ()
    quotations: Quotations = _NO_QUOTATIONS
    dates: Sequence[TimeExpression] = ()
    places: Sequence[Toponym] = ()
    cast: Cast = _NO_CAST
    said: Sequence[Said] = ()
    issues: Sequence[Issue] = ()


def record_id(source_id: str, sha256: str, raw_start: int) -> str:
    """The id of a record: the same input gives the same id, whatever else stands on the page."""
    return hashlib.sha256(f"{source_id}\0{sha256}\0{raw_start}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def build_record(document: RawDocument, article: Article, findings: Findings, provenance: schema.Provenance) -> schema.Record:
    """Put the parts of one article together and validate them.

    Raises:
        pydantic.ValidationError: when a stage broke the contract (a span that does not hold, a reference to nothing).
    """
    return _Builder(document, article, findings).record(provenance)


class _Builder:
    """Holds the text and its map while the parts are converted."""

    def __init__(self, document: RawDocument, article: Article, findings: Findings) -> None:
        self.document, self.article, self.findings = document, article, findings
        self.text, self.raw = article.text, document.text

    def span(self, start: int, end: int) -> dict[str, Any]:
        """The inline keys of a span. `flags` says why the clean text is not the raw text."""
        raw_start, raw_end = self.article.offsets.raw(start, end)
        text = self.text[start:end]
        flags: list[str] = []
        if self.raw[raw_start:raw_end] != text:
            flags = sorted({flag for span, flag in self.article.repairs if span.start < end and start < span.end}) or ["joined"]
        return {"start": start, "end": end, "raw_start": raw_start, "raw_end": raw_end, "text": text, "flags": flags}

    def of(self, item: Any) -> dict[str, Any]:
        """The span of anything that has `start` and `end`."""
        return self.span(item.start, item.end)

    def maybe(self, item: Any) -> dict[str, Any] | None:
        return None if item is None else self.of(item)

    def raw_span(self, start: int, end: int) -> dict[str, Any]:
        return {"raw_start": start, "raw_end": end, "text": self.raw[start:end]}

    def record(self, provenance: schema.Provenance) -> schema.Record:
        document, article, found = self.document, self.article, self.findings
        return schema.Record.model_validate(
            {
                "id": record_id(document.id, document.sha256, article.raw_start),
                "source": {
                    "id": document.id,
                    "path": document.path,
                    "line": document.line,
                    "sha256": document.sha256,
                    "encoding": document.encoding,
                    "url": document.url,
                    "retrieved": document.retrieved,
                    "part": article.part,
                    "parts": article.parts,
                    "raw_start": article.raw_start,
                    "raw_end": article.raw_end,
                    "extra": dict(document.extra),
                },
                "article": self.article_part(),
                "entities": [self.entity(number, entity) for number, entity in enumerate(found.entities)],
                "quotes": [self.quote(number, quote) for number, quote in enumerate(found.quotations.quotes)],
                "marked": [self.of(mark) | {"kind": mark.kind, "reason": mark.reason} for mark in found.quotations.marked],
                "dates": [self.date(number, date) for number, date in enumerate(found.dates)],
                "places": [self.place(number, place) for number, place in enumerate(found.places)],
                "actors": [self.actor(number) for number in range(len(found.cast.actors))],
                "issues": self.issues(),
                "provenance": provenance,
            }
        )

    def issues(self) -> list[dict[str, Any]]:
        """Issues of the document, of cleaning and of the stages; raw spans outside this article are left without one."""
        converted = []
        for issue in (*self.document.issues, *self.article.issues, *self.findings.issues):
            line: dict[str, Any] = {"code": issue.code, "message": issue.message}
            if issue.start is not None and issue.end is not None and not issue.raw:
                line |= self.span(issue.start, issue.end)
            converted.append(line)
        return converted

    def article_part(self) -> dict[str, Any]:
        article = self.article
        dateline = article.dateline
        published = self.metadata(article.published)
        if published is not None and article.published is not None:
            published |= {"confidence": article.published.confidence, "alternatives": list(article.published.alternatives)}
        return {
            "text": self.text,
            "blocks": [self.of(block) | {"kind": block.kind} for block in article.blocks],
            "sentences": [(span.start, span.end) for span in self.findings.sentences],
            "title": self.metadata(article.title),
            "bylines": [(self.metadata(field) or {}) | {"names": list(field.names)} for field in article.bylines],
            "publisher": self.metadata(article.publisher),
            "dateline": dateline
            and self.of(dateline.span)
            | {
                "place": self.reference("l", self.findings.places, dateline.place),
                "date": self.reference("d", self.findings.dates, dateline.date),
                "agency": dateline.agency,
            },
            "published": published,
            "language": article.language,
            "truncated": article.truncated,
            "comments": [self.raw_span(span.start, span.end) for span in article.comments],
            "removed": [self.raw_span(item.raw_start, item.raw_end) | {"reason": item.reason} for item in article.removed],
        }

    def metadata(self, field: Field | None) -> dict[str, Any] | None:
        if field is None:
            return None
        return (self.maybe(field.span) or {}) | {"value": field.value, "from": field.origin}

    @staticmethod
    def reference(prefix: str, items: Iterable[Any], span: Span | None) -> str | None:
        """The id of the first item that overlaps the span."""
        if span is None:
            return None
        numbers = (n for n, item in enumerate(items, 1) if item.start < span.end and span.start < item.end)
        return next((f"{prefix}{number}" for number in numbers), None)

    def entity(self, number: int, entity: Entity) -> dict[str, Any]:
        actors = self.findings.cast.entity_actors
        actor = actors[number] if number < len(actors) else None
        return self.of(entity) | {
            "id": f"e{number + 1}",
            "label": entity.label,
            "value": entity.value,
            "actor": _id("a", actor),
            "confidence": entity.confidence,
        }

    def quote(self, number: int, quote: Quote) -> dict[str, Any]:
        cast = self.findings.cast
        resolution = cast.resolutions[number] if number < len(cast.resolutions) else None
        said = self.findings.said[number] if number < len(self.findings.said) else Said()
        speaker = resolution.actor if resolution else None
        return {
            "id": f"q{number + 1}",
            "type": quote.type,
            "parts": [self.of(part) | {"opened": part.opened, "closed": part.closed} for part in quote.parts],
            "content": [self.of(span) for span in quote.content],
            "text": self.quote_text(quote),
            "cue": self.maybe(quote.cue),
            "source": self.maybe(quote.source),
            "source_rule": quote.rule,
            "speaker": _id("a", speaker),
            "speaker_name": cast.actors[speaker].name if speaker is not None else None,
            "resolution": {
                "antecedent": self.maybe(resolution.antecedent) if resolution else None,
                "rule": resolution.rule if resolution else "no-resolution",
                "alternatives": [{"actor": f"a{actor + 1}", "score": score} for actor, score in resolution.alternatives]
                if resolution
                else [],
            },
            "said": {
                "date": _id("d", said.date),
                "place": _id("l", said.place),
                "occasion": self.maybe(said.occasion),
                "medium": said.medium,
                "reason": said.reason,
            },
            "continues": _id("q", quote.continues),
            "within": _id("q", quote.within),
            "edits": [self.of(edit) | {"kind": edit.kind} for edit in quote.edits],
            "confidence": {
                "speech": quote.confidence_speech,
                "source": quote.confidence_source,
                "speaker": resolution.confidence if resolution else 0.0,
            },
            "flags": list(quote.flags),
        }

    def quote_text(self, quote: Quote) -> str:
        """Parts (content when indirect) joined by a space, or by a blank line where a paragraph ends between them."""
        spans = [Span(part.start, part.end) for part in quote.parts] or list(quote.content)
        text = ""
        for number, span in enumerate(spans):
            if number:
                text += "\n\n" if "\n" in self.text[spans[number - 1].end : span.start] else " "
            text += self.text[span.start : span.end]
        return text

    def date(self, number: int, date: TimeExpression) -> dict[str, Any]:
        span = self.of(date)
        return span | {
            "id": f"d{number + 1}",
            "type": date.type,
            "value": date.value,
            "mod": date.mod,
            "edtf": date.edtf,
            "earliest": date.earliest,
            "latest": date.latest,
            "granularity": date.granularity,
            "anchor": {"kind": date.anchor.kind, "date": date.anchor.date, "rule": date.anchor.rule},
            "alternatives": list(date.alternatives),
            "confidence": date.confidence,
            "flags": [*span["flags"], *date.flags],
        }

    def place(self, number: int, toponym: Toponym) -> dict[str, Any]:
        place = toponym.place
        return self.of(toponym) | {
            "id": f"l{number + 1}",
            "name": place.name if place else toponym.name,
            "kind": place.kind if place else None,
            "country": place.country if place else None,
            "admin1": place.admin1 if place else None,
            "geonames_id": place.geonames_id if place else None,
            "lat": place.lat if place else None,
            "lon": place.lon if place else None,
            "demonym": toponym.demonym,
            "metonym": toponym.metonym,
            "confidence": toponym.confidence,
            "candidates": [_candidate(candidate, score) for candidate, score in toponym.candidates[:5]],
            "reason": toponym.reason,
            "unresolved_reason": toponym.unresolved_reason,
        }

    def actor(self, number: int) -> dict[str, Any]:
        cast = self.findings.cast
        actor = cast.actors[number]
        return {
            "id": f"a{number + 1}",
            "kind": actor.kind,
            "named": actor.named,
            "name": actor.name,
            "variants": list(actor.variants),
            "mentions": [self.of(span) for span in actor.mentions],
            "roles": [
                self.of(role) | {"title": role.title, "organisation": role.organisation, "former": role.former} for role in actor.roles
            ],
            "gender": actor.gender,
            "gender_from": actor.gender_from,
            "quotes": [f"q{n + 1}" for n, resolution in enumerate(cast.resolutions) if resolution.actor == number],
        }


def _id(prefix: str, index: int | None) -> str | None:
    return None if index is None else f"{prefix}{index + 1}"


def _candidate(place: Place, score: float) -> dict[str, Any]:
    return {
        "name": place.name,
        "kind": place.kind,
        "country": place.country,
        "admin1": place.admin1,
        "geonames_id": place.geonames_id,
        "lat": place.lat,
        "lon": place.lon,
        "score": score,
    }
