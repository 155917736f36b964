"""Home regions of publishers, learned without labels: where the places of its articles mostly lie.

A local paper writes "Richmond" and means its own. The table is a readable file that the profile names; `extract` stays
a function of one document.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from statistics import median

from onrecord.errors import OnrecordError
from onrecord.types import Toponym

LEAST = 3  # articles, below which a publisher has no home
SURE = 0.6  # confidence from which a place counts


def publisher_key(publisher: str) -> str:
    """The form under which a publisher stands in the table: lower case, without "www." and what follows a domain."""
    key = publisher.strip().lower().removeprefix("https://").removeprefix("http://")
    return key.split("/", 1)[0].removeprefix("www.") if "." in key else key


def home_region(articles: Sequence[Iterable[Toponym]]) -> dict[str, object] | None:
    """The home region that resolved articles of one publisher show; null when there are too few.

    Every article counts once for each of its countries and divisions, however often it names them.
    """
    countries: Counter[str] = Counter()
    divisions: Counter[str] = Counter()
    points: list[tuple[str, float, float]] = []
    for article in articles:
        places = {
            toponym.place
            for toponym in article
            if toponym.place is not None and toponym.confidence >= SURE and not toponym.demonym and toponym.place.geonames_id
        }
        seen = {place.country for place in places if place.country}
        countries.update(seen)
        local = {place.admin1 for place in places if place.admin1 and place.kind != "country"}
        divisions.update(local)
        points += sorted(
            (place.admin1, place.lat, place.lon)
            for place in places
            if place.kind in ("city", "admin2") and place.admin1 and place.lat is not None and place.lon is not None
        )
    if len(articles) < LEAST or not divisions:
        return None
    main = min(divisions, key=lambda division: (-divisions[division], division))
    near = [(lat, lon) for division, lat, lon in points if division == main] or [(lat, lon) for _, lat, lon in points]
    if not near:
        return None
    total = len(articles)
    return {
        "articles": total,
        "countries": {code: round(n / total, 3) for code, n in sorted(countries.items(), key=lambda row: (-row[1], row[0]))[:5]},
        "divisions": {code: round(n / total, 3) for code, n in sorted(divisions.items(), key=lambda row: (-row[1], row[0]))[:5]},
        "lat": round(median(lat for lat, _ in near), 3),
        "lon": round(median(lon for _, lon in near), 3),
    }


def learn(articles: Iterable[tuple[str, Sequence[Toponym]]]) -> dict[str, dict[str, object]]:
    """The table of home regions from `(publisher, toponyms of one article)` pairs, without any labels.

    Resolve the corpus without a table first; a second pass with the table learned makes the regions sharper.
    """
    by_publisher: dict[str, list[Sequence[Toponym]]] = {}
    for publisher, toponyms in articles:
        by_publisher.setdefault(publisher_key(publisher), []).append(toponyms)
    homes = {publisher: home_region(rows) for publisher, rows in sorted(by_publisher.items()) if publisher}
    return {publisher: home for publisher, home in homes.items() if home is not None}


def write_homes(homes: Mapping[str, Mapping[str, object]], path: Path) -> None:
    """Write the table, one publisher a line."""
    rows = [f"  {json.dumps(publisher)}: {json.dumps(home, sort_keys=True)}" for publisher, home in sorted(homes.items())]
    path.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")


@cache
def read_homes(path: str) -> Mapping[str, Mapping[str, object]]:
    """Read a table of home regions.

    Raises:
        OnrecordError: The file is missing or no such table.
    """
    try:
        table = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise OnrecordError("E404", f"'{path}' is no table of publishers.", "Make one with `onrecord train publishers CORPUS`.") from error
    if not isinstance(table, dict) or not all(isinstance(home, dict) and "divisions" in home for home in table.values()):
        raise OnrecordError("E404", f"'{path}' is no table of publishers.", "Make one with `onrecord train publishers CORPUS`.")
    return table


def home_of(publisher: str, path: str) -> Mapping[str, object] | None:
    """The home region of a publisher in the table at `path`; null when it has none."""
    return read_homes(path).get(publisher_key(publisher))
