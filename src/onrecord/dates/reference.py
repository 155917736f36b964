"""The time of writing: the publication date, or the best stand-in that the article and its page offer. Never the day of the run."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date

from onrecord.dates.anchoring import Reference
from onrecord.dates.day_order import Numeric, reordered
from onrecord.dates.frame import Frame
from onrecord.dates.match import Found
from onrecord.dates.tense import clause_tense
from onrecord.dates.tokens import Tokens
from onrecord.dates.values import valid_day
from onrecord.types import Block, Dateline, Span

_HEAD = 80  # tokens: a dateline or "Published on" stands at the head of an article
_PUBLISHED = frozenset({"published", "posted", "updated", "date", "filed", "released"})


def iso_day(value: str | None) -> date | None:
    """The day of an ISO 8601 string; None when it is none."""
    match = re.match(r"\s*(\d{4})-(\d\d)-(\d\d)", value or "")
    return valid_day(int(match[1]), int(match[2]), int(match[3])) if match and match[1] >= "1000" else None


class References:
    """Where deictic words count from, at each place of one article."""

    def __init__(
        self,
        tokens: Tokens,
        found: Sequence[Found],
        days: Sequence[date | None],
        *,
        published: str | None,
        blocks: Sequence[Block],
        dateline: Dateline | None,
        neighbours: Sequence[str],
        order_is_certain: Callable[[Numeric], tuple[bool, bool]],
    ) -> None:
        printed = _printed(tokens, found, blocks, dateline)
        self._fixed = _given(published, found, days, printed, order_is_certain) or _printed_day(found, days, printed)
        if self._fixed is None and not neighbours:  # a neighbour tells more than a year that the article happens to name
            self._fixed = _inferred_year(tokens, found, printed)
        dated = [(tokens.starts[item.start], day) for item, day in zip(found, days, strict=True) if day is not None]
        latest = max((day for _, day in dated), default=None)
        # A date of another time than the story's ("September 11, 2001") is nobody's today.
        self._dated = [(position, day) for position, day in dated if latest and (latest - day).days <= 730]
        page = next((day for neighbour in neighbours if (day := iso_day(neighbour))), None)
        self._page = Reference(page, "page", "neighbour-on-page", weak=True) if page else None

    def at(self, position: int) -> Reference | None:
        """The reference for an expression at a character position."""
        if self._fixed is not None:
            return self._fixed
        if self._dated:
            index = bisect_left(self._dated, position, key=lambda pair: pair[0])
            _, day = min(self._dated[max(0, index - 1) : index + 1], key=lambda pair: (abs(pair[0] - position), pair[0]))
            return Reference(day, "mention", "nearest-date-of-article", weak=True)
        return self._page

    @property
    def published(self) -> date | None:
        """The publication date when it is known or printed."""
        return self._fixed.day if self._fixed else None


def _printed(tokens: Tokens, found: Sequence[Found], blocks: Sequence[Block], dateline: Dateline | None) -> set[int]:
    """Indices of the expressions that stand where a publication date stands."""
    spans = [Span(block.start, block.end) for block in blocks if block.kind in {"date", "dateline"}]
    if dateline is not None:
        spans.append(dateline.span)
    return {
        number
        for number, item in enumerate(found)
        if any(tokens.starts[item.start] in span for span in spans) or (item.start < _HEAD and _looks_printed(tokens, item))
    }


def _given(
    published: str | None,
    found: Sequence[Found],
    days: Sequence[date | None],
    printed: set[int],
    order_is_certain: Callable[[Numeric], tuple[bool, bool]],
) -> Reference | None:
    """The publication date as given; read in the other order of day and month when the document proves that order."""
    given = iso_day(published)
    if given is None:
        return None
    numeric = [
        day
        for number in sorted(printed)
        if (day := days[number]) and (pair := found[number].frame.numeric) is not None and order_is_certain(pair)[1]
    ]
    other = reordered(given, numeric)
    return Reference(other, "publication", "printed-date-reordered") if other else Reference(given, "publication")


def _printed_day(found: Sequence[Found], days: Sequence[date | None], printed: set[int]) -> Reference | None:
    """The full date printed at the head."""
    day = next((day for number in sorted(printed) if (day := days[number]) is not None), None)
    return Reference(day, "publication", "printed-date") if day else None


def _inferred_year(tokens: Tokens, found: Sequence[Found], printed: set[int]) -> Reference | None:
    """A printed day without its year: the first one after the latest date that the article names."""
    latest = max((day for item in found if (day := _past_day(tokens, item)) is not None), default=None)
    for number in sorted(printed):
        frame = found[number].frame
        if latest is None or frame.month is None or frame.day is None or frame.year is not None or frame.shift is not None:
            continue
        for year in (latest.year, latest.year + 1):
            day = valid_day(year, frame.month, frame.day)
            if day is not None and day >= latest and frame.weekday in (None, day.isoweekday()):
                return Reference(day, "publication", "printed-day-of-inferred-year", weak=True)
    return None


def _past_day(tokens: Tokens, item: Found) -> date | None:
    """The first day of a date that states month and year and is not spoken of as to come."""
    frame = item.frame
    if frame.year is None or not 1000 <= frame.year <= 9000 or not frame.month or frame.kind not in {"DATE", "TIME"}:
        return None
    if tokens[item.start - 1].lower() in {"by", "until", "till"} or clause_tense(tokens, item.start, item.end) == "future":
        return None
    return valid_day(frame.year, frame.month, frame.day or 1)


def _looks_printed(tokens: Tokens, item: Found) -> bool:
    """`Article published on Nov. 30, 2017`, `PARIS, 26/11/2016 –`, a line of its own."""
    before = [tokens[index].lower() for index in range(max(0, item.start - 4), item.start)]
    if _PUBLISHED & set(before):
        return True
    after = tokens[item.end].strip() if item.end < len(tokens.starts) else ""
    if fills_a_line(tokens, item):
        return True
    head: list[str] = []  # what stands before it in its line
    for index in range(item.start - 1, max(-1, item.start - 10), -1):
        if "\n" in tokens.text[tokens.starts[index] : tokens.starts[index + 1]]:
            break
        head.append(tokens[index])
    place_first = len(head) < 8 and all(word[:1].isupper() or not word[:1].isalpha() for word in head)
    return place_first and (after in {"–", "—", "-", "/", "("} or after == "")


def fills_a_line(tokens: Tokens, item: Found) -> bool:
    """True for an expression that is all that stands in its line."""
    starts_line = (
        item.start == 0 or "\n" in tokens.text[tokens.ends[item.start - 1] : tokens.starts[item.start]] or "\n" in tokens[item.start - 1]
    )
    return starts_line and (
        item.end >= len(tokens.starts)
        or "\n" in tokens.text[tokens.ends[item.end - 1] : tokens.starts[item.end]]
        or "\n" in tokens[item.end]
    )


def full_day(frame: Frame) -> bool:
    """True for an expression that states day, month and year."""
    return (
        frame.kind in {"DATE", "TIME"}
        and frame.year is not None
        and frame.year >= 100
        and frame.month is not None
        and frame.day is not None
    ) or (frame.numeric is not None and (frame.numeric[2] or 0) >= 100)
