"""The ranker: a log-linear model over the candidates of a name, its weights in a readable file.

Two steps, as in the passes of CLAVIN and GeoNorm: the first sees what the gazetteer and the neighbouring words say, the
second also what the other names of the document probably are.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from onrecord.errors import OnrecordError
from onrecord.places.coherence import COHERENCE, TOGETHER, coherence_features, together_features
from onrecord.places.features import LOCAL, STATIC, Array, Group
from onrecord.places.homes import HOME, Publisher, home_features
from onrecord.resources import model_path

LEAST = 1e-3  # chance, and doubt, that is told from none: the only place of a name is not surely meant
FIRST = (*STATIC, *LOCAL, *HOME)
SECOND = (*STATIC, *LOCAL, *COHERENCE, *TOGETHER, *HOME)


@dataclass(frozen=True, slots=True, eq=False)
class Ranker:
    """Weights of the two steps and the map from chance to confidence."""

    first: Array  # over FIRST
    second: Array  # over SECOND
    calibration: tuple[float, float] = (1.0, 0.0)  # slope and shift of the logit

    def confidence(self, chance: float) -> float:
        """How often an answer with this chance is right, rounded to three decimals."""
        chance = min(max(chance, LEAST), 1 - LEAST)
        slope, shift = self.calibration
        return round(float(1 / (1 + np.exp(-(slope * np.log(chance / (1 - chance)) + shift)))), 3)


def softmax(scores: Array) -> Array:
    """Chances that add up to one."""
    powers = np.exp(scores - scores.max())
    return np.asarray(powers / powers.sum())


def matrices(
    groups: Sequence[Group], first: Array, publisher: Publisher, *, second: Array | None = None
) -> tuple[list[Array], list[Array]]:
    """Feature matrices of every group for the first and the second step.

    With weights of the second step the coherence is reckoned twice, the second time from what the second step says.
    """
    homes = [home_features(group, publisher) for group in groups]
    one = [np.concatenate([g.table.static, g.local, h], axis=1) for g, h in zip(groups, homes, strict=True)]
    chances = [softmax(matrix @ first) for matrix in one]
    constant = [np.concatenate(pair, axis=1) for pair in zip(together_features(groups), homes, strict=True)]

    def with_coherence() -> list[Array]:
        rows = zip(groups, coherence_features(groups, chances), constant, strict=True)
        return [np.concatenate([g.table.static, g.local, c, h], axis=1) for g, c, h in rows]

    two = with_coherence()
    if second is not None:
        chances = [softmax(matrix @ second) for matrix in two]
        two = with_coherence()
    return one, two


def rank(ranker: Ranker, groups: Sequence[Group], publisher: Publisher) -> tuple[list[Array], list[Array]]:
    """Chances of every group's candidates, and the features they came from."""
    _, two = matrices(groups, ranker.first, publisher, second=ranker.second)
    return [softmax(matrix @ ranker.second) for matrix in two], two


def read_ranker(path: Path) -> Ranker:
    """Read `ranker.json`; a weight that the file lacks is 0, one that is unknown is a mistake."""
    data = json.loads(path.read_text(encoding="utf-8"))
    for step, known in (("first", FIRST), ("second", SECOND)):
        unknown = sorted(set(data[step]) - set(known))
        if unknown:
            raise OnrecordError("E403", f"'{path}' has unknown features: {', '.join(unknown)}.", "Train it anew.")
    slope, shift = data["calibration"]
    return Ranker(
        np.array([data["first"].get(name, 0.0) for name in FIRST]),
        np.array([data["second"].get(name, 0.0) for name in SECOND]),
        (slope, shift),
    )


@cache
def default_ranker() -> Ranker:
    """The ranker that ships, of the newest version."""
    return read_ranker(model_path("places") / "ranker.json")
