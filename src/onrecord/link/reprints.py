"""Articles that repeat others: paragraph by paragraph, since a sketch of a whole article misses what was partly rewritten."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.link.shingles import containment, sharing
from onrecord.link.view import Document, Paragraph

SHORTEST = 12  # words of a paragraph that is compared
FREQUENT = 60  # a shingle in more paragraphs than this is boilerplate


@dataclass(frozen=True, slots=True)
class Reuse:
    """What two articles share; `a` is the earlier one. `pairs` are paragraph numbers with their containment."""

    a: str
    b: str
    pairs: tuple[tuple[int, int, float], ...]
    share_of_a: float
    share_of_b: float
    kind: str  # "reprint" when most of the later article stands in the earlier one, else "re-use"


def find_reuse(documents: Sequence[Document], *, alike: float, reprint: float) -> list[Reuse]:
    """Pairs of articles with re-used paragraphs, sorted. Near-linear: frequent shingles open no comparison.

    Args:
        alike: Containment from which a paragraph is re-used.
        reprint: Share of the later article's words found in the earlier one, from which it is a reprint.
    """
    ordered = sorted(documents, key=lambda document: document.order)
    places = [
        (number, place)
        for number, document in enumerate(ordered)
        for place, paragraph in enumerate(document.paragraphs)
        if paragraph.words >= SHORTEST
    ]
    common: Counter[tuple[int, int]] = Counter()
    for found in sharing([ordered[number].paragraphs[place].sketch for number, place in places], FREQUENT):
        for i, one in enumerate(found):
            for other in found[i + 1 :]:
                if places[one][0] != places[other][0]:
                    common[one, other] += 1
    pairs: dict[tuple[int, int], list[tuple[int, int, float]]] = defaultdict(list)
    for (first, second), count in common.items():
        if count < 2:
            continue
        (a, here), (b, there) = places[first], places[second]
        score = _alike(ordered[a].paragraphs[here], ordered[b].paragraphs[there])
        if score >= alike:
            pairs[a, b].append((here, there, round(score, 3)))
    return [_reuse(ordered[i], ordered[j], sorted(found), reprint) for (i, j), found in sorted(pairs.items())]


def _alike(a: Paragraph, b: Paragraph) -> float:
    """Containment of the shorter paragraph in the longer one."""
    short, long = (a, b) if a.words <= b.words else (b, a)
    return containment(short.sketch, long.sketch)


def _reuse(a: Document, b: Document, pairs: list[tuple[int, int, float]], reprint: float) -> Reuse:
    total_a = sum(paragraph.words for paragraph in a.paragraphs)
    total_b = sum(paragraph.words for paragraph in b.paragraphs)
    best_a: dict[int, float] = {}
    best_b: dict[int, float] = {}
    for i, j, score in pairs:
        one, other = a.paragraphs[i].words, b.paragraphs[j].words
        best_a[i] = max(best_a.get(i, 0.0), min(one, score * min(one, other)))
        best_b[j] = max(best_b.get(j, 0.0), min(other, score * min(one, other)))
    share_of_a, share_of_b = round(sum(best_a.values()) / (total_a or 1), 3), round(sum(best_b.values()) / (total_b or 1), 3)
    return Reuse(a.id, b.id, tuple(pairs), share_of_a, share_of_b, "reprint" if share_of_b >= reprint else "re-use")


def reprint_line(reuse: Reuse, documents: dict[str, Document]) -> dict[str, Any]:
    """One line of `reprints.jsonl`."""
    a, b = documents[reuse.a], documents[reuse.b]
    return {
        "kind": reuse.kind,
        "earlier": {"record": a.id, "source": a.source, "published": a.published, "publisher": a.publisher, "share": reuse.share_of_a},
        "later": {"record": b.id, "source": b.source, "published": b.published, "publisher": b.publisher, "share": reuse.share_of_b},
        "order_known": bool(a.published and b.published and a.published != b.published),
        "paragraphs": [
            {"earlier": _place(a.paragraphs[i]), "later": _place(b.paragraphs[j]), "containment": score} for i, j, score in reuse.pairs
        ],
    }  # fmt: skip


def _place(paragraph: Paragraph) -> list[int]:
    return [paragraph.start, paragraph.end]


def originals(reuses: Sequence[Reuse]) -> dict[str, dict[str, Any]]:
    """For each reprint the earlier article that holds most of it."""
    best: dict[str, tuple[float, str]] = {}
    for reuse in reuses:
        if reuse.kind == "reprint":
            best[reuse.b] = max(best.get(reuse.b, (0.0, "")), (reuse.share_of_b, reuse.a), key=lambda item: (item[0], item[1]))
    return {later: {"record": earlier, "share": share} for later, (share, earlier) in sorted(best.items())}
