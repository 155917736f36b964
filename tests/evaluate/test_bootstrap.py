"""The paired bootstrap: what moves by chance is noise, what moves on most pages is not."""

from __future__ import annotations

import random

import pytest

from onrecord.evaluate.bootstrap import FEWEST_PAGES, changes, compare_counts, page_counts
from onrecord.evaluate.counts import Counts, Report

PAGES = [f"page{n}" for n in range(40)]


def counts(rate: float, seed: int) -> dict[str, list[int]]:
    """Ten items a page, each right with a probability."""
    draw = random.Random(seed)
    right = {page: sum(draw.random() < rate for _ in range(10)) for page in PAGES}
    return {page: [n, 10 - n, 10 - n] for page, n in right.items()}


def test_the_same_counts_are_no_change() -> None:
    same = counts(0.8, 1)
    change = compare_counts(same, same)
    assert change.now == change.before
    assert change.interval == (0, 0)
    assert change.beyond_noise is False


def test_a_loss_on_most_pages_is_more_than_noise() -> None:
    change = compare_counts(counts(0.9, 1), counts(0.7, 2))
    assert change.beyond_noise
    assert change.interval is not None
    assert change.interval[0] < change.now - change.before < change.interval[1] < 0
    assert change.text().endswith(": more than noise)")


def test_two_runs_of_the_same_quality_differ_beyond_noise_in_about_one_of_twenty() -> None:
    false = sum(bool(compare_counts(counts(0.8, 2 * n), counts(0.8, 2 * n + 1)).beyond_noise) for n in range(100))
    assert 1 <= false <= 12


def test_a_real_change_is_seen_though_pages_differ_among_themselves() -> None:
    # Pages range from none right to all right; the change is small and the same everywhere: pairing is what finds it.
    before = {page: [n % 20, 20, 20] for n, page in enumerate(PAGES)}
    now = {page: [n % 20 + 1, 19, 19] for n, page in enumerate(PAGES)}
    assert compare_counts(before, now).beyond_noise


@pytest.mark.parametrize(("number", "tells"), [(FEWEST_PAGES - 1, False), (FEWEST_PAGES, True)], ids=["too few pages", "enough pages"])
def test_few_pages_tell_nothing(number: int, tells: bool) -> None:
    change = compare_counts({page: [2, 0, 2] for page in PAGES[:number]}, {page: [1, 0, 3] for page in PAGES[:number]})
    assert (change.beyond_noise is not None) == tells
    assert ("too few pages" in change.text()) != tells


def test_a_page_that_one_run_lacks_counts_as_empty_there() -> None:
    assert compare_counts({"a": [1, 0, 0]}, {"b": [0, 0, 3]}).now == 0


def test_reports_are_compared_layer_by_layer() -> None:
    old, new = Report(), Report()
    for page in PAGES:
        old.at("quotes", page).add(Counts(2, 0, 2))
        new.at("quotes", page).add(Counts(4, 0, 0))
        new.at("dates", page).add(Counts(1, 0, 0))
    found = changes(page_counts(old), page_counts(new))
    assert list(found) == ["quotes"]
    assert (found["quotes"].before, found["quotes"].now) == (pytest.approx(2 / 3, abs=1e-4), 1.0)
