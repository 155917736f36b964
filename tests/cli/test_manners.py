"""Manners: quiet and verbose, standard output, colours for terminals alone, interrupts, completion."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from onrecord.cli.app import app
from tests.cli.test_app import call
from tests.make_records import write_outputs

QUOTE = "“We will go,” said Ana Ruiz in Lagos on 3 May 2020.\n"


def leaves() -> list[str]:
    """All commands, those of groups too."""
    root = get_command(app)
    return [
        f"{name} {sub}".strip()
        for name, command in root.commands.items()  # type: ignore[attr-defined]
        for sub in getattr(command, "commands", {"": None})
    ]


@pytest.mark.parametrize("command", leaves())
def test_every_command_has_manners_and_an_example(command: str) -> None:
    help_text = CliRunner().invoke(app, [*command.split(), "--help"]).output
    for words in ("-q, --quiet", "-v, --verbose", "Example", f"onrecord {command}"):
        assert words in help_text, words


@pytest.mark.parametrize("group", ["", *sorted({command.split()[0] for command in leaves() if " " in command})])
def test_no_summary_of_a_command_is_cut_off(group: str) -> None:
    listed = CliRunner().invoke(app, [*group.split(), "--help"]).output.partition("Commands:")[2]
    assert listed
    assert "..." not in listed


def test_records_go_to_standard_output() -> None:
    done = call("extract", "-", "-o", "-", "--profile", "rules", stdin=QUOTE)
    assert done.returncode == 0, done.stderr
    (record,) = map(json.loads, done.stdout.splitlines())
    assert record["quotes"][0]["speaker_name"] == "Ana Ruiz"
    assert record["actors"][0]["speaker_id"], "linked, as in a folder"
    assert done.stderr.strip() == "1 record from 1 document."


def test_quiet_says_nothing_and_verbose_says_more(tmp_path: Path) -> None:
    quiet = call("extract", "-", "-o", tmp_path / "a", "--profile", "rules", "-q", stdin=QUOTE)
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")
    verbose = call("extract", "-", "-o", tmp_path / "b", "--profile", "rules", "-v", stdin=QUOTE)
    for words in ("profile rules", "model gazetteer", "extract_seconds"):
        assert words in verbose.stderr


def test_errors_are_said_even_when_quiet() -> None:
    done = call("link", "nowhere", "--quiet")
    assert done.returncode == 1
    assert done.stderr.startswith("[E131]")


@pytest.mark.parametrize("form", ["csv", "ftm", "schema-org", "no-text"])
def test_exports_go_to_standard_output(form: str, tmp_path: Path) -> None:
    write_outputs(tmp_path)
    assert CliRunner().invoke(app, ["export", str(tmp_path / "outputs"), "--to", form, "-o", str(tmp_path / "file")]).exit_code == 0
    done = CliRunner().invoke(app, ["export", str(tmp_path / "outputs"), "--to", form, "-o", "-"])
    assert done.exit_code == 0
    assert done.stdout_bytes == (tmp_path / "file").read_bytes()


def test_a_database_does_not_go_to_standard_output(tmp_path: Path) -> None:
    write_outputs(tmp_path)
    done = CliRunner().invoke(app, ["export", str(tmp_path / "outputs"), "--to", "sqlite", "-o", "-"])
    assert done.exit_code == 2
    assert not Path("-").exists()


def on_a_terminal(**environment: str) -> str:
    """What a failing command writes to a terminal."""
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "onrecord", "link", "nowhere"]
    subprocess.run(command, stdout=follower, stderr=follower, env=os.environ | environment, check=False)
    os.close(follower)
    try:
        return os.read(leader, 10_000).decode()
    finally:
        os.close(leader)


def test_colours_are_for_terminals_alone() -> None:
    assert "\x1b[31m" in on_a_terminal(TERM="xterm", NO_COLOR="")
    assert "\x1b[" not in on_a_terminal(TERM="xterm", NO_COLOR="1")
    assert "\x1b[" not in call("link", "nowhere").stderr


def test_an_interrupt_says_what_is_kept(tmp_path: Path) -> None:
    lines = tmp_path / "many.jsonl"
    lines.write_text("".join(json.dumps({"id": str(n), "text": QUOTE * 400}) + "\n" for n in range(300)))
    command = [sys.executable, "-m", "onrecord", "extract", str(lines), "-o", str(tmp_path / "out"), "--profile", "rules"]
    # A shell starts what runs in its background deaf to interrupts, and children inherit that: this one must hear.
    hears = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, preexec_fn=hears)
    records = tmp_path / "out/.onrecord/records.part.jsonl"
    end = time.monotonic() + 300
    while not (records.exists() and records.stat().st_size) and time.monotonic() < end:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    try:
        said = process.communicate(timeout=300)[1]
    finally:
        process.kill()
        process.wait()
        assert process.stderr is not None
        process.stderr.close()
    assert process.returncode == 130
    assert "Interrupted. What is done is kept; go on with --resume." in said
    assert "Traceback" not in said


def test_a_failure_of_onrecord_itself_asks_for_a_report(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from onrecord.cli import app as module

    def broken() -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(module, "app", broken)
    with pytest.raises(SystemExit) as stop:
        module.main()
    assert stop.value.code == 1
    assert "[E199] onrecord itself has failed: RuntimeError: broken" in capsys.readouterr().err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_knows_commands_and_options(shell: str) -> None:
    words = {
        "COMP_WORDS": "onrecord ex",
        "COMP_CWORD": "1",
        "_TYPER_COMPLETE_ARGS": "onrecord ex",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    environment = os.environ | words | {"_ONRECORD_COMPLETE": f"complete_{shell}"}
    program = Path(sys.executable).with_name("onrecord")
    done = subprocess.run([program], env=environment, capture_output=True, text=True, check=False)
    assert "extract" in done.stdout
    assert "export" in done.stdout
    assert "merge" not in done.stdout


def test_the_doctor_is_quick_and_finds_a_broken_model(monkeypatch: pytest.MonkeyPatch) -> None:
    started = time.process_time()
    done = CliRunner().invoke(app, ["doctor", "--profile", "rules"])
    assert done.exit_code == 0
    assert "self-test: passed" in done.output
    assert "model gazetteer" in done.output
    assert time.process_time() - started < 20
    monkeypatch.setattr("onrecord.cli.doctor.SENTENCE", "Nothing was said.")
    assert CliRunner().invoke(app, ["doctor", "--profile", "rules"]).exit_code == 3
