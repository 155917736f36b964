"""The small CNN of profile `fast`: spaCy's hash embeddings and convolutions, names and sentence starts from one tok2vec.

    python -m onrecord.read.train.cnn --data DATA --out models/fast-0.1.0

Trained on the openly licensed sets that `corpora.lessons` reads, PERSON, ORG and LOC only, without PolNeAR. The same data,
seed and machine type give the same weights.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Span
from spacy.training import Example
from thinc.api import fix_random_seed

from onrecord.read.train.corpora import Lesson, lessons, peoples

LABELS = ("PERSON", "ORG", "LOC")
LONGEST = 1500  # characters of a training text
SWAP = 0.35  # share of texts whose persons get other names, from all over the world
BATCH = 8  # texts an update
UPPER = 0.03  # share of texts in capitals, as headlines are

TOK2VEC = {
    "@architectures": "spacy.Tok2Vec.v2",
    "embed": {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": 96,
        "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
        "rows": [5000, 1000, 2500, 1000],
        "include_static_vectors": False,
    },
    "encode": {"@architectures": "spacy.MaxoutWindowEncoder.v2", "width": 96, "window_size": 1, "maxout_pieces": 3, "depth": 4},
}
LISTENER = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "*"}


def blank() -> Language:
    """The pipeline before training."""
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec", config={"model": TOK2VEC})
    nlp.add_pipe("senter", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": LISTENER, "normalize": False}})
    parser = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": LISTENER,
    }
    ner: Any = nlp.add_pipe("ner", config={"model": parser})
    for label in LABELS:
        ner.add_label(label)
    return nlp


def pieces(lesson: Lesson) -> Iterator[Lesson]:
    """A lesson cut into texts of bearable length, between sentences or paragraphs and never inside a name."""
    text, cuts = lesson.text, [0]
    ends = [end for _, end in lesson.sentences] if lesson.sentences else [i for i, c in enumerate(text) if c == "\n"]
    for end in ends:
        if end - cuts[-1] >= LONGEST * 0.6 and not any(s < end < e for s, e, _ in lesson.names or ()):
            cuts.append(end)
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        start += len(text[start:end]) - len(text[start:end].lstrip())
        if start < end:
            names = None if lesson.names is None else [(s - start, e - start, n) for s, e, n in lesson.names if start <= s and e <= end]
            unsure = [(s - start, e - start) for s, e in lesson.unsure if start <= s and e <= end]
            inside = [(s - start, e - start) for s, e in lesson.sentences or () if start <= s and e <= end]
            yield Lesson(text[start:end], names, unsure=unsure, sentences=inside if lesson.sentences else None)


def swapped(lesson: Lesson, people: Sequence[tuple[str, str]], chance: random.Random) -> Lesson:
    """The lesson with other names for its persons: the same new one for the same old one, a surname alone stays one."""
    if not lesson.names:
        return lesson
    given: dict[str, tuple[str, str]] = {}
    text, at, shift = "", 0, 0
    names, moves = [], [(0, 0)]  # moves: from this old position on, this shift
    for start, end, label in lesson.names:
        old = lesson.text[start:end]
        new = old
        if label == "PERSON":
            words = old.split()
            first, last = given.setdefault(words[-1], chance.choice(people))
            new = f"{first} {last}" if len(words) > 1 else last
        text += lesson.text[at:start] + new
        names.append((start + shift, start + shift + len(new), label))
        shift += len(new) - len(old)
        moves.append((end, shift))
        at = end
    text += lesson.text[at:]

    def moved(position: int) -> int:
        return position + max(move for move in moves if move[0] <= position)[1]

    sentences = None if lesson.sentences is None else [(moved(s), moved(e)) for s, e in lesson.sentences]
    unsure = [(s, e) for start, end in lesson.unsure if (s := moved(start)) < (e := moved(end)) <= len(text)]
    return Lesson(text, names, unsure=unsure, sentences=sentences)


def example(nlp: Language, lesson: Lesson) -> Example:
    """A spaCy training example. What was not annotated is missing, not absent."""
    predicted, gold = nlp.make_doc(lesson.text), nlp.make_doc(lesson.text)
    if lesson.names is not None:
        found, lost = [], list(lesson.unsure)
        for start, end, label in lesson.names:
            if label in LABELS:
                span = gold.char_span(start, end, label=label)
                if span is None:
                    lost.append((start, end))
                else:
                    found.append(span)
        missing = [span for start, end in lost if (span := gold.char_span(start, end, alignment_mode="expand")) is not None]
        gold.set_ents(spacy.util.filter_spans(found), missing=_free(missing, found), default="outside")
    if lesson.sentences is not None:
        starts = {start for start, _ in lesson.sentences}
        for token in gold:
            token.is_sent_start = token.i == 0 or token.idx in starts
    return Example(predicted, gold)


def _free(spans: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    """Spans that share no token with one that is taken, and none with each other."""
    used = {i for span in taken for i in range(span.start, span.end)}
    free = []
    for span in spans:
        if not used.intersection(range(span.start, span.end)):
            used.update(range(span.start, span.end))
            free.append(span)
    return free


def worldwide_names(path: Path) -> list[tuple[str, str]]:
    """(given, family) names of all locales, each locale as likely as any other."""
    table: dict[str, dict[str, list[str]]] = defaultdict(lambda: {"given": [], "family": []})
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        header = next(lines).rstrip("\n").split("\t")
        for line in lines:
            row = dict(zip(header, line.rstrip("\n").split("\t"), strict=False))
            if row["script"] == "Latin" and row["part"] in ("given", "family"):
                table[row["locale"]][row["part"]].append(row["name"])
    chance = random.Random(0)
    people = []
    for _, kinds in sorted(table.items()):
        if kinds["given"] and kinds["family"]:
            people += [(chance.choice(kinds["given"]), chance.choice(kinds["family"])) for _ in range(400)]
    return people


def train(data: Path, out: Path, *, epochs: int = 6, seed: int = 1) -> None:
    """Train and write the pipeline."""
    fix_random_seed(seed)
    chance = random.Random(seed)
    sets = {name: found for name, found in lessons(data, peoples()).items() if name != "polnear"}
    texts = [piece for _, found in sorted(sets.items()) for lesson in found for piece in pieces(lesson)]
    people = worldwide_names(data / "lists/names_by_locale.tsv.gz")
    nlp: Any = blank()
    nlp.initialize(lambda: [example(nlp, text) for text in texts[:: max(1, len(texts) // 200)]])
    optimizer = nlp.create_optimizer()
    for epoch in range(epochs):
        started, words = time.monotonic(), 0
        losses: dict[str, float] = {}
        optimizer.learn_rate = 0.001 * (1 - epoch / epochs)
        chance.shuffle(texts)
        for first in range(0, len(texts), BATCH):
            batch = texts[first : first + BATCH]
            changed = []
            for text in batch:
                if chance.random() < SWAP:
                    text = swapped(text, people, chance)
                if chance.random() < UPPER and len(text.text.upper()) == len(text.text):
                    text = Lesson(text.text.upper(), text.names, unsure=text.unsure, sentences=text.sentences)
                changed.append(example(nlp, text))
            words += sum(len(item.predicted) for item in changed)
            nlp.update(changed, sgd=optimizer, drop=0.15, losses=losses)
        print(
            f"epoch {epoch + 1}: {words / (time.monotonic() - started):.0f} tokens/s", {k: round(v) for k, v in losses.items()}, flush=True
        )
        out.mkdir(parents=True, exist_ok=True)
        with nlp.use_params(optimizer.averages):
            nlp.to_disk(out)
        forget_words(out)


def forget_words(model: Path) -> None:
    """Leave only the labels in the string table: the words of the training texts are not ours to give away, nor needed."""
    strings = sorted({*LABELS, "I", "S", "tok2vec", "senter", "ner"})
    (model / "vocab/strings.json").write_text(json.dumps(strings, indent=0) + "\n", encoding="utf-8")


def main() -> None:
    """Parse and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    train(options.data, options.out, epochs=options.epochs, seed=options.seed)


if __name__ == "__main__":
    main()
