"""Whom the text shows at the event it tells of: others have neither its day nor its town."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from onrecord.quotes.words import word_class
from onrecord.types import Medium, Quote

Tense = Literal["present", "past", "perfect", "earlier", "report", "none"]

_SPEAKS_FOR = re.compile(r"\b(?:spokes(?:man|woman|person|people)|statement|press release)\b", re.IGNORECASE)
_INDEFINITE = re.compile(r"(?:an?\s(?=\w)|(?:one|some|others?|another|several|many)\b)", re.IGNORECASE)
_WITNESS = re.compile(r"testif|gave evidence|chant|shout|sang|whisper|call(?:ed)? out", re.IGNORECASE)
_SPOT = re.compile(
    r"\b(?:in the (?:hallway|corridor|lobby|foyer|stands|gallery|dressing[ -]room|tunnel)|on the (?:steps|pitch|spot)|outside(?: the)? \w"
    r"|from the floor|backstage)"
)
_APPEALS = re.compile(r"(?:urg|appeal|advis|estimat)\w*\b", re.IGNORECASE)
_UNNAMED = re.compile(r"not to be (?:named|identified)|on (?:the )?condition of anonymity|\bnot authori[sz]ed to")
_OUTSIDE = re.compile(r"\bOutside(?: (?:the )?[a-z]+)?,?\s$")
_CLOSE = 60  # characters behind a cue
_WORD = re.compile(r"[\w’']+")


def speaks_for_others(text: str, quote: Quote) -> bool:
    """True for a spokeswoman, and for a statement."""
    return quote.source is not None and _SPEAKS_FOR.search(text, quote.source.start, quote.source.end) is not None


def tense_of(text: str, quote: Quote) -> Tense:
    """How the cue tells: "says" (present), "said", "has said" (perfect), "had said" (earlier), "according to" (report)."""
    if quote.cue is None:
        return "none"
    words = _WORD.findall(text[quote.cue.start : quote.cue.end].lower())
    first = words[0] if words else ""
    if first == "according":
        return "report"
    if first == "had":
        return "earlier"
    if first in ("has", "have"):
        return "perfect"
    if first in ("is", "are", "am"):
        return "present"
    return "present" if first.endswith("s") and first not in word_class("auxiliary") else "past"


def is_on_the_spot(text: str, quote: Quote) -> bool:
    """True where the words around the cue tell that the press was told right there: "in the hallway", "Outside she told the paper"."""
    if quote.cue is None:
        return False
    opens = quote.source is not None and _OUTSIDE.search(text, max(0, quote.source.start - _CLOSE // 2), quote.source.start) is not None
    return opens or _SPOT.search(text, quote.cue.end, quote.cue.end + _CLOSE) is not None


@cache
def _appearing() -> re.Pattern[str]:
    verbs = "|".join(sorted(word_class("appearing")))
    return re.compile(rf"\b(?:{verbs}|took the (?:stand|stage|floor|microphone|podium)|(?:was|were) (?:in|at|on))\b")


def appears(text: str, start: int, end: int) -> bool:
    """True where somebody is told to be seen somewhere: "took the microphone", "opened a well", "was in Ruritania"."""
    return _appearing().search(text, start, end) is not None


def stays_unnamed(text: str, quote: Quote) -> bool:
    """True for who asked not to be named: such words are given apart."""
    near = quote.cue or quote.content[0]
    start = min(near.start - _CLOSE, quote.source.start if quote.source else near.start)
    return _UNNAMED.search(text, max(0, start), near.end + _CLOSE) is not None


def may_be_there(
    text: str, quote: Quote, medium: Medium, kind: str | None, *, on_the_spot: bool = False, is_interview: bool = False
) -> bool:
    """True for what a person or a group may have said at an event that the article reports.

    Args:
        kind: What the speaker is; bodies and documents are at no event.
        is_interview: The article is one, which may tell what is said as it is said: "she says".
        on_the_spot: The passage itself tells of the event: then also an interview may be given there, and by anybody.
    """
    if medium not in ("speech", "unknown", "interview" if on_the_spot else "speech") or kind == "document":
        return False
    if kind == "organisation" and not (is_interview and quote.cue is None):
        return False  # but for a paper that asks, "RADIO ONE: And then?"
    if quote.source is None or text[quote.source.start : quote.source.end].lower() == "it" or speaks_for_others(text, quote):
        return False
    return tense_of(text, quote) in ("past", "none", "present" if is_interview else "past")


def appeals(text: str, quote: Quote) -> bool:
    """True for what is asked of everybody, "urged drivers to wait", which needs no occasion."""
    return quote.cue is not None and _APPEALS.match(text, quote.cue.start, quote.cue.end) is not None


def is_indefinite(text: str, quote: Quote) -> bool:
    """True for "a crane driver", "others": somebody whom the page brings in for these words; not for "a witness testified"."""
    if quote.cue is not None and _WITNESS.match(text, quote.cue.start, quote.cue.end):
        return False
    return quote.source is not None and _INDEFINITE.match(text, quote.source.start, quote.source.end) is not None
