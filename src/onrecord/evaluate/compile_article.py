"""The gold of one article, from the tags of its marked page: metadata, entities, dates, places, actors, quotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from onrecord.errors import OnrecordError
from onrecord.evaluate.granularity import granularity
from onrecord.evaluate.markup import Tag

if TYPE_CHECKING:
    from onrecord.evaluate.compile import Document

MARKS = re.compile(r"[“”„«»\"]|''|&ldquo;|&rdquo;|&bdquo;|&quot;|&laquo;|&raquo;|&#822[01];")
_OPENING = re.compile(r"([“”„«»\"'‘’`?]|''|``|&ldquo;|&bdquo;|&quot;|&lsquo;|&laquo;|&#8220;|â€œ|â€˜)$")
_CLOSING = re.compile(r"([“”„«»\"'‘’?]|''|&rdquo;|&quot;|&rsquo;|&raquo;|&#8221;|â€\x9d|â€™|â€)")
MARKUP = re.compile(r"<!--.*?-->|<script\b.*?</script>|<style\b.*?</style>|<[^>]*>", re.DOTALL)
_QUOTE = re.compile(r"(q\d+)([cvs]?)")
_PRONOUN = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_HONORIFIC = {"mr": "m", "sir": "m", "mrs": "f", "ms": "f", "miss": "f", "madam": "f", "madame": "f", "lady": "f", "lord": "m"}
_KINDS = {"p": "person", "o": "organisation", "g": "group", "d": "document"}


class Article:
    """One article of a marked document, compiled to its gold."""

    def __init__(self, document: Document, head: Tag, tags: list[Tag], number: int) -> None:
        self.document, self.head, self.tags, self.number, self.raw = document, head, tags, number, document.raw
        self.blocks = [tag for tag in tags if tag.name.startswith("=")]
        if not self.blocks:
            raise document.fail("an article without blocks", head)
        self.start, self.end = self.blocks[0].start, max(tag.end for tag in self.blocks)
        self.cast = dict(option for tag in tags if tag.name == "@@cast" for option in tag.options.items())

    def fail(self, message: str, tag: Tag | None = None) -> OnrecordError:
        return self.document.fail(message, tag)

    def named(self, *names: str) -> list[Tag]:
        return sorted((tag for tag in self.tags if tag.name in names), key=lambda tag: (tag.start, -tag.end))

    def sigil(self, sigil: str) -> list[Tag]:
        found = [tag for tag in self.tags if tag.name[:1] == sigil and not tag.name.startswith("@@")]
        return sorted(found, key=lambda tag: (tag.start, -tag.end))

    def gold(self) -> dict[str, Any]:
        quotes = self.quotes()
        marked = [[tag.start, tag.end, tag.words[0]] for tag in self.named("m")]
        self._account_for_marks(quotes, marked)
        return {
            "raw_start": self.start, "raw_end": self.end, **self.metadata(),
            "blocks": [[tag.start, tag.end, tag.name[1:]] for tag in self.blocks],
            "entities": self.entities(), "quotes": quotes, "marked": marked, "dates": self.dates(), "places": self.places(),
            "actors": self.actors(),
        }  # fmt: skip

    # --- metadata ---

    def metadata(self) -> dict[str, Any]:
        options = self.head.options
        titles = [tag for tag in self.blocks if tag.name == "=title"]
        outside = self.document.options.get("title")
        published = self.named("pub")
        bylines = []
        for block in (tag for tag in self.blocks if tag.name == "=byline"):
            names = [self.raw[tag.start : tag.end] for tag in self.named("n") if block.start <= tag.start < block.end]
            bylines.append({"raw": [block.start, block.end], "value": self.raw[block.start : block.end], "names": names})
        dateline = None
        for tag in self.named("dl"):
            inner = [other for other in self.tags if tag.start <= other.start and other.end <= tag.end]
            place = next(([o.start, o.end] for o in inner if o.name.startswith("$")), None)
            date = next(([o.start, o.end] for o in inner if o.name.startswith("#")), None)
            dateline = {"raw": [tag.start, tag.end], "place": place, "date": date, "agency": tag.options.get("agency")}
        return {
            "title": {"raw": [titles[0].start, titles[0].end], "value": self.text(titles[0])} if titles
            else {"raw": None, "value": outside} if outside else None,
            "published": {
                "value": options["published"], "raw": [published[0].start, published[0].end] if published else None,
                "from": options.get("from", "text" if published else "dateline"),
            } if "published" in options else None,
            "bylines": bylines, "dateline": dateline, "publisher": options.get("publisher"), "truncated": options.get("truncated"),
            "tags": sorted({word for tag in self.named("@@has") for word in tag.words}),
        }  # fmt: skip

    def text(self, tag: Tag) -> str:
        return " ".join(self.raw[tag.start : tag.end].split())

    # --- entities, dates, places ---

    def entities(self) -> list[list[Any]]:
        found: list[list[Any]] = []
        for tag in self.tags:
            label, value = "", None
            if tag.name.startswith("!"):
                label = tag.name[1:]
                value = tag.args or None if label in ("MONEY", "PERCENT", "QUANTITY") else None
            elif tag.name.startswith("$"):
                kind = self.place(tag)["kind"]
                label = {"region": "LOC", "water": "LOC", "facility": "FAC"}.get(kind, "GPE")
            elif tag.name.startswith("%"):
                label = "NORP"
            elif tag.name == "n":
                label = "PERSON"
            elif tag.name.startswith("@") and not tag.name.startswith("@@"):
                label = {"p": "PERSON", "o": "ORG", "g": "ORG", "d": "MISC"}[self.identity(tag)[0]]
            if label:
                found.append([tag.start, tag.end, label, value])
        return sorted(found, key=lambda item: (item[0], -item[1]))

    def dates(self) -> list[dict[str, Any]]:
        found = []
        for tag in self.sigil("#"):
            value = tag.name[1:]
            kind = "DURATION" if (value.startswith("P") and value[1:2].isdigit()) or value in ("PXD", "PXM", "PXY", "PXW") else "DATE"
            kind = "TIME" if re.search(r"T\d|T(MO|AF|EV|NI)", value) or value.startswith("PT") else kind
            kind = "DURATION" if value.startswith("PT") else kind
            kind = next((word for word in tag.words if word in ("DATE", "TIME", "DURATION", "SET")), kind)
            item = {"start": tag.start, "end": tag.end, "type": kind, "value": value, "granularity": granularity(value)}
            found.append(item | ({"mod": tag.options["mod"]} if "mod" in tag.options else {}))
        return found

    def place(self, tag: Tag) -> dict[str, Any]:
        key = tag.name[1:]
        if key not in self.document.registry.places:
            raise self.fail(f"no place {key!r} in places.tsv", tag)
        return self.document.registry.places[key]

    def places(self) -> list[dict[str, Any]]:
        nowhere = {"name": "", "country": None, "geonames_id": None, "lat": None, "lon": None, "kind": None}
        found = []
        for tag in self.tags:
            if tag.name[:1] in "$%" and tag.args != "none":
                place = self.place(tag)
            elif tag.name in ("!GPE", "!LOC", "!FAC"):
                place = nowhere | {"name": self.text(tag), "country": tag.args or None, "kind": "facility" if tag.name == "!FAC" else None}
            else:
                continue
            flags = {"demonym": tag.name.startswith("%"), "metonym": "metonym" in tag.words}
            found.append({"start": tag.start, "end": tag.end, **place, **flags})
        return sorted(found, key=lambda item: (item["start"], -item["end"]))

    # --- actors ---

    def identity(self, tag: Tag) -> str:
        key = tag.name[1:]
        if key not in self.cast:
            raise self.fail(f"{key!r} is not in the @cast", tag)
        return self.cast[key]

    def actors(self) -> list[dict[str, Any]]:
        actors = []
        for key, identity in self.cast.items():
            named = ":" in identity
            if named and identity not in self.document.registry.names:
                raise self.fail(f"{identity!r} is not in people.tsv", self.head)
            names = [tag for tag in self.sigil("@") if tag.name == "@" + key]
            others = [tag for tag in self.sigil("~") if tag.name == "~" + key]
            if not names and not others:
                raise self.fail(f"{key!r} of the @cast is never mentioned", self.head)
            longest = max(names, key=lambda tag: (len(self.text(tag).split()), -tag.start)) if names else others[0]
            spans = sorted([tag.start, tag.end] for tag in names + others)
            actors.append({
                "key": identity if named else f"{self.document.id}#{self.number}:{key}",
                "name": self.text(longest), "canonical": self.document.registry.names.get(identity), "kind": _KINDS[identity[0]],
                "named": bool(names), "mentions": spans, "roles": [self.role(tag) for tag in self.sigil("^") if tag.name == "^" + key],
                "gender": self.gender(names, others) if identity[0] == "p" else None,
            })  # fmt: skip
        return actors

    def role(self, tag: Tag) -> dict[str, Any]:
        title, _, organisation = (piece.strip() for piece in tag.args.partition("/"))
        former = title.startswith("-")
        return {"start": tag.start, "end": tag.end, "title": title.lstrip("-"), "organisation": organisation or None, "former": former}

    def gender(self, names: list[Tag], others: list[Tag]) -> str | None:
        found = {_PRONOUN.get(self.raw[tag.start : tag.end].lower()) for tag in others}
        for tag in names:
            before = re.search(r"(\w+)\.?\s+$", self.raw[max(0, tag.start - 12) : tag.start])
            found.add(_HONORIFIC.get(before[1].lower()) if before else None)
        found.discard(None)
        if len(found) > 1:
            raise self.fail("pronouns or honorifics of two genders", (names or others)[0])
        return found.pop() if found else None

    # --- quotes ---

    def quotes(self) -> list[dict[str, Any]]:
        pieces: dict[str, dict[str, list[Tag]]] = {}
        said: dict[str, dict[str, str]] = {}
        default: dict[str, str] = {}
        for tag in self.tags:
            match = _QUOTE.fullmatch(tag.name)
            if tag.name == "@@said":
                default = tag.options
            elif match:
                quote = pieces.setdefault(match[1], {"": [], "c": [], "v": [], "s": []})
                quote[match[2]].append(tag)
                said.setdefault(match[1], dict(default)).update(tag.options)
        gold = [self.quote(name, quote, said[name]) for name, quote in pieces.items()]
        by_name = {quote["id"]: quote for quote in gold}
        for quote in gold:
            for link in ("continues", "within"):
                if quote[link] is not None and quote[link] not in by_name:
                    raise self.fail(f"{quote['id']} {link} {quote[link]}, which does not exist")
            earlier = quote
            while earlier["continues"] and quote["source"] is None:
                earlier = by_name[earlier["continues"]]
                quote["source"], quote["speaker"] = earlier["source"], earlier["speaker"]
        return sorted(gold, key=lambda quote: (quote["content"][0], quote["id"]))

    def quote(self, name: str, pieces: dict[str, list[Tag]], options: dict[str, str]) -> dict[str, Any]:
        parts, cues, sources = pieces[""], pieces["v"], pieces["s"]
        content = sorted(
            pieces["c"] + [p for p in parts if not any(c.start <= p.start and p.end <= c.end for c in pieces["c"])], key=_start
        )
        if not content or len(cues) > 1 or len(sources) > 1:
            raise self.fail(f"{name} needs content, and has at most one cue and one source", (content or cues or sources)[0])
        outside = any(not any(p.start <= c.start and c.end <= p.end for p in parts) for c in pieces["c"])
        known = {"on", "at", "medium", "by", "continues", "within", "flags"}
        if set(options) - known:
            raise self.fail(f"{name}: unknown option {sorted(set(options) - known)}", content[0])
        place = options.get("at", "-")
        if place != "-" and place not in self.document.registry.places:
            raise self.fail(f"no place {place!r} in places.tsv", content[0])
        inside = [tag for tag in self.tags if tag.name in ("i", "o") and any(c.start <= tag.start and tag.end <= c.end for c in content)]
        where = self.document.registry.places.get(place)
        return {
            "id": name, "type": ("mixed" if outside else "direct") if parts else "indirect",
            "parts": [[tag.start, tag.end] for tag in sorted(parts, key=_start)], "content": [[tag.start, tag.end] for tag in content],
            "cue": [cues[0].start, cues[0].end] if cues else None, "source": [sources[0].start, sources[0].end] if sources else None,
            "speaker": self.speaker(name, sources[0] if sources else None, options),
            "said": {
                "date": None if options.get("on", "-") == "-" else options["on"],
                "place": {key: where[key] for key in ("name", "country", "geonames_id")} if where else None,
                "medium": options.get("medium", "unknown"),
            },
            "edits": [[tag.start, tag.end, {"i": "insertion", "o": "omission"}[tag.name]] for tag in sorted(inside, key=_start)],
            "continues": options.get("continues"), "within": options.get("within"),
            "flags": sorted([*self.mark_flags(parts), *filter(None, options.get("flags", "").split(","))]),
        }  # fmt: skip

    def mark_flags(self, parts: list[Tag]) -> set[str]:
        flags = set()
        parts = sorted(parts, key=_start)
        if parts and not any(
            _OPENING.search(self.raw[: part.start][-8:]) or _CLOSING.match(self.raw[part.end : part.end + 8]) for part in parts
        ):
            return {"unmarked"}
        for number, part in enumerate(parts):
            if not _OPENING.search(self.raw[: part.start][-8:]):
                flags.add("opening-mark-missing")
            closed = _CLOSING.match(self.raw[part.end : part.end + 8])
            goes_on = number + 1 < len(parts) and "\n" in self.raw[part.end : parts[number + 1].start]
            if not closed and not goes_on:
                flags.add("closing-mark-missing")
        return flags

    def speaker(self, name: str, source: Tag | None, options: dict[str, str]) -> str | None:
        if "by" in options:
            key = options["by"]
            if key == "-":
                return None
        else:
            if source is None:
                return None
            inside = [tag for tag in self.sigil("@") + self.sigil("~") if source.start <= tag.start and tag.end <= source.end]
            keys = sorted({tag.name[1:] for tag in inside if tag.name[1:] in self.cast})
            people = [key for key in keys if self.cast[key][0] == "p"]
            names = sorted({tag.name[1:] for tag in inside if tag.name[0] == "@" and self.cast[tag.name[1:]][0] == "p"})
            people = names if len(people) > 1 else people  # "her lawyer, Hector Vasquez"
            keys = people if len(keys) > 1 and len(people) == 1 else keys
            if len(keys) != 1:
                raise self.fail(f"{name}: whose words? The source holds {keys or 'nobody'}; say by=KEY", source)
            key = keys[0]
        if key not in self.cast:
            raise self.fail(f"{name}: {key!r} is not in the @cast", source)
        identity = self.cast[key]
        return identity if ":" in identity else f"{self.document.id}#{self.number}:{key}"

    def _account_for_marks(self, quotes: list[dict[str, Any]], marked: list[list[Any]]) -> None:
        starts = {span[0] for quote in quotes for span in quote["parts"]} | {item[0] for item in marked}
        ends = {span[1] for quote in quotes for span in quote["parts"]} | {item[1] for item in marked}
        waived = [(tag.start, tag.end) for tag in self.named("stray")]
        waived += [(tag.start, tag.end) for tag in self.document.removed]
        waived += [(match.start(), match.end()) for match in MARKUP.finditer(self.raw)] if self.document.html else []
        for match in MARKS.finditer(self.raw, self.start, self.end):
            if match.end() in starts or match.start() in ends or any(s <= match.start() < e for s, e in waived):
                continue
            raise self.fail(f"a quotation mark that belongs to nothing: {self.raw[max(0, match.start() - 40) : match.end() + 40]!r}")


def _start(tag: Tag) -> int:
    return tag.start
