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


@dataclass(frozen=True, slots=True)
class Nominal:
    """A noun phrase whose head names one person, or several. `start` is at the determiner, `end` after the head."""

    start: int
    end: int
    head: str
    determiner: str
    gender: Literal["f", "m"] | None
    many: bool = False

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def definite(self) -> bool:
        return self.determiner in DEFINITE


def _function_words() -> frozenset[str]:
    return lexicon.word_set("actors/function_words.txt")


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
    if len(word) > 6 and word.endswith(_ENDINGS) and "-" not in word:
        return word
    return None


_ENDINGS = ("woman", "person", "sman", "ologist", "alist", "onist", "arist", "inist", "ician", "holder")
"""What a noun ends in that can only name a person, however rare: archivist, tactician."""


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
    """Noun phrases for persons and groups of persons, outside the `taken` spans, in text order.

    One person needs a determiner ("the senator", "one of the senators"); several do not ("voters", "his relatives").
    """
    tokens = scene.tokens
    position = 0
    groups = lexicon.word_set("actors/group_nouns.txt")
    for i, token in enumerate(tokens):
        while position < len(taken) and taken[position].end <= token.start:
            position += 1
        if position < len(taken) and taken[position].start < token.end:
            continue
        one = singular(token.low)
        plural = one if one != token.low and head_noun(one) else token.low if token.low in groups else None
        head = None if plural else head_noun(token.low)
        if plural in _COUNTS and scene.text[token.end : token.end + 4] == " of ":
            continue  # "thousands of dollars"; of "thousands of people" the people are meant
        if (head is None and plural is None) or _runs_on(scene, i, many=plural is not None and (one != token.low or one == "people")):
            continue
        found = _determiner(scene, i)
        if found is not None and found[1] in ("that", "said") and plural is not None:
            found = (found[0] + 1, "")  # "said that voters stayed at home", "said ten voters"
        if found is not None and found[1] == "said" and token.text[0].isupper():
            found = None  # "Ann Lee said Duchess had escaped"
        if head is not None and found is not None:
            j, determiner = found
            yield Nominal(tokens[j].start, _bare_end(token), head, determiner, noun_gender(head))
        elif plural is not None:
            if found is not None and found[1] in INDEFINITE - {"some", "any"} and one != token.low:
                found = None  # "a wall villagers said": of two phrases
            j, determiner = found or (_first_modifier(scene, i), "")
            if one != token.low and (first := _one_of(scene, j)) is not None:
                yield Nominal(tokens[first].start, _bare_end(token), plural, "one", noun_gender(plural))
            elif not (determiner in ("a", "an", "one", "every", "each") and token.low == plural and plural not in groups):
                yield Nominal(tokens[j].start, _bare_end(token), token.low, determiner, None, many=True)


def _one_of(scene: Scene, j: int) -> int | None:
    """Index of "one" in "one of the ...", when the phrase starts at token `j`."""
    if j >= 2 and scene.tokens[j - 1].low == "of" and scene.tokens[j - 2].low == "one":
        return j - 2
    return None


def _first_modifier(scene: Scene, i: int) -> int:
    """Index of the first word of a phrase without determiner: capitalised or hyphenated words and numbers before the head."""
    j = i
    while j and i - j < 3 and scene.text[scene.tokens[j - 1].end : scene.tokens[j].start] == " ":
        before = scene.tokens[j - 1]
        if before.low in _function_words() or not (before.text[0].isupper() or before.text[0].isdigit() or before.low in _NUMBERS):
            break
        j -= 1
    return j


_COUNTS = frozenset(["dozens", "hundreds", "millions", "scores", "thousands"])
_NUMBERS = frozenset(
    ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several", "many", "most", "other", "some", "local", "senior"]
)


def _bare_end(token: Token) -> int:
    """The end of the token without a possessive."""
    return token.start + len(token.low) if len(token.low) < len(token.text) else token.end


def _runs_on(scene: Scene, i: int, *, many: bool) -> bool:
    """True when the noun is not the last of its phrase: another noun follows at once ("merchant vessel", "officer Ann Lee").

    Behind a regular plural only a known noun is taken for one ("teachers union"): "teachers want" is far more frequent.
    """
    if i + 1 >= len(scene.tokens):
        return False
    token, following = scene.tokens[i], scene.tokens[i + 1]
    if len(token.low) < len(token.text) or scene.text[token.end : following.start] != " ":
        return False
    if following.text[0].isupper():
        return following.low != "i"
    if many:
        bodies = lexicon.word_set("actors/organisation_nouns.txt"), lexicon.word_set("actors/group_nouns.txt")
        return any(following.low in nouns for nouns in bodies) or head_noun(singular(following.low)) is not None
    known = following.low in _function_words() or following.low in lexicon.word_set("actors/verbs.txt")
    known = known or following.low in lexicon.word_set("actors/after_nouns.txt")
    return not (known or following.low.endswith(("ed", "ing", "ly", "n't")) or following.text[0].isdigit())


def _names_somebody(word: str) -> bool:
    """True for a noun for persons, bodies or texts."""
    lists = ("group_nouns", "organisation_nouns", "document_nouns")
    return head_noun(singular(word)) is not None or any(word in lexicon.word_set(f"actors/{name}.txt") for name in lists)


def _determiner(scene: Scene, i: int) -> tuple[int, str] | None:
    """Token index and text of the determiner that opens the phrase, at most six words before the head."""
    tokens = scene.tokens
    for j in range(i - 1, max(-1, i - 8), -1):
        gap = scene.text[tokens[j].end : tokens[j + 1].start]
        if gap.strip() or "\n" in gap:
            return None
        low = tokens[j].low
        if low != singular(low) and head_noun(singular(low)) and tokens[j].text == low:
            return None
        if low in DEFINITE or low in INDEFINITE or low in POSSESSIVE:
            return j, low
        if j and (low.endswith("ed") or low in lexicon.word_set("actors/verbs.txt")) and _names_somebody(tokens[j - 1].low):
            return None  # "The paper cited officials"
        if low in _function_words() or (len(tokens[j].low) < len(tokens[j].text) and j + 1 < i - 4):
            return None
    return None
