"""Who and what the article mentions, before pronouns: names, noun phrases, roles, groups, organisations."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

from onrecord import lexicon
from onrecord.actors.bodies import named_bodies
from onrecord.actors.figures import Figure, Mention
from onrecord.actors.identify import identify
from onrecord.actors.nominals import INDEFINITE, POSSESSIVE, Nominal, head_noun, person_nominals
from onrecord.actors.people import TITLES, named_people, told_to_be_persons
from onrecord.actors.pronouns import find_pronouns
from onrecord.actors.roles import honorifics, lower_ranks, roles_of_name
from onrecord.actors.scene import Scene
from onrecord.types import Role, Span

FAR_BESIDE = 400  # code points
_ROLE_LABELS = frozenset(["ORG", "GPE", "NORP", "LOC"])


def gather(scene: Scene) -> list[Figure]:
    """All figures with their name and nominal mentions, named persons first, then the others, each in order of first mention."""
    told = told_to_be_persons(scene)
    numbered = [(n, entity) for n, entity in enumerate(scene.entities) if entity.label == "PERSON" or n in told]
    persons = named_people(scene, numbered)
    appositions = _give_roles(scene, persons)
    taken = sorted([*appositions, *(Span(e.start, e.end) for _, e in numbered)])
    nominals = list(person_nominals(scene, taken))
    told_of, writers = _parted_by_bylines(scene, persons)
    strangers = _place_nominals(scene, told_of, [nominal for nominal in nominals if not nominal.many], _owned(scene, persons))
    bodies = named_bodies(scene, [(n, entity) for n, entity in enumerate(scene.entities) if entity.label == "ORG" and n not in told])
    groups = _groups(scene, [nominal for nominal in nominals if nominal.many])
    _note_pronouns_beside(scene, [*persons, *strangers])
    return [*identify(scene, [*told_of, *strangers]), *writers, *bodies, *groups, *_pairs(scene, persons)]


def _parted_by_bylines(scene: Scene, persons: Sequence[Figure]) -> tuple[list[Figure], list[Figure]]:
    """Those of whom the text tells, and those whom bylines alone name."""
    told_of: list[Figure] = []
    writers: list[Figure] = []
    for person in persons:
        (writers if all(scene.in_byline(mention.start) for mention in person.mentions) else told_of).append(person)
    return told_of, writers


def _note_pronouns_beside(scene: Scene, persons: Sequence[Figure]) -> None:
    """Count for each named person the pronouns of sentences that mention nobody else before them: "Lee parked her car"."""
    mentions = sorted(((m.start, m.kind == "name", n) for n, person in enumerate(persons) for m in person.mentions))
    starts = [start for start, _, _ in mentions]
    names = [(m.start, m.end) for person in persons for m in person.mentions if m.kind == "name"]
    told: dict[int, set[str]] = defaultdict(set)  # genders of the pronouns of each sentence so far
    for pronoun in find_pronouns(scene, names):
        opening = max(scene.sentences[pronoun.sentence].start, pronoun.start - FAR_BESIDE)
        before = mentions[bisect_left(starts, opening) : bisect_left(starts, pronoun.start)]
        alone = len({number for _, _, number in before}) == 1 and any(named for _, named, _ in before)
        if not pronoun.gender:
            continue
        others = told[pronoun.sentence]  # "she married Ian Ross, and she ...", "Ian Ross passed her before she ..."
        if alone and pronoun.case != "object" and pronoun.gender not in others and scene.quote_at(before[0][0]) == pronoun.quote:
            persons[before[0][2]].beside[pronoun.gender] += 1
        elif not alone or pronoun.case == "object":
            others.add(pronoun.gender)


def _give_roles(scene: Scene, persons: Sequence[Figure]) -> list[Span]:
    """Roles beside names become roles and mentions of the person. Returns their spans."""
    around = sorted((entity for entity in scene.entities if entity.label in _ROLE_LABELS), key=lambda entity: entity.start)
    starts = [entity.start for entity in around]
    found: list[Span] = []
    for person in persons:
        for mention in list(person.mentions):
            near = around[bisect_left(starts, mention.start - 250) : bisect_left(starts, mention.start + 250)]
            for role in roles_of_name(scene, mention.start, mention.end, near):
                span = Span(role.role.start, role.role.end)
                person.heads.update(role.heads)
                person.roles = [other for other in person.roles if other == role.role or not _within(other, span)]
                if not role.kinship and not any(_same_role(role.role, other) for other in person.roles):
                    person.roles.append(role.role)
                if not (span.end < mention.start and _is_owned(scene, span)):
                    found.append(span)
                    person.mentions.append(Mention(span.start, span.end, "nominal", "apposition"))
    return found


def _is_owned(scene: Scene, span: Span) -> bool:
    """True for the role of "its director, Ann Lee": the noun phrase with its possessive is the mention."""
    before = scene.words(max(0, span.start - 8), span.start)[-1:]
    return bool(before) and before[0].low in POSSESSIVE and scene.text[span.end : span.end + 1] == ","


def _within(role: Role, span: Span) -> bool:
    """True for a part of a longer role: "General", which the reader gave to the name, of "Major General"."""
    return span.start <= role.start and role.end <= span.end


def _same_role(a: Role, b: Role) -> bool:
    same_body = a.organisation == b.organisation or a.organisation is None
    return a.title.casefold() == b.title.casefold() and a.former == b.former and same_body


def _owned(scene: Scene, persons: Sequence[Figure]) -> dict[tuple[str, str], Figure]:
    """Who "her brother" is where a name follows it: "her brother Ian Ross". Of several the first."""
    found: dict[tuple[str, str], Figure] = {}
    mentions = sorted(((m, p) for p in persons for m in p.mentions if m.rule == "apposition"), key=lambda item: item[0].start)
    for mention, person in mentions:
        before = scene.words(max(0, mention.start - 8), mention.start)[-1:]
        head = scene.words(mention.start, mention.end)[-1:]
        if before and head and before[0].low in POSSESSIVE - {"whose"} and scene.text[before[0].end : mention.start] == " ":
            found.setdefault((before[0].low, head[0].low), person)
    return found


def _place_nominals(scene: Scene, persons: list[Figure], nominals: Sequence[Nominal], owned: dict[tuple[str, str], Figure]) -> list[Figure]:
    """Give "the senator" to the one senator named before it; everybody else becomes a person without a name."""
    strangers: list[Figure] = []
    unnamed = _Unnamed()
    owned = dict(owned)  # "his wife, Ann Lee": who "his wife" is from there on
    names = {m.start: p for p in persons for m in p.mentions if m.kind == "name"}
    by_head: dict[str, list[tuple[int, Figure]]] = defaultdict(list)
    for person in persons:
        told = min(m.start for m in person.mentions if not scene.in_byline(m.start))
        for head in sorted(person.heads):
            by_head[head].append((told, person))
    recent = [(m, p) for p in persons for m in p.mentions if m.kind == "name" and not scene.in_byline(m.start)]
    recent.sort(key=lambda item: item[0].start)
    for nominal in nominals:
        office = nominal.head, _ranks(scene.text[nominal.start : nominal.end])
        whose = _whose(scene, nominal, names)
        home, rule = _named_beside(scene, nominal, names), "apposition"
        if home is not None:
            owned.setdefault((nominal.determiner, nominal.head), home)
            if nominal.head not in home.heads:
                home.heads.add(nominal.head)
                by_head[nominal.head].append((nominal.start, home))
        elif nominal.determiner in POSSESSIVE - {"whose"} and (nominal.determiner, nominal.head) in owned:
            home, rule = owned[nominal.determiner, nominal.head], "whose it was before"
        elif nominal.definite:
            home, rule = _role_holder(scene, by_head, nominal), "role of a named person"
            if home is None and unnamed.last(office) is None and nominal.head not in by_head:
                home, rule = _described(scene, recent, nominal), "description of the person before"
                if home is not None:
                    home.heads.add(nominal.head)
                    by_head[nominal.head].append((nominal.start, home))
        if home is None and nominal.determiner not in INDEFINITE:
            home, rule = unnamed.last(office, whose), "same noun"
        if home is None:
            home, rule = Figure("person", False), "unnamed person"
            home.heads.add(nominal.head)
            strangers.append(home)
        if not home.named:
            unnamed.add(office, whose, home)
        home.mentions.append(Mention(nominal.start, nominal.end, "nominal", rule, nominal.gender))
    return strangers


_Office = tuple[str, frozenset[str]]  # a noun and the words of rank before it


class _Unnamed:
    """Persons without a name by their noun, and by whose they are: the mother of Ann Lee is not the mother of Bob Day."""

    def __init__(self) -> None:
        self._last: dict[tuple[_Office, int | None], Figure] = {}
        self._owners: dict[int, int] = {}

    def add(self, office: _Office, owner: Figure | None, person: Figure) -> None:
        """Note who was mentioned by a noun, and whose the text says he is."""
        self._last[office, None] = person
        if owner is not None:
            self._last[office, id(owner)] = person
            self._owners[id(person)] = id(owner)

    def last(self, office: _Office, owner: Figure | None = None) -> Figure | None:
        """Whom a noun names again: the last of that noun; of one who is somebody's, nobody of whom another owner is told."""
        last = self._last.get((office, None))
        if owner is None or last is None:
            return last
        return self._last.get((office, id(owner))) or (last if id(last) not in self._owners else None)


def _whose(scene: Scene, nominal: Nominal, names: Mapping[int, Figure]) -> Figure | None:
    """The person on whom a noun phrase depends: Ann Lee of "the mother of Ann Lee" and "a spokesman for Mr Lee"."""
    following = scene.words(nominal.end, min(len(scene.text), nominal.end + 20))[:1]
    if not following or following[0].low not in ("of", "for", "to") or scene.text[nominal.end : following[0].start] != " ":
        return None
    return _name_from(scene, following[0].end, names)


def _named_beside(scene: Scene, nominal: Nominal, names: Mapping[int, Figure]) -> Figure | None:
    """The person whose name follows a noun phrase: "his brother, George", "the poet Ann Lee", "THE CHAIR (Ann Lee)", "a man called Ali"."""
    return _name_from(scene, nominal.end, names) or _called(scene, nominal, names)


_CALLED = re.compile(r" (?:called|named) ")
_THEN_CALLED = re.compile(  # behind "the woman": " beside me, a nurse called "
    r"(?: (?:at|behind|beside|from|in|near|next to|on|opposite|with) [^,.;:\n“”]{1,40})?"
    r", an? (?:[a-z-]{1,20} ){0,3}(?P<head>[a-z-]{1,20}) (?:called|named) "
)


def _called(scene: Scene, nominal: Nominal, names: Mapping[int, Figure]) -> Figure | None:
    """The person whose name a phrase ends with: "a nurse called Thuy said", "the woman beside me, a nurse called Thuy,".

    "A judge named Ann Lee in his ruling" goes on otherwise, and there the judge is somebody else.
    """
    found = _CALLED.match(scene.text, nominal.end) if nominal.determiner in INDEFINITE else None
    if found is None and (then := _THEN_CALLED.match(scene.text, nominal.end)) and head_noun(then["head"]):
        found = then
    person = names.get(found.end()) if found else None
    if found is None or person is None:
        return None
    end = max((entity.end for entity in scene.entities_in(found.end(), found.end() + 1)), default=found.end())
    behind = scene.text[end : end + 4]
    closed = behind[:1] in (",", ".", ";", ":", ")", "”", "") or behind in (" who", " and")
    return person if closed or scene.is_subject(found.end(), end) else None


def _name_from(scene: Scene, position: int, names: Mapping[int, Figure]) -> Figure | None:
    """The person whose name begins behind a position, a title between them or not: "Mrs. Ann Lee"."""
    following = scene.words(position, min(len(scene.text), position + 30))[:2]
    if not following or scene.text[position : following[0].start] not in (" ", ", ", " ("):
        return None
    titled = following[0].low in TITLES or following[0].low in honorifics()
    if titled and len(following) > 1 and scene.text[following[0].end : following[1].start] in (" ", ". "):
        following = following[1:]  # "the negotiator, Mrs. Ann Lee"
    return names.get(following[0].start)


def _role_holder(scene: Scene, by_head: Mapping[str, Sequence[tuple[int, Figure]]], nominal: Nominal) -> Figure | None:
    """The named person whose role has this head noun: the only one, or the only one of the last three sentences."""
    if scene.text[nominal.end : nominal.end + 4] in (" of ", " for", " who", " at "):
        return None
    holders = [person for first, person in by_head.get(nominal.head, ()) if first < nominal.start and _may_hold(scene, nominal, person)]
    if len(holders) <= 1:
        return holders[0] if holders else None
    sentence = scene.sentence_at(nominal.start)
    near = [
        person for person in holders
        if any(m.start < nominal.start and sentence - scene.sentence_at(m.start) <= 2 for m in person.mentions)
    ]  # fmt: skip
    return near[0] if len(near) == 1 else None


def _may_hold(scene: Scene, nominal: Nominal, person: Figure) -> bool:
    """False where the words before the noun tell of another office: "the prime minister", "the mayor" of a deputy mayor."""
    told = _ranks(scene.text[nominal.start : nominal.end])
    offices = [_ranks(f"{role.title} {role.organisation or ''}") for role in person.roles if nominal.head in _pieces(role.title)]
    if told:
        return not offices or any(told <= office for office in offices)
    return not offices or not all(office & lower_ranks() for office in offices)


@cache
def _rank_words() -> frozenset[str]:
    return frozenset(row[0] for row in lexicon.table("actors/ranks.txt"))


def _ranks(phrase: str) -> frozenset[str]:
    """The words of a phrase that tell offices of one noun apart."""
    return _rank_words() & _pieces(phrase)


def _pieces(phrase: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", phrase.lower()))


def _described(scene: Scene, recent: Sequence[tuple[Mention, Figure]], nominal: Nominal) -> Figure | None:
    """The named person that a fuller description takes up: "Ann Lee resigned. The 33-year-old actress ...".

    The phrase must tell more than its noun, and one person alone of this sentence and the two before must fit it.
    """
    words = scene.words(nominal.start, nominal.end)
    owned = any(word.low != word.text.lower() for word in words[:-1])  # "the victim's nephew" is not the victim
    calling = len(nominal.head) > 5 and nominal.head.endswith(("ess", "man"))  # the actress, the chairman: more than "the woman"
    if scene.quote_at(nominal.start) is not None:
        return None  # speakers tell of people of their own
    if (len(words) < 3 and not calling) or owned or scene.text[nominal.end : nominal.end + 4] in (" of ", " for", " who", " at "):
        return None
    opening = scene.sentences[max(0, scene.sentence_at(nominal.start) - 2)].start
    before = bisect_left(recent, nominal.start, key=lambda item: item[0].start)
    near = []
    for mention, person in reversed(recent[max(0, before - 12) : before]):
        if mention.start < opening:
            break
        likely = person.likely_gender()
        clash = nominal.gender and likely != nominal.gender and (likely in ("f", "m") or len(words) < 3)
        if not clash and person not in near:
            near.append(person)
    aged = any(word.low.endswith("-year-old") for word in words)
    alone = before > 0 and before <= next((n for n, (_, person) in enumerate(recent) if person is not recent[0][1]), len(recent))
    return near[0] if len(near) == 1 and (aged or nominal.gender or alone) else None


def _groups(scene: Scene, nominals: Sequence[Nominal]) -> list[Figure]:
    """Groups by noun phrase and people by name of a nation; the same noun with "the" is the same group."""
    groups: list[Figure] = []
    last: dict[str, Figure] = {}
    for nominal in nominals:
        text = " ".join(scene.text[nominal.start : nominal.end].split())
        group = last.get(nominal.head) if nominal.determiner in ("the", "these", "those", "") else None
        if group is None:
            group = Figure("group", False)
            groups.append(group)
        last[nominal.head] = group
        group.forms.append(text)
        group.heads.add(nominal.head)
        group.mentions.append(Mention(nominal.start, nominal.end, "nominal", "group"))
    nations: dict[str, Figure] = {}
    for number, entity in enumerate(scene.entities):
        text = scene.text[entity.start : entity.end]
        if entity.label == "NORP" and text.endswith("s") and text[:1].isupper():
            group = nations.get(text.casefold())
            if group is None:
                group = nations[text.casefold()] = Figure("group", True)
                groups.append(group)
            group.forms.append(text)
            group.entities.append(number)
            group.mentions.append(Mention(entity.start, entity.end, "name", "named group"))
    return groups


def _pairs(scene: Scene, persons: Sequence[Figure]) -> list[Figure]:
    """Two persons joined by "and" are what "they" may stand for."""
    names: list[tuple[Mention, Figure]] = [(m, p) for p in persons for m in p.mentions if m.kind == "name"]
    names.sort(key=lambda item: item[0].start)
    pairs: dict[frozenset[int], Figure] = {}
    for (one, first), (other, second) in pairwise(names):
        if first is not second and scene.text[one.end : other.start].strip() in ("and", "&"):
            key = frozenset((id(first), id(second)))
            if key not in pairs:
                pairs[key] = Figure("group", False)
            pairs[key].forms.append(" ".join(scene.text[one.start : other.end].split()))
            pairs[key].mentions.append(Mention(one.start, other.end, "nominal", "two persons named together"))
    return list(pairs.values())
