"""Finds the toponyms of a document among its entities, and resolves them."""

from __future__ import annotations

from collections.abc import Sequence, Set

from onrecord.gazetteer import Gazetteer, default_gazetteer
from onrecord.places.candidates import is_site
from onrecord.places.embedded import serves_a_town
from onrecord.places.homes import Home
from onrecord.places.institutions import country_told
from onrecord.places.mentions import parts_at_commas, place_mentions
from onrecord.places.nonplaces import is_acronym, is_named_like_a_person, is_saint, speaks
from onrecord.places.resolve import resolve_places
from onrecord.places.roles import with_company, with_role
from onrecord.places.unlisted import UNLISTED
from onrecord.settings import PlaceSettings
from onrecord.types import Entity, Span, Toponym


def find_places(
    text: str,
    entities: Sequence[Entity],
    *,
    gazetteer: Gazetteer | None = None,
    publisher: str | None = None,
    dateline: Span | None = None,
    settings: PlaceSettings | None = None,
    home: Home | None = None,
) -> list[Toponym]:
    """Find and resolve the place names of a document.

    Takes places and peoples (as demonyms) among the entities, countries, and names that the words around them or the rest
    of the document tell to be places, places within other names, and the place of the dateline. A person whose surname is
    a town stays a person.

    Args:
        text: The document.
        entities: Its entities, in any order.
        gazetteer, publisher, settings, home: As for `resolve_places`.
        dateline: Place of the dateline.

    Returns:
        Toponyms in text order, none overlapping another.
    """
    gazetteer = gazetteer or default_gazetteer()
    spans, within = place_mentions(text, entities, gazetteer, dateline)
    first = next(iter(parts_at_commas(text, dateline, gazetteer)), None) if dateline is not None else None
    toponyms = resolve_places(text, spans, gazetteer=gazetteer, publisher=publisher, dateline=first, settings=settings, home=home)
    namesakes = _namesakes(text, toponyms, within)
    if namesakes and any(toponym.reason.startswith(UNLISTED) for toponym in toponyms):  # one may have drawn an unlisted place abroad
        spans = [span for span in spans if span not in namesakes]
        toponyms = resolve_places(text, spans, gazetteer=gazetteer, publisher=publisher, dateline=first, settings=settings, home=home)
    kept = [t for t in toponyms if Span(t.start, t.end) not in namesakes and not _is_none(text, t, within)]
    placed = [with_role(text, toponym, gazetteer) for toponym in kept]
    return with_company(text, placed, gazetteer)


def _namesakes(text: str, toponyms: Sequence[Toponym], within: Set[Span]) -> set[Span]:
    """Parts of names that only share their letters with towns abroad."""
    inner = [t for t in toponyms if Span(t.start, t.end) in within]
    if not inner:
        return set()
    whole = [t for t in toponyms if t.place is not None and Span(t.start, t.end) not in within]
    sure = [t for t in whole if not t.reason.startswith(UNLISTED)]
    named = frozenset(t.place.country for t in sure or whole if t.place is not None)
    if (told := country_told(text)) is not None:
        named |= {told[0]}
    return {Span(t.start, t.end) for t in inner if _is_namesake(text, t, named)}


def _is_namesake(text: str, toponym: Toponym, countries: Set[str | None]) -> bool:
    """True for part of a name that only shares its letters with a town in a country of which the text names nothing else."""
    place = toponym.place
    if place is None or place.kind not in ("city", "admin2", "region") or toponym.demonym or place.country in countries:
        return False
    return not serves_a_town(text, Span(toponym.start, toponym.end))


def _is_none(text: str, toponym: Toponym, within: Set[Span]) -> bool:
    """True for a name in no table that is a person's, says something, or is only part of another name."""
    if is_acronym(text, toponym) or is_saint(text, Span(toponym.start, toponym.end)):
        return True
    if toponym.place is not None and (toponym.place.geonames_id is not None or not toponym.reason.startswith(UNLISTED)):
        return False
    span = Span(toponym.start, toponym.end)
    if span in within:
        return True
    if is_site(toponym.name):
        return False
    return speaks(text, span) or (not toponym.candidates and is_named_like_a_person(text, span))
