"""Train the rules' weights: `python -m onrecord.quotes.train POLNEAR_FOLDER MODEL_FOLDER`.

The folder holds `polnear/train.jsonl.gz` (attributions) and `polnear_segments/train.jsonl.gz` (marked regions). Chances
are calibrated on articles left out: folds by article digest, so that the same data always give the same weights.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy

from onrecord.lexicon import word_set
from onrecord.quotes.acts import NOT_ACT, cue_words, describe_act
from onrecord.quotes.content import content_candidates, content_features, to_span
from onrecord.quotes.features import (
    NO_SOURCE,
    NOT_SPEECH,
    Past,
    Scene,
    candidates,
    describe,
    local_cues,
    scene_of,
    see,
    surroundings,
)
from onrecord.quotes.joins import join_features
from onrecord.quotes.loglinear import chances, train
from onrecord.quotes.model import Model
from onrecord.quotes.speech import document_of, speech_features
from onrecord.quotes.view import look_at

Group = list[tuple[bool, Sequence[str]]]
Row = dict[str, Any]


@dataclass(slots=True)
class Lesson:
    """One article: its scene, the gold region of each outer region (null where gold is silent), its attributions."""

    scene: Scene
    regions: list[Row | None]
    acts: list[Row]
    fold: int


def read(path: Path) -> list[Row]:
    """Rows of a gzipped file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def learn_cues(rows: Iterable[Row]) -> dict[str, float]:
    """For each word the share of its uses in which it is the head of a cue; small words have no share."""
    used: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    head: Counter[str] = Counter()
    phrases: list[list[str]] = []
    closed = word_set("quotes/function_words.txt") - {"according"}
    for row in rows:
        used.update(_words(row["text"]))
        for quote in row["quotes"]:
            words = [word for word in _words(quote["cue"]["text"] if quote["cue"] else "") if word not in closed]
            phrases.append(words)
            if len(words) == 1:
                alone[words[0]] += 1
    for words in phrases:
        if words:
            head[max(words, key=lambda word: alone[word] / (used[word] + 5))] += 1
    shares = {word: number / (used[word] + 1) for word, number in head.items() if number >= 2}
    return {word: round(min(1.0, share), 3) for word, share in sorted(shares.items()) if share >= 0.03 and len(word) > 1}


def _words(text: str) -> list[str]:
    return ["".join(ch for ch in word if ch.isalnum() or ch in "'-") for word in text.lower().replace("’", "'").split()]


def lessons(folder: Path, cues: Mapping[str, float], *, every: int = 1) -> list[Lesson]:
    """Articles with their gold, every n-th of them."""
    nlp = spacy.blank("en")
    attributions = {row["id"]: row["quotes"] for row in read(folder / "polnear" / "train.jsonl.gz")}
    found = []
    for row in read(folder / "polnear_segments" / "train.jsonl.gz")[::every]:
        scene = scene_of(look_at(nlp.make_doc(row["text"])), cues)
        fold = int(hashlib.sha256(row["id"].encode()).hexdigest(), 16) % 4
        found.append(Lesson(scene, _gold_regions(scene, row, attributions[row["id"]]), attributions[row["id"]], fold))
    return found


def _gold_regions(scene: Scene, row: Row, acts: list[Row]) -> list[Row | None]:
    gold = [quote | {"speech": True} for quote in row["quotes"]]
    gold += [region | {"speech": False} for region in row["nonquotes"] if not region["in_discuss_discard"]]
    undecided = [region for region in row["nonquotes"] if region["in_discuss_discard"]]
    found: list[Row | None] = []
    for region in scene.view.regions:
        best = next((item for item in gold if _alike(region.start, region.end, item["start"], item["end"]) >= 0.5), None)
        if best is None and not any(_shared(region.start, region.end, item["start"], item["end"]) for item in [*gold, *undecided]):
            best = _of_single_marks(region.inner.start, region.inner.end, acts)
        found.append(best)
    return found


def _of_single_marks(start: int, end: int, acts: list[Row]) -> Row:
    """The segments know double marks only; what single ones hold is speech when an attribution covers half of it."""
    for act in acts:
        if 2 * sum(_shared(start, end, a, b) for a, b in act["parts"]) >= end - start:
            return {"speech": True, "speaker": act["speaker"], "attribution_id": act["attribution_id"]}
    return {"speech": False}


def _shared(a: int, b: int, c: int, d: int) -> int:
    return max(0, min(b, d) - max(a, c))


def _alike(a: int, b: int, c: int, d: int) -> float:
    return _shared(a, b, c, d) / max(1, max(b, d) - min(a, c))


def _mention_of(scene: Scene, speaker: Row | None) -> int | None:
    """The first mention that shares a character with the gold source."""
    if speaker is None:
        return None
    view = scene.view
    for number, mention in enumerate(scene.mentions):
        if view.starts[mention.start] < speaker["end"] and speaker["start"] < view.ends[mention.end - 1]:
            return number
    return None


def speech_groups(lesson: Lesson, model: Model) -> list[Group]:
    """One question for each region: is it speech. `model`: weights of acts and contents that have not seen the article."""
    scene, found = lesson.scene, []
    document = document_of(scene, model)
    for region, gold in enumerate(lesson.regions):
        if gold is not None:
            seen = [see(scene, region, number) for number in candidates(scene, region, Past())]
            names = speech_features(scene, document, region, local_cues(scene, seen))
            group: Group = [(gold["speech"], names), (not gold["speech"], [])]
            found.append(group)
    return found


def source_groups(lesson: Lesson) -> list[tuple[Group, list[int]]]:
    """One question for each region: is it speech, and whose. Sources before it are gold."""
    scene, past, found = lesson.scene, Past(), []
    for region, gold in enumerate(lesson.regions):
        if gold is None:
            continue
        source = _mention_of(scene, gold.get("speaker"))
        answers = describe(scene, region, past)
        right = NOT_SPEECH if not gold["speech"] else NO_SOURCE if gold["speaker"] is None else source
        group: Group = [(answer == right, names) for answer, names in answers]
        if any(is_right for is_right, _ in group):
            found.append((group, [answer for answer, _ in answers]))
        if gold["speech"] and source is not None:
            other = past.source is not None and scene.mentions[past.source].head != scene.mentions[source].head
            past = Past(source, region, past.source if other else past.other)
    return found


def join_groups(lesson: Lesson) -> list[Group]:
    """One question for each pair of neighbouring regions with the same source: one statement or two."""
    scene = lesson.scene
    found: list[Group] = []
    before: tuple[int, Row, int | None] | None = None
    for region, gold in enumerate(lesson.regions):
        if gold is None or not gold["speech"]:
            continue
        source = _mention_of(scene, gold["speaker"])
        if before is not None and before[2] == source:
            same = before[1]["attribution_id"] == gold["attribution_id"]
            names = join_features(scene, before[0], region, source, surroundings(scene, before[0]), surroundings(scene, region))
            found.append([(same, names), (not same, [])])
        before = (region, gold, source)
    return found


def act_groups(lesson: Lesson) -> tuple[list[tuple[Group, list[int]]], list[Group]]:
    """One question for each word that may be a cue, and one for the content of each that is."""
    scene = lesson.scene
    acts: list[tuple[Group, list[int]]] = []
    contents: list[Group] = []
    view, words = scene.view, cue_words(scene)
    gold: dict[int, Row] = {}
    ignored: set[int] = set()
    for act in lesson.acts:
        held = [w for w in words if act["cue"] and view.starts[w] < act["cue"]["end"] and act["cue"]["start"] < view.ends[w]]
        if held:
            head = max(held, key=lambda word: scene.cues[view.lower[word]])
            gold.setdefault(head, act)
            ignored |= set(held) - {head}
    for word in words:
        if word in ignored and word not in gold:
            continue
        answers = describe_act(scene, word)
        right: int | None = NOT_ACT
        if word in gold:
            speaker = gold[word]["speaker"]
            right = NO_SOURCE if speaker is None else _mention_of(scene, speaker)
            if right is not None and gold[word]["type"] != "direct":
                contents += _content_group(scene, None if right == NO_SOURCE else right, word, gold[word]["parts"])
        group: Group = [(answer == right, names) for answer, names in answers]
        if any(is_right for is_right, _ in group):
            acts.append((group, [answer for answer, _ in answers]))
    return acts, contents


def _content_group(scene: Scene, source: int | None, word: int, parts: list[list[int]]) -> list[Group]:
    options = content_candidates(scene, source, word)
    scores = []
    for option in options:
        spans = [to_span(scene.view, words) for words in option.spans]
        shared = sum(_shared(span.start, span.end, a, b) for span in spans for a, b in parts)
        whole = sum(span.end - span.start for span in spans) + sum(b - a for a, b in parts) - shared
        scores.append(shared / max(1, whole))
    best = max(scores, default=0.0)
    if best < 0.5:
        return []
    group: Group = []
    for score, option in zip(scores, options, strict=True):
        group.append((score > best - 1e-9, content_features(scene, source, word, option)))
    return [group]


def unseen(taken: Sequence[Lesson], acts: Sequence[tuple[list[tuple[Group, list[int]]], list[Group]]]) -> list[Model]:
    """For each article weights of acts and contents learned from the other folds."""
    models = {}
    for fold in sorted({lesson.fold for lesson in taken}):
        others = [found for lesson, found in zip(taken, acts, strict=True) if lesson.fold != fold]
        models[fold] = Model(
            act=train([group for found, _ in others for group, _ in found], penalty=0.3, rounds=35),
            content=train([group for _, contents in others for group in contents], penalty=0.3, rounds=35),
        )
    return [models[lesson.fold] for lesson in taken]


def platt(pairs: Sequence[tuple[float, bool]], rounds: int = 60) -> tuple[float, float]:
    """Slope and shift of the logit that make chances mean what they say (Platt 1999), by Newton's method."""
    slope, shift = 1.0, 0.0
    points = [(math.log(p / (1 - p)), right) for p, right in ((min(max(p, 1e-5), 1 - 1e-5), right) for p, right in pairs)]
    for _ in range(rounds):
        g0 = g1 = 0.0
        h00 = h11 = 1e-6
        h01 = 0.0
        for x, right in points:
            p = 1 / (1 + math.exp(-min(max(slope * x + shift, -30.0), 30.0)))
            d, v = p - right, p * (1 - p)
            g0, g1 = g0 + d * x, g1 + d
            h00, h01, h11 = h00 + v * x * x, h01 + v * x, h11 + v
        scale = h00 * h11 - h01 * h01
        first, second = (h11 * g0 - h01 * g1) / scale, (h00 * g1 - h01 * g0) / scale
        damp = min(1.0, 0.5 / max(abs(first), abs(second), 1e-9))  # short steps: a full one may run away
        slope, shift = slope - damp * first, shift - damp * second
    return round(slope, 4), round(shift, 4)


def judged(groups: Iterable[tuple[Group, list[int]]], weights: Mapping[str, float], nothing: int) -> dict[str, list[tuple[float, bool]]]:
    """Chances of the answers given on left-out questions, and whether they were right: whether something, and whose."""
    is_act, is_right = [], []
    for group, answers in groups:
        odds = chances([names for _, names in group], weights)
        at = answers.index(nothing)
        is_act.append((1 - odds[at], not group[at][0]))
        if odds[at] < 0.5:
            best = max((i for i in range(len(odds)) if i != at), key=lambda i: odds[i])
            is_right.append((odds[best], group[best][0]))
    return {"is": is_act, "whose": is_right}


def main() -> None:
    """Train on all articles, calibrate on a fold left out, write `weights.json`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder with polnear/ and polnear_segments/")
    parser.add_argument("model", type=Path, help="folder to write weights.json to")
    parser.add_argument("--every", type=int, default=1, help="use every n-th article only")
    parser.add_argument("--penalty", type=float, default=0.3)
    parser.add_argument("--held-out", default="", help="leave out articles of these publishers, comma-separated")
    options = parser.parse_args()
    left_out = set(filter(None, options.held_out.split(",")))
    rows = [row for row in read(options.data / "polnear" / "train.jsonl.gz") if row["publisher"] not in left_out]
    cues = learn_cues(rows)
    kept = {row["id"] for row in rows}
    all_rows = read(options.data / "polnear_segments" / "train.jsonl.gz")
    taken = lessons(options.data, cues, every=options.every)
    taken = [lesson for lesson, row in zip(taken, all_rows[:: options.every], strict=True) if row["id"] in kept]
    sources = [source_groups(lesson) for lesson in taken]
    acts = [act_groups(lesson) for lesson in taken]
    weights: dict[str, dict[str, float]] = {"cues": cues}

    def learn(groups: list[Group], rounds: int = 100) -> dict[str, float]:
        return train(groups, penalty=options.penalty, rounds=rounds)

    weights["speech"] = train(
        [group for lesson, model in zip(taken, unseen(taken, acts), strict=True) for group in speech_groups(lesson, model)],
        penalty=5.0,
        rounds=60,
    )
    weights["join"] = learn([group for lesson in taken for group in join_groups(lesson)])
    weights["content"] = learn([group for _, contents in acts for group in contents])
    calibration: dict[str, tuple[float, float]] = {}
    for name, per_lesson, nothing in (("source", sources, NOT_SPEECH), ("act", [found for found, _ in acts], NOT_ACT)):
        part = learn([group for lesson, found in zip(taken, per_lesson, strict=True) if lesson.fold for group, _ in found])
        left = [one for lesson, found in zip(taken, per_lesson, strict=True) if not lesson.fold for one in found]
        result = judged(left, part, nothing)
        calibration["speech" if name == "source" else "act"] = platt(result["is"])
        calibration["source" if name == "source" else "act_source"] = platt(result["whose"])
        right = sum(ok for _, ok in result["whose"])
        print(f"{name}: {len(left)} questions left out, {right} right of {len(result['whose'])} answered")
        weights[name] = learn([group for found in per_lesson for group, _ in found])
    options.model.mkdir(parents=True, exist_ok=True)
    rounded = {name: {k: round(v, 3) for k, v in sorted(part.items()) if abs(v) >= 0.01} for name, part in weights.items()}
    content = json.dumps({**rounded, "calibration": calibration}, ensure_ascii=False, indent=0, sort_keys=True)
    (options.model / "weights.json").write_text(content + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
