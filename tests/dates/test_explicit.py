"""Clean explicit dates are read by dateparser, and cross-checked with the grammar."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from onrecord.dates import find_dates
from onrecord.dates.anchoring import calendar
from onrecord.dates.explicit import Order, read_explicit


@pytest.mark.parametrize(
    "words",
    [
        "28 November 2017", "November 28, 2017", "28 Nov. 2017", "Nov. 28, 2017", "Nov 28 2017", "2017-11-28", "2017/11/28", "28/11/2017", "11/28/2017", "28.11.2017",
        "28-11-2017", "28-Nov-2017", "2017November 28", "2017November28", "Nov.28,2017", "28th of Nov., 2017", "November the 28th, 2017", "28TH NOVEMBER 2017", "28 november 2017",
    ],
)  # fmt: skip
def test_every_spelling_is_read(words: str) -> None:
    assert read_explicit(words) == date(2017, 11, 28)


@pytest.mark.parametrize(("order", "day"), [("DMY", date(2019, 5, 4)), ("MDY", date(2019, 4, 5))])
@pytest.mark.parametrize("words", ["04/05/2019", "4/5/2019", "04-05-2019", "04.05.2019"])
def test_the_order_says_which_number_is_the_day(words: str, order: Order, day: date) -> None:
    assert read_explicit(words, order) == day


@pytest.mark.parametrize(
    "words", ["November 2017", "28 November", "2017", "two weeks ago", "30 February 2016", "", "the first of March 2019"]
)
def test_what_says_no_full_day_is_not_filled_in(words: str) -> None:
    assert read_explicit(words) is None


def test_a_string_is_read_once() -> None:
    read_explicit.cache_clear()
    find_dates("Signed on 28 November 2017. Sealed on 28 November 2017, and read on 28 November 2017.")
    assert (read_explicit.cache_info().misses, read_explicit.cache_info().hits >= 2) == (1, True)


def test_readings_that_differ_are_kept_and_flagged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendar, "read_explicit", lambda words, order="DMY": date(2017, 11, 27))
    (found,) = find_dates("Signed on 28 November 2017.")
    assert (found.value, found.alternatives, found.flags) == ("2017-11-27", ("2017-11-28",), ("readings-differ",))
    assert found.confidence < 0.8


def test_the_grammar_reads_what_dateparser_cannot() -> None:
    (found,) = find_dates("Signed on the first of March, 2019.")
    assert (found.value, found.flags) == ("2019-03-01", ())


def test_a_text_without_full_dates_loads_no_dateparser() -> None:
    script = "import sys; from onrecord.dates import find_dates; find_dates('on Friday, in March 2019 and 2020'); print('dateparser' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.strip() == "False"
