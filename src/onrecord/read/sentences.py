"""Sentence ends by rule, for profiles without a model: a mark that can end a sentence, and what stands around it."""

from __future__ import annotations

import re
from itertools import pairwise

from onrecord.lexicon import word_set
from onrecord.types import Span

# A mark that can end a sentence with what may close behind it, then white space.
_END = re.compile(r"[.!?…。！？]{1,12}[\"'”’»)\]]{0,4}(?=\s)")
_TIGHT = re.compile(r"(?<=[a-z)]{3})(?:[.!?]{1,4}|\.{2,8})(?=[A-Z][a-z]{0,14}[ ,'’])")  # "it ended.Then": the space is missing
_PARAGRAPH = re.compile(r"\n[ \t]{0,99}\n\s*")
_LINE = re.compile(r"\n\s*")
_WORD_BEFORE = re.compile(r"[\w.&'’-]{1,40}$")
_INITIALS = re.compile(r"(?:[A-Za-z]\.){1,6}$")
_BULLET = re.compile(r"(?:[-*•–—]|\(?\d{1,3}[.)])\s")

_HEADER = re.compile(r"\d{1,4}[/-]\d{1,2}[/-]\d{2,4},? \d{1,2}:\d{2}(?::\d{2})? [AP]M(?=\s)")  # of a forwarded message


def paragraph_goes_on(text: str, before: int, after: int) -> bool:
    """True when a blank line cuts a sentence in the middle: it had not ended, and goes on with a small letter."""
    last = text[before - 1 : before]
    return text[after : after + 1].islower() and not last.isspace() and last not in ".!?…:;\"”'’)»"


def line_ends(text: str, before: int, after: int) -> bool:
    """True when a single line break parts two sentences rather than wrapping one."""
    if text[after : after + 1].islower():
        return False
    last = text[before - 1 : before]
    if last in ".!?…:;\"”'’)»" or _BULLET.match(text, after):
        return True
    line = before - (text.rfind("\n", 0, before) + 1)
    return line < 50 and last not in ",-–—"


def _ends(text: str, mark: re.Match[str]) -> bool:
    """True when a mark followed by white space ends a sentence."""
    follows = text[mark.end() : mark.end() + 60].lstrip()
    if not follows:
        return False
    first = follows[0]
    stop = mark.group()
    if follows.startswith(("http://", "https://", "www.")):
        return True
    opens = first.isupper() or first.isdigit() or first in "\"“«'‘•*-–—#@([<=$£€"
    if stop[0] in "!?。！？":
        return not (first.islower() and stop[-1] in "\"'”’»)]") and first not in ",;:.-–—"
    if first.islower() and stop == ".":  # careless typing, not an abbreviation
        word_before = _WORD_BEFORE.search(text, max(0, mark.start() - 40), mark.start())
        plain = word_before.group() if word_before else ""
        return len(plain) > 3 and plain.isalpha() and plain.islower() and not _is_abbreviation(plain)
    if not opens:
        return False
    if stop.startswith(("...", "…")):
        return first.isupper() or first in '"“'
    if len(stop) > 1 and stop[1:].strip("\"'”’»)]") == "":
        return True  # a full stop inside a closing mark
    before = _WORD_BEFORE.search(text, max(0, mark.start() - 40), mark.start())
    word = before.group() if before else ""
    if word.lower() in word_set("read/never_final.txt"):
        return False
    if word.lower() in word_set("read/seldom_final.txt"):
        return follows.split(None, 1)[0].strip("\"“'").lower() in word_set("read/openers.txt")
    if len(word) == 1 and word.isupper() and word != "I":
        return False  # an initial
    if _INITIALS.search(word + ".") and "." in word:
        return follows.split(None, 1)[0].strip("\"“'").lower() in word_set("read/openers.txt")
    item = word.isdigit() and len(word) <= 2 and _starts_item(text, mark.start() - len(word))
    return not item


def _is_abbreviation(word: str) -> bool:
    return word.lower() in word_set("read/never_final.txt") or word.lower() in word_set("read/seldom_final.txt")


def _starts_item(text: str, at: int) -> bool:
    """True when nothing of the same sentence stands before `at`."""
    before = text[max(0, at - 20) : at].rstrip(" \t")
    return before == "" or before[-1] in "\n.!?:;"


def split_sentences(text: str) -> tuple[Span, ...]:
    """Sentences of a text without a model.

    A blank line ends a sentence unless that goes on in small letters; a line break where the line looks finished; `.`, `!`,
    `?` before white space and what can open a sentence, unless an abbreviation or an initial stands before it.

    Returns:
        Spans in text order without white space at their ends; together they hold every other character.
    """
    cuts = {0, len(text)}
    for gap in _LINE.finditer(text):
        blank = text.count("\n", gap.start(), gap.end()) > 1
        if not gap.start() or (not paragraph_goes_on(text, gap.start(), gap.end()) if blank else line_ends(text, gap.start(), gap.end())):
            cuts.add(gap.end())
    cuts |= {mark.end() for mark in _END.finditer(text) if _ends(text, mark)}
    cuts |= {mark.end() for pattern in (_TIGHT, _HEADER) for mark in pattern.finditer(text)}
    bounds = sorted(cuts)
    found = []
    for start, end in pairwise(bounds):
        left = start + len(text[start:end]) - len(text[start:end].lstrip())
        right = end - (len(text[start:end]) - len(text[start:end].rstrip()))
        if left < right:
            found.append(Span(left, right))
    return tuple(found)
