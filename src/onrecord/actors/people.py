"""The persons of the article while it is read, and the mentions that name them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Literal

from onrecord import lexicon
from onrecord.actors.figures import Figure, Mention
from onrecord.actors.nominals import head_noun, noun_gender
from onrecord.actors.scene import Scene
from onrecord.names import Name, given_names, parse_name, resolve_article, whole_name
from onrecord.names.fold import fold
from onrecord.types import Entity, Role, Span

_TRIM_START = re.compile(r"^[\s#@\"“”„«»‘'(\[]+")
_TRIM_END = re.compile(r"(?:['’]s|['’]|[\s\"“”„«»)\],;:])+$")
_MISTAKEN = frozenset(["ORG", "GPE", "LOC", "FAC", "MISC"])
_PERSONAL = re.compile(r",\s(?:(?P<age>[1-9]\d),\s(?!\d)|(?:a|an|the|his|her|their)\s(?:[\w'’-]{1,20}\s){0,4}(?P<head>[\w-]{1,20})\swho\s)")
_CALLING = re.compile(r",\s(?:an?|the)\s(?:[a-z'’-]{1,20}\s){0,3}(?P<head>[a-z-]{1,20})\b(?=,|\.|\s(?:of|for|from|in|at|with)\b)")
_CALLED_SO = re.compile(r"\b[Aa]n? (?:[a-z-]{1,20} ){0,3}(?P<head>[a-z-]{1,20}) called \Z")  # "a nurse called | Thuy"
_OF_TOWNS = frozenset(["ally", "founder", "host", "leader", "member", "neighbor", "neighbour", "partner", "pioneer", "rival", "winner"])
_NOUN = 24  # characters of a noun before a name
_PLACES = frozenset(["GPE", "LOC", "FAC"])
_PLACE = frozenset(["in", "at", "near", "from", "into", "across", "outside", "around"])
_ADDED_FAMILY = re.compile(r"\s\[[A-Z][\w'’-]{1,30}\]")
_KNOWN_AS = re.compile(  # between two names of one person
    r"(?:,? (?:who (?:is|was) )?(?:(?:also|best|better|commonly|popularly|professionally|simply|widely) )?known(?: simply)? as"
    r"|,? (?:a\.?k\.?a\.?|alias)|, (?:dubbed|nicknamed)) [“\"‘']?"
)
_COORDINATION = re.compile(r"^\s*(?:,?\s*(?:and|&)|,)\s*$")


def name_span(text: str, start: int, end: int) -> Span:
    """The span of a name without hashtag sign, quotation marks and possessive."""
    whole = Span(start, end)
    piece = text[start:end]
    lead = _TRIM_START.match(piece)
    start += lead.end() if lead else 0
    tail = _TRIM_END.search(text[start:end])
    end -= len(tail[0]) if tail and tail.start() > 0 else 0
    return Span(start, end) if start < end else whole


def told_to_be_persons(scene: Scene) -> frozenset[int]:
    """Numbers of the entities that are labelled otherwise, and of whom an apposition tells that they are persons.

    That is "Ann Lee, a baker who ..." and "Ann Lee, 52, ...": nothing but a person is a "who" or has an age. A baker called Ann is one
    too. Of places that begin with a given name "Ann Lee, a baker" is enough, or that Lee alone is a person elsewhere. Other mentions by
    the same words count too, and so do words that are mostly labelled a person elsewhere.
    """
    alone = {name for e in scene.entities if e.label == "PERSON" and (name := scene.text[e.start : e.end]).isalpha()}
    mistaken = [entity for entity in scene.entities if entity.label in _MISTAKEN]
    told = {scene.text[entity.start : entity.end] for entity in mistaken if _is_told(scene, entity, alone)}
    mostly = _mostly_persons(scene)
    persons = set()
    for number, entity in enumerate(scene.entities):
        name = scene.text[entity.start : entity.end]
        if entity.label in _MISTAKEN and (name in told or (name in mostly and not _is_whereabouts(scene, entity))):
            persons.add(number)
    return frozenset(persons)


def _is_told(scene: Scene, entity: Entity, alone: Collection[str]) -> bool:
    """True when what follows a name tells a person, or, for a "place" with a given name, that its last word is one alone elsewhere."""
    name = scene.text[entity.start : entity.end]
    words = name.split()
    if (calling := _CALLED_SO.search(scene.text[max(0, entity.start - 60) : entity.start])) and head_noun(calling["head"]):
        return name.isalpha()
    if not (2 <= len(words) <= 4 and name.replace(" ", "").replace("-", "").replace(".", "").isalpha()):
        return False
    found = _PERSONAL.match(scene.text, entity.end)
    if found and (found["age"] or head_noun(found["head"].lower())):
        return True
    if entity.label not in _PLACES or not _is_given(fold(words[0])):
        return False
    calling = _CALLING.match(scene.text, entity.end)
    return words[-1] in alone or bool(calling and calling["head"] not in _OF_TOWNS and head_noun(calling["head"]))


def _mostly_persons(scene: Scene) -> set[str]:
    """Words that are labelled a person more often than all else: "Jackson" is no city once between two pages of Jackson."""
    labels: dict[str, Counter[bool]] = {}
    for entity in scene.entities:
        if entity.label == "PERSON" or entity.label in _MISTAKEN:
            labels.setdefault(scene.text[entity.start : entity.end], Counter())[entity.label == "PERSON"] += 1
    return {name for name, count in labels.items() if count[True] > count[False] > 0}


def _is_whereabouts(scene: Scene, entity: Entity) -> bool:
    """True behind a preposition of place: "in Jackson"."""
    before = scene.words(max(0, entity.start - 20), entity.start)
    return bool(before) and before[-1].low in _PLACE


def named_people(scene: Scene, person_entities: list[tuple[int, Entity]]) -> list[Figure]:
    """Put the person names of the article together. Persons come in order of first mention.

    Args:
        scene: The article.
        person_entities: Number and entity of each PERSON span, in text order.
    """
    person_entities, spans = _spans(scene, person_entities)
    names = [parse_name(_with_honorific(scene, span)) for span in spans]
    inside = [parse_name(scene.text[span.start : span.end]) for span in spans]
    names = _with_shared_family(scene, spans, names)
    apart = [
        (i, i + 1) for i in range(len(spans) - 1)
        if _COORDINATION.match(scene.text[spans[i].end : spans[i + 1].start]) and spans[i].end < spans[i + 1].start
    ]  # fmt: skip
    nouns = {i: gender for i, span in enumerate(spans) if (gender := _gender_beside(scene, span)) is not None}
    placed = resolve_article(names, apart=apart, nouns=nouns)
    persons = [Figure("person", True) for _ in range(max((place.person for place in placed), default=-1) + 1)]
    called = {  # whose other name it is
        second.person: first.person
        for (one, first), (other, second) in pairwise(zip(spans, placed, strict=True))
        if first.person < second.person and _KNOWN_AS.fullmatch(scene.text, one.end, other.start)
    }
    for (number, _), span, name, own, place in zip(person_entities, spans, names, inside, placed, strict=True):
        person = persons[called.get(place.person, place.person)]
        start = _bare_start(scene.text, span, own)
        person.mentions.append(Mention(start, span.end, "name", place.rule, name.gender))
        person.names.append(name)
        title = scene.text[span.start : start].strip()
        if own.roles and title and not any(role.title.casefold() == title.casefold() for role in person.roles):
            person.roles.append(Role(span.start, span.start + len(title), title))
        person.heads.update(head for role in name.roles if (head := head_noun(role.split()[-1].lower().strip("."))))
        person.entities.append(number)
    return [person for person in persons if person.mentions]


def _gender_beside(scene: Scene, span: Span) -> Literal["f", "m"] | None:
    """What the noun right before a name tells of its gender: "her nephew, Piers Follett", "spokeswoman Ann Lee"."""
    before = scene.words(max(0, span.start - _NOUN), span.start)[-1:]
    return noun_gender(before[0].low) if before and scene.text[before[0].end : span.start] in (" ", ", ") else None


def _with_shared_family(scene: Scene, spans: Sequence[Span], names: Sequence[Name]) -> list[Name]:
    """The names, with the family name of the second for the first of "Tom and Mary Kent" where the text has a "Mr Kent" too.

    A Tom whose own family name is told elsewhere keeps it.
    """
    told = Counter(word.text for name in names if name.full for word in name.solid)
    titled = {(name.surname, name.gender) for name in names if name.gender and not name.full}
    whole = list(names)
    for i, (name, following) in enumerate(pairwise(names)):
        between = scene.text[spans[i].end : spans[i + 1].start]
        given = len(name.words) == 1 and not name.honorifics and not name.roles and _is_given(name.key) and not told[name.key]
        family = len(following.solid) == 2 and not following.honorifics and _is_given(following.solid[0].text)
        if given and family and between in (" and ", " & ") and (following.surname, given_names().get(name.key)) in titled:
            whole[i] = parse_name(f"{name.text} {following.text.split()[-1]}")
    return whole


def _spans(scene: Scene, numbered: list[tuple[int, Entity]]) -> tuple[list[tuple[int, Entity]], list[Span]]:
    """The spans of the names. A title alone ("Engr") is none: it takes the capitalised words behind it, or is left out."""
    titles, starts = lexicon.word_set("actors/bare_titles.txt"), {entity.start for _, entity in numbered}
    kept: list[tuple[int, Entity]] = []
    spans: list[Span] = []
    for number, entity in numbered:
        if spans and entity.start < spans[-1].end:
            continue  # "Jeff [Drake]" labelled in two
        span = name_span(scene.text, entity.start, entity.end)
        words = scene.words(span.start, span.end)
        if words and all(word.low in titles for word in words):
            following = scene.words(span.end, min(len(scene.text), span.end + 60))[:3]
            end = span.end
            for word in following:
                if word.start in starts or scene.text[end : word.start].strip(" .") or "\n" in scene.text[end : word.start]:
                    break
                if not word.text[0].isupper() or word.low in titles:
                    break
                end = word.start + len(word.low)
            if end == span.end:
                continue
            span = Span(span.start, end)
        kept.append((number, entity))
        spans.append(_whole(scene, span))
    return kept, spans


def _whole(scene: Scene, span: Span) -> Span:
    """The name with initials before it and a generation behind it that were left outside: "Mr K. Rajan", "Ian Ross Sr."."""
    start, end = span.start, span.end
    if found := _ADDED_FAMILY.match(scene.text, end):
        end = found.end()
    whole = whole_name(scene.text, start, end)
    return whole if whole.start < start else Span(_given_before(scene, start), whole.end)


def _given_before(scene: Scene, start: int) -> int:
    """Where given names begin that were left outside: "Amina" of "Amina Bello". The first word of a sentence is no safe one."""
    opening = scene.sentences[scene.sentence_at(start)].start
    for word in reversed(scene.words(max(opening + 1, start - 40), start)[-3:]):
        outside = scene.text[word.end : start] == " " and not any(scene.entities_in(word.start, word.end))
        if not (outside and word.text.istitle() and word.text == scene.text[word.start : word.end] and _is_given(word.low)):
            break
        start = word.start
    return start


def _is_given(word: str) -> bool:
    return word in given_names() and word not in lexicon.word_set("actors/no_given_names.txt")


def _bare_start(text: str, span: Span, name: Name) -> int:
    """Where the name proper begins: after the honorifics and the role that stand inside the span."""
    titles = len(name.honorifics) + sum(len(role.split()) for role in name.roles)
    words = list(re.finditer(r"\S+", text[span.start : span.end]))
    outside = titles - (len(words) - 1)
    return span.start + words[titles].start() if titles and outside <= 0 and titles < len(words) else span.start


def _with_honorific(scene: Scene, span: Span) -> str:
    """The name with an honorific that stands just before the entity ("Mr" left outside by the reader)."""
    before = scene.words(max(0, span.start - 14), span.start)
    if before and not scene.text[before[-1].end : span.start].strip(" .") and before[-1].low in TITLES:
        return scene.text[before[-1].start : span.end]
    return scene.text[span.start : span.end]


TITLES = frozenset(
    ["mr", "mrs", "ms", "miss", "sir", "dame", "lord", "lady", "dr", "mme", "madame", "baroness", "king", "queen", "prince", "princess"]
)


def canonical_name(person: Figure) -> str:
    """The most frequent complete form without titles; among equals the longest, then the alphabetically first."""
    forms = Counter(display_form(name) for name in person.names if name.words)
    if not forms:
        return person.names[0].text if person.names else ""
    words = {form: len(parse_name(form).solid) for form in forms}
    complete = [form for form in forms if words[form] >= 2] or list(forms)
    return max(sorted(complete), key=lambda form: (forms[form], words[form], len(form)))


def display_form(name: Name) -> str:
    """The name as written, without honorifics, roles and possessives; "Family, Given" turned round."""
    taken = [*name.roles, *name.honorifics]
    text = name.text
    for _ in taken:
        for title in taken:
            pattern = re.compile(r"^" + re.escape(title) + r"\.?\s*", re.IGNORECASE)
            text = pattern.sub("", text, count=1) if len(pattern.sub("", text, count=1)) > 1 else text
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 2 and len(name.words) >= 2 and parts[0] and parts[1] and not name.suffix:
        text = f"{parts[1]} {parts[0]}"
    return " ".join(text.split())
