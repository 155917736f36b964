"""What runs before have done already: finished records, found again by what went into them."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from onrecord import schema
from onrecord.corrections import Correction
from onrecord.run.folder import OutputFolder, read_lines, record_id
from onrecord.types import RawDocument


def work_key(document: RawDocument, provenance: schema.Provenance, corrections: Sequence[Correction] = ()) -> str:
    """Digest of all that decides a document's records: id, text and metadata, version, profile, models, corrections."""
    given = [
        document.id,
        document.path,
        document.line,
        document.sha256,
        document.html,
        document.encoding,
        document.url,
        document.retrieved,
        document.title,
        list(document.bylines),
        document.publisher,
        document.published,
        document.language,
        sorted(document.extra.items(), key=lambda item: item[0]),
        [issue.code for issue in document.issues],
    ]
    made_by = [provenance.model_dump(), *(correction.model_dump() for correction in corrections)]
    return hashlib.sha256(json.dumps([given, made_by], sort_keys=True, default=str).encode("utf-8", "surrogatepass")).hexdigest()


def invalidated(folder: OutputFolder, provenance: schema.Provenance) -> str | None:
    """What has changed since the last run in this folder and costs all of its work, in words; None when nothing has."""
    if not folder.made_by.is_file():
        return None
    before = schema.Provenance.model_validate_json(folder.made_by.read_bytes())
    models, known = ({(model.name, model.version, model.sha256) for model in made.models} for made in (provenance, before))
    changed = [f"version ({before.onrecord} to {provenance.onrecord})"] if before.onrecord != provenance.onrecord else []
    if before.profile != provenance.profile:
        changed.append(f"profile ({before.profile} to {provenance.profile})")
    elif before.profile_sha256 != provenance.profile_sha256:
        changed.append(f"settings of the profile {provenance.profile}")
    changed += [
        "word lists" if name == "data" else f"model {name} {version}" if version else name for name, version, _ in sorted(models - known)
    ]
    return f"Changed since the last run here: {', '.join(changed)}. All documents were done again." if changed else None


class Finished:
    """An index on disk of the records that may be taken over. Memory stays flat however many there are."""

    def __init__(self, folder: OutputFolder) -> None:
        self.path = folder.state / "index.sqlite"
        self.path.unlink(missing_ok=True)
        self.database = sqlite3.connect(self.path)
        self.database.execute("PRAGMA journal_mode=OFF")
        self.database.execute("CREATE TABLE work (key TEXT PRIMARY KEY, entry TEXT, file INTEGER)")
        self.database.execute("CREATE TABLE record (id TEXT, file INTEGER, start INTEGER, length INTEGER, PRIMARY KEY (file, id))")
        self.files: list[Path] = []
        for records, journal in folder.leftovers():
            self._add(records, journal)
        self.database.commit()
        self.handles = [path.open("rb") for path in self.files]

    def _add(self, records: Path, journal: Path) -> None:
        number = len(self.files)
        self.files.append(records)
        start = 0
        with records.open("rb") as lines:
            for line in lines:
                if line.endswith(b"\n"):
                    place = (record_id(line), number, start, len(line))
                    self.database.execute("INSERT OR IGNORE INTO record VALUES (?, ?, ?, ?)", place)
                start += len(line)
        for entry in read_lines(journal):
            if not entry["failed"]:
                self.database.execute("INSERT OR REPLACE INTO work VALUES (?, ?, ?)", (entry["key"], json.dumps(entry), number))

    def take(self, key: str) -> tuple[list[str], dict[str, Any]] | None:
        """The record lines and the journal entry of a document that was done with the same key, or None."""
        row = self.database.execute("SELECT entry, file FROM work WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        entry, number = json.loads(row[0]), row[1]
        lines = []
        for name in entry["records"]:
            place = self.database.execute("SELECT start, length FROM record WHERE file = ? AND id = ?", (number, name)).fetchone()
            if place is None:
                return None
            self.handles[number].seek(place[0])
            lines.append(self.handles[number].read(place[1]).decode("utf-8", "surrogatepass").rstrip("\n"))
        return lines, entry

    def close(self) -> None:
        """Close files and remove the index."""
        for handle in self.handles:
            handle.close()
        self.database.close()
        self.path.unlink(missing_ok=True)
