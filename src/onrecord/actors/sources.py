"""Each quote's source resolved to one actor, or to nobody with the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord import lexicon
from onrecord.actors.bodies import Body, bare_form, head_kind
from onrecord.actors.people import Mention, Person
from onrecord.actors.pronouns import Choice
from onrecord.actors.scene import Scene
from onrecord.names import given_names, parse_name
from onrecord.types import Entity, Quote, Span

Figure = Person | Body


@dataclass(frozen=True, slots=True)
class Found:
    """What a source stands for, by which rule, and what else it could be. `figure` is null with the reason in `rule`."""

    figure: Figure | None
    rule: str
    confidence: float = 0.0
    alternatives: tuple[tuple[Figure, float], ...] = ()


_FIRST = frozenset(["i", "me", "my", "myself"])
_SECOND = frozenset(["you", "we", "us", "one"])
_BEFORE_HEAD = frozenset(["of", "for", "in", "at", "from", "with", "on", "to", "by", "who", "that", "which", "whose", "and"])


class Sources:
    """Resolves source spans against the persons and bodies of the article.

    Args:
        scene: The article.
        persons: All persons with their mentions, pronouns placed.
        bodies: Organisations found so far; groups, places and documents that speak are added.
        choices: Pronoun start to the ranking of that pronoun.
        chosen: Pronoun start to the person it was placed with, or null.
    """

    def __init__(
        self,
        scene: Scene,
        persons: list[Person],
        bodies: list[Body],
        choices: Mapping[int, Choice],
        chosen: Mapping[int, Person | None],
        authors: Sequence[str] = (),
    ) -> None:
        self.scene, self.persons, self.bodies = scene, persons, bodies
        self.choices, self.chosen, self.authors = choices, chosen, authors
        self.mentions: list[tuple[Mention, Person]] = sorted(
            ((mention, person) for person in persons for mention in person.mentions), key=lambda item: (item[0].start, item[0].end)
        )
        self.body_entities = {number: body for body in bodies for number in body.entities}

    def resolve(self, quote: Quote, speakers: Sequence[Found]) -> Found:
        """Resolve one quote. `speakers` holds the results of the quotes before it."""
        if quote.source is None:
            if quote.continues is not None and quote.continues < len(speakers) and speakers[quote.continues].figure is not None:
                earlier = speakers[quote.continues]
                return Found(earlier.figure, "continues the quotation before", round(earlier.confidence * 0.95, 3), earlier.alternatives)
            return Found(None, "no source in the text")
        source = quote.source
        words = self.scene.words(source.start, source.end)
        if not words:
            return Found(None, "no words in the source")
        return (
            self._named(source)
            or self._pronoun(quote, source, speakers)
            or self._nominal(source)
            or self._entity(source)
            or self._noun(source)
            or self._capitalised(source)
            or Found(None, "source words name nobody known")
        )

    def _head_end(self, source: Span) -> int:
        """Where the modifiers after the head begin ("a spokesman | for the ministry")."""
        for word in self.scene.words(source.start, source.end)[1:]:
            if word.low in _BEFORE_HEAD and word.text.islower():
                return word.start
        return source.end

    def _named(self, source: Span) -> Found | None:
        """The person whose name heads the source words; a possessive name before another noun heads nothing."""
        head_end = self._head_end(source)
        inside = [(m, p) for m, p in self._overlapping(source) if m.kind == "name" and m.start < head_end]
        heads = [(m, p) for m, p in inside if not (m.end < source.end and self.scene.text[m.end : m.end + 2] in ("'s", "’s", "s'", "s’"))]
        if not heads:
            return None
        mention, person = heads[0]
        name = person.names[[m.start for m in person.mentions if m.kind == "name"].index(mention.start)]
        if name.full or mention.rule in ("full name", "same name"):
            return Found(person, "named", 0.98)
        return Found(person, f"short name: {mention.rule}", 0.9 if mention.rule == "given name" else 0.95)

    def _overlapping(self, source: Span) -> list[tuple[Mention, Person]]:
        return [(m, p) for m, p in self.mentions if m.start < source.end and source.start < m.end]

    def _pronoun(self, quote: Quote, source: Span, speakers: Sequence[Found]) -> Found | None:
        word = self.scene.words(source.start, source.end)[0]
        low = word.text.lower().split("’")[0].split("'")[0]
        if word.start in self.choices and len(self.scene.words(source.start, source.end)) <= 2:
            choice = self.choices[word.start]
            person = self.chosen.get(word.start)
            ranked = [(other, round(score, 3)) for other, score in choice.ranking if other is not None]
            if person is None:
                return Found(None, f"pronoun {low}: no person in sight is clearly meant", 0.0, tuple(ranked[:3]))
            score = next(score for other, score in choice.ranking if other is person)
            return Found(person, f"pronoun {low}", round(score, 3), tuple((o, s) for o, s in ranked if o is not person and s >= 0.01)[:3])
        if low in _FIRST:
            if quote.within is not None and quote.within < len(speakers) and speakers[quote.within].figure is not None:
                outer = speakers[quote.within]
                return Found(outer.figure, "first person inside a quotation: its speaker", round(outer.confidence * 0.95, 3))
            author = [
                person for person in self.persons if any(name.key in {parse_name(a).key for a in self.authors} for name in person.names)
            ]
            if len(author) == 1:
                return Found(author[0], "first person: the writer", 0.8)
            return Found(None, "first person: the writer, not named as a person of the text")
        if low in ("they", "it", "them"):
            return self._body_pronoun(source, low)
        if low in _SECOND:
            return Found(None, f"pronoun {low}: nobody in particular")
        if low in ("who", "which", "that") and len(self.scene.words(source.start, source.end)) == 1:
            before = [(m, p) for m, p in self.mentions if m.end <= source.start and source.start - m.end <= 3]
            return Found(before[-1][1], f"relative {low}", 0.93) if before else None
        return None

    def _body_pronoun(self, source: Span, low: str) -> Found:
        """ "they", "it": the organisation or group mentioned last, within two sentences."""
        sentence = self.scene.sentence_at(source.start)
        kinds = ("group", "organisation") if low != "it" else ("organisation", "document")
        near = sorted(
            ((span.start, number) for number, body in enumerate(self.bodies) if body.kind in kinds for span in body.mentions
             if span.end <= source.start and sentence - self.scene.sentence_at(span.start) <= 2), reverse=True
        )  # fmt: skip
        if not near:
            return Found(None, f"pronoun {low}: no group or organisation in sight")
        best = self.bodies[near[0][1]]
        rivals = {number for _, number in near[1:]} - {near[0][1]}
        alternatives = tuple((self.bodies[number], 0.2) for number in sorted(rivals)[:3])
        return Found(best, f"pronoun {low}: mentioned last", 0.5 if rivals else 0.7, alternatives)

    def _nominal(self, source: Span) -> Found | None:
        head_end = self._head_end(source)
        inside = [(m, p) for m, p in self._overlapping(source) if m.kind == "nominal" and m.start < head_end]
        if not inside:
            return None
        mention, person = inside[0]
        if person.named:
            return Found(person, f"nominal: {mention.rule}", 0.8)
        return Found(person, "unnamed person", 0.9)

    def _entity(self, source: Span) -> Found | None:
        """An organisation, place or people whose name heads the source words."""
        head_end = self._head_end(source)
        inside = [(n, e) for n, e in enumerate(self.scene.entities) if e.start < head_end and source.start < e.end and e.label in _SPEAKING]
        if not inside:
            return None
        number, entity = inside[-1]
        tail = [word.low for word in self.scene.words(entity.end, head_end)]
        if tail and head_kind(tail) is not None:
            return None  # "Iranian officials", "the Lagos council"
        if body := self.body_entities.get(number):
            return Found(body, "named organisation", 0.95)
        kind = "group" if entity.label == "NORP" else "document" if entity.label == "MISC" else "organisation"
        return Found(self._body(bare_form(self.scene.text[entity.start : entity.end]), True, kind, entity, number), f"named {kind}", 0.85)

    def _noun(self, source: Span) -> Found | None:
        """A phrase headed by a noun for persons, bodies or texts."""
        words = self.scene.words(source.start, source.end)
        known = head_kind([word.low for word in words])
        if known is None:
            return None
        head, kind = known
        text = " ".join(self.scene.text[source.start : source.end].split())
        if kind == "person":
            person = Person(named=False)
            person.mentions.append(Mention(source.start, source.end, "nominal", "unnamed person"))
            person.heads.add(head)
            self.persons.append(person)
            return Found(person, "unnamed person", 0.85)
        definite = words[0].low in ("the", "this", "that", "its", "his", "her", "their")
        return Found(self._body(bare_form(text), False, kind, source, None, head if definite else ""), f"unnamed {kind}", 0.85)

    def _capitalised(self, source: Span) -> Found | None:
        """Capitalised words that the reader gave no label: a name when a title, a given name or a known surname says so."""
        words = self.scene.words(source.start, source.end)
        if len(words) > 5 or not all(word.text[0].isupper() or word.low in lexicon.word_set("names/particles.txt") for word in words):
            return None
        text = self.scene.text[source.start : source.end]
        name = parse_name(text)
        for person in self.persons:
            if person.named and any(
                (other.full and other.surname == name.surname and not name.full) or other.key == name.key for other in person.names
            ):
                person.mentions.append(Mention(source.start, source.end, "name", "surname", name.gender))
                person.names.append(name)
                return Found(person, "short name: surname", 0.8)
        if name.honorifics or (len(name.words) > 1 and name.words[0].text in given_names()):
            person = Person(named=True)
            person.mentions.append(Mention(source.start, source.end, "name", "full name", name.gender))
            person.names.append(name)
            self.persons.append(person)
            return Found(person, "capitalised source without a label", 0.6)
        return Found(None, "a name of unknown kind")

    def _body(self, form: str, named: bool, kind: str, span: Span | Entity, number: int | None, head: str = "") -> Body:
        """The body with the same form (or, unnamed, the same head), else a new one."""
        for body in self.bodies:
            same = form.casefold() in {other.casefold() for other in body.forms}
            if (
                body.kind == kind
                and body.named == named
                and (same or (head and any(other.casefold().split()[-1:] == [head] for other in body.forms)))
            ):
                break
        else:
            body = Body(kind, named)  # type: ignore[arg-type]
            self.bodies.append(body)
        body.forms.append(form)
        body.mentions.append(Span(span.start, span.end))
        if number is not None:
            body.entities.append(number)
            self.body_entities[number] = body
        return body


_SPEAKING = frozenset(["ORG", "GPE", "NORP", "MISC", "LOC", "FAC"])
