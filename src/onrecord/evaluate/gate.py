"""The regression gate: gold figures against pinned floors, with a ledger of known misses.

`floors.json` pins, for a digest of gold and inputs, the F1 of every layer, its counts by page ("right spurious missed") and
every miss. A figure below its floor by more than EPSILON fails the gate, and so does a gold or an input that is not the
pinned one. A new miss is shown even when the figure holds, and a paired bootstrap over pages says of each figure that moved
whether it moved more than noise. The design follows trafilatura's evaluation gate (Apache-2.0), with floors by layer, a
ledger and the bootstrap added.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from onrecord import corpus, schema
from onrecord.errors import OnrecordError
from onrecord.evaluate import compare, read_gold
from onrecord.evaluate.bootstrap import PageCounts, changes, page_counts
from onrecord.evaluate.counts import Report
from onrecord.evaluate.gate_verdict import Verdict
from onrecord.pipeline import load
from onrecord.run.folder import write_json
from onrecord.run.linking import linked_records
from onrecord.types import RawDocument

EPSILON = 0.0005  # what rounding may move


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
    allow_noise: bool = False, junit: Path | None = None, summary: Path | None = None,
) -> Verdict:  # fmt: skip
    """Score, compare with the floors, and write what was asked for.

    Args:
        update: Raise floors to the figures of now and rewrite the ledger. Floors never fall by it, unless `allow_regression`.
        allow_noise: A fall that the choice of pages alone explains, by the paired bootstrap, is shown and does not fail.

    Raises:
        OnrecordError: E130 to E133 for missing or wrong files.
    """
    report, digest = score(gold, inputs, profile)
    pinned = _read(floors, update)
    verdict = _judge(report, pinned, digest, allow_noise)
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


def _judge(report: Report, pinned: dict[str, Any], digest: str, allow_noise: bool = False) -> Verdict:
    figures = {layer: values["f1"] for layer, values in report.figures().items()}
    same_data = pinned["data_sha256"] == digest
    since = changes(_counts(pinned), page_counts(report)) if same_data else {}
    moved = {layer: change for layer, change in since.items() if change.now != change.before}
    fallen = {
        layer: f"{layer} F1 {figures.get(layer, 0.0):.4f} is below its floor {floor:.4f}"
        for layer, floor in pinned["floors"].items()
        if figures.get(layer, 0.0) < floor - EPSILON
    }
    if allow_noise:
        fallen = {layer: line for layer, line in fallen.items() if layer not in since or since[layer].beyond_noise is not False}
    known, now = set(pinned["known_misses"]), set(report.misses())
    return Verdict(report, pinned["floors"], fallen, sorted(now - known), sorted(known - now), moved, not same_data)


def _counts(pinned: dict[str, Any]) -> dict[str, PageCounts]:
    """The counts of the pinned run; none in files from before there were any."""
    written: dict[str, dict[str, str]] = pinned.get("counts", {})
    return {layer: {page: [int(number) for number in triple.split()] for page, triple in pages.items()} for layer, pages in written.items()}


def _update(verdict: Verdict, pinned: dict[str, Any], floors: Path, digest: str, allow_regression: bool) -> Verdict:
    same_data = not verdict.changed_data
    if verdict.fallen and same_data and not allow_regression:
        return verdict
    figures = {layer: values["f1"] for layer, values in verdict.report.figures().items()}
    keep = same_data and not allow_regression
    new = {layer: max(f1, pinned["floors"].get(layer, 0.0)) if keep else f1 for layer, f1 in figures.items()}
    counts = {
        layer: {page: " ".join(map(str, triple)) for page, triple in pages.items()} for layer, pages in page_counts(verdict.report).items()
    }
    misses = sorted(set(verdict.report.misses()))
    floors.parent.mkdir(parents=True, exist_ok=True)
    write_json(floors, {"data_sha256": digest, "floors": new, "counts": counts, "known_misses": misses})
    return replace(verdict, floors=new, fallen={}, changed_data=False, updated=True)
