"""To whom, when, how and by what means it was said is told between the cue and the words: "told Reuters | on Tuesday | it would"."""

from __future__ import annotations

from bisect import bisect_left

from onrecord.quotes.content import Words
from onrecord.quotes.cues import AUXILIARIES
from onrecord.quotes.features import Scene
from onrecord.quotes.view import View
from onrecord.quotes.words import occasion_nouns, word_class

_VERBAL = 0.25  # share of uses as a cue from which a word is taken for a verb
_AUDIENCE = 4  # words of "the city's planning committee"
_PHRASE = 7  # words of "in a video message from Geneva"
_MANNER = 5  # words of "in the strongest terms"
_CLAUSE = 16  # words in which a clause has its verb


def without_adjunct(scene: Scene, verb: int, words: Words) -> Words:
    """The content of a cue without the hearer, the day, the manner and the occasion of the speech at its head.

    Nothing is cut where "that" or the like opens the content, nor where what is left is no clause: "said on Tuesday, its
    birthday" stays. Bare years, months and places stay too, which belong to what is told as often as to the telling.

    Args:
        scene: The document.
        verb: The cue.
        words: The content as cut, behind the cue.
    """
    view = scene.view
    first, stop = words
    if first <= verb:
        return words
    manner = _manner(view, verb + 1, stop)
    if manner is not None and manner >= first:
        return (manner, stop)
    that = _behind_hearer(scene, verb, stop)
    if that is not None and that >= first:
        return (that, stop)
    at = first
    while at - 1 > verb and view.lower[at - 1] in word_class("adjunct_opening"):
        at -= 1
    if view.lower[verb] in word_class("told"):
        at = max(at, _hearer(scene, verb + 1), _audience(view, verb + 1, stop))
    while (end := _day(view, at, stop) or _occasion(scene, at, stop)) is not None:
        at = end
    return (at, stop) if at > first and is_clause(scene, at, stop) else words


def _hearer(scene: Scene, at: int) -> int:
    """One past whoever was told, "The Associated Press", where a mention stands at `at`; else `at`."""
    place = bisect_left(scene.mentions, at, key=lambda mention: mention.start)
    if place == len(scene.mentions) or scene.mentions[place].start != at:
        return at
    end = scene.mentions[place].end
    following = scene.mentions[place + 1 : place + 2]
    of = scene.view.lower[end : end + 1] == ["of"] and [mention.start for mention in following] == [end + 1]
    return following[0].end if of else end  # "the House of Lords"


def _audience(view: View, at: int, stop: int) -> int:
    """One past "the meeting", "the town's newspaper": an audience or the press behind an article; else `at`."""
    if view.lower[at] not in word_class("owner"):
        return at
    heard = word_class("audience") | word_class("press") | word_class("event")
    return next((word + 1 for word in range(at + 1, min(at + _AUDIENCE, stop - 2)) if view.lower[word] in heard), at)


def _behind_hearer(scene: Scene, verb: int, stop: int) -> int | None:
    """The "that" behind whoever was told: "warned nurses in the north | that"; null where no such words stand behind a cue."""
    lower = scene.view.lower
    if lower[verb] not in word_class("hearing"):
        return None
    for word in range(verb + 1, min(verb + _PHRASE, stop - 1)):
        if lower[word] == "that":
            return word
        if not lower[word][0].isalnum() or _is_finite(scene, word):
            break
    return None


def _day(view: View, at: int, stop: int) -> int | None:
    """One past a day or period at `at`: "late on Sunday night", "last week", "earlier this month"; null where there is none."""
    lower, start = view.lower, at
    if at < stop and lower[at] in ("late", "early", "earlier", "later"):
        at += 1
    led = at < stop and lower[at] in ("on", "in", "by")
    at += led
    if at + 1 < stop and lower[at] in ("last", "this", "next") and lower[at + 1] in word_class("period") | word_class("time"):
        at += 2
    elif at < stop and lower[at] in word_class("time") and (at > start or lower[at] not in ("later", "earlier")):
        at += 1
        bare = not led
        if at < stop and lower[at] in word_class("period"):
            at, bare = at + 1, False
        # "said Friday prayers would be held": a bare weekday may belong to the noun behind it
        if bare and at < stop and not (lower[at] in word_class("subject") or view.words[at][0].isupper() or lower[at] in ("in", "at")):
            return None
    else:
        return None
    return at if at < stop and not lower[at].startswith(("'", "’")) else None


def _manner(view: View, at: int, stop: int) -> int | None:
    """One past "in the strongest terms"; null where no such words stand at `at`."""
    if view.lower[at] != "in":
        return None
    return next((word + 1 for word in range(at + 2, min(at + _MANNER, stop - 1)) if view.lower[word] in word_class("manner")), None)


def _occasion(scene: Scene, at: int, stop: int) -> int | None:
    """One past "in a statement", "at a briefing in Geneva"; null where no noun of an occasion or a channel stands there."""
    view = scene.view
    lower = view.lower
    if at + 2 >= stop or lower[at] not in word_class("adjunct_opening"):
        return None
    for word in range(at + 1, min(at + _PHRASE, stop - 1)):
        if lower[word] in word_class("relative") or not lower[word][0].isalnum() or _is_finite(scene, word):
            return None
        if lower[word] in occasion_nouns() and lower[word + 1] not in occasion_nouns():
            behind = word + 1
            if lower[behind] in ("in", "from", "to") and behind + 2 < stop and view.words[behind + 1][0].isupper():
                behind += 2  # "in Geneva"
            return None if lower[behind] in word_class("little") - word_class("subject") - {"on", "in", "at"} else behind
    return None


def is_clause(scene: Scene, at: int, stop: int) -> bool:
    """True where words begin with a subject and hold a finite verb."""
    lower = scene.view.lower
    first = lower[at]
    opens = first in word_class("subject") or not (
        first in word_class("little") or first in AUXILIARIES or not first[0].isalnum() or _is_finite(scene, at)
    )
    return opens and any(_is_finite(scene, word) for word in range(at + 1, min(stop, at + _CLAUSE)))


def _is_finite(scene: Scene, word: int) -> bool:
    lower = scene.view.lower[word]
    if scene.view.inside[word] >= 0:
        return False
    is_cue = lower not in occasion_nouns() and scene.cues.get(lower, 0.0) >= _VERBAL
    return is_cue or lower in word_class("finite_verb") or lower.endswith("ed")
