"""The text of an article cut into runs that know what covers them.

Quotations become nested regions; names, dates, places, sources and cues become runs inside them. A mark that crosses the
edge of a region is cut there and stays one mark by its key.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

Json = dict[str, Any]

# Which card a run opens when several marks cover it, first wins.
LAYERS = ("marked", "source", "cue", "edit", "place", "date", "entity", "mention")
DEEPEST = 6  # regions inside each other; what lies deeper is not told apart


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch that means something: `key` is the id of its card, `owner` the actor that it belongs to."""

    start: int
    end: int
    layer: str
    key: str
    label: str
    owner: str | None = None


@dataclass(slots=True)
class Run:
    """Text under the same marks."""

    text: str
    start: int
    marks: tuple[Mark, ...] = ()


@dataclass(slots=True)
class Region:
    """A stretch of a quotation (or of what was removed), with what stands in it. `opens` is true where the mark starts."""

    mark: Mark
    opens: bool
    children: list[Run | Region] = field(default_factory=list)


def marks_of(record: Json, *, raw: bool = False) -> tuple[list[Mark], list[Mark]]:
    """All marks of a record, by clean or by raw offsets: those that become regions, and the small ones."""
    first, last = ("raw_start", "raw_end") if raw else ("start", "end")
    regions: list[Mark] = []
    small: list[Mark] = []

    def put(home: list[Mark], span: Json | None, layer: str, key: str, label: str, owner: str | None = None) -> None:
        if span is not None and span.get(first) is not None and span[first] < span[last]:
            home.append(Mark(span[first], span[last], layer, key, label, owner))

    for quote in record["quotes"]:
        for span in quote["content"]:
            put(regions, span, f"quote {quote['type']}", quote["id"], quote["speaker_name"] or "unknown speaker", quote["speaker"])
        put(small, quote["source"], "source", quote["id"], "source", quote["speaker"])
        put(small, quote["cue"], "cue", quote["id"], "cue", quote["speaker"])
        for edit in quote["edits"]:
            put(small, edit, "edit", quote["id"], edit["kind"])
    for number, mark in enumerate(record["marked"], 1):
        put(small, mark, "marked", f"m{number}", f"marks, no speech: {mark['kind']}")
    for entity in record["entities"]:
        put(small, entity, "entity", entity["id"], entity["label"], entity["actor"])
    for date in record["dates"]:
        put(small, date, "date", date["id"], date["value"])
    for place in record["places"]:
        put(small, place, "place", place["id"], place["name"])
    for actor in record["actors"]:
        for mention in actor["mentions"]:
            put(small, mention, "mention", actor["id"], actor["name"], actor["id"])
    return regions, small


def cut(text: str, start: int, end: int, marks: Iterable[Mark]) -> list[Run | Region]:
    """The stretch `[start, end)` of a text as runs inside nested regions. Linear in the text for bounded overlap."""
    top: list[Run | Region] = []
    stack: list[Region] = []
    begun: set[Mark] = set()
    for low, high, over in _stretches(start, end, marks):
        outer = sorted((mark for mark in over if _is_region(mark)), key=lambda mark: (mark.start, -mark.end, mark.key))[:DEEPEST]
        inner = sorted((mark for mark in over if not _is_region(mark)), key=lambda mark: (LAYERS.index(mark.layer), mark.end - mark.start))
        kept = 0
        while kept < min(len(stack), len(outer)) and stack[kept].mark == outer[kept]:
            kept += 1
        del stack[kept:]
        for mark in outer[kept:]:
            region = Region(mark, opens=mark not in begun and low == mark.start)
            begun.add(mark)
            (stack[-1].children if stack else top).append(region)
            stack.append(region)
        (stack[-1].children if stack else top).append(Run(text[low:high], low, tuple(inner)))
    return top


def _is_region(mark: Mark) -> bool:
    return mark.layer.startswith(("quote", "removed", "comment"))


def _stretches(start: int, end: int, marks: Iterable[Mark]) -> Iterator[tuple[int, int, list[Mark]]]:
    """Neighbouring stretches with the marks that cover each."""
    inside = sorted((mark for mark in marks if mark.start < end and start < mark.end), key=lambda mark: (mark.start, mark.end))
    edges = sorted({start, end, *(edge for mark in inside for edge in (mark.start, mark.end) if start < edge < end)})
    over: list[Mark] = []
    position = 0
    for low, high in pairwise(edges):
        while position < len(inside) and inside[position].start <= low:
            over.append(inside[position])
            position += 1
        over = [mark for mark in over if mark.end > low]
        yield low, high, over


@dataclass(slots=True)
class Piece:
    """A block of the article, or something that was removed between blocks or is a reader's comment."""

    kind: str
    runs: list[Run | Region]
    start: int | None = None
    raw_start: int | None = None
    reason: str | None = None
    linear: bool = False  # raw offset = raw_start + characters into the block


def pieces_of(record: Json) -> list[Piece]:
    """The article in the order of the raw page: blocks with their marks, and between and inside them what was removed."""
    text = record["article"]["text"]
    regions, small = marks_of(record)
    marks = _by_block([*regions, *small], record["article"]["blocks"])
    aside = [(item["raw_start"], item["raw_end"], item["text"], item["reason"]) for item in record["article"]["removed"]]
    aside += [(item["raw_start"], item["raw_end"], item["text"], "comment") for item in record["article"]["comments"]]
    aside.sort()
    pieces: list[tuple[int, Piece]] = []
    used = 0
    for block in sorted(record["article"]["blocks"], key=lambda block: (block["raw_start"], block["start"])):
        while used < len(aside) and aside[used][0] < block["raw_start"]:
            pieces.append((aside[used][0], _removed(*aside[used])))
            used += 1
        within = []
        while used < len(aside) and aside[used][1] <= block["raw_end"]:
            within.append(aside[used])
            used += 1
        runs = _with_removed(text, block, within, marks[block["start"]])
        linear = block["raw_end"] - block["raw_start"] == block["end"] - block["start"] and not block.get("flags")
        pieces.append((block["raw_start"], Piece(block["kind"], runs, block["start"], block["raw_start"], linear=linear)))
    pieces += [(item[0], _removed(*item)) for item in aside[used:]]
    return [piece for _, piece in sorted(pieces, key=lambda pair: pair[0])]


def _removed(start: int, end: int, text: str, reason: str) -> Piece:
    return Piece("comment" if reason == "comment" else "removed", [Run(text, -1)], raw_start=start, reason=reason)


def _by_block(marks: list[Mark], blocks: list[Json]) -> dict[int, list[Mark]]:
    """The marks that touch each block, by the start of the block."""
    starts = sorted(block["start"] for block in blocks)
    touching: dict[int, list[Mark]] = {start: [] for start in starts}
    for mark in marks:
        for number in range(max(0, bisect_right(starts, mark.start) - 1), bisect_left(starts, mark.end)):
            touching[starts[number]].append(mark)
    return touching


def _with_removed(text: str, block: Json, within: list[tuple[int, int, str, str]], marks: list[Mark]) -> list[Run | Region]:
    """A block cut into runs, with what was taken out of its middle put back as regions of no clean length."""
    runs: list[Run | Region] = []
    position, gone = block["start"], 0
    for start, end, words, reason in within:
        place = min(max(position, block["start"] + start - block["raw_start"] - gone), block["end"])
        if place > position:
            runs += cut(text, position, place, marks)
        runs.append(Region(Mark(place, place, "removed", "", reason), opens=True, children=[Run(words, -1)]))
        position, gone = place, gone + end - start
    return runs + (cut(text, position, block["end"], marks) if position < block["end"] else [])


def raw_runs(record: Json, raw: str) -> list[Run | Region]:
    """The raw text of the article with the same marks by raw offsets, and everything that was removed as a region."""
    regions, small = marks_of(record, raw=True)
    for item in record["article"]["removed"]:
        regions.append(Mark(item["raw_start"], item["raw_end"], "removed", "", item["reason"]))
    for item in record["article"]["comments"]:
        regions.append(Mark(item["raw_start"], item["raw_end"], "comment", "", "comment"))
    source = record["source"]
    return cut(raw, source["raw_start"], min(source["raw_end"], len(raw)), [*regions, *small])
