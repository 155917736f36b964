"""Text in Markdown: its marks are left out, as those of HTML are, and what stands between them is the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.clean.lines import Line, Piece

FEWEST = 2  # sorts of marks on a page in Markdown
_HEADING = re.compile(r"(?P<level>#{1,6}) +(?=\S)")
_IMAGE = re.compile(r"!\[[^\]\[]{0,300}\]\([^()\s]{1,1000}\)")
_LINK = re.compile(r"\[(?P<text>[^\]\[]{1,300})\]\([^()\s]{1,1000}\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(?P<text>[^*_]{1,400})\1")
_EMPHASIS = re.compile(r"(?<![\w*])(\*)(?=\S)(?P<text>[^*]{1,400})\1(?![\w*])")
_QUOTE = re.compile(r"> +(?=\S)")
_MARKS = ("](", "**", "__")
_SORTS = (_HEADING.match, _IMAGE.search, _LINK.search, _STRONG.search)


def unmarked(lines: Sequence[Line]) -> list[Line]:
    """The lines without marks, a heading with its level as its tag; as they are where the page is not in Markdown."""
    page = "\n".join(line.text for line in lines)
    if not any(mark in page for mark in _MARKS):  # without a link or strong words: one sort at most
        return list(lines)
    if sum(any(finds(line.text) for line in lines) for finds in _SORTS) < FEWEST:
        return list(lines)
    return [plain for line in lines for plain in _plain(line)]


def _plain(line: Line) -> Iterator[Line]:
    """The line without its marks; nothing when it holds nothing else."""
    heading = _HEADING.match(line.text)
    marks = [found.span() for found in (heading, _QUOTE.match(line.text)) if found]
    marks += [found.span() for found in _IMAGE.finditer(line.text)]
    for pattern in (_LINK, _STRONG, _EMPHASIS):
        for found in pattern.finditer(line.text):
            marks += [(found.start(), found.start("text")), (found.end("text"), found.end())]
    if not marks:
        yield line
        return
    text, end = "", 0
    pieces: list[Piece] = []
    repairs: list[tuple[int, int, str]] = []
    for start, stop in [*sorted(marks), (len(line.text), len(line.text))]:
        kept = line.cut(end, max(start, end))
        pieces += [(piece[0] + len(text), *piece[1:]) for piece in kept.pieces]
        repairs += [(a + len(text), b + len(text), flag) for a, b, flag in kept.repairs]
        text, end = text + kept.text, max(end, stop)
    if text.strip():
        plain = replace(line, text=text, pieces=tuple(pieces), repairs=tuple(repairs))
        plain = plain.cut(len(text) - len(text.lstrip()), len(text.rstrip()))
        yield replace(plain, tag=f"h{len(heading['level'])}" if heading else line.tag)
