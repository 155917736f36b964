"""The persons of the article while it is read, and the mentions that name them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from onrecord.actors.scene import Scene
from onrecord.names import Name, given_names, parse_name, resolve_article
from onrecord.types import Entity, Role, Span

MentionKind = Literal["name", "nominal", "pronoun"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where somebody is mentioned."""

    start: int
    end: int
    kind: MentionKind
    rule: str
    gender: Literal["f", "m"] | None = None  # told by the words themselves
    certain: bool = True  # false for a pronoun that the ranker placed

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(slots=True)
class Person:
    """Somebody of the article, named or not."""

    named: bool
    mentions: list[Mention] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    heads: set[str] = field(default_factory=set)  # head nouns of roles and nominals
    entities: list[int] = field(default_factory=list)
    source: bool = False  # a quote is resolved to it

    def told_gender(self) -> tuple[Literal["f", "m"] | None, Literal["pronoun", "honorific"] | None]:
        """Gender by what the text says: honorifics first, else the majority of its pronouns."""
        honorifics = {name.gender for name in self.names if name.gender}
        if len(honorifics) == 1:
            return honorifics.pop(), "honorific"
        pronouns = Counter(mention.gender for mention in self.mentions if mention.kind == "pronoun" and mention.gender)
        if not pronouns or (len(pronouns) == 2 and pronouns["f"] == pronouns["m"]):
            return None, None
        return pronouns.most_common(1)[0][0], "pronoun"

    def word_gender(self) -> Literal["f", "m"] | None:
        """Gender by nouns that tell it (spokeswoman, father)."""
        told = {mention.gender for mention in self.mentions if mention.kind == "nominal" and mention.gender}
        return told.pop() if len(told) == 1 else None

    def likely_gender(self) -> Literal["f", "m", "n"] | None:
        """A hint for pronouns: honorific, noun, or the given name's most frequent bearer. Never published."""
        honorifics = {name.gender for name in self.names if name.gender}
        if len(honorifics) == 1:
            return honorifics.pop()
        if told := self.word_gender():
            return told
        table = given_names()
        for name in sorted(self.names, key=lambda name: (-len(name.words), name.text)):
            if name.full and name.words[0].kind == "word":
                hint = table.get(name.words[0].text)
                return hint if hint in ("f", "m", "n") else None  # type: ignore[return-value]
        for name in self.names:
            if len(name.words) == 1 and not name.honorifics and (hint := table.get(name.words[0].text)) in ("f", "m"):
                return hint  # type: ignore[return-value]
        return None


_TRIM_START = re.compile(r"^[\s#@\"“”„«»‘'(\[]+")
_TRIM_END = re.compile(r"(?:['’]s|['’]|[\s\"“”„«»)\],;:])+$")
_COORDINATION = re.compile(r"^\s*(?:,?\s*(?:and|&)|,)\s*$")


def name_span(text: str, start: int, end: int) -> Span:
    """The span of a name without hashtag sign, quotation marks and possessive."""
    piece = text[start:end]
    lead = _TRIM_START.match(piece)
    start += lead.end() if lead else 0
    tail = _TRIM_END.search(text[start:end])
    end -= len(tail[0]) if tail and tail.start() > 0 else 0
    return Span(start, max(start + 1, end))


def named_people(scene: Scene, person_entities: list[tuple[int, Entity]]) -> list[Person]:
    """Put the person names of the article together. Persons come in order of first mention.

    Args:
        scene: The article.
        person_entities: Number and entity of each PERSON span, in text order.
    """
    spans = [name_span(scene.text, entity.start, entity.end) for _, entity in person_entities]
    names = [parse_name(_with_honorific(scene, span)) for span in spans]
    apart = [
        (i, i + 1) for i in range(len(spans) - 1)
        if _COORDINATION.match(scene.text[spans[i].end : spans[i + 1].start]) and spans[i].end < spans[i + 1].start
    ]  # fmt: skip
    placed = resolve_article(names, apart=apart)
    persons = [Person(named=True) for _ in range(max((place.person for place in placed), default=-1) + 1)]
    for (number, _), span, name, place in zip(person_entities, spans, names, placed, strict=True):
        person = persons[place.person]
        person.mentions.append(Mention(span.start, span.end, "name", place.rule, name.gender))
        person.names.append(name)
        person.entities.append(number)
    return persons


def _with_honorific(scene: Scene, span: Span) -> str:
    """The name with an honorific that stands just before the entity ("Mr" left outside by the reader)."""
    before = scene.words(max(0, span.start - 14), span.start)
    if before and not scene.text[before[-1].end : span.start].strip(" .") and before[-1].low in _TITLES:
        return scene.text[before[-1].start : span.end]
    return scene.text[span.start : span.end]


_TITLES = frozenset(
    ["mr", "mrs", "ms", "miss", "sir", "dame", "lord", "lady", "dr", "mme", "madame", "baroness", "king", "queen", "prince", "princess"]
)


def canonical_name(person: Person) -> str:
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
