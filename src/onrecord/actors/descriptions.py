"""Persons told by age or nation alone: "the 23-year-old", "the Brazilian"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from onrecord import lexicon
from onrecord.actors.figures import Figure, Mention
from onrecord.actors.scene import Scene
from onrecord.types import Span

_AGED = re.compile(r"(\d{1,3})-year-old")
_AGE_BEHIND = re.compile(r"(?:, (?:aged )?| \()(\d{1,2})(?=[,).;])")
_LAST_WORDS = re.compile(r"(?:[\w-]{1,20} ){1,3}\Z")
_OF_MANY = ("s", "ese", "ish", "ch")  # the Swiss, the Chinese, the Spanish, the French are many


@dataclass(frozen=True, slots=True)
class Description:
    """What a noun phrase tells of a person."""

    age: str | None
    nation: str | None  # country code


@cache
def _nations() -> dict[str, str]:
    """Name of a people and its country."""
    return {name.lower(): country for country, names in lexicon.table("places/demonyms.tsv") for name in names.split("|")}


def described_by(scene: Scene, source: Span) -> Description | None:
    """The age and the nation of one person, where a noun phrase has nothing else: null for "the French", "the British coach"."""
    words = scene.words(source.start, source.end)
    if not 2 <= len(words) <= 3 or words[0].low != "the":
        return None
    ages = [found[1] for word in words[1:] if (found := _AGED.fullmatch(word.low))]
    nations = [_nations()[word.low] for word in words[1:] if word.low in _nations() and word.text[0].isupper()]
    if len(ages) > 1 or len(nations) > 1 or len(ages) + len(nations) != len(words) - 1 or words[-1].low.endswith(_OF_MANY):
        return None
    return Description(ages[0] if ages else None, nations[0] if nations else None)


def fitting_persons(
    scene: Scene, mentions: Sequence[tuple[Mention, Figure]], described: Description, position: int, said: Sequence[Span]
) -> tuple[list[Figure], bool]:
    """Of the persons named those of whom age or nation is told; else, and false, those of whom no other is.

    Of the latter those of the paragraph, if it names any. Names in bylines, in speech and in what is `said` do not count.
    """
    names_of: dict[int, tuple[Figure, list[Mention]]] = {}
    for mention, person in mentions:
        if mention.kind == "name" and person.kind == "person" and _counts(scene, mention, said):
            names_of.setdefault(id(person), (person, []))[1].append(mention)
    named = [(person, names, _ages(scene, names), _nations_before(scene, names)) for person, names in names_of.values()]
    open_to = [(person, names) for person, names, ages, nations in named if not _clashes(described, ages, nations)]
    told = [person for person, _, ages, nations in named if not _clashes(described, ages, nations) and _agrees(described, ages, nations)]
    if told:
        return told, True
    paragraph = scene.paragraph_at(position)
    near = [person for person, names in open_to if any(scene.paragraph_at(name.start) == paragraph for name in names)]
    return near or [person for person, _ in open_to], False


def _counts(scene: Scene, name: Mention, said: Sequence[Span]) -> bool:
    spoken = scene.quote_at(name.start) is not None or any(span.start <= name.start < span.end for span in said)
    return not spoken and not scene.in_byline(name.start)


def _clashes(described: Description, ages: set[str], nations: set[str]) -> bool:
    """True when the text tells another age or nation."""
    return bool((described.age and ages - {described.age}) or (described.nation and nations - {described.nation}))


def _agrees(described: Description, ages: set[str], nations: set[str]) -> bool:
    """True when the text tells the age or the nation."""
    return described.age in ages or described.nation in nations


def _ages(scene: Scene, names: Sequence[Mention]) -> set[str]:
    """Ages beside names: "Ann Lee, 23," and "23-year-old Ann Lee"."""
    behind = {found[1] for name in names if (found := _AGE_BEHIND.match(scene.text, name.end))}
    before = {found[1] for name in names for word in _words_before(scene, name) if (found := _AGED.fullmatch(word))}
    return behind | before


def _nations_before(scene: Scene, names: Sequence[Mention]) -> set[str]:
    """Nations of the words right before names: "Brazilian sprinter Ana Reis"."""
    return {_nations()[word] for name in names for word in _words_before(scene, name) if word in _nations()}


def _words_before(scene: Scene, name: Mention) -> list[str]:
    """The words of the phrase that a name ends, the nearest three."""
    opening = max(name.start - 60, scene.sentences[scene.sentence_at(name.start)].start)
    found = _LAST_WORDS.search(scene.text[opening : name.start])
    return found[0].lower().split() if found else []
