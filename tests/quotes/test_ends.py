"""Unmarked speech ends where the writer speaks again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.quotes.ends import without_comment

Left = Callable[..., str]


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
def test_what_the_writer_adds_is_cut(left_behind: Left, said: str, content: str) -> None:
    assert left_behind(without_comment, f"The general said {said}.") == content


@pytest.mark.parametrize(
    "said",
    [
        pytest.param("two men had left without their coats", id="without something"),
        pytest.param("my brother was safe, but I was not", id="his own words"),
        pytest.param("it was calm, although it had rained", id="a clause without a speaker"),
        pytest.param("our plan was bad, but we must live with it", id="words of us"),
    ],
)
def test_what_may_be_said_stays(left_behind: Left, said: str) -> None:
    assert left_behind(without_comment, f"The general said {said}.") == said


def test_many_clauses_are_read_in_one_go(left_behind: Left) -> None:
    assert left_behind(without_comment, "The general said it was calm" + ", although it had rained" * 2_000 + ".").endswith("rained")
