"""Trains the ranker on articles whose places are resolved: `python -m onrecord.places.train FILE... --out models/places-1.0`.

Each line of a file: `{"id", "text", "publisher"?, "url"?, "places": [{"start", "end", "geonames_id", "lat", "lon"}]}`.
Only weights leave: no text, no annotation. `--folds` prints figures cross-validated by publisher (else by URL).
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.gazetteer import Entry, Gazetteer
from onrecord.places.features import Array
from onrecord.places.homes import Home, Publisher
from onrecord.places.institutions import country_told
from onrecord.places.publishers import learn, publisher_key
from onrecord.places.ranker import FIRST, LEAST, SECOND, Ranker, matrices, softmax
from onrecord.places.resolve import Prepared, prepare, resolve_places
from onrecord.types import Span

NEAR_KM = 161.0


@dataclass(slots=True, eq=False)
class Example:
    """One document ready for training."""

    source: str
    document: Mapping[str, Any]
    prepared: Prepared
    gold: list[Array]  # one row a group: weight of every candidate that is right for some mention, 0 else
    located: list[bool]  # one a group: some mention has a known place, be it a candidate or not
    home: Home | None = None

    @property
    def spans(self) -> list[Span]:
        """The marked places."""
        return list(self.prepared.spans[: len(self.document["places"])])

    @property
    def unit(self) -> str:
        """What must not be parted between training and scoring."""
        return str(self.document.get("publisher") or self.document.get("url") or self.document["id"])

    @property
    def publisher(self) -> Publisher:
        """What is known of the publisher."""
        return Publisher(str(self.document.get("publisher") or ""), self.home, country_told(self.document["text"]))


def read_documents(path: Path) -> Iterator[dict[str, Any]]:
    """Lines of a `.jsonl` or `.jsonl.gz` file."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance."""
    lat1, lon1, lat2, lon2 = map(math.radians, (lat1, lon1, lat2, lon2))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(half)))


def right(entries: Sequence[Entry], gold: Mapping[str, Any]) -> list[int]:
    """Candidates that are the gold place: those with its id, else the country, else those within 161 km."""
    if gold.get("lat") is None:
        return []
    same = [at for at, e in enumerate(entries) if gold.get("geonames_id") and e.place.geonames_id == int(gold["geonames_id"])]
    if same:
        return same
    if gold.get("is_country"):
        nation = [at for at, e in enumerate(entries) if e.place.kind == "country" and e.place.country == gold.get("country")]
        if nation:
            return nation
    near = [(kilometres(gold["lat"], gold["lon"], e.place.lat or 0.0, e.place.lon or 0.0), at) for at, e in enumerate(entries)]
    return [at for km, at in sorted(near) if km <= NEAR_KM][:3]


def read_examples(path: Path, gazetteer: Gazetteer) -> list[Example]:
    """Prepare all documents of a file."""
    examples = []
    for document in read_documents(path):
        golds = document["places"]
        spans = [Span(gold["start"], gold["end"]) for gold in golds]
        prepared = prepare(document["text"], spans, gazetteer)
        rows, located = [], []
        for group in prepared.groups:
            row = np.zeros(len(group.table.entries))
            for index in group.mentions:
                if index >= len(golds):  # a division that nobody marked
                    continue
                answers = right(group.table.entries, golds[index])
                for at in answers:
                    row[at] += 1 / len(answers)
            rows.append(row)
            located.append(any(index < len(golds) and golds[index].get("lat") is not None for index in group.mentions))
        examples.append(Example(path.name, document, prepared, rows, located))
    return examples


# What a careful reader knows before seeing data: a division written after a comma all but settles the matter, and a paper
# writes of its own region and country; headquarters stand in cities, governors in states, names of one list are of one
# kind; towns take no article, rivers do. Weights are drawn towards these instead of towards 0.
PRIOR = {
    "division after a comma": 3.0, "other division after a comma": -3.0, "home division": 4.0, "near home": 2.0,
    "city, words of cities near": 1.0, "first division, words of states near": 1.0, "kind of the names beside it": 1.0,
    "city, seat of a body near": 4.0, "home country of its domain": 3.0, "site by its name": 2.0,
    "water or region after the article": 2.0, "town or division after the article": -2.0,
}  # fmt: skip


def prior_of(names: Sequence[str]) -> Array:
    """Prior means of weights."""
    return np.array([PRIOR.get(name, 0.0) for name in names])


def fit(rows: Sequence[tuple[Array, Array]], *, prior: Array, start: Array | None = None, decay: float = 0.0007, steps: int = 200) -> Array:
    """Weights that make the right candidates likely: penalised maximum likelihood by Adam, deterministic."""
    rows = [(matrix, gold) for matrix, gold in rows if gold.sum() > 0 and len(gold) > 1]
    features = np.concatenate([matrix for matrix, _ in rows])
    ends = np.cumsum([len(gold) for _, gold in rows])
    starts = np.concatenate([[0], ends[:-1]])
    gold = np.concatenate([np.where(g > 0, 1.0, 0.0) for _, g in rows])
    weight = np.sqrt([g.sum() for _, g in rows])
    lengths = np.diff(np.concatenate([[0], ends]))
    weights = prior.copy() if start is None else start.copy()
    mean, square = np.zeros(len(prior)), np.zeros(len(prior))
    for step in range(1, steps + 1):
        scores = features @ weights
        scores -= np.repeat(np.maximum.reduceat(scores, starts), lengths)
        powers = np.exp(scores)
        chance = powers / np.repeat(np.add.reduceat(powers, starts), lengths)
        inside = np.repeat(np.maximum(np.add.reduceat(chance * gold, starts), 1e-12), lengths)
        gradient = features.T @ ((chance - chance * gold / inside) * np.repeat(weight, lengths)) / weight.sum() + decay * (weights - prior)
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        rate = 0.15 * (1 - step / (steps + 1))
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-9)
    return np.asarray(weights)


def _rows(examples: Sequence[Example], first: Array, second: Array | None) -> tuple[list[Any], list[Any]]:
    one_rows, two_rows = [], []
    for example in examples:
        one, two = matrices(example.prepared.groups, first, example.publisher, second=second)
        one_rows += list(zip(one, example.gold, strict=True))
        two_rows += list(zip(two, example.gold, strict=True))
    return one_rows, two_rows


def train(examples: Sequence[Example]) -> Ranker:
    """Fit both steps, and the second once more on what it says of the other names.

    Documents whose publisher has a home region come in twice, with it and without, so that both ways of use are learned;
    each counts by half (a row counts by the root of its gold).
    """
    twice = [replace(example, gold=[row / 4 for row in example.gold]) for example in examples if example.home is not None]
    once = [example for example in examples if example.home is None]
    examples = [*once, *twice, *(replace(example, home=None) for example in twice)]
    one, _ = _rows(examples, np.zeros(len(FIRST)), None)
    first = fit(one, prior=prior_of(FIRST))
    _, two = _rows(examples, first, None)
    second = fit(two, prior=prior_of(SECOND))
    _, two = _rows(examples, first, second)
    second = fit(two, prior=prior_of(SECOND), start=second, steps=200)
    located = [known for example in examples for known in example.located]
    return Ranker(first, second, calibrate([row for row, known in zip(two, located, strict=True) if known], second))


def calibrate(rows: Sequence[tuple[Array, Array]], weights: Array) -> tuple[float, float]:
    """Slope and shift of the logit (Platt) so that confidence is the share of right answers, names without a right candidate counted."""
    logits, hits = [], []
    for matrix, gold in rows:
        chance = softmax(matrix @ weights)
        best = int(chance.argmax())
        top = min(max(float(chance[best]), LEAST), 1 - LEAST)
        logits.append(math.log(top / (1 - top)))
        hits.append(float(gold[best] > 0))
    x, y = np.array(logits), np.array(hits)
    slope, shift = 1.0, 0.0
    for _ in range(500):
        error = 1 / (1 + np.exp(-(slope * x + shift))) - y
        slope -= 0.05 * float((error * x).mean())
        shift -= 0.2 * float(error.mean())
    return round(slope, 4), round(shift, 4)


def learn_homes(examples: Sequence[Example], gazetteer: Gazetteer, ranker: Ranker) -> None:
    """Give every example the home region of its publisher, learned from what the ranker says without labels."""
    for _ in range(2):
        articles = []
        for example in examples:
            publisher = example.document.get("publisher")
            if publisher:
                known = {"gazetteer": gazetteer, "ranker": ranker, "publisher": publisher, "home": example.home}
                articles.append((publisher, resolve_places(example.document["text"], example.spans, **known)))
        homes = learn(articles)
        for example in examples:
            example.home = homes.get(publisher_key(str(example.document.get("publisher") or "")))


def fold_of(unit: str, folds: int) -> int:
    """A fold by digest, the same everywhere."""
    return int(hashlib.sha256(unit.encode()).hexdigest(), 16) % folds


def write_ranker(ranker: Ranker, path: Path) -> None:
    """Write the weights, sorted by name."""
    data = {
        "first": {name: round(float(value), 4) for name, value in zip(FIRST, ranker.first, strict=True)},
        "second": {name: round(float(value), 4) for name, value in zip(SECOND, ranker.second, strict=True)},
        "calibration": list(ranker.calibration),
    }
    path.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")


def cross_validate(examples: Sequence[Example], gazetteer: Gazetteer, folds: int, out: Path, *, homes: bool) -> None:
    """Answer every document with weights of the other folds; writes one answers file a source.

    Weights are fitted as those that ship; `homes` says whether the answers use the home regions of publishers.
    """
    answers: dict[str, list[str]] = {}
    for fold in range(folds):
        others = [example for example in examples if fold_of(example.unit, folds) != fold]
        for example in examples:
            example.home = None
        learn_homes(examples, gazetteer, train(others))
        ranker = train(others)
        for example in examples:
            if fold_of(example.unit, folds) == fold:
                document = example.document
                toponyms = resolve_places(
                    document["text"], example.spans, gazetteer=gazetteer, ranker=ranker,
                    publisher=document.get("publisher"), home=example.home if homes else None)  # fmt: skip
                for toponym in toponyms:
                    place = toponym.place
                    answers.setdefault(example.source, []).append(json.dumps({
                        "doc": str(document["id"]), "start": toponym.start, "end": toponym.end, "name": toponym.name,
                        "geonames_id": place.geonames_id if place else None, "lat": place.lat if place else None,
                        "lon": place.lon if place else None, "country": place.country if place else None,
                        "kind": place.kind if place else None, "confidence": toponym.confidence, "reason": toponym.reason}))  # fmt: skip
    out.mkdir(parents=True, exist_ok=True)
    for source, lines in answers.items():
        (out / source.replace(".gz", "")).write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Train, or cross-validate."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True, help="folder of the ranker; with --folds, of the answers")
    parser.add_argument("--gazetteer", type=Path, help="folder of the gazetteer, by default the one that ships")
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument(
        "--homes", action="store_true", help="with --folds: answer with the home regions of publishers, learned from the unlabelled texts"
    )
    options = parser.parse_args()
    gazetteer = Gazetteer(options.gazetteer)
    examples = [example for path in options.files for example in read_examples(path, gazetteer)]
    if options.folds:
        cross_validate(examples, gazetteer, options.folds, options.out, homes=options.homes)
        return
    learn_homes(examples, gazetteer, train(examples))
    ranker = train(examples)
    options.out.mkdir(parents=True, exist_ok=True)
    write_ranker(ranker, options.out / "ranker.json")


if __name__ == "__main__":
    main()
