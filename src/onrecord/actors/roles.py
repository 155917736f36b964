"""Roles beside names: "the Irish senator David Norris", "Ann Lee, chair of the Lagos Water Board,"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.actors.nominals import DEFINITE, INDEFINITE, POSSESSIVE, head_noun
from onrecord.actors.scene import Scene, Token
from onrecord.types import Entity, Role

_FORMER = frozenset(["former", "ex", "ex-", "then", "late", "one-time", "onetime", "erstwhile", "outgoing", "retired", "past"])
_PREPOSITIONS = frozenset(["of", "for", "to", "at", "on", "in", "with", "from"])
_BREAK = frozenset(
    [
        "said",
        "says",
        "told",
        "who",
        "which",
        "that",
        "is",
        "was",
        "are",
        "were",
        "has",
        "had",
        "have",
        "will",
        "would",
        "and",
        "but",
        "when",
        "while",
        "as",
        "by",
        "because",
        "after",
        "before",
        "if",
        "than",
        "he",
        "she",
        "they",
        "it",
        "we",
        "i",
    ]
)
_AGE = re.compile(r"^\s*,?\s*(?:aged\s+)?\d{1,3}\s*,")
_LONGEST = 16  # words of a role phrase


@dataclass(frozen=True, slots=True)
class RoleFound:
    """A role with the head noun that later nominals repeat."""

    role: Role
    head: str


def roles_of_name(scene: Scene, start: int, end: int, entities: list[Entity]) -> list[RoleFound]:
    """Roles that stand right before or after a name, in text order.

    Args:
        scene: The article.
        start: Start of the name.
        end: End of the name.
        entities: ORG, GPE, NORP and LOC entities, in text order.
    """
    found = [_before(scene, start, entities), _after(scene, end, entities), _predicate(scene, end, entities)]
    return [role for role in found if role is not None]


def _before(scene: Scene, start: int, entities: list[Entity]) -> RoleFound | None:
    """ "former Prime Minister of Algeria, Sid Ahmed" and "Angels spokesman Tim Mead"."""
    last = scene.token_from(start) - 1
    if last < 0:
        return None
    gap = scene.text[scene.tokens[last].end : start]
    if gap.strip(" .\"“‘'") not in ("", ",") or "\n" in gap:
        return None
    comma = "," in gap
    first, head = last + 1, None
    for i in range(last, max(-1, last - _LONGEST), -1):
        token = scene.tokens[i]
        if i < last:
            between = scene.text[token.end : scene.tokens[i + 1].start]
            if between.strip(" .-–&/'’\"“”") or "\n" in between:
                break
        low = token.low
        if low in _BREAK and not (low == "and" and comma and head is None):
            break
        if low in DEFINITE or low in INDEFINITE or low in POSSESSIVE:
            break
        if low in _PREPOSITIONS and (i == first - 1) and head is not None and not comma and low not in ("of", "for"):
            break
        first = i
        if head_noun(low):
            head = i
    if head is None:
        return None
    tokens = scene.tokens[first : last + 1]
    heads = [i for i in range(first, last + 1) if head_noun(scene.tokens[i].low)]
    tail = [token.low for token in scene.tokens[heads[-1] + 1 : last + 1]]
    if not comma and tail and tail[0] not in ("of", "for"):
        return None  # "the senator in Paris Ann Lee"
    if comma and heads and scene.text[scene.tokens[first].start].islower() and scene.tokens[first].low not in _FORMER and not tail:
        return None  # "told the reporter, Ann Lee said"
    head = next((i for i in heads if i + 1 > last or scene.tokens[i + 1].low in _PREPOSITIONS), heads[-1])
    return _role(scene, list(tokens), scene.tokens[head], entities)


def _after(scene: Scene, end: int, entities: list[Entity]) -> RoleFound | None:
    """ "Ann Lee, 43, chair of the Lagos Water Board, said" """
    rest = scene.text[end : end + 8]
    age = _AGE.match(scene.text[end : end + 14])
    if age:
        start = end + age.end()
    elif rest.startswith(","):
        start = end + 1
    elif rest.startswith((" (", " —", " –", " - ")):
        start = end + 2
    else:
        return None
    return _phrase(scene, start, entities)


def _predicate(scene: Scene, end: int, entities: list[Entity]) -> RoleFound | None:
    """ "Ann Lee is the chair of" """
    following = scene.words(end, min(len(scene.text), end + 24))[:2]
    if len(following) < 2 or following[0].low not in ("is", "was", "became") or scene.text[end : following[0].start] != " ":
        return None
    return _phrase(scene, following[0].end, entities) if following[1].low in ("the", "a", "an") else None


def _phrase(scene: Scene, start: int, entities: list[Entity]) -> RoleFound | None:
    """The role phrase that begins at `start` and ends at a comma, a bracket, a verb or after sixteen words."""
    tokens: list[Token] = []
    head: Token | None = None
    prepositions = 0
    previous_end = start
    for token in scene.words(start, min(len(scene.text), start + 200)):
        gap = scene.text[previous_end : token.start]
        if (
            gap.strip(" -–&/'’.\"“”")
            or "\n" in gap
            or (("." in gap) and len(tokens) and len(tokens[-1].text) > 4)
            or len(tokens) >= _LONGEST
        ):
            break
        low = token.low
        if low in _BREAK and not (low == "and" and head is not None and prepositions):
            break
        if head is None and len(tokens) >= 7:
            return None
        if low in _PREPOSITIONS:
            prepositions += 1
            if head is None:
                return None
        if low == "and" and head is not None and _next_is_head(scene, token):
            break
        tokens.append(token)
        if not prepositions and head_noun(low):
            head = token
        previous_end = token.end
    while tokens and tokens[-1].low in (*_PREPOSITIONS, "and", "the"):
        tokens.pop()
    if head is None or head not in tokens:
        return None
    if not prepositions:
        tokens = [token for token in tokens if token.start <= head.start]
    while tokens and (tokens[0].low in DEFINITE or tokens[0].low in INDEFINITE or tokens[0].low in POSSESSIVE):
        tokens.pop(0)
    return _role(scene, tokens, head, entities) if tokens else None


def _next_is_head(scene: Scene, token: Token) -> bool:
    following = scene.words(token.end, min(len(scene.text), token.end + 40))[:3]
    return any(head_noun(word.low) for word in following)


def _role(scene: Scene, tokens: list[Token], head: Token, entities: list[Entity]) -> RoleFound:
    """Title, organisation and "former" of a role phrase."""
    former = any(token.low in _FORMER or token.low.startswith("ex-") for token in tokens)
    while len(tokens) > 1 and tokens[0].low in _FORMER:
        tokens = tokens[1:]
    start, end = tokens[0].start, max(token.start + len(token.low) for token in tokens[-1:])
    inside = [entity for entity in entities if entity.start < end and start < entity.end]
    organisation = next((entity for label in ("ORG", "GPE", "LOC", "NORP") for entity in inside if entity.label == label), None)
    title = " ".join(
        token.text[: len(token.low)] for token in tokens
        if token.start <= head.start and not any(entity.start <= token.start < entity.end for entity in inside)
    )  # fmt: skip
    following = [token for token in tokens if token.start > head.start]
    if following and following[0].low in ("of", "for") and organisation is not None and organisation.start > head.start:
        between = [token for token in following[1:] if token.start < organisation.start]
        if between and any(token.text[0].isupper() for token in between):
            title = f"{title} {scene.text[following[0].start : between[-1].end]}"
    elif following and following[0].low in ("of", "for") and not inside:
        title = f"{title} {scene.text[following[0].start : following[-1].start + len(following[-1].low)]}"
    if not title.strip():
        title = scene.text[head.start : head.start + len(head.low)]
    name = None if organisation is None else _strip_article(scene.text[organisation.start : organisation.end])
    return RoleFound(Role(start, end, " ".join(title.split()), name, former), head.low)


def _strip_article(text: str) -> str:
    bare = re.sub(r"(?:['’]s|['’])$", "", text)
    return bare[4:] if bare[:4].lower() == "the " else bare
