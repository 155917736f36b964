"""Layouts of pages of several articles that leave no doubt, by rules.

Each cue proposes the lines that articles start with: a headline printed twice, a line that comes back after every article,
"Read more" after every excerpt, a headline above a date line behind a gap, numbered headlines, an agency's dateline. A
proposal counts only when the page bears it out: every article it makes must hold running text of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from onrecord.clean.datelines import read_dateline
from onrecord.clean.dates import is_date_line
from onrecord.clean.features import Seen
from onrecord.clean.headline import content_words
from onrecord.clean.lines import Line
from onrecord.clean.pages import FEWEST_DATED, FEWEST_SHORT, FEWEST_WORDS, PARAGRAPH, Page
from onrecord.clean.sequels import exported, headed, posted, ruled

SURE_COPIES = 3  # of a widget, each followed by a headline and text, at which the articles may be short
MOST_EXCERPT = 300  # words of an excerpt
_NUMBER = re.compile(r"#?(\d{1,3})[.):]?(?:\s+|$)")
_NO_SEPARATORS = frozenset(("advertisement", "teaser", "read-more", "notice", "legal", "navigation", "form"))
_EXTRAS = frozenset(("teaser", "advertisement", "share-widget"))


def told(lines: Sequence[Line], seen: Seen, probability: Sequence[float]) -> list[tuple[int, int]]:
    """The articles of a page as ranges of lines that together hold all lines."""
    count = len(lines)
    if count < 4:
        return [(0, count)]
    page = Page(lines, seen, probability)
    if closed := exported(page):
        return _ranges(page, closed, FEWEST_SHORT)
    starts: set[int] = set()
    excerpts = read_more(page)
    starts.update(excerpts)
    starts.update(posted(page))
    starts.update(ruled(page))
    for proposal in (numbered(page), separated(page), doubled(page), dated(page), wired(page)):
        alive = [start for start in proposal if page.fewest(start, FEWEST_WORDS) == FEWEST_SHORT or page.is_alive(start)]
        starts.update(proposal if 2 * len(alive) >= len(proposal) else alive)
    starts.update(headed(page))  # what stands behind the foot of a page is dead to the labeller, which knows one article a page
    return _ranges(page, sorted(starts), 12 if excerpts else FEWEST_WORDS)


def _ranges(page: Page, starts: list[int], fewest: int) -> list[tuple[int, int]]:
    """Ranges that begin at the starts; one without running text is joined to its neighbour."""
    count = len(page.lines)
    bounds = [0, *[start for start in starts if start > 0], count]
    ranges: list[tuple[int, int]] = []
    for start, end in pairwise(bounds):
        if start == end:
            continue
        # What stands before the first headline, and what is no article of its own.
        least = [page.fewest(at, fewest) for at in (ranges[-1][0], start)] if ranges else []
        if ranges and not (page.holds_article(*ranges[-1], least[0]) and page.holds_article(start, end, least[1])):
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
    return [
        start
        for start, end in page.spans(starts)
        if page.words(start, end) >= (FEWEST_SHORT if page.is_plain_start(start) else FEWEST_WORDS)
    ]


def separated(page: Page) -> list[int]:
    """Lines that come back after every article: a headline and text follow each."""
    best: list[int] = []
    found: dict[str, list[int]] = {}
    for number, text in enumerate(page.text):
        if 2 <= page.copies[text] <= 60:
            found.setdefault(text, []).append(number)
    for _, places in sorted(found.items()):
        cue = page.seen.cues[places[0]]
        if cue in _NO_SEPARATORS or page.size[places[0]] > 12 or places[0] == 0:
            continue
        starts = _after(page, places, known=bool(cue))
        if len(starts) > len(best):
            best = starts
    return best


def _after(page: Page, places: list[int], *, known: bool) -> list[int]:
    """Starts that a separator at these lines makes; none unless nearly all that it parts are articles, the first too.

    A separator whose words say nothing of the kind could be a caption or a refrain, which share words with the text.
    """
    count = len(page.lines)
    if page.words(0, places[0]) < FEWEST_WORDS:
        return []
    if not known:
        if page.words(places[-1], count) >= PARAGRAPH:  # a label inside an article is followed by text the last time too
            return []
        words = content_words(page.text[places[0]])
        if words and words <= page.vocabulary:
            return []
    if known and len(places) >= SURE_COPIES and (short := _starts_after(page, places, known, FEWEST_SHORT)) and not short[1]:
        page.after_widgets.update(short[0])
        return short[0]
    starts, misses = _starts_after(page, places, known, FEWEST_WORDS)
    if not known and (misses or len(starts) < len(places) - 1):
        return []
    return starts if misses <= len(starts) // 5 else []


def _starts_after(page: Page, places: list[int], known: bool, least: int) -> tuple[list[int], int]:
    """The starts behind these lines, and behind how many of them there is none."""
    count = len(page.lines)
    starts: list[int] = []
    misses = 0
    for place, following in zip(places, [*places[1:], count], strict=True):
        # The separator may have more lines that come back with it.
        after = place + 1
        while after < count and page.copies[page.text[after]] >= len(places) and page.size[after] <= 12 and after + 1 < count:
            if page.text[after] == page.text[after + 1]:  # a headline printed twice
                break
            after += 1
        after = _past_extras(page, after, following)
        nearest = next((n for n in range(after, min(following, after + 9)) if page.running[n]), None)
        fewest = FEWEST_SHORT if after < count and page.is_plain_start(after) else least
        begins = nearest is not None and (page.is_title(after) or (known and page.opens(after)))
        is_start = begins and page.words(after, following) >= fewest
        if is_start:
            starts.append(after)
        elif following != count or page.words(after, count) >= 2 * FEWEST_DATED:
            misses += 1
    return starts, misses


def _past_extras(page: Page, after: int, following: int) -> int:
    """Past the teasers and widgets below an article, and past its comments: to a headline behind a gap, above a date line."""
    while after + 1 < following and page.seen.cues[after] in _EXTRAS:
        after += 1
    if after >= following or page.seen.cues[after] != "comment":
        return after
    for number in range(after + 1, following - 1):
        if page.lines[number].blanks and page.is_title(number) and is_date_line(page.lines[number + 1].text):
            page.after_comments.add(number)
            return number
    return after


def read_more(page: Page) -> list[int]:
    """Excerpts, each closed by "Read more": nearly all running text stands before one."""
    places = [number for number, cue in enumerate(page.seen.cues) if cue == "read-more"]
    if len(places) < 2 or not 15 <= page.words(0, places[0]) <= MOST_EXCERPT:
        return []
    if page.words(0, places[-1]) < 0.85 * page.words(0, len(page.lines)):
        return []
    starts = []
    for place, following in pairwise(places):
        after = place + 1
        while after < following and page.seen.cues[after]:
            after += 1
        if after < following and page.words(after, following) >= 15 and page.words(after, following) <= MOST_EXCERPT:
            starts.append(after)
    return starts if len(starts) >= 0.8 * (len(places) - 1) else []


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
    starts = [start for start, end in page.spans(starts) if page.words(start, end) >= FEWEST_DATED]
    return starts if len(starts) >= 2 else []


def numbered(page: Page) -> list[int]:
    """Headlines numbered from 1, the first of them before all running text: each the next line with the next number.

    A list inside an article has numbers too; its items hold less text, so the number that is followed by more counts.
    """
    first = next((n for n in range(min(4, len(page.lines))) if _number(page, n) == 1), None)
    if first is None or page.words(0, first):
        return []
    places = [first]
    for number in range(first + 1, len(page.lines)):
        if _number(page, number) == len(places) + 1 and page.words(places[-1] + 1, number) >= FEWEST_WORDS:
            style = _NUMBER.match(page.lines[number].text), _NUMBER.match(page.lines[first].text)
            if all(style) and _style(style[0]) == _style(style[1]):  # type: ignore[arg-type]
                places.append(number)
    return places if len(places) >= 2 and page.words(places[-1] + 1, len(page.lines)) >= FEWEST_WORDS else []


def _number(page: Page, line: int) -> int | None:
    found = _NUMBER.match(page.lines[line].text) if page.size[line] <= 36 else None
    return int(found.group(1)) if found else None


def _style(found: re.Match[str]) -> str:
    """How a number is printed: "#", ".", ")"."""
    return "".join(character for character in found.group() if not character.isalnum()).strip()


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
    return starts if all(page.words(start, end) >= FEWEST_DATED for start, end in page.spans(starts)) else []
