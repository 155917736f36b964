"""How two words of names relate: equal, sounding alike, pet form, initial, misspelt, damaged, or in conflict."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import OSA

from onrecord import lexicon
from onrecord.names.parse import Word, given_names


class Relation(NamedTuple):
    """Name of the relation and how far it supports identity, in [0, 1]."""

    kind: str
    score: float


SAME = Relation("equal", 1.0)
CONFLICT = Relation("conflict", 0.0)


@lru_cache(maxsize=1)
def _pet_forms() -> dict[str, frozenset[str]]:
    """Given name to its pet forms, both ways round."""
    forms: dict[str, set[str]] = {}
    for name, short in lexicon.table("names/nicknames.txt"):
        for other in short.split():
            forms.setdefault(name, set()).add(other)
            forms.setdefault(other, set()).add(name)
    return {name: frozenset(others) for name, others in forms.items()}


def pet_form(a: str, b: str) -> bool:
    """True when one is a pet form of the other, or both are pet forms of one name (Bob, Robbie)."""
    forms = _pet_forms()
    return b in forms.get(a, frozenset())


@lru_cache(maxsize=1)
def _long_forms() -> dict[str, tuple[str, ...]]:
    """Pet form to the names it is short for."""
    forms: dict[str, set[str]] = {}
    for name, short in lexicon.table("names/nicknames.txt"):
        for other in short.split():
            forms.setdefault(other, set()).add(name)
    return {short: tuple(sorted(names)) for short, names in forms.items()}


def formal_names(given: str) -> tuple[str, ...]:
    """The given name itself and the names it is a pet form of, at most eight."""
    return (given, *_long_forms().get(given, ())[:7])


def wildcard_match(a: str, b: str) -> bool:
    """True when the words agree letter by letter, `?` standing for one lost letter, or for a lost pair of bytes."""
    if "?" not in a and "?" not in b:
        return False
    if len(a) == len(b):
        return all(x == y or "?" in (x, y) for x, y in zip(a, b, strict=True)) and sum(x == y for x, y in zip(a, b, strict=True)) >= 2
    # A letter of two bytes leaves two marks.
    squeezed = [_squeeze(word) for word in (a, b)]
    return squeezed != [a, b] and len(squeezed[0]) == len(squeezed[1]) and wildcard_match(*squeezed)


def _squeeze(word: str) -> str:
    return "".join(letter for before, letter in pairwise(" " + word) if not (letter == before == "?"))


def _genders_clash(a: str, b: str) -> bool:
    names = given_names()
    return {names.get(a), names.get(b)} == {"f", "m"}


@lru_cache(maxsize=1 << 15)
def relate(a: Word, b: Word) -> Relation:
    """The relation of two words. Symmetric.

    A misspelling is one letter in four and more, two in nine and more; not between two different given names that
    are both in use (Tim, Tom), which is only `near`.
    """
    if a.text == b.text:
        return SAME if a.kind != "initial" or b.kind != "initial" else Relation("initial", 0.9)
    if a.kind == "initial" or b.kind == "initial":
        short, long = (a, b) if a.kind == "initial" else (b, a)
        if long.kind == "initial":
            return CONFLICT
        return Relation("initial", 0.85) if long.text[0] == short.text or long.sound[0] == short.text else CONFLICT
    if wildcard_match(a.text, b.text):
        return Relation("damaged", 0.93)
    if ("?" in a.text or "?" in b.text) and (wildcard_match(a.text, b.text[1:]) or wildcard_match(a.text[1:], b.text)):
        return Relation("damaged, first letter gone", 0.75)
    if a.kind == "particle" and b.kind == "particle":
        return Relation("particle", 0.8)
    if a.sound == b.sound and not _genders_clash(a.text, b.text) and _alike_enough(a.text, b.text):
        return Relation("transliteration", 0.95)
    if pet_form(a.text, b.text):
        return Relation("pet form", 0.92)
    return _misspelling(a, b)


def _alike_enough(a: str, b: str) -> bool:
    """Sound keys of short words say little: "li" and "lee" yes, "wu" and "vo" no."""
    return min(len(a), len(b)) > 3 or OSA.distance(a, b) <= 2


def _ideographic(text: str) -> bool:
    """True for scripts in which one sign is a word or a syllable: another sign is another name."""
    return any("\u3040" <= sign <= "\u9fff" or "\uac00" <= sign <= "\ud7a3" for sign in text)


def _misspelling(a: Word, b: Word) -> Relation:
    longest = max(len(a.text), len(b.text))
    shortest = min(len(a.text), len(b.text))
    letters = OSA.distance(a.text, b.text)
    if shortest < 3 or longest < 4:
        both_in_use = letters == 1 and shortest == 3 and a.text in given_names() and b.text in given_names()
        return Relation("two given names", 0.5) if both_in_use else CONFLICT
    if not (a.text.isascii() and b.text.isascii()) and _ideographic(a.text + b.text):
        return CONFLICT
    sounds = OSA.distance(a.sound, b.sound) if shortest >= 5 and len(a.sound) >= 4 else letters
    allowed = 1 if longest < 9 else 2
    names = given_names()
    if letters <= allowed:
        if a.text in names and b.text in names:
            return Relation("two given names", 0.5)
        if a.text[0] != b.text[0] and longest < 6:
            return Relation("near", 0.6)
        return Relation("misspelt", 0.88 if letters == 1 and longest >= 5 else 0.82)
    if sounds <= 1 and letters <= allowed + 1 and shortest >= 6:
        return Relation("misspelt", 0.82) if shortest >= 7 else Relation("near", 0.65)
    if letters <= allowed + 1 and longest >= 7 and a.text[0] == b.text[0]:
        return Relation("near", 0.5)
    return CONFLICT
