"""Everything that speaks and is not one person: organisations, groups, documents."""

from __future__ import annotations

import re

from onrecord import lexicon
from onrecord.actors.figures import Figure, Kind, Mention
from onrecord.actors.nominals import head_noun
from onrecord.actors.scene import Scene, singular
from onrecord.names.fold import fold
from onrecord.types import Entity, Span

_EDGES = re.compile(r"^(?:the|The|THE)\s+|(?:['’]s|['’]|[\s,;:.])+$")
_SMALL = frozenset(["of", "the", "and", "for", "in", "on", "to", "a", "an", "de", "la", "du", "des", "&"])


def bare_form(text: str) -> str:
    """A name without leading article, trailing possessive and line breaks."""
    return " ".join(_EDGES.sub("", _EDGES.sub("", text)).split())


def acronym(name: str) -> str:
    """First letters of the words of a name that are no small words: "United Nations" gives "un"."""
    return "".join(fold(word)[:1] for word in re.split(r"[\s-]+", name) if word and word.lower() not in _SMALL)


def named_bodies(scene: Scene, numbered: list[tuple[int, Entity]]) -> list[Figure]:
    """Put ORG entities together: equal names, acronyms told in the article, and short forms by the first words.

    Args:
        scene: The article.
        numbered: Number and entity of each ORG, in text order.
    """
    bodies: list[Figure] = []
    by_form: dict[str, Figure] = {}
    for number, entity in numbered:
        form = bare_form(scene.text[entity.start : entity.end])
        key = fold(form).replace(".", "")
        body = (
            by_form.get(key)
            or by_form.get(key.replace("-", " "))
            or _either_form(key, by_form)
            or _long_form(form, bodies, definite=_is_definite(scene, entity))
            or _told_as(acronym(form), by_form)
        )
        if body is None:
            body = Figure("organisation", True)
            bodies.append(body)
            short = acronym(form)
            if len(short) > 1 and short not in by_form:
                by_form[short] = body
        by_form.setdefault(key, body)
        body.forms.append(form)
        span = trimmed(scene, entity)
        for short in _told_short(scene.text, span.end):
            by_form.setdefault(short, body)
        body.mentions.append(Mention(span.start, span.end, "name", "named"))
        body.entities.append(number)
    return bodies


_BRACKET = re.compile(r"\s?\(([^()\n]{2,40})\)")


def _told_short(text: str, end: int) -> list[str]:
    """Short forms that a bracket right behind a name gives: "People's Front for Water (PFW/FPA)" gives "pfw" and "fpa"."""
    bracket = _BRACKET.match(text, end)
    pieces = re.split(r"\s?(?:/|,| or )\s?", bracket[1]) if bracket else []
    return [fold(piece).replace(".", "") for piece in pieces if 2 <= len(piece) <= 12 and piece.isupper()]


def _either_form(key: str, by_form: dict[str, Figure]) -> Figure | None:
    """The body of a double short form ("PFW/FPA"), when one of the two is known."""
    return next((by_form[piece] for piece in key.split("/") if piece in by_form), None) if "/" in key else None


def _told_as(short: str, by_form: dict[str, Figure]) -> Figure | None:
    """The body of which the text has told by this acronym alone: the NLC of a headline is the Nigeria Labour Congress below."""
    body = by_form.get(short) if len(short) > 2 else None
    return body if body is not None and all(form.isupper() for form in body.forms) else None


def _is_definite(scene: Scene, entity: Entity) -> bool:
    """True behind "the": "the Alliance"."""
    before = scene.words(max(0, entity.start - 6), entity.start)[-1:]
    return bool(before) and before[0].low == "the"


def _long_form(form: str, bodies: list[Figure], *, definite: bool) -> Figure | None:
    """The one body whose longer name begins with this form, or ends with it behind "the": "the Alliance" of the Basin Alliance."""
    words = fold(form).split()
    if not words or (len(words) == 1 and len(words[0]) < 4):
        return None
    fitting = []
    for body in bodies[-60:]:
        for other in body.forms:
            longer = fold(other).split()
            if len(longer) > len(words) and longer[: len(words)] == words:
                fitting.append(body)
                break
            if definite and len(longer) > len(words) and longer[-len(words) :] == words:
                fitting.append(body)
                break
    return fitting[0] if len(fitting) == 1 else None


def trimmed(scene: Scene, entity: Entity) -> Span:
    """The entity's span without a trailing possessive."""
    text = scene.text[entity.start : entity.end]
    tail = re.search(r"(?:['’]s|['’])$", text)
    return Span(entity.start, entity.end - (len(tail[0]) if tail and tail.start() else 0))


def head_kind(words: list[str]) -> tuple[str, Kind] | None:
    """Head noun of a source phrase and what it names; words are lower-case and in order. Null when no list knows one.

    The head is the last known noun before the first preposition or relative.
    """
    cut = next((i for i, word in enumerate(words) if i and (word in postmodifiers() or word in _OF_TEXTS)), len(words))
    for word in reversed(words[:cut]):
        one = singular(word)
        if word in lexicon.word_set("actors/group_nouns.txt"):
            return word, "group"
        if head_noun(word):
            return word, "person"
        if one != word and head_noun(one):
            return word, "group"
        for kind, name in (("organisation", "organisation_nouns"), ("document", "document_nouns")):
            nouns = lexicon.word_set(f"actors/{name}.txt")
            if word in nouns or one in nouns:
                return word, kind  # type: ignore[return-value]
    return None


def postmodifiers() -> frozenset[str]:
    """Words with which what follows a head begins."""
    return lexicon.word_set("actors/postmodifiers.txt")


_OF_TEXTS = frozenset(["about", "involved", "named", "near", "published", "released", "said"])  # "a report | released on Monday"
