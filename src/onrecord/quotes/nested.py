"""Speech relayed inside another's speech, and marks inside marks that are none."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.quotes.cues import strength
from onrecord.quotes.edits import find_edits
from onrecord.quotes.features import Scene
from onrecord.quotes.kinds import kind_of
from onrecord.quotes.sources import source_span
from onrecord.quotes.stretches import Stretches
from onrecord.quotes.words import word_class
from onrecord.types import Marked, MarkedRegion, Part, Quote, Span

_BEFORE, _AFTER = 4, 3  # words between a nested region and its cue
_ADDRESSED = 9  # the same where they are those it is said to


def relayed(scene: Scene, held: Mapping[int, int], count: int) -> tuple[list[Quote], list[Marked]]:
    """Nested regions: quotations with `within` where a cue of the outer speaker stands beside them, else other marks.

    Args:
        scene: The document.
        held: For each outer region that is speech, the index of its quotation.
        count: Number of quotations before those found here, which may hold one another.
    """
    found: list[Quote] = []
    rest: list[Marked] = []
    around: list[tuple[int, int]] = []  # end and index of the nested quotations around the next region
    for region in scene.view.nested:
        while around and around[-1][0] <= region.start:
            around.pop()
        first = min(scene.view.word_at(region.inner.start), len(scene.view.words) - 1)
        holder = around[-1][1] if around else held.get(scene.view.inside[first])
        cue = _cue_beside(scene, region) if holder is not None else None
        if cue is None:
            rest.append(kind_of(scene.view, region, 0.0))
            continue
        verb, mention = cue
        span = Span(region.inner.start, region.inner.end)
        around.append((region.end, count + len(found)))
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


def _cue_beside(scene: Scene, region: MarkedRegion) -> tuple[int, int | None] | None:
    """The strong cue right before a nested region or, when it ends like speech, right behind it, and the mention tied to it."""
    view = scene.view
    first = view.word_at(region.start)
    edge = view.sentence[min(first, len(view.words) - 1)]
    for verb in range(first - 1, max(-1, first - 1 - _ADDRESSED), -1):
        if verb < first - _BEFORE and not _is_addressed(scene, verb, first):
            continue
        if view.sentence[verb] != edge and not _opens_own_sentence(scene, verb, first):
            break
        if _is_strong(scene, verb):
            at = bisect_left(scene.mentions, verb, key=lambda mention: mention.start)
            for number in range(at - 1, max(-1, at - 6), -1):
                if scene.ties[number].verb == verb or scene.mentions[number].end == verb:
                    return verb, number
            return verb, _subject_before(scene, verb)
    if view.text[region.inner.end - 1 : region.inner.end] not in tuple(",.?!"):
        return None
    last = view.word_at(region.end)
    for verb in range(last, min(len(view.words), last + _AFTER)):
        if _is_strong(scene, verb) and view.inside[verb] == view.inside[first]:
            at = bisect_right(scene.mentions, verb, key=lambda mention: mention.start)
            for number in (at - 1, at):
                if 0 <= number < len(scene.mentions) and scene.ties[number].verb == verb and scene.mentions[number].start >= last:
                    return verb, number
    return None


def _is_addressed(scene: Scene, verb: int, first: int) -> bool:
    """True for a verb of telling that nothing but its addressee parts from a region: "I told the office boy, ‘Go home.’"."""
    view = scene.view
    start = verb + 1 + (view.lower[verb + 1] == "to")
    place = bisect_left(scene.mentions, start, key=lambda mention: mention.start)
    if view.lower[verb] not in word_class("telling") or place == len(scene.mentions) or scene.mentions[place].start != start:
        return False
    return all(not view.words[word][0].isalnum() for word in range(scene.mentions[place].end, first))


def _subject_before(scene: Scene, verb: int) -> int | None:
    """The first mention of the sentence, where "and" joins the cue to another verb: "a clerk came down and said"."""
    view = scene.view
    start, _ = view.clause_bounds(verb)
    place = bisect_left(scene.mentions, start, key=lambda mention: mention.start)
    near = [n for n in range(place, min(len(scene.mentions), place + 4)) if view.inside[scene.mentions[n].start] == view.inside[verb]]
    first = next((n for n in near if scene.mentions[n].kind != "some"), near[0] if near else None)
    joined = verb > 0 and view.lower[verb - 1] == "and"
    return first if joined and first is not None and scene.mentions[first].end < verb else None


def _opens_own_sentence(scene: Scene, verb: int, first: int) -> bool:
    """True when the sentence of the cue ends right at the region: the region's first words are sentences of their own."""
    return all(not scene.view.words[word][0].isalnum() for word in range(verb + 1, first))


def _is_strong(scene: Scene, verb: int) -> bool:
    share = scene.cues.get(scene.view.lower[verb], 0.0)
    return share >= 0.25 and strength(share) in "ab"


def held_within(quotes: Sequence[Quote]) -> list[Quote]:
    """The quotations, `within` set where cue and content lie wholly inside the content of another: the smallest such one."""
    contents = Stretches([(span.start, span.end, n) for n, quote in enumerate(quotes) for span in quote.content])
    found = []
    for number, quote in enumerate(quotes):
        if quote.within is None and quote.cue is not None and quote.continues is None:
            start, end = min(quote.cue.start, quote.content[0].start), max(quote.cue.end, quote.content[-1].end)
            around = [
                (b - a, other) for a, b, other in contents.overlapping(quote.cue.start, quote.cue.end)
                if other != number and a <= start and end <= b + 2 and (b - a) > (end - start)
            ]  # fmt: skip
            if around and not _is_inside(quotes[min(around)[1]], quote):
                quote = replace(quote, within=min(around)[1])
        found.append(quote)
    return found


def _is_inside(one: Quote, other: Quote) -> bool:
    return one.cue is not None and any(span.start <= one.cue.start and one.cue.end <= span.end for span in other.content)
