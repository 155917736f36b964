"""What the index filters by: columns of small numbers over all quotations, and the names that they stand for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from onrecord.inspect.words import write_part

Json = dict[str, Any]

FACET_ARTICLES = 1000  # articles in a part of the columns
SHOWN_ARTICLES = 50  # articles in a part of what is shown
SHOWN_TEXT = 400  # characters of a quotation in the list of results
TYPES = ("direct", "mixed", "indirect")


class Names:
    """Names by number, in the order of their first use, with how often they were used."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.labels: list[str] = []
        self.counts: list[int] = []

    def number(self, key: str, label: str) -> int:
        """The number of a name; counts the use."""
        if key not in self.numbers:
            self.numbers[key] = len(self.labels)
            self.labels.append(label)
            self.counts.append(0)
        self.counts[self.numbers[key]] += 1
        return self.numbers[key]


class Facets:
    """Writes the columns and the shown rows part by part while articles come in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.speakers, self.places, self.flags = Names(), Names(), Names()
        self.columns: list[list[Any]] = []
        self.shown: list[Json] = []
        self.parts = self.shown_parts = self.articles = self.quotes = 0

    def add(self, row: Json, places: list[str], quotes: list[Json]) -> None:
        """Add an article: its row, the places it names, the rows of its quotations."""
        self.articles += 1
        self.quotes += len(quotes)
        columns = [
            [
                self.speakers.number(quote["speaker"], quote["speaker_name"]) if quote["speaker"] else -1,
                TYPES.index(quote["type"]),
                _span(quote["low"], quote["high"]),
                round(quote["sure"] * 100),
                [self.flags.number(flag, flag.replace("-", " ")) for flag in quote["flags"]],
            ]
            for quote in quotes
        ]
        self.columns.append([_day(row["published"]), [self.places.number(place, place) for place in places], columns])
        shown = [[quote["quote"], _short(quote["text"]), quote["speaker_name"]] for quote in quotes]
        self.shown.append({"t": row["title"], "u": row["page"], "p": row["publisher"], "d": row["published"], "q": shown})
        if len(self.columns) == FACET_ARTICLES:
            self._write_columns()
        if len(self.shown) == SHOWN_ARTICLES:
            self._write_shown()

    def _write_columns(self) -> None:
        write_part(self.folder, f"facets-{self.parts}", self.columns)
        self.columns, self.parts = [], self.parts + 1

    def _write_shown(self) -> None:
        write_part(self.folder, f"shown-{self.shown_parts}", self.shown)
        self.shown, self.shown_parts = [], self.shown_parts + 1

    def write(self, words: list[str]) -> None:
        """Write what is left, and the part that says what there is."""
        if self.columns:
            self._write_columns()
        if self.shown:
            self._write_shown()
        names = [
            [list(pair) for pair in zip(names.labels, names.counts, strict=True)] for names in (self.speakers, self.places, self.flags)
        ]
        about = {"articles": self.articles, "facets": self.parts, "shown": SHOWN_ARTICLES, "words": words}
        write_part(self.folder, "about", about | dict(zip(("speakers", "places", "flags"), names, strict=True)))


def _day(value: str | None) -> int:
    """A day as a number that sorts, 0 when there is none."""
    digits = (value or "")[:10].replace("-", "")
    return int(digits.ljust(8, "0")[:8]) if digits.isascii() and digits.isdigit() and len(digits) >= 4 else 0


def _span(low: str | None, high: str | None) -> int | list[int]:
    """The days that a date may mean: one number, or the first and the last."""
    first, last = _day(low), _day(high)
    return first if first == last else [first, last]


def _short(text: str) -> str:
    return text if len(text) <= SHOWN_TEXT else text[: SHOWN_TEXT - 1] + "…"
