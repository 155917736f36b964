"""Deeds, which say nothing: who tries to silence somebody, passes a bill, is called to a place, is expected to win."""

from __future__ import annotations

from onrecord.quotes.cues import PREPOSITIONS
from onrecord.quotes.features import Scene
from onrecord.quotes.view import View
from onrecord.quotes.words import word_class

_PHRASE = 7  # words from an article to its noun
_CLAUSE = 8  # words in which "that" opens what the noun says
_SUBJECT = 3  # words before a verb in which a court is looked for


def is_deed(scene: Scene, verb: int, first: int, *, sourced: bool) -> bool:
    """True where a word taken for a cue tells of a deed, of what is supposed by nobody named, or of what a court came to hear.

    Args:
        scene: The document.
        verb: The word taken for a cue.
        first: The first word of what is taken for its content.
        sourced: Whether somebody is taken for its source.
    """
    view = scene.view
    lower = view.lower[verb]
    if lower in word_class("deed") or (lower in word_class("noun_too") and _is_noun(view, verb)):
        return True
    heard = lower == "heard" and view.lower[verb + 1 : verb + 2] != ["from"]
    if heard and not word_class("hearing_body").isdisjoint(view.lower[max(0, verb - _SUBJECT) : verb]):
        return True
    if lower == "claiming" and view.lower[first : first + 2] == ["to", "be"]:
        return True  # "a man claiming to be a doctor"
    if view.lower[verb : verb + 2] == ["called", "off"]:
        return True
    if lower in word_class("seeming"):
        return not sourced
    if not _is_passive(scene, verb):
        return False
    if lower in word_class("supposed") | word_class("done_to"):
        return not sourced
    place = first == verb + 1 and view.lower[first] == "to" and first + 1 < len(view.words)
    return lower in ("called", "summoned") and place and is_named(scene, first + 1)


def _is_noun(view: View, word: int) -> bool:
    """True for the "forecast" of "raised its profit forecast on Monday": behind an article, before a preposition and no "that"."""
    following = view.lower[word + 1] if word + 1 < len(view.words) else "."
    low = max(view.sentence_bounds(word)[0], word - _PHRASE)
    parted = (
        at
        for at in range(word - 1, low - 1, -1)
        if view.lower[at] in PREPOSITIONS or not (view.words[at][0].isalnum() or view.words[at] == "-")
    )
    before = next(parted, low - 1)
    owned = not word_class("owner").isdisjoint(view.lower[before + 1 : word])
    ends = following in PREPOSITIONS or not following[0].isalnum()
    return owned and ends and "that" not in view.lower[word + 1 : word + _CLAUSE]


def is_named(scene: Scene, word: int) -> bool:
    """True for a word with which a noun begins, not a verb."""
    return scene.view.lower[word] in word_class("owner") or scene.view.words[word][0].isupper()


def _is_passive(scene: Scene, verb: int) -> bool:
    """True behind a form of "be" and at most two adverbs."""
    return not word_class("be").isdisjoint(scene.view.lower[max(0, verb - 3) : verb])
