"""Faults: killed at random points, a full disk, an interrupt. Nothing is lost, and what is there is whole."""

from __future__ import annotations

import json
import random
import resource
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from tests.run.test_extract import contents

pytestmark = pytest.mark.slow
KILLS = 30


def command(inputs: Path, output: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "onrecord", "extract", str(inputs), "-o", str(output), "--profile", "rules", "--quiet", *options]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few hundred short articles in one file."""
    chance = random.Random(5)
    people, towns = ["Amina Bello", "Jan Kowalski", "Nguyen Thi Hoa", "Ravi Menon"], ["Lagos", "Gdansk", "Hanoi", "Kochi"]
    path = tmp_path_factory.mktemp("archive") / "articles.jsonl"
    with path.open("w") as file:
        for number in range(300):
            who, where = chance.choice(people), chance.choice(towns)
            text = f"Report {number}\n\nThe road in {where} is closed.\n\n“We know of {number} cases,” {who} said on {1 + number % 28} May 2021.\n"
            file.write(json.dumps({"id": f"doc-{number}", "text": text}) + "\n")
    return path


@pytest.fixture(scope="module")
def undisturbed(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    output = tmp_path_factory.mktemp("whole") / "out"
    subprocess.run(command(archive, output), check=True)
    return contents(output)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_run_killed_at_random_points_ends_as_if_it_had_not_been(
    jobs: str, archive: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    chance = random.Random(int(jobs))
    output, killed, longest = tmp_path / "out", 0, 6.0
    while killed < KILLS // 2:
        process = subprocess.Popen(command(archive, output, "--jobs", jobs), stderr=subprocess.DEVNULL)
        try:
            process.wait(timeout=chance.uniform(0.3, longest))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            killed += 1
        else:  # it was done before the blow: this one does not count, the next comes sooner and finds work to do
            longest = max(0.35, 0.8 * longest)
            (output / "records.jsonl").unlink()
    subprocess.run(command(archive, output, "--jobs", jobs), check=True)
    assert contents(output) == undisturbed


def test_an_interrupt_keeps_what_is_done_and_exits_with_130(archive: Path, undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    output = tmp_path / "out"
    hears = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # what a shell starts in its background is deaf to interrupts
    process = subprocess.Popen(command(archive, output, "--jobs", "2"), stderr=subprocess.PIPE, text=True, preexec_fn=hears)
    part = output / ".onrecord/records.part.jsonl"
    while not (part.is_file() and part.stat().st_size) and process.poll() is None:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, message = process.communicate()
    assert process.returncode == 130, message
    assert "Traceback" not in message
    subprocess.run(command(archive, output, "--resume"), check=True)
    assert contents(output) == undisturbed


@pytest.mark.parametrize(("share", "linking"), [(0.05, False), (0.5, False), (0.999, True)], ids=["at once", "half way", "in linking"])
def test_a_full_disk_is_said_and_leaves_nothing_half_written(
    share: float, linking: bool, archive: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    output = tmp_path / "out"
    limit = int(share * len(undisturbed["records.jsonl"]))

    def small() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = subprocess.run(command(archive, output), preexec_fn=small, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "[E118]" in done.stderr
    assert (output / "records.jsonl").exists() is linking
    assert not (output / "run.json").exists()
    for path in output.glob("*.jsonl"):
        assert all(json.loads(line) for line in path.read_text().splitlines())
    subprocess.run(command(archive, output), check=True)
    assert contents(output) == undisturbed
