"""Unmarked speech ends where the writer speaks again."""

from __future__ import annotations

import pytest
from spacy.language import Language

from onrecord.quotes.ends import without_comment
from onrecord.quotes.features import scene_of
from onrecord.quotes.model import default_model
from onrecord.quotes.view import look_at


def left(nlp: Language, text: str) -> str:
    """What is left of all words behind "said", the full stop left out."""
    scene = scene_of(look_at(nlp(text)), default_model().cues)
    verb = scene.view.lower.index("said")
    start, end = without_comment(scene, verb, (verb + 1, len(scene.view.words) - 1))
    return scene.view.text[scene.view.starts[start] : scene.view.ends[end - 1]]


@pytest.mark.parametrize(
    ("said", "content"),
    [
        pytest.param("two men were missing, without giving details", "two men were missing", id="what is withheld"),
        pytest.param("two men were missing without elaborating", "two men were missing", id="without a comma"),
        pytest.param("it was safe, but I do not believe it", "it was safe", id="the writer's own doubt"),
        pytest.param("it was calm, although Ada Lane told the paper it was not", "it was calm", id="somebody else"),
        pytest.param("it was calm, while the mayor said it was not", "it was calm", id="while somebody else"),
    ],
)
def test_what_the_writer_adds_is_cut(nlp: Language, said: str, content: str) -> None:
    assert left(nlp, f"The general said {said}.") == content


@pytest.mark.parametrize(
    "said",
    [
        pytest.param("two men had left without their coats", id="without something"),
        pytest.param("my brother was safe, but I was not", id="his own words"),
        pytest.param("it was calm, although it had rained", id="a clause without a speaker"),
        pytest.param("our plan was bad, but we must live with it", id="words of us"),
    ],
)
def test_what_may_be_said_stays(nlp: Language, said: str) -> None:
    assert left(nlp, f"The general said {said}.") == said


def test_many_clauses_are_read_in_one_go(nlp: Language) -> None:
    assert left(nlp, "The general said it was calm" + ", although it had rained" * 2_000 + ".").endswith("rained")
