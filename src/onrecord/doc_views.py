"""The findings of a `Doc` as spaCy users look for them: groups in `doc.spans`, and `Span._`.

| `doc.spans` | label of a span | set by |
|---|---|---|
| `onrecord_quotes` | DIRECT, INDIRECT, MIXED: all that is attributed | `onrecord_quotes` |
| `onrecord_sources`, `onrecord_cues` | SOURCE, CUE | `onrecord_quotes` |
| `onrecord_dates` | DATE, TIME, DURATION, SET | `onrecord_dates` |
| `onrecord_places` | COUNTRY, ADMIN1, ADMIN2, CITY, REGION, WATER, FACILITY, or PLACE without an entry | `onrecord_places` |
| `onrecord_mentions` | PERSON, GROUP, ORGANISATION, DOCUMENT | `onrecord_actors` |

A span is made of whole tokens; where an offset falls inside a token, the span takes the whole of it, and the exact offsets stand in
`Doc._`. `Span._` answers for any span, also one of `doc.ents`: the finding that shares the most characters with it, or None.

| `Span._` | value |
|---|---|
| `quotation` | the `Quote` whose content, source or cue it is |
| `speaker` | the name of that quotation's speaker, where it has one |
| `said` | when, where and how that quotation was said (`Said`) |
| `time_expression` | the `TimeExpression` |
| `toponym` | the `Toponym` |
| `actor` | the `Actor` that it mentions |
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from onrecord.types import Actor, Quote, Said, TimeExpression, Toponym

COLORS = {
    "DIRECT": "#ffe08a", "MIXED": "#ffe9b3", "INDIRECT": "#fff4d6", "SOURCE": "#bfe3c6", "CUE": "#dcdcdc", "DATE": "#c9d8f5",
    "TIME": "#c9d8f5", "DURATION": "#dbe5f8", "SET": "#dbe5f8", "COUNTRY": "#f3c6bd", "ADMIN1": "#f3c6bd", "ADMIN2": "#f3c6bd",
    "CITY": "#f6d5ce", "REGION": "#f3c6bd", "WATER": "#c4e6ee", "FACILITY": "#e8d5c4", "PLACE": "#ececec", "PERSON": "#d8cdf0",
    "GROUP": "#e6dff5", "ORGANISATION": "#c8e0dd", "DOCUMENT": "#e3e0d0",
}  # fmt: skip
"""Colours for displaCy, under the entry point `spacy_displacy_colors`."""


class _Stretch(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def set_group(doc: Doc, name: str, labelled: Iterable[tuple[_Stretch, str]]) -> None:
    """Set `doc.spans[name]` from stretches of characters with their labels, in text order."""
    ordered = sorted(labelled, key=lambda item: (item[0].start, item[0].end, item[1]))
    spans = (doc.char_span(stretch.start, stretch.end, label=label, alignment_mode="expand") for stretch, label in ordered)
    doc.spans[name] = [span for span in spans if span is not None]


def show_quotes(doc: Doc, quotes: Sequence[Quote]) -> None:
    """Contents, sources and cues."""
    set_group(doc, "onrecord_quotes", [(span, quote.type.upper()) for quote in quotes for span in quote.content])
    set_group(doc, "onrecord_sources", {(quote.source, "SOURCE") for quote in quotes if quote.source})
    set_group(doc, "onrecord_cues", {(quote.cue, "CUE") for quote in quotes if quote.cue})


def show_dates(doc: Doc, dates: Sequence[TimeExpression]) -> None:
    """Time expressions."""
    set_group(doc, "onrecord_dates", [(date, date.type) for date in dates])


def show_places(doc: Doc, places: Sequence[Toponym]) -> None:
    """Place names."""
    set_group(doc, "onrecord_places", [(place, place.place.kind.upper() if place.place else "PLACE") for place in places])


def show_actors(doc: Doc, actors: Sequence[Actor]) -> None:
    """Mentions of everybody."""
    set_group(doc, "onrecord_mentions", [(mention, actor.kind.upper()) for actor in actors for mention in actor.mentions])


def _closest(span: DocSpan, named: Iterable[tuple[_Stretch, Any]]) -> Any:
    """The value whose stretch shares the most characters with the span; of equals the shortest, then the first."""
    best, chosen = (0, 0), None
    for stretch, value in named:
        shared = min(span.end_char, stretch.end) - max(span.start_char, stretch.start)
        if shared > 0 and (rank := (shared, stretch.start - stretch.end)) > best:
            best, chosen = rank, value
    return chosen


def _quote_index(span: DocSpan) -> int | None:
    quotes = span.doc._.quotations.quotes
    stretches = ((stretch, n) for n, quote in enumerate(quotes) for stretch in (*quote.content, quote.source, quote.cue) if stretch)
    found: int | None = _closest(span, stretches)
    return found


def _quotation(span: DocSpan) -> Quote | None:
    index = _quote_index(span)
    return None if index is None else span.doc._.quotations.quotes[index]


def _speaker(span: DocSpan) -> str | None:
    index, cast = _quote_index(span), span.doc._.cast
    if index is None or index >= len(cast.resolutions) or (actor := cast.resolutions[index].actor) is None:
        return None
    name: str = cast.actors[actor].name
    return name


def _said(span: DocSpan) -> Said | None:
    index, said = _quote_index(span), span.doc._.said
    return None if index is None or index >= len(said) else said[index]


_GETTERS: dict[str, Callable[[DocSpan], Any]] = {
    "quotation": _quotation,
    "speaker": _speaker,
    "said": _said,
    "time_expression": lambda span: _closest(span, ((date, date) for date in span.doc._.dates)),
    "toponym": lambda span: _closest(span, ((place, place) for place in span.doc._.places)),
    "actor": lambda span: _closest(span, ((mention, actor) for actor in span.doc._.cast.actors for mention in actor.mentions)),
}


def register() -> None:
    """Make `Span._` know the findings."""
    for name, getter in _GETTERS.items():
        if not DocSpan.has_extension(name):
            DocSpan.set_extension(name, getter=getter)
