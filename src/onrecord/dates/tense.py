"""Tense of the clause around a time expression, from closed-class words and endings. No tagger."""

from __future__ import annotations

from functools import cache
from typing import Literal

from onrecord.dates.presents import parts, to_come
from onrecord.dates.tokens import Tokens
from onrecord.lexicon import table, word_set

Tense = Literal["past", "future", "present", "near"]
_REACH = 14  # tokens looked at on either side
_FATE = 6  # tokens from a day that was set to what became of it
_WILL = frozenset({"will", "ll", "shall"})
_NEAR = 8  # tokens from a day to the present tense of an event
_STOPS = frozenset(".!?;:“”«»")  # a clause does not reach out of a quotation
_APPOINTED = frozenset({"planned", "scheduled", "set", "due", "slated", "expected", "booked", "listed", "forecast"})
_WARNINGS = frozenset({"warning", "warnings", "alert", "alerts", "forecast"})
_DUE_WHERE = frozenset({"in", "at", "before", "back"})
_HAVE = frozenset({"have", "not"})
_SMALL = frozenset({"at", "in", "on", "the", "next", "of", "from"})
_DETERMINERS = frozenset({"a", "an", "the", "his", "her", "its", "their", "this", "that", "still", "newly", "any", "no"})


@cache
def _cues() -> dict[str, str]:
    return {row[0]: row[1] for row in table("dates/tense.tsv")}


def clause_tense(tokens: Tokens, start: int, end: int, *, of_picture: bool = False) -> Tense | None:
    """The tense of the verb that governs tokens `[start, end)`: the nearest before it in its sentence, else the nearest after.

    The line under a picture (`of_picture`) tells the past in the present tense.
    """
    if start and (leaning := _preposition(tokens, start, end)) is not None:
        return leaning
    for indices in (range(start - 1, max(-1, start - 1 - _REACH), -1), range(end, min(len(tokens.starts), end + _REACH))):
        parted = False
        for index in indices:
            word = tokens[index]
            if word in _STOPS or "\n" in word:
                break
            parted = parted or parts(word.lower())
            if not parted and not of_picture and abs(index - start) <= _NEAR and to_come(tokens, index):
                return "future"
            if start and _cues().get(word.lower()) == "pledge" and tokens[start - 1] in {"by", "before", "from"}:
                return "future"  # "promised a second room by April"
            if start and word in {"should", "must"} and tokens[start - 1] in {"by", "before"} and not _follows(tokens, index, _HAVE):
                return "future"  # "should be back by Friday"
            if index < start and word in {"is", "are"} and _only_places(tokens, index + 1, start):
                return "future"  # "Kick-off is at 3pm on Saturday", "the second test is in Lautoka on Saturday"
            if word == "due" and tokens[index - 1].lower() not in {"was", "were", "been"} and _follows(tokens, index, _DUE_WHERE):
                return "future"  # "is due in court on Friday"
            tense = _tense_of(tokens, index, word.lower())
            if tense is not None:
                return tense
    return None


def own_day_to_come(tokens: Tokens, end: int) -> bool:
    """`Monday's vote is expected to be close`: what a day has (the token at `end` is its "'s") is still to come."""
    for index in range(end + 1, min(len(tokens.starts) - 1, end + _FATE)):
        word = tokens[index].lower()
        if word in _STOPS or "\n" in word:
            return False
        if word == "will" or (word in {"is", "are"} and _follows(tokens, index, _APPOINTED)):
            return True
        if word in {"was", "were", "had", "has"} or _cues().get(word) == "past":
            return False
    return False


def _only_places(tokens: Tokens, start: int, end: int) -> bool:
    """True for tokens that say when or where and nothing else: names, numbers and small prepositions."""
    return all(
        tokens[index] in _SMALL or not tokens[index][:1].islower() or tokens[index] in {"am", "pm", "noon"} for index in range(start, end)
    )


def _follows(tokens: Tokens, index: int, words: frozenset[str]) -> bool:
    return index + 1 < len(tokens.starts) and tokens[index + 1].lower() in words


def _preposition(tokens: Tokens, start: int, end: int) -> Tense | None:
    """`ended March 31` looks back; `as soon as Tuesday`, `ending June 30`, `declared Saturday a holiday` look ahead."""
    words = [tokens[index].lower() for index in range(max(0, start - 3), start)]
    if words[-1] == "ended" or words[-2:] == ["ended", "on"] or words[-1] == "since":
        return "past"
    if words[-1] in {"for", "on", "from"} and len(words) > 1 and words[-2] in _APPOINTED:
        return "past" if words[0] == "been" else _fate(tokens, end) or "future"
    if words[-1] in {"declared", "proclaimed"} and end < len(tokens.starts) and tokens[end] in {"a", "an"}:
        return "future"  # the day is what is declared, not when
    if words[-1] in {"ending", "until", "till", "effective"} or (
        len(words) == 3 and words[0] == "as" and words[1] in {"early", "soon"} and words[2] == "as"
    ):
        return "future"
    return None


def _fate(tokens: Tokens, end: int) -> Tense | None:
    """`The match set for Sunday was called off`: told near the day, on either side of it."""
    stop = min(len(tokens.starts) - 1, end + _FATE)
    for index in range(end, stop):
        word = tokens[index].lower()
        if word in _STOPS or "\n" in word:
            return None
        if word in {"was", "were", "been"}:
            return "near" if _follows(tokens, index, word_set("dates/called_off.txt")) else None
    return None


def _tense_of(tokens: Tokens, index: int, word: str) -> Tense | None:
    cue = _cues().get(word)
    previous = tokens[index - 1].lower() if index else ""
    if cue == "to":  # "expected to open in March"
        following = tokens[index + 1] if index + 1 < len(tokens.starts) else ""
        if not following.islower() or _cues().get(previous) not in {"intent", "pledge"}:
            return None
        return "past" if {"had", "been"} <= {tokens[other].lower() for other in range(max(0, index - 4), index)} else "future"
    if cue == "future":
        return "future"
    if word in _WARNINGS and index + 1 < len(tokens.starts) and tokens[index + 1] == "for":
        return "future"  # "a warning for wind from 6am on Thursday"
    if cue is None and previous in {"which", "who", "that"} and word.endswith("s") and not word.endswith("ss"):
        return "present"  # "which reports its results in January"
    participle = cue in {"past", "pledge"} or (cue is None and len(word) > 4 and word.endswith("ed") and tokens[index].islower())
    if participle and previous in {"be", "being", "is", "are"}:
        before = tokens[index - 2].lower() if index > 1 else ""
        return "future" if previous == "be" and before in {"to", "will", "would", "may", "might", "should", "must"} else None
    if participle:
        return None if previous in _DETERMINERS and not (previous == "that" and _follows(tokens, index, _SMALL)) else "past"
    if word == "have" and (previous in _WILL or (previous in {"not", "also"} and index > 1 and tokens[index - 2].lower() in _WILL)):
        return "future"  # "we'll have a look on Monday"
    return "present" if cue == "present" else None
