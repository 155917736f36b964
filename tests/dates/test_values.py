"""TIMEX3 values as intervals and EDTF."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.dates.holidays import days_elsewhere, easter, named_days, orthodox_easter
from onrecord.dates.numbers import duration_value, read_number
from onrecord.dates.values import extent, moved, value_at
from onrecord.lexicon import table


@pytest.mark.parametrize(
    ("value", "mod", "earliest", "latest", "granularity", "edtf"),
    [
        ("2016-11-26", None, "2016-11-26", "2016-11-26", "day", "2016-11-26"),
        ("2016-11", None, "2016-11-01", "2016-11-30", "month", "2016-11"),
        ("2016", None, "2016-01-01", "2016-12-31", "year", "2016"),
        ("2016", "START", "2016-01-01", "2016-05-01", "year", "2016~"),
        ("198", None, "1980-01-01", "1989-12-31", "decade", "198X"),
        ("18", None, "1800-01-01", "1899-12-31", "century", "18XX"),
        ("1990-Q3", None, "1990-07-01", "1990-09-30", "quarter", "1990-35"),
        ("2012-H1", None, "2012-01-01", "2012-06-30", "half", "2012-40"),
        ("2016-SU", None, "2016-06-01", "2016-08-31", "season", "2016-22"),
        ("1994-WI", None, "1994-12-01", "1995-02-28", "season", "1994-24"),
        ("2016-W47", None, "2016-11-21", "2016-11-27", "week", "2016-11-21/2016-11-27"),
        ("2016-W47-WE", None, "2016-11-26", "2016-11-27", "weekend", "2016-11-26/2016-11-27"),
        ("2016-11-26T10:35", None, "2016-11-26", "2016-11-26", "minute", "2016-11-26T10:35:00"),
        ("2016-11-26TMO", None, "2016-11-26", "2016-11-26", "part-of-day", "2016-11-26"),
        ("XXXX-11-28", None, None, None, "day", "XXXX-11-28"),
        ("1994", "ON_OR_AFTER", "1994-01-01", None, "year", "1994/.."),
        ("BC0480", None, None, None, "year", "-0479"),
        ("PAST_REF", None, None, None, None, None),
        ("2016-02-31", None, None, None, None, None),
    ],
    ids=lambda value: str(value),
)
def test_a_value_covers_an_interval(
    value: str, mod: str | None, earliest: str | None, latest: str | None, granularity: str | None, edtf: str | None
) -> None:
    found = extent(value, mod)
    assert (found.earliest, found.latest, found.granularity, found.edtf) == (earliest, latest, granularity, edtf)


@given(st.dates(date(100, 1, 1), date(9900, 12, 31)), st.sampled_from(["D", "W", "M", "Q", "H6", "Y", "E", "C"]))
@settings(max_examples=60, deadline=None)
def test_a_day_lies_in_every_unit_that_holds_it(day: date, unit: str) -> None:
    whole = extent(value_at(day, unit))
    assert whole.earliest is not None
    assert whole.latest is not None
    assert whole.earliest <= day.isoformat() <= whole.latest


@given(st.dates(date(1000, 1, 1), date(3000, 12, 31)), st.sampled_from(["D", "W", "M", "Q", "Y", "E"]), st.integers(-50, 50))
@settings(max_examples=60, deadline=None)
def test_moving_there_and_back_ends_in_the_same_unit(day: date, unit: str, count: int) -> None:
    assert value_at(moved(moved(day, unit, count), unit, -count), unit) == value_at(day, unit)


@pytest.mark.parametrize(
    ("year", "day"), [(2000, "2000-04-23"), (2015, "2015-04-05"), (2016, "2016-03-27"), (2024, "2024-03-31"), (2038, "2038-04-25")]
)
def test_easter_follows_the_computus(year: int, day: str) -> None:
    assert easter(year).isoformat() == day


@pytest.mark.parametrize(("year", "day"), [(2008, "2008-04-27"), (2013, "2013-05-05"), (2016, "2016-05-01"), (2024, "2024-05-05")])
def test_eastern_easter_follows_the_julian_computus(year: int, day: str) -> None:
    assert orthodox_easter(year).isoformat() == day


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("11-w4+4", ["2016-11-24"]),
        ("11-w4+4+1", ["2016-11-25"]),
        ("05-w1-1", ["2016-05-30"]),
        ("easter-2", ["2016-03-25"]),
        ("us-election", ["2016-11-08"]),
        ("12-25", ["2016-12-25"]),
        ("02-29", ["2016-02-29"]),
        ("lunar-new-year-1", ["2016-02-07"]),
        ("eid-al-fitr,eid-al-adha", ["2016-07-06", "2016-09-11"]),
        ("easter-7..easter-1", ["2016-03-20/2016-03-26"]),
        ("ramadan..eid-al-fitr-1", ["2016-06-06/2016-07-05"]),
        ("hanukkah..hanukkah+7", ["2016-12-25/2017-01-01"]),
        ("05-w7+2|easter-21", ["2016-05-08"]),
    ],
)
def test_a_holiday_rule_gives_its_days(rule: str, days: list[str]) -> None:
    assert [str(first) if first == last else f"{first}/{last}" for first, last in named_days(rule, 2016)] == days


def test_a_feast_of_the_moon_may_come_twice_a_year() -> None:
    assert [str(first) for first, _ in named_days("eid-al-fitr", 2000)] == ["2000-01-08", "2000-12-27"]


def test_an_almanac_that_ends_gives_no_day() -> None:
    assert named_days("diwali", 1800) == ()


def test_other_countries_have_their_own_day() -> None:
    assert [str(day) for day in days_elsewhere("05-w7+2|easter-21", 2016)] == ["2016-03-06"]


@pytest.mark.parametrize("row", table("dates/holidays.tsv"), ids=lambda row: row[0])
def test_every_named_day_has_days_in_every_year_of_the_almanac(row: tuple[str, ...]) -> None:
    assert all(named_days(row[1], year) for year in range(2001, 2036))


@pytest.mark.parametrize(
    ("text", "number"),
    [("twenty-four", 24), ("1,200", 1200), ("2 1/2", 2.5), ("two and a half", 2.5), ("a hundred", 100), ("two thousand and five", 2005), ("nineteen ninety-six", 1996),
     ("third", 3), ("thirty-first", 31), ("a dozen", 12), ("a couple of", 2), ("several", None)],
)  # fmt: skip
def test_number_words_are_read(text: str, number: float | None) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(
    ("count", "unit", "value"),
    [(2, "Y", "P2Y"), (2.5, "Y", "P2Y6M"), (30, "TM", "PT30M"), (0.5, "H", "PT30M"), (None, "W", "PXW"), (3, "Q", "P9M"), (2, "E", "P20Y"), (1, "C", "P100Y"), (2, "F", "P4W")],
)  # fmt: skip
def test_a_duration_has_its_value(count: float | None, unit: str, value: str) -> None:
    assert duration_value(count, unit) == value
