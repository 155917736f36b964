"""Pages in Markdown."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord

PAGE = """# Crane falls at the north quay

*By Ana Ruiz, 6 May 2024*

![The crane in the harbour](crane.jpg)

A crane that unloaded salt fell into the harbour on Saturday. Its driver swam to a [ladder](https://courier.example/ladder) and was pulled out.

## What the driver says

> “I counted to **nine** under the water,” he told this paper from his bed, and asked for his sandwiches.

The board has shut the quay for __three weeks__ and has asked an engineer from the capital to look at the bolts of the others.
"""


def test_marks_are_left_out_and_headings_are_headings() -> None:
    (article,) = onrecord.clean(PAGE)
    assert article.title is not None
    assert (article.title.value, [field.names for field in article.bylines]) == ("Crane falls at the north quay", [("Ana Ruiz",)])
    kinds = [(block.kind, article.text[block.start : block.end]) for block in article.blocks]
    assert ("heading", "What the driver says") in kinds
    assert ("paragraph", "“I counted to nine under the water,” he told this paper from his bed, and asked for his sandwiches.") in kinds
    assert not set("*#[]_>!") & set(article.text)


def test_offsets_lead_back_to_the_words_between_the_marks() -> None:
    (article,) = onrecord.clean(PAGE)
    for word in ("ladder", "nine", "three weeks", "bolts"):
        start = article.text.index(word)
        assert PAGE[slice(*article.offsets.raw(start, start + len(word)))] == word


@pytest.mark.parametrize(
    "line", ["# of boats: 4", "2 * 3 * 4 makes 24, said the clerk.", "[sic] he wrote (so he did)", "the __init__ of the matter"]
)
def test_other_pages_are_left_as_they_are(line: str) -> None:
    """One sort of marks makes no page in Markdown."""
    text = f"The clerk counts\n\n{line}\n\nNobody had asked him to count the boats of the harbour, but he did it every spring and every autumn."
    assert line in "".join(article.text for article in onrecord.clean(text))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(["# ", "> ", "**", "*", "__", "[", "](", ")", "![", "a", "word", " ", "\n", "https://x"]), max_size=40))
def test_nothing_visible_is_lost(pieces: list[str]) -> None:
    text = "# A\n**b** [c](d)\n" + "".join(pieces)
    articles = onrecord.clean(text)
    kept = "".join(article.text for article in articles)
    kept += "".join(text[item.raw_start : item.raw_end] for article in articles for item in article.removed)
    kept += "".join(text[span.start : span.end] for article in articles for span in article.comments)
    assert sorted("".join(kept.split())) == sorted("".join(text.split()))


@pytest.mark.parametrize("text", ["[" * 60_000, "**a " * 20_000, "[a](" * 20_000, "*a " * 30_000, "![" * 30_000], ids=lambda text: text[:4])
def test_marks_without_end_take_linear_time(text: str) -> None:
    start = time.process_time()
    onrecord.clean(f"# A\n\n**b** [c](d)\n\n{text}")
    assert time.process_time() - start < 10
