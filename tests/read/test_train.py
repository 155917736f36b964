"""Training on a made-up sample: it learns, and twice the same gives the same weights."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from onrecord.read.labels import NAME_TAGS

torch = pytest.importorskip("torch", reason="training needs the extra `train`")
pytestmark = pytest.mark.slow

MODEL = Path(__file__).parents[2] / "models/reader-0.2.0"
TEXT = "Ada Okafor of Delta Water went to Lagos.\n\n“We lost the dam,” said Okafor. Nobody was hurt in Lagos."


def lesson():
    from onrecord.read.train.corpora import Act, Lesson, Mark

    def at(words: str) -> tuple[int, int]:
        return TEXT.index(words), TEXT.index(words) + len(words)

    quotation = at("“We lost the dam,”")
    source = (TEXT.rindex("Okafor"), TEXT.rindex("Okafor") + 6)
    return Lesson(
        TEXT,
        names=[(*at("Ada Okafor"), "PERSON"), (*at("Delta Water"), "ORG"), (*at("Lagos"), "LOC")],
        sentences=[at("Ada Okafor of Delta Water went to Lagos."), at("“We lost the dam,” said Okafor."), at("Nobody was hurt in Lagos.")],
        marks=[Mark(*quotation, True, source, at("said"))],
        acts=[Act(at("said"), source, (quotation,))],
    )


def trained(folder: Path) -> tuple[dict, list[dict]]:
    from onrecord.read.pieces import Splitter
    from onrecord.read.train.examples import windows
    from onrecord.read.train.loop import Plan, train
    from onrecord.read.train.network import Network

    splitter = Splitter(MODEL / "tokenizer.json")
    torch.manual_seed(3)
    torch.set_num_threads(1)
    network = Network()

    def one_pass(number: int, rng: np.random.Generator) -> list:
        return [window for _ in range(50) for window in windows(lesson(), splitter, 64, rng)]

    log = folder / "log.jsonl"
    train(network, one_pass, Plan(pieces=2500, batch=64, bfloat16=False, log_every=10), log)
    return network.state_dict(), [json.loads(line) for line in log.read_text().splitlines()]


def test_a_sample_is_learnt_and_the_same_sample_gives_the_same_weights(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    one, log = trained(tmp_path / "a")
    two, _ = trained(tmp_path / "b")
    assert all(torch.equal(one[name], two[name]) for name in one)
    assert log[-1]["names"] < 0.5 * log[0]["names"]


def test_targets_stand_on_the_words_they_belong_to() -> None:
    from onrecord.read.pieces import Splitter
    from onrecord.read.train.examples import targets

    splitter = Splitter(MODEL / "tokenizer.json")
    pieces = splitter(TEXT, [])
    tags = targets(lesson(), pieces)["names"]
    by_word = {TEXT[pieces.starts[i] : pieces.ends[i]]: NAME_TAGS[tags[i]] for i in np.flatnonzero(tags > 0)}
    assert by_word["Ada"] == "B-PERSON"
    assert by_word["Water"] == "E-ORG"
    assert by_word["Lagos"] == "S-LOC"
