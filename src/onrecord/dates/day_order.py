"""Is 04/05/2019 a day in May or in April? Decided by evidence; what stays open keeps both readings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Literal

from onrecord.dates.frame import Frame
from onrecord.dates.values import valid_day

Numeric = tuple[int, int, int | None]
Order = Literal["dmy", "mdy"]


def day_order(
    frames: Sequence[Frame], *, setting: Literal["auto", "dmy", "mdy"], convention: Order | None, published: date | None
) -> Callable[[Numeric], tuple[bool, bool]]:
    """A function of a numeric date that tells (is the day first?, is that certain?).

    In order of weight: the setting; readings of the document's dates that are impossible one way, or miss the weekday printed
    beside them; one that is the publication date one way only; the publisher's convention; last, and without certainty, how the document
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
    """What the numeric dates of the document prove; what agrees with the publication date counts only when nothing else speaks."""
    proofs: Counter[Order] = Counter()
    matches: Counter[Order] = Counter()
    for frame in frames:
        if frame.numeric is None or frame.numeric[0] == frame.numeric[1]:
            continue
        first, second, year = frame.numeric
        if published is not None and (year is None or year == published.year % 100):
            year = published.year
        readings: dict[Order, date | None] = {
            "dmy": valid_day(year or 2000, second, first),
            "mdy": valid_day(year or 2000, first, second),
        }
        possible = {order for order, day in readings.items() if day is not None}
        if frame.weekday is not None and year and year >= 1000:
            fitting = {order for order in possible if (day := readings[order]) and day.isoweekday() == frame.weekday}
            possible = fitting or possible
        if len(possible) == 1:
            proofs.update(possible)
        elif published is not None:
            matches.update(order for order in possible if readings[order] == published)
    for votes in (proofs, matches):
        if votes["dmy"] != votes["mdy"]:
            return "dmy" if votes["dmy"] > votes["mdy"] else "mdy"
    return None


def reordered(published: date, printed: Iterable[date]) -> date | None:
    """The publication date read in the order that the document proves, when it was read in the other; else None.

    Args:
        published: The publication date as given.
        printed: Readings of the numeric dates that stand in date lines, in the order proved.
    """
    return next(
        (day for day in printed if (day.year, day.day, day.month) == (published.year, published.month, published.day) and day != published),
        None,
    )


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
