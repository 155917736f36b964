"""Where one article of a page ends and the next begins.

Each cue proposes the lines that articles start with: a headline printed twice, a line that comes back after every article,
"Read more" after every excerpt, a headline above a date line behind a gap, numbered headlines, an agency's dateline. A
proposal counts only when the page bears it out: every article it makes must hold running text of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from onrecord.clean.datelines import read_dateline
from onrecord.clean.dates import is_date_line
from onrecord.clean.features import Seen
from onrecord.clean.heads import content_words
from onrecord.clean.lines import Line

FEWEST_WORDS = 35  # of running text in an article that stands between separators or under a doubled headline
FEWEST_DATED = 50  # of one that only a date line or a dateline announces
PARAGRAPH = 18  # words of a line that is running text
_NUMBER = re.compile(r"#?(\d{1,3})[.):]?(?:\s+|$)")
_STORY_CUES = frozenset(("", "notice"))


class Page:
    """A page with what the cues look at."""

    def __init__(self, lines: Sequence[Line], seen: Seen, probability: Sequence[float]) -> None:
        self.lines, self.seen = lines, seen
        self.text = seen.shadows
        self.size: list[int] = seen.size.tolist()
        # Running text that the labeller does not hold for something else with certainty.
        self.running = [
            size >= PARAGRAPH and cue in _STORY_CUES and chance >= 0.05
            for size, cue, chance in zip(self.size, seen.cues, probability, strict=True)
        ]
        self.copies = Counter(self.text)

    def words(self, start: int, end: int) -> int:
        """Words of running text in lines `[start, end)`; of a paragraph that comes again only once."""
        return sum(self.size[n] for n in range(start, end) if self.running[n])

    def is_title(self, number: int) -> bool:
        """A line that could be a headline by its looks."""
        text = self.lines[number].text
        return (
            2 <= self.size[number] <= 30
            and not self.seen.cues[number]
            and (text[0].isupper() or not text[0].isalpha())
            and not (text.endswith((".", ",", ";", ":", "…")) and not text.endswith("..."))
        )

    def running_within(self, number: int, distance: int) -> bool:
        """Running text begins within `distance` lines of a line."""
        return any(self.running[number : number + distance + 1])


def split(lines: Sequence[Line], seen: Seen, probability: Sequence[float]) -> list[tuple[int, int]]:
    """The articles of a page as ranges of lines that together hold all lines."""
    count = len(lines)
    if count < 4:
        return [(0, count)]
    page = Page(lines, seen, probability)
    starts: set[int] = set()
    for proposal in (numbered(page), read_more(page), separated(page), doubled(page), dated(page), wired(page)):
        starts.update(proposal)
    return _ranges(page, sorted(starts))


def _ranges(page: Page, starts: list[int]) -> list[tuple[int, int]]:
    """Ranges that begin at the starts; one without running text is joined to its neighbour."""
    count = len(page.lines)
    bounds = [0, *[start for start in starts if start > 0], count]
    ranges: list[tuple[int, int]] = []
    for start, end in pairwise(bounds):
        if start == end:
            continue
        # What stands before the first headline, and what is no article of its own.
        if ranges and (page.words(*ranges[-1]) < FEWEST_WORDS or page.words(start, end) < FEWEST_WORDS):
            ranges[-1] = (ranges[-1][0], end)
        else:
            ranges.append((start, end))
    return ranges


def doubled(page: Page) -> list[int]:
    """Headlines printed twice in a row, running text soon after."""
    starts = []
    for number in range(len(page.lines) - 2):
        if (
            page.text[number] == page.text[number + 1]
            and page.is_title(number)
            and (number == 0 or page.text[number - 1] != page.text[number])
        ):
            after = number + 2
            if page.copies[page.text[number]] <= 3 and page.running_within(after, 5):
                starts.append(number)
    if len(starts) + bool(starts and page.words(0, starts[0]) >= FEWEST_WORDS) < 2:
        return []
    ends = [*starts[1:], len(page.lines)]
    return [start for start, end in zip(starts, ends, strict=True) if page.words(start, end) >= FEWEST_WORDS]


def separated(page: Page) -> list[int]:
    """Lines that come back after every article: the line after one is a headline, and text follows."""
    best: list[int] = []
    for text, copies in sorted(page.copies.items()):
        if copies < 2 or copies > 60:
            continue
        places = [number for number, line in enumerate(page.text) if line == text]
        cue = page.seen.cues[places[0]]
        if cue in ("advertisement", "teaser", "read-more", "notice", "legal") or page.size[places[0]] > 12:
            continue
        starts = _after(page, places, known=bool(cue))
        if len(starts) > len(best):
            best = starts
    return best


def _after(page: Page, places: list[int], *, known: bool) -> list[int]:
    """Starts that a separator at these lines makes; none unless it closes every article, the first and the last too."""
    count = len(page.lines)
    starts: list[int] = []
    previous = 0
    if not known:  # a caption or a refrain comes back too, but shares words with the text
        words = content_words(page.text[places[0]])
        if words & content_words(" ".join(text for n, text in enumerate(page.text[: places[-1]]) if page.running[n])):
            return []
    for number, place in enumerate(places):
        if page.words(previous, place) < FEWEST_WORDS:
            return []
        # The separator may have more lines that come back with it.
        after = place + 1
        while (
            after < count
            and page.copies[page.text[after]] >= len(places)
            and page.size[after] <= 12
            and page.text[after] != page.text[min(after + 1, count - 1)]
        ):
            after += 1
        if number + 1 < len(places):
            nearest = next((n for n in range(after, places[number + 1]) if page.running[n]), None)
            if nearest is None or nearest - after > 6 or not (page.is_title(after) or (known and nearest == after)):
                return []
            starts.append(after)
        elif page.words(after, count) >= 2 * FEWEST_DATED:  # text goes on behind the last one: it closed nothing
            return []
        previous = after
    return starts


def read_more(page: Page) -> list[int]:
    """Excerpts, each closed by "Read more"."""
    places = [number for number, cue in enumerate(page.seen.cues) if cue == "read-more"]
    if len(places) < 2:
        return []
    inside = sum(page.words(start, end) for start, end in zip([0, *places], places, strict=False))
    if page.words(0, places[0]) < 20 or inside < 0.9 * page.words(0, len(page.lines)):
        return []
    starts = []
    for place, following in pairwise(places):
        after = place + 1
        while after < following and page.seen.cues[after]:
            after += 1
        if after == following or page.words(after, following) < 20:
            return []
        starts.append(after)
    return starts


def dated(page: Page) -> list[int]:
    """A headline above a line that is a date, or such a line alone, behind a gap; the same at the head of the page."""
    starts = []
    for number in range(len(page.lines) - 1):
        if not is_date_line(page.lines[number].text):
            continue
        start = number - 1 if number and page.is_title(number - 1) else number
        if page.running_within(number + 1, 3) and (start == 0 or page.lines[start].blanks >= 2):
            starts.append(start)
    if len(starts) < 2 or page.words(0, starts[0]) >= PARAGRAPH:
        return []
    ends = [*starts[1:], len(page.lines)]
    if any(page.words(start, end) < FEWEST_DATED for start, end in zip(starts, ends, strict=True)):
        starts = [start for start, end in zip(starts, ends, strict=True) if page.words(start, end) >= FEWEST_DATED]
    # Between three blank lines a post may lack its headline and date alike.
    return starts if len(starts) >= 2 else []


def numbered(page: Page) -> list[int]:
    """Headlines numbered from 1, the first of them before all running text."""
    places: list[int] = []
    for number, line in enumerate(page.lines):
        found = _NUMBER.match(line.text) if page.size[number] <= 32 else None
        if found and int(found.group(1)) == len(places) + 1 and page.running_within(number + 1, 4):
            places.append(number)
    if len(places) < 2 or page.words(0, places[0]) or places[0] > 3:
        return []
    ends = [*places[1:], len(page.lines)]
    return places if all(page.words(start, end) >= FEWEST_WORDS for start, end in zip(places, ends, strict=True)) else []


def wired(page: Page) -> list[int]:
    """Paragraphs that begin with an agency's dateline, under a headline."""
    places = [
        number
        for number in range(len(page.lines))
        if page.running[number] and (found := read_dateline(page.lines[number].text)) and found.agency
    ]
    starts = []
    for place in places:
        start = place
        while start and start > place - 4 and not page.running[start - 1] and not page.seen.cues[start - 1]:
            start -= 1
        starts.append(start)
    if len(starts) < 2:
        return []
    ends = [*starts[1:], len(page.lines)]
    return starts if all(page.words(start, end) >= FEWEST_DATED for start, end in zip(starts, ends, strict=True)) else []
