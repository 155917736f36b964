"""What is said in a passage: at a meeting that a sentence before tells of, or below an entry of a live report."""

from __future__ import annotations

import re
from bisect import bisect_right

from onrecord.quotes.page import Page, is_town, is_where, nearest
from onrecord.quotes.scene import is_news, medium_at, meets, sentence_around
from onrecord.types import Said

_LEAST_ENTRIES = 3
_BARE_CLOCK = re.compile(r"^(?:[01]?\d|2[0-3])[.:h][0-5]\d(?:\s?[ap]\.?m\.?)?(?=[ \t]*$|\s?[-–—|:]\s)", re.MULTILINE | re.IGNORECASE)
_ENDS = tuple('.!?”"')
_HEADLINE = re.compile(r"\n(?![^\n]{0,2}\d)[^\W\d_](?:[^\W_]*,? ){3,12}[^\W_]+[ \t]*\n")  # four words and more, no full stop
_ENTRY = 6000  # characters behind an entry in which such a line is looked for
_SHORT = 30  # characters of a line that dates the page


class Passages:
    """Sentences that tell of people who meet on a day, one after another: what is said right behind one is said there."""

    def __init__(self, page: Page) -> None:
        self._page = page
        found: dict[int, int] = {}
        gathers: dict[tuple[int, int], bool] = {}
        for number, day in enumerate(page.dates):
            if not is_news(page, number):
                continue
            where = sentence_around(page, day)
            if where not in gathers:
                gathers[where] = self._tells_of_meeting(*where)
            if gathers[where] and page.is_told(day.start):
                found.setdefault(where[1], number)
        self._ends = sorted(found)
        self._days = [found[end] for end in self._ends]

    def _tells_of_meeting(self, start: int, end: int) -> bool:
        page = self._page
        if end - start < _SHORT or page.has_cue(start, end):
            return False
        return any(True for a, b in page.narrated(start, end) for _ in meets(page.text, a, b))

    def before(self, position: int) -> tuple[int, Said] | None:
        """The last such sentence before a position: the paragraph it stands in, with its day and the town it names."""
        at = bisect_right(self._ends, position) - 1
        if at < 0:
            return None
        page, day = self._page, self._days[at]
        start, end = sentence_around(page, page.dates[day])
        towns = [
            (one, i)
            for one, i in page.places_in(page.narrated(start, end))
            if is_where(page.text, page.places[i]) and is_town(page.places[i])
        ]
        return page.paragraph_of(page.dates[day].start), Said(day, nearest(towns, page.dates[day].start), medium=medium_at(page, day))


class Entries:
    """The entries of a live report: lines that a clock time opens, three or more. What stands below one was said on its day."""

    def __init__(self, page: Page) -> None:
        times = ((number, date) for number, date in enumerate(page.dates) if date.type == "TIME" and date.granularity == "minute")
        found = {date.start: number for number, date in times if _opens_line(page.text, date.start) and _is_clock(page.text, date.end)}
        own = next((number for number, date in enumerate(page.dates) if page.published and date.value[:10] == page.published), None)
        if own is not None:  # bare clock times, which are no time expressions, are of the day of publication
            found |= {match.start(): found.get(match.start(), own) for match in _BARE_CLOCK.finditer(page.text)}
        self._text = page.text
        self._found = sorted(found.items())
        self._newest = own

    def at(self, position: int) -> Said | None:
        """What the entry around a position tells; null outside such a report."""
        if len(self._found) < _LEAST_ENTRIES:
            return None
        place = bisect_right(self._found, (position + 1, -1)) - 1
        if place >= 0 and self._is_over(self._found[place][0], position):
            return None
        number = self._found[place][1] if place >= 0 else self._newest  # above the first stands what is newest
        return Said(number) if number is not None else None

    def _is_over(self, start: int, position: int) -> bool:
        """True below a headline behind an entry that is told in its own line, as in the log of a day: something else begins there."""
        end = self._text.find("\n", start)
        if not 0 <= end < position or self._text[start:end].rstrip()[-1:] not in _ENDS:
            return False
        return _HEADLINE.search(self._text, end, min(position, end + _ENTRY)) is not None


def _opens_line(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] == "\n"


def _is_clock(text: str, end: int) -> bool:
    """True where nothing but a separator follows the time, or the line ends."""
    rest = text[end : end + 3].lstrip(" \t")
    return not rest or rest[0] in "\n:–—|-"
