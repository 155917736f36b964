"""Whole paragraphs that are speech without a mark: transcripts, and blocks that a colon or a heading introduces."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from onrecord.quotes.edits import find_edits
from onrecord.quotes.features import Scene
from onrecord.quotes.sources import source_span
from onrecord.types import Part, Quote, Span

_PARAGRAPH = re.compile(r"[^\r\n]+")
_LABEL = re.compile(r"\s*(?:(?P<short>[QA])\s?[:.]|(?P<long>[A-Z][\w.'’+&/-]{0,20}(?: [A-Z(][\w.'’()-]{0,20}){0,4})\s?:)\s+(?=[\"“']?\S)")
_HEADING = re.compile(
    r"\s*(?:Full text|Text|The message|Message|A message|The statement|Statement|Remarks|The speech|Speech|Address|The letter|Letter)"
    r"(?: of| by| from)(?: the)?(?: (?:message|statement|speech|remarks|letter) (?:of|by|from))? (?P<source>[A-Z][^\n:]{2,80}?)\s*:?\s*$"
)
_STAGE = re.compile(r"[(\[][^\n]{0,80}[)\]]\.?|\W+")  # "(Applause.)"
_LIST = re.compile(r"\s*(?:[-–—•*·]|\d{1,2}[.)]) ")
_LEAST_LABELS = 3
_ROW = 4
_SHORTEST_BLOCK = 7  # spaces in the paragraph after a colon; less is a time, a name, an item
_OPENING = 30  # words of a first sentence in which its cue may stand
_TURN = 0.9  # share of a turn of a transcript that marks may hold before it is speech with marks
_LONGEST_ANSWER = 4  # paragraphs without a label of their own between two that have one


def find_unmarked(scene: Scene) -> list[Quote]:
    """Quotations of whole paragraphs without marks, in text order; their parts are neither opened nor closed.

    A transcript is three paragraphs or more that begin with labels ("Q:", "Ms LANE:") which come at least twice each, or
    four in a row of which one label comes twice; what follows a label up to the next is its speech. A block is the
    paragraph after one that ends in a colon and tells who speaks, or the paragraphs below a heading such as "Message of
    Ada Lane".
    """
    text = scene.view.text
    paragraphs = [(match.start(), match.end()) for match in _PARAGRAPH.finditer(text) if match.group().strip()]
    labels = [_label(text, start, end) for start, end in paragraphs]
    known = Counter(label_of(match) for match in labels if match)
    found: list[Quote] = []
    repeated = {label for label, number in known.items() if number >= 2}
    row = _in_a_row(labels) if repeated else frozenset()
    if (row or sum(known[label] for label in repeated) >= _LEAST_LABELS) and len(known) >= 2:
        labels = [
            match if match and (number in row or label_of(match) in repeated or label_of(match).isupper()) else None
            for number, match in enumerate(labels)
        ]
        found += _transcript(scene, paragraphs, labels)
    found += _blocks(scene, paragraphs, [match is not None for match in labels] if found else [False] * len(labels))
    return found


def _label(text: str, start: int, end: int) -> re.Match[str] | None:
    """The label that a paragraph begins with, where words follow it: no row of a table, "Lane: 547", no heading, "SALES: BEST DEALS"."""
    match = _LABEL.match(text, start, end)
    words = text[match.end() : end].strip() if match else ""
    heading = words.isupper() and words[-1].isalnum()
    return match if any(letter.isalpha() for letter in words) and not heading else None


def _in_a_row(labels: Sequence[re.Match[str] | None]) -> frozenset[int]:
    """The paragraphs of runs of four or more that each begin with a label."""
    found: set[int] = set()
    first = 0
    for number in range(len(labels) + 1):
        if number < len(labels) and labels[number]:
            continue
        if number - first >= _ROW:
            found.update(range(first, number))
        first = number + 1
    return frozenset(found)


def label_of(match: re.Match[str]) -> str:
    """The label of a paragraph, as written."""
    return match.group("short") or match.group("long")


def _transcript(scene: Scene, paragraphs: Sequence[tuple[int, int]], labels: Sequence[re.Match[str] | None]) -> list[Quote]:
    found = []
    at = [number for number, match in enumerate(labels) if match]
    for place, number in enumerate(at):
        match = labels[number]
        assert match is not None
        following = at[place + 1] if place + 1 < len(at) else number + 1
        rest = paragraphs[number + 1 : following] if following - number <= _LONGEST_ANSWER else []
        spans = [(match.end(), paragraphs[number][1]), *rest]
        group = "short" if match.group("short") else "long"
        label = Span(match.start(group), match.end(group))
        quote = _quote(scene, spans, label, None, "label of a transcript", "transcript", 0.9)
        if quote is not None:
            found.append(quote)
    return found


def _blocks(scene: Scene, paragraphs: Sequence[tuple[int, int]], is_label: Sequence[bool]) -> list[Quote]:
    text, found = scene.view.text, []
    for number, (start, end) in enumerate(paragraphs[:-1]):
        if is_label[number] or is_label[number + 1]:
            continue
        heading = _HEADING.match(text, start, end)
        following = paragraphs[number + 1]
        if heading is not None:
            spans: list[tuple[int, int]] = []
            named = Span(heading.start("source"), heading.end("source"))
            for a, b in paragraphs[number + 1 :]:
                if b - a < 60 or _marked(scene, a, b) or len(spans) == 40 or (spans and _introduces(scene, a)):
                    break
                spans.append((a, b))
            verb, spans = _after_cue(scene, spans, named)
            quote = _quote(scene, spans, named, verb, "heading names the source", "block", 0.7)
        elif text[start:end].rstrip().endswith(":") and not _LIST.match(text, *following):
            introduced = _introducer(scene, start, end)
            if introduced is None or text.count(" ", *following) < _SHORTEST_BLOCK:
                continue
            mention, verb = introduced
            if _is_narrated(scene, following, scene.mentions[mention].head):
                continue
            source = source_span(scene.view, scene.mentions[mention], scene.ties[mention])
            quote = _quote(scene, [following], source, verb, "colon introduces a block", "block", 0.7)
        else:
            continue
        if quote is not None:
            found.append(quote)
    return found


def _is_narrated(scene: Scene, paragraph: tuple[int, int], speaker: str) -> bool:
    """True for a paragraph that introduces the next thing itself, or whose first sentence names the speaker or what another said."""
    view = scene.view
    if view.text[slice(*paragraph)].rstrip().endswith(":"):
        return True
    first = min(view.word_at(paragraph[0]), len(view.words) - 1)
    _, stop = view.sentence_bounds(first)
    low = bisect_left(scene.mentions, first, key=lambda mention: mention.start)
    high = bisect_left(scene.mentions, stop, key=lambda mention: mention.start)
    for number in range(low, high):
        mention, tie = scene.mentions[number], scene.ties[number]
        tells = tie.relation in ("sv", "vs") and tie.strength == "a" and view.inside[tie.verb] < 0
        if view.inside[mention.start] < 0 and ((tells and mention.kind != "self") or (mention.head == speaker and mention.kind != "self")):
            return True
    return False


def _introduces(scene: Scene, start: int) -> bool:
    """True for a paragraph of the narrator's: it begins with a name that says something, or that an apposition follows."""
    view = scene.view
    word = view.word_at(start)
    place = bisect_left(scene.mentions, word, key=lambda mention: mention.start)
    if place == len(scene.mentions) or scene.mentions[place].start > word + 1 or scene.mentions[place].kind != "name":
        return False
    mention, tie = scene.mentions[place], scene.ties[place]
    tells = tie.relation == "sv" and tie.strength in ("a", "b")
    return tells or (mention.end - mention.start >= 2 and mention.end < len(view.words) and view.lower[mention.end] == ",")


def _after_cue(scene: Scene, spans: list[tuple[int, int]], named: Span) -> tuple[int | None, list[tuple[int, int]]]:
    """The speech below a heading begins behind the cue where its first sentence has one of the person that the heading names."""
    if not spans:
        return None, spans
    view, (start, end) = scene.view, spans[0]
    names = set(view.text[named.start : named.end].lower().split())
    first = view.word_at(start)
    _, stop = view.sentence_bounds(min(first, len(view.words) - 1))
    if not names & set(view.lower[first : min(stop, first + _OPENING)]):
        return None, spans
    for verb in range(first, min(stop, first + _OPENING)):
        if scene.cues.get(view.lower[verb], 0.0) >= 0.5 and view.inside[verb] < 0 and view.ends[verb] < end:
            return verb, [(view.ends[verb], end), *spans[1:]]
    return None, spans


def _introducer(scene: Scene, start: int, end: int) -> tuple[int, int] | None:
    """The last mention with a strong verb of saying in the paragraph's last sentence."""
    view = scene.view
    last = min(view.word_at(end - 1), len(view.words) - 1)
    first, _ = view.sentence_bounds(last)
    low = bisect_left(scene.mentions, first, key=lambda mention: mention.start)
    high = bisect_left(scene.mentions, last, key=lambda mention: mention.start)
    for number in range(high - 1, low - 1, -1):
        tie = scene.ties[number]
        if tie.relation in ("sv", "vs") and tie.strength in ("a", "b") and view.inside[tie.verb] < 0:
            return number, tie.verb
    return None


def _marked(scene: Scene, start: int, end: int, most: float = 1 / 3) -> bool:
    """True when quotation marks hold more than `most` of the stretch."""
    regions, shared = scene.view.regions, 0
    for place in range(bisect_right(regions, start, key=lambda region: region.end), len(regions)):
        if regions[place].start >= end:
            break
        shared += min(end, regions[place].end) - max(start, regions[place].start)
    return shared > most * (end - start)


def _quote(
    scene: Scene, spans: Sequence[tuple[int, int]], source: Span, verb: int | None, rule: str, flag: str, confidence: float
) -> Quote | None:
    view, parts = scene.view, []
    for start, end in spans:
        while start < end and view.text[start].isspace():
            start += 1
        while end > start and view.text[end - 1].isspace():
            end -= 1
        most = _TURN if flag == "transcript" else 1 / 3
        if start < end and not _STAGE.fullmatch(view.text, start, end) and not _marked(scene, start, end, most):
            parts.append(Part(start, end, opened=False, closed=False))
    if not parts:
        return None
    content = tuple(Span(part.start, part.end) for part in parts)
    cue = None if verb is None else Span(view.starts[verb], view.ends[verb])
    edits = find_edits(view.text, content)
    return Quote("direct", tuple(parts), content, cue, source, None, None, edits, confidence, confidence, rule, (flag,))
