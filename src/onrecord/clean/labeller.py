"""How probable it is that a line is the article's: a conditional random field and a convolutional network, read from their JSON.

The two err on different lines: the field knows words and combinations of looks and where one article begins and ends, the
network a wider surrounding. On whole pages of the web their probabilities are averaged (a linear opinion pool, Genest and
Zidek 1986); of shorter pages, which the network has hardly seen, the field judges alone.
"""

from __future__ import annotations

import json
import math
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.clean.convolution import Convolution, probability
from onrecord.clean.features import Seen
from onrecord.clean.templates import Combination, summed
from onrecord.resources import model_path

FEWEST_LINES = 40  # of a page that the network is asked about
EVIDENCE = 4.0  # log weight of what a reader of the HTML says for or against a line


class Labeller:
    """The weights, loaded once; those of all templates in one table, each template from its own row on.

    Args:
        model: The weights of the field.
        network: Those of the network; without them the field speaks alone.
    """

    def __init__(self, model: dict[str, Any], network: dict[str, Any] | None = None) -> None:
        self.network = Convolution(network) if network else None
        self.looks = sorted({look for template in model["templates"] for look in template.split("*")})
        self.combine = Combination(self.looks, list(model["templates"]))
        lengths = [len(rows) for rows in model["templates"].values()]
        words = model["words"]
        self.table = np.array([*(row for rows in model["templates"].values() for row in rows), *words.values()])
        self.first = (np.cumsum(lengths) - lengths)[:, None]
        self.last = np.array(lengths)[:, None] - 1
        self.words = {word: row for row, word in enumerate(words, sum(lengths))}
        self.moves = {move: math.exp(weight) for move, weight in model["moves"].items()}
        self.starts = [math.exp(weight) for weight in model["starts"]]

    def __call__(self, seen: Seen) -> NDArray[np.float64]:
        """The probability that each line is the article's."""
        chances = self.marginals(self.scores(seen))
        if self.network is None or len(chances) < FEWEST_LINES:
            return chances
        pooled: NDArray[np.float64] = (chances + probability(self.network(seen) + EVIDENCE * seen.evidence)) / 2
        return pooled

    def scores(self, seen: Seen) -> NDArray[np.float64]:
        """Log weight of each state (before, article, inside, after) for each line."""
        looks = np.array([seen.looks[name] for name in self.looks])
        codes = np.minimum(self.combine(looks), self.last) + self.first
        total: NDArray[np.float64] = summed(self.table, codes)
        lines = np.repeat(np.arange(len(seen.words)), [len(words) for words in seen.words])
        rows = np.array([self.words.get(word, -1) for words in seen.words for word in words], dtype=np.int64)
        known = rows >= 0
        np.add.at(total, lines[known], self.table[rows[known]])
        total[:, 1] += EVIDENCE * seen.evidence
        return total

    def marginals(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """The field's probability that each line is the article's, from its own looks and its neighbours' (forward-backward)."""
        rows = np.exp(scores - scores.max(axis=1, keepdims=True)).tolist()
        move = self.moves
        bb, bi, ii, ij, ia = move["0 0"], move["0 1"], move["1 1"], move["1 2"], move["1 3"]
        ji, jj, aa = move["2 1"], move["2 2"], move["3 3"]
        before, article, inside, after = self.starts[0] * rows[0][0], self.starts[1] * rows[0][1], 0.0, 0.0
        forward = []
        for number, (b, i, j, a) in enumerate(rows):
            if number:
                after = (after * aa + article * ia) * a
                inside, article, before = (
                    (inside * jj + article * ij) * j,
                    (before * bi + article * ii + inside * ji) * i,
                    before * bb * b,
                )
            scale = before + article + inside + after or 1e-300
            before, article, inside, after = before / scale, article / scale, inside / scale, after / scale
            forward.append((before, article, inside, after))
        before = article = inside = after = 1.0
        result = [0.0] * len(rows)
        for number in range(len(rows) - 1, -1, -1):
            f = forward[number]
            total = f[0] * before + f[1] * article + f[2] * inside + f[3] * after
            result[number] = f[1] * article / total if total else 0.0
            b, i, j, a = rows[number]
            b, i, j, a = b * before, i * article, j * inside, a * after
            before, article, inside, after = bb * b + bi * i, ii * i + ij * j + ia * a, ji * i + jj * j, aa * a
            scale = before + article + inside + after or 1e-300
            before, article, inside, after = before / scale, article / scale, inside / scale, after / scale
        return np.array(result)


@cache
def labeller() -> Labeller:
    """The labeller that ships."""
    field, network = ((model_path("clean") / f"{name}.json").read_text(encoding="utf-8") for name in ("labeller", "convolution"))
    return Labeller(json.loads(field), json.loads(network))
