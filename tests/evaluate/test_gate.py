"""The gate: floors hold, data are pinned, a new miss shows even when the figure holds."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from typing import Any

import pytest

from onrecord.evaluate.counts import Counts, Report
from onrecord.evaluate.gate import _judge, _update
from onrecord.evaluate.gate_verdict import Verdict


def report(right: int, misses: list[str]) -> Report:
    found = Report()
    found.at("quotes", "page").add(Counts(right, 0, len(misses), misses))
    return found


def pinned(**changes: Any) -> dict[str, Any]:
    return {"data_sha256": "data", "floors": {"quotes": 0.8}, "known_misses": ["quotes page missed a"]} | changes


def test_a_figure_at_its_floor_passes() -> None:
    verdict = _judge(report(2, ["missed a"]), pinned(), "data")
    assert verdict.passed
    assert verdict.new_misses == []


def test_a_fall_fails_and_is_named() -> None:
    verdict = _judge(report(1, ["missed a", "missed b"]), pinned(), "data")
    assert not verdict.passed
    assert "quotes F1 0.5000 is below its floor 0.8000" in verdict.text()
    assert verdict.new_misses == ["quotes page missed b"]


def test_a_new_miss_shows_though_the_figure_holds() -> None:
    verdict = _judge(report(2, ["missed b"]), pinned(), "data")
    assert verdict.passed
    assert verdict.new_misses == ["quotes page missed b"]
    assert verdict.mended == ["quotes page missed a"]


def test_other_data_than_the_pinned_fail() -> None:
    assert not _judge(report(2, ["missed a"]), pinned(), "other").passed


def test_a_layer_that_is_gone_fails() -> None:
    assert not _judge(Report(), pinned(), "data").passed


@pytest.mark.parametrize(
    ("right", "allow", "floor"), [(9, False, 0.9474), (1, True, 0.6667)], ids=["a rise is pinned", "a fall needs the flag"]
)
def test_an_update_moves_floors(right: int, allow: bool, floor: float, tmp_path: Any) -> None:
    verdict = _judge(report(right, ["missed a"]), pinned(), "data")
    updated = _update(verdict, pinned(), tmp_path / "floors.json", "data", allow)
    assert updated.passed
    assert updated.floors["quotes"] == pytest.approx(floor, abs=1e-4)


def test_an_update_never_lowers_a_floor_by_itself(tmp_path: Any) -> None:
    verdict = _judge(report(1, ["missed a"]), pinned(), "data")
    assert _update(verdict, pinned(), tmp_path / "floors.json", "data", False) == verdict
    assert not (tmp_path / "floors.json").exists()


def test_the_verdict_is_written_for_machines_and_pull_requests() -> None:
    verdict: Verdict = _judge(report(1, ["missed a", "missed b"]), pinned(), "data")
    suite = ET.fromstring(verdict.junit())
    assert suite.attrib["failures"] == "1"
    assert int(suite.attrib["tests"]) == len(suite.findall("testcase")) == 2
    assert "| **quotes** (fell) | 1.000 | 0.333 | 0.500 | 0.800 |" in verdict.markdown()
    assert "- `quotes page missed b`" in verdict.markdown()


def test_other_data_and_a_lost_layer_are_failures_for_machines_too() -> None:
    suite = ET.fromstring(_judge(Report(), pinned(), "other").junit())
    assert [case.attrib["name"] for case in suite if case.find("failure") is not None] == ["data", "quotes"]


def many(right: list[int]) -> Report:
    found = Report()
    for number, count in enumerate(right):
        found.at("quotes", f"page{number:02}").add(Counts(count, 0, 10 - count))
    return found


BEFORE = [5 + n % 5 for n in range(20)]


@pytest.mark.parametrize(
    ("now", "passes", "word"),
    [
        ([BEFORE[0] - 1, *BEFORE[1:]], True, "within noise"),
        ([count - 3 for count in BEFORE], False, "more than noise"),
    ],
    ids=["one miss on one page passes", "a loss on every page fails"],
)
def test_noise_may_be_allowed(now: list[int], passes: bool, word: str, tmp_path: Any) -> None:
    empty = {"data_sha256": "", "floors": {}, "known_misses": []}
    _update(_judge(many(BEFORE), empty, "data"), empty, tmp_path / "new/floors.json", "data", False)
    floors = json.loads((tmp_path / "new/floors.json").read_text())
    strict, lenient = (_judge(many(now), floors, "data", allow) for allow in (False, True))
    assert not strict.passed
    assert lenient.passed == passes
    assert word in strict.text()
    assert word in lenient.markdown()
