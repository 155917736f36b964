"""Speech relayed inside another's speech, and marks inside marks that are none."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping

from onrecord.quotes.cues import strength
from onrecord.quotes.edits import find_edits
from onrecord.quotes.features import Scene
from onrecord.quotes.kinds import kind_of
from onrecord.quotes.sources import source_span
from onrecord.types import Marked, MarkedRegion, Part, Quote, Span


def relayed(scene: Scene, held: Mapping[int, int]) -> tuple[list[Quote], list[Marked]]:
    """Nested regions: quotations with `within` where a cue of the outer speaker introduces them, else other marks.

    Args:
        scene: The document.
        held: For each outer region that is speech, the index of its quotation.
    """
    found: list[Quote] = []
    rest: list[Marked] = []
    for region in scene.view.nested:
        first = min(scene.view.word_at(region.inner.start), len(scene.view.words) - 1)
        holder = held.get(scene.view.inside[first])
        cue = _cue_before(scene, region) if holder is not None else None
        if cue is None:
            rest.append(kind_of(scene.view, region, 0.0))
            continue
        verb, mention = cue
        span = Span(region.inner.start, region.inner.end)
        found.append(
            Quote(
                type="direct",
                parts=(Part(span.start, span.end, region.opened, region.closed),),
                content=(span,),
                cue=Span(scene.view.starts[verb], scene.view.ends[verb]),
                source=source_span(scene.view, scene.mentions[mention], scene.ties[mention]) if mention is not None else None,
                within=holder,
                edits=find_edits(scene.view.text, [span]),
                confidence_speech=0.8,
                confidence_source=0.7 if mention is not None else 0.3,
                rule="relayed in another's speech",
                flags=region.flags,
            )
        )
    return found, rest


def _cue_before(scene: Scene, region: MarkedRegion) -> tuple[int, int | None] | None:
    """The strong cue right before a nested region, within the same sentence, and the mention tied to it."""
    view = scene.view
    first = view.word_at(region.start)
    for verb in range(first - 1, max(-1, first - 5), -1):
        if view.sentence[verb] != view.sentence[min(first, len(view.words) - 1)]:
            break
        if strength(scene.cues.get(view.lower[verb], 0.0)) in "ab" and scene.cues.get(view.lower[verb], 0.0) >= 0.25:
            at = bisect_left(scene.mentions, verb, key=lambda mention: mention.start)
            for number in range(at - 1, max(-1, at - 6), -1):
                if scene.ties[number].verb == verb or scene.mentions[number].end == verb:
                    return verb, number
            return verb, None
    return None
