"""Wordings side by side: what differs from the first one."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

LONGEST = 600  # words; longer wordings are shown without marks

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")


def differences(first: str, other: str) -> list[tuple[str, bool]]:
    """A wording as stretches: (text, True where it differs from the first)."""
    mine, theirs = _TOKEN.findall(other), _TOKEN.findall(first)
    if len(mine) > LONGEST or len(theirs) > LONGEST:
        return [(other, False)]
    matcher = SequenceMatcher(None, [token.casefold() for token in theirs], [token.casefold() for token in mine], autojunk=False)
    stretches: list[tuple[str, bool]] = []
    for how, _, _, low, high in matcher.get_opcodes():
        if low < high:
            stretches.append(("".join(mine[low:high]), how != "equal"))
    return stretches
