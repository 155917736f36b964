"""Take a text as one clean article: nothing is changed, so that every offset is the raw offset."""

from __future__ import annotations

import re

from onrecord.types import Block, Span

_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_BREAK = re.compile(r"\n\s*")


def paragraphs(text: str) -> tuple[Block, ...]:
    """Paragraphs parted by blank lines; where there are none, by newlines. Space around them belongs to none."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    breaks = [Span(*found.span()) for found in _BLANK.finditer(text, start, end)]
    breaks = breaks or [Span(*found.span()) for found in _BREAK.finditer(text, start, end)]
    blocks = []
    for gap in (*breaks, Span(end, end)):
        if start < gap.start:
            blocks.append(Block(start, start + len(text[start : gap.start].rstrip()), "paragraph"))
        start = gap.end
    return tuple(blocks)
