"""Occasions and media of speech: "told a conference", "in her report", "tweeted"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.lexicon import table, word_list, word_set
from onrecord.types import Medium, Quote, Span

_INTERVIEWS = re.compile(r"\b(?:told|tells|speaking to|speaking with|spoke to|spoke with)\s+(?:(?:the|a|an)\s+)?(?=[A-Z])")
_TWEETS = re.compile(r"\b(?:tweeted|tweets|tweeting|retweeted)\b")
_WRITES = re.compile(r"\b(?:wrote|writes)\b")
_LEADS = (
    "at",
    "in",
    "during",
    "to",
    "told",
    "before",
    "via",
    "on",
    "of",
    "held",
    "attended",
    "addressed",
    "addressing",
    "opened",
    "hosted",
    "through",
    "from",
)


@dataclass(frozen=True, slots=True)
class Occasion:
    """The words that name an occasion or channel, its medium, the word before it, and whether it is "the", "this" or somebody's."""

    span: Span
    medium: Medium
    lead: str
    known: bool


@cache
def nouns() -> dict[str, Medium]:
    """Nouns of occasions and channels with their medium."""
    media: dict[str, Medium] = {
        "speech": "speech",
        "interview": "interview",
        "statement": "statement",
        "report": "report",
        "message": "message",
        "social": "social",
    }
    return {noun: media[medium] for noun, medium in table("quotes/occasions.tsv")}


@cache
def _occasion() -> re.Pattern[str]:
    choice = "|".join(sorted(nouns(), key=lambda noun: (-len(noun), noun)))
    others = "|".join(sorted({*word_set("quotes/function_words.txt"), *word_list("quotes/narrating_verbs.txt"), *_LEADS}))
    return re.compile(
        rf"\b(?P<lead>{'|'.join(_LEADS)})\s+(?P<phrase>(?P<determiner>(?:an?|the|her|his|their|its|this|that|two|several|another)\s+)?"
        rf"(?:(?!(?:{others})\b)[\w’'&.-]{{1,24}}\s+){{0,5}}?(?P<noun>{choice})\b)",
        re.IGNORECASE,
    )


def occasions(text: str, start: int, end: int) -> list[Occasion]:
    """The occasions named in `text[start:end]`, in order."""
    found = []
    for match in _occasion().finditer(text, start, end):
        determiner = (match.group("determiner") or "").strip().lower()
        if not determiner and match.group("lead").lower() in ("to", "of", "from", "before") and match.group("noun").islower():
            continue  # "dared to call"
        medium = nouns()[match.group("noun").lower()]
        known = determiner in ("the", "this", "that", "her", "his", "their", "its")
        found.append(Occasion(Span(match.start("phrase"), match.end("phrase")), medium, match.group("lead").lower(), known))
    return [one for one in found if one.lead != "of"]  # "the end of a conference": read, so that nothing shorter is found in it


def medium_of(text: str, quote: Quote, told: Sequence[tuple[int, int]]) -> Medium:
    """The medium that the narrator's words tell without an occasion: by the verb, or by a source that is a text."""
    for start, end in told:
        if _TWEETS.search(text, start, end):
            return "social"
        if _INTERVIEWS.search(text, start, end):
            return "interview"
    if quote.source is not None:
        named = source_medium(text, quote.source)
        if named is not None:
            return named
    if any(_WRITES.search(text, start, end) for start, end in told):
        return "report"
    return "unknown"


def source_medium(text: str, source: Span) -> Medium | None:
    """The medium of a source that is itself a text: "the report", "her last letter"; null for other sources."""
    for word in re.findall(r"[\w-]+", text[source.start : source.end].lower().split(",")[0]):
        medium = nouns().get(word)
        if medium in ("report", "statement", "message"):
            return medium
    return None
