"""What a correction of each field does to a record: one function a field, true when it was applied."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from onrecord.corrections.file import Correction

Json = dict[str, Any]


# --- finding what is meant ----------------------------------------------------------------------------------------------


def _shares(span: Json, correction: Correction) -> bool:
    return span.get("raw_start") is not None and span["raw_start"] < correction.raw_end and correction.raw_start < span["raw_end"]


def _quote_at(record: Json, correction: Correction) -> Json | None:
    """The quotation whose words share most with the corrected span."""

    def shared(quote: Json) -> int:
        spans = quote["parts"] or quote["content"]
        return sum(max(0, min(s["raw_end"], correction.raw_end) - max(s["raw_start"], correction.raw_start)) for s in spans)

    best = max(record["quotes"], key=shared, default=None)
    return best if best is not None and shared(best) > 0 else None


def _span(record: Json, raw: Sequence[int] | None) -> Json | None:
    """The inline keys of a raw span, if its words stand unchanged in one block of the article."""
    if raw is None:
        return None
    for block in record["article"]["blocks"]:
        if block["raw_start"] <= raw[0] <= raw[1] <= block["raw_end"] and block["raw_end"] - block["raw_start"] == len(block["text"]):
            start, end = raw[0] - block["raw_start"] + block["start"], raw[1] - block["raw_start"] + block["start"]
            return {"start": start, "end": end, "raw_start": raw[0], "raw_end": raw[1], "text": record["article"]["text"][start:end]}
    return None


def _actor_named(record: Json, name: str, mention: Json | None) -> Json:
    """The actor of that name, or a new one."""
    for actor in record["actors"]:
        if name == actor["name"] or name in actor["variants"]:
            found: Json = actor
            return found
    actor = {
        "id": f"a{len(record['actors']) + 1}", "kind": "person", "named": True, "name": name, "speaker_id": None, "variants": [],
        "mentions": [mention] if mention else [], "roles": [], "gender": None, "gender_from": None, "quotes": [],
    }  # fmt: skip
    record["actors"].append(actor)
    return actor


def _give_quotes(record: Json) -> None:
    for actor in record["actors"]:
        actor["quotes"] = [quote["id"] for quote in record["quotes"] if quote["speaker"] == actor["id"]]


# --- one function per field: True when it was applied -------------------------------------------------------------------


def _quote(record: Json, correction: Correction) -> bool:
    quote = _quote_at(record, correction)
    if quote is None:
        return bool(correction.new == "rejected")  # it is not found any more: that is what was asked for
    if correction.new == "confirmed":
        quote["review"] = "confirmed"
        return True
    if correction.new != "rejected":
        return False
    record["quotes"].remove(quote)
    for part in quote["parts"]:
        mark = {key: value for key, value in part.items() if key not in ("opened", "closed")}
        record["marked"].append(mark | {"kind": "unsourced", "reason": "rejected by a person"})
    record["marked"].sort(key=lambda mark: mark["start"])
    _renumber_quotes(record)
    return True


def _renumber_quotes(record: Json) -> None:
    names = {quote["id"]: f"q{number}" for number, quote in enumerate(record["quotes"], 1)}
    for quote in record["quotes"]:
        quote["id"] = names[quote["id"]]
        for link in ("continues", "within"):
            quote[link] = names.get(quote[link])
    _give_quotes(record)


def _missed(record: Json, correction: Correction) -> bool:
    span = _span(record, (correction.raw_start, correction.raw_end))
    if span is None or not isinstance(correction.new, dict):
        return False
    name = correction.new.get("speaker")
    if (found := _quote_at(record, correction)) is not None:  # an upgrade has found it by now
        found["review"] = "corrected"
        return _speaker(record, correction.model_copy(update={"new": name})) if name else True
    source = _span(record, correction.new.get("source"))
    actor = _actor_named(record, name, source) if name else None
    direct = correction.new.get("type", "direct") != "indirect"
    quote = {
        "id": "new", "type": correction.new.get("type", "direct"), "parts": [span | {"opened": True, "closed": True}] if direct else [],
        "content": [span], "text": span["text"], "cue": None, "source": source, "source_rule": "person",
        "speaker": actor["id"] if actor else None, "speaker_name": name,
        "resolution": {"antecedent": None, "rule": "person", "alternatives": []},
        "said": {"date": None, "place": None, "occasion": None, "medium": "unknown", "reason": ""}, "continues": None, "within": None,
        "edits": [], "confidence": {"speech": 1.0, "source": 1.0, "speaker": 1.0}, "review": "corrected", "flags": [],
    }  # fmt: skip
    record["quotes"] = sorted([*record["quotes"], quote], key=lambda item: (item["parts"] or item["content"])[0]["start"])
    _renumber_quotes(record)
    return True


def _speaker(record: Json, correction: Correction) -> bool:
    quote = _quote_at(record, correction)
    if quote is None:
        return False
    actor = _actor_named(record, correction.new, quote["source"]) if correction.new else None
    quote["speaker"], quote["speaker_name"] = (actor["id"], actor["name"]) if actor else (None, None)
    quote["resolution"] = {"antecedent": None, "rule": "person", "alternatives": []}
    quote["confidence"]["speaker"], quote["review"] = 1.0, "corrected"
    _give_quotes(record)
    return True


def _words(name: str) -> Callable[[Json, Correction], bool]:
    def set_words(record: Json, correction: Correction) -> bool:
        quote, span = _quote_at(record, correction), _span(record, correction.new)
        if quote is None or (correction.new is not None and span is None):
            return False
        quote[name], quote["review"] = span, "corrected"
        if name == "source":
            quote["confidence"]["source"], quote["source_rule"] = 1.0, "person"
        return True

    return set_words


def is_timex(value: Any) -> bool:
    """True for what can be a TIMEX3 value: capitals, digits and a few signs, and a day that the calendar has where it is a whole one."""
    if not isinstance(value, str) or not re.fullmatch(r"(?!\d{4}-\d(?![\dX]))[A-Z0-9][A-Z0-9_:+.-]*", value):
        return False
    try:
        return not (day := re.match(r"\d{4}-\d\d(?:-\d\d)?(?![\dX])", value)) or bool(date.fromisoformat(f"{day[0]}-01"[:10]))
    except ValueError:
        return False


def _date(record: Json, correction: Correction) -> bool:
    from onrecord.dates.values import Extent, extent  # the grammar of dates is slow to load

    if not is_timex(correction.new):
        return False
    dates = [item for item in record["dates"] if _shares(item, correction)]
    for item in dates[:1]:
        same = item["value"] == correction.new
        item["value"], item["confidence"] = correction.new, 1.0
        if not same:  # what followed from the old value no longer holds
            covers = extent(correction.new) if item["type"] in ("DATE", "TIME") else Extent()
            item["edtf"], item["granularity"] = covers.edtf, covers.granularity
            item["earliest"], item["latest"] = covers.earliest, covers.latest
        item["anchor"] = {"kind": "none", "date": None, "rule": "person"}
    return bool(dates)


def _place(record: Json, correction: Correction) -> bool:
    places = [place for place in record["places"] if _shares(place, correction)]
    for place in places[:1]:
        names = ("kind", "country", "admin1", "geonames_id", "lat", "lon")
        place.update({name: (correction.new or {}).get(name) for name in names})
        place["name"] = (correction.new or {}).get("name", place["name"])
        place["confidence"], place["reason"] = 1.0, "person"
        place["unresolved_reason"] = None if correction.new else "person"
    return bool(places)


def _actor(record: Json, correction: Correction) -> bool:
    actors = [actor for actor in record["actors"] if any(_shares(mention, correction) for mention in actor["mentions"])]
    for actor in actors[:1]:
        if actor["name"] != correction.new and actor["name"] not in actor["variants"]:
            actor["variants"] = sorted([*actor["variants"], actor["name"]])
        actor["name"], actor["named"] = correction.new, True
        for quote in record["quotes"]:
            if quote["speaker"] == actor["id"]:
                quote["speaker_name"] = correction.new
    return bool(actors)


def _title(record: Json, correction: Correction) -> bool:
    span = _span(record, (correction.raw_start, correction.raw_end))
    where = span if span and span["text"] == correction.new else dict.fromkeys(("start", "end", "raw_start", "raw_end", "text"))
    record["article"]["title"] = where | {"value": correction.new, "from": "text" if where.get("text") else "metadata"}
    return True


def _split(record: Json, correction: Correction) -> bool:
    pieces = [*record["article"]["blocks"], *record["article"]["removed"]]
    before = any(piece["raw_end"] <= correction.raw_start for piece in pieces if piece["text"].strip())
    return before is not bool(correction.new)


FIELDS: dict[str, Callable[[Json, Correction], bool]] = {
    "quote": _quote, "quote.missed": _missed, "quote.speaker": _speaker, "quote.source": _words("source"), "quote.cue": _words("cue"),
    "date.value": _date, "place": _place, "actor.name": _actor, "title": _title,
    "split": _split,
}  # fmt: skip
