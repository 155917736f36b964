"""The day, the manner and the occasion of a speech, told between its cue and its words, are none of these."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.quotes.adjuncts import without_adjunct

Left = Callable[..., str]


@pytest.mark.parametrize(
    ("told", "content"),
    [
        pytest.param("on Tuesday it would send monitors", "it would send monitors", id="a weekday with its preposition"),
        pytest.param("Tuesday it would send monitors", "it would send monitors", id="a bare weekday"),
        pytest.param("late on Sunday night they had arrested two men", "they had arrested two men", id="late, and a part of the day"),
        pytest.param("last week prices would rise", "prices would rise", id="a period"),
        pytest.param("in a statement it would appeal", "it would appeal", id="a channel"),
        pytest.param("at a briefing in Geneva no one was hurt", "no one was hurt", id="an occasion and its town"),
        pytest.param("in the plainest terms the sale of the mill", "the sale of the mill", id="a manner"),
        pytest.param("in a statement on Friday the talks had failed", "the talks had failed", id="a channel and a day"),
    ],
)
def test_the_time_and_the_means_of_saying_are_left_out(left_behind: Left, told: str, content: str) -> None:
    assert left_behind(without_adjunct, f"The ministry said {told}.") == content


@pytest.mark.parametrize(
    "told",
    [
        pytest.param("that on Tuesday it would send monitors", id="behind that"),
        pytest.param("Friday prayers would be held", id="a weekday that belongs to a noun"),
        pytest.param("in 2019 the company had lost money", id="a year"),
        pytest.param("in Geneva the talks had failed", id="a place"),
        pytest.param("on Tuesday to reporters", id="no clause left"),
        pytest.param("in a statement of two pages", id="a noun with its complement"),
        pytest.param("Tuesday's vote was a mistake", id="a day's own thing"),
    ],
)
def test_what_may_belong_to_the_words_stays(left_behind: Left, told: str) -> None:
    assert left_behind(without_adjunct, f"The ministry said {told}.") == told


def test_a_long_row_of_days_is_read_in_one_go(left_behind: Left) -> None:
    assert left_behind(without_adjunct, "The ministry said " + "on Tuesday " * 2_000 + "it would pay.").endswith("it would pay")


@pytest.mark.parametrize(
    ("told", "content"),
    [
        pytest.param("The Harbour Post the bridge would close", "the bridge would close", id="a paper"),
        pytest.param("reporters on Tuesday it would close", "it would close", id="a group, and a day"),
        pytest.param("the meeting it had no money", "it had no money", id="an audience"),
        pytest.param("nurses in the north that pay would fall", "that pay would fall", id="whoever stands before that"),
        pytest.param("Ann Lee the bridge", "Ann Lee the bridge", id="what is left is no clause"),
        pytest.param("the bridge would close", "the bridge would close", id="nobody: the subject of the clause"),
        pytest.param(
            "Ann Lee, who had asked, it would close", "Ann Lee, who had asked, it would close", id="somebody of whom more is told"
        ),
    ],
)
def test_who_was_told_is_left_out(left_behind: Left, told: str, content: str) -> None:
    assert left_behind(without_adjunct, f"The ministry told {told}.", "told") == content
