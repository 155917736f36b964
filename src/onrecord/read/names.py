"""Names onto a `Doc`, and those of any other model brought into agreement with each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.read.consistency import Name, consistent, tidied
from onrecord.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

ENTITY_SCORES = "onrecord.entity_scores"
UNTOLD = 0.8
"""Probability of a name whose model gives none."""


def set_names(doc: Doc, names: list[Name]) -> None:
    """Names as entities of the Doc, their probabilities beside them; a name that cuts a spaCy token takes the whole token."""
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
    if found:
        set_names(doc, consistent(doc.text, tidied(doc.text, found)))
    return doc
