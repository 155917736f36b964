"""An independent checker: do the records say what the raw files say? No model, no code of the pipeline but the schema.

It reads the outputs line by line and reports each thing that does not hold:

1. each line is JSON and a record of the schema, and each id is there once;
2. each span, wherever it stands, says what the article's text says at its offsets;
3. quotations are the sum of their parts, and actors have the quotations that name them;
4. with the raw files at hand: their digests are the recorded ones, each span that claims to be unchanged says what the
   raw text says, and no visible character of a document is lost: one of its records has it in a block, in a comment or in
   what was removed;
5. what speakers, statements, reprints and issues point at exists, and run.json counts as many records as there are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from onrecord.errors import OnrecordError
from onrecord.originals import Originals
from onrecord.schema import Record

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that does not hold: in which file and record, where in it, and what."""

    file: str
    record: str
    where: str
    message: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.record, self.where, self.message) if part)


def verify(outputs: Path, *, inputs: Sequence[Path] = ()) -> list[Problem]:
    """Check an output folder.

    Args:
        outputs: A folder that `onrecord extract` has written.
        inputs: The raw files (the folders and files that were extracted), for check 4. Without them the offsets into the
            raw text are not checked.

    Returns:
        All problems, in the order of the files; empty when everything holds.

    Raises:
        OnrecordError: E131 when there is no such folder.
    """
    if not outputs.is_dir():
        raise OnrecordError("E131", f"There is no folder {str(outputs)!r}.", "Run onrecord extract first.")
    return list(_check(outputs, Originals(inputs) if inputs else None))


def _check(outputs: Path, originals: Originals | None) -> Iterator[Problem]:
    path = outputs / "records.jsonl"
    if not path.is_file():
        yield Problem("records.jsonl", "", "", "there is no such file")
        return
    quotes: dict[str, set[str]] = {}  # of each record
    speakers: set[str] = set()
    statements: set[str] = set()
    coverage = Coverage()
    for number, value in _lines(path):
        if isinstance(value, str):
            yield Problem(path.name, f"line {number}", "", value)
            continue
        name = str(value.get("id"))
        if name in quotes:
            yield Problem(path.name, name, "id", "this id stands in an earlier line too")
        quotes[name] = set()
        try:
            Record.model_validate(value)
        except ValidationError as error:
            for what in error.errors():
                yield Problem(path.name, name, ".".join(map(str, what["loc"])), what["msg"])
            continue
        quotes[name] = {quote["id"] for quote in value["quotes"]}
        speakers |= {actor["speaker_id"] for actor in value["actors"] if actor.get("speaker_id")}
        statements |= {str(statement) for statement in value["links"]["statements"].values()}
        for where, message in _record(value):
            yield Problem(path.name, name, where, message)
        if originals is not None:
            for document, where, message in _against_raw(value, originals, coverage):
                yield Problem(path.name, document, where, message)
    for document, where, message in coverage.lost():
        yield Problem(path.name, document, where, message)
    yield from _between_files(outputs, quotes, speakers, statements)


def _lines(path: Path) -> Iterator[tuple[int, Json | str]]:
    """Numbered lines: the object, or what is wrong with the line."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                value = json.loads(line.decode("utf-8", "surrogatepass"))
                yield number, value if isinstance(value, dict) else "not a JSON object"
            except ValueError as error:
                yield number, f"not JSON: {error}"
            if not line.endswith(b"\n"):
                yield number, "the last line has no end: the file was cut off"


# --- one record ---------------------------------------------------------------------------------------------------------


def _record(record: Json) -> Iterator[tuple[str, str]]:
    source, text = record["source"], record["article"]["text"]
    key = f"{source['id']}\0{source['sha256']}\0{source['raw_start']}".encode("utf-8", "surrogatepass")
    if record["id"] != hashlib.sha256(key).hexdigest()[:16]:
        yield "id", "is not the digest of source.id, sha256 and raw_start"
    for where, span in _spans(record, ""):
        if "start" not in span:
            continue
        if text[span["start"] : span["end"]] != span["text"]:
            yield where, f"the text at {span['start']}-{span['end']} is {text[span['start'] : span['end']]!r}, not {span['text']!r}"
        if not source["raw_start"] <= span["raw_start"] <= span["raw_end"] <= source["raw_end"]:
            yield where, f"raw {span['raw_start']}-{span['raw_end']} lies outside the article"
    owners = {(quote_id, actor["id"]) for actor in record["actors"] for quote_id in actor["quotes"]}
    said = {(quote["id"], quote["speaker"]) for quote in record["quotes"] if quote["speaker"]}
    for quote_id, actor_id in sorted(said - owners):
        yield quote_id, f"its speaker is {actor_id}, but {actor_id} does not list it"
    for quote_id, actor_id in sorted(owners - said):
        yield quote_id, f"{actor_id} lists it, but is not its speaker"
    for quote in record["quotes"]:
        if "".join(quote["text"].split()) != "".join("".join(part["text"] for part in quote["parts"] or quote["content"]).split()):
            yield quote["id"], "its text is not the sum of its parts"


def _spans(value: Any, where: str) -> Iterator[tuple[str, Json]]:
    """Every span of a record, whatever it is called, with its path: what has `text` and raw offsets."""
    if isinstance(value, dict):
        if isinstance(value.get("text"), str) and isinstance(value.get("raw_start"), int):
            yield where, value
        for key, item in value.items():
            yield from _spans(item, f"{where}.{key}".lstrip("."))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _spans(item, f"{where}[{number}]")


def _against_raw(record: Json, originals: Originals, coverage: Coverage) -> Iterator[tuple[str, str, str]]:
    """Digest and spans of a record; when a new document begins, what was lost of the one before. (record, where, what)"""
    source = record["source"]
    original = originals.of(source)
    if coverage.source != source["id"]:
        yield from coverage.lost()
        coverage.begin(source["id"], original.text or "")
    if original.problem:
        yield record["id"], "source", original.problem
    if original.text is None:
        return
    raw = original.text
    if source["raw_end"] > len(raw):
        yield record["id"], "source", f"the article ends at raw {source['raw_end']}, the raw text has {len(raw)} characters"
    for where, span in _spans(record, ""):
        stands = raw[span["raw_start"] : span["raw_end"]]
        if stands != span["text"] and not span.get("flags"):
            yield record["id"], where, f"the raw text at {span['raw_start']}-{span['raw_end']} is {stands!r}, not {span['text']!r}"
        if where.startswith(("article.blocks", "article.removed", "article.comments")):
            coverage.kept.append((span["raw_start"], span["raw_end"]))


class Coverage:
    """Which stretches of a document's raw text its records account for. The records of a document follow each other."""

    def __init__(self) -> None:
        self.begin("", "")

    def begin(self, source: str, raw: str) -> None:
        """Start a new document."""
        self.source, self.raw = source, raw
        self.kept: list[tuple[int, int]] = []

    def lost(self) -> Iterator[tuple[str, str, str]]:
        """The visible stretches that no record accounts for."""
        position = 0
        for start, end in [*sorted(self.kept), (len(self.raw), len(self.raw))]:
            if (lost := self.raw[position:start].strip()) and start > position:
                yield self.source, "article", f"raw {position}-{start} is lost: {lost[:80]!r}"
            position = max(position, end)


# --- between the files --------------------------------------------------------------------------------------------------


def _between_files(outputs: Path, quotes: dict[str, set[str]], speakers: set[str], statements: set[str]) -> Iterator[Problem]:
    for name, known in (("speakers.jsonl", speakers), ("statements.jsonl", statements)):
        if not (outputs / name).is_file():
            continue
        ids: set[str] = set()
        for number, value in _lines(outputs / name):
            if isinstance(value, str):
                yield Problem(name, f"line {number}", "", value)
                continue
            if value["id"] in ids:
                yield Problem(name, value["id"], "id", "this id stands in an earlier line too")
            ids.add(value["id"])
            for where, message in _references(value, quotes):
                yield Problem(name, value["id"], where, message)
        for missing in sorted(known - ids):
            yield Problem(name, missing, "", "records name it, but it is not there")
    for name in ("reprints.jsonl", "issues.jsonl"):
        for number, value in _lines(outputs / name) if (outputs / name).is_file() else ():
            if isinstance(value, str):
                yield Problem(name, f"line {number}", "", value)
                continue
            for where, message in _references(value, quotes):
                yield Problem(name, f"line {number}", where, message)
    if (outputs / "run.json").is_file():
        counted = json.loads((outputs / "run.json").read_text(encoding="utf-8")).get("counts", {}).get("records")
        if counted is not None and counted != len(quotes):
            yield Problem("run.json", "", "counts.records", f"says {counted}, there are {len(quotes)}")


def _references(value: Any, quotes: dict[str, set[str]], where: str = "") -> Iterator[tuple[str, str]]:
    """What an object of another file points at: {"record": id, "quote": id, ...}, however deep."""
    if isinstance(value, dict):
        record = value.get("record")
        if isinstance(record, str):
            if record not in quotes:
                yield where, f"there is no record {record}"
            elif isinstance(value.get("quote"), str) and value["quote"] not in quotes[record]:
                yield where, f"record {record} has no quote {value['quote']}"
        for key, item in value.items():
            yield from _references(item, quotes, f"{where}.{key}".lstrip("."))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _references(item, quotes, f"{where}[{number}]")
