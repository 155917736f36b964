"""Features of a candidate from the other names of the document: the same country, the same division, near by.

After the spatial and administrative coherence of Lieberman and Samet (2012), CLAVIN and CHF.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from onrecord.gazetteer import PLACE_KINDS
from onrecord.places.features import Array, Group, Integers

COHERENCE = (
    "share of country", "share of first division", "share of second division", "near others", "nearest other",
    "nearest other, 30 km", "nearest other, 300 km", "country named", "first division named", "second division named",
    "same country as the first", "same division as the first", "share of country, city", "share of first division, city",
    "is where others are", "people, alone in its country", "capital, alone in its country", "country, nothing else of it",
    "first division, nothing else of it", "same place by another name", "other first division than all",
    "kind of the names beside it", "others that may lie in its second division", "only it may lie with others",
    "others that may lie in its first division", "only it may lie in a first division with others",
)  # fmt: skip
_CITY, _ADMIN1 = PLACE_KINDS.index("city"), PLACE_KINDS.index("admin1")
KEPT = 4  # likeliest candidates of every other name
BLOCK = 150  # different names taken together; longer documents are read block by block, so that time stays linear


def coherence_features(groups: Sequence[Group], chances: Sequence[Array]) -> list[Array]:
    """One matrix a group. `chances` say what the groups probably are; only the likeliest candidates count."""
    if len(groups) > BLOCK:
        order = sorted(range(len(groups)), key=lambda index: groups[index].first)
        matrices: dict[int, Array] = {}
        for start in range(0, len(order), BLOCK):
            block = order[start : start + BLOCK]
            matrices.update(zip(block, coherence_features([groups[i] for i in block], [chances[i] for i in block]), strict=True))
        return [matrices[index] for index in range(len(groups))]
    result = [np.zeros((len(group.table.entries), len(COHERENCE))) for group in groups]
    if len(groups) < 2:
        return result
    _set_coincidences(groups, result)
    keep = [np.argsort(-chance, kind="stable")[:KEPT] for chance in chances]
    owner = np.concatenate([np.full(len(kept), index) for index, kept in enumerate(keep)])
    chance = np.concatenate([chances[index][kept] for index, kept in enumerate(keep)])
    often = np.concatenate([np.full(len(kept), 1 + math.log(len(group.mentions))) for kept, group in zip(keep, groups, strict=True)])

    def gather(name: str) -> Integers:
        return np.concatenate([getattr(group.table, name)[kept] for group, kept in zip(groups, keep, strict=True)])

    kind, country, admin1, admin2 = (gather(name) for name in ("kind", "country", "admin1", "admin2"))
    xyz = np.concatenate([group.table.xyz[kept] for group, kept in zip(groups, keep, strict=True)])
    places = {id(group): at for at, group in enumerate(groups)}
    of_kind = [np.bincount(group.table.kind, chances[at], len(PLACE_KINDS)) for at, group in enumerate(groups)]
    leading = min(range(len(groups)), key=lambda index: groups[index].first)
    for index, group in enumerate(groups):
        table, out = group.table, result[index]
        # mentions of the same name that the text puts elsewhere ("Paris, Texas … Paris, France") say nothing of this one
        others = np.array([other is not group and other.key != group.key for other in groups])[owner]
        certain = chance * others
        mass = certain * often
        total = float(mass.sum())
        if total <= 0:
            continue
        same_country = ((table.country[:, None] == country) & (country > 0)).astype(float)
        same_admin1 = ((table.admin1[:, None] == admin1) & (admin1 > 0)).astype(float)
        same_admin2 = ((table.admin2[:, None] == admin2) & (admin2 > 0)).astype(float)
        km = np.arccos(np.clip(table.xyz @ xyz.T, -1, 1)) * 6371
        local = np.where(kind > 1, certain, 0.0)  # points of countries and first divisions say little
        near = np.exp(-km / 100)
        out[:, 0] = same_country @ mass / total
        out[:, 1] = same_admin1 @ mass / total
        out[:, 2] = same_admin2 @ mass / total
        out[:, 3] = near @ (local * often) / total
        out[:, 4] = (near * local).max(axis=1)
        out[:, 5] = (np.exp(-km / 30) * local).max(axis=1)
        out[:, 6] = (np.exp(-km / 300) * local).max(axis=1)
        out[:, 7] = same_country @ (certain * (kind == 0)) > 0.5
        out[:, 8] = (same_admin1 @ (certain * (kind == 1)) > 0.5) & (table.kind > 1)
        out[:, 9] = (same_admin2 @ (certain * (kind == 2)) > 0.5) & (table.kind > 2)
        if groups[leading].key != group.key:
            lead = chance * (owner == leading)
            out[:, 10], out[:, 11] = same_country @ lead, same_admin1 @ lead
        city = table.kind == _CITY
        out[:, 12], out[:, 13] = out[:, 0] * city, out[:, 1] * city
        holds = np.where((table.kind == 0)[:, None], same_country * (kind > 0), 0.0)
        holds += np.where((table.kind == _ADMIN1)[:, None], same_admin1 * (kind > 1), 0.0)
        out[:, 14] = holds @ mass / total
        alone = out[:, 0] < 0.02
        people = np.array([math.log10(1 + entry.place.population) / 7 for entry in table.entries])
        out[:, 15] = people * (alone & city)
        out[:, 16] = alone & city & np.array([entry.capital for entry in table.entries])
        out[:, 17] = alone & (table.kind == 0)
        out[:, 18] = (out[:, 1] < 0.02) & (table.kind == _ADMIN1)
        out[:, 19] = ((km < 1) & (kind == table.kind[:, None])).astype(float) @ certain > 0.5
        out[:, 20] = (out[:, 1] < 0.02) & city
        beside = [of_kind[places[id(other)]] for other in group.beside if id(other) in places]
        if beside:
            out[:, 21] = np.mean(beside, axis=0)[table.kind]
    return result


def _set_coincidences(groups: Sequence[Group], result: Sequence[Array]) -> None:
    """What other names may lie in the same division, whichever of their candidates they mean.

    Of all towns called Paris only one has a candidate of "Henry County" around it: that both are meant is likelier than
    what either name says alone. After the spatial hierarchy sets of Kamalloo and Rafiei (2018).
    """
    names = sorted({group.key for group in groups})
    number = {name: at for at, name in enumerate(names)}
    owner = np.concatenate([np.full(len(group.table.entries), number[group.key]) for group in groups])
    for level, column in (("admin2", 22), ("admin1", 24)):
        division = np.concatenate([getattr(group.table, level) for group in groups])
        pairs = np.unique(np.stack([division, owner], axis=1), axis=0)
        names_in = dict(zip(*(part.tolist() for part in np.unique(pairs[:, 0], return_counts=True)), strict=True))
        names_in[0] = 1
        for group, out in zip(groups, result, strict=True):
            own = getattr(group.table, level)
            others = np.array([names_in[at] - 1 for at in own.tolist()], dtype=float)
            out[:, column] = np.log1p(others)
            if others.sum() > 0:
                out[:, column + 1] = others / others.sum()
