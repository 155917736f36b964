"""Train the labeller: a linear-chain conditional random field over the lines of pages (Lafferty et al. 2001).

    python -m onrecord.clean.train DATA/cleaning -o models/clean-1.0

DATA/cleaning holds the gold pages as JSON lines: `raw_text`, `gold_body`, `title`, `url` or `site`. A line is the article's
when most of its words are aligned with the gold body, in order. States: before, article, inside but not the article's, after.
Pages whose gold breaks off within running text are left out: they teach that long paragraphs are no text.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.clean.features import Seen, look
from onrecord.clean.pasted import lines_of
from onrecord.clean.templates import TEMPLATES, Combination

SETS = ("aeb", "naeb", "fundus_eval", "fundus_tests", "wcxb")
BEFORE, ARTICLE, INSIDE, AFTER = range(4)
ALLOWED = np.array([[1, 1, 0, 0], [0, 1, 1, 1], [0, 1, 1, 0], [0, 0, 0, 1]], dtype=bool)  # from, to
USUAL_LINES = 150  # a longer page counts less, by the root of how much longer: its lines are mostly menus, and its gold is often cut
RUNS, BATCH = 4, 12  # runs differ in the order of pages, by half a point; their mean does not
LEFT_OUT, LEFT_OUT_SHARE = 100, 0.3  # words, and share of the gold's, that follow a gold that breaks off
GAP = 3  # short lines between those
FEWEST_PAGES = 4  # a word that fewer pages hold is left out
_WORD = re.compile(r"\w+")
Floats = NDArray[np.float64]


@dataclass(slots=True)
class Page:
    """A page to learn from: what is seen of each line, and its state. `site` keeps folds apart."""

    site: str
    seen: Seen
    states: NDArray[np.int64]
    weight: float = 1.0


def pages_of(folder: Path) -> list[Page]:
    """All gold pages, the dumps of the simple scraper, and clean articles made of title and body."""
    pages = []
    for name in SETS:
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as stream:
            rows = [json.loads(line) for line in stream]
        for number, row in enumerate(rows):
            body = row.get("gold_body") or ""
            site = site_of(row)
            for field, weight in (("raw_text", 1.0), ("raw_text_naive", 0.5)):
                if body and row.get(field) and (page := page_of(row[field], body, site, weight)):
                    pages.append(page)
            if body and number % 2 == 0 and len(body.split()) > 40:
                title = f"{row['title']}\n\n" if row.get("title") else ""
                if page := page_of(title + body, body, site, 0.5):
                    pages.append(page)
    return pages


def site_of(row: dict[str, Any]) -> str:
    """The registered name of the site, roughly: its last but one label ("theguardian"), so that folds do not share sites."""
    address = str(row.get("site") or row.get("url") or row["id"])
    labels = re.sub(r"^\w+://", "", address).split("/")[0].lower().split(".")
    labels = [label for label in labels if label not in ("www", "com", "co", "org", "net", "uk", "au", "edition")]
    return max(labels[-2:], key=len) if labels else address


def page_of(raw: str, body: str, site: str, weight: float) -> Page | None:
    """A page with its states, or null when no line is the article's or the gold breaks off."""
    lines = lines_of(raw)
    if not lines:
        return None
    inside = aligned([line.text for line in lines], body)
    if not any(inside):
        return None
    first, last = inside.index(True), len(inside) - 1 - inside[::-1].index(True)
    states = [BEFORE if n < first else AFTER if n > last else ARTICLE if flag else INSIDE for n, flag in enumerate(inside)]
    seen = look(lines)
    if breaks_off(seen, inside):
        return None
    return Page(site, seen, np.array(states), weight * min(1.0, USUAL_LINES / len(lines)) ** 0.5)


def breaks_off(seen: Seen, inside: Sequence[bool]) -> bool:
    """Running text goes on behind the last line of the gold, up to a cue or a gap of short lines, and it is much."""
    words, quiet = 0, 0
    for n in range(len(inside) - inside[::-1].index(True), len(inside)):
        quiet = 0 if seen.running[n] else quiet + 1
        if quiet > GAP or seen.cues[n] not in ("", "notice"):
            break
        words += int(seen.size[n]) if seen.running[n] and not seen.cues[n] else 0
    return bool(words > max(LEFT_OUT, LEFT_OUT_SHARE * seen.size[np.array(inside)].sum()))


def aligned(lines: Sequence[str], body: str) -> list[bool]:
    """Which lines have most of their words in the body, both read in order."""
    words = [_WORD.findall(line) for line in lines]
    flat = [word for line in words for word in line]
    hits = np.zeros(len(flat) + 1, dtype=np.int64)
    for block in SequenceMatcher(None, flat, _WORD.findall(body), autojunk=False).get_matching_blocks():
        if block.size >= 2:
            hits[block.a : block.a + block.size] = 1
    sums = np.concatenate(([0], np.cumsum(hits)))
    flags, start = [], 0
    for line in words:
        found = sums[start + len(line)] - sums[start]
        flags.append(bool(line) and bool(found >= 0.6 * len(line)))
        start += len(line)
    return flags


# the model --------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Vocabulary:
    """Column of every feature: codes of templates first, then words that enough pages hold."""

    offsets: dict[str, int]
    sizes: dict[str, int]
    words: dict[str, int]
    length: int

    @classmethod
    def of(cls, pages: Sequence[Page]) -> Vocabulary:
        sizes: dict[str, int] = {}
        counts: Counter[str] = Counter()
        seen_at: dict[str, set[str]] = {}
        for page in pages:
            for name, codes in zip(TEMPLATES, numbers_of(page.seen), strict=True):
                sizes[name] = max(sizes.get(name, 0), int(codes.max()) + 1)
            for word in {word for words in page.seen.words for word in words}:
                counts[word] += 1
                if counts[word] <= 2 * FEWEST_PAGES:
                    seen_at.setdefault(word, set()).add(page.site)
        offsets, length = {}, 0
        for name, size in sizes.items():
            offsets[name] = length
            length += size
        words = {}
        for word in sorted(word for word, count in counts.items() if count >= FEWEST_PAGES and len(seen_at[word]) >= 3):
            words[word] = length
            length += 1
        return cls(offsets, sizes, words, length)

    def columns(self, seen: Seen) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """(line, column) of every feature of a page."""
        count = len(seen.size)
        lines, columns = [], []
        for name, codes in zip(TEMPLATES, numbers_of(seen), strict=True):
            lines.append(np.arange(count))
            columns.append(self.offsets[name] + np.minimum(codes, self.sizes[name] - 1))
        pairs = [(number, self.words[word]) for number, words in enumerate(seen.words) for word in words if word in self.words]
        extra = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        return np.concatenate([*lines, extra[:, 0]]), np.concatenate([*columns, extra[:, 1]])


@cache
def _combination(looks: tuple[str, ...]) -> Combination:
    return Combination(looks, TEMPLATES)


def numbers_of(seen: Seen) -> NDArray[np.int64]:
    """The numbers of all templates: (template, line)."""
    return _combination(tuple(seen.looks))(np.array(list(seen.looks.values())))


class Trainer:
    """AdaGrad on the log likelihood, pages of like length together; the weights are the mean over the second half of all steps."""

    def __init__(self, pages: Sequence[Page], *, rate: float = 0.1, decay: float = 5e-5, seed: int = 1) -> None:
        self.vocabulary = Vocabulary.of(pages)
        self.pages = sorted(pages, key=lambda page: len(page.states))
        self.features = [self.vocabulary.columns(page.seen) for page in self.pages]
        self.rate, self.decay, self.seed = rate, decay, seed
        self.begin()

    def begin(self) -> None:
        """Weights as they are before the first step."""
        self.weights = np.zeros((self.vocabulary.length, 4))
        self.moves = np.where(ALLOWED, 0.0, -1e9)
        self.starts = np.array([0.0, 0.0, -1e9, -1e9])
        self.squares = [np.full_like(array, 1e-3) for array in (self.weights, self.moves, self.starts)]

    def fit(self, epochs: int = 12, *, runs: int = RUNS) -> Trainer:
        """The mean of the weights that some runs end with."""
        found = []
        for run in range(runs):
            self.begin()
            self.run(epochs, self.seed + run)
            found.append((self.weights, self.moves, self.starts))
        self.weights, self.moves, self.starts = (np.mean(arrays, axis=0) for arrays in zip(*found, strict=True))
        return self

    def run(self, epochs: int, seed: int, batch: int = BATCH) -> None:
        chance = np.random.default_rng(seed)
        groups = [range(start, min(start + batch, len(self.pages))) for start in range(0, len(self.pages), batch)]
        mean, steps = np.zeros_like(self.weights), 0
        for epoch in range(epochs):
            loss = 0.0
            for number in chance.permutation(len(groups)):
                loss += self.step(groups[number])
                if epoch >= epochs // 2:
                    mean += self.weights
                    steps += 1
            print(f"epoch {epoch + 1}: loss a page {loss / len(self.pages):.3f}", flush=True)
        self.weights = mean / max(1, steps)

    def step(self, group: range) -> float:
        pages = [self.pages[number] for number in group]
        longest = max(len(page.states) for page in pages)
        scores = np.full((longest, len(pages), 4), 0.0)
        mask = np.zeros((longest, len(pages)), dtype=bool)
        for column, number in enumerate(group):
            lines, columns = self.features[number]
            count = len(self.pages[number].states)
            for state in range(4):
                scores[:count, column, state] = np.bincount(lines, self.weights[columns, state], minlength=count)
            mask[:count, column] = True
        marginals, pair_sums, total = self.expectations(scores, mask)
        weight = np.array([page.weight for page in pages])
        loss = total.copy()
        difference = -marginals
        moves, starts = -np.tensordot(weight, pair_sums, 1), -(marginals[0] * weight[:, None]).sum(0)
        for column, page in enumerate(pages):
            count = len(page.states)
            difference[np.arange(count), column, page.states] += 1
            loss[column] -= scores[np.arange(count), column, page.states].sum() + self.starts[page.states[0]]
            loss[column] -= self.moves[page.states[:-1], page.states[1:]].sum()
            np.add.at(moves, (page.states[:-1], page.states[1:]), page.weight)
            starts[page.states[0]] += page.weight
        gradient = np.zeros_like(self.weights)
        for column, number in enumerate(group):
            lines, columns = self.features[number]
            for state in range(4):
                gradient[:, state] += np.bincount(columns, weight[column] * difference[lines, column, state], minlength=len(gradient))
        gradient -= self.decay * len(group) * self.weights * len(self.pages) / 10
        for array, change, squares in zip(
            (self.weights, self.moves, self.starts),
            (gradient, np.where(ALLOWED, moves, 0.0), starts * [1, 1, 0, 0]),
            self.squares,
            strict=True,
        ):
            squares += change**2
            array += self.rate * change / np.sqrt(squares)
        return float((loss * weight).sum())

    def expectations(self, scores: Floats, mask: NDArray[np.bool_]) -> tuple[Floats, Floats, Floats]:
        """Marginals (line, page, state), expected moves (page, from, to), log partition (page)."""
        length, count, _ = scores.shape
        forward = np.zeros_like(scores)
        forward[0] = scores[0] + self.starts
        for t in range(1, length):
            step = _logsum(forward[t - 1][:, :, None] + self.moves[None], 1) + scores[t]
            forward[t] = np.where(mask[t][:, None], step, forward[t - 1])
        total = _logsum(forward[-1], 1)
        backward = np.zeros_like(scores)
        pairs = np.zeros((count, 4, 4))
        for t in range(length - 1, 0, -1):
            inner = scores[t] + backward[t]
            edge = self.moves[None] + inner[:, None, :]
            here = mask[t][:, None]
            pairs += np.exp(forward[t - 1][:, :, None] + edge - total[:, None, None]) * mask[t][:, None, None]
            backward[t - 1] = np.where(here, _logsum(edge, 2), backward[t])
        marginals = np.exp(forward + backward - total[None, :, None]) * mask[:, :, None]
        return marginals, pairs, total

    def readable(self) -> dict[str, Any]:
        """The weights as JSON: of each template the codes that count, of each word its four weights."""

        def rounded(column: int) -> list[float]:
            return [round(float(value), 3) for value in self.weights[column]]

        words = {word: rounded(column) for word, column in self.vocabulary.words.items()}
        return {
            "states": ["before", "article", "inside", "after"],
            "starts": [round(float(value), 3) for value in self.starts[:2]],
            "moves": {f"{a} {b}": round(float(self.moves[a, b]), 3) for a in range(4) for b in range(4) if ALLOWED[a, b]},
            "templates": {
                name: [rounded(offset + code) for code in range(self.vocabulary.sizes[name])]
                for name, offset in self.vocabulary.offsets.items()
            },
            "words": {word: weights for word, weights in words.items() if max(map(abs, weights)) >= 0.05},
        }


def _logsum(values: Floats, axis: int) -> Floats:
    top = values.max(axis=axis, keepdims=True)
    return np.asarray(np.squeeze(top, axis) + np.log(np.exp(values - top).sum(axis=axis)))


def main() -> None:
    import argparse

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=12)
    options = parser.parse_args()
    model = Trainer(pages_of(options.data)).fit(options.epochs).readable()
    options.output.mkdir(parents=True, exist_ok=True)
    text = json.dumps(model, ensure_ascii=False, separators=(",", ":")).replace('],"', '],\n"')
    (options.output / "labeller.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
