"""Storms bear given names: "Hurricane Beryl" is an event, and so is the Beryl of the same text that is nobody's name."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from onrecord.entities.overlaps import overlaps
from onrecord.names import given_names
from onrecord.names.fold import fold
from onrecord.types import Entity

_STORM = re.compile(
    r"\b(?:Super )?(?:Tropical )?(?:Hurricane|Typhoon|Cyclone|Storm|Depression) (?P<name>[A-Z][\w-]{1,20})\b"
    r"(?! [A-Z])(?!,? (?:said|says|told|tells|who)\b)(?!, \d)"
)
_READ_AS = frozenset(["PERSON", "ORG", "GPE", "LOC", "FAC", "MISC"])


def with_storms(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """The entities, storms among them as events, also where the name stands alone.

    A word is taken for the name of a storm where it is a given name or was read as a name of one word. What else bears
    that name, "Beryl Ross", keeps it, and then the name alone is left as it was read.
    """
    read = {(entity.start, entity.end): entity.label for entity in entities if entity.label in _READ_AS}
    storms = [found for found in _STORM.finditer(text) if _is_storm(found, read)]
    if not storms:
        return list(entities)
    whole = [Entity(found.start(), found.end(), "EVENT", 0.8) for found in storms]
    outside = [entity for entity in entities if not overlaps(entity, whole)]
    persons = [text[entity.start : entity.end].split() for entity in outside if entity.label == "PERSON"]
    alone = {found["name"] for found in storms} - {word for words in persons if len(words) > 1 for word in words}
    return [*whole, *(_event(text, entity, alone) for entity in outside)]


def _is_storm(found: re.Match[str], read: Mapping[tuple[int, int], str]) -> bool:
    """False for a body ("Storm Watch"), a person of that name ("Storm Reid") and what is no name at all ("Storm Warning")."""
    whole = read.get(found.span())
    if whole is not None:
        return whole != "ORG" and not (whole == "PERSON" and found[0].startswith("Storm"))
    return found.span("name") in read or fold(found["name"]) in given_names()


def _event(text: str, entity: Entity, storms: Collection[str]) -> Entity:
    """The entity, an event when it is the name of a storm."""
    return replace(entity, label="EVENT") if entity.label in _READ_AS and text[entity.start : entity.end] in storms else entity
