"""A log-linear model over named features: chances of answers, and the training of it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def chances(answers: Sequence[Sequence[str]], weights: Mapping[str, float]) -> list[float]:
    """Softmax over the answers' summed weights; adds up to one."""
    scores = [math.fsum(weights.get(name, 0.0) for name in names) for names in answers]
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    whole = math.fsum(powers)
    return [power / whole for power in powers]


def train(
    groups: Sequence[Sequence[tuple[bool, Sequence[str]]]], *, penalty: float = 1.0, least: int = 4, rounds: int = 120
) -> dict[str, float]:
    """Weights that give the right answers of each group the greatest chance, with a quadratic penalty.

    Args:
        groups: Per question its answers: right or not, and names of features. Several answers may be right.
        penalty: Half the inverse variance of the prior of each weight.
        least: Features that occur in fewer answers are left out.
        rounds: Steps of L-BFGS.
    """
    count: dict[str, int] = {}
    for group in groups:
        for _, names in group:
            for name in names:
                count[name] = count.get(name, 0) + 1
    index = {name: i for i, name in enumerate(sorted(name for name, number in count.items() if number >= least))}
    columns: list[int] = []
    row_starts, group_starts, right = [], [], []
    rows = 0
    for group in groups:
        group_starts.append(rows)
        for is_right, names in group:
            row_starts.append(len(columns))
            columns += [index[name] for name in names if name in index]
            columns.append(len(index))  # a column that is always there, so that no row is empty
            right.append(is_right)
            rows += 1
    column = np.array(columns, dtype=np.int32)
    starts = np.array(row_starts, dtype=np.int64)
    lengths = np.diff(np.append(starts, len(column)))
    group_start = np.array(group_starts, dtype=np.int64)
    sizes = np.diff(np.append(group_start, rows))
    truth = np.array(right, dtype=np.float64)

    def loss(w: Floats) -> tuple[float, Floats]:
        scores = np.add.reduceat(w[column], starts)
        scores -= np.repeat(np.maximum.reduceat(scores, group_start), sizes)
        powers = np.exp(scores)
        whole = np.add.reduceat(powers, group_start)
        good = np.add.reduceat(powers * truth, group_start)
        expected = powers / np.repeat(whole, sizes)
        wanted = powers * truth / np.repeat(np.maximum(good, 1e-300), sizes)
        gradient = np.bincount(column, weights=np.repeat(expected - wanted, lengths), minlength=len(w)) + 2 * penalty * w
        return float(np.sum(np.log(whole) - np.log(np.maximum(good, 1e-300))) + penalty * (w @ w)), gradient

    best = _minimise(loss, np.zeros(len(index) + 1), rounds)
    return {name: round(float(best[i]), 4) for name, i in index.items() if abs(best[i]) >= 0.005}


def _minimise(loss, at: Floats, rounds: int, memory: int = 10) -> Floats:  # type: ignore[no-untyped-def]
    """L-BFGS with backtracking (Nocedal and Wright 2006, algorithm 7.5)."""
    value, gradient = loss(at)
    steps: list[tuple[Floats, Floats, float]] = []
    for _ in range(rounds):
        direction = gradient.copy()
        used = []
        for s, y, rho in reversed(steps):
            alpha = rho * (s @ direction)
            direction -= alpha * y
            used.append(alpha)
        if steps:
            s, y, _rho = steps[-1]
            direction *= (s @ y) / (y @ y)
        else:
            direction /= max(1.0, float(np.linalg.norm(direction)))
        for (s, y, rho), alpha in zip(steps, reversed(used), strict=True):
            direction += (alpha - rho * (y @ direction)) * s
        slope = float(gradient @ direction)
        size = 1.0
        while True:
            trial = at - size * direction
            new_value, new_gradient = loss(trial)
            if new_value <= value - 1e-4 * size * slope or size < 1e-6:
                break
            size /= 2
        s, y = trial - at, new_gradient - gradient
        if s @ y > 1e-10:
            steps = [*steps[-(memory - 1) :], (s, y, 1.0 / float(s @ y))]
        done = value - new_value < 1e-5 * abs(value)
        at, value, gradient = trial, new_value, new_gradient
        if done:
            break
    return at
