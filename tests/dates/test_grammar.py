"""Every rule of the grammar finds its own example, and nothing is found where there is nothing."""

from __future__ import annotations

import pytest

from onrecord.dates import find_dates
from onrecord.dates.grammar import Rule, grammar
from onrecord.dates.match import find


@pytest.mark.parametrize("rule", grammar()[1], ids=lambda rule: rule.name)
def test_a_rule_finds_exactly_the_brackets_of_its_example(rule: Rule) -> None:
    text = rule.example.replace("[", "").replace("]", "")
    start, end = rule.example.index("["), rule.example.index("]") - 1
    tokens, found = find(text)
    assert (start, end, rule.name) in [(tokens.starts[item.start], tokens.ends[item.end - 1], item.frame.rule) for item in found]


@pytest.mark.parametrize(
    "text",
    [
        "May I ask who may march on?",
        "The second man had a second chance.",
        "They fielded 2000 soldiers and 1200 horses.",
        "Resolution 1999 was adopted in room 2010.",
        "It costs $1999, or 1999 euros.",
        "The score was 21:19 and then 3:2.",
        "Call +33 1999 2010 or 555-1990.",
        "He sat down in the sun.",
        "A March for Our Families was held.",
        "The play by August Strindberg opened.",
        "A 37-year-old man, 42 years old, was held.",
        "The fall of the city was expected.",
        "USA Today wrote about it.",
        "A man in his 30s, a woman in her late 40s.",
        "That Sun was hot.",
        "The 47th meeting of the 3rd district",
        "She came by the night train.",
        "The winter route is closed.",
        "The Night-to-Noon race was won.",
        "Four tenths of a second faster",
        "We said no to them.",
        "It weighs 1950 kg and runs 1500 metres.",
    ],
)
def test_nothing_is_found_in(text: str) -> None:
    assert [text[found.start : found.end] for found in find_dates(text, published="2016-11-30")] == []


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("He left on 9 November. The war ended.", ["9 November"]),
        ("He left on 9 Nov. and died.", ["9 Nov."]),
        ("In early May 1942 it began.", ["early May 1942"]),
        ("over the next two years", ["the next two years"]),
        ("over two years", ["over two years"]),
        ("for over two years", ["over two years"]),
        ("It took over two years.", ["over two years"]),
        ("They spend £4m over five years.", ["five years"]),
        ("Over five years, it grew.", ["five years"]),
        ("over five years ago", ["over five years ago"]),
        ("in the early hours of 8 November last year", ["the early hours of 8 November last year"]),
        ("in the early hours of Monday morning", ["the early hours of Monday morning"]),
        ("in the final quarter of an hour", ["quarter of an hour"]),
        ("nearly four years ago", ["nearly four years ago"]),
        ("a third-quarter loss", ["third-quarter"]),
        ("the end of 1990 or so", ["the end of 1990 or so"]),
        ("at 10 p.m. Wednesday", ["10 p.m. Wednesday"]),
        ("at 5 p.m. EST Nov. 9", ["5 p.m. EST Nov. 9"]),
        ("on Nov. 9 at 5 p.m. EST", ["Nov. 9", "5 p.m. EST"]),
        ("at noon on Friday", ["noon", "Friday"]),
        ("it took 1 hour and 20 minutes", ["1 hour and 20 minutes"]),
        ("in the past three months", ["the past three months"]),
        ("in the early 1980s", ["the early 1980s"]),
        ("as soon as possible", ["as soon as possible"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_expression_has_its_modifiers_and_nothing_else(text: str, spans: list[str]) -> None:
    assert [text[found.start : found.end] for found in find_dates(text, published="2016-11-30")] == spans
