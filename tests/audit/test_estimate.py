"""Estimates: intervals that hold what they promise."""

from __future__ import annotations

import math
import random

import pytest

from onrecord.audit.estimate import Estimate, Stratum, calibration, corrected_count, proportion, wilson


def test_wilson_gives_the_textbook_interval() -> None:
    low, high = wilson(0.5, 100)
    assert (low, high) == (pytest.approx(0.4038, abs=1e-4), pytest.approx(0.5962, abs=1e-4))


def test_no_draws_say_nothing() -> None:
    assert wilson(0.5, 0) == (0.0, 1.0)


def test_strata_are_weighted_by_their_size() -> None:
    estimate = proportion([Stratum("large", 900, 50, 50), Stratum("small", 100, 50, 0)])
    assert estimate.value == pytest.approx(0.9)
    assert estimate.low < 0.9 < estimate.high


def test_a_census_has_no_spread() -> None:
    assert proportion([Stratum("all", 20, 20, 15)]) == Estimate(0.75, 0.75, 0.75, 20)


def test_a_sample_without_an_error_does_not_claim_perfection() -> None:
    estimate = proportion([Stratum("all", 10_000, 50, 50)])
    assert estimate.value == estimate.high == 1
    assert estimate.low < 0.96


@pytest.mark.parametrize("shares", [(0.9, 0.6), (0.97, 0.99), (0.5, 0.8)], ids=["usual", "near one", "middling"])
def test_the_interval_covers_the_truth_about_as_often_as_it_says(shares: tuple[float, float]) -> None:
    chance = random.Random(7)
    sizes, draws, covered, rounds = (3000, 1000), (75, 25), 0, 600
    populations = [[n < round(size * share) for n in range(size)] for size, share in zip(sizes, shares, strict=True)]
    truth = sum(map(sum, populations)) / sum(sizes)
    for _ in range(rounds):
        strata = [
            Stratum(str(n), len(population), k, sum(chance.sample(population, k)))
            for n, (population, k) in enumerate(zip(populations, draws, strict=True))
        ]
        estimate = proportion(strata)
        covered += estimate.low <= truth <= estimate.high
    assert 0.92 <= covered / rounds <= 1.0


def test_counts_are_corrected_for_what_is_wrong_and_what_is_missing() -> None:
    count, low, high = corrected_count(1000, Estimate(0.9, 0.85, 0.93, 100), Estimate(0.6, 0.5, 0.7, 100))
    assert count == pytest.approx(1500)
    assert low < 1500 < high


def test_corrected_counts_cover_the_truth() -> None:
    chance = random.Random(3)
    truth, found, right = 2000, 1500, 1350
    covered, rounds = 0, 400
    for _ in range(rounds):
        precision = proportion([Stratum("all", found, 100, sum(chance.random() < right / found for _ in range(100)))])
        recall = proportion([Stratum("all", truth, 100, sum(chance.random() < right / truth for _ in range(100)))])
        _, low, high = corrected_count(found, precision, recall)
        covered += low <= truth <= high
    assert covered / rounds >= 0.93


def test_a_recall_of_nothing_leaves_the_count_open() -> None:
    assert corrected_count(10, Estimate(1, 1, 1, 5), Estimate(0, 0, 0.4, 5))[2] == math.inf


def test_calibration_error_is_the_distance_from_the_diagonal() -> None:
    error, rows = calibration([(0.95, True)] * 9 + [(0.95, False)])
    assert error == pytest.approx(0.05)
    assert rows == [(pytest.approx(0.95), 0.9, 10)]
