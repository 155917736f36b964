"""Records for OpenAleph (FollowTheMoney entities) and for the web (schema.org JSON-LD), one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from onrecord import outputs as folder
from onrecord.run.folder import whole_file

Json = dict[str, Any]

_GENDERS = {"f": "female", "m": "male"}


def _write(out: Path, values: Iterator[Json]) -> Path:
    with whole_file(out) as file:
        for value in values:
            file.write(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n")
    return out


# --- FollowTheMoney -----------------------------------------------------------------------------------------------------


def write_ftm(outputs: Path, out: Path) -> Path:
    """Articles, people and bodies, their mentions, and each quotation as a note on its article and its speaker.

    FollowTheMoney has no schema for a quotation: a Note carries its words, and the names of who said it, when and where.
    """
    return _write(out, _ftm(outputs))


def _ftm(outputs: Path) -> Iterator[Json]:
    for speaker in folder.read(outputs, "speakers.jsonl"):
        roles = [_role(role) for role in speaker["roles"]]
        gender = _GENDERS.get(speaker["gender"] or "")
        yield _entity(speaker["id"], "Person", name=speaker["name"], alias=speaker["variants"], position=roles, gender=gender)
    for record in folder.records(outputs):
        article, source = record["article"], record["source"]
        key = f"article-{record['id']}"
        names = [actor["name"] for actor in record["actors"] if actor["named"]]
        places = [place["name"] for place in record["places"] if place["kind"]]
        yield _entity(
            key, "Article", title=_value(article["title"]) or source["id"], author=_authors(article),
            publisher=_value(article["publisher"]), publishedAt=_value(article["published"]), language=_language(article["language"]),
            sourceUrl=_address(source["url"]), fileName=source["path"], namesMentioned=names, locationMentioned=sorted(set(places)),
        )  # fmt: skip
        ids = {}
        for actor in record["actors"]:
            if not actor["named"] or actor["kind"] not in ("person", "organisation"):
                continue
            ids[actor["id"]] = actor["speaker_id"] or f"actor-{record['id']}-{actor['id']}"
            kind = "Person" if actor["kind"] == "person" else "Organization"
            if not actor["speaker_id"]:
                yield _entity(
                    ids[actor["id"]], kind, name=actor["name"], alias=actor["variants"], position=[_role(role) for role in actor["roles"]]
                )
            yield _entity(f"mention-{record['id']}-{actor['id']}", "Mention", document=key, resolved=ids[actor["id"]], name=actor["name"],
                          detectedSchema=kind)  # fmt: skip
        dates = {date["id"]: date["value"] for date in record["dates"]}
        spots = {place["id"]: place["name"] for place in record["places"]}
        for quote in record["quotes"]:
            said = [dates.get(quote["said"]["date"]), spots.get(quote["said"]["place"])]
            about = ", ".join(part for part in (quote["speaker_name"] or "unknown speaker", *said) if part)
            yield _entity(f"quote-{record['id']}-{quote['id']}", "Note", description=f"{quote['text']} ({about})",
                          entity=[key, *filter(None, [ids.get(quote["speaker"])])])  # fmt: skip


def _entity(identifier: str, schema: str, **properties: Any) -> Json:
    """A FollowTheMoney entity: every property is a list of strings, those without a value are left out."""
    lists = {name: value if isinstance(value, list) else [value] for name, value in properties.items() if value}
    return {"id": identifier, "schema": schema, "properties": {name: [str(item) for item in value] for name, value in lists.items()}}


def _role(role: Json) -> str:
    words = ", ".join(filter(None, (role["title"], role["organisation"])))
    return f"former {words}" if role["former"] else words


def _language(code: str) -> str | None:
    """FollowTheMoney has languages as ISO 639-3; only what is read is mapped."""
    return {"en": "eng"}.get(code)


def _authors(article: Json) -> list[str]:
    return [name for line in article["bylines"] for name in line["names"]]


def _address(url: str | None) -> str | None:
    """Addresses of the web alone: others load or run things where they are shown."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def _value(field: Json | None) -> str | None:
    return field["value"] if field else None


# --- schema.org -----------------------------------------------------------------------------------------------------------


def write_schema_org(outputs: Path, out: Path) -> Path:
    """One NewsArticle a line, with its quotations as parts."""
    return _write(out, (_news_article(record) for record in folder.records(outputs)))


def _news_article(record: Json) -> Json:
    article, source = record["article"], record["source"]
    key = f"urn:onrecord:{record['id']}"
    things = {thing["id"]: thing for kind in ("actors", "dates", "places") for thing in record[kind]}
    return _present({
        "@context": "https://schema.org", "@type": "NewsArticle", "@id": key, "identifier": source["id"], "url": _address(source["url"]),
        "headline": _value(article["title"]), "datePublished": _value(article["published"]), "inLanguage": article["language"],
        "author": [{"@type": "Person", "name": name} for name in _authors(article)],
        "publisher": _named("Organization", _value(article["publisher"])),
        "hasPart": [_quotation(quote, things, key) for quote in record["quotes"]],
    })  # fmt: skip


def _quotation(quote: Json, things: Mapping[str, Json], key: str) -> Json:
    actor, date, place = (things.get(name) for name in (quote["speaker"], quote["said"]["date"], quote["said"]["place"]))
    speaker = actor and _present({
        "@type": {"organisation": "Organization", "document": "CreativeWork"}.get(actor["kind"], "Person"), "name": actor["name"],
        "identifier": actor["speaker_id"], "jobTitle": [_role(role) for role in actor["roles"]] if actor["kind"] == "person" else None,
    })  # fmt: skip
    where = place and _present({
        "@type": "Place", "name": place["name"], "sameAs": place["geonames_id"] and f"https://sws.geonames.org/{place['geonames_id']}/",
        "geo": {"@type": "GeoCoordinates", "latitude": place["lat"], "longitude": place["lon"]} if place["lat"] is not None else None,
    })  # fmt: skip
    return _present({
        "@type": "Quotation", "@id": f"{key}#{quote['id']}", "text": quote["text"], "creator": speaker, "isPartOf": {"@id": key},
        "dateCreated": date and (date["edtf"] or date["value"]), "locationCreated": where,
    })  # fmt: skip


def _named(kind: str, name: str | None) -> Json | None:
    return {"@type": kind, "name": name} if name else None


def _present(values: Json) -> Json:
    return {name: value for name, value in values.items() if value not in (None, [], "")}
