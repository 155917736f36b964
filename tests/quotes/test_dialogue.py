"""Two people who talk in turn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Find = Callable[..., list[dict[str, Any]]]

_TALK = "“Will it hold?” asked Nora Quill.\n\n“It held in Bergen,” replied Ole Brekke.\n\n"


def said(found: list[dict[str, Any]]) -> list[tuple[str | None, str]]:
    return [(quote["source"], part) for quote in found for part in quote["parts"]]


def test_paragraphs_of_speech_alone_go_to_the_two_in_turn(quoted: Find) -> None:
    found = said(quoted(_TALK + "“It rains in Bergen.”\n\n“It rains here.”\n\nThe meeting ended."))
    assert found[2:] == [("Nora Quill", "It rains in Bergen."), ("Ole Brekke", "It rains here.")]


def test_without_question_or_answer_nobody_takes_a_turn(quoted: Find) -> None:
    text = "“It will hold,” said Nora Quill.\n\n“We had thought of a ferry,” said Ole Brekke.\n\n“A ferry is slow.”\n\nThe meeting ended."
    assert not [quote for quote in quoted(text) if "in turn" in quote["rule"]]


def test_a_long_paragraph_is_no_turn(quoted: Find) -> None:
    text = _TALK + "“" + "It rains in Bergen and nobody minds it at all, they say. " * 5 + "”\n\nThe meeting ended."
    assert not [quote for quote in quoted(text) if "in turn" in quote["rule"]]
