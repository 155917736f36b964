"""Which phenomena the gold corpus holds, and how often: the matrix of `corpus/README.md`.

Counted from the gold itself, so that a case cannot be claimed that is not annotated.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from onrecord.evaluate.corpus import GoldPage

_PRONOUN = re.compile(r"(he|she|they|it|i|you|we)\b", re.IGNORECASE)
_NAME = re.compile(r"(?<!\w)(?!(?:The|Her|His|My|Its|Their|Our|A|An|Both)\b)[^\W\d_a-z]")
_STYLES = {"“": "curly", '"': "straight", "''": "two apostrophes", "‘": "single", "„": "low-high", "«": "angle", "`": "backtick"}


def phenomena(pages: Sequence[GoldPage]) -> Counter[str]:
    """Number of cases by phenomenon, "layer: phenomenon"."""
    counts: Counter[str] = Counter()
    people: dict[str, list[str]] = {}
    for page in pages:
        counts.update(f"page: {reason}" for reason in {reason for _, _, reason in page.gold["removed"]})
        counts["page: several articles"] += len(page.articles) > 1
        counts["page: HTML"] += page.html
        counts["page: Windows newlines"] += "\r\n" in page.raw
        counts["page: mojibake"] += bool(re.search("â€|Ã©", page.raw))
        counts["page: lost letters"] += bool(re.search(r"\w\?\w", page.raw))
        for article in page.articles:
            for layer in (_article, _quotes, _dates, _places, _people):
                counts.update(layer(page, article))
            for actor in article["actors"]:
                if actor["key"].startswith("p:"):
                    people.setdefault(actor["key"], []).append(actor["name"])
    counts["people: one person in several articles"] = sum(len(names) > 1 for names in people.values())
    counts["people: one person under several names"] = sum(len(set(names)) > 1 for names in people.values())
    return counts


def _article(page: GoldPage, article: dict[str, Any]) -> Iterator[str]:
    yield from (f"article: {kind}" for kind in {kind for _, _, kind in article["blocks"]})
    yield from (f"genre or manner: {tag}" for tag in article["tags"])
    if article["dateline"]:
        yield "article: dateline in the paragraph"
    if article["truncated"]:
        yield f"article: {article['truncated']}"
    yield f"article: published from {article['published']['from']}" if article["published"] else "article: no date"
    if not article["title"]:
        yield "article: no title"


def _quotes(page: GoldPage, article: dict[str, Any]) -> Iterator[str]:
    quotes = {quote["id"]: quote for quote in article["quotes"]}
    kinds = {actor["key"]: actor for actor in article["actors"]}
    for quote in article["quotes"]:
        yield f"quote: {quote['type']}"
        yield from (f"quote: {flag}" for flag in quote["flags"])
        yield from (f"quote: {kind}" for kind in {kind for _, _, kind in quote["edits"]})
        yield f"said: {quote['said']['medium']}"
        yield from (f"said: {field} known" for field in ("date", "place") if quote["said"][field])
        yield from _shape(page, quote)
        if quote["within"]:
            yield "quote: relayed in another"
            if quotes[quote["within"]]["within"]:
                yield "quote: relayed twice"
        if quote["continues"]:
            yield "quote: carried on, marked" if quote["parts"] else "quote: carried on, unmarked"
        yield from _source(page, article, quote, kinds)
        yield from _layout(page, article, quote)
    said = [quote for quote in article["quotes"] if quote["type"] == "direct" and not quote["within"]]
    for first, second, third in zip(said, said[1:], said[2:], strict=False):
        if first["speaker"] and first["speaker"] == third["speaker"] and second["speaker"] not in (None, first["speaker"]):
            yield "quote: two people in turn"
    yield from (f"marked: {kind}" for _, _, kind in article["marked"])


def _shape(page: GoldPage, quote: dict[str, Any]) -> Iterator[str]:
    parts = quote["parts"]
    gaps = [page.raw[first[1] : second[0]] for first, second in pairwise(parts)]
    if any("\n" in gap for gap in gaps):
        yield "quote: over several paragraphs"
    if any("\n" not in gap for gap in gaps):
        yield "quote: several parts"
    if parts and sum(len(page.raw[start:end].split()) for start, end in parts) <= 3:
        yield "quote: at most three words"
    if parts:
        before = page.raw[: parts[0][0]]
        style = next((name for mark, name in _STYLES.items() if before.endswith(mark)), None)
        if style:
            yield f"quote: {style} marks"
    if quote["cue"] is None:
        yield "quote: no cue"


def _source(page: GoldPage, article: dict[str, Any], quote: dict[str, Any], actors: dict[str, Any]) -> Iterator[str]:
    source, first, last = quote["source"], quote["content"][0], quote["content"][-1]
    if source is None:
        yield "source: none"
        return
    text = page.raw[source[0] : source[1]]
    actor = actors.get(quote["speaker"] or "")
    if _PRONOUN.fullmatch(text):
        yield "source: pronoun"
    elif actor and actor["kind"] != "person":
        yield f"source: {actor['kind']}"
    elif actor and not actor["named"]:
        yield "source: unnamed person"
    else:
        yield "source: name" if _NAME.search(text) else "source: nominal of a named person"
    place = "before" if source[1] <= first[0] else "after" if source[0] >= last[1] else "inside"
    yield f"source: {place} the content"
    block = next(block for block in article["blocks"] if block[0] <= source[0] < block[1])
    if not any(block[0] <= start < block[1] for start, _ in quote["content"]):
        yield "source: in another paragraph"


def _layout(page: GoldPage, article: dict[str, Any], quote: dict[str, Any]) -> Iterator[str]:
    """How the pieces of a quotation lie to each other and to the blocks of the page."""
    blocks, source, cue, content = article["blocks"], quote["source"], quote["cue"], quote["content"]
    number = _block_of(blocks, content[0][0])
    if quote["parts"] and number and not re.search(r"\w", page.raw[blocks[number][0] : quote["parts"][0][0]]):
        if blocks[number - 1][2] == "heading":
            yield "quote: block under a heading"
        elif page.raw[blocks[number - 1][0] : blocks[number - 1][1]].rstrip().endswith(":"):
            yield "quote: block after a colon"
    if source and cue is None and "unmarked" in quote["flags"] and source[0] - blocks[number][0] in range(3):
        yield "quote: turn behind a label"
    if cue and cue[1] <= content[0][0]:
        yield "cue: before the content"
    elif cue:
        yield "cue: after the content" if cue[0] >= content[-1][1] else "cue: inside the content"
    if source and re.search(r"\b(who|whose|whom|which)\b", page.raw[source[0] : source[1]]):
        yield "source: with a relative clause"
    if source and cue and re.fullmatch(r",? (who|which)( \w+)? ", page.raw[source[1] : cue[0]]):
        yield "source: its cue in a relative clause"
    if source and cue and source[1] <= cue[0] and _block_of(blocks, source[0]) != _block_of(blocks, cue[0]):
        yield "source: parted from its cue by a paragraph break"


def _block_of(blocks: Sequence[Sequence[Any]], position: int) -> int:
    return next(number for number, block in enumerate(blocks) if block[0] <= position < block[1])


def _dates(page: GoldPage, article: dict[str, Any]) -> Iterator[str]:
    for date in article["dates"]:
        text = page.raw[date["start"] : date["end"]]
        yield f"date: {date['type']}"
        yield f"date: granularity {date['granularity']}" if date["granularity"] else "date: vague reference"
        if re.fullmatch(r"[\d./-]{3,10}", text) and not text.isdigit():
            yield "date: numeric"
        if re.fullmatch(r"\w+day", text):
            yield "date: weekday alone"
        if re.fullmatch(r"\d{1,2} \w+|\w+\.? \d{1,2}", text) and date["type"] == "DATE":
            yield "date: day and month without year"
        if re.search(r"\b(ago|last|next|this|yesterday|tomorrow|today|tonight)\b", text):
            yield "date: deictic"
        if any(start <= date["start"] and date["end"] <= end for quote in article["quotes"] for start, end in quote["parts"]):
            yield "date: inside a quotation"
        if "mod" in date:
            yield "date: early, late, about"


def _places(page: GoldPage, article: dict[str, Any]) -> Iterator[str]:
    for place in article["places"]:
        yield f"place: {place['kind'] or 'unknown kind'}"
        for flag in ("demonym", "metonym"):
            if place[flag]:
                yield f"place: {flag}"
        if place["geonames_id"] is None:
            yield "place: not in GeoNames"


def _people(page: GoldPage, article: dict[str, Any]) -> Iterator[str]:
    surnames = Counter(actor["name"].split()[-1].lower() for actor in article["actors"] if actor["key"].startswith("p:"))
    if any(count > 1 for count in surnames.values()):
        yield "people: two of one surname in an article"
    for actor in article["actors"]:
        yield f"people: {'named' if actor['named'] else 'unnamed'} {actor['kind']}"
        if actor["gender"]:
            yield f"people: gender {actor['gender']} from the text"
        yield from ("people: former role" if role["former"] else "people: role" for role in actor["roles"])


def matrix(dev: Sequence[GoldPage], test: Sequence[GoldPage]) -> str:
    """The phenomenon matrix as Markdown: cases in dev and in test by phenomenon, then genres and manners in one line."""
    counts = phenomena(dev), phenomena(test)
    names = sorted({name for count in counts for name in count if any(each[name] for each in counts)})
    manner = "genre or manner: "
    rows = [f"| {name} | {counts[0][name]} | {counts[1][name]} |" for name in names if not name.startswith(manner)]
    tags = [f"{name.removeprefix(manner)} {counts[0][name]}/{counts[1][name]}" for name in names if name.startswith(manner)]
    return "\n".join(
        ["| phenomenon | dev | test |", "|---|---|---|", *rows, "", "Genres and manners (dev/test articles): " + ", ".join(tags) + "."]
    )
