"""Templates and the looks that they combine."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.clean import templates
from onrecord.clean.features import look
from onrecord.clean.lines import split_lines
from onrecord.clean.templates import TEMPLATES, Combination, values_of

LOOKS = sorted({name for template in TEMPLATES for name in template.split("*")})


def test_a_template_has_one_number_for_every_combination_of_its_looks() -> None:
    pairs = np.array([(size, kind) for size in range(values_of("size")) for kind in range(values_of("kind"))])
    numbers = Combination(["size", "kind"], ["size*kind"])(pairs.T)
    assert len(set(numbers[0].tolist())) == len(pairs)


def test_a_neighbour_has_the_values_of_the_look() -> None:
    assert values_of("kind -2") == values_of("kind +1") == values_of("kind")
    with pytest.raises(KeyError):
        values_of("colour")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Read more",
                "By Ana Ruiz",
                "May 4, 2021",
                "",
                "",
                "©",
                "Share",
                "aB Cd. Ef. Gh. " * 5,
                "“Yes,” he said.",
                "1" * 90,
                "×",
                "a " * 99,
            ]
        ),
        min_size=1,
        max_size=40,
    )
)
def test_no_look_has_more_values_than_it_says(page: list[str]) -> None:
    lines = list(split_lines("\n".join(page)))
    if not lines:
        return
    looks = look(lines).looks
    for name in LOOKS:
        assert looks[name].shape == (len(lines),)
        assert 0 <= looks[name].min() <= looks[name].max() < values_of(name), name


def test_rows_are_summed_in_parts_as_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = np.random.default_rng(1)
    table, codes = chance.normal(size=(9, 4)), chance.integers(0, 9, (5, 23))
    monkeypatch.setattr(templates, "LINES", 10)
    assert np.array_equal(templates.summed(table, codes), table[codes].sum(axis=0))
