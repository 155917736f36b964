"""Two runs compared: by place in the raw text and field, whatever the ids are."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from onrecord.diff import Difference, compare
from onrecord.errors import OnrecordError
from tests.make_records import Page, pages, write_jsonl, write_outputs

Json = dict[str, Any]


def compared(tmp_path: Path, old: list[Json], new: list[Json]) -> Difference:
    for name, records in (("old", old), ("new", new)):
        (tmp_path / name).mkdir()
        write_jsonl(tmp_path / name / "records.jsonl", records)
    return compare(tmp_path / "old", tmp_path / "new")


@pytest.fixture
def records() -> list[Json]:
    return [page.finished() for page in pages()]


def test_equal_runs_have_no_difference(tmp_path: Path, records: list[Json]) -> None:
    found = compared(tmp_path, records, list(reversed(records)))
    assert found.text().endswith("Nothing has changed.")
    assert found.documents == 3
    assert found.same["quotes"] == 7


def test_a_changed_speaker_is_told_with_its_words(tmp_path: Path, records: list[Json]) -> None:
    changed = copy.deepcopy(records)
    changed[0]["quotes"][1]["speaker_name"] = "Tunde Okafor"
    found = compared(tmp_path, records, changed)
    assert dict(found.counts) == {("quotes", "speaker"): 1}
    assert "2021/herald 238-269 'the old pumps would stay in use': 'Amina Bello' -> 'Tunde Okafor'" in found.text()


def test_another_identity_over_the_corpus_is_told(tmp_path: Path, records: list[Json]) -> None:
    changed = copy.deepcopy(records)
    changed[0]["actors"][0]["speaker_id"] = "s-other"
    found = compared(tmp_path, records, changed)
    assert dict(found.counts) == {("actors", "speaker_id"): 1}


def test_ids_that_moved_are_no_change(tmp_path: Path, records: list[Json]) -> None:
    changed = copy.deepcopy(records)
    del changed[0]["quotes"][0]
    for number, quote in enumerate(changed[0]["quotes"], 1):
        quote["id"] = f"q{number}"
    found = compared(tmp_path, records, changed)
    assert dict(found.counts) == {("quotes", "gone"): 1}


def test_a_longer_span_has_moved(tmp_path: Path, records: list[Json]) -> None:
    changed = copy.deepcopy(records)
    changed[0]["entities"][2] |= {"raw_start": changed[0]["entities"][2]["raw_start"] - 3, "text": "Mr Tunde Okafor"}
    found = compared(tmp_path, records, changed)
    assert dict(found.counts) == {("entities", "moved"): 1}
    assert "'Tunde Okafor' -> 'Mr Tunde Okafor'" in found.text()


def test_a_page_that_is_split_otherwise_is_compared_as_a_whole(tmp_path: Path) -> None:
    page = Page("two", [("paragraph", "“One,” she said."), ("paragraph", "“Two,” he said.")])
    page.quote("One,", cue="said", source="she")
    page.quote("Two,", cue="said", source="he")
    whole = page.finished()
    parts = [copy.deepcopy(whole), copy.deepcopy(whole)]
    parts[0]["quotes"], parts[1]["quotes"] = parts[0]["quotes"][:1], parts[1]["quotes"][1:]
    parts[1]["source"]["raw_start"] = 17
    parts[0]["source"]["raw_end"] = 17
    found = compared(tmp_path, [whole], parts)
    assert {layer for layer, _ in found.counts} == {"articles"}
    assert found.same["quotes"] == 2


def test_documents_of_one_run_alone_are_listed(tmp_path: Path, records: list[Json]) -> None:
    found = compared(tmp_path, records[:2], records[1:])
    assert (found.only_old, found.only_new) == (["2021/herald"], ["../../evil <b>"])


def test_a_document_whose_text_changed_is_not_compared(tmp_path: Path, records: list[Json]) -> None:
    changed = copy.deepcopy(records)
    changed[0]["source"]["sha256"] = "0" * 64
    changed[0]["quotes"] = []
    found = compared(tmp_path, records, changed)
    assert found.inputs_changed == ["2021/herald"]
    assert not found.counts


def test_runs_over_other_inputs_are_refused(tmp_path: Path, records: list[Json]) -> None:
    with pytest.raises(OnrecordError, match="E168.*no document in common"):
        compared(tmp_path, records[:1], records[1:])


def test_other_schema_versions_are_refused(tmp_path: Path, records: list[Json]) -> None:
    with pytest.raises(OnrecordError, match="E168.*schema versions 1.0 and 2.0"):
        compared(tmp_path, records, [record | {"schema_version": "2.0"} for record in records])


def test_a_folder_without_records_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OnrecordError, match="E131"):
        compare(write_outputs(tmp_path), tmp_path)


def test_the_limit_holds_for_each_kind_of_change(tmp_path: Path, records: list[Json]) -> None:
    changed = copy.deepcopy(records)
    for record in changed:
        for entity in record["entities"]:
            entity["label"] = "MISC"
    found = compared(tmp_path, records, changed)
    assert found.figures()["layers"]["entities"] == {"same": 0, "label": 6}
    assert found.text(limit=2).count("-> 'MISC'") == 2
    assert "MISC" not in found.text(limit=0)


def test_versions_that_differ_are_named(tmp_path: Path, records: list[Json]) -> None:
    changed = copy.deepcopy(records)
    for record in changed:
        record["provenance"] |= {"onrecord": "0.2.0", "models": [{"name": "reader", "version": "2", "sha256": "abc"}]}
    text = compared(tmp_path, records, changed).text()
    assert "onrecord: '0.1.0' -> '0.2.0'" in text
    assert "model reader: null -> '2 abc'" in text
