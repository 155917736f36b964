"""Marks into regions: pairing, nesting, repair, and quotations that run over paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from onrecord.marks.glyphs import Glyph, glyphs_of
from onrecord.marks.repair import missing_close, missing_open, narrator_resumes
from onrecord.types import MarkedRegion, Span

_PARAGRAPH = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """One line of the text with its marks."""

    start: int
    end: int
    marks: tuple[Glyph, ...]

    def begins_with_mark(self, *, double: bool) -> bool:
        first = self.marks[0] if self.marks else None
        return first is not None and first.double is double and first.start == self.start and first.side != "close"

    def closes_first(self) -> bool:
        """True when its first double mark closes something that it did not open."""
        return next((mark.side == "close" for mark in self.marks if mark.double), False)


def marked_regions(text: str) -> tuple[MarkedRegion, ...]:
    """All stretches between quotation marks, in order of start, outer before inner.

    Double and single marks of every style are paired within their paragraph (a line): curly, straight, two apostrophes,
    guillemets, low-high, and those that a wrong decoding left. A mark without a partner is repaired from the words
    around and flagged; it never costs another region. Apostrophes, possessives, elisions, years, feet and inches are
    no marks. Time is linear in the text.

    Flags: `opening-mark-missing`, `closing-mark-missing`, `mixed-marks`, `mojibake-mark`, `question-mark-as-quote`.
    A region whose next paragraph goes on with the quotation has `continued`, and its missing close is no damage then.
    """
    regions: list[MarkedRegion] = []
    paragraphs = list(_paragraphs(text))
    runs_on = False
    for number, paragraph in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        found = _doubles(text, paragraph, following, runs_on)
        found += _singles(text, paragraph, following, found)
        found = _with_depth([_flagged(region) for region in found if text[region.inner.start : region.inner.end].strip()])
        regions += found
        runs_on = any(region.continued for region in found)
    return tuple(regions)


def _paragraphs(text: str) -> Iterator[_Paragraph]:
    for match in _PARAGRAPH.finditer(text):
        start, end = match.span()
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            yield _Paragraph(start, end, tuple(_sure(glyphs_of(text, start, end))))


def _sure(marks: list[Glyph]) -> list[Glyph]:
    """Without the question marks that have no partner to show that they stand for quotation marks."""
    doubles = [mark for mark in marks if mark.double]
    dropped = set()
    for number, mark in enumerate(doubles):
        if mark.text != "?":
            continue
        if mark.side == "open":
            partner = doubles[number + 1] if number + 1 < len(doubles) else None
        else:
            partner = doubles[number - 1] if number and doubles[number - 1].start not in dropped else None
        if partner is None or partner.side == mark.side:
            dropped.add(mark.start)
    return [mark for mark in marks if mark.start not in dropped]


# double marks ---------------------------------------------------------------------------------------------------------


def _doubles(text: str, paragraph: _Paragraph, following: _Paragraph | None, runs_on: bool) -> list[MarkedRegion]:
    """Regions between double marks. `runs_on`: the paragraph before ended inside a quotation."""
    marks = [mark for mark in paragraph.marks if mark.double]
    found: list[MarkedRegion] = []
    opened: Glyph | None = None
    free = paragraph.start  # where the next missing opening mark may have stood at the earliest
    number = 0
    while number < len(marks):
        mark = marks[number]
        side = mark.side
        if mark.start == paragraph.start:
            side = "open"
        elif side == "either":
            side = "close" if opened is not None else "open"
        if side == "open" and opened is None:
            opened = mark
        elif side == "open" and opened is not None:
            if _is_nested(text, opened, marks, number):
                found.append(_region(mark, marks[number + 1]))
                number += 1
            else:
                found.append(_unclosed(text, opened, mark.start, whole=False))
                opened = mark
        elif opened is not None:
            found.append(_region(opened, mark))
            opened, free = None, mark.end
        else:
            start = paragraph.start if runs_on and not found else missing_open(text, free, mark.start)
            found.append(MarkedRegion(start, mark.end, Span(start, mark.start), opened=False, style=mark.text))
            free = mark.end
        number += 1
    if opened is not None:
        region = _unclosed(text, opened, paragraph.end, whole=True)
        goes_on = following is not None and (following.begins_with_mark(double=True) or following.closes_first())
        found.append(replace(region, continued=goes_on and region.end == paragraph.end))
    return found


def _is_nested(text: str, opened: Glyph, marks: list[Glyph], number: int) -> bool:
    """True when the mark that opens inside an open quotation closes at once, and the outer one closes after it."""
    following = [mark.side for mark in marks[number + 1 : number + 3]]
    return following == ["close", "close"] and narrator_resumes(text, opened.end, marks[number].start) is None


def _region(opened: Glyph, closed: Glyph) -> MarkedRegion:
    mixed = _family(opened.text) != _family(closed.text)
    flags = ("mixed-marks",) if mixed else ()
    return MarkedRegion(opened.start, closed.end, Span(opened.end, closed.start), style=opened.text, flags=flags)


def _unclosed(text: str, opened: Glyph, limit: int, *, whole: bool) -> MarkedRegion:
    end = missing_close(text, opened.end, limit, whole=whole)
    return MarkedRegion(opened.start, end, Span(opened.end, end), closed=False, style=opened.text)


def _family(glyph: str) -> str:
    for family in ("“”„‟", "‘’‚‛", "«»", "‹›", "‘‘’’‚‚", "``''"):
        if glyph in family:
            return family
    return "mojibake" if glyph.startswith("â€") or (glyph < "\xa0" and glyph > "\x7f") else glyph


# single marks ---------------------------------------------------------------------------------------------------------


def _singles(text: str, paragraph: _Paragraph, following: _Paragraph | None, doubles: list[MarkedRegion]) -> list[MarkedRegion]:
    """Regions between single marks, each wholly inside or wholly outside a region of double marks."""
    found: list[MarkedRegion] = []
    levels: dict[int, list[Glyph]] = {}
    doubles = sorted(doubles, key=lambda region: (region.start, -region.end))
    begins = [region.start for region in doubles]
    nearest = _holders(doubles)
    for single in paragraph.marks:
        if not single.double:
            place = bisect_right(begins, single.start) - 1
            while place >= 0 and doubles[place].inner.end < single.end and place > nearest[place]:
                place = nearest[place]
            held = place >= 0 and doubles[place].inner.start <= single.start and single.end <= doubles[place].inner.end
            levels.setdefault(doubles[place].start if held else -1, []).append(single)
    for level, marks in levels.items():
        opened: Glyph | None = None
        weak: Glyph | None = None
        outer: list[Glyph] = []  # open marks around the open one
        ahead: list[Glyph | None] = [*marks, None]
        for mark in ahead:
            if mark is not None and mark.side == "close" and opened is not None and not mark.weak:
                found.append(_region(opened, mark))
                opened = weak = None
            elif mark is not None and mark.side == "close" and opened is not None:
                weak = weak or mark
            elif mark is not None and mark.side == "close" and outer:
                found += [_region(outer.pop(), mark)] if not mark.weak else []
            elif mark is not None and mark.side == "close":
                found += _single_without_open(text, paragraph, mark, found) if level < 0 and not doubles else []
            else:
                if opened is not None and weak is not None:
                    found.append(_region(opened, weak))
                elif opened is not None and level >= 0:
                    outer.append(opened)
                elif opened is not None:
                    found += _single_without_close(text, paragraph, opened, mark, following)
                opened, weak = mark, None
    return found


def _holders(regions: list[MarkedRegion]) -> list[int]:
    """For each region the place of the one that holds it, its own place when none does. Regions are sorted."""
    found: list[int] = []
    stack: list[int] = []
    for place, region in enumerate(regions):
        while stack and regions[stack[-1]].end <= region.start:
            stack.pop()
        found.append(stack[-1] if stack else place)
        stack.append(place)
    return found


def _single_without_close(
    text: str, paragraph: _Paragraph, opened: Glyph, limit: Glyph | None, following: _Paragraph | None
) -> list[MarkedRegion]:
    """An opening single mark alone may be an apostrophe: it counts where the narrator resumes or the quotation goes on."""
    end = paragraph.end if limit is None else limit.start
    resumed = narrator_resumes(text, opened.end, end)
    if resumed is not None:
        return [MarkedRegion(opened.start, resumed, Span(opened.end, resumed), closed=False, style=opened.text)]
    if limit is None and opened.start == paragraph.start and following is not None and following.begins_with_mark(double=False):
        return [MarkedRegion(opened.start, end, Span(opened.end, end), closed=False, style=opened.text, continued=True)]
    return []


def _single_without_open(text: str, paragraph: _Paragraph, mark: Glyph, found: list[MarkedRegion]) -> list[MarkedRegion]:
    """A closing single mark alone counts after punctuation with the narrator's words behind it."""
    behind = text[mark.start - 1] + text[mark.end : min(paragraph.end, mark.end + 80)]
    if behind[0] not in ",.!?" or narrator_resumes(behind, 0, len(behind)) is None:
        return []
    free = max((region.end for region in found if region.end <= mark.start), default=paragraph.start)
    start = missing_open(text, free, mark.start)
    return [MarkedRegion(start, mark.end, Span(start, mark.start), opened=False, style=mark.text)]


# what is common to both -----------------------------------------------------------------------------------------------


def _flagged(region: MarkedRegion) -> MarkedRegion:
    flags = list(region.flags)
    if not region.opened:
        flags.append("opening-mark-missing")
    if not region.closed and not region.continued:
        flags.append("closing-mark-missing")
    if _family(region.style) == "mojibake":
        flags.append("mojibake-mark")
    if region.style == "?":
        flags.append("question-mark-as-quote")
    return replace(region, flags=tuple(sorted(set(flags)))) if flags else region


def _with_depth(regions: list[MarkedRegion]) -> list[MarkedRegion]:
    """Sorted, with depth 1 for what lies inside another. Of two that cross, the later one is left out."""
    kept: list[MarkedRegion] = []
    holders: list[MarkedRegion] = []
    for region in sorted(regions, key=lambda region: (region.start, -region.end)):
        while holders and holders[-1].end <= region.start:
            holders.pop()
        if holders and region.end > holders[-1].end:
            continue
        kept.append(replace(region, depth=1) if holders else region)
        holders.append(region)
    return kept
