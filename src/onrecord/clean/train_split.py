"""Train the splitter on pages that are made of single articles (`joined`), and on single pages that must stay whole.

    python -m onrecord.clean.train_split DATA/cleaning -o models/clean-1.0 [--held-out]

Two steps, as the splitter works: a conditional logit over the lines of each gap, then a logistic regression on how the gaps
of a page agree, fitted on gaps that the first step has judged without having seen their page. `--held-out` prints the figures
of weights fitted on half of the sites for the pages of the other half, and writes nothing.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import math
import random
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from onrecord.clean import joined
from onrecord.clean.boundaries import Page
from onrecord.clean.choice import Choice, fit
from onrecord.clean.features import look
from onrecord.clean.joined import Story
from onrecord.clean.labeller import labeller
from onrecord.clean.pasted import lines_of
from onrecord.clean.split import beside, gaps_of, starts_of
from onrecord.clean.train import SETS, site_of

FEWEST_WORDS = 60  # of a story
SEVERAL, SECTIONED = 1600, 1200  # pages made for all sites
MOST_STORIES = 8
AKIN = 0.6  # share of pages whose stories have like subjects
TEASERS = 5
PENALTY, FEWEST, RIDGE = 0.5, 5, 1.0
WHOLE = 2.0  # weight of a page as it was found, beside the made ones: most pages have one article
USUAL_GAPS = 12  # a page with more counts less, by the root of how many
ENGLISH = frozenset(("the", "of", "and", "in"))
Weights = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Made:
    """A page to learn from: `starts` are the lines where its articles begin, the first included; none: it is whole."""

    kind: str
    page: Page
    starts: frozenset[int]


def stories_of(folder: Path) -> list[Story]:
    """The English single articles of all sets."""
    stories = []
    for name in SETS:
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as stream:
            for row in map(json.loads, stream):
                body, title = (row.get("gold_body") or "").strip(), " ".join((row.get("title") or "").split())
                if not title:
                    first, blank, rest = body.partition("\n\n")
                    title, body = (first, rest.strip()) if blank and len(first.split()) <= 25 and "\n" not in first else ("", body)
                if len(body.split()) >= FEWEST_WORDS and len(ENGLISH & set(body.lower().split())) >= 3:
                    stories.append(Story(title, body, row["raw_text"], site_of(row)))
    return stories


def pages_of(stories: Sequence[Story], seed: int, share: float = 1.0) -> Iterator[Made]:
    """Pages of several articles, single ones with sections, the pages that the stories stood on, and their bare texts."""
    chance = random.Random(seed)
    titled = [story for story in stories if story.title]
    for _ in range(int(SEVERAL * share)):
        count = chance.randint(2, MOST_STORIES)
        chosen = joined.akin(titled, chance, count) if chance.random() < AKIN else chance.sample(titled, count)
        page = joined.several(chosen, chance)
        yield made("several", page.text, page.starts)
    for _ in range(int(SECTIONED * share)):
        story = chance.choice(titled)
        page = joined.sectioned(story, [other for other in chance.sample(titled, TEASERS) if other is not story], chance)
        yield made("sectioned", page.text, [])
    for story in stories:
        yield made("raw", story.raw, [])
        yield made("bare", f"{story.title}\n\n{story.body}".strip(), [])


def made(kind: str, text: str, starts: Iterable[int]) -> Made:
    """A page as the splitter sees it."""
    lines = lines_of(text)
    seen = look(lines)
    at = [line.raw_start for line in lines]
    begin = frozenset(bisect_right(at, start) - 1 for start in starts)
    return Made(kind, Page(lines, seen, labeller()(seen).tolist()), begin)


def choices(pages: Iterable[Made]) -> Iterator[Choice]:
    """The choice of each gap: the line in which an article begins, else none; and the first line of the first article."""
    for item in pages:
        page, weight = item.page, _weight(item)
        for before, after in page.gaps:
            numbers, looks = page.looks(before, after)
            right = [index for index, n in enumerate(numbers) if n in item.starts]
            if right or not any(before < n <= after for n in item.starts):
                yield Choice(looks, right or [len(numbers)], weight)
        if item.starts and page.texts:
            numbers, looks = page.looks(-1, page.texts[0])
            if right := [index for index, n in enumerate(numbers) if n in item.starts]:
                yield Choice(looks[:-1], right, weight)


def train(pages: Sequence[Made]) -> Weights:
    """Weights of both steps."""
    halves = pages[::2], pages[1::2]
    found = [list(choices(half)) for half in halves]
    line = fit(found[0] + found[1], penalty=PENALTY, fewest=FEWEST)
    rows: list[dict[str, float]] = []
    right: list[bool] = []
    importance: list[float] = []
    for half, others in zip(halves, reversed(found), strict=True):
        weights = fit(others, penalty=PENALTY, fewest=FEWEST)
        for item in half:
            gaps = gaps_of(item.page, weights, every=True)
            rows += beside(gaps, has_menus=item.page.has_menus)
            right += [any(gap.before < n <= gap.after for n in item.starts) for gap in gaps]
            importance += [_weight(item)] * len(gaps)
    return {"line": line, "page": logistic(rows, right, importance)}


def logistic(rows: Sequence[dict[str, float]], right: Sequence[bool], importance: Sequence[float]) -> dict[str, float]:
    """Weights of a ridge logistic regression, by Newton's method."""
    names = sorted({name for row in rows for name in row})
    x = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    y, w, weights = np.array(right, dtype=float), np.array(importance), np.zeros(len(names))
    for _ in range(30):
        chance = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (w * (y - chance)) - RIDGE * weights
        step = np.linalg.solve((x * (w * chance * (1 - chance))[:, None]).T @ x + RIDGE * np.eye(len(names)), slope)
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def _weight(item: Made) -> float:
    return (WHOLE if item.kind == "raw" else 1.0) * min(1.0, math.sqrt(USUAL_GAPS / max(1, len(item.page.gaps))))


def score(pages: Iterable[Made], weights: Weights) -> dict[str, Counter[str]]:
    """Pages and starts that are right, by the kind of page."""
    counts: dict[str, Counter[str]] = {}
    for item in pages:
        first = min(item.starts, default=0)
        gold, found = set(item.starts) - {0, first}, set(starts_of(item.page, weights)) - {first}
        counts.setdefault(item.kind, Counter()).update(
            pages=1, exact=gold == found, gold=len(gold), found=len(found), right=len(gold & found)
        )
    return counts


def half_of(story: Story) -> int:
    """One half of the sites or the other."""
    return int(hashlib.sha256(f"half {story.site}".encode()).hexdigest(), 16) % 2


def held_out(stories: Sequence[Story]) -> Iterator[str]:
    """Figures of each half of the sites, by weights of the other."""
    for half in (0, 1):
        weights = train(list(pages_of([story for story in stories if half_of(story) != half], 1, 0.7)))
        for kind, count in score(pages_of([story for story in stories if half_of(story) == half], 2, 0.5), weights).items():
            yield (
                f"half {half}, {kind}: {count['pages']} pages, all right {count['exact'] / count['pages']:.3f}, starts "
                f"P {count['right'] / max(1, count['found']):.3f} R {count['right'] / max(1, count['gold']):.3f}"
            )


def main() -> None:
    import argparse

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("--held-out", action="store_true")
    options = parser.parse_args()
    stories = stories_of(options.data)
    if options.held_out:
        for row in held_out(stories):
            print(row)
    if options.output:
        weights = train(list(pages_of(stories, 1)))
        (options.output / "split.json").write_text(json.dumps({"weights": weights}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
