"""The captured groups of a match of the grammar, as words and as numbers."""

from __future__ import annotations

import re

from onrecord.dates.grammar import Rule
from onrecord.dates.numbers import read_number
from onrecord.dates.tokens import Tokens
from onrecord.dates.vocabulary import vocabulary

MODS = {"early": "START", "earlier": "START", "mid": "MID", "late": "END", "later": "END"}


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

    def before(self) -> str:
        """The word before the whole match, lower case."""
        start = self.match.start()
        return self.tokens[start - 1].lower() if start else ""

    def says(self, word: str) -> bool:
        """True when the last word of the whole match is this one."""
        return self.tokens[self.match.end() - 1].lower() == word

    def after(self, name: str) -> str:
        """The words of the whole match behind a group, or all of them when the group is not there."""
        start, end = self.match.span()
        if name in self.names:
            start = self.match.end(name)
        return self.tokens.text[self.tokens.starts[start] : self.tokens.ends[end - 1]].lstrip(",. ")

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


def unit_of(groups: Groups, name: str = "unit") -> str | None:
    """The code of the unit that a group names."""
    if groups.text(name) == "weekend":
        return "WE"
    return groups.value(name, "UNIT") or groups.value(name, "UNITS")
