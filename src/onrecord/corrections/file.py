"""The file of corrections: one a line, read, added to, and parted by document."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from onrecord.errors import OnrecordError

NAMES = (
    "quote", "quote.missed", "quote.speaker", "quote.source", "quote.cue", "date.value", "place", "actor.name", "title", "split",
)  # fmt: skip


class Correction(BaseModel):
    """One value that a person set."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    document: str  # sha256 of the document, as in `source.sha256`
    raw_start: int
    raw_end: int
    field: str
    old: Any = None
    new: Any = None
    who: str = ""
    when: str = ""
    why: str = ""


def load(path: Path) -> list[Correction]:
    """The corrections of a file; the last one on the same span and field counts.

    Raises:
        OnrecordError: E150 for a file or a line that cannot be read.
    """
    latest: dict[tuple[str, int, int, str], Correction] = {}
    try:
        lines = path.read_text(encoding="utf-8").split("\n")  # not at the line separators that JSON strings may hold
    except (OSError, UnicodeDecodeError) as error:
        raise OnrecordError("E150", f"The corrections {str(path)!r} cannot be read: {error}.", "Check the path.") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            correction = Correction.model_validate_json(line)
        except ValidationError as error:
            what = error.errors()[0]
            raise OnrecordError(
                "E150",
                f"Line {number} of {str(path)!r} is no correction: {'.'.join(map(str, what['loc']))} {what['msg']}.",
                "See docs/corrections.md.",
            ) from error
        if correction.field not in NAMES:
            raise OnrecordError(
                "E151", f"Line {number} of {str(path)!r}: there is no field {correction.field!r}.", f"Fields: {', '.join(sorted(NAMES))}."
            )
        latest[correction.document, correction.raw_start, correction.raw_end, correction.field] = correction
    return list(latest.values())


def append(path: Path, correction: Correction) -> None:
    """Add a correction to a file."""
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(correction.model_dump(), ensure_ascii=False) + "\n")


def by_document(corrections: Iterable[Correction]) -> dict[str, list[Correction]]:
    """Corrections by the digest of their document."""
    grouped: dict[str, list[Correction]] = defaultdict(list)
    for correction in corrections:
        grouped[correction.document].append(correction)
    return dict(grouped)


def starts(corrections: Iterable[Correction], length: int) -> tuple[tuple[int, bool], ...]:
    """Where people have said that an article begins (true) or does not (false), by raw position in a text of some length."""
    return tuple(sorted((item.raw_start, bool(item.new)) for item in corrections if item.field == "split" and 0 <= item.raw_start < length))
