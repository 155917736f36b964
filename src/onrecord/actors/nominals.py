"""Persons named by what they are: "the Irish senator", "a spokeswoman for the ministry"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from onrecord import lexicon
from onrecord.actors.scene import Scene, Token, singular
from onrecord.types import Span

DEFINITE = frozenset(["the", "this", "that", "said"])
INDEFINITE = frozenset(["a", "an", "another", "one", "some", "any", "every", "each"])
POSSESSIVE = frozenset(["his", "her", "their", "its", "my", "our", "your", "whose"])
_STOP = frozenset(
    [
        "and",
        "or",
        "of",
        "in",
        "to",
        "with",
        "for",
        "by",
        "at",
        "on",
        "from",
        "as",
        "who",
        "that",
        "which",
        "is",
        "was",
        "are",
        "were",
        "has",
        "had",
        "have",
        "said",
        "says",
        "told",
        "be",
        "been",
        "will",
        "would",
        "can",
        "could",
        "not",
        "but",
        "if",
        "when",
        "while",
        "than",
        "it",
        "he",
        "she",
        "they",
        "we",
        "i",
        "you",
        "him",
        "them",
        "there",
        "about",
        "after",
        "before",
        "into",
        "over",
        "under",
        "between",
        "during",
        "against",
        "because",
        "so",
        "also",
        "then",
    ]
)


@dataclass(frozen=True, slots=True)
class Nominal:
    """A noun phrase whose head names one person. `start` is at the determiner, `end` after the head."""

    start: int
    end: int
    head: str
    head_start: int
    determiner: str
    gender: Literal["f", "m"] | None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def definite(self) -> bool:
        return self.determiner in DEFINITE


def noun_genders() -> dict[str, str]:
    """Nouns for one person, with f, m or an empty string."""
    return {row[0]: row[1] if len(row) > 1 else "" for row in lexicon.table("actors/role_nouns.txt")}


def head_noun(word: str) -> str | None:
    """The person noun that a lower-case word is or ends in: `co-chair`, `president-elect`, `ex-wife`, `policewoman`."""
    nouns = _nouns()
    if word in nouns:
        return word
    for piece in (word.rsplit("-", 1)[-1], word.split("-", 1)[0]):
        if piece != word and piece in nouns:
            return piece
    if len(word) > 6 and word.endswith(("woman", "person", "ologist", "sman")) and "-" not in word:
        return word
    return None


_CACHE: dict[str, str] = {}


def _nouns() -> dict[str, str]:
    if not _CACHE:
        _CACHE.update(noun_genders())
    return _CACHE


def noun_gender(head: str) -> Literal["f", "m"] | None:
    """The gender a noun tells, if any."""
    told = _nouns().get(head, "")
    if head.endswith("woman") or told == "f":
        return "f"
    return "m" if told == "m" else None


def person_nominals(scene: Scene, taken: list[Span]) -> Iterator[Nominal]:
    """Noun phrases with a determiner whose head is one person, outside the `taken` spans, in text order."""
    tokens = scene.tokens
    position = 0
    for i, token in enumerate(tokens):
        while position < len(taken) and taken[position].end <= token.start:
            position += 1
        inside = position < len(taken) and taken[position].start < token.end
        head = None if inside else head_noun(token.low)
        if head is None or _runs_on(scene, i):
            continue
        found = _determiner(scene, i)
        if found is not None:
            j, determiner = found
            yield Nominal(tokens[j].start, _bare_end(token), head, token.start, determiner, noun_gender(head))


def _bare_end(token: Token) -> int:
    """The end of the token without a possessive."""
    return token.start + len(token.low) if len(token.low) < len(token.text) else token.end


def _runs_on(scene: Scene, i: int) -> bool:
    """True when the noun is not the last of its phrase: another person noun or a capitalised word follows at once."""
    if i + 1 >= len(scene.tokens):
        return False
    token, following = scene.tokens[i], scene.tokens[i + 1]
    between = scene.text[token.end : following.start]
    if between != " " or token.text != token.text[: len(token.low)]:
        return False
    return (
        (following.text[0].isupper() and following.low != "i")
        or head_noun(following.low) is not None
        or head_noun(singular(following.low)) is not None
    )


def _determiner(scene: Scene, i: int) -> tuple[int, str] | None:
    """Token index and text of the determiner that opens the phrase, at most six words before the head."""
    tokens = scene.tokens
    for j in range(i - 1, max(-1, i - 8), -1):
        gap = scene.text[tokens[j].end : tokens[j + 1].start]
        if gap.strip() or "\n" in gap:
            return None
        low = tokens[j].low
        if low in DEFINITE or low in INDEFINITE or low in POSSESSIVE:
            return j, low
        if low in _STOP or (len(tokens[j].low) < len(tokens[j].text) and j + 1 < i - 4):
            return None
    return None
