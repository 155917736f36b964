"""Which line is the headline: a log-linear ranker over the short lines above and around the head of the text.

The weights stand in `models/clean-…/headline.json`, one a feature; `python -m onrecord.clean.train_headline DATA/cleaning` makes them.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from onrecord.clean import bylines
from onrecord.clean.dates import find_stamps, is_date_line
from onrecord.clean.features import Seen
from onrecord.clean.language import function_words
from onrecord.clean.lines import Line
from onrecord.resources import model_path

ABOVE = 40  # lines above the text in which the headline is looked for
MOST_WORDS, MOST_CHARS = 35, 250
LEAST_BESIDE_SCORE = 4  # words of another line that is likelier the headline than what a match came to
TAGS = {"h1": 4.0, "h2": 1.0}  # what the HTML says for a line; by hand, since the training pages are text
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d\b")
_ITEM = re.compile(r"[•·▪●*] ")
_SITE = re.compile(r"\s+(?:[|·•»–—-]|::|//)\s+")
_STROKES = re.compile("[|»›>·]")
# What a match came to: "Full time: Leeds 3-1 Everton (2-1 at half-time)", "Leeds 2 Everton 2".
_SIDE = r"[^\W\d_a-zß-öø-ÿ][\w'’.&-]*(?: (?:and |of |de |& )?[^\W\d_a-zß-öø-ÿ][\w'’.&-]*){0,3}"
_SCORE = re.compile(
    rf"(?:(?i:(?:full|half|extra)[ -]time|[fh]t|aet|(?:final |latest )?(?:score|result))(?: ?[:–-])? )?"
    rf"(?P<home>{_SIDE}) (?:\d{{1,3}} ?[-–] ?\d{{1,3}} (?P<away>{_SIDE})|\d{{1,3}},? (?P<guest>{_SIDE}) \d{{1,3}})"
    r"(?: ?\([^()]{1,60}\))?"
)
_WORD, _PLAIN_WORD = re.compile(r"[^\W\d_]{4,}"), re.compile("[a-z]{4,}")  # the plain one does for ASCII, in half the time


def content_words(text: str) -> set[str]:
    """Lower-case words of four letters and more."""
    text = text.lower()
    return set((_PLAIN_WORD if text.isascii() else _WORD).findall(text))


def candidates(lines: Sequence[Line], seen: Seen, start: int, first: int, end: int) -> list[int]:
    """Lines that could be the headline of the text that begins at `first`; `[start, end)` are the article's lines."""
    low = max(start, first - ABOVE)
    numbers = [*range(start, min(start + 3, low)), *range(low, min(first, end))]
    found = [
        n
        for n in numbers
        if not seen.cues[n]
        and 2 <= seen.size[n] <= MOST_WORDS
        and len(lines[n].text) <= MOST_CHARS
        and not is_date_line(lines[n].text)
        and bylines.label_end(lines[n].text) is None
        and not bylines.are_names(lines[n].text)
    ]
    found = [n for n in found if not (_is_menu(lines[n].text) or _is_stamp(lines[n].text) or _ITEM.match(lines[n].text))] or found
    words = [n for n in found if not is_score(lines[n].text)]
    if any(seen.size[n] >= LEAST_BESIDE_SCORE for n in words):  # a score alone may be a headline
        found = words
    entry = _first_entry(lines, seen, start, end)
    return [n for n in found if n < entry] or found


def is_score(text: str) -> bool:
    """What a match came to and nothing else; the sides are names ("House Votes 9-2 For Repair" has another word behind the numbers)."""
    found = _SCORE.fullmatch(text) if len(text) <= MOST_CHARS and any(map(str.isdigit, text)) else None
    sides = [side for side in found.group("home", "away", "guest") if side] if found else []
    return bool(sides) and not any(word.lower() in function_words("en") for side in sides for word in side.split()[:1])


def _is_stamp(text: str) -> bool:
    """A day with a name alone beside it: "Ana Ruiz, 3 May 2024"."""
    stamps = find_stamps(text)
    return bool(stamps) and bylines.is_name((text[: stamps[0].start] + text[stamps[-1].end :]).strip(" ,;|·•–—-()[]"))


def _is_menu(text: str) -> bool:
    """A path or a menu: "Home › Town › Parks"; three words or more stand in one part of "Headline | Town | Site"."""
    parts = _STROKES.split(text)
    return len(parts) > 2 and max(len(part.split()) for part in parts) <= 2


def _first_entry(lines: Sequence[Line], seen: Seen, start: int, end: int) -> int:
    """The line that the entries of a live report begin with, each with its hour above its text; `end` when there are none."""
    entries = [
        n
        for n in range(start, end)
        if seen.looks["digits"][n] and seen.size[n] <= MOST_WORDS and _CLOCK.match(lines[n].text) and seen.running[n + 1 : n + 4].any()
    ]
    return entries[0] if len(entries) > 1 else end


def best(lines: Sequence[Line], seen: Seen, numbers: Sequence[int], first: int, body: Sequence[int]) -> int | None:
    """The likeliest headline of the candidates; null when none shares a word with the text or has four words."""
    weights = _weights()
    scored = []
    for n, found in zip(numbers, looks(lines, seen, numbers, first, body), strict=True):
        score = sum(weights.get(name, 0.0) for name in found) + TAGS.get(lines[n].tag, 0.0)
        if seen.size[n] >= 4 or "shared 0" not in found:
            scored.append((score, -n))
    if not scored:
        return None
    chosen = -max(scored)[1]
    above = chosen - 1  # a sentence below a headline is its stand-first
    if above in numbers and seen.size[above] > 2 and lines[chosen].text.endswith(".") and not lines[above].text.endswith("."):
        chosen = above
    while chosen - 1 in numbers and seen.shadows[chosen - 1] == seen.shadows[chosen]:  # printed twice: the first one
        chosen -= 1
    return chosen


def looks(lines: Sequence[Line], seen: Seen, numbers: Sequence[int], first: int, body: Sequence[int]) -> Iterator[list[str]]:
    """The features of each candidate."""
    words = content_words(" ".join(lines[n].text[:400] for n in body[:6] if n not in numbers))
    page = "\n".join(seen.shadows)
    contents = {n: content_words(lines[n].text) for n in numbers}
    shared = {n: len(contents[n] & words) for n in numbers}
    most = max(shared.values(), default=0)
    dates = {n for n in range(numbers[0], min(first + 8, len(lines))) if is_date_line(lines[n].text)} if numbers else set()
    rank = {n: order for order, n in enumerate(reversed(numbers))}
    is_signed = cache(lambda n: bylines.label_end(lines[n].text) is not None)  # asked of a line by all candidates around it
    is_person = cache(lambda n: bylines.is_name(lines[n].text))

    def kind(n: int, size: int) -> str:
        """What a neighbour is of a candidate of `size` words."""
        if not 0 <= n < len(lines):
            return "edge"
        if n in dates:
            return "date"
        if is_signed(n):
            return "byline"
        if seen.cues[n]:
            return str(seen.cues[n])
        if seen.running[n]:
            return "text"
        if shared.get(n, 0) >= 2:
            return "longer" if seen.size[n] > size else "like"
        return "name" if is_person(n) else f"short {min(int(seen.size[n]), 3)}"

    for n in numbers:
        text, size = lines[n].text, int(seen.size[n])
        ratio = shared[n] / max(3, len(contents[n]))
        found = [
            "bias",
            f"words {bisect_right((2, 3, 4, 5, 8, 13, 18, 24), size)}",
            f"shared {min(shared[n], 6)}",
            f"ratio {bisect_right((0.01, 0.2, 0.35, 0.5, 0.7, 0.9), ratio)}",
            f"above {bisect_right((-1, 0, 1, 2, 3, 4, 6, 9, 15, 25), first - n)}",
            f"order {min(rank[n], 6)}",
            f"end {_end(text)}",
            f"end {_end(text)} words {bisect_right((5, 9, 16), size)}",
            f"copies {min(page.count(seen.shadows[n]), 4)}",
            f"capitals {int(seen.looks['capitals'][n])} words {bisect_right((4, 8), size)}",
            f"gaps {int(seen.looks['blanks'][n])}",
            f"period {int(seen.looks['period'][n])}",
            f"place {'top' if n < 3 else 'page'}",
        ]
        found.append(f"next {kind(n + 1, size)}")
        found.append(f"before {kind(n - 1, size)}")
        following = [m for m in range(n + 1, min(n + 7, len(lines))) if m in dates or is_signed(m)]
        found.append(f"date or name after {following[0] - n if following else 'none'}")
        if seen.shadows[n] in seen.shadows[n + 1 : first]:
            found.append("again below")
        if seen.shadows[n] in seen.shadows[:n]:
            found.append("seen above")
        if any(m < n and n - m <= 4 and shared[m] >= 2 and seen.size[m] < size for m in numbers):
            found.append("after a shorter one")
        if any(n < m <= n + 4 and shared[m] >= 2 and seen.size[m] > size for m in numbers):
            found.append("before a longer one")
        if shared[n] == most > 1:
            found.append("most shared")
        found += _signs(text)
        if seen.looks["special"][n]:
            found.append(f"special {int(seen.looks['special'][n])}")
        if is_person(n):
            found.append("person")
        yield found


def _signs(text: str) -> Iterator[str]:
    """What the characters of a line show."""
    if text[0].islower():
        yield "small first letter"
    if _CLOCK.match(text):
        yield "clock"
    if text.count("|") + text.count("»") + text.count("›") > 1 or "http" in text:
        yield "strokes"
    if _SITE.search(text):
        yield "site"
    if ". " in text[20:]:
        yield "sentence inside"


def _end(text: str) -> str:
    last = text[-1]
    if last in "\"'”’" and len(text) > 1 and text[-2] in ".!?,":
        return "quoted"
    return "stop" if last in ".…" else "asks" if last in "?!" else "open" if last in ",;:" else "bracket" if last in ")]" else "word"


@cache
def _weights() -> dict[str, float]:
    weights: dict[str, float] = json.loads((model_path("clean") / "headline.json").read_text(encoding="utf-8"))["weights"]
    return weights
