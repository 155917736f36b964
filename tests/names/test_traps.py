"""Pairs that are hard for programs and easy for careful people."""

from pathlib import Path

import pytest

from onrecord.names import compare_names

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "traps.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("# ")
]


def test_there_are_at_least_120_pairs_of_all_three_judgements():
    assert len(ROWS) >= 120
    assert {row[2] for row in ROWS} == {"same", "different", "unsure"}


@pytest.mark.parametrize(("a", "b", "expected"), ROWS, ids=[f"{a} and {b}: {expected}" for a, b, expected in ROWS])
def test_a_careful_person_agrees(a, b, expected):
    match = compare_names(a, b)
    assert match.judgement == expected, match
    assert compare_names(b, a) == match
