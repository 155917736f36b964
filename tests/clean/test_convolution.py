"""The network beside the labeller: what it mixes, that its trainer's way back is right, and that it learns."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from onrecord.clean import train, train_convolution
from onrecord.clean.convolution import Convolution, beside, probability
from onrecord.clean.labeller import EVIDENCE, FEWEST_LINES, Labeller

PARAGRAPH = "The council of the small town agreed on Monday evening that the old bridge over the river would be closed for repairs."
MENU = ("Home", "Politics", "Weather today", "Sign in", "Subscribe now")


def page(text: int, menu: int, site: str = "a") -> train.Page:
    """A page with menus around `text` paragraphs."""
    body = [f"Day {number}. {PARAGRAPH}" for number in range(text)]
    found = train.page_of("\n\n".join([*MENU[:menu], "Bridge to be closed", *body, *MENU]), "\n\n".join(body), site, 1.0)
    assert found is not None
    return found


@cache
def pages() -> tuple[train.Page, ...]:
    return tuple(page(text, menu, site) for text in (2, 4, 7) for menu in (1, 3, 5) for site in ("a", "b"))


def test_lines_stand_beside_those_a_step_away() -> None:
    lines = np.array([[1.0], [2.0], [3.0]], dtype=np.float32)
    assert beside(lines, 1).tolist() == [[0, 1, 2], [1, 2, 3], [2, 3, 0]]
    assert beside(lines, 2).tolist() == [[0, 1, 3], [0, 2, 0], [1, 3, 0]]
    assert beside(lines, 9).tolist() == [[0, 1, 0], [0, 2, 0], [0, 3, 0]]


@pytest.mark.parametrize("name", ["looks", "bias", "weights 0", "bias 1", "weights 5", "end", "constant"])
def test_the_way_back_is_the_slope_of_the_way_forward(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small step along the gradient changes the sum of the log odds by its squared length."""
    monkeypatch.setattr(train_convolution, "UNITS_DROPPED", 0.0)
    chance = np.random.default_rng(3)
    network = train_convolution.Network(6, chance)
    network.parameters["looks"] *= 10
    inputs = np.eye(6, dtype=np.float32)[chance.integers(0, 6, 75)]
    mask = np.arange(40) < np.array([[40], [35]])
    before = network.forward(inputs, mask).sum(dtype=float)
    gradient = network.backward(np.ones(75, np.float32))[name]
    step = 1e-3 / max(1e-6, float(np.sqrt((gradient**2).sum())))
    network.parameters[name] = network.parameters[name] + np.float32(step) * gradient
    rise = network.forward(inputs, mask).sum(dtype=float) - before
    assert rise == pytest.approx(step * float((gradient**2).sum()), rel=0.05)


def test_the_network_tells_text_from_menus() -> None:
    network = Convolution(train_convolution.fit(pages(), epochs=20))
    unseen = page(5, 2)
    assert np.array_equal(network(unseen.seen) >= 0, unseen.states == train.ARTICLE)


def test_training_twice_gives_the_same_weights() -> None:
    first, second = (train_convolution.fit(pages(), epochs=1) for _ in range(2))
    assert first == second


def test_field_and_network_are_averaged_on_whole_pages_and_both_hear_the_evidence() -> None:
    field, weights = train.Trainer(pages()).fit(2, runs=1).readable(), train_convolution.fit(pages(), epochs=2)
    alone, both, network = Labeller(field), Labeller(field, weights), Convolution(weights)
    short, seen = page(3, 2).seen, page(FEWEST_LINES, 2).seen
    assert np.array_equal(both(short), alone(short))
    for evidence in (0, 1, -1):
        told = replace(seen, evidence=np.full(len(seen.size), evidence))
        chances = 1 / (1 + np.exp(-network(told) - EVIDENCE * evidence))
        assert np.allclose(both(told), (alone(told) + chances) / 2)


def test_no_odds_are_too_large() -> None:
    assert np.allclose(probability(np.array([-1e4, -2.0, 0.0, 2.0, 1e4])), [0, 0.119203, 0.5, 0.880797, 1])
