"""What is seen of the lines between two pieces of text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.clean.boundaries import NONE, Page
from onrecord.clean.features import look
from onrecord.clean.lines import split_lines

FERRY = "The ferry to the lower town will run every hour from Monday, free of charge, until the bridge is mended, the council said."
SWANS = "The swans have come back to their island below the lock, where the keeper of the park has counted nine grey young ones."


def page_of(text: str) -> Page:
    lines = list(split_lines(text))
    return Page(lines, look(lines), [0.9] * len(lines))


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Ferry to run on Sundays", "title"),
        ("3 May 2021", "date"),
        ("By Ana Ruiz", "byline"),
        ("Ana Ruiz", "name"),
        ("Lagos, 3 May 2021", "dated"),
        ("* * *", "rule"),
        ("Share this: Facebook Twitter", "share-widget"),
        ("(Reporting by Ana Ruiz; editing by Bo Lind)", "notice"),
        (FERRY, "text"),
        (f"LAGOS, May 3 (Reuters) - {FERRY}", "dateline"),
    ],
)
def test_kinds_of_lines(line: str, kind: str) -> None:
    assert page_of(f"{SWANS}\n\n{line}\n\n{SWANS}").kind(1) == kind


def test_headlines_numbered_from_the_head_of_the_page_are_a_series() -> None:
    page = page_of(f"1. Ferry\n\n{FERRY} {FERRY}\n\n2. Swans\n\n{SWANS} {SWANS}")
    assert [page.kind(0), page.kind(2)] == ["numbered", "numbered"]
    page = page_of(f"Two things\n\n{SWANS}\n\n1. Ferry\n\n{FERRY} {FERRY}\n\n2. Swans\n\n{SWANS} {SWANS}")
    assert "numbered" not in page.kinds(0, len(page.lines))


def test_a_headline_printed_twice_is_told_from_others() -> None:
    assert page_of(f"{FERRY}\n\nSwans are back\n\nSwans are back\n\n{SWANS}").kinds(1, 3) == ["twice", "title"]


def test_the_candidates_of_a_gap_end_with_the_text_below_it() -> None:
    page = page_of(f"{FERRY}\n\nShare this: Facebook Twitter\n\nSwans are back\n3 May 2021\n\n{SWANS}")
    assert page.gaps == [(0, 4)]
    numbers, looks = page.looks(0, 4)
    assert numbers == [2, 3, 4]
    assert len(looks) == 4
    assert NONE in looks[-1]
    assert "shape title date text" in looks[0]


def test_paragraphs_that_follow_each_other_have_no_gap() -> None:
    assert page_of(f"{FERRY}\n\n{SWANS}\n\n{FERRY}").gaps == []


def test_words_that_a_headline_shares_with_its_text_speak_for_it() -> None:
    page = page_of(f"{FERRY}\n\nKeeper counts swans on island\n\n{SWANS}")
    assert "tells 2 of above 0" in page.looks(0, 2)[1][0]


@pytest.mark.parametrize(
    "line", ["1. a", "Swans are back", "* * *", "3 May 2021", "x", FERRY], ids=["numbers", "titles", "rules", "dates", "words", "text"]
)
def test_long_pages_take_linear_time(line: str) -> None:
    """Twenty times the lines take about twenty times the time."""

    def seconds(count: int) -> float:
        text = f"{FERRY}\n\n" + f"{line}\n\n" * count + SWANS
        lines = list(split_lines(text))
        seen = look(lines)
        started = time.process_time()
        page = Page(lines, seen, [0.9] * len(lines))
        for before, after in page.gaps:
            page.looks(before, after)
        return time.process_time() - started

    assert seconds(4000) < 60 * seconds(200) + 0.5


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.sampled_from([FERRY, SWANS, "Swans are back", "3 May 2021", "By Ana Ruiz", "* * *", "1. One", "", "Read more", "x"]), max_size=25
    )
)
def test_any_page_is_parted_without_loss(lines: list[str]) -> None:
    text = "\n".join(lines)
    articles = onrecord.clean(text)
    ends = 0
    for article in articles:
        assert article.raw_start >= ends
        ends = article.raw_end
    kept = "".join(article.text for article in articles) + "".join(
        text[item.raw_start : item.raw_end] for article in articles for item in article.removed
    )
    kept += "".join(text[span.start : span.end] for article in articles for span in article.comments)
    assert sorted("".join(kept.split())) == sorted("".join(text.split()))
