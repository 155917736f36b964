"""What the words around a toponym say about it: "Paris, Texas", "Kano in Nigeria", "Orange County", "the city of"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from onrecord.gazetteer import Entry, Gazetteer
from onrecord.places.candidates import Candidates
from onrecord.types import PlaceKind, Span

_DIRECTION = r"(?:(?:far |the )?(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west)(?:ern)?|central|upper|lower)"
_COMMA = re.compile(
    rf"^(?:,|\s*\(|,?\s+[–—-])\s*$|^,?\s+(?:in|of)\s+(?:the\s+)?$|^,?\s+in\s+(?:the\s+)?{_DIRECTION}(?:\s+of)?\s+(?:the\s+)?$"
)
_IN = re.compile(r"^,?\s+(?:in|of)\s+(?:(?:the|a|an|his|its|her)\s+)?(?:[a-z-]+\s+){0,2}$")
_PART_OF = re.compile(r"^ (?:area|region|section|district|neighbou?rhood|suburb|quarter|campus)s? (?:of|in) (?:the )?$")
_POSSESSIVE = re.compile(r"^['’]s?\s+(?:[a-z-]+\s+){0,3}$")
_OWN = re.compile(rf"^['’]s?\s+(?:{_DIRECTION}\s+)?(?:(?:[a-z-]+ ){{0,3}}(?:city|town|village|port|capital)(?:,| of)? )?$")
# "the Lebanese port city of Tripoli"
_PEOPLE_S = re.compile(
    r"^\s+(?:[a-z-]+\s+){0,2}(?:city|cities|town|village|port|capital|province|state|region|district|county|island|resort|suburb|municipality|border)"
    r"(?:,|\s+(?:of|in))?\s+$"
)
_NEXT = re.compile(r"^,\s*((?:[A-Z][\w.'’-]*)(?:\s[A-Z][\w.'’-]*){0,3})")
_DIVISIONS = ("country", "admin1", "admin2")

KIND_AFTER: dict[str, PlaceKind] = {
    "county": "admin2", "counties": "admin2", "parish": "admin2", "co": "admin2", "borough": "admin2", "district": "admin2",
    "state": "admin1", "province": "admin1", "governorate": "admin1", "oblast": "admin1", "prefecture": "admin1",
    "region": "admin1", "territory": "admin1", "department": "admin1", "city": "city", "town": "city", "village": "city",
    "township": "city", "suburb": "city", "river": "water", "lake": "water", "creek": "water", "sea": "water", "bay": "water",
    "ocean": "water", "gulf": "water", "strait": "water", "airport": "facility", "island": "region", "islands": "region",
    "mountains": "region", "valley": "region", "desert": "region", "peninsula": "region",
}  # fmt: skip
_KIND_BEFORE: dict[str, PlaceKind] = {
    "city of": "city", "town of": "city", "village of": "city", "port of": "city", "state of": "admin1", "suburb of": "city",
    "province of": "admin1", "region of": "admin1", "capital of": "country", "county of": "admin2", "republic of": "country",
    "island of": "region", "lake": "water", "river": "water", "mayor of": "city", "capital": "city", "city": "city",
    "governor of": "admin1", "gov of": "admin1", "downtown": "city", "capital city": "city", "nation of": "country",
}  # fmt: skip
# What is said of a city and seldom of the state of its name, and the other way round: New York, Washington, Quebec.
_OF_CITY = re.compile(
    r"\b(?:[Cc]ity|[Cc]ities|[Mm]ayor|[Dd]owntown|[Hh]eadquarter(?:s|ed)|[Aa]irport|[Ss]ubway|[Bb]orough|[Nn]eighbou?rhoods?|streets?|"
    r"[Hh]otel|[Rr]estaurants?|[Mm]useum|[Tt]heat(?:er|re)|[Gg]allery|[Ss]tock [Ee]xchange|apartment|flights?|flew|"
    r"[Ss]ummit|[Cc]onference|embassy|[Cc]onsulate)\b"
)
_OF_SEAT = re.compile(r"\b(?:General Assembly|Security Council|United Nations|UN|[Ss]tock [Ee]xchange)\b|\bU\.N\.")
_OF_STATE = re.compile(
    r"\b(?:[Ss]tates?|[Gg]overnors?|[Ss]enators?|[Ll]egislat(?:ure|ors?)|[Ll]awmakers|statewide|[Cc]ongress(?:man|woman)|"
    r"[Aa]ttorney [Gg]eneral|[Uu]pstate|borders?|[Cc]ount(?:y|ies)|[Pp]rovinc(?:e|es|ial)|[Pp]remier)\b|\b(?:Gov|Sen|Rep)\.|\((?:D|R)\b"
)
_ABOUT = 70  # characters on either side, within the line

_NO_NOUN = re.compile(
    r"^(?:[.,;:?!)\n]|['’]s?\b|$| (?:in|on|at|to|from|near|and|or|but|is|was|are|were|has|had|will|would|by|that|which|where|for|when|as|"
    r"into|after|before|since|during|until|flows?|flooded|rose|burst|runs|ran)\b)"
)
_WORD_AFTER = re.compile(r"^[ \u00a0]([A-Za-z]+)")
_WORDS_BEFORE = re.compile(r"(?:^|[^\w])((?:[A-Za-z]+ )?[A-Za-z]+) (?:the )?$")


@dataclass(slots=True)
class Surroundings:
    """Evidence about one mention. `within` are divisions that the text puts it in, by how they are written."""

    kind: PlaceKind | None = None
    within_comma: tuple[Entry, ...] = ()
    within_in: tuple[Entry, ...] = ()
    container_of: list[int] = field(default_factory=list)  # mentions that the text puts inside this one
    inside_of: int | None = None  # the mention that the text puts this one in: "Elm Park, Kano", "a mill in Kano"
    plainly: bool = False  # and not by a comma, which may also part the names of a list
    of_city: bool = False  # words of cities stand near
    of_state: bool = False
    as_river: bool = False  # "from the Kafue": an article before it and no noun behind
    of_seat: bool = False  # a body that sits in a city stands near: the UN, a stock exchange


def _divisions(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    return tuple(e for e in entries if e.place.kind in _DIVISIONS and e.named != "demonym")[:12]


def _nations(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The countries and divisions whose people a word names; none where it names a place too."""
    return tuple(entries[:12]) if all(e.named == "demonym" and e.place.kind in _DIVISIONS for e in entries) else ()


# "WASHINGTON — …", "Geneva (Reuters) - …": what stands at the head of a line and before a dash is where the reporter is.
_DATELINE = re.compile(r"^(?:, [A-Z][\w. ]{0,20})?(?: ?\([A-Z][\w/ ]{1,20}\))? ?(?:—|–|-{1,2}) ")


def _kind_said(text: str, span: Span) -> PlaceKind | None:
    if text[max(0, span.start - 1) : span.start] in ("", "\n"):
        after = _DATELINE.match(text[span.end : span.end + 60])
        if after and (text[span.start : span.end].isupper() or "(" in after[0]):
            return "city"
    last = text[span.start : span.end].rsplit(None, 1)
    if len(last) > 1 and last[-1].lower().rstrip(".") in KIND_AFTER:
        return KIND_AFTER[last[-1].lower().rstrip(".")]
    following = _WORD_AFTER.match(text[span.end : span.end + 16])
    if following and following[1].lower() in KIND_AFTER and following[1].lower() not in ("co", "state", "district", "region"):
        return KIND_AFTER[following[1].lower()]
    if following and following[1] in ("Co", "state", "region", "district", "State", "Region", "District"):
        return KIND_AFTER[following[1].lower()]
    before = _WORDS_BEFORE.search(text[max(0, span.start - 28) : span.start])
    if before:
        words = before[1].lower().split()
        return _KIND_BEFORE.get(" ".join(words)) or _KIND_BEFORE.get(words[-1])
    return None


def _without(text: str, spans: Sequence[Span]) -> str:
    """The text with blanks in place of some names: the "State" of "Lagos State" says nothing of Lagos beside it."""
    pieces, end = [], 0
    for span in sorted(spans):
        if span.start >= end:
            pieces += [text[end : span.start], " " * (span.end - span.start)]
            end = span.end
    return "".join(pieces) + text[end:]


def surroundings(text: str, spans: Sequence[Span], found: Sequence[Candidates]) -> list[Surroundings]:
    """Evidence for every span, in the order given. Spans may come in any order and overlap."""
    result = []
    bare = _without(text, [span for span, one in zip(spans, found, strict=True) if one.without])
    for span in spans:
        before, after = bare[max(0, span.start - _ABOUT) : span.start], bare[span.end : span.end + _ABOUT]
        near = before.rsplit("\n", 1)[-1] + " | " + after.split("\n", 1)[0]
        city, state, seat = (pattern.search(near) is not None for pattern in (_OF_CITY, _OF_STATE, _OF_SEAT))
        river = before.endswith((" the ", "The ")) and _NO_NOUN.match(after) is not None
        result.append(Surroundings(_kind_said(text, span), of_city=city, of_state=state, as_river=river, of_seat=seat))
    order = sorted(range(len(spans)), key=lambda index: (spans[index].start, spans[index].end))
    for index, following in zip_longest(order, order[1:]):
        span, here = spans[index], result[index]
        if following is not None:
            between = text[span.end : spans[following].start] if spans[following].start - span.end < 60 else "…"
            here.plainly = _IN.match(between) is not None or _PART_OF.match(between) is not None
            if here.plainly or _COMMA.match(between):
                here.inside_of = following
            others = _divisions(found[following].entries)
            if others and _COMMA.match(between):
                here.within_comma = others
                result[following].container_of.append(index)
            elif others and _IN.match(between):
                here.within_in = others
                result[following].container_of.append(index)
            elif _PEOPLE_S.match(between) and (nations := _nations(found[index].entries)):
                result[following].within_comma = nations
            elif _OWN.match(between) and (own := _divisions(found[index].entries)):
                result[following].within_comma = own
                here.container_of.append(following)
            elif _POSSESSIVE.match(between) and _divisions(found[index].entries):
                result[following].within_in = _divisions(found[index].entries)
                here.container_of.append(following)
    return result


def unmarked_divisions(text: str, spans: Sequence[Span], gazetteer: Gazetteer) -> list[Span]:
    """Countries and first divisions written right after a comma that are no spans themselves: "Kano, Nigeria"."""
    starts = {span.start for span in spans}
    found = []
    for span in spans:
        match = _NEXT.match(text[span.end : span.end + 48])
        if not match or span.end + match.start(1) in starts:
            continue
        words = match[1].split(" ")
        for length in range(min(len(words), 3), 0, -1):
            name = " ".join(words[:length]).removesuffix("'s").removesuffix("’s")
            entries = [e for e in gazetteer.lookup(name) if e.fits(name) and e.named in ("name", "abbreviation")]
            if any(e.place.kind in ("country", "admin1") for e in entries):
                start = span.end + match.start(1)
                starts.add(start)
                found.append(Span(start, start + len(name)))
                break
    return found
