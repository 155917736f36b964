"""Texts made to break a program: very long, deeply nested, of one character, of odd scripts. None fails, none takes long.

The fast tests run every text in a moderate size; the slow ones run each at two sizes and compare the times, and the largest.
"""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from onrecord import schema
from onrecord.pipeline import Pipeline
from onrecord.run import extract
from onrecord.run.extract import Job
from onrecord.run.linking import linked_records
from tests import timing

PROSE = "The board met in Lagos on 3 May 2020. “We will go,” said Ana Ruiz, its chair, and others agreed with her view.\n\n"

# By name: a text of about n characters.
HOSTILE = {
    "articles": lambda n: PROSE * (n // len(PROSE)),
    "one paragraph": lambda n: PROSE.replace("\n", " ") * (n // len(PROSE)),
    "one line without spaces": lambda n: "x" * n,
    "opening marks": lambda n: "“" * n,
    "straight marks": lambda n: '" ' * (n // 2),
    "marks of two kinds, nested": lambda n: "“‘" * (n // 4) + "’”" * (n // 4),
    "quotations": lambda n: "“Yes,” said Ana Ruiz. " * (n // 22),
    "turns of speech": lambda n: "“Yes.” " * (n // 7),
    "turns with labels": lambda n: "Ana Ruiz: Yes. Q: No. " * (n // 22),
    "commas": lambda n: "," * n,
    "commas and digits": lambda n: "1, " * (n // 3),
    "digits": lambda n: "1" * n,
    "brackets": lambda n: "([{" * (n // 3),
    "said": lambda n: "said " * (n // 5),
    "titles": lambda n: "Mr. " * (n // 4),
    "dates": lambda n: "March 1, " * (n // 9),
    "places": lambda n: "Paris, Texas, " * (n // 14),
    "names": lambda n: "Ana Ruiz, Jan Bell, " * (n // 20),
    "combining marks": lambda n: "a\u0301\u0323" * (n // 3),
    "right to left": lambda n: "\u202e\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 " * (n // 12),
    "newlines": lambda n: "\n" * n + "x",
    "wide gaps": lambda n: "“We will go" + " " * (n // 2) + "to Lagos,” said Ana Ruiz" + " " * (n // 2) + "of the board.",
    "short lines": lambda n: "a\n" * (n // 2),
    "dashes and dots": lambda n: "-.–…" * (n // 4),
}  # fmt: skip
HTML = {
    "nested elements": lambda n: "<div><p>" * (n // 8) + "x",
    "open tags": lambda n: "<" * n,
    "open comments": lambda n: "<!--" * (n // 4),
    "scripts": lambda n: "<script>'</scr'" * (n // 15),
    "one long attribute": lambda n: "<meta " + "a" * n + ">x",
    "attributes": lambda n: "<p " + 'a="b" ' * (n // 6) + ">x",
    "entities": lambda n: "&#x26;&amp" * (n // 10),
    "tables": lambda n: "<table><tr><td>" * (n // 15),
    "paragraphs": lambda n: "<p>The board met in Lagos.</p>" * (n // 30),
}  # fmt: skip
CASES = [(name, False) for name in HOSTILE] + [(name, True) for name in HTML]
IDS = [f"html, {name}" if html else name for name, html in CASES]


def read(pipe: Pipeline, text: str, html: bool) -> None:
    """All stages and linking; none may fail."""
    records = [schema.to_dict(record) for record in pipe.extract(text, html=html)]
    assert bool(records) == bool(text.strip())
    for record in linked_records(records, settings=pipe.settings.link):
        assert not [issue for issue in record["issues"] if issue["code"] == "I010"], record["issues"]


def made(name: str, html: bool, size: int) -> str:
    return (HTML if html else HOSTILE)[name](size)


@pytest.mark.parametrize(("name", "html"), CASES, ids=IDS)
def test_no_text_fails(name: str, html: bool, rules: Pipeline) -> None:
    read(rules, made(name, html, 10_000), html)


def seconds(pipe: Pipeline, text: str, html: bool) -> float:
    return timing.seconds(lambda: read(pipe, text, html))


@pytest.mark.slow
@pytest.mark.parametrize(("name", "html"), CASES, ids=IDS)
def test_four_times_the_text_takes_nowhere_near_sixteen_times_the_time(name: str, html: bool, rules: Pipeline) -> None:
    """What grows with the square takes 16 times as long, what grows with the text 4 times. The bound lies between the two, so that a
    busy machine decides nothing; how near to 4 the true ratio is, `bench/hostile.py` measures."""
    size = 10_000
    read(rules, made(name, html, 2000), html)
    while (one := seconds(rules, made(name, html, size), html)) < 0.1 and size < 100_000:
        size *= 2
    four = seconds(rules, made(name, html, 4 * size), html)
    assert four <= 8 * one + 0.1, f"{four / one:.2f} times the time for four times {size} characters ({one:.2f} s)"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "limit"),
    [("word " * 2_000_000, None), ("“" * 10_000 + " said Ana Ruiz.", None), ("," * 1_000_000, None), ("x" * 10_000_000, 20_000_000)],
    ids=["10 MB in one line, above the limit", "ten thousand marks", "a million commas", "10 MB in one word, the limit raised"],
)
def test_the_largest_texts_are_done_or_listed(text: str, limit: int | None, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/big.txt").write_text(text)
    (tmp_path / "in/small.txt").write_text(PROSE)
    at = time.process_time()
    extract.run(Job(inputs=[str(tmp_path / "in")], output=tmp_path / "out", profile="rules", max_chars=limit))
    assert time.process_time() - at < 120
    issues = [json.loads(line) for line in (tmp_path / "out/issues.jsonl").read_text().splitlines()]
    records = [json.loads(line)["source"]["id"] for line in (tmp_path / "out/records.jsonl").read_text().splitlines()]
    assert "small" in records
    assert not [issue for issue in issues if issue["code"] == "I010"]
    assert ("big" in records) != any(issue["id"] == "big" and issue["code"] == "I009" for issue in issues)
