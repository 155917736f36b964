"""A blank tokenizer, and quotations as plain text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from onrecord.quotes import find_quotes
from onrecord.quotes.content import Words
from onrecord.quotes.features import Scene, scene_of
from onrecord.quotes.model import default_model
from onrecord.quotes.view import look_at
from onrecord.types import Quotations, Reading, Span


@pytest.fixture(scope="session")
def nlp() -> Language:
    """English tokens, nothing else."""
    return spacy.blank("en")


@pytest.fixture(scope="session")
def quoted(nlp: Language) -> Callable[..., list[dict[str, object]]]:
    """Quotations of a text with every span as its words."""

    def find(text: str, reading: Reading | None = None) -> list[dict[str, object]]:
        found: Quotations = find_quotes(nlp.make_doc(text), reading=reading)

        def words(span: Span | None) -> str | None:
            return None if span is None else text[span.start : span.end]

        return [
            {
                "type": quote.type,
                "parts": [text[part.start : part.end] for part in quote.parts],
                "content": [words(span) for span in quote.content],
                "source": words(quote.source),
                "cue": words(quote.cue),
                "continues": quote.continues,
                "within": quote.within,
                "edits": [(text[edit.start : edit.end], edit.kind) for edit in quote.edits],
                "flags": quote.flags,
                "rule": quote.rule,
            }
            for quote in found.quotes
        ]

    return find


@pytest.fixture(scope="session")
def make_doc(nlp: Language) -> Callable[[str], Doc]:
    """A tokenised text."""
    return nlp.make_doc


@pytest.fixture(scope="session")
def left_behind(nlp: Language) -> Callable[[Callable[[Scene, int, Words], Words], str, str], str]:
    """What a function leaves of all words behind a cue, the full stop left out."""

    def left(cut: Callable[[Scene, int, Words], Words], text: str, cue: str = "said") -> str:
        scene = scene_of(look_at(nlp.make_doc(text)), default_model().cues)
        verb = scene.view.lower.index(cue)
        start, end = cut(scene, verb, (verb + 1, len(scene.view.words) - 1))
        return scene.view.text[scene.view.starts[start] : scene.view.ends[end - 1]]

    return left
