"""Hearsay in the narrator's words: "She noted the rapporteur said in her report, “…”" is the rapporteur's speech."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from onrecord.quotes.cued import cue_span
from onrecord.quotes.decide import Decision
from onrecord.quotes.features import Scene, surroundings
from onrecord.quotes.sources import source_span, source_words
from onrecord.quotes.words import word_class
from onrecord.types import Quote, Span

_STRONG = 0.4  # share of uses as a cue
_VERBAL = 0.25  # the same of a word that is most likely a verb
_BEHIND = 6  # words between the inner cue and the quotation: "said in her report,"
_SURE = 0.8
_BREAKS = word_class("relative") | {"and", "but", "or", "after", "as", "because", "by", "when", "while", "to", ";", ":"}
_PRONOUNS = ("person", "self", "you", "object", "thing", "relative")


def tell_of_others(scene: Scene, decisions: list[Decision]) -> list[Quote]:
    """Give what a source only reports to whom it reports on; changes `decisions`.

    Returns:
        The reports, indirect quotations that hold the inner speech with its cue and source.
    """
    view, found = scene.view, []
    for region, decision in enumerate(decisions):
        if not decision.is_speech or decision.source is None:
            continue
        inner = inner_speaker(scene, region, decision.source)
        if inner is None:
            continue
        verb, subject = inner
        outer = scene.ties[decision.source].verb
        content = (Span(subject.start, view.regions[region].inner.end),)
        source = source_span(view, scene.mentions[decision.source], scene.ties[decision.source])
        rule = f"clause of '{view.words[outer]}'"
        found.append(Quote("indirect", (), content, cue_span(scene, outer, decision.source), source, None, None, (), _SURE, _SURE, rule))
        cue = Span(view.starts[verb], view.ends[verb])
        decisions[region] = replace(
            decision, source=None, outside=subject, pointed=None, cue=cue, share=_SURE, rule=f"relayed: subject of '{view.words[verb]}'"
        )
    return found


def inner_speaker(scene: Scene, region: int, source: int) -> tuple[int, Span] | None:
    """Who said the words of a region, where its source only reports that somebody did: the inner cue, and the words that name that one.

    Args:
        scene: The document.
        region: A region that is speech.
        source: Its source, a mention before it with a verb of saying of its own.
    """
    view, tie, first = scene.view, scene.ties[source], scene.view.first[region]
    if surroundings(scene, region).start != "c":
        return None  # a piece of a sentence
    if tie.relation != "sv" or not tie.verb < first < len(view.words):
        return None
    if tie.strength not in ("a", "b") and view.lower[tie.verb + 1] != "that":
        return None
    opening = view.word_at(view.regions[region].start)
    if view.sentence[tie.verb] != view.sentence[max(opening - 1, 0)]:
        return None
    for verb in range(opening - 1, max(tie.verb + 1, opening - 1 - _BEHIND), -1):
        if view.inside[verb] >= 0:
            return None
        if scene.cues.get(view.lower[verb], 0.0) >= _STRONG:
            subject = _subject(scene, tie.verb, verb)
            return (verb, subject) if subject is not None else None
    return None


def _subject(scene: Scene, outer: int, verb: int) -> Span | None:
    """The words between two cues when they are the subject of the second, a finite one: a name or a noun with what belongs to it."""
    view = scene.view
    if view.lower[verb].endswith("ing") or view.lower[verb] in word_class("naming"):
        return None
    start = outer + 1 + (view.lower[outer + 1] == "that")
    low = bisect_left(scene.mentions, start, key=lambda mention: mention.start)
    high = bisect_left(scene.mentions, verb, key=lambda mention: mention.start)
    if low == high or scene.mentions[low].start != start or scene.mentions[low].kind in _PRONOUNS:
        return None
    last = next((n for n in range(low, high) if scene.ties[n].verb == verb and scene.ties[n].relation == "sv"), None)
    between = view.lower[start:verb]
    if last is None or any(word in _BREAKS or scene.cues.get(word, 0.0) >= _VERBAL for word in between) or between.count(",") not in (0, 2):
        return None
    end = max(scene.mentions[high - 1].end, source_words(view, scene.mentions[last], scene.ties[last])[1])
    return Span(view.starts[start], view.ends[end - 1])
