"""Where people have said that an article begins, or that none does: their word goes before every cue."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from onrecord.clean.lines import Line

Range = tuple[int, int]


def as_told(ranges: Sequence[Range], lines: Sequence[Line], starts: Sequence[tuple[int, bool]]) -> list[Range]:
    """The articles of a page as ranges of its lines, with the starts that people have set or taken back.

    Args:
        ranges: Half-open ranges that cover all lines, in order.
        starts: (raw position, an article begins here). A start taken back joins the article that holds the position to the
            one before it; the first article has none before it and stays.
    """
    begins = {start for start, _ in ranges}
    for position, wanted in sorted(starts):
        line = next((number for number, line in enumerate(lines) if position < line.raw_end), len(lines) - 1)
        if wanted:
            begins.add(line)
        elif (start := max(begin for begin in begins | {0} if begin <= line)) > 0:
            begins.discard(start)
    edges = [*sorted(begins | {0}), len(lines)]
    return list(pairwise(edges))
