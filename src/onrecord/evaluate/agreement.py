"""How far two readers of the same pages agree, layer by layer.

Neither reader is taken for right. Spans are compared by F1, once by their exact ends and once by overlap (intersection over
union of at least a half); labels are compared on the spans that both readers have, by the share that is equal and, for labels
from a closed list, by Cohen's kappa. Keys of actors that stand in no table of people are matched by the mentions they share.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from onrecord.evaluate.layers import Raw, fold, overlap, pairs, same_place

Json = dict[str, Any]
LEAST = 0.5  # intersection over union of two spans that are one item

SPANS = (
    "articles", "blocks", "removed", "entities", "dates", "places", "quotes", "parts", "content", "cues", "sources", "edits", "marked",
    "mentions", "roles",
)  # fmt: skip
LABELS = {  # layer -> its labels; True: from a closed list, so that kappa is told
    "articles": {"title": False, "published": False, "bylines": False, "truncated": True},
    "blocks": {"kind": True},
    "removed": {"reason": True},
    "entities": {"label": True, "value": False},
    "dates": {"type": True, "value": False, "mod": True},
    "places": {"place": False, "demonym": True, "metonym": True},
    "quotes": {
        "type": True, "speaker": False, "said date": False, "said place": False, "said medium": True, "continues": True, "within": True,
    },
    "edits": {"kind": True},
    "marked": {"kind": True},
    "mentions": {"actor": False},
    "roles": {"title": False, "organisation": False, "former": True},
    "actors": {"identity": False, "kind": True, "gender": True},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a reader marked: its spans, and what the reader said of it."""

    spans: tuple[Raw, ...]
    labels: Json = field(default_factory=dict)


@dataclass(slots=True)
class Layer:
    """Agreement on one layer: items of each reader, items of both, and their labels in pairs."""

    first: int = 0
    second: int = 0
    exact: int = 0
    overlapping: int = 0
    labels: dict[str, list[tuple[Any, Any]]] = field(default_factory=dict)

    @property
    def f1_exact(self) -> float | None:
        """F1 of spans whose ends are the same; None where nobody marked anything."""
        return 2 * self.exact / (self.first + self.second) if self.first + self.second else None

    @property
    def f1_overlap(self) -> float | None:
        """F1 of spans that overlap by half; None where nobody marked anything."""
        return 2 * self.overlapping / (self.first + self.second) if self.first + self.second else None


def agreement_by_layer(first: Sequence[Json], second: Sequence[Json]) -> tuple[dict[str, Layer], list[str]]:
    """Agreement of two annotations by layer, and every difference in words: "page start-end layer: what".

    Pages that only one of them holds are left out.
    """
    layers = {name: Layer() for name in (*SPANS, "actors")}
    differences: list[str] = []
    other = {page["id"]: page for page in second}
    for page in first:
        if page["id"] not in other:
            continue
        ours, theirs = _items(page, {}), _items(other[page["id"]], _renamed(page, other[page["id"]]))
        for name, layer in layers.items():
            for where, what in _compare(name, layer, ours[name], theirs[name]):
                differences.append(f"{page['id']} {where[0]}-{where[1]} {name}: {what}")
    return layers, differences


def kappa(labels: Sequence[tuple[Any, Any]]) -> float | None:
    """Cohen's kappa (1960) of two readers' labels; None where chance alone would give full agreement."""
    total = len(labels)
    if not total:
        return None
    equal = sum(a == b for a, b in labels) / total
    ours, theirs = Counter(str(a) for a, _ in labels), Counter(str(b) for _, b in labels)
    chance = sum(ours[label] * theirs[label] for label in ours) / total**2
    return None if chance == 1 else (equal - chance) / (1 - chance)


def table(layers: dict[str, Layer]) -> list[str]:
    """Rows of a Markdown table: layer, items of both readers, F1 of exact and of overlapping spans, labels."""
    rows = ["| layer | first | second | F1, exact | F1, overlap | labels on common spans: equal (kappa) |", "|---|---|---|---|---|---|"]
    for name, layer in layers.items():
        told = []
        for label, closed in LABELS.get(name, {}).items():
            seen = [pair for pair in layer.labels.get(label, []) if pair != (None, None)] if not closed else layer.labels.get(label, [])
            if seen:
                chance = kappa(seen) if closed else None
                share = sum(a == b for a, b in seen) / len(seen)
                told.append(f"{label} {share:.3f}" + (f" ({chance:.2f})" if chance is not None else "") + f" of {len(seen)}")
        exact, half = (f"{value:.3f}" if value is not None else "–" for value in (layer.f1_exact, layer.f1_overlap))
        rows.append(f"| {name} | {layer.first} | {layer.second} | {exact} | {half} | {', '.join(told) or '–'} |")
    return rows


def _compare(name: str, layer: Layer, ours: list[Item], theirs: list[Item]) -> Iterator[tuple[Raw, str]]:
    layer.first += len(ours)
    layer.second += len(theirs)
    left = Counter(item.spans for item in theirs)
    layer.exact += sum((Counter(item.spans for item in ours) & left).values())
    matched = pairs([item.spans for item in ours], [item.spans for item in theirs], LEAST)
    layer.overlapping += len(matched)
    for i, j in matched:
        a, b = ours[i], theirs[j]
        if a.spans != b.spans:
            yield a.spans[0], f"first {_say(a.spans)}, second {_say(b.spans)}"
        for label in LABELS.get(name, {}):
            values = a.labels.get(label), b.labels.get(label)
            if label == "place" and same_place(a.labels["place"], b.labels["place"]):
                values = (values[0], values[0])
            layer.labels.setdefault(label, []).append(values)
            if values[0] != values[1]:
                yield a.spans[0], f"{label}: first {values[0]!r}, second {values[1]!r}"
    for items, done, who in ((ours, {i for i, _ in matched}, "first"), (theirs, {j for _, j in matched}, "second")):
        for number, item in enumerate(items):
            if number not in done:
                yield item.spans[0], f"{who} alone {_say(item.spans)} {item.labels or ''}".rstrip()


def _say(spans: tuple[Raw, ...]) -> str:
    return "+".join(f"{start}-{end}" for start, end in spans)


def _renamed(first: Json, second: Json) -> dict[str, str]:
    """Second's keys of actors that are in no table of people -> first's key of the actor with most mentions in common."""
    named: dict[str, str] = {}
    ours = [actor for article in first["articles"] for actor in article["actors"]]
    for actor in (actor for article in second["articles"] for actor in article["actors"]):
        votes = Counter({
            candidate["key"]: sum(overlap(_pair(a), _pair(b)) > 0 for a in candidate["mentions"] for b in actor["mentions"])
            for candidate in ours
        })  # fmt: skip
        best = max(sorted(votes), key=lambda key: votes[key], default=None)
        if "#" in actor["key"] and best is not None and votes[best] and "#" in best:
            named[actor["key"]] = best
    return named


def _pair(span: Sequence[Any]) -> Raw:
    return span[0], span[1]


def _items(page: Json, renamed: dict[str, str]) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = {name: [] for name in (*SPANS, "actors")}
    found["removed"] = [Item(((start, end),), {"reason": reason}) for start, end, reason in page["removed"] if reason != "markup"]
    for article in page["articles"]:
        for name, items in _article(article, renamed).items():
            found[name] += items
    return found


def _article(article: Json, renamed: dict[str, str]) -> dict[str, list[Item]]:
    def key(name: str | None) -> str | None:
        return name if name is None else renamed.get(name, name)

    def one(span: Sequence[Any], **labels: Any) -> Item:
        return Item((_pair(span),), labels)

    where = {quote["id"]: quote["content"][0][0] for quote in article["quotes"]}
    title, published = article.get("title"), article.get("published")
    about = {
        "title": title and fold(title["value"]), "published": published and published["value"][:10], "truncated": article.get("truncated"),
        "bylines": [fold(name) for byline in article.get("bylines") or () for name in byline["names"]],
    }  # fmt: skip
    quotes = [
        Item(
            tuple(map(_pair, quote["content"])),
            {
                "type": quote["type"], "speaker": key(quote["speaker"]), "said date": quote["said"]["date"],
                "said place": (quote["said"]["place"] or {}).get("name"), "said medium": quote["said"]["medium"],
                "continues": quote["continues"] is not None, "within": quote["within"] and where.get(quote["within"]),
            },
        )
        for quote in article["quotes"]
    ]  # fmt: skip
    for item in quotes:
        item.labels["within"] = item.labels["within"] is not None
    return {
        "articles": [one((article["raw_start"], article["raw_end"]), **about)],
        "blocks": [one(block, kind=block[2]) for block in article["blocks"]],
        "entities": [one(item, label=item[2], value=item[3]) for item in article["entities"]],
        "dates": [Item(((d["start"], d["end"]),), {"type": d["type"], "value": d["value"], "mod": d.get("mod")}) for d in article["dates"]],
        "places": [
            Item(((p["start"], p["end"]),), {"place": p, "demonym": p["demonym"], "metonym": p["metonym"]}) for p in article["places"]
        ],
        "quotes": quotes,
        "parts": [one(part) for quote in article["quotes"] for part in quote["parts"]],
        "content": [one(part) for quote in article["quotes"] for part in quote["content"]],
        "cues": [one(quote["cue"]) for quote in article["quotes"] if quote["cue"]],
        "sources": [one(quote["source"]) for quote in article["quotes"] if quote["source"] and not quote["continues"]],
        "edits": [one(edit, kind=edit[2]) for quote in article["quotes"] for edit in quote["edits"]],
        "marked": [one(mark, kind=mark[2]) for mark in article["marked"]],
        "mentions": [one(span, actor=key(actor["key"])) for actor in article["actors"] for span in actor["mentions"]],
        "roles": [
            Item(((role["start"], role["end"]),), {name: role[name] for name in ("title", "organisation", "former")})
            for actor in article["actors"] for role in actor["roles"]
        ],
        "actors": [
            Item(
                tuple(sorted(map(_pair, actor["mentions"]))),
                {"identity": key(actor["key"]), "kind": actor["kind"], "gender": actor["gender"]},
            )
            for actor in article["actors"]
        ],
    }  # fmt: skip
