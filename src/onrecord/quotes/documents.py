"""The days of documents: a text has the day that the article gives it, wherever it is cited."""

from __future__ import annotations

import re

from onrecord.quotes.beside import STRETCHES
from onrecord.quotes.fill import filled
from onrecord.quotes.occasions import nouns
from onrecord.quotes.page import Page, is_day
from onrecord.types import Quote, Said, Span

_SENT = re.compile(r"\b(?:wrote|sent|dated|signed|published|issued|released|posted)\b")
_IN_IT = re.compile(r"\s*In (?:it|them)\b")
_WORD = re.compile(r"[a-z]{4,}")
_CLOSE = 300  # characters of the sentence before that are looked at


class Documents:
    """The days of the texts that an article cites, in its order."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.days: dict[int, Said] = {}  # by actor
        self.nouns: dict[str, Said] = {}  # of the last one of a noun

    def said(self, quote: Quote, own: Said, actor: int | None) -> Said:
        """What is told of when a text that is cited said it.

        Args:
            own: What is told beside the cue.
            actor: The document, if it is one of the article's actors.
        """
        if own.date is None and actor is not None and actor in self.days:
            own = filled(self.page, own, None, self.days[actor], "the day of the document, told before", same=True)
        if own.date is None:
            own = filled(self.page, own, None, self._day_before(quote), "the day of the document, in the sentence before", same=True)
        noun = self._noun(quote)
        others = {said.date for said in self.nouns.values()}
        if own.date is None and len(others) == 1 and noun in nouns() and noun not in self.nouns and self._is_known(quote):
            own = filled(self.page, own, None, Said(others.pop()), "the day of the one document told before", same=True)
        if own.date is None and noun and self._is_known(quote):
            own = filled(self.page, own, None, self.nouns.get(noun), "the day of the document, told before", same=True)
        if own.date is not None:
            self.nouns[noun] = Said(own.date)
            if actor is not None:
                self.days.setdefault(actor, Said(own.date))
        return own

    def is_in_it(self, quote: Quote) -> bool:
        """True for what somebody says in a text or a recording that the sentence before tells of: "A letter was read. In it she said"."""
        near = quote.cue or quote.source
        return near is not None and _IN_IT.match(self.page.text, self.page.sentence_of(near)[0]) is not None

    def _noun(self, quote: Quote) -> str:
        """The noun of a text that is cited: "memo" of "an internal memo from June"."""
        words = _WORD.findall(self._source(quote).split(",")[0])
        known = [word for word in words if word in nouns()]
        return known[0] if known else words[-1] if words else ""

    def _is_known(self, quote: Quote) -> bool:
        return self._source(quote).startswith(("the ", "it", "that ", "this "))

    def _source(self, quote: Quote) -> str:
        return self.page.text[quote.source.start : quote.source.end].lower() if quote.source is not None else ""

    def _day_before(self, quote: Quote) -> Said | None:
        """The day in the sentence before, of the same text or of writing it: "They wrote on 30 July. The letter asks"."""
        page, source = self.page, quote.source
        if source is None:
            return None
        start, _ = page.sentence_of(quote.cue if quote.cue is not None and quote.cue.start < source.start else source)
        if start == 0 or page.text[start - 1] == "\n":
            return None
        start, end = page.sentence_of(Span(start - 1, start))
        start = max(start, end - _CLOSE)
        days = [i for _, i in page.dates_in(page.narrated(start, end)) if is_day(page.dates[i])]
        days = days or [
            i for _, i in page.dates_in(page.narrated(start, end)) if page.dates[i].granularity in STRETCHES and self.is_in_it(quote)
        ]
        words = set(_WORD.findall(page.text[source.start : source.end].lower()))
        same = words.intersection(_WORD.findall(page.text[start:end].lower()))
        return Said(days[0]) if len(days) == 1 and (same or self.is_in_it(quote) or _SENT.search(page.text, start, end)) else None
