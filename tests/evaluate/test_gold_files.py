"""Gold files: drafts from records, checks in plain words."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord import schema
from onrecord.evaluate import compare
from onrecord.evaluate.gold_files import check_page, from_records
from tests.evaluate.test_layers import gold
from tests.test_schema import TEXT, record


def found() -> dict[str, Any]:
    return schema.to_dict(schema.Record.model_validate(record()))


def test_a_draft_agrees_with_the_records_it_was_made_from() -> None:
    draft = from_records("page", [found()])
    assert draft["reviewed"] is False
    assert {figures["f1"] for figures in compare([draft], [found()]).figures().values()} == {1.0}


def test_a_draft_passes_the_check() -> None:
    assert list(check_page(from_records("page", [found()]), TEXT)) == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"speaker": "p:nobody"}, "not among the actors"),
        ({"parts": []}, "0 parts"),
        ({"cue": [15, 20]}, "white space"),
        ({"source": [21, 99]}, "outside its article"),
        ({"continues": "q9"}, "not here"),
    ],
)
def test_what_is_wrong_is_said_in_words(change: dict[str, Any], message: str) -> None:
    page = gold()
    page["articles"][0]["quotes"][0] |= change
    problems = list(check_page(page, TEXT))
    assert any(message in problem for problem in problems), problems
