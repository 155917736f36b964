"""README and docs keep their word: every block of code and every command runs, every link leads somewhere.

A page is run from its first block to its last, in one folder and with one set of Python names. `sh` and `python` blocks run; a `text`
block right after a `python` block is what it prints. A `yaml` block that begins with `# NAME.yaml` is that file. Other blocks (json, bibtex)
are shown, not run. A block of no kind is a mistake.
"""

from __future__ import annotations

import contextlib
import csv
import io
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.main import get_command
from typer.testing import CliRunner

from onrecord.cli.app import app
from onrecord.version import __version__
from tests.make_records import write_outputs

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)

SHOWN = {"text", "json", "bibtex", "yaml"}
SLOW = {"tutorial.md", "bring-your-own.md", "spacy.md"}
ELSEWHERE = {"audit-example.md": "tests/audit/test_example.py", "gold.md": "tests/evaluate/test_apply_corrections.py"}
DRIFTS = {"tutorial.md"}  # what is printed there are figures of the day; test_the_tutorial_answers_its_question holds it to account


def made(here: Path) -> None:
    """A folder as the pages have it: articles/, and their records in outputs/ and outputs-before/."""
    write_outputs(here)
    shutil.copytree(here / "outputs", here / "outputs-before")
    shutil.copytree(here / "raw", here / "articles")


def own_articles(here: Path) -> None:
    """What the README calls path/to/articles."""
    (here / "path/to/articles").mkdir(parents=True)
    (here / "path/to/articles/a.txt").write_text("“We will go,” said Ana Ruiz in Lagos on 3 May 2020.\n", encoding="utf-8")


def checkout(here: Path) -> None:
    """The development pages, where a checkout has them."""
    shutil.copytree(ROOT / "corpus/raw/dev", here / "corpus/raw/dev")


def nothing(here: Path) -> None:
    """An empty folder."""


PREPARED: dict[str, Callable[[Path], None]] = {
    "README.md": own_articles, "tutorial.md": checkout, "bring-your-own.md": nothing, "spacy.md": nothing,
}  # fmt: skip


def fill_in(here: Path) -> None:
    """A reviewer who finds that all is well."""
    with (here / "sheet.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    answers = {"quote": {"is_speech": "yes", "speaker_name": "Amina Bello"}, "passage": {"quotations": "none"}}
    with (here / "sheet.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(row | answers[row["kind"]] for row in rows)


BY_HAND: dict[str, Callable[[Path], None]] = {"# fill in sheet.csv": fill_in}  # what a comment asks a person to do


def shell(line: str, here: Path) -> None:
    """Run one line of a shell block. `make` and `pip` lines are checked by other tests and not run."""
    for words, act in BY_HAND.items():
        if line.startswith(words):
            act(here)
    arguments = shlex.split(re.sub(r"(^|\s)# .*", "", line))  # RECORD#q3 is no comment
    if not arguments:
        return
    if arguments[0] == "make":
        assert arguments[1] in targets(), line
    elif arguments[0] == "onrecord" and not {"|", ">", "&&", "<"} & set(arguments):
        if "3f9a0c1d22e4b567" in line:  # an id that stands for any
            first = (here / "outputs/records.jsonl").read_text(encoding="utf-8").partition('"id":')[2].split('"')[1]
            arguments = [argument.replace("3f9a0c1d22e4b567", first) for argument in arguments]
        result = CliRunner().invoke(app, arguments[1:])
        assert result.exit_code == 0, (line, result.output, result.exception)
    else:
        path = f"{Path(sys.executable).parent}:/usr/bin:/bin"
        done = subprocess.run(["/bin/bash", "-c", line], cwd=here, env={"PATH": path}, capture_output=True, text=True, check=False)
        assert done.returncode == 0, (line, done.stderr)


def run_page(page: Path, here: Path) -> dict[str, Any]:
    """Run all blocks of a page; returns the Python names at its end."""
    PREPARED.get(page.name, made)(here)
    names: dict[str, Any] = {"__name__": page.stem}
    printed, end = "", 0
    text = page.read_text(encoding="utf-8")
    for block in BLOCK.finditer(text):
        kind, code = block.groups()
        follows, end = not text[end : block.start()].strip(), block.end()
        if kind == "python":
            with contextlib.redirect_stdout(io.StringIO()) as out:
                exec(compile(code, page.name, "exec"), names)
            printed = out.getvalue()
        elif kind == "sh":
            printed = ""
            for line in code.splitlines():
                shell(line, here)
        else:
            if named := re.match(r"# ([\w.-]+\.yaml)\n", code):
                (here / named[1]).write_text(code, encoding="utf-8")
            assert kind in SHOWN, f"{page.name} has a block of kind {kind!r}:\n{code}"
            if kind == "text" and follows and printed and page.name not in DRIFTS:
                assert printed == code, page.name
    return names


def params() -> list[Any]:
    return [
        pytest.param(page, id=page.name, marks=[pytest.mark.slow] if page.name in SLOW else [])
        for page in PAGES
        if page.name not in ELSEWHERE
    ]


@pytest.mark.parametrize("page", params())
def test_every_block_of_the_page_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if "parquet" in page.read_text(encoding="utf-8"):
        pytest.importorskip("pyarrow", reason="needs the extra parquet")
    monkeypatch.chdir(tmp_path)
    names = run_page(page, tmp_path)
    if page.name == "tutorial.md":
        holds_the_tutorial_to_account(names)


def holds_the_tutorial_to_account(names: dict[str, Any]) -> None:
    """What the tutorial says of its question, whatever the figures of the day."""
    said = {(article, speaker) for _, article, speaker, _, _ in names["before"]}
    assert {("lagos-water", "Amina Bello"), ("wire-0412", "Amina Bello")} <= said
    assert all("2026-03-01" <= day <= "2026-04-30" for day, *_ in names["before"])
    people = {name: articles for name, _, articles in names["people"]}
    assert people["Chukwuemeka Obi"] == 2, "two spellings, one person, as decided"
    assert people["Folake Adeyemi"] == 3
    assert people["Kehinde Ojo"] == 1, "the corrected quotation counts"
    assert any(name == "Amina Bello" and articles == 2 for articles, name, _ in names["shared"])


@pytest.mark.parametrize("page", ELSEWHERE, ids=str)
def test_pages_that_other_tests_run_are_named_there(page: str) -> None:
    assert page in (ROOT / ELSEWHERE[page]).read_text(encoding="utf-8")


def test_the_python_example_says_who_said_what() -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    done = subprocess.run([sys.executable, "-W", "error", "-c", example], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "Kofi Boateng | The road will open in May,"


def known(words: list[str]) -> bool:
    command = get_command(app)
    for word in words:
        found = getattr(command, "commands", {}).get(word)
        if found is None:
            return command is not get_command(app) and not hasattr(command, "commands")
        command = found
    return True


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_named_exists(page: Path) -> None:
    for line in re.findall(r"(?:^|`)onrecord ((?:[a-z]+ ?){1,2})", page.read_text(encoding="utf-8"), re.MULTILINE):
        assert known(line.split()[:1]), line


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_make_target_named_exists(page: Path) -> None:
    assert set(re.findall(r"`make ([a-z-]+)", page.read_text(encoding="utf-8"))) <= targets()


def test_every_file_linked_exists() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_page_is_reached_from_the_readme() -> None:
    linked = {
        (page.parent / target).resolve() for page in PAGES for target in re.findall(r"\]\(([^)#:]+?\.md)", page.read_text(encoding="utf-8"))
    }
    assert {page.resolve() for page in PAGES if page.parent.name == "docs"} <= linked


def test_the_citation_is_of_this_version() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == __version__
    assert citation["license"] == "MIT"
    assert f"version {__version__}" in (ROOT / "docs/limits.md").read_text(encoding="utf-8")
