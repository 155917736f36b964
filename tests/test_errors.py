"""Codes of messages: each one raised is listed with its meaning, each one listed is raised, and the page of messages has them all."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from onrecord.errors import ERRORS, ISSUES, OnrecordError

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/messages.md").read_text(encoding="utf-8")


def codes_in_the_source() -> set[str]:
    """Every string that is a code, and every code at the head of a message, anywhere but in the lists."""
    found = set()
    for path in sorted((ROOT / "src/onrecord").rglob("*.py")):
        if path.name == "errors.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= set(re.findall(r"^\[?([A-Z]\d{3})(?:\]|$)", node.value))
    return found


def test_every_code_is_listed_and_every_listed_code_is_used() -> None:
    used = codes_in_the_source()
    assert {code for code in used if code[0] == "E"} == set(ERRORS)
    assert {code for code in used if code[0] != "E"} == set(ISSUES)


def test_the_page_of_messages_says_what_the_program_says() -> None:
    rows = dict(re.findall(r"^\| ([A-Z]\d{3}) \| ([^|]+?) \|", PAGE, re.MULTILINE))
    assert rows == ISSUES | ERRORS


def test_an_error_shows_its_code_and_its_hint() -> None:
    assert str(OnrecordError("E102", "There is no profile 'x'.", "Known profiles: rules.")) == (
        "[E102] There is no profile 'x'.\n  Known profiles: rules."
    )
