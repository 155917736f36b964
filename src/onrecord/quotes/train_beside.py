"""Train the weights used beside an encoder: `python -m onrecord.quotes.train_beside POLNEAR_FOLDER MODEL_FOLDER`.

Needs the weights of `onrecord.quotes.train` and the reader that ships; runs the reader over the articles. Writes `beside.json`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import spacy

from onrecord.quotes.features import Scene, scene_of
from onrecord.quotes.loglinear import train
from onrecord.quotes.model import Model, read_model
from onrecord.quotes.reported import (
    Report,
    cuts,
    describe,
    heads,
    iou,
    letters,
    read_content_features,
    report_features,
    rule_chance,
    seen_words,
    words_of,
)
from onrecord.quotes.train import Group, Row, read
from onrecord.quotes.view import look_at
from onrecord.types import Reading, Span


@dataclass(frozen=True, slots=True)
class Read:
    """One article: its scene with the reader's sentences, what the reader says, and the gold attributions."""

    scene: Scene
    reading: Reading
    acts: list[Row]


def articles(folder: Path, model: Model, *, every: int = 1) -> list[Read]:
    """The train articles with the reader's findings, every n-th of them."""
    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord_reader")
    found = []
    for row in read(folder / "polnear" / "train.jsonl.gz")[::every]:
        doc = nlp(row["text"])
        found.append(Read(scene_of(look_at(doc), model.cues), doc._.reading, row["quotes"]))
    return found


def _gold_of(scene: Scene, verb: int, cue: Span | None, acts: Sequence[Row]) -> Row | None:
    span = cue or Span(scene.view.starts[verb], scene.view.ends[verb])
    return next((act for act in acts if act["cue"] and act["cue"]["start"] < span.end and span.start < act["cue"]["end"]), None)


def content_groups(article: Read, model: Model) -> list[Group]:
    """For each cue that reader and gold share: which of the ways to cut is nearest to gold."""
    scene = article.scene
    found: list[Group] = []
    for verb, hint in heads(scene, article.reading.attributions).items():
        if hint is None or hint.probability < 0.2:
            continue
        act = _gold_of(scene, verb, hint.cue, article.acts)
        report = describe(scene, model, verb, hint) if act is not None and act["type"] != "direct" else None
        if act is None or report is None:
            continue
        gold = _gold_words(scene, act)
        options = cuts(scene, report.source, report.pointed, verb)
        scores = [iou(letters(scene, option), gold) for option in options]
        if max(scores) < 0.4:
            continue
        seen = seen_words(scene, hint)
        group: Group = [
            (score > max(scores) - 1e-9, read_content_features(scene, report.source, verb, option, seen))
            for score, option in zip(scores, options, strict=True)
        ]
        found.append(group)
    return found


def report_groups(article: Read, model: Model) -> list[Group]:
    """For each word that may be a cue: is it one, with the content that was chosen. Cues of direct speech are left out."""
    scene = article.scene
    found: list[Group] = []
    for verb, hint in heads(scene, article.reading.attributions).items():
        act = _gold_of(scene, verb, hint.cue if hint else None, article.acts)
        if act is not None and act["type"] == "direct":
            continue
        report = describe(scene, model, verb, hint)
        if report is None:
            continue
        right = act is not None and _is_near(scene, report, act)
        names = report_features(scene, report, hint, rule_chance(scene, model, verb))
        found.append([(right, names), (not right, [])])
    return found


def _is_near(scene: Scene, report: Report, act: Row) -> bool:
    return iou(letters(scene, report.content), _gold_words(scene, act)) >= 0.4


def _gold_words(scene: Scene, act: Row) -> frozenset[int]:
    return frozenset(word for word in words_of(scene, [Span(a, b) for a, b in act["parts"]]) if scene.view.words[word][0].isalnum())


def learn(taken: Sequence[Read], model: Model, *, penalty: float) -> dict[str, dict[str, float]]:
    """First the cuts, then, with the cuts that they choose, the acts."""
    contents = train([group for article in taken for group in content_groups(article, model)], penalty=penalty, rounds=100)
    model = replace(model, content_read=contents)
    reports = train([group for article in taken for group in report_groups(article, model)], penalty=penalty, rounds=100)
    return {"content_read": contents, "report": reports}


def mean(one: dict[str, dict[str, float]], other: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """The mean of two sets of weights, by question; a feature that one lacks has weight 0 there."""
    return {
        question: {name: (part.get(name, 0.0) + other[question].get(name, 0.0)) / 2 for name in sorted(part.keys() | other[question])}
        for question, part in one.items()
    }


def main() -> None:
    """Run the reader over the articles, train, write `beside.json`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder with polnear/")
    parser.add_argument("model", type=Path, help="folder of weights.json; beside.json is written there")
    parser.add_argument("--every", type=int, default=1, help="use every n-th article only")
    parser.add_argument("--penalty", type=float, default=2.0)
    parser.add_argument("--mean-with", type=Path, help="an earlier beside.json: the mean of both is written")
    options = parser.parse_args()
    model = read_model(options.model)
    weights = learn(articles(options.data, model, every=options.every), model, penalty=options.penalty)
    if options.mean_with:
        weights = mean(weights, json.loads(options.mean_with.read_text(encoding="utf-8")))
    rounded = {name: {k: round(v, 3) for k, v in sorted(part.items()) if abs(v) >= 0.01} for name, part in weights.items()}
    (options.model / "beside.json").write_text(json.dumps(rounded, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
