"""Documents through the pipeline on one or several processes, results in input order, no document lost.

Each process loads the profile once. Documents travel in small chunks; a chunk's make-up cannot change a result, because
every document is read alone. A process that dies costs nothing but time: its documents are tried again one by one, and
one that kills its process twice is reported as failed.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any, Protocol

from onrecord import schema
from onrecord.link.rows import Row, to_row
from onrecord.link.view import view
from onrecord.settings import Settings
from onrecord.types import Issue, RawDocument

CHUNK_CHARS = 60_000
CHUNK_DOCUMENTS = 16
PATIENCE = 2.0  # seconds that all processes together get to end by themselves
AHEAD = 4  # chunks in flight or waiting for their turn, per process


class Reads(Protocol):
    """What a worker needs of a pipeline."""

    @property
    def settings(self) -> Settings:
        """Its settings; the limit on the length of a document counts here."""

    def records(self, document: RawDocument) -> list[schema.Record]:
        """The records of one document."""


Loader = Callable[[], Reads]  # picklable: each process calls it once


@dataclass(frozen=True, slots=True)
class Summary:
    """What the writer and `link` want to know of a record, found out where the record is made: id, words, issues, mentions."""

    id: str
    words: int
    issues: tuple[dict[str, Any], ...]
    row: Row


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: its records as JSON lines with a summary of each, or the issue that stopped it."""

    document: RawDocument
    lines: tuple[str, ...] = ()
    summaries: tuple[Summary, ...] = ()
    issues: tuple[Issue, ...] = ()
    failed: bool = False


def summarise(record: dict[str, Any]) -> Summary:
    """The summary of a record given as plain values."""
    return Summary(record["id"], len(record["article"]["text"].split()), tuple(record["issues"]), to_row(view(record)))


def process(pipeline: Reads, document: RawDocument) -> Outcome:
    """Run one document; whatever goes wrong becomes its outcome."""
    limit = pipeline.settings.corpus.max_chars
    if len(document.text) > limit:
        message = f"The document has {len(document.text)} characters; the limit is {limit} (setting max_chars, option --max-chars)."
        return Outcome(document, issues=(Issue("I009", message),), failed=True)
    try:
        records = [schema.to_dict(record) for record in pipeline.records(document)]
        return Outcome(document, tuple(map(schema.to_line, records)), tuple(map(summarise, records)))
    except Exception as error:
        message = f"The document failed: {type(error).__name__}: {str(error)[:300]}"
        return Outcome(document, issues=(Issue("I010", message),), failed=True)


def map_documents(pipeline: Reads, documents: Iterable[RawDocument], *, loader: Loader, jobs: int = 1) -> Iterator[Outcome]:
    """Outcomes in the order of the documents.

    Args:
        pipeline: Does the work itself when `jobs` is 1.
        loader: Makes the same pipeline again in each process when `jobs` is more.
        documents: Read lazily; only a few chunks are in memory at once.
        jobs: Number of processes.
    """
    if jobs <= 1:
        for document in documents:
            yield process(pipeline, document)
    else:
        with _Pool(loader, jobs) as pool:
            yield from pool.run(documents)


def chunks(documents: Iterable[RawDocument]) -> Iterator[list[RawDocument]]:
    """Documents in small groups, in order: a few long ones or more short ones."""
    chunk: list[RawDocument] = []
    size = 0
    for document in documents:
        chunk.append(document)
        size += len(document.text)
        if size >= CHUNK_CHARS or len(chunk) >= CHUNK_DOCUMENTS:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _serve(connection: Connection, loader: Loader) -> None:
    """Body of a worker process: load once, then answer chunk after chunk until the other side closes."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends us
    pipeline = loader()
    while True:
        try:
            chunk = connection.recv()
            connection.send([process(pipeline, document) for document in chunk])
        except (EOFError, BrokenPipeError, ConnectionResetError):  # the parent is gone, or was interrupted
            return


@dataclass(slots=True)
class _Worker:
    """A process, its connection, and the chunk it is at: (turn, documents, whether this is a second try)."""

    process: Any
    connection: Connection
    task: tuple[int, list[RawDocument], bool] | None = None


@dataclass(slots=True)
class _Turn:
    """A chunk's results, gathered until all of its documents are done."""

    size: int
    outcomes: dict[int, Outcome] = field(default_factory=dict)


class _Pool:
    """A few worker processes. Only this class knows about processes."""

    def __init__(self, loader: Loader, jobs: int) -> None:
        self.context = multiprocessing.get_context("spawn")
        self.loader = loader
        self.workers = [self._start() for _ in range(jobs)]

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self.workers:
            worker.connection.close()
        end = time.monotonic() + PATIENCE
        for worker in self.workers:
            worker.process.join(timeout=max(0.0, end - time.monotonic()))
            if worker.process.is_alive():
                worker.process.terminate()
        for worker in self.workers:
            worker.process.join()

    def _start(self) -> _Worker:
        ours, theirs = self.context.Pipe()
        process = self.context.Process(target=_serve, args=(theirs, self.loader), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def run(self, documents: Iterable[RawDocument]) -> Iterator[Outcome]:
        source = enumerate(chunks(documents))
        waiting: deque[tuple[int, list[RawDocument], bool]] = deque()
        turns: dict[int, _Turn] = {}
        positions: dict[int, dict[int, int]] = {}
        next_turn, exhausted = 0, False
        while True:
            while not exhausted and len(turns) < AHEAD * len(self.workers):
                item = next(source, None)
                if item is None:
                    exhausted = True
                    break
                number, chunk = item
                turns[number] = _Turn(len(chunk))
                positions[number] = {id(document): place for place, document in enumerate(chunk)}
                waiting.append((number, chunk, False))
            for worker in self.workers:
                if worker.task is None and waiting:
                    worker.task = waiting.popleft()
                    self._send(worker)
            while next_turn in turns and len(turns[next_turn].outcomes) == turns[next_turn].size:
                done = turns.pop(next_turn)
                positions.pop(next_turn)
                next_turn += 1
                yield from (done.outcomes[place] for place in range(done.size))
            if exhausted and not turns:
                return
            for worker, outcomes in self._answers():
                number, chunk, again = worker.task or (0, [], False)
                worker.task = None
                if outcomes is None and (len(chunk) > 1 or not again):
                    waiting.extendleft((number, [document], True) for document in reversed(chunk))
                    continue
                if outcomes is None:
                    issue = Issue("I010", "The process that read this document died, twice (out of memory, or a crash).")
                    outcomes = [Outcome(chunk[0], issues=(issue,), failed=True)]
                for document, outcome in zip(chunk, outcomes, strict=True):
                    turns[number].outcomes[positions[number][id(document)]] = outcome

    def _send(self, worker: _Worker) -> None:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # a dead process: `_answers` will see it
            worker.connection.send(worker.task[1] if worker.task else [])

    def _answers(self) -> Sequence[tuple[_Worker, list[Outcome] | None]]:
        """Wait for answers. None stands for a process that died at its chunk; a fresh one takes its place."""
        busy = {worker.connection: worker for worker in self.workers if worker.task is not None}
        answers: list[tuple[_Worker, list[Outcome] | None]] = []
        for ready in wait(list(busy)):
            worker = busy[ready]  # type: ignore[index]
            try:
                answers.append((worker, worker.connection.recv()))
            except (EOFError, ConnectionResetError):
                worker.process.join()
                fresh = self._start()
                worker.process, worker.connection = fresh.process, fresh.connection
                answers.append((worker, None))
        return answers
