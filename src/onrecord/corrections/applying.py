"""Corrections set in a record, each where its words still stand, or reported."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from onrecord import schema
from onrecord.corrections.fields import FIELDS, Json
from onrecord.corrections.file import Correction


def apply(record: Json, corrections: Sequence[Correction]) -> tuple[Json, list[Correction]]:
    """Set the corrected values in a record (plain values).

    Args:
        record: As read from records.jsonl.
        corrections: Those of its document; the ones outside this article are left aside.

    Returns:
        A record that still holds by the schema, and the corrections that lie in this article but do not fit: their words are
        not there any more, or their value is none for that field.
    """
    unfit = []
    low, high = record["source"]["raw_start"], record["source"]["raw_end"]
    for correction in corrections:
        if not low <= correction.raw_start <= correction.raw_end <= high:
            continue
        corrected = _corrected(record, correction)
        if corrected is None:
            unfit.append(correction)
        else:
            record = corrected
    return record, unfit


def _corrected(record: Json, correction: Correction) -> Json | None:
    """The record with one correction, or None where it does not fit. Whatever a file says, a run goes on."""
    corrected = deepcopy(record)
    try:
        if not FIELDS[correction.field](corrected, correction):
            return None
        corrected.setdefault("corrected", []).append(correction.model_dump(exclude={"document"}))
        schema.Record.model_validate(corrected)
    except (ValueError, TypeError, LookupError, AttributeError):
        return None
    return corrected
