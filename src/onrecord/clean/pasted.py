"""The lines of a page of text, as all that works on lines sees them, in use and in training."""

from __future__ import annotations

from onrecord.clean.lines import Line, split_lines
from onrecord.clean.markdown import unmarked
from onrecord.clean.run_on import parted
from onrecord.clean.wrapped import unwrap


def lines_of(raw: str) -> list[Line]:
    """The visible lines, without marks of Markdown: wrapped ones joined, those parted in which turns of speech run on."""
    return parted(unwrap(unmarked(list(split_lines(raw)))))
