"""One process, two processes, shards put together, Dask: the same bytes, on the project's own corpus."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.run import extract
from onrecord.run.extract import Job
from onrecord.run.merge import merge
from tests.run.test_extract import OUTPUTS

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]
CORPUS = Path(__file__).parents[2] / "corpus/raw/dev"


def files(output: Path) -> dict[str, bytes]:
    return {name: (output / name).read_bytes() for name in OUTPUTS}


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What one process gives."""
    output = tmp_path_factory.mktemp("alone") / "out"
    extract.run(Job(inputs=[str(CORPUS)], output=output, profile="fast"))
    found = files(output)
    assert len(found["records.jsonl"].splitlines()) > 40
    return found


def test_two_processes_give_what_one_gives(alone: dict[str, bytes], tmp_path: Path) -> None:
    extract.run(Job(inputs=[str(CORPUS)], output=tmp_path / "out", profile="fast", jobs=2))
    assert files(tmp_path / "out") == alone


def test_shards_put_together_give_what_one_run_gives(alone: dict[str, bytes], tmp_path: Path) -> None:
    for number in (1, 2, 3):
        part = tmp_path / f"part{number}"
        extract.run(Job(inputs=[str(CORPUS)], output=part, profile="fast", shard=(number, 3), link=number != 2))
    merge([tmp_path / "part3", tmp_path / "part1", tmp_path / "part2"], tmp_path / "all")
    assert files(tmp_path / "all") == alone


def test_dask_gives_what_one_process_gives(alone: dict[str, bytes], tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    command = [sys.executable, "-m", "onrecord", "extract", str(CORPUS), "-o", str(tmp_path / "out")]
    subprocess.run([*command, "--profile", "fast", "--engine", "dask", "--jobs", "2", "--quiet"], check=True)
    assert files(tmp_path / "out") == alone
