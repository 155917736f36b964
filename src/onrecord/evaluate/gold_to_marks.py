"""From a gold page to marks and links, for an annotation tool."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from onrecord.errors import OnrecordError
from onrecord.evaluate.annotations import ACTOR, LAYERS, PLACE, QUOTE, ROLE, Annotations, Json, Link, Mark, article_at
from onrecord.evaluate.granularity import granularity


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
        if article_at(self.annotations.rest["articles"], pairs[0][0]) != self.number:
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
