"""The simple present of what is to come: "They travel to Leeds on Thursday". News tells the past in the past tense."""

from __future__ import annotations

from functools import cache

from onrecord.dates.tokens import Tokens
from onrecord.lexicon import table, word_set

_SUBJECTS = frozenset({"i", "we", "you", "they", "he", "she", "it", "who", "which", "both"})
_BETWEEN = frozenset({"also", "again", "then", "now", "next", "both", "all", "first"})  # stand between a subject and its verb
_NOT_PLURAL = frozenset({"this", "its", "his", "us", "as", "is", "was", "has", "does", "yes", "thus", "perhaps", "across", "less", "plus"})
_DETERMINERS = frozenset({"a", "an", "his", "her", "its", "their", "our", "my", "this", "that", "of", "in", "for", "'s", "’s"})
_BE = frozenset({"is", "are", "am", "m", "re"})
_QUOTING = frozenset("“‘\"'")
_PARTING = frozenset(
    {"after", "since", "following", "over", "when", "where", "while", "because", "despite", "who", "which", "whose", "into"}
)


@cache
def _forms() -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
    """Base forms and third persons, each with its condition; participles."""
    rows = [(*row, "")[:4] for row in table("dates/event_verbs.tsv")]
    return {row[0]: row[3] for row in rows}, {row[1]: row[3] for row in rows}, frozenset(row[2] for row in rows)


def parts(word: str) -> bool:
    """True for a word behind which a day belongs to another event: "They face a ban after Saturday's brawl"."""
    return word in _PARTING


def to_come(tokens: Tokens, index: int) -> bool:
    """True for a verb of an event in the present, for a call to come, and for "is travelling"."""
    word = tokens[index]
    bases, thirds, participles = _forms()
    if index == 0:
        return False
    if word in participles:
        return tokens[index - 1].lower() in _BE
    if word.lower() in word_set("dates/invitations.txt") and tokens[index - 1] in _QUOTING:
        return True
    subject = _subject(tokens, index)
    if word in bases:
        return _has_particle(tokens, index, bases[word]) and _is_plural(tokens, subject)
    return word in thirds and _has_particle(tokens, index, thirds[word]) and (thirds[word] != "noun" or _is_named(tokens, subject))


def _has_particle(tokens: Tokens, index: int, wanted: str) -> bool:
    """`takes place`, `kicks off`."""
    following = tokens[index + 1] if index + 1 < len(tokens.starts) else ""
    return wanted in {"", "noun"} or following in wanted.split()


def _subject(tokens: Tokens, index: int) -> int:
    """The last token of what may be the subject of a verb."""
    before = index - 1
    return before - 1 if before and tokens[before].lower() in _BETWEEN else before


def _is_plural(tokens: Tokens, index: int) -> bool:
    """`they`, `the sides`, `Rovers`; of a name in the singular (`City host Rovers`) no determiner stands before."""
    word = tokens[index]
    if word.lower() in _SUBJECTS:
        return True
    if len(word) > 2 and word.endswith("s") and word.lower() not in _NOT_PLURAL:
        return True
    return _is_name(word) and _is_named(tokens, index)


def _is_named(tokens: Tokens, index: int) -> bool:
    """`she`, `which`, or a name that does not stand before a noun (`his Oslo visits`)."""
    if tokens[index].lower() in _SUBJECTS:
        return True
    first = index
    while first >= 0 and index - first < 5 and _is_name(tokens[first]):
        first -= 1
    return first < index and (first < 0 or tokens[first].lower() not in _DETERMINERS)


def _is_name(word: str) -> bool:
    return len(word) > 1 and word[0].isupper()
