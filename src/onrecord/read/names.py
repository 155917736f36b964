"""Names onto a `Doc`, and those of any other model brought into agreement with each other."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from onrecord.read.consistency import Name, consistent, tidied
from onrecord.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

ENTITY_SCORES = "onrecord.entity_scores"
MOST_CUT = 1000  # tokens parted in one text; beyond, a name takes the whole token
UNTOLD = 0.8
"""Probability of a name whose model gives none."""


def cut_tokens(doc: Doc, edges: Iterable[int]) -> None:
    """Part the tokens of the Doc at character offsets inside them: "U.S.-backed" is one token to spaCy, and holds a name."""
    starts = [token.idx for token in doc]
    cuts: dict[int, set[int]] = defaultdict(set)
    for edge in edges:
        i = bisect_right(starts, edge) - 1
        if i >= 0 and starts[i] < edge < starts[i] + len(doc[i]) and (i in cuts or len(cuts) < MOST_CUT):
            cuts[i].add(edge - starts[i])
    with doc.retokenize() as retokenizer:
        for i, inside in sorted(cuts.items()):
            token = doc[i]
            parts = [token.text[a:b] for a, b in pairwise([0, *sorted(inside), len(token)])]
            heads: list[Any] = [(token, 0)] * len(parts)
            retokenizer.split(token, parts, heads=heads)


def set_names(doc: Doc, names: list[Name]) -> None:
    """Names as entities of the Doc, their probabilities beside them. Tokens that a name cuts are parted."""
    cut_tokens(doc, (edge for span, *_ in names for edge in (span.start, span.end)))
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
