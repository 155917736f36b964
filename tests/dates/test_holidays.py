"""Named days in texts: fixed, moveable, lunar, of several days, of several countries."""

from __future__ import annotations

import pytest

from onrecord.dates import find_dates
from onrecord.types import TimeExpression


def only(text: str, published: str | None = "2016-11-30") -> TimeExpression:
    (found,) = find_dates(text, published=published)
    return found


@pytest.mark.parametrize(
    ("text", "span", "value"),
    [
        ("It closed on Eid al-Fitr.", "Eid al-Fitr", "2016-07-06"),
        ("It closed on Eid-ul-Adha 2015.", "Eid-ul-Adha 2015", "2015-09-23"),
        ("Prices rose during Ramadan.", "Ramadan", "2016-06-06/2016-07-05"),
        ("It will close for Diwali 2017.", "Diwali 2017", "2017-10-19"),
        ("They met at the Lunar New Year.", "Lunar New Year", "2017-01-28"),
        ("It opened on Rosh Hashanah 2014.", "Rosh Hashanah 2014", "2014-09-25/2014-09-26"),
        ("It shut for Yom Kippur.", "Yom Kippur", "2016-10-12"),
        ("It opened after Passover last year.", "Passover last year", "2015-04-04/2015-04-11"),
        ("On Orthodox Easter 2013 it rained.", "Orthodox Easter 2013", "2013-05-05"),
        ("He fasted for Lent.", "Lent", "2016-02-10/2016-03-26"),
        ("On Labor Day it rained.", "Labor Day", "2016-09-05"),
        ("It snowed last Thanksgiving.", "last Thanksgiving", "2016-11-24"),
        ("On Cyber Monday it rained.", "Cyber Monday", "2016-11-28"),
        ("during Holy Week 2015", "Holy Week 2015", "2015-03-29/2015-04-04"),
    ],
    ids=lambda value: value,
)
def test_a_named_day_has_its_value(text: str, span: str, value: str) -> None:
    found = only(text)
    assert (text[found.start : found.end], found.value) == (span, value)
    assert found.earliest == value.split("/")[0]
    assert found.latest == value.split("/")[-1]


def test_a_day_that_waits_for_the_moon_is_flagged() -> None:
    assert only("It closed on Eid al-Fitr.").flags == ("day-by-sighting",)


def test_a_name_of_two_feasts_is_the_nearest_one() -> None:
    assert only("It closed for Eid.", "2016-09-20").value == "2016-09-11"
    assert only("It closed for Eid.", "2016-07-10").value == "2016-07-06"


def test_a_name_of_several_countries_keeps_the_other_days() -> None:
    found = only("She came on Mother's Day.", "2016-05-12")
    assert (found.value, found.alternatives, found.flags) == ("2016-05-08", ("2016-03-06",), ("differs-by-country",))


@pytest.mark.parametrize("text", ["He lent them his boat.", "The holi man lent a tet.", "They mawlid."])
def test_a_name_of_one_word_needs_its_capital(text: str) -> None:
    assert find_dates(text, published="2016-11-30") == []


def test_without_a_year_to_count_from_a_named_day_stays_open() -> None:
    found = only("It closed on Eid al-Fitr.", None)
    assert (found.value, found.earliest, found.anchor.kind) == ("XXXX-XX-XX", None, "none")


def test_before_the_almanac_begins_a_feast_stays_open() -> None:
    assert only("It closed for Diwali.", "1900-05-05").value == "XXXX-XX-XX"
