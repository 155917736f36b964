"""The lines of a page, with their characters repaired one for one and the way back to the raw text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# Runs of a line: (start in the line's text, length there, raw start, raw end). Equal lengths map character by character.
Piece = tuple[int, int, int, int]

_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_OTHER_BREAKS = re.compile("[\r\x0b\x0c\x85\u2028\u2029]")

INVISIBLE = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
ODD_SPACE = "\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_CONTINUATION = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_MOJIBAKE = re.compile(f"[\xc2-\xdf][{_CONTINUATION}]|[\xe0-\xef][{_CONTINUATION}]{{2}}|[\xf0-\xf4][{_CONTINUATION}]{{3}}")
_WIDEST = 40  # spaces in a row that stay; more say nothing, and many patterns look at a run of spaces from each of them
# An opening mark or an accent for an apostrophe: "Ana Ruiz‘s plan", "it`s".
_APOSTROPHE = r"[‘`](?<=[^\W\d_].)(?=(?:s|t|re|ve|ll|d|m)\b)"
_NEEDS_WORK = re.compile(f"[{INVISIBLE}{ODD_SPACE}{_MARKS}\xc2-\xf4]| {{{_WIDEST + 1}}}|{_APOSTROPHE}")
_CHANGE = re.compile(
    f"(?P<apostrophe>{_APOSTROPHE})|"
    f"(?P<invisible>[{INVISIBLE}]+)|(?P<wide>[ {ODD_SPACE}]{{{_WIDEST + 1},}})|(?P<space>[{ODD_SPACE}])|(?P<composed>.[{_MARKS}]+)"
)
# A letter lost to "?" inside a word ("?wi?cicki", "caf?s"); not a query of an address, and not "?" at the end of a word.
_LOST = re.compile(r"(?<![\w/=&?%.])(?:\?[a-z]\w*|\w+\?[a-z])[\w?]*(?![\w/=&%:])|\ufffd+")
# What is left of a mark whose last byte was lost before the text came to us.
_BROKEN = re.compile("â€(?![\x80-\xbf™œ˜“”¦¢])")


@dataclass(slots=True)
class Line:
    """One line that is not blank. `blanks` counts the blank lines before it.

    `repairs` holds (start, end, flag) in the line's text. `markup` tells what the HTML says of the line, if it is HTML:
    the name of its innermost block element, and whether it is evidence for or against being the article; `article` numbers
    the outermost `article` elements from 1.
    """

    text: str
    pieces: tuple[Piece, ...]
    blanks: int
    repairs: tuple[tuple[int, int, str], ...] = ()
    tag: str = ""
    evidence: int = 0
    article: int = 0

    @property
    def raw_start(self) -> int:
        return self.pieces[0][2]

    @property
    def raw_end(self) -> int:
        return self.pieces[-1][3]

    def cut(self, start: int, end: int) -> Line:
        """The line's text from `start` to `end`, with its own way back."""
        pieces = []
        for at, length, raw_start, raw_end in self.pieces:
            low, high = max(at, start), min(at + length, end)
            if low < high:
                exact = raw_end - raw_start == length
                raw = (raw_start + low - at, raw_start + high - at) if exact else (raw_start, raw_end)
                pieces.append((low - start, high - low, *raw))
        repairs = tuple((max(a, start) - start, min(b, end) - start, flag) for a, b, flag in self.repairs if a < end and b > start)
        return Line(self.text[start:end], tuple(pieces), self.blanks, repairs, self.tag, self.evidence, self.article)


def split_lines(raw: str) -> Iterator[Line]:
    """The lines of a text that hold something visible, in order."""
    blanks, begun = 0, False
    for start, text in _texts(raw):
        begun = begun or bool(text)
        line = repaired(text, start, blanks) if text else None
        if line is not None:
            yield line
            blanks = 0
        elif begun:
            blanks += 1


def _texts(raw: str) -> Iterator[tuple[int, str]]:
    """The lines of a text with where they start, empty ones too."""
    start = 0
    if _OTHER_BREAKS.search(raw):
        for found in _BREAKS.finditer(raw):
            yield start, raw[start : found.start()]
            start = found.end()
        yield start, raw[start:]
        return
    for text in raw.split("\n"):
        yield start, text
        start += len(text) + 1


def repaired(text: str, raw_start: int, blanks: int) -> Line | None:
    """A raw line without space around it, its characters repaired; null when nothing visible is left.

    Mojibake is undone where it decodes exactly, sequence by sequence; odd spaces become spaces; what is invisible is left
    out; over 40 spaces in a row become one; letters with combining marks are composed (NFC); what stands for an apostrophe becomes
    one. Nothing is uncurled, no letter is guessed.
    """
    stripped = text.strip()
    if not stripped:
        return None
    raw_start += text.index(stripped[0]) if text[0] != stripped[0] else 0
    plain = stripped.isascii() and stripped.isprintable() and " " * (_WIDEST + 1) not in stripped and "`" not in stripped
    if plain or not _NEEDS_WORK.search(stripped):
        repairs = tuple((*found.span(), "damaged") for found in _LOST.finditer(stripped)) if "?" in stripped or "\ufffd" in stripped else ()
        return Line(stripped, ((0, len(stripped), raw_start, raw_start + len(stripped)),), blanks, repairs)
    return _Repair(stripped, raw_start).line(blanks)


class _Repair:
    """Writes the repaired line piece by piece."""

    def __init__(self, text: str, raw_start: int) -> None:
        self.text, self.raw_start = text, raw_start
        self.written: list[str] = []
        self.length = 0
        self.pieces: list[Piece] = []
        self.repairs: list[tuple[int, int, str]] = []

    def write(self, piece: str, start: int, end: int, flag: str = "") -> None:
        if not piece:
            return
        self.written.append(piece)
        self.pieces.append((self.length, len(piece), self.raw_start + start, self.raw_start + end))
        if flag:
            self.repairs.append((self.length, self.length + len(piece), flag))
        self.length += len(piece)

    def line(self, blanks: int) -> Line | None:
        end = 0
        for start, stop, piece, flag in sorted(self.changes()):
            if start >= end:
                self.write(self.text[end:start], end, start)
                self.write(piece, start, stop, flag)
                end = stop
        self.write(self.text[end:], end, len(self.text))
        text = "".join(self.written)
        lost = [(*found.span(), "damaged") for pattern in (_LOST, _BROKEN) for found in pattern.finditer(text)]
        line = Line(text, tuple(_joined(self.pieces)), blanks, tuple(sorted([*self.repairs, *lost])))
        first, last = len(text) - len(text.lstrip()), len(text.rstrip())
        if first >= last:
            return None
        return line if (first, last) == (0, len(text)) else line.cut(first, last)

    def changes(self) -> Iterator[tuple[int, int, str, str]]:
        """(start, end, replacement, flag) of everything that is not taken as it is."""
        yield from _mojibake(self.text)
        for found in _CHANGE.finditer(self.text):
            if found.lastgroup == "invisible":
                yield *found.span(), "", ""
            elif found.lastgroup in ("wide", "space"):
                yield *found.span(), " ", ""
            elif found.lastgroup == "apostrophe":
                yield *found.span(), "’", "normalised"
            elif (composed := unicodedata.normalize("NFC", found.group())) != found.group():
                yield *found.span(), composed, "normalised"


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """Neighbouring pieces of equal length in one."""
    last: Piece | None = None
    for piece in pieces:
        if last and last[1] == last[3] - last[2] and piece[1] == piece[3] - piece[2] and last[3] == piece[2]:
            last = (last[0], last[1] + piece[1], last[2], piece[3])
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last


def _mojibake(text: str) -> list[tuple[int, int, str, str]]:
    """UTF-8 that was read as Windows-1252, sequence by sequence; nothing unless ftfy finds the line bad before and clean after."""
    if not _MOJIBAKE.search(text):
        return []
    from ftfy import bad_codecs  # noqa: F401  (registers sloppy-windows-1252)
    from ftfy.badness import badness

    before = badness(text)
    if not before:
        return []
    changes = []
    for found in _MOJIBAKE.finditer(text):
        try:
            character = found.group().encode("sloppy-windows-1252").decode("utf-8")
        except UnicodeError:
            continue
        if len(character) == 1 and not "\u0180" <= character <= "\u02ff":  # phonetic letters: "CAFÉ’s" is no mojibake
            changes.append((*found.span(), character, "mojibake"))
    after, end = [], 0
    for start, stop, character, _ in changes:
        after += [text[end:start], character]
        end = stop
    return changes if badness("".join(after) + text[end:]) == 0 else []
