"""What the narrator's words in the sentence of a cue tell of when, where and how something was said."""

from __future__ import annotations

import re

from onrecord.quotes.occasions import Occasion, channel, medium_of, occasions, source_medium
from onrecord.quotes.page import Page, Pieces, is_day, is_then, is_town, is_where, nearest, tells_day
from onrecord.quotes.presence import tense_of
from onrecord.types import Medium, Quote, Said, Span, TimeExpression, Toponym

_REACH = 1000  # characters around a cue; longer "sentences" are lists or lost punctuation
_RIGHT_BEHIND = re.compile(r"\s(?:back\s)?(?:in|at|on)\s(?:the\s)?")
_OF_IT = re.compile(r",?\s(?:(?:was|is|sent|held|published|issued|made|signed)\s){0,2}(?:of|for|dated|from|on|in|at)\s(?:the\s)?")
_ADDRESSEE = re.compile(r"(?:\s[\w’'-]+){1,6}\s")
_OPENS = re.compile(r",?\s")
_ADVERB = re.compile(r"(?:(?:earlier|later|last|this|all)\s.*|.*\s(?:ago|earlier))", re.IGNORECASE)
_OPENING = re.compile(r"(?:Asked|Speaking|Writing|Interviewed|Questioned|Reached)\b")
_BEHIND_SOURCE = re.compile(r"[\s,]{1,3}(?:[\w’'-]+\s){0,5}(?:the\s)?")
_SENT_FROM = re.compile(
    r"\b(?:writing|wrote|written|tweeted|posted|phoned|telephoned|cabled|texted|e-?mailed|speaking|spoke|phone|telephone|e-?mail|letter|message|call|telegram|tweet|post|video|issued|sent)"
    r"(?:\s[\w’'-]+){0,3}\sfrom\s(?:the\s)?$|\bfrom\s(?:an?|the|his|her|their)\s(?:[\w-]{1,20}\s){1,4}in\s$",
    re.IGNORECASE,
)
_ISSUED = re.compile(
    r"\b(?:published|issued|released|dated|signed|sent|written|handed out|distributed|circulated|pinned up)(?:\s[\w’'-]+){0,2}"
    r"\s(?:in|from)\s(?:the\s)?$"
)
_VISIT = re.compile(
    r"\b(?:on\sa\s(?:\w+\s)?(?:visit|trip)\sto|(?:while\s)?(?:visiting|touring)|(?:marched|marching|paraded|walked|rode)\sthrough)\s(?:the\s)?$",
    re.IGNORECASE,
)
_SEATED = re.compile(r"\b(?:court|tribunal|council|parliament|assembly|senate|jury)\b", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:who|whose|which|that|where|when)\b")
_OF_WHAT = re.compile(r"\b(?:in|of|to|for|with|amid|after|from) what $")  # "It burnt on Tuesday, in what a guard called"
STRETCHES = ("week", "month", "quarter", "season", "half", "year")
_BEHIND = 8  # characters behind a town in which its day stands
_SETTING = re.compile(r"(?:Addressing|Speaking|Briefing|Opening|Closing|Answering|Appearing|Testifying)\s[^\n]{1,200},\s")
_ASIDE = re.compile(r",\s(?:\w+\s)?as\s$")
_LED = 24  # characters of ", sometimes as "
_CLAUSE = re.compile(r"[;:]|,\s(?:and|but|while|yet)\b")
_BACK = 80  # characters before a place in which such words are looked for


def beside(page: Page, quote: Quote, kind: str | None) -> tuple[Said, Occasion | None]:
    """What is told around the cue, and the occasion that is named there.

    Args:
        kind: What the speaker is: a text tells its own day, not that of the sentence.
    """
    near = quote.cue or quote.source
    if near is None or quote.continues is not None:
        return Said(), None
    sentence = _Sentence(page, quote, near, kind)
    date, place, occasion, medium = sentence.date(), sentence.place(), sentence.occasion, sentence.medium()
    what = [name for name, value in (("date", date), ("place", place), ("occasion", occasion)) if value is not None]
    reason = f"{', '.join(what)} beside the cue" if what else "the cue tells the medium" if medium != "unknown" else ""
    return Said(date, place, occasion.span if occasion else None, medium, reason), occasion


class _Sentence:
    """The sentence of a cue, or of a source without one, in the narrator's words."""

    def __init__(self, page: Page, quote: Quote, near: Span, kind: str | None) -> None:
        self.page, self.text, self.quote, self.near, self.kind = page, page.text, quote, near, kind
        start, end = page.sentence_of(near)
        self.start, end = max(start, near.start - _REACH), max(min(end, near.end + _REACH), near.end)
        self.is_text = kind == "document" or (quote.source is not None and source_medium(self.text, quote.source) is not None)
        self.told = page.narrated(self.start, end, near)
        source = None if self.is_text or quote.source is None else _person(page, quote.source)
        self.apart = page.narrated(self.start, end, near, source)  # without the words that say who speaks
        named = [one for a, b in self.told for one in occasions(self.text, a, b)]
        channels_first = ((one.medium == "speech", abs(one.span.start - near.start)) for one in named)  # a channel tells more
        self.occasion = min(zip(channels_first, named, strict=True), key=lambda pair: pair[0], default=(None, None))[1]
        self.of_what = quote.source is not None and _OF_WHAT.search(self.text, self.start, quote.source.start) is not None
        begins = self._begins()
        self.towns = [(at, i) for at, i in page.places_in(self._where()) if at >= begins and self._tells_where(page.places[i])]

    def _where(self) -> Pieces:
        """The words in which a town tells where this was said: "The Administrative Court in Beirut ruled", of bodies that sit in one."""
        source = self.quote.source
        seated = self.kind == "organisation" and source is not None and _SEATED.search(self.text, source.start, source.end)
        return self.told if seated else self.apart

    def medium(self) -> Medium:
        medium = self.occasion.medium if self.occasion is not None else "unknown"
        if medium not in ("unknown", "speech"):
            return medium
        shown = channel(self.text, self.told, within=self.quote.within is not None, people=self.page.people)
        return shown or (medium if medium != "unknown" else medium_of(self.text, self.quote, self.told, self.kind))

    def place(self) -> int | None:
        return None if self.of_what else nearest(self.towns, self.near.start)

    def _tells_where(self, place: Toponym) -> bool:
        """True for a place that tells where this was said."""
        if place.demonym or (self.is_text and not _ISSUED.search(self.text[max(0, place.start - _BACK) : place.start])):
            return False
        if is_town(place):
            before = self.text[max(0, place.start - _BACK) : place.start]
            if _SENT_FROM.search(before) or _VISIT.search(before):
                return True
        if not is_where(self.text, place) or self._tells_who(place.start) or self._is_to_come(place.end):
            return False
        ends = [self.near.end] + ([self.occasion.span.end] if self.occasion is not None else [])
        return is_town(place) or any(self._is_right_behind(place.start, end) for end in ends)

    def _is_to_come(self, end: int) -> bool:
        """True for a town where something is on a day to come: "it will be shown in Ruritania on Friday"."""
        days = [self.page.dates[i] for _, i in self.page.dates_in([(end, end + _BEHIND)])]
        return any(self.page.published and day.value[:10] > self.page.published and day.value[:1].isdigit() for day in days)

    def _tells_who(self, position: int) -> bool:
        """True between commas behind the source, where it is told who speaks: "Ilse Brandt, now in Lyon, said"."""
        source, cue = self.quote.source, self.quote.cue
        if source is None or cue is None or not source.end <= position < cue.start:
            return False
        gap = self.text[source.end : cue.start].strip()
        return gap.startswith(",") and gap.endswith(",")

    def date(self) -> int | None:
        if self.of_what:
            return None
        begins = self._begins()
        return nearest([(at, i) for at, i in self.page.dates_in(self.apart) if at >= begins and self._tells_when(i)], self.near.start)

    def _begins(self) -> int:
        """Where the clause of an aside begins: "He came in 1964, as he liked to say, with one shoe"; else the sentence."""
        source = self.quote.source
        if source is None:
            return self.start
        aside = _ASIDE.search(self.text, max(self.start, source.start - _LED), source.start)
        return source.start if aside else self.start

    def _tells_when(self, number: int) -> bool:
        """True for a time expression that tells when this was said."""
        page, date, occasion = self.page, self.page.dates[number], self.occasion
        if date.type not in ("DATE", "TIME") or date.value.endswith("_REF") or page.is_in_dateline(date.start):
            return False
        is_day, is_stretch = tells_day(page, number), date.granularity in STRETCHES
        if occasion is not None and occasion.span.end <= date.start and _OF_IT.fullmatch(self.text, occasion.span.end, date.start):
            return is_day or (is_stretch and page.word_before(date.start) != "for")
        if occasion is not None and date.start in occasion.span:
            return is_day  # "at last night's meeting"
        if self.is_text:
            return (is_day or is_stretch) and self._is_of_text(date, is_day=is_day)
        if self.text[date.start : date.end].lower() == "overnight" and date.start != self.near.end + 1:
            return False  # what happened then is told
        if is_day and date.start == self.near.end + 1 and self.text.startswith((" a ", " an ", " the ", " as ", " to be "), date.end):
            return False  # "declared Saturday a day of mourning"
        if is_day and self._is_told_now(date):
            return False
        if is_day:
            return is_then(page, date) and not (page.published and date.value[:10] > page.published)
        return is_stretch and self._is_coarse(date)

    def _is_told_now(self, date: TimeExpression) -> bool:
        """True for the day of another clause before somebody who tells of it now: "It burnt on Tuesday, and a guard describes"."""
        source = self.quote.source
        if source is None or date.end > source.start or tense_of(self.text, self.quote) != "present":
            return False
        return _CLAUSE.search(self.text, date.end, source.start) is not None

    def _is_of_text(self, date: TimeExpression, *, is_day: bool) -> bool:
        """True for the day of a text: "an internal memo from June", "a study published today", "the captain's diary for 14 February"."""
        source = self.quote.source
        if source is None:
            return False
        if self.quote.cue is not None and self._is_right_behind(date.start, self.quote.cue.end):
            return True  # "concluded in April that"
        if date.start >= source.end:
            return is_day and _BEHIND_SOURCE.fullmatch(self.text, source.end, date.start) is not None
        return date.start >= source.start and (is_day or self.page.word_before(date.start) != "for")

    def _is_coarse(self, date: TimeExpression) -> bool:
        """True for a month or year that tells when this was said: "said in 2015", "told the local radio in 2016", "In 2022 she pledged",
        "told a meeting earlier this month", "Asked last week", "Two years ago, in a speech", "opened it in Ruritania in May 2021"."""
        text, near = self.text, self.near
        if near.end < date.start and text.startswith((" of ", " about "), near.end):
            return False  # "he said of his visit in May"
        if any(self._is_right_behind(date.start, end) for end in (near.end, *(self.page.places[i].end for _, i in self.towns))):
            return True
        adverb = _ADVERB.fullmatch(text, date.start, date.end) is not None
        if not adverb and text[max(0, date.start - 3) : date.start].lower() != "in ":
            return False
        if date.start >= near.end:
            ends = text[date.end : date.end + 1] in ",.:;" or text.startswith((" that ", " to "), date.end)
            return ends and (_ADDRESSEE.fullmatch(text, near.end, date.start) is not None or text[near.end : date.start] == " ")
        if adverb and (date.start <= self.start + 1 or (_OPENING.match(text, self.start) and text.count(" ", self.start, date.start) <= 5)):
            return True
        return self.quote.source is not None and _OPENS.fullmatch(text, date.end, self.quote.source.start) is not None

    def _is_right_behind(self, start: int, end: int) -> bool:
        """True right behind the cue, the occasion, the town ("said in 2015"); elsewhere it is what is spoken of."""
        return end <= start and _RIGHT_BEHIND.fullmatch(self.text, end, start) is not None


def _person(page: Page, source: Span) -> Span:
    """A source without a day at its end that says when, not who, and without a setting before it.

    "The foundation today announced"; "Addressing reporters at the guildhall, Lyon, the mayor said".
    """
    if _SETTING.match(page.text, source.start, source.end):
        return Span(page.text.rfind(", ", source.start, source.end) + 2, source.end)
    if _RELATIVE.search(page.text, source.start, source.end):
        return source
    last = [i for _, i in page.dates_in([(source.start, source.end)]) if page.dates[i].end == source.end]
    if last and is_day(page.dates[last[-1]]) and page.word_before(page.dates[last[-1]].start) not in ("from", "of", "for"):
        return Span(source.start, page.dates[last[-1]].start)
    return source
