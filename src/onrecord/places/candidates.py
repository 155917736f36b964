"""What a toponym may name: entries of the gazetteer for its words, or for part of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from onrecord.gazetteer import Entry, Gazetteer, name_key
from onrecord.lexicon import table, word_set
from onrecord.types import Span

Match = Literal["whole", "stripped", "part", "none"]
MOST = 80  # candidates kept, the most populous

_AROUND = re.compile(
    r"^(?:the |greater |metropolitan |downtown |upper |lower |inner |central |mid-?|old |city of |town of |village of |"
    r"state of |province of |region of |republic of |county of |port of |island of |isle of |kingdom of |district of |"
    r"township of |(?:north|south|east|west)(?:ern)?[ -]|(?:north|south)-?(?:east|west)(?:ern)?[ -])+",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r",? (?:city|town|village|state|province|region|district|county|co\.?|township|twp\.?|municipality|governorate|"
    r"department|prefecture|oblast|area|metro|suburbs?|parish|borough|peninsula|valley|delta|basin|coast|islands?|"
    r"republic|territory|division)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Entries that a surface form may name, and which part of it they were found by."""

    entries: tuple[Entry, ...]
    match: Match
    key: str
    without: str = ""  # what kind of place its words say, where they were found without it: "state" of "Lagos State"


@lru_cache(maxsize=20_000)
def _forms(surface: str) -> tuple[tuple[str, Match], ...]:
    forms: list[tuple[str, Match]] = [(surface, "whole")]
    core = _AFTER.sub("", _AROUND.sub("", surface))
    for form in (_AROUND.sub("", surface), _AFTER.sub("", surface), core):
        if form != surface and form:
            forms.append((form, "stripped"))
    words = core.replace("-", " ").split()[:8]
    for length in range(len(words) - 1, 0, -1):  # parts, the longest first, the left one first
        for start in range(len(words) - length + 1):
            part = words[start : start + length]
            if part[0][:1].isupper() and part[-1][:1].isupper() and (length > 1 or len(part[0]) > 3):
                forms.append((" ".join(part), "part"))
    return tuple(dict.fromkeys(forms))


def candidates(surface: str, gazetteer: Gazetteer) -> Candidates:
    """Entries for a span's words; if there is none, for the words without what goes around a name, then for a part.

    A part of a longer name says where the thing is ("Mirabel Street Bridge, Kano": Kano), not what it is; only large
    places are taken for that, and no people: the French Quarter is not in France.
    """
    site = is_site(surface)
    for form, match in _forms(surface.strip()):
        entries = [entry for entry in gazetteer.lookup(form) if entry.fits(form)]
        if match == "part":
            if is_called_after(surface):
                break
            if form.lower() in _common_words() or len(form) < 4:
                continue
            entries = [entry for entry in entries if _places_others(entry, form, site)]
        if entries:
            said = _AFTER.search(surface) if match == "stripped" else None
            return Candidates(tuple(entries[:MOST]), match, name_key(form), said[0].strip(" ,.").lower() if said else "")
    return Candidates((), "none", name_key(surface))


_COUNTIES = ("County", "Parish", "Borough")


def _places_others(entry: Entry, form: str, site: bool) -> bool:
    """True when a place is large enough for things to be named after it."""
    if entry.named == "demonym":
        return not site
    if entry.named not in ("name", "former"):
        return False
    if entry.place.kind == "admin2":  # the jail of Henderson County
        return " " in form and form.rsplit(" ", 1)[-1] in _COUNTIES
    return entry.place.population >= 100_000 if entry.place.kind == "city" else entry.place.kind in ("country", "admin1")


_QUARTERS = frozenset(("Side", "Shore", "Quarter", "End", "Faubourg"))


def is_site(name: str) -> bool:
    """True for a name of several words that ends as those of streets, buildings, grounds and quarters do."""
    words = name.split()
    if len(words) < 2:
        return False
    if is_called_after(name):
        return True
    return words[-1] in word_set("entities/facility_words.txt") or words[-1] in _QUARTERS or words[0][0].isdigit()


_OF = frozenset(("de", "del", "della", "di", "do", "da", "des", "du", "dei"))


def is_called_after(name: str) -> bool:
    """True for a building that has its name from somewhere else: "Casa de Nariño", "Plaza de España"."""
    words = name.split()
    return len(words) > 2 and words[0] in word_set("places/site_beginnings.txt") and words[1] in _OF


@lru_cache(maxsize=1)
def _common_words() -> frozenset[str]:
    """Single words of longer names that are towns somewhere but say nothing: "Union", "Church", "Central"."""
    return frozenset(cells[0].lower() for cells in table("places/common_words.txt"))


_PLACED = re.compile(r"\b(?:in|at|near|to|from|through|outside) $")
_GOES_ON = re.compile(r"[ -][^\W\d_]")


def as_people(text: str, span: Span, found: Candidates) -> Candidates:
    """Only the demonyms of a word that is one: "Western governments" are not in Ghana's Western Region, no "Arab" in Alabama.

    A town or division of that name stays possible where the text puts something in it: "a shop in Arab, Ala.".
    """
    if not any(entry.named == "demonym" for entry in found.entries):
        return found
    if _PLACED.search(text[max(0, span.start - 9) : span.start]) and not _GOES_ON.match(text[span.end : span.end + 2]):
        return found
    return Candidates(tuple(entry for entry in found.entries if entry.named == "demonym"), found.match, found.key, found.without)


def is_demonym(found: Candidates) -> bool:
    """True when the words name people or things of a place, not the place."""
    return bool(found.entries) and all(entry.named == "demonym" for entry in found.entries)
