"""Processes: order kept, nothing lost, whatever dies."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from dataclasses import dataclass

import pytest

from onrecord import schema
from onrecord.settings import CorpusSettings, Settings
from onrecord.types import RawDocument
from onrecord.workers import map_documents, process

LIMITED = Settings(corpus=CorpusSettings(max_chars=50))


@dataclass(frozen=True)
class Fake:
    """A pipeline that dies, raises or answers as the text says."""

    settings: Settings = LIMITED

    def records(self, document: RawDocument) -> list[schema.Record]:
        if document.text == "leave":
            os._exit(1)
        if document.text.startswith("SIG"):
            os.kill(os.getpid(), signal.Signals[document.text])
        if document.text == "sleep":
            time.sleep(600)
        if document.text == "raise":
            raise ValueError("no")
        return [
            schema.Record(
                id=document.id,
                source=schema.Source(id=document.id, sha256="", encoding="utf-8", part=1, parts=1, raw_start=0, raw_end=len(document.text)),
                article=schema.Article(text=document.text, language="en"),
                provenance=schema.Provenance(onrecord="0", profile="fake", profile_sha256=""),
            )
        ]


def documents(texts: list[str]) -> list[RawDocument]:
    return [RawDocument(id=f"d{number}", text=text) for number, text in enumerate(texts)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_outcomes_come_in_the_order_of_the_documents(jobs: int) -> None:
    given = documents([f"text {number}" for number in range(70)])
    outcomes = list(map_documents(Fake(), given, loader=Fake, jobs=jobs))
    assert [outcome.document.id for outcome in outcomes] == [document.id for document in given]
    assert all(len(outcome.lines) == 1 and not outcome.failed for outcome in outcomes)


def test_any_number_of_processes_gives_the_same_lines() -> None:
    given = documents([f"text {number}" for number in range(40)])
    one, two = (list(map_documents(Fake(), given, loader=Fake, jobs=jobs)) for jobs in (1, 2))
    assert [outcome.lines for outcome in one] == [outcome.lines for outcome in two]


def test_a_document_that_raises_costs_only_itself() -> None:
    outcomes = list(map_documents(Fake(), documents(["a", "raise", "b"]), loader=Fake))
    assert [outcome.failed for outcome in outcomes] == [False, True, False]
    assert outcomes[1].issues[0].code == "I010"


@pytest.mark.parametrize(
    "death",
    ["leave", "SIGSEGV", "SIGKILL", "SIGABRT"],
    ids=["leaves", "crashes on memory that is not its own", "is killed for lack of memory", "is aborted by a library"],
)
def test_a_document_that_kills_its_process_costs_only_itself(death: str) -> None:
    given = documents(["a", "b", death, "c"] * 3)
    outcomes = list(map_documents(Fake(), given, loader=Fake, jobs=2))
    assert [outcome.failed for outcome in outcomes] == [document.text == death for document in given]
    assert [outcome.document.id for outcome in outcomes] == [document.id for document in given]
    assert {outcome.issues[0].code for outcome in outcomes if outcome.failed} == {"I010"}


def test_whoever_stops_listening_leaves_no_process_behind() -> None:
    outcomes = map_documents(Fake(), documents(["a"] * 16 + ["sleep"] * 48), loader=Fake, jobs=3)
    assert next(outcomes).document.id == "d0"
    outcomes.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


def test_a_document_above_the_limit_is_named_and_left_out() -> None:
    outcome = process(Fake(), RawDocument(id="long", text="x" * 51))
    assert outcome.failed
    assert outcome.issues[0].code == "I009"
    assert "51 characters" in outcome.issues[0].message
