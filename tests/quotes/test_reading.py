"""The encoder's reading beside the rules: candidates combined, a source never inside its own quotation, turns carried on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from onrecord.types import Attribution, Reading, RegionReading, Span

Find = Callable[..., list[dict[str, Any]]]


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def test_a_sure_reader_overrules_the_rules(quoted: Find) -> None:
    text = "Nora Quill met Ilse Brandt in the hall. “The bridge will hold.” Then it rained."
    sources = ((span(text, "Nora Quill"), 0.999),)
    reading = Reading((RegionReading(span(text, "“The bridge will hold.”"), 0.999, sources),))
    (quote,) = [quote for quote in quoted(text, reading) if quote["parts"]]
    assert quote["source"] == "Nora Quill"


def test_a_region_that_the_reader_takes_for_no_speech_is_kept_out(quoted: Find) -> None:
    text = "Nora Quill walked over the “bridge of sighs” on Monday."
    reading = Reading((RegionReading(span(text, "“bridge of sighs”"), 0.001, ()),))
    assert [quote for quote in quoted(text, reading) if quote["parts"]] == []


def test_the_readers_own_span_of_the_source_is_taken(quoted: Find) -> None:
    text = "“The bridge will hold,” said Nora Quill, 30, of the water board."
    whole = span(text, "Nora Quill, 30, of the water board")
    reading = Reading((RegionReading(span(text, "“The bridge will hold,”"), 0.99, ((whole, 0.95),)),))
    (quote,) = [quote for quote in quoted(text, reading) if quote["parts"]]
    assert quote["source"] == "Nora Quill, 30, of the water board"


def test_a_source_that_no_rule_sees_is_taken_from_the_reader(quoted: Find) -> None:
    text = "“The bridge will hold,” ran the graffiti under it."
    words = span(text, "graffiti")
    reading = Reading((RegionReading(span(text, "“The bridge will hold,”"), 0.99, ((words, 0.999),)),))
    (quote,) = [quote for quote in quoted(text, reading) if quote["parts"]]
    assert quote["source"] == "graffiti"


def test_attributions_of_the_reader_stand_beside_those_of_the_rules(quoted: Find) -> None:
    text = "Nora Quill doubts the strength of the bridge. Ole Brekke said that it was safe to cross."
    act = Attribution(span(text, "doubts"), (span(text, "the strength of the bridge"),), ((span(text, "Nora Quill"), 0.9),), 0.9)
    first, second = quoted(text, Reading((), (act,)))
    assert (first["type"], first["cue"], first["source"]) == ("indirect", "doubts", "Nora Quill")
    assert first["content"] == ["the strength of the bridge"]
    assert (second["cue"], second["source"]) == ("said", "Ole Brekke")


def test_a_ragged_attribution_of_the_reader_is_cut_to_the_clause_of_its_cue(quoted: Find) -> None:
    text = "Nora Quill stressed that the bridge was old and that nobody had looked at it. The mayor laughed.\n\nTolls went up."
    pieces = (span(text, "bridge was old and"), span(text, "nobody had looked"), span(text, "laughed"), span(text, "Tolls"))
    act = Attribution(span(text, "stressed"), pieces, ((span(text, "Nora Quill"), 0.9),), 0.9)
    (quote,) = quoted(text, Reading((), (act,)))
    assert quote["content"] == ["that the bridge was old and that nobody had looked at it"]


def test_little_words_that_the_reader_takes_for_a_cue_report_nothing(quoted: Find) -> None:
    text = "The council must have the bridge closed and should be ready by the month of May."
    act = Attribution(span(text, "must"), (span(text, "have the bridge closed"),), ((span(text, "The council"), 0.9),), 0.9)
    assert quoted(text, Reading((), (act,))) == []


def test_an_attribution_around_marked_words_makes_the_quotation_mixed(quoted: Find) -> None:
    text = "Nora Quill called the bridge “a wonder of the age” on Monday."
    region = RegionReading(span(text, "“a wonder of the age”"), 0.99, ((span(text, "Nora Quill"), 0.99),))
    act = Attribution(span(text, "called"), (span(text, "the bridge “a wonder of the age”"),), ((span(text, "Nora Quill"), 0.9),), 0.9)
    (quote,) = quoted(text, Reading((region,), (act,)))
    assert quote["type"] == "mixed"
    assert quote["content"] == ["the bridge “a wonder of the age”"]


def test_a_name_in_apposition_belongs_to_whom_something_is_according_to(quoted: Find) -> None:
    text = "According to the lawyer, Nora Quill, the papers were destroyed by the staff."
    act = Attribution(
        span(text, "According to"), (span(text, "the papers were destroyed by the staff"),), ((span(text, "the lawyer"), 1.0),), 0.95
    )
    (quote,) = quoted(text, Reading((), (act,)))
    assert (quote["source"], quote["content"]) == ("the lawyer, Nora Quill", ["the papers were destroyed by the staff"])


@pytest.mark.parametrize(
    ("text", "cue", "pointed", "content"),
    [
        pytest.param("The board voted to close the pier at once.", "voted", "The board", "to close the pier at once", id="a vote"),
        pytest.param("The fair included a show of old boats.", "included", "The fair", "a show of old boats", id="what belongs to it"),
        pytest.param(
            "Ilse Brandt went on to show us the ruins.", "went", "Ilse Brandt", "to show us the ruins", id="what somebody goes on to do"
        ),
    ],
)
def test_deeds_report_nothing_though_the_reader_thinks_so(quoted: Find, text: str, cue: str, pointed: str, content: str) -> None:
    act = Attribution(span(text, cue), (span(text, content),), ((span(text, pointed), 0.95),), 0.95)
    assert quoted(text, Reading((), (act,))) == []


def test_what_is_told_to_those_who_are_spoken_of_is_not_the_subjects(quoted: Find) -> None:
    text = "Ilse Brandt met drivers who had been stopped by the guards and told that they would be fined."
    act = Attribution(span(text, "told"), (span(text, "that they would be fined"),), ((span(text, "Ilse Brandt"), 0.95),), 0.95)
    (quote,) = [quote for quote in quoted(text, Reading((), (act,))) if quote["cue"] == "told"]
    assert quote["source"] == "the guards"


def test_a_clause_does_not_end_at_the_comma_behind_its_opening(quoted: Find) -> None:
    text = "Ilse Brandt noted unlike its neighbours, the town has a plan for the flood."
    act = Attribution(span(text, "noted"), (span(text, "unlike its neighbours"),), ((span(text, "Ilse Brandt"), 0.95),), 0.95)
    (quote,) = quoted(text, Reading((), (act,)))
    assert quote["content"] == ["unlike its neighbours, the town has a plan for the flood"]


def test_the_cue_is_no_word_of_the_source(quoted: Find) -> None:
    text = "“The bridge will hold,” a spokesman for opposition leader Nora Quill said. Quill is 50."
    source = "a spokesman for opposition leader Nora Quill"
    reading = Reading((RegionReading(span(text, "“The bridge will hold,”"), 0.99, ((span(text, source), 0.99),)),))
    (quote,) = [quote for quote in quoted(text, reading) if quote["parts"]]
    assert (quote["source"], quote["cue"]) == (source, "said")


def test_a_clause_that_the_reader_sees_ends_with_its_sentence(quoted: Find) -> None:
    text = "As Nora Quill once wrote, the mill is “a trap”. She was right.\n\n“We will go,” she said."
    clause = Span(text.index("the mill"), text.index(" right"))
    act = Attribution(span(text, "wrote"), (clause,), ((span(text, "Nora Quill"), 1.0),), 0.99)
    quote = next(quote for quote in quoted(text, Reading(attributions=(act,))) if quote["parts"] == ["a trap"])
    assert quote["content"] == ["the mill is “a trap”"]


@pytest.mark.parametrize("cue", ["said Monday", "said on Monday", "said the"])
def test_a_cue_of_the_reader_ends_with_its_verb(quoted: Find, cue: str) -> None:
    text = f"Nora Quill {cue} that the bridge was old and that nobody had looked at it."
    act = Attribution(span(text, cue), (Span(text.index("that"), len(text) - 1),), ((span(text, "Nora Quill"), 1.0),), 0.99)
    (quote,) = quoted(text, Reading(attributions=(act,)))
    assert quote["cue"] == "said"


def test_the_office_of_who_told_it_is_no_content(quoted: Find) -> None:
    text = "Police found the dog in the mill, the government delegate in Lima, Ana Lopes, told reporters."
    content, source = "Police found the dog in the mill", "the government delegate in Lima, Ana Lopes"
    act = Attribution(span(text, "told"), (span(text, content),), ((span(text, source), 0.9),), 0.9)
    (quote,) = quoted(text, Reading((), (act,)))
    assert quote["content"] == [content]
    assert quote["source"] == source


def test_what_joins_two_quotations_belongs_to_neither(quoted: Find) -> None:
    text = "“Come here now,” said Tom Lee, and “I will not go away,” Ann Moss replied."
    acts = (
        Attribution(span(text, "said"), (span(text, "“Come here now,”"),), ((span(text, "Tom Lee, and"), 0.9),), 0.9),
        Attribution(span(text, "replied"), (span(text, "and “I will not go away,”"),), ((span(text, "Ann Moss"), 0.9),), 0.9),
    )
    first, second = quoted(text, Reading((), acts))
    assert (first["source"], first["content"]) == ("Tom Lee", ["Come here now,"])
    assert (second["source"], second["content"]) == ("Ann Moss", ["I will not go away,"])
