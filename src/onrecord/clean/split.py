"""Where one article of a page ends and the next begins.

Some layouts leave no doubt and are read by rules (`layouts`). Beside them, every gap between two lines of text is judged twice:
by itself (a conditional logit over the lines in which an article could begin, and none), then beside the other gaps of the
page, since a page sets its articles off in one way: where that way is common to all that look like starts, a weak one counts
too, and one that looks like no other does not. The weights stand in
`models/clean-…/split.json`; `python -m onrecord.clean.train_split DATA/cleaning` makes them.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from onrecord.clean import layouts
from onrecord.clean.boundaries import MANY_LINES, NEAREST, Page
from onrecord.clean.features import Seen
from onrecord.clean.lines import Line
from onrecord.resources import model_path

FEWEST_WORDS = 10  # of text in an article
FEWEST_IN_ELEMENT = 12  # of text in an article of HTML
# Probability from which a line begins an article: on a short page, on a long one, on one with menus or where a layout tells others.
SURE, SURER, SUREST = 0.3, 0.5, 0.7
MOST_LOGIT = 6.0
FEW = 0.3  # gaps that count for a shape that no other gap has
_HEADLINE_TAGS = ("h1", "h2", "h3")
_TEXT_TAGS = ("p", "blockquote")


@dataclass(frozen=True, slots=True)
class Gap:
    """Two neighbouring lines of text and the line between them, or the second itself, in which an article likeliest begins."""

    before: int
    after: int
    start: int
    logit: float
    shape: str
    mark: tuple[str, str, int, bool]
    alive: tuple[bool, bool]


def split(lines: Sequence[Line], seen: Seen, probability: Sequence[float]) -> tuple[list[tuple[int, int]], int]:
    """The articles of a page as ranges of lines that together hold all lines, and the line where the first article begins.

    What stands above that line belongs to the page; of a page of one article it is 0.
    """
    page = Page(lines, seen, probability)
    starts = all_starts(page, layouts.told(lines, seen, probability)[1:])
    return list(pairwise([0, *starts, len(lines)])), first_line(page, _weights()["line"], starts) if starts else 0


def all_starts(page: Page, told: Sequence[tuple[int, int]]) -> list[int]:
    """The starts that a layout tells, and those that rank high in other gaps; higher where a layout tells some."""
    sure = {start for start, _ in told}
    taken = {bisect_right(page.texts, start - 1) for start in sure}  # gaps, by the lines of text above them
    least = SUREST if sure or page.is_found else SURER if len(page.lines) >= MANY_LINES else SURE
    ranked = starts_of(page, _weights(), least)
    starts = sure.union(start for start in ranked if bisect_right(page.texts, start - 1) not in taken)
    kept: list[int] = []
    for start, end in pairwise([*sorted(starts), len(page.lines)]):
        above = page.words(kept[-1] if kept else 0, start)
        if start in sure or min(above, page.words(start, end)) >= FEWEST_WORDS:
            kept.append(start)
    return kept


def starts_of(page: Page, weights: Mapping[str, Mapping[str, float]], sure: float = SURER) -> list[int]:
    """The lines in which an article begins, but for the first; one that begins with a bare day is seldom more than a section."""
    gaps = gaps_of(page, weights["line"])
    starts = []
    for gap, found in zip(gaps, beside(gaps, has_menus=page.has_menus), strict=True):
        chance = 1 / (1 + math.exp(-sum(weights["page"].get(name, 0.0) * value for name, value in found.items())))
        if chance >= (max(sure, SURER) if gap.shape == "date" else sure):
            starts.append(gap.start)
    return starts


def gaps_of(page: Page, weights: Mapping[str, float], *, every: bool = False) -> list[Gap]:
    """The gaps of a page, each judged by itself; of its lines the one with the shape that is likely in other gaps too.

    `every`: those beside text that is no article's as well.
    """
    found = [
        (before, after, *_chances(page, before, after, weights)) for before, after in page.gaps if every or not page.is_aside(before, after)
    ]
    shapes: dict[str, float] = defaultdict(float)
    for _, after, numbers, chances in found:
        for n, chance in zip(numbers, chances, strict=False):
            shapes[page.shape(n, after)] += chance
    gaps = []
    for before, after, numbers, chances in found:
        start = _likeliest(page, after, numbers, chances, shapes)
        logit = max(-MOST_LOGIT, min(MOST_LOGIT, math.log(max(sum(chances[:-1]), 1e-9) / max(chances[-1], 1e-9))))
        gaps.append(Gap(before, after, start, logit, page.shape(start, after), page.mark(start), page.is_alive(before, after)))
    return gaps


def _chances(page: Page, before: int, after: int, weights: Mapping[str, float]) -> tuple[list[int], list[float]]:
    """The lines of a gap and how probable it is that an article begins in each; the probability that none does comes last."""
    numbers, looks = page.looks(before, after)
    scores = [sum(weights.get(name, 0.0) for name in found) for found in looks]
    most = max(scores)
    powers = [math.exp(score - most) for score in scores]
    total = sum(powers)
    return numbers, [power / total for power in powers]


def _likeliest(page: Page, after: int, numbers: Sequence[int], chances: Sequence[float], shapes: Mapping[str, float]) -> int:
    """The line of a gap in which an article begins, if one does: likelier in a shape that other gaps have; the first of equals."""
    return max(zip(numbers, chances, strict=False), key=lambda item: item[1] * (FEW + shapes.get(page.shape(item[0], after), 0.0)))[0]


def beside(gaps: Sequence[Gap], *, has_menus: bool) -> list[dict[str, float]]:
    """How each gap stands to the others of its page: those of the same shape, those set off alike, and the likely ones."""
    shapes, marks = _Group(gaps, lambda gap: gap.shape), _Group(gaps, lambda gap: gap.mark)
    strong = sum(gap.logit > 0 for gap in gaps)
    found = []
    for gap in gaps:
        others = strong - (gap.logit > 0)
        found.append(
            {
                "bias": 1.0,
                "by itself": gap.logit,
                "nothing alive above": float(not gap.alive[0]),
                "nothing alive below": float(not gap.alive[1]),
                "not alive beside menus": float(has_menus and not all(gap.alive)),
                "mean of its shape": shapes.mean(gap),
                "shape is seen elsewhere": float(shapes.has_more(gap)),
                "mean of its mark": marks.mean(gap),
                "mark is seen elsewhere": float(marks.has_more(gap)),
                "share of the likely with its shape": shapes.strong(gap) / (others + 0.5),
                "share of the likely with its mark": marks.strong(gap) / (others + 0.5),
                "another is likely": float(others > 0),
                "log of the likely": math.log1p(others),
            }
        )
    return found


class _Group:
    """Gaps that have something in common, without the one that is looked at."""

    def __init__(self, gaps: Sequence[Gap], key: Callable[[Gap], object]) -> None:
        self.key = key
        self.members: dict[object, list[float]] = {}
        for gap in gaps:
            self.members.setdefault(key(gap), []).append(gap.logit)
        self.sums = {name: sum(logits) for name, logits in self.members.items()}
        self.likely = {name: sum(logit > 0 for logit in logits) for name, logits in self.members.items()}

    def mean(self, gap: Gap) -> float:
        """Drawn to 0 where there are few."""
        name = self.key(gap)
        return (self.sums[name] - gap.logit) / len(self.members[name])

    def has_more(self, gap: Gap) -> bool:
        return len(self.members[self.key(gap)]) > 1

    def strong(self, gap: Gap) -> int:
        return self.likely[self.key(gap)] - (gap.logit > 0)


def first_line(page: Page, weights: Mapping[str, float], starts: Sequence[int]) -> int:
    """Where the first article of a page of several begins, below the head of the page: likest in the shape of the others."""
    if not page.texts or starts[0] <= page.texts[0]:
        return 0
    shapes = Counter(page.shape(start, page.texts[bisect_left(page.texts, start)]) for start in starts if start <= page.texts[-1])
    if any(page.texts[bisect_left(page.texts, start)] - start >= NEAREST for start in starts if start <= page.texts[-1]):
        return 0  # heads longer than what is looked at
    numbers, chances = _chances(page, -1, page.texts[0], weights)
    return _likeliest(page, page.texts[0], numbers, chances, shapes)


def elements(lines: Sequence[Line], seen: Seen) -> list[tuple[int, int]]:
    """The articles of a page of HTML: its outermost `article` elements that begin with headlines of one level and hold text.

    A headline that is a link belongs to a teaser. What stands before the first article goes with it, and what stands behind
    one goes with that.
    """
    groups: dict[int, list[int]] = {}
    for number, line in enumerate(lines):
        if line.article:
            groups.setdefault(line.article, []).append(number)
    starts: list[int] = []
    for numbers in groups.values():
        told = sum(int(seen.size[n]) for n in numbers if lines[n].tag in _TEXT_TAGS)
        tag = lines[starts[0] if starts else numbers[0]].tag
        if tag in _HEADLINE_TAGS and lines[numbers[0]].tag == tag and told >= FEWEST_IN_ELEMENT:
            starts.append(numbers[0])
    return list(pairwise([0, *starts[1:], len(lines)])) if len(starts) > 1 else [(0, len(lines))]


@cache
def _weights() -> dict[str, dict[str, float]]:
    weights: dict[str, dict[str, float]] = json.loads((model_path("clean") / "split.json").read_text(encoding="utf-8"))["weights"]
    return weights
