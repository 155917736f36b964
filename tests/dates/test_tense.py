"""The tense of a clause, seen in the weekday that it gives."""

from __future__ import annotations

import pytest

from onrecord.dates import find_dates
from onrecord.types import Block

_TUESDAY = "2026-05-12"


def day(text: str, published: str = _TUESDAY, **options: object) -> str:
    """The value of the last expression of a text."""
    return find_dates(text, published=published, **options)[-1].value  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They travel to Ashby Town on Thursday night.", "2026-05-14TNI"),
        ("The sides meet again on Saturday.", "2026-05-16"),
        ("Rovers host City on Wednesday.", "2026-05-13"),
        ("England face Spain in Leeds on Wednesday.", "2026-05-13"),
        ("On Saturday Rovers host City.", "2026-05-16"),
        ("The Senate votes on Thursday.", "2026-05-14"),
        ("The hearing continues on Friday.", "2026-05-15"),
        ("The two leaders take part in talks on Friday.", "2026-05-15"),
        ("The festival kicks off on Friday.", "2026-05-15"),
        ("Voters go to the polls on Sunday.", "2026-05-17"),
        ("She is travelling to Oslo on Thursday.", "2026-05-14"),
        ("“Come and see us on Saturday,” she said.", "2026-05-16"),
        ('"See you on Friday," he said.', "2026-05-15"),
        ("“We'll have a look at it on Monday,” he said.", "2026-05-18"),
        ("“We will not have a vote on Monday,” he said.", "2026-05-18"),
        ("The storm is forecast to leave the area by Friday night.", "2026-05-15TNI"),
        ("The rain is tipped to stop by Thursday.", "2026-05-14"),
        ("She is due in court on Friday.", "2026-05-15"),
        ("The two sides should be back at the table by Friday.", "2026-05-15"),
        ("The court sits again on Monday.", "2026-05-18"),
        ("Monday's vote is expected to be close.", "2026-05-18"),
        ("Sunday's final will be in Leeds.", "2026-05-17"),
    ],
    ids=lambda value: value,
)
def test_the_present_of_an_event_is_to_come(text: str, value: str) -> None:
    assert day(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The two sides met on Saturday.", "2026-05-09"),
        ("The mayor says on Thursday he was told nothing.", "2026-05-07"),
        ("The men who run the shop say a man was hurt on Friday.", "2026-05-08"),
        ("Rovers face a ban after the brawl on Saturday.", "2026-05-09"),
        ("Rovers face City, who lost on Saturday.", "2026-05-09"),
        ("His home visits on Friday were cut.", "2026-05-08"),
        ("The mayor's Oslo visit on Friday was brief.", "2026-05-08"),
        ("A vote on Sunday gave him power.", "2026-05-10"),
        ("Police are investigating a shooting on Friday.", "2026-05-08"),
        ("In an interview on Thursday, CATSDO head Larissa Malinao was cross.", "2026-05-07"),
        ("Two men arrived to play on Saturday.", "2026-05-09"),
        ("She should have left on Friday.", "2026-05-08"),
        ("“I saw it on Friday,” she said.", "2026-05-08"),
        ("She was due in court on Friday.", "2026-05-08"),
        ("The storm that struck on Sunday is forecast to weaken.", "2026-05-10"),
        ("The decision, taken on Monday night in Leeds, is expected to save a million.", "2026-05-11TNI"),
        ("Monday's vote was close.", "2026-05-11"),
        ("They should have left by Friday.", "2026-05-08"),
    ],
    ids=lambda value: value,
)
def test_the_past_and_nouns_are_not_to_come(text: str, value: str) -> None:
    assert day(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Her surgery scheduled for Monday had been cancelled.", "2026-05-11"),
        ("The match scheduled for Sunday was called off.", "2026-05-10"),
        ("The match set for Friday was called off.", "2026-05-15"),
        ("The match scheduled for Sunday was a friendly.", "2026-05-17"),
    ],
    ids=lambda value: value,
)
def test_what_was_called_off_was_set_for_the_nearest_day(text: str, value: str) -> None:
    assert day(text) == value


def test_the_line_under_a_picture_tells_the_past_in_the_present() -> None:
    text = "Fans arrive at the ground on Saturday."
    assert day(text) == "2026-05-16"
    assert day(text, blocks=[Block(0, len(text), "caption")]) == "2026-05-09"
