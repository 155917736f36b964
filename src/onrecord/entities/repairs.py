"""What rules put right in the names of a model: offices with a possessive, two peoples with a hyphen, the seat of a member."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from onrecord.entities.norp import is_people
from onrecord.entities.overlaps import overlaps
from onrecord.entities.persons import whole_persons
from onrecord.lexicon import word_set
from onrecord.types import Entity

_KINDS = "Office|Bureau|Department|Directorate|Association|Federation|Union|League|Commission"
_NO_NAME = r"(?!(?:The|An?|This|That|His|Her|Its|Our|Their|In|At|On|By|For)\b)"
_OFFICE = re.compile(rf"\b{_NO_NAME}(?:[A-Z][\w-]{{1,20}} ){{0,3}}[A-Z][\w-]{{1,20}}['’]s? (?:{_KINDS})\b")

_SEAT = re.compile(r" (?:MP |MSP |MS |MLA )?\((?P<party>[A-Z][\w/ -]{0,18}\w|[A-Z])\.?, ?(?P<seat>[A-Z][^()\n,;]{1,40})\)")


def repaired(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """The entities with what the rules know better; those that lie in a name found here are left out."""
    parts = [part for entity in entities for part in _peoples(text, entity)]
    return _with_seats(text, _with_offices(text, whole_persons(text, parts)))


def _peoples(text: str, entity: Entity) -> list[Entity]:
    """Two peoples of "the Kyrgyz-Tajik frontier", which a model reads as one name."""
    first, hyphen, second = text[entity.start : entity.end].partition("-")
    if not hyphen or not is_people(first) or not is_people(second):
        return [entity]
    middle = entity.start + len(first)
    return [Entity(entity.start, middle, "NORP", entity.confidence), Entity(middle + 1, entity.end, "NORP", entity.confidence)]


def _with_seats(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """The seat behind a person and a party is a place, its party nobody: "Ann Lee (Con, Weston)"."""
    seats = [found for entity in entities if entity.label == "PERSON" and (found := _SEAT.match(text, entity.end))]
    known = [found for found in seats if found["party"] in word_set("entities/parties.txt")]
    if not known:
        return list(entities)
    parties = [Entity(*found.span("party"), "ORG") for found in known]
    places = [Entity(*found.span("seat"), "GPE", 0.8) for found in known]
    kept = [entity for entity in entities if not (overlaps(entity, places) or (entity.label != "ORG" and overlaps(entity, parties)))]
    return [*kept, *places]


def _with_offices(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """Offices that bear a possessive, "Public Prosecutor's Office", whole; the shorter names in them are parts."""
    ordered = sorted(entities, key=lambda entity: (entity.start, entity.end))
    starts, ends = [entity.start for entity in ordered], [entity.end for entity in ordered]
    parts: set[int] = set()
    offices = []
    for match in _OFFICE.finditer(text):
        start, end = match.span()
        inside = range(bisect_right(ends, start), bisect_left(starts, end))
        if all(start <= starts[i] and ends[i] <= end for i in inside) and (start, end) not in [(starts[i], ends[i]) for i in inside]:
            parts.update(inside)
            offices.append(Entity(start, end, "ORG", 0.8))
    return [*(entity for i, entity in enumerate(ordered) if i not in parts), *offices]
