"""Resolution: every toponym of a document to an entry of the gazetteer, or to none with the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.gazetteer import Entry, Gazetteer, default_gazetteer
from onrecord.places.candidates import Candidates, candidates, is_demonym
from onrecord.places.context import Surroundings, surroundings
from onrecord.places.features import NAMES, Array, Group, domain_country, make_groups
from onrecord.places.publishers import home_of
from onrecord.places.ranker import Ranker, default_ranker, rank
from onrecord.settings import PlaceSettings
from onrecord.types import Place, Span, Toponym

SHOWN = 5  # candidates in the answer
_REASONS = {
    "division after a comma": "the division named after it",
    "division after in": "the place that it is said to be in",
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
    """Candidates, surroundings and groups of the spans."""
    surfaces = [text[span.start : span.end] for span in spans]
    found = [candidates(surface, gazetteer) for surface in surfaces]
    around = surroundings(text, spans, found, gazetteer)
    groups = make_groups(found, around, [span.start for span in spans], surfaces, gazetteer)
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
    home: Mapping[str, object] | None = None,
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
    chances, features = rank(ranker, prepared.groups, home, domain_country(publisher))
    answers: dict[int, Toponym] = {}
    for group, chance, matrix in zip(prepared.groups, chances, features, strict=True):
        order = np.argsort(-chance, kind="stable")
        reason = _reason(matrix, order, ranker)
        for index in group.mentions:
            answers[index] = _answer(text, prepared, index, group, chance, order, reason, ranker)
    for index, span in enumerate(prepared.spans):
        if index not in answers:
            answers[index] = _unknown(text, span)
    _place_the_unlisted(text, prepared, answers, len(asked))
    return [answers[index] for index in range(len(asked))]


def _answer(
    text: str, prepared: Prepared, index: int, group: Group, chance: Array, order: NDArray[np.intp], reason: str, ranker: Ranker
) -> Toponym:
    span, found = prepared.spans[index], prepared.found[index]
    best: Entry = group.table.entries[int(order[0])]
    confidence = ranker.confidence(float(chance[order[0]]))
    named = best.named
    words = {"demonym": "demonym; ", "abbreviation": "abbreviation; ", "former": "former name; "}.get(named, "")
    part = {"stripped": f"by its core '{found.key}'; ", "part": f"by the part '{found.key}' of its name; "}.get(found.match, "")
    if found.match == "part":
        confidence = round(confidence * 0.6, 3)
    shown = tuple((group.table.entries[int(at)].place, round(float(chance[at]), 3)) for at in order[:SHOWN])
    return Toponym(
        span.start,
        span.end,
        text[span.start : span.end],
        best.place,
        demonym=is_demonym(found),
        confidence=confidence,
        candidates=shown,
        reason=part + words + reason,
    )


def _reason(matrix: Array, order: NDArray[np.intp], ranker: Ranker) -> str:
    """The feature that parts the first from the second, in words."""
    if len(order) == 1:
        return "the only place of the name"
    push = ranker.second * (matrix[order[0]] - matrix[order[1]])
    for at in np.argsort(-push, kind="stable"):
        if push[at] <= 0:
            break
        if NAMES[at] in _REASONS:
            return _REASONS[NAMES[at]]
    return "prior of its kind"


def _unknown(text: str, span: Span) -> Toponym:
    return Toponym(span.start, span.end, text[span.start : span.end], unresolved_reason="no place of that name in the gazetteer")


def _place_the_unlisted(text: str, prepared: Prepared, answers: dict[int, Toponym], asked: int) -> None:
    """Streets, buildings and hamlets that no table lists lie where the nearest named town of the text lies.

    They get that town's point as an approximation and say so; no id, kind facility, low confidence.
    """
    anchors = [
        (prepared.spans[index], toponym.place)
        for index, toponym in sorted(answers.items())
        if toponym.place is not None and toponym.place.kind in ("city", "admin2") and not toponym.demonym
    ]
    if not anchors:
        return
    for index in range(asked):
        toponym = answers[index]
        if toponym.place is not None:
            continue
        span = prepared.spans[index]
        # what follows in the same breath ("Elm Street, Kano") before what was named last
        _, anchor = min(anchors, key=lambda item: _distance(span, item[0]))
        place = Place(toponym.name, "facility", anchor.country, anchor.admin1, None, anchor.lat, anchor.lon)
        answers[index] = Toponym(
            span.start, span.end, toponym.name, place, confidence=0.3, reason=f"unlisted; placed at {anchor.name}, named nearest to it"
        )


def _distance(span: Span, other: Span) -> int:
    return other.start - span.end if other.start >= span.end else 2 * (span.start - other.end) + 20
