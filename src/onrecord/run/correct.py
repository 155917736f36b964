"""A correction by the id of what is corrected: looked up in the records, written by raw span."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from onrecord.corrections import Correction, append
from onrecord.errors import OnrecordError
from onrecord.run.folder import read_lines


def add_correction(
    outputs: Path, item: str, path: Path, *, confirm: bool = False, reject: bool = False, speaker: str | None = None,
    date: str | None = None, name: str | None = None, who: str = "", why: str = "",
) -> Correction:  # fmt: skip
    """Append one correction to a file.

    Args:
        item: `RECORD#ID` as in the records.
        path: corrections.jsonl, made when it is not there.

    Raises:
        OnrecordError: E152 when there is no such item, E153 when not exactly one value is given for it.
    """
    record, found = _look_up(outputs, item)
    given: list[tuple[str, str, Any, Any]] = []  # kind of id, field, old, new
    if confirm:
        given.append(("q", "quote", found.get("review"), "confirmed"))
    if reject:
        given.append(("q", "quote", found.get("review"), "rejected"))
    if speaker is not None:
        given.append(("q", "quote.speaker", found.get("speaker_name"), speaker or None))
    if date is not None:
        given.append(("d", "date.value", found.get("value"), date))
    if name is not None:
        given.append(("a", "actor.name", found.get("name"), name))
    if len(given) != 1 or given[0][0] != found["id"][0]:
        raise OnrecordError(
            "E153",
            f"{len(given)} values given for {found['id']!r}.",
            "Give one: --confirm, --reject or --speaker for a quotation, --date for a date, --name for an actor.",
        )
    _, field, old, new = given[0]
    span = (found.get("parts") or found.get("content") or found.get("mentions") or [found])[0]
    correction = Correction(
        document=record["source"]["sha256"], raw_start=span["raw_start"], raw_end=span["raw_end"], field=field, old=old, new=new, who=who,
        when=now(), why=why,
    )  # fmt: skip
    append(path, correction)
    return correction


def now() -> str:
    """The time of a correction, UTC."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _look_up(outputs: Path, item: str) -> tuple[dict[str, Any], dict[str, Any]]:
    record_id, _, item_id = item.partition("#")
    path = outputs / "records.jsonl"
    if not path.is_file():
        raise OnrecordError("E131", f"There is no records.jsonl in {str(outputs)!r}.", "Run onrecord extract first.")
    for record in read_lines(path):
        if record["id"] == record_id:
            for layer in ("quotes", "dates", "actors"):
                for found in record[layer]:
                    if found["id"] == item_id:
                        return record, found
    raise OnrecordError(
        "E152", f"There is no {item!r} in {str(outputs)!r}.", "Ids stand in the records and in the pages of onrecord inspect."
    )
