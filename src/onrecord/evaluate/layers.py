"""One function per layer: gold page and its records -> counts. All spans are raw offsets, so cleaning may differ.

A page is a gold row (see corpus/GUIDELINES.md); its records are those whose `source.id` is the page's id.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from onrecord.evaluate.counts import Counts, match_spans

Raw = tuple[int, int]
Json = dict[str, Any]

NEAR_KM = 25.0  # two gazetteers place the same town this far apart at most


def raw(span: Json | None) -> Raw | None:
    """Raw offsets of a record's span."""
    if not span or span.get("raw_start") is None:
        return None
    return span["raw_start"], span["raw_end"]


def overlap(a: Raw, b: Raw) -> int:
    """Characters that two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def share(a: Sequence[Raw], b: Sequence[Raw]) -> float:
    """Intersection over union of two sets of spans, in characters."""
    both = sum(overlap(x, y) for x in a for y in b)
    size = sum(end - start for start, end in a) + sum(end - start for start, end in b) - both
    return both / size if size else 0.0


def pairs(gold: Sequence[Sequence[Raw]], found: Sequence[Sequence[Raw]], least: float) -> list[tuple[int, int]]:
    """One-to-one matching by intersection over union, best first, at least `least`."""
    scored = sorted(((share(g, f), -i, -j) for i, g in enumerate(gold) for j, f in enumerate(found) if share(g, f) >= least), reverse=True)
    used_gold: set[int] = set()
    used_found: set[int] = set()
    matched = []
    for _, i, j in scored:
        if -i not in used_gold and -j not in used_found:
            used_gold.add(-i)
            used_found.add(-j)
            matched.append((-i, -j))
    return sorted(matched)


def _tally(gold: Iterable[Any], found: Iterable[Any]) -> Counts:
    both, spurious, missed = match_spans(gold, found)
    misses = [f"missed {item}" for item in missed] + [f"spurious {item}" for item in spurious]
    return Counts(len(both), len(spurious), len(missed), sorted(misses))


def articles(page: Json, records: Sequence[Json]) -> Counts:
    """The page was cut where it should be: raw spans of articles that agree by 80 %."""
    gold = [[(item["raw_start"], item["raw_end"])] for item in page["articles"]]
    found = [[(record["source"]["raw_start"], record["source"]["raw_end"])] for record in records]
    right = len(pairs(gold, found, 0.8))
    return Counts(right, len(found) - right, len(gold) - right)


def text(page: Json, records: Sequence[Json]) -> Counts:
    """Characters of the article kept: blocks of the gold against blocks of the records."""
    gold = [(start, end) for article in page["articles"] for start, end, *_ in article["blocks"]]
    found = [span for record in records for block in record["article"]["blocks"] if (span := raw(block))]
    both = sum(overlap(a, b) for a in gold for b in found)
    return Counts(both, sum(e - s for s, e in found) - both, sum(e - s for s, e in gold) - both)


def metadata(page: Json, records: Sequence[Json]) -> Counts:
    """Titles, publication days and the people of bylines, as values."""
    gold: list[tuple[str, str]] = []
    for article in page["articles"]:
        gold += [("title", fold(article["title"]["value"]))] if article.get("title") else []
        gold += [("published", article["published"]["value"][:10])] if article.get("published") else []
        gold += [("byline", fold(name)) for byline in article.get("bylines") or () for name in byline["names"]]
    found: list[tuple[str, str]] = []
    for record in records:
        article = record["article"]
        found += [("title", fold(article["title"]["value"]))] if article["title"] else []
        found += [("published", article["published"]["value"][:10])] if article["published"] else []
        found += [("byline", fold(name)) for byline in article["bylines"] for name in byline["names"]]
    return _tally(gold, found)


def fold(name: str) -> str:
    """A text for comparison: case and white space do not count."""
    return " ".join(name.casefold().split())


def entities(page: Json, records: Sequence[Json]) -> Counts:
    """Names and amounts: exact span and label."""
    gold = [(start, end, label) for article in page["articles"] for start, end, label, *_ in article["entities"]]
    found = [(*span, entity["label"]) for record in records for entity in record["entities"] if (span := raw(entity))]
    return _tally(gold, found)


def dates(page: Json, records: Sequence[Json]) -> Counts:
    """Time expressions: exact span, type and value."""
    gold = [(item["start"], item["end"], item["type"], item["value"]) for article in page["articles"] for item in article["dates"]]
    found = [(*span, item["type"], item["value"]) for record in records for item in record["dates"] if (span := raw(item))]
    return _tally(gold, found)


def places(page: Json, records: Sequence[Json]) -> Counts:
    """Place names: spans that overlap, and the same entry (id, or country for countries, or within 25 km)."""
    gold = [item for article in page["articles"] for item in article["places"]]
    found = [item for record in records for item in record["places"]]
    matched = pairs([[(item["start"], item["end"])] for item in gold], [[raw(item) or (0, 0)] for item in found], 0.5)
    right = [(i, j) for i, j in matched if same_place(gold[i], found[j])]
    done = {i for i, _ in right}
    misses = [f"missed {(g['start'], g['end'], g['name'], g.get('geonames_id'))}" for i, g in enumerate(gold) if i not in done]
    return Counts(len(right), len(found) - len(right), len(gold) - len(right), misses)


def same_place(gold: Json, found: Json) -> bool:
    """Two place entries mean the same spot on the map, or both mean none."""
    if all(gold.get(key) is None for key in ("lat", "country", "geonames_id")):  # no table has it: by name, or left open
        return found.get("geonames_id") is None and (found.get("lat") is None or fold(found["name"]) == fold(gold["name"]))
    if gold.get("geonames_id") is not None and gold["geonames_id"] == found.get("geonames_id"):
        return True
    if gold.get("kind") == "country":
        return found.get("kind") in ("country", None) and gold.get("country") == found.get("country") is not None
    if gold.get("lat") is None:
        return gold.get("geonames_id") is None and gold.get("country") == found.get("country")
    return found.get("lat") is not None and distance(gold["lat"], gold["lon"], found["lat"], found["lon"]) <= NEAR_KM


def distance(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in kilometres (haversine, mean radius)."""
    a, b = math.radians(lat1), math.radians(lat2)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(h)))


# --- speech -----------------------------------------------------------------------------------------------------------


class Speech:
    """Gold and found quotations of a page, matched; what quotes, sources, speakers and facts are counted from."""

    def __init__(self, page: Json, records: Sequence[Json]) -> None:
        self.records = records
        self.gold = [(article, quote) for article in page["articles"] for quote in article["quotes"]]
        self.found = [(record, quote) for record in records for quote in record["quotes"]]
        gold_spans = [[tuple(span) for span in quote["parts"] or quote["content"]] for _, quote in self.gold]
        found_spans = [[raw(span) or (0, 0) for span in quote["parts"] or quote["content"]] for _, quote in self.found]
        self.matched = pairs(gold_spans, found_spans, 0.5)
        self.where = [spans[0] for spans in gold_spans]
        self.actors = {id(record): actor_keys(page, record) for record in records}

    def counts(self, is_right: Any) -> Counts:
        """Counts with a test on (gold article, gold quote, record, found quote)."""
        right = {i for i, j in self.matched if is_right(*self.gold[i], *self.found[j])}
        misses = [f"missed {tuple(self.where[i])} {quote['type']}" for i, (_, quote) in enumerate(self.gold) if i not in right]
        return Counts(len(right), len(self.found) - len(right), len(self.gold) - len(right), misses)

    def quotes(self) -> Counts:
        """The quotation was found: its spans agree by half."""
        return self.counts(lambda *_: True)

    def sources(self) -> Counts:
        """Found, and the words that name the source overlap (or there are none in both)."""
        return self.counts(lambda _a, gold, _r, found: _same_source(gold, found))

    def speakers(self) -> Counts:
        """Found, and resolved to the right actor of the article (or to none in both)."""
        return self.counts(lambda _a, gold, record, found: self.speaker_key(record, found) == gold.get("speaker"))

    def speaker_key(self, record: Json, quote: Json) -> str | None:
        """The gold key of the actor that a found quotation was given to; the actor's own id when gold has none."""
        speaker = quote.get("speaker")
        return None if speaker is None else self.actors[id(record)].get(speaker, f"?{speaker}")


def _same_source(gold: Json, found: Json) -> bool:
    wanted, got = gold.get("source"), raw(found.get("source"))
    if wanted is None or got is None:
        return wanted is None and got is None
    return overlap((wanted[0], wanted[1]), got) > 0


def actor_keys(page: Json, record: Json) -> dict[str, str]:
    """Which gold actor each actor of a record is: the one it shares most mentions with, by name where mentions tie."""
    low, high = record["source"]["raw_start"], record["source"]["raw_end"]
    gold = [
        (actor, [tuple(span) for span in actor["mentions"]])
        for article in page["articles"]
        if article["raw_start"] < high and low < article["raw_end"]
        for actor in article["actors"]
    ]
    keys: dict[str, str] = {}
    for actor in record["actors"]:
        votes: Counter[str] = Counter()
        for mention in actor["mentions"]:
            span = raw(mention)
            for candidate, spans in gold:
                if span and any(overlap(span, (start, end)) for start, end in spans):
                    votes[candidate["key"]] += 2
        for candidate, _ in gold:
            if fold(candidate["name"]) == fold(actor["name"]):
                votes[candidate["key"]] += 1
        if votes:
            keys[actor["id"]] = max(sorted(votes), key=lambda key: votes[key])
    return keys


def linking(pages: Sequence[tuple[Json, Sequence[Json]]]) -> Counts:
    """Identity across articles: pairs of (article, named person) that are one person in gold, and in the records."""
    people: list[tuple[str, str]] = []  # gold key, found speaker id
    for number, (page, records) in enumerate(pages):
        for record in records:
            keys = actor_keys(page, record)
            for actor in record["actors"]:
                if actor["kind"] == "person" and actor["named"] and actor["id"] in keys:
                    people.append((keys[actor["id"]], actor["speaker_id"] or f"?{number}{record['id']}{actor['id']}"))
    counts = Counts()
    for i, (key, speaker) in enumerate(people):
        for other_key, other_speaker in people[i + 1 :]:
            together, should = speaker == other_speaker, key == other_key
            counts.right += together and should
            counts.spurious += together and not should
            counts.missed += should and not together
            if should != together:
                counts.misses.append(f"{'missed' if should else 'spurious'} {key} / {other_key}")
    counts.misses.sort()
    return counts
