"""Two people who talk in turn: a paragraph of speech alone after question and answer is the first one's again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from onrecord.quotes.features import Scene
from onrecord.quotes.words import word_class

_SHORT = 40  # words of a paragraph of talk


class Decided(Protocol):
    """What was decided for a region."""

    @property
    def source(self) -> int | None:
        """The index of its mention."""

    @property
    def is_speech(self) -> bool:
        """True for speech."""


def answers_back(scene: Scene, region: int, decided: Sequence[Decided]) -> int | None:
    """The mention of whoever answers whom, null where nobody does.

    The region fills its paragraph; the two paragraphs before it are speech of two people, short and closed, and the second
    answers the first: the first ends with a question mark, or the second has "replied" or the like, or is speech alone too.
    """
    if region < 2:
        return None
    before, first = region - 1, region - 2
    a, b = decided[first], decided[before]
    if a.source is None or b.source is None or not (a.is_speech and b.is_speech):
        return None
    if scene.mentions[a.source].head == scene.mentions[b.source].head:
        return None
    view = scene.view
    places = [view.paragraph[min(view.first[one], len(view.words) - 1)] for one in (first, before, region)]
    if places[1] - places[0] != 1 or places[2] - places[1] != 1 or view.regions[before].continued or view.regions[first].continued:
        return None
    bounds = [view.paragraph_bounds(place) for place in places]
    if any(high - low > _SHORT for low, high in bounds) or any(view.inside[word] != region for word in range(*bounds[2])):
        return None
    asks = view.text[view.regions[first].inner.start : view.regions[first].inner.end].rstrip().endswith("?")
    replies = word_class("replying").intersection(view.lower[slice(*bounds[1])])
    in_turn = all(view.inside[word] == before for word in range(*bounds[1]))
    return a.source if asks or replies or in_turn else None
