"""Who is quoted, with which words: each phenomenon in invented sentences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from onrecord.quotes import find_quotes
from onrecord.quotes.cued import cue_span
from onrecord.quotes.features import scene_of
from onrecord.quotes.model import default_model
from onrecord.quotes.view import look_at
from onrecord.types import Attribution, Reading, RegionReading, Span

Find = Callable[..., list[dict[str, Any]]]


def marked(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [quote for quote in found if quote["parts"]]


SOURCES = {
    "name after the cue": ("“The bridge will hold,” said Ilse Brandt.", "Ilse Brandt"),
    "name before the cue": ("“The bridge will hold,” Ilse Brandt said.", "Ilse Brandt"),
    "cue before the quotation": ("Ilse Brandt said, “The bridge will hold.”", "Ilse Brandt"),
    "colon before the quotation": ("Ilse Brandt told reporters: “The bridge will hold.”", "Ilse Brandt"),
    "pronoun": ("The mayor came late. “The bridge will hold,” she said.", "she"),
    "name with apposition": (
        "“The bridge will hold,” said Ilse Brandt, an engineer at the water board.",
        "Ilse Brandt, an engineer at the water board",
    ),
    "title before the name": ("“The bridge will hold,” said Irish Senator Nora Quill.", "Irish Senator Nora Quill"),
    "relative clause between name and cue": (
        "Ilse Brandt, who replaced Jan Maas in May, said: “The bridge will hold.”",
        "Ilse Brandt, who replaced Jan Maas in May",
    ),
    "nominal": ("“The bridge will hold,” the spokesman said.", "the spokesman"),
    "nominal with what it is of": ("“The bridge will hold,” said a spokesman for the water board.", "a spokesman for the water board"),
    "document": ("The report said: “The bridge is not safe.”", "The report"),
    "according to": ("The bridge is “a danger to all who cross it,” according to Ilse Brandt.", "Ilse Brandt"),
}


@pytest.mark.parametrize(("text", "source"), SOURCES.values(), ids=SOURCES.keys())
def test_finds_the_words_that_name_the_source(quoted: Find, text: str, source: str) -> None:
    (quote,) = marked(quoted(text))
    assert quote["source"] == source


def test_a_quotation_interrupted_by_its_cue_is_one_quotation_of_two_parts(quoted: Find) -> None:
    (quote,) = marked(quoted("“We came early,” said Ilse Brandt. “We left late.”"))
    assert quote["parts"] == ["We came early,", "We left late."]
    assert quote["type"] == "direct"
    assert quote["source"] == "Ilse Brandt"


def test_paragraphs_of_a_running_quotation_are_one_quotation(quoted: Find) -> None:
    (quote,) = marked(quoted("Ilse Brandt spoke first.\n\n“We came early.\n\n“We left late,” she said."))
    assert quote["parts"] == ["We came early.", "We left late,"]
    assert quote["source"] == "she"


def test_marked_speech_without_a_cue_continues_the_speech_before_it(quoted: Find) -> None:
    first, second = marked(
        quoted("“We came early and saw the water rise,” said Ilse Brandt.\n\n“We left late because nobody came to help us.”")
    )
    assert second["continues"] == 0
    assert first["continues"] is None
    assert second["source"] == first["source"] == "Ilse Brandt"


def test_a_piece_of_speech_in_the_writers_sentence_is_mixed(quoted: Find) -> None:
    (quote,) = marked(quoted("Ilse Brandt said the bridge was “a danger to us all” and should be closed."))
    assert quote["type"] == "mixed"
    assert quote["parts"] == ["a danger to us all"]
    assert quote["content"][0].startswith("the bridge was")


def test_reported_speech_without_marks_is_indirect(quoted: Find) -> None:
    (quote,) = quoted("Ilse Brandt said that the bridge would be closed in May.")
    assert quote["type"] == "indirect"
    assert quote["parts"] == []
    assert quote["source"] == "Ilse Brandt"
    assert quote["content"][0].endswith("the bridge would be closed in May")


def test_a_sentence_that_ends_with_its_cue_is_indirect(quoted: Find) -> None:
    (quote,) = quoted("The bridge will be closed in May, officials said.")
    assert quote["source"] == "officials"
    assert quote["content"] == ["The bridge will be closed in May"]


def test_reported_speech_goes_on_in_the_first_person(quoted: Find) -> None:
    text = "Ilse Brandt stressed that the bridge was old. We must close it now. The town hall was built in 1904."
    first, second = quoted(text)
    assert second["content"] == ["We must close it now."]
    assert second["continues"] == 0
    assert second["source"] == first["source"] == "Ilse Brandt"


def test_a_transcript_gives_each_answer_to_its_label(quoted: Find) -> None:
    text = "Q: When did you first see the crack?\n\nA: It was in March, I think.\n\nQ: Who did you tell?\n\nA: Nobody, at first."
    found = marked(quoted(text))
    assert [(quote["source"], quote["parts"]) for quote in found] == [
        ("Q", ["When did you first see the crack?"]),
        ("A", ["It was in March, I think."]),
        ("Q", ["Who did you tell?"]),
        ("A", ["Nobody, at first."]),
    ]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("According to the report, the board lost 40 million to leaks, old pipes and unread meters.", "the report"),
        ("According to Ada Lane, a clerk of the court, the board lost 40 million to leaks.", "Ada Lane, a clerk of the court"),
        ("According to the chair, Ada Lane, the board lost 40 million to leaks.", "the chair, Ada Lane"),
    ],
    ids=["a clause follows", "an apposition and a clause", "a name and a clause"],
)
def test_the_clause_behind_according_to_is_its_content(quoted: Find, text: str, source: str) -> None:
    (quote,) = quoted(text)
    assert quote["source"] == source
    assert quote["content"][0].startswith("the board lost 40 million to leaks")


@pytest.mark.parametrize(
    "text",
    [
        "Ilse Brandt did not say when the bridge would open.",
        "Ilse Brandt declined to say when the bridge would open.",
        "Ilse Brandt never said that the bridge would open.",
    ],
)
def test_what_was_not_said_is_no_quotation(quoted: Find, text: str) -> None:
    cue = text[text.index("Brandt") + 7 : text.index("when") if "when" in text else text.index("that")].strip()
    act = Attribution(
        Span(text.index(cue), text.index(cue) + len(cue)), (Span(len(text) - 25, len(text) - 1),), ((Span(0, 11), 1.0),), 0.99
    )
    assert not quoted(text, Reading(attributions=(act,)))


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Ilse Brandt said in her opening statement. It was late.", "Ilse Brandt", "said", "in her opening statement"),
        ("Nobody asks a pilot to fly with one engine.", "Nobody", "asks", "a pilot to fly with one engine"),
        ("Ilse Brandt, asked about the long delay, went home.", "Ilse Brandt", "asked", "about the long delay"),
        ("For town roads we recommend the smaller van.", "we", "recommend", "the smaller van"),
        ("In the table you can see that it floats.", "you", "can see", "that it floats"),
    ],
    ids=["only when it was said", "nobody says it", "only what it was about", "the writer says it", "the reader sees it"],
)
def test_an_attribution_that_says_nothing_is_no_quotation(quoted: Find, text: str, source: str, cue: str, content: str) -> None:
    spans = [Span(text.index(words), text.index(words) + len(words)) for words in (source, cue, content)]
    assert not quoted(text, Reading(attributions=(Attribution(spans[1], (spans[2],), ((spans[0], 1.0),), 0.99),)))


def test_a_source_that_is_no_known_noun_parts_clause_and_cue(quoted: Find) -> None:
    text = "At least nine people were killed, local gossips said."
    source = Span(text.index("local"), text.index(" said"))
    act = Attribution(Span(len(text) - 5, len(text) - 1), (Span(0, text.index(",")),), ((source, 1.0),), 0.99)
    (quote,) = quoted(text, Reading(attributions=(act,)))
    assert (quote["source"], quote["content"]) == ("local gossips", ["At least nine people were killed"])


def test_the_halves_of_a_clause_around_said_ada_are_one_content(quoted: Find) -> None:
    text = "The old bridge, said Ilse Brandt, would never hold."
    cue, source = Span(16, 20), Span(21, 32)
    act = Attribution(cue, (Span(34, len(text) - 1),), ((source, 1.0),), 0.99)
    (quote,) = quoted(text, Reading(attributions=(act,)))
    assert quote["content"] == ["The old bridge", "would never hold"]


def test_a_colon_introduces_a_block_without_marks(quoted: Find) -> None:
    text = "Ilse Brandt said in a statement:\n\nThe bridge has served us well. It can serve us no longer, and it will be closed."
    (quote,) = marked(quoted(text))
    assert quote["parts"] == ["The bridge has served us well. It can serve us no longer, and it will be closed."]
    assert quote["source"] == "Ilse Brandt"
    assert "block" in quote["flags"]


@pytest.mark.parametrize(
    "following",
    [
        "After an hour of talk about the harbour, Ole Lind took a moment to speak of the ferry, and he spoke of it at length:",
        "Brandt was born in the town and has run its bridges for thirty years, longer than anybody else.",
        "At noon the mayor, Ole Lind, said that the town had other plans for the harbour and for its bridges.",
    ],
    ids=["introduces something itself", "tells of the speaker", "tells what another said"],
)
def test_a_paragraph_of_the_narrator_is_no_block_below_a_colon(quoted: Find, following: str) -> None:
    text = f"Ilse Brandt pointed out that the bridges were largely ignored:\n\n{following}\n\nThe rest is silence."
    assert not [quote for quote in quoted(text) if "block" in quote["flags"]]


def test_rows_of_a_table_are_no_transcript(quoted: Find) -> None:
    assert not quoted("Here is the count.\n\nBrandt: 547.\n\nLind: 46.\n\nTOTAL.\n\nBrandt: 2,316.\n\nLind: 1,547.\n\nIt was late.")


@pytest.mark.parametrize(
    ("text", "is_speech"),
    [
        ("Ilse Brandt told the council that the bridge was now a “death trap” for cyclists.", True),
        ("The bridge, a “death trap” for cyclists since 1998, has been closed for repairs.", False),
    ],
    ids=["in what a cue attributes", "in the narrator's own sentence"],
)
def test_two_words_in_marks_are_speech_where_a_cue_reaches_them(quoted: Find, text: str, is_speech: bool) -> None:
    assert bool([quote for quote in quoted(text) if quote["parts"] == ["death trap"]]) == is_speech


def test_the_name_below_a_pull_quote_is_never_speech(nlp: Language) -> None:
    text = "The council met.\n\n“We shall keep the bridge as long as the river runs below it.\nIlse Brandt.”\n\nThe meeting went on."
    found = find_quotes(nlp.make_doc(text))
    assert [[text[part.start : part.end] for part in quote.parts] for quote in found.quotes] == [
        ["We shall keep the bridge as long as the river runs below it."]
    ]


def test_speech_relayed_in_speech_points_to_the_outer_quotation(quoted: Find) -> None:
    found = quoted("“My father said, ‘Never sell the boat,’ and we never did,” Ilse Brandt told the court.")
    inner = next(quote for quote in found if quote["within"] is not None and quote["parts"])
    assert inner["parts"] == ["Never sell the boat,"]
    assert found[inner["within"]]["source"] == "Ilse Brandt"
    assert inner["source"] == "My father"


def test_edits_of_the_writer_are_spans_of_their_own(quoted: Find) -> None:
    (quote,) = marked(quoted("“They [the engineers] were … late,” said Ilse Brandt."))
    assert quote["edits"] == [("[the engineers]", "insertion"), ("…", "omission")]


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("The bridge will hold, and we shall prove it,” said Ilse Brandt.", "opening-mark-missing"),
        ("“The bridge will hold, said Ilse Brandt.", "closing-mark-missing"),
    ],
)
def test_a_repaired_mark_is_flagged_and_the_source_is_found(quoted: Find, text: str, flag: str) -> None:
    (quote,) = marked(quoted(text))
    assert flag in quote["flags"]
    assert quote["source"] == "Ilse Brandt"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("He starred in the film “The Long River Home” in 1998.", "title"),
        ("Ray “Boots” Mancini won the fight in June.", "name"),
        ("The so-called “expert” left the town.", "epithet"),
    ],
)
def test_marks_that_are_no_speech_are_listed_with_kind_and_reason(nlp: Language, text: str, kind: str) -> None:
    (mark,) = find_quotes(nlp.make_doc(text)).marked
    assert mark.kind == kind
    assert mark.reason


def test_words_that_are_a_line_of_their_own_are_a_title(nlp: Language) -> None:
    text = "Water for All: A Town Decides\n\nThe meeting, called “Water for All: A Town Decides”, drew two hundred people."
    found = find_quotes(nlp.make_doc(text))
    assert [mark.kind for mark in found.marked] == ["title"]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["“", "”", '"', "''", "’", "he", "said", "Ilse", "Brandt", ",", ".", "that", "\n\n", "we", "the", "report", "A", ":", "["]
        ),
        max_size=40,
    )
)
def test_every_mark_is_accounted_for_and_every_span_holds(pieces: list[str]) -> None:
    import spacy

    from onrecord.marks import marked_regions

    text = " ".join(pieces)
    found = find_quotes(spacy.blank("en").make_doc(text))
    held = [(part.start, part.end) for quote in found.quotes for part in quote.parts]
    held += [(mark.start, mark.end) for mark in found.marked]
    for region in marked_regions(text):
        assert any(start < region.inner.end and region.inner.start < end for start, end in held)
    for number, quote in enumerate(found.quotes):
        assert quote.content
        for span in (*quote.content, *filter(None, (quote.source, quote.cue))):
            assert 0 <= span.start < span.end <= len(text)
        assert quote.continues is None or quote.continues != number
    assert found == find_quotes(spacy.blank("en").make_doc(text))


def test_speech_below_a_heading_begins_behind_its_cue_and_ends_where_the_narrator_resumes(quoted: Find) -> None:
    text = (
        "The message of Ilse Brandt\n\nMs Ilse Brandt, who chairs the board, in a message to the fair said three hundred people had crossed.\n\n"
        "Those who remained silent betrayed us all because nobody else was there to speak for them.\n\n"
        "Jan Maas, the former mayor, was among the guests who took part in the fair and supported the call of the board."
    )
    (quote,) = marked(quoted(text))
    assert quote["parts"] == [
        "three hundred people had crossed.",
        "Those who remained silent betrayed us all because nobody else was there to speak for them.",
    ]
    assert (quote["source"], quote["cue"]) == ("Ilse Brandt", "said")


def test_a_time_after_a_colon_is_no_speech(quoted: Find) -> None:
    assert marked(quoted("Ilse Brandt announced the times of the buses:\n\n9:34 p.m.\n\nThe bridge is old and it is narrow.")) == []


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Former engineer to the town, Ilse Brandt said, “We came early and saw the water rise.”", "said"),
        ("“We came early,” Ilse Brandt, the former mayor of the town, added on Monday.", "added"),
        ("“We came early,” said Ilse Brandt in her opening remarks.", "said"),
        ("“We came early,” recalled Ilse Brandt, “and saw the water rise.”", "recalled"),
    ],
)
def test_the_cue_is_found_wherever_it_stands(quoted: Find, text: str, cue: str) -> None:
    assert marked(quoted(text))[0]["cue"] == cue


def test_a_source_ends_before_the_occasion(quoted: Find) -> None:
    assert marked(quoted("“We came early,” said Ilse Brandt in her opening remarks."))[0]["source"] == "Ilse Brandt"


def test_a_headline_reports_nothing(quoted: Find) -> None:
    assert quoted("Ilse Brandt said the bridge would fall\n\nThe bridge is old and it is narrow.") == []


def test_the_title_of_a_book_after_a_comma_is_no_speech(nlp: Language) -> None:
    found = find_quotes(nlp.make_doc("Referring to her new book, “The Long River Home,” Ilse Brandt called for patience with the bridge."))
    assert [one.kind for one in found.marked] == ["title"]


LAYOUTS = {
    "dash on the same line": ("“We never gave up on the bridge.” — Ilse Brandt", ["Ilse Brandt"]),
    "dash on the next line": ("They sent us their words.\n\n“We never gave up on the bridge.”\n\n— Ilse Brandt, engineer", ["Ilse Brandt"]),
    "a series with names below": (
        "Here is what people told us about the bridge.\n\n“It is far too narrow for two buses.”\n\nIlse Brandt\n\n“It will fall.”\n\nJan Maas\n\n"
        "“Leave it alone, it is beautiful.”\n\nNora Quill",
        ["Ilse Brandt", "Jan Maas", "Nora Quill"],
    ),
    "labels inside the marks": ("“BRANDT: It is far too narrow.”\n\n“MAAS: It will fall.”", ["BRANDT", "MAAS"]),
    "name below a pull quote, inside its marks": (
        "The bridge is old.\n\n“It will fall before the winter is over.\nJan Maas.”\n\nNobody uses it.",
        ["Jan Maas"],
    ),
}


@pytest.mark.parametrize(("text", "sources"), LAYOUTS.values(), ids=LAYOUTS.keys())
def test_layout_tells_the_source(quoted: Find, text: str, sources: list[str]) -> None:
    assert [quote["source"] for quote in marked(quoted(text))] == sources


@pytest.mark.parametrize(
    "unit", ["“a” said B. ", "He said that he said ", "“a\n\n", "Q: a\n\n", "She noted Bo Berg said, “A b.” ", '"', "A\n\n“b”\n\n"]
)
def test_time_is_linear_in_the_text(nlp: Language, unit: str) -> None:
    import time

    def seconds(length: int) -> float:
        doc = nlp.make_doc(unit * (length // len(unit)))
        began = time.process_time()
        find_quotes(doc)
        return time.process_time() - began

    assert seconds(8_000) < 10 * seconds(2_000) + 0.5


def test_who_is_introduced_below_does_not_speak_above(quoted: Find) -> None:
    text = (
        "“We came early and saw the water rise,” said Ilse Brandt.\n\n“I hope that you will be able to find the old stones.”\n\n"
        "Jan Maas, the former mayor, also spoke about the bridge.\n\n“As you know, it was built in May.”"
    )
    assert [quote["source"] for quote in marked(quoted(text))][:2] == ["Ilse Brandt", "Ilse Brandt"]


@pytest.mark.parametrize(
    "text",
    [
        "The bridge was, in the words of harbour master Nora Quill, “a costly trap” for years.",
        "The bridge amounts, in the words of harbour master Nora Quill, to “a costly trap”.",
        "“A costly trap”, in the words of harbour master Nora Quill, was sold.",
    ],
)
def test_in_the_words_of_somebody_names_the_source(quoted: Find, text: str) -> None:
    (quote,) = [quote for quote in quoted(text) if quote["parts"]]
    assert quote["source"] == "harbour master Nora Quill"


def test_what_an_event_focuses_on_is_its_theme(quoted: Find) -> None:
    assert quoted("A fair was held in Ashby on Monday, focusing on the “rights of older tenants”.") == []


def test_a_headline_may_name_who_speaks_behind_a_dash(quoted: Find) -> None:
    (quote,) = [quote for quote in quoted("“The water kept rising” – villagers\n\nThe dam broke on Monday.") if quote["parts"]]
    assert quote["source"] == "villagers"


def test_a_source_that_ends_in_the_cue_of_a_surer_act_is_none(quoted: Find) -> None:
    text = "News outlets report that the agency warned shops that it is banned."
    at = {
        words: Span(text.index(words), text.index(words) + len(words))
        for words in ("News outlets", "News outlets report", "report", "warned")
    }
    whole, inner = Span(text.index("that the"), len(text) - 1), Span(text.index("that it"), len(text) - 1)
    surer = Attribution(at["report"], (whole,), ((at["News outlets"], 1.0),), 0.99)
    other = Attribution(at["warned"], (inner,), ((at["News outlets report"], 1.0),), 0.7)
    assert [quote["cue"] for quote in quoted(text, Reading(attributions=(surer, other)))] == ["report"]


def test_the_clause_before_the_marks_is_content(quoted: Find) -> None:
    (quote,) = quoted("Mayor Ada Lane said that once they met, “it was over.”")
    assert (quote["type"], quote["content"]) == ("mixed", ["that once they met, “it was over.”"])


def test_the_article_before_the_marks_is_content(quoted: Find) -> None:
    text = "Ada Lane called the plan a “trap” in May."
    source, cue, words = (Span(text.index(part), text.index(part) + len(part)) for part in ("Ada Lane", "called", "“trap”"))
    (quote,) = quoted(text, Reading(attributions=(Attribution(cue, (words,), ((source, 1.0),), 0.99),)))
    assert (quote["type"], quote["content"]) == ("mixed", ["a “trap”"])


@pytest.mark.parametrize(
    ("line", "source", "signs"),
    [
        ("Review: “We came early and saw it.” —hlc1976", "hlc1976", True),
        ("Review: “We came early and saw it.” — Ilse Brandt, 26, who keeps the bridge of Hull over the old canal", "Ilse Brandt", True),
        ("Rain fell. “We came early and saw it.” — The mayor was not amused.", "The mayor", False),
    ],
    ids=["a sign behind other words", "a name with a description", "a sentence"],
)
def test_who_signs_behind_a_dash_at_the_end_of_a_line_is_the_source(quoted: Find, line: str, source: str, signs: bool) -> None:
    (quote,) = [quote for quote in quoted(f"It was new.\n\n{line}\n\nMore came.") if quote["parts"]]
    assert str(quote["source"]).startswith(source) is signs


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        pytest.param(
            "The third man, according to a neighbour, was a plumber.",
            "a neighbour",
            ["The third man", "was a plumber"],
            id="around according to",
        ),
        pytest.param(
            "The bridge, according to the mayor, Ann Pool, is closed.",
            "the mayor, Ann Pool",
            ["The bridge", "is closed"],
            id="around according to somebody in apposition",
        ),
    ],
)
def test_both_halves_of_a_sentence_are_said_and_a_verb_opens_no_apposition(
    quoted: Find, text: str, source: str, content: list[str]
) -> None:
    (quote,) = quoted(text)
    assert (quote["source"], quote["content"]) == (source, content)


def test_a_participle_of_saying_behind_the_cue_is_no_content(quoted: Find) -> None:
    assert quoted("Ten houses burned, Ann Pool said, citing witnesses.")[0]["content"] == ["Ten houses burned"]


def test_what_is_asked_at_the_head_of_a_sentence_ends_before_its_main_clause(quoted: Find) -> None:
    asked = quoted("Asked if he would resign, Ann Pool, the chair, laughed.")[0]
    assert (asked["cue"], asked["content"]) == ("Asked", ["if he would resign"])


def test_a_court_that_hears_what_somebody_said_reports_it(quoted: Find) -> None:
    text = "The court heard that Dunn had told a friend: “I will burn it down.”"
    region = RegionReading(Span(text.index("“"), len(text)), 0.99, ((Span(0, 9), 1.0),))
    outer, inner = quoted(text, Reading(regions=(region,)))
    assert (outer["source"], inner["source"], inner["within"]) == ("The court", "Dunn", 0)


def test_in_the_words_of_somebody_whose_clause_follows(quoted: Find) -> None:
    (quote,) = quoted("In the words of one teacher, the reform is “a coat of paint.”")
    assert quote["source"] == "one teacher"


def test_a_participle_right_before_the_marks_is_the_cue(quoted: Find) -> None:
    (quote,) = marked(quoted("Devi Rao vowed to fight on, saying: “We have all winter.”"))
    assert (quote["source"], quote["cue"]) == ("Devi Rao", "saying")


def test_who_neither_confirms_nor_denies_says_nothing(quoted: Find) -> None:
    assert not quoted("Karl Ott would neither confirm nor deny that the mine had been sold.")


def test_what_somebody_has_been_called_are_the_words_of_whom_by_names(quoted: Find) -> None:
    (quote,) = quoted("The firm has been called “a nest of thieves” by its former accountant.")
    assert quote["source"] == "its former accountant"


def test_what_somebody_has_been_called_by_nobody_named_has_no_source(quoted: Find) -> None:
    (quote,) = quoted("Pavlo Hale, who has been called “the last honest man in the harbour”, opened the meeting.")
    assert quote["source"] is None


def test_a_verb_that_stands_right_before_the_words_is_their_cue(quoted: Find) -> None:
    text = "The panel found no fault, but said the mayor had been “economical with the facts”."
    source, cue = Span(0, 9), Span(text.index("said"), text.index("said") + 4)
    act = Attribution(cue, (Span(text.index("the mayor"), len(text) - 1),), ((source, 1.0),), 0.99)
    (quote,) = marked(quoted(text, Reading(attributions=(act,))))
    assert (quote["source"], quote["cue"]) == ("The panel", "said")


def test_who_declines_to_say_says_nothing(quoted: Find) -> None:
    text = "Jan Berg declined to say who had paid for the boat."
    cue, content = Span(text.index("say"), text.index("say") + 3), Span(text.index("who"), len(text) - 1)
    assert not quoted(text, Reading(attributions=(Attribution(cue, (content,), ((Span(0, 8), 1.0),), 0.99),)))


@pytest.mark.parametrize(
    ("seen", "cue"),
    [pytest.param("told the", "told", id="an article"), pytest.param("said in a letter to the", "said in a letter", id="a phrase")],
)
def test_a_cue_does_not_end_in_the_beginning_of_another_phrase(quoted: Find, seen: str, cue: str) -> None:
    text = f"Ann Pool {seen} council that the safe was empty."
    at, content = text.index(seen), Span(text.index("that"), len(text) - 1)
    act = Attribution(Span(at, at + len(seen)), (content,), ((Span(0, 8), 1.0),), 0.99)
    assert [quote["cue"] for quote in quoted(text, Reading(attributions=(act,)))] == [cue]


def test_what_others_are_asked_to_say_is_not_said(quoted: Find) -> None:
    text = "Ilse Brandt urged the water board to explain why the bridge cost so much."
    at = {
        words: Span(text.index(words), text.index(words) + len(words)) for words in ("Ilse Brandt", "urged", "explain", "the water board")
    }
    whole, inner = Span(text.index("the water"), len(text) - 1), Span(text.index("why"), len(text) - 1)
    urged = Attribution(at["urged"], (whole,), ((at["Ilse Brandt"], 1.0),), 0.99)
    explained = Attribution(at["explain"], (inner,), ((at["the water board"], 1.0),), 0.9)
    assert [quote["cue"] for quote in quoted(text, Reading(attributions=(urged, explained)))] == ["urged"]


def test_who_is_told_is_no_part_of_the_words_with_what_it_is_of(quoted: Find) -> None:
    text = "Ian Lee told the House of Lords on Tuesday the ferry was late."
    act = Attribution(Span(8, 12), (Span(text.index("Lords"), len(text) - 1),), ((Span(0, 7), 1.0),), 0.99)
    (quote,) = quoted(text, Reading(attributions=(act,)))
    assert quote["content"] == ["the ferry was late"]


def test_the_verb_behind_but_is_the_cue_of_what_follows_it(quoted: Find) -> None:
    text = "Ilse Brandt conceded that the mill is old, but argued in her letter that it was “a good mill”."
    (quote,) = [quote for quote in quoted(text) if quote["parts"]]
    assert (quote["source"], quote["cue"]) == ("Ilse Brandt", "argued")


@pytest.mark.parametrize(("end", "count"), [(".", 4), ("", 0)], ids=["sentences", "headings"])
def test_headings_in_capitals_are_no_turns_of_a_transcript(quoted: Find, end: str, count: int) -> None:
    text = "\n\n".join(f"{label}: THE MILL IS NOW OPEN{end}" for label in ("MS LEE", "MR KAY", "MS LEE", "MR KAY"))
    assert len(quoted(text)) == count


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        pytest.param(
            "The dam could fail within hours, the governor, Ana Lopes, told reporters.",
            "Ana Lopes",
            ["The dam could fail within hours"],
            id="told by somebody between commas",
        ),
        pytest.param("The plan was described as “rushed” by the opposition.", "the opposition", ["rushed"], id="no by at the end"),
        pytest.param("Ana Lopes described the plan as “a farce”.", "Ana Lopes", ["the plan", "“a farce”"], id="described as"),
    ],
)
def test_content_and_source_are_cut_where_they_meet(quoted: Find, text: str, source: str, content: list[str]) -> None:
    (quote,) = quoted(text)
    assert quote["source"] == source
    assert quote["content"] == content


def test_the_cue_of_what_somebody_liked_to_say_is_whole(nlp: Language) -> None:
    scene = scene_of(look_at(nlp.make_doc("He was, as he liked to say, “a man of no ideas”.")), default_model().cues)
    cue = cue_span(scene, scene.view.lower.index("liked"), None)
    assert scene.view.text[cue.start : cue.end] == "liked to say"
