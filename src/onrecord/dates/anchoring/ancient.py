"""Years before Christ: "in 44 BC … two years later". `datetime` has none, so they are counted by themselves."""

from __future__ import annotations

import re

from onrecord.dates.anchoring.context import Context, Resolved
from onrecord.dates.frame import Frame
from onrecord.types import Anchor

_YEARS = {"Y": 1, "E": 10, "C": 100, "L": 1000}


def from_ancient(frame: Frame, context: Context) -> Resolved | None:
    """The value of a frame that counts from the last date named, when that is a year before Christ; else None."""
    match = re.match(r"BC(\d{4})", context.named_last)
    if match is None or not (frame.base == "mention" or context.narrative):
        return None
    anchor = Anchor("mention", context.named_last, frame.rule)
    if frame.shift is not None and frame.unit in _YEARS:
        year = 1 - int(match[1]) + frame.shift * _YEARS[frame.unit]  # there is no year 0: 1 BC counts as 0
        return Resolved(f"{year:04d}" if year > 0 else f"BC{1 - year:04d}", anchor)
    if frame.shift is not None and frame.unit is not None:
        return Resolved(match[0], anchor, flags=("coarse-anchor",))
    if frame.month is not None or frame.season is not None:
        return Resolved(f"{match[0]}-" + (f"{frame.month:02d}" if frame.month else frame.season or ""), anchor)
    return None
