"""The gazetteer: which places bear a name.

One read-only SQLite file holds cities, administrative divisions, countries, regions, waters and airports with all the
names they go by; `places/build.py` makes it. Opening costs a few milliseconds, memory is what SQLite caches. A name is
looked up by its `name_key`, so that case, accents, full stops, hyphens and a leading "the" make no difference.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from onrecord.errors import OnrecordError
from onrecord.resources import model_path
from onrecord.types import Place, PlaceKind

NameKind = Literal["name", "alternate", "core", "abbreviation", "demonym", "former"]
NAME_KINDS: tuple[NameKind, ...] = ("name", "alternate", "core", "abbreviation", "demonym", "former")
PLACE_KINDS: tuple[PlaceKind, ...] = ("country", "admin1", "admin2", "city", "region", "water", "facility")

_SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft", "and": "&"}
_POSSESSIVE = re.compile(r"['’]s?$")
_DOTS_AND_APOSTROPHES = str.maketrans("", "", ".'’ʼ‘`\u00ad")
_NOT_WORD = re.compile(r"[^\w&]+")


_SPELLED = {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}


@cache
def _plain(letter: str) -> str:
    """One letter without its accent, in lower case; letters that do not decompose are spelled as news agencies do."""
    lower = letter.casefold()
    if lower in _SPELLED:
        return _SPELLED[lower]
    return "".join(part for part in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(part)).casefold()


@lru_cache(maxsize=32_768)
def name_key(name: str) -> str:
    """The form under which a name is looked up: `name_key("Saint-Étienne's") == "st etienne"`."""
    name = _POSSESSIVE.sub("", name.strip())
    if not name.isascii():
        name = "".join(map(_plain, name.translate(_DOTS_AND_APOSTROPHES)))
    else:
        name = name.translate(_DOTS_AND_APOSTROPHES).casefold()
    words = _NOT_WORD.sub(" ", name).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join([_SHORT.get(word, word) for word in words])


@dataclass(frozen=True, slots=True)
class Entry:
    """A place with what resolution needs to know: row ids of the divisions above it, and how the name names it."""

    row: int
    place: Place
    named: NameKind
    admin1: int = 0  # row id, 0 where unknown
    admin2: int = 0
    capital: bool = False  # of its country

    def fits(self, surface: str) -> bool:
        """False for an abbreviation in small letters: "in", "or" and "me" are no states, "us" no country."""
        if self.named != "abbreviation":
            return True
        letters = surface.replace(".", "").replace(" ", "")
        return letters.isupper() if len(letters) < 4 and "." not in surface else letters[:1].isupper()


class Gazetteer:
    """Looks names up. Open it once; it may be shared by all documents of a process.

    Args:
        path: The folder of a built gazetteer, holding `gazetteer.sqlite` and `card.json`; by default the one that ships.
        verify: Compare the digest of the file with the card's.

    Raises:
        OnrecordError: The file is missing, or is not the one that the card describes.
    """

    def __init__(self, path: str | Path | None = None, *, verify: bool = True) -> None:
        folder = Path(path) if path is not None else model_path("gazetteer")
        database = folder / "gazetteer.sqlite"
        if not database.is_file():
            raise OnrecordError("E401", f"No gazetteer at '{database}'.", "Build one with `make gazetteer`.")
        self.path = folder
        self.card: dict[str, object] = json.loads((folder / "card.json").read_text(encoding="utf-8"))
        if verify and digest(database) != self.card["sha256"]:
            raise OnrecordError("E402", f"'{database}' is not the file that its card describes.", "Rebuild it with `make gazetteer`.")
        self._connection = sqlite3.connect(f"file:{database}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._connection.execute("PRAGMA cache_size = -8000")
        self._found: dict[str, tuple[Entry, ...]] = {}
        self._admin1: dict[int, str | None] = dict(self._connection.execute("SELECT id, iso FROM admin1 ORDER BY id"))

    @property
    def name(self) -> str:
        """Name and version, for the manifest of a run."""
        return self.path.name

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """All places that bear the name, the largest first; one entry a place, named the best way."""
        return self.lookup_key(name_key(name))

    def lookup_key(self, key: str) -> tuple[Entry, ...]:
        """As `lookup`, for a name that went through `name_key`."""
        found = self._found.get(key)
        if found is None:
            if len(self._found) > 50_000:  # bounds the memory of a long run
                self._found.clear()
            found = self._found[key] = self._read(key) if key else ()
        return found

    def _read(self, key: str) -> tuple[Entry, ...]:
        rows = self._connection.execute(
            "SELECT n.kind, p.id, p.geonames_id, p.name, p.kind, p.country, p.admin1, p.admin2, p.lat, p.lon, p.population, p.capital"
            " FROM name n JOIN place p ON p.id = n.place WHERE n.key = ? ORDER BY n.kind, p.population DESC, p.id",
            (key,),
        )
        entries: dict[int, Entry] = {}
        for named, row, geonames_id, name, kind, country, admin1, admin2, lat, lon, population, capital in rows:
            if row in entries:
                continue
            place = self._place(name, kind, country, admin1, geonames_id, lat, lon, population)
            entries[row] = Entry(row, place, NAME_KINDS[named], admin1, admin2, bool(capital))
        return tuple(sorted(entries.values(), key=lambda entry: (-entry.place.population, entry.row)))

    def by_id(self, geonames_id: int) -> Place | None:
        """The place with a GeoNames id. Reads the whole table: for people's corrections, not for a stage."""
        row = self._connection.execute(
            "SELECT name, kind, country, admin1, geonames_id, lat, lon, population FROM place WHERE geonames_id = ?", (geonames_id,)
        ).fetchone()
        return self._place(*row) if row is not None else None

    def _place(
        self, name: str, kind: int, country: str, admin1: int | None, geonames_id: int | None, lat: int, lon: int, population: int
    ) -> Place:
        """A row of the table: coordinates are kept in 1e-5 degrees."""
        iso = self._admin1.get(admin1) if admin1 is not None else None
        return Place(name, PLACE_KINDS[kind], country, iso, geonames_id, lat / 1e5, lon / 1e5, population)

    def __contains__(self, name: str) -> bool:
        return bool(self.lookup(name))

    def countries(self, name: str) -> tuple[Place, ...]:
        """Countries of that name, demonyms left out."""
        return tuple(e.place for e in self.lookup(name) if e.place.kind == "country" and e.named != "demonym")

    def demonym(self, name: str) -> tuple[Place, ...]:
        """Places whose people or things are called so: `demonym("Nigerians")` is Nigeria."""
        return tuple(entry.place for entry in self.lookup(name) if entry.named == "demonym")

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


@cache
def default_gazetteer() -> Gazetteer:
    """The gazetteer that ships, opened once a process."""
    return Gazetteer()


def digest(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
