"""Layouts of pages of several articles that leave no doubt, by rules.

Each cue proposes the lines that articles start with: a headline printed twice, a line that comes back after every article,
"Read more" after every excerpt, a headline above a date line behind a gap, numbered headlines, an agency's dateline. A
proposal counts only when the page bears it out: every article it makes must hold running text of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate, pairwise

from onrecord.clean.bylines import is_name, label_end
from onrecord.clean.datelines import read_dateline
from onrecord.clean.dates import find_stamps, is_date_line
from onrecord.clean.features import Seen
from onrecord.clean.headline import content_words
from onrecord.clean.lines import Line

FEWEST_WORDS = 35  # of running text in an article that stands between separators or under a doubled headline
FEWEST_SHORT = 12  # of one whose start leaves no doubt
SURE_COPIES = 3  # of a widget, each followed by a headline and text, at which the articles may be short
MOST_EXCERPT = 300  # words of an excerpt
FEWEST_DATED = 50  # of one that only a date line or a dateline announces
LIVELY = 0.3  # probability that one of the first paragraphs must reach; on joined pages 98 % reach 0.99
WHOLE = 80  # of one on a page of its own, which follows on another page
PARAGRAPH = 18  # words of a line that is running text
MOST_MARKED = 8  # words of a date line or byline above it
FURTHEST = 8  # lines from a headline to its text
NEAR = 12  # lines from a start on, among which the first running ones tell what begins there
_NUMBER = re.compile(r"#?(\d{1,3})[.):]?(?:\s+|$)")
_SENTENCE_END = (".", "!", "?", "”", '."', '?"', '!"')
_NO_SEPARATORS = frozenset(("advertisement", "teaser", "read-more", "notice", "legal", "navigation", "form"))
_EXTRAS = frozenset(("teaser", "advertisement", "share-widget"))
_FEET = frozenset(("legal", "comment", "form", "share-widget", "navigation", "read-more"))
_RULE = re.compile(r"(?:[*=_~#•–—-] ?){3,60}")
# Lines of a menu or a path: "Home > Metro", "News | Sport | Weather".
_MENU = re.compile(r"\S\s*[|»›>·•]\s*\S")
_CLOSE = re.compile(r"end of document|document [a-z]{2,10}0{3,}[a-z0-9]{10,30}")  # LexisNexis; Factiva
_STORY_CUES = frozenset(("", "notice"))


class Page:
    """A page with what the cues look at."""

    def __init__(self, lines: Sequence[Line], seen: Seen, probability: Sequence[float]) -> None:
        self.lines, self.seen = lines, seen
        self.text = seen.shadows
        self.size: list[int] = seen.size.tolist()
        self.running = [
            (size >= PARAGRAPH or (size >= 8 and line.text.endswith(_SENTENCE_END))) and cue in _STORY_CUES
            for line, size, cue in zip(lines, self.size, seen.cues, strict=True)
        ]
        self.probability = probability
        self.after_comments: set[int] = set()
        self.after_widgets: set[int] = set()  # starts behind a widget that nearly only articles stand between
        self.copies = Counter(self.text)
        self.sums = [0, *accumulate(size if running else 0 for size, running in zip(self.size, self.running, strict=True))]

    def words(self, start: int, end: int) -> int:
        """Words of running text in lines `[start, end)`."""
        return max(0, self.sums[max(start, end)] - self.sums[start])

    @cached_property
    def vocabulary(self) -> set[str]:
        """Content words of all running text."""
        return content_words(" ".join(text for text, running in zip(self.text, self.running, strict=True) if running))

    def is_title(self, number: int) -> bool:
        """A line that could be a headline by its looks."""
        text = self.lines[number].text
        return (
            2 <= self.size[number] <= 30
            and not self.seen.cues[number]
            and (text[0].isupper() or not text[0].isalpha())
            and text[0] != "("
            and not (text.endswith((".", ",", ";", ":", "…")) and not text.endswith("..."))
            and label_end(text) is None
            and not is_name(text)
        )

    def is_alive(self, start: int) -> bool:
        """The labeller holds some of the first running lines for an article's, not for teasers or the foot of the page."""
        return any(self.probability[n] >= LIVELY for n in self.next_running(start)[:4])

    def is_plain_start(self, number: int) -> bool:
        """A headline printed twice or above a date line, behind a share widget or comments: the surest start of all."""
        if number == 0 or number + 2 >= len(self.text) or not self.is_title(number):
            return False
        if self.seen.cues[number - 1] != "share-widget" and number not in self.after_comments:
            return False
        return (
            self.text[number] == self.text[number + 1]
            or is_date_line(self.lines[number + 1].text)
            or (number in self.after_comments and self.signed(number + 1) != "")
        )

    def signed(self, number: int) -> str:
        """The first words of a line that gives a name and a day ("posted by" of "Posted by Ana Ruiz on 3 May 2021"); "" of another."""
        is_byline = bool(self.seen.looks["byline"][number])
        return " ".join(self.text[number].split()[:2]) if is_byline and "date" in _marks(self, number) else ""

    def fewest(self, start: int, usual: int) -> int:
        """Words of running text that an article must have that begins here."""
        return FEWEST_SHORT if start in self.after_widgets or self.is_plain_start(start) else usual

    def holds_article(self, start: int, end: int, fewest: int) -> bool:
        """There is enough running text; of what stands before the first start, the labeller must hold some for an article's."""
        sure = start > 0 or fewest < FEWEST_WORDS
        return self.words(start, end) >= fewest and (
            sure or any(self.running[n] and self.probability[n] >= LIVELY for n in range(start, end))
        )

    @cached_property
    def is_whole(self) -> list[bool]:
        """The running lines in a row from a line on hold as much as a page's article; of one or two, twice as much."""
        found, end = [False] * len(self.lines), len(self.lines)
        for number in range(len(self.lines) - 1, -1, -1):
            end = end if self.running[number] else number
            found[number] = self.words(number, end) >= (WHOLE if end - number >= 3 else 2 * WHOLE)
        return found

    def words_told(self, title: int, start: int) -> int:
        """How many words a headline shares with the first running lines from `start` on."""
        lines = self.next_running(start)[:3]
        return len(content_words(self.text[title]) & content_words(" ".join(self.text[n] for n in lines)))

    def opens(self, number: int) -> bool:
        """A headline that looks like a sentence, or a dateline without a headline."""
        short = 2 <= self.size[number] <= 30 and not self.seen.cues[number]
        return (short and self.words_told(number, number + 1) > 1) or read_dateline(self.lines[number].text) is not None

    def next_running(self, start: int) -> list[int]:
        """The running lines among the next ones."""
        return [n for n in range(start, min(start + NEAR, len(self.lines))) if self.running[n]]

    def spans(self, starts: Sequence[int]) -> Iterator[tuple[int, int]]:
        """The lines from each start to the next, and from the last to the end of the page."""
        return pairwise([*starts, len(self.lines)])

    def running_within(self, number: int, distance: int) -> bool:
        """Running text begins within `distance` lines of a line."""
        return any(self.running[number : number + distance + 1])


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


def headed(page: Page) -> list[int]:
    """Whole pages one below the other: a headline with date and byline, or with one of them behind a foot, a menu or a rule."""
    starts: list[int] = []
    closed = False  # a foot, a menu or a rule stood since the last running text
    above = False  # there was an article before
    for number in range(len(page.lines) - 3):
        line = page.lines[number]
        if page.running[number]:
            closed = False
            above = page.words(starts[-1] if starts else 0, number + 1) >= FEWEST_DATED
        elif not above:
            continue
        elif page.seen.cues[number] in _FEET or _MENU.search(line.text) or _RULE.fullmatch(line.text):
            closed = True
        elif line.blanks and any(page.is_whole[number + 1 : number + FURTHEST]) and _is_headed(page, number, closed=closed):
            starts.append(number)
            closed = False
    return starts


def _is_headed(page: Page, number: int, *, closed: bool) -> bool:
    """A date and a name stand among the next lines, before text enough for a page; it tells of the headline or is set off (`closed`).

    Where both hold, a date, a byline or a dateline is enough.
    """
    if not page.is_title(number) and not is_name(page.lines[number].text):
        return False
    marks: set[str] = set()
    for below in range(number + 1, min(number + FURTHEST, len(page.lines))):
        if page.is_whole[below]:
            if read_dateline(page.lines[below].text):
                marks.add("dateline")
            if {"date", "name"} <= marks:
                return closed or page.words_told(number, below) > 1
            return closed and bool(marks - {"name"}) and page.words_told(number, below) > 0
        marks |= _marks(page, below)
    return False


def _marks(page: Page, number: int) -> set[str]:
    """Whether a line of a head is a "date", a "byline", a "name"."""
    text, size = page.lines[number].text, page.size[number]
    signed = page.seen.looks["byline"][number] and size <= 2 * MOST_MARKED
    found = {"date"} if (signed or size <= MOST_MARKED) and find_stamps(text) else set[str]()
    return found | {"byline", "name"} if signed else found | {"name"} if is_name(text) else found


def posted(page: Page) -> list[int]:
    """Posts behind the comments on others, signed as the first is ("Posted by NAME on DATE")."""
    first = next((n for n, running in enumerate(page.running) if running), 0)
    style = next((words for words in map(page.signed, range(first)) if words), None)
    talk = next((n for n, cue in enumerate(page.seen.cues) if cue == "comment" and n > first), len(page.lines))
    starts = [
        n
        for n in range(talk + 1, len(page.lines) - 2)
        if style and page.lines[n].blanks and page.signed(n + 1) == style and page.is_title(n) and page.running_within(n + 2, 2)
    ]
    page.after_comments.update(starts)
    return starts


def ruled(page: Page) -> list[int]:
    """Items of a letter, a rule between each two, and each with its headline, also the first: an article has its head there."""
    found: dict[str, list[int]] = {}
    for number, text in enumerate(page.text):
        if _RULE.fullmatch(text):
            found.setdefault(text, []).append(number)
    first = next((n for n, running in enumerate(page.running) if running), 0) - 1
    for places in found.values():
        items = list(page.spans([place + 1 for place in places]))
        if len(places) > 1 and 0 <= first < places[0] and all(_is_item(page, *item) for item in ((first, places[0]), *items)):
            page.after_widgets.update((0, *(start for start, _ in items)))
            return [start for start, _ in items]
    return []


def exported(page: Page) -> list[int]:
    """Articles from the export of a database of news, which closes each with a line of its own."""
    behind = list(page.spans([n for n, text in enumerate(page.text) if _CLOSE.fullmatch(text)]))
    starts = []
    for end, following in behind[:-1] or behind:  # the last of several closes the page
        start = next((n for n in range(end + 1, following) if not page.seen.cues[n]), following)
        if page.words(start, following) >= FEWEST_SHORT:
            starts.append(start)
    page.after_widgets.update((0, *starts) if starts else ())
    return starts


def _is_item(page: Page, start: int, end: int) -> bool:
    """A short line that is no sentence, with text right below it."""
    is_headline = (
        page.size[start] <= MOST_MARKED
        and not page.seen.cues[start]
        and page.lines[start].text[-1].isalnum()
        and not _marks(page, start) & {"date", "byline"}
    )
    return is_headline and start + 1 < end and page.running[start + 1] and page.words(start, end) >= FEWEST_SHORT


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
