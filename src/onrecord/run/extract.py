"""The main job: inputs -> records.jsonl and issues.jsonl, in input order, resumable at any point."""

from __future__ import annotations

import hashlib
import json
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from onrecord import corpus, schema
from onrecord.corrections import Correction, apply, by_document, starts
from onrecord.corrections import load as load_corrections
from onrecord.errors import OnrecordError
from onrecord.pipeline import Pipeline, load
from onrecord.run import linking
from onrecord.run.folder import OutputFolder, write_json
from onrecord.run.interrupts import heeded
from onrecord.run.journal import Progress, Tally, Writer, entry_of, problem_entry, write_issues
from onrecord.run.publish import Shards, publish
from onrecord.run.reuse import Finished, invalidated, work_key
from onrecord.types import Issue, RawDocument, ReadProblem
from onrecord.version import __version__
from onrecord.workers import Outcome, map_documents, summarise


@dataclass(frozen=True, slots=True)
class Job:
    """What `onrecord extract` was asked to do."""

    inputs: Sequence[str]
    output: Path
    profile: str = "default"
    jobs: int = 1
    resume: bool = False
    fresh: bool = False
    clean: bool = True
    metadata: Path | None = None
    text_column: str | None = None
    shard: tuple[int, int] | None = None  # (i, n), 1 <= i <= n
    link: bool = True
    files: bool | None = None  # None: up to linking.ARTICLES_LIMIT records
    max_chars: int | None = None
    decisions: Path | None = None  # speakers.yaml
    corrections: Path | None = None  # corrections.jsonl
    engine: str = "local"  # or "dask"
    scheduler: str | None = None  # address of a Dask scheduler
    publish: str | None = None  # URL that the finished files are put at
    shards: Shards = "jsonl"  # form of the records there


_NO_DOCUMENT = "was not applied, no input has the digest of its document"


def run(job: Job, progress: Progress | None = None) -> Tally:
    """Do the whole job.

    Raises:
        OnrecordError: for mistakes of the caller (paths, profile, a folder in use). Documents never raise.
    """
    started = time.monotonic()
    if job.resume and job.fresh:
        raise OnrecordError("E112", "--resume and --fresh exclude each other.", "Leave both out to reuse what is unchanged.")
    overrides: dict[str, Any] = {"onrecord.clean.enabled": job.clean}
    if job.max_chars is not None:
        overrides["onrecord.corpus.max_chars"] = job.max_chars
    pipeline = load(job.profile, **overrides)
    documents = corpus.read(job.inputs, settings=pipeline.settings.corpus, metadata=job.metadata, text_column=job.text_column)
    with OutputFolder(job.output) as folder:
        folder.set_aside_unfinished()
        if job.resume and not folder.leftovers():
            raise OnrecordError("E113", f"There is nothing to resume in {str(job.output)!r}.", "Run without --resume.")
        note = None if job.fresh else invalidated(folder, pipeline.provenance)
        write_json(folder.made_by, pipeline.provenance.model_dump())
        with heeded() as heed:
            tally = _extract(job, pipeline, documents, folder, progress, heed)
        tally.notes += [note] if note else []
        extracted = time.monotonic()
        linked = linking.link_folder(folder.path, settings=pipeline.settings.link, decisions=job.decisions) if job.link else {}
        files = job.files if job.files is not None else tally.records <= linking.ARTICLES_LIMIT
        linking.write_article_files(folder.path, wanted=files)
        write_json(
            folder.path / "run.json",
            {
                "onrecord": __version__,
                "inputs": [str(item) for item in job.inputs],
                "inputs_sha256": _inputs_digest(folder.journal),
                "provenance": pipeline.provenance.model_dump(),
                "options": {"clean": job.clean, "shard": list(job.shard) if job.shard else None, "link": job.link},
                "counts": {
                    "documents": tally.documents,
                    "failed": tally.failed,
                    "records": tally.records,
                    "words": tally.words,
                    "issues": dict(sorted(tally.issues.items())),
                    **linked,
                },
                "timings": {
                    "reused": tally.reused,
                    "jobs": job.jobs,
                    "extract_seconds": round(extracted - started, 3),
                    "link_seconds": round(time.monotonic() - extracted, 3),
                },
            },
        )
        folder.drop_leftovers()
        if job.publish:
            publish(folder.path, job.publish, shards=job.shards)
    return tally


def _inputs_digest(journal: Path) -> str:
    """One digest over the keys of all documents, in order: equal for equal inputs, profile and version."""
    with journal.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _extract(
    job: Job,
    pipeline: Pipeline,
    documents: Iterator[RawDocument | ReadProblem],
    folder: OutputFolder,
    progress: Progress | None,
    heed: Callable[[], None],
) -> Tally:
    tally = Tally()
    corrections = by_document(load_corrections(job.corrections)) if job.corrections else {}
    unseen = set(corrections)
    writer = Writer(folder, tally, progress)
    finished = None if job.fresh else Finished(folder)
    # What waits for its turn: documents being worked on, and whatever came after the first of them.
    pending: deque[tuple[int, str, RawDocument | None, tuple[dict[str, Any], list[str]] | None]] = deque()

    def work() -> Iterator[RawDocument]:
        for order, document in enumerate(documents):
            if job.shard and not _in_shard(document.id, job.shard):
                continue
            if isinstance(document, ReadProblem):
                done: tuple[dict[str, Any], list[str]] | None = (problem_entry(order, document), [])
            else:
                key = work_key(document, pipeline.provenance, corrections.get(document.sha256, ()))
                unseen.discard(document.sha256)
                taken = finished.take(key) if finished else None
                done = None if taken is None else (taken[1] | {"order": order}, taken[0])
                tally.reused += done is not None
            if done is None:
                assert isinstance(document, RawDocument)
                if told := starts(corrections.get(document.sha256, ()), len(document.text)):
                    document = replace(document, starts=told)
                pending.append((order, key, document, None))
                yield document
            elif pending:
                pending.append((order, "", None, done))
            else:
                writer.write(*done)

    try:
        for outcome in _outcomes(job, pipeline, work()):
            order, key, _, _ = pending.popleft()
            outcome = _correct(outcome, corrections.get(outcome.document.sha256, ()))
            writer.write(entry_of(order, key, outcome), outcome.lines)
            heed()
            while pending and (waiting := pending[0][3]) is not None:
                writer.write(*waiting)
                pending.popleft()
    finally:
        writer.close()
        if finished:
            finished.close()
    (folder.state / "records.part.jsonl").replace(folder.records)
    (folder.state / "journal.part.jsonl").replace(folder.journal)
    lost = [] if job.shard else [_does_not_fit(item, _NO_DOCUMENT) for digest in sorted(unseen) for item in corrections[digest]]
    for issue in lost:
        tally.issue(issue.code)
    write_issues(folder, lost)
    return tally


def _outcomes(job: Job, pipeline: Pipeline, documents: Iterator[RawDocument]) -> Iterator[Outcome]:
    """The documents' outcomes in order, from processes here or from a cluster."""
    if job.engine == "dask":
        from onrecord.run import dask_engine

        return dask_engine.map_documents(documents, loader=pipeline.loader, jobs=job.jobs, scheduler=job.scheduler)
    return map_documents(pipeline, documents, loader=pipeline.loader, jobs=job.jobs)


def _correct(outcome: Outcome, corrections: Sequence[Correction]) -> Outcome:
    """Set what people corrected; what does not fit any more becomes an issue."""
    if not corrections:
        return outcome
    records, unfit = [], []
    homeless = list(corrections)
    for line in outcome.lines:
        record, left = apply(json.loads(line), corrections)
        corrected = schema.Record.model_validate(record)
        low, high = corrected.source.raw_start, corrected.source.raw_end
        homeless = [item for item in homeless if not low <= item.raw_start <= item.raw_end <= high]
        records.append(schema.to_dict(corrected))
        unfit += left
    issues = (*outcome.issues, *(_does_not_fit(item) for item in (*unfit, *homeless)))
    return replace(outcome, lines=tuple(map(schema.to_line, records)), summaries=tuple(map(summarise, records)), issues=issues)


def _does_not_fit(item: Correction, why: str = "does not fit") -> Issue:
    return Issue("I011", f"Correction of {item.field} at raw {item.raw_start}-{item.raw_end} {why}: {item.new!r}")


def _in_shard(source_id: str, shard: tuple[int, int]) -> bool:
    """Shards are told by a digest of the id, so that they do not move when inputs are added."""
    number, of = shard
    return int(hashlib.sha256(source_id.encode("utf-8", "surrogatepass")).hexdigest()[:12], 16) % of == number - 1
