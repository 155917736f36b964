"""The Dask engine: the same outcomes in the same order, a killed worker included."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from onrecord.types import RawDocument
from onrecord.workers import map_documents
from tests.test_workers import Fake, documents

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]

distributed = pytest.importorskip("distributed")


def test_a_cluster_gives_what_one_process_gives() -> None:
    from onrecord.run import dask_engine

    given = documents([f"text {number}" for number in range(70)])
    local = list(map_documents(Fake(), given, loader=Fake))
    assert list(dask_engine.map_documents(given, loader=Fake, jobs=2)) == local


def test_a_worker_killed_in_the_middle_loses_nothing() -> None:
    from onrecord.run import dask_engine

    given = documents([f"text {number}" for number in range(200)])
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):

        def interrupted() -> Iterator[RawDocument]:
            for number, document in enumerate(given):
                if number == 100:
                    victim = sorted(client.run(os.getpid).items())[0][1]
                    os.kill(victim, signal.SIGKILL)
                yield document

        found = list(dask_engine.run(client, interrupted(), Fake))
    assert found == list(map_documents(Fake(), given, loader=Fake))
