"""Which of the dates on a page is the day of publication, or none: a log-linear ranker over all dates that are printed there.

The weights stand in `models/clean-…/dating.json`, one a feature; `python -m onrecord.clean.train_dating DATA/cleaning` makes them.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from onrecord.clean import bylines
from onrecord.clean.dates import Stamp, find_stamps, is_caption, is_date_line
from onrecord.clean.features import Seen
from onrecord.clean.lines import Line
from onrecord.lexicon import table
from onrecord.resources import model_path

MOST_WORDS = 80  # of a line whose dates are looked at
SHORT = 8  # words of a line that is hardly a sentence
LONG = 18  # words of one that is the text's
RUNNING = 3  # words in small letters beside a date that make a sentence
MOST_STAMPS = 400  # of a page; one with more is an index
LEAST = 0.15  # probability of a date on the page, below which no day is given
RIVAL = 0.05  # probability from which another day is named beside it
_WEEKDAY = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b")
_AFTER = re.compile(r"\W*(?:min(?:ute)?s? read|comments?|views?|updated|read)\b")
_CREDIT = re.compile(r"photo|image|getty|reuters|picture|credit|file\b|seen|pictured|/[\w .-]{3,40}\)\W*$")
_NUMERIC = re.compile(r"(\d{1,2})[-/.]\s?(\d{1,2})[-/.]\s?\d")
_STROKES = re.compile(r"\s[|·•]\s")
_FAR = (-40, -20, -12, -6, -3, -2, -1, 0, 1, 2, 3, 4, 6, 9, 15, 30)
NONE = "none"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A day that is printed on the page; of an ambiguous date each reading is one. `stamp.day` is the first reading."""

    line: int
    stamp: Stamp
    day: date


@dataclass(frozen=True, slots=True)
class Dating:
    """The day of publication: where it stands, how probable it is, and what other days could be meant."""

    line: int
    stamp: Stamp
    day: date
    confidence: float
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the article stands on its page, in lines: headline (or null), first running line of the text, last line."""

    title: int | None
    first: int
    last: int


def candidates(lines: Sequence[Line], seen: Seen, start: int, end: int, place: Place) -> list[Candidate]:
    """The days that could be meant, in order: those printed in the lines `[start, end)`, but for sentences and captions.

    Of a date of numbers that can be read in two ways, the reading that the page's certain ones speak for, else both.
    """
    found: list[tuple[int, Stamp]] = []
    orders: Counter[str] = Counter()
    for number in range(start, end):
        text, size = lines[number].text, int(seen.size[number])
        if size > MOST_WORDS:
            continue
        captioned = is_caption(text, size)
        for stamp in find_stamps(text):
            orders[_order(text, stamp)] += 1
            if not captioned and not _is_told(
                text, stamp, size, sentence=bool(seen.sentence[number]), inside=place.first <= number <= place.last
            ):
                found.append((number, stamp))
        if len(found) > MOST_STAMPS:
            break
    usual = "" if orders["month first"] == orders["day first"] else max(("day first", "month first"), key=lambda name: orders[name])
    read = [(number, stamp, day) for number, stamp in found for day in (stamp.day, stamp.other) if day]
    return [
        Candidate(*item) for item in read if not (usual and item[1].other) or _order(lines[item[0]].text, item[1], item[2]) in ("", usual)
    ]


def _order(text: str, stamp: Stamp, day: date | None = None) -> str:
    """Whether day or month comes first in a date of numbers, read as `day`; without it, if there is one reading only."""
    found = _NUMERIC.match(text, stamp.start) if day or not stamp.other else None
    if not found or (day is None and max(map(int, found.groups())) <= 12) or found.group(1) == found.group(2):
        return ""
    return "day first" if int(found.group(1)) == (day or stamp.day).day else "month first"


def _is_told(text: str, stamp: Stamp, size: int, *, sentence: bool, inside: bool) -> bool:
    """A date inside a sentence, or below a picture, is the day of something else, unless the words before it announce it."""
    before, after = text[: stamp.start], text[stamp.end :]
    announced = meaning(before[-40:].lower()) in ("published", "updated")
    if size > SHORT and _CREDIT.search(text.lower()) and not announced:
        return True
    if announced and _STROKES.search(text):  # "Filed under: Town | Posted on 3 May 2021 | 4 comments" is no sentence
        return False
    closes = bool(stamp.time) and len(after) <= 1  # "… at 1:49 p.m." is no sentence for its full stop
    if inside and not announced and (size > LONG or _runs(before + after)):
        return bylines.label_end(text) is None
    return sentence and size > SHORT and not closes and (inside or not announced)


def _runs(text: str) -> bool:
    """Words in small letters, as a sentence has them, whether a full stop ends it or not."""
    return sum(map(str.islower, text.split())) >= RUNNING


def best(lines: Sequence[Line], seen: Seen, start: int, end: int, place: Place) -> Dating | None:
    """The likeliest day of publication; null when it is more likely that the page does not tell."""
    found = candidates(lines, seen, start, end, place)
    if not found:
        return None
    chances = probabilities([*looks(lines, seen, found, place), unknown(found, place)])
    days: dict[date, float] = defaultdict(float)
    for candidate, chance in zip(found, chances, strict=False):
        days[candidate.day] += chance
    # The likeliest line, not the likeliest day: teasers of one day, each a little likely, would outweigh the one line that tells.
    number = max(range(len(found)), key=lambda n: (chances[n], -n))
    if chances[number] < LEAST:
        return None
    chosen = found[number]
    order = sorted(days, key=lambda day: (-days[day], day))
    others = [day.isoformat() for day in order if days[day] >= RIVAL and day != chosen.day]
    swapped = chosen.stamp.other if chosen.day == chosen.stamp.day else chosen.stamp.day
    if swapped and swapped.isoformat() not in others:
        others.append(swapped.isoformat())
    return Dating(chosen.line, chosen.stamp, chosen.day, round(min(days[chosen.day], 0.99), 3), tuple(others[:4]))


def probabilities(found: Sequence[Sequence[str]]) -> list[float]:
    """The probability of each, from its features."""
    weights = _weights()
    scores = [sum(weights.get(name, 0.0) for name in names) for names in found]
    powers = [math.exp(score - max(scores)) for score in scores]
    return [power / sum(powers) for power in powers]


def unknown(found: Sequence[Candidate], place: Place) -> list[str]:
    """The features of the answer that the page does not tell."""
    return [NONE, f"{NONE}, dates {bisect_right((2, 4, 8, 20, 60), len(found))}", f"{NONE}, title {place.title is not None}"]


def looks(lines: Sequence[Line], seen: Seen, found: Sequence[Candidate], place: Place) -> list[list[str]]:
    """The features of each candidate."""
    page = _Page(lines, seen, found, place) if found else None
    return [[*page.where(item), *page.said(item), *page.among(item), *page.order(item)] for item in found if page]


class _Page:
    """The dates of a page, and what can be seen of each."""

    def __init__(self, lines: Sequence[Line], seen: Seen, found: Sequence[Candidate], place: Place) -> None:
        self.lines, self.seen, self.place = lines, seen, place
        self.top = place.title if place.title is not None else place.first
        self.at: dict[int, list[Stamp]] = defaultdict(list)  # the dates of each line
        for item in found:
            if item.stamp not in self.at[item.line]:
                self.at[item.line].append(item.stamp)
        self.times = Counter(item.day for item in found)
        self.latest = max(self.times)
        head = [item.day for item in found if (place.title or 0) <= item.line <= place.first] or list(self.times)
        self.head = min(head), max(head)
        self.sure = {stamp.day for stamps in self.at.values() for stamp in stamps if not stamp.other}

    def where(self, item: Candidate) -> Iterator[str]:
        """Where the line stands, and what it is."""
        line, place, size = item.line, self.place, int(self.seen.size[item.line])
        alone, zone = is_date_line(self.lines[line].text), self.zone(line)
        sentence = self.seen.sentence[line] and size > SHORT
        kind = "alone" if alone else "sentence" if sentence else f"size {bisect_right((7, 12, 18, 30), size)}"
        yield from (f"zone {zone}", f"kind {kind}", f"zone {zone}, {kind}", f"cue {self.seen.cues[line]}")
        yield f"{'no' if place.title is None else 'below'} title {bisect_right(_FAR, line - self.top)}"
        yield f"above text {bisect_right(_FAR, place.first - line) if line <= place.first else 'no'}"
        yield f"below text {bisect_right(_FAR, line - place.last) if line > place.last else 'no'}"
        if bylines.label_end(self.lines[line].text) is not None:
            yield "byline"
        elif self.is_name(line - 1) or self.is_name(line + 1):
            yield f"beside a byline, {zone}"
        if line < min(10, self.top):
            yield f"top of page, weekday {bool(_WEEKDAY.search(self.text(line)))}"

    def said(self, item: Candidate) -> Iterator[str]:
        """What the words around the date say of it."""
        line, stamp, text = item.line, item.stamp, self.text(item.line)
        earlier = [other for other in self.at[line] if other.start < stamp.start]
        words = meaning(text[max(earlier[-1].end if earlier else 0, stamp.start - 40) : stamp.start])
        yield from (f"words {words}", f"words {words}, {self.zone(line)}", f"number {min(len(earlier), 2)} in line")
        yield f"time {bool(stamp.time)}, {self.zone(line)}"
        if not words and line and is_date_line(self.lines[line].text):
            yield f"line above {meaning(self.seen.shadows[line - 1][:40]) or 'says nothing'}"
        if _CREDIT.search(text):
            yield "credit"
        if _AFTER.match(text, stamp.end):
            yield "followed by reading time"

    def among(self, item: Candidate) -> Iterator[str]:
        """How the day stands to the others of the page."""
        line, day, zone = item.line, item.day, self.zone(item.line)
        near = sum(len(self.at.get(n, ())) for n in range(line - 8, line + 9) if n != line)
        yield from (f"times {min(self.times[day], 3)}", f"dates near {bisect_right((1, 2, 4, 7), near)}, {zone}")
        if day == self.latest:
            yield "latest"
        yield "first of head" if day == self.head[0] else "last of head" if day == self.head[1] else "amid"
        beside = [
            stamp.day for n in range(line - 2, line + 3) for stamp in self.at.get(n, ()) if stamp is not item.stamp and stamp.day != day
        ]
        yield f"beside {'no day' if not beside else 'a later day' if max(beside) > day else 'earlier days'}, {zone}"

    def order(self, item: Candidate) -> Iterator[str]:
        """Of a date that can be read in two ways: what speaks for this one."""
        stamp, text = item.stamp, self.text(item.line)
        if not stamp.other:
            return
        reading = _order(self.lines[item.line].text, stamp, item.day)
        yield reading
        if "m" in text[stamp.end - 3 : stamp.end]:
            yield f"{reading}, half day"
        if item.day in self.sure:
            yield "spelled out elsewhere"
        if min((abs((item.day - other).days) for other in self.sure), default=99) <= 40:
            yield "near a day spelled out"

    def text(self, line: int) -> str:
        """The line in small letters, of its own length."""
        text, shadow = self.lines[line].text, self.seen.shadows[line]
        return shadow if len(shadow) == len(text) else text

    def zone(self, line: int) -> str:
        """The part of the page that a line stands in."""
        place = self.place
        if place.title is not None and line <= place.title:
            return "above the title" if line < place.title else "title"
        if line < place.first:
            return "head" if place.title is not None or place.first - line <= 12 else "page"
        return "text" if line <= place.last else "foot" if line <= place.last + 12 else "below"

    def is_name(self, line: int) -> bool:
        """A byline, or a name alone."""
        if not 0 <= line < len(self.lines) or self.seen.size[line] > 12:
            return False
        return bylines.label_end(self.lines[line].text) is not None or bylines.is_name(self.lines[line].text)


@cache
def _meanings() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{meaning}>{words})" for meaning, words in table("clean/date_words.tsv")))


def meaning(before: str) -> str:
    """What the words before a date say of it: those nearest to it."""
    said = [str(found.lastgroup) for found in _meanings().finditer(before)]
    return next((name for name in reversed(said) if name not in ("on", "by")), said[-1] if said else "")


@cache
def _weights() -> dict[str, float]:
    weights: dict[str, float] = json.loads((model_path("clean") / "dating.json").read_text(encoding="utf-8"))["weights"]
    return weights
