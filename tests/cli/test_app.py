"""The command: help for everything, clear messages, the promised exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from onrecord import __version__
from onrecord.cli.app import app


def call(*arguments: object, stdin: str | None = None, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "onrecord", *map(str, arguments)],
        capture_output=True,
        text=True,
        input=stdin,
        check=False,
        cwd=cwd,
    )


COMMANDS = sorted(get_command(app).commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    result = CliRunner().invoke(app, [command, "--help"])
    assert result.exit_code == 0
    assert "Example" in result.output or "Commands:" in result.output


def test_the_version_is_shown() -> None:
    assert CliRunner().invoke(app, ["--version"]).output.strip() == f"onrecord {__version__}"


def test_help_needs_no_heavy_import() -> None:
    script = "import sys; from onrecord.cli.app import app; print([m for m in ('spacy', 'pydantic', 'onnxruntime', 'dateparser') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_run_without_oddities_exits_with_0(articles: Path, tmp_path: Path) -> None:
    done = call("extract", articles, "-o", tmp_path / "out", "--profile", "rules")
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "3 records from 3 documents" in done.stderr


def test_standard_input_is_read(tmp_path: Path) -> None:
    done = call("extract", "-", "-o", tmp_path / "out", "--profile", "rules", stdin="“We will go,” said Ana Ruiz.\n")
    assert done.returncode == 0, done.stderr
    assert "Ana Ruiz" in (tmp_path / "out/records.jsonl").read_text()


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["extract", "nowhere", "-o", "out"], 1, "[E"),
        (["extract", "articles", "-o", "out", "--profile", "nowhere"], 1, "[E102]"),
        (["extract", "articles", "-o", "articles/a.txt"], 1, "[E110]"),
        (["extract", "articles", "-o", "out", "--shard", "3/2"], 2, "i/n"),
        (["extract", "articles", "-o", "out", "--clean", "maybe"], 2, "on or off"),
        (["extract", "articles", "-o", "out", "--resume", "--fresh"], 1, "[E112]"),
        (["evaluate", "out", "--gold", "gold.jsonl"], 1, "[E13"),
        (["link", "nowhere"], 1, "[E"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_mistakes_of_the_caller_get_a_code_and_a_hint(arguments: list[str], code: int, message: str, articles: Path) -> None:
    done = call(*arguments, cwd=articles.parent)
    assert done.returncode == code
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_bad_files_do_not_cost_the_good_ones(articles: Path, tmp_path: Path) -> None:
    (articles / "empty.txt").write_bytes(b"")
    (articles / "blank.txt").write_text(" \n\t\n")
    (articles / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (articles / "latin.txt").write_bytes("Señor Núñez said so in Málaga. ".encode("latin-1") * 8)
    (articles / "utf16.txt").write_bytes("“We will go,” said Ana Ruiz.\n".encode("utf-16"))
    (articles / "utf16le.txt").write_bytes("“We will go,” said Ana Ruiz. The road is closed.\n".encode("utf-16-le"))
    (articles / "nul.txt").write_bytes(b"A road\x00 is closed in Lagos.\n")
    (articles / "folder.txt").mkdir()
    (articles / "dangling.txt").symlink_to(articles / "nowhere.txt")
    (articles / "lines.jsonl").write_text(
        '{"text": "A road is closed.", "id": "good"}\n{"text": \n{"id": "no-text"}\n[1]\n{"text": "Another road is closed."}\n'
    )
    done = call("extract", articles, "-o", tmp_path / "out", "--profile", "rules")
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    found = {json.loads(line)["source"]["id"] for line in (tmp_path / "out/records.jsonl").read_text().splitlines()}
    assert {"a", "b/c", "d", "latin", "utf16", "utf16le", "nul", "good"} <= found
    issues = [json.loads(line) for line in (tmp_path / "out/issues.jsonl").read_text().splitlines()]
    named = {str(issue["id"]) for issue in issues}
    assert {"empty", "blank", "binary", "dangling"} <= named
    assert all(issue["code"] and issue["message"] for issue in issues)
