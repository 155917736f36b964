"""What the labeller sees of each line: codes of a fixed set of templates, and words of short lines.

A template gives every line one small number (a bucket, or a combination of buckets), so that a whole page is looked up in
one table read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.clean import around, bylines
from onrecord.clean.around import Codes, since, until, window
from onrecord.clean.cues import cue_of, reasons, shadow
from onrecord.clean.dates import is_date_line
from onrecord.clean.language import function_words
from onrecord.clean.lines import Line
from onrecord.lexicon import word_set

_WORD_BOUNDS = np.array([2, 3, 4, 6, 9, 13, 19, 28, 45, 80])
_SHARE_BOUNDS = np.array([0.01, 0.15, 0.35, 0.6, 0.85])
_ENDS = {".": 1, "!": 2, "?": 2, ":": 5, ",": 6, ";": 6, "…": 7, ")": 8, "]": 8, "|": 9, "»": 9, "›": 9, "→": 9, ">": 9}
_QUOTES = frozenset("\"'“”‘’«»")
_DIGIT = re.compile(r"\d")
_DATE = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,? +\d"
    r"|\d(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"|\d{1,4}[-./]\d{1,2}[-./]\d{1,4}|\b\d{1,2}:\d\d\b|\b(?:minutes?|hours?|days?|weeks?|months?) ago\b|\bmin read\b"
)
_SPECIAL = re.compile(
    r"(?P<url>https?:|www\.|\.com\b|@\w)|(?P<legal>©|all rights)|(?P<bar>[|»›•→])|(?P<cut>(?:\.\.\.|…)$)"
    r"|(?P<image>getty|reuters|photo|image|afp|ap\b|courtesy)"
)
_SPECIALS = {"": 0, "url": 1, "legal": 2, "bar": 3, "cut": 4, "image": 5}
_LEADS = ("by ", "photo", "image", "updated", "published", "posted", "written by")
# A headline and its first sentence without a space between, as lists of other articles print them.
_GLUED = re.compile(r"[a-z.!?’”)][A-Z][a-z]")
_SENTENCE_BREAK = re.compile(r"[a-z)\d][.!?][\"”’')]* +[\"“‘'(]*[A-Z]")
_AUTHOR = re.compile(r"(?:[a-z.'-]+ ){1,3}[a-z.'-]+ (?:is|was|has been|covers|writes|joined|reports) ")
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")
SHORT, MIDDLE, LONG = 0, 1, 2
LONG_WORDS = 11  # words of a line that is running text when it ends like a sentence


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as the labeller sees it: codes of each template, words of each line, and what later steps use again."""

    codes: dict[str, Codes]
    words: list[list[str]]
    size: NDArray[np.int64]  # words a line
    cues: list[str]
    shadows: list[str]
    block: tuple[int, int]  # lines of the heaviest block
    evidence: NDArray[np.int64]  # 1 for, -1 against being the article, by a reader of its HTML
    sentence: NDArray[np.bool_]  # running lines, and shorter ones that end like a sentence
    running: NDArray[np.bool_]  # lines of running text: long, or a sentence of some length


def look(lines: Sequence[Line]) -> Seen:
    """Look at the lines of a page."""
    shadows = [shadow(line.text) for line in lines]
    cues = [cue_of(text) for text in shadows]
    split = [text.split() for text in shadows]
    counts = Counter(shadows)
    size = np.array([len(words) for words in split])
    long_words = [set(_LONG_WORD.findall(text[:400])) for text in shadows]
    stops, site_words = function_words("en"), word_set("clean/site_words.txt")
    own = [
        _own(line.text, text, words, stops, min(2, len(of_line & site_words)))
        for line, text, words, of_line in zip(lines, shadows, split, long_words, strict=True)
    ]
    looks = np.array(own, dtype=np.float64)
    end, first, capitals, functions, commas, digits, special, quoted, dated, day, byline, glued, breaks, site, author = looks.T
    wide = np.digitize(size, _WORD_BOUNDS)
    kind = np.where((size >= 20) | ((size >= 11) & (end >= 1) & (end <= 4)), LONG, np.where(size >= 6, MIDDLE, SHORT))
    long = kind == LONG
    running = (size >= 28) | ((size >= LONG_WORDS) & (end >= 1) & (end <= 4))
    sentence = running | ((size >= 4) & (end >= 1) & (end <= 4))
    blanks = np.minimum([line.blanks for line in lines], 2)
    gaps = blanks * 3 + np.append(blanks[1:], 2)
    known = {reason: number for number, reason in enumerate(reasons(), 1)}
    cue = np.array([known.get(reason, 0) for reason in cues])
    copies = np.minimum([counts[text] for text in shadows], 3) - 1
    block = around.heaviest(size)
    place = around.place(len(lines), block)
    above = np.minimum(around.lines_since(long), 9)
    below = np.minimum(around.lines_since(long[::-1])[::-1], 9)
    heavy = np.where(long, size, 0).astype(np.float64)
    total_words = max(1.0, float(heavy.sum()))
    share = np.digitize((np.cumsum(heavy) - heavy / 2) / total_words, [0.001, 0.05, 0.2, 0.5, 0.8, 0.95, 0.999])
    tidy = np.full(len(lines), np.digitize(heavy.sum() / max(1, size.sum()), [0.3, 0.5, 0.7, 0.85, 0.95]))
    total = np.full(len(lines), np.digitize(heavy.sum(), [60, 150, 400, 1000]))
    kin = _kinship(long_words, block)
    run = np.digitize(around.run(kind == SHORT), [1, 2, 3, 5, 9])
    capital, function = np.digitize(capitals, _SHARE_BOUNDS), np.digitize(functions, _SHARE_BOUNDS)
    comma, digit = np.minimum(commas, 3), np.digitize(digits, _SHARE_BOUNDS)
    neighbours = (around.shift(kind, 1) * 4 + around.shift(kind, -1)) * 4
    codes = {
        "size": wide, "end": end, "first": first, "capitals": capital, "functions": function, "commas": comma, "digits": digit,
        "special": special, "quoted": quoted, "dated": dated, "cue": cue, "copies": copies, "blanks": gaps, "place": place,
        "share": share, "tidy": tidy, "total": total, "kin": kin, "run": run, "size end": wide * 10 + end, "size place": wide * 8 + place,
        "size capitals": wide * 6 + capital, "size functions": wide * 6 + function, "size kin": wide * 6 + kin,
        "size tidy": wide * 6 + tidy, "size first": wide * 6 + first, "size quoted": wide * 2 + quoted, "size copies": wide * 3 + copies,
        "size digits": wide * 6 + digit, "size blanks": wide * 9 + gaps, "end place": end * 8 + place, "cue place": cue * 8 + place,
        "cue size": cue * 11 + wide, "dated size": dated * 11 + wide, "kinds": neighbours + kind,
        "kinds wide": (neighbours * 4 + kind) * 16 + around.shift(kind, 2) * 4 + around.shift(kind, -2), "above": above * 4 + kind,
        "below": below * 4 + kind, "above below": above * 10 + below, "kind above below": (above * 10 + below) * 4 + kind,
        "share kind": share * 4 + kind, "run share": run * 8 + share, "size share": wide * 8 + share, "tidy place": tidy * 8 + place,
        "kin place": kin * 8 + place, "kin share": kin * 8 + share, "cue before": around.shift(cue, 1), "cue after": around.shift(cue, -1),
        "cue near": np.minimum(around.shift(cue, 1) + around.shift(cue, -1), 1) * 4 + kind,
        "end before": around.shift(end.astype(np.int64), 1) * 4 + kind, "end after": around.shift(end.astype(np.int64), -1) * 4 + kind,
        "size before": around.shift(wide, 1) * 12 + wide, "size after": around.shift(wide, -1) * 12 + wide,
        "special size": special * 12 + wide, "total place": total * 8 + place,
    }  # fmt: skip
    # The wider view: what kinds of line stood above, how text and lists are spread.
    dates, names = (day + (dated % 2) * (size <= 8)) > 0, byline > 0
    ranks, part, position = around.clusters(long, size)
    marks = {name: np.isin(cue, [known.get(reason, -1) for reason in group]) for name, group in _MARKS.items()}
    back = {"date": since(dates), "byline": since(names), **{name: since(flags) for name, flags in marks.items()}}
    ahead = {"date": until(dates), "byline": until(names), **{name: until(flags) for name, flags in marks.items() if name != "navigation"}}
    closed = np.where(end == 0, 0, np.where(end <= 4, 1, 2))
    shape = np.digitize(size, [2, 4, 8, 14, 25]) * 9 + closed * 3 + np.digitize(capitals, [0.35, 0.85])
    periods = around.period(shape.astype(np.int64))
    read = np.digitize(np.cumsum(heavy) - heavy, [1, 60, 150, 400, 900])
    spread, lines_in = window(np.minimum(size, 60).astype(np.float64), 3)
    cued = np.digitize(window((cue > 0).astype(np.float64), 6)[0], [1, 2, 3, 5, 8])
    near = np.digitize(window(heavy, 5)[0], [1, 30, 70, 130, 220, 350])
    codes |= {
        **{f"since {name}": far * 4 + kind for name, far in back.items()},
        **{f"until {name}": far * 4 + kind for name, far in ahead.items()},
        "since name or date": np.minimum(back["date"], back["byline"]) * 4 + kind,
        "since headline": since((copies >= 1) & (size >= 4) & (size <= 30)) * 4 + kind,
        "dates near": np.minimum(window(dates.astype(np.float64), 12)[0], 5) * 4 + kind, "cues near": cued * 4 + kind,
        "mean size": np.digitize(spread / lines_in, [2, 3.5, 5, 8, 12, 18, 26, 40]) * 4 + kind, "text near": near * 4 + kind,
        "text and cues near": near * 6 + cued, "rank": ranks * 4 + kind, "part": part * 4 + kind, "position": position * 4 + kind,
        "rank position": ranks * 6 + position, "period": periods * 4 + kind,
        "lists near": np.digitize(window((periods > 1).astype(np.float64), 4)[0], [1, 3, 5, 7]) * 4 + kind, "glued": glued * 11 + wide,
        "sentences": breaks * 11 + wide, "site": site * 11 + wide, "author": author * 4 + kind, "site position": site * 6 + position,
        "read teaser": read * 9 + back["teaser"], "read date": read * 9 + back["date"], "read foot": read * 9 + back["foot"],
        "sentences rank": breaks * 6 + ranks, "share foot": back["share"] * 9 + back["foot"],
        "teaser position": back["teaser"] * 6 + position, "foot position": back["foot"] * 6 + position,
    }  # fmt: skip
    return Seen(
        {name: code.astype(np.int64) for name, code in codes.items()},
        _words(split),
        size,
        cues,
        shadows,
        block,
        np.array([line.evidence for line in lines]),
        sentence,
        running,
    )


# Reasons of cues that tell what part of the page a line stands in.
_MARKS = {
    "teaser": ("teaser", "read-more"),
    "share": ("share-widget",),
    "foot": ("comment", "form", "legal"),
    "navigation": ("navigation",),
}


def _own(text: str, lowered: str, words: list[str], stops: frozenset[str], site: int) -> tuple[float, ...]:
    """What a line shows by itself."""
    last = text[-1]
    end = _ENDS.get(last, 0)
    if last in _QUOTES:
        end = 3 if len(text) > 1 and text[-2] in ".!?,…" else 4
    elif not end and not last.isalnum():
        end = 9
    head = text[0]
    first = (
        0 if head.isupper() else 1 if head.islower() else 2 if head.isdigit() else 3 if head in _QUOTES else 4 if not head.isalnum() else 5
    )
    count = len(words)
    some = text.split(None, 20)[:20]
    capitals = len([word for word in some if word[0].isupper()]) / len(some)
    functions = len([word for word in words[:20] if word in stops]) / min(count, 20)
    digits = len(_DIGIT.findall(text[:120])) / min(len(text), 120) if _DIGIT.search(text) else 0.0
    special, dated, day = 0, 0, 0
    if count <= 30:
        found = _SPECIAL.search(lowered)
        special = _SPECIALS[found.lastgroup or ""] if found else 0
        if digits:
            dated = 1 if _DATE.search(lowered) else 0
            day = len(text) <= 90 and is_date_line(text)
        if lowered.startswith(_LEADS):
            dated += 2
    breaks = author = 0
    if count >= 8:
        author = 1 if _AUTHOR.match(lowered) else 0
    if count >= 12:
        breaks = min(3, len(_SENTENCE_BREAK.findall(text[:600])))
    byline = len(text) < 120 and bylines.label_end(text) is not None
    glued = _GLUED.search(text[:300]) is not None
    quoted = '"' in lowered
    return end, first, capitals, functions, text.count(","), digits, special, quoted, dated, day, byline, glued, breaks, site, author


def _kinship(own: list[set[str]], block: tuple[int, int]) -> Codes:
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


def _words(split: list[list[str]]) -> list[list[str]]:
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
