"""Entities: the names of a document with their labels, and its amounts.

A model's entities come in `doc.ents`; labels are mapped, places parted with the gazetteer, false persons deleted,
peoples and amounts added by rules. A document without a model's entities is read by rules alone.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from onrecord.entities.amounts import find_amounts
from onrecord.entities.head import with_head
from onrecord.entities.kinds import map_label, place_label
from onrecord.entities.norp import find_norp
from onrecord.entities.repairs import repaired
from onrecord.entities.rules import find_names, is_acronym
from onrecord.entities.storms import with_storms
from onrecord.gazetteer import Gazetteer
from onrecord.languages import is_language
from onrecord.lexicon import table, word_set
from onrecord.types import Article, Entity, EntityLabel, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["find_entities"]

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_AMOUNTS = frozenset({"MONEY", "PERCENT", "QUANTITY"})
_SCORES = "onrecord.entity_scores"
_DEFAULT_SCORE = 0.8  # of a model that gives none
_UNSURE = 0.6  # a word at the head of a sentence that is less probable than this is no name if it stands in small letters elsewhere
_SMALL_WORD = re.compile(r"(?<![\w'’-])[a-z]{3,}(?![\w-])")
_BEGINNING = re.compile(r"(?:^|\n|[.!?:;”\"“]\s{1,3}|[“\"‘])$")
_SURE = 0.9  # a body as probable as this is one, though a people bears its name


def find_entities(doc: Doc, *, article: Article | None = None, gazetteer: Gazetteer | None = None) -> list[Entity]:
    """The entities of a document, in text order, none overlapping another.

    Args:
        doc: Tokenised text, with `doc.ents` of any model; scores by their `start_char` may stand in
            `doc.user_data["onrecord.entity_scores"]`. Without entities the names are found by rules.
        article: The article that the text is of; the names in its bylines and its dateline are known.
        gazetteer: Parts places into GPE, LOC and FAC, and knows towns when there is no model.

    Returns:
        Entities with labels of `EntityLabel`; amounts carry a normalised value. Offsets count code points of `doc.text`.
    """
    text = doc.text
    read = bool(doc.ents) or _SCORES in doc.user_data  # a reader that found no name in a text has read it all the same
    names = repaired(text, _from_model(doc, gazetteer)) if read else find_names(text, gazetteer)
    names = with_storms(text, names)
    amounts = find_amounts(text)
    kept = _without_overlaps([*amounts, *(entity for entity in names if entity.label not in _AMOUNTS)])
    kept = _without_overlaps([*kept, *(entity for entity in names if entity.label in _AMOUNTS)])
    kept = [_with_language(text, entity) for entity in _without_overlaps([*kept, *find_norp(text)])]
    if article is not None:
        kept = with_head(kept, article)
    return sorted(kept, key=lambda entity: (entity.start, entity.end))


def _with_language(text: str, entity: Entity) -> Entity:
    """Of peoples and languages, which have one name, a language is no people: "translated from Spanish"."""
    language = entity.label == "NORP" and is_language(text, Span(entity.start, entity.end))
    return replace(entity, label="MISC") if language else entity


def _from_model(doc: Doc, gazetteer: Gazetteer | None) -> list[Entity]:
    scores = doc.user_data.get(_SCORES) or {}
    peoples = {(entity.start, entity.end) for entity in find_norp(doc.text)}
    small = set(_SMALL_WORD.findall(doc.text))
    entities = []
    for span in doc.ents:
        label = map_label(span.label_)
        start, end = _trim(doc.text, span.start_char, span.end_char, label)
        if label is None or start >= end:
            continue
        name = doc.text[start:end]
        if not _is_name(name) and label not in _AMOUNTS:
            continue
        score = float(scores.get(span.start_char, _DEFAULT_SCORE))
        if score < _UNSURE and _begins(doc.text, start) and not small.isdisjoint(_numbers(name)):
            continue  # "Jurors hear …", and "the jurors" below
        if (start, end) in peoples and (label in ("LOC", "GPE", "MISC", "NORP") or (label == "ORG" and score < _SURE)):
            label = "NORP"
        elif label in _PLACES:
            label = place_label(name, gazetteer, label)
        entities.append(Entity(start, end, label, round(min(max(score, 0.0), 1.0), 3)))
    return entities


def _trim(text: str, start: int, end: int, label: EntityLabel | None) -> tuple[int, int]:
    """Without white space, marks and a possessive at the edges, unless that is a part of the name: "Moody's"."""
    while start < end and (text[start].isspace() or text[start] in "\"'“”‘’«»()[],;:"):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in '"“”‘«»([,;:'):
        end -= 1
    if end - start > 2 and text[end - 2] in "'’" and text[end - 1] in "sS":
        word = text[start : end - 2].rsplit(None, 1)[-1:]
        end -= 0 if label == "ORG" and word and word[0] in word_set("read/possessives.txt") else 2
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _is_name(name: str) -> bool:
    """False for pronouns, days and the like, and for what holds no letter: false persons are the worst noise."""
    if not any(ch.isalpha() for ch in name) or name.lower() in _named_days():
        return False
    return is_acronym(name) or name.lower().strip(".") not in word_set("entities/not_names.txt")


@cache
def _named_days() -> frozenset[str]:
    return frozenset(row[0] for row in table("dates/holidays.tsv"))


def _begins(text: str, start: int) -> bool:
    """True where a line, a sentence or speech begins, and every word has a capital."""
    return _BEGINNING.search(text[max(0, start - 4) : start]) is not None


def _numbers(name: str) -> tuple[str, ...]:
    """A single word in small letters, singular and plural."""
    word = name.lower()
    return (word, f"{word}s", word.removesuffix("s")) if name.isalpha() and not name.isupper() else ()


def _without_overlaps(entities: list[Entity]) -> list[Entity]:
    """The first of those that overlap, in the order given; linear for spans of bounded length."""
    taken: set[int] = set()
    kept = []
    for entity in entities:
        cells = range(entity.start, entity.end)
        if taken.isdisjoint(cells):
            taken.update(cells)
            kept.append(entity)
    return kept
