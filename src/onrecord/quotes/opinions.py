"""Reported opinion without a verb of saying: "In the opinion of Ada Lane, …", "In her view, …", "As she sees it, …"."""

from __future__ import annotations

import re

from onrecord.quotes.features import Scene
from onrecord.types import Quote, Span

_NOUN = r"(?:opinion|view|words|judgment|judgement|eyes|estimation|assessment)"
_OPINION = re.compile(
    rf"\b[Ii]n (?:(?:the )?{_NOUN} of (?P<whose>[^\n,;:.!?“”\"]{{2,80}}?)|"
    rf"(?P<owner>(?i:his|her|their)|[A-Z][^\n,;:.!?“”\"]{{1,60}}?)(?P<s>[’']s?)? (?:own )?{_NOUN}), "
)
_AS = re.compile(
    r"(?:^|(?<=\n)|(?<=[.!?,;”\"] ))[Aa]s (?P<whose>(?:(?! as )[^\n,;:.!?“”\"]){1,80}?) "
    r"(?P<cue>(?:sees?|saw|puts?|tells?|told) (?:it|things|matters)), "
)
_OWNERS = ("his", "her", "their")
_CONFIDENCE = 0.8
_SHORTEST = 12  # characters of a content


def find_opinions(scene: Scene) -> list[Quote]:
    """Indirect quotations: the rest of the sentence is the content, "in the opinion of" or "sees it" the cue; the former first."""
    text = scene.view.text
    found = []
    for match in _OPINION.finditer(text):
        owner = match.group("owner") or ""
        if owner and not match.group("s") and owner.lower() not in _OWNERS:
            continue
        if match.group("whose"):
            cue, source = Span(match.start(), match.start("whose") - 1), Span(*match.span("whose"))
        else:
            start = match.end("s" if match.group("s") else "owner") + 1
            cue, source = Span(start, match.end() - 2), Span(*match.span("owner"))
        found += _opinion(scene, match, cue, source)
    for match in _AS.finditer(text):
        found += _opinion(scene, match, Span(*match.span("cue")), Span(*match.span("whose")))
    return found


def _opinion(scene: Scene, match: re.Match[str], cue: Span, source: Span) -> list[Quote]:
    """The quotation around a phrase; none inside marks, nor where marks follow or too little is left."""
    view, word = scene.view, scene.view.word_at(match.start())
    if word >= len(view.words) or view.inside[word] >= 0 or (word and view.inside[word - 1] >= 0):
        return []  # "“A trap,” in the words of Ada Lane, the mayor": the words stand before
    first, stop = view.sentence_bounds(word)
    end = view.ends[stop - 1]
    while end > match.end() and not view.text[end - 1].isalnum():
        end -= 1
    amid = view.starts[first] < match.start() - 2 and view.text.endswith(", ", 0, match.start())
    if end - match.end() < _SHORTEST or any(view.inside[at] >= 0 for at in range(first if amid else word, stop)):
        return []
    content = [Span(match.end(), end)]
    if amid:
        content.insert(0, Span(view.starts[first], match.start() - 2))  # "The town, as she sees it, is lost"
    rule = "opinion without a verb"
    return [Quote("indirect", (), tuple(content), cue, source, None, None, (), _CONFIDENCE, _CONFIDENCE, rule)]
