"""Pages of several articles, made of single ones, and single ones with lines inside that look like a start: to learn splitting.

A page draws one style (order of title, date and byline, what stands behind an article, rules, gaps) and keeps it.
Everything but titles and texts is invented; it stands in `data/clean/page_parts.tsv`.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from onrecord.lexicon import table

HEADS = (  # the parts of a head in order; those that are usual more than once
    *("title", "title", "title", "title date", "title date", "title date", "date title", "title by", "title by date", "title date by"),
    *("by title", "title signed", "title signed", "title lead by date", "title title", "title title", "wire", "wire", "title wire"),
    *("number", "number", "date"),
)
FEET = ("", "", "", "", "", "date", "filed", "filed", "widget", "widget", "widget", "more", "comments", "comments", "reporting", "issuer")
WORDS = (25, 40, 60, 90, 150, 300, 9999, 9999, 9999)  # of an article, about
EXCERPT = 60
PARAGRAPH = 18  # words of one that may have a heading
SECTIONS = ("words", "words", "words", "upper", "day", "year", "clock", "number", "photo", "question", "notes")
MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Story:
    """An article that stands alone: its title, its text, the page it was found on."""

    title: str
    body: str
    raw: str
    site: str


@dataclass(slots=True)
class Joined:
    """A page in the making, and where its articles begin."""

    text: str = ""
    starts: list[int] = field(default_factory=list)

    def add(self, piece: str, gap: str) -> int:
        """Append a piece behind a gap; where it begins."""
        self.text += (gap if self.text else "") + piece
        return len(self.text) - len(piece)


@cache
def parts(kind: str) -> tuple[str, ...]:
    """The invented parts of a kind."""
    return tuple(row[1].replace("\\n", "\n") for row in table("clean/page_parts.tsv") if row[0] == kind)


class Style:
    """How a page prints its articles."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.head, self.foot = chance.choice(HEADS), chance.choice(FEET)
        self.rule = self.draw("rule") if chance.random() < 0.2 else ""
        self.has_sites = chance.random() < 0.12  # each article comes from a site of its own
        self.widget, self.more, self.day = self.draw("widget"), self.draw("more"), self.draw("date")
        self.by, self.signed, self.wire, self.filed = self.draw("by"), self.draw("signed"), self.draw("wire"), self.draw("filed")
        self.number = chance.choice(("{}. {}", "{}) {}", "#{} {}"))
        self.paragraph = chance.choice(("\n", "\n\n", "\n\n"))
        self.inner = chance.choice(("\n", self.paragraph))  # inside the head
        self.outer = self.paragraph + "\n" * chance.choice((0, 0, 0, 1, 1, 2, 3))  # above an article
        self.close = chance.choice((self.paragraph, self.outer))  # between head and text
        self.words = chance.choice(WORDS) if self.foot != "more" else EXCERPT
        self.is_upper, self.closes = chance.random() < 0.12, chance.random() < 0.85

    def draw(self, kind: str) -> str:
        return self.chance.choice(parts(kind))

    def name(self) -> str:
        return f"{self.draw('given')} {self.draw('family')}"

    def fill(self, pattern: str) -> str:
        """A pattern with a day, a name and the like."""
        day = date(self.chance.randint(2009, 2025), self.chance.randint(1, 12), self.chance.randint(1, 28))
        month = MONTHS[day.month - 1]
        words = {"topic": self.draw("topic"), "place": self.draw("place"), "agency": self.draw("agency"), "w": WEEKDAYS[day.weekday()]}
        return pattern.format(self.name(), d=day.day, m=month, n=day.month, s=month[:3], y=day.year, **words)

    def head_of(self, story: Story, number: int) -> tuple[list[str], str]:
        """The lines above the text, and what is put before its first words."""
        title = story.title.upper() if self.is_upper else story.title
        lines = {
            "title": title, "number": self.number.format(number, title), "date": self.fill(self.day), "by": self.fill(self.by),
            "signed": self.fill(self.signed), "lead": shortened(story.body, 12, self.chance).split("\n")[0],
        }  # fmt: skip
        lead = f"{self.fill(self.wire)} " if "wire" in self.head else ""
        return [lines[name] for name in self.head.split() if name in lines], lead

    def foot_of(self) -> str:
        """What stands behind an article."""
        if self.foot == "comments":
            talk = [f"{self.name()} says:\n{self.draw('comment')}" for _ in range(self.chance.randint(1, 4))]
            return f"{len(talk)} Comments\n\n" + "\n\n".join(talk)
        pattern = {
            "date": self.day,
            "issuer": "{place}, {d} {m} {y}",
            "filed": self.filed,
            "reporting": "(Reporting by {}; editing by Bo Berg)",
        }
        return {"widget": self.widget, "more": self.more}.get(self.foot, "") or self.fill(pattern.get(self.foot, ""))

    def write(self, page: Joined, pieces: Sequence[str], head: int) -> None:
        """The lines of an article, the first `head` of them above its text."""
        for place, piece in enumerate(pieces):
            gap = self.outer if place == 0 else self.inner if place < head else self.close if place == head else self.paragraph
            start = page.add(piece, gap)
            if place == 0:
                page.starts.append(start)


def several(stories: Sequence[Story], chance: random.Random) -> Joined:
    """All stories on one page, in one style."""
    style, page = Style(chance), Joined()
    if chance.random() < 0.6 and not style.has_sites:
        page.add(style.draw("header"), "")
    for number, story in enumerate(stories, 1):
        if style.has_sites:
            page.add(style.draw("site above"), style.outer)
        head, lead = style.head_of(story, number)
        style.write(page, [*head, *paragraphs_of(lead + shortened(story.body, style.words, chance))], len(head))
        is_last = number == len(stories)
        if style.closes or not is_last:
            page.add(style.draw("site below") if style.has_sites else style.foot_of(), style.paragraph)
        if style.rule and not is_last:
            page.add(style.rule, style.paragraph)
    if chance.random() < 0.5:
        page.add(style.draw("footer"), style.outer)
    return page


def sectioned(story: Story, others: Sequence[Story], chance: random.Random) -> Joined:
    """One story with lines between its paragraphs that look like heads, and with teasers of others below."""
    style, page = Style(chance), Joined()
    if chance.random() < 0.5:
        page.add(style.draw("header"), "")
    head, lead = style.head_of(story, 1)
    every, kind, first = chance.randint(1, 4), chance.choice(SECTIONS), chance.choice((1, 2, 2, 3))
    gap = style.paragraph + "\n" * chance.choice((0, 0, 0, 1, 2))
    body = paragraphs_of(lead + story.body)
    style.write(page, [*head, *body[:first]], len(head))
    number, since = 0, every
    for paragraph in body[first:]:
        is_headed = since >= every and len(paragraph.split()) >= PARAGRAPH
        if is_headed:
            number, since = number + 1, 0
            page.add(section(kind, paragraph, number, style), gap)
        page.add(paragraph, style.inner if is_headed else style.paragraph)
        since += 1
    page.add(style.foot_of(), style.paragraph)
    if chance.random() < 0.5:
        page.add(style.draw("teaser"), style.outer)
        dated, told = chance.random() < 0.4, chance.random() < 0.6
        for other in others:
            page.add(other.title, style.paragraph)
            if dated:
                page.add(style.fill(style.day), "\n")
            if told:
                page.add(shortened(other.body, 15, chance).replace("\n", " "), "\n")
    if chance.random() < 0.5:
        page.add(style.draw("footer"), style.outer)
    return page


def section(kind: str, paragraph: str, number: int, style: Style) -> str:
    """A line above a paragraph, of a kind, that begins no article."""
    chance, words = style.chance, re.findall(r"[\w'’-]+", paragraph)
    at = chance.randint(0, max(0, min(20, len(words) - 5)))
    phrase = " ".join(words[at : at + chance.randint(2, 6)]) or "More"
    phrase = phrase[0].upper() + phrase[1:]
    photo = " ".join(words[at : at + 12])
    lines = {
        "words": (phrase, phrase.title()),
        "upper": (phrase.upper(),),
        "day": ("{m} {d}, {y}", "{d} {m} {y}", "{w}, {d} {m} {y}"),
        "year": ("{y}",),
        "clock": ("{d}:15 AM", "{d}.40", "{d}:05"),
        "number": (f"{number}. {phrase}",),
        "question": (f"{phrase}?",),
        "notes": ("{}, {topic}", "* * *", f"{phrase}:"),
        "photo": (f"Photo: {photo}", f"{photo} (Photo: {{}})"),
    }
    return style.fill(chance.choice(lines[kind]))


def akin(stories: Sequence[Story], chance: random.Random, count: int) -> list[Story]:
    """Stories that share words with one of them, as those of a site do."""
    first = chance.choice(stories)
    words = _content(first)
    rest = sorted(
        (story for story in stories if story is not first),
        key=lambda story: -len(words & _content(story)) / (2 + len(_content(story)) ** 0.5),
    )
    return [first, *rest[: count - 1]]


@cache
def _content(story: Story) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]{5,}", story.body[:3000].lower()))


def paragraphs_of(body: str) -> list[str]:
    """The lines of a text that are not blank."""
    return [piece.strip() for piece in body.split("\n") if piece.strip()]


def shortened(body: str, words: int, chance: random.Random) -> str:
    """The first sentences of a text, about so many words."""
    left = words * chance.uniform(0.7, 1.6)
    kept: list[str] = []
    for paragraph in paragraphs_of(body):
        for sentence in re.split(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])", paragraph):
            if left <= 0:
                return "".join(kept).strip()
            kept.append(f"{sentence} ")
            left -= len(sentence.split())
        kept.append("\n")
    return "".join(kept).strip()
