"""The cue of a marked quotation: the words of saying that its source is subject of, wherever they stand."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.quotes.cues import AUXILIARIES, PREPOSITIONS
from onrecord.quotes.features import Scene
from onrecord.quotes.words import word_class
from onrecord.types import Span

_STRONG = 0.25  # share of uses as a cue from which a word near source and quotation is taken for their cue
_LOOSE = word_class("owner") | word_class("time")  # what a cue as the reader sees it may end in, and no cue does
_NEAR = 8  # words between source and cue


def find_cue(
    scene: Scene, regions: Sequence[int], begin: int, source: Span | None, verb: int, mention: int | None, pointed: Sequence[Span]
) -> Span | None:
    """The cue of a statement, null when it has none of its own.

    Args:
        scene: The document.
        regions: The statement's marked regions.
        begin: Where its content begins, in characters.
        source: The words that name the speaker.
        verb: The verb that the source's mention is tied to, -1 for none or when an earlier statement has it.
        mention: The source's mention.
        pointed: What the reader takes for the cue of the regions, in order.
    """
    view = scene.view
    if verb >= 0 and (source is None or view.starts[verb] not in source):  # "a spokesman for opposition leader Ann Lee": no cue
        closer = _second_verb(scene, verb, begin)
        if closer is not None:
            return cue_span(scene, closer, None)  # "condemned the visit and said: “…”"
        return cue_span(scene, verb, mention)
    paragraphs = {view.paragraph[min(view.first[region], len(view.words) - 1)] for region in regions}
    for span in pointed:
        word = view.word_at(span.start)
        beside = word < len(view.words) and view.paragraph[word] in paragraphs and view.inside[word] < 0
        if beside and (source is None or not span.overlaps(source)):
            return span
    if source is None:
        return None
    first, last = view.word_at(source.start), view.word_at(source.end - 1)
    if last >= len(view.words) or view.paragraph[first] not in paragraphs:
        return None
    start, end = view.sentence_bounds(first)
    near = [word for word in range(max(start, first - 3), min(end, last + _NEAR)) if not first <= word <= last and view.inside[word] < 0]
    strong = [word for word in near if scene.cues.get(view.lower[word], 0.0) >= _STRONG and _is_free(scene, word)]
    if not strong:
        return None
    return cue_span(scene, min(strong, key=lambda word: (first - word if word < first else word - last, word)), mention)


def _second_verb(scene: Scene, verb: int, begin: int) -> int | None:
    """A strong verb of saying between a verb and a content that has no subject of its own.

    It stands behind "and" or "but", a few words before the content ("was not there, but wrote on her page that"), or is a participle
    right before it ("left, saying").
    """
    view = scene.view
    last = view.word_at(begin) - 1
    while last > verb and view.lower[last] in (":", ",", "that"):
        last -= 1
    for word in range(last, max(verb, last - _NEAR), -1):
        if view.inside[word] >= 0 or view.sentence[word] != view.sentence[verb] or scene.cues.get(view.lower[word], 0.0) < _STRONG:
            continue
        before = word - 1
        while before > verb and (view.lower[before] in AUXILIARIES or view.lower[before].endswith("ly")):
            before -= 1
        if view.lower[before] in ("and", "but") or (word == last and view.lower[word].endswith("ing")):
            return word
    return None


def _is_free(scene: Scene, word: int) -> bool:
    """True for a word of saying that is no noun of a phrase: nothing like "in his" stands right before it."""
    before = scene.view.lower[word - 1] if word else ""
    return before not in PREPOSITIONS and before not in ("his", "her", "their", "its", "the", "a", "an")


def cue_span(scene: Scene, verb: int, source: int | None) -> Span:
    """The verb of saying with its auxiliaries and adverbs; "according to" and "used to say" whole."""
    view = scene.view
    first, last = verb, verb + 1
    low = scene.mentions[source].end if source is not None and scene.mentions[source].end <= verb else max(0, verb - 3)
    while first > low and view.lower[first - 1] in AUXILIARIES and view.lower[first - 1] != "to":
        first -= 1
    if view.lower[verb] == "according" and last < len(view.words) and view.lower[last] == "to":
        last += 1
    if view.lower[verb] in word_class("habit") and view.lower[last : last + 2] == ["to", "say"]:
        last += 2
    return Span(view.starts[first], view.ends[last - 1])


def without_loose_end(scene: Scene, cue: Span) -> Span:
    """A cue as the reader sees it, without colon, day and beginning of another phrase at its end: "told | the", "said | Monday"."""
    view = scene.view
    first, last = view.word_at(cue.start), view.word_at(cue.end - 1)
    end = min(last, len(view.words) - 1)
    while end > first and (not view.words[end][0].isalnum() or view.lower[end] in _LOOSE):
        end -= 1
    day = end < last and view.lower[end + 1] in word_class("time")
    if first < end < last and view.lower[end] in PREPOSITIONS and (day or end - first > 1):
        end -= 1  # "said in a letter | to the", "warned | on Monday"
    return Span(cue.start, view.ends[end]) if end < last else cue
