"""Months, days, seasons and quarters without a year; days without a month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from onrecord.dates.anchoring.calendar import holiday_answer, with_year
from onrecord.dates.anchoring.context import Context, Mention, Resolved, time_of
from onrecord.dates.frame import Frame
from onrecord.dates.holidays import named_days
from onrecord.dates.values import SEASON_MONTHS, moved, valid_day, value_at
from onrecord.types import Anchor

_LONG_AGO, _ANOTHER_TIME = 2, 20  # years before the time of writing, from which on a story may be, and is, of another time
_GOES_ON, _CLOSE = 150, 31  # days from one date of a story to the next
_OF_LATE = 150  # days before the time of writing that are named without their year


def yearless(frame: Frame, context: Context) -> Resolved:
    """The value of a month, day, season, quarter, half or holiday whose year the words leave open."""
    unit = "D" if frame.day or frame.holiday else "M"
    if (frame.base == "mention" or context.narrative) and (mention := context.last("Y")) is not None:
        year = mention.day.year
        first = frame.month or (SEASON_MONTHS[frame.season] if frame.season else (frame.quarter or 1) * 3 - 2)
        if _over_new_year(frame, mention, context) or (frame.pick == "next" and (first <= mention.day.month or mention.unit == "Y")):
            year += 1
        if frame.pick == "last" and first >= mention.day.month:
            year -= 1
        return with_year(frame, year, context, Anchor("mention", mention.value, "year-of-last-date"))
    if (year_named := _year_of_sentence(frame, context)) is not None:
        return with_year(frame, year_named.day.year, context, Anchor("mention", year_named.value, "year-of-sentence"))
    if (carried := _carried_on(frame, context)) is not None:
        return with_year(frame, carried, context, Anchor("mention", f"{carried:04d}", "year-of-last-date"))
    if (begun := _begun_in_sentence(frame, context)) is not None:
        year = begun.day.year + (_first_month(frame) < begun.day.month)
        return with_year(frame, year, context, Anchor("mention", begun.value, "year-of-sentence"))
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
    return with_year(frame, year, context, replace(anchor, rule=rule))


def _over_new_year(frame: Frame, mention: Mention, context: Context) -> bool:
    """`The offensive of 16 December had been repulsed by January`: a narrative goes on."""
    late = mention.unit in {"D", "M"} and mention.day.month >= 11
    return late and context.narrative and frame.pick is None and frame.month in {1, 2} and context.before != "and"


def _year_of_sentence(frame: Frame, context: Context) -> Mention | None:
    """`In 1926 it was shut from May to November`: another year than that of writing, named alone just before in the sentence."""
    if frame.month is None or frame.pick is not None or frame.weekday is not None or context.again:
        return None
    last = next((mention for mention in reversed(context.mentions[-3:]) if mention.unit == "Y"), None)
    if last is None or not last.explicit or last.lead not in {"in", "of", "during"} or last.position < context.sentence:
        return None
    return last if context.reference is None or context.reference.day.year != last.day.year else None


def _begun_in_sentence(frame: Frame, context: Context) -> Mention | None:
    """`It began on 8 June 1940 and lasted until October`: what ends something long past goes on from the date before it."""
    if not (frame.month or frame.season) or context.before not in {"until", "till", "by", "through"} or context.reference is None:
        return None
    last = next((mention for mention in reversed(context.mentions[-3:]) if mention.explicit and mention.unit in {"D", "M"}), None)
    if last is None or last.position < context.sentence:
        return None
    return last if context.reference.day.year - last.day.year > 2 else None


def _carried_on(frame: Frame, context: Context) -> int | None:
    """`In January 1961 it was shut. It restarted in March`: the year in which a story of another time goes on, in its paragraph.

    Of what may also be of late, only a day close behind the last one is carried on: "sent on Nov. 30, 2021. She wrote again on Dec. 2".
    """
    if not (frame.month or frame.season) or frame.pick is not None or frame.weekday is not None or context.reference is None:
        return None
    last = next((mention for mention in reversed(context.mentions[-4:]) if mention.explicit and mention.unit in {"D", "M", "S4"}), None)
    now = context.reference.day
    if last is None or last.position < context.paragraph or now.year - last.day.year < _LONG_AGO or context.tense() != "past":
        return None
    day = next(
        (day for year in (0, 1) if (day := valid_day(last.day.year + year, _first_month(frame), frame.day or 28)) and day >= last.day), None
    )
    if day is None or (day - last.day).days > _GOES_ON:
        return None
    recent = (now - day.replace(day=min(day.day, 28))).days % 365 <= _OF_LATE
    close = frame.day is not None and last.unit == "D" and (day - last.day).days <= _CLOSE
    return day.year if close or not recent or now.year - last.day.year >= _ANOTHER_TIME else None


def _first_month(frame: Frame) -> int:
    return frame.month or SEASON_MONTHS[frame.season or ""]


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


def _days_in(frame: Frame, year: int) -> list[date]:
    if frame.holiday is not None:
        return [first for first, _ in named_days(frame.holiday, year)]
    day = valid_day(year, frame.month or 1, frame.day or 1)
    return [day] if day else []


def _nearest_day(frame: Frame, day: date, context: Context, anchor: Anchor) -> Resolved:
    candidates = [found for year in range(max(1, day.year - 10), min(9999, day.year + 10) + 1) for found in _days_in(frame, year)]
    close = sorted(candidates, key=lambda found: (abs((found - day).days), found))
    if not close and frame.holiday:
        return Resolved("XXXX-XX-XX", anchor, flags=("unresolved",))
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
        tense = context.tense()
        fitting = [
            found
            for found in close
            if found.isoweekday() == frame.weekday and not (tense == "past" and found > day) and not (tense == "future" and found < day)
        ]
        if fitting and abs(fitting[0].year - best.year) < 2:
            alternatives, best, rule, flags = (best.isoformat(),), fitting[0], "weekday-narrows-year", ("year-by-weekday",)
        else:
            flags, alternatives = ("weekday-conflict",), tuple(found.isoformat() for found in fitting[:1])
    if frame.holiday is not None and frame.weekday is None:
        days = [found for found in named_days(frame.holiday, best.year) if found[0] == best]
        return holiday_answer(frame, days, replace(anchor, rule=rule))
    return Resolved(
        best.isoformat() + time_of(frame) if frame.unit not in {"W", "WE"} else value_at(best, frame.unit),
        replace(anchor, rule=rule),
        alternatives,
        flags,
    )


def day_alone(frame: Frame, context: Context) -> Resolved:
    """`It opens on 3 June and closes on the 14th`: of the month named in the sentence, else the one that fits the tense."""
    assert frame.day is not None
    named = context.last("M")
    if named is not None and (context.narrative or named.position >= context.sentence):
        months, anchor, tense = [named.day], Anchor("mention", named.value, "month-of-last-date"), None
        if named.unit == "D" and frame.day < named.day.day:
            months = [moved(named.day, "M", 1)]
    elif context.reference is not None:
        now = context.reference.day
        months = [moved(now.replace(day=1), "M", count) for count in (-1, 0, 1)]
        anchor, tense = Anchor(context.reference.kind, now.isoformat(), "nearest"), context.tense()
    else:
        return Resolved(f"XXXX-XX-{frame.day:02d}", Anchor("none", None, "no-anchor"), flags=("unresolved",))
    days = [day for month in months if (day := valid_day(month.year, month.month, frame.day))]
    if tense in {"past", "future"} and context.reference is not None:
        now = context.reference.day
        days = [day for day in days if (day <= now if tense == "past" else day >= now)] or days
    if not days:
        return Resolved(value_at(months[0], "M"), anchor, flags=("impossible-day",))
    now = context.reference.day if context.reference is not None else months[0]
    return Resolved(min(days, key=lambda day: (abs((day - now).days), day)).isoformat() + time_of(frame), anchor)


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
        return Resolved(open_value + time_of(frame), none, flags=("unresolved",))
    years = [year for year in range(2000, 2031) if (day := valid_day(year, frame.month, frame.day)) and day.isoweekday() == frame.weekday]
    named = max((year for year in context.named_years if year <= 2030), default=None)
    if named is not None:
        later = [year for year in years if year >= named]
        if later and later[0] <= named + 2:
            value = f"{later[0]:04d}" + open_value[4:]
            others = tuple(f"{year:04d}" + open_value[4:] for year in years if year != later[0] and abs(year - later[0]) <= 11)
            return Resolved(value + time_of(frame), Anchor("mention", f"{named:04d}", "weekday-narrows-year"), others, ("year-by-weekday",))
    return Resolved(open_value + time_of(frame), none, tuple(f"{year:04d}" + open_value[4:] for year in years), ("unresolved",))
