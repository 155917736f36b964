"""Features of a candidate from the other names of the document: the same country, the same division, near by.

After the spatial and administrative coherence of Lieberman and Samet (2012), CLAVIN and CHF.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.gazetteer import PLACE_KINDS
from onrecord.places.features import STATIC, Array, Group, Integers

COHERENCE = (
    "share of country", "share of first division", "share of second division", "near others", "nearest other",
    "nearest other, 30 km", "nearest other, 300 km", "country named", "first division named", "second division named",
    "same country as the first", "same division as the first", "share of country, city", "share of first division, city",
    "is where others are", "people, alone in its country", "capital, alone in its country", "country, nothing else of it",
    "first division, nothing else of it", "same place by another name", "other first division than all",
    "kind of the names beside it",
)  # fmt: skip
TOGETHER = (
    "others that may lie in its second division", "only it may lie with others", "others that may lie in its first division",
    "only it may lie in a first division with others",
)  # fmt: skip
_CITY, _ADMIN1 = PLACE_KINDS.index("city"), PLACE_KINDS.index("admin1")
_PEOPLE, _CAPITALS = STATIC.index("people"), [STATIC.index("capital"), STATIC.index("capital by another name")]
KEPT = 4  # likeliest candidates of every other name
BLOCK = 150  # different names taken together; longer documents are read block by block, so that time stays linear
_CELLS = 2_000_000  # candidates times others that are compared at once


def coherence_features(groups: Sequence[Group], chances: Sequence[Array]) -> list[Array]:
    """One matrix a group. `chances` say what the groups probably are; only the likeliest candidates count."""
    order = sorted(range(len(groups)), key=lambda index: groups[index].first)
    matrices: dict[int, Array] = {}
    for start in range(0, len(order), BLOCK):
        block = order[start : start + BLOCK]
        matrices.update(zip(block, _of_block([groups[i] for i in block], [chances[i] for i in block]), strict=True))
    return [matrices[index] for index in range(len(groups))]


def _of_block(groups: Sequence[Group], chances: Sequence[Array]) -> list[Array]:
    """As `coherence_features`, for groups in the order of the text."""
    sizes = [len(group.table.entries) for group in groups]
    out = np.zeros((sum(sizes), len(COHERENCE)))
    ends = np.cumsum(sizes)
    if len(groups) > 1:
        numbers = {key: number for number, key in enumerate(dict.fromkeys(group.key for group in groups))}
        key = np.repeat([numbers[group.key] for group in groups], sizes)
        keep = [np.argsort(-chance, kind="stable")[:KEPT] + end - len(chance) for chance, end in zip(chances, ends, strict=True)]
        often = np.repeat([1 + math.log(len(group.mentions)) for group in groups], [len(kept) for kept in keep])
        cells = _Cells(groups, np.concatenate(keep), np.concatenate(list(chances)), often, key)
        step = max(1, _CELLS // len(cells.kept))
        for start in range(0, len(out), step):
            cells.fill(out, slice(start, start + step))
        _fill_kinds_beside(groups, chances, out, ends)
    return np.split(out, ends[:-1])


class _Cells:
    """All candidates of a block against the likeliest ones of its other names."""

    def __init__(self, groups: Sequence[Group], kept: Integers, chance: Array, often: Array, key: Integers) -> None:
        def gather(name: str) -> Integers:
            return np.concatenate([getattr(group.table, name) for group in groups])

        self.kept, self.chance, self.often, self.key = kept, chance[kept], often, key
        self.kind, self.country, self.admin1, self.admin2 = (gather(name) for name in ("kind", "country", "admin1", "admin2"))
        self.xyz = np.concatenate([group.table.xyz for group in groups])
        static = np.concatenate([group.table.static for group in groups])
        self.people, self.capital = static[:, _PEOPLE], static[:, _CAPITALS].sum(axis=1)

    def fill(self, out: Array, rows: slice) -> None:
        """Write the features of some candidates."""
        kept, chance, part = self.kept, self.chance, out[rows]
        # mentions of the same name that the text puts elsewhere ("Paris, Texas … Paris, France") say nothing of this one
        certain = np.where(self.key[rows, None] != self.key[kept], chance, 0.0)
        mass = certain * self.often
        total = np.maximum(mass.sum(axis=1), 1e-12)

        def same(division: Integers) -> NDArray[np.bool_]:
            return np.asarray((division[rows, None] == division[kept]) & (division[kept] > 0))

        country, admin1, admin2 = same(self.country), same(self.admin1), same(self.admin2)
        kind, others = self.kind[rows], self.kind[kept]
        km = np.arccos(np.clip(self.xyz[rows] @ self.xyz[kept].T, -1, 1)) * 6371
        local = np.where(others > 1, certain, 0.0)  # points of countries and first divisions say little
        near = np.exp(-km / 100)
        part[:, 0] = (country * mass).sum(axis=1) / total
        part[:, 1] = (admin1 * mass).sum(axis=1) / total
        part[:, 2] = (admin2 * mass).sum(axis=1) / total
        part[:, 3] = (near * local * self.often).sum(axis=1) / total
        part[:, 4] = (near * local).max(axis=1)
        part[:, 5] = (np.exp(-km / 30) * local).max(axis=1)
        part[:, 6] = (np.exp(-km / 300) * local).max(axis=1)
        part[:, 7] = (country * certain)[:, others == 0].sum(axis=1) > 0.5
        part[:, 8] = ((admin1 * certain)[:, others == _ADMIN1].sum(axis=1) > 0.5) & (kind > 1)
        part[:, 9] = ((admin2 * certain)[:, others == 2].sum(axis=1) > 0.5) & (kind > 2)
        lead = self.key[kept] == self.key[0]
        part[:, 10] = (country * certain)[:, lead].sum(axis=1)
        part[:, 11] = (admin1 * certain)[:, lead].sum(axis=1)
        city = kind == _CITY
        part[:, 12], part[:, 13] = part[:, 0] * city, part[:, 1] * city
        holds = (country & (others > 0) & (kind == 0)[:, None]) | (admin1 & (others > 1) & (kind == _ADMIN1)[:, None])
        part[:, 14] = (holds * mass).sum(axis=1) / total
        alone = part[:, 0] < 0.02
        part[:, 15] = self.people[rows] * (alone & city)
        part[:, 16] = (alone & city) * self.capital[rows]
        part[:, 17] = alone & (kind == 0)
        part[:, 18] = (part[:, 1] < 0.02) & (kind == _ADMIN1)
        part[:, 19] = (((km < 1) & (others == kind[:, None])) * certain).sum(axis=1) > 0.5
        part[:, 20] = (part[:, 1] < 0.02) & city


def _fill_kinds_beside(groups: Sequence[Group], chances: Sequence[Array], out: Array, ends: Integers) -> None:
    """How likely the names that stand beside each group's are of a candidate's kind."""
    places = {id(group): at for at, group in enumerate(groups)}
    of_kind = [np.bincount(group.table.kind, chance, len(PLACE_KINDS)) for group, chance in zip(groups, chances, strict=True)]
    for group, end in zip(groups, ends.tolist(), strict=True):
        beside = [of_kind[places[id(other)]] for other in group.beside if id(other) in places]
        if beside:
            out[end - len(group.table.entries) : end, 21] = np.mean(beside, axis=0)[group.table.kind]


def together_features(groups: Sequence[Group]) -> list[Array]:
    """What other names may lie in the same division, whichever of their candidates they mean.

    Of all towns called Paris only one has a candidate of "Henry County" around it: that both are meant is likelier than
    what either name says alone. After the spatial hierarchy sets of Kamalloo and Rafiei (2018).
    """
    result = [np.zeros((len(group.table.entries), len(TOGETHER))) for group in groups]
    for level, column in (("admin2", 0), ("admin1", 2)):
        divisions = [getattr(group.table, level).tolist() for group in groups]
        pairs = {(division, group.key) for group, own in zip(groups, divisions, strict=True) for division in own if division}
        names = Counter(division for division, _ in pairs)
        for own, out in zip(divisions, result, strict=True):
            others = np.array([names[division] - 1 if division else 0 for division in own], dtype=float)
            if others.any():
                out[:, column] = np.log1p(others)
                out[:, column + 1] = others / others.sum()
    return result
