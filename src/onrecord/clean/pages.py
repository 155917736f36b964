"""A page with what the rules of layouts look at: its running text, headlines, and lines of heads."""

from __future__ import annotations

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
LIVELY = 0.3  # probability that one of the first paragraphs must reach; on joined pages 98 % reach 0.99
WHOLE = 80  # of one on a page of its own, which follows on another page
PARAGRAPH = 18  # words of a line that is running text
MOST_MARKED = 8  # words of a date line or byline above it
NEAR = 12  # lines from a start on, among which the first running ones tell what begins there
_SENTENCE_END = (".", "!", "?", "”", '."', '?"', '!"')
_STORY_CUES = frozenset(("", "notice"))
FEWEST_DATED = 50  # of one that only a date line or a dateline announces


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

    def marks(self, number: int) -> set[str]:
        """Whether a line of a head is a "date", a "byline", a "name"."""
        text, size = self.lines[number].text, self.size[number]
        signed = self.seen.looks["byline"][number] and size <= 2 * MOST_MARKED
        found = {"date"} if (signed or size <= MOST_MARKED) and find_stamps(text) else set[str]()
        return found | {"byline", "name"} if signed else found | {"name"} if is_name(text) else found

    def signed(self, number: int) -> str:
        """The first words of a line that gives a name and a day ("posted by" of "Posted by Ana Ruiz on 3 May 2021"); "" of another."""
        is_byline = bool(self.seen.looks["byline"][number])
        return " ".join(self.text[number].split()[:2]) if is_byline and "date" in self.marks(number) else ""

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
