"""The language in which the grammar is written.

A pattern is a regular expression over tokens. CAPITALS name a class of tokens (`MONTH`, `DAYNUM`), `{BRACES}` a named part that
is itself a pattern, lower-case words stand for themselves (with a capital or without), `^word` only for the word with a
capital, `<name …>` captures. The rest (`?`, `*`, `|`, `(…)`, `(?=…)`, `(?!…)`) is as in `re`; white space means nothing.
"""

from __future__ import annotations

import re

from onrecord.dates.vocabulary import Vocabulary

_PIECE = re.compile(
    r"\{(?P<part>[A-Z_]+)\}|(?P<name>[A-Z][A-Z0-9]*)|<(?P<group>\w+)\s|(?P<capital>\^)?(?P<word>[a-z]+)|(?P<close>>)|(?P<rest>\(\?<?[=!:]|\s+|.)",
    re.DOTALL,
)


def compile_pattern(pattern: str, vocabulary: Vocabulary, parts: dict[str, str]) -> re.Pattern[str]:
    """The regular expression over the characters of the vocabulary."""
    return re.compile(_translate(pattern, vocabulary, parts))


def _translate(pattern: str, vocabulary: Vocabulary, parts: dict[str, str]) -> str:
    out = []
    for piece in _PIECE.finditer(pattern):
        kind, text = piece.lastgroup, piece.group()
        if kind == "part":
            out.append(f"(?:{_translate(parts[piece['part']], vocabulary, parts)})")
        elif kind == "name":
            out.append(_members(vocabulary.classes[text]))
        elif kind == "group":
            out.append(f"(?P<{piece['group']}>")
        elif kind == "word":
            lower, capital = vocabulary.literal(piece["word"])
            out.append(capital if piece["capital"] else f"[{lower}{capital}]")
        elif kind == "close":
            out.append(")")
        elif not text.isspace():
            out.append(text)
    return "".join(out)


def _members(characters: set[str]) -> str:
    """A character class, written as ranges so that it stays small and fast."""
    ranges: list[list[int]] = []
    for code in sorted(map(ord, characters)):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "[" + "".join(chr(low) if low == high else f"{chr(low)}-{chr(high)}" for low, high in ranges) + "]"
