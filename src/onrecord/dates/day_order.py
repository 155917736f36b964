"""Is 04/05/2019 a day in May or in April? Decided by evidence; what stays open keeps both readings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Literal

from onrecord.dates.frame import Frame

Numeric = tuple[int, int, int | None]
Order = Literal["dmy", "mdy"]


def day_order(
    frames: Sequence[Frame], *, setting: Literal["auto", "dmy", "mdy"], convention: Order | None, published: date | None
) -> Callable[[Numeric], tuple[bool, bool]]:
    """A function of a numeric date that tells (is the day first?, is that certain?).

    In order of weight: the setting; readings of the document's other dates that are impossible one way; one of them that is
    the publication date one way only; the publisher's convention; last, and without certainty, how the document
    writes its dates in words, and which reading lies closer to the publication date.
    """
    if setting != "auto":
        return lambda numeric: (setting == "dmy", True)
    proved = _proved(frames, published)
    if proved is None:
        proved = convention
    if proved is not None:
        return lambda numeric: (proved == "dmy", True)
    written = _written(frames)
    return lambda numeric: (_closer(numeric, written, published), False)


def _proved(frames: Sequence[Frame], published: date | None) -> Order | None:
    votes = {"dmy": 0, "mdy": 0}
    for frame in frames:
        if frame.numeric is None:
            continue
        first, second, year = frame.numeric
        if first > 12 >= second:
            votes["dmy"] += 1
        elif second > 12 >= first:
            votes["mdy"] += 1
        elif published is not None and first != second and year in (published.year, published.year % 100):
            votes["dmy"] += (second, first) == (published.month, published.day)
            votes["mdy"] += (first, second) == (published.month, published.day)
    if votes["dmy"] == votes["mdy"]:
        return None
    return "dmy" if votes["dmy"] > votes["mdy"] else "mdy"


def _written(frames: Sequence[Frame]) -> Order:
    """ "5 March 2019" goes with day first, "March 5, 2019" with month first; day first where the text shows neither."""
    american = sum(frame.rule == "month-day-year" for frame in frames)
    return "mdy" if american > sum(frame.rule == "day-month-year" for frame in frames) else "dmy"


def _closer(numeric: Numeric, written: Order, published: date | None) -> bool:
    first, second, year = numeric
    if published is not None and year in (published.year, published.year % 100) and max(first, second) <= 12:
        after = {
            order: date(published.year, month, day) > published for order, month, day in (("dmy", second, first), ("mdy", first, second))
        }
        if after["dmy"] != after["mdy"]:  # a report seldom writes a coming day in digits
            return after["mdy"]
    return written == "dmy"
