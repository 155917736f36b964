"""Invented names of organisations, by the patterns that ministries, banks, parties, clubs and newspapers of the world follow."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import numpy as np

from onrecord.lexicon import table

_SLOT = re.compile(r"\{(\w+)\}")
_ACRONYM = re.compile(r"[A-Z]{2,6}")


@cache
def _words(kind: str) -> tuple[tuple[str, ...], ...]:
    """The lines of a kind in `read/bodies.tsv`, each with its values."""
    return tuple(tuple(row[1].split("|")) for row in table("read/bodies.tsv") if row[0] == kind)


@cache
def _adjectives() -> tuple[str, ...]:
    words = {word for row in table("places/demonyms.tsv") for word in row[1].split("|")}
    return tuple(sorted(word for word in words if word.endswith(("n", "i", "sh", "se"))))


def is_acronym(name: str) -> bool:
    return bool(_ACRONYM.fullmatch(name))


def acronym(name: str) -> str | None:
    """The capitals that a name shortens to, null when they are too few or too many."""
    letters = "".join(word[0] for word in name.replace("-", " ").split() if word[0].isupper() and word != "The")
    return letters if 3 <= len(letters) <= 6 else None


@dataclass(frozen=True)
class Bodies:
    """Makes names of organisations; `places` and `families` fill the slots of the patterns."""

    places: list[str]
    families: list[str]

    def full(self, rng: np.random.Generator) -> str:
        """A name of two words or more, mostly: "Kisumu Water Authority"."""
        return self._made("full", rng)

    def single(self, rng: np.random.Generator) -> str:
        """A name of a company or a team, short: "Novacom"."""
        return self._made("single", rng)

    def short(self, rng: np.random.Generator) -> str:
        """An acronym."""
        for _ in range(5):
            letters = acronym(self.full(rng))
            if letters:
                return letters
        return "".join(chr(65 + int(i)) for i in rng.integers(26, size=3))

    def _made(self, kind: str, rng: np.random.Generator) -> str:
        def pick(values: list[str] | tuple[str, ...]) -> str:
            return values[int(rng.integers(len(values)))]

        def fill(slot: re.Match[str]) -> str:
            match slot.group(1):
                case "place":
                    return pick(self.places)
                case "family":
                    return pick(self.families)
                case "adjective":
                    return pick(_adjectives())
                case other:
                    return pick(_words(other)[0])

        groups = _words(kind)
        return _SLOT.sub(fill, pick(groups[int(rng.integers(len(groups)))]))
