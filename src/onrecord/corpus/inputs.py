"""Which files an input names, in the order they are read."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.corpus import remote
from onrecord.corpus.remote import RemoteFile, local_path
from onrecord.errors import OnrecordError

TEXT_ENDINGS = (".txt",)
HTML_ENDINGS = (".html", ".htm")
TABLE_ENDINGS = (".csv", ".tsv", ".jsonl", ".jsonl.gz", ".parquet")
ENDINGS = (*TEXT_ENDINGS, *HTML_ENDINGS, *TABLE_ENDINGS)


@dataclass(frozen=True, slots=True)
class Found:
    """One file: where it is, its path below the input, and whether it is a link that leads out of the folder."""

    file: Path | RemoteFile
    name: str  # posix
    leads_out: bool = False

    @property
    def stem(self) -> str:
        """The name without its ending: the id of a text file."""
        return without_ending(self.name)


def without_ending(name: str) -> str:
    """`2021/page.jsonl.gz` -> `2021/page`; a name without a known ending loses what follows its last dot."""
    lower = name.lower()
    for ending in sorted(ENDINGS, key=len, reverse=True):
        if lower.endswith(ending) and len(name) > len(ending):
            return name[: -len(ending)]
    folder, slash, last = name.rpartition("/")
    stem, dot, _ = last.rpartition(".")
    return folder + slash + (stem if dot and stem else last)


def check(inputs: Sequence[str | Path]) -> None:
    """Refuse what cannot be meant.

    Raises:
        OnrecordError: E121 no such path, E125 nothing to read below the folders, E126 a URL that cannot be opened.
    """
    for item in inputs:
        if str(item) != "-" and not _is_remote(item) and not os.path.lexists(local_path(str(item))):
            raise OnrecordError("E121", f"There is no file or folder {str(item)!r}.", "Check the spelling; paths count from where you are.")
    if not any(str(item) == "-" or next(find(item), None) for item in inputs):
        listed = ", ".join(repr(str(item)) for item in inputs) or "no input"
        raise OnrecordError(
            "E125", f"Nothing to read in {listed}.", f"Known endings: {' '.join(ENDINGS)}. A file given by name may have any."
        )


def find(item: str | Path) -> Iterator[Found]:
    """The files of an input: itself, or all below it with a known ending, by path in code point order. Hidden ones are left out."""
    if _is_remote(item):
        for name, file in remote.files(str(item)):
            if name.lower().endswith(ENDINGS) and not any(step.startswith(".") for step in name.split("/")):
                yield Found(file, name)
        return
    root = Path(local_path(str(item)))
    if not root.is_dir():
        yield Found(root, root.name)
        return
    home = root.resolve()
    names = []
    for folder, folders, files in os.walk(root, followlinks=False):
        folders[:] = [name for name in folders if not name.startswith(".")]
        below = Path(folder).relative_to(root)
        names += [(below / name).as_posix() for name in files if not name.startswith(".") and name.lower().endswith(ENDINGS)]
    for name in sorted(names):
        path = root / name
        yield Found(path, name, leads_out=path.is_symlink() and not path.resolve().is_relative_to(home))


def _is_remote(item: str | Path) -> bool:
    return remote.is_url(item) and not str(item).startswith("file://")
