"""Finds the toponyms of a document among its entities, and resolves them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.gazetteer import Gazetteer, default_gazetteer
from onrecord.lexicon import word_set
from onrecord.places.homes import Home
from onrecord.places.resolve import resolve_places
from onrecord.places.roles import with_role
from onrecord.settings import PlaceSettings
from onrecord.types import Entity, Span, Toponym

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_HOLDERS = frozenset({"ORG", "EVENT", "MISC"})
_CAPITALISED = re.compile(r"(?<![\w’'-])(?:(?:[A-Z]\.){2,4}|[A-ZÀ-Þ][^\W\d_]+)(?:[ -](?:(?:of|and|the) )?[A-ZÀ-Þ][^\W\d_]+){0,3}")


def find_places(
    text: str,
    entities: Sequence[Entity],
    *,
    gazetteer: Gazetteer | None = None,
    publisher: str | None = None,
    dateline: Span | None = None,
    settings: PlaceSettings | None = None,
    home: Home | None = None,
) -> list[Toponym]:
    """Find and resolve the place names of a document.

    Takes places and peoples (as demonyms) among the entities, countries and regions that no entity covers, and the
    place of the dateline. Persons are never places: a surname that is a town stays a surname.

    Args:
        text: The document.
        entities: Its entities, in any order.
        gazetteer, publisher, settings, home: As for `resolve_places`.
        dateline: Place of the dateline.

    Returns:
        Toponyms in text order, none overlapping another.
    """
    gazetteer = gazetteer or default_gazetteer()
    spans = _spans(text, entities, gazetteer, dateline)
    toponyms = resolve_places(text, spans, gazetteer=gazetteer, publisher=publisher, dateline=dateline, settings=settings, home=home)
    return [with_role(text, toponym, gazetteer) for toponym in toponyms]


def _spans(text: str, entities: Sequence[Entity], gazetteer: Gazetteer, dateline: Span | None) -> list[Span]:
    taken: set[int] = set()
    spans: list[Span] = []

    def take(span: Span) -> None:
        if taken.isdisjoint(range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            spans.append(span)

    if dateline is not None:
        take(dateline)
    for entity in sorted(entities, key=lambda entity: (entity.start, entity.end)):
        span = Span(entity.start, entity.end)
        if entity.label in _PLACES:
            for part in _parts(text, span, gazetteer):
                take(part)
        elif _mislabelled(text, span, entity.label, gazetteer):
            take(span)
    for span in _by_form(text, gazetteer):
        take(span)
    for entity in sorted(entities, key=lambda entity: (entity.start, entity.end)):
        if entity.label in _HOLDERS and taken.isdisjoint(range(entity.start, entity.end)):
            spans += _embedded(text, Span(entity.start, entity.end), gazetteer)
        elif entity.label == "NORP" and taken.isdisjoint(range(entity.start, entity.end)):
            spans += _joined(text, Span(entity.start, entity.end), gazetteer)
        if entity.label not in _PLACES:
            taken.update(range(entity.start, entity.end))
    for match in _CAPITALISED.finditer(text):
        for span in _pieces(text, Span(match.start(), match.end())):
            if taken.isdisjoint(range(span.start, span.end)) and _beyond_doubt(text[span.start : span.end], gazetteer):
                take(span)
    if _in_small_letters(text):
        for span in _small(text, gazetteer):
            take(span)
    return sorted(spans)


_LIVES_IN = re.compile(r", of $")
_ENDS = re.compile(r"(?:[,.;]|$)")


def _mislabelled(text: str, span: Span, label: str, gazetteer: Gazetteer) -> bool:
    """True for peoples, and for what a model took for something else: "Russian", "U.S.", "Ann Bello, 40, of Hayes"."""
    name = text[span.start : span.end]
    if label in ("NORP", "MISC", "ORG"):
        return _beyond_doubt(name, gazetteer) or (label != "ORG" and bool(gazetteer.demonym(name)))
    if label == "PERSON" and name.isalpha() and _LIVES_IN.search(text, max(0, span.start - 5), span.start) and _ENDS.match(text, span.end):
        return any(entry.place.kind == "city" and entry.named == "name" for entry in gazetteer.lookup(name))
    return False


# "Rep. Ann Bello, D-N.Y."; "KANO — It rained": a model reads a name or a body there.
_TAGGED = re.compile(r"(?:, |\()[DRI][-–]((?:[A-Z]\.){2}|[A-Z][a-z]+\.?(?: [A-Z][a-z]+)?)(?![\w’'-])")
_HEADED = re.compile(r"(?:^|[.!?:\n])[ \t]*([A-Z][A-Z .’'-]{2,24}[A-Z]) (?:—|–|--) ")


def _by_form(text: str, gazetteer: Gazetteer) -> list[Span]:
    """The seats of members of parliament, and towns in capitals before a dash at the head of a report."""
    found = []
    for match in _TAGGED.finditer(text):
        for name in (match[1], match[1].split(" ")[0]):
            if any(entry.fits(name) and entry.place.kind in ("admin1", "admin2", "city") for entry in gazetteer.lookup(name)):
                found.append(Span(match.start(1), match.start(1) + len(name)))
                break
    for match in _HEADED.finditer(text):
        common = match[1].lower() in word_set("places/common_words.txt")
        if not common and any(entry.named == "name" and entry.place.population for entry in gazetteer.lookup(match[1])):
            found.append(Span(*match.span(1)))
    return found


def _pieces(text: str, span: Span) -> list[Span]:
    """The names that function words part in a headline: "In Kenya It Rained"."""
    known = word_set("actors/function_words.txt") - {"of", "and"}
    pieces: list[Span] = []
    start = None
    for match in re.finditer(r"[^ ]+", text[span.start : span.end]):
        if match[0].lower() in known:
            start = None
        elif start is None:
            start = span.start + match.start()
            pieces.append(Span(start, span.start + match.end()))
        else:
            pieces[-1] = Span(start, span.start + match.end())
    return pieces


def _in_small_letters(text: str) -> bool:
    """True for a text without capitals, as some feeds and transcripts have it."""
    letters = sum(map(str.isalpha, text))
    return letters > 0 and sum(map(str.isupper, text)) * 200 <= letters


_SMALL_WORD = re.compile(r"(?<![\w’'-])[^\W\d_](?:[^\W\d_]|[.’'-](?=[^\W\d_]))*")
_SMALL_PLACED = re.compile(r"(?:\b(?:in|from|near|to|outside)|,) $")
_LARGE, _HUGE = 100_000, 1_000_000  # people, from which a town in small letters may be taken after "in" or "from", or anywhere


def _small(text: str, gazetteer: Gazetteer) -> list[Span]:
    """Countries, peoples, first divisions and large towns in a text without capitals: "floods in kano, nigeria".

    A division or smaller town needs "in" or the like before it, and none may be an English word ("nice", "turkey").
    """
    words = [(match.start(), match.end()) for match in _SMALL_WORD.finditer(text) if match[0] not in ("the", "a", "of", "and")]
    found: list[Span] = []
    at = 0
    while at < len(words):
        for last in range(min(at + 3, len(words)) - 1, at - 1, -1):
            span = Span(words[at][0], words[last][1])
            name = text[span.start : span.end]
            before = text[max(0, span.start - 9) : span.start]
            if " ".join(name.split()) == name and _means_place(name, gazetteer, placed=_SMALL_PLACED.search(before) is not None):
                found.append(span)
                at = last
                break
        at += 1
    return found


def _means_place(name: str, gazetteer: Gazetteer, *, placed: bool) -> bool:
    if name.lower() in word_set("places/small_words.txt") or len(name) < 4:
        return False
    for entry in gazetteer.lookup(name):
        place = entry.place
        if entry.named == "abbreviation":
            continue
        if place.kind == "country" or entry.named == "demonym":
            return True
        if entry.named == "name" and place.kind == "city" and place.population >= (_LARGE if placed else _HUGE):
            return True
        if placed and entry.named == "name" and place.kind == "admin1":
            return True
    return False


def _parts(text: str, span: Span, gazetteer: Gazetteer) -> list[Span]:
    """Two toponyms for "Long Beach, CA", unless the gazetteer knows the whole ("Washington, D.C.")."""
    name = text[span.start : span.end]
    if "," not in name or name in gazetteer:
        return [span]
    parts, start = [], span.start
    for piece in name.split(","):
        stripped = piece.strip()
        if stripped:
            first = start + len(piece) - len(piece.lstrip())
            parts.append(Span(first, first + len(stripped)))
        start += len(piece) + 1
    return parts


_INNER = re.compile(r"(?:[A-Z]\.){2,4}|[A-ZÀ-Þ][^\W\d_]+\.?(?:[-’'][^\W\d_]+)*")


def _embedded(text: str, span: Span, gazetteer: Gazetteer) -> list[Span]:
    """The place within a name of an organisation: at its head, or after "of", "in", "for": "Kano State Police".

    Only countries, first and second divisions by their names, and towns of 15,000 people; the longest that fits.
    """
    words = [(match.start(), match.end()) for match in _INNER.finditer(text, span.start, span.end)]
    found: list[Span] = []
    for at, (start, _) in enumerate(words):
        head = at == 0 or (at == 1 and text[words[0][0] : words[0][1]] == "The")
        if not head and not text[max(span.start, start - 8) : start].endswith((" of ", " of the ", " in ", " for ")):
            continue
        for last in range(min(at + 3, len(words)) - 1, at - 1, -1):
            part = Span(start, words[last][1])
            name = text[part.start : part.end]
            if name not in word_set("places/body_words.txt") and part != span and _holds_place(name, gazetteer):
                found.append(part)
                break
    joined = [part for start, end in words for part in _joined(text, Span(start, end), gazetteer)]
    return found + [part for part in joined if all(part.end <= other.start or other.end <= part.start for other in found)]


def _joined(text: str, span: Span, gazetteer: Gazetteer) -> list[Span]:
    """The countries and peoples of a compound: "Nigeria-Ukrainian", unless it is a name itself ("Guinea-Bissau")."""
    name = text[span.start : span.end]
    if "-" not in name or name in gazetteer:
        return []
    pieces = [Span(span.start + match.start(), span.start + match.end()) for match in re.finditer(r"[^-]+", name)]
    names = [text[piece.start : piece.end] for piece in pieces]
    return [piece for piece, one in zip(pieces, names, strict=True) if gazetteer.demonym(one) or _beyond_doubt(one, gazetteer)]


def _holds_place(name: str, gazetteer: Gazetteer) -> bool:
    acronym = name.isupper() and len(name) <= 4  # "UN" is no town of that name
    for entry in gazetteer.lookup(name):
        kind = entry.place.kind
        if entry.named in ("name", "demonym", "abbreviation") and entry.fits(name) and kind in ("country", "admin1", "region"):
            return True
        if entry.named == "name" and not acronym and (kind == "admin2" or (kind == "city" and entry.place.population >= 15_000)):
            return True
    return False


def _beyond_doubt(name: str, gazetteer: Gazetteer) -> bool:
    """True for the name of a country or a large region that no other thing bears: a model may have missed it."""
    entries = gazetteer.lookup(name)
    sure = [
        entry
        for entry in entries
        if (entry.place.kind == "country" and entry.named in ("name", "former")) or (entry.named == "abbreviation" and "." in name)
    ]
    return bool(sure) and sure[0].place.kind == "country" and name not in ("Jordan", "Chad", "Georgia", "Holland", "Israel")
