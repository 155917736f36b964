"""From the marks and links of an annotation tool to a gold page; what cannot be understood is listed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from onrecord.evaluate.annotations import (
    ACTOR,
    ARTICLE,
    DATE,
    LABELS,
    LAYERS,
    LINKS,
    PLACE,
    QUOTE,
    ROLE,
    SAID,
    Annotations,
    Json,
    Mark,
    article_at,
)
from onrecord.evaluate.granularity import granularity


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
                number = article_at(articles, mark.spans[0][0])
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
