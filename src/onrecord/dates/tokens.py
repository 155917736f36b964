"""Tokens of a text, and the string of one character per token that the grammar reads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from onrecord.dates.vocabulary import BREAK, NAME, OTHER, SPECIALS, vocabulary

# Alternatives are ordered; each is bounded or a single run, so the scan is linear.
_TOKEN = re.compile(
    r"""(?P<ISO>(?<!\d)\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d{1,6})?(?:Z|[+-]\d\d:?\d\d)?)?(?!\d))
    |(?P<YMD>(?<!\d)\d{4}(?P<sep1>[/.-])\d{1,2}(?P=sep1)\d{1,2}(?!\d))
    |(?P<NUMDATE>(?<![\d/.])\d{1,2}(?P<sep2>[/.-])\d{1,2}(?P=sep2)(?:\d{4}|\d\d)(?![\d/]|[.-]\d))
    |(?P<CLOCK>(?<!\d)\d{1,2}(?::[0-5]\d(?::[0-5]\d)?(?![\d:])|[.][0-5]\d(?=\s?[AaPp]\.?[Mm]\b|\s(?:GMT|UTC|BST|CES?T|EES?T|IST|E[SD]?T|P[SD]T|EAT|WAT|SAST|JST|AE[SD]T|NZ[SD]T)\b)))
    |(?P<ORDNUM>\d{1,4}(?:st|nd|rd|th|ST|ND|RD|TH)\b)
    |(?P<DECADE>(?<!\d)(?:\d{3}|\d)0['’]?s\b)
    |(?P<FRACTION>(?<![\d/])[1-9]/[2-9](?![\d/]))
    |(?P<AMOUNT>\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,9})?(?!\d)|\d{1,9}\.\d{1,9}(?![.\d]))
    |(?P<AMPM>(?<![A-Za-z])[AaPp]\.\s?[Mm]\.?(?![A-Za-z])|(?<=[\d\s])[AaPp][Mm]\b(?!\.[A-Za-z]))
    |(?P<SHORTDECADE>(?<!\w)['’‘`]\d0s\b)
    |(?P<SHORTYEAR>(?<!\w)['’‘`]\d\d(?!\w))
    |(?P<POSS>['’]s\b)
    |(?P<digits>[0-9]+)
    |(?P<word>[^\W\d_]+)
    |(?P<BREAK>\n[ \t\r]*\n\s*)
    |(?P<mark>[^\w\s])""",
    re.VERBOSE,
)


_NUMERIC = frozenset({"YMD", "sep1", "sep2"})


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens in text order: where they stand, and one character of the vocabulary each."""

    text: str
    starts: list[int]
    ends: list[int]
    code: str

    def __getitem__(self, index: int) -> str:
        return self.text[self.starts[index] : self.ends[index]]


@cache
def _specials() -> dict[str, str]:
    return {name: vocabulary().special(name) for name in SPECIALS}


def tokenise(text: str) -> Tokens:
    """Cut a text into words, numbers, ready-made forms (ISO dates, clock times …) and marks."""
    characters, specials, numbers = vocabulary().characters, _specials(), vocabulary().number
    starts, ends, code = [], [], []
    seen: dict[str, str] = {}
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "word" or kind == "mark":
            token = match.group()
            character = characters.get(token)
            if character is None:
                character = NAME if token[0].isupper() else OTHER
        elif kind == "digits":
            token = match.group()
            character = seen.get(token) or seen.setdefault(token, numbers(token) if token.isascii() else OTHER)
        elif kind == "BREAK":
            character = BREAK
        else:
            character = specials["NUMDATE" if kind in _NUMERIC else kind or ""]
        starts.append(match.start())
        ends.append(match.end())
        code.append(character)
    return Tokens(text, starts, ends, "".join(code))
