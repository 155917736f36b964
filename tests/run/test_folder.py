"""Output folders: whole files only, one run at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import OnrecordError
from onrecord.run.folder import OutputFolder, read_lines, whole_file, write_lines


def test_a_file_that_fails_half_way_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("old")

    def fail() -> None:
        with whole_file(path) as file:
            file.write("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert path.read_text() == "old"
    assert [item.name for item in tmp_path.iterdir()] == ["a.jsonl"]


def test_a_second_run_in_one_folder_is_told_so(tmp_path: Path) -> None:
    with OutputFolder(tmp_path), pytest.raises(OnrecordError, match="E111"), OutputFolder(tmp_path):
        pass


def test_a_folder_is_free_again_when_the_run_is_over(tmp_path: Path) -> None:
    for _ in range(2):
        with OutputFolder(tmp_path):
            pass


def test_an_output_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(OnrecordError, match="E110"), OutputFolder(tmp_path / "out"):
        pass


def test_a_line_that_was_cut_off_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    assert write_lines(path, [{"a": 1}, {"a": 2}]) == 2
    path.write_text(path.read_text() + '{"a": 3')
    assert [row["a"] for row in read_lines(path)] == [1, 2]


def test_what_a_killed_run_left_is_set_aside(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path)
    folder.state.mkdir()
    for number in (1, 2):
        for stem in ("records", "journal"):
            (folder.state / f"{stem}.part.jsonl").write_text("")
        folder.set_aside_unfinished()
        assert len(folder.leftovers()) == number
    folder.drop_leftovers()
    assert folder.leftovers() == []
