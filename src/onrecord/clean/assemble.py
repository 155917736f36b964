"""From labelled lines to an `Article`: clean text, offset map, blocks, and what was left out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.clean.lines import Line
from onrecord.types import Block, BlockKind, Removed, Run, Span

_VISIBLE = re.compile(r"\S(?:.*\S)?", re.DOTALL)


class Text:
    """A clean text in the making. Blocks are added in the order of the page."""

    def __init__(self, raw: str, *, markup: bool) -> None:
        self.raw, self.filler = raw, "markup" if markup else "character"
        self.parts: list[str] = []
        self.length = 0
        self.runs: list[Run] = []
        self.blocks: list[Block] = []
        self.removed: list[Removed] = []
        self.repairs: list[tuple[Span, str]] = []

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def add(self, lines: Sequence[Line], kind: BlockKind) -> list[int]:
        """Append a block of one line, or of several joined by a space. Returns where each line starts."""
        if self.runs:
            self._write("\n\n", self.runs[-1].raw_end, lines[0].raw_start, exact=False)
        start, starts = self.length, []
        for number, line in enumerate(lines):
            if number:
                self.drop(self.runs[-1].raw_end, line.raw_start, self.filler)
                self._write(" ", self.runs[-1].raw_end, line.raw_start, exact=False)
            starts.append(self.length)
            self._line(line)
        self.blocks.append(Block(start, self.length, kind))
        return starts

    def _line(self, line: Line) -> None:
        origin, end = self.length, None
        for at, length, raw_start, raw_end in line.pieces:
            if end is not None and raw_start > end:
                self.drop(end, raw_start, self.filler)
            self._write(line.text[at : at + length], raw_start, raw_end, exact=raw_end - raw_start == length)
            end = raw_end
        self.repairs += [(Span(origin + start, origin + stop), flag) for start, stop, flag in line.repairs]

    def _write(self, piece: str, raw_start: int, raw_end: int, *, exact: bool) -> None:
        last = self.runs[-1] if self.runs else None
        if exact and last and last.exact and last.raw_end == raw_start:
            self.runs[-1] = Run(last.start, last.end + len(piece), last.raw_start, raw_end)
        else:
            self.runs.append(Run(self.length, self.length + len(piece), raw_start, raw_end, exact))
        self.parts.append(piece)
        self.length += len(piece)

    def drop(self, raw_start: int, raw_end: int, reason: str) -> None:
        """Note what is in no block, if anything of it can be seen."""
        if found := _VISIBLE.search(self.raw, raw_start, raw_end):
            self.removed.append(Removed(found.start(), found.end(), reason))

    def drop_line(self, line: Line, reason: str) -> None:
        """Note a removed line, the markup inside it apart."""
        self.removed.append(Removed(line.raw_start, line.raw_end, reason))


def unaccounted(raw: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Visible stretches of the raw text that lie in none of the spans."""
    left, end = [], 0
    for start, stop in [*sorted(spans), (len(raw), len(raw))]:
        if start > end and (found := _VISIBLE.search(raw, end, start)):
            left.append(found.span())
        end = max(end, stop)
    return left
