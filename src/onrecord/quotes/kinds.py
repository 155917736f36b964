"""Quotation marks that are no speech: what they mark instead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from onrecord.quotes.view import View
from onrecord.quotes.words import word_class
from onrecord.types import Marked, MarkedRegion, Span

_SINGLE = ("‘", "’", "'", "‚")
_HEADING = 22  # words of the longest line that is taken for a heading
_HEADLINE = 30  # words of the longest headline
_SUBJECT = 6  # words of a subject that names an event
_EDGES = " ,.;:\t\xa0"
Kind = Literal["title", "term", "name", "epithet", "unsourced"]
_SO_CALLED = word_class("naming")
_WORKS = word_class("work")
_SMALL = word_class("lower_in_titles")


def kind_of(view: View, region: MarkedRegion, chance: float, echo: str = "") -> Marked:
    """The kind of a marked region that is no speech, with the reason.

    Args:
        view: The document.
        region: Outer or nested.
        chance: That it is speech, for the reason.
        echo: Why it is another quotation's echo, if it is.
    """
    first, last = view.word_at(region.inner.start), view.word_at(max(region.inner.start, region.inner.end - 1))
    words = view.words[first : last + 1]
    before = view.lower[first - 2] if first >= 2 and region.start < region.inner.start else view.lower[first - 1] if first else ""
    if echo:
        return Marked(*_trimmed(view.text, region.inner), "unsourced", echo)
    kind, why = _kind(words, before, _between_names(view, region, first, last))
    if kind == "term" and opens_heading(view, region):
        kind, why = "unsourced", "before the colon of a heading"
    start, end = _trimmed(view.text, region.inner)
    return Marked(start, end, kind, f"{why}; chance of speech {chance:.2f}")


def lines_of(view: View) -> frozenset[str]:
    """The lines of a text without punctuation at their edges."""
    return frozenset(line.strip(_EDGES) for line in view.text.splitlines())


def repeats_line(view: View, region: MarkedRegion, lines: frozenset[str]) -> bool:
    """True when the marked words stand as a line of their own elsewhere: the title of what is spoken of."""
    words = view.text[region.inner.start : region.inner.end].strip(_EDGES)
    return len(words) >= 12 and words[0].isupper() and words in lines


def names_a_work(view: View, number: int) -> bool:
    """True for words with capitals right after a noun for a work or a programme: the film “The Long River Home”; her book, “Away”."""
    region, first, last = view.regions[number], view.first[number], view.last[number]
    opening = view.word_at(region.start)
    if opening == 0 or view.paragraph[opening - 1] != view.paragraph[min(first, len(view.words) - 1)]:
        return False
    content = [word for word in view.words[first:last] if word[0].isalpha() and word.lower() not in _SMALL]
    if view.lower[opening - 1] == "," and opening > 1 and len(content) > 1:
        opening -= 1
    return view.lower[opening - 1] in _WORKS and bool(content) and all(word[0].isupper() for word in content)


def is_theme(view: View, number: int) -> bool:
    """True for what an event is about: a fair focusing on the “rights of tenants”; what somebody focuses on are his words."""
    at = view.word_at(view.regions[number].start) - 1
    at -= at > 0 and view.lower[at] in word_class("owner")
    if at < 2 or view.lower[at] != "on" or view.lower[at - 1] not in word_class("focusing"):
        return False
    subject = [view.lower[at - 2]]
    if subject == [","]:  # "A fair was held in Ashby, focusing on"
        start, _ = view.sentence_bounds(at)
        subject = view.lower[start : min(at, start + _SUBJECT)]
    return not word_class("event").isdisjoint(subject)


def headline_echoes(view: View, is_speech: Sequence[bool]) -> dict[int, str]:
    """Regions of a headline whose words are quoted again below, with the reason: the body's quotation is the one to keep.

    Only single marks outside double ones are headline marks, in a line without a full stop, in a text that quotes with
    double marks elsewhere.
    """
    where: dict[str, set[int]] = {}
    for number, region in enumerate(view.regions):
        if is_speech[number] and region.style not in _SINGLE:
            for word in view.lower[view.first[number] : view.last[number]]:
                where.setdefault(word, set()).add(number)
    found = {}
    for number, region in enumerate(view.regions):
        if region.style not in _SINGLE or not where or not _in_headline(view, number):
            continue
        words = [word for word in view.lower[view.first[number] : view.last[number]] if word[0].isalnum()]
        hits = Counter(place for word in words for place in where.get(word, ()))
        if words and hits and hits.most_common(1)[0][1] >= 0.7 * len(words):
            found[number] = "a headline with words that are quoted below"
    return found


def _in_headline(view: View, region: int) -> bool:
    word = min(view.first[region], len(view.words) - 1)
    low, high = view.paragraph_bounds(view.paragraph[word])
    last = next((w for w in reversed(view.words[low:high]) if w not in "’'"), "")
    return high - low <= _HEADLINE and (last[-1:] not in (".", "!", "?") or view.inside[high - 1] >= 0 or view.paragraph[word] == 0)


def opens_heading(view: View, region: MarkedRegion) -> bool:
    """True for marked words with which a short line without a full stop begins, a colon behind them."""
    opening, colon = view.word_at(region.start), view.word_at(region.end)
    if colon >= len(view.words) or view.lower[colon] != ":":
        return False
    low, high = view.paragraph_bounds(view.paragraph[colon])
    return low == opening and high - low <= _HEADLINE and view.words[high - 1][-1] not in ".!?"


def in_heading(view: View, word: int) -> bool:
    """True for words of a short line that ends without punctuation, in a text of several lines: a headline or crosshead."""
    low, high = view.paragraph_bounds(view.paragraph[word])
    return high - low < len(view.words) and high - low <= _HEADING and view.words[high - 1][-1].isalnum()


def _kind(words: list[str], before: str, between_names: bool) -> tuple[Kind, str]:
    content = [word for word in words if word[0].isalpha() and word.lower() not in _SMALL]
    titled = bool(content) and all(word[0].isupper() for word in content)
    if between_names and titled and len(words) <= 4:
        return "name", "between the parts of a name"
    if before in ("so-called", "self-described", "self-styled"):
        return "epithet", f"after '{before}'"
    if titled and (len(content) > 1 or before in _WORKS or before in ("titled", "entitled", "called")):
        return "title", "words with capitals" + (f" after '{before}'" if before in _WORKS | _SO_CALLED else "")
    if before in _SO_CALLED:
        return "epithet", f"after '{before}'"
    if len(words) > 8:
        return "unsourced", "a sentence with no one who says it"
    return ("name", "a single word with a capital") if titled else ("term", "a few words without a cue")


def _between_names(view: View, region: MarkedRegion, first: int, last: int) -> bool:
    before, after = view.word_at(region.start) - 1, view.word_at(region.end)
    return (
        before >= 0
        and after < len(view.words)
        and view.words[before][0].isupper()
        and view.words[after][0].isupper()
        and view.sentence[before] == view.sentence[min(after, len(view.words) - 1)]
        and view.words[before][-1].isalpha()
    )


def _trimmed(text: str, span: Span) -> tuple[int, int]:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else (span.start, span.end)
