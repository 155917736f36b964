"""Names by rules, for the profile without a model: capitalised sequences, typed by lists and the words around them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from onrecord.entities.kinds import place_label
from onrecord.entities.norp import find_norp
from onrecord.gazetteer import Gazetteer
from onrecord.lexicon import word_set
from onrecord.types import Entity, EntityLabel

# A word of a name: "Amina", "O'Brien", "al-Masri", "U.N.", "J.", "McKay", "3M" is none.
_CAPITAL = r"(?:[dDlL]['’]|[aA]l-|[eE]l-|bin-)?[A-ZÀ-ÖØ-Þ][^\W\d_]*(?:['’-][^\W\d_]+)*"
_WORD = rf"(?:(?:[A-Z]\.){{1,5}}[A-Z]?(?![a-z])|[WN]\. ?(?:Va|Dak|Mex)\.|{_CAPITAL})"
_LINK = r"(?:of the|of|de la|de los|de|del|da|dos|do|di|van der|van den|van|von|bin|ibn|ben|al|el|la|le|and|&|for|on)"
_SHORT = r"(?:Mrs?|Ms|Dr|Gens?|Sens?|Reps?|Gov|Lt|Col|Sgt|Capt|Maj|St|Jr|Sr|Rev|Prof|Hon|Inc|Corp|Co|Ltd|Mt|Ft|Supt|Cpl|Brig)\."
_NAME = re.compile(rf"(?<![\w’'-])(?:{_SHORT}|{_WORD})(?:[ \u00a0](?:{_LINK} )?(?:{_SHORT}|{_WORD})){{0,9}}")
_PIECE = re.compile(rf"{_LINK} |[^ \u00a0]+")
_LINKS_OF_ORGANISATIONS = frozenset({"of", "of the", "and", "&", "for", "on"})
_JOINS = re.compile(r" (?:and|&|for|on|of|of the) ")
_START = re.compile(r"(?:^|[.!?:;\n“\"‘(\[—–-])[\s“\"‘'(]*$")
_PARTY = re.compile(r"^(?:[RDI]|DFL|GOP)-(?=[A-Z])")
_ADJECTIVE = re.compile(r"-(?:based|area|born|style|led|backed|bound|wide|trained|made|owned|controlled|occupied|held|run)$")
_DIVISION_AFTER = re.compile(r"^,\s+((?:[A-Z]\.\s?){1,3}|[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)?)")
_DATELINE_AFTER = re.compile(r"^(?:,[^\n]{0,24})?\s*(?:\([A-Z][\w /.]{1,24}\)\s*)?(?:--|—|–|-)\s")
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
    peoples = {(entity.start, entity.end) for entity in find_norp(text)}
    for candidate in _candidates(text):
        if (candidate.start, candidate.end) in peoples and not candidate.titled:
            continue
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
            known = gazetteer is not None and any(e.named in ("name", "demonym") for e in gazetteer.lookup(candidate.words[0]))
            plain = len(candidate.words) <= 3 and not known and all(word.isalpha() or "." in word for word in candidate.words)
            found.append(Entity(candidate.start, candidate.end, "PERSON" if plain else "ORG" if known else "MISC", 0.45))
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
            start, word = _unhyphened(start, word)
            bare = word.rstrip("'’").removesuffix("'s").removesuffix("’s")
            lowered = bare.lower().rstrip(".")
            if not words and word in _LEADING:
                at_start = False
                continue
            if not is_acronym(word) and lowered in no_names and lowered not in ("may", "april", "june", "sun", "lady", "lord"):
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


def is_acronym(word: str) -> bool:
    """True for "US", "WHO", "IT"; false for "I" and for words of an all-capitals line that are pronouns."""
    letters = word.replace(".", "")
    return letters.isupper() and len(letters) > 1 and letters not in ("HE", "SHE", "WE", "THEY", "YOU", "IT", "MY", "HIS", "HER")


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


def _unhyphened(start: int, word: str) -> tuple[int, str]:
    """Without the party before a constituency ("D-Kano") and what makes a name an adjective ("Kano-based")."""
    party = _PARTY.match(word)
    if party:
        start, word = start + party.end(), word[party.end() :]
    return start, _ADJECTIVE.sub("", word)


def _without_possessive(text: str, start: int, end: int) -> int:
    if end - start > 2 and text[end - 2] in "'’" and text[end - 1] == "s":
        return end - 2
    return end - 1 if end - start > 1 and text[end - 1] in "'’" else end


def _type(candidate: _Candidate, text: str, gazetteer: Gazetteer | None) -> tuple[EntityLabel, float] | None:
    """Label and confidence, or null when neither the name nor the words around it tell."""
    words, name = candidate.words, text[candidate.start : candidate.end]
    if len(name) < 2 or (len(words) == 1 and name in _LEADING):
        return None
    given, organisation = word_set("entities/given_names.txt"), word_set("entities/organisation_words.txt")
    if candidate.titled and len(words) <= 4:
        return "PERSON", 0.92
    place = _type_as_place(candidate, text, gazetteer)
    if place is not None and place[1] >= 0.9:
        return place
    if len(words) > 1 and any(word in organisation for word in words):
        return "ORG", 0.85 if words[-1] in organisation or words[0] in organisation else 0.7
    person = _AFTER_PERSON.match(text[candidate.end : candidate.end + 24]) is not None
    if len(words) > 1 and words[0] in given and (place is None or place[1] < 0.8):
        return "PERSON", 0.85
    if place is not None and not (person and words[0] in given and place[1] < 0.8):
        return place
    if len(words) == 1:
        if name.isupper() and 2 <= len(name.replace(".", "")) <= 6 and not candidate.at_start:
            return "ORG", 0.65
        return ("PERSON", 0.6) if person and not candidate.at_start else None
    return ("PERSON", 0.7) if person else None


def _type_as_place(candidate: _Candidate, text: str, gazetteer: Gazetteer | None) -> tuple[EntityLabel, float] | None:
    """GPE, LOC or FAC with a confidence: by the gazetteer, by the words around, by the last word of the name."""
    words, name = candidate.words, text[candidate.start : candidate.end]
    before = text[max(0, candidate.start - 20) : candidate.start]
    after = text[candidate.end : candidate.end + 48]
    entries = gazetteer.lookup(name) if gazetteer is not None else ()
    surface = name + "." if after.startswith(".") else name
    entries = tuple(entry for entry in entries if entry.named != "demonym" and entry.fits(surface))
    people = max((entry.place.population for entry in entries), default=0)
    kinds = {entry.place.kind for entry in entries if entry.named != "core"}
    local = _BEFORE_PLACE.search(before) is not None
    named = any(entry.named != "core" for entry in entries)
    if kinds & {"country", "region", "water"} or ("admin1" in kinds and people > 100_000 and named):
        return place_label(name, gazetteer), 0.9
    if entries and gazetteer is not None and _in_division(after, gazetteer):
        return place_label(name, gazetteer), 0.92
    if entries and candidate.at_start and _DATELINE_AFTER.match(after):
        return "GPE", 0.9
    if len(words) > 1 and words[-1] in ("County", "Parish", "Province", "Township", "Oblast", "District"):
        return "GPE", 0.9
    if len(words) > 1 and words[-1] in word_set("entities/facility_words.txt"):
        return place_label(name, gazetteer), 0.75
    if named and local:
        return place_label(name, gazetteer), 0.85
    if named and people > 100_000:
        return place_label(name, gazetteer), 0.8 if people > 1_000_000 else 0.72
    if len(words) > 1 and (words[0] in word_set("entities/landform_words.txt") or words[-1] in word_set("entities/landform_words.txt")):
        return place_label(name, gazetteer), 0.75
    if named and len(words) > 1 and words[0] not in word_set("entities/given_names.txt"):
        return place_label(name, gazetteer), 0.7
    return None


def _in_division(after: str, gazetteer: Gazetteer) -> bool:
    """True when a state or country follows a comma: "Denison, Iowa"."""
    match = _DIVISION_AFTER.match(after)
    if match is None:
        return False
    for division in (match[1].strip(), match[1].split()[0]):
        entries = [entry for entry in gazetteer.lookup(division) if entry.fits(division)]
        if any(entry.place.kind in ("country", "admin1") and entry.named in ("name", "abbreviation") for entry in entries):
            return True
    return False
