"""Each quote's source resolved to one actor, or to nobody with the reason."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from onrecord import lexicon
from onrecord.actors.antecedents import Choice
from onrecord.actors.bodies import acronym, bare_form, head_kind, postmodifiers
from onrecord.actors.descriptions import described_by, fitting_persons
from onrecord.actors.figures import Figure, Kind, Mention
from onrecord.actors.nominals import DEFINITE, INDEFINITE, POSSESSIVE, head_noun
from onrecord.actors.roles import short_title
from onrecord.actors.scene import Scene, Token, singular
from onrecord.names import Name, given_names, parse_name
from onrecord.types import Entity, Quote, Span


@dataclass(frozen=True, slots=True)
class Found:
    """What a source stands for, by which rule, and what else it could be. `figure` is null with the reason in `rule`."""

    figure: Figure | None
    rule: str
    confidence: float = 0.0
    alternatives: tuple[tuple[Figure, float], ...] = ()


_EXAMPLES = frozenset(["including", "like", "such"])
LONGEST_MENTION = 300  # code points
NAMES_BACK = 200  # mentions among which "the Brazilian" is looked for
_FIRST = frozenset(["i", "me", "my", "myself"])
_POSSESSIVES = ("'s", "’s", "s'", "s’")
_SIDES = frozenset(["each side", "both sides", "either side", "neither side"])
_RELATIVE = frozenset(["who", "that", "which"])
_AGED = re.compile(r"(?:, \d{1,3})?.{0,3}", re.DOTALL)  # between a name and "who"
_ACRONYM = re.compile(r"[A-Z]{2,4}[+\d]?")
_SOMEBODY = frozenset(["somebody", "someone"])
_SECOND = frozenset(["you", "we", "us", "one"])


class Sources:
    """Resolves source spans against the persons and bodies of the article.

    Args:
        scene: The article.
        figures: All figures with their mentions, pronouns placed; places, groups and documents that speak are added.
        choices: Pronoun start to the ranking of that pronoun.
        chosen: Pronoun start to the person it was placed with, or null.
    """

    def __init__(
        self,
        scene: Scene,
        figures: list[Figure],
        choices: Mapping[int, Choice],
        chosen: Mapping[int, Figure | None],
        authors: Sequence[str] = (),
    ) -> None:
        self.scene, self.figures = scene, figures
        self.choices, self.chosen, self.authors = choices, chosen, authors
        self.mentions: list[tuple[Mention, Figure]] = sorted(
            ((mention, figure) for figure in figures for mention in figure.mentions), key=lambda item: (item[0].start, item[0].end)
        )
        self._starts = [mention.start for mention, _ in self.mentions]
        self._bodies: dict[tuple[str, bool, str], Figure] = {}
        for figure in reversed(figures):
            for form in figure.forms:
                self._bodies[figure.kind, figure.named, form.casefold()] = figure
        self._by_noun: dict[str, list[tuple[int, Figure]]] = defaultdict(list)  # "ministry" -> Ministry of Health, from where it is named
        self._by_acronym: dict[str, list[Figure]] = defaultdict(list)
        for figure in figures:
            if figure.kind == "organisation" and figure.named:
                first = figure.first
                for short in sorted({acronym(form) for form in figure.forms}):
                    self._by_acronym[short].append(figure)
                for word in sorted({piece.strip("'’").casefold() for form in figure.forms for piece in form.split()}):
                    self._by_noun[word].append((first, figure))
        self.by_entity = {number: figure for figure in figures for number in figure.entities}

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
            self._transcript_label(source)
            or self._family(source)
            or self._named(source)
            or self._apposition(source)
            or self._described_body(source)
            or self._pronoun(quote, source, speakers)
            or self._unseen_name(source)
            or self._title_alone(source)
            or self._by_age_or_nation(quote, source, speakers)
            or self._body_told_before(source)
            or self._nominal(source)
            or self._entity(source)
            or self._noun(source)
            or self._capitalised(source)
            or self._by_ending(source)
            or Found(None, "source words name nobody known")
        )

    def _head_end(self, source: Span) -> int:
        """Where the modifiers after the head begin: "a spokesman | for the ministry", "the lawyer | representing Ann Lee"."""
        for before, word in pairwise(self.scene.words(source.start, source.end)):
            participle = word.low.endswith("ing") and head_noun(before.low) is not None
            joins = word.low == "and" and (self._in_role(word) or not self._is_somebody(before))
            if word.text.islower() and (word.low in postmodifiers() or participle) and not joins:
                return word.start
        return source.end

    def _is_somebody(self, word: Token) -> bool:
        """False for the "oil" of "oil and gas tycoon Ann Lee"."""
        labelled = any(True for _ in self.scene.entities_in(word.start, word.end))
        return labelled or head_noun(word.low) is not None or not word.text.islower()

    def _in_role(self, word: Token) -> bool:
        """True inside the role before or behind a name: the "and" of "founder and CEO Ann Lee"."""
        near = self._between(word.start - LONGEST_MENTION, word.start)
        return any(mention.rule == "apposition" and word.end < mention.end for mention, _ in near)

    def _named(self, source: Span) -> Found | None:
        """The person whose name heads the source words, or ends them behind a role: "University of Hull at Hessle dean Ann Lee".

        A possessive name before another noun heads nothing.
        """
        head_end = self._head_end(source)
        inside = [(m, p) for m, p in self._overlapping(source) if p.kind == "person" and m.kind == "name"]
        first = [(m, p) for m, p in inside if m.start < head_end]
        heads = [(m, p) for m, p in first if not (m.end < source.end and self.scene.text[m.end : m.end + 2] in _POSSESSIVES)]
        if not first and inside and inside[-1][0].end == source.end and self._follows_office(source, inside[-1][0].start):
            heads = inside[-1:]
        if not heads:
            return None
        mention, person = heads[0]
        for other, officer in heads[1:]:  # "Obama spokesman Josh Earnest"
            between = self.scene.words(mention.end, other.start)
            plain = all(word.text.islower() for word in between) or "," not in self.scene.text[mention.end : other.start]
            office = between and (head_noun(between[-1].low) or short_title(between[-1]))
            if office and plain and not any(word.low in postmodifiers() for word in between):
                mention, person = other, officer
        name = parse_name(self.scene.text[mention.start : mention.end])
        if name.full or mention.rule in ("full name", "same name"):
            return Found(person, "named", 0.98)
        return Found(person, f"short name: {mention.rule}", 0.9 if mention.rule == "given name" else 0.95)

    def _follows_office(self, source: Span, start: int) -> bool:
        """True where the words before `start` are a body of some place and an office of it: no "spokesman for", no "office of"."""
        words = self.scene.words(source.start, start)
        turns = [number for number, word in enumerate(words) if word.low in postmodifiers() and word.text.islower()]
        if not turns or turns[0] == 0 or turns[-1] + 1 == len(words) or "," in self.scene.text[source.start : start]:
            return False
        body = any(entity.label == "ORG" for entity in self.scene.entities_in(words[turns[0] - 1].start, words[turns[0]].start))
        office = words[-1].text.islower() and head_noun(words[-1].low) is not None
        return body and office and words[turns[-1] + 1].text[0].isupper() and not any(head_noun(words[turn - 1].low) for turn in turns)

    def _family(self, source: Span) -> Found | None:
        """Several of one surname: "both Bellos", "the Bellos", where the text names two of them at least."""
        words = self.scene.words(source.start, source.end)
        if len(words) != 2 or words[0].low not in ("both", "the") or not words[1].text[0].isupper() or not words[1].low.endswith("s"):
            return None
        surname = parse_name(words[1].text.removesuffix("s")).surname
        bearers = [one for one in self.figures if one.named and any(name.full and name.surname == surname for name in one.names)]
        if len(bearers) < 2:
            return None
        text = self.scene.text[source.start : source.end]
        return Found(self._body(bare_form(text), False, "group", source, None), "several of one surname", 0.85)

    def _apposition(self, source: Span) -> Found | None:
        """A name set off by a comma behind what its bearer is: "the chair of the board, Esther Owusu"; none of a list of examples."""
        text = self.scene.text
        if any(word.low in _EXAMPLES for word in self.scene.words(source.start, source.end)[1:]):
            return None
        for mention, person in self._overlapping(source):  # "the woman beside me, | a nurse called Thuy"
            if (
                mention.kind == "nominal"
                and person.named
                and text[mention.start - 2 : mention.start] == ", "
                and mention.start > source.start
            ):
                return Found(person, "described in apposition", 0.85)
        for mention, person in self._overlapping(source):
            if person.kind != "person" or mention.kind != "name" or mention.rule not in ("full name", "same name"):
                continue
            before = text[source.start : mention.start].rpartition(",")
            titles = before[2].split()
            behind = text[mention.end : source.end].lstrip()
            if before[1] and len(titles) <= 2 and all(title[0].isupper() for title in titles) and behind[:1] in ("", ",", "("):
                return Found(person, "named in apposition", 0.93)
        return None

    def _unseen_name(self, source: Span) -> Found | None:
        """A name that the reader did not see, told by what stands beside it.

        "Senator Ann Lee" (behind the noun of a role) or "Ann Lee, a former chief of staff" (before a description with one).
        """
        text = self.scene.text
        comma = text.find(",", source.start, source.end)
        first = Span(source.start, comma if comma >= 0 else source.end)
        if any(entity.label in _NAMED for entity in self.scene.entities_in(first.start, first.end)):
            return None
        words = [word for word in self.scene.words(first.start, first.end) if word.text[0].isalnum()]
        if not words:
            return None
        if not all(word.text[0].isupper() for word in words):
            return self._name_at_end(words)
        roles = [number for number, word in enumerate(words) if head_noun(word.low)]
        described = comma >= 0 and any(head_noun(word.low) for word in self.scene.words(comma, source.end) if word.text.islower())
        name = words[roles[-1] + 1 :] if roles else words if described else []
        if not 2 <= len(name) <= 4 or head_kind([word.low for word in name]) is not None:
            return None
        span = Span(name[0].start, name[-1].end)
        return Found(self._person(span, parse_name(text[span.start : span.end])), "a name beside its role, without a label", 0.7)

    def _name_at_end(self, words: Sequence[Token]) -> Found | None:
        """A name that ends a description: "former archivist of the City Library Ann Lee"; a given name tells where it begins."""
        capitals = 0
        while capitals < len(words) and words[-1 - capitals].text[0].isupper():
            capitals += 1
        rest, run = words[: len(words) - capitals], words[len(words) - capitals :]
        if not any(head_noun(word.low) for word in rest):
            return None
        for name in (run[-3:], run[-2:]):
            kind = head_kind([word.low for word in name])
            if len(name) >= 2 and kind is None and given_names().get(name[0].low):
                span = Span(name[0].start, name[-1].end)
                person = self._person(span, parse_name(self.scene.text[span.start : span.end]))
                return Found(person, "a name behind its description, without a label", 0.65)
        return None

    def _transcript_label(self, source: Span) -> Found | None:
        """ "Q" and "A" of an interview: A is the person whom the text names first, Q somebody who asks."""
        label = self.scene.text[source.start : source.end].strip(" .:")
        if label == "Q":
            asking = self._bodies.get(("person", False, "q"))
            if asking is None:
                asking = self._bodies["person", False, "q"] = Figure("person", False)
                asking.heads.add("interviewer")
                self.figures.append(asking)
            asking.mentions.append(Mention(source.start, source.end, "nominal", "transcript label"))
            return Found(asking, "transcript label: who asks", 0.9)
        if label == "A":
            persons = (figure for mention, figure in self.mentions if figure.kind == "person" and figure.named and mention.kind == "name")
            first = next(persons, None)
            if first is not None:
                first.mentions.append(Mention(source.start, source.end, "nominal", "transcript label"))
                return Found(first, "transcript label: the person introduced", 0.6)
        return None

    def _overlapping(self, source: Span) -> list[tuple[Mention, Figure]]:
        return [(m, p) for m, p in self._between(source.start - LONGEST_MENTION, source.end) if source.start < m.end]

    def _between(self, start: int, end: int) -> list[tuple[Mention, Figure]]:
        """Mentions that start in `[start, end)`."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _described_body(self, source: Span) -> Found | None:
        """The body whose name opens the source words, before what it is: "Acme Corp, a maker of pumps"; "the maker" names it again."""
        for mention, body in self._overlapping(source):
            following = self.scene.words(mention.end, source.end)
            opens = not [word for word in self.scene.words(source.start, mention.start) if word.low not in DEFINITE]
            if not (opens and following and mention.kind == "name" and body.kind == "organisation" and body.named):
                continue
            if following[0].low not in DEFINITE | INDEFINITE | POSSESSIVE or self.scene.text[mention.end : following[0].start] != ", ":
                continue
            phrase = [word.low for word in takewhile(lambda word: word.low not in postmodifiers(), following[1:])]
            if phrase:
                self._by_noun[phrase[-1]].append((mention.start, body))
            return Found(body, "a body, then what it is", 0.95)
        return None

    def _pronoun(self, quote: Quote, source: Span, speakers: Sequence[Found]) -> Found | None:
        words = self.scene.words(source.start, source.end)
        word = words[0]
        if word.text in ("US", "IT"):
            return None  # "US media"
        low = word.text.lower().split("’")[0].split("'")[0]
        if low in (*POSSESSIVE, "one") and len(words) > 1 and self.scene.text[word.end : word.end + 4] != " of ":
            return None  # "her brother", "my grandmother", "one fan": somebody else
        if low in _SOMEBODY or (low == "one" and self.scene.text[word.end : word.end + 4] == " of "):
            return Found(self._unnamed(source, low), "somebody without a name", 0.8)
        if word.start in self.choices and len(words) <= 2:
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
                person for person in self.figures if any(name.key in {parse_name(a).key for a in self.authors} for name in person.names)
            ]
            if len(author) == 1:
                return Found(author[0], "first person: the writer", 0.8)
            return Found(None, "first person: the writer, not named as a person of the text")
        if low == "it":
            return self._it(source, speakers)
        if low in _SECOND:
            return Found(None, f"pronoun {low}: nobody in particular")
        if low in _RELATIVE and len(self.scene.words(source.start, source.end)) == 1:
            return self._relative(source, low)
        return None

    def _relative(self, source: Span, low: str) -> Found | None:
        """ "who", "that", "which": the person, else the noun phrase with a determiner, right before."""
        if low == "who":
            near = self._between(source.start - LONGEST_MENTION, source.start)
            before = [(m, p) for m, p in near if _AGED.fullmatch(self.scene.text, m.end, source.start)]
            if before:
                return Found(before[-1][1], f"relative {low}", 0.93)
        words = self.scene.words(max(0, source.start - LONGEST_MENTION), source.start)[-8:]
        for i in range(len(words) - 1, -1, -1):
            end = words[i + 1].start if i + 1 < len(words) else source.start
            if self.scene.text[words[i].end : end].strip(", " if end == source.start else " "):
                return None
            if words[i].low in _DETERMINERS and i + 1 < len(words):
                phrase = Span(words[i].start, words[-1].end)
                return self._nominal(phrase) or self._noun(phrase)
        return None

    def _it(self, source: Span, speakers: Sequence[Found]) -> Found:
        """ "it": within two sentences, the organisation or document that spoke last, else the only one."""
        sentence = self.scene.sentence_at(source.start)
        opening = self.scene.sentences[max(0, sentence - 2)].start
        near = [(m, f) for m, f in self._between(opening, source.start) if f.kind in ("organisation", "document")]
        if (speaker := self._spoke_last(Span(opening, source.start), speakers)) is not None:
            others = {id(f): (f, 0.2) for _, f in near if f is not speaker}
            return Found(speaker, "pronoun it: the body that spoke last", 0.75, tuple(others.values())[:3])
        if not near:
            return Found(None, "pronoun it: no organisation or document in sight")
        figures = list({id(figure): figure for _, figure in reversed(near)}.values())
        if len(figures) > 1:
            return Found(None, "pronoun it: several could be meant", 0.0, tuple((figure, 0.3) for figure in figures[:3]))
        return Found(figures[0], "pronoun it: the only one in sight", 0.7)

    def _spoke_last(self, stretch: Span, speakers: Sequence[Found]) -> Figure | None:
        """The organisation or document whose source words are the last in a stretch; null where a person or a group spoke last."""
        inside = [item for item in self._spoken_since(stretch.start, speakers) if item[0] < stretch.end]
        figure = max(inside, key=lambda item: item[0])[1] if inside else None
        return figure if figure is not None and figure.kind in ("organisation", "document") else None

    def _spoken_since(self, position: int, speakers: Sequence[Found]) -> list[tuple[int, Figure | None]]:
        """Start of the source and speaker of the quotes so far whose source lies behind a position, last first."""
        found = []
        for number in range(len(speakers) - 1, -1, -1):
            source = self.scene.quotes[number].source
            if source is not None and source.start < position - LONGEST_MENTION:
                break  # quotes are in text order
            if source is not None and source.start >= position:
                found.append((source.start, speakers[number].figure))
        return found

    def _title_alone(self, source: Span) -> Found | None:
        """ "Chair" before a turn, "Minister" in a headline: the one person whom the text names with that title."""
        words = self.scene.words(source.start, source.end)
        head = head_noun(words[-1].low)
        if head is None or len(words) > 3 or not all(word.text[0].isupper() for word in words) or words[0].low in _DETERMINERS:
            return None
        holders = [one for one in self.figures if one.kind == "person" and one.named and head in one.heads]
        return Found(holders[0], "title of a named person", 0.75) if len(holders) == 1 else None

    def _by_age_or_nation(self, quote: Quote, source: Span, speakers: Sequence[Found]) -> Found | None:
        """ "The Brazilian", "the 23-year-old": the one person named so far, in the article or the paragraph, whom it fits.

        Where the text does not tell age or nation, nobody else may have spoken since.
        """
        described = described_by(self.scene, source)
        if described is None:
            return None
        fitting, told = fitting_persons(self.scene, self._between(0, source.start)[-NAMES_BACK:], described, source.start, quote.content)
        if len(fitting) != 1 or not (told or self._silent_since(fitting[0], source.start, speakers)):
            return None
        fitting[0].mentions.append(Mention(source.start, source.end, "nominal", "age or nation"))
        return Found(fitting[0], "the one named person whom age or nation fits", 0.75)

    def _silent_since(self, person: Figure, position: int, speakers: Sequence[Found]) -> bool:
        """True when nobody else has spoken between the last mention of a person and a position."""
        last = max(mention.start for mention in person.mentions if mention.start < position)
        since = self._spoken_since(last, speakers)
        return all(figure is None or figure is person or start >= position for start, figure in since)

    def _body_told_before(self, source: Span) -> Found | None:
        """The named body that "the ministry" or "the company" takes up: the one whose name has that noun, else the only one in sight."""
        words = self.scene.words(source.start, source.end)
        if not 2 <= len(words) <= 3 or words[0].low not in ("the", "this") or not all(word.text.islower() for word in words[1:]):
            return None
        noun = words[-1].low
        opening = self.scene.sentences[max(0, self.scene.sentence_at(source.start) - 2)].start
        near = {id(one): one for _, one in self._between(opening, source.start) if one.kind == "organisation" and one.named}
        bodies = [one for first, one in self._by_noun.get(noun, ()) if first < source.start]
        rule, confidence = "noun of a named body", 0.85
        if not bodies and len(words) == 2 and noun in lexicon.word_set("actors/any_body.txt"):
            bodies, rule, confidence = list(near.values()), "the only body in sight", 0.7
        if len(bodies) > 1:
            bodies = [one for one in bodies if id(one) in near]
        if len(bodies) != 1:
            return None
        bodies[0].mentions.append(Mention(source.start, source.end, "nominal", rule))
        return Found(bodies[0], rule, confidence)

    def _nominal(self, source: Span) -> Found | None:
        head_end = self._head_end(source)
        inside = [(m, p) for m, p in self._overlapping(source) if m.kind == "nominal" and m.start < head_end]
        inside = [(m, p) for m, p in inside if not (m.end < source.end and self.scene.text[m.end : m.end + 2] in _POSSESSIVES)]
        if not inside:
            return None
        mention, figure = inside[-1]
        if figure.named:
            return Found(figure, f"nominal: {mention.rule}", 0.8)
        return Found(figure, f"unnamed {figure.kind}", 0.9)

    def _entity(self, source: Span) -> Found | None:
        """An organisation, place or people whose name heads the source words."""
        head_end = self._head_end(source)
        inside = [(n, e) for n, e in enumerate(self.scene.entities) if e.start < head_end and source.start < e.end and e.label in _SPEAKING]
        if not inside:
            return None
        number, entity = inside[-1]
        glued = self.scene.text[entity.end : entity.end + 1] in ("-", "‑")  # "Hamas-run media"
        tail = [word.low for word in self.scene.words(entity.start if glued else entity.end, head_end)]
        if tail and head_kind(tail) is not None:
            return None  # "Iranian officials", "the Lagos council"
        if body := self.by_entity.get(number):
            return Found(body, "named organisation", 0.95)
        kind: Kind = "group" if entity.label == "NORP" else "document" if entity.label == "MISC" else "organisation"
        return Found(self._body(bare_form(self.scene.text[entity.start : entity.end]), True, kind, entity, number), f"named {kind}", 0.85)

    def _noun(self, source: Span) -> Found | None:
        """A phrase headed by a noun for persons, bodies or texts."""
        words = self.scene.words(source.start, source.end)
        known = head_kind([word.low for word in words])
        text = " ".join(self.scene.text[source.start : source.end].split())
        if text.lower() in _SIDES:
            known = text.lower(), "group"
        if known is None:
            return None
        head, kind = known
        if kind == "person":
            return Found(self._unnamed(source, head), "unnamed person", 0.85)
        definite = words[0].low in ("the", "this", "that", "its", "his", "her", "their")
        return Found(self._body(bare_form(text), False, kind, source, None, head if definite else ""), f"unnamed {kind}", 0.85)

    def _by_ending(self, source: Span) -> Found | None:
        """A common noun that no list holds: the ending of the head tells several ("divers") and callings ("archivist") apart.

        The speaker is without a name, so little is claimed; a head that tells neither stays with nobody.
        """
        words = [word for word in self.scene.words(source.start, self._head_end(source)) if word.low.isalpha()]
        if not words or words[-1].low in lexicon.word_set("actors/function_words.txt") or not words[-1].text.islower():
            return None
        head = words[-1].low
        one = singular(head)
        if one != head and words[0].low not in ("a", "an", "one"):
            group = self._body(" ".join(self.scene.text[source.start : source.end].split()), False, "group", source, None, head)
            return Found(group, "unnamed group, told by its plural", 0.7)
        if (head.endswith(_CALLINGS) and len(head) > 4) or head in lexicon.word_set("actors/speaking_nouns.txt"):
            person = self._unnamed(source, head)
            return Found(person, "unnamed person, told by the ending of the noun", 0.65)
        return None

    def _unnamed(self, source: Span, head: str) -> Figure:
        """A person without a name; "the porter" is the porter told of before."""
        definite = self.scene.words(source.start, source.end)[0].low in ("the", "this", "that")
        person = self._bodies.get(("person", False, f"the {head}")) if definite else None
        if person is None:
            person = Figure("person", False)
            person.heads.add(head)
            self.figures.append(person)
        self._bodies["person", False, f"the {head}"] = person
        person.mentions.append(Mention(source.start, source.end, "nominal", "unnamed person"))
        return person

    def _capitalised(self, source: Span) -> Found | None:
        """Capitalised words that the reader gave no label: a name when a title, a given name or a known surname says so."""
        words = self.scene.words(source.start, source.end)
        if len(words) > 5 or not all(word.text[0].isupper() or word.low in lexicon.word_set("names/particles.txt") for word in words):
            return None
        text = self.scene.text[source.start : source.end]
        name = parse_name(text)
        for person in self.figures:
            if person.named and any(
                (other.full and other.surname == name.surname and not name.full) or other.key == name.key for other in person.names
            ):
                person.mentions.append(Mention(source.start, source.end, "name", "surname", name.gender))
                person.names.append(name)
                return Found(person, "short name: surname", 0.8)
        if name.honorifics or (len(name.words) > 1 and name.words[0].text in given_names()):
            return Found(self._person(source, name), "capitalised source without a label", 0.6)
        plain = [word.low for word in words if word.text[0].isupper()]
        if 2 <= len(plain) <= 3 and head_kind(plain) is None and not any(head_noun(word) for word in plain):
            return Found(self._person(source, name), "two capitalised words without a label, taken for a name", 0.5)
        whole = self._by_acronym.get(text.lower(), [])
        if len(whole) == 1 and len(text) > 2:
            whole[0].mentions.append(Mention(source.start, source.end, "name", "acronym"))
            return Found(whole[0], "acronym of a named body", 0.8)
        if _ACRONYM.fullmatch(text) and name.surname not in given_names():
            return Found(self._body(text, True, "organisation", source, None), "an acronym without a label", 0.5)
        return Found(None, "a name of unknown kind")

    def _person(self, source: Span, name: Name) -> Figure:
        """A named person that the reader did not see: the one of that very name, else a new one."""
        known = next((one for one in self.figures if one.named and any(other.key == name.key for other in one.names)), None)
        if known is None and name.full:
            short = [one for one in self.figures if one.named and any(other.surname == name.surname for other in one.names)]
            if len(short) == 1 and not any(other.full for other in short[0].names):  # "Lee", whose whole name the reader missed
                known = short[0]
                known.names.append(name)
        if known is not None:
            known.mentions.append(Mention(source.start, source.end, "name", "full name", name.gender))
            return known
        person = Figure("person", True)
        person.mentions.append(Mention(source.start, source.end, "name", "full name", name.gender))
        person.names.append(name)
        self.figures.append(person)
        return person

    def _body(self, form: str, named: bool, kind: Kind, span: Span | Entity, number: int | None, head: str = "") -> Figure:
        """The body with the same form (or, unnamed, the same head), else a new one."""
        body = self._bodies.get((kind, named, form.casefold())) or (self._bodies.get((kind, named, f"the {head}")) if head else None)
        if body is None:
            body = Figure(kind, named)
            self.figures.append(body)
        self._bodies[kind, named, form.casefold()] = body
        if head:
            self._bodies[kind, named, f"the {head}"] = body
        body.forms.append(form)
        body.mentions.append(Mention(span.start, span.end, "name" if named else "nominal", f"{kind}"))
        if number is not None:
            body.entities.append(number)
            self.by_entity[number] = body
        return body


_DETERMINERS = DEFINITE | INDEFINITE | POSSESSIVE
_CALLINGS = ("er", "or", "ist", "ian", "eer", "man", "woman", "ant", "ee")
_NAMED = frozenset(["PERSON", "ORG"])
_SPEAKING = frozenset(["ORG", "GPE", "NORP", "MISC", "LOC", "FAC"])
