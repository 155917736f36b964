"""What a line says it is, by its words alone: share widget, form, legal notice, teaser ..."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from onrecord.lexicon import table

MOST_CHARS = 240  # longer lines are text, whatever they begin with
_STRAIGHT = (*((mark, '"') for mark in "“”„«»"), *((mark, "'") for mark in "’‘`´"), *((mark, "-") for mark in "–—"))
_EDGES = ' \t"·•|*-–—→←»«›‹▶►✕×+#:'


def shadow(text: str) -> str:
    """The text lower case and with straight marks, character for character: patterns run on it."""
    lowered = text.lower()
    text = lowered if len(lowered) == len(text) else text
    for mark, straight in _STRAIGHT:
        text = text.replace(mark, straight)
    return text


def shadows_of(texts: Sequence[str]) -> list[str]:
    """The shadow of each of several lines."""
    page = "\n".join(texts)
    if len(page.lower()) != len(page):
        return [shadow(text) for text in texts]
    return shadow(page).split("\n")


_GROUP = re.compile(r"(?<!\\)\((?!\?)")


@cache
def reasons() -> tuple[str, ...]:
    """All reasons that a cue can give, in the order of the list."""
    return tuple(dict.fromkeys(reason for reason, _ in table("clean/cues.tsv")))


@cache
def _cues() -> re.Pattern[str]:
    def alternatives(reason: str) -> str:
        return "|".join(pattern for name, pattern in table("clean/cues.tsv") if name == reason)

    groups = "|".join(f"(?P<r{number}>{_GROUP.sub('(?:', alternatives(reason))})" for number, reason in enumerate(reasons()))
    return re.compile("(?:" + groups.replace("(?: ~)", r"(?:\W.*)").replace("~", ".*") + ")$")


@lru_cache(maxsize=1 << 14)  # pages of one site repeat the same lines
def cue_of(lowered: str) -> str:
    """The reason that a line's words give for not being the article's text, or "" (`lowered`: its shadow)."""
    if len(lowered) > MOST_CHARS:
        return ""
    found = _cues().match(lowered.strip(_EDGES) or lowered)
    return reasons()[int((found.lastgroup or "r0")[1:])] if found else ""
