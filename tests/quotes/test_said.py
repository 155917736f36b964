"""When, where and on what occasion: beside the cue, from the turn before, from the article's event, or null."""

from __future__ import annotations

import pytest
from spacy.language import Language

from onrecord.quotes import find_quotes
from onrecord.quotes.said import find_said
from onrecord.types import Said, TimeExpression, Toponym


def said(nlp: Language, text: str, dates: tuple[str, ...] = (), places: tuple[str, ...] = ()) -> list[Said]:
    quotes = find_quotes(nlp.make_doc(text)).quotes
    days = [TimeExpression(text.index(d), text.index(d) + len(d), "DATE", "2021-03-04") for d in dates]
    towns = [Toponym(text.index(p), text.index(p) + len(p), p) for p in places]
    return find_said(text, quotes, days, towns)


def test_date_place_and_occasion_stand_beside_the_cue(nlp: Language) -> None:
    text = "“The bridge will hold,” Ilse Brandt told a conference in Geneva on Thursday."
    (one,) = said(nlp, text, ("Thursday",), ("Geneva",))
    assert (one.date, one.place, one.medium) == (0, 0, "speech")
    assert one.occasion is not None
    assert text[one.occasion.start : one.occasion.end] == "a conference"
    assert "beside the cue" in one.reason


@pytest.mark.parametrize(
    ("text", "medium"),
    [
        ("“The bridge will hold,” Ilse Brandt said in a statement.", "statement"),
        ("“The bridge will hold,” Ilse Brandt said in an interview.", "interview"),
        ("“The bridge will hold,” Ilse Brandt tweeted.", "social"),
        ("“The bridge will hold,” Ilse Brandt said in a video message.", "message"),
        ("“The bridge will hold,” Ilse Brandt said in her report.", "report"),
        ("“The bridge will hold,” Ilse Brandt said.", "unknown"),
    ],
)
def test_the_medium_is_told_by_the_words_beside_the_cue(nlp: Language, text: str, medium: str) -> None:
    (one,) = said(nlp, text)
    assert one.medium == medium


def test_words_inside_the_quotation_tell_nothing(nlp: Language) -> None:
    (one,) = said(nlp, "“I spoke at the rally in Geneva on Thursday,” said Ilse Brandt.", ("Thursday",), ("Geneva",))
    assert one == Said()


def test_speech_that_goes_on_takes_what_the_turn_before_told(nlp: Language) -> None:
    text = "“We came early and saw the water rise,” Ilse Brandt told a rally on Thursday.\n\n“We left late because nobody came to help us.”"
    first, second = said(nlp, text, ("Thursday",))
    assert second.date == first.date == 0
    assert "continues" in second.reason


def test_the_event_of_the_article_is_a_default_that_says_so(nlp: Language) -> None:
    text = (
        "More than two hundred engineers attended a conference in Geneva on Thursday to talk about the old bridge.\n\n"
        "“The bridge will hold,” said Ilse Brandt."
    )
    found = said(nlp, text, ("Thursday",), ("Geneva",))[-1]
    assert (found.date, found.place) == (0, 0)
    assert found.reason.startswith("default")


def test_a_day_of_the_head_at_which_nobody_meets_is_not_the_day_of_speech(nlp: Language) -> None:
    text = (
        "More than two hundred trees fell beside the old bridge in Geneva on Thursday when the wind rose to a storm.\n\n"
        "“The bridge will hold,” said Ilse Brandt."
    )
    found = said(nlp, text, ("Thursday",), ("Geneva",))[-1]
    assert (found.date, found.place) == (None, None)


def test_what_is_spoken_of_is_not_where_it_is_spoken(nlp: Language) -> None:
    text = "Ilse Brandt told a rally that nothing had been done since 1988 for the people in Ruritania."
    quotes = find_quotes(nlp.make_doc(text)).quotes
    day = TimeExpression(text.index("1988"), text.index("1988") + 4, "DATE", "1988", granularity="year")
    (one,) = find_said(text, quotes, [day], [])
    assert one.date is None


def test_an_occasion_takes_no_verb_before_its_noun(nlp: Language) -> None:
    (one,) = said(nlp, "“The bridge will hold,” the engineer in Ruritania wrote in her recent report.")
    assert one.occasion is not None
    assert one.medium == "report"
    text = "“The bridge will hold,” the engineer in Ruritania wrote in her recent report."
    assert text[one.occasion.start : one.occasion.end] == "her recent report"
