"""Labels: other models' names for them, and a place parted into GPE, LOC and FAC by the gazetteer."""

from __future__ import annotations

from onrecord.gazetteer import Gazetteer
from onrecord.lexicon import word_set
from onrecord.types import EntityLabel

LABELS: dict[str, EntityLabel | None] = {
    "PERSON": "PERSON", "PER": "PERSON", "ORG": "ORG", "ORGANISATION": "ORG", "ORGANIZATION": "ORG", "GPE": "GPE",
    "LOC": "LOC", "LOCATION": "LOC", "FAC": "FAC", "FACILITY": "FAC", "NORP": "NORP", "EVENT": "EVENT", "MISC": "MISC",
    "MONEY": "MONEY", "PERCENT": "PERCENT", "QUANTITY": "QUANTITY",
    "DATE": None, "TIME": None, "ORDINAL": None, "CARDINAL": None,
}  # fmt: skip
"""Names of labels as models use them; null for what is dropped. What is not listed becomes MISC."""

_DIVISION_WORDS = frozenset(
    [
        "city",
        "county",
        "district",
        "governorate",
        "municipality",
        "oblast",
        "parish",
        "prefecture",
        "province",
        "region",
        "republic",
        "state",
        "states",
        "territory",
        "town",
        "township",
        "village",
    ]
)


def map_label(label: str) -> EntityLabel | None:
    """Our label for a model's label; null for dates, times, ordinals and cardinals."""
    return LABELS.get(label.upper(), "MISC")


def place_label(name: str, gazetteer: Gazetteer | None, given: EntityLabel = "LOC") -> EntityLabel:
    """GPE, LOC, FAC, or NORP for a name that a model calls a place.

    Words that say what a thing is ("River", "Airport") decide before the gazetteer, the gazetteer before the default
    GPE: nine of ten places of news are countries, divisions and towns.
    """
    words = name.split()
    if not words:
        return given
    if len(words) > 1:
        ends = {words[0], words[-1]}
        if words[-1].lower() in _DIVISION_WORDS:
            return "GPE"
        if words[-1] in word_set("entities/facility_words.txt") or words[0].isdigit():
            if gazetteer is not None and any(entry.place.kind == "city" and entry.named == "name" for entry in gazetteer.lookup(name)):
                return "GPE"  # "College Park", "Des Moines Street" is none
            return "FAC"
        if ends & word_set("entities/landform_words.txt"):
            entries = gazetteer.lookup(name) if gazetteer is not None else ()
            governed = [entry for entry in entries if entry.place.kind in ("country", "admin1", "admin2", "city")]
            return "GPE" if governed and (len(governed) == len(entries)) else "LOC"
    if gazetteer is None:
        return given
    entries = gazetteer.lookup(name)
    if not entries:
        return given if given == "FAC" else "GPE"
    if all(entry.named == "demonym" for entry in entries):
        return "NORP"
    first = next(entry for entry in entries if entry.named != "demonym")
    kinds = {entry.place.kind for entry in entries if entry.named in ("name", "abbreviation", "former")}
    if kinds & {"region", "water"} and "country" not in kinds and first.place.population < 100_000:
        return "LOC"
    if kinds == {"facility"}:
        return "FAC"
    return "FAC" if given == "FAC" and first.place.kind == "city" and first.place.population < 50_000 else "GPE"
