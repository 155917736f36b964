"""Deictic words inside quotations count from the day of speaking, where the article tells it."""

from __future__ import annotations

import pytest

from onrecord.dates import find_dates
from onrecord.types import Part, Quote, Span
from tests.timing import seconds


def quote(text: str, content: str, cue: str | None, continues: int | None = None) -> Quote:
    start, at = text.index(content), text.index(cue) if cue else 0
    span = Span(start, start + len(content))
    return Quote("direct", (Part(span.start, span.end),), (span,), cue=Span(at, at + len(cue)) if cue else None, continues=continues)


@pytest.mark.parametrize(
    ("text", "content", "cue", "expected"),
    [
        ("“We start today,” Mbeki said in Karlov on Saturday.", "We start today,", "said", ("today", "2016-11-26", "day-of-the-speech")),
        ("Mbeki said on 5 March 1998: “Tomorrow we march.”", "Tomorrow we march.", "said", ("Tomorrow", "1998-03-06", "day-of-the-speech")),
        ("“I go next month,” he wrote on 3 May 2015.", "I go next month,", "wrote", ("next month", "2015-06", "day-of-the-speech")),
        (
            "He said on 5 March 1998: “We will march on Friday.”",
            "We will march on Friday.",
            "said",
            ("Friday", "1998-03-06", "day-of-the-speech"),
        ),
        ("He said on 5 March 1998: “In June we won.”", "In June we won.", "said", ("June", "1997-06", "day-of-the-speech")),
        ("In 2010 she said: “Two years ago we lost.”", "Two years ago we lost.", "said", ("Two years ago", "2008", "year-of-the-speech")),
        ("In 2010 she said: “Yesterday we lost.”", "Yesterday we lost.", "said", ("Yesterday", "2016-11-29", "deictic-day")),
        (
            "The meeting was held on Saturday, 26 November.\n\n“We start today,” Mbeki told the meeting.",
            "We start today,",
            "told",
            ("today", "2016-11-26", "day-of-the-occasion"),
        ),
        ("She left on Monday. “It ended today,” she said.", "It ended today,", "said", ("today", "2016-11-30", "deictic-day")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_deictic_in_a_quotation_counts_from_the_speech(text: str, content: str, cue: str, expected: tuple[str, str, str]) -> None:
    found = find_dates(text, published="2016-11-30", quotes=[quote(text, content, cue)])
    assert expected in [(text[f.start : f.end], f.value, f.anchor.rule if f.anchor.kind == "utterance" else "deictic-day") for f in found]


def test_a_quotation_that_carries_on_keeps_the_day_of_the_first() -> None:
    text = "“We begin,” Mbeki said on Saturday.\n\n“We start today.”"
    quotes = [quote(text, "We begin,", "said"), quote(text, "We start today.", None, continues=0)]
    found = find_dates(text, published="2016-11-30", quotes=quotes)
    assert (found[-1].value, found[-1].anchor.kind) == ("2016-11-26", "utterance")


def test_outside_of_quotations_the_publication_date_counts() -> None:
    text = "Mbeki said on 5 March 1998: “We won.” Today he is old."
    found = find_dates(text, published="2016-11-30", quotes=[quote(text, "We won.", "said")])
    assert (found[-1].value, found[-1].anchor.kind) == ("2016-11-30", "publication")


def test_many_quotations_take_time_in_proportion() -> None:
    piece, times = "He said “today” on Friday. ", []
    for number in (1000, 4000):
        text = piece * number
        starts = range(0, len(text), len(piece))
        quotes = [Quote("direct", (Part(at + 8, at + 15),), (Span(at + 8, at + 15),), cue=Span(at + 3, at + 7)) for at in starts]
        times.append(seconds(lambda text=text, quotes=quotes: find_dates(text, published="2016-11-30", quotes=quotes)))
    assert times[1] < 8 * times[0]  # four times the text
