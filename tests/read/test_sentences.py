"""Sentence ends by rule."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.read import split_sentences
from onrecord.read.sentences import line_ends, paragraph_goes_on
from tests.timing import seconds


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The dam broke. Nobody was hurt.", ["The dam broke.", "Nobody was hurt."]),
        ("Mr. Adeyemi spoke to Dr. Lund. He left.", ["Mr. Adeyemi spoke to Dr. Lund.", "He left."]),
        ("J. K. Mbeki of Delta Corp. said so.", ["J. K. Mbeki of Delta Corp. said so."]),
        ("It is in the U.S. The law is old.", ["It is in the U.S.", "The law is old."]),
        ("The U.S. Senate met.", ["The U.S. Senate met."]),
        ("“We lost.” The crowd went home.", ["“We lost.”", "The crowd went home."]),
        ("“Why?” she asked. Nobody knew.", ["“Why?” she asked.", "Nobody knew."]),
        ("Is it over? i think so.", ["Is it over?", "i think so."]),
        ("It ended.Then it rained again.", ["It ended.", "Then it rained again."]),
        ("Prices rose 3.5 percent to 1.2 million.", ["Prices rose 3.5 percent to 1.2 million."]),
        ("Flood hits valley\n\nThe river rose.", ["Flood hits valley", "The river rose."]),
        ("The river rose and\n\nfell again.", ["The river rose and\n\nfell again."]),
        (
            "The river, which had been dry for most of the year, rose\nand fell.",
            ["The river, which had been dry for most of the year, rose\nand fell."],
        ),
        ("1. Open the door. 2. Leave.", ["1. Open the door.", "2. Leave."]),
        ("Who was it? 3. The mayor was.", ["Who was it?", "3. The mayor was."]),
        ("The vote is on June 14. The result comes later.", ["The vote is on June 14.", "The result comes later."]),
        ("The gate shut at 5:30. The crowd left.", ["The gate shut at 5:30.", "The crowd left."]),
        ("All is well.\n\nP.S. The dam holds.", ["All is well.", "P.S. The dam holds."]),
        ("Was it you? No. It was him.", ["Was it you?", "No.", "It was him."]),
        ("They met at No. 5 Mill Lane.", ["They met at No. 5 Mill Lane."]),
        ("We went all over :) The places were clean.", ["We went all over :)", "The places were clean."]),
        ("We will be there.\n\nThanks again, Ada Okafor", ["We will be there.", "Thanks again,", "Ada Okafor"]),
        ("Thanks to Ada Okafor it holds.", ["Thanks to Ada Okafor it holds."]),
        ("", []),
        (" \n\n ", []),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else "",
)
def test_a_text_is_cut_where_its_sentences_end(text: str, wanted: list[str]) -> None:
    assert sentences(text) == wanted


@given(st.text(alphabet=st.sampled_from('aB .!?\n"“”…1,éMrDr:;()'), max_size=80))
@settings(max_examples=150, deadline=None)
def test_sentences_are_in_order_and_hold_every_solid_character(text: str) -> None:
    spans = split_sentences(text)
    covered = "".join(text[s.start : s.end] for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert "".join(covered.split()) == "".join(text.split())
    assert all(text[s.start : s.end] == text[s.start : s.end].strip() for s in spans)


@pytest.mark.parametrize("unit", [".", "A. ", "1,", '"', "\n", "\n \n", "x.\n", "? ", "1. ", "P.S. ", ":) ", "Thanks ", "Thank you A "])
def test_a_hundred_thousand_marks_take_no_long_time(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    assert seconds(lambda: split_sentences(text), times=1) < 10


def test_a_blank_line_in_mid_sentence_is_told_from_a_paragraph_end() -> None:
    text = "The mayor said\n\nthat it was over.\n\nThe end."
    assert paragraph_goes_on(text, text.index("\n"), text.index("that"))
    assert not paragraph_goes_on(text, text.index(".") + 1, text.index("The end"))


def test_a_wrapped_line_is_told_from_a_heading() -> None:
    wrapped = "The long line of a plain text message ends in the middle of\nThursday and goes on."
    assert not line_ends(wrapped, wrapped.index("\n"), wrapped.index("\n") + 1)
    heading = "Flood hits valley\nThe river rose."
    assert line_ends(heading, heading.index("\n"), heading.index("\n") + 1)
