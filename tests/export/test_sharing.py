"""Records without texts, and back: the words are gone, and come back to the letter."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import OnrecordError
from onrecord.export import rehydrate, write
from onrecord.export.sharing import with_text, without_text
from onrecord.schema import Record, to_dict
from tests.make_records import Page, pages, write_outputs


def test_the_words_come_back_to_the_letter(tmp_path: Path) -> None:
    outputs = write_outputs(tmp_path)
    back = rehydrate(write(outputs, "no-text", tmp_path / "shared.jsonl"), [tmp_path / "raw"], tmp_path / "back")
    assert (back / "records.jsonl").read_bytes() == (outputs / "records.jsonl").read_bytes()
    assert json.loads((back / "run.json").read_text(encoding="utf-8"))["counts"]["records"] == 3


def test_the_shared_file_has_no_words_of_the_articles(tmp_path: Path) -> None:
    shared = write(write_outputs(tmp_path), "no-text", tmp_path / "shared.jsonl").read_text(encoding="utf-8")
    for page in pages():
        for sentence in (part.strip() for part in page.raw.replace("“", "\n").replace("”", "\n").splitlines()):
            if len(sentence) >= 25:
                assert json.dumps(sentence, ensure_ascii=False)[1:-1] not in shared
    assert "cut off" not in shared
    assert "Amina Bello" in shared  # a name is a fact


@given(st.text(alphabet="ab é\u00a0.“”\n", min_size=1, max_size=40), st.text(alphabet="ab e .\"'", min_size=1, max_size=40))
@settings(max_examples=60, deadline=None)
def test_what_cleaning_changed_comes_back_too(raw: str, clean: str) -> None:
    page = Page("changed", [("paragraph", raw)])
    block = page.blocks[0]
    block |= {"start": 0, "end": len(clean), "text": clean, "flags": ["repaired"]}
    page.record["article"] |= {"text": clean, "blocks": [block]}
    record = to_dict(Record.model_validate(page.record))
    assert with_text(without_text(record, page.raw), page.raw) == record


def test_a_quotation_over_paragraphs_comes_back() -> None:
    page = Page("long", [("paragraph", "“First part of it,"), ("paragraph", "“second part,” she said, “third.”")])
    page.quote("First part of it,", "second part,", "third.", cue="said", source="she")
    page.record["quotes"][0]["text"] = "First part of it,\n\nsecond part, third."
    record = page.finished()
    bare = without_text(record, page.raw)
    assert "part" not in json.dumps(bare["quotes"][0]["text"])
    assert with_text(bare, page.raw) == record


def test_another_raw_text_is_refused(tmp_path: Path) -> None:
    outputs = write_outputs(tmp_path)
    shared = write(outputs, "no-text", tmp_path / "shared.jsonl")
    path = tmp_path / "raw" / "2021" / "courier.txt"
    path.write_bytes(path.read_bytes().replace(b"every", b"ev-ry"))
    with pytest.raises(OnrecordError, match="E166.*2021/courier.*has changed"):
        rehydrate(shared, [tmp_path / "raw"], tmp_path / "back")
    assert not (tmp_path / "back" / "records.jsonl").exists()


def test_the_raw_files_are_needed(tmp_path: Path) -> None:
    outputs = write_outputs(tmp_path)
    (tmp_path / "raw").rename(tmp_path / "elsewhere")
    with pytest.raises(OnrecordError, match="E166"):
        write(outputs, "no-text", tmp_path / "shared.jsonl")
    assert write(outputs, "no-text", tmp_path / "shared.jsonl", inputs=[tmp_path / "elsewhere"]).is_file()


def test_another_file_is_refused(tmp_path: Path) -> None:
    outputs = write_outputs(tmp_path)
    with pytest.raises(OnrecordError, match="E167"):
        rehydrate(outputs / "records.jsonl", [tmp_path / "raw"], tmp_path / "back")
