"""Reported opinion without a verb: "In the opinion of Ada Lane, …", "In her view, …"."""

from __future__ import annotations

import re

from onrecord.quotes.features import Scene
from onrecord.types import Quote, Span

_NOUN = r"(?:opinion|view|words|judgment|judgement|eyes|estimation|assessment)"
_OPINION = re.compile(
    rf"\b[Ii]n (?:(?:the )?{_NOUN} of (?P<whose>[^\n,;:.!?“”\"]{{2,80}}?)|"
    rf"(?P<owner>(?i:his|her|their)|[A-Z][^\n,;:.!?“”\"]{{1,60}}?)(?P<s>[’']s?)? (?:own )?{_NOUN}), "
)
_OWNERS = ("his", "her", "their")
_CONFIDENCE = 0.8


def find_opinions(scene: Scene) -> list[Quote]:
    """Indirect quotations: the rest of the sentence is the content, "in the opinion of" the cue; in text order."""
    view, found = scene.view, []
    for match in _OPINION.finditer(view.text):
        word = view.word_at(match.start())
        owner = match.group("owner") or ""
        if word >= len(view.words) or view.inside[word] >= 0 or (owner and not match.group("s") and owner.lower() not in _OWNERS):
            continue
        group = "whose" if match.group("whose") else "owner"
        _, stop = view.sentence_bounds(word)
        end = view.ends[stop - 1]
        while end > match.end() and not view.text[end - 1].isalnum():
            end -= 1
        first = view.word_at(match.end())
        if end - match.end() < 12 or any(view.inside[at] >= 0 for at in range(first, stop)):
            continue
        cue_end = match.start("whose") - 1 if group == "whose" else match.end() - 2
        cue_start = match.start() if group == "whose" else match.end("s") + 1 if match.group("s") else match.end("owner") + 1
        source, content = Span(match.start(group), match.end(group)), (Span(match.end(), end),)
        found.append(
            Quote(
                "indirect",
                (),
                content,
                Span(cue_start, cue_end),
                source,
                None,
                None,
                (),
                _CONFIDENCE,
                _CONFIDENCE,
                "opinion without a verb",
            )
        )
    return found
