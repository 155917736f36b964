"""What a page lets its readers skip: "skip past newsletter promotion", the promotion, "after newsletter promotion".

Such marks are for readers of screens; the article goes on behind them, however much what they enclose looks like its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.clean.features import Seen, look
from onrecord.clean.labeller import labeller
from onrecord.clean.lines import Line

MOST_LINES = 40  # of an aside
REASON = "form"  # most invite to sign up
_SKIP = re.compile(r"skip (?:past |to (?:the )?end of |over )?(?:the )?(?P<what>\w[\w ./@-]{2,59})$")
_ENDS = ("after", "end of")


def asides(shadows: Sequence[str]) -> Iterator[range]:
    """The lines of each aside, its marks included; `shadows` are the lines in small letters."""
    end = 0
    for n, text in enumerate(shadows):
        if n >= end and text.startswith("skip ") and (found := _SKIP.match(text)):
            marks = {f"{word} {found['what']}" for word in _ENDS}
            for last in range(n + 1, min(n + MOST_LINES, len(shadows))):
                if shadows[last] in marks:
                    end = last + 1
                    yield range(n, end)
                    break


def chances(lines: Sequence[Line], seen: Seen) -> NDArray[np.float64]:
    """The probability that each line is the article's; lines of asides, which get a reason, are none, and are not looked at."""
    skipped = [n for lines_of in asides(seen.shadows) for n in lines_of]
    if not skipped:
        return labeller()(seen)
    kept = np.ones(len(lines), dtype=np.bool_)
    kept[skipped] = False
    found = np.zeros(len(lines))
    if kept.any():
        found[kept] = labeller()(look([line for line, is_kept in zip(lines, kept, strict=True) if is_kept]))
    for n in skipped:
        seen.cues[n] = seen.cues[n] or REASON
    return found
