"""What changed between two runs over the same inputs: by raw span and field, with counts and examples.

Ids count within a record and move when something is added before them, so things are told apart by their place in the raw
text. What has the same place in both runs is compared field by field; what overlaps something of its layer that the other
run has elsewhere has moved; the rest is gone or new.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from onrecord import outputs as folder
from onrecord.errors import OnrecordError

Json = dict[str, Any]
Place = tuple[int, int]
Things = dict[str, dict[Place, dict[str, Any]]]  # layer -> place in the raw text -> field -> value

KEPT = 200  # examples held of each kind of change


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is not what it was. `kind` is new, gone, moved, or the name of the field."""

    layer: str
    kind: str
    source: str
    place: Place
    words: str
    old: Any = None
    new: Any = None

    def __str__(self) -> str:
        words = self.words if len(self.words) <= 60 else self.words[:59] + "…"
        change = "" if self.kind in ("new", "gone") else f": {_shown(self.old)} -> {_shown(self.new)}"
        return f"{self.source} {self.place[0]}-{self.place[1]} {words!r}{change}"


@dataclass(slots=True)
class Difference:
    """Counts and examples. `same` counts things that are equal in every field."""

    documents: int = 0
    only_old: list[str] = field(default_factory=list)
    only_new: list[str] = field(default_factory=list)
    inputs_changed: list[str] = field(default_factory=list)
    same: Counter[str] = field(default_factory=Counter)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    examples: dict[tuple[str, str], list[Change]] = field(default_factory=lambda: defaultdict(list))
    made_by: tuple[Json, Json] = field(default_factory=lambda: ({}, {}))

    def add(self, change: Change) -> None:
        """Count a change, and keep it as an example while there are few."""
        key = change.layer, change.kind
        self.counts[key] += 1
        if len(self.examples[key]) < KEPT:
            self.examples[key].append(change)

    def figures(self) -> Json:
        """The counts as plain values."""
        layers = sorted({layer for layer, _ in self.counts} | set(self.same))
        return {
            "documents": self.documents,
            "only_old": len(self.only_old),
            "only_new": len(self.only_new),
            "inputs_changed": len(self.inputs_changed),
            "layers": {
                layer: {"same": self.same[layer]} | {kind: count for (of, kind), count in sorted(self.counts.items()) if of == layer}
                for layer in layers
            },
        }

    def text(self, *, limit: int = 5) -> str:
        """A report for people, with up to `limit` examples of each kind of change."""
        lines = [f"{self.documents} documents compared."]
        lines += [f"  {name}: {_shown(old)} -> {_shown(new)}" for name, old, new in self._versions() if old != new]
        for what, ids in (("only in the old run", self.only_old), ("only in the new run", self.only_new),
                          ("not compared, their text has changed", self.inputs_changed)):  # fmt: skip
            if ids:
                shown = ", ".join(ids[:limit]) + (", …" if len(ids) > limit else "")
                lines.append(f"{len(ids)} documents {what}" + (f": {shown}" if limit else ""))
        for layer, figures in self.figures()["layers"].items():
            lines.append(f"{layer}: " + ", ".join(f"{count} {kind}" for kind, count in figures.items()))
            for kind in figures:
                for change in self.examples.get((layer, kind), [])[:limit]:
                    lines.append(f"  {kind:<12} {change}")
        if not self.counts:
            lines.append("Nothing has changed.")
        return "\n".join(lines)

    def _versions(self) -> Iterator[tuple[str, Any, Any]]:
        old, new = self.made_by
        for name in ("onrecord", "profile", "profile_sha256"):
            yield name, old.get(name), new.get(name)
        versions = [
            {model["name"]: f"{model['version']} {model['sha256'][:12]}" for model in side.get("models", [])} for side in self.made_by
        ]
        for name in sorted(versions[0].keys() | versions[1].keys()):
            yield f"model {name}", versions[0].get(name), versions[1].get(name)


def compare(old: Path, new: Path) -> Difference:
    """Compare two output folders.

    Args:
        old, new: Folders that `onrecord extract` has written over the same inputs. Each document of the old run is looked up
            in the new one by its id; memory stays flat but for an index of ids.

    Raises:
        OnrecordError: E131 without records, E168 when the two cannot be compared: other schema versions, no document in common.
    """
    places = _index(new)
    found = Difference()
    seen: set[str] = set()
    with (new / "records.jsonl").open("rb") as file:
        for source, group in groupby(folder.records(old), key=lambda record: str(record["source"]["id"])):
            mine = list(group)
            seen.add(source)
            if source not in places:
                found.only_old.append(source)
                continue
            theirs = []
            for place in places[source]:
                file.seek(place)
                theirs.append(json.loads(file.readline().decode("utf-8", "surrogatepass")))
            _check_schema(mine[0], theirs[0])
            if mine[0]["source"]["sha256"] != theirs[0]["source"]["sha256"]:
                found.inputs_changed.append(source)
                continue
            if not found.documents:
                found.made_by = mine[0]["provenance"], theirs[0]["provenance"]
            found.documents += 1
            _compare_document(source, _things(mine), _things(theirs), found)
    found.only_new = [source for source in places if source not in seen]
    if not found.documents:
        raise OnrecordError(
            "E168",
            f"{str(old)!r} and {str(new)!r} have no document in common: {len(seen)} and {len(places)} documents, "
            f"{len(found.inputs_changed)} with the same id but another text.",
            "Compare two runs over the same inputs.",
        )
    return found


def _index(outputs: Path) -> dict[str, list[int]]:
    """Where the records of each document begin in records.jsonl."""
    folder.records(outputs)  # says so when there are none
    places: dict[str, list[int]] = {}
    position = 0
    with (outputs / "records.jsonl").open("rb") as lines:
        for line in lines:
            places.setdefault(str(json.loads(line.decode("utf-8", "surrogatepass"))["source"]["id"]), []).append(position)
            position += len(line)
    return places


def _check_schema(old: Json, new: Json) -> None:
    if old["schema_version"] != new["schema_version"]:
        raise OnrecordError(
            "E168",
            f"The records are of schema versions {old['schema_version']} and {new['schema_version']}.",
            "Extract the older ones again with this version.",
        )


# --- one document -------------------------------------------------------------------------------------------------------


def _things(records: Iterable[Json]) -> Things:
    """Everything that the records of one document say, by place in the raw text."""
    things: Things = defaultdict(dict)
    for record in records:
        article, source = record["article"], record["source"]
        things["articles"][source["raw_start"], source["raw_end"]] = {
            "words": (article["title"] or {}).get("value") or "",
            "title": (article["title"] or {}).get("value"),
            "authors": [name for line in article["bylines"] for name in line["names"]],
            "publisher": (article["publisher"] or {}).get("value"),
            "published": (article["published"] or {}).get("value"),
            "language": article["language"],
        }
        dates = {date["id"]: date["value"] for date in record["dates"]}
        places = {place["id"]: place["name"] for place in record["places"]}
        for quote in record["quotes"]:
            spans = quote["parts"] or quote["content"]
            things["quotes"][spans[0]["raw_start"], spans[-1]["raw_end"]] = {
                "words": quote["text"],
                "type": quote["type"],
                "speaker": quote["speaker_name"],
                "source": (quote["source"] or {}).get("text"),
                "cue": (quote["cue"] or {}).get("text"),
                "date": dates.get(quote["said"]["date"]),
                "place": places.get(quote["said"]["place"]),
                "flags": quote["flags"],
            }
        for layer, names in (("entities", ("label", "value")), ("dates", ("type", "value", "earliest", "latest")),
                             ("places", ("name", "kind", "country", "geonames_id")), ("marked", ("kind",))):  # fmt: skip
            for item in record[layer]:
                things[layer][item["raw_start"], item["raw_end"]] = {"words": item["text"]} | {name: item[name] for name in names}
        for item in article["removed"]:
            things["removed"][item["raw_start"], item["raw_end"]] = {"words": item["text"], "reason": item["reason"]}
        for actor in record["actors"]:
            if actor["mentions"]:
                first = actor["mentions"][0]
                roles = [", ".join(filter(None, (role["title"], role["organisation"]))) for role in actor["roles"]]
                values = {name: actor[name] for name in ("name", "kind", "gender", "speaker_id")} | {"roles": roles}
                things["actors"][first["raw_start"], first["raw_end"]] = {"words": first["text"]} | values
    return things


def _compare_document(source: str, old: Things, new: Things, found: Difference) -> None:
    for layer in sorted(old.keys() | new.keys()):
        mine, theirs = old.get(layer, {}), new.get(layer, {})
        for place in sorted(mine.keys() & theirs.keys()):
            before, after = mine[place], theirs[place]
            changed = [name for name in before if name != "words" and before[name] != after[name]]
            found.same[layer] += not changed
            for name in changed:
                found.add(Change(layer, name, source, place, after["words"], before[name], after[name]))
        gone, come = sorted(mine.keys() - theirs.keys()), sorted(theirs.keys() - mine.keys())
        moved = dict(_overlaps(gone, come))
        for place in gone:
            if place in moved:
                after = theirs[moved[place]]
                found.add(Change(layer, "moved", source, place, mine[place]["words"], mine[place]["words"], after["words"]))
            else:
                found.add(Change(layer, "gone", source, place, mine[place]["words"]))
        for place in come:
            if place not in moved.values():
                found.add(Change(layer, "new", source, place, theirs[place]["words"]))


def _overlaps(old: list[Place], new: list[Place]) -> Iterator[tuple[Place, Place]]:
    """Pairs of places that overlap, each place in one pair at most; both lists sorted."""
    j = 0
    for place in old:
        while j < len(new) and new[j][1] <= place[0]:
            j += 1
        if j < len(new) and new[j][0] < place[1]:
            yield place, new[j]
            j += 1


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return repr(text if len(text) <= 60 else text[:59] + "…") if isinstance(value, str) else text
