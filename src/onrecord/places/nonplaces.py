"""What looks like a place and is none: persons, agencies, newsrooms, time zones, ships, numbered parts of things."""

from __future__ import annotations

import re
from functools import cache

from onrecord.gazetteer import Gazetteer
from onrecord.lexicon import table, word_set
from onrecord.places.context import KIND_AFTER
from onrecord.types import Span, Toponym

_AROUND = 40  # characters looked at on either side
_LIVED_IN = re.compile(r"\b(?:in|near|outside|at)(?: the)? $|, (?:from|of) $")


def is_named_like_a_person(text: str, span: Span) -> bool:
    """True for a name of two words and more that begins with a given name, and does not say that it is a place."""
    words = text[span.start : span.end].split()
    if _LIVED_IN.search(text[max(0, span.start - 10) : span.start]):
        return False
    if not 2 <= len(words) <= 4 or not all(word[:1].isupper() for word in words):
        return False
    if words[-1].lower() in KIND_AFTER or not word_set("entities/facility_words.txt").isdisjoint(words):
        return False
    return words[0] in word_set("entities/given_names.txt") or words[0].split("-")[0] in word_set("entities/given_names.txt")


def is_titled(text: str, span: Span) -> bool:
    """True for a name right after the title of a person: "Judge Houston"."""
    before = text[max(0, span.start - 24) : span.start]
    words = before.split()
    return before.endswith(" ") and bool(words) and words[-1] in word_set("entities/honorifics.txt")


_AFTER_WORD_OF_PLACE = re.compile(r"\b(?:in|at|near|from|of|to|around|outside) (?:the )?$")
DIVISION = re.compile(r"^, ([A-Z][\w.]*(?: [A-Z]\w+)?)")  # behind a town: ", Ohio"


def is_put_somewhere(text: str, span: Span) -> bool:
    """True after "in", "of" and the like, and before a comma and a division: there a surname is a town after all."""
    placed = _AFTER_WORD_OF_PLACE.search(text[max(0, span.start - 13) : span.start])
    return placed is not None or DIVISION.match(text[span.end : span.end + _AROUND]) is not None


_SPEAKS = re.compile(r"^ (?:said|says|told|tells|posted|tweeted|wrote|writes|announced|added|reported|reports)\b|^\) ?[–—-]|^ ?\|")


def speaks(text: str, span: Span) -> bool:
    """True for what says something, has sent a report or heads a page: "Southern Line posted", "(NordNews) –", "Shore Mercury |"."""
    placed = _AFTER_WORD_OF_PLACE.search(text[max(0, span.start - 13) : span.start])
    return placed is None and _SPEAKS.match(text[span.end : span.end + _AROUND]) is not None


_CLOCK = re.compile(r"\b\d{1,2}[:.]?\d\d(?: ?[ap]\.?m\.?)? $|\b\d{1,2} ?[ap]\.?m\.? $", re.IGNORECASE)


@cache
def _zones() -> frozenset[str]:
    return frozenset(word.upper() for word, group, _ in table("dates/words.tsv") if group == "ZONE")


def is_time_zone(text: str, span: Span) -> bool:
    """True for a time zone behind a clock time: "08:05 IST" is not at Istanbul Airport."""
    return text[span.start : span.end].rstrip(".") in _zones() and _CLOCK.search(text[max(0, span.start - 12) : span.start]) is not None


_VESSEL = re.compile(
    r"\b(?:ship|ferry|trawler|tanker|vessel|freighter|yacht|frigate|destroyer|submarine|barge|schooner|HMS|USS|MV|MT) (?:the )?[“\"'‘]?$"
)


def is_vessel(text: str, span: Span) -> bool:
    """True right behind what sails: "the cargo ship Vera Cruz", "the ferry Princess of Oran"."""
    return _VESSEL.search(text[max(0, span.start - 20) : span.start]) is not None


_NUMBERED = re.compile(r"[A-Z]\w+ (?:\d{1,3}|[A-Z])")


def is_numbered(name: str, gazetteer: Gazetteer) -> bool:
    """True for a part of something that is told by a number or letter: "Tower 4", "Gate B"."""
    return _NUMBERED.fullmatch(name) is not None and name not in gazetteer


_OF_A_PAPER = re.compile(r"^ (?:desk|bureau|newsroom)\b")


def is_of_a_paper(text: str, span: Span) -> bool:
    """True for a part of a newsroom: "edited by the Africa desk"."""
    return _OF_A_PAPER.match(text[span.end : span.end + 12]) is not None


_SAINT = re.compile(r"(?:Saint|St\.?) [A-Z]\w+")
_OF_A_SAINT = re.compile(
    r"\b(?:portrait|church|feast|icon|statue|relics|monastery|cathedral|chapel|shrine|tomb|day|dedicated|prays?|prayed|named)"
    r" (?:of|to|for|after) $",
    re.IGNORECASE,
)


def is_saint(text: str, span: Span) -> bool:
    """True for a saint: "a portrait of Saint Clement", "prayed to St Jude"."""
    if _SAINT.fullmatch(text[span.start : span.end]) is None or DIVISION.match(text[span.end : span.end + _AROUND]):
        return False
    return _OF_A_SAINT.search(text[max(0, span.start - 24) : span.start]) is not None


def is_acronym(text: str, toponym: Toponym) -> bool:
    """True for a word in capitals, within a line that is not, of letters that a place has in small ones: "a SWAT team" is not of Swat."""
    name, place = toponym.name, toponym.place
    if place is None or not name.isupper() or not 2 < len(name) < 6 or place.name.upper() != name or place.name == name:
        return False
    before = text[max(0, toponym.start - _AROUND) : toponym.start].rsplit("\n", 1)[-1].split()
    after = text[toponym.end : toponym.end + _AROUND].split("\n", 1)[0].split()
    return bool(before) and before[-1][:1].isalpha() and not any(word.isupper() and len(word) > 1 for word in (*before[-2:], *after[:2]))
