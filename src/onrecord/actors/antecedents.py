"""Whom a third-person pronoun means: a small linear ranker over the persons in sight.

Each candidate gets a score that is a sum of weights of named features; a softmax over the candidates and "nobody in
sight" gives the probability. The weights are in `data/actors/pronoun_weights.json`, learned by `fitting.py`.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

from onrecord import lexicon
from onrecord.actors.figures import Figure, Mention
from onrecord.actors.pronouns import Pronoun, find_pronouns, word_class
from onrecord.actors.scene import Scene

IN_SIGHT = 12  # candidates looked at: the persons mentioned last
NOBODY = "nobody"
FADING = 0.6  # of prominence, from one sentence to the next
NEARLY = 0.6  # of the prominence of the most prominent
FIRM = 3  # pronouns of one gender more than of the other
_TITLES_BETWEEN = re.compile(r",\s(?:[A-Z][\w.]{0,20}\s){0,2}\Z")


@dataclass(frozen=True, slots=True)
class _Seen:
    """The last mention of a person and how it stands."""

    mention: Mention
    number: int  # how many mentions were seen before
    sentence: int
    paragraph: int
    quote: int | None
    subject: bool
    opened: bool  # first of its sentence
    place: str  # possessor, after a preposition, listed


@dataclass(slots=True, eq=False)
class _Trace:
    """What the ranker remembers of a person up to here."""

    person: Figure
    order: int
    last: _Seen | None = None
    outside: _Seen | None = None  # the last mention outside of speech
    mentions: int = 0
    prominence: float = 0.0  # at the sentence of the last mention
    in_title: bool = False  # or in the first sentence
    pronouns: dict[str, int] = field(default_factory=dict)

    def prominence_at(self, sentence: int) -> float:
        """Mentions, those as a subject counting half as much again, faded by the sentences since."""
        return self.prominence * FADING ** max(0, sentence - self.last.sentence) if self.last else 0.0

    def seen_from(self, pronoun: Pronoun) -> _Seen | None:
        """The last mention; for a pronoun outside of speech the last one there, if any: who is spoken of in between changes nothing.

        Nobody speaks of himself as somebody without a name: “A clever woman,” she said, of somebody else.
        """
        if pronoun.quote is not None:
            return self.last
        own = pronoun.source_of is not None and self.last is not None and self.last.quote == pronoun.source_of
        if self.outside is None and own and not self.person.named:
            return None
        return self.outside or self.last


@dataclass(frozen=True, slots=True)
class Choice:
    """The ranking of one pronoun: candidates with probabilities, best first; `None` stands for nobody in sight."""

    pronoun: Pronoun
    ranking: tuple[tuple[Figure | None, float], ...]
    features: tuple[tuple[Figure | None, tuple[str, ...]], ...] = ()


@lru_cache(maxsize=1)
def load_weights() -> dict[str, float]:
    """Learned weights by feature name."""
    weights: dict[str, float] = json.loads(lexicon.read_data("actors/pronoun_weights.json"))["weights"]
    return weights


def _place(scene: Scene, mention: Mention) -> str:
    """How a mention stands: possessor ("Reid's rep"), label of a turn, after a preposition, listed beside another, or plain."""
    after = scene.text[mention.end : mention.end + 5]
    if after[:2] in ("'s", "’s") or after[:1] in ("'", "’"):
        return "possessor"
    if after[:1] == ":":
        return "a label"  # "MR ROSS: ..."
    before = scene.words(max(0, mention.start - 20), mention.start)
    low = before[-1].low if before and scene.text[before[-1].end : mention.start] == " " else ""
    if low in word_class("preposition"):
        return "after a preposition"
    return "listed" if after.startswith(" and ") or low == "and" else ""


class Ranker:
    """Walks over the article, keeps track of who was mentioned where, and ranks candidates for each pronoun.

    Args:
        scene: The article.
        persons: Named and unnamed persons with their name and nominal mentions; those in bylines do not count.
        quote_persons: For each quote the person whose name is its source, as far as known before pronouns.
        weights: Weight of each feature.
    """

    def __init__(
        self, scene: Scene, persons: Sequence[Figure], quote_persons: Sequence[Figure | None], weights: Mapping[str, float]
    ) -> None:
        self.scene, self.weights = scene, weights
        self.traces = {id(person): _Trace(person, order) for order, person in enumerate(persons)}
        self.recent: list[_Trace] = []  # persons, last mentioned first
        self.recent_many: list[_Trace] = []  # groups and organisations
        self.quote_persons = list(quote_persons)
        self.last_speaker: Figure | None = None
        self._mentions = sorted(
            ((mention, person) for person in persons for mention in person.mentions if not scene.in_byline(mention.start)),
            key=lambda item: (item[0].start, item[0].end),
        )
        self._next = 0
        self._spoken = self._seen = 0
        self._quoted = list(accumulate((scene.quote_at(span.start) is not None for span in scene.sentences), initial=0))
        self._quote_ends = sorted(
            (
                max(
                    [*(part.end for part in quote.parts), *(span.end for span in quote.content), quote.source.end if quote.source else 0, 0]
                ),
                number,
            )
            for number, quote in enumerate(scene.quotes)
        )
        self._told = {id(person): person.names_gender() or person.word_gender() for person in persons}
        self._hints = {id(person): person.likely_gender() for person in persons}
        self.total = {id(person): len(person.mentions) for person in persons}
        self.most = max((len(person.mentions) for person in persons if not person.plural), default=0)

    def advance(self, position: int) -> None:
        """Take note of all names and nominals that start before the position."""
        while self._next < len(self._mentions) and self._mentions[self._next][0].start < position:
            mention, person = self._mentions[self._next]
            self.note(mention, person)
            self._next += 1
        while self._spoken < len(self._quote_ends) and self._quote_ends[self._spoken][0] <= position:
            speaker = self.quote_persons[self._quote_ends[self._spoken][1]]
            if speaker is not None:
                self.last_speaker = speaker
            self._spoken += 1

    def note(self, mention: Mention, person: Figure, pronoun: Pronoun | None = None) -> None:
        """Remember a mention."""
        trace, scene = self.traces[id(person)], self.scene
        sentence = scene.sentence_at(mention.start)
        quote = None if scene.in_marks(mention.start, mention.end) else scene.quote_at(mention.start)
        before = trace.last if quote is not None else trace.outside
        # "He sought his brother": still the subject behind "his".
        subject = before is not None and before.subject and before.sentence == sentence
        subject = subject or (pronoun.case == "subject" if pronoun else scene.is_subject(mention.start, mention.end))
        place = _place(scene, mention) if pronoun is None else "possessor" if pronoun.case == "possessive" else ""
        opened = mention.start - scene.sentences[sentence].start < 3
        trace.prominence = trace.prominence_at(sentence) + (1.5 if subject else 1.0)
        trace.in_title |= sentence == 0 or scene.block_kind(mention.start) == "title"
        trace.last = _Seen(mention, self._seen, sentence, scene.paragraph_at(mention.start), quote, subject, opened, place)
        trace.outside = trace.last if quote is None else trace.outside
        self._seen += 1
        trace.mentions += 1
        if pronoun and pronoun.gender:
            trace.pronouns[pronoun.gender] = trace.pronouns.get(pronoun.gender, 0) + 1
        if pronoun and pronoun.source_of is not None:
            self.quote_persons[pronoun.source_of] = person
        recent = self.recent_many if person.plural else self.recent
        if trace in recent:
            recent.remove(trace)
        recent.insert(0, trace)
        del recent[40:]

    def candidates(self, pronoun: Pronoun) -> list[tuple[_Trace, int]]:
        """Persons in sight with their rank by recency; those who are named later in the same sentence come with rank -1."""
        recent = self.recent if pronoun.gender else self.recent_many
        seen = sorted(((view.number, trace) for trace in recent if (view := trace.seen_from(pronoun))), key=lambda item: -item[0])
        found = [(trace, rank) for rank, (_, trace) in enumerate(seen[:IN_SIGHT])]
        known = {id(trace) for trace, _ in found}
        end = self.scene.sentences[pronoun.sentence].end
        for mention, person in self._mentions[self._next : self._next + 6]:
            trace = self.traces[id(person)]
            if mention.start >= end:
                break
            if (
                mention.kind == "name"
                and person.plural == (pronoun.gender is None)
                and id(trace) not in known
                and mention.start > pronoun.end
            ):
                known.add(id(trace))
                found.append((trace, -1))
        return found

    def rank(self, pronoun: Pronoun, *, keep_features: bool = False) -> Choice:
        """Probabilities of all candidates for the pronoun."""
        self.advance(pronoun.start)
        options: list[tuple[Figure | None, tuple[str, ...]]] = [(None, self._nobody(pronoun))]
        candidates = self.candidates(pronoun)
        agreement = {id(trace): self.agreement(trace, pronoun) for trace, _ in candidates}
        for trace, rank in candidates:
            options.append((trace.person, self.features(trace, rank, pronoun, candidates, agreement)))
        if pronoun.gender is None:
            # What tells persons apart tells groups apart too, with a difference of its own.
            options = [(person, (*names, *(f"they: {name}" for name in names))) for person, names in options]
        scores = [sum(self.weights.get(name, 0.0) for name in names) for _, names in options]
        highest = max(scores)
        powers = [math.exp(score - highest) for score in scores]
        total = sum(powers)
        ranked = sorted(
            ((person, power / total) for (person, _), power in zip(options, powers, strict=True)),
            key=lambda item: (-item[1], self.traces[id(item[0])].order if item[0] is not None else -1),
        )
        return Choice(pronoun, tuple(ranked), tuple(options) if keep_features else ())

    def agreement(self, trace: _Trace, pronoun: Pronoun) -> str:
        """How the gender of a person goes with the pronoun: told or hinted, agreeing or clashing."""
        person = trace.person
        if pronoun.gender is None:
            return f"they {person.kind}{'' if person.named else ' unnamed'}"
        told = self._told[id(person)]
        if told:
            return "told-agrees" if told == pronoun.gender else "told-clashes"
        hint = self._hints[id(person)]
        agreeing, clashing = trace.pronouns.get(pronoun.gender, 0), sum(trace.pronouns.values()) - trace.pronouns.get(pronoun.gender, 0)
        if agreeing != clashing:
            # One pronoun placed wrongly must not turn a Doris into a man for the rest of the article.
            against = hint in ("f", "m") and (hint == pronoun.gender) != (agreeing > clashing)
            firm = not against and abs(agreeing - clashing) >= FIRM
            return f"chain-{'agrees' if agreeing > clashing else 'clashes'}{' against the name' * against}{' firmly' * firm}"
        if hint in ("f", "m"):
            return "hint-agrees" if hint == pronoun.gender else "hint-clashes"
        return "hint-open" if person.named else "noun-open"

    def features(
        self, trace: _Trace, rank: int, pronoun: Pronoun, candidates: Sequence[tuple[_Trace, int]], agreement: Mapping[int, str]
    ) -> tuple[str, ...]:
        """Names of the features that hold for one candidate."""
        scene = self.scene
        agrees = agreement[id(trace)]
        names = [f"gender {agrees}"]
        rivals = [
            (other, place) for other, place in candidates if other is not trace and "clashes" not in agreement[id(other)] and place >= 0
        ]
        seen = trace.seen_from(pronoun)
        if rank < 0 or seen is None:
            return (*names, *self._named_later(trace, pronoun, bool(rivals)))
        distance = self._distance(seen, pronoun)
        names.append(f"sentences {min(distance, 5) if distance < 8 else 8}")
        closer = sum(1 for _, place in rivals if place < rank)
        names.append(f"compatible closer {min(closer, 3)}")
        if not rivals:
            names.append("no rival")
        names.append(f"last is {seen.mention.kind}{' subject' if seen.subject else ''}{' same sentence' if distance == 0 else ''}")
        if seen.place:
            names.append(f"last is {seen.place}")
        if distance == 0:
            names.extend(self._clause(seen.mention, pronoun))
        if seen.opened and distance <= 1 and seen.place != "possessor":
            names.append(f"opens sentence, {pronoun.case}")
        if seen.subject and distance <= 1:
            names.append(f"subject, {pronoun.case}, {distance}")
        if distance == 0:
            names.append(f"same sentence, {pronoun.case}")
        if pronoun.paragraph == seen.paragraph:
            names.append("same paragraph")
        elif pronoun.opens:
            names.append("paragraph before, opening")
        if pronoun.gender:
            names.extend(self._prominence(trace, seen, pronoun, [other for other, _ in rivals]))
        share = trace.mentions / max(1, sum(other.mentions for other, _ in candidates))
        names.append("main person" if share > 0.5 else "minor person" if share < 0.15 else "middle person")
        if self.total[id(trace.person)] == max(self.total[id(other.person)] for other, _ in candidates):
            names.append("most named of the article")
        if not trace.person.named:
            names.append("unnamed")
        if trace.mentions == 1:
            names.append("mentioned once")
        if self._named_behind_opening(trace, pronoun):
            names.append("named later, behind the opening phrase")
        if not trace.person.heads.isdisjoint(lexicon.word_set("actors/representatives.txt")):
            names.append(f"speaks for another{', source' if pronoun.source_of is not None else ''}")
        self._speech_features(trace, seen, pronoun, names)
        if scene.block_kind(seen.mention.start) in ("caption", "title"):
            names.append("last in title or byline")
        return tuple(names)

    def _prominence(self, trace: _Trace, seen: _Seen, pronoun: Pronoun, rivals: Sequence[_Trace]) -> list[str]:
        """How much the text is about a candidate where the pronoun stands, compared with its rivals."""
        names = []
        most = max((other.prominence_at(pronoun.sentence) for other in rivals), default=0.0)
        own = trace.prominence_at(pronoun.sentence)
        if rivals and own > NEARLY * most:
            names.append("most prominent" if own > most else "nearly most prominent")
        if trace.in_title:
            names.append("in the title")
        if seen.mention.kind == "pronoun":
            same = self.scene.text[seen.mention.start : seen.mention.end].lower() == self.scene.text[pronoun.start : pronoun.end].lower()
            names.append("last is the same word" if same else "last is another pronoun")
        if seen.sentence == pronoun.sentence and self.scene.text.startswith((", who", " who"), seen.mention.end):
            names.append("in its relative clause")
        if pronoun.quote is None and seen.quote is None and pronoun.paragraph - seen.paragraph == 1:
            names.append(f"paragraph before{', source' if pronoun.source_of is not None else ''}")
        return names

    def _distance(self, seen: _Seen, pronoun: Pronoun) -> int:
        """Sentences from a mention to a pronoun; outside of speech those that begin inside speech in between do not count."""
        distance = pronoun.sentence - seen.sentence
        if pronoun.quote is None and distance > 1:
            distance -= self._quoted[pronoun.sentence] - self._quoted[seen.sentence + 1]
        return distance

    def _named_later(self, trace: _Trace, pronoun: Pronoun, rivals: bool) -> list[str]:
        """Features of somebody whom the sentence names behind the pronoun: "On her way out, Ann Lee smiled"."""
        names = [f"named later, {pronoun.case}"]
        if not rivals:
            names.append("named later, nobody before")
        if self._named_behind_opening(trace, pronoun):
            names.append("named later, behind the opening phrase")
        return names

    def _named_behind_opening(self, trace: _Trace, pronoun: Pronoun) -> bool:
        """True for the person whom the sentence names right behind its opening phrase with the pronoun."""
        first = self.scene.words(self.scene.sentences[pronoun.sentence].start, pronoun.end)[:1]
        if not first or first[0].low not in word_class("opener"):
            return False
        ahead = self._mentions[self._next : self._next + 6]
        name = next((mention for mention, person in ahead if person is trace.person and mention.start > pronoun.end), None)
        return name is not None and _TITLES_BETWEEN.search(self.scene.text, pronoun.end, name.start) is not None

    def _clause(self, last: Mention, pronoun: Pronoun) -> list[str]:
        """What stands between a candidate and a pronoun of its sentence: a verb of speech, a comma, another clause."""
        between = self.scene.words(last.end, pronoun.start)
        names = []
        if not between:
            apart = "," in self.scene.text[last.end : pronoun.start]  # "Ann Lee, she knows"
            names.append(f"adjacent{' behind a comma' if apart else ''}, {pronoun.case}")
        if between and len(between) <= 4 and any(word.low in word_class("speech") for word in between):
            names.append(f"speech verb between, {pronoun.case}")
        subject = self.scene.is_subject(last.start, last.end)
        plain = not any(word.low in word_class("preposition") or word.low in word_class("clause") for word in between)
        if pronoun.case == "object" and subject and 0 < len(between) <= 2 and plain:
            names.append("subject of its verb")  # "Ann Lee met her": somebody else
        if len(between) <= 6:
            names.append(f"few words between, {pronoun.case}{' to subject' if subject else ''}")
        if any(word.low in word_class("clause") for word in between):
            names.append("clause between")
        return names

    def _speech_features(self, trace: _Trace, seen: _Seen, pronoun: Pronoun, names: list[str]) -> None:
        person = trace.person
        quote = trace.last.quote if trace.last else None  # the speech in which the person was mentioned last, if any
        if pronoun.quote is not None:
            speaker = self.quote_persons[pronoun.quote]
            names.append("in quote, is its speaker" if speaker is person else "in quote, other")
            if self.total[id(person)] == self.most:
                names.append("in quote, most named of the article")
            if quote == pronoun.quote:
                names.append("in quote, mentioned there")
        elif quote is not None:
            names.append("last in a quote" if trace.outside else "only in quotes")
            if pronoun.opens and pronoun.source_of not in (None, quote) and self.quote_persons[quote] not in (None, person):
                names.append("spoken of by another, source opens")  # "Ann said: “Bea has been hailed …” She added"
            if pronoun.source_of == quote:
                names.append("source, spoken of in that quote")  # "“Ann may come,” he said"
        if self.last_speaker is person:
            opens = pronoun.opens and seen.paragraph < pronoun.paragraph  # "She added ..." at the head of a paragraph
            names.append(f"last speaker{', source' if pronoun.source_of is not None else ''}{', opens a paragraph' if opens else ''}")
        elif pronoun.source_of is not None and self.last_speaker is not None:
            names.append("not last speaker, source")

    def _nobody(self, pronoun: Pronoun) -> tuple[str, ...]:
        names = [NOBODY]
        if pronoun.quote is not None:
            names.append("nobody, in quote")
        if not (self.recent if pronoun.gender else self.recent_many):
            names.append("nobody, first of the text")
        if pronoun.source_of is not None:
            names.append("nobody, source")
        return tuple(names)


def place_pronouns(scene: Scene, figures: Sequence[Figure], probability: float) -> tuple[dict[int, Choice], dict[int, Figure | None]]:
    """Give each pronoun to the likeliest person, or to nobody when that is below `probability`.

    Adds the mentions to the figures. Returns rankings and choices by start of the pronoun.
    """
    ranker = Ranker(scene, figures, source_persons(scene, figures), load_weights())
    names = [(mention.start, mention.end) for person in figures for mention in person.mentions if mention.kind == "name"]
    choices: dict[int, Choice] = {}
    chosen: dict[int, Figure | None] = {}
    placed: list[tuple[Figure, Mention]] = []
    for pronoun in find_pronouns(scene, names):
        choice = ranker.rank(pronoun)
        best, score = choice.ranking[0]
        choices[pronoun.start] = choice
        chosen[pronoun.start] = best if best is not None and score >= probability else None
        if best is None or score < probability:
            continue
        mention = Mention(pronoun.start, pronoun.end, "pronoun", f"pronoun ({score:.2f})", pronoun.gender, False)
        ranker.note(mention, best, pronoun)
        placed.append((best, mention))
    for person, mention in placed:
        person.mentions.append(mention)
    return choices, chosen


def source_persons(scene: Scene, figures: Sequence[Figure]) -> list[Figure | None]:
    """For each quote the person or body named in its source span, before pronouns are known; names before noun phrases."""
    mentions = sorted(((m.kind != "name", m.start, m.end, n) for n, figure in enumerate(figures) for m in figure.mentions))
    by_start: dict[int, tuple[int, Figure]] = {}
    for _, start, end, number in mentions:
        by_start.setdefault(start, (end, figures[number]))
    starts = sorted(by_start)
    found: list[Figure | None] = []
    for quote in scene.quotes:
        source, hit = quote.source, None
        for start in starts[bisect_left(starts, source.start) : bisect_left(starts, source.end)] if source else ():
            end, figure = by_start[start]
            hit = hit or figure
            if scene.text[end : end + 2] not in ("'s", "’s"):
                hit = figure  # "the actress's agent Ian Ross": it is the agent who speaks
                break
        found.append(hit)
    return found
