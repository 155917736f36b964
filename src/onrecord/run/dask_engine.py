"""The same work on a Dask cluster: a thin adapter over `workers.process`, results in input order.

Chosen over Ray for start-up time, size and order of results. The extra `[dask]` brings it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.errors import OnrecordError
from onrecord.types import Issue, RawDocument
from onrecord.workers import Loader, Outcome, Reads, chunks, process

AHEAD = 4  # chunks in flight, per worker
_LOADED: dict[str, Reads] = {}  # one pipeline per worker process, whatever number of chunks it gets


def process_chunk(loader: Loader, chunk: list[RawDocument]) -> list[Outcome]:
    """Run a chunk on a worker; the pipeline is loaded on its first."""
    key = repr(loader)
    if key not in _LOADED:
        _LOADED[key] = loader()
    return [process(_LOADED[key], document) for document in chunk]


def map_documents(documents: Iterable[RawDocument], *, loader: Loader, jobs: int, scheduler: str | None = None) -> Iterator[Outcome]:
    """Outcomes in the order of the documents.

    Args:
        loader: Makes the pipeline on each worker.
        jobs: Workers of the local cluster, when there is no scheduler.
        scheduler: Address of a running scheduler ("tcp://host:8786").

    Raises:
        OnrecordError: E116 when Dask is not installed, E117 when the scheduler does not answer.
    """
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise OnrecordError("E116", "The engine dask is not installed.", "Install it: pip install 'onrecord[dask]'.") from error
    if scheduler:
        try:
            client = Client(scheduler, timeout=10)
        except OSError as error:
            raise OnrecordError(
                "E117", f"No Dask scheduler answers at {scheduler!r}.", "Check the address, or leave --scheduler out."
            ) from error
        with client:
            yield from run(client, documents, loader)
    else:
        with (
            LocalCluster(n_workers=jobs, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
            Client(cluster) as client,
        ):
            yield from run(client, documents, loader)


def run(client: Any, documents: Iterable[RawDocument], loader: Loader) -> Iterator[Outcome]:
    """Send chunks to a client, a few ahead of the results, and yield in order.

    Dask itself moves the work of a lost worker elsewhere. A chunk that costs several workers is tried again document
    by document, and a document that does so alone is reported as failed.
    """
    limit = AHEAD * max(1, len(client.scheduler_info()["workers"]))
    waiting: deque[tuple[list[RawDocument], Any]] = deque()
    for chunk in chunks(documents):
        waiting.append((chunk, client.submit(process_chunk, loader, chunk, pure=False)))
        while len(waiting) >= limit:
            yield from _result(client, loader, *waiting.popleft())
    while waiting:
        yield from _result(client, loader, *waiting.popleft())


def _result(client: Any, loader: Loader, chunk: list[RawDocument], future: Any) -> Iterator[Outcome]:
    from distributed.scheduler import KilledWorker

    try:
        yield from future.result()
    except KilledWorker:
        if len(chunk) > 1:
            for document in chunk:
                yield from _result(client, loader, [document], client.submit(process_chunk, loader, [document], pure=False))
        else:
            issue = Issue("I010", "The workers that read this document died (out of memory, or a crash).")
            yield Outcome(chunk[0], issues=(issue,), failed=True)
