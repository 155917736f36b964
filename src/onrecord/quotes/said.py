"""When, where and on what occasion something was said, as far as the text tells."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.lexicon import table, word_list, word_set
from onrecord.quotes.words import word_class
from onrecord.types import Medium, Quote, Said, Span, TimeExpression, Toponym

_LEAD = 2  # paragraphs at the head of an article that may name its event
_INTERVIEWS = re.compile(r"\b(?:told|tells|speaking to|speaking with|spoke to|spoke with)\s+(?:(?:the|a|an)\s+)?(?=[A-Z])")
_TWEETS = re.compile(r"\b(?:tweeted|tweets|tweeting|retweeted)\b")
_WRITES = re.compile(r"\b(?:wrote|writes)\b")
_RIGHT_BEHIND = re.compile(r"\s(?:back\s)?(?:in|at|on)\s(?:the\s)?")
_WHERE = re.compile(r"\b(?:in|at|from|near|outside)\s+(?:the\s+)?$")
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
_SPOKEN = ("speech", "interview", "statement", "unknown")
_DAYS = ("day", "hour", "minute")
_DATELINE = re.compile(r"[^a-z\n]{3,40}[^\n—–-]{0,60}[—–-] ")
_NEWLINE = re.compile(r"\n+")


@cache
def _nouns() -> dict[str, Medium]:
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
    nouns = "|".join(sorted(_nouns(), key=lambda noun: (-len(noun), noun)))
    others = "|".join(sorted({*word_set("quotes/function_words.txt"), *word_list("quotes/narrating_verbs.txt"), *_LEADS}))
    return re.compile(
        rf"\b(?P<lead>{'|'.join(_LEADS)})\s+(?P<phrase>(?P<determiner>(?:an?|the|her|his|their|its|this|that|two|several|another)\s+)?"
        rf"(?:(?!(?:{others})\b)[\w’'&.-]{{1,24}}\s+){{0,5}}?(?P<noun>{nouns})\b)",
        re.IGNORECASE,
    )


@cache
def _gathering() -> re.Pattern[str]:
    """Words of a head that tells of people who meet and speak."""
    spoken = {noun for noun, medium in _nouns().items() if medium == "speech"}
    return re.compile(rf"\b(?:{'|'.join(sorted(spoken | word_class('gathering')))})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Occasion:
    span: Span
    medium: Medium
    lead: str


def find_said(
    text: str,
    quotes: Sequence[Quote],
    dates: Sequence[TimeExpression],
    places: Sequence[Toponym],
    *,
    sentences: Sequence[Span] = (),
) -> list[Said]:
    """When and where each quotation was said, one answer per quote in order.

    The words of the narrator in the sentence of the cue come first, then what an earlier quotation of the same turn
    told, then the event that the head of the article reports, then the day and town of the head; the reason says which.
    What the text does not tell is null.

    Args:
        text: The article.
        quotes: Its quotations.
        dates: Its time expressions; `Said.date` is an index into them.
        places: Its toponyms; `Said.place` is an index into them.
        sentences: Spans of sentences; lines stand in when there are none.
    """
    bounds = [(span.start, span.end) for span in sentences] or _lines(text)
    starts = [start for start, _ in bounds]
    date_order = sorted((date.start, i) for i, date in enumerate(dates))
    place_order = sorted((place.start, i) for i, place in enumerate(places))
    event = _event(text, quotes, dates, places)
    day, town = _reported(text, quotes, dates, places)
    found: list[Said] = []
    for quote in quotes:
        own = _own(text, quote, dates, places, bounds, starts, date_order, place_order)
        if quote.continues is not None and quote.continues < len(found):
            own = _filled(own, found[quote.continues], "as the speech it continues")
        elif quote.within is None:
            own = _filled(own, event, "default: the event the article reports") if own.medium in ("speech", "unknown") else own
            if own.medium in _SPOKEN:
                own = _filled(own, Said(day, town), "default: the day and town of the article's head")
        found.append(own)
    return found


def _lines(text: str) -> list[tuple[int, int]]:
    edges = [0, *(match.end() for match in _NEWLINE.finditer(text)), len(text)]
    return [(a, b) for a, b in itertools.pairwise(edges) if a < b]


def _own(
    text: str,
    quote: Quote,
    dates: Sequence[TimeExpression],
    places: Sequence[Toponym],
    bounds: Sequence[tuple[int, int]],
    starts: Sequence[int],
    date_order: Sequence[tuple[int, int]],
    place_order: Sequence[tuple[int, int]],
) -> Said:
    """What the narrator's words around the cue tell."""
    near = quote.cue or quote.source
    if near is None or not bounds or quote.continues is not None:
        return Said()
    number = max(0, bisect_right(starts, near.start) - 1)
    start, end = bounds[number]
    told = _narrated(quote, start, max(end, near.end))
    occasions = [one for a, b in told for one in _occasions(text, a, b)]
    occasion = min(occasions, key=lambda one: abs(one.span.start - near.start), default=None)
    days = [(at, i) for at, i in _among(date_order, told) if _is_day(dates[i]) or _is_at(text, at, near.end)]
    towns = [(at, i) for at, i in _among(place_order, told) if _is_where(text, places[i])]
    towns = [one for one in towns if _is_town(places[one[1]]) or _is_at(text, one[0], near.end, occasion)]
    date, place = _nearest(days, near.start), _nearest(towns, near.start)
    medium = occasion.medium if occasion is not None else _medium(text, quote, told)
    what = [name for name, value in (("date", date), ("place", place), ("occasion", occasion)) if value is not None]
    reason = f"{', '.join(what)} beside the cue" if what else "the cue tells the medium" if medium != "unknown" else ""
    return Said(date, place, occasion.span if occasion else None, medium, reason)


def _among(order: Sequence[tuple[int, int]], told: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """What begins in the narrator's words, (start, index) by index; only what lies near is looked at."""
    if not told:
        return []
    low, high = min(a for a, _ in told), max(b for _, b in told)
    near = order[bisect_left(order, (low, -1)) : bisect_right(order, (high, len(order)))]
    return sorted((one for one in near if _inside(one[0], told)), key=lambda one: one[1])


def _is_day(date: TimeExpression) -> bool:
    return date.type in ("DATE", "TIME") and (date.granularity is None or date.granularity in _DAYS)


def _is_town(place: Toponym) -> bool:
    return place.place is None or place.place.kind in ("city", "facility")


def _is_city(place: Toponym) -> bool:
    return place.place is None or place.place.kind == "city"


def _is_at(text: str, start: int, cue: int, occasion: _Occasion | None = None) -> bool:
    """True right behind the cue or the occasion: "said in 2015", "told a conference in Ruritania"; elsewhere it is what is spoken of."""
    for end in (cue, occasion.span.end if occasion is not None else start + 1):
        if end <= start and _RIGHT_BEHIND.fullmatch(text, end, start):
            return True
    return False


def _narrated(quote: Quote, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches of a sentence that are not the quotation's own words."""
    told, at = [], start
    for span in quote.content:
        if span.end <= start or span.start >= end:
            continue
        if at < span.start:
            told.append((at, span.start))
        at = max(at, span.end)
    if at < end:
        told.append((at, end))
    return told


def _inside(position: int, stretches: Sequence[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in stretches)


def _nearest(found: Sequence[tuple[int, int]], position: int) -> int | None:
    return min(found, key=lambda one: (abs(one[0] - position), one[1]))[1] if found else None


def _is_where(text: str, place: Toponym) -> bool:
    """True after "in", "at", "from": where something happens, not whose it is."""
    return not place.demonym and _WHERE.search(text[max(0, place.start - 14) : place.start]) is not None


def _occasions(text: str, start: int, end: int) -> list[_Occasion]:
    found = []
    for match in _occasion().finditer(text, start, end):
        if (
            not match.group("determiner")
            and match.group("lead").lower() in ("to", "of", "from", "before")
            and match.group("noun").islower()
        ):
            continue  # "dared to call"
        medium = _nouns()[match.group("noun").lower()]
        found.append(_Occasion(Span(match.start("phrase"), match.end("phrase")), medium, match.group("lead").lower()))
    return [
        one for one in found if one.lead != "of"
    ]  # "the end of a conference" is read and left out, so that nothing shorter is found in it


def _medium(text: str, quote: Quote, told: Sequence[tuple[int, int]]) -> Medium:
    for start, end in told:
        if _TWEETS.search(text, start, end):
            return "social"
        if _INTERVIEWS.search(text, start, end):
            return "interview"
    if quote.source is not None:
        last = re.findall(r"[\w-]+", text[quote.source.start : quote.source.end].lower().split(",")[0])
        for word in last:
            if word in _nouns() and _nouns()[word] in ("report", "statement", "message"):
                return _nouns()[word]
    if any(_WRITES.search(text, start, end) for start, end in told):
        return "report"
    return "unknown"


def _event(text: str, quotes: Sequence[Quote], dates: Sequence[TimeExpression], places: Sequence[Toponym]) -> Said | None:
    """The event that the first paragraphs report, with its date and place; null when they report none."""
    lines = _NEWLINE.split(text[:6000])
    at = taken = 0
    marked = [(part.start, part.end) for quote in quotes for part in quote.parts if part.start < 6000]
    for line in lines:
        start = text.find(line, at)
        at = start + len(line)
        if len(line.split()) < 12:
            continue
        for one in _occasions(text, start, at):
            if one.medium == "speech" and one.lead in word_class("event_lead") and not _inside(one.span.start, marked):
                days = [(d.start, k) for k, d in enumerate(dates) if start <= d.start < at and _is_day(d)]
                where = [(p.start, k) for k, p in enumerate(places) if start <= p.start < at and _is_where(text, p) and _is_town(p)]
                date, place = _nearest(days, one.span.start), _nearest(where, one.span.start)
                return Said(date, place, one.span, "speech", "")
        taken += 1
        if taken >= _LEAD:
            break
    return None


def _reported(
    text: str, quotes: Sequence[Quote], dates: Sequence[TimeExpression], places: Sequence[Toponym]
) -> tuple[int | None, int | None]:
    """The first day, and the first town after "in" or "at", that the head of the article names after its dateline.

    Null where the head tells of nothing at which people meet and speak: what was said about an opening or a death was said at
    some other time. On the project's own dev pages two of three days and every other town given by this default are right
    (without that condition 106 of 200 days, 66 of 155 towns); the reason tells them apart from what stands beside the cue.
    """
    day = town = None
    gathered = False
    marked = [(part.start, part.end) for quote in quotes for part in quote.parts if part.start < 6000]
    at = taken = 0
    for line in _NEWLINE.split(text[:6000]):
        start = text.find(line, at)
        at = start + len(line)
        if len(line.split()) < 12:
            continue
        dateline = _DATELINE.match(line)
        head = start + (dateline.end() if dateline else 0)
        gathered = gathered or _gathering().search(line) is not None
        days = (n for n, d in enumerate(dates) if head <= d.start < at and _is_day(d) and not _inside(d.start, marked))
        towns = (
            n for n, p in enumerate(places) if head <= p.start < at and _is_city(p) and _is_where(text, p) and not _inside(p.start, marked)
        )
        day = next(days, None) if day is None else day
        town = next(towns, None) if town is None else town
        taken += 1
        if taken >= _LEAD:
            break
    return (day, town) if gathered else (None, None)


def _filled(own: Said, other: Said | None, reason: str) -> Said:
    """What is missing in `own`, taken from `other` with its reason."""
    if other is None or (own.occasion is not None and other.occasion is not None and own.date is not None):
        return own
    if own.occasion is not None and own.occasion != other.occasion:  # another occasion: its date and place are its own
        return own
    date = own.date if own.date is not None else other.date
    place = own.place if own.place is not None else other.place
    occasion = own.occasion or other.occasion
    medium = own.medium if own.medium != "unknown" else other.medium
    if (date, place, occasion, medium) == (own.date, own.place, own.occasion, own.medium):
        return own
    return Said(date, place, occasion, medium, "; ".join(part for part in (own.reason, reason) if part))
