"""Persons whole: with the initials before the name, the nickname within it and the generation behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.names import whole_name
from onrecord.types import Entity

_NICKNAME = re.compile(r" (?:“[^“”\n]{1,30}”|\"[^\"\n]{1,30}\"|‘[^‘’\n]{1,30}’|\([A-Z][^()\n]{1,30}\)) $")
_LONGEST = 36  # characters of a nickname with its marks and spaces


def whole_persons(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """The entities, persons among them from their initials to "Sr."; what lies in a nickname is no name of its own."""
    found: list[Entity] = []
    last: Entity | None = None  # the person before
    for entity in sorted(entities, key=lambda entity: (entity.start, entity.end)):
        if entity.label == "PERSON":
            span = whole_name(text, entity.start, entity.end)
            entity = replace(entity, start=span.start, end=span.end)
            between = text[last.end : entity.start] if last is not None and entity.start - last.end <= _LONGEST else ""
            if last is not None and _NICKNAME.match(between):
                while found and found[-1].start >= last.start:
                    found.pop()
                entity = replace(last, end=entity.end)
            last = entity
        found.append(entity)
    return found
