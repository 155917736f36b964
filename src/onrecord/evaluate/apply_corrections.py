"""Corrections become gold: what people set right in records is set in the gold of the same texts.

A correction (see `onrecord.corrections`) names its document by a digest and its place by a raw span, so it fits gold as it
fits records. What does not fit is handed back, never set elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from onrecord.corrections import Correction
from onrecord.evaluate.annotations import ACTOR, PLACE, QUOTE, SAID
from onrecord.evaluate.granularity import granularity
from onrecord.evaluate.marks_to_gold import local_key

Json = dict[str, Any]


def apply_corrections(
    pages: Sequence[Json], corrections: Iterable[Correction], digests: Mapping[str, str], texts: Mapping[str, str]
) -> tuple[int, list[Correction]]:
    """Set corrected values in gold pages, in place.

    Args:
        pages: Gold rows.
        corrections: In the order in which they are to be applied.
        digests: Digest of the document (`source.sha256`) by id of the page.
        texts: Raw text by id.

    Returns:
        How many were applied, and those that fit no page or no longer fit their text.
    """
    by_digest: dict[str, list[Json]] = defaultdict(list)  # the same bytes may lie in two files
    for page in pages:
        if page["id"] in digests:
            by_digest[digests[page["id"]]].append(page)
    applied, unfit = 0, []
    for correction in corrections:
        done = [_apply(page, correction, texts[page["id"]]) for page in by_digest[correction.document]]
        if any(done):
            applied += 1
        else:
            unfit.append(correction)
    return applied, unfit


def _apply(page: Json, correction: Correction, text: str) -> bool:
    if not 0 <= correction.raw_start < correction.raw_end + (correction.field == "split") <= len(text):
        return False
    for number, article in enumerate(page["articles"]):
        if article["raw_start"] <= correction.raw_start and correction.raw_end <= article["raw_end"]:
            return FIELDS[correction.field](_Place(page["id"], number, article, text), correction)
    return False


class _Place:
    """An article of gold in its page, and what is found in it."""

    def __init__(self, page_id: str, number: int, article: Json, text: str) -> None:
        self.page_id, self.number, self.article, self.text = page_id, number, article, text

    def quote(self, correction: Correction) -> Json | None:
        """The quotation whose words share most with the corrected span."""

        def shared(quote: Json) -> int:
            spans = quote["parts"] or quote["content"]
            return sum(max(0, min(end, correction.raw_end) - max(start, correction.raw_start)) for start, end in spans)

        best: Json | None = max(self.article["quotes"], key=shared, default=None)
        return best if best is not None and shared(best) > 0 else None

    def inside(self, span: object) -> list[int] | None:
        """A raw span as gold has it, if it lies in this article and holds words."""
        if not isinstance(span, Sequence) or len(span) != 2 or not all(isinstance(end, int) for end in span):
            return None
        start, end = span
        fits = self.article["raw_start"] <= start < end <= self.article["raw_end"]
        return [start, end] if fits and self.text[start:end].strip() else None

    def actor(self, name: str, mention: list[int] | None) -> str:
        """The key of the actor of that name, or of a new one."""
        for actor in self.article["actors"]:
            if name in (actor["name"], actor.get("canonical")) or name in (self.text[start:end] for start, end in actor["mentions"]):
                return str(actor["key"])
        key = local_key(self.page_id, self.number, name, {actor["key"] for actor in self.article["actors"]})
        self.article["actors"].append({**ACTOR, "key": key, "name": name, "mentions": [mention] if mention else [], "roles": []})
        return key


# --- one function per field: True when it was applied -------------------------------------------------------------------


def _quote(place: _Place, correction: Correction) -> bool:
    quote = place.quote(correction)
    if quote is None or correction.new == "confirmed":
        return quote is not None if correction.new == "confirmed" else bool(correction.new == "rejected")
    if correction.new != "rejected":
        return False
    article = place.article
    article["quotes"].remove(quote)
    article["marked"] = sorted([*article["marked"], *([start, end, "unsourced"] for start, end in quote["parts"])])
    for other in article["quotes"]:
        for link in ("continues", "within"):
            other[link] = None if other[link] == quote["id"] else other[link]
    return True


def _missed(place: _Place, correction: Correction) -> bool:
    span, new = place.inside([correction.raw_start, correction.raw_end]), correction.new
    if span is None or not isinstance(new, Mapping):
        return False
    if place.quote(correction) is not None:
        return True
    source = place.inside(new["source"]) if new.get("source") else None
    if new.get("source") and source is None:
        return False
    kind, speaker = new.get("type", "direct"), new.get("speaker")
    quotes = place.article["quotes"]
    number = next(n for n in range(1, len(quotes) + 2) if f"q{n}" not in {quote["id"] for quote in quotes})
    quotes.append({
        **QUOTE, "id": f"q{number}", "type": kind, "parts": [] if kind == "indirect" else [span], "content": [span], "source": source,
        "speaker": place.actor(speaker, source) if speaker else None, "said": dict(SAID), "edits": [], "flags": [],
    })  # fmt: skip
    quotes.sort(key=lambda quote: min(quote["content"]))
    return True


def _speaker(place: _Place, correction: Correction) -> bool:
    quote = place.quote(correction)
    if quote is None or not (correction.new is None or isinstance(correction.new, str)):
        return False
    quote["speaker"] = place.actor(correction.new, quote["source"]) if correction.new else None
    return True


def _words(name: str) -> Callable[[_Place, Correction], bool]:
    def set_words(place: _Place, correction: Correction) -> bool:
        quote, span = place.quote(correction), place.inside(correction.new)
        if quote is None or (correction.new is not None and span is None):
            return False
        quote[name] = span
        return True

    return set_words


def _at(items: Iterable[Json], correction: Correction) -> Json | None:
    return next((item for item in items if item["start"] < correction.raw_end and correction.raw_start < item["end"]), None)


def _date(place: _Place, correction: Correction) -> bool:
    date = _at(place.article["dates"], correction)
    if date is None or not isinstance(correction.new, str):
        return False
    date.update(value=correction.new, granularity=granularity(correction.new))
    return True


def _toponym(place: _Place, correction: Correction) -> bool:
    found, new = _at(place.article["places"], correction), correction.new or {}
    if found is None or not isinstance(new, Mapping):
        return False
    found.update({name: new.get(name, PLACE[name]) for name in ("country", "geonames_id", "lat", "lon", "kind")})
    found["name"] = new.get("name", found["name"])
    return True


def _actor(place: _Place, correction: Correction) -> bool:
    if not isinstance(correction.new, str):
        return False
    for actor in place.article["actors"]:
        if any(start < correction.raw_end and correction.raw_start < end for start, end in actor["mentions"]):
            actor.update(name=correction.new, named=True)
            return True
    return False


def _title(place: _Place, correction: Correction) -> bool:
    words = place.text[correction.raw_start : correction.raw_end]
    raw = [correction.raw_start, correction.raw_end] if words == correction.new else None
    place.article["title"] = {"raw": raw, "value": correction.new} if correction.new else None
    return True


def _split(place: _Place, correction: Correction) -> bool:
    """Gold is not taken apart: a split that it does not have already is handed back, for a person to annotate both articles."""
    begins = not place.text[place.article["raw_start"] : correction.raw_start].strip()
    return begins is bool(correction.new)


FIELDS: dict[str, Callable[[_Place, Correction], bool]] = {
    "quote": _quote, "quote.missed": _missed, "quote.speaker": _speaker, "quote.source": _words("source"), "quote.cue": _words("cue"),
    "date.value": _date, "place": _toponym, "actor.name": _actor, "title": _title,
    "split": _split,
}  # fmt: skip
