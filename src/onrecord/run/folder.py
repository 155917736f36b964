"""An output folder: one run at a time, files that are whole or not there, and the journal that a later run works from."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from onrecord.errors import OnrecordError

STATE = ".onrecord"
_ID_AT = len('{"schema_version":"1.0","id":"')


class OutputFolder:
    """Paths of an output folder and the lock on it. Use as a context manager."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.state = path / STATE
        self._lock: IO[str] | None = None

    def __enter__(self) -> OutputFolder:
        try:
            self.state.mkdir(parents=True, exist_ok=True)
            self._lock = (self.state / "lock").open("a+", encoding="utf-8")
        except (OSError, ValueError) as error:
            raise OnrecordError(
                "E110",
                f"The output folder {str(self.path)!r} cannot be written: {error}.",
                "Choose another one with -o, or mend its permissions.",
            ) from error
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._lock.seek(0)
            holder = self._lock.read().strip() or "another process"
            self._lock.close()
            raise OnrecordError(
                "E111", f"Another run is writing to {str(self.path)!r} ({holder}).", "Wait until it ends, or choose another folder with -o."
            ) from error
        self._lock.truncate(0)
        self._lock.write(f"process {os.getpid()}")
        self._lock.flush()
        return self

    def __exit__(self, *_: object) -> None:
        if self._lock is not None:
            self._lock.truncate(0)
            self._lock.close()

    @property
    def records(self) -> Path:
        """The finished records."""
        return self.path / "records.jsonl"

    @property
    def journal(self) -> Path:
        """One line per document of the finished run."""
        return self.state / "journal.jsonl"

    @property
    def made_by(self) -> Path:
        """The provenance of the last run here, finished or not."""
        return self.state / "made_by.json"

    def leftovers(self) -> list[tuple[Path, Path]]:
        """Records and journals that runs before left behind, (records, journal), the finished one first."""
        pairs = [(self.records, self.journal)]
        pairs += [
            (path, path.with_name(path.name.replace("records", "journal"))) for path in sorted(self.state.glob("records.old-*.jsonl"))
        ]
        return [pair for pair in pairs if all(path.is_file() for path in pair)]

    def set_aside_unfinished(self) -> None:
        """Keep what a killed run had done under another name, so that the next one can take it over."""
        part = self.state / "records.part.jsonl"
        if not part.is_file():
            return
        number = 1
        while (self.state / f"records.old-{number:04d}.jsonl").exists():
            number += 1
        for stem in ("journal", "records"):
            unfinished = self.state / f"{stem}.part.jsonl"
            if unfinished.is_file():
                unfinished.rename(self.state / f"{stem}.old-{number:04d}.jsonl")

    def drop_leftovers(self) -> None:
        """Remove what killed runs had left, once a run is finished."""
        for path in sorted(self.state.glob("*.old-*.jsonl")):
            path.unlink()


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[IO[str]]:
    """Write a text file under a temporary name; it takes its own name when all of it is on disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        with temporary.open("w", encoding="utf-8", newline="\n", errors="surrogatepass") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def write_json(path: Path, value: Any) -> None:
    """Write a value as indented JSON, whole or not at all."""
    with whole_file(path) as file:
        json.dump(value, file, ensure_ascii=False, indent=2)
        file.write("\n")


def write_lines(path: Path, rows: Iterable[Any]) -> int:
    """Write values as JSON lines, whole or not at all. Returns their number."""
    count = 0
    with whole_file(path) as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
            count += 1
    return count


def read_lines(path: Path) -> Iterator[Any]:
    """Values of a JSON lines file; a last line that was cut off is left out."""
    with path.open(encoding="utf-8", newline="\n", errors="surrogatepass") as lines:
        for line in lines:
            if line.endswith("\n"):
                try:
                    yield json.loads(line)
                except ValueError:
                    return


def record_id(line: bytes) -> str:
    """The id of a record given as its line, without decoding the rest."""
    return line[_ID_AT : _ID_AT + 16].decode("ascii", "replace")


def ids(records: Path) -> Iterator[str]:
    """The ids of a records file, in order."""
    with records.open("rb") as lines:
        for line in lines:
            yield record_id(line)
