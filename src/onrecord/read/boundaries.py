"""Sentence starts onto a `Doc`, all at once: setting them token by token looks through the whole Doc each time."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

import numpy as np
from spacy.attrs import SENT_START
from spacy.tokens import Doc


def start_sentences(doc: Doc, starts: Container[int]) -> None:
    """Let a sentence start at the first token, and at every token that begins at one of the offsets `starts`."""
    begins = [1 if token.idx in starts and not token.is_space else -1 for token in doc]
    if begins:
        begins[0] = 1
        column: Any = np.array(begins, dtype=np.int64).astype(np.uint64).reshape(-1, 1)
        doc.from_array([SENT_START], column)
