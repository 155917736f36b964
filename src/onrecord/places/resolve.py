"""Resolution: every toponym of a document to an entry of the gazetteer, or to none with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.gazetteer import Entry, Gazetteer, default_gazetteer
from onrecord.places.candidates import Candidates, as_people, candidates, is_demonym
from onrecord.places.context import Surroundings, surroundings, unmarked_divisions
from onrecord.places.features import Array, Group, make_groups
from onrecord.places.homes import Home, Publisher
from onrecord.places.institutions import country_told
from onrecord.places.publishers import home_of
from onrecord.places.ranker import SECOND, Ranker, default_ranker, rank
from onrecord.places.unlisted import place_the_unlisted
from onrecord.settings import PlaceSettings
from onrecord.types import Place, Span, Toponym

SHOWN = 5  # candidates in the answer
_REASONS = {
    "division after a comma": "the division named after it",
    "division after in": "the place that it is said to be in",
    "city, words of cities near": "the words near it are of a city",
    "city, seat of a body near": "a body that sits in a city stands near",
    "first division, words of states near": "the words near it are of a state",
    "kind of the names beside it": "of the kind of the names beside it",
    "holds its neighbour": "the place named before it lies there",
    "kind said": "the text says what kind of place",
    "home division": "home region of the publisher",
    "near home": "home region of the publisher",
    "home country": "home country of the publisher",
    "home country of its domain": "country of the publisher's domain",
    "country named": "the document names its country",
    "first division named": "the document names its first-level division",
    "second division named": "the document names its second-level division",
    "share of country": "country of the document's other places",
    "share of first division": "division of the document's other places",
    "share of second division": "division of the document's other places",
    "near others": "near the document's other places",
    "nearest other": "near the document's other places",
    "nearest other, 30 km": "near the document's other places",
    "nearest other, 300 km": "near the document's other places",
    "same country as the first": "country of the first place named",
    "same division as the first": "division of the first place named",
    "others that may lie in its second division": "other names of the text lie beside it",
    "only it may lie with others": "the only one beside which other names of the text lie",
    "others that may lie in its first division": "other names of the text lie in its division",
    "only it may lie in a first division with others": "other names of the text lie in its division",
    "is where others are": "the document's other places lie in it",
    "near home, 30 km": "home region of the publisher",
    "home division, small city": "home region of the publisher",
    "named in the domain": "the publisher's domain names it",
    "named in the domain, near home": "the publisher's domain names it",
    "people": "the most populous of the name",
    "people of a city": "the most populous of the name",
    "most people of the name": "the most populous of the name",
    "is country": "countries come first",
    "capital": "capital of its country",
}


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A document's toponyms with their candidates, before any weight."""

    spans: tuple[Span, ...]
    found: tuple[Candidates, ...]
    around: tuple[Surroundings, ...]
    groups: tuple[Group, ...]


def prepare(text: str, spans: Sequence[Span], gazetteer: Gazetteer) -> Prepared:
    """Candidates, surroundings and groups of the spans, and of divisions written after them that are no spans."""
    spans = [*spans, *unmarked_divisions(text, spans, gazetteer)]
    surfaces = [text[span.start : span.end] for span in spans]
    found = [as_people(text, span, candidates(surface, gazetteer)) for span, surface in zip(spans, surfaces, strict=True)]
    around = surroundings(text, spans, found)
    groups = make_groups(found, around, [span.start for span in spans], surfaces)
    return Prepared(tuple(spans), tuple(found), tuple(around), tuple(groups))


def resolve_places(
    text: str,
    spans: Sequence[Span | tuple[int, int]],
    *,
    gazetteer: Gazetteer | None = None,
    publisher: str | None = None,
    dateline: Span | None = None,
    settings: PlaceSettings | None = None,
    ranker: Ranker | None = None,
    home: Home | None = None,
) -> list[Toponym]:
    """Resolve the place names at `spans`, all of them together.

    Args:
        text: The document.
        spans: Place names, demonyms among them, as spans or `(start, end)` pairs in code points, in any order.
        gazetteer: By default the one that ships.
        publisher: Domain or name of the publisher, for the table of home regions and the country of its domain.
        dateline: Place of the dateline; it counts as one of the document's other places.
        settings: `publishers` names the table of home regions.
        ranker: Weights, by default those that ship.
        home: Home region of the publisher; by default what the table says.

    Returns:
        One answer per span, in order: the place or null with `unresolved_reason`, up to five candidates with their
        chances, and the reason that weighed most.
    """
    gazetteer = gazetteer or default_gazetteer()
    ranker = ranker or default_ranker()
    asked = [span if isinstance(span, Span) else Span(*span) for span in spans]
    extra = [dateline] if dateline is not None and dateline not in asked else []
    if home is None and publisher and settings is not None and settings.publishers:
        home = home_of(publisher, settings.publishers)
    prepared = prepare(text, [*asked, *extra], gazetteer)
    owner = Publisher(publisher or "", home, country_told(text))
    chances, features = rank(ranker, prepared.groups, owner)
    answers: dict[int, Toponym] = {}
    for group, chance, matrix in zip(prepared.groups, chances, features, strict=True):
        order = np.argsort(-chance, kind="stable")
        reason = _reason(matrix, order, ranker, owner)
        town = _town(group, order) if dateline is not None and any(_meets(prepared.spans[i], dateline) for i in group.mentions) else None
        if town is not None:
            chance, order, reason = (
                chance.copy(),
                np.concatenate([order[town : town + 1], np.delete(order, town)]),
                "a dateline names a town",
            )
            chance[order[0]], chance[order[1]] = chance[order[1]], chance[order[0]]
        for index in group.mentions:
            answers[index] = _answer(text, prepared, index, group, chance, order, reason, ranker)
    for index, span in enumerate(prepared.spans):
        if index not in answers:
            answers[index] = _unknown(text, span)
    place_the_unlisted(prepared.spans, answers, prepared.around, dateline)
    return [answers[index] for index in range(len(asked))]


def _meets(span: Span, other: Span) -> bool:
    return span.start < other.end and other.start < span.end


def _town(group: Group, order: NDArray[np.intp]) -> int | None:
    """Where in the order the town of the same name stands, in the division that comes first; null when a town comes first."""
    places = [group.table.entries[int(at)].place for at in order]
    if places[0].kind not in ("admin1", "admin2", "region"):
        return None
    near = (n for n, place in enumerate(places) if place.kind == "city" and place.country == places[0].country)
    return next(near, None)


def _answer(
    text: str, prepared: Prepared, index: int, group: Group, chance: Array, order: NDArray[np.intp], reason: str, ranker: Ranker
) -> Toponym:
    span, found = prepared.spans[index], prepared.found[index]
    best: Entry = group.table.entries[int(order[0])]
    confidence = ranker.confidence(float(chance[order[0]]))
    named = best.named
    words = {"demonym": "demonym; ", "abbreviation": "abbreviation; ", "former": "former name; "}.get(named, "")
    part = {"stripped": f"by its core '{found.key}'; ", "part": f"by the part '{found.key}' of its name; "}.get(found.match, "")
    place = best.place
    if found.match == "part":
        confidence = round(confidence * 0.6, 3)
        if prepared.around[index].kind == "water" and named != "demonym":  # Detroit River is not Detroit, though it is there
            place = Place(text[span.start : span.end], "water", place.country, place.admin1, None, place.lat, place.lon)
    shown = tuple((group.table.entries[int(at)].place, round(float(chance[at]), 3)) for at in order[:SHOWN])
    return Toponym(
        span.start,
        span.end,
        text[span.start : span.end],
        place,
        demonym=is_demonym(found),
        confidence=confidence,
        candidates=shown,
        reason=part + words + reason,
    )


def _reason(matrix: Array, order: NDArray[np.intp], ranker: Ranker, owner: Publisher) -> str:
    """The feature that parts the first from the second, in words."""
    if len(order) == 1:
        return "the only place of the name"
    push = ranker.second * (matrix[order[0]] - matrix[order[1]])
    for at in np.argsort(-push, kind="stable"):
        if push[at] <= 0:
            break
        if SECOND[at] == "home country of its domain" and not owner.country:
            return "the document names institutions of its country"
        if SECOND[at] in _REASONS:
            return _REASONS[SECOND[at]]
    return "prior of its kind"


def _unknown(text: str, span: Span) -> Toponym:
    return Toponym(span.start, span.end, text[span.start : span.end], unresolved_reason="no place of that name in the gazetteer")
