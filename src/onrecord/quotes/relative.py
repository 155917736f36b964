"""What is said in a relative clause ends where the sentence goes on: "A man who told her that the roof was sound | has been jailed"."""

from __future__ import annotations

from onrecord.quotes.content import Words
from onrecord.quotes.cues import AUXILIARIES
from onrecord.quotes.features import Scene
from onrecord.quotes.words import word_class

_VERBAL = 0.25  # share of uses as a cue from which a word is taken for a verb
_LEAST = 3  # words of a content


def without_rest(scene: Scene, verb: int, words: Words) -> Words:
    """The content of a cue whose subject is "who", "which" or "that", without the main verb of the sentence and what follows it.

    The main verb is the second finite one behind the cue that no new clause opens, or one right behind a comma; where the sentence
    has its main verb before the relative clause, nothing is cut.

    Args:
        scene: The document.
        verb: The cue.
        words: The content as cut, behind the cue.
    """
    view = scene.view
    pronoun = verb - 1
    while pronoun > 0 and (view.lower[pronoun] in AUXILIARIES or view.lower[pronoun].endswith("ly")):
        pronoun -= 1
    start, end = view.sentence_bounds(verb)
    if view.lower[pronoun] not in ("who", "which") or words[0] <= verb or words[1] < end - 2:
        return words
    if any(_is_finite(scene, word) for word in range(start, pronoun)):
        return words
    seen = False
    for word in range(words[0], words[1]):
        lower = view.lower[word]
        if lower in word_class("clause_opening"):
            seen = False
        elif word > words[0] and _is_finite(scene, word) and view.lower[word - 1] not in AUXILIARIES | {"to"}:
            if (seen and view.words[word - 1][-1].isalnum()) or view.lower[word - 1] == ",":
                stop = word - (view.lower[word - 1] == ",")
                return (words[0], stop) if stop - words[0] >= _LEAST else words
            seen = True
    return words


def _is_finite(scene: Scene, word: int) -> bool:
    """True for forms of "be", "have", "do", modal verbs, and past forms that are cues or end in "-ed"."""
    view = scene.view
    lower = view.lower[word]
    return view.inside[word] < 0 and (
        lower in word_class("finite_verb") or lower == "be" or lower.endswith("ed") or scene.cues.get(lower, 0.0) >= _VERBAL
    )
