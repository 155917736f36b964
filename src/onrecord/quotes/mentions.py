"""What can name a source: names with their titles, nouns for people, bodies and texts, pronouns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from onrecord.lexicon import table, word_set
from onrecord.quotes.view import View

_HEADS = {
    "role": "actors/role_nouns.txt",
    "group": "actors/group_nouns.txt",
    "body": "actors/organisation_nouns.txt",
    "text": "actors/document_nouns.txt",
}
_LINKS = {"former", "then", "late", "longtime", "veteran", "fellow", "ex", "acting", "retired", "senior", "chief", "deputy", "-"}
_CHUNK = re.compile(r"D?[MNCHKP]{0,9}[CHK]")
_NUMBER = re.compile(r"[\d,.]+$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A core noun phrase: words `[start, end)`. `kind`: name, role, group, body, text, or what a pronoun stands for."""

    start: int
    end: int
    kind: str
    head: str  # last word, lower case


@cache
def pronouns() -> dict[str, str]:
    """Pronouns and what they stand for."""
    return {row[0]: row[1] for row in table("quotes/pronouns.tsv")}


@cache
def noun_kinds() -> dict[str, str]:
    """Nouns that can speak, and what they are: role, group, body, text."""
    found: dict[str, str] = {}
    for kind, name in _HEADS.items():
        for line in word_set(name):
            word = line.split("\t")[0]
            found.setdefault(word, kind)
            if kind in ("role", "body", "text"):
                plural = "group" if kind == "role" else kind
                found.setdefault(_plural(word), plural)
    return found


def _plural(word: str) -> str:
    if word.endswith("man"):
        return word[:-3] + "men"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


@cache
def _stops() -> frozenset[str]:
    return word_set("quotes/function_words.txt")


@cache
def _determiners() -> frozenset[str]:
    return word_set("quotes/determiners.txt")


def find_mentions(view: View, verbs: frozenset[str]) -> list[Mention]:
    """Core mentions of a text in order, none overlapping. `verbs`: words that end a noun phrase as verbs of saying do."""
    codes = _codes(view, verbs)
    found: list[Mention] = []
    for match in _CHUNK.finditer(codes):
        found += _split(view, codes, *match.span())
    known = pronouns()
    taken = {word for mention in found for word in range(mention.start, mention.end)}
    for word, lower in enumerate(view.lower):
        if lower in known and word not in taken:
            found.append(Mention(word, word + 1, known[lower], lower))
    return sorted(found, key=lambda mention: mention.start)


def _codes(view: View, verbs: frozenset[str]) -> str:
    """One letter a word: D determiner, C capital, H noun that can speak (K one for a person), N number, P possessive, M other, X."""
    codes: list[str] = []
    heads, stops, determiners, known = noun_kinds(), _stops(), _determiners(), pronouns()
    for i, (word, lower) in enumerate(zip(view.words, view.lower, strict=True)):
        begins = i == 0 or view.sentence[i - 1] != view.sentence[i] or (view.words[i - 1] in "“\"''‘`" and not view.words[i - 1].isalnum())
        if lower in determiners:
            code = "D"
        elif lower in ("'s", "'") and codes and codes[-1] in "CHKM":
            code = "P"
        elif lower in stops or lower in known:
            code = "X"
        elif word[0].isupper() or (word[0] in "@#" and len(word) > 1):
            code = "K" if lower in heads and begins and heads[lower] == "role" else "H" if lower in heads and begins else "C"
            if code == "C" and begins and (lower.endswith(("ly", "ing")) or lower in verbs):
                code = "X"
        elif lower in heads and not (view.lower[i + 1 : i + 2] == ["-"] and view.starts[i + 1] == view.ends[i]):  # "evidence-free" is none
            code = "K" if heads[lower] == "role" else "H"
        elif _NUMBER.match(lower) and lower[0].isdigit():
            code = "N"
        elif not word[0].isalpha() or lower in verbs or lower.endswith("ly"):
            code = "X" if word != "-" else "M"
        else:
            code = "M"
        if codes and i and (view.paragraph[i - 1] != view.paragraph[i] or view.inside[i - 1] != view.inside[i]) and code == "P":
            code = "X"
        codes.append(code)
    return "".join(codes)


def _split(view: View, codes: str, start: int, end: int) -> list[Mention]:
    """The mentions of one chunk: cut at boundaries of sentence and region, and where a name follows an unfit word."""
    found: list[Mention] = []
    begin = start
    for word in range(start, end):
        if word > begin and (
            view.sentence[word] != view.sentence[word - 1]
            or view.inside[word] != view.inside[word - 1]
            or (codes[word] == "C" and codes[word - 1] == "M" and view.lower[word - 1] not in _LINKS and "D" not in codes[begin:word])
            or (codes[word] == "C" and codes[word - 1] == "H" and view.words[word - 1][0].islower())
        ):
            found += _mention(view, codes, begin, word)
            begin = word
    return found + _mention(view, codes, begin, end)


def _mention(view: View, codes: str, start: int, end: int) -> list[Mention]:
    while end > start and codes[end - 1] not in "CHK":
        end -= 1
    if codes[start : start + 1] != "D":  # a bare noun takes at most two words before it
        first = next((i for i in range(start, end) if codes[i] in "CHK"), end)
        start = max(start, first - 2)
        while start < end and codes[start] in "NP":
            start += 1
    if end <= start:
        return []
    head = view.lower[end - 1]
    kind = "name" if codes[end - 1] == "C" else noun_kinds().get(head, "name")
    return [Mention(start, end, kind, head)]
