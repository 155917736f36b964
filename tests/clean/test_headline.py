"""Which line is the headline."""

from __future__ import annotations

import numpy as np
import pytest

import onrecord
from onrecord.clean import headline, train_headline
from onrecord.clean.features import look
from onrecord.clean.lines import split_lines

BODY = (
    "The old bridge at Ferry Lane was closed to all traffic on Tuesday after a barge struck its middle pier.\n\n"
    "Engineers will look at the pier today, the harbour office said, and the bridge may open to walkers by Friday.\n"
)


def found(head: str, body: str = BODY) -> str | None:
    """The line chosen above the body."""
    lines = list(split_lines(f"{head}\n\n{body}"))
    seen = look(lines)
    first = int(seen.running.argmax())
    number = headline.best(lines, seen, headline.candidates(lines, seen, 0, first, len(lines)), first, list(range(first, len(lines))))
    return None if number is None else lines[number].text


@pytest.mark.parametrize(
    "head",
    [
        "Home\nNews\nBarge closes old bridge at Ferry Lane\nBy Ana Ruiz\n3 May 2021",
        "Barge closes old bridge at Ferry Lane\n\nEngineers are to look at the middle pier of the bridge, says the harbour office.\n\n3 May 2021",
        "Barge closes old bridge at Ferry Lane\n\nBarge closes old bridge at Ferry Lane\n3 May 2021",
        "Most read\nSwans return to the canal\nTen ways to boil an egg\n\nBarge closes old bridge at Ferry Lane\n\nMay 3, 2021",
    ],
    ids=["below a menu", "above a stand-first", "printed twice", "below a list of others"],
)
def test_the_headline_is_found(head: str) -> None:
    assert found(head) == "Barge closes old bridge at Ferry Lane"


def test_nothing_above_the_text_is_no_headline() -> None:
    assert found("") is None


def test_a_short_line_that_tells_nothing_of_the_text_is_no_headline() -> None:

    assert found("Quiz night") is None


def test_the_ranker_learns_what_sets_the_right_candidates_apart() -> None:
    chance = np.random.default_rng(3)
    pages = []
    for _ in range(40):
        right = int(chance.integers(4))
        looks = [["bias", "telling" if number == right else "plain"] for number in range(4)]
        pages.append(train_headline.Choice(looks, [right], 1.0))
    weights = train_headline.fit(pages)
    assert weights["telling"] > 1 > 0 > weights["plain"]
    assert abs(weights["bias"]) < 0.01


@pytest.mark.parametrize(
    "head",
    [
        "Home › Photos › Storm\n\nStorm Berta seen from the mill\n\nAna Ruiz",
        "Storm Berta seen from the mill\n\nNews | Sport | Weather\n\nAna Ruiz",
        "Storm Berta seen from the mill\n\nThe storm took the roof of the school and left the mill alone.\n\nBy Ana Ruiz",
        "9 May 2024 · 24 min listen\n\nStorm Berta seen from the mill",
        "Storm Berta seen from the mill\n\n• Storm took roof of school\n• The mill kept its tiles",
    ],
    ids=["below a path", "above a menu", "above a stand-first", "below how long it takes", "above a list"],
)
def test_menus_stand_firsts_and_days_are_no_headlines(head: str) -> None:
    text = "The storm came at night and took the roof of the school; the mill, which is older, kept all of its tiles, the keeper said."
    (article,) = onrecord.clean(
        f"{head}\n\n{text}\n\nNobody was hurt, and the pupils will sit in the hall of the ferry company until the spring."
    )
    assert article.title is not None
    assert article.title.value == "Storm Berta seen from the mill"


def test_a_masthead_wider_than_the_text_is_not_joined_to_it() -> None:
    text = "The storm came at night and took the roof\nof the school; the mill, which is older than\nthe school, kept all of its tiles, the keeper\nsaid on Monday."
    page = f"THE COUNTY COURIER                                   Page 3\nStorm Berta seen from the mill\n\n{text}\n\n{text}"
    (article,) = onrecord.clean(page)
    assert article.title is not None
    assert article.title.value == "Storm Berta seen from the mill"


def test_a_name_with_its_day_is_no_headline() -> None:
    assert (
        found("Barge closes old bridge\n\nAna Ruiz, 3 May 2021\n\nThe bridge at Ferry Lane after the barge struck its pier")
        != "Ana Ruiz, 3 May 2021"
    )


MATCH = (
    "Tunde Adeyemi headed home in the 94th minute as Kingsport Rovers came from two goals down to draw with Dunmore City on Saturday.\n\n"
    "The visitors had looked to be cruising after Lars Lind struck twice before the break, the second from 25 yards.\n"
)


@pytest.mark.parametrize(
    "score", ["Kingsport Rovers 2-2 Dunmore City", "Full time: Rovers 2–2 City", "Rovers 2 City 2", "FT: Rovers 2-2 City (aet)"]
)
def test_what_a_match_came_to_is_no_headline_beside_another(score: str) -> None:
    assert headline.is_score(score)
    assert (
        found(f"Late Adeyemi header rescues point for Rovers\n\n{score}\n\nBy Ana Ruiz", MATCH)
        == "Late Adeyemi header rescues point for Rovers"
    )


def test_what_a_match_came_to_is_the_headline_where_there_is_no_other() -> None:
    assert found("Sport\n\nKingsport Rovers 2-2 Dunmore City\n\nBy Ana Ruiz", MATCH) == "Kingsport Rovers 2-2 Dunmore City"


@pytest.mark.parametrize(
    "text",
    ["Senate Votes 51-49 To Confirm Judge", "Rovers 2-2 City: late header saves a point", "Top 10 Films 2024", "Rovers draw 2-2 with City"],
)
def test_a_headline_that_tells_a_score_is_more_than_one(text: str) -> None:
    assert not headline.is_score(text)
