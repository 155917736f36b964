"""The day, the manner and the occasion of a speech, told between its cue and its words, are none of these."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from onrecord.quotes.adjuncts import without_adjunct
from onrecord.quotes.features import scene_of
from onrecord.quotes.model import default_model
from onrecord.quotes.view import look_at


@pytest.fixture(scope="module")
def english() -> Language:
    """English tokens."""
    return spacy.blank("en")


def left(english: Language, text: str, cue: str = "said") -> str:
    """What is left of all words behind the cue, the full stop left out."""
    scene = scene_of(look_at(english(text)), default_model().cues)
    verb = scene.view.lower.index(cue)
    start, end = without_adjunct(scene, verb, (verb + 1, len(scene.view.words) - 1))
    return scene.view.text[scene.view.starts[start] : scene.view.ends[end - 1]]


@pytest.mark.parametrize(
    ("told", "content"),
    [
        pytest.param("on Tuesday it would send monitors", "it would send monitors", id="a weekday with its preposition"),
        pytest.param("Tuesday it would send monitors", "it would send monitors", id="a bare weekday"),
        pytest.param("late on Sunday night they had arrested two men", "they had arrested two men", id="late, and a part of the day"),
        pytest.param("last week prices would rise", "prices would rise", id="a period"),
        pytest.param("in a statement it would appeal", "it would appeal", id="a channel"),
        pytest.param("at a briefing in Geneva no one was hurt", "no one was hurt", id="an occasion and its town"),
        pytest.param("in the plainest terms the sale of the mill", "the sale of the mill", id="a manner"),
        pytest.param("in a statement on Friday the talks had failed", "the talks had failed", id="a channel and a day"),
    ],
)
def test_the_time_and_the_means_of_saying_are_left_out(english: Language, told: str, content: str) -> None:
    assert left(english, f"The ministry said {told}.") == content


@pytest.mark.parametrize(
    "told",
    [
        pytest.param("that on Tuesday it would send monitors", id="behind that"),
        pytest.param("Friday prayers would be held", id="a weekday that belongs to a noun"),
        pytest.param("in 2019 the company had lost money", id="a year"),
        pytest.param("in Geneva the talks had failed", id="a place"),
        pytest.param("on Tuesday to reporters", id="no clause left"),
        pytest.param("in a statement of two pages", id="a noun with its complement"),
        pytest.param("Tuesday's vote was a mistake", id="a day's own thing"),
    ],
)
def test_what_may_belong_to_the_words_stays(english: Language, told: str) -> None:
    assert left(english, f"The ministry said {told}.") == told


def test_a_long_row_of_days_is_read_in_one_go(english: Language) -> None:
    assert left(english, "The ministry said " + "on Tuesday " * 2_000 + "it would pay.").endswith("it would pay")


@pytest.mark.parametrize(
    ("told", "content"),
    [
        pytest.param("The Harbour Post the bridge would close", "the bridge would close", id="a paper"),
        pytest.param("reporters on Tuesday it would close", "it would close", id="a group, and a day"),
        pytest.param("the meeting it had no money", "it had no money", id="an audience"),
        pytest.param("nurses in the north that pay would fall", "that pay would fall", id="whoever stands before that"),
        pytest.param("Ann Lee the bridge", "Ann Lee the bridge", id="what is left is no clause"),
        pytest.param("the bridge would close", "the bridge would close", id="nobody: the subject of the clause"),
        pytest.param(
            "Ann Lee, who had asked, it would close", "Ann Lee, who had asked, it would close", id="somebody of whom more is told"
        ),
    ],
)
def test_who_was_told_is_left_out(english: Language, told: str, content: str) -> None:
    assert left(english, f"The ministry told {told}.", "told") == content
