"""Chance changes to a lesson: names of all the world in place of its own, datelines, damaged case, letters and quotation marks."""

from __future__ import annotations

import gzip
import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from onrecord.lexicon import word_set
from onrecord.read.train.bodies import Bodies, acronym, is_acronym
from onrecord.read.train.corpora import Act, Lesson, Mark, Name, Stretch

NAME_WORD = re.compile(r"[A-Z][a-zà-ÿ'’-]{2,}")
PLACE_NAME = re.compile(r"[A-Z][^\d(,/]{2,}")
NOT_A_NAME = re.compile(r"Province|Region|District|Municipality|County|Department|Governorate")
AGENCIES = ("AP", "Reuters", "AFP", "IRIN", "Xinhua", "UPI", "PTI", "ANSA", "Interfax", "Bloomberg", "CMC", "DPA", "EFE", "GNA", "NAN")
DAYS = ("Jan. 4", "Feb. 11", "March 23", "April 2", "May 17", "June 30", "July 8", "Aug. 19", "Sept. 5", "Oct. 26", "Nov. 13", "December 1")


@dataclass(frozen=True)
class NameLists:
    """Given and family names by locale, and names of places: of countries and their divisions, and of smaller districts."""

    given: dict[str, list[str]]
    family: dict[str, list[str]]
    places: list[str]
    districts: list[str] = field(default_factory=list)

    def bodies(self, locale: str) -> Bodies:
        """Names of organisations with the family names of one locale."""
        return Bodies(self.places, self.family[locale])

    @classmethod
    def load(cls, names: Path, admin: Path) -> NameLists:
        parts: dict[str, dict[str, list[str]]] = {"given": defaultdict(list), "family": defaultdict(list)}
        with gzip.open(names, "rt", encoding="utf-8") as lines:
            next(lines)
            for line in lines:
                locale, part, _, name, script = line.rstrip("\n").split("\t")
                if script == "Latin" and part in parts and len(name) > 2 and "." not in name:
                    parts[part][locale].append(name)
        locales = sorted(k for k in parts["given"] if len(parts["given"][k]) >= 20 and len(parts["family"].get(k, ())) >= 20)
        places: set[str] = set()
        districts: set[str] = set()
        for path in sorted(admin.glob("admin[12]Codes*")):
            with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
                for line in lines:
                    name = line.split("\t")[1]
                    if len(name.split()) <= 2 and PLACE_NAME.fullmatch(name) and not NOT_A_NAME.search(name):
                        (places if path.name.startswith("admin1") else districts).add(name)
        for line in (admin / "countryInfo.txt").read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                cells = line.split("\t")
                places |= {cells[4].strip(), cells[5].strip()} - {""}
        names_of = {part: {k: parts[part][k] for k in locales} for part in parts}
        return cls(names_of["given"], names_of["family"], sorted(places), sorted(districts))


def rewritten(lesson: Lesson, changes: list[tuple[int, int, str]]) -> Lesson:
    """The lesson with stretches of its text replaced and every offset carried along. `changes` are in order, apart."""
    if not changes:
        return lesson
    pieces, at = [], 0
    old_starts, old_ends, new_ends, shifts, shift = [], [], [], [0], 0
    for start, end, text in changes:
        pieces += [lesson.text[at:start], text]
        at = end
        old_starts.append(start)
        old_ends.append(end)
        new_ends.append(start + shift + len(text))
        shift += len(text) - (end - start)
        shifts.append(shift)
    pieces.append(lesson.text[at:])

    def moved(position: int) -> int:
        k = bisect_right(old_ends, position)
        inside = k < len(old_ends) and old_starts[k] < position
        return min(position + shifts[k], new_ends[k]) if inside else position + shifts[k]

    def span(s: Stretch) -> Stretch:
        return moved(s[0]), moved(s[1])

    def some(s: Stretch | None) -> Stretch | None:
        return None if s is None else span(s)

    def tagged(spans: list[Name] | None) -> list[Name] | None:
        return None if spans is None else [(*span((s, e)), label) for s, e, label in spans]

    return replace(
        lesson,
        text="".join(pieces),
        names=tagged(lesson.names),
        unsure=[span(s) for s in lesson.unsure],
        sentences=None if lesson.sentences is None else [span(s) for s in lesson.sentences],
        pos=None if lesson.pos is None else [p for p in tagged(lesson.pos) or () if p[0] < p[1]],
        marks=None
        if lesson.marks is None
        else [Mark(*span((m.start, m.end)), m.speech, some(m.source), some(m.cue)) for m in lesson.marks],
        acts=None
        if lesson.acts is None
        else [Act(some(a.cue), some(a.source), tuple(span(part) for part in a.contents)) for a in lesson.acts],
    )


def swapped(lesson: Lesson, lists: NameLists, rng: np.random.Generator) -> Lesson:
    """Other people in other places: each word of a person's name, and each body, becomes the same new one throughout."""
    locale = list(lists.given)[int(rng.integers(len(lists.given)))]
    titles = word_set("read/titles.txt")
    words: dict[str, str] = {}
    others: dict[str, str] = {}
    changes = []

    def pick(names: list[str]) -> str:
        return names[int(rng.integers(len(names)))]

    swap_places, swap_bodies = rng.random(2) < 0.5
    bodies = lists.bodies(locale)
    for start, end, label in lesson.names or ():
        text = lesson.text[start:end]
        if label == "PERSON":
            found = [m for m in NAME_WORD.finditer(text) if m.group() not in titles]
            for m in found:
                is_last = m is found[-1]
                if m.group() not in words:
                    words[m.group()] = pick(lists.family[locale] if is_last else lists.given[locale])
                changes.append((start + m.start(), start + m.end(), words[m.group()]))
        elif label == "LOC" and swap_places and NAME_WORD.fullmatch(text):
            if text not in others:
                others[text] = pick(lists.districts if lists.districts and rng.random() < 0.4 else lists.places)
            changes.append((start, end, others[text]))
        elif label == "ORG" and swap_bodies:
            if text not in others:
                others[text] = other_body(text, bodies, rng)
            changes.append((start, end, others[text]))
    return rewritten(lesson, changes)


def other_body(name: str, bodies: Bodies, rng: np.random.Generator) -> str:
    """Another organisation's name of the same make, or now and then the same."""
    chance = rng.random()
    if is_acronym(name):
        return bodies.short(rng) if chance < 0.7 else name
    if " " in name.strip():
        return bodies.full(rng) if chance < 0.7 else name
    return bodies.single(rng) if chance < 0.25 else bodies.full(rng) if chance < 0.4 else name


def shortened(lesson: Lesson, rng: np.random.Generator) -> Lesson:
    """Bodies with their acronym behind them in brackets, and the acronym alone further on."""
    if lesson.names is None or lesson.pos is not None:
        return lesson
    changes, brackets, letters = [], [], {}
    for i, (start, end, label) in enumerate(lesson.names):
        name = lesson.text[start:end]
        short = acronym(name) if label == "ORG" else None
        if short is None or lesson.text[end : end + 2] == " (":
            continue
        if name in letters:
            if rng.random() < 0.6:
                changes.append((start, end, short))
        elif rng.random() < 0.4:
            letters[name] = short
            changes.append((end, end, f" ({short})"))
            brackets.append((i, short))
    made = rewritten(lesson, changes)
    names = list(made.names or ())
    for i, short in brackets:  # the bracket stands behind the name: whether it was carried with the name does not matter
        start, _, label = names[i]
        end = start + len(lesson.text[slice(*lesson.names[i][:2])])
        names[i] = (start, end, label)
        names.append((end + 2, end + 2 + len(short), label))
    return replace(made, names=sorted(names))


def dated(lesson: Lesson, lists: NameLists, rng: np.random.Generator) -> Lesson:
    """The lesson under a dateline, as agencies print it."""

    def pick(names: list[str] | tuple[str, ...]) -> str:
        return names[int(rng.integers(len(names)))]

    place = pick(lists.districts or lists.places)
    names: list[Name] = [(0, len(place), "LOC")]
    head = place.upper() if len(place.upper()) == len(place) and rng.random() < 0.7 else place
    if rng.random() < 0.5:
        country = pick(lists.places)
        names.append((len(head) + 2, len(head) + 2 + len(country), "LOC"))
        head += f", {country}"
    if rng.random() < 0.4:
        head += f", {pick(DAYS)}"
    if rng.random() < 0.6:
        agency = pick(AGENCIES)
        names.append((len(head) + 2, len(head) + 2 + len(agency), "ORG"))
        head += f" ({agency})"
    head += pick((" - ", " — ", " -- ", ": ", " – "))
    made = rewritten(lesson, [(0, 0, head)])
    sentences = made.sentences and [(0, made.sentences[0][1]), *made.sentences[1:]]
    return replace(made, names=sorted([*names, *(made.names or ())]), sentences=sentences)


def garbled(lesson: Lesson) -> Lesson:
    """Letters beyond ASCII as they look when UTF-8 is read as Windows-1252: "JosÃ©"."""
    changes = [
        (m.start(), m.end(), m.group().encode("utf-8").decode("cp1252", errors="ignore"))
        for m in re.finditer(r"[^\x00-\x7f\s]", lesson.text)
    ]
    return rewritten(lesson, changes)


def recased(lesson: Lesson, rng: np.random.Generator) -> Lesson:
    """Some paragraphs or sentences in capitals, in headline case or in small letters, as headlines and captions are."""
    bounds = lesson.sentences or [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", lesson.text)]
    text = lesson.text
    for start, end in bounds:
        chance = rng.random()
        if chance > 0.06:
            continue
        old = text[start:end]
        new = old.upper() if chance < 0.025 else old.title() if chance < 0.05 else old.lower()
        if len(new) == len(old):
            text = text[:start] + new + text[end:]
    return replace(lesson, text=text)


def remarked(lesson: Lesson, rng: np.random.Generator) -> Lesson:
    """Quotation marks straightened, or lost on one side. Lengths stay, so that no offset moves."""
    text = list(lesson.text)
    if rng.random() < 0.3:
        text = ['"' if c in "“”" else c for c in text]
    marks = []
    rate = 0.15 if rng.random() < 0.3 else 0.0
    for mark in lesson.marks or ():
        start, end, chance = mark.start, mark.end, rng.random()
        if chance < rate / 2 and text[start] in "\"“'":
            while start < end and text[start] in "\"“'":
                text[start] = " "
                start += 1
        elif chance < rate and text[end - 1] in "\"”'":
            while end > start and text[end - 1] in "\"”'":
                end -= 1
                text[end] = " "
        marks.append(Mark(start, end, mark.speech, mark.source, mark.cue) if start < end else mark)
    return replace(lesson, text="".join(text), marks=marks)


def changed(lesson: Lesson, lists: NameLists, rng: np.random.Generator) -> Lesson:
    """One chance variant of a lesson."""
    if lesson.names and rng.random() < 0.45:
        lesson = shortened(swapped(lesson, lists, rng), rng)
    if lesson.marks is not None:
        return remarked(lesson, rng)
    if lesson.names and rng.random() < 0.1:
        lesson = dated(lesson, lists, rng)
    if rng.random() < 0.03:
        lesson = garbled(lesson)
    return recased(lesson, rng)
