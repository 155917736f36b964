"""Features of a candidate from its publisher: the home region learned, the country and the words of its domain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from onrecord.gazetteer import PLACE_KINDS
from onrecord.places.features import STATIC, Array, Group, country_number, on_sphere

HOME = (
    "home country", "home division", "near home", "near home, 30 km", "home country of its domain", "home division, small city",
    "people, not in the home country", "capital, not in the home country", "named in the domain",
    "named in the domain, near home",
)  # fmt: skip
_CITY = PLACE_KINDS.index("city")
_PEOPLE, _CAPITAL = STATIC.index("people of a city"), STATIC.index("capital")
# Country domains that everybody uses, and the one whose letters are not those of ISO 3166.
_DOMAINS = {"uk": "GB", **dict.fromkeys(("eu", "tv", "co", "io", "me", "fm", "ai", "am", "cc", "ly", "to", "ws"))}


@dataclass(frozen=True, slots=True)
class Home:
    """A publisher's home region: shares of countries (ISO 3166-1) and divisions (ISO 3166-2), and its middle."""

    countries: Mapping[str, float]
    divisions: Mapping[str, float]
    lat: float
    lon: float
    articles: int = 0


@dataclass(frozen=True, slots=True)
class Publisher:
    """What is known of a document's publisher."""

    name: str = ""
    home: Home | None = None
    told: tuple[str, float] | None = None  # the country whose institutions the document names, and how surely

    @property
    def country(self) -> str | None:
        """The country of the domain: "example.co.uk" -> "GB"; null for .com and the like, or a name without a dot."""
        if "." not in self.name:
            return None
        last = self.name.strip().rsplit(".", 1)[-1].lower()
        if last in _DOMAINS:
            return _DOMAINS[last]
        return last.upper() if len(last) == 2 and last.isalpha() else None

    def names(self, key: str) -> bool:
        """True when the domain holds the name: "www.kanoherald.com", "kano"."""
        letters = key.replace(" ", "")
        return len(letters) >= 5 and "." in self.name and letters in self.name.lower().replace("-", "")


def home_features(group: Group, publisher: Publisher) -> Array:
    """One row a candidate."""
    table, home = group.table, publisher.home
    out = np.zeros((len(table.entries), len(HOME)))
    if publisher.country:
        out[:, 4] = table.country == country_number(publisher.country)
    elif publisher.told is not None:  # stands in for a domain that tells no country
        out[:, 4] = (table.country == country_number(publisher.told[0])) * publisher.told[1]
    city = table.kind == _CITY
    if publisher.names(group.key):
        out[:, 8] = city
    if home is None:
        return out
    out[:, 0] = [home.countries.get(entry.place.country or "", 0.0) for entry in table.entries]
    out[:, 1] = [home.divisions.get(entry.place.admin1 or "", 0.0) for entry in table.entries]
    km = np.arccos(np.clip(table.xyz @ on_sphere([home.lat], [home.lon])[0], -1, 1)) * 6371
    out[:, 2] = np.exp(-km / 150) * (table.kind > 1)
    out[:, 3] = np.exp(-km / 30) * (table.kind > 1)
    out[:, 5] = out[:, 1] * city * np.array([entry.place.population < 50_000 for entry in table.entries])
    away = out[:, 0] < 0.1
    out[:, 6] = table.static[:, _PEOPLE] * away
    out[:, 7] = table.static[:, _CAPITAL] * away
    if publisher.names(group.key):
        out[:, 9] = out[:, 2] * city
    return out
