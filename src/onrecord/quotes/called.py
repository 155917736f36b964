"""What somebody has been called are others' words: "the firm has been called “a nest of thieves” by its former accountant"."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from onrecord.quotes.cued import cue_span
from onrecord.quotes.decide import Decision
from onrecord.quotes.features import Scene
from onrecord.quotes.words import word_class
from onrecord.types import Span

_NEAR = 2  # words between such a verb and its auxiliary, or the region


def given_to_callers(scene: Scene, decisions: list[Decision]) -> list[Span]:
    """Take from whoever is called something the words that he is called; they are of whom "by" names, else of nobody known.

    Args:
        scene: The document.
        decisions: What its regions are taken for; changed.

    Returns:
        The cues of such words, in text order.
    """
    view, found = scene.view, []
    for region, decision in enumerate(decisions):
        if not decision.is_speech or decision.source is None:
            continue
        tie, opening = scene.ties[decision.source], view.word_at(view.regions[region].start)
        beside = tie.relation == "sv" and tie.verb < opening <= tie.verb + 1 + _NEAR
        if not beside or view.lower[tie.verb] not in word_class("calling_so"):
            continue
        if word_class("be").isdisjoint(view.lower[max(0, tie.verb - _NEAR) : tie.verb]):
            continue
        caller = _behind_by(scene, view.word_at(view.regions[region].end))
        found.append(cue_span(scene, tie.verb, decision.source))
        decisions[region] = replace(decision, source=caller, outside=None, pointed=None, cue=found[-1], rule="called so by others")
    return found


def _behind_by(scene: Scene, word: int) -> int | None:
    """The mention behind a "by" at a word."""
    if scene.view.lower[word : word + 1] != ["by"]:
        return None
    place = bisect_left(scene.mentions, word + 1, key=lambda mention: mention.start)
    return place if place < len(scene.mentions) and scene.mentions[place].start == word + 1 else None
