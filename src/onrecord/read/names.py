"""Names onto a `Doc`, and those of any other model brought into agreement with each other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.gazetteer import default_gazetteer
from onrecord.read.borders import Name, tidied
from onrecord.read.boundaries import cut_tokens
from onrecord.read.consistency import consistent
from onrecord.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

ENTITY_SCORES = "onrecord.entity_scores"
LARGE = 100_000
PARTS = frozenset("-–—()[]/&:$+|")
_ITEM = re.compile(r"\d\.")  # "4.Okafor": the number of an item
UNTOLD = 0.8
"""Probability of a name whose model gives none."""


def is_town(name: str) -> bool:
    """True when a place of LARGE or more people, a country or a division too, has this name in the gazetteer as its first."""
    return any(entry.place.population >= LARGE and entry.named == "name" for entry in default_gazetteer().lookup(name))


def is_country(name: str) -> bool:
    """True when a country of LARGE or more people has this name: the Vatican is a body more often than a country."""
    return any(
        entry.place.kind == "country" and entry.place.population >= LARGE and entry.named == "name"
        for entry in default_gazetteer().lookup(name)
    )


def edges(text: str, names: list[Name]) -> list[int]:
    """Where tokens are parted so that a name ends with one, at a hyphen or a bracket: "U.S.-backed" is one token to spaCy.

    Other marks belong to the name: the stop of "Jr.", and whatever stands for a letter that was lost.
    """
    found = [
        span.start
        for span, *_ in names
        if text[max(span.start - 1, 0)] in PARTS or _ITEM.fullmatch(text[max(span.start - 2, 0) : span.start])
    ]
    return found + [span.end for span, *_ in names if text[span.end : span.end + 1] in PARTS]


def set_names(doc: Doc, names: list[Name]) -> None:
    """Names as entities of the Doc, their probabilities beside them; a name that ends inside a token takes the rest of it, or parts it."""
    cut_tokens(doc, edges(doc.text, names))
    found, scores, end = [], {}, 0
    for span, label, probability in names:
        entity = doc.char_span(span.start, span.end, label=label, alignment_mode="expand")
        if entity is not None and entity.start >= end:
            found.append(entity)
            scores[entity.start_char] = round(probability, 3)
            end = entity.end
    doc.set_ents(found)
    doc.user_data[ENTITY_SCORES] = scores


def settle_names(doc: Doc) -> Doc:
    """The entities of another model as the reader would leave its own: trimmed, and one label for one name of a document."""
    found: list[Name] = [(Span(entity.start_char, entity.end_char), entity.label_, UNTOLD) for entity in doc.ents]
    set_names(doc, consistent(doc.text, tidied(doc.text, found), is_town, is_country))
    return doc
