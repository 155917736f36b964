"""Corrections: set where they fit, listed where they do not, never misapplied."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from onrecord import corrections, schema
from onrecord.corrections import FIELDS, Correction
from onrecord.corrections.file import NAMES
from onrecord.errors import OnrecordError
from tests.test_schema import TEXT, record, span


def plain() -> dict[str, Any]:
    return schema.to_dict(schema.Record.model_validate(record()))


def correct(field: str, new: Any, start: int = 1, end: int = 14) -> tuple[dict[str, Any], list[Correction]]:
    changed, unfit = corrections.apply(plain(), [Correction(document="d", raw_start=start, raw_end=end, field=field, new=new, who="Eva")])
    schema.Record.model_validate(changed)  # whatever a person set, the record holds
    return changed, unfit


def test_a_confirmed_quotation_says_so() -> None:
    changed, unfit = correct("quote", "confirmed")
    assert changed["quotes"][0]["review"] == "confirmed"
    assert not unfit


def test_a_rejected_quotation_leaves_its_marks_accounted_for() -> None:
    changed, _ = correct("quote", "rejected")
    assert changed["quotes"] == []
    assert changed["actors"][0]["quotes"] == []
    assert [mark["text"] for mark in changed["marked"]] == [TEXT[1:14]]


def test_a_new_speaker_becomes_an_actor() -> None:
    changed, _ = correct("quote.speaker", "Bea Lim")
    assert changed["quotes"][0]["speaker_name"] == "Bea Lim"
    assert changed["actors"][1]["quotes"] == ["q1"]
    assert changed["actors"][0]["quotes"] == []


def test_the_record_says_what_a_person_set() -> None:
    changed, _ = correct("quote.speaker", None)
    assert changed["quotes"][0]["speaker"] is None
    assert changed["corrected"][0]["who"] == "Eva"
    assert changed["corrected"][0]["field"] == "quote.speaker"


def test_source_words_are_set_by_raw_span() -> None:
    changed, _ = correct("quote.source", [21, 24])
    assert changed["quotes"][0]["source"]["text"] == "Ana"


def test_a_missed_quotation_is_added_in_order() -> None:
    changed, _ = corrections.apply(
        plain() | {"quotes": [], "actors": []},
        [Correction(document="d", raw_start=1, raw_end=14, field="quote.missed", new={"speaker": "Ana Ruiz", "source": [21, 29]})],
    )
    schema.Record.model_validate(changed)
    assert changed["quotes"][0]["speaker_name"] == "Ana Ruiz"


def test_an_actor_renamed_keeps_the_old_name_as_variant() -> None:
    changed, _ = correct("actor.name", "Ana María Ruiz", 21, 29)
    assert changed["actors"][0]["variants"] == ["Ana Ruiz"]
    assert changed["quotes"][0]["speaker_name"] == "Ana María Ruiz"


@pytest.mark.parametrize("field", ["date.value", "place", "quote.cue"])
def test_what_does_not_fit_is_listed_and_nothing_is_changed(field: str) -> None:
    new: Any = [500, 510] if field == "quote.cue" else {"name": "x"} if field == "place" else "2021"
    changed, unfit = correct(field, new)
    assert [item.field for item in unfit] == [field]
    assert changed == plain()


@pytest.mark.parametrize(
    ("field", "new"),
    [("quote.speaker", 7), ("quote.cue", "said"), ("date.value", None), ("title", ["a"]), ("place", "Oslo")],
)
def test_a_value_that_is_none_for_its_field_is_listed_and_nothing_is_changed(field: str, new: Any) -> None:
    changed, unfit = correct(field, new)
    assert [item.field for item in unfit] == [field]
    assert changed == plain()


def test_corrections_of_another_article_of_the_page_are_left_aside() -> None:
    changed, unfit = correct("quote", "rejected", 500, 510)
    assert (changed, unfit) == (plain(), [])


def test_the_last_word_on_a_span_and_field_counts(tmp_path: Path) -> None:
    path = tmp_path / "corrections.jsonl"
    for new in ("rejected", "confirmed"):
        corrections.append(path, Correction(document="d", raw_start=1, raw_end=14, field="quote", new=new))
    assert [item.new for item in corrections.load(path)] == ["confirmed"]


@pytest.mark.parametrize("line", ["{", '{"document": "d"}', '{"document":"d","raw_start":0,"raw_end":1,"field":"tone"}'])
def test_a_wrong_line_is_named(line: str, tmp_path: Path) -> None:
    path = tmp_path / "corrections.jsonl"
    path.write_text(line + "\n")
    with pytest.raises(OnrecordError, match="Line 1"):
        corrections.load(path)


def test_spans_of_the_fixture_are_what_they_seem() -> None:
    assert span(21, 29)["text"] == "Ana Ruiz"


@pytest.mark.parametrize(
    "value",
    [
        "2021-03-06",
        "2021-03",
        "2021",
        "2021-W10-2",
        "2021-SU",
        "P3D",
        "PXM",
        "XXXX-11-26",
        "PAST_REF",
        "BC0044",
        "2021-03-06T10:00",
        "202X",
        "T14:30",
    ],
)
def test_values_of_timex_are_taken(value: str) -> None:
    assert corrections.is_timex(value)


@pytest.mark.parametrize("value", ["", "next week", "March 6", "2021-13", "2021-02-30", "2021-3-6", None, 2021, "2021-03-06 10:00"])
def test_what_is_no_timex_is_not_taken(value: object) -> None:
    assert not corrections.is_timex(value)


def test_a_beginning_outside_the_text_is_none() -> None:
    told = [Correction(document="d", raw_start=at, raw_end=at, field="split", new=True) for at in (3, 99)]
    assert corrections.starts(told, length=10) == ((3, True),)


def test_every_field_of_the_file_can_be_set() -> None:
    assert set(FIELDS) == set(NAMES)
