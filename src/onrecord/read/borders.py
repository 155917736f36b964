"""Where a name begins and ends: what the words of the encoder leave open is settled by how names are printed."""

from __future__ import annotations

import re

from onrecord.lexicon import word_set
from onrecord.types import Span

Name = tuple[Span, str, float]
PLACES = frozenset({"LOC", "GPE"})
_TITLE = re.compile(r"(\w{2,12})\.?\s+(?=\w)")
_OFFICE = re.compile(r"(?:[A-Z]\w{1,15}\s){1,3}?(\w{2,15})\s+(?=[A-Z])")
_COMPASS = re.compile(r"(?:(?:north|south)(?:-?(?:east|west))?|east|west|central)(?:ern)?\s+(?=[A-Z])")
_KIND_OF_PLACE = re.compile(r"\s(?:area|district|municipality|neighbou?rhood|region|state|town|upazila|village)$")
_GIVEN_NAME_GOES_ON = re.compile(r"-[a-z]{2,6}\b")  # "Moon Jae-in": the tokenizer parts it, and the second half is small
_SEAT = re.compile(r", ?D(?:\.\s?C\b\.?|C\b)(?! ?Comics)")
_POSSESSIVE = re.compile(r"['’]s\b")


def tidied(text: str, names: list[Name]) -> list[Name]:
    """Names from their first to their last letter.

    Persons stand without the titles and offices before them ("Gen", "Foreign Minister") and with the second half of a given name
    ("Jae-in"); articles stay outside, and of places what is written small ("southern", "district"); "Washington, D.C." is one
    name, and the possessive of "Moody's" a part of it. No pronouns, and no addresses of the web or of mail.
    """
    pronouns = word_set("read/pronouns.txt")
    kept: list[Name] = []
    for span, label, probability in names:
        surface = text[span.start : span.end]
        if surface.lower() in pronouns or "://" in surface or "@" in surface:
            continue
        start = _start(text, span.start, span.end, label)
        end = _end(text, start, span.end, label)
        if kept and start < kept[-1][0].end:
            continue  # "D.C.", which has become part of the name before
        kept.append((Span(start, end), label, probability))
    return kept


def _start(text: str, start: int, end: int, label: str) -> int:
    """Where a name begins behind titles, an office, an article or a direction."""
    if label == "PERSON":
        titles = word_set("read/titles.txt")
        while (title := _TITLE.match(text, start, end)) and title.group(1) in titles:
            start = title.end()
        office = _OFFICE.match(text, start, end)
        if office and office.group(1) in word_set("read/offices.txt"):
            return office.end()
    if text.startswith("the ", start, end):
        start += 4
    direction = _COMPASS.match(text, start, end) if label in PLACES else None
    return direction.end() if direction else start


def _end(text: str, start: int, end: int, label: str) -> int:
    """Where a name ends that may go on behind a hyphen, a comma or an apostrophe, or that holds a word too many."""
    if label in PLACES:
        kind = _KIND_OF_PLACE.search(text, start, end)
        if kind and text[start].isupper():
            return kind.start()
        seat = _SEAT.match(text, end) if text[start:end] == "Washington" else None
        return seat.end() if seat else end
    if label == "PERSON":
        words, goes_on = text[start:end].split(), _GIVEN_NAME_GOES_ON.match(text, end)
        if goes_on and len(words) > 1 and len(words[-1]) <= 6 and goes_on.group()[1:] not in word_set("read/compound_endings.txt"):
            return goes_on.end()
    if (
        label == "ORG"
        and (possessive := _POSSESSIVE.match(text, end))
        and text[start:end].rsplit(None, 1)[-1] in word_set("read/possessives.txt")
    ):
        return possessive.end()
    return end
