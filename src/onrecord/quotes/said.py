"""When, where and on what occasion something was said, as far as the text tells."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from onrecord.lexicon import word_list
from onrecord.quotes.beside import beside
from onrecord.quotes.documents import Documents
from onrecord.quotes.fill import filled
from onrecord.quotes.occasions import Occasion, channel, nouns
from onrecord.quotes.page import Page, is_day, is_town, is_where
from onrecord.quotes.passages import Entries, Passages
from onrecord.quotes.presence import (
    appeals,
    appears,
    is_indefinite,
    is_on_the_spot,
    may_be_there,
    speaks_for_others,
    stays_unnamed,
    tense_of,
)
from onrecord.quotes.scene import Event, find_event, gathers, is_news, meets
from onrecord.quotes.words import word_class
from onrecord.types import Cast, Medium, Quote, Said, Span, TimeExpression, Toponym

_ITS = re.compile(r"(?:its|their|the (?:statement|company|ministry|board|office|committee))\b", re.IGNORECASE)
_APART = re.compile(r"\bby (?:video(?: link)?|(?:tele)?phone|letter|e-?mail)\b|\bremotely\b|\bon a call\b", re.IGNORECASE)
_THAT = re.compile(r"\b(?:that|the same|this)\s(\w+)", re.IGNORECASE)
_SOON = 4  # paragraphs behind the first speech at an event of which the head tells no day
_CLOSE = 300  # characters in which words beside a speech are looked for
_APART_MEDIA: tuple[Medium, ...] = ("interview", "statement", "message", "report", "social")


@dataclass(slots=True)
class _Before:
    """What the speeches before told, by who spoke."""

    person: dict[int, tuple[int, Said]] = field(default_factory=dict)  # actor -> paragraph, and what was told there
    told: tuple[int, str | None, Said] | None = None  # paragraph and kind of the last that told a day or town beside its cue
    days: set[int | None] = field(default_factory=set)  # told beside a cue
    first: Said | None = None  # the first speech to people in the head of the article that told its day
    opened: int = 0  # its paragraph
    sitting: bool = False  # the first speech was in a court or an assembly, which the head of the article tells of
    passage: int = -1  # the last paragraph of what was said at the meeting of a passage
    released: tuple[str, Said] | None = None  # a body that says something "today", and when
    staff: set[int | None] = field(default_factory=set)  # who speaks for it
    inner: dict[int, Said] = field(default_factory=dict)  # outer speech -> what the last one in it told


def find_said(
    text: str,
    quotes: Sequence[Quote],
    dates: Sequence[TimeExpression],
    places: Sequence[Toponym],
    *,
    sentences: Sequence[Span] = (),
    dateline: Span | None = None,
    cast: Cast | None = None,
    published: str | None = None,
) -> list[Said]:
    """When and where each quotation was said, one answer per quote in order.

    The words of the narrator in the sentence of the cue come first, then what an earlier quotation of the same turn
    told, then the meeting that the passage tells of, then the event that the head of the article reports, then the day
    and town of the head; the reason says which. What the text does not tell is null.

    Args:
        text: The article.
        quotes: Its quotations.
        dates: Its time expressions; `Said.date` is an index into them.
        places: Its toponyms; `Said.place` is an index into them.
        sentences: Spans of sentences; lines stand in when there are none.
        dateline: Where and when the article was sent from: no evidence of where and when somebody spoke.
        cast: Who speaks: what documents and bodies say, they do not say at an event.
        published: Day of publication, if known: nothing was said after it.
    """
    persons = [actor for actor in cast.actors if actor.kind == "person"] if cast is not None else []
    people = frozenset(mention.start for actor in persons for mention in actor.mentions)
    return _Finder(Page(text, quotes, dates, places, sentences, dateline, published, people), cast).all()


class _Finder:
    """Goes through the speeches of an article in order."""

    def __init__(self, page: Page, cast: Cast | None) -> None:
        self.page, self.cast, self.before = page, cast, _Before()
        self.event: Event = find_event(page)
        self.documents, self.passages, self.entries = Documents(page), Passages(page), Entries(page)
        self._starts: dict[int, list[int]] = {}
        self.found: list[Said] = []

    def all(self) -> list[Said]:
        for number, quote in enumerate(self.page.quotes):
            self.found.append(said := self._said(number, quote))
            body = self._kind(number) == "organisation" and said.medium in ("report", "statement")
            if body and quote.source is not None and said.date is not None and self._is_today(said.date):
                self.before.released = self.page.text[quote.source.start : quote.source.end], Said(said.date)
        return self.found

    def _said(self, number: int, quote: Quote) -> Said:
        kind, actor = self._kind(number), self._actor(number)
        own, occasion = beside(self.page, quote, kind)
        if quote.continues is not None and quote.continues < len(self.found):
            return filled(self.page, own, None, self.found[quote.continues], "as the speech it continues")
        if quote.within is not None:
            own = filled(self.page, own, occasion, self.before.inner.get(quote.within), "as what was told before it")
            self.before.inner[quote.within] = own
            return own
        if kind == "document" or self.documents.is_in_it(quote):
            return self.documents.said(quote, own, actor if kind == "document" else None)
        return self._of_speaker(quote, own, occasion, kind, actor)

    def _of_speaker(self, quote: Quote, own: Said, occasion: Occasion | None, kind: str | None, actor: int | None) -> Said:
        page = self.page
        paragraph = page.paragraph_of((quote.cue or quote.content[0]).start)
        told = own.date is not None or own.place is not None
        if own.medium != "report":
            own = filled(page, own, occasion, self.entries.at(quote.content[0].start), "default: the entry of a live report", same=True)
        mine = self.before.person.get(actor) if actor is not None else None
        if mine is not None and self._goes_on(quote, own, mine, paragraph, told):
            own = filled(page, own, occasion, mine[1], "as what the speaker says before it", same=True)
        if not told and quote.source is not None:
            own = filled(page, own, occasion, self._of_body(quote, paragraph), "as what the body says before it")
            own = filled(page, own, occasion, self._of_release(quote, actor), "the day on which its body says so", same=True)
        if own.date is None and own.medium == "speech" and occasion is not None and actor is not None:
            own = filled(page, own, occasion, self._deed(actor), "default: the day of what the speaker does", same=True)
        if not told and own.medium in ("speech", "interview", "unknown") and actor is not None:
            before = self._does_before(quote, actor)
            if before is not None and before.place is None and before.date is not None and before.medium == "speech":
                before = replace(before, place=self.event.town)
            own = filled(page, own, occasion, before, "as what the speaker does before it", same=True)
        if not told and self.before.told is not None and paragraph - self.before.told[0] <= 1 and self._is_same_occasion(quote):
            own = filled(page, own, occasion, self.before.told[2], "as what was said before it at the same occasion", same=True)
        own = self._there(quote, own, occasion, kind, paragraph)
        if told:
            self.before.told = (paragraph, kind, own)
            self.before.days.add(own.date)
            opens = quote.content[0].start < self.event.end and own.medium == "speech" and self.before.first is None
            if opens and own.date is not None and is_news(page, own.date):
                self.before.first, self.before.opened = replace(own, occasion=None), paragraph
                self.before.sitting = self._is_sitting(occasion)
        if actor is not None and (own.date is not None or own.place is not None or own.medium in _APART_MEDIA):
            self.before.person[actor] = (paragraph, own)
        return own

    def _is_sitting(self, occasion: Occasion | None) -> bool:
        """True for a court or an assembly, in which one speaks after another: "told jurors", "in the Lok Sabha"."""
        words = self.page.text[occasion.span.start : occasion.span.end].lower().split() if occasion is not None else []
        return any(word in word_class("sitting") for word in words)

    def _is_same_occasion(self, quote: Quote) -> bool:
        """True where the words before the cue go back to an occasion: "on the sidelines of that meeting"."""
        near = quote.cue or quote.content[0]
        start = max(self.page.sentence_of(near)[0], near.start - _CLOSE)
        return any(word.lower() in nouns() for word in _THAT.findall(self.page.text, start, near.start))

    def _goes_on(self, quote: Quote, own: Said, mine: tuple[int, Said], paragraph: int, told: bool) -> bool:
        """True where a speaker goes on: in the paragraph, or in the next one where a day was told and no channel changes."""
        before = mine[1]
        if "unknown" not in (own.medium, before.medium) and own.medium != before.medium:
            return False
        if tense_of(self.page.text, quote) in ("earlier", "report"):
            return False
        if paragraph == mine[0]:
            return True
        day = before.date is not None and is_day(self.page.dates[before.date])
        return not told and paragraph - mine[0] == 1 and day and before.medium in ("speech", "unknown", "statement")

    def _of_body(self, quote: Quote, paragraph: int) -> Said | None:
        """What a body told that its own people speak for: "The line said on Tuesday. … said spokeswoman Aino Virta"; "Its chair said"."""
        told, text, source = self.before.told, self.page.text, quote.source
        if told is None or source is None:
            return None
        theirs = paragraph == told[0] and _ITS.match(text, source.start) is not None
        speaks = paragraph - told[0] <= 1 and told[1] == "organisation" and speaks_for_others(text, quote)
        return replace(told[2], occasion=None) if theirs or speaks else None

    def _of_release(self, quote: Quote, actor: int | None) -> Said | None:
        """The day of a release, of who speaks for its body: "The Watch said in a report released today"; "said Ida Brandt of the Watch"."""
        if self.before.released is None or quote.source is None or tense_of(self.page.text, quote) != "past":
            return None
        body, said = self.before.released
        if actor is not None and body in self.page.text[quote.source.start : quote.source.end] and self._kind_of(actor) == "person":
            self.before.staff.add(actor)
        return said if actor is not None and actor in self.before.staff else None

    def _is_today(self, number: int) -> bool:
        """True for "today" that is the day of publication."""
        when, published = self.page.dates[number], self.page.published
        return self.page.text[when.start : when.end].lower() == "today" and (not published or when.value[:10] == published)

    def _deed(self, actor: int) -> Said | None:
        """The day on which the head of the article tells that the speaker did something: "The chair resigned on Friday"."""
        for number, (start, _) in self.event.days:
            end = self.page.dates[number].start
            last = self._mention(actor, start, end)
            if last is not None and number not in self.before.days and not _reports().search(self.page.text, last, end):
                return Said(number)
        return None

    def _mention(self, actor: int, start: int, end: int) -> int | None:
        """Where the last mention of an actor in `[start, end)` begins."""
        if self.cast is None:
            return None
        if actor not in self._starts:
            self._starts[actor] = sorted(mention.start for mention in self.cast.actors[actor].mentions)
        at = bisect_left(self._starts[actor], end) - 1
        return self._starts[actor][at] if at >= 0 and self._starts[actor][at] >= start else None

    def _does_before(self, quote: Quote, actor: int) -> Said | None:
        """The day and town of the sentence before, in which the speaker appears: "The mayor opened a well on Tuesday. She said"."""
        page = self.page
        start, _ = page.sentence_of(Span(min(quote.content[0].start, (quote.cue or quote.content[0]).start), 0))
        if start == 0 or page.text[start - 1] == "\n":
            return None
        first, end = page.sentence_of(Span(start - 1, start))
        first = max(first, end - _CLOSE)
        told = page.narrated(first, end)
        asked = channel(page.text, [(first, end)], people=page.people) == "interview"
        if self._mention(actor, first, end) is None or not (asked or appears(page.text, first, end) or gathers(page, told)):
            return None
        days = [i for _, i in page.dates_in(told) if is_news(page, i)]
        towns = [i for _, i in page.places_in(told) if is_where(page.text, page.places[i]) and is_town(page.places[i])]
        if not days:  # then only "has been speaking at a news conference in Ruritania"
            met = min((at for a, b in told for at in meets(page.text, a, b)), default=end)
            towns = [i for i in towns if met < page.places[i].start]
        if not days and not towns:
            return None
        return Said(days[0] if days else None, towns[0] if towns else None, medium="interview" if asked else "speech")

    def _there(self, quote: Quote, own: Said, occasion: Occasion | None, kind: str | None, paragraph: int) -> Said:
        """The day and town of the meeting that the passage or the head tells of, for those who may be at it."""
        page, text, event, bare = self.page, self.page.text, self.event, own
        spot = own.medium == "interview" and is_on_the_spot(text, quote)
        passage = self.passages.before(quote.content[0].start)
        here = passage is not None and paragraph - max(passage[0], self.before.passage) <= 1
        asked = passage is not None and passage[1].medium == "interview"
        known = not is_indefinite(text, quote) and not appeals(text, quote)
        first_hand = passage is not None and (paragraph == passage[0] or known) and not stays_unnamed(text, quote)
        if (
            passage is not None
            and here
            and first_hand
            and may_be_there(text, quote, own.medium, kind, on_the_spot=spot or paragraph == passage[0], is_interview=asked)
        ):
            own = filled(page, own, occasion, passage[1], "default: the meeting that the passage tells of")
            if own is not bare:
                self.before.passage = paragraph
        if may_be_there(text, quote, own.medium, kind, on_the_spot=spot):
            own = filled(page, own, occasion, event.said, "default: the event the article reports")
        interview = event.head is not None and event.head.medium == "interview"
        if may_be_there(text, quote, own.medium, kind, on_the_spot=spot, is_interview=interview) and known:
            if event.head is not None and (event.head.date is not None or event.head.place is not None):
                own = filled(page, own, occasion, event.head, "default: the day and town of the article's head")
            soon = event.head is not None and event.head.date is None and paragraph - self.before.opened <= _SOON
            if self.before.sitting or soon:
                own = filled(page, own, occasion, self.before.first, "default: the event at which somebody speaks first")
        at_event = own is not bare or (own.medium == "speech" and occasion is not None)
        if own.place is None and own.date is not None and at_event and event.town is not None:
            reason = "; ".join(part for part in (own.reason, "default: the town that the page is about") if part)
            own = replace(own, place=event.town, reason=reason)
        if own.place is not None and bare.place is None and self._is_apart(quote):
            own = replace(own, place=None)
        return own

    def _is_apart(self, quote: Quote) -> bool:
        """True where the words before tell that the speaker was elsewhere: "gave evidence by video link"."""
        near = quote.cue or quote.content[0]
        _, end = self.page.sentence_of(near)
        start = max(0, near.start - _CLOSE)
        start = max(start, self.page.text.rfind("\n", start, near.start))
        return _APART.search(self.page.text, start, min(end, near.end + _CLOSE)) is not None

    def _actor(self, number: int) -> int | None:
        cast = self.cast
        return cast.resolutions[number].actor if cast is not None and number < len(cast.resolutions) else None

    def _kind(self, number: int) -> str | None:
        """What the speaker of a quotation is."""
        return self._kind_of(self._actor(number))

    def _kind_of(self, actor: int | None) -> str | None:
        return self.cast.actors[actor].kind if self.cast is not None and actor is not None else None


@cache
def _reports() -> re.Pattern[str]:
    """Words that part somebody from a day behind them: it is then of what is said, or of somebody else."""
    return re.compile(rf"\b(?:{'|'.join(word_list('quotes/narrating_verbs.txt'))}|who|whose|which)\b")
