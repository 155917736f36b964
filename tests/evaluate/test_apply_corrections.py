"""Corrections become gold: set where they fit, handed back where they do not."""

from __future__ import annotations

import hashlib
import json
import re
import shlex
import shutil
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from onrecord.cli.app import app
from onrecord.corrections import FIELDS as RECORD_FIELDS
from onrecord.corrections import Correction, append
from onrecord.evaluate.annotations import DATE_LABELS, LABELS, LINKS, MARKED_LABELS
from onrecord.evaluate.apply_corrections import FIELDS, apply_corrections
from onrecord.evaluate.gold_files import check_page
from onrecord.run.folder import read_lines
from tests.evaluate.pages import TEXT, at, page
from tests.make_records import pages, write_outputs


def correct(field: str, span: list[int], new: Any) -> tuple[list[dict[str, Any]], bool]:
    """The articles after a correction, and whether it fitted."""
    pages = [page()]
    correction = Correction(document="digest", raw_start=span[0], raw_end=span[1], field=field, new=new)
    applied, unfit = apply_corrections(pages, [correction], {"made/page": "digest"}, {"made/page": TEXT})
    assert applied + len(unfit) == 1
    assert list(check_page(pages[0], TEXT)) == []
    return pages[0]["articles"], not unfit


def test_every_field_of_corrections_is_known() -> None:
    assert set(FIELDS) == set(RECORD_FIELDS)


def test_a_rejected_quotation_is_marked_text_and_nothing_leans_on_it() -> None:
    (first, _), fitted = correct("quote", at("the pier"), "rejected")
    assert fitted
    assert [quote["id"] for quote in first["quotes"]] == ["q2", "q4", "q5"]
    assert first["quotes"][0]["continues"] is None
    assert first["marked"] == [[*at("We will keep\r\nthe pier,"), "unsourced"]]


def test_a_confirmed_quotation_stays_as_it_is() -> None:
    articles, fitted = correct("quote", at("It floats."), "confirmed")
    assert fitted
    assert articles == page()["articles"]


def test_a_missed_quotation_takes_a_free_id_and_its_place_in_the_text() -> None:
    words = at("Old Tern sailed")
    (_, second), fitted = correct("quote.missed", words, {"type": "indirect", "source": at("news"), "speaker": "Bea Lim"})
    assert fitted
    quote = second["quotes"][-1]
    assert (quote["id"], quote["type"], quote["parts"], quote["content"], quote["source"]) == ("q3", "indirect", [], [words], at("news"))
    assert second["actors"][-1] | {"roles": []} == second["actors"][-1]
    assert (second["actors"][-1]["key"], second["actors"][-1]["mentions"]) == (quote["speaker"], [at("news")])


def test_a_quotation_that_gold_has_is_not_added_again() -> None:
    articles, fitted = correct("quote.missed", at("It floats."), {"type": "direct"})
    assert fitted
    assert articles == page()["articles"]


@pytest.mark.parametrize(
    ("name", "key"), [("council", "made/page#1:council"), ("She", "p:ana-ruiz"), ("Bea Lim", "made/page#1:bea-lim"), (None, None)]
)
def test_a_speaker_is_the_actor_of_that_name_or_a_new_one(name: str | None, key: str | None) -> None:
    (first, _), fitted = correct("quote.speaker", at("40 per cent"), name)
    assert fitted
    assert first["quotes"][3]["speaker"] == key


@pytest.mark.parametrize("field", ["source", "cue"])
@pytest.mark.parametrize("span", [at("Mayor"), None])
def test_words_are_set_by_raw_span(field: str, span: list[int] | None) -> None:
    (first, _), fitted = correct(f"quote.{field}", at("It floats."), span)
    assert fitted
    assert first["quotes"][1][field] == span


def test_a_date_gets_the_granularity_of_its_value() -> None:
    (first, _), _ = correct("date.value", at("5 March"), "2021-03")
    assert first["dates"][0] == {
        "start": at("5 March")[0],
        "end": at("5 March")[1],
        "type": "DATE",
        "value": "2021-03",
        "granularity": "month",
    }


def test_a_place_is_exchanged_and_keeps_what_its_word_is() -> None:
    (first, _), _ = correct("place", at("Varn"), {"name": "Varn Island", "country": "XW", "kind": "island"})
    place = first["places"][0]
    assert (place["name"], place["country"], place["geonames_id"], place["lat"]) == ("Varn Island", "XW", None, None)
    assert place["demonym"] is False


def test_an_actor_is_named_by_any_mention() -> None:
    (first, _), _ = correct("actor.name", at("She"), "Ana Ruiz Vega")
    assert first["actors"][0]["name"] == "Ana Ruiz Vega"


@pytest.mark.parametrize(("words", "new", "fits"), [("Harbour vote", True, True), ("Mayor", True, False), ("Mayor", False, True)])
def test_a_split_that_gold_has_not_is_handed_back(words: str, new: bool, fits: bool) -> None:
    articles, fitted = correct("split", at(words), new)
    assert fitted is fits
    assert articles == page()["articles"]


def test_a_title_has_a_span_where_its_words_stand() -> None:
    (first, _), _ = correct("title", at("Harbour vote"), "Harbour vote")
    assert first["title"] == {"raw": at("Harbour vote"), "value": "Harbour vote"}
    (first, _), _ = correct("title", at("Harbour vote"), "Vote on the harbour")
    assert first["title"] == {"raw": None, "value": "Vote on the harbour"}


@pytest.mark.parametrize(
    ("field", "span", "new"),
    [
        ("quote", at("Mayor"), "confirmed"),
        ("quote", at("It floats."), "perhaps"),
        ("quote.speaker", at("Mayor"), "Bea Lim"),
        ("quote.source", at("It floats."), [5, 9999]),
        ("quote.source", at("It floats."), "Mayor"),
        ("quote.cue", at("It floats."), at("neighbours")),
        ("quote.missed", at("Old Tern sailed"), {"source": [0, 3]}),
        ("quote.missed", at("Old Tern sailed"), None),
        ("date.value", at("Mayor"), "2021"),
        ("place", at("Mayor"), None),
        ("actor.name", at("Varn"), "Bea Lim"),
        ("title", [5, 9999], "x"),
        ("title", [0, len(TEXT)], "over two articles"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_does_not_fit_is_handed_back_and_changes_nothing(field: str, span: list[int], new: Any) -> None:
    articles, fitted = correct(field, span, new)
    assert not fitted
    assert articles == page()["articles"]


def test_a_correction_of_another_document_is_handed_back() -> None:
    pages = [page()]
    correction = Correction(document="other", raw_start=0, raw_end=3, field="title", new="x")
    assert apply_corrections(pages, [correction], {"made/page": "digest"}, {"made/page": TEXT}) == (0, [correction])
    assert pages == [page()]


def test_the_same_bytes_in_two_files_are_corrected_in_both() -> None:
    pages = [page(), deepcopy(page()) | {"id": "copy"}]
    correction = Correction(document="digest", raw_start=0, raw_end=12, field="title", new="New")
    applied, _ = apply_corrections(pages, [correction], {"made/page": "digest", "copy": "digest"}, {"made/page": TEXT, "copy": TEXT})
    assert applied == 1
    assert [item["articles"][0]["title"]["value"] for item in pages] == ["New", "New"]


# --- the commands ---


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """gold.jsonl, articles/ with its text, and corrections.jsonl with one that fits and one that does not."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles/page.txt").write_bytes(TEXT.encode())
    (tmp_path / "gold.jsonl").write_text(json.dumps(page() | {"id": "page"}, ensure_ascii=False) + "\n", encoding="utf-8")
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    for start, end in (at("She"), at("Varn")):
        append(
            tmp_path / "corrections.jsonl", Correction(document=digest, raw_start=start, raw_end=end, field="actor.name", new="Ana Vega")
        )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_apply_writes_gold_and_lists_what_was_not_applied(here: Path) -> None:
    arguments = ["gold", "apply", "corrections.jsonl", "--gold", "gold.jsonl", "--inputs", "articles", "-o", "new.jsonl"]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 3
    assert "actor.name was not applied" in result.output
    assert "1 correction applied, 1 not" in result.output
    assert json.loads((here / "new.jsonl").read_text(encoding="utf-8"))["articles"][0]["actors"][0]["name"] == "Ana Vega"


@pytest.mark.parametrize(("tool", "target"), [("brat", "brat"), ("label-studio", "tasks.json")])
@pytest.mark.parametrize("page_id", ["page", "articles/page"])
def test_export_and_import_give_the_same_bytes(tool: str, target: str, page_id: str, here: Path) -> None:
    (here / "gold.jsonl").write_text(json.dumps(page() | {"id": page_id}, ensure_ascii=False) + "\n", encoding="utf-8")
    assert CliRunner().invoke(app, ["gold", "export", "gold.jsonl", "--inputs", "articles", "--to", tool, "-o", target]).exit_code == 0
    assert CliRunner().invoke(app, ["gold", "import", target, "-o", "back.jsonl"]).exit_code == 0
    assert (here / "back.jsonl").read_bytes() == (here / "gold.jsonl").read_bytes()


def test_a_line_separator_in_a_value_breaks_no_line(here: Path) -> None:
    made = page() | {"id": "page"}
    made["articles"][0]["title"]["value"] = "Harbour\u2028vote\x85"
    (here / "gold.jsonl").write_text(json.dumps(made, ensure_ascii=False) + "\n", encoding="utf-8")
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    correction = Correction(document=digest, raw_start=at("Varn")[0], raw_end=at("Varn")[1], field="place", new={"name": "Varn\u2028"})
    (here / "corrections.jsonl").unlink()
    append(here / "corrections.jsonl", correction)
    arguments = ["gold", "apply", "corrections.jsonl", "--gold", "gold.jsonl", "--inputs", "articles", "-o", "new.jsonl"]
    assert CliRunner().invoke(app, arguments).exit_code == 0
    article = json.loads((here / "new.jsonl").read_text(encoding="utf-8"))["articles"][0]
    assert (article["title"]["value"], article["places"][0]["name"]) == ("Harbour\u2028vote\x85", "Varn\u2028")


def test_import_lists_what_it_left_out(here: Path) -> None:
    CliRunner().invoke(app, ["gold", "export", "gold.jsonl", "--inputs", "articles", "--to", "brat", "-o", "brat"])
    with (here / "brat/page.ann").open("a") as file:
        file.write("nonsense\n")
    result = CliRunner().invoke(app, ["gold", "import", "brat", "-o", "back.jsonl"])
    assert result.exit_code == 3
    assert "the line 'nonsense' was left out" in result.output


@pytest.mark.parametrize("command", ["init", "check", "diff", "export", "import", "apply"])
def test_every_gold_command_has_help_with_an_example(command: str) -> None:
    result = CliRunner().invoke(app, ["gold", command, "--help"])
    assert result.exit_code == 0
    assert f"Example: onrecord gold {command}" in result.output


def test_every_command_of_the_page_on_gold_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_outputs(tmp_path, [made for made in pages() if ".." not in made.record["source"]["id"]])
    shutil.copytree(tmp_path / "raw", tmp_path / "articles")
    found = next(read_lines(tmp_path / "outputs/records.jsonl"))
    monkeypatch.chdir(tmp_path)
    correction = Correction(document=found["source"]["sha256"], raw_start=0, raw_end=5, field="title", new="Another title")
    append(tmp_path / "corrections.jsonl", correction)
    text = (Path(__file__).parents[2] / "docs/gold.md").read_text(encoding="utf-8")
    for line in re.search(r"```sh\n(.*?)```", text, re.DOTALL)[1].splitlines():  # type: ignore[index]
        result = CliRunner().invoke(app, shlex.split(line)[1:])
        assert result.exit_code == 0, (line, result.output)
    assert (tmp_path / "gold.jsonl").read_bytes() == (tmp_path / "second.jsonl").read_bytes()
    first = next(read_lines(tmp_path / "corrected.jsonl"))
    assert first["articles"][0]["title"]["value"] == "Another title"


def test_the_page_on_gold_names_every_mark_and_link() -> None:
    text = (Path(__file__).parents[2] / "docs/gold.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([\w-]+)`", text))
    short = {label.partition("-")[1] + label.partition("-")[2] for label in (*DATE_LABELS, *MARKED_LABELS)}
    assert set(LABELS[:7]) | set(LINKS) | short - {"-DATE", "-title"} <= named
