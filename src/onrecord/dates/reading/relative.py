"""Words that count from the day of writing or from the last date named."""

from __future__ import annotations

from onrecord.dates.numbers import duration_value
from onrecord.dates.reading.groups import Groups, unit_of

_LAST, _THIS, _NEXT = (
    {"last", "past", "previous", "preceding", "this past"},
    {"this", "current", "today"},
    {"next", "coming", "upcoming", "this coming", "following", "tomorrow"},
)
_MENTION = {"previous", "preceding", "following", "same", "that", "that same", "this same", "very same", "very next"}
_DEICTIC = {"today": 0, "yesterday": -1, "tomorrow": 1, "tmrw": 1, "the day before yesterday": -2, "the day after tomorrow": 2}
_DAYS_IN = {"N": ("D", 1), "F": ("W", 2), "E": ("Y", 10), "C": ("Y", 100), "L": ("Y", 1000)}


def relative(groups: Groups) -> dict[str, object] | None:
    """Words that count from the day of writing or from the last date named."""
    rule = groups.rule.name
    if "deictic" in groups:
        word = groups.text("deictic")
        if word in {"tonight", "last night", "overnight"}:
            return {"kind": "TIME", "shift": 0 if word == "tonight" else -1, "unit": "D", "part": "NI"}
        return {"shift": _DEICTIC[word], "unit": "D"}
    if rule == "week-ago-weekday":
        return {"pick": "last", "shift": -7, "unit": "D"}
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
    if rule == "before-last":
        if "weekday" in groups:
            return {"pick": "last", "shift": -7, "unit": "D"}
        return {"shift": -2, "unit": unit_of(groups)}
    if rule in {"week-of-month", "weekday-of-month"}:
        nth = -1 if groups.text("nth") in {"last", "final"} else groups.integer("nth")
        if not nth or nth > 5:
            return None
        years = {"last": -1, "this": 0, "next": 1}.get(groups.text("year_rel"))
        return {"unit": unit_of(groups) if rule == "week-of-month" else None, "nth": nth, "year_shift": years}
    if "rel" in groups or "rel2" in groups:
        return _picked(groups)
    return {}


def _counted(groups: Groups) -> dict[str, object] | None:
    """`two weeks ago`, `a year earlier`."""
    unit = unit_of(groups)
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
    if bare == "this" and groups.text("unit") == "day" and groups.before() == "to":  # to this day
        return {"value": "PRESENT_REF"}
    if bare == "this" and groups.rule.name == "rel-unit" and groups.text("unit") == "day":
        found["base"] = "mention"
    if "unit" in groups:
        unit = unit_of(groups)
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
