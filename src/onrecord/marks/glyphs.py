"""Quotation marks as they stand in a paragraph: which glyphs, and which side each may be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from onrecord.lexicon import table, word_list

Side = Literal["open", "close", "either"]

_OPENERS = "([{—–-/<>*•"
_CLOSERS = ".,;:!?)]}—–-…/<>*"
_LETTERED_QUESTION = re.compile(r"\w\?\w|\?\w+\?\w")
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")


@dataclass(frozen=True, slots=True)
class Glyph:
    """One quotation mark. `side` is what its surroundings say, "either" where they say nothing."""

    start: int
    end: int
    text: str
    double: bool
    side: Side
    weak: bool = False  # a closing single mark that may be an apostrophe as well


@cache
def _known() -> dict[str, tuple[bool, Side]]:
    sides: dict[str, Side] = {"open": "open", "close": "close", "either": "either"}
    rows = ((_ESCAPE.sub(lambda m: chr(int(m[1], 16)), glyph), kind, side) for glyph, kind, side in table("quotes/marks.tsv"))
    return {glyph: (kind == "double", sides[side]) for glyph, kind, side in rows}


@cache
def _pattern() -> re.Pattern[str]:
    # A dash whose UTF-8 bytes were read as Windows-1252 ends in a curly mark: it is passed over.
    glyphs = sorted(_known(), key=lambda glyph: (-len(glyph), glyph))
    return re.compile("â€[“”]|" + "|".join(re.escape(glyph) for glyph in glyphs) + r"|\?")


@cache
def _elisions() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in word_list("quotes/elisions.txt"))
    return re.compile(rf"(?:{words})\b|\d\ds?\b", re.IGNORECASE)


def glyphs_of(text: str, start: int, end: int) -> list[Glyph]:
    """The quotation marks of one paragraph `text[start:end]`, in order.

    Apostrophes inside words, elisions ('em, '90s), feet and inches are left out; so is every question mark that does
    not stand where only a quotation mark can stand.
    """
    found: list[Glyph] = []
    skip_to = start
    pending = 0  # single marks that are open
    for match in _pattern().finditer(text, start, end):
        if match.start() < skip_to or (match.group() not in _known() and match.group() != "?"):
            continue
        a, b = match.span()
        if match.group() == "?":
            glyph = _question(text, a, start, end)
        elif match.group() == "'" or (match.group() == "''" and (text[b : b + 1] == "'" or pending >= 2)):
            run = _run(text, a, end)
            skip_to = a + run
            several = _apostrophes(text, a, run, start, end, pending)
            pending += _opened(several)
            found += several
            continue
        else:
            glyph = _glyph(text, a, b, start, end)
        if glyph is not None:
            pending += _opened([glyph])
            found.append(glyph)
    return found


def _opened(glyphs: list[Glyph]) -> int:
    """How many more single marks open than close."""
    return sum(1 if glyph.side == "open" else -1 for glyph in glyphs if not glyph.double)


def _run(text: str, at: int, end: int) -> int:
    length = 1
    while at + length < end and text[at + length] == "'":
        length += 1
    return length


def _apostrophes(text: str, at: int, length: int, start: int, end: int, pending: int) -> list[Glyph]:
    """A run of apostrophes: pairs are double marks; an odd one stands on the inner side.

    `pending`: single marks that are open before it. A run of as many, or of as many and two, closes them all.
    """
    after = text[at + length : at + length + 1] if at + length < end else ""
    singles = length % 2 if not after.isalnum() else 0
    if pending >= 2 and length - pending in (0, 2) and not after.isalnum():
        singles = pending
    bounds, position = [], at
    while position < at + singles:
        bounds.append((position, position + 1))
        position += 1
    while position + 2 <= at + length:
        bounds.append((position, position + 2))
        position += 2
    if position < at + length:
        bounds.append((position, position + 1))
    if len(bounds) > 4:  # a ruler, not quotation
        return []
    return [glyph for a, b in bounds if (glyph := _glyph(text, a, b, start, end)) is not None]


def _around(text: str, a: int, b: int, start: int, end: int) -> tuple[str, str]:
    """The characters before and after, other marks passed over; empty at the paragraph's edges."""
    before, after = a - 1, b
    while before >= start and text[before] in "“\"'‘‟„«”’»" and a - before <= 3:
        before -= 1
    while after < end and text[after] in "“\"'‘”’»" and after - b <= 3:
        after += 1
    return (text[before] if before >= start else "", text[after] if after < end else "")


def _side(before: str, after: str) -> Side:
    """What white space and punctuation say about the side of a mark that can be both."""
    at_word_start = (before == "" or before.isspace() or before in _OPENERS) and after != "" and not after.isspace()
    at_word_end = before != "" and not before.isspace() and (after == "" or after.isspace() or after in _CLOSERS)
    if at_word_start and not (at_word_end and after in ".,;:!?"):
        return "open" if not at_word_end or after.isalnum() else "either"
    return "close" if at_word_end else "either"


def _glyph(text: str, a: int, b: int, start: int, end: int) -> Glyph | None:
    glyph = text[a:b]
    double, own = _known()[glyph]
    before, after = _around(text, a, b, start, end)
    seen = _side(before, after)
    if not double:
        return _single(text, a, b, own, before, after)
    if own == "either":
        if before.isdigit() and seen != "open" and _is_inches(text, a, start):
            return None
        side = seen
    elif own == seen or seen == "either":
        side = own
    elif glyph in "«»":
        side = seen
    else:  # a curly mark on the wrong side: „Haus“, or a typing mistake
        side = "either"
    return Glyph(a, b, glyph, True, side)


_INCHES = re.compile(r"\d ?['’′] ?\d{1,2}$")


def _is_inches(text: str, at: int, start: int) -> bool:
    return _INCHES.search(text[max(start, at - 8) : at]) is not None


def _single(text: str, a: int, b: int, own: Side, before: str, after: str) -> Glyph | None:
    """A single mark, or nothing where it is an apostrophe."""
    if before.isalnum() and after.isalnum():
        return None
    starts = (before == "" or before.isspace() or before in _OPENERS) and after.isalnum()
    direct_before, direct_after = text[a - 1 : a], text[b : b + 1]
    if own != "close" and (starts or (own == "open" and not before.isalnum())):
        if _elisions().match(text, b) or before.isdigit():
            return None
        return Glyph(a, b, text[a:b], False, "open")
    if own == "open" or before == "" or direct_before.isspace() or direct_after.isalnum():
        return None
    weak = direct_before in "szxSZX" or text[a - 2 : a].lower() == "in" or direct_before.isdigit()
    return Glyph(a, b, text[a:b], False, "close", weak=weak and direct_before.isalnum())


def _question(text: str, at: int, start: int, end: int) -> Glyph | None:
    """A question mark where only a quotation mark can stand: before a word's capital, or after a comma or full stop."""
    before = text[at - 1] if at > start else ""
    after = text[at + 1] if at + 1 < end else ""
    if (before == "" or before.isspace()) and after.isupper() and not _LETTERED_QUESTION.search(text[at + 1 : at + 14].split(" ")[0]):
        return Glyph(at, at + 1, "?", True, "open", weak=True)
    if before in (",", ".", "!") and (after == "" or after.isspace()) and before:
        return Glyph(at, at + 1, "?", True, "close", weak=True)
    return None
