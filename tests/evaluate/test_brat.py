"""brat: nothing is lost on the way there and back, and what a person changes there arrives."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import corpus, schema
from onrecord.errors import OnrecordError
from onrecord.evaluate import brat, read_gold
from onrecord.evaluate.annotations import read_note, write_note
from onrecord.evaluate.gold_files import from_records
from onrecord.evaluate.gold_to_marks import from_gold
from onrecord.evaluate.marks_to_gold import to_gold
from onrecord.settings import CorpusSettings
from onrecord.types import RawDocument
from tests.evaluate.pages import TEXT, page
from tests.test_schema import TEXT as RECORD_TEXT
from tests.test_schema import record

CORPUS = Path(__file__).parents[2] / "corpus"


def corpus_texts() -> dict[str, str]:
    """Raw texts of the development pages by id, with the folder and, for lines of a .jsonl, without."""
    documents = corpus.read([CORPUS / "raw/dev"], settings=CorpusSettings())
    texts = {document.id: document.text for document in documents if isinstance(document, RawDocument)}
    return texts | {f"dev/{name}": text for name, text in texts.items()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    brat.export_folder([page()], {"made/page": TEXT}, tmp_path)
    return tmp_path


def edit(folder: Path, old: str, new: str) -> tuple[dict[str, Any], list[str]]:
    """The page after a change of its .ann file, and the problems."""
    path = folder / "made_page.ann"
    ann = path.read_bytes().decode()
    assert ann.count(old) == 1
    path.write_bytes(ann.replace(old, new).encode())
    pages, problems = brat.import_folder(folder)
    return pages[0], problems


def test_a_page_comes_back_as_it_went(folder: Path) -> None:
    assert brat.import_folder(folder) == ([page()], [])


def test_the_corpus_comes_back_byte_for_byte(tmp_path: Path) -> None:
    gold = CORPUS / "gold/dev.jsonl"
    brat.export_folder(read_gold(gold), corpus_texts(), tmp_path)
    pages, problems = brat.import_folder(tmp_path)
    assert problems == []
    assert "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in pages) == gold.read_text(encoding="utf-8")


def test_a_draft_from_records_comes_back(tmp_path: Path) -> None:
    draft = from_records("page", [schema.to_dict(schema.Record.model_validate(record()))])
    brat.export_folder([draft], {"page": RECORD_TEXT}, tmp_path)
    (back,), _ = brat.import_folder(tmp_path)
    assert {name: back["articles"][0][name] for name in draft["articles"][0]} == draft["articles"][0]
    assert back["reviewed"] is False


def test_every_fragment_lies_on_one_line_and_holds_the_words_that_are_shown(folder: Path) -> None:
    text = (folder / "made_page.txt").read_bytes().decode()
    assert text == TEXT
    lines = [line.split("\t", 2) for line in (folder / "made_page.ann").read_bytes().decode().split("\n") if line.startswith("T")]
    assert len(lines) == 30
    for _, where, words in lines:
        pieces = [text[int(start) : int(end)] for start, end in re.findall(r"(\d+) (\d+)", where)]
        assert " ".join(pieces) == words
        assert not re.search(r"[\r\n]", words)


def test_the_labels_are_those_that_brat_is_told(folder: Path) -> None:
    entities, relations = re.findall(r"\[(?:entities|relations)\]\n(.*?)\n\n", (folder / "annotation.conf").read_text(), re.DOTALL)
    ann = (folder / "made_page.ann").read_bytes().decode()
    assert set(re.findall(r"^T\d+\t(\S+) ", ann, re.MULTILINE)) <= set(entities.split("\n"))
    assert set(re.findall(r"^R\d+\t(\S+) ", ann, re.MULTILINE)) <= {line.split()[0] for line in relations.split("\n")}


def test_a_changed_value_is_read_and_what_follows_from_it_too(folder: Path) -> None:
    changed, problems = edit(folder, "AnnotatorNotes T3\t2021-03-05", "AnnotatorNotes T3\t2021-03")
    assert problems == []
    assert changed["articles"][0]["dates"][0] | {"start": 0, "end": 0} == {
        "start": 0, "end": 0, "type": "DATE", "value": "2021-03", "granularity": "month",
    }  # fmt: skip


def test_a_speaker_is_set_by_a_link_to_any_mention(folder: Path) -> None:
    changed, problems = edit(folder, "speaker Arg1:T28 Arg2:T24", "speaker Arg1:T28 Arg2:T23")
    assert problems == []
    assert changed["articles"][1]["quotes"][1]["speaker"] == "made/page#2:neighbours"


def test_a_mention_without_a_note_is_an_actor_of_its_own(folder: Path) -> None:
    changed, _ = edit(folder, "*\tEquiv T6 T7\n", "")
    assert [actor["key"] for actor in changed["articles"][0]["actors"]] == ["p:ana-ruiz", "made/page#1:council", "made/page#1:she"]


def test_a_quotation_drawn_in_brat_is_gold(folder: Path) -> None:
    start = TEXT.index("Other news")
    new = f"T40\tContent {start} {start + 10}\tOther news\nA9\tType T40 direct\nR90\tspeaker Arg1:T40 Arg2:T24\n*\tEquiv"
    changed, problems = edit(folder, "*\tEquiv", new)
    assert problems == []
    quote = changed["articles"][1]["quotes"][-1]
    assert (quote["id"], quote["type"], quote["speaker"]) == ("q3", "direct", "d:letter")
    assert quote["parts"] == quote["content"] == [[start, start + 10]]


@pytest.mark.parametrize(
    ("new", "message"),
    [
        ("T50\tPlace 5 9999\tx", "the line 'T50"),
        ("nonsense", "the line 'nonsense'"),
        ("#99\tAnnotatorNotes T99\tx", "belongs to nothing"),
        ("R99\tspeaker Arg1:T9 Arg2:T10", "a link speaker from T9 (Content) to T10 (Source)"),
        ("R99\tsource Arg1:T9 Arg2:T14", "a second source of T9, T14,"),
        ("R99\tspeaker Arg1:T9 Arg2:T24", "a second speaker of T9"),
        ("*\tEquiv T6 T1", "a link same from T1 (PERSON)"),
    ],
)
def test_what_makes_no_sense_is_left_out_and_told(new: str, message: str, folder: Path) -> None:
    changed, problems = edit(folder, "*\tEquiv T6 T7", f"{new}\n*\tEquiv T6 T7")
    assert any(message in problem for problem in problems), problems
    assert changed == page()


def test_a_text_that_brat_has_from_elsewhere_is_one_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Title\n\n“Go,” said Bea.\n")
    (tmp_path / "a.ann").write_text("T1\tContent 8 11\tGo,\nT2\tMention 18 21\tBea\nR1\tspeaker Arg1:T1 Arg2:T2\nA1\tType T1 direct\n")
    (found,), problems = brat.import_folder(tmp_path)
    article = found["articles"][0]
    assert problems == []
    assert article["blocks"] == [[0, 5, "paragraph"], [7, 22, "paragraph"]]
    assert article["quotes"][0]["speaker"] == article["actors"][0]["key"] == "a#1:bea"


@pytest.mark.parametrize("page_id", ["../../etc/x", "/etc/x", "", "..", "a\\b:c", "x" * 300])
def test_no_id_leads_out_of_the_folder(page_id: str, tmp_path: Path) -> None:
    target = tmp_path / "deep" / "deeper"
    brat.export_folder([page() | {"id": page_id}], {page_id: TEXT}, target)
    assert {path.parent for path in tmp_path.rglob("*") if path.is_file()} == {target}
    assert brat.import_folder(target)[0][0]["id"] == page_id


def test_pages_keep_their_order_and_their_names_apart(tmp_path: Path) -> None:
    pages = [page() | {"id": name} for name in ("b/a", "b_a", "B_A", "a")]
    brat.export_folder(pages, {item["id"]: TEXT for item in pages}, tmp_path)
    assert [item["id"] for item in brat.import_folder(tmp_path)[0]] == ["b/a", "b_a", "B_A", "a"]


def test_a_folder_without_annotations_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OnrecordError, match=r"E130.*no \.ann file"):
        brat.import_folder(tmp_path)


def test_a_page_without_its_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OnrecordError, match="E130.*no raw text"):
        brat.export_folder([page()], {}, tmp_path)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_spans_in_any_text_come_back(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet="ab “”\n\r\t😀\u2028\x85\x0c", min_size=2, max_size=40))
    spans = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(lambda pair: pair[0] < pair[1]).map(list)
    contents = data.draw(st.lists(st.lists(spans, min_size=1, max_size=3), max_size=3))
    made = page()
    article = made["articles"][0] | {
        "quotes": [],
        "entities": [],
        "marked": [],
        "dates": [],
        "places": [],
        "actors": [],
        "raw_end": len(text),
    }
    model = page()["articles"][0]["quotes"][2] | {"speaker": None}
    article["quotes"] = [model | {"id": f"q{n}", "content": content, "parts": content[:1]} for n, content in enumerate(contents)]
    article["quotes"] = [
        quote | {"cue": content[0], "source": content[-1]} for quote, content in zip(article["quotes"], contents, strict=True)
    ]
    made["articles"] = [article]
    problems: list[str] = []
    annotations = from_gold(made, text)
    lines = "".join(line + "\n" for line in brat.write_ann(annotations, text))
    assert all(re.match(r"[TAR#]\d+\t|\*\t", line) for line in lines.splitlines())
    assert to_gold(brat.read_ann(lines, text, annotations.rest, problems), text) == (made, [])
    assert problems == []


@pytest.mark.parametrize(
    "note",
    [
        {"value": "2021"},
        {"value": "{x"},
        {"value": "a\nb"},
        {"value": "a\u2028b"},
        {"value": 0.5},
        {"value": " "},
        {"value": "", "mod": "END"},
        {},
    ],
)
def test_a_note_is_one_line_and_comes_back(note: dict[str, Any]) -> None:
    line = write_note(note)
    assert line.splitlines() == [line]
    assert read_note(line) == note
