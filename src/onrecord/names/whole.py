"""Where a name begins and ends whose initials or generation a reader has left outside: "K. | Rajan", "Ian Ross | Sr."."""

from __future__ import annotations

import re

from onrecord.types import Span

_INITIALS = re.compile(r"(?<![\w.])(?!(?:D\.C|E\.U|U\.[KNS])\. )(?:[A-Z]\.[ -]?){1,3}$")  # "in the U.S. | Lee said": none
_GENERATION = re.compile(r",?\s(?:[JS]n?r\b\.?|II{1,2}\b|IV\b)")
_REACH = 12  # characters of three initials


def whole_name(text: str, start: int, end: int) -> Span:
    """The span of a name with the initials before it and the generation behind it."""
    initials = _INITIALS.search(text[max(0, start - _REACH) : start])
    generation = _GENERATION.match(text, end)
    return Span(start - len(initials[0]) if initials else start, generation.end() if generation else end)
