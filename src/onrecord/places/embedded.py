"""Places within other names: "Kano State Police", "Turkish-Russian", "Generation Charleston"."""

from __future__ import annotations

import re
from collections.abc import Set

from onrecord.gazetteer import Gazetteer, name_key
from onrecord.lexicon import word_set
from onrecord.places.known import is_beyond_doubt, is_named_region
from onrecord.types import Span

_INNER = re.compile(r"(?:[A-Z]\.){2,4}|[A-ZÀ-Þ][^\W\d_]+\.?(?:[-’'][^\W\d_]+)*")
# What a town, however small, has: "Cookville Volunteer Fire Department".
_OF_A_TOWN = (
    r" (?:(?:Volunteer )?Fire(?: Department| Brigade| Station)?|Police(?: Department)?|School (?:Board|District)|Board of Education|"
    r"Public Schools|(?:High|Elementary|Primary|State|Middle|Grammar) School|(?:City|Town) Hall|Library|Emergency Services|"
    r"(?:City|Town|Village|Township|Borough|Parish|District|County) Council|Chamber of Commerce|Planning Commission)"
)
_MUNICIPAL, _MUNICIPAL_AFTER = re.compile(rf".{{3,60}}{_OF_A_TOWN}$"), re.compile(rf"^{_OF_A_TOWN}\b")
_BEFORE_HEAD = re.compile(
    r"(?:(?:The|Greater|Metropolitan|Downtown|Central|(?:North|South|East|West)(?:ern)?|(?:North|South)(?:east|west)(?:ern)?) )*$"
)
_LEAST = 15_000  # people of a town that lends its name to a body


def places_within(text: str, span: Span, gazetteer: Gazetteer, placed: Set[str] = frozenset()) -> list[Span]:
    """The places within a name of something else: at its head, or after "of", "in", "for": "Kano State Police".

    Only countries, first and second divisions by their names, and towns of 15,000 people; the longest that fits. A name in
    `placed` (keys) stands for a place elsewhere in the document, and does so here, wherever it stands: "Generation Charleston".
    """
    if is_named_region(text[span.start : span.end], gazetteer):  # the European Union is no part of itself
        return []
    words = [(match.start(), match.end()) for match in _INNER.finditer(text, span.start, span.end)]
    found: list[Span] = []
    for at, (start, _) in enumerate(words):
        head = at < 4 and _BEFORE_HEAD.match(text[span.start : start]) is not None
        municipal = head and _MUNICIPAL.match(text[start : span.end]) is not None
        led = head or text[max(span.start, start - 8) : start].endswith((" of ", " of the ", " in ", " for "))
        for last in range(min(at + 3, len(words)) - 1, at - 1, -1):
            part = Span(start, words[last][1])
            name = text[part.start : part.end]
            if name in word_set("places/body_words.txt") or part == span or (found and found[-1].end > part.start):
                continue
            if name_key(name) in placed or (led and _holds_place(name, gazetteer, least=0 if municipal else _LEAST)):
                found.append(part)
                break
    joined = [part for start, end in words for part in parts_of_compound(text, Span(start, end), gazetteer, placed)]
    return found + [part for part in joined if all(part.end <= other.start or other.end <= part.start for other in found)]


def serves_a_town(text: str, span: Span) -> bool:
    """True for a place after "of" or "in", or before what a town has: such a part of a name is where the thing is."""
    return (
        text[max(0, span.start - 4) : span.start] in (" of ", " in ") or _MUNICIPAL_AFTER.match(text[span.end : span.end + 60]) is not None
    )


def parts_of_compound(text: str, span: Span, gazetteer: Gazetteer, placed: Set[str] = frozenset()) -> list[Span]:
    """The countries and peoples of a compound: "Nigeria-Ukrainian", "Sino-Indian", unless it is a name itself ("Guinea-Bissau")."""
    name = text[span.start : span.end]
    if not _HYPHEN.search(name) or name in gazetteer:
        return []
    pieces = [Span(span.start + match.start(), span.start + match.end()) for match in _PIECE.finditer(name)]
    return [
        piece for piece in pieces if _is_part(text[piece.start : piece.end], gazetteer) or name_key(text[piece.start : piece.end]) in placed
    ]


_HYPHEN, _PIECE = re.compile(r"[-‐–/]"), re.compile(r"[^-‐–/]+")


def _is_part(name: str, gazetteer: Gazetteer) -> bool:
    return bool(gazetteer.demonym(name)) or is_beyond_doubt(name, gazetteer)


def _holds_place(name: str, gazetteer: Gazetteer, *, least: int) -> bool:
    if name in word_set("places/demonym_prefixes.txt"):
        return False
    acronym = name.isupper() and len(name) <= 4  # "UN" is no town of that name
    for entry in gazetteer.lookup(name):
        kind = entry.place.kind
        if entry.named in ("name", "demonym", "abbreviation") and entry.fits(name) and kind in ("country", "admin1", "region"):
            return True
        if entry.named == "name" and not acronym and (kind == "admin2" or (kind == "city" and entry.place.population >= least)):
            return True
    return False
