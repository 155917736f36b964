"""Sentence ends by rule, for profiles without a model: a mark that can end a sentence, and what stands around it."""

from __future__ import annotations

import re
from functools import cache
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

_HEAD = re.compile(r"(?:(?<=[\s*(])|^)((?:\d{1,2}|(?:[A-Za-z]\.){1,4}[A-Za-z])\.)[ \t]{1,9}(?=\S)")  # "2. ", "P.S. "
_FACE = re.compile(r"(?:(?<=\s)|^)(?:[:;=]-?[)(DP]|\^_{0,2}\^)(?=\s+[A-Z])")
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


@cache
def _closing() -> re.Pattern[str]:
    """A closing of a mail, behind which its writer's name stands alone to the end of the line."""
    words = "|".join(sorted((re.escape(word.capitalize()) for word in word_set("read/closings.txt")), key=lambda word: (-len(word), word)))
    return re.compile(rf"(?:(?<=\s)|^)(?:{words})[,.!]?(?= [A-Z][a-z]{{1,20}}(?: [A-Z][a-z.]{{0,20}}){{0,2}}(?:\n|$))")


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
    if word == "No" and _starts_item(text, mark.start() - len(word)):  # an answer, not a number
        return follows.split(None, 1)[0].strip("\"“'").lower() in word_set("read/openers.txt")
    if word.lower() in word_set("read/never_final.txt"):
        return False
    if word.lower() in word_set("read/seldom_final.txt"):
        return follows.split(None, 1)[0].strip("\"“'").lower() in word_set("read/openers.txt")
    if len(word) == 1 and word.isupper() and word != "I":
        return False  # an initial
    if _INITIALS.search(word + ".") and "." in word:
        return follows.split(None, 1)[0].strip("\"“'").lower() in word_set("read/openers.txt")
    return True


def _is_abbreviation(word: str) -> bool:
    return word.lower() in word_set("read/never_final.txt") or word.lower() in word_set("read/seldom_final.txt")


def _starts_item(text: str, at: int) -> bool:
    """True when nothing of the same sentence stands before `at`."""
    before = text[max(0, at - 20) : at].rstrip(" \t")
    return before == "" or before[-1] in "\n.!?:;"


def _heads(text: str) -> list[re.Match[str]]:
    """Numbers of items and abbreviations that open a sentence: their stop ends none."""
    return [head for head in _HEAD.finditer(text) if _starts_item(text, head.start())]


def kept_together(text: str) -> frozenset[int]:
    """Where the words behind the number of an item begin, and those behind an abbreviation that opens a sentence ("P.S.")."""
    return frozenset(head.end() for head in _heads(text))


def split_sentences(text: str) -> tuple[Span, ...]:
    """Sentences of a text without a model.

    A blank line ends a sentence unless that goes on in small letters; a line break where the line looks finished; `.`, `!`,
    `?` before white space and what can open a sentence, unless an abbreviation, an initial or the number of an item stands
    before it; a smile before a capital; the closing of a mail before the name below it.

    Returns:
        Spans in text order without white space at their ends; together they hold every other character.
    """
    cuts = {0, len(text)}
    for gap in _LINE.finditer(text):
        blank = text.count("\n", gap.start(), gap.end()) > 1
        if not gap.start() or (not paragraph_goes_on(text, gap.start(), gap.end()) if blank else line_ends(text, gap.start(), gap.end())):
            cuts.add(gap.end())
    heads = {head.end(1) for head in _heads(text)}
    cuts |= {mark.end() for mark in _END.finditer(text) if mark.end() not in heads and _ends(text, mark)}
    cuts |= {mark.end() for pattern in (_TIGHT, _HEADER, _FACE, _closing()) for mark in pattern.finditer(text)}
    bounds = sorted(cuts)
    found = []
    for start, end in pairwise(bounds):
        left = start + len(text[start:end]) - len(text[start:end].lstrip())
        right = end - (len(text[start:end]) - len(text[start:end].rstrip()))
        if left < right:
            found.append(Span(left, right))
    return tuple(found)
