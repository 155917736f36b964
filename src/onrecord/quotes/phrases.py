"""Speech told by set phrases, news, pleas and figures: "is on record as saying …", "word came from her that …", "entreated them to …",
"put the loss at 80,000 euros"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from onrecord.quotes.cues import AUXILIARIES, PREPOSITIONS
from onrecord.quotes.features import Scene
from onrecord.quotes.words import word_class
from onrecord.types import Quote, Span

_PHRASE = re.compile(
    r"\b(?P<cue>(?:is|was|are|were|went|goes|has gone|have gone) on (?:the )?record (?:as )?(?:saying|to say)"
    r"|lik(?:es?|ed) to say|(?:let|made|makes) it (?:be )?known|(?:want|wish)(?:s|es|ed)? it (?:to be )?known)\b"
    r"(?=(?P<place>[^\n.!?;:“”\"]{0,80}? that)?)"
)
_TIDINGS = re.compile(
    r"\b(?P<cue>(?:[Tt]here (?:has |had )?(?:was|were|came|come|comes|is|been) (?:an? )?(?P<what>[a-z]{4,14})"
    r"|(?:[Aa]n? )?(?P<noun>[A-Za-z]{4,14}) (?:has |had )?(?:came|come|comes|arrived|arrives)))"
    r"(?: [^\n.;:,!?“”\"]{1,40}?)?,? from (?P<source>[^\n.;:!?“”\"]{2,80}?),? that "
)
_OPEN = re.compile(r"[,:]?\s+(?:that\s+)?")
_REACH = 12  # words between a verb of estimating and the figure
_SUBJECT = 30  # words of the longest subject with what stands between commas
_COMPLEMENT = 5  # words of "of trade and industry"
_CONFIDENCE = 0.8


def find_phrases(scene: Scene) -> list[Quote]:
    """Indirect quotations around set phrases, news that comes from somebody, verbs of pleading, of estimating, each in text order."""
    return [*_set_phrases(scene), *_tidings(scene), *_pleas(scene), *_estimates(scene)]


def _set_phrases(scene: Scene) -> list[Quote]:
    view, found = scene.view, []
    for match in _PHRASE.finditer(view.text):
        first = view.word_at(match.start("cue"))
        if first >= len(view.words) or view.inside[first] >= 0:
            continue
        source = subject_of(scene, first)
        edge = match.end("place") - len(" that") if match.group("place") else match.end("cue")
        opened = _OPEN.match(view.text, edge)
        if source is None or opened is None:
            continue
        start, stop = opened.end(), view.sentence_bounds(first)[1]
        found += _quote(scene, Span(match.start("cue"), match.end("cue")), source, view.word_at(start), stop, "a set phrase of saying")
    return found


def _tidings(scene: Scene) -> list[Quote]:
    view, found = scene.view, []
    for match in _TIDINGS.finditer(view.text):
        first = view.word_at(match.start())
        noun = match.group("what") or match.group("noun")
        if view.inside[first] < 0 and noun.lower() in word_class("tidings"):
            source, start, stop = Span(*match.span("source")), view.word_at(match.end()), view.sentence_bounds(first)[1]
            found += _quote(scene, Span(*match.span("cue")), source, start, stop, f"'{noun.lower()}' that comes from somebody")
    return found


def _pleas(scene: Scene) -> list[Quote]:
    view, found = scene.view, []
    for verb, lower in enumerate(view.lower):
        if lower not in word_class("pleading") or view.inside[verb] >= 0 or verb == 0:
            continue
        stop = view.clause_bounds(verb)[1]
        to = next(
            (at for at in range(verb + 2, min(stop - 1, verb + _REACH)) if view.lower[at] == "to" and view.words[at + 1][0].islower()), None
        )
        source = subject_of(scene, verb) if to is not None else None
        if source is not None and to is not None and not any(view.lower[at] in (",", ";", ":") for at in range(verb, to)):
            found += _quote(scene, Span(view.starts[verb], view.ends[verb]), source, to, stop, f"a plea that somebody '{lower}'")
    return found


def _estimates(scene: Scene) -> list[Quote]:
    view, found = scene.view, []
    for verb, lower in enumerate(view.lower):
        if lower not in word_class("estimating") or view.inside[verb] >= 0 or verb == 0:
            continue
        stop = view.clause_bounds(verb)[1]
        figure = next((at for at in range(verb + 1, min(stop - 1, verb + _REACH)) if _is_figure(view.lower, at, stop, lower)), None)
        source = subject_of(scene, verb) if figure is not None else None
        if source is None or figure is None:
            continue
        end = next(
            (at for at in range(figure + 2, stop) if view.lower[at] in (",", ";", ":", "—", "–") and _ends(view.lower, at, stop)), stop
        )
        cue = Span(view.starts[verb], view.ends[verb])
        found += _quote(scene, cue, source, verb + 1, end, f"a figure that somebody '{lower}'")
    return found


def _is_figure(lower: Sequence[str], at: int, stop: int, verb: str) -> bool:
    """True at the "at" of "at about 41 million", and at the "to" of a verb of dating: "to the night of 21 December 1894"."""
    if lower[at] != ("to" if verb.startswith("date") else "at"):
        return False
    if lower[at - 1] == "back":
        return False  # "dates back to", "dated back to"
    return any(
        (not word.isalpha() and any(letter.isdigit() for letter in word)) or word in word_class("number")
        for word in lower[at + 1 : min(stop, at + 7)]
    )


def _ends(lower: Sequence[str], comma: int, stop: int) -> bool:
    """False at a comma behind which a relative clause says more of the figure."""
    return not (lower[comma] == "," and comma + 1 < stop and lower[comma + 1] in ("when", "where", "which"))


def subject_of(scene: Scene, verb: int) -> Span | None:
    """The words right before a verb that name somebody, with what stands between commas; null where another verb has them."""
    view = scene.view
    low = max(view.sentence_bounds(verb)[0], verb - _SUBJECT)
    end = verb
    while end > low and (view.lower[end - 1] in AUXILIARIES or view.lower[end - 1].endswith("ly")):
        end -= 1
    if end > low and view.lower[end - 1] == ",":
        comma = next((at for at in range(end - 2, low, -1) if view.lower[at] == ","), None)
        mention = _ending_at(scene, comma, low) if comma is not None else None
        if mention is None or comma is None:
            return None
        return Span(view.starts[scene.mentions[mention].start], view.ends[end - 2])
    mention = _ending_at(scene, end, low)
    mention = _before_complement(scene, end, low) if mention is None else mention
    if mention is None:
        return None
    start = scene.mentions[mention].start
    while (
        start - 2 >= low
        and view.lower[start - 1] in ("of", "for", "at", "by", "from")
        and (before := _ending_at(scene, start - 1, low)) is not None
    ):
        start = scene.mentions[before].start
    if start > low and view.lower[start - 1] in PREPOSITIONS:
        return None
    named = scene.mentions[mention].kind not in ("person", "self")
    if named and start - 2 >= low and view.lower[start - 1] == "," and (before := _ending_at(scene, start - 1, low)) is not None:
        start = scene.mentions[before].start  # "the board's acting head, Ada Lane"
    return Span(view.starts[start], view.ends[end - 1])


def _before_complement(scene: Scene, end: int, low: int) -> int | None:
    """The mention that "of …" before a word belongs to: "the chamber | of commerce"."""
    lower = scene.view.lower
    of = next((at for at in range(end - 2, max(low, end - _COMPLEMENT), -1) if lower[at] in ("of", "for")), None)
    plain = of is not None and all(word[0].isalpha() for word in lower[of:end])
    return _ending_at(scene, of, low) if of is not None and plain else None


def _ending_at(scene: Scene, end: int, low: int) -> int | None:
    """The mention of somebody that ends right before a word."""
    place = bisect_left(scene.mentions, end, key=lambda mention: mention.end)
    if place == len(scene.mentions) or scene.mentions[place].end != end or scene.mentions[place].start < low:
        return None
    return place if scene.mentions[place].kind not in ("thing", "you", "object", "relative") else None


def _quote(scene: Scene, cue: Span, source: Span, first: int, stop: int, rule: str) -> list[Quote]:
    """The quotation, or none where too little is left of its content, or marks stand in it."""
    view, end = scene.view, stop
    while end > first and not view.words[end - 1][-1].isalnum() and view.words[end - 1] not in (")", "%"):
        end -= 1
    if end - first < 2 or any(view.inside[at] >= 0 for at in range(first, end)):
        return []
    content = (Span(view.starts[first], view.ends[end - 1]),)
    return [Quote("indirect", (), content, cue, source, None, None, (), _CONFIDENCE, _CONFIDENCE, rule)]
