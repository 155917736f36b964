"""A correction by the id of what is corrected: looked up in the records, written by raw span."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.corrections import Correction, append, apply
from onrecord.errors import OnrecordError
from onrecord.run.folder import read_lines

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Value:
    """What an option sets: on things of which kind, in which field, and what stood there."""

    of: str  # first letter of the ids that it fits; "" for a whole record
    field: str
    old: Callable[[Json], Any]
    new: Callable[[str, Json], Any]


def _given(text: str, _: Json) -> str | None:
    return text or None


VALUES = {
    "confirm": Value("q", "quote", lambda quote: quote["review"], lambda *_: "confirmed"),
    "reject": Value("q", "quote", lambda quote: quote["review"], lambda *_: "rejected"),
    "speaker": Value("q", "quote.speaker", lambda quote: quote["speaker_name"], _given),
    "source": Value("q", "quote.source", lambda quote: _raw(quote["source"]), lambda text, _: _raw_span(text)),
    "cue": Value("q", "quote.cue", lambda quote: _raw(quote["cue"]), lambda text, _: _raw_span(text)),
    "date": Value("d", "date.value", lambda date: date["value"], _given),
    "place": Value("l", "place", lambda place: place["name"], lambda text, place: _place(text, place)),
    "name": Value("a", "actor.name", lambda actor: actor["name"], _given),
    "title": Value("", "title", lambda record: (record["article"]["title"] or {}).get("value"), _given),
    "begins_at": Value("", "split", lambda _: None, lambda *_: True),
    "join": Value("", "split", lambda _: None, lambda *_: False),
}


def add_correction(outputs: Path, item: str, path: Path, *, who: str = "", why: str = "", **values: str | int | None) -> Correction:
    """Append one correction to a file.

    Args:
        item: `RECORD#ID` as in the records, or `RECORD` for the title and the beginning of an article.
        path: corrections.jsonl, made when it is not there.
        values: One of `VALUES` that is not None.

    Raises:
        OnrecordError: E152 when there is no such item, E153 when not exactly one value that fits it is given, E154 for a place
            that the gazetteer does not know, or knows several of, E155 when the value cannot stand there.
    """
    record, found = _look_up(outputs, item)
    given = [(VALUES[name], value) for name, value in values.items() if value is not None]
    if len(given) != 1 or given[0][0].of != ("" if found is record else found["id"][0]):
        raise OnrecordError(
            "E153",
            f"{len(given)} values given for {item!r}." if len(given) != 1 else f"That value does not fit {item!r}.",
            "Give one: --confirm, --reject, --speaker, --source or --cue for a quotation (#q1), --date for a date (#d1), --place for a "
            "place (#l1), --name for an actor (#a1); --title, --begins-at or --join for a record without #.",
        )
    value, text = given[0]
    low, high = _span(record, found, text if value.field == "split" else None)
    correction = Correction(
        document=record["source"]["sha256"], raw_start=low, raw_end=high, field=value.field, old=value.old(found),
        new=value.new(str(text), found), who=who, when=now(), why=why,
    )  # fmt: skip
    _check_fit(record, correction)
    append(path, correction)
    return correction


def _check_fit(record: Json, correction: Correction) -> None:
    """Refuse what no run could apply. Where an article begins is decided before there are records, so only its place is looked at."""
    source = record["source"]
    if correction.field == "split":
        fits = source["raw_start"] <= correction.raw_start < source["raw_end"]
    else:
        fits = not apply(record, [correction])[1]
    if not fits:
        raise OnrecordError(
            "E155",
            f"{correction.new!r} does not fit {correction.field} at raw {correction.raw_start}-{correction.raw_end}.",
            "A date is a TIMEX3 value (2021-03-06, P3D); spans and beginnings lie in the article "
            f"({source['raw_start']}-{source['raw_end']}), a span in one of its paragraphs.",
        )


def now() -> str:
    """The time of a correction, UTC."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _span(record: Json, found: Json, begins_at: str | int | None) -> tuple[int, int]:
    """Raw offsets of what is corrected."""
    source = record["source"]
    if found is not record:
        span = (found.get("parts") or found.get("content") or found.get("mentions") or [found])[0]
        return span["raw_start"], span["raw_end"]
    if isinstance(begins_at, int) and not isinstance(begins_at, bool):
        return begins_at, begins_at
    title = record["article"]["title"] or {}
    if begins_at is None and title.get("raw_start") is not None:
        return title["raw_start"], title["raw_end"]
    return (source["raw_start"],) * 2 if begins_at is not None else (source["raw_start"], source["raw_end"])


def _raw(span: Json | None) -> list[int] | None:
    return [span["raw_start"], span["raw_end"]] if span else None


def _raw_span(text: str) -> list[int] | None:
    """`120-124` as [120, 124]; an empty text is none."""
    low, _, high = text.partition("-")
    if not text:
        return None
    if not (low.isdecimal() and high.isdecimal() and int(low) < int(high)):
        raise OnrecordError("E153", f"{text!r} is no span of the raw text.", "Give START-END in characters, 120-124 for example.")
    return [int(low), int(high)]


def _place(text: str, place: Json) -> Json | None:
    """A GeoNames id, or a name that the gazetteer has one place for; an empty text is none."""
    from onrecord.gazetteer import default_gazetteer

    if not text:
        return None
    gazetteer = default_gazetteer()
    if text.isdecimal():
        known = gazetteer.by_id(int(text))
        found = [known] if known else []
    else:
        found = [entry.place for entry in gazetteer.lookup(text) if entry.named != "demonym"]
    if len(found) != 1:
        some = "; ".join(f"{one.geonames_id} {one.name} ({one.kind}, {one.admin1 or one.country})" for one in found[:8])
        raise OnrecordError(
            "E154",
            f"{len(found)} places are called {text!r}." if not text.isdecimal() else f"No place here has the GeoNames id {text}.",
            f"Give one of these ids: {some}." if found else "Look the place up at GeoNames, or set it to nothing: --place ''.",
        )
    one = found[0]
    return {
        "name": one.name, "kind": one.kind, "country": one.country, "admin1": one.admin1, "geonames_id": one.geonames_id,
        "lat": one.lat, "lon": one.lon,
    }  # fmt: skip


def _look_up(outputs: Path, item: str) -> tuple[Json, Json]:
    record_id, _, item_id = item.partition("#")
    path = outputs / "records.jsonl"
    if not path.is_file():
        raise OnrecordError("E131", f"There is no records.jsonl in {str(outputs)!r}.", "Run onrecord extract first.")
    for record in read_lines(path):
        if record["id"] == record_id:
            if not item_id:
                return record, record
            for layer in ("quotes", "dates", "places", "actors"):
                for found in record[layer]:
                    if found["id"] == item_id:
                        return record, found
    raise OnrecordError(
        "E152", f"There is no {item!r} in {str(outputs)!r}.", "Ids stand in the records and in the pages of onrecord inspect."
    )
