"""The alphabet of the grammar: every word and number that can be part of a time expression gets one character.

A text becomes a string with one character per token, and the grammar is written over that string (`patterns.py`): short,
fast, and linear, because the thousands of words that have nothing to do with time all share one character.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from onrecord.lexicon import table, word_list

OTHER, NAME, BREAK = "x", "X", "\n"  # a word without meaning here, the same with a capital, a paragraph break
PUNCTUATION = {
    "DOT": ".",
    "COMMA": ",",
    "HYPHEN": "-‐‑−",
    "DASH": "–—~",
    "SLASH": "/",
    "COLON": ":",
    "APOS": "'’‘`",
    "LPAR": "([",
    "RPAR": ")]",
    "CURRENCY": "$€£¥₹",
    "PERCENT": "%",
    "HASH": "#@",
    "QUOTE": '"“”„«»',
    "STOP": "!?;…",
}
SPECIALS = (
    "ISO",
    "NUMDATE",
    "CLOCK",
    "ORDNUM",
    "DECADE",
    "FRACTION",
    "AMOUNT",
    "AMPM",
    "SHORTDECADE",
    "SHORTYEAR",
    "POSS",
)  # see tokens.py
_FIRST = 0x4E00  # far from every character that means something in a regular expression
# Words that are something else as often as not when they have no capital: "may", "march", "sun", "sat", "jan".
_NEEDS_CAPITAL = frozenset(
    {
        "may",
        "march",
        "mar",
        "jan",
        "dec",
        "sep",
        "sun",
        "sat",
        "wed",
        "mon",
        "fri",
        "tue",
        "thu",
        "apr",
        "jun",
        "jul",
        "aug",
        "oct",
        "nov",
        "feb",
        "august",
    }
)


class Vocabulary:
    """Characters of words and numbers, and the sets of characters that the class names of the grammar stand for."""

    def __init__(self) -> None:
        self.characters: dict[str, str] = {}  # token as written -> character
        self.classes: dict[str, set[str]] = {}
        self.values: dict[tuple[str, str], str] = {}  # (word, class) -> value
        self._literals: dict[str, tuple[str, str]] = {}
        self._next = _FIRST
        for name, marks in PUNCTUATION.items():
            character = self._new()
            self.classes[name] = {character}
            for mark in marks:
                self.characters[mark] = character
        for word, name, value in table("dates/words.tsv"):
            lower, capital = self.literal(word)
            self.values[word, name] = value
            self.classes.setdefault(name, set()).add(capital)
            if word in _NEEDS_CAPITAL and name in {"MONTH", "WEEKDAYSHORT"}:
                self.classes.setdefault(name + "LOW", set()).add(lower)
            else:
                self.classes[name].add(lower)
        for word, name in self.values:
            if name == "MONTH" and len(word) < 5 and word not in {"may", "june", "july"}:
                self.classes.setdefault("MONTHSHORT", set()).update(self.literal(word))
        for name in word_list("dates/holidays.tsv"):
            for word in name.split("\t")[0].replace(".", " ").replace("'", " ").replace("-", " ").split():
                self.literal(word)
        self._numbers: dict[tuple[str, ...], str] = {}
        for names in _number_signatures():
            self._numbers[names] = character = self._new()
            for name in names:
                self.classes.setdefault(name, set()).add(character)
        for name in SPECIALS:
            self.classes[name] = {self._new()}
        self.classes["ONEDIGIT"] = {self.number("1")}
        self.classes["OTHER"], self.classes["NAME"] = {OTHER}, {NAME}

    def _new(self) -> str:
        self._next += 1
        return chr(self._next)

    def literal(self, word: str) -> tuple[str, str]:
        """The characters of a word: without a capital, and with one (Title or CAPITALS)."""
        pair = self._literals.get(word)
        if pair is None:
            pair = self._literals[word] = (self._new(), self._new())
            self.characters[word] = pair[0]
            for shape in (word.capitalize(), word.upper()):
                self.characters.setdefault(shape, pair[1])
        return pair

    def special(self, name: str) -> str:
        """The character of a class of tokens that the tokeniser recognises by itself (a clock time, an ISO date)."""
        return next(iter(self.classes[name]))

    def number(self, digits: str) -> str:
        """The character of a run of digits."""
        return self._numbers[_number_signature(digits)]


def _number_signature(digits: str) -> tuple[str, ...]:
    value, names = int(digits) if len(digits) <= 9 else 10**9, ["NUM"]
    if len(digits) <= 2:
        names += ["DAYNUM"] * (1 <= value <= 31) + ["HOUR"] * (value <= 24) + ["MONTHNUM"] * (1 <= value <= 12)
        names += ["TWODIGITS"] * (len(digits) == 2)
    if len(digits) == 4:
        names += ["YEAR"] * (1000 <= value <= 2199) + ["NEARYEAR"] * (1900 <= value <= 2049)
        names += ["HHMM"] * (value // 100 <= 24 and value % 100 <= 59)
    if len(digits) == 8:
        names += ["LONGNUM"]
    return tuple(names)


def _number_signatures() -> Iterable[tuple[str, ...]]:
    numbers = [f"{n:0{width}d}" for width in (1, 2, 4) for n in range(10**width)] + ["000", "00000000", "0" * 9]
    return sorted({_number_signature(digits) for digits in numbers})


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of the shipped word lists."""
    return Vocabulary()
