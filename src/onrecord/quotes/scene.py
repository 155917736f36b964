"""The event that an article reports: the day, the town and the occasion that its head names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.quotes.occasions import nouns, occasions
from onrecord.quotes.page import Page, is_day, is_town, is_where, nearest
from onrecord.quotes.words import word_class
from onrecord.types import Said, Span

_LEAD = 2  # paragraphs at the head of an article that may tell of its event
_NAMED = 6  # the same where they name the occasion
_HEAD = 6000  # characters looked at
_SHORTEST = 12  # words of a line that is a paragraph
_DATELINE = re.compile(r"[^a-z\n]{3,40}[^\n—–-]{0,60}[—–-] ")
_HOST = re.compile(r"\s(?:(?:was|is|were|again|once)\s){0,3}(?:hosted|hosts|host to)\b")
_LINE = re.compile(r"[^\n]+")
_LEAST_ENTRIES = 3


@dataclass(frozen=True, slots=True)
class Event:
    """`said`: an occasion of speech with its day and town; `head`: day and town alone, of an article that tells of people who meet."""

    said: Said | None
    head: Said | None


def find_event(page: Page) -> Event:
    """The event of an article; both parts null where the head names none."""
    return Event(_occasion(page), _reported(page))


def _head(page: Page, most: int) -> Iterator[tuple[int, int]]:
    """The first paragraphs, without their dateline."""
    taken = 0
    for line in _LINE.finditer(page.text, 0, _HEAD):
        if len(line.group().split()) < _SHORTEST:
            continue
        dateline = _DATELINE.match(line.group())
        yield line.start() + (dateline.end() if dateline else 0), line.end()
        taken += 1
        if taken == most:
            return


@cache
def _gathering() -> re.Pattern[str]:
    """Words of a head that tells of people who meet and speak."""
    spoken = {noun for noun, medium in nouns().items() if medium == "speech"}
    return re.compile(rf"\b(?:{'|'.join(sorted(spoken | word_class('gathering')))})\b", re.IGNORECASE)


def _occasion(page: Page) -> Said | None:
    """The occasion of speech that the head names, with the first day and town that stand beside one.

    Below the first paragraphs only what is said to be held or to take place is taken: "A conference was held in Ruritania".
    """
    first: Span | None = None
    day = town = None
    for number, (start, end) in enumerate(_head(page, _NAMED)):
        if number >= _LEAD and day is not None and town is not None:
            break
        told = page.narrated(start, end)
        for span in _named(page, told, held=number >= _LEAD):
            near = told if number < _LEAD else page.narrated(*page.sentence_of(span))
            first = first or span
            if day is None:
                day = nearest([(at, i) for at, i in page.dates_in(near) if is_day(page.dates[i])], span.start)
            if town is None:
                towns = [(at, i) for at, i in page.places_in(near) if _hosts(page, i) and is_town(page.places[i])]
                town = nearest(towns, span.start)
            break
    return Said(day, town, first, "speech", "") if first is not None else None


def _hosts(page: Page, number: int) -> bool:
    """True for a town in which something happens, and for one that "was host to" it."""
    place = page.places[number]
    return is_where(page.text, place) or _HOST.match(page.text, place.end) is not None


def _named(page: Page, told: Sequence[tuple[int, int]], *, held: bool) -> list[Span]:
    """Occasions of speech in the narrator's words; `held`: only those that are told to be held."""
    found = [Span(m.start("phrase"), m.end("phrase")) for a, b in told for m in _held().finditer(page.text, a, b)]
    if not held:
        named = (one for a, b in told for one in occasions(page.text, a, b))
        found += [one.span for one in named if one.medium == "speech" and one.lead in word_class("event_lead")]
    return sorted(found)


@cache
def _held() -> re.Pattern[str]:
    """An occasion that is told to be held: "A conference on bridges was held"."""
    spoken = "|".join(sorted(noun for noun, medium in nouns().items() if medium == "speech"))
    phrase = rf"(?P<phrase>(?:[Aa]n?|[Tt]he|[Tt]his)\s+(?:[\w’'-]{{1,24}}\s+){{0,4}}?(?:{spoken}))"
    return re.compile(rf"\b{phrase}\b[^.\n“”\"]{{0,80}}?\s(?:held|took place|takes place)\b")


def _reported(page: Page) -> Said | None:
    """The first day, and the first town after "in" or "at", that the head names; null where it tells of nothing at which people meet."""
    day = town = None
    gathered = False
    for start, end in _head(page, _LEAD):
        told = page.narrated(start, end)
        gathered = gathered or _gathering().search(page.text, start, end) is not None
        if day is None:
            day = next((i for _, i in page.dates_in(told) if is_day(page.dates[i])), None)
        if town is None:
            town = next((i for _, i in page.places_in(told) if is_where(page.text, page.places[i]) and _is_city(page, i)), None)
    return Said(day, town) if gathered else None


def _is_city(page: Page, number: int) -> bool:
    place = page.places[number].place
    return place is None or place.kind == "city"


class Entries:
    """The entries of a live report: lines that a clock time opens, three or more. What stands below one was said on its day."""

    def __init__(self, page: Page) -> None:
        times = ((number, date) for number, date in enumerate(page.dates) if date.type == "TIME" and date.granularity == "minute")
        self._found = sorted(
            (date.start, number) for number, date in times if _opens_line(page.text, date.start) and _is_clock(page.text, date.end)
        )

    def at(self, position: int) -> Said | None:
        """What the entry around a position tells; null outside such a report."""
        place = bisect_right(self._found, (position, len(self._found))) - 1
        return Said(self._found[place][1]) if place >= 0 and len(self._found) >= _LEAST_ENTRIES else None


def _opens_line(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] == "\n"


def _is_clock(text: str, end: int) -> bool:
    """True where nothing but a separator follows the time, or the line ends."""
    rest = text[end : end + 3].lstrip(" \t")
    return not rest or rest[0] in "\n:–—|-"
