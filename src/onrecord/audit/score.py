"""Score a reviewed sheet: precision and recall by field and stratum, calibration, corrected counts."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord.audit.estimate import Estimate, Stratum, calibration, corrected_count, proportion
from onrecord.audit.sample import key_path
from onrecord.errors import OnrecordError
from onrecord.names import compare_names

Judge = Callable[[dict[str, str], dict[str, Any]], bool | None]


def _fold(value: object) -> str:
    return " ".join(str(value or "").casefold().split())


def _speech(row: dict[str, str], key: dict[str, Any]) -> bool | None:
    answer = _fold(row["is_speech"])
    return None if not answer else answer in ("yes", "y", "true", "1")


def _source(row: dict[str, str], key: dict[str, Any]) -> bool | None:
    answer = _fold(row["speaker_words"])
    if not answer:
        return None
    found = _fold(key["source"])
    return not found if answer == "none" else bool(found) and (answer in found or found in answer)


def _speaker(row: dict[str, str], key: dict[str, Any]) -> bool | None:
    answer = row["speaker_name"].strip()
    if not answer:
        return None
    if _fold(answer) == "unknown":
        return key["speaker"] is None
    return key["speaker"] is not None and (
        _fold(answer) == _fold(key["speaker"]) or compare_names(answer, key["speaker"]).judgement == "same"
    )


def _told(name: str) -> Judge:
    def judge(row: dict[str, str], key: dict[str, Any]) -> bool | None:
        answer = _fold(row[name])
        return None if not answer else _fold(key[name]) == answer

    return judge


JUDGES: dict[str, Judge] = {"speech": _speech, "source": _source, "speaker": _speaker, "date": _told("date"), "place": _told("place")}


@dataclass(slots=True)
class AuditReport:
    """What a reviewed sample says about the whole corpus."""

    precision: dict[str, Estimate] = field(default_factory=dict)
    precision_by_stratum: dict[str, dict[str, Estimate]] = field(default_factory=dict)
    recall: Estimate | None = None
    quotes_found: int = 0
    quotes_corrected: tuple[float, float, float] | None = None
    calibration_error: float | None = None

    def text(self) -> str:
        """The report for reading."""
        lines = ["precision, by field (95 % interval)"]
        lines += [f"  {name:<9}{estimate}" for name, estimate in self.precision.items()]
        for name, strata in self.precision_by_stratum.items():
            lines += [f"    {name} in {stratum}: {estimate}" for stratum, estimate in strata.items() if len(strata) > 1]
        if self.recall:
            lines.append(f"recall of quotations, from passages: {self.recall}")
        if self.quotes_corrected:
            count, low, high = self.quotes_corrected
            lines.append(f"quotations found: {self.quotes_found}; corrected for error: {count:.0f} ({low:.0f} to {high:.0f})")
        if self.calibration_error is not None:
            lines.append(f"calibration error of confidence.source on this corpus: {self.calibration_error:.3f}")
        return "\n".join(lines)


def score_sheet(sheet: Path) -> AuditReport:
    """Score a filled sheet against its key.

    Raises:
        OnrecordError: E141 when the sheet or its key is missing, E142 when they do not belong together, E143 when nothing is
            filled in.
    """
    try:
        with sheet.open(encoding="utf-8-sig", newline="") as file:
            rows = {row["item"]: row for row in csv.DictReader(file)}
        keys = {row["item"]: row for row in map(json.loads, key_path(sheet).read_text(encoding="utf-8").splitlines())}
    except (OSError, KeyError, ValueError) as error:
        raise OnrecordError(
            "E141", f"The sheet or its key cannot be read: {error}.", f"{key_path(sheet).name} must lie beside it."
        ) from error
    if not set(rows) <= set(keys):
        raise OnrecordError("E142", f"Item {sorted(set(rows) - set(keys))[0]!r} is not in the key.", "Use the key written with this sheet.")
    report = AuditReport()
    quotes = [(rows[name], key) for name, key in keys.items() if key["kind"] == "quote" and name in rows]
    for name, judge in JUDGES.items():
        strata = _strata(quotes, judge)
        if strata:
            report.precision[name] = proportion(strata)
            report.precision_by_stratum[name] = {stratum.name: proportion([stratum]) for stratum in strata}
    report.quotes_found = sum({key["stratum"]: key["size"] for _, key in quotes}.values())
    report.recall = _recall([(rows[name], key) for name, key in keys.items() if key["kind"] == "passage" and name in rows])
    if report.recall and "speech" in report.precision:
        report.quotes_corrected = corrected_count(report.quotes_found, report.precision["speech"], report.recall)
    if not report.precision and report.recall is None:
        raise OnrecordError("E143", f"Nothing in {str(sheet)!r} is filled in.", "Answer in its columns, or on the page of --page.")
    pairs = [(key["confidence"]["source"], right) for row, key in quotes if (right := _source(row, key)) is not None]
    report.calibration_error = calibration(pairs)[0] if pairs else None
    return report


def _strata(quotes: list[tuple[dict[str, str], dict[str, Any]]], judge: Judge) -> list[Stratum]:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row, key in quotes:
        right = judge(row, key)
        if right is not None:
            entry = counts[key["stratum"]]
            entry[0] = key["size"]
            entry[1] += 1
            entry[2] += right
    return [Stratum(name, *entry) for name, entry in sorted(counts.items())]


def _recall(passages: list[tuple[dict[str, str], dict[str, Any]]]) -> Estimate | None:
    """Share of the quotations that reviewers saw in passages which the records hold.

    Quotations of one passage are not independent; the effective number of draws is that of passages with any, so the
    interval is on the wide side.
    """
    counts: dict[str, list[float]] = defaultdict(lambda: [0, 0, 0, 0])
    for row, key in passages:
        seen = [words.strip() for words in row["quotations"].split("|") if words.strip() and _fold(words) != "none"]
        if not seen:
            continue
        entry = counts[key["stratum"]]
        entry[0] = key["size"]
        entry[1] += 1
        entry[2] += len(seen)
        entry[3] += sum(_is_held(words, key) for words in seen)
    strata = [
        Stratum(name, max(int(size), int(passages_seen)), int(passages_seen), round(passages_seen * held / seen))
        for name, (size, passages_seen, seen, held) in sorted(counts.items())
    ]
    return proportion(strata) if strata else None


def _is_held(words: str, key: dict[str, Any]) -> bool:
    at = key["text"].casefold().find(words.casefold())
    return at >= 0 and any(start <= at + len(words) / 2 <= end for start, end in key["quotations"])
