"""The pages on outputs: every command and code block runs, every field of a record is described."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from pydantic import BaseModel
from typer.testing import CliRunner

from onrecord import schema
from onrecord.cli.app import app
from tests.make_records import write_outputs

DOCS = Path(__file__).parent.parent / "docs"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as the docs have it: outputs/, outputs-before/, articles/."""
    write_outputs(tmp_path)
    shutil.copytree(tmp_path / "outputs", tmp_path / "outputs-before")
    shutil.copytree(tmp_path / "raw", tmp_path / "articles")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", ["record.md", "inspect.md", "export.md"])
def test_every_block_of_the_page_runs(name: str, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (DOCS / name).read_text(encoding="utf-8")
    if "--to parquet" in text:
        pytest.importorskip("pyarrow", reason="needs the extra parquet")
    blocks = BLOCK.findall(text)
    assert blocks
    for language, code in blocks:
        if language == "python":
            exec(compile(code, name, "exec"), {})
            continue
        for line in code.splitlines():
            program, *arguments = shlex.split(line)
            assert program == "onrecord"
            result = CliRunner().invoke(app, arguments)
            assert result.exit_code == 0, (line, result.output)
    if name == "export.md":
        assert "2021-03-09 Amina Bello We shall lay new water mains" in capsys.readouterr().out


def models(model: type[BaseModel]) -> dict[str, type[BaseModel]]:
    found = {model.__name__: model}
    for field in model.model_fields.values():
        for part in re.findall(r"onrecord\.schema\.(\w+)", repr(field.annotation)):
            if part not in found:
                found |= models(getattr(schema, part))
    return found


def test_every_field_of_a_record_is_described() -> None:
    text = (DOCS / "record.md").read_text(encoding="utf-8")
    described = set(re.findall(r"`([a-z_0-9]+)(?:\.[a-z_0-9.]+)?`", text))
    described |= {step for path in re.findall(r"`([a-z_0-9.]+)`", text) for step in path.split(".")}
    fields = {field.alias or name for model in models(schema.Record).values() for name, field in model.model_fields.items()}
    assert len(fields) > 60
    assert fields - described == set()


def test_pictures_are_there() -> None:
    for page in DOCS.glob("*.md"):
        for picture in re.findall(r"!\[[^]]+\]\(([^)]+)\)", page.read_text(encoding="utf-8")):
            assert (DOCS / picture).is_file(), (page, picture)
