"""Which entities share a character with others."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from onrecord.types import Entity


def overlaps(entity: Entity, ordered: Sequence[Entity]) -> bool:
    """True when an entity shares a character with one of those in text order."""
    place = bisect_left(ordered, entity.end, key=lambda other: other.start)
    return place > 0 and ordered[place - 1].end > entity.start
