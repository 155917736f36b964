"""The words that name a source: from the core of a noun phrase to the whole, with title, apposition and what it is of."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.quotes.cues import AUXILIARIES, PREPOSITIONS, Tie
from onrecord.quotes.mentions import Mention, noun_kinds
from onrecord.quotes.view import View
from onrecord.quotes.words import word_class
from onrecord.types import Span

_OPENS_APPOSITION = word_class("apposition")
_OF_NAMES = frozenset(["of", "at", "for", "from"])
_NOT_OF_NOUN = word_class("adverbial")
_TIMES = word_class("time")
_FINITE = word_class("finite_verb")
_IN_NAMES = word_class("lower_in_titles")
_BEHIND_ROLE = frozenset([",", "of", "for", "at", "in", "from", "to", "who", "and"])
_LONGEST_APPOSITION = 16  # words between two commas


def source_words(view: View, mention: Mention, tie: Tie) -> tuple[int, int]:
    """The full source as words `[start, end)`.

    Before its verb it reaches up to the verb and its auxiliaries; after its verb, or after "according to", it takes
    brackets, the noun phrases it is "of", and an apposition that begins like one.
    """
    if mention.kind in _PRONOUNS:
        end = mention.end
    elif tie.relation == "sv" and tie.verb > mention.end:
        end = _before_verb(view, mention, tie.verb)
    elif tie.relation == "acc" and _opens(view, tie.verb):
        end = _before_clause(view, mention)
    elif tie.relation in ("vs", "acc", "by") or _follows_marks(view, mention):
        end = _whole_phrase(view, mention)
    else:
        end = _bracket(view, mention.end)
    return mention.start, end


def source_span(view: View, mention: Mention, tie: Tie) -> Span:
    """The full source as characters `[start, end)`."""
    start, end = source_words(view, mention, tie)
    return Span(view.starts[start], view.ends[end - 1])


def behind_content(text: str, source: Span, content: Sequence[Span]) -> Span:
    """A source without the words before it that are its content's: "killing nine people, | the police chief", who said so."""
    end = max((span.end for span in content if span.start < source.start < span.end < source.end), default=source.start)
    start = source.end - len(text[end : source.end].lstrip(" ,;:—–"))
    return Span(start, source.end) if start < source.end else source


def _follows_marks(view: View, mention: Mention) -> bool:
    """True right behind a quotation, or one word (an unknown verb) after it."""
    for word in (mention.start - 1, mention.start - 2):
        if word >= 0 and view.inside[word] >= 0 and view.paragraph[word] == view.paragraph[mention.start]:
            return True
    return False


_PRONOUNS = frozenset(["person", "self", "you", "relative", "object", "thing"])


def _before_verb(view: View, mention: Mention, verb: int) -> int:
    end = verb
    while end > mention.end and (view.lower[end - 1] in AUXILIARIES or view.lower[end - 1].endswith("ly")):
        end -= 1
    at = _bracket(view, mention.end)
    if at < end and view.lower[at] == ",":
        opening = view.lower[at + 1] if at + 1 < end else ""
        if opening in _NOT_OF_NOUN or opening in _TIMES:
            return at
    while end > mention.end and view.lower[end - 1] in (",", "—", "–", "--"):
        end -= 1
    return max(end, mention.end)


def _bracket(view: View, at: int) -> int:
    """Past "(R-Texas)" or "[…]" right behind a name."""
    if at < len(view.words) and view.lower[at] == "(":
        for i in range(at + 1, min(at + 12, len(view.words))):
            if view.lower[i] == ")":
                return i + 1
    return at


def _whole_phrase(view: View, mention: Mention) -> int:
    end = _bracket(view, mention.end)
    sentence, inside = view.sentence[mention.start], view.inside[mention.start]

    def goes_on(at: int) -> bool:
        return at < len(view.words) and view.sentence[at] == sentence and view.inside[at] == inside

    end = _of_phrase(view, end, goes_on(end), mention)
    if goes_on(end) and view.lower[end] == "," and goes_on(end + 1) and _is_apposition(view, end + 1):
        at = end + 1
        while (
            goes_on(at)
            and view.lower[at] not in (".", ";", ":", "—", "–", "--")
            and not (view.lower[at] == "," and _ends_apposition(view, at))
        ):
            at += 1
        end = at
    return end


def _opens(view: View, cue: int) -> bool:
    """True for an "according to" that what it attributes follows: at the head of a sentence or of a clause behind "and", "but"."""
    before = cue - 1
    return before < 0 or view.sentence[before] != view.sentence[cue] or view.lower[before] in ("and", "but", ";", ":", "—", "–", "--")


def _before_clause(view: View, mention: Mention) -> int:
    """The phrase at the head of a sentence, with an apposition only where it plainly is one: a clause follows."""
    end = _bracket(view, mention.end)
    stop = view.sentence_bounds(mention.start)[1]
    end = _of_phrase(view, end, end < stop, mention)
    closing = next((at for at in range(end + 1, min(stop, end + _LONGEST_APPOSITION)) if view.lower[at] == ","), None)
    if end >= stop or view.lower[end] != "," or closing is None or stop - closing < 4:
        return end
    words = range(end + 1, closing)
    first = view.lower[end + 1]
    if first in ("a", "an", "one") and not any(view.lower[at] in _FINITE and view.lower[at - 1] not in ("who", "which") for at in words):
        return closing
    if all(view.words[at][0].isupper() or not view.words[at][0].isalpha() or view.lower[at] in _IN_NAMES for at in words):
        return closing
    role = next((at for at in words if noun_kinds().get(view.lower[at]) == "role"), None)
    return closing if first in _OPENS_APPOSITION and role is not None and view.lower[role + 1] in _BEHIND_ROLE else end


def _of_phrase(view: View, at: int, goes_on: bool, mention: Mention) -> int:
    """Past "of the water board", "for Ms Lane": little words and what follows them, to the next mark or verb."""
    if not goes_on or view.lower[at] not in (_OF_NAMES if mention.kind == "name" else PREPOSITIONS - _NOT_OF_NOUN):
        return at
    sentence, inside = view.sentence[mention.start], view.inside[mention.start]
    end = at
    while end < min(len(view.words), at + 14) and view.sentence[end] == sentence and view.inside[end] == inside:
        word = view.lower[end]
        if (
            not (word[0].isalnum() or word in ("'s", "'", "&", "-"))
            or word in _TIMES
            or word in AUXILIARIES
            or word in _NOT_OF_NOUN
            or word == "that"
        ):
            break
        end += 1
    return end


def _is_apposition(view: View, at: int) -> bool:
    word = view.lower[at]
    if word in _FINITE:
        return False  # ", according to a neighbour, was a plumber"
    if word in _OPENS_APPOSITION or view.words[at][0].isdigit() or view.words[at][0].isupper():
        return True
    return any(view.lower[i] in noun_kinds() for i in range(at, min(at + 4, len(view.words))) if view.lower[i][0].isalnum())


def _ends_apposition(view: View, comma: int) -> bool:
    """A comma ends it before a verb ("is", "adding that") or a small word that begins something new."""
    following = view.lower[comma + 1] if comma + 1 < len(view.words) else ""
    return (
        following.endswith("ing")
        or following in _FINITE
        or following in ("as", "in", "after", "while", "but", "and", "on", "during", "when", "though", "which")
    )
