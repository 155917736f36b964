"""When, where and on what occasion something was said, as far as the text tells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.quotes.occasions import Occasion, medium_of, occasions, source_medium
from onrecord.quotes.page import Page, is_day, is_town, is_where, nearest
from onrecord.quotes.scene import Entries, find_event
from onrecord.types import Cast, Quote, Said, Span, TimeExpression, Toponym

_RIGHT_BEHIND = re.compile(r"\s(?:back\s)?(?:in|at|on)\s(?:the\s)?")
_ADDRESSEE = re.compile(r"(?:\s[\w’'-]+){1,6}\s")
_OPENS = re.compile(r",?\s")
_REACH = 1000  # characters around a cue; longer "sentences" are lists or lost punctuation
_SPEAKS_FOR = re.compile(r"\b(?:spokes(?:man|woman|person|people)|statement|press release)\b", re.IGNORECASE)
_SPOKEN = ("speech", "interview", "statement", "unknown")


def find_said(
    text: str,
    quotes: Sequence[Quote],
    dates: Sequence[TimeExpression],
    places: Sequence[Toponym],
    *,
    sentences: Sequence[Span] = (),
    dateline: Span | None = None,
    cast: Cast | None = None,
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
        dateline: Where and when the article was sent from: no evidence of where and when somebody spoke.
        cast: Who speaks: what documents and bodies say, they do not say at an event.
    """
    page = Page(text, quotes, dates, places, sentences, dateline)
    event, entries = find_event(page), Entries(page)
    found: list[Said] = []
    last: dict[int, tuple[int, Said]] = {}  # actor -> paragraph, and what was told there
    for number, quote in enumerate(quotes):
        kind, actor = _kind(cast, number), _actor(cast, number)
        own, occasion = _own(page, quote, is_text=kind == "document")
        if quote.continues is not None and quote.continues < len(found):
            own = _filled(page, own, None, found[quote.continues], "as the speech it continues")
        elif quote.within is None and _may_be_there(text, quote, own, kind):
            paragraph = page.paragraph_of((quote.cue or quote.content[0]).start)
            before = last.get(actor) if actor is not None else None
            if before is not None and paragraph == before[0]:
                own = _filled(page, own, occasion, before[1], "as what the speaker says before it")
            if actor is not None and (own.date is not None or own.place is not None):
                last[actor] = (paragraph, own)
            own = _filled(page, own, occasion, event.said, "default: the event the article reports")
            own = _filled(page, own, occasion, event.head, "default: the day and town of the article's head")
            own = _filled(page, own, occasion, entries.at(quote.content[0].start), "default: the entry of a live report")
        found.append(own)
    return found


def _actor(cast: Cast | None, number: int) -> int | None:
    return cast.resolutions[number].actor if cast is not None and number < len(cast.resolutions) else None


def _kind(cast: Cast | None, number: int) -> str | None:
    """What the speaker of a quotation is."""
    actor = _actor(cast, number)
    return cast.actors[actor].kind if cast is not None and actor is not None else None


def _may_be_there(text: str, quote: Quote, own: Said, kind: str | None) -> bool:
    """True for what a person or a group may have said at an event that the article reports."""
    if own.medium not in ("speech", "unknown") or kind in ("document", "organisation"):
        return False
    if quote.source is None or text[quote.source.start : quote.source.end].lower() == "it":
        return False
    if quote.cue is not None and text[quote.cue.start : quote.cue.end].lower().startswith(("according", "had ")):
        return False  # a text, or what was said before
    return not _SPEAKS_FOR.search(text, quote.source.start, quote.source.end)


def _own(page: Page, quote: Quote, *, is_text: bool) -> tuple[Said, Occasion | None]:
    """What the narrator's words around the cue tell. `is_text`: the source is a text, which tells its own day."""
    near = quote.cue or quote.source
    if near is None or quote.continues is not None:
        return Said(), None
    text = page.text
    start, end = page.sentence_of(near)
    start, end = max(start, near.start - _REACH), min(end, near.end + _REACH)
    source = None if is_text or quote.source is None or source_medium(text, quote.source) else quote.source
    told = page.narrated(start, max(end, near.end), near)
    apart = page.narrated(start, max(end, near.end), near, source)
    named = [one for a, b in told for one in occasions(text, a, b)]
    occasion = min(named, key=lambda one: (one.medium == "speech", abs(one.span.start - near.start)), default=None)  # a channel tells more
    days = [
        (at, i) for at, i in page.dates_in(apart)
        if is_day(page.dates[i]) or _is_coarse(page, i, quote, near, is_text=is_text)
    ]  # fmt: skip
    towns = [(at, i) for at, i in page.places_in(apart) if is_where(text, page.places[i])]
    towns = [one for one in towns if is_town(page.places[one[1]]) or _is_at(text, one[0], near.end, occasion)]
    date, place = nearest(days, near.start), nearest(towns, near.start)
    medium = occasion.medium if occasion is not None else medium_of(text, quote, told)
    what = [name for name, value in (("date", date), ("place", place), ("occasion", occasion)) if value is not None]
    reason = f"{', '.join(what)} beside the cue" if what else "the cue tells the medium" if medium != "unknown" else ""
    return Said(date, place, occasion.span if occasion else None, medium, reason), occasion


def _is_coarse(page: Page, number: int, quote: Quote, near: Span, *, is_text: bool) -> bool:
    """True for a month or year that tells when this was said: "said in 2015", "told the local radio in 2016", "In 2022 she pledged"."""
    date, text = page.dates[number], page.text
    if date.granularity in (None, "hour", "minute") or date.type not in ("DATE", "TIME"):
        return False
    if is_text or _is_at(text, date.start, near.end):
        return True
    if text[max(0, date.start - 3) : date.start].lower() != "in ":
        return False
    if date.start >= near.end:
        ends = text[date.end : date.end + 1] in ",.:;" or text.startswith(" that ", date.end)
        return ends and _ADDRESSEE.fullmatch(text, near.end, date.start) is not None
    return quote.source is not None and _OPENS.fullmatch(text, date.end, quote.source.start) is not None


def _is_at(text: str, start: int, cue: int, occasion: Occasion | None = None) -> bool:
    """True right behind the cue or the occasion: "said in 2015", "told a conference in Ruritania"; elsewhere it is what is spoken of."""
    for end in (cue, occasion.span.end if occasion is not None else start + 1):
        if end <= start and _RIGHT_BEHIND.fullmatch(text, end, start):
            return True
    return False


def _filled(page: Page, own: Said, occasion: Occasion | None, other: Said | None, reason: str) -> Said:
    """What is missing in `own`, taken from `other` with its reason; nothing where the two tell of different days, towns or occasions."""
    if other is None or (own.occasion is not None and other.occasion is not None and own.date is not None):
        return own
    if own.occasion is not None and own.occasion != other.occasion and not (occasion is not None and occasion.known):
        return own  # another occasion: its date and place are its own
    if _differ(page, own, other):
        return own
    date = own.date if own.date is not None else other.date
    place = own.place if own.place is not None else other.place
    medium = own.medium if own.medium != "unknown" else other.medium
    kept = own.occasion or other.occasion
    if (date, place, kept, medium) == (own.date, own.place, own.occasion, own.medium):
        return own
    return Said(date, place, kept, medium, "; ".join(part for part in (own.reason, reason) if part))


def _differ(page: Page, own: Said, other: Said) -> bool:
    """True when both name a day or both a town, and not the same."""
    days = own.date is not None and other.date is not None and page.dates[own.date].value[:10] != page.dates[other.date].value[:10]
    return days or (own.place is not None and other.place is not None and page.places[own.place].name != page.places[other.place].name)
