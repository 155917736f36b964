"""Occasions and media of speech: "told a conference", "in her report", "tweeted"."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.lexicon import table, word_list, word_set
from onrecord.quotes.presence import speaks_for_others
from onrecord.quotes.words import word_class
from onrecord.types import Medium, Quote, Span

_SPOKE = r"(?:told|tells|telling|speaking to|speaking with|spoke to|spoke with)"
_OUTLET = re.compile(
    rf"\b{_SPOKE}\s+(?:(?:the|a|an)\s+)?(?=[A-Z])(?P<name>[\w’'&.-]{{1,30}}(?:\s(?:[A-Z][\w’'&.-]{{0,30}}|of|the|and|for)){{0,5}})"
)
_TITLE = re.compile(r"(?:[A-Z][\w’']{0,12}\.?\s){1,2}")  # "Mr ", "Judge "
_POSTS = re.compile(
    r"\b(?:(?:re)?tweet(?:ed|s|ing)|posted|(?:posts|wrote|writes|said)\s(?:on|in)\s(?:social media|twitter|facebook|instagram|x))\b",
    re.IGNORECASE,
)
_WRITES = re.compile(r"\b(?:wrote|writes|writing)\b(?P<to>\s(?:back\s)?(?:to|from)\b)?", re.IGNORECASE)
_REPLIED = re.compile(
    r"\brepl(?:ied|ies) to (?:\w+ )?(?:e-?mail|letter|message|question)s?\b|\b(?:by|in|via) (?:a )?(?:text(?: message)?|e-?mail|letter)\b",
    re.IGNORECASE,
)
_BEFORE = 20  # characters before a lead
_CITED = re.compile(
    r"\b(?:quoting|citing|referring|pointing|responding|replying|reacting|reference|response|reply|according)\s$", re.IGNORECASE
)
_HEADING = 80  # characters of a heading before the source
_HEADED = re.compile(r"(?:The |A )?(?:\w+ ){0,2}(\w+) (?:of|from|by)(?: the| a)? ?", re.IGNORECASE)
_PHONED = re.compile(
    r"\b(?:reached by (?:tele)?phone|interviewed (?:by|for|on|in)|by (?:tele)?phone|over the (?:tele)?phone"
    r"|(?:asked|questioned) by (?:this|the|our|a)\s(?:\w+\s)?(?:newspaper|paper|reporters?|radio|magazine|site)"
    r"|(?:speaking|interviewed|appeared|said|told) (?:on|to) (?:[\w’']+ ){0,3}(?:radio|television|tv)"
    r"|when (?:I|we) (?:rang|called|met|asked|reached))\b",
    re.IGNORECASE,
)
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
    others = "|".join(
        sorted({*word_set("quotes/function_words.txt"), *word_list("quotes/narrating_verbs.txt"), *word_class("edge"), *_LEADS})
    )
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
        if match.group("noun") == "March":
            continue  # the month
        if match.group("lead").lower() in ("from", "to") and _CITED.search(text, max(start, match.start() - _BEFORE), match.start()):
            continue  # "quoting from the report": spoken of
        medium = nouns()[match.group("noun").lower()]
        known = determiner in ("the", "this", "that", "her", "his", "their", "its")
        found.append(Occasion(Span(match.start("phrase"), match.end("phrase")), medium, match.group("lead").lower(), known))
    found += audiences(text, start, end) + sittings(text, start, end)
    return [
        one for one in sorted(found, key=lambda one: one.span) if one.lead != "of"
    ]  # "the end of a conference": read, so that nothing shorter is found in it


@cache
def _audience() -> re.Pattern[str]:
    """Whom somebody tells something: "told members", "reminded the court", "told a packed town hall"."""
    return re.compile(
        rf"\b(?P<lead>told|tells|telling|asked|reminded|assured?|informed|warned|addressed|addressing|briefed|before)\s+"
        rf"(?P<phrase>(?P<determiner>(?:an?|the|her|his|their|its|this|that)\s+)?(?:(?!(?:that|what|how|and|or|to)\b)[\w’'-]{{1,24}}\s+){{0,3}}?"
        rf"(?:{'|'.join(sorted(word_class('audience')))})\b)(?!\s(?:of|that|member))",
        re.IGNORECASE,
    )


@cache
def _press() -> re.Pattern[str]:
    """The same where the press is told: an interview."""
    papers = "|".join(sorted(word_class("press")))
    return re.compile(rf"\b{_SPOKE}\s+(?:(?!(?:that|what|how|and|or|to)\b)[\w’'-]{{1,24}}\s+){{0,3}}?(?:{papers})\b", re.IGNORECASE)


def audiences(text: str, start: int, end: int) -> list[Occasion]:
    """Those who are told something in `text[start:end]`, as occasions of speech."""
    return [
        Occasion(
            Span(m.start("phrase"), m.end("phrase")), "speech", "told", (m.group("determiner") or "the").strip().lower() not in ("a", "an")
        )
        for m in _audience().finditer(text, start, end)
    ]


@cache
def _sitting() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?P<lead>in|before|during|at)\s+(?P<phrase>(?:the|a)?\s?(?:(?!(?:of|and|to)\b)[\w’'-]{{1,24}}\s){{0,3}}?"
        rf"(?:{'|'.join(sorted(word_class('sitting')))}))\b(?!\s(?:order|case|election|building|of))",
        re.IGNORECASE,
    )


def sittings(text: str, start: int, end: int) -> list[Occasion]:
    """Courts and assemblies in which something is said in `text[start:end]`: "in the Lok Sabha", "before a tribunal"."""
    return [
        Occasion(Span(m.start("phrase"), m.end("phrase")), "speech", m.group("lead").lower(), True)
        for m in _sitting().finditer(text, start, end)
    ]


def channel(text: str, told: Sequence[tuple[int, int]], *, within: bool = False, people: Container[int] = ()) -> Medium | None:
    """The medium that the words for telling show: posted, told the press, by telephone, by text message.

    Args:
        people: Where mentions of persons begin: who tells one of them something gives no interview.
        within: Relayed by somebody who speaks: "They told me" is then no interview.
    """
    for start, end in told:
        if _POSTS.search(text, start, end):
            return "social"
        if not within and (_press().search(text, start, end) or _PHONED.search(text, start, end)):
            return "interview"
        outlet = _OUTLET.search(text, start, end)
        if outlet is not None and not within and not _is_person(outlet, people) and not _is_body(outlet.group("name")):
            return "interview"
        if _REPLIED.search(text, start, end):
            return "message"
    return None


def _is_person(outlet: re.Match[str], people: Container[int]) -> bool:
    start = outlet.start("name")
    titled = _TITLE.match(outlet.group("name"))
    return start in people or (titled is not None and start + titled.end() in people)


def _is_body(name: str) -> bool:
    """True for an assembly: who speaks to the Security Council gives no interview."""
    return any(word in word_class("audience") for word in name.lower().replace(".", " ").split())


def medium_of(text: str, quote: Quote, told: Sequence[tuple[int, int]], kind: str | None = None) -> Medium:
    """The medium that the narrator's words tell without an occasion: by who speaks, or by the verb.

    Args:
        kind: What the speaker is: bodies make statements, documents report.
    """
    named = source_medium(text, quote.source) if quote.source is not None else None
    if named is None and quote.source is not None:
        named = _heading_medium(text, quote.source)
    if named is not None:
        return named
    if kind == "document":
        return "report"
    if (kind == "organisation" and quote.cue is not None) or speaks_for_others(text, quote):
        return "statement"
    for start, end in told:
        written = _WRITES.search(text, start, end)
        if written is not None:
            return "message" if written.group("to") else "report"
    return "unknown"


def _heading_medium(text: str, source: Span) -> Medium | None:
    """The medium that a heading tells of the words below it: "The message of the envoy"."""
    start = text.rfind("\n", max(0, source.start - _HEADING), source.start) + 1
    named = _HEADED.fullmatch(text, start, source.start)
    return nouns().get(named.group(1).lower()) if named is not None else None


def source_medium(text: str, source: Span) -> Medium | None:
    """The medium of a source that is itself a text: "the report", "her last letter"; null for other sources."""
    for word in re.findall(r"[\w-]+", text[source.start : source.end].lower().split(",")[0]):
        medium = nouns().get(word)
        if medium in ("report", "statement", "message"):
            return medium
    return None
