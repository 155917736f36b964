"""What the page of one article shows: a record turned into the values of its template."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from onrecord.inspect.marks import pieces_of, raw_runs

Json = dict[str, Any]

HUES = 8


@dataclass(frozen=True, slots=True)
class Voice:
    """How a speaker is told apart: a hue, a weave of the underline, and a letter."""

    hue: str
    weave: int
    letter: str


NOBODY = Voice("x", 0, "?")


def voices_of(record: Json) -> dict[str, Voice]:
    """A voice for each actor that is quoted, in the order of their first quotation."""
    voices: dict[str, Voice] = {}
    for quote in record["quotes"]:
        if quote["speaker"] and quote["speaker"] not in voices:
            number = len(voices)
            letter = chr(65 + number % 26) + (str(number // 26 + 1) if number >= 26 else "")
            voices[quote["speaker"]] = Voice(str(number % HUES), number // HUES % 4, letter)
    return voices


def title_of(record: Json) -> str:
    """The title, or the first words, or the id of the source."""
    title = record["article"]["title"]
    if title and title["value"].strip():
        return str(title["value"]).strip()
    first = " ".join(record["article"]["text"][:200].split())
    return (first[:80] + "…" if len(first) > 80 else first) or str(record["source"]["id"])


def value_of(field: Json | None) -> str | None:
    """The value of a title, publisher or date that may be missing."""
    return str(field["value"]) if field and field.get("value") else None


def shown_day(value: str | None) -> str | None:
    """A day, with the time where there is one, as people write it: `2025-11-05 06:15`."""
    return value and value[:16].replace("T", " ")


def safe_url(url: str | None) -> str | None:
    """An address that may be linked to: http and https only."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None


def role_of(actor: Json | None) -> str | None:
    """The first role of an actor in words."""
    for role in actor["roles"] if actor else ():
        words = f"{role['title']}, {role['organisation']}" if role["organisation"] else str(role["title"])
        return f"former {words}" if role["former"] else words
    return None


def words_of(quote: Json) -> str:
    """The words of a quotation as they may be quoted: each marked part in marks of its own, so that no two become one sentence.

    Paragraphs of a running quotation stay apart; indirect speech has no marks.
    """
    if not quote["parts"]:
        return str(quote["text"])
    between = "\n\n" if "\n\n" in quote["text"] else " … " if quote["type"] == "mixed" else " "
    return between.join(f"“{part['text']}”" for part in quote["parts"])


def quote_rows(record: Json, page: str, pages: Mapping[str, str], statements: Mapping[str, str]) -> list[Json]:
    """Quotations as other pages list them.

    Args:
        record: The record.
        page: Its page.
        pages: Page of each speaker that has one.
        statements: Page of each statement that has one.
    """
    actors = {actor["id"]: actor for actor in record["actors"]}
    dates = {date["id"]: date for date in record["dates"]}
    places = {place["id"]: place for place in record["places"]}
    published = value_of(record["article"]["published"])
    rows = []
    for quote in record["quotes"]:
        actor = actors.get(quote["speaker"])
        when = when_of(dates.get(quote["said"]["date"]))
        said = when is not NEVER
        if not said and published:
            when = when_of({"earliest": published, "latest": published, "edtf": None, "value": published})
        place = places.get(quote["said"]["place"])
        rows.append({
            "page": page, "quote": quote["id"], "text": words_of(quote), "type": quote["type"], "title": title_of(record),
            "publisher": value_of(record["article"]["publisher"]), "speaker_name": quote["speaker_name"],
            "speaker": speaker_key(quote, actor), "speaker_page": pages.get((actor or {}).get("speaker_id") or ""), "role": role_of(actor),
            "day": when["day"], "day_text": when["text"], "low": when["low"], "high": when["high"],
            "day_kind": "said" if said else "published",
            "place": place["name"] if place else None, "sure": min(quote["confidence"].values()), "flags": quote["flags"],
            "review": quote.get("review", "unseen"),
            "statement_page": statements.get(record["links"]["statements"].get(quote["id"], "")),
        })  # fmt: skip
    return rows


NEVER: Json = {"day": None, "text": None, "low": None, "high": None}


def when_of(date: Json | None) -> Json:
    """A date as the lists need it: `day` sorts and is as fine as the date is sure (a day, a month, a year), `text` is shown.

    A year is never shown as its first of January.
    """
    if not date or not date["earliest"]:
        return NEVER
    low, high = date["earliest"][:10], (date["latest"] or date["earliest"])[:10]
    day = low if low == high else low[:7] if low[:7] == high[:7] else low[:4]
    return {"day": day, "text": low if low == high else date["edtf"] or date["value"], "low": low, "high": high}


def speaker_key(quote: Json, actor: Json | None) -> str | None:
    """What tells a speaker apart over articles: the linked identity, else the name."""
    return ((actor or {}).get("speaker_id") or (f"name {quote['speaker_name']}" if quote["speaker_name"] else None)) if quote else None


def article_view(record: Json, rows: list[Json], pages: Mapping[str, str], *, raw: str | None, raw_reason: str) -> Json:
    """All values of the template `article.html`, but for the neighbours."""
    article, source = record["article"], record["source"]
    voices = voices_of(record)
    actors = {actor["id"]: actor for actor in record["actors"]}
    card = _cards(record, voices)
    where = ("path", "line", "part", "parts", "sha256", "encoding", "raw_start", "raw_end")
    return {name: source[name] for name in where} | {
        "id": record["id"], "source": source["id"], "url": safe_url(source["url"]), "title": title_of(record),
        "names": [name for line in article["bylines"] for name in line["names"] or [line["value"]]],
        "publisher": value_of(article["publisher"]), "published": article["published"],
        "language": article["language"], "truncated": article["truncated"],
        "pieces": pieces_of(record), "raw": raw_runs(record, raw) if raw is not None else None, "raw_reason": raw_reason,
        "removed": len(article["removed"]) + len(article["comments"]),
        "cast": [
            {"id": key, "voice": voice, "name": actors[key]["name"], "role": role_of(actors[key]), "count": len(actors[key]["quotes"])}
            for key, voice in voices.items()
        ],
        "quotes": [card(quote, row) for quote, row in zip(record["quotes"], rows, strict=True)],
        "actors": [
            actor | {
                "voice": voices.get(actor["id"]), "page": pages.get(actor["speaker_id"] or ""), "mentions": len(actor["mentions"]),
                "spot": next(iter(actor["mentions"]), None),
            }
            for actor in record["actors"]
        ],
        "entities": [entity | {"actor_name": (actors.get(entity["actor"]) or {}).get("name")} for entity in record["entities"]],
        "dates": record["dates"], "places": record["places"], "marked": record["marked"], "issues": record["issues"],
        "corrected": record.get("corrected", []), "suggestions": _suggestions(record),
    }  # fmt: skip


def _cards(record: Json, voices: Mapping[str, Voice]) -> Callable[[Json, Json], Json]:
    """What makes the card of a quotation: its row, and what its ids stand for."""
    names = {actor["id"]: actor["name"] for actor in record["actors"]}
    dates = {date["id"]: date for date in record["dates"]}
    places = {place["id"]: place for place in record["places"]}

    def card(quote: Json, row: Json) -> Json:
        spans = quote["parts"] or quote["content"]
        resolution, said = quote["resolution"], quote["said"]
        return row | {
            "id": quote["id"], "voice": voices.get(quote["speaker"], NOBODY), "confidence": quote["confidence"],
            "source": (quote["source"] or {}).get("text"), "cue": (quote["cue"] or {}).get("text"), "source_rule": quote["source_rule"],
            "rule": resolution["rule"], "antecedent": (resolution["antecedent"] or {}).get("text"),
            "alternatives": [{"name": names.get(one["actor"], one["actor"]), "score": one["score"]} for one in resolution["alternatives"]],
            "when": dates.get(said["date"]), "where": places.get(said["place"]), "occasion": (said["occasion"] or {}).get("text"),
            "medium": said["medium"], "reason": said["reason"], "continues": quote["continues"], "within": quote["within"],
            "edits": quote["edits"], "raw_start": spans[0]["raw_start"], "raw_end": spans[-1]["raw_end"],
        }  # fmt: skip

    return card


def _suggestions(record: Json) -> list[str]:
    """What other articles suggest, in words."""
    links = record["links"]
    said = []
    if links.get("published"):
        said.append(f"publication date {links['published'].get('value')}")
    said += [f"{item.get('date')} may mean {item.get('value')} (“{item.get('text')}”)" for item in links.get("dates", [])]
    said += [f"{item.get('name')}: {item.get('suggestion')}, {item.get('kind')}" for item in links.get("names", [])]
    said += [f"{item.get('quote')}, {item.get('kind')}: “{item.get('text')}”" for item in links.get("quotes", [])]
    return said
