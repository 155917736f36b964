"""A gold page as marks and links: the shape that annotation tools share.

A mark is a label on spans of the raw text, with a note; a link joins two marks. Quotations are a mark `Content` with links
`source`, `cue`, `part`, `speaker`, `continues` and `within`; an actor is its marks `Mention`, joined by links `same`, with
links `role`; time expressions are marks `Timex-DATE`, `Timex-SET` and so on, marked text that is not speech `Marked-title` and so
on, places `Place`; every other label is an entity. What no mark can show (title, publication date, blocks, removed text) is
the rest of the page and travels beside the marks.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from onrecord.errors import OnrecordError
from onrecord.evaluate.compile import granularity

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


# --- from gold ----------------------------------------------------------------------------------------------------------


def from_gold(page: Mapping[str, Any], text: str) -> Annotations:
    """The marks and links of a gold page.

    Args:
        page: A gold row.
        text: Its raw text.

    Raises:
        OnrecordError: E130 for a quotation without content, to which nothing could be linked.
    """
    return _Writer(page, text).annotations


class _Writer:
    def __init__(self, page: Mapping[str, Any], text: str) -> None:
        articles = [{key: value for key, value in article.items() if key not in LAYERS} for article in page["articles"]]
        self.page_id, self.text = page["id"], text
        self.annotations = Annotations({**page, "articles": articles}, [], [])
        self.number = 0
        for self.number, article in enumerate(page["articles"]):
            self.entities(article)
            firsts = self.actors(article)
            self.quotes(article, firsts)

    def mark(self, label: str, spans: Iterable[Sequence[int]], note: Json | None = None, kind: str | None = None) -> Mark:
        pairs = [(span[0], span[1]) for span in spans]
        note = dict(note or {})
        if _article_at(self.annotations.rest["articles"], pairs[0][0]) != self.number:
            note["article"] = self.number
        marks = self.annotations.marks
        marks.append(Mark(f"T{len(marks) + 1}", label, pairs, note, kind))
        return marks[-1]

    def link(self, label: str, source: Mark, target: Mark) -> None:
        self.annotations.links.append(Link(label, source.id, target.id))

    def entities(self, article: Json) -> None:
        for start, end, label, value in article["entities"]:
            self.mark(label, [(start, end)], {} if value is None else {"value": value})
        for start, end, kind in article["marked"]:
            self.mark(f"Marked-{kind}", [(start, end)])
        for date in article["dates"]:
            usual = {"granularity": granularity(date["value"])}
            self.mark(f"Timex-{date['type']}", [(date["start"], date["end"])], _unusual(date, usual, "type"))
        for place in article["places"]:
            name = {"name": self.text[place["start"] : place["end"]]}
            self.mark("Place", [(place["start"], place["end"])], _unusual(place, {**PLACE, **name}))

    def actors(self, article: Json) -> dict[str, Mark]:
        """Marks of the actors; the first mention of each, by key."""
        firsts: dict[str, Mark] = {}
        for index, actor in enumerate(article["actors"]):
            if not actor["mentions"]:
                self.annotations.rest["articles"][self.number].setdefault("unmentioned", []).append([index, actor])
                continue
            note = _unusual(actor, ACTOR, "mentions", "roles")
            roles = actor.get("roles", [])
            linked = all({"start", "end"} <= set(role) for role in roles)
            if not linked:
                note["roles"] = roles
            first, *others = [self.mark("Mention", [span], note if n == 0 else None) for n, span in enumerate(actor["mentions"])]
            firsts.setdefault(actor["key"], first)
            for other in others:
                self.link("same", other, first)
            for role in roles if linked else ():
                span = [(role["start"], role["end"])]
                self.link("role", first, self.mark("Role", span, _unusual(role, {**ROLE, "title": self.words(role)})))
        return firsts

    def words(self, item: Json) -> str:
        return self.text[item["start"] : item["end"]]

    def quotes(self, article: Json, firsts: Mapping[str, Mark]) -> None:
        hubs: dict[str, Mark] = {}
        related: list[tuple[Json, Mark]] = []
        shared: dict[tuple[str, int, int], Mark] = {}  # two verbs of one subject have one mark for it
        for quote in article["quotes"]:
            if not quote["content"]:
                raise OnrecordError("E130", f"A quotation of {self.page_id!r} has no content.", "Run onrecord gold check.")
            note = _unusual(quote, QUOTE, "type", "parts", "content", "cue", "source", "speaker", "continues", "within")
            whole = quote["type"] == "direct" and quote["parts"] == quote["content"]
            if quote["type"] == "direct" and not quote["parts"]:
                note["parts"] = []
            hub = self.mark("Content", quote["content"], note, quote["type"])
            hubs.setdefault(quote.get("id", ""), hub)
            for name in ("source", "cue"):
                if (span := quote[name]) is not None:
                    place = (name, span[0], span[1])
                    if place not in shared:
                        shared[place] = self.mark(name.capitalize(), [span])
                    self.link(name, hub, shared[place])
            for part in () if whole else quote["parts"]:
                self.link("part", hub, self.mark("Part", [part]))
            related.append((quote, hub))
            self.relate(hub, "speaker", quote["speaker"], firsts)
        for quote, hub in related:
            for name in ("continues", "within"):
                self.relate(hub, name, quote.get(name), hubs)

    def relate(self, hub: Mark, name: str, value: str | None, marks: Mapping[str, Mark]) -> None:
        """A link to the mark that a value names, or the value in the note where there is none."""
        if value is not None and value in marks:
            self.link(name, hub, marks[value])
        elif value is not None:
            hub.note[name] = value


def _unusual(item: Mapping[str, Any], usual: Mapping[str, Any], *shown: str) -> Json:
    """What a note must tell: all but the offsets, what the mark shows, and usual values."""
    return {key: value for key, value in item.items() if key not in ("start", "end", *shown) and (key not in usual or usual[key] != value)}


def _article_at(articles: Sequence[Json], start: int) -> int:
    """The article that holds a position; otherwise the last that begins before it."""
    holding = [n for n, article in enumerate(articles) if article["raw_start"] <= start < article["raw_end"]]
    before = [n for n, article in enumerate(articles) if article["raw_start"] <= start]
    return holding[0] if holding else before[-1] if before else 0


# --- to gold ------------------------------------------------------------------------------------------------------------


def to_gold(annotations: Annotations, text: str) -> tuple[Json, list[str]]:
    """The gold page of marks and links.

    Args:
        annotations: Marks in the order in which the layers shall list them.
        text: The raw text.

    Returns:
        The page, and what could not be understood and was left out, in words.
    """
    reader = _Reader(annotations, text)
    return reader.page(), reader.problems


def bare_page(page_id: str, text: str) -> Json:
    """The rest of a page of which nothing is known but its text: one article, a paragraph a line."""
    blocks = [[match.start(), match.end(), "paragraph"] for match in re.finditer(r"[^\s](?:[^\r\n]*[^\s])?", text)]
    article = {key: value for key, value in ARTICLE.items() if key not in LAYERS}
    return {"id": page_id, "split": "dev", "articles": [{**article, "raw_end": len(text), "blocks": blocks}], "removed": []}


class _Reader:
    def __init__(self, annotations: Annotations, text: str) -> None:
        self.rest, self.text = annotations.rest, text
        self.problems: list[str] = []
        self.marks = {mark.id: mark for mark in annotations.marks}
        self.links: dict[tuple[str, str], list[str]] = defaultdict(list)
        for link in annotations.links:
            ends = [self.marks[end].label if end in self.marks else "nothing" for end in (link.source, link.target)]
            if LINKS.get(link.label) != (ends[0], ends[1]):
                self.problem(f"a link {link.label} from {link.source} ({ends[0]}) to {link.target} ({ends[1]})")
            else:
                self.links[link.label, link.source].append(link.target)

    def problem(self, what: str) -> None:
        self.problems.append(f"{self.rest['id']}: {what} was left out")

    def page(self) -> Json:
        groups: dict[int, list[Mark]] = defaultdict(list)
        articles = self.rest["articles"]
        for mark in self.marks.values():
            number = mark.note.get("article")
            if not isinstance(number, int) or not 0 <= number < len(articles):
                number = _article_at(articles, mark.spans[0][0])
            groups[number].append(mark)
        return {**self.rest, "articles": [self.article(n, article, groups[n]) for n, article in enumerate(articles)]}

    def article(self, number: int, rest: Json, marks: Sequence[Mark]) -> Json:
        keys, actors = self.actors(number, marks, rest.get("unmentioned", []))
        layers: Json = {layer: [] for layer in LAYERS} | {"actors": actors, "quotes": self.quotes(marks, keys)}
        for mark in marks:
            start, end = mark.spans[0][0], mark.spans[-1][1]
            note = {key: value for key, value in mark.note.items() if key != "article"}
            head, _, kind = mark.label.partition("-")
            if head == "Timex" and kind:
                value = note.get("value", "")
                usual = {"type": kind, "value": value, "granularity": granularity(value) if isinstance(value, str) else None}
                layers["dates"].append({**DATE, "start": start, "end": end, **usual, **note})
            elif head == "Marked" and kind:
                layers["marked"].append([start, end, kind])
            elif mark.label == "Place":
                name = note.pop("value", self.text[start:end])
                layers["places"].append({**PLACE, "start": start, "end": end, "name": name, **note})
            elif mark.label not in LABELS[:6]:
                layers["entities"].append([start, end, mark.label, note.get("value")])
        kept = {key: value for key, value in rest.items() if key != "unmentioned"}
        return {**ARTICLE, **kept, **layers}

    # --- actors ---

    def actors(self, number: int, marks: Sequence[Mark], unmentioned: Sequence[Sequence[Any]]) -> tuple[dict[str, str], list[Json]]:
        """The key of the actor of every mention, and the actors by their first mentions."""
        mentions = [mark for mark in marks if mark.label == "Mention"]
        roots = {mark.id: mark.id for mark in mentions}

        def root(name: str) -> str:
            while roots[name] != name:
                roots[name] = name = roots[roots[name]]
            return name

        for mark in mentions:
            for other in self.links["same", mark.id]:
                if other in roots:
                    roots[root(mark.id)] = root(other)
        members: dict[str, list[Mark]] = defaultdict(list)
        for mark in mentions:
            members[root(mark.id)].append(mark)
        keys: dict[str, str] = {}
        actors: list[Json] = []
        for together in members.values():
            actor = self.actor(number, together, {actor["key"] for actor in actors})
            actors.append(actor)
            keys |= {mark.id: actor["key"] for mark in together}
        for index, actor in unmentioned:
            actors.insert(index, actor)
        return keys, actors

    def actor(self, number: int, mentions: Sequence[Mark], taken: set[str]) -> Json:
        notes = [mark.note for mark in mentions if "key" in mark.note] or [mark.note for mark in mentions if mark.note] or [{}]
        note = {key: value for key, value in notes[0].items() if key != "article"}
        for other in notes[1:]:
            if other.get("key") != note.get("key"):
                self.problem(f"the actor {other.get('key')!r}, who is joined with {note.get('key')!r},")
        name = note.pop("value", self.text[mentions[0].spans[0][0] : mentions[0].spans[-1][1]])
        roles = [
            {**ROLE, "start": start, "end": end, "title": self.text[start:end], **role.note}
            for mark in mentions
            for role in (self.marks[other] for other in self.links["role", mark.id])
            for start, end in [(role.spans[0][0], role.spans[-1][1])]
        ]
        for role in roles:
            role.pop("article", None)
        spans = [[mark.spans[0][0], mark.spans[-1][1]] for mark in mentions]
        actor = {**ACTOR, "name": name, "mentions": spans, "roles": roles, **note}
        return {**actor, "key": actor["key"] or local_key(self.rest["id"], number, name, taken)}

    # --- quotations ---

    def quotes(self, marks: Sequence[Mark], keys: Mapping[str, str]) -> list[Json]:
        hubs = [mark for mark in marks if mark.label == "Content"]
        ids = {mark.id: mark.note["id"] for mark in hubs if "id" in mark.note}
        taken, number = set(ids.values()), 0
        for mark in hubs:
            while mark.id not in ids:
                number += 1
                if f"q{number}" not in taken:
                    ids[mark.id] = f"q{number}"
        return [self.quote(mark, ids, keys) for mark in hubs]

    def quote(self, hub: Mark, ids: Mapping[str, str], keys: Mapping[str, str]) -> Json:
        content = [list(span) for span in hub.spans]
        parts = [[mark.spans[0][0], mark.spans[-1][1]] for mark in map(self.marks.__getitem__, self.links["part", hub.id])]
        kind = hub.type or ("mixed" if parts else "indirect")
        found: Json = {"id": ids[hub.id], "type": kind, "parts": parts or (content if kind == "direct" else []), "content": content}
        for name in ("cue", "source"):
            target = self.one(hub, name)
            found[name] = [target.spans[0][0], target.spans[-1][1]] if target else None
        for name, names in (("speaker", keys), ("continues", ids), ("within", ids)):
            target = self.one(hub, name)
            found[name] = names.get(target.id) if target else None
            if target and target.id not in names:
                self.problem(f"the link {name} of {hub.id}, which leads into another article,")
        note = {key: value for key, value in hub.note.items() if key not in ("article", "value")}
        return {**QUOTE, "said": dict(SAID), "edits": [], "flags": [], **found, **note}

    def one(self, hub: Mark, label: str) -> Mark | None:
        targets = self.links[label, hub.id]
        for other in targets[1:]:
            self.problem(f"a second {label} of {hub.id}, {other},")
        return self.marks[targets[0]] if targets else None


def local_key(page_id: str, number: int, name: str, taken: set[str]) -> str:
    """A key for an actor of article `number` (from 0) of whom the corpus knows nothing else."""
    key = f"{page_id}#{number + 1}:" + (re.sub(r"\W+", "-", name.casefold()).strip("-") or "actor")
    found, count = key, 1
    while found in taken:
        count += 1
        found = f"{key}-{count}"
    return found
