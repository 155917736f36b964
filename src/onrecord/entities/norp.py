"""Nationalities, peoples and religious or political groups, by lists."""

from __future__ import annotations

import re
from functools import cache

from onrecord.lexicon import table, word_list
from onrecord.types import Entity

_NAME = re.compile(r"\b[A-Z][^\W\d_]*(?:['’-][^\W\d_]+)*")
_PLURAL_EXEMPT = re.compile(r"(?:s|ese|ish|ch|men|man|woman|x)$")


@cache
def _forms() -> dict[str, tuple[tuple[str, ...], ...]]:
    """First word -> sequences of words that make a name of a people, the longest first."""
    names = set(word_list("entities/norp.txt"))
    for _, cell in table("places/demonyms.tsv"):
        for name in cell.split("|"):
            names |= {name} if _PLURAL_EXEMPT.search(name) else {name, name + "s"}
    for cells in table("places/us_states.tsv"):
        names |= {name for name in (cells[2].split("|") if len(cells) > 2 else ()) if name}
    names |= {cells[0] for cells in table("places/aliases.tsv") if cells[4] == "demonym"}
    for cells in table("places/regions.tsv"):
        names |= {name[1:] for name in (cells[6].split("|") if len(cells) > 6 else ()) if name.startswith("^")}
    forms: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(names):
        words = tuple(name.split())
        forms.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(rows, key=lambda row: (-len(row), row))) for first, rows in forms.items()}


def is_people(word: str) -> bool:
    """True for one word that names a people or group."""
    return (word,) in _forms().get(word, ())


def find_norp(text: str) -> list[Entity]:
    """Every name of a people or group that a list knows, in text order; capital letters are required."""
    forms = _forms()
    found: list[Entity] = []
    skip = 0
    for match in _NAME.finditer(text):
        if match.start() < skip:
            continue
        for words in forms.get(match.group(), ()):
            end = match.start() + len(" ".join(words))
            if len(words) == 1 or text[match.start() : end] == " ".join(words):
                if len(words) > 1 and end < len(text) and text[end].isalpha():
                    continue
                found.append(Entity(match.start(), end, "NORP", 0.9))
                skip = end
                break
    return found
