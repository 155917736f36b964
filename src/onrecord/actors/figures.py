"""The figures of the article while it is read: persons, groups, organisations, documents, and their mentions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from onrecord.names import Name, given_names
from onrecord.types import Role, Span

Kind = Literal["person", "group", "organisation", "document"]
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
class Figure:
    """Somebody or something of the article while it is read: a person, a group, an organisation or a document."""

    kind: Kind
    named: bool
    mentions: list[Mention] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    heads: set[str] = field(default_factory=set)  # head nouns of roles and nominals
    forms: list[str] = field(default_factory=list)  # texts of the mentions of what is no person, without article and possessive
    entities: list[int] = field(default_factory=list)
    source: bool = False  # a quote is resolved to it
    beside: Counter[Literal["f", "m"]] = field(default_factory=Counter)  # pronouns that can stand for nobody else in their sentence

    @property
    def first(self) -> int:
        """Where it is mentioned first."""
        return min(mention.start for mention in self.mentions)

    @property
    def plural(self) -> bool:
        """True for what "they" stands for."""
        return self.kind in ("group", "organisation")

    def told_gender(self) -> tuple[Literal["f", "m"] | None, Literal["pronoun", "honorific"] | None]:
        """Gender by what the text says: honorifics first, else the majority of its pronouns."""
        if honorific := self.names_gender():
            return honorific, "honorific"
        pronouns = Counter(mention.gender for mention in self.mentions if mention.kind == "pronoun" and mention.gender)
        if not pronouns or (len(pronouns) == 2 and pronouns["f"] == pronouns["m"]):
            return None, None
        return pronouns.most_common(1)[0][0], "pronoun"

    def names_gender(self) -> Literal["f", "m"] | None:
        """Gender by honorifics, where they agree."""
        told = {name.gender for name in self.names if name.gender}
        return told.pop() if len(told) == 1 else None

    def word_gender(self) -> Literal["f", "m"] | None:
        """Gender by nouns that tell it (spokeswoman, father)."""
        told = {mention.gender for mention in self.mentions if mention.kind == "nominal" and mention.gender}
        return told.pop() if len(told) == 1 else None

    def beside_gender(self) -> Literal["f", "m"] | None:
        """Gender by the pronouns that follow a name in a sentence where nobody else is mentioned before them."""
        female, male = self.beside["f"], self.beside["m"]
        return None if female == male else "f" if female > male else "m"

    def likely_gender(self) -> Literal["f", "m", "n"] | None:
        """A hint for pronouns: honorific, noun, pronouns beside, or the given name's most frequent bearer. Never published.

        One pronoun beside a name says less than the given name: "Jack Reed confirmed that she had resigned".
        """
        if told := self.names_gender() or self.word_gender():
            return told
        hint, beside = self._name_gender(), self.beside_gender()
        lone = sum(self.beside.values()) == 1 and hint in ("f", "m")
        return hint if lone or beside is None else beside

    def _name_gender(self) -> Literal["f", "m", "n"] | None:
        """The given name's most frequent bearer, of the fullest name that has one."""
        table = given_names()
        for name in sorted(self.names, key=lambda name: (-len(name.words), name.text)):
            if name.full and name.words[0].kind == "word":
                hint = table.get(name.words[0].text)
                return hint if hint in ("f", "m", "n") else None  # type: ignore[return-value]
        for name in self.names:
            if len(name.words) == 1 and not name.honorifics and (hint := table.get(name.words[0].text)) in ("f", "m"):
                return hint  # type: ignore[return-value]
        return None
