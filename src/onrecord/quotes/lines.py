"""Sources that the layout or a set phrase tells: labels inside the marks, signatures, names below a pull quote, "in the words of"."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from onrecord.quotes.features import Scene
from onrecord.quotes.view import View
from onrecord.quotes.words import word_class
from onrecord.types import Span

_LABEL = re.compile(r"\s*(?P<label>[A-Z][A-Z.'’-]{1,20}(?: [A-Z][A-Z.'’-]{0,20}){0,3}|Q|A)\s?:\s")
_WORDED = r"\b[Ii]n the words of "
_NAMED = r"[^\n,.;:!?“”\"‘«„]{2,80}?"
_BEFORE = re.compile(rf"{_WORDED}(?P<source>{_NAMED}(?:, {_NAMED}(?=, ))?)(?:[,:]? (?:to )?|, [^\n.;:!?“”\"‘«„]+ )")
_BEHIND = re.compile(rf",? {_WORDED}(?P<source>{_NAMED})(?=[,.;\n]|$)")
_REACH = 120  # characters before a region in which such a phrase begins
_DASHES = frozenset(["-", "–", "—", "--", "―", "~"])
_LONGEST_LINE = 12  # words of a line that holds nothing but who says it
_LONGEST_SIGNED = 16  # words of a name with what its bearer is, behind a dash
_LONGEST_SIGNATURE = 3  # words of a signature that is no known name


@dataclass(frozen=True, slots=True)
class Laid:
    """The source of a region by layout: a mention, or a span that is none; null for a region that is itself the name."""

    source: int | None
    span: Span | None
    rule: str


def laid_out(scene: Scene) -> dict[int, Laid]:
    """Regions whose source stands where layout puts it.

    Three customs: `"LANE: We came."` labels inside the marks, twice or more; `“We came.” — Ada Lane`, with the name on
    the same line or the next, after a dash, or without one in a series of quotations that are each followed by a name;
    and the pull quote whose closing mark stands behind the name below it. And a phrase: `in the words of Ada Lane, “a trap”`.
    """
    return _worded(scene) | _signatures(scene) | _pull_quotes(scene) | _labels(scene)


def _worded(scene: Scene) -> dict[int, Laid]:
    text, found = scene.view.text, {}
    for number, region in enumerate(scene.view.regions):
        start = text.rfind("n the words of ", max(0, region.start - _REACH), region.start) - 1
        match = (_BEFORE.fullmatch(text, start, region.start) if start >= 0 else None) or _BEHIND.match(text, region.end)
        if match is not None:
            found[number] = Laid(None, Span(*match.span("source")), "'in the words of' names the source")
    return found


def _labels(scene: Scene) -> dict[int, Laid]:
    found = {}
    for number, region in enumerate(scene.view.regions):
        match = _LABEL.match(scene.view.text, region.inner.start, region.inner.end)
        if match is not None:
            found[number] = Laid(None, Span(match.start("label"), match.end("label")), "label inside the marks")
    return found if len(found) >= 2 else {}


def _pull_quotes(scene: Scene) -> dict[int, Laid]:
    """`"We came.` and, on the next line, `Ada Lane."`: the second line is the name."""
    view, found = scene.view, {}
    for number in range(len(view.regions) - 1):
        region, below = view.regions[number], view.regions[number + 1]
        first, last = view.first[number + 1], view.last[number + 1]
        if region.closed or below.opened or not region.continued or not 0 < last - first <= _LONGEST_LINE:
            continue
        mention = _starting_at(scene, first)
        if mention is None or any(scene.cues.get(word, 0.0) >= 0.25 for word in view.lower[first:last]):
            continue
        name = Span(view.starts[first], view.ends[scene.mentions[mention].end - 1])
        found[number] = Laid(None, name, "name below a pull quote")
        found[number + 1] = Laid(None, None, "name of a pull quote")
    return found


def _signatures(scene: Scene) -> dict[int, Laid]:
    view, found = scene.view, {}
    kinds: dict[int, tuple[str, int]] = {}  # paragraph -> ("q", region) or ("n", mention)
    count = view.paragraph[-1] + 1
    starts = [view.paragraph_bounds(number) for number in range(count)] if count < 20_000 else []
    for number, (low, high) in enumerate(starts):
        if low == high:
            continue
        region = view.inside[low]
        if region >= 0 and high > view.last[region] >= high - 2 and view.first[region] <= low + 1:
            kinds[number] = ("q", region)
        else:
            mention = _name_line(scene, low, high)
            if mention is not None:
                kinds[number] = ("n", mention)
        dash = _last_dash(view, low, high)
        if dash is not None and (signature := _signed(scene, dash + 1, high)) is not None:
            found[view.inside[dash - 1]] = signature
    for number, (kind, region) in kinds.items():
        following = kinds.get(number + 1, ("", -1))
        if kind == "q" and following[0] == "n":
            low, _ = starts[number + 1]
            if view.lower[low] in _DASHES:
                found[region] = Laid(following[1], None, "signature below")
            elif _in_series(kinds, number):
                found[region] = Laid(following[1], None, "signature below, as in the whole series")
    return found


def _last_dash(view: View, low: int, high: int) -> int | None:
    """The dash right behind the last quotation of a paragraph, few words before its end: `Review: “So soft!” — Ada Lane`."""
    for word in range(high - 2, max(low, high - 2 - _LONGEST_SIGNED), -1):
        if view.inside[word] >= 0:
            return None
        if view.lower[word] in _DASHES and view.inside[word - 1] >= 0:
            return word
    return None


def _signed(scene: Scene, first: int, stop: int) -> Laid | None:
    """Who signs behind a dash: a mention that begins there, or a name of few words or signs that ends the line, "hlc1976"."""
    view = scene.view
    if word_class("finite_verb").intersection(view.lower[first:stop]):
        return None  # "“We like it.” — The mayor did not."
    mention = _starting_at(scene, first, lower=view.words[stop - 1][-1].isalnum())
    if mention is not None:
        return Laid(mention, None, "signature after a dash")
    words = range(first, stop)
    named = len(words) <= _LONGEST_SIGNATURE and all(view.words[n][0].isalnum() and view.lower[n] not in scene.cues for n in words)
    return Laid(None, Span(view.starts[first], view.ends[stop - 1]), "signature after a dash") if named else None


def _in_series(kinds: dict[int, tuple[str, int]], number: int) -> bool:
    """True in a run of quotation, name, quotation, name … that begins with a quotation, ends with a name, twice or more."""
    first = last = number
    while number - first < 60 and first - 1 in kinds and kinds[first - 1][0] != kinds[first][0]:
        first -= 1
    while last - number < 60 and last + 1 in kinds and kinds[last + 1][0] != kinds[last][0]:
        last += 1
    return kinds[first][0] == "q" and kinds[last][0] == "n" and last - first >= 3


def _name_line(scene: Scene, low: int, high: int) -> int | None:
    """The mention that a short line begins with, when the line is no sentence: no verb of saying, no mark, no colon."""
    view = scene.view
    if high - low > _LONGEST_LINE or view.lower[high - 1] == ":":
        return None
    if any(view.inside[word] >= 0 or scene.cues.get(view.lower[word], 0.0) >= 0.1 for word in range(low, high)):
        return None
    return _starting_at(scene, low + (view.lower[low] in _DASHES))


def _starting_at(scene: Scene, word: int, *, lower: bool = False) -> int | None:
    """The mention with a capital that begins at a word; with `lower`, as in a headline, a role or group without one too."""
    place = bisect_left(scene.mentions, word, key=lambda mention: mention.start)
    if place < len(scene.mentions) and scene.mentions[place].start <= word + 1 and word < len(scene.view.words):
        mention = scene.mentions[place]
        has_capital = scene.view.words[mention.start][0].isupper()
        if (has_capital and mention.kind in ("name", "role", "group", "body")) or (lower and mention.kind in ("role", "group")):
            return place
    return None
