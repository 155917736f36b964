"""Numbers and years in digits and words, and the values of lengths of time."""

from __future__ import annotations

import re
from functools import cache

from onrecord.dates.vocabulary import vocabulary

_WORD = re.compile(r"[^\W_]+(?:\.\d+)?")
_DAYS_IN = {"N": ("D", 1), "F": ("W", 2), "E": ("Y", 10), "C": ("Y", 100), "L": ("Y", 1000)}


@cache
def _number_words() -> dict[str, tuple[int, str]]:
    values = vocabulary().values
    return {
        word: (int(value), name)
        for (word, name), value in values.items()
        if name in {"ONES", "TEENS", "TENS", "HUNDRED", "THOUSAND", "ORDINAL"}
    }


def read_number(text: str) -> float | None:
    """The number that digits or number words say ("1,200", "twenty-four", "2 1/2", "third", "nineteen ninety-six")."""
    total, current, seen = 0.0, 0.0, False
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    if match := re.search(r"\b([1-9])/([2-9])\b", text):
        total, seen = int(match[1]) / int(match[2]), True
        text = text[: match.start()] + text[match.end() :]
    text = text.replace("-and-a-half", " and a half")
    if "and a half" in text:
        total, text = total + 0.5, text.replace("and a half", "")
    if "and a quarter" in text:
        total, text = total + 0.25, text.replace("and a quarter", "")
    previous = ""
    for word in _WORD.findall(text):
        digits = re.match(r"\d+(?:\.\d+)?", word)
        if digits:
            current, seen, previous = current + float(digits.group()), True, "digits"
        elif word == "million":
            current = (current or 1) * 1_000_000
        elif word in {"couple"}:
            current, seen = 2, True
        elif word == "dozen":
            current, seen = (current or 1) * 12, True
        elif word == "half" and not seen:
            current, seen = 0.5, True
        elif word in _number_words():
            value, kind = _number_words()[word]
            if kind == "HUNDRED":
                current = (current or 1) * 100
            elif kind == "THOUSAND":
                total, current = total + (current or 1) * 1000, 0.0
            elif previous in {"TEENS", "TENS"} and kind in {"TEENS", "TENS"}:  # nineteen ninety, twenty sixteen
                current = current * 100 + value
            else:
                current += value
            seen, previous = True, kind
        elif word in {"a", "an", "one"} and not seen:
            current = 0.0
    return total + current if seen else None


def read_year(text: str) -> int | None:
    """A year; two digits stay below 100."""
    number = read_number(text.replace("hundred", "hundred "))
    return int(number) if number is not None and 0 <= number <= 9999 else None


def duration_value(count: float | None, unit: str) -> str:
    """`P2Y`, `PT30M`, `PXW`; a fraction moves to the next smaller unit where that is exact (`P2Y6M`)."""
    unit, factor = _DAYS_IN.get(unit, (unit, 1))
    if unit == "Q":
        unit, factor = "M", 3
    time, letter = unit in {"H", "TM", "S"}, unit.replace("TM", "M")
    head = "PT" if time else "P"
    if count is None:
        return f"{head}X{letter}"
    amount = count * factor
    whole, rest = int(amount), amount - int(amount)
    smaller = {"Y": ("M", 12), "H": ("M", 60), "TM": ("S", 60), "D": ("H", 24)}.get(unit)
    if rest and smaller and abs(rest * smaller[1] - round(rest * smaller[1])) < 1e-9:
        tail = f"{round(rest * smaller[1])}{smaller[0]}"
        tail = f"T{tail}" if unit == "D" else tail
        return f"{head}{whole}{letter}{tail}" if whole else (f"PT{tail}" if time and not tail.startswith("T") else f"P{tail}")
    return f"{head}{whole}{letter}" if not rest else f"{head}{amount:g}{letter}"


_LENGTH = re.compile(r"P(T?)(\d+(?:\.\d+)?)([YMWDHS])")
_ORDER = ("Y", "M", "W", "D", "TH", "TM", "TS")


def add_lengths(first: str, second: str) -> str | None:
    """`PT1M` and `PT58S` make `PT1M58S`; None unless the second is counted in a smaller unit."""
    left, right = _LENGTH.fullmatch(first), _LENGTH.fullmatch(second)
    if left is None or right is None or _ORDER.index(left[1] + left[3]) >= _ORDER.index(right[1] + right[3]):
        return None
    return first + second.removeprefix("PT" if left[1] else "P")
