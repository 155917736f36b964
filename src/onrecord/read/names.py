"""Names onto a `Doc`, and those of any other model brought into agreement with each other."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from onrecord.gazetteer import default_gazetteer
from onrecord.read.consistency import Name, consistent, tidied
from onrecord.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

ENTITY_SCORES = "onrecord.entity_scores"
LARGE = 100_000
PARTS = frozenset("-–—()[]/&:$+|")
_ITEM = re.compile(r"\d\.")  # "4.Okafor": the number of an item
MOST_CUT = 1000  # tokens parted in one text; beyond, a name takes the whole token
UNTOLD = 0.8
"""Probability of a name whose model gives none."""


def is_town(name: str) -> bool:
    """True when a place of LARGE or more people, a country or a division too, has this name in the gazetteer as its first."""
    return any(entry.place.population >= LARGE and entry.named == "name" for entry in default_gazetteer().lookup(name))


def cut_tokens(doc: Doc, names: list[Name]) -> None:
    """Part the tokens of the Doc where a name ends inside of them, at a hyphen or a bracket: "U.S.-backed" is one token to spaCy.

    Other marks belong to the name: the stop of "Jr.", and whatever stands for a letter that was lost.
    """
    text, starts = doc.text, [token.idx for token in doc]
    edges = [
        span.start
        for span, *_ in names
        if text[max(span.start - 1, 0)] in PARTS or _ITEM.fullmatch(text[max(span.start - 2, 0) : span.start])
    ]
    edges += [span.end for span, *_ in names if text[span.end : span.end + 1] in PARTS]
    cuts: dict[int, set[int]] = defaultdict(set)
    for edge in sorted(edges):
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
    """Names as entities of the Doc, their probabilities beside them; a name that ends inside a token takes the rest of it, or parts it."""
    cut_tokens(doc, names)
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
    set_names(doc, consistent(doc.text, tidied(doc.text, found), is_town))
    return doc
