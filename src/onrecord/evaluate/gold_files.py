"""Gold files: made from records as a start, checked, and grown by corrections.

The gold JSONL (see corpus/GUIDELINES.md) is the master copy; all offsets are raw code points.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

Json = dict[str, Any]


def _raw(span: Mapping[str, Any] | None) -> list[int] | None:
    return None if span is None or span.get("raw_start") is None else [span["raw_start"], span["raw_end"]]


def from_records(page_id: str, records: Sequence[Json]) -> Json:
    """A gold page from the records of one input, marked as not reviewed: a draft for annotators, never gold by itself."""
    articles = [_article(record) for record in records]
    return {"id": page_id, "split": "dev", "reviewed": False, "articles": articles, "removed": _removed(records)}


def _removed(records: Sequence[Json]) -> list[list[Any]]:
    spans = {(item["raw_start"], item["raw_end"], item["reason"]) for record in records for item in record["article"]["removed"]}
    return [list(span) for span in sorted(spans)]


def _article(record: Json) -> Json:
    article = record["article"]
    keys = {actor["id"]: actor["speaker_id"] or f"{record['id']}:{actor['id']}" for actor in record["actors"]}
    dates = {date["id"]: date["value"] for date in record["dates"]}
    places = {place["id"]: {k: place[k] for k in ("name", "country", "geonames_id")} for place in record["places"]}
    title, published = article["title"], article["published"]
    return {
        "raw_start": record["source"]["raw_start"], "raw_end": record["source"]["raw_end"],
        "title": title and {"raw": _raw(title), "value": title["value"]},
        "published": published and {"raw": _raw(published), "value": published["value"][:10], "from": published["from"]},
        "bylines": [{"raw": _raw(byline), "value": byline["value"], "names": byline["names"]} for byline in article["bylines"]],
        "dateline": _dateline(record), "publisher": article["publisher"] and article["publisher"]["value"],
        "truncated": article["truncated"], "tags": [],
        "blocks": [[block["raw_start"], block["raw_end"], block["kind"]] for block in article["blocks"]],
        "entities": [[entity["raw_start"], entity["raw_end"], entity["label"], entity["value"]] for entity in record["entities"]],
        "quotes": [
            {
                "id": quote["id"], "type": quote["type"], "parts": [_raw(part) for part in quote["parts"]],
                "content": [_raw(span) for span in quote["content"]], "cue": _raw(quote["cue"]), "source": _raw(quote["source"]),
                "speaker": keys.get(quote["speaker"]),
                "said": {
                    "date": dates.get(quote["said"]["date"]), "place": places.get(quote["said"]["place"]), "medium": quote["said"]["medium"]
                },
                "edits": [[edit["raw_start"], edit["raw_end"], edit["kind"]] for edit in quote["edits"]],
                "continues": quote["continues"], "within": quote["within"], "flags": quote["flags"],
            }
            for quote in record["quotes"]
        ],
        "marked": [[mark["raw_start"], mark["raw_end"], mark["kind"]] for mark in record["marked"]],
        "dates": [
            {"start": date["raw_start"], "end": date["raw_end"]} | {k: date[k] for k in ("type", "value", "granularity")}
            for date in record["dates"]
        ],
        "places": [
            {"start": place["raw_start"], "end": place["raw_end"]}
            | {k: place[k] for k in ("name", "country", "geonames_id", "lat", "lon", "kind", "demonym", "metonym")}
            for place in record["places"]
        ],
        "actors": [
            {
                "key": keys[actor["id"]], "name": actor["name"], "canonical": None, "kind": actor["kind"], "named": actor["named"],
                "mentions": [_raw(mention) for mention in actor["mentions"]],
                "roles": [
                    {"start": role["raw_start"], "end": role["raw_end"]} | {k: role[k] for k in ("title", "organisation", "former")}
                    for role in actor["roles"]
                ],
                "gender": actor["gender"],
            }
            for actor in record["actors"]
        ],
    }  # fmt: skip


def _dateline(record: Json) -> Json | None:
    dateline = record["article"]["dateline"]
    if dateline is None:
        return None
    spans = {item["id"]: _raw(item) for item in [*record["places"], *record["dates"]]}
    return {"raw": _raw(dateline), "place": spans.get(dateline["place"]), "date": spans.get(dateline["date"]), "agency": dateline["agency"]}


# --- checking -----------------------------------------------------------------------------------------------------------


def check_page(page: Json, text: str | None = None) -> Iterator[str]:
    """What is wrong with a gold page, in words a person understands.

    Args:
        page: A gold row.
        text: The raw text, to check that spans lie in it and do not begin or end with white space.
    """
    for number, article in enumerate(page["articles"], 1):
        where = f"{page['id']}, article {number}"
        try:
            yield from _article_problems(where, article, text)
        except KeyError as error:
            yield f"{where}: {error} is missing"
        except (AttributeError, TypeError, ValueError) as error:
            yield f"{where}: a value has another shape than gold has ({error})"


def _article_problems(where: str, article: Json, text: str | None) -> Iterator[str]:
    keys = {actor["key"] for actor in article["actors"]}
    ids = {quote.get("id") for quote in article["quotes"]}
    for name, span in _spans(article):
        yield from (f"{where}: {name} {span}: {what}" for what in _span_problems(span, article, text))
    for quote in article["quotes"]:
        label = f"{where}: quotation {quote.get('id', quote['content'])}"
        if quote["speaker"] is not None and quote["speaker"] not in keys:
            yield f"{label}: the speaker {quote['speaker']!r} is not among the actors"
        if (quote["type"] == "indirect") == bool(quote["parts"]):
            yield f"{label}: {quote['type']} speech with {len(quote['parts'])} parts"
        yield from (
            f"{label}: {link} names {quote[link]!r}, which is not here"
            for link in ("continues", "within")
            if quote.get(link) not in {None, *ids}
        )
    parts = sorted(tuple(part) for quote in article["quotes"] if quote.get("within") is None for part in quote["parts"])
    for first, second in pairwise(parts):
        if second[0] < first[1]:
            yield f"{where}: the parts {first} and {second} overlap"


def _spans(article: Json) -> Iterator[tuple[str, tuple[int, int]]]:
    for start, end, *_ in article["entities"]:
        yield "entity", (start, end)
    for name in ("dates", "places"):
        for item in article[name]:
            yield name[:-1], (item["start"], item["end"])
    for quote in article["quotes"]:
        for name in ("parts", "content"):
            for start, end in quote[name]:
                yield name.removesuffix("s"), (start, end)
        for name in ("cue", "source"):
            if quote[name] is not None:
                yield name, (quote[name][0], quote[name][1])
    for actor in article["actors"]:
        for start, end in actor["mentions"]:
            yield "mention", (start, end)


def _span_problems(span: tuple[int, int], article: Json, text: str | None) -> Iterator[str]:
    start, end = span
    if not article["raw_start"] <= start < end <= article["raw_end"]:
        yield f"it lies outside its article ({article['raw_start']} to {article['raw_end']}) or is empty"
    elif text is not None:
        words = text[start:end]
        if len(words) != end - start:
            yield f"the text ends at {len(text)}"
        elif words != words.strip():
            yield f"it begins or ends with white space: {words!r}"
