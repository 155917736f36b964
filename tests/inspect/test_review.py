"""The page of a review sheet: blind until answered, and back into a sheet that can be scored."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from onrecord.audit.sample import write_sample
from onrecord.audit.score import score_sheet
from onrecord.errors import OnrecordError
from onrecord.inspect import write_review
from tests.inspect.chromium import Browser, find_chromium
from tests.make_records import write_outputs


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    write_sample(write_outputs(tmp_path), tmp_path / "sheet.csv", 20)
    return tmp_path / "sheet.csv"


def test_every_item_is_asked_about_and_nothing_becomes_markup(sheet: Path) -> None:
    page = write_review(sheet)
    text = page.read_text(encoding="utf-8")
    with sheet.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert text.count('<form class="item"') == len(rows)
    assert text.count('<mark class="asked">') == sum(row["kind"] == "quote" for row in rows)
    assert "<b>bold" not in text
    assert "&lt;b&gt;bold" in text


def test_a_sheet_without_its_key_is_refused(sheet: Path) -> None:
    sheet.with_suffix(".key.jsonl").unlink()
    with pytest.raises(OnrecordError, match="E169"):
        write_review(sheet)


@pytest.mark.slow
@pytest.mark.skipif(find_chromium() is None, reason="there is no Chromium on this machine (Debian: apt-get install chromium)")
def test_answers_are_kept_locked_and_scored(sheet: Path) -> None:
    page = write_review(sheet)
    with Browser() as browser:
        browser.open(page)
        seen = "[...document.querySelectorAll('.machine')].filter(e => e.getClientRects().length).length"
        assert browser.run(seen) == 0
        assert browser.run("[...document.querySelectorAll('.reveal')].every(b => b.disabled)")
        browser.run("""document.querySelectorAll('form.item').forEach(form => {
          const set = (name, value) => { const e = form.querySelector(`[name=${name}]`); if (e) e.value = value; };
          const yes = form.querySelector('[value=yes]'); if (yes) yes.checked = true;
          set('speaker_words', 'none'); set('speaker_name', '=unknown, "really"'); set('quotations', 'none');
          form.dispatchEvent(new Event('input', {bubbles: true})); })""")
        browser.run("document.querySelector('.reveal').click()")
        assert browser.run(seen) == 1
        browser.open(page)
        assert browser.run(seen) == 1, "what was seen stays seen"
        assert browser.run("document.querySelector('form.item fieldset').disabled")
        text = str(browser.run("onrecord.sheetText()"))
        assert browser.console == []
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    with sheet.open(encoding="utf-8", newline="") as file:
        before = list(csv.DictReader(file))
    assert [(row["item"], row["text"]) for row in rows] == [(row["item"], row["text"]) for row in before]
    assert {row["speaker_name"] for row in rows if row["kind"] == "quote"} == {'\'=unknown, "really"'}
    sheet.write_text(text, encoding="utf-8", newline="")
    report = score_sheet(sheet)
    assert report.precision["speech"].value == 1
    assert report.quotes_found == 7
