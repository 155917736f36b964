"""Attributions around a cue that say nothing: what was not said, what it was about, when it was said."""

from __future__ import annotations

import re

from onrecord.lexicon import word_set
from onrecord.quotes.features import Scene
from onrecord.quotes.kinds import in_heading
from onrecord.quotes.stretches import Stretches
from onrecord.quotes.words import occasion_nouns
from onrecord.types import Quote

_TELL = (
    r"(?:say|says|said|tell|told|ask|asked|comment|disclose|explain|elaborate|reveal|specify|name|reply|respond|return|mention|appear\w*)\b"
)
_NO = r"\b(?:declin|refus)\w*"
_UNSAID = re.compile(
    rf"(?:\b(?:not|never)\b|n[’']t\b)\s(?:\w+ly )?{_TELL}|{_NO} to\b|\bneither\b"
)  # "would not say who", "declined to comment on"
_UNKNOWN = re.compile(r"\bunclear$|\bnot (?:\w+ )?(?:clear|known)$")  # "it was not immediately known | how many"
_LEADS = re.compile(rf"(?:\bnor|{_NO} to) $")  # right before a cue
_PARTED = re.compile(rf"{_NO} to\b")  # "declined | to say who"
_REACH = 14  # characters of "declining to "
_KNOWING = 20  # characters of "not immediately "
_OCCASION = re.compile(r"(?:in|at|during|on|via) (?:his|her|their|its|an?|the)((?: [\w’'-]+){1,4})")
_LED = 7  # characters of "their “" before a title


def says_nothing(scene: Scene, act: Quote, terms: Stretches) -> bool:
    """True for what was not said, or only when or what about, or by the writer or the reader of the text, for headings, which the text
    tells again, and for titles.

    `terms`: the marked regions that are no speech.
    """
    first, last = act.content[0].start, act.content[-1].end
    near = terms.overlapping(first - 3, last + 3)
    text = scene.view.text
    if act.cue is not None and (
        _UNSAID.search(text, act.cue.start, act.cue.end) or _UNKNOWN.search(text, max(0, act.cue.start - _KNOWING), act.cue.end)
    ):
        return True
    if act.cue is not None and (
        _LEADS.search(text, max(0, act.cue.start - _REACH), act.cue.start) or _PARTED.match(text, act.cue.start, act.cue.end + _REACH)
    ):
        return True
    if act.source is not None and text[act.source.start : act.source.end].lower() in word_set("quotes/no_speakers.txt"):
        return True
    if act.cue is not None and text[act.cue.start : act.cue.end].lower().startswith("asked") and text.startswith("about ", first):
        return True
    occasion = _OCCASION.fullmatch(text, first, last)
    if occasion is not None and occasion_nouns().intersection(occasion.group(1).lower().split()):
        return True
    return in_heading(scene.view, scene.view.word_at(first)) or any(start <= first + _LED and last <= end + 2 for start, end, _ in near)
