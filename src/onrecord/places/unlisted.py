"""Streets, buildings, quarters and hamlets that no table lists: they lie where the text is."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, MutableMapping, Sequence

import numpy as np

from onrecord.places.candidates import is_site
from onrecord.places.features import on_sphere
from onrecord.types import Place, Span, Toponym

CONFIDENCE = 0.7  # share that lie within 161 km of the point given, on the development sets
_FAR = 300.0  # km
_WINDOW = 40  # anchors looked at on either side
_SMALL = 300_000  # people: a homonym of a site that is larger than this is meant itself


def place_the_unlisted(spans: Sequence[Span], answers: MutableMapping[int, Toponym]) -> None:
    """Give toponyms without an entry the point of the place that the text around them is about.

    The same goes for a site ("Mirabel Square") whose only homonyms are small towns far from everything else named. The
    answer keeps no id and says whose point it is; without any town in the text it stays unresolved.
    """
    everywhere = sorted(_anchors(answers), key=lambda anchor: (spans[anchor[0]].start, anchor[0]))
    starts = [spans[anchor[0]].start for anchor in everywhere]
    for index in sorted(answers):
        toponym = answers[index]
        at = bisect_left(starts, spans[index].start)
        anchors = everywhere[max(0, at - _WINDOW) : at + _WINDOW]
        if toponym.place is not None and not _is_stray(toponym, anchors, index):
            continue
        near = [anchor for anchor in anchors if anchor[0] != index and (toponym.place is None or anchor[1] is not toponym.place)]
        if not near:
            continue
        span = spans[index]
        _, place, _ = max(near, key=lambda anchor: (_pull(span, spans[anchor[0]], anchor[2]), -anchor[0]))
        site = Place(toponym.name, "facility", place.country, place.admin1, None, place.lat, place.lon)
        answers[index] = Toponym(
            span.start, span.end, toponym.name, site, confidence=CONFIDENCE, candidates=toponym.candidates,
            reason=f"in no table; placed at {place.name}, which the text around it is about",
        )  # fmt: skip


def _anchors(answers: Mapping[int, Toponym]) -> list[tuple[int, Place, float]]:
    """Towns and counties of the text that are sure enough: (mention, place, weight).

    A street is likelier one of a city that the text names often than of a hamlet named once.
    """
    sure = {
        index: toponym.place
        for index, toponym in answers.items()
        if toponym.place is not None
        and toponym.place.kind in ("city", "admin2")
        and not toponym.demonym
        and toponym.confidence >= 0.5
        and not is_site(toponym.name)
    }
    counts = Counter(sure.values())
    return [(index, place, (1 + math.log(counts[place])) * (1 + math.log10(1 + place.population))) for index, place in sorted(sure.items())]


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
    points = on_sphere([other.lat or 0.0 for other in others], [other.lon or 0.0 for other in others])
    own = on_sphere([place.lat or 0.0], [place.lon or 0.0])[0]
    return float(np.arccos(np.clip(points @ own, -1, 1)).min()) * 6371 > _FAR
