"""How far the lines around speak for a line: a small convolutional network over what is seen of each line.

Each look of a line adds a vector. Then layers mix each line with those one, two, four ... lines above and below it (dilated
convolutions, Yu and Koltun 2016, with residual connections, He et al. 2016). The weights stand in
`models/clean-…/convolution.json`; `python -m onrecord.clean.train_convolution DATA/cleaning` makes them.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.clean.features import Seen
from onrecord.clean.templates import summed

Floats = NDArray[np.float32]


class Convolution:
    """The weights, loaded once; the vectors of all looks in one table, each look from its own row on."""

    def __init__(self, model: dict[str, Any]) -> None:
        self.looks = list(model["looks"])
        lengths = [len(rows) for rows in model["looks"].values()]
        self.table = _floats([row for rows in model["looks"].values() for row in rows])
        self.first = (np.cumsum(lengths) - lengths)[:, None]
        self.last = np.array(lengths)[:, None] - 1
        self.bias = _floats(model["bias"])
        self.layers = [(layer["step"], _floats(layer["weights"]), _floats(layer["bias"])) for layer in model["layers"]]
        self.end, self.constant = _floats(model["end"]), float(model["constant"])

    def __call__(self, seen: Seen) -> NDArray[np.float64]:
        """The log odds that each line is the article's."""
        codes = np.minimum(np.array([seen.looks[name] for name in self.looks]), self.last) + self.first
        alone: Floats = np.maximum(summed(self.table, codes) + self.bias, 0)
        mixed = alone
        for step, weights, bias in self.layers:
            mixed = mixed + np.maximum(beside(mixed, step) @ weights + bias, 0)
        odds: NDArray[np.float64] = (np.concatenate((mixed, alone), axis=1) @ self.end).astype(np.float64) + self.constant
        return odds


def beside(lines: Floats, step: int) -> Floats:
    """(..., line, 3 x width): the line `step` above, the line itself, the line `step` below; zeros beyond the page."""
    *pages, count, width = lines.shape
    found = np.zeros((*pages, count, 3 * width), dtype=lines.dtype)
    found[..., width : 2 * width] = lines
    if step < count:
        found[..., step:, :width] = lines[..., :-step, :]
        found[..., :-step, 2 * width :] = lines[..., step:, :]
    return found


def probability(odds: NDArray[Any]) -> NDArray[Any]:
    """The probability that log odds stand for; no number is too large for it."""
    return (1 + np.tanh(odds / 2)) / 2


def _floats(values: Any) -> Floats:
    return np.array(values, dtype=np.float32)
