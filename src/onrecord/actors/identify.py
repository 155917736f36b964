"""Persons first described and then named: "A Mafia boss hanged himself ... Carlo Rossi was found dead".

News often opens with a noun phrase and gives the name a sentence later. The phrase and the name are put together on
evidence that is counted up; what stays below the threshold stays two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from onrecord import lexicon
from onrecord.actors.figures import Figure, Mention
from onrecord.actors.nominals import INDEFINITE, POSSESSIVE
from onrecord.actors.pronouns import PRONOUNS
from onrecord.actors.scene import Scene, singular

ENOUGH = 3.0
SURE = 9.0
FAR = 5  # sentences between description and name at most
_APART = frozenset(["byline", "title", "subtitle", "caption"])
LONGEST = 600  # characters of a sentence that are compared
_AGE_BEFORE = re.compile(r"(\d{1,3})\s?-\s?year\s?-\s?old\b")
_SHE_IS = re.compile(r"\s*(He|She) (?:is|was) ")
_AGE_AFTER = re.compile(r"^\s*,\s*(?:aged\s+)?(\d{1,3})\b")


def identify(scene: Scene, persons: list[Figure]) -> list[Figure]:
    """Merge unnamed persons into the named ones that they turn out to be. Returns the persons that are left."""
    named = sorted((person for person in persons if person.named), key=lambda person: person.first)
    unnamed = sorted((person for person in persons if not person.named), key=lambda person: person.first)
    gone: set[int] = set()
    taken: set[int] = set()
    for stranger in unnamed:
        ranked = []
        for person in named[:40]:
            if id(person) in taken:
                continue
            if introduces(scene, stranger, person, persons):
                ranked.append((SURE, -person.first, person))
                continue
            score = evidence(scene, stranger, person, named, unnamed)
            ranked.append((score, -person.first, person))
        ranked = sorted(
            ((score, first, person) for score, first, person in ranked if score >= ENOUGH), key=lambda item: item[:2], reverse=True
        )
        if ranked and (len(ranked) == 1 or ranked[0][0] > ranked[1][0]):
            person = ranked[0][2]
            person.mentions += [Mention(m.start, m.end, m.kind, "described first, then named", m.gender) for m in stranger.mentions]
            person.heads |= stranger.heads
            gone.add(id(stranger))
            taken.add(id(person))
    return [person for person in persons if id(person) not in gone]


def introduces(scene: Scene, stranger: Figure, person: Figure, persons: Sequence[Figure]) -> bool:
    """True for "A woman waits. She is Ann Lee.": she is the one whom the sentence before tells of, nobody else being a woman there."""
    name = min((mention for mention in person.mentions if mention.kind == "name"), key=lambda mention: mention.start)
    number = scene.sentence_at(name.start)
    found = _SHE_IS.fullmatch(scene.text, scene.sentences[number].start, name.start)
    if found is None or number == 0:
        return False
    gender = PRONOUNS[found[1].lower()][0]
    before = scene.sentences[number - 1]
    if not any(before.start <= mention.start < before.end for mention in stranger.mentions):
        return False
    present = [one for one in persons if any(before.start <= mention.start < before.end for mention in one.mentions)]
    fitting = [one for one in present if one.likely_gender() in (gender, "n", None)]
    return len(fitting) == 1 and fitting[0] is stranger


def evidence(scene: Scene, stranger: Figure, person: Figure, named: Sequence[Figure], unnamed: Sequence[Figure]) -> float:
    """How much speaks for the described person being the named one; 0 where something rules it out."""
    described = min(stranger.mentions, key=lambda mention: mention.start)
    names = [mention for mention in person.mentions if mention.kind == "name"]
    # Titles and captions name people whom the lead then describes, so the name counts from its first place in the text below.
    name = min(names, key=lambda mention: (scene.block_kind(mention.start) in _APART, mention.start))
    gap = scene.sentence_at(name.start) - scene.sentence_at(described.start)
    word = scene.words(described.start, described.end)[0].low
    told, named_gender, hint = stranger.word_gender(), person.names_gender() or person.beside_gender(), person.likely_gender()
    if not 0 < gap <= FAR or described.start > name.start or word in POSSESSIVE or (told and named_gender and told != named_gender):
        return 0.0
    # A given name only hints at a gender, so it weighs against and rules nothing out.
    score = -2.0 if told and not named_gender and hint in ("f", "m") and told != hint else 0.0
    if told and told == named_gender:
        score += 1.0 if any(other.likely_gender() == told for other in named if other is not person) else 2.0
    age = _AGE_BEFORE.search(scene.text[max(0, described.start) : described.end])
    named_age = _AGE_AFTER.match(scene.text[name.end : name.end + 16]) or _AGE_BEFORE.search(
        scene.text[max(0, name.start - 20) : name.start]
    )
    if age and named_age:
        score += 4.0 if age[1] == named_age[1] else -4.0
    if stranger.heads & person.heads:
        score += 3.0
    elif person.heads:
        score -= 1.0
    first_sentence = scene.sentence_at(described.start) - scene.sentence_at(_body_start(scene))
    score += 1.5 if first_sentence <= 1 else 0.0
    if word in INDEFINITE or first_sentence == 0:
        score += 0.5
    if _opens(scene, name.start) or (scene.is_subject(name.start, name.end) and not _depends(scene, name)):
        score += 1.0
    score += min(1.5, 0.5 * _shared_words(scene, described.start, name.start))
    if any(quote.source and quote.source.start <= described.start < quote.source.end for quote in scene.quotes):
        score -= 1.5
    if scene.text[name.end : name.end + 5] == " and ":
        score -= 1.0
    if _modifies(scene, name):
        score -= 2.0
    counts = sorted((len([m for m in other.mentions if m.kind == "name"]) for other in named), reverse=True)
    if len([m for m in person.mentions if m.kind == "name"]) == counts[0]:
        score += 0.5
    if person is named[0]:
        score += 0.5
    rivals = [
        other
        for other in unnamed
        if other is not stranger and other.first < name.start and not (told and other.word_gender() not in (None, told))
    ]
    score -= 1.0 * min(2, len(rivals))
    return score


def _modifies(scene: Scene, name: Mention) -> bool:
    """True for a name that stands before what it belongs to: "Carabinieri paramilitary police", "the Reed family"."""
    following = scene.words(name.end, min(len(scene.text), name.end + 60))[:3]
    if not following or scene.text[name.end : following[0].start] != " " or scene.is_subject(name.start, name.end):
        return False
    run = list(takewhile(lambda word: word.text.islower() and word.low not in lexicon.word_set("actors/function_words.txt"), following))
    nouns = lexicon.word_set("actors/group_nouns.txt"), lexicon.word_set("actors/organisation_nouns.txt")
    return any(word.low in known or singular(word.low) in known for word in run for known in nouns)


def _depends(scene: Scene, name: Mention) -> bool:
    """True for a name behind "of" or "for": in "the mother of Ann Lee said" Lee is not the subject."""
    before = scene.words(max(0, name.start - 8), name.start)[-1:]
    return bool(before) and before[0].low in ("of", "for")


def _shared_words(scene: Scene, one: int, other: int) -> int:
    """Words that two sentences share, small ones left out: a lead tells briefly what a sentence with the name tells again."""
    told = []
    for position in (one, other):
        span = scene.sentences[scene.sentence_at(position)]
        told.append({word.low for word in scene.words(span.start, min(span.end, span.start + LONGEST)) if len(word.low) > 3})
    return len((told[0] & told[1]) - lexicon.word_set("actors/function_words.txt"))


def _body_start(scene: Scene) -> int:
    """Where the first paragraph block begins; 0 without blocks."""
    return next((block.start for block in scene.blocks if block.kind == "paragraph"), 0)


def _opens(scene: Scene, position: int) -> bool:
    start = scene.sentences[scene.sentence_at(position)].start
    return position - start <= 4
