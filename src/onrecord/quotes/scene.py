"""The event that an article reports: the day, the town and the occasion that its head names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from onrecord.quotes.occasions import nouns, occasions
from onrecord.quotes.page import Page, is_city_state, is_then, is_town, is_where, nearest, tells_day
from onrecord.quotes.words import word_class
from onrecord.types import Medium, Said, Span, TimeExpression, Toponym

_LEAD = 2  # paragraphs at the head of an article that may tell of its event
_OPENING = 4  # paragraphs in which somebody speaks first
_ONE_SPEAKS = ("told", "at")  # leads behind a cue: "told a meeting", "insisted at a rally"
_NAMED = 6  # the same where they name the occasion
_HEAD = 6000  # characters looked at
_SHORTEST = 12  # words of a line that is a paragraph
_RECENT = 90  # days before the publication; what was earlier is no news
_CLOSE = 40  # characters before a day in which "the hearing of" is looked for
_ADDRESSED = 60  # characters behind a cue in which those who are told stand
_BESIDE = 80  # characters between a day and the word that tells that people meet
_PARTS = re.compile(r"[,;:()—–]|\s-\s")
_SENTENCE = 1000  # characters of a sentence in which an event is looked for
_HOST = re.compile(r"\s(?:(?:was|is|were|again|once)\s){0,3}(?:hosted|hosts|host to)\b")
_MET = re.compile(r"\b(?:We|I) (?:met|spoke|talked|sat down|called|rang|reached)\b")
# "has been speaking to the media": of today
_SPEAKING = re.compile(r"\b(?:has|have) been (?:speaking|talking|addressing|answering|facing)\b|\bis (?:speaking|addressing)\b")
# "beat Rovers 3-1", "a 2-2 draw": a match was played, or people voted
_SCORE = (
    r"(?:beat|beaten|draw|drew|lost|win|won|thrashed|hammered|edged|held|overcame|victory|defeat|loss)\b[^.;\n]{0,40}?\s\d{1,3}[-–]\d{1,3}(?!\s?(?:months?|years?|weeks?|days?|hours?|per|%|kg|km)\b)"
    r"|\d{1,3}[-–]\d{1,3}\s(?:\w+\s)?(?:win|draw|defeat|victory|loss)|(?:draw|drew|drawn)\s(?:with|against)"
)
_BODY = re.compile(r"\b(?:Labou?r|National|Union|Unions|People['’]s|Party) $")
_LINE = re.compile(r"[^\n]+")
_SEAT = re.compile(r"(?:\s[A-Z][\w’']{1,20}){0,2}\s(?:Court|Tribunal|Town Hall|City Hall|Guildhall)\b")  # behind the name of its town
_MOST_TOWNS = 50


@dataclass(frozen=True, slots=True)
class Event:
    """What the head of an article tells of an event.

    `said`: an occasion of speech with its day and town; `head`: day and town alone, of an article that tells of people
    who meet; `town`: the index of the town that the page is about; `days`: those of the head, each with its sentence;
    `end`: where the head ends.
    """

    said: Said | None
    head: Said | None
    town: int | None = None
    days: tuple[tuple[int, tuple[int, int]], ...] = ()
    end: int = 0


def find_event(page: Page) -> Event:
    """The event of an article; all parts null where the head names none."""
    said, head = _occasion(page), _reported(page)
    head_lines = list(_head(page, _LEAD))
    days = [i for start, end in head_lines for _, i in page.dates_in(page.narrated(start, end)) if is_news(page, i)]
    return Event(
        said,
        head,
        _town_of(page, said, head),
        tuple((i, sentence_around(page, page.dates[i])) for i in days),
        max((b for _, b in _head(page, _OPENING)), default=0),
    )


def _head(page: Page, most: int) -> Iterator[tuple[int, int]]:
    """The first paragraphs without their dateline, and short lines before them that tell of people who meet on a day."""
    taken = 0
    for line in _LINE.finditer(page.text, 0, _HEAD):
        if len(line.group().split()) < _SHORTEST:
            if not line.group().endswith(".") or not any(True for _ in meets(line.group(), 0, len(line.group()))):
                continue
        else:
            taken += 1
        yield page.behind_dateline(line.start()), line.end()
        if taken == most:
            return


@cache
def _meetings() -> frozenset[str]:
    return frozenset(noun for noun, medium in nouns().items() if medium == "speech") | word_class("gathering")


@cache
def _gathering() -> re.Pattern[str]:
    """Words that tell of people who meet and speak, and the passive of what is done before people ("was unveiled")."""
    done = "|".join(sorted(word_class("ceremony")))
    return re.compile(
        rf"\b(?:(?:{'|'.join(sorted(_meetings()))})(?!\s(?:orders?|papers?|records?|documents?|filings?|rulings?|cases?)\b)"
        rf"|(?:was|were)\s(?:\w+ly\s)?(?:{done})"
        rf"|{_SCORE}"
        r"|(?:stood|filled|lined)\s(?:\w+\s)?(?:before|outside|in front of|the streets?|the square)|in front of)\b",
        re.IGNORECASE,
    )


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
                day = nearest([(at, i) for at, i in page.dates_in(near) if is_news(page, i)], span.start)
            if town is None:
                towns = [(at, i) for at, i in page.places_in(near) if _hosts(page, i) and is_town(page.places[i])]
                town = nearest(towns, span.start)
            break
    if day is None and first is not None and _SPEAKING.search(page.text, *page.sentence_of(first)):
        day = _today(page)
    return Said(day, town, first, "speech", "") if first is not None else None


def _today(page: Page) -> int | None:
    """The first time expression that names the day of publication."""
    return next((number for number, when in enumerate(page.dates) if page.published and when.value[:10] == page.published[:10]), None)


def is_news(page: Page, number: int) -> bool:
    """True for a day that an article can report: none to come, and not the day of something else."""
    when = page.dates[number]
    if page.is_in_dateline(when.start):
        return False
    if not tells_day(page, number) or not (is_then(page, when) or _hearing_of().search(page.text, max(0, when.start - _CLOSE), when.start)):
        return False
    return not page.published or _days_before(when.value, page.published) in range(_RECENT)


@cache
def _hearing_of() -> re.Pattern[str]:
    """ "the evidence of Wednesday": the day of a meeting, not of something else."""
    return re.compile(rf"\b(?:{'|'.join(sorted(_meetings()))})\sof\s$", re.IGNORECASE)


def _days_before(day: str, published: str) -> int:
    """Days from `day` to the publication; -1 where one of them is none of the calendar."""
    try:
        return (date.fromisoformat(published[:10]) - date.fromisoformat(day[:10])).days
    except ValueError:
        return -1


def _hosts(page: Page, number: int) -> bool:
    """True for a town in which something happens, and for one that "was host to" it."""
    place = page.places[number]
    return is_where(page.text, place) or _HOST.match(page.text, place.end) is not None


def _named(page: Page, told: Sequence[tuple[int, int]], *, held: bool) -> list[Span]:
    """Occasions of speech in the narrator's words; `held`: only those that are told to be held.

    Whom somebody tells something is not the article's event: others need not be there.
    """
    found = [Span(m.start("phrase"), m.end("phrase")) for a, b in told for m in _held().finditer(page.text, a, b)]
    if not held:
        named = (one for a, b in told for one in occasions(page.text, a, b))
        leads = word_class("event_lead")
        found += [
            one.span for one in named
            if one.medium == "speech" and one.lead in leads
            and not (one.lead in _ONE_SPEAKS and page.is_behind_cue(one.span.start, _ADDRESSED))
        ]  # fmt: skip
    return sorted(found)


@cache
def _held() -> re.Pattern[str]:
    """An occasion that is told to be held: "A conference on bridges was held"."""
    spoken = "|".join(sorted(noun for noun, medium in nouns().items() if medium == "speech"))
    phrase = rf"(?P<phrase>(?:[Aa]n?|[Tt]he|[Tt]his)\s+(?:[\w’'-]{{1,24}}\s+){{0,4}}?(?:{spoken}))"
    return re.compile(rf"\b{phrase}\b[^.\n“”\"]{{0,80}}?\s(?:held|took place|takes place)\b")


def meets(text: str, start: int, end: int) -> Iterator[int]:
    """Where words of `text[start:end]` tell of people who meet."""
    return (match.start() for match in _gathering().finditer(text, start, end) if not _is_name(text, match))


def _is_name(text: str, match: re.Match[str]) -> bool:
    """True for a month and for a body that is called a congress: "the Trades Union Congress"."""
    if match.group() == "Congress":
        return _BODY.search(text[max(0, match.start() - 12) : match.start()]) is not None
    return match.group() == "March"


def gathers(page: Page, told: Sequence[tuple[int, int]]) -> bool:
    """True where the narrator tells of people who meet; whom somebody tells something ("told a meeting") are no event of the article."""
    return any(not page.is_behind_cue(at, _ADDRESSED) for a, b in told for at in meets(page.text, a, b))


@cache
def _assembling() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(sorted(word_class('assembling')))}|(?:was|were|stood|filled|lined|in)\s.*)", re.IGNORECASE)


def meets_on(page: Page, number: int) -> bool:
    """True where people are told to meet on a day: by a word like "gathered" in its sentence, or one like "race" right beside it."""
    day = page.dates[number]
    start, end = sentence_around(page, day)
    for a, b in page.narrated(start, end):
        for match in _gathering().finditer(page.text, a, b):
            if _is_name(page.text, match) or page.is_behind_cue(match.start(), _ADDRESSED):
                continue
            between = page.text[min(match.end(), day.end) : max(match.start(), day.start)]
            if _assembling().fullmatch(match.group()) or (len(between) <= _BESIDE and not _PARTS.search(between)):
                return True
    return False


def _reported(page: Page) -> Said | None:
    """The first day, and the first town after "in" or "at", that the head names; null where it tells of nothing at which people meet."""
    days: list[int] = []
    town = None
    gathered = speaking = False
    for start, end in _head(page, _LEAD):
        told = page.narrated(start, end)
        here = gathers(page, told)
        gathered, speaking = gathered or here, speaking or (here and _SPEAKING.search(page.text, start, end) is not None)
        days += [i for _, i in page.dates_in(told) if is_news(page, i)]
        if town is None:
            town = next(
                (i for _, i in page.places_in(told) if is_where(page.text, page.places[i]) and _is_city(page, i) and _is_scene(page, i)),
                None,
            )
    met = [i for i in days if meets_on(page, i)]
    medium: Medium = "interview" if any(medium_at(page, i) == "interview" for i in met) else "speech"
    return Said(next(iter(met), _today(page) if speaking else None), town, medium=medium) if gathered else None


def medium_at(page: Page, number: int) -> Medium:
    """How people speak at what a day's sentence tells of: in an interview where the author meets somebody, else before people."""
    return "interview" if _MET.search(page.text, *sentence_around(page, page.dates[number])) else "speech"


def _is_scene(page: Page, number: int) -> bool:
    """True for a town in a sentence that tells of people who meet, on a day or by a word that says so alone."""
    start, end = sentence_around(page, page.places[number])
    told = page.narrated(start, end)
    strong = any(_assembling().fullmatch(match.group()) for a, b in told for match in _gathering().finditer(page.text, a, b))
    return strong or any(is_news(page, i) and meets_on(page, i) for _, i in page.dates_in(told))


def sentence_around(page: Page, span: Span | TimeExpression | Toponym) -> tuple[int, int]:
    """The sentence around a span, cut at marks that stand every `_SENTENCE` characters where it is too long."""
    start, end = page.sentence_of(Span(span.start, span.end))
    block = span.start // _SENTENCE * _SENTENCE
    return max(start, block - _SENTENCE), min(end, block + 2 * _SENTENCE)


def _is_city(page: Page, number: int) -> bool:
    place = page.places[number]
    return place.place is None or place.place.kind == "city" or is_city_state(place)


def _town_of(page: Page, said: Said | None, head: Said | None) -> int | None:
    """The town that a page is about: the seat of its court, that of its event, of its dateline, or the one where most happens."""
    seats = (i for i, place in enumerate(page.places) if place.start < _HEAD and _SEAT.match(page.text, place.end))
    seat = next(seats, None) if said is not None or head is not None else None
    if seat is not None and page.places[seat].place is not None:
        return seat
    for event in (said, head):
        if event is not None and event.place is not None:
            return event.place
    towns = [i for i, place in enumerate(page.places) if is_town(place) and place.place is not None and not place.metonym]
    if page.dateline is not None:
        sent = [i for i in towns if page.dateline.start <= page.places[i].start < page.dateline.end]
        if sent:
            return sent[0]
    told = [i for i in towns if _is_city(page, i) and page.places[i].start < _HEAD and page.is_told(page.places[i].start)]
    where = [i for i in told if page.word_before(page.places[i].start) in ("in", "at")] or told
    named = Counter(_entry(page, i) for i in where)
    top = [i for i in where if named[_entry(page, i)] == max(named.values())] if len(named) < _MOST_TOWNS else []
    limit = max((end for _, end in _head(page, _LEAD)), default=0)
    heads = {_entry(page, i) for i in towns if page.places[i].start < limit}
    return top[0] if len({_entry(page, i) for i in top}) == 1 and _entry(page, top[0]) in heads else None


def _entry(page: Page, number: int) -> object:
    """What two mentions of a town have in common."""
    place = page.places[number]
    return place.place.geonames_id if place.place is not None and place.place.geonames_id is not None else place.name
