"""Shards put together: the records of several output folders in the order that one run would have written."""

from __future__ import annotations

import heapq
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from onrecord.errors import OnrecordError
from onrecord.run import linking
from onrecord.run.folder import OutputFolder, read_lines, whole_file, write_json
from onrecord.run.journal import write_issues


def merge(parts: Sequence[Path], output: Path) -> dict[str, int]:
    """Merge the output folders of shards, and link over all of them.

    Args:
        parts: Folders written with `--shard i/n`, in any order.
        output: A new folder, or one to be overwritten.

    Returns:
        Counts of documents, records and what linking found.

    Raises:
        OnrecordError: E114 for a folder that is no finished run, E115 when profiles or versions differ.
    """
    manifests = [_manifest(part) for part in parts]
    made_by = [json.dumps(manifest["provenance"], sort_keys=True) for manifest in manifests]
    if len(set(made_by)) > 1:
        odd = parts[next(n for n, made in enumerate(made_by) if made != made_by[0])]
        raise OnrecordError(
            "E115",
            f"{str(odd)!r} was made with another version, profile or model than {str(parts[0])!r}.",
            "Run all shards with the same one.",
        )
    counts = {"documents": 0, "records": 0}
    with OutputFolder(output) as folder:
        with whole_file(folder.records) as records, whole_file(folder.journal) as journal:
            for entry, lines in heapq.merge(*map(_documents, parts), key=lambda item: item[0]["order"]):
                records.writelines(lines)
                journal.write(json.dumps(entry, ensure_ascii=False, separators=(",", ":")) + "\n")
                counts["documents"] += 1
                counts["records"] += len(lines)
        write_issues(folder)
        linked = linking.link_folder(folder.path, settings=linking.settings_of(manifests[0]), decisions=None)
        linking.write_article_files(folder.path, wanted=counts["records"] <= linking.ARTICLES_LIMIT)
        write_json(
            folder.path / "run.json", manifests[0] | {"inputs": [str(part) for part in parts], "counts": counts | linked, "timings": {}}
        )
    return counts | linked


def _manifest(part: Path) -> dict[str, Any]:
    path = part / "run.json"
    if not path.is_file():
        raise OnrecordError("E114", f"{str(part)!r} is not the folder of a finished run.", "Finish it with onrecord extract ... --resume.")
    manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return manifest


def _documents(part: Path) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """Journal entries of a folder, each with its record lines, in the order of the inputs."""
    folder = OutputFolder(part)
    with folder.records.open(encoding="utf-8", newline="\n", errors="surrogatepass") as records:
        for entry in read_lines(folder.journal):
            yield entry, [records.readline() for _ in entry["records"]]
