"""Which spans of a document are place names: its entities, and what a model missed or took for something else."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import cache

from onrecord.gazetteer import Gazetteer, name_key
from onrecord.languages import is_language
from onrecord.lexicon import word_set
from onrecord.places.context import KIND_AFTER, unmarked_divisions
from onrecord.places.cues import is_place_after_all, is_placed, surnames_of
from onrecord.places.embedded import parts_of_compound, places_within
from onrecord.places.known import is_beyond_doubt, is_great_city, is_named_region, people_of
from onrecord.places.nonplaces import is_numbered, is_of_a_paper, is_put_somewhere, is_time_zone, is_titled, is_vessel
from onrecord.places.small import is_in_small_letters, small_letter_places
from onrecord.types import Entity, Span

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_HOLDERS = frozenset({"ORG", "EVENT", "MISC"})
_CAPITALISED = re.compile(r"(?<![\w’'-])(?:(?:[A-Z]\.){2,4}|[A-ZÀ-Þ][^\W\d_]+)(?:[ -](?:(?:of|and|the) )?[A-ZÀ-Þ][^\W\d_]+){0,3}")


class _Taken:
    """Spans taken so far, none overlapping another."""

    def __init__(self) -> None:
        self.spans: list[Span] = []
        self.places: set[int] = set()

    def free(self, span: Span) -> bool:
        return self.places.isdisjoint(range(span.start, span.end))

    def block(self, span: Span) -> None:
        self.places.update(range(span.start, span.end))

    def take(self, span: Span) -> None:
        if self.free(span):
            self.block(span)
            self.spans.append(span)


def place_mentions(
    text: str, entities: Sequence[Entity], gazetteer: Gazetteer, dateline: Span | None = None
) -> tuple[list[Span], frozenset[Span]]:
    """Spans of place names and demonyms, in text order, none overlapping another; and those that are only part of another name.

    Args:
        text: The document.
        entities: Its entities, in any order.
        gazetteer: For what a name may be.
        dateline: Place of the dateline, with its division or country or without: "NAPLES, Fla.".
    """
    entities = sorted(entities, key=lambda entity: (entity.start, entity.end))
    taken = _Taken()
    if dateline is not None:
        for part in parts_at_commas(text, dateline, gazetteer):
            taken.take(part)
    for span in _possessive_names(text, gazetteer):
        taken.take(span)
    towns = [entity for entity in entities if entity.label in ("GPE", "LOC")]
    titled = {name_key(text[one.start : one.end]) for one in towns if is_titled(text, Span(one.start, one.end))}
    placed = {name_key(text[entity.start : entity.end]) for entity in towns} - titled
    placed |= {name_key(text[span.start : span.end]) for span in taken.spans}
    placed = {key for key in placed if _stands_alone(key, gazetteer)}
    surnames = surnames_of(text, entities)
    for entity in entities:
        span = Span(entity.start, entity.end)
        name = text[span.start : span.end]
        numbered = entity.label in ("GPE", "LOC") and is_numbered(name, gazetteer)
        if numbered or is_vessel(text, span) or (titled and name_key(name) in titled and not is_put_somewhere(text, span)):
            taken.block(span)
        elif entity.label in _PLACES:
            for part in parts_at_commas(text, span, gazetteer):
                for piece in parts_of_compound(text, part, gazetteer) or [fitted(text, part, gazetteer)]:
                    language = gazetteer.demonym(text[piece.start : piece.end]) and is_language(text, piece)
                    if language or is_of_a_paper(text, piece) or is_time_zone(text, piece):
                        taken.block(piece)
                    else:
                        taken.take(piece)
        elif is_place_after_all(text, entity, gazetteer, placed=placed, surnames=surnames):
            taken.take(span)
    for span in [*_by_form(text, gazetteer), *_beside_places(text, entities, taken.spans, gazetteer, surnames)]:
        taken.take(span)
    within: list[Span] = []
    for entity in entities:
        span = Span(entity.start, entity.end)
        if entity.label in _HOLDERS and taken.free(span):
            within += places_within(text, span, gazetteer, placed)
        elif entity.label == "NORP" and taken.free(span):
            taken.spans += parts_of_compound(text, span, gazetteer)
        if entity.label not in _PLACES:
            taken.block(span)
    for span in _bare(text, gazetteer, placed, surnames):
        taken.take(span)
    if is_in_small_letters(text):
        for span in small_letter_places(text, gazetteer):
            taken.take(span)
    for span in unmarked_divisions(text, taken.spans, gazetteer):
        taken.take(span)
    known = [span for span in within if name_key(text[span.start : span.end]) in placed]
    return sorted([*taken.spans, *within]), frozenset(within) - frozenset(known)


_WITH_APOSTROPHE = re.compile(r"(?<![\w’'-])[A-Z][^\W\d_]+['’]s [A-Z][^\W\d_]+")


def _possessive_names(text: str, gazetteer: Gazetteer) -> list[Span]:
    """Names like "Cox's Bazar", which look like what somebody owns."""
    matches = _WITH_APOSTROPHE.finditer(text)
    return [Span(*m.span()) for m in matches if any(e.place.name == m[0].replace("’", "'") for e in gazetteer.lookup(m[0]))]


def _stands_alone(key: str, gazetteer: Gazetteer) -> bool:
    """True for the key of a town or division, of four letters and more, that is no everyday word."""
    return len(key) > 3 and people_of(key.title(), gazetteer) > 0


def _bare(text: str, gazetteer: Gazetteer, placed: Set[str], surnames: Set[str]) -> list[Span]:
    """Capitalised names that no entity covers: countries, names placed elsewhere in the document, large towns after "in"."""
    found = []
    for match in _CAPITALISED.finditer(text):
        for span in _pieces(text, Span(match.start(), match.end()), gazetteer):
            name = text[span.start : span.end]
            sure = is_beyond_doubt(name, gazetteer) or is_named_region(name, gazetteer)
            if not sure and name not in surnames:
                sure = name_key(name) in placed or is_great_city(name, gazetteer) or is_placed(text, span, gazetteer)
            if sure:
                found.append(span)
    return found


def _beside_places(text: str, entities: Sequence[Entity], places: Sequence[Span], gazetteer: Gazetteer, surnames: Set[str]) -> list[Span]:
    """Single names of towns that a model took for persons or bodies, but that "and" joins to a place: "Bunbury and Mandurah"."""
    starts, ends = {span.start for span in places}, {span.end for span in places}
    found = []
    for entity in entities:
        name = text[entity.start : entity.end]
        if entity.label not in ("PERSON", "ORG") or not name.isalpha() or name in surnames or name in word_set("entities/given_names.txt"):
            continue
        after = next((entity.end + len(word) for word in _JOINING if text.startswith(word, entity.end)), -1)
        before = next((entity.start - len(word) for word in _JOINING if text.endswith(word, 0, entity.start)), -1)
        if (after in starts or before in ends) and people_of(name, gazetteer) > 0:
            found.append(Span(entity.start, entity.end))
    return found


_JOINING = (" and ", " or ")
_PRESS = re.compile(r"(?<![\w’'-])(?!Miss\b)[A-Z][a-z]{3,5}\.(?= [a-z])")  # "Mass. legislators"
# "Rep. Ann Bello, D-N.Y."; "KANO — It rained": a model reads a name or a body there.
_TAGGED = re.compile(r"(?:, |\()[DRI][-–]((?:[A-Z]\.){2}|[A-Z][a-z]+\.?(?: [A-Z][a-z]+)?)(?![\w’'-])")
_HEADED = re.compile(r"(?:^|[.!?:\n])[ \t]*([A-Z][A-Z .’'-]{2,24}[A-Z]) (?:—|–|--) ")


def _by_form(text: str, gazetteer: Gazetteer) -> list[Span]:
    """The seats of members of parliament, states as papers shorten them, and towns in capitals before a dash at the head of a report."""
    found = []
    for match in _TAGGED.finditer(text):
        for name in (match[1], match[1].split(" ")[0]):
            if any(entry.fits(name) and entry.place.kind in ("admin1", "admin2", "city") for entry in gazetteer.lookup(name)):
                found.append(Span(match.start(1), match.start(1) + len(name)))
                break
    for match in _PRESS.finditer(text):
        if any(entry.named == "abbreviation" and entry.place.kind == "admin1" for entry in gazetteer.lookup(match[0])):
            found.append(Span(*match.span()))
    for match in _HEADED.finditer(text):
        common = match[1].lower() in word_set("places/common_words.txt")
        if not common and any(entry.named == "name" and entry.place.population for entry in gazetteer.lookup(match[1])):
            found.append(Span(*match.span(1)))
    return found


@cache
def _parting() -> frozenset[str]:
    """Words that part names and belong to none."""
    return word_set("actors/function_words.txt") - {"of"}


_WORD = re.compile(r"[^ ]+")


def _pieces(text: str, span: Span, gazetteer: Gazetteer) -> list[Span]:
    """The names that function words part: "In Kenya It Rained", "Kenya and Uganda", but not "Trinidad and Tobago"."""
    name = text[span.start : span.end]
    if " " not in name:
        return [] if name.lower() in _parting() else [span]
    known = _parting()
    if " and " in name and name in gazetteer:
        known = known - {"and"}
    pieces: list[Span] = []
    start = None
    for match in _WORD.finditer(name):
        if match[0].lower() in known:
            start = None
        elif start is None:
            start = span.start + match.start()
            pieces.append(Span(start, span.start + match.end()))
        else:
            pieces[-1] = Span(start, span.start + match.end())
    return pieces


def fitted(text: str, span: Span, gazetteer: Gazetteer) -> Span:
    """The span as its name is written: with the full stop of "Ont.", the end of "St. John's", without what follows "Jaffna" in
    "Jaffna reading room".
    """
    name = text[span.start : span.end]
    if text[span.end : span.end + 1] == "." and len(name) < 6 and any(e.named == "abbreviation" for e in gazetteer.lookup(name)):
        return Span(span.start, span.end + 1)
    if text[span.end : span.end + 2] in ("'s", "’s") and any(entry.place.name == name + "'s" for entry in gazetteer.lookup(name)):
        return Span(span.start, span.end + 2)
    tail = _COMMON_TAIL.search(name)
    if tail and tail[0].split()[-1] not in KIND_AFTER and name not in gazetteer and people_of(name[: tail.start()], gazetteer) > 0:
        return Span(span.start, span.start + tail.start())
    return span


_COMMON_TAIL = re.compile(r"(?<=[^\W\d_])(?: [a-z]+){1,3}$")


def parts_at_commas(text: str, span: Span, gazetteer: Gazetteer) -> list[Span]:
    """Two toponyms for "Long Beach, CA", unless the gazetteer knows the whole ("Washington, D.C.")."""
    name = text[span.start : span.end]
    if "," not in name or name in gazetteer:
        return [span] if name.strip() else []
    parts, start = [], span.start
    for piece in name.split(","):
        stripped = piece.strip()
        if stripped:
            first = start + len(piece) - len(piece.lstrip())
            parts.append(Span(first, first + len(stripped)))
        start += len(piece) + 1
    return parts
