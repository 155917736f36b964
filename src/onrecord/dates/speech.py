"""When a quotation was spoken, for "today" and "yesterday" inside it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from onrecord.dates.anchoring import Reference
from onrecord.dates.match import Found
from onrecord.dates.tokens import Tokens
from onrecord.lexicon import table
from onrecord.types import Quote, Span

_NEAR = 80  # characters between a cue and what dates it
_MARKS = ".,;:!?”\"’'"
_YEARS = frozenset({"Y", "E", "C"})


@cache
def _occasions() -> frozenset[str]:
    return frozenset(word for word, group in table("dates/neighbours.tsv") if group == "occasion")


@dataclass(frozen=True, slots=True)
class Dated:
    """An expression outside of quotations that names one day, or a whole year."""

    span: Span
    day: date
    whole_year: bool = False


def sentence_list(tokens: Tokens, sentences: Sequence[Span]) -> Sequence[Span]:
    """The sentences given, else a rough cut at full stops and paragraph breaks."""
    if sentences:
        return sentences
    spans, start = [], 0
    for index, end in enumerate(tokens.ends):
        mark = tokens[index]
        following = tokens[index + 1] if index + 1 < len(tokens.starts) else ""
        if "\n" in mark or (mark in {".", "!", "?"} and not following[:1].islower() and _may_end(tokens, index - 1)):
            if end > start:
                spans.append(Span(start, end))
            start = end
    if start < len(tokens.text):
        spans.append(Span(start, len(tokens.text)))
    return spans


def _may_end(tokens: Tokens, index: int) -> bool:
    """False for what is short and so may be an abbreviation ("Dr.")."""
    return index < 0 or len(tokens[index]) > 2 or tokens[index].isdigit()


def sentence_start(tokens: Tokens, index: int, *, reach: int = 60) -> int:
    """Where the sentence of a token starts, cut roughly; at most `reach` tokens back."""
    for number in range(index - 1, max(-1, index - 1 - reach), -1):
        mark = tokens[number]
        if "\n" in mark or (mark in {".", "!", "?"} and tokens[number + 1][:1].isupper() and _may_end(tokens, number - 1)):
            return tokens.starts[number + 1]
    return tokens.starts[max(0, index - reach)]


class Speech:
    """The day on which each quotation was spoken, as far as the article tells."""

    def __init__(self, tokens: Tokens, quotes: Sequence[Quote], sentences: Sequence[Span]) -> None:
        self.tokens, self.sentences = tokens, sentences
        self._starts = [span.start for span in sentences]
        self.parts = sorted((Span(part.start, part.end), number) for number, quote in enumerate(quotes) for part in quote.parts)
        self.quotes = quotes
        self._events: dict[str, date] | None = None

    def quote_at(self, position: int) -> int | None:
        """The index of the quote whose marked part holds a position."""
        index = bisect_right(self.parts, position, key=lambda pair: pair[0].start) - 1
        return self.parts[index][1] if index >= 0 and position in self.parts[index][0] else None

    def reference(self, item: Found, dated: Sequence[Dated]) -> Reference | None:
        """The day of the speech that holds an expression: of the event it names, else of the sentence that attributes it."""
        start = self.tokens.starts[item.start]
        number = self.quote_at(start)
        if number is None:
            return None
        event = self._event(item, dated)
        if event is not None:
            return Reference(event, "utterance", "day-of-the-event-named")
        number = self._first(number)
        said = self._said(number, dated)
        if said is not None and said.whole_year:
            return Reference(said.day, "utterance", "year-of-the-speech") if item.frame.unit in _YEARS else None
        if said is not None:
            return Reference(said.day, "utterance", "day-of-the-speech")
        occasion = self._occasion(number, dated)
        return Reference(occasion, "utterance", "day-of-the-occasion") if occasion is not None else None

    def _first(self, number: int) -> int:
        """The quotation that one without a cue of its own carries on."""
        earlier = self.quotes[number].continues
        return earlier if self.quotes[number].cue is None and earlier is not None and earlier < number else number

    def _sentence_at(self, position: int) -> Span | None:
        index = bisect_right(self._starts, position) - 1
        return self.sentences[index] if index >= 0 and position in self.sentences[index] else None

    def _event(self, item: Found, dated: Sequence[Dated]) -> date | None:
        """`today's conference`: the day that the article gives for a conference."""
        tokens = self.tokens
        if item.end + 1 >= len(tokens.starts) or tokens[item.end] not in {"'s", "’s"}:
            return None
        noun = tokens[item.end + 1].lower()
        if len(noun) < 4:
            return None
        return self._days_of_words(dated).get(noun)

    def _occasion(self, number: int, dated: Sequence[Dated]) -> date | None:
        """`she told the conference`: the day that the article gives for a conference, named beside the cue."""
        cue = self.quotes[number].cue
        if cue is None:
            return None
        beside = self.tokens.text[max(0, cue.start - _NEAR) : cue.end + _NEAR].lower().split()
        days = {self._days_of_words(dated).get(word.strip(_MARKS)) for word in beside if word.strip(_MARKS) in _occasions()}
        days.discard(None)
        return days.pop() if len(days) == 1 else None

    def _days_of_words(self, dated: Sequence[Dated]) -> dict[str, date]:
        """The words of every sentence that names a day, with the first day that each stands beside."""
        if self._events is not None:
            return self._events
        days: dict[str, date] = {}
        seen = set()
        for other in dated:
            if other.whole_year:
                continue
            sentence = self._sentence_at(other.span.start)
            if sentence is None or sentence in seen:
                continue
            seen.add(sentence)
            for word in self.tokens.text[sentence.start : sentence.end].lower().split():
                days.setdefault(word.strip(_MARKS), other.day)
        self._events = days
        return days

    def _said(self, number: int, dated: Sequence[Dated]) -> Dated | None:
        """`… today," she said on Monday`: a day in the sentence of the cue, near the cue and outside the quotation."""
        cue = self.quotes[number].cue
        if cue is None:
            return None
        sentence = self._sentence_at(cue.start)
        first = bisect_left(dated, cue.start - _NEAR, key=lambda other: other.span.start)
        last = bisect_right(dated, cue.start + _NEAR, key=lambda other: other.span.start)
        near = [other for other in dated[first:last] if sentence is None or sentence.start <= other.span.start < sentence.end]
        return min(near, key=lambda other: (other.whole_year, abs(other.span.start - cue.start))) if near else None
