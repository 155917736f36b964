"""What the reader's inputs and scores mean. The order of every tuple is part of the weights."""

from __future__ import annotations

NAMES = ("PERSON", "ORG", "LOC", "MISC")
NAME_TAGS = ("O", *(f"{position}-{name}" for name in NAMES for position in "BIES"))
POS = ("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X")
ROLES = ("source", "cue", "content")

HEADS = {"names": len(NAME_TAGS), "sentence": 2, "pos": len(POS), **dict.fromkeys(ROLES, 3)}
"""Width of each head, side by side in this order. Roles are scored as outside, first, inside."""

SHAPES = ("none", "lower", "capitalised", "upper", "mixed", "digits", "other")
GAPS = ("inside word", "attached", "space", "line", "paragraph")  # a line break is now one of the two beside it
QUOTED = ("outside", "inside", "mark")


def shape_of(word: str) -> int:
    """Index in `SHAPES` of a word as it is printed."""
    if word.islower():
        return 1
    if word.isupper():
        return 2 if len(word) == 1 else 3
    if word[:1].isupper() and word[1:].islower():
        return 2
    if any(c.isalpha() for c in word):
        return 4 if any(c.isupper() for c in word) else 1
    return 5 if word.isdigit() else 6


def slices() -> dict[str, slice]:
    """Where each head's scores lie in the row of a piece."""
    found, start = {}, 0
    for name, width in HEADS.items():
        found[name] = slice(start, start + width)
        start += width
    return found
