"""Third-person pronouns for people, found with their case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from onrecord import lexicon
from onrecord.actors.scene import Scene, Token

PRONOUNS: Mapping[str, tuple[Literal["f", "m"], str]] = {
    "he": ("m", "subject"), "him": ("m", "object"), "his": ("m", "possessive"), "himself": ("m", "reflexive"),
    "she": ("f", "subject"), "her": ("f", "possessive"), "hers": ("f", "possessive"), "herself": ("f", "reflexive"),
}  # fmt: skip
PLURAL: Mapping[str, str] = {
    "they": "subject", "them": "object", "their": "possessive", "theirs": "possessive", "themselves": "reflexive", "themself": "reflexive",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun of the third person and its place. `gender` is null for the plural."""

    start: int
    end: int
    gender: Literal["f", "m"] | None
    case: str  # subject, object, possessive, reflexive
    sentence: int
    paragraph: int
    quote: int | None
    source_of: int | None  # the quote whose source it is
    opens: bool  # first word of its sentence


@cache
def word_class(name: str) -> frozenset[str]:
    """The words of one class of `actors/pronoun_words.tsv`, lower case."""
    return next(frozenset(words.split()) for given, words in lexicon.table("actors/pronoun_words.tsv") if given == name)


def find_pronouns(scene: Scene, skip: Sequence[tuple[int, int]] = ()) -> list[Pronoun]:
    """All third-person pronouns for people in text order ("it" is none). `skip` holds spans that are names ("Her Majesty")."""
    covered = {position for start, end in skip for position in (start,) if end > start}
    sources = {quote.source.start: number for number, quote in reversed(list(enumerate(scene.quotes))) if quote.source}
    found = []
    for i, token in enumerate(scene.tokens):
        word = token.text.lower()
        if word not in PRONOUNS and word not in PLURAL:
            word = word.replace("’", "'").split("'")[0]  # he's, they've
            if word not in ("he", "she", "they"):
                continue
        if token.start in covered:
            continue
        gender, case = PRONOUNS[word] if word in PRONOUNS else (None, PLURAL[word])
        case = _her_case(scene, i) if word == "her" else case
        sentence, paragraph = scene.sentence_at(token.start), scene.paragraph_at(token.start)
        place = (sentence, paragraph, scene.quote_at(token.start), sources.get(token.start), _opens(scene, token, sentence))
        found.append(Pronoun(token.start, token.start + len(word), gender, case, *place))
    return found


def _her_case(scene: Scene, i: int) -> str:
    """ "her" before a word that can be a noun is possessive, else an object."""
    if i + 1 >= len(scene.tokens):
        return "object"
    token, following = scene.tokens[i], scene.tokens[i + 1]
    if scene.text[token.end : following.start].strip() or following.low in word_class("after_object"):
        return "object"
    return "possessive"


def _opens(scene: Scene, token: Token, sentence: int) -> bool:
    start = scene.sentences[sentence].start
    return token.start - start <= 1 or not scene.text[start : token.start].strip(" \n\"“”‘'")
