"""An article as the search for days and towns of speech sees it: sentences, the narrator's own words, what is named in them."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from onrecord.quotes.stretches import Stretches
from onrecord.quotes.words import word_class
from onrecord.types import Quote, Span, TimeExpression, Toponym

_NEWLINE = re.compile(r"\n+")
_WHERE = re.compile(
    r"\b(?:in|at|near|outside)\s+(?:the\s+)?(?:(?<=\bthe\s)(?:[\w-]{1,20}\s+){1,6}of\s+)?$"
    r"|\bat\s+(?:the\s+)?[A-Z][\w’'-]{1,20}(?:\s[A-Z][\w’'-]{1,20}){0,4},\s$"
)
_REACH = 100  # characters before a place in which "at the town hall of" is looked for
_DAYS = (None, "day", "part-of-day")
_WORD_BEFORE = re.compile(r"([\w’'-]{1,24})[^\S\n]+(?:the\s+)?$")
_SURE = 0.75  # an unmarked clause that is less surely speech is read as the narrator's
_NAMES_DAY = re.compile(
    r"\b(?:yesterday|today|\w{3,6}day|January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_OPENS = ("", "at", "in", "during", "delivered", "gave", "opened", "held", "attended", "addressed")
_OF_DAY = re.compile(
    r"['’]s\s(?:\w+\s){0,2}(?:sermon|hearing|session|meeting|debate|rally|conference|speech|service|sitting|address|ceremony|match|trial)\b"
)
_CITY_STATES = ("GI", "HK", "MC", "MO", "SG", "VA")
_DATELINE = re.compile(r"[^a-z\n,(—–-]{3,40}(?:[,(][^\n—–-]{0,60})?[—–-]{1,2} ")
_LONGEST = 100  # characters of a dateline
_MARK = re.compile(r"[,.;:!?“”\"\n]")
_BACK = 40  # characters in which the word before is looked for

Pieces = list[tuple[int, int]]


class Page:
    """The text with its quotations, dates and places, ready for questions about a stretch of it."""

    def __init__(
        self,
        text: str,
        quotes: Sequence[Quote],
        dates: Sequence[TimeExpression],
        places: Sequence[Toponym],
        sentences: Sequence[Span] = (),
        dateline: Span | None = None,
        published: str | None = None,
        people: frozenset[int] = frozenset(),
    ) -> None:
        self.text, self.quotes, self.dates, self.places, self.dateline = text, quotes, dates, places, dateline
        self.people = people  # where mentions of persons begin
        self._bounds = [(span.start, span.end) for span in sentences] or _lines(text)
        self._starts = [start for start, _ in self._bounds]
        self._breaks = [match.end() for match in _NEWLINE.finditer(text)]
        said = [quote for quote in quotes if quote.type != "indirect" or (quote.confidence_speech >= _SURE and not _is_author(text, quote))]
        self._contents = Stretches([(span.start, span.end, n) for n, quote in enumerate(said) for span in quote.content])
        self._dates = sorted((date.start, i) for i, date in enumerate(dates))
        self._places = sorted((place.start, i) for i, place in enumerate(places))
        self._cues = sorted((quote.cue.start, quote.cue.end) for quote in said if quote.cue is not None)
        self._cue_ends = sorted(end for _, end in self._cues)
        anchors = (date.anchor.date for date in dates if date.anchor.kind == "publication")
        self.published = (published or next((anchor for anchor in anchors if anchor), ""))[:10]

    def sentence_of(self, span: Span) -> tuple[int, int]:
        """The sentence in which a span begins."""
        return self._bounds[max(0, bisect_right(self._starts, span.start) - 1)] if self._bounds else (0, len(self.text))

    def paragraph_of(self, position: int) -> int:
        """The number of the paragraph that holds a position."""
        return bisect_right(self._breaks, position)

    def narrated(self, start: int, end: int, near: Span | None = None, source: Span | None = None) -> Pieces:
        """The stretches of `[start, end)` that are in no quotation but those around `near`, nor in the dateline or the source."""
        cut = [
            (a, b) for a, b, _ in self._contents.overlapping(start, end)
            if near is None or not (a <= near.start and near.end <= b)
        ]  # fmt: skip
        cut += [(span.start, span.end) for span in (self.dateline, source) if span is not None]
        told, at = [], start
        for a, b in sorted(cut):
            if b <= start or a >= end:
                continue
            if at < a:
                told.append((at, a))
            at = max(at, b)
        if at < end:
            told.append((at, end))
        return told

    def behind_dateline(self, start: int) -> int:
        """Where a line begins, without what looks like a dateline: "TASHKENT, June 19 -- "."""
        found = _DATELINE.match(self.text, start)
        return found.end() if found is not None else start

    def is_in_dateline(self, position: int) -> bool:
        """True in what looks like a dateline at the head of a line."""
        line = self.text.rfind("\n", max(0, position - _LONGEST), position) + 1
        return line <= position < self.behind_dateline(line)

    def is_told(self, position: int) -> bool:
        """True for what the narrator says himself: in no quotation."""
        return next(self._contents.overlapping(position, position + 1), None) is None

    def has_cue(self, start: int, end: int) -> bool:
        """True when a cue begins in `[start, end)`."""
        return bisect_left(self._cues, (start, 0)) < bisect_left(self._cues, (end, 0))

    def is_behind_cue(self, position: int, within: int = 2) -> bool:
        """True behind a cue, at most `within` characters and no mark between."""
        at = bisect_right(self._cue_ends, position)
        return at > 0 and position - self._cue_ends[at - 1] <= within and not _MARK.search(self.text, self._cue_ends[at - 1], position)

    def word_before(self, position: int) -> str:
        """The last word before a position, lower case; empty where a mark stands between."""
        found = _WORD_BEFORE.search(self.text[max(0, position - _BACK) : position])
        return found.group(1).lower() if found else ""

    def dates_in(self, told: Pieces) -> list[tuple[int, int]]:
        """Time expressions that begin in the stretches, as (start, index), by index."""
        return _among(self._dates, told)

    def places_in(self, told: Pieces) -> list[tuple[int, int]]:
        """The same of places."""
        return _among(self._places, told)


def _is_author(text: str, quote: Quote) -> bool:
    """True for what the author says of himself: "We spoke over a bad line on Monday"."""
    return quote.within is None and quote.source is not None and text[quote.source.start : quote.source.end] in ("We", "we", "I")


def _lines(text: str) -> Pieces:
    edges = [0, *(match.end() for match in _NEWLINE.finditer(text)), len(text)]
    return [(a, b) for a, b in itertools.pairwise(edges) if a < b]


def _among(order: Sequence[tuple[int, int]], told: Pieces) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in told:
        found += order[bisect_left(order, (start, -1)) : bisect_left(order, (end, -1))]
    return sorted(found, key=lambda one: one[1])


def is_day(date: TimeExpression) -> bool:
    """True for a day, or a part of one, that the calendar has: not "recently", nor a clock time, whose day is reckoned."""
    return date.type in ("DATE", "TIME") and date.granularity in _DAYS and not date.value.endswith("_REF")


def tells_day(page: Page, number: int) -> bool:
    """True for a day and for a clock time that names its day: "noon yesterday", not "11 p.m."."""
    date = page.dates[number]
    if is_day(date):
        return True
    return date.type == "TIME" and date.granularity in ("hour", "minute") and _NAMES_DAY.search(page.text, date.start, date.end) is not None


def is_then(page: Page, date: TimeExpression) -> bool:
    """True unless the words around a day make it the edge of a stretch ("since Monday") or that of something else ("after Saturday's
    vote"); what opens the sentence is told ("Saturday's hearing")."""
    before = page.word_before(date.start)
    if page.text.startswith(("'s", "’s"), date.end):
        return before in _OPENS and _OF_DAY.match(page.text, date.end) is not None
    return before not in word_class("edge")


def is_town(place: Toponym) -> bool:
    """True for a town or a building, for a state that is one town, and for what the gazetteer lacks."""
    return place.place is None or place.place.kind in ("city", "facility") or is_city_state(place)


def is_city_state(place: Toponym) -> bool:
    """True for Singapore, Hong Kong, Monaco and the like."""
    return place.place is not None and place.place.kind == "country" and place.place.country in _CITY_STATES


def is_where(text: str, place: Toponym) -> bool:
    """True after "in", "at", "outside": where something happens, not whose it is, nor where somebody is from."""
    return not place.demonym and _WHERE.search(text[max(0, place.start - _REACH) : place.start]) is not None


def nearest(found: Iterable[tuple[int, int]], position: int) -> int | None:
    """The index of what begins nearest to a position."""
    best = min(found, key=lambda one: (abs(one[0] - position), one[1]), default=None)
    return None if best is None else best[1]
