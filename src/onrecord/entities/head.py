"""Names that cleaning has read in the head of an article: authors, the agency and the place of a dateline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.types import Article, Entity, EntityLabel, Span

_KNOWN = 0.95  # of what stands where only such a name stands


def with_head(entities: Sequence[Entity], article: Article) -> list[Entity]:
    """The entities with the names of the head; those that cross them are left out.

    Names in bylines are persons, the agency of a dateline is a body, unless a model has just these words as a person or a body;
    the place of a dateline is one where no entity holds it.
    """
    sure = {(entity.start, entity.end) for entity in entities if entity.label in ("PERSON", "ORG")}
    known = [name for name in _authors_and_agency(article) if (name.start, name.end) not in sure]
    places = [place for place in _dateline_place(article) if all(_apart(place, entity) for entity in (*entities, *known))]
    return [*known, *places, *(entity for entity in entities if all(_apart(entity, name) for name in known))]


def _authors_and_agency(article: Article) -> Iterator[Entity]:
    for byline in article.bylines:
        for name in byline.names:
            yield from _printed(article.text, byline.span, name, "PERSON")
    if article.dateline is not None and article.dateline.agency:
        yield from _printed(article.text, article.dateline.span, article.dateline.agency, "ORG")


def _printed(text: str, span: Span | None, name: str, label: EntityLabel) -> Iterator[Entity]:
    start = text.find(name, span.start, span.end) if span is not None else -1
    if start >= 0:
        yield Entity(start, start + len(name), label, _KNOWN)


def _dateline_place(article: Article) -> Iterator[Entity]:
    """The town of a dateline, without the division behind its comma."""
    if article.dateline is not None and (place := article.dateline.place) is not None:
        town = article.text[place.start : place.end].partition(",")[0]
        if town:
            yield Entity(place.start, place.start + len(town), "GPE", _KNOWN)


def _apart(one: Entity, other: Entity) -> bool:
    return one.end <= other.start or other.end <= one.start
