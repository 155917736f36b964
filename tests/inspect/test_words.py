"""The search index: every word leads to its articles, in parts that a page can load."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.inspect import words as module
from onrecord.inspect.store import Store
from onrecord.inspect.wordings import differences
from onrecord.inspect.words import WordIndex, words_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tahar BOUMEDRA's", {"tahar", "boumedra", "s"}),
        ("Müller, Łódź", {"muller", "łodz"}),
        ("हिन्दी", {"हनद"}),
        ("القاهرة 2021", {"القاهرة", "2021"}),
        ("x" * 50, {"x" * 40}),
        ("", set()),
    ],
    ids=["case and apostrophe", "accents", "vowel signs", "Arabic and digits", "a long word is cut", "nothing"],
)
def test_words_are_found_by_their_letters(text: str, expected: set[str]) -> None:
    assert words_of(text) == expected


def read_part(path: Path) -> dict[str, list[int]]:
    call = path.read_text(encoding="ascii")
    return dict(json.loads(call[call.index("{") : call.rindex(")")]))


def test_every_word_leads_to_its_articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CHUNK", 7)
    monkeypatch.setattr(module, "PART_BYTES", 60)
    texts = [f"common word{n % 5} only{n} 日本語" for n in range(40)]
    with Store(tmp_path / "scratch") as store:
        index = WordIndex(store)
        for number, text in enumerate(texts):
            index.add(number, text)
        firsts = index.write(tmp_path / "data")
    assert firsts == sorted(firsts)
    assert len(firsts) > 2
    found: dict[str, list[int]] = {}
    for number, first in enumerate(firsts):
        part = read_part(tmp_path / "data" / f"words-{number}.js")
        assert min(part)[:2] == first
        for word, steps in part.items():
            assert word not in found
            found[word] = [sum(steps[: n + 1]) for n in range(len(steps))]
    assert found["common"] == list(range(40))
    assert found["word3"] == list(range(3, 40, 5))
    assert found["only39"] == [39]
    assert set(found) == set().union(*map(words_of, texts))


def test_words_that_begin_alike_stand_in_one_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PART_BYTES", 1)
    with Store(tmp_path / "scratch") as store:
        index = WordIndex(store)
        index.add(0, "alpha alps beta bet")
        assert index.write(tmp_path / "data") == ["al", "be"]


def test_differences_between_wordings_are_marked() -> None:
    marked = differences("We will lay new mains by May.", "We shall lay new water mains by May.")
    assert "".join(text for text, _ in marked) == "We shall lay new water mains by May."
    assert [text.strip() for text, differs in marked if differs] == ["shall", "water"]


def test_case_is_no_difference() -> None:
    assert differences("Never again", "never AGAIN") == [("never AGAIN", False)]


def test_a_very_long_wording_is_shown_without_marks() -> None:
    assert differences("a", "word " * 5000) == [("word " * 5000, False)]
