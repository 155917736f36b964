"""Cues: words of saying, and how they stand to the mentions around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.quotes.mentions import Mention
from onrecord.quotes.view import View
from onrecord.quotes.words import word_class

AUXILIARIES = word_class("auxiliary")
PREPOSITIONS = word_class("preposition")
_RELATIVES = word_class("relative")
_OWNERS = word_class("owner")  # a word of saying right behind one is a noun: "in her report"


@dataclass(frozen=True, slots=True)
class Tie:
    """How a mention hangs on a verb of saying: `sv` subject before verb, `vs` verb before subject, `acc` after
    "according to", `by`, `poss` possessor of a noun of saying, `obj` object, `none`."""

    relation: str
    verb: int = -1
    strength: str = "-"


def strength(share: float) -> str:
    """A word's share of uses as a cue, in four steps."""
    return "a" if share >= 0.5 else "b" if share >= 0.25 else "c" if share >= 0.1 else "d" if share >= 0.03 else "-"


def ties(view: View, mentions: list[Mention], cues: Mapping[str, float]) -> list[Tie]:
    """The tie of each mention, same order."""
    starts = {mention.start: mention for mention in mentions}
    found: list[Tie] = []
    subjects: set[int] = set()  # verbs that have a subject before them
    for mention in mentions:
        verb = verb_after(view, mention, cues, starts)
        if verb is not None and verb > mention.end and view.inside[mention.start] < 0:
            before = _before(view, mention, cues, subjects)
            if before.relation in ("vs", "acc") and before.strength == "a" and _is_noun(view, verb):
                found.append(before)  # "said Ada Lane in her opening remarks"
                continue
        if verb is not None:
            subjects.add(verb)
            found.append(Tie("sv", verb, strength(cues[view.lower[verb]])))
            continue
        found.append(_before(view, mention, cues, subjects))
    return found


def _is_noun(view: View, word: int) -> bool:
    """True for a word of saying that stands behind a preposition and what may come between: "in her opening remarks"."""
    return any(view.lower[at] in PREPOSITIONS for at in range(max(0, word - 4), word))


def _before(view: View, mention: Mention, cues: Mapping[str, float], subjects: set[int]) -> Tie:
    lower, word = view.lower, mention.start - 1
    if word < 0 or view.sentence[word] != view.sentence[mention.start] or view.inside[word] != view.inside[mention.start]:
        return Tie("none")
    if lower[word] in ("#", "@") and word:
        word -= 1
    if lower[word] == "to" and word and lower[word - 1] == "according":
        return Tie("acc", word - 1, "a")
    if lower[word] == "by":
        verb = word - 1
        return Tie("by", verb, strength(cues.get(lower[verb], 0.0))) if verb >= 0 and cues.get(lower[verb], 0.0) >= 0.03 else Tie("prep")
    if cues.get(lower[word], 0.0) >= 0.03:
        relation = "obj" if word in subjects or lower[word].endswith("ing") else "vs"
        return Tie(relation, word, strength(cues[lower[word]]))
    if lower[word] in PREPOSITIONS:
        return Tie("prep")
    return Tie("none")


def verb_after(view: View, mention: Mention, cues: Mapping[str, float], starts: Mapping[int, Mention]) -> int | None:
    """The verb of saying whose subject a mention is: past auxiliaries, adverbs, brackets, "of …" and ", who …,"."""
    lower, at = view.lower, mention.end
    limit = min(len(lower), at + 40)
    sentence, inside = view.sentence[mention.start], view.inside[mention.start]
    prepositional, helped = 0, False
    while at < limit and view.sentence[at] == sentence and view.inside[at] == inside:
        word = lower[at]
        if word in ("'s", "'") and at == mention.end:
            return None
        if word == "(":
            at = _closing(view, at, limit)
        elif word == "," or (word in ("—", "–", "--") and at == mention.end):
            if prepositional and at - mention.end > 12:
                return None
            if at == mention.end and mention.start and lower[mention.start - 1] == word:  # "the rapporteur, Ada Lane, said"
                following = _past_adverbs(view, at + 1, limit)
                if following < limit and cues.get(lower[following], 0.0) >= 0.25 and view.sentence[following] == sentence:
                    return following
            closing = next((i for i in range(at + 1, limit) if lower[i] == word and view.sentence[i] == sentence), None)
            if closing is None or view.inside[closing] != inside:
                return None
            following = _past_adverbs(view, closing + 1, limit)
            if following < limit and cues.get(lower[following], 0.0) >= 0.03 and view.sentence[following] == sentence:
                return following
            return None
        elif word in AUXILIARIES or word.endswith("ly"):
            at += 1
            helped = helped or word in AUXILIARIES
        elif cues.get(word, 0.0) >= 0.03 and lower[at - 1] not in _OWNERS:
            return at
        elif word in _RELATIVES or (helped and prepositional):
            return None
        elif word in PREPOSITIONS or prepositional:
            prepositional += 1
            if prepositional > 12 or not (word in PREPOSITIONS or word[0].isalnum()):
                return None
            at += 1
        else:
            return None
    return None


def _closing(view: View, at: int, limit: int) -> int:
    return next((i + 1 for i in range(at + 1, limit) if view.lower[i] == ")"), limit)


def _past_adverbs(view: View, at: int, limit: int) -> int:
    while at < limit and (view.lower[at] in AUXILIARIES or view.lower[at].endswith("ly")):
        at += 1
    return at
