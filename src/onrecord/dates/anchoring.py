"""Give frames a value: what each expression is reckoned from, and by which rule.

The policies are those that measured best on news: a weekday is the most recent one, today included; a month and day the
nearest; a bare month follows the tense of its clause. Nothing is ever reckoned from the day of the run.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from onrecord.dates.frame import Frame
from onrecord.dates.holidays import holiday, week_of_month
from onrecord.dates.values import SEASON_MONTHS, extent, moved, valid_day, value_at
from onrecord.types import Anchor

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


_RECENT = 100  # mentions looked back upon


@dataclass(frozen=True, slots=True)
class Mention:
    """A date that the text has named so far."""

    position: int
    day: date  # its first day
    unit: str
    value: str
    explicit: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """The time that deictic words count from."""

    day: date
    kind: Reckoned
    rule: str = ""


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
    after: str = ""  # the word behind the expression, lower case
    mentions: list[Mention] = field(default_factory=list)
    _latest: dict[str, int] = field(default_factory=dict)  # unit -> index of its last mention
    period: str | None = None  # the unit of the period that the article last reported on
    named_years: Sequence[int] = ()
    day_first: Callable[[tuple[int, int, int | None]], tuple[bool, bool]] = lambda numeric: (True, False)

    def last(self, unit: str, *, exactly: bool = False) -> Mention | None:
        """The last date named that is at least as fine as `unit`."""
        size = _UNIT_SIZE[unit]
        indices = [index for name, index in self._latest.items() if (_UNIT_SIZE[name] == size if exactly else _UNIT_SIZE[name] <= size)]
        return self.mentions[max(indices)] if indices else None

    def mention(self, mention: Mention) -> None:
        """Remember a date that the text has named."""
        self._latest[mention.unit] = len(self.mentions)
        self.mentions.append(mention)


def resolve(frame: Frame, context: Context) -> Resolved:
    """The value of a frame in its context."""
    if frame.value is not None:
        return Resolved(frame.value, Anchor("none", None, frame.rule), flags=frame.flags)
    if frame.numeric is not None:
        return _numeric(frame, context)
    if frame.year is not None:
        return _with_year(frame, _full_year(frame, context), context, Anchor("none", None, frame.rule))
    if frame.shift is not None:
        return _shifted(frame, context)
    if frame.month is not None or frame.holiday is not None or frame.season or frame.quarter or frame.half:
        return _yearless(frame, context)
    if frame.weekday is not None:
        return _weekday(frame, context)
    return _time_alone(frame, context)


# --- explicit ---------------------------------------------------------------------------------------------------------


def _full_year(frame: Frame, context: Context) -> int:
    year = frame.year or 0
    if year >= 100 or "year-as-written" in frame.flags:
        return year
    base = context.reference.day.year if context.reference else 2025
    century = base - base % 100
    guess = century + year
    return guess - 100 if guess > base + 5 else guess


def _numeric(frame: Frame, context: Context) -> Resolved:
    assert frame.numeric is not None
    first, second, year = frame.numeric
    full = _full_year(replace(frame, year=year), context)
    day_first, certain = (True, True) if "dotted" in frame.flags else context.day_first(frame.numeric)
    readings = [(second, first), (first, second)] if day_first else [(first, second), (second, first)]
    values = [day.isoformat() for month, number in readings if (day := valid_day(full, month, number))]
    if not values:
        return Resolved(f"{full:04d}", Anchor("none", None, "impossible-day"), flags=("impossible-day",))
    unique = list(dict.fromkeys(values))
    ambiguous = len(unique) > 1 and not certain
    rule = "day-order-certain" if len(unique) == 1 else "day-order-by-evidence" if certain else "day-order-open"
    return Resolved(
        unique[0] + _time_of(frame), Anchor("none", None, rule), tuple(unique[1:]), ("day-order-ambiguous",) if ambiguous else ()
    )


def _time_of(frame: Frame) -> str:
    return f"T{frame.part}" if frame.part else ""


def _with_year(
    frame: Frame, year: int, context: Context, anchor: Anchor, flags: tuple[str, ...] = (), alternatives: tuple[str, ...] = ()
) -> Resolved:
    if frame.holiday is not None:
        day = holiday(frame.holiday, year)
        if day and frame.unit in {"W", "WE"}:
            return Resolved(value_at(day, frame.unit), anchor, alternatives, flags)
        return Resolved((day.isoformat() if day else f"{year:04d}") + _time_of(frame), anchor, alternatives, flags)
    if frame.month is not None and frame.day is not None:
        day = valid_day(year, frame.month, frame.day)
        if day is None:
            return Resolved(f"{year:04d}-{frame.month:02d}", anchor, alternatives, (*flags, "impossible-day"))
        if frame.weekday is not None and day.isoweekday() != frame.weekday and "weekday-conflict" not in flags:
            flags = (*flags, "weekday-conflict")
        if frame.unit == "W":
            return Resolved(value_at(day, "W"), anchor, alternatives, flags)
        return Resolved(day.isoformat() + _time_of(frame), anchor, alternatives, flags)
    if frame.month is not None and frame.nth is not None:
        day = week_of_month(year, frame.month, frame.nth, frame.unit or "W")
        return Resolved(value_at(day, frame.unit or "W"), anchor, alternatives, flags)
    if frame.month is not None:
        value = f"{year:04d}-{frame.month:02d}"
    elif frame.season:
        value = f"{year:04d}-{frame.season}"
    elif frame.quarter:
        value = f"{year:04d}-Q{frame.quarter}"
    elif frame.half:
        value = f"{year:04d}-H{frame.half}"
    else:
        value = f"{year:04d}"
    return Resolved(value, anchor, alternatives, flags)


# --- a reference moved ------------------------------------------------------------------------------------------------


def _base(frame: Frame, unit: str, context: Context) -> tuple[date | None, Anchor, str]:
    """The day that a frame counts from, the anchor to report, and the unit of what it counts from."""
    if frame.base == "mention" or context.narrative:
        mention = context.last(unit)
        if mention is not None:
            return mention.day, Anchor("mention", mention.value, "last-date-named"), mention.unit
    if context.reference is None:
        return None, Anchor("none", None, "no-anchor"), "D"
    reference = context.reference
    return reference.day, Anchor(reference.kind, reference.day.isoformat(), reference.rule or "deictic"), "D"


def _shifted(frame: Frame, context: Context) -> Resolved:
    unit = frame.unit or "D"
    count = frame.shift or 0
    if "same-period" in frame.flags and (period := _same_period(frame, context)) is not None:
        return period
    if frame.pick == "last" and frame.base == "mention" and frame.rule in {"rel-unit", "latest-period"} and count == 0:
        latest = _latest(unit, context)
        if latest is not None:
            return latest
    if frame.rule == "the-unit" and unit == "Y" and context.after in {"ended", "ending", "to"}:
        return Resolved("P1Y", Anchor("none", None, "year-that-ends"))
    if frame.rule == "the-unit":
        return _the_unit(frame, unit, context)
    base, anchor, _ = _base(frame, "Y" if unit in {"Y", "E", "C"} else unit, context)
    if frame.weekday is not None and frame.month is None:
        weekday = _weekday(replace(frame, shift=None, kind="DATE", part=None), context)
        try:
            day = moved(date.fromisoformat(weekday.value), "D", count)
        except ValueError:
            return weekday
        return Resolved(day.isoformat() + _time_of(frame), weekday.anchor)
    if base is None:
        return Resolved(_unresolved(frame, unit), anchor, flags=("unresolved",))
    target = moved(base, unit, count)
    anchor = replace(anchor, rule=frame.rule)
    if unit == "Y" and (frame.month or frame.quarter or frame.season or frame.half or frame.holiday):
        return _with_year(frame, target.year, context, anchor)
    if unit == "M" and frame.day is not None:
        day_of_month = valid_day(target.year, target.month, frame.day)
        return Resolved(day_of_month.isoformat() if day_of_month else value_at(target, "M"), anchor)
    if (
        unit == "WE" and count == 0 and frame.pick == "same" and not context.narrative
    ):  # "over the weekend": the last one, or the coming one
        ahead = context.tense() == "future" or base.isoweekday() >= 6
        target = base if ahead else moved(base, "W", -1)
    if unit == "WE" and frame.pick == "last" and base.isoweekday() >= 6:
        target = moved(base, "W", -1)
    if unit == "D":
        return Resolved(target.isoformat() + _time_of(frame), anchor)
    return Resolved(value_at(target, unit), anchor)


def _unresolved(frame: Frame, unit: str) -> str:
    open_values = {
        "D": "XXXX-XX-XX",
        "W": "XXXX-WXX",
        "WE": "XXXX-WXX-WE",
        "M": "XXXX-XX",
        "Q": "XXXX-QX",
        "H6": "XXXX-HX",
        "Y": "XXXX",
        "E": "XXX",
        "C": "XX",
    }
    if unit == "Y" and frame.month:
        return f"XXXX-{frame.month:02d}" + (f"-{frame.day:02d}" if frame.day else "")
    if unit == "Y" and frame.season:
        return f"XXXX-{frame.season}"
    if unit == "Y" and frame.quarter:
        return f"XXXX-Q{frame.quarter}"
    return open_values.get(unit, "XXXX") + (_time_of(frame) if unit == "D" else "")


def _reported_quarter(context: Context) -> Mention | None:
    """The quarter that the article reports on: the latest one named so far that had ended."""
    if context.reference is None:
        return context.last("Q", exactly=True)
    recent = [mention for mention in context.mentions[-_RECENT:] if mention.unit == "Q"]
    over = [mention for mention in recent if moved(mention.day, "Q", 1) <= context.reference.day]
    return max(over, key=lambda mention: (mention.day, mention.position), default=None)


def _same_period(frame: Frame, context: Context) -> Resolved | None:
    """`a year earlier` in a report on a quarter is that quarter of the year before."""
    if context.narrative or (context.period != "Q" and "quarter" not in frame.flags):
        return None
    quarter = _reported_quarter(context)
    if quarter is None:
        return None
    return Resolved(value_at(moved(quarter.day, "Y", -1), "Q"), Anchor("mention", quarter.value, "same-period-a-year-before"))


def _latest(unit: str, context: Context) -> Resolved | None:
    """`the latest quarter`, `the latest year`."""
    mention = _reported_quarter(context) if unit == "Q" else None
    if mention is not None:
        return Resolved(mention.value, Anchor("mention", mention.value, "quarter-reported"))
    if context.reference is None or unit not in {"Q", "Y"}:
        return None
    return Resolved(
        value_at(moved(context.reference.day, unit, -1), unit),
        Anchor(context.reference.kind, context.reference.day.isoformat(), "latest-ended"),
    )


def _the_unit(frame: Frame, unit: str, context: Context) -> Resolved:
    if unit == "Q" and (latest := _latest(unit, context)) is not None:
        return latest
    if context.narrative:
        mention = context.last(unit)
        if mention is not None:
            return Resolved(value_at(mention.day, unit), Anchor("mention", mention.value, "last-date-named"))
    if context.reference is None:
        return Resolved(_unresolved(frame, unit), Anchor("none", None, "no-anchor"), flags=("unresolved",))
    return Resolved(value_at(context.reference.day, unit), Anchor(context.reference.kind, context.reference.day.isoformat(), frame.rule))


# --- weekdays ---------------------------------------------------------------------------------------------------------


def _weekday_and_number(frame: Frame, base: date) -> date | None:
    """`Friday the 13th`: the nearest day that is both."""
    months = (moved(base, "M", count) for count in range(-14, 15))
    days = [day for month in months if (day := valid_day(month.year, month.month, frame.day or 0)) and day.isoweekday() == frame.weekday]
    return min(days, key=lambda day: (abs((day - base).days), day), default=None)


def _weekday(frame: Frame, context: Context) -> Resolved:
    assert frame.weekday is not None
    base, anchor, _ = _base(frame, "D", context)
    if base is not None and frame.day is not None:
        both = _weekday_and_number(frame, base)
        if both is not None:
            return Resolved(both.isoformat() + _time_of(frame), replace(anchor, rule="weekday-and-number"))
    if base is None:
        return Resolved(f"XXXX-WXX-{frame.weekday}" + _time_of(frame), anchor, flags=("unresolved",))
    back = (base.isoweekday() - frame.weekday) % 7
    if anchor.kind == "mention" and frame.pick is None and context.narrative:
        day, rule = moved(base, "D", (frame.weekday - base.isoweekday()) % 7), "weekday-after-last-date"
    elif frame.pick == "last":
        day, rule = moved(base, "D", -(back or 7)), "weekday-last"
    elif frame.pick == "next":
        day, rule = moved(base, "D", 7 - back), "weekday-next"
    elif frame.pick == "this":
        ahead = context.tense() != "past"
        day, rule = (moved(base, "D", (7 - back) % 7), "weekday-this") if ahead else (moved(base, "D", -back), "weekday-this")
    elif context.after not in {"'s", "’s"} and context.tense() == "future" and back:
        day, rule = moved(base, "D", 7 - back), "weekday-coming"
    else:
        day, rule = moved(base, "D", -back), "weekday-most-recent"
    return Resolved(day.isoformat() + _time_of(frame), replace(anchor, rule=rule))


# --- months, days, seasons and quarters without a year ----------------------------------------------------------------


def _yearless(frame: Frame, context: Context) -> Resolved:
    unit = "D" if frame.day or frame.holiday else "M"
    if (frame.base == "mention" or context.narrative) and (mention := context.last("Y")) is not None:
        year = mention.day.year
        first = frame.month or (SEASON_MONTHS[frame.season] if frame.season else (frame.quarter or 1) * 3 - 2)
        if frame.pick == "next" and first <= mention.day.month:
            year += 1
        if frame.pick == "last" and first >= mention.day.month:
            year -= 1
        return _with_year(frame, year, context, Anchor("mention", mention.value, "year-of-last-date"))
    if context.reference is None:
        return _no_year(frame, context)
    reference = context.reference
    anchor = Anchor(reference.kind, reference.day.isoformat())
    if unit == "D":
        return _nearest_day(frame, reference.day, context, anchor)
    first = frame.month or (
        SEASON_MONTHS[frame.season] if frame.season else (frame.quarter or 1) * 3 - 2 if frame.quarter else (frame.half or 1) * 6 - 5
    )
    length = 1 if frame.month else 3 if frame.season or frame.quarter else 6
    year, rule = _year_of_period(frame, first, length, reference.day, context)
    return _with_year(frame, year, context, replace(anchor, rule=rule))


def _year_of_period(frame: Frame, first: int, length: int, day: date, context: Context) -> tuple[int, str]:
    """The year of a month, season, quarter or half, and the rule."""
    year, month = day.year, day.month
    started = first <= month
    ended = first + length <= month + 1 and not (first <= month < first + length)
    if frame.pick == "last":
        return (year if ended and first + length - 1 < month else year - 1), "last-one-that-ended"
    if frame.pick == "this":
        return (year - 1 if frame.season == "WI" and month <= 2 else year), "of-this-year"
    if frame.pick == "next":
        return (year if not started else year + 1), "next-one-to-come"
    tense = context.tense()
    if tense == "future":
        just_ended = frame.quarter is not None and ended and month - (first + length - 1) <= 3
        return (year if not ended or just_ended else year + 1), "coming-by-tense"
    # of eleven months ago one says "last November": a month soon to come is the coming one, whatever the tense
    if tense == "past" and not (frame.month and 0 < (first - month) % 12 <= 2):
        return (year if started else year - 1), "past-by-tense"
    candidates = sorted((year - 1, year, year + 1), key=lambda other: (abs((other - year) * 12 + first - month), other))
    return candidates[0], "nearest"


def _day_in(frame: Frame, year: int) -> date | None:
    if frame.holiday is not None:
        return holiday(frame.holiday, year)
    return valid_day(year, frame.month or 1, frame.day or 1)


def _nearest_day(frame: Frame, day: date, context: Context, anchor: Anchor) -> Resolved:
    candidates = [found for year in range(max(1, day.year - 10), min(9999, day.year + 10) + 1) if (found := _day_in(frame, year))]
    close = sorted(candidates, key=lambda found: (abs((found - day).days), found))
    if not close:
        return Resolved(f"{day.year:04d}-{frame.month or 1:02d}", anchor, flags=("impossible-day",))
    if frame.pick in {"last", "next"} and not frame.flags:
        close = [found for found in close if (found < day) == (frame.pick == "last")] or close
    best, rule = close[0], "nearest"
    flags: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    if frame.weekday is None and (best - day).days > 60 and context.tense() == "past":
        best, rule = close[1], "past-by-tense"
    elif frame.weekday is None and (day - best).days > 60 and context.tense() == "future":
        best, rule = close[1], "coming-by-tense"
    if frame.weekday is not None and best.isoweekday() != frame.weekday:
        fitting = [found for found in close if found.isoweekday() == frame.weekday]
        if fitting and abs(fitting[0].year - best.year) < 2:
            alternatives, best, rule, flags = (best.isoformat(),), fitting[0], "weekday-narrows-year", ("year-by-weekday",)
        else:
            flags, alternatives = ("weekday-conflict",), tuple(found.isoformat() for found in fitting[:1])
    return Resolved(
        best.isoformat() + _time_of(frame) if frame.unit not in {"W", "WE"} else value_at(best, frame.unit),
        replace(anchor, rule=rule),
        alternatives,
        flags,
    )


def _no_year(frame: Frame, context: Context) -> Resolved:
    """No publication date and no other full date: a weekday and the years that the article names may still tell the year."""
    none = Anchor("none", None, "no-anchor")
    if frame.month is None or frame.day is None:
        body = (
            f"{frame.month:02d}"
            if frame.month
            else frame.season or (f"Q{frame.quarter}" if frame.quarter else f"H{frame.half}" if frame.half else "XX-XX")
        )
        return Resolved(f"XXXX-{body}", none, flags=("unresolved",))
    open_value = f"XXXX-{frame.month:02d}-{frame.day:02d}"
    if frame.weekday is None:
        return Resolved(open_value + _time_of(frame), none, flags=("unresolved",))
    years = [year for year in range(2000, 2031) if (day := valid_day(year, frame.month, frame.day)) and day.isoweekday() == frame.weekday]
    named = max((year for year in context.named_years if year <= 2030), default=None)
    if named is not None:
        later = [year for year in years if year >= named]
        if later and later[0] <= named + 2:
            value = f"{later[0]:04d}" + open_value[4:]
            others = tuple(f"{year:04d}" + open_value[4:] for year in years if year != later[0] and abs(year - later[0]) <= 11)
            return Resolved(
                value + _time_of(frame), Anchor("mention", f"{named:04d}", "weekday-narrows-year"), others, ("year-by-weekday",)
            )
    return Resolved(open_value + _time_of(frame), none, tuple(f"{year:04d}" + open_value[4:] for year in years), ("unresolved",))


# --- a time of day alone ----------------------------------------------------------------------------------------------


def _time_alone(frame: Frame, context: Context) -> Resolved:
    mention = context.last("D")
    if mention is not None and (context.narrative or context.mentions[-1] is mention):
        return Resolved(mention.day.isoformat() + _time_of(frame), Anchor("mention", mention.value, "day-of-last-date"))
    if context.reference is None:
        return Resolved("XXXX-XX-XX" + _time_of(frame), Anchor("none", None, "no-anchor"), flags=("unresolved",))
    return Resolved(
        context.reference.day.isoformat() + _time_of(frame),
        Anchor(context.reference.kind, context.reference.day.isoformat(), "day-of-writing"),
    )


def mention_of(value: str, position: int, *, explicit: bool) -> Mention | None:
    """The value as a date that later expressions can count from; None when it has no interval."""
    whole = extent(value)
    if whole.earliest is None or whole.granularity is None:
        return None
    return Mention(position, date.fromisoformat(whole.earliest), _UNIT_OF[whole.granularity], value, explicit)
