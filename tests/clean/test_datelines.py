"""Datelines of agencies, and what only looks like one."""

from __future__ import annotations

import pytest

from onrecord.clean.datelines import read_dateline, read_dateline_line


@pytest.mark.parametrize(
    ("text", "dateline", "place", "date", "agency"),
    [
        ("OSHKOSH, Wis. (AP) — A river rose.", "OSHKOSH, Wis. (AP) —", "OSHKOSH, Wis.", None, "Associated Press"),
        ("ACCRA, Dec 24 (Reuters) - A river rose.", "ACCRA, Dec 24 (Reuters) -", "ACCRA", "Dec 24", "Reuters"),
        ("LIMA (Reuters) - A river rose.", "LIMA (Reuters) -", "LIMA", None, "Reuters"),
        ("BOISE, Dec. 4, 2017 /PRNewswire/ — A river rose.", "BOISE, Dec. 4, 2017 /PRNewswire/ —", "BOISE", "Dec. 4, 2017", "PR Newswire"),
        (
            "OTTAWA, ON / ACCESSWIRE / May 5, 2023 / A river",
            "OTTAWA, ON / ACCESSWIRE / May 5, 2023 /",
            "OTTAWA, ON",
            "May 5, 2023",
            "ACCESSWIRE",
        ),
        ("RENO--(BUSINESS WIRE)--A river rose.", "RENO--(BUSINESS WIRE)--", "RENO", None, "Business Wire"),
        ("HANOI, Nov. 20 (Xinhua) -- A river rose.", "HANOI, Nov. 20 (Xinhua) --", "HANOI", "Nov. 20", "Xinhua"),
        ("MOSCOW, November 20. /TASS/. A river rose.", "MOSCOW, November 20. /TASS/.", "MOSCOW", "November 20", "TASS"),
        ("New Delhi, Nov 20 (IANS) A river rose.", "New Delhi, Nov 20 (IANS)", "New Delhi", "Nov 20", "Indo-Asian News Service"),
        (
            "New Delhi [India], Nov 20 (ANI): A river rose.",
            "New Delhi [India], Nov 20 (ANI):",
            "New Delhi",
            "Nov 20",
            "Asian News International",
        ),
        ("LAGOS, March 6 (Meridian Wire) - A river", "LAGOS, March 6 (Meridian Wire) -", "LAGOS", "March 6", "Meridian Wire"),
        ("Lagos (Meridian Wire) – A river", "Lagos (Meridian Wire) –", "Lagos", None, "Meridian Wire"),
        ("GENEVA — A river rose.", "GENEVA —", "GENEVA", None, None),
        ("CEDAR HOLLOW, Ohio — A river rose.", "CEDAR HOLLOW, Ohio —", "CEDAR HOLLOW, Ohio", None, None),
        ("VISALIA, Calif. -- A river rose.", "VISALIA, Calif. --", "VISALIA, Calif.", None, None),
        ("KANDY, Sri Lanka – A river rose.", "KANDY, Sri Lanka –", "KANDY, Sri Lanka", None, None),
        ("(Bogotá, March 4, 2025) – A river rose.", "(Bogotá, March 4, 2025) –", "Bogotá", "March 4, 2025", None),
        ("(Ulm, 4 March 2025) – A river rose.", "(Ulm, 4 March 2025) –", "Ulm", "4 March 2025", None),
        ("(Geneva) – A river rose.", "(Geneva) –", "Geneva", None, None),
        ("(Washington, DC) – A river rose.", "(Washington, DC) –", "Washington, DC", None, None),
    ],
    ids=lambda value: str(value)[:24],
)
def test_forms_of_agencies(text: str, dateline: str, place: str, date: str | None, agency: str | None) -> None:
    found = read_dateline(text)
    assert found is not None
    assert (text[: found.end], text[slice(*found.place)], found.agency) == (dateline, place, agency)
    assert (text[slice(*found.date)] if found.date else None) == date


@pytest.mark.parametrize(
    "text",
    [
        "However – the river rose.",
        "NCRX – The council met.",
        "However, March 6 was dry.",
        "Bello (NDC) said no.",
        "Washington: The river rose.",
        "A – b c",
        "THE CHAIR (Bo Lind): Good morning.",
        "Bello (Bo Lind) – The river rose.",
        "GENEVA",
        "BO LIND, Ohio State – The river rose.",
        "BO LIND, Ohio: The river rose.",
        "(Left) – The mayor at the bridge.",
        "(AP) — A river rose.",
    ],
)
def test_what_only_looks_like_one(text: str) -> None:
    assert read_dateline(text) is None


@pytest.mark.parametrize(
    ("text", "place", "date"),
    [
        ("MANILA, Nov 11, 2025", "MANILA", "Nov 11, 2025"),
        ("BOGOTÁ - July 8, 2026", "BOGOTÁ", "July 8, 2026"),
        ("CEDAR HOLLOW, Ohio, March 6", "CEDAR HOLLOW, Ohio", "March 6"),
        ("Geneva, 6 March 2026", "Geneva", "6 March 2026"),
    ],
)
def test_a_town_and_a_day_may_be_all_of_a_line(text: str, place: str, date: str) -> None:
    found = read_dateline_line(text)
    assert found is not None
    assert found.date is not None
    assert (text[slice(*found.place)], text[slice(*found.date)], found.end) == (place, date, len(text))


@pytest.mark.parametrize(
    "text",
    ["MONDAY - March 6, 2026", "Updated, 6 March 2026", "BBC NEWS, 6 March 2026", "Ana Ruiz, 6 March 2026", "MANILA", "6 March 2026"],
)
def test_a_masthead_or_an_author_with_a_day_is_no_dateline(text: str) -> None:
    assert read_dateline_line(text) is None


@pytest.mark.parametrize("text", ["A" * 100_000, "A, " * 40_000, "(" * 50_000, "PARIS, " * 20_000, "- " * 50_000, "A-" * 50_000])
def test_hostile_heads_end_soon(text: str) -> None:
    assert read_dateline(text) is None
    assert read_dateline_line(text) is None
