"""A repository gets a gate that works as it is: the gold holds, the gate passes, the workflow runs the same commands."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from onrecord.cli.app import app
from onrecord.errors import OnrecordError
from onrecord.evaluate import read_gold
from onrecord.evaluate.gate_init import FLOORS, TARGETS, init_gate


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("repository")
    result = CliRunner().invoke(app, ["gate", "--init", str(folder), "--profile", "rules"])
    assert result.exit_code == 0, result.output
    assert result.stdout.split() == [str(folder / target) for target in (*TARGETS.values(), FLOORS)]
    return folder


def test_the_workflow_runs_onrecord_as_it_is_and_passes(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository)
    workflow = yaml.safe_load((repository / ".github/workflows/onrecord-gate.yml").read_text())
    commands = [step["run"] for step in workflow["jobs"]["gate"]["steps"] if step.get("run", "").startswith("onrecord ")]
    assert [command.split()[1] for command in commands] == ["gold", "gate"]
    for command in commands:
        result = CliRunner().invoke(app, shlex.split(command)[1:])
        assert result.exit_code == 0, result.output
    assert (repository / "gate.xml").is_file()
    assert (repository / "gate.md").read_text().startswith("### onrecord gate: passed")


def test_the_commands_of_its_readme_work(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository)
    text = (repository / "gold/README.md").read_text()
    lines = [line for line in text.split("```sh\n")[1].split("```")[0].splitlines() if "--update" not in line]
    for line in lines:
        result = CliRunner().invoke(app, shlex.split(line, comments=True)[1:])
        assert result.exit_code == 0, (line, result.output)


def test_the_workflow_names_the_version_and_profile_of_now(repository: Path) -> None:
    from onrecord.version import __version__

    text = (repository / ".github/workflows/onrecord-gate.yml").read_text()
    assert f'pip install "onrecord[html]=={__version__}"' in text
    assert "--profile rules" in text
    assert "@VERSION@" not in text


def test_the_example_is_annotated_by_hand_and_finds_errors(repository: Path) -> None:
    pages = read_gold(repository / "gold/gold.jsonl")
    assert all(page.get("reviewed", True) for page in pages)
    assert sum(len(article["quotes"]) for page in pages for article in page["articles"]) == 7
    floors = json.loads((repository / FLOORS).read_text())
    assert 0 < floors["floors"]["quotes"] <= 1
    assert floors["known_misses"]


def test_nothing_of_the_users_is_overwritten(repository: Path, tmp_path: Path) -> None:
    own = tmp_path / "gold/README.md"
    own.parent.mkdir()
    own.write_text("mine")
    with pytest.raises(OnrecordError, match="E134"):
        init_gate(tmp_path, profile="rules")
    assert own.read_text() == "mine"
    assert not (tmp_path / ".github").exists()


def test_without_init_the_gate_says_what_it_needs() -> None:
    result = CliRunner().invoke(app, ["gate", "--gold", "gold.jsonl"])
    assert result.exit_code == 2
    assert "--inputs, --floors" in result.output
