"""A scratch database on disk of what the pages need from other pages, so that memory stays flat in the number of articles."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

Json = dict[str, Any]


class Store:
    """Quotations by speaker, day and statement; articles by record id; unsure pairs by speaker. Use as a context manager."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.database = sqlite3.connect(path)
        self.database.executescript(
            """
            PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
            CREATE TABLE article (record TEXT PRIMARY KEY, n INTEGER, row TEXT);
            CREATE TABLE quote (n INTEGER PRIMARY KEY, record TEXT, quote TEXT, speaker TEXT, day TEXT, month TEXT, row TEXT);
            CREATE TABLE review (speaker TEXT, row TEXT);
            CREATE TABLE posting (word TEXT, chunk INTEGER, articles BLOB);
            """
        )

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.database.close()
        self.path.unlink(missing_ok=True)

    def add_article(self, number: int, record: str, row: Json, quotes: Iterable[tuple[str, str | None, str | None, Json]]) -> None:
        """Add an article and its quotations: (quote id, speaker key, day, row)."""
        self.database.execute("INSERT OR REPLACE INTO article VALUES (?, ?, ?)", (record, number, json.dumps(row)))
        self.database.executemany(
            "INSERT INTO quote (record, quote, speaker, day, month, row) VALUES (?, ?, ?, ?, ?, ?)",
            [(record, quote, speaker, day, day and day[:7], json.dumps(line)) for quote, speaker, day, line in quotes],
        )

    def index(self) -> None:
        """Make what was added quick to find."""
        self.database.executescript(
            "CREATE INDEX by_speaker ON quote (speaker, day); CREATE INDEX by_month ON quote (month, day);"
            "CREATE INDEX by_place ON quote (record, quote); CREATE INDEX by_side ON review (speaker);"
        )

    def article(self, record: str) -> Json | None:
        """The row of an article."""
        return next(self._rows("SELECT row FROM article WHERE record = ?", record), None)

    def quote(self, record: str, quote: str) -> Json | None:
        """The row of a quotation."""
        return next(self._rows("SELECT row FROM quote WHERE record = ? AND quote = ?", record, quote), None)

    def of_speaker(self, speaker: str) -> Iterator[Json]:
        """The quotations of a speaker, by day; those without a day last."""
        return self._rows("SELECT row FROM quote WHERE speaker = ? ORDER BY day IS NULL, day, n", speaker)

    def count_of(self, speaker: str) -> int:
        """How many quotations a speaker has."""
        (count,) = self.database.execute("SELECT count(*) FROM quote WHERE speaker = ?", (speaker,)).fetchone()
        return int(count)

    def months(self) -> list[tuple[str | None, int]]:
        """Months (years where no more is known) with their number of quotations, in order; None for those without a day, last."""
        found = self.database.execute("SELECT month, count(*) FROM quote GROUP BY month ORDER BY month IS NULL, month")
        return [(month, count) for month, count in found]

    def of_month(self, month: str | None) -> Iterator[Json]:
        """The quotations of a month (or of a year that is all that is known) in order of day, or those without a day."""
        return self._rows("SELECT row FROM quote WHERE month IS ? ORDER BY day, n", month)

    def add_review(self, speaker: str, row: Json) -> None:
        """Add an unsure pair on the side of one speaker."""
        self.database.execute("INSERT INTO review VALUES (?, ?)", (speaker, json.dumps(row)))

    def reviews_of(self, speaker: str) -> list[Json]:
        """Pairs of which a speaker is one side."""
        return list(self._rows("SELECT row FROM review WHERE speaker = ? ORDER BY rowid", speaker))

    def _rows(self, query: str, *values: object) -> Iterator[Json]:
        for (row,) in self.database.execute(query, values):
            yield json.loads(row)
