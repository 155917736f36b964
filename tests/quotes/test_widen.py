"""Sources and contents reach as far as they should, and no farther."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from spacy.language import Language

from onrecord.quotes.content import without_main_verb
from onrecord.quotes.features import scene_of
from onrecord.quotes.model import default_model
from onrecord.quotes.sources import behind_content
from onrecord.quotes.view import look_at
from onrecord.quotes.widen import widened, without_clause
from onrecord.types import Attribution, Reading, Span

Find = Callable[..., list[dict[str, Any]]]


def span(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


@pytest.mark.parametrize(
    ("text", "source", "whole"),
    [
        ("Water Board Chair, Ilse Brandt said the bridge would hold.", "Ilse Brandt", "Water Board Chair, Ilse Brandt"),
        ("Ilse Brandt, jurist and former judge, who said it would hold, left.", "who", "Ilse Brandt, jurist and former judge, who"),
        ("The engineer who said it would hold has left.", "who", "The engineer who"),
        ("The board, which said it would hold, has met.", "which", "The board, which"),
        ("Ilse Brandt, a lawyer from Bremen who said it would hold, left.", "who", "Ilse Brandt, a lawyer from Bremen who"),
        (
            "Many speakers including Ilse Brandt, Jan Maas and Nora Quill called for a bridge.",
            "Nora Quill",
            "Many speakers including Ilse Brandt, Jan Maas and Nora Quill",
        ),
        (
            "Several bakers, millers and a number of farmers from the valley said the tax must go.",
            "millers",
            "Several bakers, millers and a number of farmers",
        ),
        ("On most Tuesdays, bakers and farmers said the tax must go.", "bakers", "bakers"),
        ("In Geneva, Ilse Brandt said the bridge would hold.", "Ilse Brandt", "Ilse Brandt"),
        ("The ferry sank, Ilse Brandt said.", "Ilse Brandt", "Ilse Brandt"),
        ("People including Jan Maas were there, and Ilse Brandt said the bridge would hold.", "Ilse Brandt", "Ilse Brandt"),
    ],
)
def test_a_source_takes_what_describes_it_on_its_left(nlp: Language, text: str, source: str, whole: str) -> None:
    scene = scene_of(look_at(nlp.make_doc(text)), default_model().cues)
    found = widened(scene, span(text, source))
    assert text[found.start : found.end] == whole


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The movement calling for justice for the drowned has grown.", "justice for the drowned"),
        ("The campaign calling for a bridge foiled his plans.", "a bridge"),
        ("The people asking for what was promised are old.", "what was promised are old"),
        ("The mayors agreeing on one thing: the microphones were bad.", "one thing: the microphones were bad"),
    ],
)
def test_the_verb_of_the_sentence_does_not_hang_on_a_participle(nlp: Language, text: str, content: str) -> None:
    view = look_at(nlp.make_doc(text))
    verb = next(word for word, lower in enumerate(view.lower) if lower.endswith("ing"))
    start, end = without_main_verb(view, verb, verb, (verb + 2, len(view.words) - 1))
    assert text[view.starts[start] : view.ends[end - 1]] == content


def test_words_of_a_cue_are_no_content(quoted: Find) -> None:
    text = "Ilse Brandt made reference to the fall of the bridge."
    cue, content = span(text, "made reference to"), span(text, "to the fall of the bridge")
    reading = Reading((), (Attribution(cue, (content,), ((span(text, "Ilse Brandt"), 0.95),), 0.95),))
    assert [quote["content"] for quote in quoted(text, reading)] == [["the fall of the bridge"]]


@pytest.mark.parametrize(
    ("source", "whole"),
    [
        ("people including a child, the police chief", "the police chief"),
        ("the police chief", "the police chief"),
    ],
)
def test_a_source_begins_behind_what_it_says(source: str, whole: str) -> None:
    text = "A bus fell, killing nine people including a child, the police chief said."
    found = behind_content(text, span(text, source), [span(text, "A bus fell, killing nine people including a child")])
    assert text[found.start : found.end] == whole


@pytest.mark.parametrize(
    ("source", "whole"),
    [
        ("Ilse Brandt criticized the board, the union", "the union"),
        ("Ilse Brandt criticized Jan Maas, who", "Jan Maas, who"),
        ("Ilse Brandt, who criticized the board, a lawyer", "Ilse Brandt, who criticized the board, a lawyer"),
        ("Ilse Brandt, the union's lawyer", "Ilse Brandt, the union's lawyer"),
    ],
)
def test_a_source_begins_behind_the_clause_before_it(nlp: Language, source: str, whole: str) -> None:
    text = f"Although {source} called it a triumph."
    scene = scene_of(look_at(nlp.make_doc(text)), default_model().cues)
    found = without_clause(scene, span(text, source))
    assert text[found.start : found.end] == whole
