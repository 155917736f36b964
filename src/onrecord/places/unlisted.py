"""Streets, buildings, quarters and hamlets that no table lists: they lie where the text is."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Mapping, MutableMapping, Sequence

import numpy as np

from onrecord.places.candidates import is_site
from onrecord.places.context import Surroundings
from onrecord.places.features import on_sphere
from onrecord.types import Place, PlaceKind, Span, Toponym

# Shares that lie within 161 km of the point given on the development sets: of the place that the text puts it in, of one near by.
_SAID, _NEAR = 0.9, 0.75
UNLISTED = ("in no table", "no place of the name in the tables fits")  # how the reasons of such answers begin
_PUT_IN = "which the text puts it in"
_FAR = 300.0  # km
_ABROAD = 3000.0  # km from the middle of a country
_WINDOW = 40  # anchors looked at on either side
_SMALL = 300_000  # people: a homonym of a site that is larger than this is meant itself
_LITTLE = 120_000  # people: a town below this, alone in a country, is a homonym when the text is of another country
_ONE_COUNTRY = 0.8  # share of a text's places that makes it a text of one country


def place_the_unlisted(
    spans: Sequence[Span], answers: MutableMapping[int, Toponym], around: Sequence[Surroundings], dateline: Span | None = None
) -> None:
    """Give toponyms without an entry a point: of what the text puts them in, else of the place that the text around them is about.

    The same goes for a site ("Mirabel Square") whose only homonyms are small towns far from everything else named, for
    a little town in a country that nothing else in the text is in, and for the town of a dateline that names another country
    ("PALMA, Mozambique"). The answer keeps no id and says whose point it is;
    without any town to go by it has at most a country.
    """
    countries = _countries(answers)
    alone = {index for index, toponym in answers.items() if _is_alone(toponym, countries, answers)}
    everywhere = sorted(_anchors(answers, alone), key=lambda anchor: (spans[anchor[0]].start, anchor[0]))
    starts = [spans[anchor[0]].start for anchor in everywhere]
    found: dict[int, Toponym] = {}
    abroad, country = _sent_from(spans, answers, around, dateline)
    for index in sorted(answers):
        toponym, span = answers[index], spans[index]
        if country is not None and toponym.place == abroad:
            found[index] = _at(span, toponym, country, _PUT_IN, "city")
            continue
        at = bisect_left(starts, span.start)
        anchors = everywhere[max(0, at - _WINDOW) : at + _WINDOW]
        container = _container(index, answers, around)
        elsewhere = around[index].plainly and container is not None and _is_elsewhere(toponym, container)
        if toponym.place is not None and index not in alone and not elsewhere and not _is_stray(toponym, anchors, index):
            continue
        near = [anchor for anchor in anchors if anchor[0] != index and (toponym.place is None or anchor[1] is not toponym.place)]
        if container is not None:
            near = [anchor for anchor in near if _holds(container, anchor[1])]
            if not near or container.kind not in ("country", "admin1"):
                found[index] = _at(span, toponym, container, _PUT_IN, around[index].kind)
                continue
        if near:
            _, place, _ = max(near, key=lambda anchor: (_pull(span, spans[anchor[0]], anchor[2]), -anchor[0]))
            found[index] = _at(span, toponym, place, "which the text around it is about", around[index].kind)
        elif toponym.place is None and countries and countries.most_common(1)[0][1] >= _ONE_COUNTRY * countries.total():
            code = countries.most_common(1)[0][0]
            found[index] = _at(span, toponym, Place(code, "country", code), "the country of the text's other places", around[index].kind)
    answers.update(found)


def _sent_from(
    spans: Sequence[Span], answers: Mapping[int, Toponym], around: Sequence[Surroundings], dateline: Span | None
) -> tuple[Place | None, Place | None]:
    """What the town of the dateline was taken for, and the country behind it, where that is far off: no "HONG KONG, China"."""
    head = next((index for index, span in enumerate(spans) if span == dateline), None)
    place = answers[head].place if head is not None else None
    country = _container(head, answers, around) if head is not None else None
    if place is None or country is None or country.kind != "country" or place.country in (None, country.country):
        return None, None
    return (place, country) if _distance(place, [country]) > _ABROAD else (None, None)


def _holds(container: Place, place: Place) -> bool:
    if container.kind == "admin1":
        return place.admin1 == container.admin1
    return place.country == container.country


def _at(span: Span, toponym: Toponym, place: Place, why: str, kind: PlaceKind | None) -> Toponym:
    """The answer with another place's point; of a country only its code, as its point says nothing of what lies there."""
    nation = place.kind == "country"
    kind = kind if kind in ("city", "region", "water") else "facility"
    missing = UNLISTED[0] if toponym.place is None else UNLISTED[1]
    return Toponym(
        span.start, span.end, toponym.name,
        Place(toponym.name, kind, place.country, *((None, None) if nation else (place.admin1, None, place.lat, place.lon))),
        confidence=_SAID if why == _PUT_IN else _NEAR,
        candidates=toponym.candidates,
        reason=f"{missing}; {'in' if nation else 'placed at'} {place.name}, {why}",
        unresolved_reason="only the country is known" if nation else None,
    )  # fmt: skip


def _container(index: int, answers: Mapping[int, Toponym], around: Sequence[Surroundings]) -> Place | None:
    """The nearest resolved place of the chain in which the text puts a mention: "Elm Park, Nowhere, Kano"."""
    for _ in range(4):
        outer = around[index].inside_of
        if outer is None:
            return None
        toponym = answers[outer]
        if toponym.place is not None and toponym.place.country and not toponym.demonym:
            return toponym.place
        index = outer
    return None


def _is_elsewhere(toponym: Toponym, container: Place) -> bool:
    """True for a little town that does not lie where the text says that the place lies."""
    place = toponym.place
    if place is None or place.kind != "city" or place.population >= _LITTLE or 0 < container.population < place.population:
        return False
    divisions = place.admin1, container.admin1
    return place.country != container.country or (all(divisions) and divisions[0] != divisions[1])


def _countries(answers: Mapping[int, Toponym]) -> Counter[str]:
    """How many different names of the text lie in each country."""
    pairs = {(toponym.name, toponym.place.country) for toponym in answers.values() if toponym.place is not None and toponym.place.country}
    return Counter(country for _, country in sorted(pairs))


def _is_alone(toponym: Toponym, countries: Counter[str], answers: Mapping[int, Toponym]) -> bool:
    """True for a little town, the only place in its country that a text of another country names; none across a border near by."""
    place = toponym.place
    if place is None or place.kind != "city" or place.population >= _LITTLE or toponym.demonym or countries[place.country or ""] != 1:
        return False
    others = countries.total() - 1
    most, count = countries.most_common(1)[0]
    if others < 2 or count < _ONE_COUNTRY * others or most == place.country:
        return False
    towns = [t.place for t in answers.values() if t.place is not None and t.place.country == most and t.place.kind in ("city", "admin2")]
    return not towns or _distance(place, towns) > _FAR


def _distance(place: Place, others: Sequence[Place]) -> float:
    """Kilometres to the nearest of the others."""
    points = on_sphere([other.lat or 0.0 for other in others], [other.lon or 0.0 for other in others])
    own = on_sphere([place.lat or 0.0], [place.lon or 0.0])[0]
    return float(np.arccos(np.clip(points @ own, -1, 1)).min()) * 6371


def _anchors(answers: Mapping[int, Toponym], alone: Collection[int]) -> list[tuple[int, Place, float]]:
    """Towns and counties of the text that are sure enough: (mention, place, weight).

    A street is likelier one of a city that the text names often than of a hamlet named once, and of one whose division it
    names too.
    """
    sure: dict[int, Place] = {}
    for least in (0.5, 0.2):
        for index, toponym in answers.items():
            place = toponym.place
            if place is None or toponym.demonym or toponym.confidence < least or index in alone or is_site(toponym.name):
                continue
            if place.kind in ("city", "admin2") or (least < 0.5 and place.kind == "water"):
                sure[index] = place
        if sure:
            break
    counts = Counter(sure.values())
    names = {(toponym.name, toponym.place.admin1) for toponym in answers.values() if toponym.place is not None and toponym.place.admin1}
    company = Counter(admin1 for _, admin1 in sorted(names))
    return [
        (
            index,
            place,
            (1 + math.log(counts[place])) * (1 + math.log10(1 + place.population)) * (1 + math.log(1 + company[place.admin1 or ""])),
        )
        for index, place in sorted(sure.items())
    ]


def _pull(span: Span, anchor: Span, weight: float) -> float:
    """How much a place named at `anchor` draws what stands at `span`; what follows draws more than what went before."""
    gap = anchor.start - span.end if anchor.start >= span.end else 2 * (span.start - anchor.end)
    return weight / (1 + max(gap, 0) / 400)


def _is_stray(toponym: Toponym, anchors: Sequence[tuple[int, Place, float]], index: int) -> bool:
    """True for a site, or a place without known people, taken for something small far from all towns of the text."""
    place = toponym.place
    if place is None or place.kind not in ("city", "admin1", "admin2") or toponym.demonym:
        return False
    site = is_site(toponym.name)
    if not (site and place.population < _SMALL) and not (place.kind == "city" and place.population == 0):
        return False
    others = [other for at, other, _ in anchors if at != index and other != place and other.population > place.population]
    if not others:
        return False
    return _distance(place, others) > _FAR
