"""`link` over the files of an output folder: records.jsonl gets speaker ids and links, three files are written beside it."""

from __future__ import annotations

import contextlib
import gc
import hashlib
import json
import re
import shutil
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

from onrecord.errors import OnrecordError
from onrecord.link import Document, Linked, link, view
from onrecord.link.decisions import load as load_decisions
from onrecord.link.rows import from_row
from onrecord.run.folder import OutputFolder, ids, read_lines, whole_file, write_json, write_lines
from onrecord.settings import LinkSettings

ARTICLES_LIMIT = 5000  # above this many records no file per article is written, unless asked for
UNLINKED: dict[str, Any] = {"reprint_of": None, "published": None, "dates": [], "names": [], "quotes": [], "statements": {}}


def link_folder(outputs: Path, *, settings: LinkSettings, decisions: Path | None) -> dict[str, int]:
    """Link all records of a folder. The caller holds its lock.

    Returns:
        Counts of speakers, statements and reprints.
    """
    path = outputs / "records.jsonl"
    if not path.is_file():
        raise OnrecordError("E131", f"There is no records.jsonl in {str(outputs)!r}.", "Run onrecord extract first.")
    with _no_search_for_cycles():
        linked = link(_documents(OutputFolder(outputs)), settings=settings, decisions=load_decisions(decisions) if decisions else None)
    with whole_file(path) as file:
        for record in read_lines(path):
            file.write(json.dumps(with_links(record, linked), ensure_ascii=False, separators=(",", ":")) + "\n")
    write_lines(outputs / "speakers.jsonl", linked.speakers)
    write_lines(outputs / "statements.jsonl", linked.statements)
    write_lines(outputs / "reprints.jsonl", linked.reprints)
    write_lines(outputs / ".onrecord" / "review.jsonl", linked.review)
    return {"speakers": len(linked.speakers), "statements": len(linked.statements), "reprints": len(linked.reprints)}


@contextlib.contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Linking makes millions of values and no cycles; looking for cycles among them would cost a third of its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _documents(folder: OutputFolder) -> Iterator[Document]:
    """The views of all records: from the mentions in the journal, or from the records where the journal is not of them."""
    if not _is_of_these_records(folder):
        yield from map(view, read_lines(folder.records))
        return
    for entry in read_lines(folder.journal):
        yield from map(from_row, entry.get("mentions", ()))


def _is_of_these_records(folder: OutputFolder) -> bool:
    """True when the journal has the mentions of every record, in their order; an older version's, or another run's, has not."""
    if not folder.journal.is_file():
        return False
    described = (row[0] for entry in read_lines(folder.journal) for row in entry.get("mentions", ()))
    return all(one == other for one, other in zip_longest(described, ids(folder.records)))


def with_links(record: dict[str, Any], linked: Linked) -> dict[str, Any]:
    """The record with what linking fills: `actors[].speaker_id` and `links`."""
    for actor in record["actors"]:
        actor["speaker_id"] = linked.speaker_ids.get((record["id"], actor["id"]))
    record["links"] = UNLINKED | linked.links.get(record["id"], {})
    return record


def linked_records(records: Sequence[dict[str, Any]], *, settings: LinkSettings) -> list[dict[str, Any]]:
    """Records linked in memory: for evaluation."""
    documents: list[Document] = [view(record) for record in records]
    linked = link(documents, settings=settings)
    return [with_links(record, linked) for record in records]


def relink(outputs: Path, *, decisions: Path | None = None) -> dict[str, int]:
    """Link a finished folder again, under its lock: after `--no-link`, or with new decisions."""
    if not (outputs / "run.json").is_file():
        raise OnrecordError("E131", f"There is no finished run in {str(outputs)!r}.", "Run onrecord extract first.")
    manifest = json.loads((outputs / "run.json").read_text(encoding="utf-8"))
    with OutputFolder(outputs) as folder:
        counts = link_folder(folder.path, settings=settings_of(manifest), decisions=decisions)
        write_article_files(folder.path, wanted=(outputs / "articles").is_dir())
        manifest["counts"] |= counts
        write_json(outputs / "run.json", manifest)
    return counts


def settings_of(manifest: dict[str, Any]) -> LinkSettings:
    """The link settings of the profile that a run used; those of the default where it is not here any more."""
    from onrecord.profiles import link_settings

    return link_settings(manifest["provenance"]["profile"])


def write_article_files(outputs: Path, *, wanted: bool) -> None:
    """`articles/…/NAME.json`, one a record, indented; the folder is made anew."""
    home = outputs / "articles"
    if home.is_dir():
        shutil.rmtree(home)
    if wanted:
        for record in read_lines(outputs / "records.jsonl"):
            write_json(home / article_path(record), record)


def article_path(record: dict[str, Any]) -> Path:
    """Where the file of a record lies below `articles/`: its source id made harmless, and its part where there are several.

    Nothing of an id can climb out of the folder: every step is stripped to letters, digits and ._-, and one that was
    changed or is long gets a digest, so that two ids never share a file.
    """
    source = record["source"]
    steps = [_harmless(step) for step in source["id"].split("/") if step not in ("", ".", "..")] or ["article"]
    last = steps.pop() + (f".{source['part']}" if source["parts"] > 1 else "")
    return Path(*steps, last + ".json")


def _harmless(step: str) -> str:
    plain = re.sub(r"[^\w.-]", "_", step)[:80].lstrip(".") or "_"
    if plain == step:
        return plain
    return f"{plain}-{hashlib.sha256(step.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
