"""Train the convolutional network beside the labeller, on the pages that the labeller learns from.

    python -m onrecord.clean.train_convolution DATA/cleaning -o models/clean-1.0

Logistic loss, in which a line weighs by its words as in the F1 of the page; Adam with decoupled decay (Loshchilov and Hutter 2019),
the rate rising for three tenths of all steps, then falling; looks and units are dropped at random.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.clean.convolution import Floats, beside, probability
from onrecord.clean.train import ARTICLE, Page, pages_of

WIDTH, STEPS = 32, (1, 2, 4, 8, 16, 32)  # of vectors; lines between those that a layer mixes
EPOCHS, BATCH, RATE, DECAY = 16, 12, 4e-3, 0.02
LOOKS_DROPPED, UNITS_DROPPED = 0.2, 0.3
RISE, LEAST_RATE = 0.3, 0.04  # share of the steps in which the rate rises, and where it starts
BY_WORDS, BY_LINES = 4.0, 2.0  # weight of a page, parted among its lines by their words, and evenly
FEWEST_WORDS = 30  # of an article, in the weights of lines
MOST_LINES = 1500  # of a page to learn from
ALIKE = 60  # lines by which the pages of a batch may differ for the draw
Codes = NDArray[np.int64]


class Network:
    """The parameters, the way forward and the way back, for batches of pages of like length."""

    def __init__(self, inputs: int, chance: np.random.Generator) -> None:
        def uniform(*shape: int) -> Floats:
            values: Floats = (chance.uniform(-1, 1, shape) / np.sqrt(shape[0])).astype(np.float32)
            return values

        self.chance = chance
        self.parameters = {"looks": chance.normal(0, 0.05, (inputs, WIDTH)).astype(np.float32), "bias": np.zeros(WIDTH, np.float32)}
        for number in range(len(STEPS)):
            self.parameters |= {f"weights {number}": uniform(3 * WIDTH, WIDTH), f"bias {number}": np.zeros(WIDTH, np.float32)}
        self.parameters |= {"end": uniform(2 * WIDTH), "constant": np.zeros(1, np.float32)}

    def kept(self, shape: tuple[int, ...], dropped: float) -> Floats:
        """Zero for what is dropped, for the rest what makes up for it."""
        return ((self.chance.random(shape, dtype=np.float32) >= dropped) / (1 - dropped)).astype(np.float32)

    def forward(self, inputs: Floats, mask: NDArray[np.bool_]) -> Floats:
        """The log odds of the lines of a batch.

        Args:
            inputs: (line, code), one for what a line shows.
            mask: (page, place), where lines stand.
        """
        values, self.mask, self.inputs = self.parameters, mask, inputs
        alone = np.zeros((*mask.shape, WIDTH), np.float32)
        units = inputs @ values["looks"] + values["bias"]
        self.on, self.first_kept = units > 0, self.kept(units.shape, UNITS_DROPPED)
        alone[mask] = units * self.on * self.first_kept
        mixed, self.tape = alone, []
        for number, step in enumerate(STEPS):
            kept = self.kept(mixed.shape, UNITS_DROPPED)
            near = beside(mixed * kept, step)
            units = near @ values[f"weights {number}"] + values[f"bias {number}"]
            self.tape.append((near, units > 0, kept))
            mixed = (mixed + np.maximum(units, 0)) * mask[:, :, None]
        self.last = np.concatenate((mixed, alone), axis=2)
        odds: Floats = (self.last @ values["end"] + values["constant"])[mask]
        return odds

    def backward(self, slopes: Floats) -> dict[str, Floats]:
        """The gradient of every parameter from that of the log odds."""
        values, mask = self.parameters, self.mask
        slope = np.zeros(mask.shape, np.float32)
        slope[mask] = slopes
        found = {"constant": slope.sum(keepdims=True)[0], "end": np.tensordot(slope, self.last, ((0, 1), (0, 1)))}
        both = slope[:, :, None] * values["end"]
        mixed, alone = both[:, :, :WIDTH], both[:, :, WIDTH:]
        for number, step in reversed(list(enumerate(STEPS))):
            near, on, kept = self.tape[number]
            mixed = mixed * mask[:, :, None]
            units = mixed * on
            found[f"weights {number}"] = near.reshape(-1, 3 * WIDTH).T @ units.reshape(-1, WIDTH)
            found[f"bias {number}"] = units.sum(axis=(0, 1))
            mixed = mixed + _own(units @ values[f"weights {number}"].T, step) * kept
        units = (mixed + alone)[mask] * self.first_kept * self.on
        return {**found, "looks": self.inputs.T @ units, "bias": units.sum(axis=0)}


def _own(near: Floats, step: int) -> Floats:
    """What lines get back from those that they stand beside: the transpose of `beside`."""
    found: Floats = near[:, :, WIDTH : 2 * WIDTH].copy()
    if step < near.shape[1]:
        found[:, :-step] += near[:, step:, :WIDTH]
        found[:, step:] += near[:, :-step, 2 * WIDTH :]
    return found


def fit(pages: Sequence[Page], *, epochs: int = EPOCHS, seed: int = 1) -> dict[str, Any]:
    """The weights as JSON: of each look the vector of every code, then those of the layers."""
    pages = [page for page in pages if len(page.states) < MOST_LINES]
    looks = sorted(pages[0].seen.looks)
    codes = [np.array([page.seen.looks[name] for name in looks]).T for page in pages]
    sizes = np.max([found.max(axis=0) for found in codes], axis=0) + 1
    codes = [found + np.cumsum(sizes) - sizes for found in codes]
    right = [(page.states == ARTICLE).astype(np.float32) for page in pages]
    weights = [weights_of(page) for page in pages]
    chance = np.random.default_rng(seed)
    network = Network(int(sizes.sum()), chance)
    adam = Adam(network.parameters, epochs * -(-len(pages) // BATCH))
    lengths = np.array([len(page.states) for page in pages])
    for _ in range(epochs):
        order = chance.permutation(len(pages))
        order = order[np.argsort(lengths[order] + chance.integers(0, ALIKE, len(pages)), kind="stable")]
        batches = [order[start : start + BATCH] for start in range(0, len(pages), BATCH)]
        for number in chance.permutation(len(batches)):
            batch = batches[number]
            found = np.concatenate([codes[n] for n in batch])
            inputs = np.zeros((len(found), int(sizes.sum())), np.float32)
            inputs[np.arange(len(found))[:, None], found] = chance.random(found.shape, dtype=np.float32) >= LOOKS_DROPPED
            odds = network.forward(inputs, np.arange(lengths[batch].max()) < lengths[batch][:, None])
            slopes = probability(odds) - np.concatenate([right[n] for n in batch])
            adam.step(network.backward(slopes * np.concatenate([weights[n] for n in batch]) / len(batch)))
    return readable(network.parameters, looks, sizes)


def weights_of(page: Page) -> Floats:
    """What each line counts: by its share of the words, as errors lower the F1 of the page, and a little for itself."""
    size = page.seen.size.astype(float)
    words = np.sqrt(size.sum() * max(FEWEST_WORDS, size[page.states == ARTICLE].sum()))
    weights: Floats = (page.weight * (BY_WORDS * size / words + BY_LINES / len(size))).astype(np.float32)
    return weights


class Adam:
    """Steps down a gradient that is cut to length one, at a rate that rises and falls."""

    def __init__(self, parameters: dict[str, Floats], steps: int) -> None:
        self.parameters, self.steps, self.done = parameters, steps, 0
        self.means = {name: np.zeros_like(values) for name, values in parameters.items()}
        self.squares = {name: np.zeros_like(values) for name, values in parameters.items()}

    def rate(self) -> float:
        part = self.done / self.steps
        if part < RISE:
            return float(RATE * (LEAST_RATE + (1 - LEAST_RATE) * (1 - np.cos(np.pi * part / RISE)) / 2))
        return float(RATE * (1 + np.cos(np.pi * (part - RISE) / (1 - RISE))) / 2)

    def step(self, gradient: dict[str, Floats]) -> None:
        self.done += 1
        length = np.sqrt(sum(float((slopes**2).sum()) for slopes in gradient.values()))
        for name, slopes in gradient.items():
            slopes = slopes / max(1.0, length)
            self.means[name] = 0.9 * self.means[name] + 0.1 * slopes
            self.squares[name] = 0.999 * self.squares[name] + 0.001 * slopes**2
            size = np.sqrt(self.squares[name] / (1 - 0.999**self.done)) + 1e-8
            self.parameters[name] -= self.rate() * (self.means[name] / (1 - 0.9**self.done) / size + DECAY * self.parameters[name])


def readable(parameters: dict[str, Floats], looks: Sequence[str], sizes: Codes) -> dict[str, Any]:
    def rounded(values: Floats) -> Any:
        return np.round(values.astype(float), 4).tolist()

    starts = np.cumsum(sizes) - sizes
    return {
        "looks": {name: rounded(parameters["looks"][start : start + size]) for name, start, size in zip(looks, starts, sizes, strict=True)},
        "bias": rounded(parameters["bias"]),
        "layers": [
            {"step": step, "weights": rounded(parameters[f"weights {number}"]), "bias": rounded(parameters[f"bias {number}"])}
            for number, step in enumerate(STEPS)
        ],
        "end": rounded(parameters["end"]),
        "constant": rounded(parameters["constant"])[0],
    }


def main() -> None:
    import argparse

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    text = json.dumps(fit(pages_of(options.data)), separators=(",", ":")).replace("],[", "],\n[")
    (options.output / "convolution.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
