"""The grammar: which sequences of tokens are time expressions. It is text, in `data/dates/grammar.txt`.

Every rule is searched by itself over the whole text; `match.py` keeps the longest match at each place. The names of the
captured groups are read by `reading.py`, so that a new form seldom needs code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from onrecord.dates.patterns import compile_pattern
from onrecord.dates.vocabulary import vocabulary
from onrecord.lexicon import read_data, table

_RANK = 5


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern with its name, what it makes, and its rank: of two matches of one length the lower rank wins."""

    name: str
    kind: str
    pattern: str
    rank: int = _RANK
    example: str = ""


@cache
def grammar() -> tuple[dict[str, str], tuple[Rule, ...]]:
    """The parts and the rules of the shipped grammar, in the order of the file, and the rules made from word lists."""
    parts: dict[str, str] = {}
    rules: list[Rule] = []
    for entry in re.split(r"\n(?=[@\w])", read_data("dates/grammar.txt")):
        head, *lines = [line for line in entry.splitlines() if line.strip() and not line.startswith("#")] or [""]
        example = next((line.split("e.g.", 1)[1].strip() for line in lines if line.strip().startswith("e.g.")), "")
        pattern = " ".join(line.strip() for line in lines if not line.strip().startswith("e.g."))
        if head.startswith("@"):
            parts[head[1:].strip()] = f" {pattern} "
        elif head:
            name, kind, *rank = head.split()
            rules.append(Rule(name, kind, pattern, int(rank[0]) if rank else _RANK, example))
    return parts, (*rules, *_from_lists())


def _from_lists() -> tuple[Rule, ...]:
    """The rules for named days and for phrases such as "these days"."""
    holiday = (
        "(?: <weekday WEEKDAY> COMMA? )? "
        f"(?: <rel last | this | next | this past | this coming> )? <holiday {_phrases('dates/holidays.tsv')}> "
        "(?: <holidayspan week | weekend> )? (?: (?: of | in | COMMA )? <year YEAR> | <rel2 last | this | next> <unit year> )?"
    )
    every = f"EVERY <holiday {_phrases('dates/holidays.tsv')}>"
    return (
        Rule("every-holiday", "set", every, 4, "they meet [every Christmas] there"),
        Rule("reference", "reference", f"<phrase {_phrases('dates/references.tsv')}>", 4, "it rains [these days] in Rome"),
        Rule("holiday", "date", holiday, 4, "he came on [Christmas Day 2015] at last"),
    )


def _phrases(name: str) -> str:
    """An alternation of the first column of a table, longest first, written in the notation of the grammar."""
    signs = {".": " DOT? ", "'s": " (?: POSS | APOS | ^s ) ", "'": " APOS? ", "-": " HYPHEN? "}
    phrases = []
    for row in sorted(table(name), key=lambda row: (-len(row[0].split()), -len(row[0]), row[0])):
        phrase = row[0]
        for sign, pattern in signs.items():
            phrase = phrase.replace(sign, pattern)
        phrases.append(phrase if " " in phrase or name != "dates/holidays.tsv" else f"^{phrase}")
    return " (?: " + " | ".join(phrases) + " ) "


@cache
def compiled() -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    """The rules with their regular expressions. Compiling adds the words of the grammar to the vocabulary."""
    parts, rules = grammar()
    words = vocabulary()
    return tuple((rule, compile_pattern(rule.pattern, words, parts)) for rule in rules)
