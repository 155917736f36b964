"""Home regions of publishers, learned without labels: where the places of its articles mostly lie.

A local paper writes "Richmond" and means its own. The table is a readable file that the profile names; `extract` stays
a function of one document.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path

from onrecord.errors import OnrecordError
from onrecord.gazetteer import name_key
from onrecord.places.homes import Home, Publisher
from onrecord.types import Toponym

LEAST = 2  # articles, below which a publisher has no home


def publisher_key(publisher: str) -> str:
    """The form under which a publisher stands in the table: lower case, without "www." and what follows a domain."""
    key = publisher.strip().lower().removeprefix("https://").removeprefix("http://")
    return key.split("/", 1)[0].removeprefix("www.") if "." in key else key


def home_region(publisher: str, articles: Sequence[Iterable[Toponym]]) -> Home | None:
    """The home region that resolved articles of one publisher show; null when there are too few.

    Every different name of an article is one vote for the divisions of its candidates, flattened by the square root, so
    that many names which may lie in Ohio outweigh one that is taken for a capital far away. A name that the domain holds
    ("www.kanoherald.com") votes thrice, for whatever place bears it.
    """
    owner = Publisher(publisher)
    countries: Counter[str] = Counter()
    divisions: Counter[str] = Counter()
    votes = 0.0
    points: list[tuple[str, float, float, float]] = []
    for article in articles:
        names = {name_key(toponym.name): toponym for toponym in article if toponym.candidates and not toponym.demonym}
        for key, toponym in sorted(names.items()):
            weight = 3.0 if owner.names(key) else 1.0
            votes += weight
            nations: dict[str, float] = {}
            regions: dict[str, float] = {}
            for place, chance in toponym.candidates:
                flat = weight * chance**0.5
                if place.country:
                    nations[place.country] = max(nations.get(place.country, 0.0), flat)
                if place.admin1 and place.kind in ("admin1", "admin2", "city"):
                    regions[place.admin1] = max(regions.get(place.admin1, 0.0), flat)
                if place.admin1 and place.kind in ("city", "admin2") and place.lat is not None and place.lon is not None:
                    points.append((place.admin1, place.lat, place.lon, flat))
            countries.update(nations)
            divisions.update(regions)
    if len(articles) < LEAST or not divisions:
        return None
    home = min(divisions, key=lambda division: (-divisions[division], division))
    near = [(lat, lon, weight) for division, lat, lon, weight in points if division == home]
    if not near:
        return None
    return Home(
        countries={code: round(n / votes, 3) for code, n in sorted(countries.items(), key=lambda row: (-row[1], row[0]))[:5]},
        divisions={code: round(n / votes, 3) for code, n in sorted(divisions.items(), key=lambda row: (-row[1], row[0]))[:5]},
        lat=round(_weighted_median([(lat, weight) for lat, _, weight in near]), 3),
        lon=round(_weighted_median([(lon, weight) for _, lon, weight in near]), 3),
        articles=len(articles),
    )


def _weighted_median(values: Sequence[tuple[float, float]]) -> float:
    half, reached = sum(weight for _, weight in values) / 2, 0.0
    for value, weight in sorted(values):
        reached += weight
        if reached >= half:
            return value
    return values[-1][0]


def learn(articles: Iterable[tuple[str, Sequence[Toponym]]]) -> dict[str, Home]:
    """The table of home regions from `(publisher, toponyms of one article)` pairs, without any labels.

    Resolve the corpus without a table first; a second pass with the table learned makes the regions sharper.
    """
    by_publisher: dict[str, list[Sequence[Toponym]]] = {}
    for publisher, toponyms in articles:
        by_publisher.setdefault(publisher_key(publisher), []).append(toponyms)
    homes = {publisher: home_region(publisher, rows) for publisher, rows in sorted(by_publisher.items()) if publisher}
    return {publisher: home for publisher, home in homes.items() if home is not None}


def write_homes(homes: Mapping[str, Home], path: Path) -> None:
    """Write the table, one publisher a line."""
    rows = [f"  {json.dumps(publisher)}: {json.dumps(asdict(home))}" for publisher, home in sorted(homes.items())]
    path.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")


@cache
def read_homes(path: str) -> Mapping[str, Home]:
    """Read a table of home regions.

    Raises:
        OnrecordError: The file is missing or no such table.
    """
    try:
        return {publisher: Home(**home) for publisher, home in json.loads(Path(path).read_text(encoding="utf-8")).items()}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise OnrecordError("E404", f"'{path}' is no table of publishers.", "Make one with `onrecord train publishers CORPUS`.") from error


def home_of(publisher: str, path: str) -> Home | None:
    """The home region of a publisher in the table at `path`; null when it has none."""
    return read_homes(path).get(publisher_key(publisher))
