"""What the characters of a page's lines show: how lines begin and end, their words, capitals, digits, commas.

All lines are looked at together, as one array of code points: a page has hundreds of lines, and most are short.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int64]
Flags = NDArray[np.bool_]
Bits = NDArray[np.uint16]

_KNOWN = 0x3100  # code points told apart one by one; of those above, the ones from _SIGNS on are taken as signs, others as letters
_SIGNS = 0xFE00
_ENDS = {".": 1, "!": 2, "?": 2, ":": 5, ",": 6, ";": 6, "…": 7, ")": 8, "]": 8, "|": 9, "›": 9, "→": 9, ">": 9}
_QUOTES = "\"'“”‘’«»"
QUOTED, OPEN_QUOTED = 3, 4  # ends: a sentence inside quotation marks, other quotation marks
FEW = 20  # words, at most, of which the share of capitals is taken
_DIGITS_IN, _GLUED_IN, _BREAKS_IN = 120, 300, 600  # characters of a line looked at
# Bits of the table of characters.
_SPACE, _UPPER, _DIGIT, _COMMA, _QUOTATION, _STOP, _SMALL, _BIG, _BEFORE_GLUE, _BEFORE_STOP, _AFTER_STOP, _CLOSED = (
    1 << bit for bit in range(12)
)
_NEXT_SENTENCE = re.compile(r"[\"”’')]* +[\"“‘'(]*[A-Z]")


@dataclass(frozen=True, slots=True)
class Looks:
    """One value a line.

    `end`: what the last character is (0: a letter or digit, 1 to 4: the end of a sentence). `first`: what the first is.
    `capitals`: share of the first 20 words. `digits`: share of the first 120 characters. `glued`: a small letter before a
    capital, as lists of other articles print a headline and its first sentence. `breaks`: ends of sentences inside the line.
    """

    size: Codes
    end: Codes
    first: Codes
    capitals: NDArray[np.float64]
    commas: Codes
    digits: NDArray[np.float64]
    quoted: Flags
    glued: Flags
    breaks: Codes


@cache
def _tables() -> tuple[Bits, Codes, Codes]:
    """Of every character: its bits, what it is as the last of a line, and as the first."""
    bits = np.zeros(_KNOWN + 2, dtype=np.uint16)
    ends, firsts = np.zeros(_KNOWN + 2, dtype=np.int64), np.zeros(_KNOWN + 2, dtype=np.int64)
    for number in range(_KNOWN + 2):
        character = chr(number) if number < _KNOWN else "一←"[number - _KNOWN]
        ends[number] = OPEN_QUOTED if character in _QUOTES else _ENDS.get(character, 0 if character.isalnum() else 9)
        firsts[number] = (
            0
            if character.isupper()
            else 1
            if character.islower()
            else 2
            if character.isdigit()
            else 3
            if character in _QUOTES
            else 5
            if character.isalnum()
            else 4
        )
        small, big = "a" <= character <= "z", "A" <= character <= "Z"
        bits[number] = (
            _SPACE * character.isspace()
            | _UPPER * character.isupper()
            | _DIGIT * character.isdecimal()
            | _COMMA * (character == ",")
            | _QUOTATION * (character in '"“”„«»')
            | _STOP * (character in ".!?")
            | _SMALL * small
            | _BIG * big
            | _BEFORE_GLUE * (small or character in ".!?’”)")
            | _BEFORE_STOP * (small or character == ")" or character.isdecimal())
            | _AFTER_STOP * (character in " \"”’')")
            | _CLOSED * (character in ".!?,…")
        )
    return bits, ends, firsts


def read(lines: Sequence[str]) -> Looks:
    """Look at the characters of lines, none of which is empty."""
    text = "\n".join(lines)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
    codes = np.where(codes < _SIGNS, np.minimum(codes, _KNOWN), _KNOWN + 1)
    table, ends, firsts = _tables()
    bits = table[codes]
    lengths = np.array([len(line) for line in lines])
    stop = np.cumsum(lengths + 1) - 1
    start = stop - lengths

    def count(flags: Flags, most: int | None = None, short: int = 0) -> Codes:
        """Flags of each line, among its first `most` characters and not among its last `short`."""
        places = np.flatnonzero(flags)
        last = stop if most is None else np.minimum(stop, start + most)
        counts: Codes = np.searchsorted(places, np.maximum(last - short, start)) - np.searchsorted(places, start)
        return counts

    space = (bits & _SPACE) > 0
    space[stop[:-1]] = True
    words = ~space
    words[1:] &= space[:-1]
    before = np.cumsum(words)
    size = count(words)
    early = words & (before - np.repeat(before[start] - 1, lengths + 1)[: len(before)] <= FEW)
    end = ends[codes[stop - 1]]
    quoted = (end == OPEN_QUOTED) & (lengths > 1) & ((bits[stop - 2] & _CLOSED) > 0)
    glue = np.zeros(len(codes), dtype=np.bool_)
    glue[:-2] = ((bits[:-2] & _BEFORE_GLUE) > 0) & ((bits[1:-1] & _BIG) > 0) & ((bits[2:] & _SMALL) > 0)
    return Looks(
        size=size,
        end=np.where(quoted, QUOTED, end),
        first=firsts[codes[start]],
        capitals=count(early & ((bits & _UPPER) > 0)) / np.minimum(size, FEW),
        commas=count((bits & _COMMA) > 0),
        digits=count((bits & _DIGIT) > 0, _DIGITS_IN) / np.minimum(lengths, _DIGITS_IN),
        quoted=count((bits & _QUOTATION) > 0) > 0,
        glued=count(glue, _GLUED_IN, 2) > 0,
        breaks=_breaks(text, bits, start, stop),
    )


def _breaks(text: str, bits: Bits, start: Codes, stop: Codes) -> Codes:
    """How many sentences end inside each line, another after them."""
    stops = (bits[1:-1] & _STOP) > 0
    stops &= (bits[:-2] & _BEFORE_STOP) > 0
    stops &= (bits[2:] & _AFTER_STOP) > 0
    places = np.flatnonzero(stops) + 1
    owners = np.searchsorted(stop, places, side="right")
    last = np.minimum(stop, start + _BREAKS_IN)[owners].tolist()
    found = [_NEXT_SENTENCE.match(text, place + 1, end) is not None for place, end in zip(places.tolist(), last, strict=True)]
    return np.bincount(owners[np.array(found, dtype=np.bool_)], minlength=len(start))
