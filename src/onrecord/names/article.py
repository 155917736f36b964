"""Who is who among the names of one article: full names first, then the shorter forms that stand for them.

The order of operations matters more than the string metric: a surname alone is resolved where its bearer is near,
and only what an article says of a person is compared with other articles.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.names.compare import compare_parsed
from onrecord.names.parse import Gender, Name, family_first, given_names
from onrecord.names.words import relate


@dataclass(frozen=True, slots=True)
class Placed:
    """Where one name mention belongs: the number of its person, by which rule, and which other persons compete."""

    person: int
    rule: str
    rivals: tuple[int, ...] = ()


@dataclass(slots=True)
class _Person:
    """A person while the article is read."""

    names: list[Name] = field(default_factory=list)  # each form once
    mentions: list[int] = field(default_factory=list)  # sorted

    def add(self, name: Name, mention: int) -> None:
        """Take in a mention and, if it is new, its form."""
        insort(self.mentions, mention)
        if not any(name.key == other.key and name.gender == other.gender and name.full == other.full for other in self.names):
            self.names.append(name)

    @property
    def gender(self) -> Gender | None:
        told = {name.gender for name in self.names if name.gender}
        return told.pop() if len(told) == 1 else None

    @property
    def suffixes(self) -> set[str]:
        return {name.suffix for name in self.names if name.suffix}


def resolve_article(
    names: Sequence[Name], *, apart: Collection[tuple[int, int]] = (), nouns: Mapping[int, Gender] | None = None
) -> list[Placed]:
    """Put the name mentions of one article together.

    Args:
        names: Parsed mentions in text order.
        apart: Pairs of mentions that are two people for another reason ("Smith and Jones").
        nouns: The gender of the noun beside a mention ("her nephew, Piers Follett"), a hint like that of a given name.

    Returns:
        One `Placed` per mention; persons are numbered by first mention.
    """
    persons: list[_Person] = []
    placed: dict[int, tuple[_Person, str, tuple[_Person, ...]]] = {}
    split: dict[int, set[int]] = {}
    for one, other in apart:
        split.setdefault(one, set()).add(other)
        split.setdefault(other, set()).add(one)
    full = [i for i, name in enumerate(names) if name.full]
    # Longest names first: the fullest form of a name decides who is who; among equals the first mention.
    for i in sorted(full, key=lambda i: (-len(names[i].solid), -len(names[i].words), i)):
        home = _full_home(names[i], i, persons, split)
        if home is None:
            home = _Person()
            persons.append(home)
            placed[i] = (home, "full name", ())
        else:
            placed[i] = (home, "same name", ())
        home.add(names[i], i)
    called: Counter[tuple[tuple[str, ...], str, int]] = Counter()
    for i, name in enumerate(names):
        if i in placed or not name.words:
            continue
        homes, rule = _short_homes(name, i, persons, split, nouns or {})
        if homes:
            best = _usual(name, homes, called) or min(homes, key=lambda person: _distance(person, i))
            called[name.honorifics, name.key, id(best)] += 1
            placed[i] = (best, rule, tuple(person for person in homes if person is not best))
        else:
            best = _Person()
            persons.append(best)
            placed[i] = (best, "name alone", ())
        best.add(name, i)
    for i in range(len(names)):
        if i not in placed:
            person = _Person([names[i]], [i])
            persons.append(person)
            placed[i] = (person, "no name", ())
    order = {id(person): number for number, person in enumerate(sorted(persons, key=lambda person: min(person.mentions)))}
    return [Placed(order[id(person)], rule, tuple(order[id(rival)] for rival in rivals))
            for person, rule, rivals in (placed[i] for i in range(len(names)))]  # fmt: skip


def _usual(name: Name, homes: Sequence[_Person], called: Counter[tuple[tuple[str, ...], str, int]]) -> _Person | None:
    """The one person whom the article calls so: once "Mr Lee" has been Ian Lee twice, naming his father does not change it."""
    if not name.honorifics:
        return None
    used = [person for person in homes if called[name.honorifics, name.key, id(person)] >= 2]
    return (
        used[0] if len(used) == 1 and not any(called[name.honorifics, name.key, id(one)] for one in homes if one is not used[0]) else None
    )


def _distance(person: _Person, i: int) -> tuple[int, int]:
    """How far back the last mention before `i` lies; mentions after `i` count only when there is none before."""
    place = bisect_left(person.mentions, i)
    return (0, i - person.mentions[place - 1]) if place else (1, person.mentions[0] - i)


def _kept_apart(i: int, person: _Person, split: dict[int, set[int]]) -> bool:
    return any(j == person.mentions[place] for j in split.get(i, ()) if (place := bisect_left(person.mentions, j)) < len(person.mentions))


def _full_home(name: Name, i: int, persons: list[_Person], split: dict[int, set[int]]) -> _Person | None:
    """The one person whose names all go with this full name, best match first; none when two match equally well."""
    fitting = []
    for number, person in enumerate(persons):
        if _kept_apart(i, person, split) or (name.suffix and person.suffixes - {name.suffix}):
            continue
        matches = [compare_parsed(name, other) for other in person.names]
        if any(match.judgement == "same" for match in matches) and not any(match.judgement == "different" for match in matches):
            fitting.append((-max(match.score for match in matches), number))
    fitting.sort()
    if not fitting or (len(fitting) > 1 and fitting[0][0] == fitting[1][0] and fitting[0][0] > -1.0):
        return None
    return persons[fitting[0][1]]


def _short_homes(
    name: Name, i: int, persons: list[_Person], split: dict[int, set[int]], nouns: Mapping[int, Gender]
) -> tuple[list[_Person], str]:
    """Persons that a short name may stand for: by surname before any other word; the same short name last."""
    compatible = [
        person for person in persons
        if not (_kept_apart(i, person, split) or _genders_clash(name, person) or (name.suffix and person.suffixes - {name.suffix}))
    ]  # fmt: skip
    formal = bool(name.honorifics or name.gender)
    for rule, fits in (("surname", _fits_surname), ("given name", _fits_other)):
        if rule == "given name" and formal and not _is_style(name):
            continue
        homes = [person for person in compatible if any(other.full and fits(name, other) for other in person.names)]
        if rule == "surname" and formal:
            homes += [one for one in compatible if one not in homes and any(_fits_first(name, other) for other in one.names)]
        if homes:
            homes = [one for one in homes if not _hint_clashes(name, one, nouns)]
            exact = [person for person in homes if any(word.text == name.surname for other in person.names for word in other.solid)]
            return exact or homes, rule
    homes = [person for person in compatible if any(not other.full and other.key == name.key for other in person.names)]
    if not homes:
        homes = [person for person in compatible
                 if any(not other.full and compare_parsed(name, other).judgement == "same" for other in person.names)]  # fmt: skip
    return homes, "same short name"


def _is_style(name: Name) -> bool:
    """Titles that go with a given name: Sir Ian, Prince Harry, Sheikh Isa, Dr Phil."""
    return not {"mr", "mrs", "ms"} & set(name.honorifics)


def _genders_clash(name: Name, person: _Person) -> bool:
    return bool(name.gender and person.gender and name.gender != person.gender)


def _hint_clashes(name: Name, person: _Person, nouns: Mapping[int, Gender]) -> bool:
    """True when an honorific and a noun beside the person's name, else the given name, point at different genders.

    A reason to look for another, no more.
    """
    hints: set[str | None] = {nouns[mention] for mention in person.mentions if mention in nouns}
    hints = hints or {given_names().get(other.solid[0].text) for other in person.names if other.full and other.solid}
    return bool(name.gender) and hints == {"f" if name.gender == "m" else "m"}


def _fits_surname(short: Name, other: Name) -> bool:
    """True when the short name is the family name of the other: its last word, or the words from its family on."""
    if not short.solid:
        return False
    target = other.solid[-1] if other.solid else None
    if target is None:
        return False
    relation = relate(*sorted((short.solid[-1], target)))
    return relation.score >= 0.8 and relation.kind not in ("initial", "pet form")


def _fits_first(short: Name, other: Name) -> bool:
    """True for "Ms Li" and "Li Xiaoming": a name that begins with its family name. "Lee Smith" is no Ms Lee."""
    words = other.solid
    if len(short.words) != 1 or short.surname not in family_first():
        return False
    return len(words) > 1 and words[0].text == short.surname and not any(word.text in given_names() for word in words[1:])


def _fits_other(short: Name, other: Name) -> bool:
    """True when the short name is a given name, a pet form, a nickname or a first surname of the other."""
    if not short.solid:
        initials = "".join(word.text for word in short.words)
        return len(initials) > 1 and "".join(word.text[0] for word in other.words).startswith(initials)
    if other.nickname and short.key == other.nickname:
        return True
    word = short.solid[-1]
    return any(relate(*sorted((word, target))).score >= 0.9 for target in other.solid[:-1])
