"""What the writer did to the words of a quotation: [insertions] and omissions."""

from __future__ import annotations

import re
from collections.abc import Iterable

from onrecord.types import Edit, Span

_EDIT = re.compile(r"\[[^\[\]\n]{1,200}\]|\((?:\.\.\.|…)\)|\.(?: ?\.){2,3}|…")
_OMITS = re.compile(r"[\[(]?\s*(?:\.(?: ?\.){2,3}|…)\s*[\])]?$")


def find_edits(text: str, spans: Iterable[Span]) -> tuple[Edit, ...]:
    """Brackets and ellipses within `spans`, in text order.

    A bracket that holds an ellipsis alone is one omission. The ellipsis of a speaker who trails off cannot be told from
    the writer's; both are listed as omissions.
    """
    found = []
    for span in spans:
        for match in _EDIT.finditer(text, span.start, span.end):
            kind = "omission" if _OMITS.match(match.group()) else "insertion"
            found.append(Edit(match.start(), match.end(), "omission" if kind == "omission" else "insertion"))
    return tuple(sorted(found, key=lambda edit: (edit.start, edit.end)))
