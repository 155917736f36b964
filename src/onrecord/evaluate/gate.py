"""The regression gate: gold figures against pinned floors, with a ledger of known misses.

`floors.json` pins, for a digest of gold and inputs, the F1 of every layer and every miss by layer. A figure below its
floor by more than EPSILON fails the gate, and so does a gold or an input that is not the pinned one. A new miss is shown
even when the figure holds. The design follows trafilatura's evaluation gate (Apache-2.0), with floors by layer and a
ledger added.
"""

from __future__ import annotations

import hashlib
import json
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord import corpus, schema
from onrecord.errors import OnrecordError
from onrecord.evaluate import compare, read_gold
from onrecord.evaluate.counts import Report
from onrecord.pipeline import load
from onrecord.run.folder import write_json
from onrecord.run.linking import linked_records
from onrecord.types import RawDocument

EPSILON = 0.0005  # what rounding may move


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of a gate: what fell, what is newly wrong, what is newly right."""

    report: Report
    floors: dict[str, float]
    fallen: list[str]
    new_misses: list[str]
    mended: list[str]
    changed_data: bool = False
    updated: bool = False

    @property
    def passed(self) -> bool:
        """True when no figure fell below its floor on the pinned data."""
        return not self.fallen and not self.changed_data

    def text(self) -> str:
        """The verdict for reading."""
        lines = [self.report.table(), ""]
        if self.changed_data:
            lines.append("Gold or inputs are not the pinned ones: read the change, then run the gate with --update.")
        lines += [f"FELL  {line}" for line in self.fallen]
        lines += [f"newly wrong  {line}" for line in self.new_misses] + [f"newly right  {line}" for line in self.mended]
        lines.append("Floors written." if self.updated else "Gate passed." if self.passed else "Gate failed.")
        return "\n".join(lines)

    def markdown(self) -> str:
        """A summary for a pull request."""
        rows = [
            f"| {layer} | {figures['precision']:.3f} | {figures['recall']:.3f} | {figures['f1']:.3f} | {self.floors.get(layer, 0):.3f} |"
            for layer, figures in self.report.figures().items()
        ]
        head = f"### onrecord gate: {'passed' if self.passed else 'failed'}\n\n"
        head += "| layer | precision | recall | F1 | floor |\n|---|---|---|---|---|\n"
        notes = [f"- newly wrong: {line}" for line in self.new_misses[:50]] + [f"- newly right: {line}" for line in self.mended[:50]]
        return head + "\n".join(rows) + ("\n\n" + "\n".join(notes) if notes else "") + "\n"

    def junit(self) -> str:
        """One test case a layer, as JUnit XML."""
        fallen = {line.split()[0]: line for line in self.fallen}
        suite = ET.Element("testsuite", name="onrecord gate", tests=str(len(self.report.layers)), failures=str(len(fallen)))
        for layer in self.report.layers:
            case = ET.SubElement(suite, "testcase", classname="gate", name=layer)
            if layer in fallen:
                ET.SubElement(case, "failure", message=fallen[layer])
        return ET.tostring(suite, encoding="unicode")


def data_digest(gold: Path, documents: Sequence[RawDocument]) -> str:
    """One digest over the gold file and the inputs it annotates."""
    digest = hashlib.sha256(gold.read_bytes())
    for document in documents:
        digest.update(f"{document.id}\0{document.sha256}\0".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def score(gold: Path, inputs: Path, profile: str) -> tuple[Report, str]:
    """Run a profile over the inputs that the gold annotates, in memory, and score it, whole facts included.

    Returns:
        The counts, and the digest of gold and inputs.
    """
    if not inputs.exists():
        raise OnrecordError("E132", f"There are no inputs at {str(inputs)!r}.", "Give the folder of the raw pages with --inputs.")
    pages = read_gold(gold)
    annotated = {page["id"] for page in pages}
    pipe = load(profile)
    everything = corpus.read([str(inputs)], settings=pipe.settings.corpus)
    documents = [item for item in everything if isinstance(item, RawDocument) and item.id in annotated]
    if not documents:
        raise OnrecordError("E132", f"None of the pages of {str(gold)!r} is in {str(inputs)!r}.", "Ids of pages are paths below --inputs.")
    records = [schema.to_dict(record) for document in documents for record in pipe.records(document)]
    return compare(pages, linked_records(records, settings=pipe.settings.link), facts=True), data_digest(gold, documents)


def run_gate(
    *, gold: Path, inputs: Path, floors: Path, profile: str = "default", update: bool = False, allow_regression: bool = False,
    junit: Path | None = None, summary: Path | None = None,
) -> Verdict:  # fmt: skip
    """Score, compare with the floors, and write what was asked for.

    Args:
        update: Raise floors to the figures of now and rewrite the ledger. Floors never fall by it, unless `allow_regression`.

    Raises:
        OnrecordError: E130 to E133 for missing or wrong files.
    """
    report, digest = score(gold, inputs, profile)
    pinned = _read(floors, update)
    verdict = _judge(report, pinned, digest)
    if update:
        verdict = _update(verdict, pinned, floors, digest, allow_regression)
    if junit:
        junit.write_text(verdict.junit(), encoding="utf-8")
    if summary:
        summary.write_text(verdict.markdown(), encoding="utf-8")
    return verdict


def _read(floors: Path, update: bool) -> dict[str, Any]:
    if not floors.is_file():
        if update:
            return {"data_sha256": "", "floors": {}, "known_misses": []}
        raise OnrecordError("E133", f"There are no floors at {str(floors)!r}.", "Make them with onrecord gate ... --update.")
    pinned: dict[str, Any] = json.loads(floors.read_text(encoding="utf-8"))
    return pinned


def _judge(report: Report, pinned: dict[str, Any], digest: str) -> Verdict:
    figures = {layer: values["f1"] for layer, values in report.figures().items()}
    fallen = [
        f"{layer} F1 {figures.get(layer, 0.0):.4f} is below its floor {floor:.4f}"
        for layer, floor in pinned["floors"].items()
        if figures.get(layer, 0.0) < floor - EPSILON
    ]
    known, now = set(pinned["known_misses"]), set(report.misses())
    return Verdict(report, pinned["floors"], fallen, sorted(now - known), sorted(known - now), pinned["data_sha256"] != digest)


def _update(verdict: Verdict, pinned: dict[str, Any], floors: Path, digest: str, allow_regression: bool) -> Verdict:
    same_data = not verdict.changed_data
    if verdict.fallen and same_data and not allow_regression:
        return verdict
    figures = {layer: values["f1"] for layer, values in verdict.report.figures().items()}
    keep = same_data and not allow_regression
    new = {layer: max(f1, pinned["floors"].get(layer, 0.0)) if keep else f1 for layer, f1 in figures.items()}
    write_json(floors, {"data_sha256": digest, "floors": new, "known_misses": sorted(set(verdict.report.misses()))})
    return Verdict(verdict.report, new, [], verdict.new_misses, verdict.mended, updated=True)
