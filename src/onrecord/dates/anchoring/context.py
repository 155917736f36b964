"""What anchoring knows at one place of the text, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from onrecord.dates.frame import Frame
from onrecord.dates.values import extent
from onrecord.types import Anchor, Span

Reckoned = Literal["publication", "mention", "utterance", "page", "none"]
_UNIT_SIZE = {"D": 0, "WE": 1, "W": 2, "M": 3, "S4": 4, "Q": 4, "H6": 5, "Y": 6, "E": 7, "C": 8}
_UNIT_OF = {
    "day": "D",
    "minute": "D",
    "hour": "D",
    "part-of-day": "D",
    "week": "W",
    "weekend": "WE",
    "month": "M",
    "season": "S4",
    "quarter": "Q",
    "half": "H6",
    "year": "Y",
    "decade": "E",
    "century": "C",
}


@dataclass(frozen=True, slots=True)
class Mention:
    """A date that the text has named so far."""

    position: int
    day: date  # its first day
    unit: str
    value: str
    explicit: bool = False
    lead: str = ""  # the word before it, lower case


@dataclass(frozen=True, slots=True)
class Reference:
    """The time that deictic words count from."""

    day: date
    kind: Reckoned
    rule: str = ""
    weak: bool = False  # a stand-in: what it gives is flagged


@dataclass(frozen=True, slots=True)
class Resolved:
    """A value with its reasons."""

    value: str
    anchor: Anchor
    alternatives: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(slots=True)
class Context:
    """What is known at one place of the text."""

    reference: Reference | None
    tense: Callable[[], str | None]
    narrative: bool = False
    before: str = ""  # the word before the expression, lower case
    after: str = ""  # the word behind it
    sentence: int = 0  # where the sentence of the expression starts
    paragraph: int = 0  # where its paragraph starts
    named_last: str = ""  # the value of the last date named, ancient ones included
    mentions: list[Mention] = field(default_factory=list)
    _latest: dict[str, int] = field(default_factory=dict)  # unit -> index of its last mention
    period: str | None = None  # the unit of the period that the article last reported on
    named_years: Sequence[int] = ()
    pictures: Sequence[Span] = ()  # the lines under pictures
    again: bool = False  # "in 2023 and again in March": the year just named is not that of the month
    own_to_come: bool = False  # "Monday's vote is expected to be close"
    alone: bool = False  # the expression is all that stands in its line
    week: tuple[date, date] | None = None  # first and last of the few days that a log or a programme is about
    day_first: Callable[[tuple[int, int, int | None]], tuple[bool, bool]] = lambda numeric: (True, False)

    def last(self, unit: str, *, exactly: bool = False) -> Mention | None:
        """The last date named that is at least as fine as `unit`."""
        size = _UNIT_SIZE[unit]
        indices = [index for name, index in self._latest.items() if (_UNIT_SIZE[name] == size if exactly else _UNIT_SIZE[name] <= size)]
        return self.mentions[max(indices)] if indices else None

    def last_told(self) -> Mention | None:
        """The last date named, but for what is reckoned from the time of writing and no day: "the boldest robbery this year"."""
        return next((mention for mention in reversed(self.mentions[-3:]) if mention.explicit or mention.unit != "Y"), None)

    def mention(self, mention: Mention) -> None:
        """Remember a date that the text has named."""
        self._latest[mention.unit] = len(self.mentions)
        self.mentions.append(mention)


def mention_of(value: str, position: int, *, explicit: bool, lead: str = "") -> Mention | None:
    """The value as a date that later expressions can count from; None when it has no interval."""
    whole = extent(value)
    if whole.earliest is None or whole.granularity is None:
        return None
    return Mention(position, date.fromisoformat(whole.earliest), _UNIT_OF[whole.granularity], value, explicit, lead)


def base_of(frame: Frame, unit: str, context: Context) -> tuple[date | None, Anchor, str]:
    """The day that a frame counts from, the anchor to report, and the unit of what it counts from."""
    if frame.base == "mention" or context.narrative:
        mention = context.last(unit)
        if mention is not None:
            return mention.day, Anchor("mention", mention.value, "last-date-named"), mention.unit
    if context.reference is None:
        return None, Anchor("none", None, "no-anchor"), "D"
    reference = context.reference
    return reference.day, Anchor(reference.kind, reference.day.isoformat(), reference.rule or "deictic"), "D"


def coarser_mention(unit: str, context: Context) -> Mention | None:
    """The last date named, when it is too coarse to count `unit`s from and of another year than the time of writing."""
    last = context.mentions[-1] if context.mentions else None
    if last is None or not last.explicit or _UNIT_SIZE[last.unit] <= _UNIT_SIZE.get(unit, 0):
        return None
    return last if context.reference is None or last.day.year != context.reference.day.year else None


def time_of(frame: Frame) -> str:
    """The part of the value that follows the day."""
    return f"T{frame.part}" if frame.part else ""
