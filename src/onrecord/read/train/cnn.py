"""The small CNN of profile `fast`: hash embeddings, word vectors and convolutions of spaCy's, and names from them.

    python -m onrecord.read.train.cnn --data DATA --out models/fast-0.2.0 [--base FOLDER] [--teacher models/reader-0.2.0]

Trained on the sets that `corpora.lessons` reads, PERSON, ORG and LOC only, with the same chance changes as the reader. The
names of PolNeAR are marked by a teacher; without one the set is left out. The word vectors are the whole words among the
embeddings of all-MiniLM-L6-v2, shortened by principal components. The same data and seed on the same machine type give the
same weights.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Span
from spacy.training import Example
from spacy.vectors import Vectors
from thinc.api import fix_random_seed

from onrecord.read.train.base import base_folder
from onrecord.read.train.changes import NameLists, changed
from onrecord.read.train.corpora import Lesson, lessons, peoples
from onrecord.read.train.teacher import Teacher

LABELS = ("PERSON", "ORG", "LOC")
LONGEST = 1500  # characters of a training text
BATCH = 8  # texts an update
WIDTH = 96
SHARE = {"btc": 0.25, "crossner_politics": 3, "polnear": 0.5}

TOK2VEC = {
    "@architectures": "spacy.Tok2Vec.v2",
    "embed": {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": WIDTH,
        "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
        "rows": [5000, 1000, 2500, 1000],
        "include_static_vectors": True,
    },
    "encode": {"@architectures": "spacy.MaxoutWindowEncoder.v2", "width": WIDTH, "window_size": 1, "maxout_pieces": 3, "depth": 4},
}
LISTENER = {"@architectures": "spacy.Tok2VecListener.v1", "width": WIDTH, "upstream": "*"}


def word_vectors(base: Path, nlp: Language) -> Vectors:
    """The embeddings of whole words, cut down to WIDTH numbers each; looked up by the word in small letters."""
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    rows = load_file(base / "model.safetensors")["embeddings.word_embeddings.weight"]
    vocabulary = Tokenizer.from_file(str(base / "tokenizer.json")).get_vocab()
    words = sorted(word for word in vocabulary if word.isalpha() and word.isascii() and len(word) > 1)
    table = rows[[vocabulary[word] for word in words]].astype(np.float64)
    table -= table.mean(0)
    _, axes = np.linalg.eigh(table.T @ table)  # the last axes are the longest
    axes = axes[:, ::-1][:, :WIDTH]
    axes *= np.sign(axes[np.abs(axes).argmax(0), np.arange(WIDTH)])
    short = table @ axes
    short /= np.linalg.norm(short, axis=1, keepdims=True)
    keys = [nlp.vocab.strings.add(word) for word in words]
    return Vectors(strings=nlp.vocab.strings, data=short.astype(np.float32), keys=keys, attr="LOWER", name="words")


def blank(base: Path) -> Language:
    """The pipeline before training."""
    nlp = spacy.blank("en")
    nlp.vocab.vectors = word_vectors(base, nlp)
    nlp.add_pipe("tok2vec", config={"model": TOK2VEC})
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


def train(data: Path, places: Path, base: Path, out: Path, teacher: Path | None, *, epochs: int = 5, seed: int = 1) -> None:
    """Train and write the pipeline."""
    fix_random_seed(seed)
    chance, rng = random.Random(seed), np.random.default_rng(seed)
    sets = lessons(data, peoples())
    news = sets.pop("polnear")
    if teacher:
        ask = Teacher(teacher)
        sets["polnear"] = [Lesson(known.text, known.names, unsure=known.unsure) for known in map(ask, news)]
    lists = NameLists.load(data / "lists/names_by_locale.tsv.gz", places)
    nlp: Any = blank(base)
    nlp.initialize(lambda: [example(nlp, text) for found in sets.values() for lesson in found[::20] for text in pieces(lesson)])
    optimizer = nlp.create_optimizer()
    for epoch in range(epochs):
        started, words = time.monotonic(), 0
        losses: dict[str, float] = {}
        texts: list[Lesson] = []
        for name, members in sorted(sets.items()):
            whole, part = divmod(SHARE.get(name, 1.0), 1)
            for lesson in members:
                for _ in range(int(whole) + int(rng.random() < part)):
                    texts += pieces(changed(lesson, lists, rng))
        chance.shuffle(texts)
        for first in range(0, len(texts), BATCH):
            done = (epoch + first / len(texts)) / epochs
            optimizer.learn_rate = 0.001 * (1 - done)
            batch = [example(nlp, text) for text in texts[first : first + BATCH]]
            words += sum(len(item.predicted) for item in batch)
            nlp.update(batch, sgd=optimizer, drop=0.15, losses=losses)
        speed = words / (time.monotonic() - started)
        print(f"epoch {epoch + 1}: {speed:.0f} tokens/s", {k: round(v) for k, v in losses.items()}, flush=True)
        out.mkdir(parents=True, exist_ok=True)
        with nlp.use_params(optimizer.averages):
            nlp.to_disk(out)
        forget_words(out)


def forget_words(model: Path) -> None:
    """Leave only the labels in the string table: the words of the training texts are not ours to give away, nor needed."""
    strings = sorted({*LABELS, "tok2vec", "ner"})
    (model / "vocab/strings.json").write_text(json.dumps(strings, indent=0) + "\n", encoding="utf-8")


def main() -> None:
    """Parse and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--base", type=Path, help="folder with model.safetensors and tokenizer.json of all-MiniLM-L6-v2")
    parser.add_argument("--places", type=Path, default=Path("scripts/gazetteer-tables"), help="GeoNames tables, for exchanged places")
    parser.add_argument("--teacher", type=Path, help="folder of the reader that marks the names of PolNeAR")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    base = base_folder(options.base)
    train(options.data, options.places, base, options.out, options.teacher, epochs=options.epochs, seed=options.seed)


if __name__ == "__main__":
    main()
