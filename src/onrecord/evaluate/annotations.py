"""A gold page as marks and links: the shape that annotation tools share.

A mark is a label on spans of the raw text, with a note; a link joins two marks. Quotations are a mark `Content` with links
`source`, `cue`, `part`, `speaker`, `continues` and `within`; an actor is its marks `Mention`, joined by links `same`, with
links `role`; time expressions are marks `Timex-DATE`, `Timex-SET` and so on, marked text that is not speech `Marked-title` and so
on, places `Place`; every other label is an entity. What no mark can show (title, publication date, blocks, removed text) is
the rest of the page and travels beside the marks. Here are the shapes; `gold_to_marks` and `marks_to_gold` go the two ways.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
Spans = list[tuple[int, int]]

LAYERS = ("entities", "quotes", "marked", "dates", "places", "actors")
ARTICLE: Json = {
    "raw_start": 0, "raw_end": 0, "title": None, "published": None, "bylines": [], "dateline": None, "publisher": None,
    "truncated": None, "tags": [], "blocks": [], **{layer: [] for layer in LAYERS},
}  # fmt: skip
SAID: Json = {"date": None, "place": None, "medium": "unknown"}
QUOTE: Json = {
    "id": "", "type": "", "parts": [], "content": [], "cue": None, "source": None, "speaker": None, "said": SAID, "edits": [],
    "continues": None, "within": None, "flags": [],
}  # fmt: skip
DATE: Json = {"start": 0, "end": 0, "type": "", "value": "", "granularity": None}
PLACE: Json = {
    "start": 0, "end": 0, "name": "", "country": None, "geonames_id": None, "lat": None, "lon": None, "kind": None,
    "demonym": False, "metonym": False,
}  # fmt: skip
ACTOR: Json = {"key": "", "name": "", "canonical": None, "kind": "person", "named": True, "mentions": [], "roles": [], "gender": None}
ROLE: Json = {"start": 0, "end": 0, "title": "", "organisation": None, "former": False}

ENTITY_LABELS = ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "MISC", "MONEY", "PERCENT", "QUANTITY")
DATE_LABELS = tuple(f"Timex-{kind}" for kind in ("DATE", "TIME", "DURATION", "SET"))
MARKED_LABELS = tuple(f"Marked-{kind}" for kind in ("title", "term", "name", "epithet", "unsourced"))
LABELS = ("Content", "Part", "Source", "Cue", "Mention", "Role", "Place", *DATE_LABELS, *MARKED_LABELS, *ENTITY_LABELS)
LINKS = {
    "source": ("Content", "Source"), "cue": ("Content", "Cue"), "part": ("Content", "Part"), "speaker": ("Content", "Mention"),
    "continues": ("Content", "Content"), "within": ("Content", "Content"), "same": ("Mention", "Mention"), "role": ("Mention", "Role"),
}  # fmt: skip
TYPES = ("direct", "mixed", "indirect")


@dataclass(slots=True)
class Mark:
    """A label on one or more spans (raw code points). `type` is that of a quotation."""

    id: str
    label: str
    spans: Spans
    note: Json = field(default_factory=dict)
    type: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A named link from one mark to another, by id."""

    label: str
    source: str
    target: str


@dataclass(slots=True)
class Annotations:
    """The marks and links of one page, and the rest of it: the gold page without the layers that are marks."""

    rest: Json
    marks: list[Mark]
    links: list[Link]


# --- notes: what a person reads and writes at a mark --------------------------------------------------------------------


def write_note(note: Mapping[str, Any]) -> str:
    """A note as one line: the bare value where that is all, otherwise JSON."""
    value = note.get("value")
    if len(note) == 1 and isinstance(value, str) and value == value.strip() and value[:1] not in ("", "{") and value.isprintable():
        return value
    line = json.dumps(note, ensure_ascii=False)
    return line if line.isprintable() else json.dumps(note)


def read_note(line: str) -> Json:
    """The note that a line stands for; a line that is no JSON object is a value."""
    line = line.strip()
    try:
        note = json.loads(line) if line.startswith("{") else None
    except ValueError:
        note = None
    return note if isinstance(note, dict) else {"value": line} if line else {}


def article_at(articles: Sequence[Json], start: int) -> int:
    """The article that holds a position; otherwise the last that begins before it."""
    holding = [n for n, article in enumerate(articles) if article["raw_start"] <= start < article["raw_end"]]
    before = [n for n, article in enumerate(articles) if article["raw_start"] <= start]
    return holding[0] if holding else before[-1] if before else 0
