"""What the labeller sees of each line: looks of a fixed set, each one small number, and words of short lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from onrecord.clean import around, bylines, characters
from onrecord.clean.around import Codes, Flags, buckets, since, until, window
from onrecord.clean.characters import Looks
from onrecord.clean.cues import cue_of, reasons, shadows_of
from onrecord.clean.dates import is_date_line
from onrecord.clean.language import function_words
from onrecord.clean.lines import Line
from onrecord.lexicon import word_set

_WORD_BOUNDS = np.array([2, 3, 4, 6, 9, 13, 19, 28, 45, 80])
_SHARE_BOUNDS = np.array([0.01, 0.15, 0.35, 0.6, 0.85])
_DATE = re.compile(
    r"(?=[jfmasondhw\d])(?:"  # nowhere else can a match begin: told before the branches are tried
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,? +\d"
    r"|\d(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"|\d{1,4}[-./]\d{1,2}[-./]\d{1,4}|\b\d{1,2}:\d\d\b|\b(?:minutes?|hours?|days?|weeks?|months?) ago\b|\bmin read\b)"
)
_SPECIAL = re.compile(
    r"(?P<url>https?:|www\.|\.com\b|@\w)|(?P<legal>©|all rights)|(?P<bar>[|»›•→])|(?P<cut>(?:\.\.\.|…)$)"
    r"|(?P<image>getty|reuters|photo|image|afp|ap\b|courtesy)"
)
_SPECIALS = {"": 0, "url": 1, "legal": 2, "bar": 3, "cut": 4, "image": 5}
# What a match of _SPECIAL holds: to look for a few words in a whole page is faster than for all in each line.
_SPECIAL_HINTS = (*"@©|»›•→…", "http", "www.", ".com", "all rights", "...", "getty", "reuters", "photo", "image", "afp", "ap", "courtesy")
_LEADS = ("by ", "photo", "image", "updated", "published", "posted", "written by")
_AUTHOR = re.compile(r"(?:[a-z.'-]+ ){1,3}[a-z.'-]+ (?:is|was|has been|covers|writes|joined|reports) ")
_LONG_WORD, _PLAIN_LONG_WORD = re.compile(r"[^\W\d_]{5,}"), re.compile("[a-z]{5,}")  # the plain one does for ASCII
SHORT, MIDDLE, LONG = 0, 1, 2
LONG_WORDS = 11  # words of a line that is running text when it ends like a sentence
# Reasons of cues that tell what part of the page a line stands in.
_MARKS = {
    "teaser": ("teaser", "read-more"),
    "share": ("share-widget",),
    "foot": ("comment", "form", "legal"),
    "navigation": ("navigation",),
}


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as the labeller sees it: looks and words of each line, and what later steps use again."""

    looks: dict[str, Codes]
    words: list[list[str]]
    size: Codes  # words a line
    cues: list[str]
    shadows: list[str]
    block: tuple[int, int]  # lines of the heaviest block
    evidence: Codes  # 1 for, -1 against being the article, by a reader of its HTML
    sentence: Flags  # running lines, and shorter ones that end like a sentence
    running: Flags  # lines of running text: long, or a sentence of some length


def look(lines: Sequence[Line]) -> Seen:
    """Look at the lines of a page."""
    texts = [line.text for line in lines]
    shadows = shadows_of(texts)
    cues = [cue_of(text) for text in shadows]
    split = [text.split() for text in shadows]
    own = [set((_PLAIN_LONG_WORD if text.isascii() else _LONG_WORD).findall(text[:400])) for text in shadows]
    read = characters.read(texts)
    size, end = read.size, read.end
    finished = (end >= 1) & (end <= 4)
    running = (size >= 28) | ((size >= LONG_WORDS) & finished)
    kind = np.where((size >= 20) | ((size >= 11) & finished), LONG, np.where(size >= 6, MIDDLE, SHORT))
    block = around.heaviest(size)
    looks = {"kind": kind, **_by_itself(texts, shadows, split, own, read), **_repeated(lines, shadows, cues)}
    looks |= _spread(kind, size, block)
    looks |= _neighbours(looks)
    looks |= _marked(looks, size)
    looks["kin"] = _kinship(own, block)
    return Seen(
        looks,
        _words(split),
        size,
        cues,
        shadows,
        block,
        np.array([line.evidence for line in lines]),
        running | ((size >= 4) & finished),
        running,
    )


def _by_itself(
    texts: Sequence[str], shadows: Sequence[str], split: Sequence[Sequence[str]], own: Sequence[set[str]], read: Looks
) -> dict[str, Codes]:
    """What each line shows by itself."""
    stops, site_words = function_words("en"), word_set("clean/site_words.txt")
    is_stop = stops.__contains__
    functions = np.array([sum(map(is_stop, words[:20])) for words in split]) / np.minimum(read.size, 20)
    count = len(texts)
    special, dated, day, byline, author = ([0] * count for _ in range(5))
    for n in _holding(shadows, _SPECIAL_HINTS):
        if len(split[n]) <= 30 and (found := _SPECIAL.search(shadows[n])):
            special[n] = _SPECIALS[found.lastgroup or ""]
    digits = read.digits.tolist()
    for n, (text, lowered, words) in enumerate(zip(texts, shadows, split, strict=True)):
        if len(words) <= 30:
            if digits[n]:
                dated[n] = 1 if _DATE.search(lowered) else 0
                day[n] = len(text) <= 90 and is_date_line(text)
            if lowered.startswith(_LEADS):
                dated[n] += 2
        if len(words) >= 8 and _AUTHOR.match(lowered):
            author[n] = 1
        if len(text) < 120 and bylines.label_end(text) is not None:
            byline[n] = 1
    return {
        "size": buckets(read.size, _WORD_BOUNDS),
        "end": read.end,
        "first": read.first,
        "capitals": buckets(read.capitals, _SHARE_BOUNDS),
        "functions": buckets(functions, _SHARE_BOUNDS),
        "commas": np.minimum(read.commas, 3),
        "digits": buckets(read.digits, _SHARE_BOUNDS),
        "special": np.array(special),
        "quoted": read.quoted.astype(np.int64),
        "dated": np.array(dated),
        "day": np.array(day, dtype=np.int64),
        "byline": np.array(byline),
        "author": np.array(author),
        "glued": read.glued.astype(np.int64),
        "sentences": np.where(read.size >= 12, np.minimum(read.breaks, 3), 0),
        "site": np.array([min(2, len(words & site_words)) for words in own]),
        "shape": buckets(read.size, [2, 4, 8, 14, 25]) * 9
        + np.where(read.end == 0, 0, np.where(read.end <= 4, 1, 2)) * 3
        + buckets(read.capitals, [0.35, 0.85]),
    }


def _holding(shadows: Sequence[str], hints: Sequence[str]) -> list[int]:
    """The lines that hold one of the strings."""
    page = "\n".join(shadows)
    places = []
    for hint in hints:
        place = page.find(hint)
        while place >= 0:
            places.append(place)
            place = page.find(hint, place + 1)
    stops = np.cumsum([len(text) + 1 for text in shadows])
    return sorted(set(np.searchsorted(stops, places, side="right").tolist()))


def _repeated(lines: Sequence[Line], shadows: Sequence[str], cues: Sequence[str]) -> dict[str, Codes]:
    """Cues, copies of a line, blank lines above and below."""
    counts = Counter(shadows)
    blanks = np.minimum([line.blanks for line in lines], 2)
    known = _reasons()
    return {
        "cue": np.array([known.get(reason, 0) for reason in cues]),
        "copies": np.minimum([counts[text] for text in shadows], 3) - 1,
        "blanks": blanks * 3 + np.append(blanks[1:], 2),
    }


@cache
def _reasons() -> dict[str, int]:
    return {reason: number for number, reason in enumerate(reasons(), 1)}


@cache
def _marks() -> Flags:
    """(mark, cue): whether a cue is of a mark."""
    return np.array([[reason in group for reason in ("", *reasons())] for group in _MARKS.values()])


def _spread(kind: Codes, size: Codes, block: tuple[int, int]) -> dict[str, Codes]:
    """Where the running text of the page lies, and where the line stands to it."""
    long, count = kind == LONG, len(kind)
    heavy = np.where(long, size, 0).astype(np.float64)
    read = np.cumsum(heavy)
    words = float(read[-1])
    ranks, part, position = around.clusters(long, size)
    sums, lines_in = window(np.minimum(size, 60).astype(np.float64), 3)
    return {
        "place": around.place(count, block),
        "above": np.minimum(around.lines_since(long), 9),
        "below": np.minimum(around.lines_since(long[::-1])[::-1], 9),
        "share": buckets((read - heavy / 2) / max(1.0, words), [0.001, 0.05, 0.2, 0.5, 0.8, 0.95, 0.999]),
        "tidy": np.full(count, buckets(words / max(1, size.sum()), [0.3, 0.5, 0.7, 0.85, 0.95])),
        "total": np.full(count, buckets(words, [60, 150, 400, 1000])),
        "run": buckets(around.run(kind == SHORT), [1, 2, 3, 5, 9]),
        "rank": ranks,
        "part": part,
        "position": position,
        "read": buckets(read - heavy, [1, 60, 150, 400, 900]),
        "text near": buckets(window(heavy, 5)[0], [1, 30, 70, 130, 220, 350]),
        "mean size": buckets(sums / lines_in, [2, 3.5, 5, 8, 12, 18, 26, 40]),
    }


def _neighbours(looks: dict[str, Codes]) -> dict[str, Codes]:
    """What the lines above and below are."""
    found = {
        f"{name} {-by:+}": around.shift(looks[name], by)
        for name, steps in (("kind", (1, -1, 2, -2)), ("cue", (1, -1)), ("end", (1, -1)), ("size", (1, -1)))
        for by in steps
    }
    return {**found, "cued": np.minimum(found["cue -1"] + found["cue +1"], 1)}


def _marked(looks: dict[str, Codes], size: Codes) -> dict[str, Codes]:
    """How far lines of a sort are above and below: dates, names, cues; and lists that repeat a shape."""
    dates = (looks["day"] + (looks["dated"] % 2) * (size <= 8)) > 0
    names = looks["byline"] > 0
    marks = _marks()[:, looks["cue"]]
    sorts = ("date", "byline", *_MARKS)
    flags = np.array([dates, names, *marks, (looks["copies"] >= 1) & (size >= 4) & (size <= 30)])
    above, below = since(flags), until(flags)
    found = {f"since {name}": codes for name, codes in zip((*sorts, "copy"), above, strict=True)}
    found |= {f"until {name}": codes for name, codes in zip(sorts, below, strict=False) if name != "navigation"}
    periods = around.period(looks["shape"])
    return found | {
        "since name": np.minimum(found["since date"], found["since byline"]),
        "dates near": np.minimum(window(dates.astype(np.float64), 12)[0], 5).astype(np.int64),
        "cues near": buckets(window((looks["cue"] > 0).astype(np.float64), 6)[0], [1, 2, 3, 5, 8]),
        "period": periods,
        "lists near": buckets(window((periods > 1).astype(np.float64), 4)[0], [1, 3, 5, 7]),
    }


def _kinship(own: Sequence[set[str]], block: tuple[int, int]) -> Codes:
    """Share of a line's long words that also stand elsewhere in the heaviest block, in buckets; 0: it has none."""
    counts: Counter[str] = Counter()
    for words in own[block[0] : block[1]]:
        counts.update(words)
    shares = []
    for number, words in enumerate(own):
        if not words:
            shares.append(0)
            continue
        least = 2 if block[0] <= number < block[1] else 1
        share = len([word for word in words if counts[word] >= least]) / len(words)
        shares.append(1 if share == 0 else 2 if share < 0.2 else 3 if share < 0.4 else 4 if share < 0.7 else 5)
    return np.array(shares)


def _words(split: Sequence[Sequence[str]]) -> list[list[str]]:
    """Words as features: all of a short line, the first two of any, and a short line before."""
    features = []
    before = ""
    for words in split:
        found = [f"first={words[0]}"]
        if len(words) > 1:
            found.append(f"first={words[0]} {words[1]}")
        if len(words) <= 10:
            found += [f"word={word.strip('.,:;!?()')}" for word in dict.fromkeys(words)]
        if before:
            found.append(f"before={before}")
        before = " ".join(words) if len(words) <= 3 else ""
        features.append(found)
    return features
