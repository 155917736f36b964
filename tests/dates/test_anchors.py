"""What an expression is reckoned from: dates named before it, years of its sentence, printed days, weekdays beside digits."""

from __future__ import annotations

import pytest

from onrecord.dates import find_dates
from onrecord.types import Block


def answers(text: str, published: str | None = "2016-11-30", **options: object) -> list[tuple[str, str, str]]:
    """Surface form, value and kind of anchor."""
    return [(text[f.start : f.end], f.value, f.anchor.kind) for f in find_dates(text, published=published, **options)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("The mill burned in May 1995. The following month the owner fled.", ("The following month", "1995-06", "mention")),
        ("He was jailed on 5 March 2010 and freed the next day.", ("the next day", "2010-03-06", "mention")),
        ("He died in the early hours of Monday.", ("the early hours of Monday", "2016-11-28TMO", "publication")),
        ("Shots were heard at 9:45 p.m. Sunday. He gave up at 3:50 a.m.", ("3:50 a.m.", "2016-11-28T03:50", "mention")),
        ("Shots were heard at 9:45 a.m. Sunday. He came at 3:50 a.m.", ("3:50 a.m.", "2016-11-27T03:50", "mention")),
        ("She won in 2011, in 2013 and again in March.", ("March", "2016-03", "publication")),
        ("In 1926 it was shut in May and again in June.", ("June", "1926-06", "mention")),
        ("She won in 1998; a year later she lost.", ("a year later", "1999", "mention")),
        ("He was shot on 3 June 2012. The previous week he had left.", ("The previous week", "2012-W21", "mention")),
        ("She won in 1998. The previous week she had rested.", ("The previous week", "1998-WXX", "mention")),
        (
            "He spoke on 5 May 2010. It began in the summer of 1988, and the following month it ended.",
            ("the following month", "1988-XX", "mention"),
        ),
        ("It goes on to this day.", ("this day", "PRESENT_REF", "none")),
        ("In 44 BC he died. Two years later his heir won.", ("Two years later", "BC0042", "mention")),
        ("The town fell in 480 BC. The following year it rose.", ("The following year", "BC0479", "mention")),
        ("He was born in 5 BC. Ten years later he ruled.", ("Ten years later", "0006", "mention")),
        ("In the sixties it was shut for most of the decade.", ("the decade", "196", "mention")),
        ("It has grown since last year.", ("last year", "2015", "publication")),
        ("It opened in the last week of October last year.", ("the last week of October last year", "2015-W44", "publication")),
        ("A clerk fell on March 8. The mill, run by him since 2011, shut the next day.", ("the next day", "2016-03-09", "mention")),
        ("The siege began on 8 June 1940 and lasted until the autumn.", ("the autumn", "1940-FA", "mention")),
        ("It reopens on 6 January and is free until the end of the month.", ("the end of the month", "2017-01", "mention")),
        ("It opens on 3 December and closes on the 14th.", ("the 14th", "2016-12-14", "mention")),
        ("The guns fired all through Sunday night. They fell silent around 3 a.m.", ("around 3 a.m.", "2016-11-28T03:00", "mention")),
        ("They came on Monday night, the boldest raid this year. He left at 9 p.m.", ("9 p.m.", "2016-11-28T21:00", "mention")),
        ("She wrote on Nov. 30, 2013. She wrote again on Dec. 2.", ("Dec. 2", "2013-12-02", "mention")),
        ("She wrote on Nov. 30, 2013.\n\nShe wrote again on Dec. 2.", ("Dec. 2", "2016-12-02", "publication")),
        ("She was hurt in May 2011. She left on Nov. 20.", ("Nov. 20", "2016-11-20", "publication")),
        ("In January 1961 it was shut. It restarted in March.", ("March", "1961-03", "mention")),
        ("In January 1961 it was shut. It restarted in March and ran until the summer.", ("the summer", "1961-SU", "mention")),
        ("In January 1961 it was shut, and on 4 November of that year it fell.", ("4 November of that year", "1961-11-04", "mention")),
        ("I came on a Tuesday in the rains of 1974. Six weeks later it shut.", ("Six weeks later", "1974-WXX", "mention")),
        ("He lost in 1974. The following spring he won and by July he led.", ("July", "1975-07", "mention")),
        ("In 2014 she lost; the following spring she won.", ("the following spring", "2015-SP", "mention")),
        ("In 2014 she lost and in the autumn of that year she left.", ("the autumn of that year", "2014-FA", "mention")),
        ("12 March 2015: Plan drawn.\n\n3 April: Plan shelved.", ("3 April", "2015-04-03", "none")),
        ("The log of the week of Nov. 7.\n\nWednesday\n\nA goat was seen.", ("Wednesday", "2016-11-09", "mention")),
        ("The fair was held from 7 to 12 November.\n\nWednesday\n\nLambs.", ("Wednesday", "2016-11-09", "mention")),
        ("The fair was held from 7 to 12 November.\n\nHe left on Wednesday.", ("Wednesday", "2016-11-30", "publication")),
        ("Last year the doors came and the roof came fourteen years later.", ("fourteen years later", "P14Y", "mention")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_follows_a_date_counts_from_it(text: str, last: tuple[str, str, str]) -> None:
    assert answers(text)[-1] == last


def test_months_take_the_year_that_their_sentence_names() -> None:
    text = "In 1926 it was shut from May to November. It reopened in March."
    assert [value for _, value, _ in answers(text)] == ["1926", "1926-05", "1926-11", "2016-03"]
    assert answers("Sold since 1987, 500 had gone through September 29.")[-1][1] == "2016-09-29"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The ban planned for Monday was dropped.", "2016-12-05"),
        ("The talks had been scheduled for Monday.", "2016-11-28"),
        ("It takes effect with the contract effective February 1.", "2017-02-01"),
        ("In the quarter ended September 30 it lost money.", "2016-Q3"),
        ("In the week ending 5 November it won.", "2016-W44"),
        ("It began on the first Sunday of May 2015.", "2015-05-03"),
        ("It closed on the last Friday in October.", "2016-10-28"),
        ("It rained in the last week of August.", "2016-W34"),
        ("He left on Tuesday last week.", "2016-11-22"),
        ("She came on Monday of this week.", "2016-11-28"),
        ("The quake struck at 11.32pm on the 8th of last month.", "2016-10-08T23:32"),
        ("The convoy left at 0430 local time.", "2016-11-30T04:30"),
        ("They left before dawn.", "2016-11-30TMO"),
        ("The search will go on at dawn.", "2016-12-01TMO"),
        ("It began a week ago last Friday.", "2016-11-18"),
        ("It will be shut from 9 p.m. on Friday 9 to 5 a.m. on Monday 12 December.", "2016-12-09T21:00"),
        ("They met at midday on Friday.", "2016-11-25T12:00"),
        ("The hearing opened at 10.15 on Tuesday.", "2016-11-29T10:15"),
        ("He left the Friday before last.", "2016-11-18"),
    ],
    ids=lambda value: value,
)
def test_a_phrase_has_its_day(text: str, value: str) -> None:
    assert answers(text)[0][1] == value


def test_a_weekday_never_moves_a_past_event_into_the_future() -> None:
    (found,) = find_dates("It began on Monday, 27 November.", published="2016-11-30")
    assert (found.value, found.flags) == ("2016-11-27", ("weekday-conflict",))


@pytest.mark.parametrize(
    ("text", "value", "alternatives"),
    [
        ("He left at half past eight.", "2016-11-30T08:30", ("2016-11-30T20:30",)),
        ("He left at a quarter to nine in the evening.", "2016-11-30T20:45", ()),
        ("He left at twenty past four.", "2016-11-30T04:20", ("2016-11-30T16:20",)),
        ("He left at half past eleven at night.", "2016-11-30T23:30", ()),
        ("He left at 2 o'clock.", "2016-11-30T02:00", ("2016-11-30T14:00",)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_spoken_time_without_its_half_of_the_day_keeps_both(text: str, value: str, alternatives: tuple[str, ...]) -> None:
    (found,) = find_dates(text, published="2016-11-30")
    assert (found.value, found.alternatives) == (value, alternatives)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left at noon on Friday.", [("noon", "2016-11-25T12:00"), ("Friday", "2016-11-25")]),
        (
            "He worked from 9 a.m. to 5 p.m. on Friday.",
            [("9 a.m.", "2016-11-25T09:00"), ("5 p.m.", "2016-11-25T17:00"), ("Friday", "2016-11-25")],
        ),
        ("It rained between 8 pm and 6 am.", [("8 pm", "2016-11-29T20:00"), ("6 am", "2016-11-30T06:00")]),
        ("It will be shut from 10pm to 5am.", [("10pm", "2016-11-30T22:00"), ("5am", "2016-12-01T05:00")]),
        ("It opens on 5 May 2015 at 9.30 a.m.", [("5 May 2015", "2015-05-05"), ("9.30 a.m.", "2015-05-05T09:30")]),
        ("Published 28/11/2016, 10:30", [("28/11/2016", "2016-11-28"), ("10:30", "2016-11-28T10:30")]),
        ("It is open from 9 a.m. to 5 p.m., every day.", [("9 a.m.", "T09:00"), ("5 p.m.", "T17:00"), ("every day", "P1D")]),
        ("It runs daily. He left at 9 a.m.", [("daily", "P1D"), ("9 a.m.", "2016-11-30T09:00")]),
        ("It took 2 minutes and 40.9 seconds.", [("2 minutes and 40.9 seconds", "PT2M40.9S")]),
        ("It took two days and three nights.", [("two days", "P2D"), ("three nights", "P3D")]),
        ("He rang every Christmas.", [("every Christmas", "XXXX-12-25")]),
        ("He rang every Easter.", [("every Easter", "P1Y")]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_neighbours_share_days_lengths_and_repetition(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(surface, value) for surface, value, _ in answers(text)] == expected


def test_a_neighbour_of_the_page_is_asked_before_a_year_is_inferred() -> None:
    text = "KARLOV, March 6 (Wire) - The worst since June 1987."
    assert answers(text, None, neighbours=("2026-03-08",))[0] == ("March 6", "2026-03-06", "page")


def test_a_printed_day_takes_its_year_from_the_latest_date_named() -> None:
    text = "KARLOV, March 6 (Wire) - The chair resigned on Friday. The audit covers June 2023 to June 2025. All shall be paid by 2040."
    found = find_dates(text)
    assert [f.value for f in found] == ["2026-03-06", "2026-03-06", "2023-06", "2025-06", "2040"]
    assert [f.anchor.kind for f in found[:2]] == ["publication", "publication"]
    assert all("weak-anchor" in f.flags for f in found[:2])


def test_a_printed_day_stays_open_where_no_year_is_named() -> None:
    assert answers("KARLOV, March 6 (Wire) - The chair resigned.", None) == [("March 6", "XXXX-03-06", "none")]


def test_a_weekday_beside_digits_proves_the_day_order() -> None:
    text = "4/8/2025\n\nJurors were told Monday. The bill of 11/12/2023 was read. The trial resumes Wednesday, 4/9."
    found = find_dates(text, published="2025-08-04", blocks=[Block(0, 8, "date")])
    assert [f.value for f in found] == ["2025-04-08", "2025-04-07", "2023-11-12", "2025-04-09"]
    assert not any("day-order-ambiguous" in f.flags for f in found)


def test_a_weekday_that_fits_no_reading_of_the_digits_is_flagged() -> None:
    (found,) = find_dates("On Wednesday, 26/11/2016, it rained.")
    assert (found.value, found.flags) == ("2016-11-26", ("weekday-conflict",))
    (found,) = find_dates("On Friday 05/04/2019 it rained.")
    assert (found.value, found.flags) == ("2019-04-05", ())


@pytest.mark.parametrize(
    ("text", "form", "value"),
    [
        ("see https://example.org/2017/11/dam-fails there", "2017/11", "2017-11"),
        ("dated 28th.Nov.2017 by hand", "28th.Nov.2017", "2017-11-28"),
        ("dated 28 . 11 . 2017 by hand", "28 . 11 . 2017", "2017-11-28"),
        ("dated 28.11.16 by hand", "28.11.16", "2016-11-28"),
        ("NOV.28,2017 KARLOV", "NOV.28,2017", "2017-11-28"),
        ("Friday,November 25 it rained", "Friday,November 25", "2016-11-25"),
        ("#Nov2017 was wet", "Nov2017", "2017-11"),
        ("built c. 1850 there", "1850", "1850"),
        ("grew in 1H 2016 at last", "1H 2016", "2016-H1"),
    ],
    ids=lambda value: value,
)
def test_a_damaged_form_is_read(text: str, form: str, value: str) -> None:
    assert [(surface, found) for surface, found, _ in answers(text)] == [(form, value)]


@pytest.mark.parametrize(
    "text",
    [
        "version 2017/11 of it",
        "according to the minutes it was lost",
        "Dr Haddad of Registry Now spoke",
        "at the moment of the theft",
        "the war years were hard",
        "it flew at 5 metres a second",
    ],
)
def test_no_time_is_found_in(text: str) -> None:
    assert [surface for surface, _, _ in answers(text)] in ([], ["2017"])
