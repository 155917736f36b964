"""Reported speech that goes on without a cue: "X pointed out that … . We must put an end to it.\""""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from onrecord.quotes.edits import find_edits
from onrecord.quotes.features import Scene
from onrecord.types import Quote, Span

_OURS = re.compile(r"\b(?:[Ww]e|[Oo]ur|[Uu]s|I|[Mm]y|[Oo]urselves)\b")
_DUTY = re.compile(r"\b(?:must|should|ought to|need to|needs to|have to|has to)\b")
_CONFIDENCE = {"ours": 0.6, "duty": 0.45}


def carry_on(scene: Scene, quotes: Sequence[Quote]) -> list[Quote]:
    """New indirect quotations for the sentences after a reported one, in its paragraph, that sound like the speaker.

    They begin right after an indirect quotation that runs to the end of its sentence, hold no mark and no other cue,
    and speak in the first person or of what must be done; they stop at the first sentence that does neither. In a text
    that is itself written in the first person nothing is carried on. `continues` is an index into `quotes`.
    """
    view = scene.view
    if not quotes or _is_personal(scene, quotes):
        return []
    taken = sorted((span.start, span.end) for quote in quotes if not is_own_voice(view.text, quote) for span in quote.content)
    found = []
    for number, quote in enumerate(quotes):
        if quote.type != "indirect" or quote.source is None or quote.within is not None or quote.confidence_speech < 0.7:
            continue
        last = view.word_at(quote.content[-1].end - 1)
        _, end = view.sentence_bounds(last)
        if end >= len(view.words) or last < end - 2 or quote.source.start > quote.content[0].start:
            continue
        spans, kind = [], "duty"
        while end < len(view.words) and view.paragraph[end] == view.paragraph[last]:
            start, stop = view.sentence_bounds(end)
            span = Span(view.starts[start], view.ends[stop - 1])
            is_ours = _OURS.search(view.text, span.start, span.end) is not None
            if not is_ours and _DUTY.search(view.text, span.start, span.end) is None:
                break
            if any(a < span.end and span.start < b for a, b in taken) or any(view.inside[word] >= 0 for word in range(start, stop)):
                break
            if _has_reporter(scene, start, stop):
                break
            spans.append(span)
            kind = "ours" if is_ours else kind
            end = stop
        if spans:
            found.append(_carried(view.text, quote, number, spans, kind))
    return found


def is_own_voice(text: str, quote: Quote) -> bool:
    """True for reported speech of "I" or "we" outside marks: somebody is speaking already."""
    return quote.type == "indirect" and quote.source is not None and text[quote.source.start : quote.source.end].lower() in ("i", "we")


def _has_reporter(scene: Scene, start: int, stop: int) -> bool:
    """True when somebody else in the sentence is subject of a verb of saying."""
    low = bisect_left(scene.mentions, start, key=lambda mention: mention.start)
    for number in range(low, len(scene.mentions)):
        if scene.mentions[number].start >= stop:
            return False
        tie = scene.ties[number]
        if tie.relation in ("sv", "vs", "acc") and tie.strength in ("a", "b") and scene.mentions[number].kind != "self":
            return True
    return False


def _carried(text: str, quote: Quote, number: int, spans: list[Span], kind: str) -> Quote:
    content = (Span(spans[0].start, spans[-1].end),)
    confidence = _CONFIDENCE[kind]
    rule = "goes on without a cue, " + ("in the first person" if kind == "ours" else "telling what must be done")
    return Quote("indirect", (), content, None, quote.source, number, None, find_edits(text, content), confidence, confidence, rule)


def _is_personal(scene: Scene, quotes: Sequence[Quote]) -> bool:
    """True when the narrator says "I" or "we" himself, outside all that is quoted, more than once in 400 words."""
    view = scene.view
    inside = sorted((span.start, span.end) for quote in quotes for span in quote.content)
    count, at = 0, 0
    for word, lower in enumerate(view.lower):
        if lower not in ("i", "we", "my", "our") or view.inside[word] >= 0:
            continue
        while at < len(inside) and inside[at][1] <= view.starts[word]:
            at += 1
        if at == len(inside) or view.starts[word] < inside[at][0]:
            count += 1
    return count > max(4, len(view.words) // 100)
