"""From a recipe to checkpoints: every run in order, each state in a file of its own; a run whose end is there is not trained again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from onrecord.read.pieces import Splitter
from onrecord.read.train.changes import NameLists, changed
from onrecord.read.train.corpora import Lesson
from onrecord.read.train.examples import Window, windows
from onrecord.read.train.export import build
from onrecord.read.train.loop import Plan, train
from onrecord.read.train.network import Network
from onrecord.read.train.recipe import CONFIG, Run, fingerprint, needed, run_of
from onrecord.read.train.teacher import Teacher

ROOM = 384

Sets = dict[str, list[Lesson]]


@dataclass
class School:
    """What the runs of a recipe share.

    Args:
        recipe: All runs, those before the others that build on them.
        sets: Training sets by name.
        lists: Names to exchange names for.
        base: Folder with the `tokenizer.json` of the base weights.
        work: Folder of checkpoints, logs and teachers.
        fresh: Gives a network with the base weights.
    """

    recipe: tuple[Run, ...]
    sets: Sets
    lists: NameLists
    base: Path
    work: Path
    fresh: Callable[[], Network]
    taught: dict[tuple[str, ...], Sets] = field(default_factory=dict)

    def path(self, state: str) -> Path:
        """Where a state is kept."""
        return self.work / f"{state}.pt"

    def mean(self, states: Iterable[str]) -> dict[str, Tensor]:
        """The mean of some states, each of which must have been made by this recipe."""
        for state in states:
            run = next(run for run in self.recipe if run.name == run_of(state))
            if not self.path(state).exists():
                raise SystemExit(f"{self.path(state)} is missing: train the run '{run.name}' first.")
            if torch.load(self.path(state), weights_only=True, mmap=True).get("recipe") != fingerprint(self.recipe, run):
                raise SystemExit(f"{self.path(state)} was made by another recipe: move it away, or name another folder with --work.")
        return mean_of([self.path(state) for state in states])

    def lessons(self, teacher: tuple[str, ...]) -> Sets:
        """The training sets; the names of PolNeAR by the mean of some states, which marks them once."""
        if not teacher:
            return self.sets
        if teacher not in self.taught:
            network, folder = Network(), self.work / f"teacher-{run_of(teacher[-1])}"
            network.load_state_dict(self.mean(teacher))
            build(network, self.base, folder, CONFIG)
            mark = Teacher(folder)
            self.taught[teacher] = self.sets | {"polnear": [mark(lesson) for lesson in self.sets["polnear"]]}
        return self.taught[teacher]


def mean_of(checkpoints: Iterable[Path]) -> dict[str, Tensor]:
    """The mean of the weights of some checkpoints."""
    states = [torch.load(path, weights_only=True)["network"] for path in checkpoints]
    return {name: torch.stack([state[name].float() for state in states]).mean(0) for name in states[0]}


def train_runs(school: School, runs: Iterable[Run]) -> list[str]:
    """Train those of the runs whose end is not there yet; returns their names."""
    trained = []
    for run in runs:
        if school.path(run.name).exists():
            school.mean([run.name])  # refuses the end of another recipe
            continue
        train_run(school, run)
        trained.append(run.name)
    return trained


def train_run(school: School, run: Run) -> None:
    """One run from where it starts to its end. Its states are written whole or not at all."""
    torch.manual_seed(run.seed)
    network = school.fresh()
    if run.starts:
        network.load_state_dict(school.mean(run.starts))
    splitter = Splitter(school.base / "tokenizer.json")
    sets = school.lessons(run.teacher)

    def one_pass(number: int, rng: np.random.Generator) -> list[Window]:
        found: list[Window] = []
        for name, members in sets.items():
            whole, part = divmod(run.shares.get(name, 1.0), 1)
            for lesson in members:
                for _ in range(int(whole) + int(rng.random() < part)):
                    found += windows(changed(lesson, school.lists, rng), splitter, ROOM, rng)
        return found

    def keep(percent: int) -> None:
        path = school.path(run.name if percent == 100 else f"{run.name}@{percent}")
        torch.save({"network": network.state_dict(), "recipe": fingerprint(school.recipe, run)}, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)

    plan = Plan(run.pieces, run.schedule, batch=run.batch, seed=run.seed)
    log = school.work / f"{run.name}.jsonl"
    log.unlink(missing_ok=True)
    train(network, one_pass, plan, log, keeps=(*run.keeps, 100), keep=keep)


def selected(recipe: tuple[Run, ...], only: str | None, states: Iterable[str]) -> list[Run]:
    """The runs to train: all that `states` need, or those called `only` ("third": all its seeds)."""
    if only is None:
        return needed(recipe, states)
    found = [run for run in recipe if only in (run.name, run.name.partition("-")[0])]
    if not found:
        raise SystemExit(f"No run is called '{only}'. The recipe has: {', '.join(run.name for run in recipe)}.")
    return found
