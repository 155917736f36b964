"""Every form that the records can be exported in, by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from onrecord import outputs as folder
from onrecord.errors import OnrecordError
from onrecord.export.evidence import write_evidence
from onrecord.export.linked_data import write_ftm, write_schema_org
from onrecord.export.parquet import write_parquet
from onrecord.export.quotes_csv import write_csv
from onrecord.export.sharing import write_no_text
from onrecord.export.sqlite import write_sqlite

FORMATS: dict[str, Callable[[Path, Path], Path]] = {
    "csv": write_csv,
    "parquet": write_parquet,
    "sqlite": write_sqlite,
    "ftm": write_ftm,
    "schema-org": write_schema_org,
}
WITH_RAW: dict[str, Callable[..., Path]] = {"evidence": write_evidence, "no-text": write_no_text}  # read the raw files too


def write(outputs: Path, to: str, out: Path, *, inputs: Sequence[Path] | None = None) -> Path:
    """Export a folder of records.

    Args:
        outputs: A folder that `onrecord extract` has written.
        to: One of `FORMATS` or `WITH_RAW`.
        out: The file to write, or the folder for parquet and evidence.
        inputs: Where the raw files are; where run.json says when not given.

    Returns:
        What was written.

    Raises:
        OnrecordError: E131 without records, E160 for a form that is none, and what the form itself raises.
    """
    if to not in FORMATS and to not in WITH_RAW:
        raise OnrecordError("E160", f"There is no --to {to!r}.", f"Choose {', '.join([*FORMATS, *WITH_RAW])}.")
    folder.records(outputs)  # says so at once when there are none
    out.parent.mkdir(parents=True, exist_ok=True)
    return FORMATS[to](outputs, out) if to in FORMATS else WITH_RAW[to](outputs, out, inputs=inputs)
