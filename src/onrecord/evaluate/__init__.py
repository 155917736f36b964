"""Records against gold: precision, recall and F1 of every layer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from onrecord import outputs as folder
from onrecord.errors import OnrecordError
from onrecord.evaluate import layers
from onrecord.evaluate.counts import Report
from onrecord.evaluate.facts import count_facts

PAGE_LAYERS = ("articles", "text", "metadata", "entities", "dates", "places")


def read_gold(path: Path) -> list[dict[str, Any]]:
    """The pages of a gold file.

    Raises:
        OnrecordError: E130 when it is missing or a line is no gold page.
    """
    pages = []
    try:
        lines = path.read_text(encoding="utf-8").split("\n")  # not at the line separators that JSON strings may hold
    except (OSError, UnicodeDecodeError) as error:
        raise OnrecordError("E130", f"The gold file {str(path)!r} cannot be read: {error}.", "Check the path.") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            page = json.loads(line)
            page["id"], page["articles"][:0]
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise OnrecordError(
                "E130", f"Line {number} of {str(path)!r} is no gold page: {error}.", "Each line is a JSON object with id and articles."
            ) from error
        pages.append(page)
    return pages


def compare(pages: Sequence[Mapping[str, Any]], records: Iterable[Mapping[str, Any]], *, facts: bool = False) -> Report:
    """Counts of every layer for gold pages and the records of the same inputs.

    Args:
        pages: Gold rows.
        records: Records as plain values; those of other inputs are left aside.
        facts: Score whole facts too.
    """
    by_page: dict[str, list[Any]] = {page["id"]: [] for page in pages}
    for record in records:
        if record["source"]["id"] in by_page:
            by_page[record["source"]["id"]].append(record)
    report = Report(silent=[identifier for identifier, found in by_page.items() if not found])
    speeches: list[tuple[str, layers.Speech]] = []
    for page in pages:
        found = sorted(by_page[page["id"]], key=lambda record: record["source"]["raw_start"])
        for layer in PAGE_LAYERS:
            report.at(layer, page["id"]).add(getattr(layers, layer)(page, found))
        speech = layers.Speech(dict(page), found)
        speeches.append((page["id"], speech))
        for layer in ("quotes", "sources", "speakers"):
            report.at(layer, page["id"]).add(getattr(speech, layer)())
    report.at("linking", "all").add(layers.linking([(dict(page), by_page[page["id"]]) for page in pages]))
    if facts:
        report.facts, counts_by_page = count_facts(speeches)
        for identifier, counts in counts_by_page.items():
            report.at("facts", identifier).add(counts)
    return report


def evaluate(outputs: Path, gold: Path, *, facts: bool = False) -> Report:
    """Score an output folder against a gold file.

    Raises:
        OnrecordError: E130 for the gold, E131 when there are no records.
    """
    records = folder.records(outputs, exact=True)
    return compare(read_gold(gold), records, facts=facts)
