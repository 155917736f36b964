"""Tokens of a text in linear time: spaCy's tokenizer takes prefixes off a run of marks one by one, which is quadratic in its length."""

from __future__ import annotations

import re
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

LONGEST_RUN = 400  # characters without white space; longer runs are no words, and are cut
_RUN = re.compile(rf"\S{{{LONGEST_RUN},}}")


def make_doc(nlp: Language, text: str) -> Doc:
    """The Doc of a text by the tokenizer of a pipeline; runs longer than LONGEST_RUN are tokenised in pieces.

    `doc.text` is `text`, as always.
    """
    cuts = [cut for run in _RUN.finditer(text) for cut in range(run.start() + LONGEST_RUN, run.end(), LONGEST_RUN)]
    if not cuts:
        return nlp.make_doc(text)
    docs = [nlp.tokenizer(text[start:end]) for start, end in pairwise([0, *cuts, len(text)])]
    words = [token.text for doc in docs for token in doc]
    return Doc(nlp.vocab, words=words, spaces=[bool(token.whitespace_) for doc in docs for token in doc])
