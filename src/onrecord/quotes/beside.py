"""What the narrator's words in the sentence of a cue tell of when, where and how something was said."""

from __future__ import annotations

import re

from onrecord.quotes.occasions import Occasion, channel, medium_of, occasions, source_medium
from onrecord.quotes.page import Page, is_day, is_then, is_town, is_where, nearest
from onrecord.types import Quote, Said, Span

_REACH = 1000  # characters around a cue; longer "sentences" are lists or lost punctuation
_RIGHT_BEHIND = re.compile(r"\s(?:back\s)?(?:in|at|on)\s(?:the\s)?")
_OF_IT = re.compile(r",?\s(?:(?:was|is|sent|held|published|issued|made|signed)\s){0,2}(?:of|for|dated|from|on|in|at)\s(?:the\s)?")
_ADDRESSEE = re.compile(r"(?:\s[\w’'-]+){1,6}\s")
_OPENS = re.compile(r",?\s")
_ADVERB = re.compile(r"(?:(?:earlier|later|last|this|all)\s.*|.*\s(?:ago|earlier))", re.IGNORECASE)
_OPENING = re.compile(r"(?:Asked|Speaking|Writing|Interviewed|Questioned|Reached)\b")
_BEHIND_SOURCE = re.compile(r"[\s,]{1,3}(?:[\w’'-]+\s){0,5}(?:the\s)?")
_SENT_FROM = re.compile(
    r"\b(?:writing|wrote|written|tweeted|posted|speaking|spoke|phone|telephone|e-?mail|letter|message|call|telegram|tweet|post|video|issued|sent)"
    r"(?:\s[\w’'-]+){0,3}\sfrom\s(?:the\s)?$|\bfrom\s(?:an?|the|his|her|their)\s(?:[\w-]{1,20}\s){1,4}in\s$",
    re.IGNORECASE,
)
_VISIT = re.compile(r"\b(?:on\sa\s(?:\w+\s)?(?:visit|trip)\sto|(?:while\s)?(?:visiting|touring))\s(?:the\s)?$", re.IGNORECASE)
_SEATED = re.compile(r"\b(?:court|tribunal|council|parliament|assembly|senate|jury)\b", re.IGNORECASE)
_BACK = 80  # characters before a place in which such words are looked for


def beside(page: Page, quote: Quote, kind: str | None) -> tuple[Said, Occasion | None]:
    """What is told around the cue, and the occasion that is named there.

    Args:
        kind: What the speaker is: a text tells its own day, not that of the sentence.
    """
    near = quote.cue or quote.source
    if near is None or quote.continues is not None:
        return Said(), None
    text = page.text
    start, end = page.sentence_of(near)
    start, end = max(start, near.start - _REACH), max(min(end, near.end + _REACH), near.end)
    is_text = kind == "document"
    source = None if is_text or quote.source is None or source_medium(text, quote.source) else _person(page, quote.source)
    told = page.narrated(start, end, near)
    apart = page.narrated(start, end, near, source)
    named = [one for a, b in told for one in occasions(text, a, b)]
    occasion = min(named, key=lambda one: (one.medium == "speech", abs(one.span.start - near.start)), default=None)  # a channel tells more
    days = [(at, i) for at, i in page.dates_in(apart) if _tells_when(page, i, quote, near, occasion, start, is_text=is_text)]
    if kind == "organisation" and quote.source is not None and _SEATED.search(text, quote.source.start, quote.source.end):
        apart = told  # "The Administrative Court in Beirut ruled"
    who = _apposition(text, quote)
    towns = [(at, i) for at, i in page.places_in(apart) if _tells_where(page, i, near, occasion, who)]
    date, place = nearest(days, near.start), nearest(towns, near.start)
    medium = occasion.medium if occasion is not None else "unknown"
    if medium in ("unknown", "speech"):
        medium = channel(text, told, within=quote.within is not None) or (
            medium if medium != "unknown" else medium_of(text, quote, told, kind)
        )
    what = [name for name, value in (("date", date), ("place", place), ("occasion", occasion)) if value is not None]
    reason = f"{', '.join(what)} beside the cue" if what else "the cue tells the medium" if medium != "unknown" else ""
    return Said(date, place, occasion.span if occasion else None, medium, reason), occasion


def _person(page: Page, source: Span) -> Span:
    """A source without a day at its end that says when, not who: "The foundation today announced"."""
    last = [i for _, i in page.dates_in([(source.start, source.end)]) if page.dates[i].end == source.end]
    if last and is_day(page.dates[last[-1]]) and page.word_before(page.dates[last[-1]].start) not in ("from", "of", "for"):
        return Span(source.start, page.dates[last[-1]].start)
    return source


def _apposition(text: str, quote: Quote) -> Span | None:
    """What stands between commas behind the source and tells who it is: "Ilse Brandt, now in Lyon, said"."""
    source, cue = quote.source, quote.cue
    if source is None or cue is None or not source.end < cue.start:
        return None
    gap = text[source.end : cue.start].strip()
    return Span(source.end, cue.start) if gap.startswith(",") and gap.endswith(",") else None


def _tells_when(page: Page, number: int, quote: Quote, near: Span, occasion: Occasion | None, opens: int, *, is_text: bool) -> bool:
    """True for a time expression that tells when this was said."""
    date = page.dates[number]
    if date.type not in ("DATE", "TIME") or date.value.endswith("_REF"):
        return False
    if occasion is not None and occasion.span.end <= date.start and _OF_IT.fullmatch(page.text, occasion.span.end, date.start):
        return is_day(date) or (_is_stretch(date.granularity) and page.word_before(date.start) != "for")
    if occasion is not None and occasion.span.start <= date.start < occasion.span.end:
        return is_day(date)  # "at last night's meeting"
    if is_text:
        return _is_of_text(page, number, quote)
    if page.text[date.start : date.end].lower() == "overnight" and date.start != near.end + 1:
        return False  # what happened then is told
    if is_day(date):
        return is_then(page, date) and not (page.published and date.value[:10] > page.published)
    return _is_stretch(date.granularity) and _is_coarse(page, number, quote, near, opens)


def _is_stretch(granularity: str | None) -> bool:
    return granularity in ("week", "month", "quarter", "season", "half", "year")


def _is_of_text(page: Page, number: int, quote: Quote) -> bool:
    """True for the day of a text: "an internal memo from June", "a study published today", "the captain's diary for 14 February"."""
    date, source = page.dates[number], quote.source
    if source is None or not (is_day(date) or _is_stretch(date.granularity)):
        return False
    if date.start >= source.end:
        return is_day(date) and _BEHIND_SOURCE.fullmatch(page.text, source.end, date.start) is not None
    return date.start >= source.start and (is_day(date) or page.word_before(date.start) != "for")


def _is_coarse(page: Page, number: int, quote: Quote, near: Span, opens: int) -> bool:
    """True for a month or year that tells when this was said: "said in 2015", "told the local radio in 2016", "In 2022 she pledged",
    "told a meeting earlier this month", "Asked last week", "Two years ago, in a speech"."""
    date, text = page.dates[number], page.text
    if _is_right_behind(text, date.start, near.end):
        return True
    adverb = _ADVERB.fullmatch(text, date.start, date.end) is not None
    if not adverb and text[max(0, date.start - 3) : date.start].lower() != "in ":
        return False
    if date.start >= near.end:
        ends = text[date.end : date.end + 1] in ",.:;" or text.startswith((" that ", " to "), date.end)
        return ends and (_ADDRESSEE.fullmatch(text, near.end, date.start) is not None or text[near.end : date.start] == " ")
    if adverb and (date.start <= opens + 1 or (_OPENING.match(text, opens) and text[opens : date.start].count(" ") <= 5)):
        return True
    return quote.source is not None and _OPENS.fullmatch(text, date.end, quote.source.start) is not None


def _is_right_behind(text: str, start: int, end: int) -> bool:
    """True right behind the cue or the occasion: "said in 2015", "told a conference in Ruritania"; elsewhere it is what is spoken of."""
    return end <= start and _RIGHT_BEHIND.fullmatch(text, end, start) is not None


def _tells_where(page: Page, number: int, near: Span, occasion: Occasion | None, who: Span | None) -> bool:
    """True for a place that tells where this was said. `who`: the words that tell who speaks."""
    place, text = page.places[number], page.text
    if place.demonym:
        return False
    if is_town(place):
        before = text[max(0, place.start - _BACK) : place.start]
        if _SENT_FROM.search(before) or _VISIT.search(before):
            return True
    if not is_where(text, place) or (who is not None and place.start in who):
        return False
    ends = [near.end] + ([occasion.span.end] if occasion is not None else [])
    return is_town(place) or any(_is_right_behind(text, place.start, end) for end in ends)
