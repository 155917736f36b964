"""What the labeller sees of each line: codes of a fixed set of templates, and words of short lines.

A template gives every line one small number (a bucket, or a combination of buckets), so that a whole page is looked up in
a few table reads.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.clean.cues import cue_of, reasons, shadow
from onrecord.clean.language import function_words
from onrecord.clean.lines import Line

Codes = NDArray[np.int64]

_WORD_BOUNDS = np.array([2, 3, 4, 6, 9, 13, 19, 28, 45, 80])
_SHARE_BOUNDS = np.array([0.01, 0.15, 0.35, 0.6, 0.85])
_ENDS = {".": 1, "!": 2, "?": 2, ":": 5, ",": 6, ";": 6, "…": 7, ")": 8, "]": 8, "|": 9, "»": 9, "›": 9, "→": 9, ">": 9}
_QUOTES = frozenset("\"'“”‘’«»")
_DATE = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,? +\d"
    r"|\d(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"|\d{1,4}[-./]\d{1,2}[-./]\d{1,4}|\b\d{1,2}:\d\d\b|\b(?:minutes?|hours?|days?|weeks?|months?) ago\b|\bmin read\b"
)
_SPECIAL = re.compile(
    r"(?P<url>https?:|www\.|\.com\b|@\w)|(?P<legal>©|all rights)|(?P<bar>[|»›•→])|(?P<cut>(?:\.\.\.|…)$)"
    r"|(?P<image>getty|reuters|photo|image|afp|ap\b|courtesy)"
)
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
    own = np.array([_own(line.text, text, words) for line, text, words in zip(lines, shadows, split, strict=True)], dtype=np.float64)
    end, first, capitals, functions, commas, digits, special, quoted, dated = own.T
    wide = np.digitize(size, _WORD_BOUNDS)
    kind = np.where((size >= 20) | ((size >= 11) & (end >= 1) & (end <= 4)), LONG, np.where(size >= 6, MIDDLE, SHORT))
    running = (size >= 28) | ((size >= LONG_WORDS) & (end >= 1) & (end <= 4))
    sentence = running | ((size >= 4) & (end >= 1) & (end <= 4))
    blanks = np.minimum([line.blanks for line in lines], 2)
    after = np.append(blanks[1:], 2)
    known = {reason: number for number, reason in enumerate(reasons(), 1)}
    cue = np.array([known.get(reason, 0) for reason in cues])
    dup = np.minimum([counts[text] for text in shadows], 3) - 1
    block = heaviest(size)
    place = _place(len(lines), block)
    above, below = _distance(kind == LONG)
    heavy = np.where(kind == LONG, size, 0)
    share = np.digitize((np.cumsum(heavy) - heavy / 2) / max(1, heavy.sum()), [0.001, 0.05, 0.2, 0.5, 0.8, 0.95, 0.999])
    tidy = np.full(len(lines), np.digitize(heavy.sum() / max(1, size.sum()), [0.3, 0.5, 0.7, 0.85, 0.95]))
    total = np.full(len(lines), np.digitize(heavy.sum(), [60, 150, 400, 1000]))
    kin = _kinship(split, block)
    run = np.digitize(_run(kind == SHORT), [1, 2, 3, 5, 9])
    prev, after_kind = _shift(kind, 1), _shift(kind, -1)
    prev2, after2 = _shift(kind, 2), _shift(kind, -2)
    capital, function = np.digitize(capitals, _SHARE_BOUNDS), np.digitize(functions, _SHARE_BOUNDS)
    comma, digit = np.minimum(commas, 3), np.digitize(digits, _SHARE_BOUNDS)
    around = (prev * 4 + after_kind) * 4
    codes = {
        "size": wide, "end": end, "first": first, "capitals": capital, "functions": function, "commas": comma, "digits": digit,
        "special": special, "quoted": quoted, "dated": dated, "cue": cue, "copies": dup, "blanks": blanks * 3 + after, "place": place,
        "share": share, "tidy": tidy, "total": total, "kin": kin, "run": run, "size end": wide * 10 + end, "size place": wide * 8 + place,
        "size capitals": wide * 6 + capital, "size functions": wide * 6 + function, "size kin": wide * 6 + kin,
        "size tidy": wide * 6 + tidy, "size first": wide * 6 + first, "size quoted": wide * 2 + quoted, "size copies": wide * 3 + dup,
        "size digits": wide * 6 + digit, "size blanks": wide * 9 + blanks * 3 + after, "end place": end * 8 + place,
        "cue place": cue * 8 + place, "cue size": cue * 11 + wide, "dated size": dated * 11 + wide, "kinds": around + kind,
        "kinds wide": (around * 4 + kind) * 16 + prev2 * 4 + after2, "above": above * 4 + kind, "below": below * 4 + kind,
        "above below": above * 10 + below, "kind above below": (above * 10 + below) * 4 + kind, "share kind": share * 4 + kind,
        "run share": run * 8 + share, "size share": wide * 8 + share, "tidy place": tidy * 8 + place, "kin place": kin * 8 + place,
        "kin share": kin * 8 + share, "cue before": _shift(cue, 1), "cue after": _shift(cue, -1),
        "cue near": np.minimum(_shift(cue, 1) + _shift(cue, -1), 1) * 4 + kind, "end before": _shift(end, 1) * 4 + kind,
        "end after": _shift(end, -1) * 4 + kind, "size before": _shift(wide, 1) * 12 + wide, "size after": _shift(wide, -1) * 12 + wide,
        "special size": special * 12 + wide, "total place": total * 8 + place,
    }  # fmt: skip
    words = _words(split, cues)
    return Seen(
        {name: np.asarray(code, dtype=np.int64) for name, code in codes.items()},
        words,
        size,
        cues,
        shadows,
        block,
        np.array([line.evidence for line in lines]),
        sentence,
        running,
    )


def _own(text: str, lowered: str, words: list[str]) -> tuple[float, ...]:
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
    capitals = sum(word[0].isupper() for word in some) / len(some)
    stops = function_words("en")
    functions = sum(word in stops for word in words[:20]) / min(count, 20)
    digits = sum(map(str.isdigit, text[:120])) / min(len(text), 120)
    special, dated = 0, 0
    if count <= 30:
        found = _SPECIAL.search(lowered)
        special = _SPECIALS[found.lastgroup or ""] if found else 0
        if digits:
            dated = 1 if _DATE.search(lowered) else 0
        if lowered.startswith(("by ", "photo", "image", "updated", "published", "posted", "written by")):
            dated += 2
    quoted = 1.0 if '"' in lowered else 0.0
    return end, first, capitals, functions, text.count(","), digits, special, quoted, dated


_SPECIALS = {"": 0, "url": 1, "legal": 2, "bar": 3, "cut": 4, "image": 5}


def heaviest(size: NDArray[np.int64]) -> tuple[int, int]:
    """The contiguous lines `[start, end)` of most weight: words beyond 12 in long lines, minus 5 for each short one."""
    best, start, found, weight = 0.0, 0, (0, 0), 0.0
    for number, words in enumerate(size.tolist()):
        weight += words - 12 if words >= 12 else -5
        if weight <= 0:
            weight, start = 0.0, number + 1
        elif weight > best:
            best, found = weight, (start, number + 1)
    return found


def _place(count: int, block: tuple[int, int]) -> Codes:
    """Where lines stand to the heaviest block: far before, just before, first, inside, last, just after, far after; 7: no block."""
    start, end = block
    if start == end:
        return np.full(count, 7)
    number = np.arange(count)
    place = np.where(number < start - 4, 0, np.where(number < start, 1, np.where(number < end, 3, np.where(number < end + 4, 5, 6))))
    place[start], place[end - 1] = 2, 4
    return place


def _distance(long: NDArray[np.bool_]) -> tuple[Codes, Codes]:
    """Lines to the nearest long line above and below, at most 9."""

    def above(flags: NDArray[np.bool_]) -> Codes:
        number = np.arange(len(flags))
        last = np.maximum.accumulate(np.where(flags, number, -99))
        return np.minimum(number - np.concatenate(([-99], last[:-1])), 9)

    return above(long), above(long[::-1])[::-1]


def _run(short: NDArray[np.bool_]) -> Codes:
    """Length of the run of short lines that a line stands in; 0 for one that is not short."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], short.astype(np.int64), [0]))))
    lengths = np.zeros(len(short), dtype=np.int64)
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        lengths[start:end] = end - start
    return lengths


def _shift(values: NDArray[np.int64], by: int) -> NDArray[np.int64]:
    """The values of the line `by` lines above (below when negative); 3 beyond the page."""
    moved = np.full_like(values, 3)
    if by > 0:
        moved[by:] = values[:-by]
    else:
        moved[:by] = values[-by:]
    return moved


def _kinship(split: list[list[str]], block: tuple[int, int]) -> Codes:
    """Share of a line's long words that also stand elsewhere in the heaviest block, in buckets; 0: it has none."""
    counts: Counter[str] = Counter()
    own = [{word.strip(".,:;!?\"'()") for word in words[:40] if len(word) > 4} for words in split]
    for words in own[block[0] : block[1]]:
        counts.update(words)
    shares = []
    for number, words in enumerate(own):
        if not words:
            shares.append(0)
            continue
        least = 2 if block[0] <= number < block[1] else 1
        share = sum(counts[word] >= least for word in words) / len(words)
        shares.append(1 if share == 0 else 2 if share < 0.2 else 3 if share < 0.4 else 4 if share < 0.7 else 5)
    return np.array(shares)


def _words(split: list[list[str]], cues: list[str]) -> list[list[str]]:
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
