"""Tense of the clause around a time expression, from closed-class words and endings. No tagger."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import Literal

from onrecord.dates.tokens import Tokens
from onrecord.lexicon import table

Tense = Literal["past", "future", "present"]
_REACH = 14  # tokens looked at on either side
_STOPS = frozenset(".!?;:\n")


@cache
def _cues() -> dict[str, str]:
    return {word: tense for word, tense in table("dates/tense.tsv")}


def clause_tense(tokens: Tokens, start: int, end: int) -> Tense | None:
    """The tense of the verb that governs tokens `[start, end)`: the nearest before it in its sentence, else the nearest after."""
    for indices in (range(start - 1, max(-1, start - 1 - _REACH), -1), range(end, min(len(tokens.starts), end + _REACH))):
        for index in indices:
            word = tokens[index]
            if word in _STOPS or "\n" in word:
                break
            tense = _tense_of(tokens, index, word)
            if tense is not None:
                return tense
    return None


def _tense_of(tokens: Tokens, index: int, word: str) -> Tense | None:
    lower = word.lower()
    cue = _cues().get(lower)
    if cue == "to":  # "to open in March": future, unless a past verb rules it ("was to", "expected to" stay future)
        following = tokens[index + 1] if index + 1 < len(tokens.starts) else ""
        previous = tokens[index - 1].lower() if index else ""
        return "future" if following.isalpha() and following.islower() and previous in _WILLING else None
    if cue == "past" or cue == "future" or cue == "present":
        return cue
    if len(lower) > 4 and lower.endswith("ed") and word.islower() and lower not in _WILLING:
        return "past"
    return None


_WILLING = frozenset(
    "is are be expected scheduled due plans plan planned going set hopes hope intends intend wants want likely expects expect "
    "slated proposed ready agreed promised vowed aims aim prepares prepared supposed".split()
)


def token_at(tokens: Tokens, position: int) -> int:
    """The index of the first token that starts at or behind a character position."""
    return bisect_left(tokens.starts, position)
