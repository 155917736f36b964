"""The journal of a run: what became of each document, a line each, and issues.jsonl, which is drawn from it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import IO, Any

from onrecord.run.folder import OutputFolder, read_lines, whole_file
from onrecord.types import Issue, ReadProblem
from onrecord.workers import Outcome


@dataclass(slots=True)
class Tally:
    """Counts of a run, for progress and for the manifest."""

    documents: int = 0
    reused: int = 0
    failed: int = 0
    records: int = 0
    words: int = 0
    issues: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)  # what the person at the keyboard should know

    def issue(self, code: str) -> None:
        """Count one issue."""
        self.issues[code] = self.issues.get(code, 0) + 1


Progress = Callable[[Tally], None]


class Writer:
    """Appends finished documents to the unfinished files; a journal line is written after its records are."""

    def __init__(self, folder: OutputFolder, tally: Tally, progress: Progress | None) -> None:
        self.folder, self.tally, self.progress = folder, tally, progress
        self.records = self._open("records.part.jsonl")
        self.journal = self._open("journal.part.jsonl")

    def _open(self, name: str) -> IO[str]:
        return (self.folder.state / name).open("w", encoding="utf-8", newline="\n", errors="surrogatepass")

    def write(self, entry: dict[str, Any], lines: Sequence[str]) -> None:
        """Add a document: its records, then its line."""
        for line in lines:
            self.records.write(line + "\n")
        self.records.flush()
        self.journal.write(json.dumps(entry, ensure_ascii=False, separators=(",", ":")) + "\n")
        self.journal.flush()
        self.tally.documents += 1
        self.tally.failed += entry["failed"]
        self.tally.records += len(lines)
        self.tally.words += entry["words"]
        for issue in entry["issues"]:
            self.tally.issue(issue["code"])
        if self.progress:
            self.progress(self.tally)

    def close(self) -> None:
        """Close both files."""
        self.records.close()
        self.journal.close()


def _issue_line(issue: Issue | dict[str, Any], record: str | None = None) -> dict[str, Any]:
    if isinstance(issue, Issue):
        return {"code": issue.code, "message": issue.message, "record": record}
    return {"code": issue["code"], "message": issue["message"], "record": record} | (
        {"raw_start": issue["raw_start"], "raw_end": issue["raw_end"]} if issue.get("raw_start") is not None else {}
    )


def problem_entry(order: int, problem: ReadProblem) -> dict[str, Any]:
    """The line of an input that gave no document."""
    return {
        "order": order,
        "id": problem.id,
        "path": problem.path,
        "line": problem.line,
        "sha256": "",
        "key": "",
        "records": [],
        "words": 0,
        "failed": problem.failed,
        "issues": [_issue_line(problem.issue)],
    }


def entry_of(order: int, key: str, outcome: Outcome) -> dict[str, Any]:
    """The line of a document that was done. `key` tells a later run whether it may be taken over."""
    document = outcome.document
    issues = [_issue_line(issue) for issue in outcome.issues]
    for summary in outcome.summaries:
        issues += [_issue_line(issue, summary.id) for issue in summary.issues]
    return {
        "order": order,
        "id": document.id,
        "path": document.path,
        "line": document.line,
        "sha256": document.sha256,
        "key": key,
        "records": [summary.id for summary in outcome.summaries],
        "words": sum(summary.words for summary in outcome.summaries),
        "failed": outcome.failed or any(issue["code"] == "I010" for issue in issues),
        "issues": issues,
        "mentions": [summary.row for summary in outcome.summaries],
    }


def write_issues(folder: OutputFolder, of_no_document: Sequence[Issue] = ()) -> None:
    """issues.jsonl: one line an issue, in input order; last those that belong to no document of the inputs."""
    with whole_file(folder.path / "issues.jsonl") as file:
        for entry in read_lines(folder.journal):
            head = {"id": entry["id"], "path": entry["path"], "line": entry["line"], "failed": entry["failed"]}
            for issue in entry["issues"]:
                file.write(json.dumps(head | issue, ensure_ascii=False, separators=(",", ":")) + "\n")
        for lost in of_no_document:
            head = {"id": None, "path": None, "line": None, "failed": False}
            file.write(json.dumps(head | _issue_line(lost), ensure_ascii=False, separators=(",", ":")) + "\n")
