"""Label Studio: nothing is lost on the way there and back, and what a person changes there arrives."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import OnrecordError
from onrecord.evaluate import label_studio, read_gold
from tests.evaluate.pages import TEXT, page
from tests.evaluate.test_brat import CORPUS, corpus_texts


def task() -> dict[str, Any]:
    return label_studio.to_task(page(), TEXT)


def result(changed: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = changed["annotations"][0]["result"]
    return found


def test_a_page_comes_back_as_it_went() -> None:
    assert label_studio.from_task(json.loads(json.dumps(task())), "x") == (page(), [])


def test_the_corpus_comes_back_byte_for_byte(tmp_path: Path) -> None:
    gold = CORPUS / "gold/dev.jsonl"
    label_studio.export_file(read_gold(gold), corpus_texts(), tmp_path / "tasks.json")
    pages, problems = label_studio.import_file(tmp_path / "tasks.json")
    assert problems == []
    assert "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in pages) == gold.read_text(encoding="utf-8")


def test_regions_hold_the_words_that_are_shown() -> None:
    made = task()
    text = made["data"]["text"]
    assert len(text) == len(TEXT)
    assert "\r" not in text
    regions = [item for item in result(made) if item["type"] == "labels"]
    assert len(regions) == 31  # 30 marks, one of them on two spans
    assert all(text[item["value"]["start"] : item["value"]["end"]] == item["value"]["text"] for item in regions)


def test_the_interface_knows_every_label_choice_and_relation() -> None:
    tree = ElementTree.fromstring(label_studio.interface())
    names = {kind: {node.get("value") for node in tree.iter(kind)} for kind in ("Label", "Choice", "Relation")}
    for item in result(task()):
        if item["type"] == "relation":
            assert set(item["labels"]) <= names["Relation"]
        elif item["type"] == "choices":
            assert set(item["value"]["choices"]) <= names["Choice"]
        else:
            assert set(item["value"]["labels"]) <= names["Label"]
    assert {node.get("toName") for node in tree if node.get("toName")} == {tree.find("Text").get("name")}  # type: ignore[union-attr]


def test_a_changed_label_type_and_note_arrive() -> None:
    made = task()
    for item in result(made):
        if item["type"] == "choices" and item["id"] == "T12":
            item["value"]["choices"] = ["mixed"]
        if item["type"] == "labels" and item["id"] == "T1":
            item["value"]["labels"] = ["ORG"]
        if item["type"] == "labels" and item["id"] == "T3":
            item["meta"]["text"] = ["2021-W10"]
    (changed, problems) = label_studio.from_task(made, "x")
    article = changed["articles"][0]
    assert problems == []
    assert article["quotes"][1]["type"] == "mixed"
    assert article["entities"][0][2] == "ORG"
    assert (article["dates"][0]["value"], article["dates"][0]["granularity"]) == ("2021-W10", "week")


def test_a_region_with_an_id_of_label_studio_is_gold() -> None:
    made = task()
    start = TEXT.index("Varn")
    value = {"start": start, "end": start + 4, "text": "Varn", "labels": ["GPE"]}
    result(made).append({"id": "Dx_aB91ISN", "from_name": "label", "to_name": "text", "type": "labels", "value": value})
    changed, problems = label_studio.from_task(made, "x")
    assert problems == []
    assert changed["articles"][0]["entities"][-1] == [start, start + 4, "GPE", None]


def test_utf16_offsets_of_older_versions_are_reckoned_back() -> None:
    made = task()
    for item in result(made):
        if item["type"] == "labels":  # the one character beyond the plane stands before all marks
            item["value"]["start"] += 1
            item["value"]["end"] += 1
    assert label_studio.from_task(made, "x") == (page(), [])


def test_a_region_that_does_not_fit_is_left_out_and_told() -> None:
    made = task()
    result(made)[0]["value"]["text"] = "Bea Lim"
    changed, problems = label_studio.from_task(made, "x")
    assert problems == ["made/page: the region T1 does not fit the text and was left out"]
    assert changed["articles"][0]["entities"] == page()["articles"][0]["entities"][1:]


def test_a_cancelled_annotation_does_not_count_and_a_second_one_is_told() -> None:
    made = task()
    made["annotations"] = [{"was_cancelled": True, "result": []}, *made["annotations"], {"result": []}]
    found, problems = label_studio.from_task(made, "x")
    assert found == page()
    assert problems == ["made/page: there are 2 annotations; the first was taken"]


def test_a_task_from_elsewhere_is_one_article() -> None:
    found, _ = label_studio.from_task({"data": {"text": "Go now.\n"}}, "tasks-1")
    assert found["id"] == "tasks-1"
    assert found["articles"][0]["blocks"] == [[0, 7, "paragraph"]]


@pytest.mark.parametrize("content", ["", "{}x", "[1]", '[{"data": {}}]', '[{"data": {"text": "x"}, "annotations": [{"result": [{}]}]}]'])
def test_a_file_that_is_no_export_is_refused(content: str, tmp_path: Path) -> None:
    path = tmp_path / "tasks.json"
    path.write_text(content)
    with pytest.raises(OnrecordError, match="E130"):
        label_studio.import_file(path)
