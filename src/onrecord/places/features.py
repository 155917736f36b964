"""Features of a candidate: what the gazetteer knows, what stands around the name, what else the document names."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from onrecord.gazetteer import NAME_KINDS, PLACE_KINDS, Entry, Gazetteer, name_key
from onrecord.places.candidates import Candidates
from onrecord.places.context import Surroundings

Array = NDArray[np.float64]

STATIC = (
    *(f"is {kind}" for kind in PLACE_KINDS),
    *(f"by {named}" for named in NAME_KINDS[1:]),
    "people", "people of a city", "people of a first division", "people of a second division",
    "no people known", "no id", "capital", "most people of the name", "share of the people of the name", "same spelling",
    "a city under 5,000", "second division by core name", "first division by name", "in the US",
    "only candidate kind", "capital by alternate", "city named as its division",
)  # fmt: skip
LOCAL = (
    "kind said", "other kind said", "division after a comma", "other division after a comma", "division after in", "holds its neighbour",
    "possible neighbour",
)  # fmt: skip
CONTEXT = (
    "share of country", "share of first division", "share of second division", "near others", "nearest other",
    "country named", "first division named", "second division named", "same country as the first", "same division as the first",
    "share of country, city", "share of first division, city", "is where others are",
)  # fmt: skip
HOME = ("home country", "home division", "near home", "home country of its domain", "home division, small city")
NAMES = (*STATIC, *LOCAL, *CONTEXT, *HOME)
_AT = {name: index for index, name in enumerate(NAMES)}
N_STATIC, N_LOCAL, N_CONTEXT = len(STATIC), len(LOCAL), len(CONTEXT)


@dataclass(slots=True, eq=False)
class Table:
    """The candidates of one name, as arrays."""

    entries: tuple[Entry, ...]
    static: Array
    kind: NDArray[np.int64]
    country: NDArray[np.int64]  # two letters as a number, 0 for none
    admin1: NDArray[np.int64]
    admin2: NDArray[np.int64]
    row: NDArray[np.int64]
    xyz: Array  # on the unit sphere


def country_number(code: str | None) -> int:
    """A country code as a number, for arrays."""
    return ord(code[0]) * 256 + ord(code[1]) if code and len(code) == 2 else 0


@lru_cache(maxsize=20_000)
def tabulate(entries: tuple[Entry, ...], surface: str) -> Table:
    """Arrays and context-free features of a name's candidates."""
    static = np.zeros((len(entries), N_STATIC))
    top = max((entry.place.population for entry in entries), default=0)
    total = sum(entry.place.population for entry in entries if entry.place.kind == "city") or 1
    kinds = {entry.place.kind for entry in entries}
    divisions = {entry.row for entry in entries if entry.place.kind in ("admin1", "admin2")}
    for at, entry in enumerate(entries):
        place, row = entry.place, static[at]
        people = math.log10(1 + place.population) / 7
        row[PLACE_KINDS.index(place.kind)] = 1
        if entry.named != "name":
            row[len(PLACE_KINDS) + NAME_KINDS.index(entry.named) - 1] = 1
        rest = len(PLACE_KINDS) + len(NAME_KINDS) - 1
        row[rest] = people
        row[rest + 1] = people if place.kind == "city" else 0
        row[rest + 2] = people if place.kind == "admin1" else 0
        row[rest + 3] = people if place.kind == "admin2" else 0
        row[rest + 4] = place.population == 0
        row[rest + 5] = place.geonames_id is None and place.kind != "water"
        row[rest + 6] = entry.capital and entry.named == "name"
        row[rest + 7] = place.population == top and top > 0
        row[rest + 8] = place.population / total if place.kind == "city" else 0
        row[rest + 9] = place.name == surface
        row[rest + 10] = place.kind == "city" and place.population < 5000
        row[rest + 11] = place.kind == "admin2" and entry.named == "core"
        row[rest + 12] = place.kind == "admin1" and entry.named == "name"
        row[rest + 13] = place.country == "US"
        row[rest + 14] = len(kinds) == 1
        row[rest + 15] = entry.capital and entry.named != "name"
        row[rest + 16] = place.kind == "city" and (entry.admin1 in divisions or entry.admin2 in divisions)
    lat = np.radians([entry.place.lat or 0.0 for entry in entries])
    lon = np.radians([entry.place.lon or 0.0 for entry in entries])
    xyz = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    return Table(
        entries,
        static,
        np.array([PLACE_KINDS.index(entry.place.kind) for entry in entries]),
        np.array([country_number(entry.place.country) for entry in entries]),
        np.array([entry.row if entry.place.kind == "admin1" else entry.admin1 for entry in entries]),
        np.array([entry.row if entry.place.kind == "admin2" else entry.admin2 for entry in entries]),
        np.array([entry.row for entry in entries]),
        xyz,
    )


@dataclass(slots=True, eq=False)
class Group:
    """Mentions of one name in one document, decided together: one sense per discourse."""

    table: Table
    mentions: list[int]
    local: Array
    first: int  # position in the text


def _inside(table: Table, containers: Sequence[Entry]) -> NDArray[np.bool_]:
    """Which candidates lie in one of the divisions."""
    countries = [country_number(e.place.country) for e in containers if e.place.kind == "country"]
    admin1 = [e.row for e in containers if e.place.kind == "admin1"]
    admin2 = [e.row for e in containers if e.place.kind == "admin2"]
    level = table.kind  # 0 country, 1 admin1, 2 admin2
    inside = np.isin(table.country, countries) & (level > 0)
    inside |= np.isin(table.admin1, admin1) & (level > 1)
    inside |= np.isin(table.admin2, admin2) & (level > 2)
    return inside


def local_features(table: Table, around: Surroundings, neighbours: Sequence[Table]) -> Array:
    """Features from the words around one mention. `neighbours` are candidates of mentions that it may hold."""
    local = np.zeros((len(table.entries), N_LOCAL))
    if around.kind is not None:
        same = table.kind == PLACE_KINDS.index(around.kind)
        if same.any():
            local[:, 0], local[:, 1] = same, ~same
    if around.within_comma:
        inside = _inside(table, around.within_comma)
        if inside.any():
            local[:, 2] = inside
            local[:, 3] = ~inside
    if around.within_in:
        local[:, 4] = _inside(table, around.within_in)
    for neighbour in neighbours:
        for at, entry in enumerate(table.entries[:40]):
            if entry.place.kind in ("country", "admin1", "admin2") and _inside(neighbour, (entry,)).any():
                local[at, 5] = 1
    return local


def context_features(groups: Sequence[Group], chances: Sequence[Array]) -> list[Array]:
    """Features of every group's candidates from what the other groups probably are."""
    result = [np.zeros((len(group.table.entries), N_CONTEXT)) for group in groups]
    if not groups:
        return result
    keep = [np.argsort(-chance, kind="stable")[:3] for chance in chances]
    owner = np.concatenate([np.full(len(kept), index) for index, kept in enumerate(keep)])
    weight = np.concatenate([chance[kept] for chance, kept in zip(chances, keep, strict=True)])
    count = np.concatenate([np.full(len(k), 1 + math.log(len(g.mentions))) for k, g in zip(keep, groups, strict=True)])

    def gather(name: str) -> NDArray[np.int64]:
        return np.concatenate([getattr(group.table, name)[kept] for group, kept in zip(groups, keep, strict=True)])

    kind, country, admin1, admin2 = (gather(name) for name in ("kind", "country", "admin1", "admin2"))
    xyz = np.concatenate([group.table.xyz[kept] for group, kept in zip(groups, keep, strict=True)])
    leading = min(range(len(groups)), key=lambda index: groups[index].first)
    for index, group in enumerate(groups):
        table, out = group.table, result[index]
        others = owner != index
        mass = weight * count * others
        total = mass.sum()
        if total <= 0:
            continue
        same_country = (table.country[:, None] == country[None, :]) & (country[None, :] > 0)
        same_admin1 = (table.admin1[:, None] == admin1[None, :]) & (admin1[None, :] > 0)
        same_admin2 = (table.admin2[:, None] == admin2[None, :]) & (admin2[None, :] > 0)
        out[:, 0] = same_country @ mass / total
        out[:, 1] = same_admin1 @ mass / total
        out[:, 2] = same_admin2 @ mass / total
        cosine = np.clip(table.xyz @ xyz.T, -1, 1)
        near = np.exp(-np.arccos(cosine) * 6371 / 100) * (kind[None, :] > 1)
        out[:, 3] = near @ mass / total
        out[:, 4] = (near * (weight * others)[None, :]).max(axis=1)
        certain = weight * others
        out[:, 5] = (same_country & (kind[None, :] == 0)).astype(float) @ certain > 0.5
        out[:, 6] = ((same_admin1 & (kind[None, :] == 1)).astype(float) @ certain > 0.5) & (table.kind > 1)
        out[:, 7] = ((same_admin2 & (kind[None, :] == 2)).astype(float) @ certain > 0.5) & (table.kind > 2)
        if index != leading:
            lead = (owner == leading) * weight
            out[:, 8] = same_country @ lead
            out[:, 9] = same_admin1 @ lead
        city = table.kind == PLACE_KINDS.index("city")
        out[:, 10], out[:, 11] = out[:, 0] * city, out[:, 1] * city
        # a division is likelier when cities of it are named, whatever it is called
        inside_it = ((table.kind[:, None] == 0) & same_country & (kind[None, :] > 0)) | (
            (table.kind[:, None] == 1) & same_admin1 & (kind[None, :] > 1)
        )
        out[:, 12] = inside_it @ mass / total
    return result


def home_features(table: Table, home: Mapping[str, object] | None, domain_country: str | None) -> Array:
    """Features from the region that the publisher mostly writes about, and from the country of its domain."""
    out = np.zeros((len(table.entries), len(HOME)))
    if domain_country:
        out[:, 3] = table.country == country_number(domain_country)
    if home:
        countries, divisions = home["countries"], home["divisions"]
        assert isinstance(countries, Mapping)
        assert isinstance(divisions, Mapping)
        for at, entry in enumerate(table.entries):
            place = entry.place
            out[at, 0] = float(countries.get(place.country or "", 0.0))
            out[at, 1] = float(divisions.get(place.admin1 or "", 0.0))
            out[at, 4] = out[at, 1] * (place.kind == "city" and place.population < 50_000)
        lat, lon = np.radians(float(str(home["lat"]))), np.radians(float(str(home["lon"])))
        point = np.array([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
        angle = np.arccos(np.clip(table.xyz @ point, -1, 1))
        out[:, 2] = np.exp(-angle * 6371 / 150) * (table.kind > 1)
    return out


def domain_country(publisher: str | None) -> str | None:
    """The country of a publisher's domain: "bbc.co.uk" -> "GB"; null for .com and the like, or a name without a dot."""
    if not publisher or "." not in publisher:
        return None
    last = publisher.strip().rsplit(".", 1)[-1].lower()
    known = {"uk": "GB", "eu": None, "tv": None, "co": None, "io": None, "me": None, "fm": None, "ai": None, "am": None}
    if last in known:
        return known[last]
    return last.upper() if len(last) == 2 and last.isalpha() else None


def make_groups(
    found: Sequence[Candidates], around: Sequence[Surroundings], starts: Sequence[int], surfaces: Sequence[str], gazetteer: Gazetteer
) -> list[Group]:
    """Mentions of the same name as one group, apart where the text puts them in different divisions."""
    del gazetteer
    by_key: dict[tuple[str, tuple[int, ...]], list[int]] = {}
    variants: dict[str, list[tuple[int, ...]]] = {}
    tables = [tabulate(item.entries, surface) if item.entries else None for item, surface in zip(found, surfaces, strict=True)]
    for index, item in enumerate(found):
        table = tables[index]
        if table is None:
            continue
        inside = _inside(table, around[index].within_comma) if around[index].within_comma else None
        said = tuple(e.row for e in around[index].within_comma) if inside is not None and inside.any() else ()
        by_key.setdefault((item.key, said), []).append(index)
        if said not in variants.setdefault(item.key, []):
            variants[item.key].append(said)
    for key, saids in variants.items():
        explicit = [said for said in saids if said]
        if () in saids and explicit:  # a bare mention means what the first full one says
            first = min(explicit, key=lambda said: by_key[key, said][0])
            by_key[key, first] += by_key.pop((key, ()))
    groups = []
    for mentions in by_key.values():
        mentions.sort()
        table = tables[mentions[0]]
        assert table is not None
        local = np.zeros((len(table.entries), N_LOCAL))
        for index in mentions:
            neighbours = [t for t in (tables[other] for other in around[index].container_of) if t is not None]
            other_table = tables[index]
            assert other_table is not None
            features = local_features(table if other_table.entries == table.entries else other_table, around[index], neighbours)
            if features.shape == local.shape:
                local = np.maximum(local, features)
        groups.append(Group(table, mentions, local, min(starts[index] for index in mentions)))
    return groups


def same_name(first: str, second: str) -> bool:
    """True when two surface forms are looked up alike."""
    return name_key(first) == name_key(second)
