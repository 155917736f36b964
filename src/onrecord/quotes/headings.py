"""Headings that begin with somebody's words: "“We were robbed”: coach Ana Reis on the cup"."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from onrecord.quotes.decide import Decision
from onrecord.quotes.features import Scene
from onrecord.quotes.kinds import opens_heading
from onrecord.quotes.view import View
from onrecord.quotes.words import word_class

_ENOUGH = 0.6  # chance of speech given to such words
_SHARE = 0.9  # chance that who stands behind the colon is the source


def given_behind_colon(scene: Scene, decisions: list[Decision]) -> None:
    """Give words that open a heading, and are a sentence, to whom the heading names right behind its colon.

    Args:
        scene: The document.
        decisions: What its regions are taken for; changed.
    """
    view = scene.view
    for region, decision in enumerate(decisions):
        colon = view.word_at(view.regions[region].end)
        if not opens_heading(view, view.regions[region]) or not _is_sentence(view, region):
            continue
        place = bisect_left(scene.mentions, colon + 1, key=lambda mention: mention.start)
        if place == len(scene.mentions) or scene.mentions[place].start != colon + 1 or scene.mentions[place].kind not in ("name", "role"):
            continue
        decisions[region] = replace(
            decision,
            speech=max(decision.speech, _ENOUGH),
            source=place,
            outside=None,
            pointed=None,
            cue=None,
            share=_SHARE,
            rule="named behind the colon of a heading",
        )


def _is_sentence(view: View, region: int) -> bool:
    words = view.lower[view.first[region] : view.last[region]]
    return not (word_class("finite_verb") | word_class("first_person")).isdisjoint(words)
