"""The workflow for GitHub and `.ci/run` do the same, on every Python that is promised."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
WORKFLOW = ROOT / ".github/workflows/ci.yml"
TEMPLATE = ROOT / "src/onrecord/evaluate/gate_template/onrecord-gate.yml"


def workflow(path: Path) -> dict[Any, Any]:
    read: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return read


def commands(text: str) -> list[str]:
    """The make targets of a script, in order."""
    return re.findall(r"^make ([a-z-]+)", text, re.MULTILINE)


def test_both_run_the_same_targets() -> None:
    steps = workflow(WORKFLOW)["jobs"]["test"]["steps"]
    assert commands("\n".join(step.get("run", "") for step in steps)) == commands((ROOT / ".ci/run").read_text(encoding="utf-8"))


def test_every_python_that_is_promised_is_tested() -> None:
    promised = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    low, high = map(int, re.fullmatch(r">=3\.(\d+),<3\.(\d+)", promised).groups())  # type: ignore[union-attr]
    assert workflow(WORKFLOW)["jobs"]["test"]["strategy"]["matrix"]["python"] == [f"3.{minor}" for minor in range(low, high)]


@pytest.mark.parametrize("path", [WORKFLOW, TEMPLATE], ids=lambda path: path.name)
def test_workflows_ask_for_no_right_they_do_not_need_and_end(path: Path) -> None:
    read = workflow(path)
    assert set(read["permissions"].items()) <= {("contents", "read"), ("pull-requests", "write")}
    assert all(job["timeout-minutes"] <= 90 for job in read["jobs"].values())


def test_both_workflows_use_the_same_versions_of_actions() -> None:
    versions = [dict(re.findall(r"uses: (\S+)@(\S+)", path.read_text(encoding="utf-8"))) for path in (WORKFLOW, TEMPLATE)]
    assert versions[0].items() <= versions[1].items()
