"""Which pairs of names are worth comparing: keys that keep the cost near-linear.

Pairs that share a key are candidates. A block above the cap is split by more letters, then thinned by a string
comparison in C, so that one frequent surname cannot make the cost quadratic. Most keys stand alone: all are sorted
as one array of numbers, so that only blocks of two names or more become objects.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import combinations

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Indel

from onrecord.names.parse import Name
from onrecord.names.words import formal_names

BLOCK_CAP = 400  # names of a block compared with each other at most


def keys_of(name: Name) -> Iterator[str]:
    """Blocking keys of one full name, each at most once per kind."""
    solid = name.solid
    initials = [word for word in name.words if word.kind == "initial"]
    if not solid:
        return
    surname = solid[-1]
    first = next((word for word in name.words if word.kind != "particle"), surname)
    if len(solid) >= 2:
        for given in formal_names(solid[0].text):
            yield f"pet|{surname.sound}|{given}"
        yield f"last|{surname.sound}|{solid[0].sound[:2]}"
        yield f"tail|{surname.sound}|{solid[0].text[1:4]}"
        yield f"first|{solid[0].sound}|{surname.text[:2]}"
        for one, other in combinations(sorted({word.sound for word in solid[:5]}), 2):
            yield f"two|{one}|{other}"
        yield f"all|{''.join(sorted(word.text for word in name.words if word.kind != 'initial'))}"
        yield f"joined|{''.join(word.text for word in name.words)}"
        if any("?" in word.text for word in solid):
            yield f"damaged|{len(solid)}"
    if initials or len(solid) == 1:
        yield f"initial|{surname.sound}|{first.text[:1]}"
    elif len(solid) >= 2:
        yield f"initial|{surname.sound}|{solid[0].text[:1]}"


def candidate_pairs(names: Sequence[Name]) -> Iterator[tuple[int, int]]:
    """Pairs of indices `(i, j)`, `i < j`, that share a key; each pair once, sorted."""
    codes = array("Q")  # i * len(names) + j
    for members, of_initials in _blocks(names):
        if of_initials:
            pairs = _with_initials(names, members)
        elif len(members) <= 4:
            pairs = combinations(members, 2)
        else:
            pairs = _alike(names, members)
        codes.extend(i * len(names) + j for i, j in pairs)
    for code in np.unique(np.frombuffer(codes, dtype=np.uint64)) if codes else ():
        i, j = divmod(int(code), len(names))
        yield i, j


def _blocks(names: Sequence[Name]) -> Iterator[tuple[list[int], bool]]:
    """Indices of the names that share a key, in order, and whether it is a key of initials."""
    marks, owners = array("Q"), array("I")
    for i, name in enumerate(names):
        for key in dict.fromkeys(keys_of(name)):
            marks.append(_mark(key))
            owners.append(i)
    if not marks:
        return
    order = np.argsort(np.frombuffer(marks, dtype=np.uint64), kind="stable")
    sorted_marks, sorted_owners = np.frombuffer(marks, dtype=np.uint64)[order], np.frombuffer(owners, dtype=np.uint32)[order]
    starts = np.flatnonzero(np.concatenate([[True], sorted_marks[1:] != sorted_marks[:-1]]))
    sizes = np.diff(np.append(starts, len(sorted_marks)))
    shared = sizes > 1
    for start, size in zip(starts[shared].tolist(), sizes[shared].tolist(), strict=True):
        yield sorted_owners[start : start + size].tolist(), bool(sorted_marks[start] & np.uint64(1))


def _mark(key: str) -> int:
    """63 bits of a digest of the key, and a last one that is set for keys of initials."""
    digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") & ~1 | key.startswith("initial|")


def _with_initials(names: Sequence[Name], members: list[int]) -> Iterator[tuple[int, int]]:
    """Names with initials against all of the block; full names are compared in other blocks."""
    short = [i for i in members if any(word.kind == "initial" for word in names[i].words)]
    known = set(short)
    for i in short[:BLOCK_CAP]:
        for j in members[:BLOCK_CAP]:
            if i != j and (j not in known or i < j):
                yield min(i, j), max(i, j)


def _alike(names: Sequence[Name], members: list[int]) -> Iterator[tuple[int, int]]:
    """Pairs of a larger block whose letters are alike; a block above the cap is cut by its sorted letters first."""
    texts = [" ".join(word.text for word in names[i].words) for i in members]
    if len(members) > BLOCK_CAP:
        order = sorted(range(len(members)), key=lambda k: texts[k])
        step = BLOCK_CAP // 2
        pieces = [order[start : start + BLOCK_CAP] for start in range(0, len(order) - step, step)]
    else:
        pieces = [list(range(len(members)))]
    for piece in pieces:
        scores = process.cdist([texts[k] for k in piece], [texts[k] for k in piece], scorer=Indel.normalized_similarity, score_cutoff=0.6)
        for row, column in np.argwhere(np.triu(scores, k=1) > 0):
            i, j = members[piece[row]], members[piece[column]]
            yield min(i, j), max(i, j)
