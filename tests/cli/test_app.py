"""The command: help for everything, clear messages, the promised exit codes."""

from __future__ import annotations

import dataclasses
import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from onrecord import __version__
from onrecord.cli import app as module
from onrecord.cli.app import app
from onrecord.run import extract


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


def test_a_process_has_one_thread_for_matrices_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "")
    monkeypatch.delenv("OPENBLAS_NUM_THREADS")
    monkeypatch.setattr(sys, "argv", ["onrecord", "--version"])
    with pytest.raises(SystemExit):
        module.main()
    assert (os.environ["OMP_NUM_THREADS"], os.environ["OPENBLAS_NUM_THREADS"]) == ("3", "1")


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
        (["extract", "articles", "-o", "out", "--clean", "maybe"], 2, "'on', 'off'"),
        (["extract", "articles", "-o", "out", "--resume", "--fresh"], 1, "[E112]"),
        (["evaluate", "out", "--gold", "gold.jsonl"], 1, "[E13"),
        (["link", "nowhere"], 1, "[E131]"),
        (["verify", "nowhere"], 1, "[E131]"),
        (["gold", "init", "nowhere", "-o", "draft.jsonl"], 1, "[E131]"),
        (["gold", "import", "articles/a.txt/x", "-o", "gold.jsonl"], 1, "[E130]"),
        (["export", "articles", "--to", "xlsx", "-o", "x"], 2, "'no-text'"),
        (["schema", "-o", "x"], 2, "No such option"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_mistakes_of_the_caller_get_a_code_and_a_hint(arguments: list[str], code: int, message: str, articles: Path) -> None:
    done = call(*arguments, cwd=articles.parent)
    assert done.returncode == code
    assert message in done.stderr
    assert "Traceback" not in done.stderr


class Told(Exception):
    """Instead of a run: what it was asked to do."""


def test_every_option_of_extract_reaches_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def told(job: extract.Job, progress: object) -> None:
        raise Told(job)

    monkeypatch.setattr(extract, "run", told)
    words = (
        "in.txt -o out --profile fast --jobs 2 --resume --fresh --clean off --metadata m.csv --text-column words --shard 2/3 --engine dask "
        "--scheduler tcp://here --publish s3://there --shards parquet --no-link --no-files --corrections c.jsonl --decisions d.yaml --max-chars 9"
    )
    done = CliRunner().invoke(app, ["extract", *words.split()])
    assert isinstance(done.exception, Told), done.output
    assert done.exception.args[0] == extract.Job(
        inputs=["in.txt"], output=Path("out"), profile="fast", jobs=2, resume=True, fresh=True, clean=False, metadata=Path("m.csv"),
        text_column="words", shard=(2, 3), engine="dask", scheduler="tcp://here", publish="s3://there", shards="parquet", link=False,
        files=False, corrections=Path("c.jsonl"), decisions=Path("d.yaml"), max_chars=9,
    )  # fmt: skip
    offered = {parameter.name for parameter in get_command(app).commands["extract"].params} - {"help", "quiet", "verbose"}  # type: ignore[attr-defined]
    assert len(offered) == len(dataclasses.fields(extract.Job)), "an option more, and it is tested here"


def test_what_the_run_notes_is_said(articles: Path, tmp_path: Path) -> None:
    for clean in ("on", "off"):
        done = call("extract", articles, "-o", tmp_path / "out", "--profile", "rules", "--clean", clean)
    assert done.stderr.startswith("Changed since the last run here: settings of the profile rules. All documents were done again.\n")


def test_one_of_a_thing_is_not_many(tmp_path: Path) -> None:
    (tmp_path / "german.txt").write_text("Der Bürgermeister sagte am Montag, die Brücke werde im Mai wieder geöffnet. Er freue sich.\n")
    done = call("extract", tmp_path / "german.txt", "-o", tmp_path / "out", "--profile", "rules", "--no-link")
    assert done.stderr.startswith("1 record from 1 document in ")
    assert "; 1 issue, 0 documents failed: see" in done.stderr


def test_raw_files_may_lie_in_several_folders(tmp_path: Path) -> None:
    folders = []
    for name, word in (("one", "north"), ("two", "south")):
        folders.append(tmp_path / name)
        folders[-1].mkdir()
        (folders[-1] / "page.txt").write_text(f"The road to the {word} is closed.\n\n“It will open in May,” Ana Ruiz said.\n")
    assert call("extract", *folders, "-o", tmp_path / "out", "--profile", "rules").returncode == 0
    raw = [word for folder in folders for word in ("--inputs", folder)]
    done = call("verify", tmp_path / "out", *raw)
    assert (done.returncode, done.stderr) == (0, "All records hold.\n"), done.stdout
    assert call("verify", tmp_path / "out", "--inputs", folders[0]).returncode == 3
    call("export", tmp_path / "out", "--to", "no-text", "-o", tmp_path / "shared.jsonl", *raw)
    assert call("rehydrate", tmp_path / "shared.jsonl", *raw, "-o", tmp_path / "back").returncode == 0
    assert (tmp_path / "back/records.jsonl").read_text().count("It will open in May") > 2
    call("gold", "init", tmp_path / "out", "-o", tmp_path / "draft.jsonl")
    assert call("gold", "export", tmp_path / "draft.jsonl", *raw, "--to", "brat", "-o", tmp_path / "brat").returncode == 0
    assert any("south" in page.read_text() for page in (tmp_path / "brat").glob("*.txt"))


@pytest.mark.parametrize(
    ("number", "code", "hint"),
    [(errno.ENOSPC, "[E118]", "Free space"), (errno.EACCES, "[E119]", "Check the path")],
    ids=["full disk", "no access"],
)
def test_what_the_system_refuses_is_said_with_its_own_hint(
    number: int, code: str, hint: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused() -> None:
        raise OSError(number, os.strerror(number), "outputs")

    monkeypatch.setattr(module, "app", refused)
    with pytest.raises(SystemExit) as stop:
        module.main()
    said = capsys.readouterr().err
    assert stop.value.code == 1
    assert said.startswith(code)
    assert hint in said


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
