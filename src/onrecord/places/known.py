"""What the gazetteer says of a bare name, before it is resolved: may it be trusted to be a place?"""

from __future__ import annotations

from functools import lru_cache

from onrecord.gazetteer import Gazetteer
from onrecord.lexicon import word_set

_ALSO_PEOPLE = frozenset(("Jordan", "Chad", "Georgia", "Holland", "Israel"))


@lru_cache(maxsize=10_000)
def is_beyond_doubt(name: str, gazetteer: Gazetteer) -> bool:
    """True for the name of a country that no other thing bears: a model may have missed it."""
    sure = [
        entry
        for entry in gazetteer.lookup(name)
        if (entry.place.kind == "country" and entry.named in ("name", "former")) or (entry.named == "abbreviation" and "." in name)
    ]
    if sure:
        return sure[0].place.kind == "country" and name not in _ALSO_PEOPLE
    return False


@lru_cache(maxsize=10_000)
def is_named_region(name: str, gazetteer: Gazetteer) -> bool:
    """True for the name of a region or water of several words: "Lake Victoria"."""
    return " " in name and any(entry.named == "name" and entry.place.kind in ("region", "water") for entry in gazetteer.lookup(name))


@lru_cache(maxsize=10_000)
def is_great_city(name: str, gazetteer: Gazetteer) -> bool:
    """True for the name of a capital or a city of a million that is no given name and no everyday word."""
    if name in word_set("entities/given_names.txt") or people_of(name, gazetteer) < _GREAT_OR_CAPITAL:
        return False
    cities = [entry for entry in gazetteer.lookup(name) if entry.place.kind == "city" and entry.named == "name"]
    return any(entry.place.population >= _GREAT or (entry.capital and entry.place.population >= _GREAT_OR_CAPITAL) for entry in cities)


_GREAT, _GREAT_OR_CAPITAL = 1_000_000, 200_000  # people


@lru_cache(maxsize=10_000)
def people_of(name: str, gazetteer: Gazetteer) -> int:
    """People of the largest town, or first or second division, that goes by the name; 0 where it is an everyday word, -1 for none."""
    if name.lower() in word_set("places/small_words.txt") or name in word_set("places/common_words.txt") or len(name) < 3:
        return 0
    return people_of_namesake(name, gazetteer)


@lru_cache(maxsize=10_000)
def people_of_namesake(name: str, gazetteer: Gazetteer) -> int:
    """As `people_of`, everyday words counted too."""
    found = [e.place.population for e in gazetteer.lookup(name) if e.named in ("name", "former", "core") and e.place.kind in _NAMED_PLACES]
    return max(found, default=-1)


_NAMED_PLACES = ("city", "admin1", "admin2")
