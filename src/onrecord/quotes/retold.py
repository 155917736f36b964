"""What a speaker retells: "“They told me it was his heart,” she said" holds what *they* said, without marks of its own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from onrecord.quotes.cues import AUXILIARIES, PREPOSITIONS
from onrecord.quotes.features import Scene
from onrecord.quotes.stretches import Stretches
from onrecord.quotes.words import word_class
from onrecord.types import Quote, Span

_CONFIDENCE = 0.75
_ADDRESSEE = 5  # words of the longest one
_PLAIN = frozenset(["say", "tell", "ask"])  # also the form of what is only thought of: a subject in the plural must stand before it
_NOT = frozenset(["not", "n't", "never", "nobody", "nothing"])
_BE = frozenset(["was", "were", "been", "being", "am", "is", "are", "'m", "'re"])
_SOURCES = ("person", "self", "group", "name", "role", "body", "text", "some", "relative")


def find_retold(scene: Scene, quotes: Sequence[Quote]) -> list[Quote]:
    """Indirect quotations inside others, `within` set, in the order of their cues.

    A form of "say", "tell", "ask", "answer" with its subject and, after it, a clause to the end of the sentence. Left out
    is what was not said ("never told me"), may be said ("will tell you", "if they ask") and what other quotations hold.
    """
    view, found = scene.view, []
    taken = Stretches([(quote.cue.start, quote.cue.end, number) for number, quote in enumerate(quotes) if quote.cue is not None])
    nested = Stretches([(part.start, part.end, n) for n, quote in enumerate(quotes) if quote.within is not None for part in quote.parts])
    for number, quote in enumerate(quotes):
        if quote.within is not None:
            continue
        for part in quote.parts:
            first, last = view.word_at(part.start), bisect_left(view.starts, part.end)
            for verb in range(first + 1, last - 1):
                if view.lower[verb] not in word_class("telling") or taken.holds(view.starts[verb], view.ends[verb]):
                    continue
                one = _retold(scene, verb, first, last, number)
                if one is not None and not nested.holds(one.content[0].start - 2, one.content[0].end):
                    found.append(one)
    return found


def _retold(scene: Scene, verb: int, first: int, last: int, within: int) -> Quote | None:
    view = scene.view
    low, high = view.clause_bounds(verb)
    low, high = max(low, first), min(high, last)
    begin = verb
    while begin > low and (view.lower[begin - 1] in AUXILIARIES or view.lower[begin - 1].endswith("ly") or view.lower[begin - 1] == "used"):
        begin -= 1
    before = view.lower[begin:verb]
    passive = bool(before) and before[-1] in _BE and view.lower[verb] in ("told", "asked")
    subject = _subject(scene, begin, low)
    if subject is None or _NOT & set(before) or _is_open(scene, before, verb, subject, low):
        return None
    content = _content(scene, verb, high, passive)
    if content is None:
        return None
    while begin < verb and (view.lower[begin].endswith("ly") or view.lower[begin] in word_class("adverb")):
        begin += 1
    mention = scene.mentions[subject]
    source = _by_whom(scene, verb) if passive else Span(view.starts[mention.start], view.ends[mention.end - 1])
    cue = Span(view.starts[begin], view.ends[verb])
    rule = "retold in another's speech"
    return Quote("indirect", (), (content,), cue, source, None, within, (), _CONFIDENCE, _CONFIDENCE if source else 0.5, rule)


def _subject(scene: Scene, begin: int, low: int) -> int | None:
    """The mention right before a verb; where "and" joins it to another, the first one of the sentence."""
    view = scene.view
    if begin > low and view.lower[begin - 1] == "and":
        place = bisect_left(scene.mentions, low, key=lambda mention: mention.start)
        while place < len(scene.mentions) and scene.mentions[place].kind == "some":  # "one morning a clerk came down and said"
            place += 1
    else:
        place = bisect_left(scene.mentions, begin, key=lambda mention: mention.end)
        if place < len(scene.mentions) and scene.mentions[place].end != begin:
            return None
    if place == len(scene.mentions) or not low <= scene.mentions[place].start < begin:
        return None
    mention = scene.mentions[place]
    return place if mention.kind in _SOURCES and mention.head not in _NOT | {"that", "which"} else None


def _is_open(scene: Scene, before: Sequence[str], verb: int, subject: int, low: int) -> bool:
    """True for what is asked, supposed or only possible."""
    view, mention = scene.view, scene.mentions[subject]
    if view.lower[verb] in _PLAIN and not before and mention.kind not in ("group", "self", "some"):
        return True
    habit = view.lower[verb] == "say" and (before[-1:] == ["would"] or before[-2:] == ["used", "to"])
    if set(before) & word_class("modal") and not habit:
        return True
    lead = view.lower[mention.start - 1] if mention.start > low else ""
    return lead in AUXILIARIES or bool(word_class("supposing").intersection(view.lower[low : mention.start]))


def _content(scene: Scene, verb: int, high: int, passive: bool) -> Span | None:
    """The clause behind the verb and whom it is said to; null where an object stands there, or nothing that is a clause."""
    view, lower = scene.view, scene.view.lower
    telling, asking = lower[verb] in ("told", "tell", "tells", "telling"), lower[verb] in ("ask", "asked", "asks")
    at = verb + 1
    if passive and at < high and lower[at] == "by":
        at = _past_addressee(scene, at + 1, high)
    elif (telling or asking) and not passive:
        beyond = _past_addressee(scene, at, high)
        if telling and beyond == at:
            return None
        at = beyond
    if at < high and lower[at] in (",", ":"):
        at += 1
    is_clause = at < high and lower[at] == "that"
    at += is_clause
    end = high
    while end > at and not view.words[end - 1][-1].isalnum():
        end -= 1
    if end - at < 2 or not (view.words[at][0].isalnum() or view.words[at][0] in "$£€"):
        return None
    opening = lower[at]
    if asking and not is_clause and opening not in word_class("asked"):
        return None
    if not (is_clause or asking or telling) and (opening in word_class("said_object") or opening in PREPOSITIONS):
        return None
    if opening == "it" and lower[at + 1] in PREPOSITIONS:
        return None  # "said it about the boats"
    if telling and not is_clause and opening in (PREPOSITIONS - {"to"}) | {"the", "a", "an", "and", "or", "but", "so"}:
        return None
    return Span(view.starts[at], view.ends[end - 1])


def _by_whom(scene: Scene, verb: int) -> Span | None:
    """Who told it, behind "was told by"."""
    view = scene.view
    place = bisect_left(scene.mentions, verb + 2, key=lambda mention: mention.start)
    if view.lower[verb + 1] != "by" or place == len(scene.mentions) or scene.mentions[place].start != verb + 2:
        return None
    return Span(view.starts[verb + 2], view.ends[scene.mentions[place].end - 1])


def _past_addressee(scene: Scene, at: int, high: int) -> int:
    """Behind the words right after a verb that name somebody; `at` where there are none."""
    view = scene.view
    if at < high and view.lower[at] in word_class("addressee"):
        return at + 1
    place = bisect_right(scene.mentions, at, key=lambda mention: mention.start) - 1
    if place < 0 or scene.mentions[place].start != at or scene.mentions[place].kind not in ("name", "role", "group", "body"):
        return at
    return scene.mentions[place].end if scene.mentions[place].end - at <= _ADDRESSEE and scene.mentions[place].end < high else at
