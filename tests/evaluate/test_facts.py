"""Whole facts: which step a fact was lost at, and what counts as one person over the corpus."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.evaluate import compare
from onrecord.evaluate.counts import Report
from onrecord.evaluate.facts import STEPS

DAY = {"id": "d1", "type": "DATE", "value": "2026-03-05T20:00"}
LAGOS = {"id": "l1", "country": "NG", "geonames_id": 2332459, "lat": 6.45, "lon": 3.39}
PLACE = {"name": "Lagos", "country": "NG", "geonames_id": 2332459, "lat": 6.45, "lon": 3.39}


def gold(page: str = "page", key: str = "p:ana", **said: Any) -> dict[str, Any]:
    """A page of one quotation at 1–14, said on a day and at a place."""
    quote = {
        "type": "direct", "parts": [[1, 14]], "content": [[1, 14]], "cue": None, "source": [21, 29], "speaker": key,
        "said": {"date": "2026-03-05", "place": PLACE} | said,
    }  # fmt: skip
    article = {
        "raw_start": 0, "raw_end": 30, "title": None, "published": None, "bylines": [], "blocks": [[0, 30, "paragraph"]], "entities": [],
        "quotes": [quote], "dates": [], "places": [],
        "actors": [{"key": key, "name": "Ana Ruiz", "kind": "person", "named": True, "mentions": [[21, 29]]}],
    }  # fmt: skip
    return {"id": page, "articles": [article]}


def span(start: int, end: int) -> dict[str, int]:
    return {"raw_start": start, "raw_end": end}


def found(page: str = "page", speaker_id: str | None = "s-ana", part: tuple[int, int] = (1, 14), **changes: Any) -> dict[str, Any]:
    """The record in which all of `gold()` is right."""
    quote = {
        "parts": [span(*part)], "content": [span(*part)], "source": span(21, 29), "speaker": "a1", "said": {"date": "d1", "place": "l1"},
    }  # fmt: skip
    actor = {"id": "a1", "name": "Ana Ruiz", "kind": "person", "named": True, "speaker_id": speaker_id, "mentions": [span(21, 29)]}
    return {
        "id": page, "source": {"id": page, "raw_start": 0, "raw_end": 30},
        "article": {"blocks": [span(0, 30)], "title": None, "published": None, "bylines": []}, "entities": [],
        "quotes": [quote | changes], "dates": [DAY | span(15, 16)], "places": [LAGOS | span(17, 18)], "actors": [actor],
    }  # fmt: skip


def steps(report: Report) -> dict[str, tuple[int, int, int]]:
    """Lost, lost by this alone and wrong claims, of the steps at which any was."""
    facts = report.facts
    assert facts is not None
    rows = {step: (facts.lost[step], facts.alone[step], facts.wrong[step]) for step in STEPS}
    return {step: row for step, row in rows.items() if any(row)}


def test_a_fact_in_which_all_is_right_is_whole() -> None:
    report = compare([gold()], [found()], facts=True)
    assert steps(report) == {}
    assert report.figures()["facts"]["f1"] == 1.0


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"part": (16, 20)}, {"quote": (1, 1, 1)}),
        ({"speaker": None}, {"speaker": (1, 1, 1)}),
        ({"said": {"date": None, "place": "l1"}}, {"date": (1, 1, 1)}),
        ({"said": {"date": "d1", "place": None}}, {"place": (1, 1, 1)}),
        ({"said": {"date": None, "place": None}}, {"date": (1, 0, 1)}),
        ({"speaker": None, "said": {"date": "d1", "place": None}}, {"speaker": (1, 0, 1)}),
    ],
    ids=["quote", "speaker", "date", "place", "date and place are charged to the date", "speaker and place are charged to the speaker"],
)
def test_a_loss_is_charged_to_the_first_step_that_failed(change: dict[str, Any], expected: dict[str, Any]) -> None:
    assert steps(compare([gold()], [found(**change)], facts=True)) == expected


@pytest.mark.parametrize("silent", ["date", "place"])
def test_a_date_or_place_that_the_page_does_not_tell_is_a_wrong_claim(silent: str) -> None:
    assert steps(compare([gold(**{silent: None})], [found()], facts=True)) == {silent: (1, 1, 1)}


@pytest.mark.parametrize(("wanted", "whole"), [("2026-03", 1), ("2026-03-05T20:00", 1), ("2026-03-05T21:00", 0), ("2026-03-06", 0)])
def test_a_date_is_right_to_the_granularity_of_the_gold(wanted: str, whole: int) -> None:
    assert compare([gold(date=wanted)], [found()], facts=True).total("facts").right == whole


@pytest.mark.parametrize(
    ("said", "claimed", "kind"),
    [({}, None, "not claimed"), ({"date": None}, "d1", "not told by the page"), ({"date": "2026-03-06"}, "d1", "another")],
)
def test_a_wrong_date_is_of_one_kind(said: dict[str, Any], claimed: str | None, kind: str) -> None:
    facts = compare([gold(**said)], [found(said={"date": claimed, "place": "l1"})], facts=True).facts
    assert facts is not None
    assert facts.kinds == {f"date {kind}": 1}


def test_one_person_under_two_ids_is_lost_once() -> None:
    pages = [gold(name) for name in "abc"]
    records = [found("a"), found("b"), found("c", "s-other")]
    assert steps(compare(pages, records, facts=True)) == {"identity": (1, 1, 1)}


def test_a_person_goes_with_the_id_of_most_mentions() -> None:
    record = found()
    stray = record["actors"][0] | {"id": "a0", "speaker_id": "s-stray"}
    record["actors"] = [stray, record["actors"][0] | {"mentions": [span(21, 29), span(21, 25)]}]
    assert steps(compare([gold()], [record], facts=True)) == {}


def test_two_persons_under_one_id_are_not_both_right() -> None:
    pages = [gold("a"), gold("b"), gold("c", "p:ana-the-younger")]
    assert steps(compare(pages, [found(name) for name in "abc"], facts=True)) == {"identity": (1, 1, 1)}


def test_without_linking_a_person_of_one_page_is_still_that_person() -> None:
    assert steps(compare([gold()], [found(speaker_id=None)], facts=True)) == {}


def test_each_claim_and_each_gold_fact_is_counted_once() -> None:
    extra = found()
    extra["quotes"].append(found(part=(15, 20))["quotes"][0])
    report = compare([gold(), gold("absent")], [extra], facts=True)
    facts = report.facts
    assert facts is not None
    assert (facts.gold, facts.claimed, facts.whole) == (2, 2, 1)
    assert facts.gold == facts.whole + facts.lost.total()
    assert facts.claimed == facts.whole + facts.wrong.total()


def test_the_report_says_it_in_words() -> None:
    table = compare([gold(place=None)], [found()], facts=True).table()
    assert "0 of 1 gold facts found whole (0.0 %); 1 of 1 claimed facts wrong (100.0 %)" in table


def test_facts_are_left_out_unless_asked_for() -> None:
    report = compare([gold()], [found()])
    assert report.facts is None
    assert "Facts" not in report.table()


def test_gold_pages_without_a_record_are_named() -> None:
    assert "2 gold pages have no record, as 'absent'" in compare([gold(), gold("absent"), gold("absent too")], [found()]).table()
    assert "have no record" not in compare([gold()], [found()]).table()
