"""Where unmarked speech ends before its sentence does: at what the writer adds about it, and where somebody else speaks.

"alleged fraud | without giving details"; "says she is well, | but I doubt it"; "called it calm, | although Ada Lane told the BBC …".
"""

from __future__ import annotations

from bisect import bisect_left

from onrecord.quotes.content import Words
from onrecord.quotes.features import Scene
from onrecord.quotes.words import word_class

_SAYING = ("a", "b")  # of the strengths of verbs, those of saying
_LEAST = 1  # words of a content
_OWN = 40  # words before a "but" in which somebody may have said "I"
_SUBJECT = 14  # words between "although" and who says something else


def without_comment(scene: Scene, verb: int, words: Words) -> Words:
    """The content of a cue up to what the writer says of the speech himself.

    Args:
        scene: The document.
        verb: The cue.
        words: The content as cut, behind the cue.
    """
    view = scene.view
    first, stop = words
    if first <= verb:
        return words
    for word in range(first + _LEAST, stop - 1):
        if view.inside[word] >= 0:
            continue
        if _withholds(scene, word) or _answers(scene, word) or _contrasts(scene, word, stop):
            return (first, word - (view.lower[word - 1] in (",", "—", "–")))
    return words


def _withholds(scene: Scene, word: int) -> bool:
    """True at the "without" of "without giving evidence"."""
    lower = scene.view.lower
    return lower[word] == "without" and lower[word + 1] in word_class("withholding")


def _answers(scene: Scene, word: int) -> bool:
    """True at a "but" with which the writer speaks for himself, in words of somebody who has said no "I" or "we"."""
    lower = scene.view.lower
    return (
        lower[word] == "but"
        and lower[word - 1] == ","
        and lower[word + 1] in ("i", "we")
        and word_class("first_person").isdisjoint(lower[max(scene.view.clause_bounds(word)[0], word - _OWN) : word])
    )


def _contrasts(scene: Scene, word: int, stop: int) -> bool:
    """True at an "although" whose clause says what somebody else told or said."""
    view = scene.view
    if view.lower[word] not in word_class("contrasting") or view.lower[word - 1] != ",":
        return False
    low = bisect_left(scene.mentions, word, key=lambda mention: mention.start)
    high = bisect_left(scene.mentions, min(stop, word + _SUBJECT), key=lambda mention: mention.start)
    ties = scene.ties[low:high]
    return any(tie.relation in ("sv", "vs") and word < tie.verb < stop and tie.strength in _SAYING for tie in ties)
