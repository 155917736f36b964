"""What the characters of lines show."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.clean import characters

LINES = st.lists(
    st.text(st.sampled_from("aZ é9.,!?\"'“” (x)B·🙂中\u3000"), min_size=1, max_size=50).map(str.strip).filter(bool), min_size=1, max_size=8
)


@settings(max_examples=60, deadline=None)
@given(LINES)
def test_lines_looked_at_together_show_what_each_shows_alone(lines: list[str]) -> None:
    looks = characters.read(lines)
    for number, line in enumerate(lines):
        words = line.split()
        some = words[: characters.FEW]
        assert looks.size[number] == len(words)
        assert looks.commas[number] == line.count(",")
        assert looks.quoted[number] == any(mark in line for mark in '"“”')
        assert looks.digits[number] == pytest.approx(line.count("9") / len(line))
        assert looks.capitals[number] == pytest.approx(sum(word[0].isupper() for word in some) / len(some))
        assert looks.glued[number] == bool(re.search("[a-z.!?’”)][A-Z][a-z]", line))
        assert looks.breaks[number] == len(re.findall(r"[a-z)\d][.!?][\"”’')]* +[\"“‘'(]*[A-Z]", line))


@pytest.mark.parametrize(
    ("line", "end"),
    [("The mayor left.", 1), ("Who left?", 2), ("“They left.”", 3), ("the “old” one’s “hall”", 4), ("Latest news", 0), ("Read more ›", 9)],
    ids=["full stop", "question", "quoted sentence", "quoted word", "word", "arrow"],
)
def test_the_end_of_a_line_is_told(line: str, end: int) -> None:
    assert characters.read([line]).end.tolist() == [end]


@pytest.mark.parametrize(
    ("line", "first"), [("Hall", 0), ("hall", 1), ("9 halls", 2), ("“Hall”", 3), ("• Hall", 4), ("中文", 5), ("🙂 Hall", 4)]
)
def test_the_beginning_of_a_line_is_told(line: str, first: int) -> None:
    assert characters.read([line]).first.tolist() == [first]


def test_only_the_first_characters_of_a_long_line_count() -> None:
    looks = characters.read(["x" * 200 + "9" * 200, "9" + "x" * 200])
    assert looks.digits.tolist() == pytest.approx([0, 1 / 120])


def test_a_lone_surrogate_is_a_character_like_another() -> None:
    assert characters.read(["a \ud800 b"]).size.tolist() == [3]
