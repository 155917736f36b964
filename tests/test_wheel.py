"""The wheel alone: built, installed into an empty environment outside the checkout, it extracts a record."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.slow
def test_the_wheel_works_in_an_empty_folder(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, ROOT], check=True, capture_output=True
    )
    (wheel,) = tmp_path.glob("*.whl")
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env/bin/python"
    # The locked dependencies are those of the running environment; the wheel itself is what is tested.
    (tmp_path / "env/lib").mkdir(exist_ok=True)
    (site,) = (tmp_path / "env/lib").glob("python*/site-packages")
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", wheel], check=True, capture_output=True)
    here = next(path for path in map(Path, sys.path) if path.name == "site-packages")
    (site / "dependencies.pth").write_text(f"{here}\n")
    text = tmp_path / "page.txt"
    text.write_text("“We will go,” said Ana Ruiz in Lagos on 3 May 2020.\n")
    done = subprocess.run(
        [python, "-m", "onrecord", "extract", text, "-o", tmp_path / "out"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    record = json.loads((tmp_path / "out/records.jsonl").read_text())
    assert record["quotes"][0]["speaker_name"] == "Ana Ruiz"
    assert record["places"][0]["geonames_id"] == 2332459
    where = subprocess.run(
        [python, "-c", "import onrecord; print(onrecord.__file__)"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert where.stdout.startswith(str(tmp_path))
    for arguments in (["inspect", "out"], ["export", "out", "--to", "evidence", "-o", "evidence"], ["gate", "--init", ".", "--profile", "rules"],
                      ["doctor", "--profile", "rules"]):  # fmt: skip
        done = subprocess.run([python, "-m", "onrecord", *arguments], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, (arguments, done.stderr)
    assert (tmp_path / "out/site/index.html").is_file()
    assert (tmp_path / ".github/workflows/onrecord-gate.yml").is_file()
