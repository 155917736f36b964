"""What the words around a name say: that it is a place though a model missed it or took it for something else."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from onrecord.gazetteer import Gazetteer, name_key
from onrecord.languages import is_language
from onrecord.lexicon import word_set
from onrecord.places.candidates import is_site
from onrecord.places.known import is_beyond_doubt, is_great_city, people_of, people_of_namesake
from onrecord.places.nonplaces import DIVISION
from onrecord.types import Entity, Span

_AROUND = 40  # characters looked at on either side
_LIVES_IN = re.compile(r", of $")
_ENDS = re.compile(r"(?:[,.;]|$)")
# "a DeKalb man", "Lexington residents", "the Cookville Fire Chief": a town lends its name to those who live or serve in it.
_HAS = re.compile(
    r"^(?:['’]s?)?,? (?:area |city |local |high school |elementary |primary |public )?"
    r"(?:residents?|man|woman|couple|teen(?:ager)?s?|boy|girl|mother|father|famil(?:y|ies)|police(?:man)?|firefighters?|schools?|students?|"
    r"council(?:lors?|man|woman)?|mayor|superintendent|homes?|households|native|officers?|motorists?|businesses|landlord|commuters?|"
    r"Police|Fire|Mayor|Superintendent|Township|County|City|Public|School|Schools|residents|suburbs?|neighbou?rhoods?|streets|outskirts)\b"
)
_HOME = re.compile(r"^[-‐–](?:born|based|bred|raised|area|headquartered|registered|bound)\b")  # "a Kano-born singer"
_IN = re.compile(r"(?:^|[^\w])(?:in|near|outside|around|throughout|across|downtown|central|(?:north|south|east|west)(?:ern)?) $")
_SURE, _TOWN = 0.7, 15_000  # confidence below which a model's word counts less than the gazetteer's, of a town of so many people
_LARGE = 100_000  # people, from which a town that no model saw is taken after "in"
_METROPOLIS = 500_000  # people, from which what a model took for a body is a town after "from" or "to"
_FROM = re.compile(r"\b(?:from|to) $")
# "within the EU", "outside the White House"
_WITHIN = re.compile(r"\b(?:in|within|across|outside|throughout|inside|near|behind|leav(?:e|es|ing)|left|join(?:s|ed|ing)?) (?:the )?$")
_OUTSIDE = re.compile(r"\b(?:outside|inside|near|opposite|behind|beside) (?:the )?$")  # "outside Parliament House"
_GROUNDS = ("region", "facility")
_HONORIFIC = re.compile(r"(?:\b[A-Z][a-z]{0,4}\.|[,”\"]) $")


def is_place_after_all(text: str, entity: Entity, gazetteer: Gazetteer, *, placed: Set[str], surnames: Set[str]) -> bool:
    """True for peoples, and for what a model took for something else: "Russian", "U.S.", "a DeKalb man", "Ann Bello, 40, of Hayes".

    Args:
        text: The document.
        entity: Not labelled as a place.
        gazetteer: For what the name may be.
        placed: Keys of the names that stand for places elsewhere in the document.
        surnames: Last words of the persons that the document names in full.
    """
    name, label = text[entity.start : entity.end], entity.label
    if label in ("NORP", "MISC", "ORG") and is_beyond_doubt(name, gazetteer):
        return True
    if label in ("NORP", "MISC") and gazetteer.demonym(name):
        return not is_language(text, Span(entity.start, entity.end))
    if label not in ("ORG", "MISC", "PERSON", "NORP") or not name[:1].isupper():
        return False
    after, before = text[entity.end : entity.end + _AROUND], text[max(0, entity.start - _AROUND) : entity.start]
    if label == "PERSON":
        if name.isalpha() and _LIVES_IN.search(before) and _ENDS.match(after):
            return any(entry.place.kind == "city" and entry.named == "name" for entry in gazetteer.lookup(name))
        if " " in name or name.split("’")[0].split("'")[0] in surnames or _HONORIFIC.search(before):
            return False
    if label != "PERSON" and _WITHIN.search(before) and any(e.named == "name" and e.place.kind in _GROUNDS for e in gazetteer.lookup(name)):
        return True
    if label == "ORG" and is_site(name) and _OUTSIDE.search(before):
        return True
    people = people_of(name, gazetteer)
    if people < 0:
        return False
    if name_key(name) in placed:
        return label != "PERSON" or people > 0
    if people == 0:  # "the Concord mayor"
        return len(name) > 3 and people_of_namesake(name, gazetteer) >= _TOWN and _HAS.match(after) is not None
    if label == "PERSON" and is_great_city(name, gazetteer):
        return True
    if (
        entity.confidence < _SURE
        and people >= (_LARGE if label == "PERSON" else _TOWN)
        and name not in word_set("entities/given_names.txt")
    ):
        return True
    if (_HAS.match(after) or _HOME.match(after) or _IN.search(before)) is not None:
        return True
    return people >= _METROPOLIS and _FROM.search(before) is not None


def is_placed(text: str, span: Span, gazetteer: Gazetteer) -> bool:
    """True for a name that no model saw where the words before it want a place: "in Kochi", "of Ohio", "from Kano, Nigeria"."""
    name = text[span.start : span.end]
    before, after = text[max(0, span.start - 9) : span.start], text[span.end : span.end + _AROUND]
    if _HOME.match(after):
        return people_of(name, gazetteer) >= _TOWN
    if not _IN_FROM_NEAR.search(before) or _GOES_ON.match(after) or name in word_set("entities/given_names.txt"):
        return False
    people = people_of(name, gazetteer) if len(name) > 3 else 0
    if people >= _LARGE:
        return True
    division = DIVISION.match(after)
    return people > 0 and division is not None and any(e.place.kind in ("country", "admin1") for e in gazetteer.lookup(division[1]))


_IN_FROM_NEAR = re.compile(r"(?:^|[^\w])(?:in|from|near|outside|of|to|at) $")
_GOES_ON = re.compile(r"^(?:[-’'][^\W\d_]{2,}| [A-Z])")


def surnames_of(text: str, entities: Sequence[Entity]) -> frozenset[str]:
    """Last words of the persons that are named by two words and more."""
    full = [text[entity.start : entity.end].split() for entity in entities if entity.label == "PERSON"]
    return frozenset(words[-1] for words in full if len(words) > 1)
