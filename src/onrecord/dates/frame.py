"""What an expression says by itself, before it is anchored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class Frame:
    """The parts of one expression. What the words do not say is null.

    `value` is set when nothing is left to anchor (a duration, PAST_REF). `shift` counts `unit`s from a reference: the time
    of writing (`base` "speech") or the last date named (`base` "mention"). `pick` says which one of several is meant:
    "last" Friday, "next" April; null leaves it to the anchoring policy. A `year` below 100 was written with two digits.
    """

    kind: Kind = "DATE"
    rule: str = ""
    value: str | None = None
    mod: str | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str | None = None
    quarter: int | None = None
    half: int | None = None
    shift: int | None = None
    unit: str | None = None
    base: Literal["speech", "mention"] = "speech"
    pick: Literal["last", "this", "next", "same"] | None = None
    within: str | None = None  # the value is this unit that holds the day: "the quarter ended Sept. 30"
    year_shift: int | None = None  # "of last year": years from the reference
    nth: int | None = None  # the n-th week or weekend of the month, -1 the last
    part: str | None = None  # MO, AF, EV, NI, or the hour and minute "10:30", "22"
    zone: str | None = None
    holiday: str | None = None
    numeric: tuple[int, int, int | None] | None = None  # two numbers that are day and month in an order still open, and the year
    written: str | None = None  # the words of a date that states day, month and a full year: what dateparser reads
    flags: tuple[str, ...] = ()
