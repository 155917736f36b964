"""Place names of texts without capitals, as some feeds and transcripts have them."""

from __future__ import annotations

import re

from onrecord.gazetteer import Gazetteer
from onrecord.lexicon import word_set
from onrecord.types import Span


def is_in_small_letters(text: str) -> bool:
    """True for a text without capitals, as some feeds and transcripts have it."""
    letters = sum(map(str.isalpha, text))
    return letters > 0 and sum(map(str.isupper, text)) * 200 <= letters


_SMALL_WORD = re.compile(r"(?<![\w’'-])[^\W\d_](?:[^\W\d_]|[.’'-](?=[^\W\d_]))*")
_SMALL_PLACED = re.compile(r"(?:\b(?:in|from|near|to|outside)|,) $")
_LARGE, _HUGE = 100_000, 1_000_000  # people, from which a town in small letters may be taken after "in" or "from", or anywhere


def small_letter_places(text: str, gazetteer: Gazetteer) -> list[Span]:
    """Countries, peoples, first divisions and large towns in a text without capitals: "floods in kano, nigeria".

    A division or smaller town needs "in" or the like before it, and none may be an English word ("nice", "turkey").
    """
    words = [(match.start(), match.end()) for match in _SMALL_WORD.finditer(text) if match[0] not in ("the", "a", "of", "and")]
    found: list[Span] = []
    at = 0
    while at < len(words):
        for last in range(min(at + 3, len(words)) - 1, at - 1, -1):
            span = Span(words[at][0], words[last][1])
            name = text[span.start : span.end]
            before = text[max(0, span.start - 9) : span.start]
            if " ".join(name.split()) == name and _means_place(name, gazetteer, placed=_SMALL_PLACED.search(before) is not None):
                found.append(span)
                at = last
                break
        at += 1
    return found


def _means_place(name: str, gazetteer: Gazetteer, *, placed: bool) -> bool:
    if name.lower() in word_set("places/small_words.txt") or len(name) < 4:
        return False
    for entry in gazetteer.lookup(name):
        place = entry.place
        if entry.named == "abbreviation":
            continue
        if place.kind == "country" or entry.named == "demonym":
            return True
        if entry.named == "name" and place.kind == "city" and place.population >= (_LARGE if placed else _HUGE):
            return True
        if placed and entry.named == "name" and place.kind == "admin1":
            return True
    return False
