"""Word lists as data: text files under `data/`, one entry a line, `#` for comments and the source of the list."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def read_data(name: str) -> str:
    """The text of `onrecord/data/<name>`. `name` may hold a folder: `quotes/cues.txt`."""
    return files("onrecord").joinpath("data", *name.split("/")).read_text(encoding="utf-8")


@cache
def word_list(name: str) -> tuple[str, ...]:
    """Entries of a list in the order of the file, comments and blank lines left out."""
    lines = (line.split("#", 1)[0].strip() for line in read_data(name).splitlines())
    return tuple(line for line in lines if line)


@cache
def word_set(name: str) -> frozenset[str]:
    """Entries of a list as a set."""
    return frozenset(word_list(name))


@cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """Rows of a tab-separated list, comments and blank lines left out."""
    return tuple(tuple(cell.strip() for cell in line.split("\t")) for line in word_list(name))
