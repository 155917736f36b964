"""The trainer of the labeller: which pages it learns from, and that it learns."""

from __future__ import annotations

import numpy as np
import pytest

from onrecord.clean import train
from onrecord.clean.labeller import Labeller
from onrecord.clean.lines import split_lines

PARAGRAPH = "The council of the small town agreed on Monday evening that the old bridge over the river would be closed for repairs."
SECOND = "Residents who had waited for the decision since the spring said that they would have to drive eleven miles to the market."
MENU = ("Home", "Politics", "Weather today", "Sign in", "Subscribe now")


def page(gold: int, text: int, menu: int = 3, site: str = "a") -> train.Page | None:
    """A page with menus around `text` paragraphs, of which the gold has the first ones."""
    body = [f"Day {number}. {PARAGRAPH if number % 2 else SECOND}" for number in range(text)]
    lines = [*MENU[:menu], "Bridge to be closed for repairs", *body, *MENU]
    return train.page_of("\n\n".join(lines), "\n\n".join(body[:gold]), site, 1.0)


@pytest.mark.parametrize(
    ("gold", "text", "kept"),
    [
        pytest.param(10, 10, True, id="the gold ends with the text"),
        pytest.param(9, 10, True, id="one paragraph more is no break"),
        pytest.param(2, 10, False, id="the text goes on behind the gold"),
    ],
)
def test_pages_whose_gold_breaks_off_are_left_out(gold: int, text: int, kept: bool) -> None:
    assert (page(gold, text) is not None) is kept


def test_text_behind_a_gap_is_none_that_goes_on() -> None:
    body = "\n\n".join(f"Day {number}. {PARAGRAPH}" for number in range(3))
    lists = "\n\n".join(f"Day {number}. {SECOND}" for number in range(10))
    assert train.page_of(f"{body}\n\n" + "\n\n".join(MENU) + f"\n\n{lists}", body, "a", 1.0) is not None


def pages() -> list[train.Page]:
    found = [page(text, text, menu, site) for text in (2, 4, 7) for menu in (1, 3, 5) for site in ("a", "b", "c")]
    return [item for item in found if item is not None]


def test_a_trained_labeller_tells_text_from_menus() -> None:
    labeller = Labeller(train.Trainer(pages()).fit(6, runs=2).readable())
    unseen = page(5, 5, 2)
    assert unseen is not None
    chances = labeller(unseen.seen)
    assert np.array_equal(chances >= 0.5, unseen.states == train.ARTICLE)


def test_training_twice_gives_the_same_weights() -> None:
    first, second = (train.Trainer(pages()).fit(2, runs=2).readable() for _ in range(2))
    assert first == second


def test_the_weights_are_the_mean_of_the_runs() -> None:
    both = train.Trainer(pages()).fit(2, runs=2)
    alone = [train.Trainer(pages(), seed=seed).fit(2, runs=1) for seed in (1, 2)]
    assert np.allclose(both.weights, (alone[0].weights + alone[1].weights) / 2)


def test_lines_line_up_with_the_gold_in_order() -> None:
    lines = [line.text for line in split_lines(f"{SECOND}\n{PARAGRAPH}\nHome page of the council")]
    assert train.aligned(lines, PARAGRAPH) == [False, True, False]
