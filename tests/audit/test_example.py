"""docs/audit-example.md as it stands: the intervals hold the truth."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from onrecord.audit.sample import write_sample
from onrecord.audit.score import AuditReport, score_sheet
from onrecord.cli.app import app

ROOT = Path(__file__).parents[2]
SEEDS = range(1, 21)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The names that the page defines, after all of its blocks have run in a folder with the development pages."""
    here = tmp_path_factory.mktemp("example")
    shutil.copytree(ROOT / "corpus/raw/dev", here / "corpus/raw/dev")
    (here / "corpus/gold").mkdir()
    shutil.copy(ROOT / "corpus/gold/dev.jsonl", here / "corpus/gold/dev.jsonl")
    names: dict[str, Any] = {"here": here}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(here)
        for language, code in re.findall(
            r"^```(sh|python)\n(.*?)^```", (ROOT / "docs/audit-example.md").read_text(encoding="utf-8"), re.M | re.S
        ):
            if language == "python":
                exec(compile(code, "audit-example.md", "exec"), names)
                continue
            for line in code.splitlines():
                result = CliRunner().invoke(app, shlex.split(line)[1:])
                assert result.exit_code == 0, (line, result.output)
    return names


@pytest.fixture(scope="module")
def reports(example: dict[str, Any]) -> list[AuditReport]:
    """A report for each seed; the first is that of the page."""
    found = []
    for seed in SEEDS:
        sheet = example["here"] / f"sheet-{seed}.csv"
        write_sample(example["here"] / "outputs", sheet, 200, seed=seed)
        example["review"](sheet)
        found.append(score_sheet(sheet))
    return found


def test_the_machine_errs_and_the_reviewer_sees_it(example: dict[str, Any]) -> None:
    truth: AuditReport = example["truth"]
    assert all(0.3 < estimate.value < 1 for estimate in truth.precision.values())
    assert truth.recall is not None
    assert 0.3 < truth.recall.value < 1


def test_the_corrected_count_of_the_page_holds_the_number_of_quotations_in_the_gold(example: dict[str, Any]) -> None:
    report = score_sheet(example["here"] / "sheet.csv")
    assert report.quotes_corrected is not None
    _, low, high = report.quotes_corrected
    assert low <= example["quotations_in_gold"] <= high
    assert high - low < 0.5 * example["quotations_in_gold"]  # an interval that says something


@pytest.mark.parametrize("name", ["speech", "source", "speaker", "date", "place"])
def test_intervals_of_precision_hold_the_truth_in_nearly_all_samples(
    name: str, reports: list[AuditReport], example: dict[str, Any]
) -> None:
    true = example["truth"].precision[name].value
    assert sum(report.precision[name].low <= true <= report.precision[name].high for report in reports) >= 17


def test_intervals_of_recall_and_count_hold_the_truth_in_nearly_all_samples(reports: list[AuditReport], example: dict[str, Any]) -> None:
    recall, count = example["truth"].recall.value, example["quotations_in_gold"]
    assert sum(report.recall.low <= recall <= report.recall.high for report in reports if report.recall) >= 17
    assert sum(report.quotes_corrected[1] <= count <= report.quotes_corrected[2] for report in reports if report.quotes_corrected) >= 17
