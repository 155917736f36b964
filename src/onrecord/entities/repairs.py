"""What rules put right in the names of a model: offices with a possessive are one name, two peoples with a hyphen two."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from onrecord.entities.norp import is_people
from onrecord.entities.persons import whole_persons
from onrecord.types import Entity

_KINDS = "Office|Bureau|Department|Directorate|Association|Federation|Union|League|Commission"
_NO_NAME = r"(?!(?:The|An?|This|That|His|Her|Its|Our|Their|In|At|On|By|For)\b)"
_OFFICE = re.compile(rf"\b{_NO_NAME}(?:[A-Z][\w-]{{1,20}} ){{0,3}}[A-Z][\w-]{{1,20}}['’]s? (?:{_KINDS})\b")


def repaired(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """The entities with what the rules know better; those that lie in a name found here are left out."""
    parts = [part for entity in entities for part in _peoples(text, entity)]
    return _with_offices(text, whole_persons(text, parts))


def _peoples(text: str, entity: Entity) -> list[Entity]:
    """Two peoples of "the Kyrgyz-Tajik frontier", which a model reads as one name."""
    first, hyphen, second = text[entity.start : entity.end].partition("-")
    if not hyphen or not is_people(first) or not is_people(second):
        return [entity]
    middle = entity.start + len(first)
    return [Entity(entity.start, middle, "NORP", entity.confidence), Entity(middle + 1, entity.end, "NORP", entity.confidence)]


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
