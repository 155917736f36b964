"""Sentence starts onto a `Doc`, all at once: setting them token by token looks through the whole Doc each time."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Set
from itertools import pairwise
from typing import Any

import numpy as np
from spacy.attrs import SENT_START
from spacy.tokens import Doc

MOST_CUT = 1000  # tokens parted in one text; beyond, a name takes the whole token and a sentence starts with the next
_ENDS = frozenset(".!?…\"”’'»)]")
_OF_ADDRESSES = frozenset("/@")


def start_sentences(doc: Doc, starts: Set[int]) -> None:
    """Let a sentence start at the first token, and at every token that begins at one of the offsets `starts`.

    A token that holds a start behind a mark that ends sentences ("it?how") is parted there, unless it is an address.
    """
    text, known = doc.text, {token.idx for token in doc}
    inside = [start for start in starts - known if 0 < start < len(text) and text[start - 1] in _ENDS and not text[start].isspace()]
    if inside:
        cut_tokens(doc, inside, whole=_OF_ADDRESSES)
    begins = [1 if token.idx in starts and not token.is_space else -1 for token in doc]
    if begins:
        begins[0] = 1
        column: Any = np.array(begins, dtype=np.int64).astype(np.uint64).reshape(-1, 1)
        doc.from_array([SENT_START], column)


def cut_tokens(doc: Doc, edges: Iterable[int], *, whole: Set[str] = frozenset()) -> None:
    """Part the tokens of a Doc at some offsets; a token that holds one of the characters `whole` stays as it is."""
    starts = [token.idx for token in doc]
    cuts: dict[int, set[int]] = defaultdict(set)
    for edge in sorted(edges):
        i = bisect_right(starts, edge) - 1
        if i >= 0 and starts[i] < edge < starts[i] + len(doc[i]) and (i in cuts or len(cuts) < MOST_CUT) and whole.isdisjoint(doc[i].text):
            cuts[i].add(edge - starts[i])
    with doc.retokenize() as retokenizer:
        for i, at in sorted(cuts.items()):
            token = doc[i]
            parts = [token.text[a:b] for a, b in pairwise([0, *sorted(at), len(token)])]
            heads: list[Any] = [(token, 0)] * len(parts)
            retokenizer.split(token, parts, heads=heads)
