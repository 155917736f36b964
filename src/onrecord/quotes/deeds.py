"""Deeds, which say nothing: who tries to silence somebody, passes a bill, is called to a place, is expected to win."""

from __future__ import annotations

from onrecord.quotes.features import Scene
from onrecord.quotes.words import word_class

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
    if lower in word_class("deed"):
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


def is_named(scene: Scene, word: int) -> bool:
    """True for a word with which a noun begins, not a verb."""
    return scene.view.lower[word] in word_class("owner") or scene.view.words[word][0].isupper()


def _is_passive(scene: Scene, verb: int) -> bool:
    """True behind a form of "be" and at most two adverbs."""
    return not word_class("be").isdisjoint(scene.view.lower[max(0, verb - 3) : verb])
