"""Hard-wrapped text: lines that were broken at a fixed width are joined again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from onrecord.clean.lines import Line, Piece

NARROWEST, WIDEST = 40, 120  # characters of a full line in wrapped text


def unwrap(lines: list[Line]) -> list[Line]:
    """Join the lines of wrapped paragraphs.

    A line is wrapped when the first word of the next one would not have fitted. The width is the page's own, told by
    paragraphs of three lines and more; without such paragraphs nothing is joined.
    """
    groups = _groups(lines)
    widths = [
        max(len(line.text) for line in group)
        for group in groups
        if len(group) >= 3 and _is_full(group, max(len(line.text) for line in group))
    ]
    if sum(len(group) for group in groups if len(group) >= 3) < 0.3 * len(lines) or not widths:
        return lines
    width = max(widths)
    if len(widths) < 0.5 * sum(len(group) >= 3 for group in groups):
        return lines
    return [line for group in groups for line in ([_joined(group)] if _is_wrapped(group, width) else group)]


def _is_wrapped(group: Sequence[Line], width: int) -> bool:
    """A paragraph of three lines tells its own width (texts wrapped by hand are uneven), one of two is held to the page's."""
    if len(group) < 3:
        return len(group) == 2 and _is_full(group, width)
    return _is_full(group, max(len(line.text) for line in group))


def _groups(lines: Sequence[Line]) -> list[list[Line]]:
    groups: list[list[Line]] = []
    for line in lines:
        if groups and line.blanks == 0:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _is_full(group: Sequence[Line], width: int) -> bool:
    """Every line but the last leaves no room for the first word of the next, and lines do not all end like sentences."""
    if not NARROWEST <= width <= WIDEST:
        return False
    room = all(width >= len(line.text) > width - 3 - len(following.text.split(None, 1)[0]) for line, following in pairwise(group))
    return room and sum(line.text.endswith((".", "!", "?", "”", '"', ":")) for line in group[:-1]) <= len(group) // 2


def _joined(group: Sequence[Line]) -> Line:
    """One line of several, a space for each newline; none after a hyphen inside a word."""
    text = ""
    pieces: list[Piece] = []
    repairs: list[tuple[int, int, str]] = []
    for line in group:
        if text:
            hyphen = text.endswith("-") and text[-2:-1].isalpha() and line.text[0].islower()
            if not hyphen:
                pieces.append((len(text), 1, pieces[-1][3], line.raw_start))
                text += " "
        pieces += [_moved(piece, len(text)) for piece in line.pieces]
        repairs += [(start + len(text), end + len(text), flag) for start, end, flag in line.repairs]
        text += line.text
    return Line(text, tuple(pieces), group[0].blanks, tuple(repairs))


def _moved(piece: Piece, by: int) -> Piece:
    return piece[0] + by, *piece[1:]
