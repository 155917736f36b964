"""The day of publication from how long ago it was."""

from __future__ import annotations

import pytest

from onrecord.clean import clean
from onrecord.settings import CleanSettings
from onrecord.types import Article, RawDocument

TITLE = "Barge closes old bridge at Ferry Lane"
BODY = (
    "The old bridge at Ferry Lane was closed to all traffic on Tuesday after a barge struck its middle pier.\n\n"
    "Engineers will look at the pier today, the harbour office said, three days ago nobody had seen a crack, 2 days ago one did.\n"
)


def article(head: str, retrieved: str | None) -> Article:
    (found,) = clean(RawDocument(id="page", text=f"{TITLE}\n\n{head}\n\n{BODY}", retrieved=retrieved), settings=CleanSettings())
    return found


@pytest.mark.parametrize(
    ("head", "retrieved", "day", "others"),
    [
        pytest.param("3 days ago", "2026-05-10", "2026-05-07", (), id="days"),
        pytest.param("Published 1d ago", "2026-03-01T08:00:00Z", "2026-02-28", (), id="a day in short, over the end of a month"),
        pytest.param("By Ana Ruiz\n\nan hour ago", "2026-05-10T00:30:00+00:00", "2026-05-09", (), id="an hour, over midnight"),
        pytest.param("20 mins ago", "2026-05-10", "2026-05-10", ("2026-05-09",), id="minutes, the hour of retrieval unknown"),
        pytest.param("Updated 1 hour ago\n\nPosted 2 days ago", "2026-05-10", "2026-05-08", (), id="not the update"),
        pytest.param("4 May 2026\n\n2 days ago", "2026-05-10", "2026-05-04", (), id="a date goes before"),
    ],
)
def test_days_are_counted_from_the_retrieval(head: str, retrieved: str, day: str, others: tuple[str, ...]) -> None:
    published = article(head, retrieved).published
    assert published is not None
    assert (published.value, published.alternatives) == (day, others)


@pytest.mark.parametrize(
    ("head", "retrieved"),
    [
        pytest.param("3 days ago", None, id="nothing tells when the page was retrieved"),
        pytest.param("3 days ago", "last week", id="a time of retrieval that is none"),
        pytest.param("3 weeks ago", "2026-05-10", id="weeks tell no day"),
        pytest.param("999 days ago", "0001-01-02", id="before the first of all days"),
        pytest.param("By Ana Ruiz", "2026-05-10", id="in the text alone"),
    ],
)
def test_no_day_is_guessed(head: str, retrieved: str | None) -> None:
    assert article(head, retrieved).published is None


def test_the_words_are_a_span_of_the_text() -> None:
    found = article("Published 3 days ago", "2026-05-10")
    assert found.published is not None
    assert found.published.span is not None
    assert found.text[found.published.span.start : found.published.span.end] == "3 days ago"
