"""Words that somebody passes on are those of whom he quotes: "the agency quoted the minister as saying …", "Lee was quoted as saying …"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.quotes.features import Scene
from onrecord.quotes.phrases import subject_of
from onrecord.quotes.stretches import Stretches
from onrecord.quotes.words import word_class
from onrecord.types import Quote, Span

_LONGEST = 20  # words from the verb of quoting to "as saying"


def given_to_the_quoted(scene: Scene, quotes: Sequence[Quote]) -> list[Quote]:
    """The quotations, of which those around "quoted … as saying" have the one who is quoted for a source, and "saying" for a cue."""
    found = list(quotes)
    cues = Stretches([(quote.cue.start, quote.cue.end, number) for number, quote in enumerate(quotes) if quote.cue is not None])
    for at in range(1, len(scene.view.words) - 1):
        passed = _passing_on(scene, at)
        if passed is None:
            continue
        source, around, start = passed
        for _, _, number in cues.overlapping(around.start, around.end):
            found[number] = _corrected(scene, found[number], source, at + 1, start)
    return found


def _passing_on(scene: Scene, at: int) -> tuple[Span, Span, int] | None:
    """For the "as" of "as saying": who is quoted, from the verb to "saying", and where his words may begin; null elsewhere."""
    view = scene.view
    lower = view.lower
    if lower[at] != "as" or lower[at + 1] not in word_class("passing_on") or view.inside[at] >= 0:
        return None
    low = max(view.sentence_bounds(at)[0], at - _LONGEST)
    verb = next((word for word in range(at - 1, low - 1, -1) if lower[word] in word_class("quoting") and view.inside[word] < 0), None)
    if verb is None:
        return None
    passive = any(lower[word] in word_class("be") for word in range(max(low, verb - 2), verb))
    source = subject_of(scene, verb) if passive else _quoted(scene, verb + 1, at)
    begin = at + 2
    while begin < len(lower) - 1 and (lower[begin] == "that" or not lower[begin][0].isalnum()):
        begin += 1
    around = Span(view.starts[verb], view.ends[at + 1])
    return None if source is None or begin >= len(lower) else (source, around, view.starts[begin])


def _quoted(scene: Scene, first: int, stop: int) -> Span | None:
    """The words between the verb and "as", where they name somebody."""
    if not any(first <= mention.start and mention.end <= stop for mention in scene.mentions):
        return None
    return Span(scene.view.starts[first], scene.view.ends[stop - 1])


def _corrected(scene: Scene, quote: Quote, source: Span, saying: int, start: int) -> Quote:
    view = scene.view
    cue = Span(view.starts[saying], view.ends[saying])
    first = quote.content[0]
    content = (Span(start, first.end), *quote.content[1:]) if first.start < start < first.end else quote.content
    return replace(quote, source=source, cue=cue, content=content, rule="quoted by somebody as saying it")
