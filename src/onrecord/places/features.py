"""Features of a candidate that need no other name: what the gazetteer knows of it, and the words around the mention."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from onrecord.gazetteer import NAME_KINDS, PLACE_KINDS, Entry
from onrecord.places.candidates import Candidates
from onrecord.places.context import Surroundings

Array = NDArray[np.float64]
Integers = NDArray[np.int64]

STATIC = (
    *(f"is {kind}" for kind in PLACE_KINDS),
    *(f"by {named}" for named in NAME_KINDS[1:]),
    "people", "people of a city", "people of a first division", "people of a second division", "no people known", "no id",
    "capital", "capital by another name", "most people of the name", "share of the people of the name", "same spelling",
    "a city under 5,000", "second division by its core", "first division by its name", "city named as its division",
    "site by its name", "first division named as a city in it, not of the US",
)  # fmt: skip
LOCAL = (
    "kind said", "other kind said", "division after a comma", "other division after a comma", "division after in",
    "holds its neighbour", "city, words of cities near", "first division, words of states near",
    "city, seat of a body near", "water or region after the article", "town or division after the article",
)  # fmt: skip
_CITY, _ADMIN1, _ADMIN2, _COUNTRY = (PLACE_KINDS.index(kind) for kind in ("city", "admin1", "admin2", "country"))
_BESIDE = 90  # characters from start to start, within which names stand beside each other


@dataclass(slots=True, eq=False)
class Table:
    """The candidates of one name, as arrays. Country codes are numbers, 0 for none; divisions are row ids."""

    entries: tuple[Entry, ...]
    static: Array
    kind: Integers
    country: Integers
    admin1: Integers
    admin2: Integers
    xyz: Array  # on the unit sphere


@dataclass(slots=True, eq=False)
class Group:
    """Mentions of one name in one document, decided together: one sense per discourse."""

    table: Table
    mentions: list[int]
    local: Array
    key: str
    first: int  # where the first mention starts
    beside: list[Group] = field(default_factory=list)  # of names close to its mentions that hold them not, nor are held


def country_number(code: str | None) -> int:
    """A country code as a number, for arrays."""
    return ord(code[0]) * 256 + ord(code[1]) if code and len(code) == 2 else 0


def on_sphere(lat: Sequence[float], lon: Sequence[float]) -> Array:
    """Points on the unit sphere from degrees, one a row."""
    phi, theta = np.radians(lat), np.radians(lon)
    return np.stack([np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)], axis=-1)


@lru_cache(maxsize=20_000)
def tabulate(entries: tuple[Entry, ...], surface: str) -> Table:
    """Arrays and context-free features of a name's candidates."""
    most = max((entry.place.population for entry in entries), default=0)
    cities = sum(entry.place.population for entry in entries if entry.place.kind == "city") or 1
    divisions = {entry.row for entry in entries if entry.place.kind in ("admin1", "admin2")}
    of_cities = {entry.admin1 for entry in entries if entry.place.kind == "city"}
    rows = []
    for entry in entries:
        place, kind, named = entry.place, entry.place.kind, entry.named
        people = math.log10(1 + place.population) / 7
        values = (
            *(float(kind == known) for known in PLACE_KINDS),
            *(float(named == known) for known in NAME_KINDS[1:]),
            people,
            people * (kind == "city"),
            people * (kind == "admin1"),
            people * (kind == "admin2"),
            place.population == 0,
            place.geonames_id is None and kind != "water",
            entry.capital and named == "name",
            entry.capital and named != "name",
            0 < place.population == most,
            place.population / cities if kind == "city" else 0.0,
            place.name == surface,
            kind == "city" and place.population < 5000,
            kind == "admin2" and named == "core",
            kind == "admin1" and named == "name",
            kind == "city" and (entry.admin1 in divisions or entry.admin2 in divisions),
            kind == "facility" and named != "abbreviation",
            kind == "admin1" and place.country != "US" and entry.row in of_cities,
        )
        rows.append([float(value) for value in values])
    return Table(
        entries,
        np.array(rows),
        np.array([PLACE_KINDS.index(entry.place.kind) for entry in entries]),
        np.array([country_number(entry.place.country) for entry in entries]),
        np.array([entry.row if entry.place.kind == "admin1" else entry.admin1 for entry in entries]),
        np.array([entry.row if entry.place.kind == "admin2" else entry.admin2 for entry in entries]),
        on_sphere([entry.place.lat or 0.0 for entry in entries], [entry.place.lon or 0.0 for entry in entries]),
    )


def inside(table: Table, containers: Sequence[Entry]) -> NDArray[np.bool_]:
    """Which candidates lie in one of the divisions, being smaller than it."""
    held = np.zeros(len(table.kind), dtype=bool)
    for container in containers:
        if container.place.kind == "country":
            held |= (table.country == country_number(container.place.country)) & (table.kind > 0)
        elif container.place.kind == "admin1":
            held |= (table.admin1 == container.row) & (table.kind > 1)
        elif container.place.kind == "admin2":
            held |= (table.admin2 == container.row) & (table.kind > 2)
    return held


def local_features(table: Table, around: Surroundings, neighbours: Sequence[Table]) -> Array:
    """Features from the words around one mention. `neighbours` are the tables of mentions that it may hold."""
    local = np.zeros((len(table.entries), len(LOCAL)))
    if around.kind is not None:
        same = table.kind == PLACE_KINDS.index(around.kind)
        if same.any():
            local[:, 0], local[:, 1] = same, ~same
    if around.within_comma:
        held = inside(table, around.within_comma)
        if held.any():
            local[:, 2], local[:, 3] = held, ~held
    if around.within_in:
        local[:, 4] = inside(table, around.within_in)
    for neighbour in neighbours:
        for at, entry in enumerate(table.entries[:40]):
            if entry.place.kind in ("country", "admin1", "admin2") and inside(neighbour, (entry,)).any():
                local[at, 5] = 1
    if (table.kind == _ADMIN1).any() and not (table.kind == _COUNTRY).any():  # the UN speaks of Lebanon, not of a town so called
        local[:, 8] = (table.kind == _CITY) & around.of_seat
    if around.as_river:
        natural = (table.kind == PLACE_KINDS.index("water")) | (table.kind == PLACE_KINDS.index("region"))
        local[:, 9], local[:, 10] = natural, (table.kind == _CITY) | (table.kind == _ADMIN1) | (table.kind == _ADMIN2)
    local[:, 6] = (table.kind == _CITY) & around.of_city
    local[:, 7] = (table.kind == _ADMIN1) & around.of_state
    return local


def make_groups(found: Sequence[Candidates], around: Sequence[Surroundings], starts: Sequence[int], surfaces: Sequence[str]) -> list[Group]:
    """Mentions of the same name as one group, apart where the text puts them in different divisions.

    A bare mention means what the first full one says: "Paris, Texas … Paris"; "Lagos" is not what "Lagos State" is.
    """
    tables = [tabulate(item.entries, surface) if item.entries else None for item, surface in zip(found, surfaces, strict=True)]
    by_sense: dict[tuple[str, str, tuple[int, ...]], list[int]] = {}
    for index, table in enumerate(tables):
        if table is not None:
            divisions = around[index].within_comma
            said = tuple(sorted(e.row for e in divisions)) if divisions and inside(table, divisions).any() else ()
            by_sense.setdefault((found[index].key, found[index].without, said), []).append(index)
    for key, without in sorted({(key, without) for key, without, said in by_sense if not said}):
        full = [sense for sense in by_sense if sense[:2] == (key, without) and sense[2]]
        if full:
            by_sense[min(full, key=lambda sense: starts[by_sense[sense][0]])] += by_sense.pop((key, without, ()))
    groups = []
    for (key, _, _), mentions in by_sense.items():
        mentions.sort()
        table = tables[mentions[0]]
        assert table is not None
        local = np.zeros((len(table.entries), len(LOCAL)))
        for index in mentions:
            own = tables[index]
            if own is not None and own.entries == table.entries:
                neighbours = [t for t in (tables[other] for other in around[index].container_of) if t is not None]
                local = np.maximum(local, local_features(own, around[index], neighbours))
        groups.append(Group(table, mentions, local, key, min(starts[index] for index in mentions)))
    _set_beside(groups, around, starts)
    return groups


def _set_beside(groups: Sequence[Group], around: Sequence[Surroundings], starts: Sequence[int]) -> None:
    """Tell each group which other names stand beside its own: "Paris, London and New York" are of one kind."""
    group_of = {index: group for group in groups for index in group.mentions}
    order = sorted(group_of, key=lambda index: (starts[index], index))
    for left, right in pairwise(order):
        one, other = group_of[left], group_of[right]
        if starts[right] - starts[left] > _BESIDE or one.key == other.key:
            continue
        if left in around[right].container_of or right in around[left].container_of:
            if any(inside(one.table, (entry,)).any() for entry in other.table.entries[:40]):
                continue
            if any(inside(other.table, (entry,)).any() for entry in one.table.entries[:40]):
                continue
        one.beside.append(other)
        other.beside.append(one)
