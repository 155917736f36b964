"""A line of progress on stderr: articles, articles a second, time remaining. Nothing when stderr is no terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Protocol

EVERY = 0.2  # seconds between two repaints


class Counts(Protocol):
    """What the bar shows."""

    documents: int
    records: int
    failed: int


def expected_documents(inputs: Sequence[str]) -> int | None:
    """How many documents the inputs hold, where that is cheap to tell: one a text or HTML file."""
    total = 0
    for item in inputs:
        path = Path(item)
        files = [path] if path.is_file() else path.rglob("*") if path.is_dir() else None
        if files is None:
            return None
        for file in files:
            if file.suffix.lower() in (".txt", ".html", ".htm"):
                total += 1
            elif file.is_file() and file.suffix.lower() in (".csv", ".tsv", ".jsonl", ".gz", ".parquet"):
                return None
    return total


class Bar:
    """Context manager; `update` takes the counts so far."""

    def __init__(self, inputs: Sequence[str], *, quiet: bool = False) -> None:
        self.shown = not quiet and sys.stderr.isatty()
        self.total = expected_documents(inputs) if self.shown else None
        self.started = self.painted = time.monotonic()

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self.shown:
            sys.stderr.write("\r\x1b[K")

    def update(self, counts: Counts) -> None:
        """Repaint the line, at most a few times a second."""
        now = time.monotonic()
        if not self.shown or now - self.painted < EVERY:
            return
        self.painted = now
        rate = counts.documents / max(now - self.started, 1e-9)
        line = f"{counts.documents}{f'/{self.total}' if self.total else ''} documents, {counts.records} records, {rate:.1f}/s"
        if self.total and rate:
            line += f", {_clock((self.total - counts.documents) / rate)} left"
        if counts.failed:
            line += f", {counts.failed} failed"
        sys.stderr.write(f"\r\x1b[K{line}")
        sys.stderr.flush()


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(max(seconds, 0)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
