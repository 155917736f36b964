"""Text whose paragraphs run on in one line: the line is cut where only a new paragraph can begin."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from onrecord.clean.lines import Line

FEWEST_TURNS = 3  # labelled turns of a line that is a transcript, one of the labels at least twice
SHORTEST = 60  # characters of a line that holds so many turns
_PAUSES = ("” “", '" "', "'' ''", "'' ``", "» «")
_INSIDE = (
    "“[^“”]+”(?= “[A-Z0-9])",
    '"[^"]+"(?= "[A-Z0-9])',
    r"(?:''|``)(?:[^'`]|'(?!'))+''(?= (?:''|``)[A-Z0-9])",
    "«[^«»]+»(?= «[A-Z0-9])",
)
# Speech that opens where a sentence does, not a title ("on “Meet the Author.” “I came …"), closed behind the end of a sentence.
_TURN = re.compile(rf"(?:^|(?<=[.!?…,:”\"»–—-] )|(?<='' ))(?:{'|'.join(_INSIDE)})")
_NAME = r"[A-Z][\w.'’&+-]{1,20}(?: [A-Z][\w.'’-]{0,20}){0,3}"
_LABEL = re.compile(rf"(?:^|(?<=[.!?…:\])”\"] ))(?:(?P<letter>[QA])[.:]|(?P<name>{_NAME})(?: \([^()]{{2,40}}\))?:) (?=\S)")


def parted(lines: Sequence[Line]) -> list[Line]:
    """Lines cut at the turns of speech that run on in them.

    Two people's words stand side by side when a sentence in marks ends and another one opens (“Yes.” “No.”): writers begin a
    paragraph there. The turns of a transcript each begin with a label (Q: … A: … Q: …).
    """
    page = "\n".join(line.text for line in lines)
    if not any(pause in page for pause in _PAUSES) and not any(_may_be_talk(line.text) for line in lines):
        return list(lines)
    return [piece for line in lines for piece in _pieces(line)]


def _may_be_talk(text: str) -> bool:
    """Long enough for some turns, and as many marks as end their labels: told before the pattern is tried."""
    return len(text) >= SHORTEST and text.count(": ") + text.count("Q. ") + text.count("A. ") >= FEWEST_TURNS


def _pieces(line: Line) -> Iterator[Line]:
    text = line.text
    starts = {0, len(text)}
    if any(pause in text for pause in _PAUSES):
        starts |= {found.end() + 1 for found in _TURN.finditer(text) if found[0].rstrip("”\"'»").endswith((".", "!", "?", "…"))}
    labels = list(_LABEL.finditer(text)) if _may_be_talk(text) else []
    if len(labels) >= FEWEST_TURNS and max(Counter(found["letter"] or found["name"] for found in labels).values()) >= 2:
        starts |= {found.start() for found in labels}
    if len(starts) == 2:
        yield line
        return
    for start, end in pairwise(sorted(starts)):
        piece = line.cut(start, start + len(text[start:end].rstrip()))
        yield piece if start == 0 else replace(piece, blanks=1)
