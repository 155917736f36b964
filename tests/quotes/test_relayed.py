"""Speech inside speech: whose it is, and what it stands in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from onrecord.types import Attribution, Reading, RegionReading, Span

Find = Callable[..., list[dict[str, Any]]]


def holder(found: list[dict[str, Any]], quote: dict[str, Any]) -> str | None:
    return None if quote["within"] is None else found[quote["within"]]["source"]


def of(found: list[dict[str, Any]], start: str) -> dict[str, Any]:
    return next(quote for quote in found if quote["content"][0].startswith(start))


@pytest.mark.parametrize(
    ("text", "inner", "source"),
    [
        ("“The clerk came down and said, ‘Which boat?’ Nobody knew,” Ilse Brandt said.", "Which boat", "The clerk"),
        ("“I asked for the key. ‘It is with the sea,’ said the porter, and he laughed,” Ilse Brandt said.", "It is with", "the porter"),
        ("“One morning a clerk came and said, ‘Which boat?’ Nobody knew,” Ilse Brandt said.", "Which boat", "a clerk"),
        ("“I told the office boy, ‘Lock it.’ He said, ‘Which door?’ Nobody knew,” Ilse Brandt said.", "Lock it", "I"),
    ],
    ids=["cue before the inner marks", "cue behind them", "a time before the subject", "an addressee between"],
)
def test_marks_inside_marks_belong_to_whom_their_cue_names(quoted: Find, text: str, inner: str, source: str) -> None:
    found = quoted(text)
    assert (of(found, inner)["source"], holder(found, of(found, inner))) == (source, "Ilse Brandt")


def test_speech_in_speech_in_speech_is_a_chain(quoted: Find) -> None:
    found = quoted("“My teacher told me, `The porter said: 'Who stirs, owns.'' I stirred,” Ilse Brandt said.")
    assert [(quote["source"], holder(found, quote)) for quote in found] == [
        ("Ilse Brandt", None),
        ("My teacher", "Ilse Brandt"),
        ("The porter", "My teacher"),
    ]


@pytest.mark.parametrize("reader", [False, True], ids=["by the rules", "beside a reader that sees the outer source alone"])
def test_what_a_source_only_reports_is_said_by_whom_it_reports_on(quoted: Find, reader: bool) -> None:
    text = "She noted the harbour inspector, Ilse Brandt, said in her report, “The bridge will not hold for a week.”"
    she, region = Span(0, 3), Span(text.index("“"), len(text))
    reading = Reading((RegionReading(region, 0.99, ((she, 0.98),)),)) if reader else None
    inner = of(found := quoted(text, reading), "The bridge")
    assert (inner["source"], inner["cue"]) == ("the harbour inspector, Ilse Brandt", "said")
    assert holder(found, inner) == "She"
    assert of(found, "the harbour inspector")["cue"] == "noted"


@pytest.mark.parametrize(
    "text",
    [
        "Ilse Brandt acknowledged the mistake, saying she “never looked at the bolts”.",
        "Ilse Brandt released a memo titled “The Bridge That Holds.”",
        "Ilse Brandt told reporters on Monday and said, “The bridge will hold.”",
    ],
)
def test_a_cue_of_the_same_speaker_is_no_hearsay(quoted: Find, text: str) -> None:
    assert {quote["source"] for quote in quoted(text)} <= {"Ilse Brandt"}


def test_the_cue_is_the_verb_right_before_the_quotation(quoted: Find) -> None:
    (quote,) = [one for one in quoted("Ilse Brandt condemned the visit to the yard and said: “The bridge will hold.”") if one["parts"]]
    assert (quote["source"], quote["cue"]) == ("Ilse Brandt", "said")


def test_a_noun_of_saying_that_is_somebodys_has_no_subject(quoted: Find) -> None:
    found = quoted("“The bridge will hold,” said Ilse Brandt, the inspector in her report on the state of the harbour.")
    assert [quote["source"] for quote in found if "inspector in her" in (quote["source"] or "")] == []


def test_what_we_want_in_our_own_words_is_said_once(quoted: Find) -> None:
    text = "“We urge the council to mend the bridge before the winter comes,” Ilse Brandt said."
    we, content = Span(text.index("We"), text.index("We") + 2), Span(text.index("the council"), text.index(",”"))
    cue = Span(text.index("urge"), text.index("urge") + 4)
    reading = Reading((), (Attribution(cue, (content,), ((we, 0.95),), 0.95),))
    assert [quote["source"] for quote in quoted(text, reading)] == ["Ilse Brandt"]


def test_marks_in_a_turn_of_a_transcript_are_speech_within_it(quoted: Find) -> None:
    text = "\n\n".join(
        [
            "Q: Who told you?",
            "A: The porter did. He said, “The key is with the sea.” I went home.",
            "Q: And then?",
            "A: Then it rained for a week.",
        ]
    )
    found = quoted(text)
    inner = of(found, "The key")
    assert (inner["source"], holder(found, inner)) == ("He", "A")
    assert of(found, "The porter did")["source"] == "A"


def test_four_labelled_paragraphs_in_a_row_are_a_transcript(quoted: Find) -> None:
    text = "\n\n".join(
        [
            "The committee met on Wednesday.",
            "Marit Haugen (Chair): How many lamps are still lit by hand?",
            "Yusuf Saeed: Two hundred and nine of them.",
            "Cathal Riordan: What happened last night on the pier?",
            "Yusuf Saeed: A lady asked me to turn one off.",
        ]
    )
    labels = [quote["source"] for quote in quoted(text) if quote["within"] is None]
    assert labels == ["Marit Haugen (Chair)", "Yusuf Saeed", "Cathal Riordan", "Yusuf Saeed"]
