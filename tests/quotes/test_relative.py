"""Speech in relative clauses."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from onrecord.quotes.features import scene_of
from onrecord.quotes.model import default_model
from onrecord.quotes.relative import without_rest
from onrecord.quotes.view import look_at


@pytest.fixture(scope="module")
def english() -> Language:
    """English tokens."""
    return spacy.blank("en")


@pytest.mark.parametrize(
    ("text", "verb", "content"),
    [
        (
            "A roofer who told a widower that his chimney was about to fall has been jailed for two years.",
            "told",
            "that his chimney was about to fall",
        ),
        ("A man who said that they were not finished, died at home on Friday.", "said", "that they were not finished"),
        (
            "She met a man who said that the roof was sound and that the door was open.",
            "said",
            "that the roof was sound and that the door was open",
        ),
        ("She was met by a man who said that the roof was sound.", "said", "that the roof was sound"),
    ],
    ids=["a main verb behind", "behind a comma", "no main verb behind", "a main verb before"],
)
def test_the_content_ends_before_the_main_verb(english: Language, text: str, verb: str, content: str) -> None:
    scene = scene_of(look_at(english(text)), default_model().cues)
    words = scene.view.words
    start = words.index("that")
    first, last = without_rest(scene, words.index(verb), (start, len(words) - 1))
    assert " ".join(words[first:last]) == content
