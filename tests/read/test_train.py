"""Training on a made-up sample: it learns, twice the same gives the same weights, and a recipe goes from its first run to a reader."""

from __future__ import annotations

import json
from dataclasses import replace
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


def school(work: Path, *, pieces: int = 600):
    """A recipe of three small runs, the last with a teacher, on one lesson."""
    from onrecord.read.train.chain import School
    from onrecord.read.train.changes import NameLists
    from onrecord.read.train.network import Network
    from onrecord.read.train.recipe import Run

    recipe = (
        Run("first", seed=1, pieces=2 * pieces, schedule=3 * pieces, batch=64, shares={"polnear": 0}),
        Run("second", seed=2, pieces=pieces, batch=64, starts=("first",), keeps=(50,)),
        Run("aside", seed=2, pieces=pieces, batch=64),
        Run("third-3", seed=3, pieces=pieces, batch=64, starts=("second@50", "second"), teacher=("second@50", "second")),
    )
    work.mkdir(exist_ok=True)
    torch.set_num_threads(1)
    sets = {"ewt": [lesson()] * 5, "polnear": [replace(lesson(), names=None)]}
    lists = NameLists({"xx": ["Ilse"]}, {"xx": ["Vásquez"]}, ["Gorgol"], ["Cuquío"])
    return School(recipe, sets, lists, MODEL, work, Network)


@pytest.fixture(scope="module")
def chained(tmp_path_factory: pytest.TempPathFactory):
    """The small recipe, all that "third-3" needs trained."""
    from onrecord.read.train.chain import selected, train_runs

    made = school(tmp_path_factory.mktemp("chain"))
    trained = train_runs(made, selected(made.recipe, None, ["third-3"]))
    return made, trained


def test_a_recipe_is_trained_from_its_first_run_to_its_last(chained) -> None:
    made, trained = chained
    assert trained == ["first", "second", "third-3"]
    states = sorted(path.name for path in made.work.glob("*.pt"))
    assert states == ["first.pt", "second.pt", "second@50.pt", "third-3.pt"]


def test_a_run_whose_end_is_there_is_not_trained_again(chained) -> None:
    from onrecord.read.train.chain import selected, train_runs

    made, _ = chained
    before = made.path("second").read_bytes()
    made.path("third-3").rename(made.work / "aside")
    assert train_runs(made, selected(made.recipe, None, ["third-3"])) == ["third-3"]
    assert made.path("second").read_bytes() == before
    again, old = (torch.load(path, weights_only=True)["network"] for path in (made.path("third-3"), made.work / "aside"))
    assert all(torch.equal(again[name], old[name]) for name in old)


def test_states_of_another_recipe_are_refused(chained) -> None:
    from onrecord.read.train.chain import train_runs

    made, _ = chained
    other = school(made.work, pieces=700)
    with pytest.raises(SystemExit, match="another recipe"):
        train_runs(other, other.recipe[:1])


def test_a_run_without_what_it_starts_from_says_what_to_train_first(tmp_path: Path) -> None:
    from onrecord.read.train.chain import selected, train_runs

    made = school(tmp_path)
    with pytest.raises(SystemExit, match="train the run 'first' first"):
        train_runs(made, selected(made.recipe, "second", []))
    with pytest.raises(SystemExit, match="No run is called 'fourth'"):
        selected(made.recipe, "fourth", [])


def test_the_end_of_a_recipe_is_a_reader(chained, tmp_path: Path) -> None:
    import spacy

    from onrecord.read import Reader
    from onrecord.read.train.export import build
    from onrecord.read.train.network import Network
    from onrecord.read.train.recipe import CONFIG

    made, _ = chained
    network = Network()
    network.load_state_dict(made.mean(["second", "third-3"]))
    build(network, MODEL, tmp_path / "reader", CONFIG)
    doc = Reader(tmp_path / "reader")(spacy.blank("en").make_doc(TEXT))
    assert doc.has_annotation("SENT_START")
    assert "onrecord.reading" in doc.user_data
