"""The search index: words to articles, in files small enough to load one by one from disk.

A page opened from disk may not fetch data, but it may load scripts that lie beside it. So each part of the index is a
script that hands a value to the page: `onrecord.load("words-3", {...})`. All of it is ASCII.
"""

from __future__ import annotations

import json
import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from onrecord.inspect.store import Store

CHUNK = 400  # articles whose words are held in memory
PART_BYTES = 150_000  # size of a part of the index; words that begin alike stay together
PREFIX = 2
LONGEST = 40

_WORD = re.compile(r"\w+")


def words_of(text: str) -> set[str]:
    """The words of a text as they are searched for: lower case, without accents, at most 40 characters."""
    plain = unicodedata.normalize("NFKD", text.lower())  # the same steps as in static/site.js
    if not plain.isascii():
        plain = "".join(char for char in plain if unicodedata.category(char)[0] != "M")
    return {word[:LONGEST] for word in _WORD.findall(plain)}


class WordIndex:
    """Collects words by article number, a chunk of articles at a time."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.chunk: dict[str, array[int]] = {}
        self.number = 0
        self.articles = 0

    def add(self, article: int, text: str) -> None:
        """Add an article; numbers must rise."""
        for word in words_of(text):
            if word not in self.chunk:
                self.chunk[word] = array("I")
            self.chunk[word].append(article)
        self.articles += 1
        if self.articles % CHUNK == 0:
            self._flush()

    def _flush(self) -> None:
        rows = [(word, self.number, articles.tobytes()) for word, articles in self.chunk.items()]
        self.store.database.executemany("INSERT INTO posting VALUES (?, ?, ?)", rows)
        self.chunk, self.number = {}, self.number + 1

    def write(self, folder: Path) -> list[str]:
        """Write the parts; returns the first two letters that each begins with."""
        self._flush()
        firsts: list[str] = []
        part: dict[str, list[int]] = {}
        size, last = 0, ""
        for word, articles in self._words():
            if size > PART_BYTES and word[:PREFIX] != last[:PREFIX]:
                write_part(folder, f"words-{len(firsts) - 1}", part)
                part, size = {}, 0
            if not part:
                firsts.append(word[:PREFIX])
            part[word] = _steps(articles)
            size += len(word) + 3 * len(articles)
            last = word
        if part:
            write_part(folder, f"words-{len(firsts) - 1}", part)
        return firsts

    def _words(self) -> Iterator[tuple[str, array[int]]]:
        """Each word with the numbers of its articles, in the order of code points."""
        current, articles = None, array("I")
        for word, blob in self.store.database.execute("SELECT word, articles FROM posting ORDER BY word, chunk"):
            if word != current:
                if current is not None:
                    yield current, articles
                current, articles = word, array("I")
            articles.frombytes(blob)
        if current is not None:
            yield current, articles


def _steps(numbers: Iterable[int]) -> list[int]:
    """Each number as its distance from the one before."""
    steps, before = [], 0
    for number in numbers:
        steps.append(number - before)
        before = number
    return steps


def write_part(folder: Path, name: str, value: Any) -> None:
    """Write a value as a script that hands it to the page."""
    folder.mkdir(parents=True, exist_ok=True)
    plain = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    (folder / f"{name}.js").write_text(f'onrecord.load("{name}", {plain});\n', encoding="ascii", newline="\n")
