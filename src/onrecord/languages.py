"""Names of languages, which are the names of peoples as well: the words around tell which is meant."""

from __future__ import annotations

import re

from onrecord.types import Span

_AROUND = 40  # characters looked at on either side
_SPEAKING = re.compile(r"^[-‐–](?:language|speaking|medium|speakers?)\b| (?:language|dialect|lessons|grammar|translation|subtitles)\b")
_TONGUE = re.compile(
    r"\b(?:[Ii]n|into|speaks?|spoke|speaking|spoken|learn(?:s|ed|ing|t)?|taught|teach(?:es|ing)?|fluent in|understands?|translated from|"
    r"broken|written|perfect|halting|mix of|mixture of) (?:(?:both |either )?[A-Z][a-z]+,? (?:and|or|nor) |both )?$"
)
_STOPS = re.compile(
    r"^(?:[.,;:?!)\"”’»]|$|\n| (?:and|or|but|because|by|with|for|on|to|at|when|while|as|has|that|which|this|last|before|after|over)\b)"
)


def is_language(text: str, span: Span) -> bool:
    """True for the name of a people that is a language here: "published in Spanish and English", "a French-speaking nurse"."""
    before, after = text[max(0, span.start - _AROUND) : span.start], text[span.end : span.end + _AROUND]
    return _SPEAKING.match(after) is not None or (_TONGUE.search(before) is not None and _STOPS.match(after) is not None)
