"""Paragraphs that run on in one line."""

from __future__ import annotations

import pytest

from onrecord.clean import clean
from onrecord.clean.lines import split_lines
from onrecord.clean.run_on import parted
from onrecord.settings import CleanSettings
from onrecord.types import RawDocument


def pieces(text: str) -> list[str]:
    lines = parted(list(split_lines(text)))
    assert all(text[line.raw_start : line.raw_end] == line.text for line in lines)
    return [line.text for line in lines]


@pytest.mark.parametrize(
    "text",
    [
        "“Will it snow?” asked Ola. “It snowed in May,” said Per. “That was hail.”| “It was white,” they agreed.",
        '"Is it far?" the boy asked. "Far enough."| "Then I stay."',
        "''We sold the barn,'' she said. ''Which barn?''| ''The red one.''| ''Good.''",
        "«Who pays?» asked the mayor. «You do.»| «Never.»",
    ],
    ids=["curly", "straight", "two apostrophes", "guillemets"],
)
def test_speech_that_closes_and_opens_again_begins_a_paragraph(text: str) -> None:
    assert pieces(text.replace("|", "")) == [piece.strip() for piece in text.split("|")]


@pytest.mark.parametrize(
    "text",
    [
        "The clerk has kept bees since 1990.| Q: Do they sting?| A: Only the auditor. He asked for it.| Q: And you?| A: Never.",
        "Q. How deep is it?| A. Nine metres. Ten in spring.| Q. Who measured?| A. My aunt.",
        "Ada Lund (Chair): How many lamps are lit?| Omar Said: Two hundred.| Ada Lund: And last night?| Omar Said: One fewer. A lady asked.",
        "It was a bad line.| KTV+: Where are you now?| Lund: On the ice, with the dogs and a kettle.| KTV+: Is it thick?| Lund: It is today.",
    ],
    ids=["Q and A", "with full stops", "names and an office", "a channel"],
)
def test_turns_with_labels_are_paragraphs(text: str) -> None:
    assert pieces(text.replace("|", "")) == [piece.strip() for piece in text.split("|")]


@pytest.mark.parametrize(
    "text",
    [
        "He said so on “Meet the Baker.” “I never sold a loaf,” he added.",
        "She calls it “the shed” “because it leaks”.",
        "Doors open: 9 a.m. Tickets: 5 euros. Parking: none. Dogs: on a lead. The rest of the notice hangs at the gate of the old brickworks.",
        "Note: the hall is shut. The chair said three things: pay, stay and pray. Nobody asked: why? The hall was shut again on Monday, and paid for.",
    ],
    ids=["title before speech", "terms", "labels that differ", "colons"],
)
def test_other_lines_stay_whole(text: str) -> None:
    assert pieces(text) == [text]


def test_the_turns_of_a_page_in_one_line_are_blocks_of_their_own() -> None:
    text = "The lake was shut in May.\n\n“Is it deep?” the visitor asked. “It was.” “And now?” “Now it is a field,” said the warden, who has the key."
    (article,) = clean(RawDocument(id="lake", text=text, sha256=""), settings=CleanSettings())
    assert [block.kind for block in article.blocks].count("paragraph") == 3
