"""Where on a page an article could begin: in each gap between two lines of text one of the lines there, or none.

`Page.looks` gives the features by which a gap is judged; `split` weighs them. Nothing here depends on one layout: a page has
its own style, and what counts is how a line looks, what stands above and below it, whether names and words change across the
gap, and how often the same shape comes back on the page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from itertools import accumulate, pairwise

from onrecord.clean.bylines import is_name, label_end
from onrecord.clean.datelines import read_dateline
from onrecord.clean.dates import find_stamps, is_date_line
from onrecord.clean.features import Seen
from onrecord.clean.headline import content_words
from onrecord.clean.lines import Line

NONE = "none"  # the answer that no article begins in a gap
NEAREST = 8  # lines above a line of text, one of which may begin its article
WINDOW = 200  # words of text on either side of a gap that are compared
CUT = 12  # words of text that breaks off
SERIES = 25  # words of text below a numbered headline
SHORT = 12  # words of a line that may come back
MOST_CHARS = 4000  # of a line whose words are compared
LONG_WORD = 5  # letters of a word that two texts may have in common
PARAGRAPH, SENTENCE, LONGEST_HEAD = 18, 8, 30  # words: of text that ends with another mark, of the shortest text, of the longest headline
MENUS = 0.6  # share of text in the words of a page, below which it has menus and lists around its article
MANY_LINES = 60  # of a page as it was found, rather than a few short posts
ALIVE = 0.3  # probability at which the labeller holds some line for an article's
_SENTENCE_END = (".", "!", ".”", "!”", '."', '!"', ".’", ".)")
_OPEN_END = ",;:)”’\"'»"
_CUT = ("…", "...", "[…]", "[...]")
_RULE = re.compile(r"(?:[*=_~#•◆–—-] ?){1,60}")
_NUMBER = re.compile(r"#?(\d{1,3})[.):]?\s+\S")
_NAME = re.compile(r"[a-z,;] ([A-Z][\w'’-]*[a-z](?: [A-Z][\w'’-]*[a-z])*)")  # capitals inside a sentence
_CREDITS = re.compile(r"\W?(?:reporting|writing|editing|additional reporting) by\b", re.IGNORECASE)
_HEADS = frozenset(
    ("title", "word", "date", "byline", "name", "dated", "numbered", "twice")
)  # kinds of lines that an article may begin with
_SIZES = (1, 15, 30, 50, 100, 200)
_CHANCES = (0.1, 0.3, 0.6, 0.9)


class Page:
    """A page with what is seen of its lines."""

    def __init__(self, lines: Sequence[Line], seen: Seen, probability: Sequence[float]) -> None:
        self.lines, self.seen, self.probability = lines, seen, probability
        self.size: list[int] = seen.size.tolist()
        # Asked of a line by all gaps near it, and of few lines of a page with menus.
        self.kind = cache(self._kind)
        self.shape = cache(self._shape)
        self._names = cache(lambda n: {word for name in _NAME.findall(lines[n].text[:MOST_CHARS]) for word in name.split()})
        self._told = cache(lambda n: content_words(seen.shadows[n][:MOST_CHARS]))
        self._content = cache(lambda n: {word for word in self._told(n) if len(word) >= LONG_WORD})
        self._tellers = cache(self._told_beside)
        self.is_text = [self._is_text(n) for n in range(len(lines))]
        self.series = frozenset(self._series())
        for n in self.series:
            self.is_text[n] = False
        self.texts = [n for n, flag in enumerate(self.is_text) if flag]
        self.sums = [0, *accumulate(size if flag else 0 for size, flag in zip(self.size, self.is_text, strict=True))]
        self.has_menus = self.sums[-1] < MENUS * sum(self.size)
        self.is_found = self.has_menus and len(lines) >= MANY_LINES  # as it was found, with its menus and lists
        usual = Counter(lines[n].blanks for n in self.texts[1:]).most_common(1)
        self.usual = usual[0][0] if usual else 1  # blank lines between paragraphs
        self.gaps = [
            (before, after)
            for before, after in pairwise(self.texts)
            if after > before + 1 or lines[after].blanks > self.usual or self.kind(after) == "dateline"
        ]
        edges = [0, *(after for _, after in self.gaps), len(lines)]
        self.sections = dict(zip(edges, zip([0, *edges], edges[1:], strict=False), strict=False))  # (start of the one above, end) by start

    def _is_text(self, n: int) -> bool:
        text, size = self.lines[n].text, self.size[n]
        if self.seen.cues[n] not in ("", "notice") or size < SENTENCE:
            return False
        if size > LONGEST_HEAD or text.endswith(_SENTENCE_END):
            return True
        return (size >= CUT and text.endswith(_CUT)) or (size >= PARAGRAPH and text[-1] in _OPEN_END)

    def kinds(self, start: int, end: int) -> list[str]:
        """What the lines `[start, end)` are by their looks."""
        return [self.kind(n) for n in range(start, end)]

    def _kind(self, n: int) -> str:
        """What a line is by its looks."""
        if n in self.series:
            return "numbered"
        kind = self._kind_alone(n)
        is_twice = kind in ("title", "word") and self.seen.shadows[n : n + 1] == self.seen.shadows[n + 1 : n + 2]
        return "twice" if is_twice else kind

    def _kind_alone(self, n: int) -> str:
        """What a line is by its looks alone."""
        text, size, cue = self.lines[n].text, self.size[n], self.seen.cues[n]
        if self.is_text[n]:
            return "dateline" if read_dateline(text) else "text"
        if _RULE.fullmatch(text):
            return "rule"
        if is_date_line(text):
            return "date"
        if _CREDITS.match(text):
            return "notice"
        if cue in ("", "notice") and len(text) < 120 and label_end(text) is not None:
            return "byline"
        if cue:
            return cue
        if size <= 14 and find_stamps(text):
            return "dated"
        if is_name(text):
            return "name"
        capital = text[0].isupper() or not (text[0].isalpha() or text[0] == "(")
        if size >= 2 and capital and (text.endswith(_CUT) or text[-1] not in ".,;:…"):
            return "title"
        return "word" if size == 1 and text[0].isupper() else "other"

    def words(self, start: int, end: int) -> int:
        """Words of text in lines `[start, end)`."""
        return max(0, self.sums[end] - self.sums[start])

    def candidates(self, before: int, after: int) -> list[int]:
        """Lines of a gap in which an article may begin whose text begins at `after`; `after` itself comes last."""
        low = max(before + 1, after - NEAREST)
        return [n for n in range(low, after + 1) if n == after or self.kind(n) in _HEADS]

    def is_alive(self, before: int, after: int) -> tuple[bool, bool]:
        """The labeller holds some text above the gap, and some of the next below it, for an article's: no teasers, no foot."""
        below = max(self.probability[n] for n in self._near(after))
        return self._most_above[before] >= ALIVE, below >= ALIVE

    def is_aside(self, before: int, after: int) -> bool:
        """On a page with its menus and lists: the text on one side of a gap is none of an article's."""
        return self.is_found and not all(self.is_alive(before, after))

    def _shape(self, n: int, after: int) -> str:
        """The kinds of the lines from the first of an article to its text."""
        return "+".join(self.kinds(n, after))

    def mark(self, n: int) -> tuple[str, str, int, bool]:
        """How a line is set off: what is above it (a short line that comes back by its words), its kind, blank lines, capitals."""
        above = "edge" if not n else self.kind(n - 1)
        if n and self.size[n - 1] <= SHORT and self._copies[self.seen.shadows[n - 1]] > 1:
            above = self.seen.shadows[n - 1]
        return above, self.kind(n), min(self.lines[n].blanks, 4), self.lines[n].text.isupper()

    def looks(self, before: int, after: int) -> tuple[list[int], list[list[str]]]:
        """The candidates of a gap and the features of each; those of the answer that there is none come last."""
        numbers = self.candidates(before, after)
        common = [*self._of_gap(before, after), *self._cohesion(before, after)]
        none = [NONE, f"{NONE}, lines {min(after - before - 1, 6)}"]
        return numbers, [*([*common, *self._of_line(n, before, after)] for n in numbers), none]

    def _of_gap(self, before: int, after: int) -> Iterator[str]:
        """What holds wherever in the gap an article begins."""
        for kind in sorted({*self.kinds(before + 1, after)}):
            yield f"holds {kind}"
        start, end = self.sections.get(after, (0, len(self.lines)))
        yield f"text before {bisect_right(_SIZES, self.words(0, after))}"
        yield f"section above {bisect_right(_SIZES, self.words(start, after))}"
        yield f"section below {bisect_right(_SIZES, self.words(after, end))}"
        below = max(self.probability[n] for n in self._near(after))
        above = self._most_above[before] if before >= 0 else 0.0
        yield f"alive {bisect_right(_CHANCES, below)}"
        yield f"alive above {bisect_right(_CHANCES, self.probability[before]) if before >= 0 else 0}"
        yield f"alive {bisect_right((ALIVE, 0.9), below)} below {bisect_right((ALIVE, 0.9), above)}"
        if before >= 0 and self.lines[before].text.endswith(_CUT):
            yield "cut above"
        yield f"tidy {int(self.seen.looks['tidy'][after])}"

    def _cohesion(self, before: int, after: int) -> Iterator[str]:
        """How many names and words of the text on either side of a gap are the same."""
        above, below = self._window(before, -1), self._window(after, 1)
        old, new = (set[str]().union(*map(self._names, side)) for side in (above, below))
        least = min(len(old), len(new))
        yield f"names {bisect_right((0, 0.001, 0.15, 0.3, 0.5, 0.8), len(old & new) / least if least >= 2 else -1)}"
        old, new = (set[str]().union(*map(self._content, side)) for side in (above, below))
        share = len(old & new) / max(8, min(len(old), len(new)))
        yield f"words {bisect_right((0.02, 0.05, 0.08, 0.12, 0.17, 0.25), share)}"

    def _of_line(self, n: int, before: int, after: int) -> Iterator[str]:
        """What is seen of a line that may begin an article."""
        line, kind, above = self.lines[n], self.kind(n), self.kind(n - 1) if n else "edge"
        gap = max(-1, min(3, line.blanks - self.usual))
        yield f"kind {kind}"
        yield f"shape {' '.join(self.kinds(n, min(after + 1, n + 4)))}"
        yield f"from text {min(after - n, 5)}"
        yield from (f"after {above}", f"after {above}, {kind}")
        yield from (f"gap {gap}", f"gap {gap}, {'first' if n == before + 1 else 'later'}")
        inside = max((self.lines[m].blanks for m in range(n + 1, after + 1)), default=0)
        yield f"gap {gap} over {max(-2, min(2, line.blanks - inside))}"
        widest = max(self.lines[m].blanks for m in range(before + 1, after + 1))
        yield f"widest {line.blanks == widest} {widest > self.usual}"
        head = {*self.kinds(n + 1, after), *({kind} & {"date", "dated"})}
        yield f"head {'date ' if head & {'date', 'dated'} else ''}{'by' if head & {'byline', 'name'} else ''}"
        if kind not in ("text", "dateline", "date", "dated"):
            yield from self._of_words(n, before, after)
        again = self._shapes[f"{self.shape(n, after)}^{min(line.blanks, 4)}"]
        yield f"same shape {bisect_right((1, 2, 3, 5, 9), again)}"
        if before >= 0:
            yield f"shape of the head {self.shape(n, after) in self._head_shapes}, {kind}"
            left, end = self.kinds(before + 1, n), self._end
            yield f"leaves {'nothing' if not left else 'the end' if end[: len(left)] == left else 'more'} of {end[0] if end else 'nothing'}"
            if not left:
                yield f"leaves nothing, {'no ' if not end or end[0] != kind else ''}{kind} at the end"
        yield f"above is copied {min(3, self._copies[self.seen.shadows[n - 1]]) if n and self.size[n - 1] <= SHORT else 0}"
        if kind != "numbered" and _NUMBER.match(line.text):
            yield "a number"

    def _of_words(self, n: int, before: int, after: int) -> Iterator[str]:
        """What the words of a line say: whether it tells of the text below it rather than of that above."""
        text, own = self.lines[n].text, self._told(n)
        told, gone = (len(own & words) for words in self._tellers(before, after))
        yield from (f"tells {min(3, told)}", f"tells {min(2, told)} of above {min(2, gone)}")
        yield f"length {bisect_right((2, 3, 4, 6, 8, 12, 20), self.size[n])}"
        yield f"ends {'a' if text[-1].isalnum() else text[-1]}"
        yield f"capitals {int(self.seen.looks['capitals'][n])}"
        if self._copies[self.seen.shadows[n]] > 1:
            yield "copied"

    def _told_beside(self, before: int, after: int) -> tuple[set[str], set[str]]:
        """The words of the first lines of text below a gap, and of the last above it."""
        at = bisect_right(self.texts, before)
        below, above = self._near(after)[:3], self.texts[max(0, at - 3) : at]
        return set[str]().union(*map(self._told, below)), set[str]().union(*map(self._told, above))

    # --- parts of the page, looked up once -----------------------------------------------------------------------------

    def _near(self, after: int) -> list[int]:
        """The next lines of text."""
        at = bisect_right(self.texts, after) - 1
        return self.texts[at : at + 4]

    def _window(self, number: int, step: int) -> list[int]:
        """Lines of text from one on, up or down, for some words."""
        at, found, words = bisect_right(self.texts, number) - 1, [], 0
        while number >= 0 and 0 <= at < len(self.texts) and words < WINDOW:
            found.append(self.texts[at])
            words += self.size[self.texts[at]]
            at += step
        return found

    def _series(self) -> list[int]:
        """Lines numbered from 1 in order, the first of them above all text, each followed by some."""
        found: list[int] = []
        words = SERIES  # of text since the last of them
        for n in range(len(self.lines)):
            number = _NUMBER.match(self.lines[n].text) if self.size[n] <= LONGEST_HEAD else None
            if number and int(number.group(1)) == len(found) + 1 and words >= SERIES:
                found.append(n)
                words = 0
            elif self.is_text[n]:
                if not found:
                    break
                words += self.size[n]
        return found if len(found) > 1 else []

    @cached_property
    def _end(self) -> list[str]:
        """The kinds of the first lines below all text."""
        return self.kinds(self.texts[-1] + 1, min(self.texts[-1] + 41, len(self.lines)))

    @cached_property
    def _copies(self) -> Counter[str]:
        return Counter(self.seen.shadows)

    @cached_property
    def _most_above(self) -> list[float]:
        """For each line the highest probability of any text up to it."""
        return list(accumulate((chance if flag else 0.0 for chance, flag in zip(self.probability, self.is_text, strict=True)), max))

    @cached_property
    def _shapes(self) -> Counter[str]:
        """In how many gaps a shape, with the blank lines above it, is seen."""
        gaps = [(-1, self.texts[0]), *self.gaps] if self.texts else []
        return Counter(
            name
            for before, after in gaps
            for name in {f"{self.shape(n, after)}^{min(self.lines[n].blanks, 4)}" for n in self.candidates(before, after)}
        )

    @cached_property
    def _head_shapes(self) -> set[str]:
        """The shapes that stand above the first text of the page."""
        return {self.shape(n, self.texts[0]) for n in self.candidates(-1, self.texts[0])} if self.texts else set()
