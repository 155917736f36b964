"""From a match of the grammar to a frame: what the captured words say, with no anchor yet."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from onrecord.dates.frame import Frame
from onrecord.dates.grammar import Rule
from onrecord.dates.numbers import duration_value, read_number, read_year
from onrecord.dates.tokens import Tokens
from onrecord.dates.vocabulary import vocabulary
from onrecord.lexicon import table

_LAST, _THIS, _NEXT = (
    {"last", "past", "previous", "preceding", "this past"},
    {"this", "current", "today"},
    {"next", "coming", "upcoming", "this coming", "following", "tomorrow"},
)
_MENTION = {"previous", "preceding", "following", "same", "that", "that same", "this same", "very same", "very next"}
_MODS = {"early": "START", "earlier": "START", "mid": "MID", "late": "END", "later": "END"}
_DEICTIC = {"today": 0, "yesterday": -1, "tomorrow": 1, "tmrw": 1, "the day before yesterday": -2, "the day after tomorrow": 2}
_QUARTERS = {"final": 4, "last": 4}
_HALVES = {"last": 2, "latter": 2}
_DAYS_IN = {"N": ("D", 1), "F": ("W", 2), "E": ("Y", 10), "C": ("Y", 100), "L": ("Y", 1000)}


class Groups:
    """The captured groups of a match as text and as numbers."""

    def __init__(self, rule: Rule, match: re.Match[str], tokens: Tokens) -> None:
        self.rule, self.match, self.tokens = rule, match, tokens
        self.names = {name for name, text in match.groupdict().items() if text}

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def text(self, name: str) -> str:
        """The words of a group, lower case, single spaces."""
        if name not in self.names:
            return ""
        start, end = self.match.span(name)
        return " ".join(self.tokens.text[self.tokens.starts[start] : self.tokens.ends[end - 1]].lower().split())

    def value(self, name: str, word_class: str) -> str | None:
        """The value that the word lists give to a word of this class."""
        return vocabulary().values.get((self.text(name).rstrip("."), word_class))

    def number(self, name: str) -> float | None:
        """The number of a group, or None."""
        return read_number(self.text(name)) if name in self.names else None

    def integer(self, name: str) -> int | None:
        """The number of a group when it is whole."""
        number = self.number(name)
        return int(number) if number is not None and number == int(number) else None


def frame_of(rule: Rule, match: re.Match[str], tokens: Tokens) -> Frame | None:
    """What a match says; None when its numbers make no sense together ("31 February" of any year)."""
    return _READERS[rule.kind](Groups(rule, match, tokens))


# --- dates ------------------------------------------------------------------------------------------------------------


def _date(groups: Groups) -> Frame | None:
    rule = groups.rule.name
    parts: dict[str, object] = {"rule": rule, "mod": _MODS.get(groups.text("mod").rstrip("-"))}
    for reader in (_explicit, _calendar_words, _relative):
        found = reader(groups)
        if found is None:
            return None
        parts |= found
    day, month = parts.get("day"), parts.get("month")
    if isinstance(day, int) and not 1 <= day <= 31:
        return None
    if isinstance(day, int) and isinstance(month, int) and day > (29 if month == 2 else 30 if month in {4, 6, 9, 11} else 31):
        return None
    return Frame(**parts)  # type: ignore[arg-type]


def _explicit(groups: Groups) -> dict[str, object] | None:
    """Digits that stand for days and years."""
    if "iso" in groups:
        text = groups.text("iso").upper().replace(" ", "T")
        day, _, time = text.partition("T")
        year, month, number = map(int, day.split("-"))
        return (
            {"kind": "TIME" if time else "DATE", "year": year, "month": month, "day": number, "part": time or None}
            if 1 <= month <= 12
            else None
        )
    if "compact" in groups:
        return _compact(groups.text("compact"))
    if "numeric" in groups:
        return _numeric(groups.text("numeric"))
    if "bc" in groups:
        detail = groups.value("season", "SEASON") or (f"{int(groups.value('month', 'MONTH') or 0):02d}" if "month" in groups else "")
        return {"value": f"BC{int(groups.text('bc')):04d}" + (f"-{detail}" if detail else "")}
    if "decade" in groups:
        return _decade(groups)
    if "century" in groups:
        count = groups.integer("century")
        if not count or count > 40:
            return None
        return {"value": f"BC{count - 1:02d}" if "bcmark" in groups else f"{count - 1:02d}"}
    found: dict[str, object] = {}
    for name in ("year", "oldyear"):
        if name in groups:
            found["year"] = read_year(groups.text(name).lstrip("'’‘`"))
            if found["year"] is None:
                return None
    if _is_era(groups):
        found["flags"] = ("year-as-written",)
    if "shortend" in groups:
        first, last = int(groups.text("first")), int(groups.text("shortend"))
        year = first - first % 100 + last
        if not first < year <= first + 60:
            return None
        found["year"] = year
    return found


def _is_era(groups: Groups) -> bool:
    """`AD 79`: a short year that is meant as it stands."""
    return groups.rule.name in {"ad-year", "year-ad"}


def _compact(digits: str) -> dict[str, object] | None:
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:] or 0)
    return {"year": year, "month": month, "day": day} if 1900 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= 31 else None


def _numeric(text: str) -> dict[str, object] | None:
    first, second, third = re.split(r"[/.-]", text)
    if len(first) == 4:
        month, day = int(second), int(third)
        return (
            {"year": int(first), "month": month, "day": day}
            if 1 <= month <= 12 and len(third) <= 2 and 1 <= day <= 31 and 1000 <= int(first) <= 2199
            else None
        )
    if len(first) > 2 or (len(third) == 2 and "-" in text):
        return None
    one, two, year = int(first), int(second), int(third)
    if (
        min(one, two) < 1
        or min(one, two) > 12
        or max(one, two) > 31
        or (len(third) == 4 and not 1000 <= year <= 2199)
        or ("." in text and len(third) == 2)
    ):
        return None
    dotted = ("dotted",) if "." in text and two <= 12 else ()  # with dots the day stands first everywhere
    return {"numeric": (one, two, year), "flags": dotted}


def _decade(groups: Groups) -> dict[str, object] | None:
    text = groups.text("decade")
    value = groups.value("decade", "DECADEWORD")
    if value is not None:
        return {"value": f"19{value}"}
    digits = re.sub(r"\D", "", text)
    if len(digits) == 4:
        return {"value": digits[:3] if digits[3] == "0" else None} if digits[3] == "0" else None
    return {"value": f"{'20' if digits[0] in '01' else '19'}{digits[0]}"} if digits[1] == "0" else None


def _calendar_words(groups: Groups) -> dict[str, object] | None:
    """Names of months, weekdays, seasons, quarters and holidays."""
    found: dict[str, object] = {}
    if "month" in groups:
        month = groups.value("month", "MONTH")
        found["month"] = int(month) if month else None
    if "day" in groups:
        found["day"] = groups.integer("day")
        if found["day"] is None:
            return None
    if "weekday" in groups:
        weekday = groups.value("weekday", "WEEKDAY") or groups.value("weekday", "WEEKDAYSHORT")
        found["weekday"] = int(weekday) if weekday else None
    if "season" in groups:
        found["season"] = groups.value("season", "SEASON")
    if "quarter" in groups:
        quarter = _QUARTERS.get(groups.text("quarter")) or groups.integer("quarter")
        if quarter is None or not 1 <= quarter <= 4:
            return None
        found["quarter"] = quarter
    if "half" in groups:
        half = _HALVES.get(groups.text("half")) or groups.integer("half")
        if half not in (1, 2):
            return None
        found["half"] = half
    if "holiday" in groups:
        found["holiday"] = _holidays().get(_plain(groups.text("holiday")))
        if "holidayspan" in groups:
            found["unit"] = "W" if groups.text("holidayspan") == "week" else "WE"
    return found


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[.'’‘`]", "", text).split())


@cache
def _holidays() -> dict[str, str]:
    return {_plain(name): rule for name, rule in table("dates/holidays.tsv")}


def _relative(groups: Groups) -> dict[str, object] | None:
    """Words that count from the day of writing or from the last date named."""
    rule = groups.rule.name
    if "deictic" in groups:
        word = groups.text("deictic")
        if word in {"tonight", "last night", "overnight"}:
            return {"kind": "TIME", "shift": 0 if word == "tonight" else -1, "unit": "D", "part": "NI"}
        return {"shift": _DEICTIC[word], "unit": "D"}
    if rule == "week-from-weekday":
        return {"pick": "next", "shift": 7, "unit": "D"}
    if rule == "day-before-day":
        return {
            "pick": "next" if groups.text("rel") == "next" else "last",
            "shift": -1 if groups.text("dir") == "before" else 1,
            "unit": "D",
        }
    if rule == "latest-period":
        return {"shift": 0, "unit": "Q", "pick": "last", "base": "mention"}
    if "sameperiod" in groups or "sameperiod2" in groups:
        flags = ("same-period", "quarter") if "quarter" in (groups.text("sameperiod"), groups.text("sameperiod2")) else ("same-period",)
        return {"flags": flags} | ({} if "year" in groups else {"shift": -1, "unit": "Y"})
    if rule == "hyphen-ago" or (rule == "shifted-year-quarter" and "dir" in groups):
        return {"shift": -1, "unit": "Y", "flags": ("same-period",) if rule == "hyphen-ago" else ()}
    if "dir" in groups:
        return _counted(groups)
    if rule == "beginning-unit":
        return {"shift": 0, "unit": "Y", "mod": "END"}
    if rule == "week-of":
        return {"unit": "W"}
    if rule == "week-of-month":
        nth = -1 if groups.text("nth") in {"last", "final"} else groups.integer("nth")
        return {"unit": _unit(groups), "nth": nth} if nth and nth <= 5 else None
    if "rel" in groups or "rel2" in groups:
        return _picked(groups)
    return {}


def _counted(groups: Groups) -> dict[str, object] | None:
    """`two weeks ago`, `a year earlier`."""
    unit = _unit(groups)
    count = groups.number("n")
    if groups.text("n") in {"a", "an", "the"}:
        count = 1
    if unit is None:
        return None
    direction = groups.text("dir")
    forward = direction in {"later", "hence", "from now", "afterwards", "after"}
    base = "speech" if direction in {"ago", "hence", "from now"} else "mention"
    if unit in {"H", "TM", "S"}:  # less than a day away: the length is what is known
        return {"kind": "DURATION", "value": duration_value(count, unit)}
    if count is None:
        return {"value": "FUTURE_REF" if forward and base == "speech" else "PAST_REF"}
    if count == 0.5 and unit in _DAYS_IN:
        count = 1 if unit == "F" else 0.5
    name, factor = {"N": ("D", 1), "F": ("W", 2), "E": ("Y", 10), "C": ("Y", 100), "L": ("Y", 1000)}.get(unit, (unit, 1))
    if count * factor != int(count * factor):
        name, factor = ("M", factor * 12) if name == "Y" else ("D", 7) if name == "W" else (name, factor)
    amount = int(count * factor)
    if amount > 5000:
        return None
    flags = ("same-period",) if name == "Y" and amount == 1 else ()
    return {"shift": amount if forward else -amount, "unit": name, "base": base, "flags": flags}


def _unit(groups: Groups, name: str = "unit") -> str | None:
    if groups.text(name) == "weekend":
        return "WE"
    return groups.value(name, "UNIT") or groups.value(name, "UNITS")


def _picked(groups: Groups) -> dict[str, object] | None:
    """`last year`, `the following month`, `next Friday`, `this summer`."""
    words = groups.text("rel") or groups.text("rel2")
    bare = words.removeprefix("the ") if words != "the" else words
    found: dict[str, object] = {}
    if bare in _LAST:
        count, pick = -1, "last"
    elif bare in _NEXT or bare == "very next":
        count, pick = 1, "next"
    elif bare == "same" or bare.startswith("that") or bare in {"this same", "very same", "the"}:
        count, pick = 0, "same"
    else:
        count, pick = 0, "this"
    found["pick"] = pick
    if bare in _MENTION or bare == "the same" or words in {"the next", "the very next"}:
        found["base"] = "mention"
    if bare == "this" and groups.rule.name == "rel-unit" and groups.text("unit") == "day":
        found["base"] = "mention"
    if "unit" in groups:
        unit = _unit(groups)
        if unit is None or unit in {"S", "TM", "H"}:
            return None
        if bare in {"past", "this past"} and unit in {"E", "C"}:  # the ten years up to now, not the decade before this one
            return {"kind": "DURATION", "value": duration_value(1, unit)}
        if bare == "latest":
            found |= {"pick": "last", "base": "mention"}
            count = 0
        if unit == "N":
            found |= {"kind": "TIME", "part": "NI"}
            unit = "D"
        found |= {"shift": count * (2 if unit == "F" else 1), "unit": "W" if unit == "F" else unit}
    return found


# --- times of day -----------------------------------------------------------------------------------------------------


def _time(groups: Groups) -> Frame | None:
    found: dict[str, object] = {"kind": "TIME", "rule": groups.rule.name, "mod": _MODS.get(groups.text("mod"))}
    if "clock" in groups:
        part = _clock(groups)
        if part is None:
            return None
        found["part"] = part
    elif "part" in groups:
        found["part"] = groups.value("part", "PART")
    if "zone" in groups:
        found["zone"] = groups.text("zone").upper()
    if "weekday" in groups:
        weekday = groups.value("weekday", "WEEKDAY")
        found["weekday"] = int(weekday) if weekday else None
    if "rel" in groups:
        words = groups.text("rel")
        bare = words.removeprefix("the ")
        shift = -1 if bare in {"last", "previous", "yesterday"} else 1 if bare in {"next", "following", "tomorrow"} else 0
        found |= {"shift": shift, "unit": "D", "base": "mention" if words.startswith("the ") or bare == "that" else "speech"}
    return Frame(**found)  # type: ignore[arg-type]


def _clock(groups: Groups) -> str | None:
    text = groups.text("clock")
    if text in {"noon", "midday", "noontime"}:
        return "12:00"
    if text == "midnight":
        return "00:00"
    if groups.rule.name.startswith("hours-"):
        return f"{text[:2]}:{text[2:]}"
    pieces = re.split(r"[:.]", text)
    hour = int(pieces[0]) if pieces[0].isdigit() else int(read_number(pieces[0]) or 0)
    half = groups.text("ampm").replace(".", "").replace(" ", "")
    part = groups.value("part", "PART")
    if (half or part) and not 1 <= hour <= 12 and not (half and hour <= 23):
        return None
    if (half == "pm" or part in {"AF", "EV", "NI"}) and hour < 12:
        hour += 12
    if (half == "am" or part == "MO") and hour == 12:
        hour = 0
    if hour > 24:
        return None
    return f"{hour:02d}:{pieces[1]}" if len(pieces) > 1 else f"{hour:02d}:00"


# --- lengths of time and repetition -----------------------------------------------------------------------------------


def _duration(groups: Groups) -> Frame | None:
    rule = groups.rule.name
    if rule == "unitlong":
        return Frame("DURATION", rule, "P1" + groups.text("unitlong")[0].upper())
    unit = _unit(groups)
    if unit is None or unit == "WE":
        return None
    count = groups.number("n")
    if rule == "long-duration":
        count = 0.5
    elif rule in {"a-unit", "unit-long", "a-unit-or-two"} and groups.value("unit", "UNIT"):
        count = 1.5 if "plushalf" in groups else 1
    if count is not None and count > 100_000:
        return None
    flags = ("range",) if "n2" in groups else ()
    return Frame("DURATION", rule, duration_value(count, unit), mod="APPROX" if "n2" in groups else None, flags=flags)


def _set(groups: Groups) -> Frame | None:
    rule = groups.rule.name
    if rule == "adverb-set":
        return Frame("SET", rule, groups.value("adverb", "ADVERBSET"))
    if "weekday" in groups:
        weekday = groups.value("weekday", "WEEKDAYS") or groups.value("weekday", "WEEKDAY")
        part = groups.value("part", "PARTS")
        return Frame("SET", rule, f"XXXX-WXX-{weekday}" + (f"T{part}" if part else ""))
    word = groups.text("unit")
    values = vocabulary().values
    step = 2.0 if groups.text("step") == "other" else groups.number("step") or 1
    if word in {"weekend", "weekday"}:
        return Frame("SET", rule, "XXXX-WXX-WE" if word == "weekend" else "P1D")
    if unit := values.get((word, "UNIT")) or values.get((word, "UNITS")):
        return Frame("SET", rule, duration_value(None if groups.text("step") == "few" else step, unit))
    if weekday := values.get((word, "WEEKDAY")):
        return Frame("SET", rule, f"XXXX-WXX-{weekday}")
    if month := values.get((word, "MONTH")):
        return Frame("SET", rule, f"XXXX-{int(month):02d}")
    if season := values.get((word, "SEASON")):
        return Frame("SET", rule, f"XXXX-{season}")
    if part := values.get((word, "PART")):
        return Frame("SET", rule, f"XXXX-XX-XXT{part}")
    return None


@cache
def _reference_values() -> dict[str, str]:
    return {row[0]: row[1] for row in table("dates/references.tsv")}


def _reference(groups: Groups) -> Frame | None:
    return Frame("DATE", "reference", _reference_values().get(groups.text("phrase")))


_READERS: dict[str, Callable[[Groups], Frame | None]] = {
    "date": _date,
    "time": _time,
    "duration": _duration,
    "set": _set,
    "reference": _reference,
}
