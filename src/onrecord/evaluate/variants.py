"""Damaged copies of gold pages, with the gold carried along by construction: for curves of robustness.

A variant is a list of edits of the raw text; every span of the gold is moved by them, so nothing is annotated anew. What the
gold *says* (speakers, values, places) stays as it is, since a careful reader of the damaged page would still read it so.
"""

from __future__ import annotations

import random
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Any

import ftfy.bad_codecs

from onrecord.evaluate.corpus import GoldPage

Edit = tuple[int, int, str]  # raw[start:end] becomes the text

QUOTATION_MARKS = '“”„«»"'
_TURNED = {"“": "”", "”": "“", "„": "“", "«": "»", "»": "«", '"': "'"}
_BREAK = re.compile(r"[ \t]*\r?\n\s*")


class Shift:
    """Positions of a text, carried through edits that do not overlap.

    A start inside an edit moves to the start of what replaces it, an end inside one to its end. What is inserted between
    two characters belongs to neither neighbour.
    """

    def __init__(self, edits: Sequence[Edit]) -> None:
        self.edits = sorted(edits)
        if any(first[1] > second[0] for first, second in pairwise(self.edits)):
            raise ValueError("Edits overlap.")
        self._starts = [start for start, _, _ in self.edits]
        self._ends = [end for _, end, _ in self.edits]
        self._moved = [0, *accumulate(len(text) - (end - start) for start, end, text in self.edits)]

    def text(self, raw: str) -> str:
        """The edited text."""
        pieces, at = [], 0
        for start, end, text in self.edits:
            pieces += [raw[at:start], text]
            at = end
        return "".join([*pieces, raw[at:]])

    def start(self, position: int) -> int:
        """Where a span that starts here starts now."""
        done = bisect_right(self._ends, position)  # edits that end at or before the position
        inside = done < len(self.edits) and self._starts[done] < position
        return (self._starts[done] if inside else position) + self._moved[done]

    def end(self, position: int) -> int:
        """Where a span that ends here ends now."""
        begun = bisect_left(self._starts, position)  # edits that start before the position
        if begun and self._ends[begun - 1] > position:
            return self._ends[begun - 1] + self._moved[begun]
        return position + self._moved[begun]

    def gold(self, value: Any) -> Any:
        """A gold value with all its spans moved. A span `[start, end, …]` left without characters is dropped, in an object null."""
        if isinstance(value, dict):
            moved = {key: self.gold(item) for key, item in value.items()}
            for first, last in (("start", "end"), ("raw_start", "raw_end")):
                if first in value:
                    moved[first], moved[last] = self.start(value[first]), self.end(value[last])
            return moved
        if isinstance(value, list):
            if _is_span(value):
                start, end = self.start(value[0]), self.end(value[1])
                return [start, end, *value[2:]] if start < end else None
            return [moved for item in value for moved in [self.gold(item)] if moved is not None or item is None]
        return value


def _is_span(value: list[Any]) -> bool:
    return len(value) >= 2 and all(isinstance(item, int) for item in value[:2])


def edited(page: GoldPage, edits: Sequence[Edit]) -> GoldPage:
    """The page after the edits, its gold moved along."""
    shift = Shift(edits)
    return GoldPage(page.id, page.split, shift.text(page.raw), page.html, shift.gold(page.gold))


def damaged_marks(page: GoldPage, rate: float, seed: int = 0) -> GoldPage:
    """Each quotation mark in the paragraphs is lost, turned the wrong way or made a straight one, with probability `rate`.

    Quotation marks are those of double form. Which marks are hit at a low rate are hit at every higher one too. A part that
    loses its mark is flagged in the gold, as on a page that came so.
    """
    chance = random.Random(f"{seed} {page.id}")
    removed = [(start, end) for start, end, *_ in page.gold["removed"]]
    edits: list[Edit] = []
    for start, end, kind in sorted(block for article in page.articles for block in article["blocks"]):
        for at in range(start, end):
            if page.raw[at] not in QUOTATION_MARKS:
                continue
            hit, how = chance.random(), chance.choice(("lost", "turned", "straight"))
            if kind != "paragraph" or hit >= rate or any(low <= at < high for low, high in removed):
                continue
            mark = page.raw[at]
            edits.append((at, at + 1, {"lost": "", "turned": _TURNED[mark], "straight": '"'}[how]))
    lost = {start for start, _, text in edits if not text}
    damaged = edited(page, edits)
    for before, after in zip(page.articles, damaged.articles, strict=True):
        for old, new in zip(before["quotes"], after["quotes"], strict=True):
            flags = set(old["flags"])
            flags |= {"opening-mark-missing" for start, _ in old["parts"] if start - 1 in lost}
            flags |= {"closing-mark-missing" for _, end in old["parts"] if end in lost}
            new["flags"] = sorted(flags)
    return damaged


def mojibake(page: GoldPage) -> GoldPage:
    """The page as UTF-8 that was read as Windows-1252 (bytes that it lacks as Latin-1, as browsers do)."""
    return edited(page, [(at, at + 1, _misread(letter)) for at, letter in enumerate(page.raw) if ord(letter) > 127])


def _misread(letter: str) -> str:
    ftfy.bad_codecs.ok()
    return letter.encode("utf-8", "surrogatepass").decode("sloppy-windows-1252")


def single_breaks(page: GoldPage) -> GoldPage:
    """Paragraphs follow each other on the next line, without an empty one between."""
    return edited(page, _between_paragraphs(page, "\n"))


def no_breaks(page: GoldPage) -> GoldPage:
    """The paragraphs of each article run on in one line."""
    return edited(page, _between_paragraphs(page, " "))


def _between_paragraphs(page: GoldPage, text: str) -> list[Edit]:
    """Edits of the white space between two paragraphs of an article that nothing else stands between. HTML has none."""
    edits = []
    for article in page.articles:
        for (_, end, kind), (start, _, following) in pairwise(sorted(article["blocks"])):
            if kind == following == "paragraph" and _BREAK.fullmatch(page.raw, end, start):
                edits.append((end, start, text))
    return edits


def joined(pages: Sequence[GoldPage], between: str = "\n\n") -> GoldPage:
    """One page that holds the pages one below the other, as copied from a site article by article.

    Args:
        between: What stands between two pages; the gold removes its words as navigation.

    Raises:
        ValueError: A page is HTML, or has its publication date or title only beside its text, which joining would lose.
    """
    raw = ""
    articles: list[Any] = []
    removed: list[Any] = []
    for page in pages:
        if not can_be_joined(page):
            raise ValueError(f"Page {page.id!r} cannot be joined.")
        if raw:
            words = between.strip()
            at = len(raw) + between.find(words)
            removed += [[at, at + len(words), "navigation"]] if words else []
            raw += between
        shift = Shift([(0, 0, raw)])
        moved = shift.gold(page.gold)
        articles += moved["articles"]
        removed += moved["removed"]
        raw += page.raw
    identifier = "joined/" + "+".join(page.id for page in pages)
    gold = {"id": identifier, "split": pages[0].split, "articles": articles, "removed": removed}
    return GoldPage(identifier, pages[0].split, raw, False, gold)


def can_be_joined(page: GoldPage) -> bool:
    """Plain text, and all that the gold knows of its articles stands in it."""

    def in_text(value: dict[str, Any] | None, *sources: str) -> bool:
        return value is None or value.get("raw") is not None or value.get("from") in sources

    return not page.html and all(in_text(article["title"]) and in_text(article["published"], "dateline") for article in page.articles)
