"""Lines: characters repaired one for one, offsets back to the raw text."""

from __future__ import annotations

import pytest

from onrecord.clean.lines import Line, split_lines
from onrecord.clean.wrapped import unwrap


def lines(raw: str) -> list[Line]:
    return list(split_lines(raw))


@pytest.mark.parametrize(
    ("raw", "text", "flags"),
    [
        ("ComitÃ© said â€œhiâ€\x9d", "Comité said “hi”", {"mojibake"}),
        ("a\xa0b\u2009c", "a b c", set()),
        ("so\xadft \u200bzero", "soft zero", set()),
        ("e\u0301te\u0301", "été", {"normalised"}),
        ("ﬁne … ½ it’s “curly”", "ﬁne … ½ it’s “curly”", set()),
        ("CAFÉ’s door", "CAFÉ’s door", set()),
        ("Ana Ruiz‘s plan, it`s said", "Ana Ruiz’s plan, it’s said", {"normalised"}),
        ("called it a ‘small’ step, ‘so to say’", "called it a ‘small’ step, ‘so to say’", set()),
        ("the mayor, ?wi?cicki, left", "the mayor, ?wi?cicki, left", {"damaged"}),
        ("Is it? yes. See x.org/?a=b", "Is it? yes. See x.org/?a=b", set()),
    ],
    ids=[
        "mojibake",
        "odd spaces",
        "invisible characters",
        "combining marks",
        "nothing is unified",
        "no false repair",
        "marks for apostrophes",
        "single marks stay",
        "lost letters",
        "questions",
    ],
)
def test_repairs(raw: str, text: str, flags: set[str]) -> None:
    (line,) = lines(raw)
    assert line.text == text
    assert {flag for _, _, flag in line.repairs} == flags


def test_pieces_lead_back_to_the_raw_text() -> None:
    raw = "  x ComitÃ© y\u200bz  "
    (line,) = lines(raw)
    for at, length, start, end in line.pieces:
        if end - start == length:
            assert line.text[at : at + length] == raw[start:end]
    assert (line.raw_start, raw[line.raw_end - 1]) == (2, "z")


def test_blank_lines_are_counted_whatever_the_newline() -> None:
    assert [(line.text, line.blanks) for line in lines("a\r\n\r\nb\n \n\nc\rd")] == [("a", 0), ("b", 1), ("c", 2), ("d", 0)]


WRAPPED = (
    "The council met on Monday evening in the old hall by the river to\n"
    "talk about the bridge that has been closed since the flood of last\n"
    "winter, and about who should pay for it.\n\n"
    "Nobody from the ministry came to the meeting, although two letters\n"
    "had been sent to it in good time, the clerk told those who waited\n"
    "in the cold."
)


def test_hard_wrapped_lines_are_joined_and_lead_back() -> None:
    first, second = unwrap(lines(WRAPPED))
    assert first.text.endswith(
        "river to talk about the bridge that has been closed since the flood of last winter, and about who should pay for it."
    )
    assert second.text.endswith("waited in the cold.")
    assert WRAPPED[second.raw_start : second.raw_end].split() == second.text.split()


def test_paragraphs_on_single_lines_are_not_joined() -> None:
    raw = "The council met on Monday.\nNobody came from the ministry, the clerk said.\nIt was cold."
    assert [line.text for line in unwrap(lines(raw))] == raw.split("\n")


def test_a_run_of_more_spaces_than_any_column_has_is_one_space_with_its_way_back() -> None:
    (line,) = split_lines("Bridge" + " \t" * 40 + "closed\n")
    assert (line.text, line.pieces) == ("Bridge closed", ((0, 6, 0, 6), (6, 1, 6, 86), (7, 6, 86, 92)))
    (line,) = split_lines("Bridge" + " " * 40 + "closed\n")
    assert line.text == "Bridge" + " " * 40 + "closed"
