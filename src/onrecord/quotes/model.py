"""The learned weights of the rules' ranker, in readable JSON, and the map from chance to confidence."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from onrecord.lexicon import word_list
from onrecord.resources import model_path

Weights = Mapping[str, float]
_LISTED = 0.3  # share of uses as a cue that a listed verb of saying has where the training texts show none


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by question, and calibration by answer.

    `cues`: share of uses in which a word is a cue. `speech`: is a region speech. `source`: the same, and whose. `join`: does a region go on
    the statement before it. `act`: is a word outside marks a cue, and whose. `content`: which words hang on a cue.
    Beside an encoder: `content_read`: the same question, `report`: is what rules and encoder found an act of attribution.
    """

    cues: Weights = field(default_factory=dict)
    speech: Weights = field(default_factory=dict)
    source: Weights = field(default_factory=dict)
    join: Weights = field(default_factory=dict)
    act: Weights = field(default_factory=dict)
    content: Weights = field(default_factory=dict)
    content_read: Weights = field(default_factory=dict)
    report: Weights = field(default_factory=dict)
    calibration: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def confidence(self, question: str, chance: float) -> float:
        """How often an answer with this chance is right, rounded to three decimals."""
        slope, shift = self.calibration.get(question, (1.0, 0.0))
        chance = min(max(chance, 1e-9), 1 - 1e-9)
        return round(1 / (1 + math.exp(-(slope * math.log(chance / (1 - chance)) + shift))), 3)


def read_model(folder: Path) -> Model:
    """Read `weights.json` of a model folder, and `calibration.json`, fitted to whole results ("…_read": beside an encoder)."""
    data = json.loads((folder / "weights.json").read_text(encoding="utf-8"))
    beside = folder / "beside.json"
    if beside.is_file():
        data |= json.loads(beside.read_text(encoding="utf-8"))
    data["cues"] = dict.fromkeys(word_list("quotes/reporting_verbs.txt"), _LISTED) | data["cues"]
    fitted = json.loads((folder / "calibration.json").read_text(encoding="utf-8"))
    data["calibration"] = {name: (values[0], values[1]) for name, values in (data["calibration"] | fitted["calibration"]).items()}
    return Model(**data)


@cache
def default_model() -> Model:
    """The weights that ship, of the newest version."""
    return read_model(model_path("quotes"))
