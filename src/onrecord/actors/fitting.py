r"""Learning the weights of the pronoun ranker: a conditional log-linear model, fitted by gradient descent.

    onrecord extract docs.jsonl -o outputs/ --clean off
    onrecord extract corpus/raw -o pages/
    python -m onrecord.actors.fitting --records outputs/records.jsonl pages/records.jsonl \
        --gold documents.jsonl corpus/gold/dev.jsonl --without conversation vlog -o pronoun_weights.json

Gold lines are {"id", "text", "mentions": [{"start", "end", "cluster"}]}, with an optional "genre", or gold pages: persons with
pronouns and nouns.
"""

from __future__ import annotations

import argparse
import gzip
import json
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from onrecord.actors.antecedents import Ranker, source_persons
from onrecord.actors.figures import Figure, Mention
from onrecord.actors.gather import gather
from onrecord.actors.pronouns import find_pronouns
from onrecord.actors.scene import Scene
from onrecord.types import Block, Entity, Part, Quote, Span


@dataclass(frozen=True, slots=True)
class Example:
    """One pronoun: the features of each option, which option is right, and the document it stands in."""

    document: str
    options: tuple[tuple[str, ...], ...]
    right: int


def scene_of(record: Mapping[str, Any]) -> Scene:
    """The scene of a record given as plain JSON values."""
    article = record["article"]
    entities = [Entity(e["start"], e["end"], e["label"]) for e in record["entities"]]
    quotes = [
        Quote(
            quote["type"],
            tuple(Part(part["start"], part["end"]) for part in quote["parts"]),
            tuple(Span(span["start"], span["end"]) for span in quote["content"]),
            None,
            Span(quote["source"]["start"], quote["source"]["end"]) if quote.get("source") else None,
        )
        for quote in record["quotes"]
    ]
    blocks = [Block(block["start"], block["end"], block["kind"]) for block in article["blocks"]]
    return Scene(article["text"], entities, quotes, [Span(start, end) for start, end in article["sentences"]], blocks)


def examples_of(record: Mapping[str, Any], gold: Sequence[Mapping[str, Any]]) -> list[Example]:
    """Examples of one record."""
    return examples_of_scene(scene_of(record), gold, str(record["source"]["id"]))


def examples_of_scene(scene: Scene, gold: Sequence[Mapping[str, Any]], document: str) -> list[Example]:
    """Examples of one document: at each pronoun the options as the ranker sees them, with all pronouns before it placed rightly."""
    persons = gather(scene)
    cluster_of = _clusters(persons, gold)
    spans = sorted((mention["start"], mention["end"], mention["cluster"]) for mention in gold)
    wanted = {mention["start"]: mention["cluster"] for mention in gold}
    homes: dict[str, Figure] = {}
    for person in persons:
        if id(person) in cluster_of:
            homes.setdefault(cluster_of[id(person)], person)
    ranker = Ranker(scene, persons, source_persons(scene, persons), {})
    names = [(mention.start, mention.end) for person in persons for mention in person.mentions if mention.kind == "name"]
    found = []
    for pronoun in find_pronouns(scene, names):
        choice = ranker.rank(pronoun, keep_features=True)
        cluster = wanted.get(pronoun.start)
        if cluster is None:
            continue  # not annotated
        people = [person for person, _ in choice.features]
        right_person = homes.get(cluster)
        if right_person is None:  # "people" are others each time: what counts is who they were last
            last = [(person, ranker.traces[id(person)].last) for person in people if person is not None]
            right_person = next((person for person, seen in last if seen and _cluster_at(spans, seen.mention) == cluster), None)
        in_sight = right_person is not None and any(person is right_person for person in people)
        right = next(i for i, person in enumerate(people) if person is right_person) if in_sight else 0
        if right_person is None or in_sight:
            found.append(Example(document, tuple(names for _, names in choice.features), right))
        if right_person is not None:
            ranker.note(Mention(pronoun.start, pronoun.end, "pronoun", "gold", pronoun.gender), right_person, pronoun)
    return found


def _clusters(persons: Sequence[Figure], gold: Sequence[Mapping[str, Any]]) -> dict[int, str]:
    """The gold cluster of each person: that of most of its names, else of its noun phrases."""
    found = {}
    spans = sorted((mention["start"], mention["end"], mention["cluster"]) for mention in gold)
    for person in persons:
        for kind in ("name", "nominal"):
            votes: Counter[str] = Counter()
            for mention in person.mentions:
                if mention.kind == kind and (cluster := _cluster_at(spans, mention)) is not None:
                    votes[cluster] += 1
            if votes:
                found[id(person)] = votes.most_common(1)[0][0]
                break
    return found


def _cluster_at(spans: Sequence[tuple[int, int, str]], mention: Mention) -> str | None:
    """The cluster of the smallest gold mention around a mention, else of the one that begins nearest among those it touches."""
    around = [(end - start, cluster) for start, end, cluster in spans if start <= mention.start and mention.end <= end + 2]
    touching = [(abs(start - mention.start), cluster) for start, end, cluster in spans if start < mention.end and mention.start < end]
    return min(around or touching)[1] if around or touching else None


PRIOR: Mapping[str, float] = {
    "gender told-agrees": 1.0,
    "gender told-clashes": -6.0,
    "gender chain-agrees": 1.0,
    "gender chain-agrees firmly": 1.0,
    "gender chain-clashes": -3.5,
    "gender chain-clashes firmly": -6.0,
    "gender chain-agrees against the name": 0.5,
    "gender chain-clashes against the name": -1.0,
    "gender hint-agrees": 0.3,
    "gender hint-open": 0.2,
    "gender hint-clashes": -3.0,
    "unnamed": -0.5,
    "in quote, is its speaker": -4.0,
    "nobody, source": -1.0,
    "adjacent behind a comma, subject": 1.5,
    "adjacent behind a comma, reflexive": 3.0,
    "last speaker, source, opens a paragraph": 1.5,
    "spoken of by another, source opens": -1.5,
    "speaks for another": -1.0,
    "source, spoken of in that quote": -2.0,
    "named later, behind the opening phrase": 3.0,
    "speech verb between, subject": 1.0,
    "subject, subject, 0": 0.7,
    "subject, subject, 1": 0.7,
    "subject, possessive, 1": 0.5,
    "sentences 0": 0.5,
    "sentences 1": 0.3,
    "sentences 4": -0.3,
    "sentences 5": -0.6,
    "sentences 8": -1.5,
    "opens sentence, subject": 0.5,
    "compatible closer 0": 0.5,
    "compatible closer 3": -0.5,
    "last is possessor": -0.3,
    "last is a label": -1.0,
    "last is after a preposition": -0.3,
    "few words between, object to subject": -1.5,
    "subject of its verb": -4.0,
    "few words between, reflexive to subject": 1.5,
    "same sentence, reflexive": 1.0,
}
"""What is known of pronouns before any text is read; few texts let a gender clash, so they alone would not teach it."""


def fit(
    examples: Sequence[Example],
    *,
    penalty: float = 10.0,
    rounds: int = 300,
    rate: float = 0.5,
    prior: Mapping[str, float] = PRIOR,
) -> dict[str, float]:
    """Weights that make the right options likely, drawn towards the prior (else 0) by an L2 penalty.

    Features seen fewer than three times get none, unless the prior names them.
    """
    counts = Counter(name for example in examples for option in example.options for name in option)
    names = sorted({name for name, count in counts.items() if count >= 3} | set(prior))
    place = {name: i for i, name in enumerate(names)}
    most = max(len(example.options) for example in examples)
    longest = max(len(option) for example in examples for option in example.options)
    # Feature numbers by example and option; the last number stands for no feature, and an option that is not there scores nothing.
    cells = np.full((len(examples), most, longest), len(names))
    there = np.zeros((len(examples), most), dtype=bool)
    for i, example in enumerate(examples):
        for j, option in enumerate(example.options):
            there[i, j] = True
            known = [place[name] for name in option if name in place]
            cells[i, j, : len(known)] = known
    target = np.zeros((len(examples), most))
    target[np.arange(len(examples)), [example.right for example in examples]] = 1.0
    before = np.array([prior.get(name, 0.0) for name in names] + [0.0])
    weights = before.copy()
    moved = np.zeros(len(names) + 1)
    for _ in range(rounds):
        scores = np.where(there, weights[cells].sum(axis=2), -1e9)
        chances = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        error = np.repeat((target - chances)[:, :, None], longest, axis=2)
        gradient = np.bincount(cells.ravel(), weights=error.ravel(), minlength=len(names) + 1) - penalty * (weights - before)
        moved = 0.9 * moved + rate * gradient / (len(examples) + penalty)  # few examples must not make the steps too long
        weights += moved
        weights[-1] = 0.0
    return {name: round(float(weight), 3) for name, weight in zip(names, weights[:-1], strict=True)}


def accuracy(examples: Sequence[Example], weights: Mapping[str, float]) -> float:
    """Share of examples whose best option is the right one, pronouns before placed rightly."""
    right = 0
    for example in examples:
        scores = [sum(weights.get(name, 0.0) for name in option) for option in example.options]
        right += max(range(len(scores)), key=lambda i: (scores[i], -i)) == example.right
    return right / max(1, len(examples))


def gold_mentions(record: Mapping[str, Any], gold: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    """The gold mentions of a record with offsets in its text; null where the gold line is about another text.

    Gold pages have offsets in the raw page: those that lie in a block of the record are brought over.
    """
    if "articles" not in gold:
        return list(gold["mentions"]) if record["article"]["text"] == gold["text"] else None
    blocks = sorted((block["raw_start"], block["raw_end"], block["start"]) for block in record["article"]["blocks"])
    found = []
    for actor in (actor for article in gold["articles"] for actor in article["actors"]):
        for start, end, *_ in actor["mentions"]:
            place = bisect_right(blocks, start, key=lambda block: block[0]) - 1
            if place >= 0 and end <= blocks[place][1]:
                shift = blocks[place][2] - blocks[place][0]
                found.append({"start": start + shift, "end": end + shift, "cluster": actor["key"]})
    return found


def gather_examples(
    records: Iterable[Mapping[str, Any]], gold: Iterable[Mapping[str, Any]], without: Collection[str] = ()
) -> dict[str, list[Example]]:
    """Examples of all records that have a gold line, by topic: the id of a page, of another document what stands before its first slash.

    Args:
        records: Records as plain JSON values.
        gold: Gold lines.
        without: Genres of gold lines that are left out.
    """
    lines = {str(line["id"]): line for line in gold if line.get("genre") not in without}
    found: dict[str, list[Example]] = defaultdict(list)
    for record in records:
        document = str(record["source"]["id"])
        mentions = gold_mentions(record, lines[document]) if document in lines else None
        if mentions:
            topic = document if "articles" in lines[document] else document.split("/")[0]
            found[topic] += examples_of(record, mentions)
    return {topic: found[topic] for topic in sorted(found) if found[topic]}


def _lines(paths: Iterable[str]) -> Iterable[dict[str, Any]]:
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8") as file:
            yield from (json.loads(line) for line in file)


def fit_in_folds(topics: Mapping[str, Sequence[Example]], folds: int = 5) -> tuple[dict[str, float], int, float]:
    """Weights of all examples, their number, and the accuracy over folds that leave topics out."""
    parts = [[example for topic in list(topics)[fold::folds] for example in topics[topic]] for fold in range(folds)]
    right = 0.0
    for fold, part in enumerate(parts):
        others = [example for other, examples in enumerate(parts) if other != fold for example in examples]
        if part and others:
            right += accuracy(part, fit(others)) * len(part)
    every = [example for part in parts for example in part]
    return fit(every), len(every), right / max(1, len(every))


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit on records and gold, print the accuracy of five folds over topics, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", nargs="+", required=True)
    parser.add_argument("--gold", nargs="+", required=True)
    parser.add_argument("-o", "--output", required=True)
    parser.add_argument("--without", nargs="*", default=[], metavar="GENRE", help="leave out gold documents of these genres")
    options = parser.parse_args(arguments)
    topics = gather_examples(_lines(options.records), _lines(options.gold), options.without)
    if not topics:
        parser.error("no record belongs to a gold line: are the ids and texts the same?")
    weights, total, share = fit_in_folds(topics)
    print(f"{total} pronouns of {len(topics)} topics, accuracy over five folds {share:.3f}")
    card = {
        "name": "pronouns-1",
        "method": "conditional log-linear ranker, L2 towards a prior, by onrecord.actors.fitting",
        "examples": total,
        "accuracy_five_folds": round(share, 3),
        "weights": dict(sorted(weights.items())),
    }
    with open(options.output, "w", encoding="utf-8") as file:
        file.write(json.dumps(card, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
