"""Whole pages, posts, items and exported articles one below the other: what closes one, and with what the next begins."""

from __future__ import annotations

import re

from onrecord.clean.bylines import is_name
from onrecord.clean.datelines import read_dateline
from onrecord.clean.pages import FEWEST_DATED, FEWEST_SHORT, MOST_MARKED, Page

FURTHEST = 8  # lines from a headline to its text
_FEET = frozenset(("legal", "comment", "form", "share-widget", "navigation", "read-more"))
_RULE = re.compile(r"(?:[*=_~#•–—-] ?){3,60}")
# Lines of a menu or a path: "Home > Metro", "News | Sport | Weather".
_MENU = re.compile(r"\S\s*[|»›>·•]\s*\S")
_CLOSE = re.compile(r"end of document|document [a-z]{2,10}0{3,}[a-z0-9]{10,30}")  # LexisNexis; Factiva


def headed(page: Page) -> list[int]:
    """Whole pages one below the other: a headline with date and byline, or with one of them behind a foot, a menu or a rule."""
    starts: list[int] = []
    closed = False  # a foot, a menu or a rule stood since the last running text
    above = False  # there was an article before
    for number in range(len(page.lines) - 3):
        line = page.lines[number]
        if page.running[number]:
            closed = False
            above = page.words(starts[-1] if starts else 0, number + 1) >= FEWEST_DATED
        elif not above:
            continue
        elif page.seen.cues[number] in _FEET or _MENU.search(line.text) or _RULE.fullmatch(line.text):
            closed = True
        elif line.blanks and any(page.is_whole[number + 1 : number + FURTHEST]) and _is_headed(page, number, closed=closed):
            starts.append(number)
            closed = False
    return starts


def _is_headed(page: Page, number: int, *, closed: bool) -> bool:
    """A date and a name stand among the next lines, before text enough for a page; it tells of the headline or is set off (`closed`).

    Where both hold, a date, a byline or a dateline is enough.
    """
    if not page.is_title(number) and not is_name(page.lines[number].text):
        return False
    marks: set[str] = set()
    for below in range(number + 1, min(number + FURTHEST, len(page.lines))):
        if page.is_whole[below]:
            if read_dateline(page.lines[below].text):
                marks.add("dateline")
            if {"date", "name"} <= marks:
                return closed or page.words_told(number, below) > 1
            return closed and bool(marks - {"name"}) and page.words_told(number, below) > 0
        marks |= page.marks(below)
    return False


def posted(page: Page) -> list[int]:
    """Posts behind the comments on others, signed as the first is ("Posted by NAME on DATE")."""
    first = next((n for n, running in enumerate(page.running) if running), 0)
    style = next((words for words in map(page.signed, range(first)) if words), None)
    talk = next((n for n, cue in enumerate(page.seen.cues) if cue == "comment" and n > first), len(page.lines))
    starts = [
        n
        for n in range(talk + 1, len(page.lines) - 2)
        if style and page.lines[n].blanks and page.signed(n + 1) == style and page.is_title(n) and page.running_within(n + 2, 2)
    ]
    page.after_comments.update(starts)
    return starts


def ruled(page: Page) -> list[int]:
    """Items of a letter, a rule between each two, and each with its headline, also the first: an article has its head there."""
    found: dict[str, list[int]] = {}
    for number, text in enumerate(page.text):
        if _RULE.fullmatch(text):
            found.setdefault(text, []).append(number)
    first = next((n for n, running in enumerate(page.running) if running), 0) - 1
    for places in found.values():
        items = list(page.spans([place + 1 for place in places]))
        if len(places) > 1 and 0 <= first < places[0] and all(_is_item(page, *item) for item in ((first, places[0]), *items)):
            page.after_widgets.update((0, *(start for start, _ in items)))
            return [start for start, _ in items]
    return []


def exported(page: Page) -> list[int]:
    """Articles from the export of a database of news, which closes each with a line of its own."""
    behind = list(page.spans([n for n, text in enumerate(page.text) if _CLOSE.fullmatch(text)]))
    starts = []
    for end, following in behind[:-1] or behind:  # the last of several closes the page
        start = next((n for n in range(end + 1, following) if not page.seen.cues[n]), following)
        if page.words(start, following) >= FEWEST_SHORT:
            starts.append(start)
    page.after_widgets.update((0, *starts) if starts else ())
    return starts


def _is_item(page: Page, start: int, end: int) -> bool:
    """A short line that is no sentence, with text right below it."""
    is_headline = (
        page.size[start] <= MOST_MARKED
        and not page.seen.cues[start]
        and page.lines[start].text[-1].isalnum()
        and not page.marks(start) & {"date", "byline"}
    )
    return is_headline and start + 1 < end and page.running[start + 1] and page.words(start, end) >= FEWEST_SHORT
