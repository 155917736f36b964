"""What stands in an output folder, for those who read it: lines streamed one by one, and where a record's page lies."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.errors import OnrecordError

Json = dict[str, Any]

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def read(outputs: Path, name: str, *, exact: bool = False) -> Iterator[Json]:
    """The lines of one of the files, nothing when the run did not write it.

    Lone surrogates, which only damaged input holds and no file of UTF-8 can, are read as U+FFFD unless `exact`.

    Raises:
        OnrecordError: E161 for a line that is no JSON object, with its number.
    """
    path = outputs / name
    if not path.is_file():
        return
    with path.open(encoding="utf-8", newline="\n", errors="surrogatepass") as lines:
        for number, line in enumerate(lines, 1):
            try:
                value = json.loads(line if exact else _LONE_SURROGATE.sub("\ufffd", line))
            except ValueError:
                value = None
            if not isinstance(value, dict):
                raise OnrecordError(
                    "E161", f"Line {number} of {str(path)!r} is no JSON object.", "See what else is wrong with onrecord verify."
                )
            yield value


def records(outputs: Path, *, exact: bool = False) -> Iterator[Json]:
    """All records, in the order of the inputs.

    Raises:
        OnrecordError: E131 when there is no records.jsonl.
    """
    if not (outputs / "records.jsonl").is_file():
        raise OnrecordError("E131", f"There is no records.jsonl in {str(outputs)!r}.", "Run onrecord extract first.")
    return read(outputs, "records.jsonl", exact=exact)


def manifest(outputs: Path) -> Json:
    """What run.json says, or nothing."""
    path = outputs / "run.json"
    value: Json = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return value


def safe_name(identifier: str) -> str:
    """A file name for an id: small letters, digits and hyphens; whatever had to be changed is told apart by a digest."""
    plain = re.sub(r"[^a-z0-9-]", "-", identifier.lower())[:48].strip("-")
    if plain and plain == identifier:
        return plain
    return f"{plain}-{hashlib.sha256(identifier.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}".lstrip("-")


def page_of(kind: str, identifier: str) -> str:
    """Where the inspector puts the page of something, below its site: in folders by digest, so that none grows too large."""
    shelf = hashlib.sha256(identifier.encode("utf-8", "surrogatepass")).hexdigest()[:2]
    return f"{kind}/{shelf}/{safe_name(identifier)}.html"
