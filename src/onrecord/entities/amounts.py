"""Amounts by rules: money, percentages, quantities, each with a normalised value.

"$4.5 million" -> MONEY "USD 4500000"     "12 per cent" -> PERCENT "0.12"     "thirty kilometres" -> QUANTITY "30 km"
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from onrecord.lexicon import table
from onrecord.types import Entity

_DIGITS = r"(?:\d{1,3}(?:,\d{3}){1,6}|\d{1,15})(?:\.\d{1,9})?"
_UNITS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
          "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
          "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
          "seventy": 70, "eighty": 80, "ninety": 90, "a": 1, "an": 1}  # fmt: skip
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "k": 1000,
           "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12, "lakh": 10**5, "lakhs": 10**5,
           "crore": 10**7, "crores": 10**7, "dozen": 12}  # fmt: skip
_NUMBER_WORD = "|".join(sorted((word for word in (*_UNITS, "hundred") if word not in ("a", "an")), key=len, reverse=True))
_LONG_SCALE = r"(?:hundred|thousand|million|billion|trillion|lakhs?|crores?|dozen)"
_WORDS = rf"(?:\b(?i:a|an|{_NUMBER_WORD})(?:[ -](?:and )?(?:{_NUMBER_WORD}|thousand|million|billion)){{0,6}}\b)"
_AMOUNT = rf"(?:(?<![\w.,]){_DIGITS}(?:[ \u00a0-]?{_LONG_SCALE}\b|(?:bn|tn|mn|mln|[mMkKbB])\b)?|{_WORDS})"
_SIGNED = rf"(?:{_DIGITS})(?:[ \u00a0-]?{_LONG_SCALE}\b|[ \u00a0]?(?:bn|tn|mn|mln|[mMkKbB])\b)?"
_PLAIN = ("km", "kg", "cm", "mm")  # units that are no words: "three km"
_NUMBER = re.compile(_DIGITS)


class _Rules(NamedTuple):
    before: re.Pattern[str]
    after: re.Pattern[str]
    percent: re.Pattern[str]
    quantity: re.Pattern[str]
    currency: dict[str, str]
    unit: dict[str, str]


@cache
def _rules() -> _Rules:
    signs: dict[str, str] = {}
    words: dict[str, str] = {}
    for code, before, after in table("entities/currencies.tsv"):
        for sign in before.split("|"):
            signs.setdefault(sign, code)
        for word in after.split("|"):
            words.setdefault(word.lower(), code)
    units = {form: symbol for symbol, forms in table("entities/units.tsv") for form in forms.split("|")}

    def either(forms: dict[str, str]) -> str:
        return "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))

    letters = r"(?<![A-Za-z0-9$])"
    return _Rules(
        re.compile(rf"{letters}(?P<sign>{either(signs)})[ \u00a0]?(?P<amount>{_SIGNED})(?![\d%])"),
        re.compile(rf"(?P<amount>{_AMOUNT})[ \u00a0-](?P<word>(?:U\.?S\.? )?(?:{either(words)}|cents?))\b", re.IGNORECASE),
        re.compile(
            rf"(?P<amount>(?:(?<![\w.,]){_DIGITS}|{_WORDS}))[ \u00a0-]?(?P<word>%|per ?cent\b|percentage points?\b|pct\b)",
            re.IGNORECASE,
        ),
        re.compile(rf"(?P<amount>{_AMOUNT})(?P<gap>[ \u00a0-]?)(?P<unit>{either(units)})(?![\w²³])"),
        {**signs, **words},
        units,
    )


def number_value(text: str) -> Decimal | None:
    """What a number says: "4.5 million", "1,200", "two hundred and five"; null when it cannot be told."""
    match = _NUMBER.match(text)
    if match:
        value = Decimal(match.group().replace(",", ""))
        scale = text[match.end() :].strip(" \u00a0-").lower()
        return value * _SCALES[scale] if scale in _SCALES else value
    total, current, known = 0, 0, False
    for word in re.split(r"[ \u00a0-]+", text.lower()):
        if word in _UNITS:
            current += _UNITS[word]
            known = True
        elif word == "hundred" or word == "dozen":
            current = max(current, 1) * _SCALES[word]
            known = True
        elif word in _SCALES:
            total += max(current, 1) * _SCALES[word]
            current, known = 0, True
        elif word != "and":
            return None
    return Decimal(total + current) if known else None


def plain(value: Decimal) -> str:
    """A number in plain digits, without an exponent or trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def find_amounts(text: str) -> list[Entity]:
    """MONEY, PERCENT and QUANTITY of a text, in order, none overlapping another.

    Linear in the text: numbers are bounded and start only where no digit, letter, comma or full stop stands before.
    """
    rules = _rules()
    found: list[Entity] = []
    for match in rules.before.finditer(text):
        value = number_value(match["amount"])
        if value is not None:
            found.append(Entity(match.start(), match.end(), "MONEY", 0.97, f"{rules.currency[match['sign']]} {plain(value)}"))
    for match in rules.after.finditer(text):
        value, word = number_value(match["amount"]), match["word"].lower()
        if value is None or match["amount"].lower() in ("a", "an"):
            continue
        if word.startswith("cent"):
            code, value = "USD", value / 100
        else:
            code = "USD" if word.startswith(("us ", "u.s")) else rules.currency[word]
        found.append(Entity(match.start(), match.end(), "MONEY", 0.92, f"{code} {plain(value)}"))
    for match in rules.percent.finditer(text):
        value = number_value(match["amount"])
        if value is not None:
            found.append(Entity(match.start(), match.end(), "PERCENT", 0.98, plain(value / 100)))
    for match in rules.quantity.finditer(text):
        value, unit = number_value(match["amount"]), match["unit"]
        short_word = len(unit) <= 2 and unit not in _PLAIN and not match["amount"][-1].isdigit()
        if value is None or short_word or (unit in ("in", "m", "mi", "C") and match["gap"] == " " and unit != "m"):
            continue  # "five in ten", "10 in the morning"
        found.append(Entity(match.start(), match.end(), "QUANTITY", 0.9, f"{plain(value)} {rules.unit[unit]}"))
    found.sort(key=lambda entity: (entity.start, -entity.end))
    kept: list[Entity] = []
    for entity in found:
        if not kept or entity.start >= kept[-1].end:
            kept.append(entity)
    return kept
