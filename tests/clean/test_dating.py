"""Which date of a page is the day of publication."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.clean import dating
from onrecord.clean.dates import find_stamps, is_date_line
from onrecord.clean.train_dating import is_slip

BODY = (
    "The old bridge at Ferry Lane was closed to all traffic on Tuesday after a barge struck its middle pier.\n\n"
    "Engineers will look at the pier today, the harbour office said, and the bridge may open to walkers by Friday.\n"
)
TITLE = "Barge closes old bridge at Ferry Lane"


def published(text: str) -> tuple[str | None, tuple[str, ...]]:
    (article,) = onrecord.clean(text)
    return (article.published.value, article.published.alternatives) if article.published else (None, ())


@pytest.mark.parametrize(
    ("printed", "days"),
    [
        ("4 de maio de 2022, 05:34", ["2022-05-04"]),
        ("Veröffentlicht am 13. Mai 2026 um 15:44", ["2026-05-13"]),
        ("12. MÄR 2025", ["2025-03-12"]),
        ("May 21, 2025April 24, 2025 by Ana", ["2025-05-21", "2025-04-24"]),
        ("27 August 202229 August 2022", ["2022-08-27", "2022-08-29"]),
        ("Mar 27, 20255 mins", ["2025-03-27"]),
        ("Jul. 11. 2025", ["2025-07-11"]),
        ("06.18.2025", ["2025-06-18"]),
        ("18. 05. 2014 22:38", ["2014-05-18"]),
        ("call 555-12-2023", []),
        ("the 30th of February 2020", []),
    ],
)
def test_dates_are_read_as_pages_print_them(printed: str, days: list[str]) -> None:
    assert [stamp.day.isoformat() for stamp in find_stamps(printed)] == days


@pytest.mark.parametrize("text", ["19. Oktober 2021", "Posted on 3 May 2021 at 10:20", "Mar 27, 20255 mins"])
def test_a_line_of_a_date_alone(text: str) -> None:
    assert is_date_line(text)


@pytest.mark.parametrize(
    ("page", "day"),
    [
        (f"{TITLE}\nBy Ana Ruiz\n3 May 2021\n\n{BODY}", "2021-05-03"),
        (f"{TITLE}\nPublished March 3, 2021 | Updated March 5, 2021\n\n{BODY}", "2021-03-03"),
        (f"{TITLE}\nUpdated: March 5, 2021\nMarch 3, 2021\n\n{BODY}", "2021-03-03"),
        (f"Sunday, March 7, 2021\nNews\nSport\n{TITLE}\nPublished: March 3, 2021 at 1:49 p.m.\n\n{BODY}", "2021-03-03"),
        (f"{TITLE}\n\n{BODY}\nPublished on 9 March 2021", "2021-03-09"),
    ],
    ids=["below the byline", "before its update", "below its update", "not the day of the visit", "below the text"],
)
def test_the_day_of_publication(page: str, day: str) -> None:
    assert (published(page)[0] or "")[:10] == day


@pytest.mark.parametrize(
    "page",
    [
        "The council met on 5 March 2021 to talk about the ferry",
        "The council met on 5 March 2021 to talk about the ferry and voted to close it.",
        f"{TITLE}\n\n{BODY}\nThe pier was built on 9 May 1921 by men of the town.\n",
        f"{TITLE}\n\n{BODY}\n© 2019 Ferry Lane News. All rights reserved.",
    ],
    ids=["one line without a stop", "one sentence", "a sentence of the text", "a copyright"],
)
def test_other_days_are_not_the_day_of_publication(page: str) -> None:
    assert published(page) == (None, ())


def test_both_readings_of_a_date_of_numbers_are_told() -> None:
    day, others = published(f"{TITLE}\nBy Ana Ruiz\n04/05/2021\n\n{BODY}")
    assert {day, *others} == {"2021-04-05", "2021-05-04"}


@pytest.mark.parametrize(("sure", "day"), [("28/04/2021", "2021-05-04"), ("04/28/2021", "2021-04-05")], ids=["day first", "month first"])
def test_a_certain_date_of_the_page_tells_the_order(sure: str, day: str) -> None:
    """The reading that agrees with the other date is more probable than where the other date speaks against it."""
    (article,) = onrecord.clean(f"{TITLE}\nPosted: 04/05/2021\n\n{BODY}\nMore news\nSwans return, {sure}\n")
    assert article.published is not None
    assert article.published.value == day


@pytest.mark.parametrize(
    ("gold", "printed", "slip"),
    [
        ("2023-01-08", "2024-01-08", True),
        ("2023-01-08", "2023-01-07", True),
        ("2023-01-08", "2023-01-08", False),
        ("2023-01-08", "2023-02-11", False),
    ],
)
def test_gold_that_differs_by_a_slip(gold: str, printed: str, slip: bool) -> None:
    assert is_slip(date.fromisoformat(gold), date.fromisoformat(printed)) is slip


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="0123456789 -/.,:mayjunde|©\n", max_size=300))
def test_any_text_gives_a_day_or_none(text: str) -> None:
    for article in onrecord.clean(text):
        if article.published:
            assert date.fromisoformat(article.published.value[:10])
            assert article.published.value[:10] not in article.published.alternatives
            assert 0 < article.published.confidence < 1


def test_teasers_of_one_day_do_not_outweigh_the_line_that_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line of 40 % beside four lines of one other day with 12 % each."""
    monkeypatch.setattr(dating, "probabilities", lambda found: [0.4, *[0.12] * (len(found) - 2), 0.12])
    teasers = "Swans return to the pond\n21 December 2023\n" * 4
    assert published(f"{TITLE}\nUpdated 19 December 2023\n\n{BODY}\nMore stories\n{teasers}") == ("2023-12-19", ("2023-12-21",))
