"""Chance changes to a lesson: names of all the world in place of its own, damaged case, damaged quotation marks."""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from onrecord.lexicon import word_set
from onrecord.read.train.corpora import Lesson, Mark, Name, Stretch

NAME_WORD = re.compile(r"[A-Z][a-zà-ÿ'’-]{2,}")


@dataclass(frozen=True)
class NameLists:
    """Given and family names by locale, and names of places."""

    given: dict[str, list[str]]
    family: dict[str, list[str]]
    places: list[str]

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
        places = set()
        for path in sorted(admin.glob("admin1*")):
            for line in path.read_text(encoding="utf-8").splitlines():
                name = line.split("\t")[1]
                if name[0].isupper() and len(name.split()) <= 2 and not re.search(r"[\d(,/]|Province|Region|District|Municipality", name):
                    places.add(name)
        for line in (admin / "countryInfo.txt").read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                cells = line.split("\t")
                places |= {cells[4].strip(), cells[5].strip()} - {""}
        return cls({k: parts["given"][k] for k in locales}, {k: parts["family"][k] for k in locales}, sorted(places))


def rewritten(lesson: Lesson, changes: list[tuple[int, int, str]]) -> Lesson:
    """The lesson with stretches of its text replaced and every offset carried along. `changes` are in order, apart."""
    if not changes:
        return lesson
    pieces, at = [], 0
    old_ends, shifts, shift = [], [], 0
    for start, end, text in changes:
        pieces += [lesson.text[at:start], text]
        at = end
        shift += len(text) - (end - start)
        old_ends.append(end)
        shifts.append(shift)
    pieces.append(lesson.text[at:])
    ends, moved_by = np.array(old_ends), np.array([0, *shifts])

    def moved(position: int) -> int:
        return position + int(moved_by[np.searchsorted(ends, position, side="right")])

    def span(s: Stretch) -> Stretch:
        return moved(s[0]), moved(s[1])

    def tagged(spans: list[Name] | None) -> list[Name] | None:
        return None if spans is None else [(*span((s, e)), label) for s, e, label in spans]

    return replace(
        lesson,
        text="".join(pieces),
        names=tagged(lesson.names),
        unsure=[span(s) for s in lesson.unsure],
        sentences=None if lesson.sentences is None else [span(s) for s in lesson.sentences],
        pos=None if lesson.pos is None else [p for p in tagged(lesson.pos) or () if p[0] < p[1]],
    )


def swapped(lesson: Lesson, lists: NameLists, rng: np.random.Generator) -> Lesson:
    """Other people in other places: each word of a person's name becomes the same new word throughout."""
    locale = list(lists.given)[int(rng.integers(len(lists.given)))]
    titles = word_set("read/titles.txt")
    words: dict[str, str] = {}
    places: dict[str, str] = {}
    changes = []

    def pick(names: list[str]) -> str:
        return names[int(rng.integers(len(names)))]

    swap_places = rng.random() < 0.5
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
            if text not in places:
                places[text] = pick(lists.places)
            changes.append((start, end, places[text]))
    return rewritten(lesson, changes)


def recased(lesson: Lesson, rng: np.random.Generator) -> Lesson:
    """Some paragraphs or sentences in capitals, in headline case or in small letters, as headlines and captions are."""
    bounds = lesson.sentences or [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", lesson.text)]
    text = lesson.text
    for start, end in bounds:
        chance = rng.random()
        if chance > 0.05:
            continue
        old = text[start:end]
        new = old.upper() if chance < 0.025 else old.title() if chance < 0.04 else old.lower()
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
    if lesson.marks is not None:
        return remarked(lesson, rng)
    if rng.random() < 0.35:
        lesson = swapped(lesson, lists, rng)
    return recased(lesson, rng)
