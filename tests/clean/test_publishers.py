"""Who publishes a page, by what it prints."""

from __future__ import annotations

import pytest

import onrecord
from onrecord.clean.lines import split_lines
from onrecord.clean.publishers import owner

BODY = (
    "The old bridge at Ferry Lane was closed to all traffic on Tuesday after a barge struck its middle pier.\n\n"
    "Engineers will look at the pier today, the harbour office said, and the bridge may open to walkers by Friday.\n"
)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("© 2023 Ferry Lane News, Inc. All Rights Reserved", "Ferry Lane News"),
        ("Copyright © 2019-2024 The Canal Post. All rights reserved.", "The Canal Post"),
        ("© Copyright Harbour Group 2023", "Harbour Group"),
        ("© Schleuse und Deich", "Schleuse und Deich"),
        ("(c) 2020 ferrylane.example | Terms | Privacy", "ferrylane.example"),
        ("Copyright Notice", None),
        ("Copyright 2021. Reproduced by permission.", None),
        ("© 2021 Ana Ruiz", None),
        ("The copyright of the song is held by Harbour Group.", None),
    ],
)
def test_the_owner_in_a_copyright_line(line: str, name: str | None) -> None:
    assert owner(list(split_lines(f"{BODY}\n{line}"))) == name


def test_the_name_behind_the_headline_goes_before_the_owner() -> None:
    (article,) = onrecord.clean(f"Barge closes old bridge at Ferry Lane | The Canal Post\n\n{BODY}\n© 2023 Harbour Group")
    assert article.title is not None
    assert article.title.value == "Barge closes old bridge at Ferry Lane"
    assert article.publisher is not None
    assert (article.publisher.value, article.publisher.origin) == ("The Canal Post", "text")
    assert article.publisher.span is not None
    assert article.text[article.publisher.span.start : article.publisher.span.end] == "The Canal Post"


@pytest.mark.parametrize("tail", ["Part 2", "Ana Ruiz"])
def test_a_part_or_a_person_behind_the_headline_is_no_publisher(tail: str) -> None:
    (article,) = onrecord.clean(f"Barge closes old bridge at Ferry Lane | {tail}\n\n{BODY}")
    assert article.publisher is None


def test_a_page_that_names_nobody_has_no_publisher() -> None:
    (article,) = onrecord.clean(f"Barge closes old bridge at Ferry Lane\n\n{BODY}")
    assert article.publisher is None


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("The Ferry Lane Courier\nThursday, October 15, 2026\n\nBarge closes old bridge at Ferry Lane", "The Ferry Lane Courier"),
        ("Home | News | Sport\n\nHarbour Gazette\n\nBarge closes old bridge at Ferry Lane", "Harbour Gazette"),
        ("Support The Echo\n\nBarge closes old bridge at Ferry Lane", None),
        ("World News\n\nBarge closes old bridge at Ferry Lane", None),
        ("Latest News\n\nBarge closes old bridge at Ferry Lane", None),
        ("Barge closes old bridge at Ferry Lane\n\nHarbour Gazette", None),
        ("Bridge and Harbour\n\nBarge closes old bridge at Ferry Lane", None),
    ],
    ids=["a courier", "below a menu", "an appeal", "a part of the paper", "a list", "below the headline", "a section"],
)
def test_the_masthead_above_the_headline_names_the_publisher(head: str, name: str | None) -> None:
    (article,) = onrecord.clean(f"{head}\n\nBy Ana Ruiz\n\n{BODY}")
    assert (article.publisher.value if article.publisher else None) == name


def test_a_masthead_is_no_text() -> None:
    (article,) = onrecord.clean(
        f"The Ferry Lane Courier\nThursday, October 15, 2026\n\nBarge closes old bridge at Ferry Lane\n\n{BODY * 3}"
    )
    assert "Courier" not in article.text
