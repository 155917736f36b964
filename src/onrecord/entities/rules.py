"""Names by rules, for the profile without a model: capitalised sequences, typed by lists and the words around them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from onrecord.entities.kinds import place_label
from onrecord.gazetteer import Gazetteer
from onrecord.lexicon import word_set
from onrecord.types import Entity, EntityLabel

# A word of a name: "Amina", "O'Brien", "al-Masri", "U.N.", "J.", "McKay", "3M" is none.
_WORD = r"(?:(?:[A-Z]\.){1,5}[A-Z]?(?![a-z])|(?:[dDlL]['’]|[aA]l-|[eE]l-|bin-)?[A-ZÀ-ÖØ-Þ][^\W\d_]*(?:['’-][^\W\d_]+)*)"
_LINK = r"(?:of the|of|de la|de los|de|del|da|dos|do|di|van der|van den|van|von|bin|ibn|ben|al|el|la|le|and|&|for|on)"
_SHORT = r"(?:Mrs?|Ms|Dr|Gens?|Sens?|Reps?|Gov|Lt|Col|Sgt|Capt|Maj|St|Jr|Sr|Rev|Prof|Hon|Inc|Corp|Co|Ltd|Mt|Ft|Supt|Cpl|Brig)\."
_NAME = re.compile(rf"(?<![\w’'-])(?:{_SHORT}|{_WORD})(?:[ \u00a0](?:{_LINK} )?(?:{_SHORT}|{_WORD})){{0,9}}")
_PIECE = re.compile(rf"{_LINK} |[^ \u00a0]+")
_LINKS_OF_ORGANISATIONS = frozenset({"of", "of the", "and", "&", "for", "on"})
_JOINS = re.compile(r" (?:and|&|for|on|of|of the) ")
_START = re.compile(r"(?:^|[.!?:;\n“\"‘(\[—–-])[\s“\"‘'(]*$")
_BEFORE_PLACE = re.compile(r"\b(?:in|at|from|near|to|across|outside|around|of|via|into|throughout|inside|leaving|towards?)\s+(?:the\s+)?$")
_AFTER_PERSON = re.compile(
    r"^,? (?:said|says|told|added|who|wrote|asked|argued|insisted|explained|noted|warned|called|announced|"
    r"claimed|stressed|replied|tweeted|testified|himself|herself)\b|^, (?:\d{1,2}\b|an? |the |who |whose |aged )"
)
_LEADING = frozenset(
    [
        "A",
        "An",
        "The",
        "And",
        "But",
        "Or",
        "If",
        "In",
        "On",
        "At",
        "By",
        "For",
        "From",
        "To",
        "Of",
        "As",
        "It",
        "Its",
        "He",
        "She",
        "They",
        "We",
        "You",
        "I",
        "This",
        "That",
        "These",
        "Those",
        "There",
        "Here",
        "When",
        "While",
        "Where",
        "What",
        "Who",
        "Why",
        "How",
        "After",
        "Before",
        "During",
        "Since",
        "Until",
        "Although",
        "Though",
        "Because",
        "So",
        "Yet",
        "Not",
        "No",
        "Yes",
        "With",
        "Without",
        "Our",
        "Your",
        "His",
        "Her",
        "Their",
        "My",
        "All",
        "Some",
        "Many",
        "Most",
        "Few",
        "Each",
        "Every",
        "Both",
        "Either",
        "Neither",
        "One",
        "Two",
        "Three",
        "Four",
        "Five",
        "Six",
        "Seven",
        "Eight",
        "Nine",
        "Ten",
        "More",
        "Less",
        "Other",
        "Another",
        "Such",
        "According",
        "Also",
        "Then",
        "Now",
        "Meanwhile",
        "However",
        "Still",
        "Just",
        "Only",
        "Even",
        "Under",
        "Over",
        "Between",
        "Among",
        "Against",
        "Across",
        "Last",
        "Next",
        "First",
        "Second",
        "Third",
        "New",
        "Dear",
        "Speaking",
        "Asked",
        "Is",
        "Are",
        "Was",
        "Were",
        "Be",
        "Has",
        "Have",
        "Had",
        "Do",
        "Does",
        "Did",
        "Will",
        "Would",
        "Can",
        "Could",
        "May",
        "Might",
        "Must",
        "Should",
        "Let",
        "Please",
        "Instead",
        "Despite",
        "Earlier",
        "Later",
        "Once",
        "Upon",
        "Per",
        "Via",
        "About",
        "Above",
        "Below",
        "Inside",
        "Outside",
        "Behind",
        "Beyond",
        "Through",
        "Throughout",
        "Whether",
        "Which",
        "Whose",
        "Amid",
    ]
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    words: tuple[str, ...]
    at_start: bool  # of a sentence, where capitals say nothing
    titled: bool  # an honorific stood before


def find_names(text: str, gazetteer: Gazetteer | None = None) -> list[Entity]:
    """PERSON, ORG, GPE, LOC and FAC of a text by rules, in text order.

    Sequences of capitalised words are cut at honorifics and at words that only begin a sentence, then typed by what they
    hold (organisation words, given names, gazetteer) and by what stands around them; a later short form takes the label
    of the full name. Linear in the text.
    """
    found: list[Entity] = []
    persons: Counter[str] = Counter()
    pending: list[_Candidate] = []
    for candidate in _candidates(text):
        typed = _type(candidate, text, gazetteer)
        if typed is None:
            pending.append(candidate)
            continue
        label, score = typed
        found.append(Entity(candidate.start, candidate.end, label, score))
        if label == "PERSON":
            persons[candidate.words[-1]] += 1
    names = {text[entity.start : entity.end]: entity.label for entity in reversed(found)}
    for candidate in pending:
        name = text[candidate.start : candidate.end]
        if name in names:
            found.append(Entity(candidate.start, candidate.end, names[name], 0.7))
        elif candidate.words[-1] in persons and len(candidate.words) == 1:
            found.append(Entity(candidate.start, candidate.end, "PERSON", 0.8))
        elif len(candidate.words) > 1 and not candidate.at_start and not name.isupper():
            label = "PERSON" if len(candidate.words) <= 3 else "MISC"
            found.append(Entity(candidate.start, candidate.end, label, 0.45))
    persons_only = {word for word in persons if persons[word]}
    corrected = [
        Entity(e.start, e.end, "PERSON", 0.75)
        if e.label in ("GPE", "LOC") and e.confidence < 0.75 and text[e.start : e.end] in persons_only
        else e
        for e in found
    ]
    return sorted(corrected, key=lambda entity: (entity.start, entity.end))


def _candidates(text: str) -> list[_Candidate]:
    """Capitalised sequences, cut where an honorific, a weekday or a sentence word stands."""
    honorifics, no_names = word_set("entities/honorifics.txt"), word_set("entities/not_names.txt")
    candidates: list[_Candidate] = []
    for match in _NAME.finditer(text):
        begins = bool(_START.search(text[max(0, match.start() - 8) : match.start()]))
        words: list[tuple[int, int, str]] = []
        titled = False

        def close(words: list[tuple[int, int, str]], at_start: bool, titled: bool) -> None:
            while words and (words[-1][2] in _LINKS_OF_ORGANISATIONS or words[-1][2].islower()):
                words.pop()
            while words and words[0][2].islower():
                words.pop(0)
            if words:
                start, end = words[0][0], words[-1][1]
                end = _without_possessive(text, start, end)
                for first, last in _parts(text, start, end):
                    split = tuple(text[first:last].split())
                    candidates.append(_Candidate(first, last, split, at_start and first == start, titled and first == start))

        at_start = begins
        for piece in _PIECE.finditer(match.group()):
            word = piece.group().rstrip()
            start = match.start() + piece.start()
            bare = word.rstrip("'’").removesuffix("'s").removesuffix("’s")
            lowered = bare.lower().rstrip(".")
            if not words and word in _LEADING:
                at_start = False
                continue
            if lowered in no_names and lowered not in ("may", "april", "june", "sun", "lady", "lord"):
                close(words, at_start, titled)
                words, titled, at_start = [], False, False
            elif word in honorifics or word.rstrip(".") in honorifics:
                if words and words[-1][2] not in honorifics:
                    close(words, at_start, titled)
                words, titled, at_start = [], True, False
            else:
                words.append((start, start + len(word), word))
                if bare != word:  # a possessive ends a name
                    close(words, at_start, titled)
                    words, titled, at_start = [], False, False
        close(words, at_start, titled)
    return candidates


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut at joining words: "Iran and Syria" is two names, "Ministry of Health and Welfare" one, held by its first word."""
    words = text[start:end].split()
    organisation = word_set("entities/organisation_words.txt")
    if any(word in organisation for word in words) or not _JOINS.search(text, start, end):
        return [(start, end)]
    parts, begin = [], start
    for match in _JOINS.finditer(text, start, end):
        parts.append((begin, match.start()))
        begin = match.end()
    return [*parts, (begin, end)]


def _without_possessive(text: str, start: int, end: int) -> int:
    if end - start > 2 and text[end - 2] in "'’" and text[end - 1] == "s":
        return end - 2
    return end - 1 if end - start > 1 and text[end - 1] in "'’" else end


def _type(candidate: _Candidate, text: str, gazetteer: Gazetteer | None) -> tuple[EntityLabel, float] | None:
    words, name = candidate.words, text[candidate.start : candidate.end]
    if len(name) < 2 or (len(words) == 1 and name in _LEADING):
        return None
    given = word_set("entities/given_names.txt")
    if candidate.titled and len(words) <= 4:
        return "PERSON", 0.92
    organisation = word_set("entities/organisation_words.txt")
    if len(words) > 1 and (words[-1] in organisation or (words[0] in organisation and " of " in name)):
        return "ORG", 0.85
    entries = gazetteer.lookup(name) if gazetteer is not None else ()
    entries = tuple(entry for entry in entries if entry.named != "demonym" and (entry.named != "abbreviation" or name[:2].isupper()))
    biggest = max((entry.place.population for entry in entries), default=0)
    local = bool(_BEFORE_PLACE.search(text[max(0, candidate.start - 16) : candidate.start]))
    named = any(entry.named in ("name", "abbreviation", "former") for entry in entries)
    if any(entry.place.kind in ("country", "region", "water") and entry.named != "core" for entry in entries) and len(name) > 1:
        return place_label(name, gazetteer), 0.9
    if len(words) > 1 and words[-1] in word_set("entities/facility_words.txt"):
        return place_label(name, gazetteer), 0.75
    person = _AFTER_PERSON.match(text[candidate.end : candidate.end + 24]) is not None
    if len(words) > 1 and words[0] in given and not (entries and (biggest > 100_000 or local)):
        return "PERSON", 0.85
    if entries and named and (local or biggest > 100_000) and not (person and words[0] in given):
        return place_label(name, gazetteer), 0.85 if local else 0.72
    if len(words) == 1:
        if name.isupper() and 2 <= len(name.replace(".", "")) <= 6 and not candidate.at_start:
            return "ORG", 0.65
        if person and not candidate.at_start:
            return "PERSON", 0.6
        return None
    if any(word in organisation for word in words):
        return "ORG", 0.7
    if words[0] in word_set("entities/landform_words.txt") or words[-1] in word_set("entities/landform_words.txt"):
        return "LOC", 0.65
    if person:
        return "PERSON", 0.7
    return None
