"""The recipe of the reader holds together, without training anything."""

from __future__ import annotations

from dataclasses import replace

from onrecord.read.train.recipe import RECIPE, SHIPPED, fingerprint, needed, run_of


def test_every_run_builds_on_states_that_earlier_runs_keep() -> None:
    known: set[str] = set()
    for run in RECIPE:
        assert {*run.starts, *run.teacher} <= known
        known |= {run.name, *(f"{run.name}@{percent}" for percent in run.keeps)}
    assert set(SHIPPED) <= known


def test_runs_are_named_once_and_keep_states_before_their_end() -> None:
    names = [run.name for run in RECIPE]
    assert len(set(names)) == len(names)
    assert all(0 < percent < 100 and list(run.keeps) == sorted(run.keeps) for run in RECIPE for percent in run.keeps)
    assert all(run.schedule is None or run.schedule >= run.pieces for run in RECIPE)


def test_what_ships_needs_its_own_run_and_those_before_it() -> None:
    names = [run.name for run in needed(RECIPE, ["third-20@80"])]
    assert names == ["first", "second", "third-20"]
    assert {run_of(state) for state in SHIPPED} <= {run.name for run in needed(RECIPE, SHIPPED)}


def test_a_change_of_an_early_run_changes_the_mark_of_all_that_build_on_it() -> None:
    changed = (replace(RECIPE[0], seed=99), *RECIPE[1:])
    assert all(fingerprint(RECIPE, old) != fingerprint(changed, new) for old, new in zip(RECIPE, changed, strict=True))
    later = (*RECIPE[:-1], replace(RECIPE[-1], seed=99))
    assert fingerprint(RECIPE, RECIPE[1]) == fingerprint(later, later[1])
