"""When, where and on what occasion: beside the cue, from the turn before, from the article's event, or null."""

from __future__ import annotations

from dataclasses import replace

import pytest
from spacy.language import Language

from onrecord.quotes import find_quotes
from onrecord.quotes.said import find_said
from onrecord.types import Actor, Cast, Part, Place, Quote, Resolution, Said, Span, TimeExpression, Toponym
from tests import timing


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


def day(text: str, words: str, value: str = "2021-03-04", granularity: str | None = "day") -> TimeExpression:
    return TimeExpression(text.index(words), text.index(words) + len(words), "DATE", value, granularity=granularity)


def town(text: str, words: str) -> Toponym:
    return Toponym(text.index(words), text.index(words) + len(words), words)


HEAD = "More than two hundred engineers attended a conference in Geneva on Thursday to talk about the old bridge.\n\n"


@pytest.mark.parametrize(
    "speech",
    [
        "“The bridge will hold,” said Ilse Brandt, an engineer in Lyon.",
        "Ilse Brandt, who works in Lyon, said the bridge would hold.",
    ],
)
def test_the_town_of_the_speaker_is_not_where_she_spoke(nlp: Language, speech: str) -> None:
    text = HEAD + speech
    quotes = find_quotes(nlp.make_doc(text)).quotes
    found = find_said(text, quotes, [day(text, "Thursday")], [town(text, "Geneva"), town(text, "Lyon")])[-1]
    assert (found.date, found.place) == (0, 0)


@pytest.mark.parametrize("vague", ["recently", "now"])
def test_a_vague_time_is_no_day(nlp: Language, vague: str) -> None:
    text = f"Ilse Brandt {vague} told a rally that the bridge would hold."
    quotes = find_quotes(nlp.make_doc(text)).quotes
    when = day(text, vague, "PAST_REF", None)
    assert [one.date for one in find_said(text, quotes, [when], [])] == [None] * len(quotes)


def test_a_dateline_tells_neither_day_nor_town(nlp: Language) -> None:
    text = "GENEVA, March 4 - “The bridge will hold,” Ilse Brandt told a panel of engineers about the river."
    quotes = find_quotes(nlp.make_doc(text)).quotes
    dateline = Span(0, text.index("“"))
    (one,) = find_said(text, quotes, [day(text, "March 4")], [town(text, "GENEVA")], dateline=dateline)
    assert (one.date, one.place, one.medium) == (None, None, "speech")


@pytest.mark.parametrize(
    ("speech", "is_there"),
    [
        ("“The bridge will hold,” Ilse Brandt told the conference.", True),
        ("“The bridge will hold,” said Ilse Brandt in her opening remarks.", True),
        ("“The bridge will hold,” Ilse Brandt told a rally.", False),
        ("“The bridge will hold,” said a spokeswoman for the builders.", False),
        ("“The bridge will hold,” Ilse Brandt had said.", False),
        ("The report said that the bridge would hold for a hundred years.", False),
    ],
    ids=["the conference itself", "remarks at it", "another occasion", "somebody who speaks for others", "what was said before", "a text"],
)
def test_the_day_of_the_event_is_that_of_what_is_said_at_it(nlp: Language, speech: str, is_there: bool) -> None:
    text = HEAD + speech
    quotes = find_quotes(nlp.make_doc(text)).quotes
    found = find_said(text, quotes, [day(text, "Thursday")], [town(text, "Geneva")])[-1]
    assert (found.date == 0, found.place == 0) == (is_there, is_there)


@pytest.mark.parametrize(
    ("event", "found"),
    [("A conference on old bridges was held in Geneva on Thursday.", (0, 0)), ("The bridge in Geneva fell on Thursday.", (None, None))],
)
def test_an_event_below_the_first_paragraphs_is_one_that_is_held(nlp: Language, event: str, found: tuple[int | None, int | None]) -> None:
    opening = "For the people by the river the silence about the old bridge has been a burden for more than twenty years."
    text = f"{opening}\n\n{opening}\n\n{opening} {event}\n\n“The bridge will hold,” said Ilse Brandt to the engineers."
    quotes = find_quotes(nlp.make_doc(text)).quotes
    last = find_said(text, quotes, [day(text, "Thursday")], [town(text, "Geneva")])[-1]
    assert (last.date, last.place) == found


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("“The bridge will hold,” Ilse Brandt told the local radio in 2016.", True),
        ("In 2016 Ilse Brandt promised that the bridge would hold.", True),
        ("Ilse Brandt, who took over the yard in 2016, said that the bridge would hold.", False),
    ],
)
def test_a_year_tells_when_it_stands_at_the_cue(nlp: Language, text: str, told: bool) -> None:
    quotes = find_quotes(nlp.make_doc(text)).quotes
    assert [one.date for one in find_said(text, quotes, [day(text, "2016", "2016", "year")], [])] == [0 if told else None]


def test_what_a_speaker_says_next_in_the_paragraph_has_the_same_day(nlp: Language) -> None:
    text = "Ilse Brandt said on Thursday that the bridge would hold. She added that the ferry would not."
    quotes = find_quotes(nlp.make_doc(text)).quotes
    cast = Cast((Actor("person", True, "Ilse Brandt"),), tuple(Resolution(0) for _ in quotes), ())
    cut = text.index(" She")
    sentences = (Span(0, cut), Span(cut + 1, len(text)))
    assert [one.date for one in find_said(text, quotes, [day(text, "Thursday")], [], sentences=sentences, cast=cast)] == [0, 0]
    assert [one.date for one in find_said(text, quotes, [day(text, "Thursday")], [], sentences=sentences)] == [0, None]


def test_an_entry_of_a_live_report_tells_the_day(nlp: Language) -> None:
    hours = ("11:50", "12:10", "12:35")
    text = "\n\n".join(f"{hour}: “The water is at the door,” said Ilse Brandt." for hour in hours)
    quotes = find_quotes(nlp.make_doc(text)).quotes
    times = [TimeExpression(text.index(h), text.index(h) + 5, "TIME", f"2021-03-04T{h}", granularity="minute") for h in hours]
    assert [one.date for one in find_said(text, quotes, times, [])] == [0, 1, 2]
    assert [one.date for one in find_said(text, quotes, times[:2], [])] == [None, None, None]


def split(text: str) -> list[Span]:
    """Sentences that end in a full stop."""
    ends = [i + 1 for i in range(len(text)) if text[i] in ".”\n" and text[i + 1 : i + 2] in (" ", "\n", "")]
    return [Span(a, b) for a, b in zip([0, *ends], [*ends, len(text)], strict=False) if a < b]


def told(nlp: Language, text: str, dates: dict[str, str], places: tuple[str, ...] = (), **options: object) -> list[Said]:
    quotes = find_quotes(nlp.make_doc(text)).quotes
    days = [
        day(text, words, value, "day" if len(value) == 10 else "month" if len(value) == 7 else "year") for words, value in dates.items()
    ]
    return find_said(text, quotes, days, [town(text, p) for p in places], sentences=split(text), **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "is_there"),
    [
        ("The bridge was unveiled on Thursday. “It will hold,” said Ilse Brandt.", True),
        ("The bridge was painted on Thursday. “It will hold,” said Ilse Brandt.", False),
        ("Eleven builders met on Thursday. “It will hold,” said Ilse Brandt.", True),
        ("Eleven builders have met since Thursday. “It will hold,” said Ilse Brandt.", False),
        ("Eleven builders met after Thursday's vote. “It will hold,” said Ilse Brandt.", False),
        ("Eleven builders met on Thursday. “It will hold,” says Ilse Brandt.", False),
    ],
    ids=["what is done before people", "work", "people who meet", "the edge of a stretch", "the day of something else", "who says it now"],
)
def test_what_stands_right_behind_a_meeting_is_said_at_it(nlp: Language, text: str, is_there: bool) -> None:
    (one,) = told(nlp, text, {"Thursday": "2021-03-04"})
    assert (one.date == 0) == is_there
    assert one.reason.startswith("default") == is_there


def test_a_meeting_of_another_year_is_no_news(nlp: Language) -> None:
    text = "Eleven builders met on Thursday. “It will hold,” said Ilse Brandt."
    assert [one.date for one in told(nlp, text, {"Thursday": "2021-03-04"}, published="2021-03-06")] == [0]
    assert [one.date for one in told(nlp, text, {"Thursday": "1921-03-04"}, published="2021-03-06")] == [None]


def test_nothing_was_said_after_the_page_was_published(nlp: Language) -> None:
    text = "“It will hold,” said Ilse Brandt, and on Thursday the bridge opens."
    assert [one.date for one in told(nlp, text, {"Thursday": "2021-03-08"}, published="2021-03-06")] == [None]


@pytest.mark.parametrize(
    ("text", "values", "found"),
    [
        ("“It will hold,” Ilse Brandt told a meeting of builders earlier this month.", {"earlier this month": "2021-03"}, [0]),
        ("Two years ago, in a speech to builders, Ilse Brandt said that the bridge would hold.", {"Two years ago": "2019"}, [0]),
        ("In a letter of May 1971 Ilse Brandt wrote: “It will hold until the river goes.”", {"May 1971": "1971-05"}, [0]),
        ("The yard will close earlier this month, as Ilse Brandt said in a speech.", {"earlier this month": "2021-03"}, [None]),
    ],
)
def test_a_coarse_time_tells_when_it_stands_with_the_cue_or_the_occasion(
    nlp: Language, text: str, values: dict[str, str], found: list[int | None]
) -> None:
    assert [one.date for one in told(nlp, text, values)] == found


def test_a_town_told_nowhere_is_that_of_the_page_where_people_were_spoken_to(nlp: Language) -> None:
    text = "The town hall of Geneva is empty. “The bridge will hold,” Ilse Brandt told members on Thursday."
    quotes = find_quotes(nlp.make_doc(text)).quotes
    place = replace(town(text, "Geneva"), place=Place("Geneva", "city", "CH", geonames_id=2660646))
    (one,) = find_said(text, quotes, [day(text, "Thursday")], [place], sentences=split(text))
    assert (one.date, one.place, one.medium) == (0, 0, "speech")
    assert "the town that the page is about" in one.reason
    (other,) = find_said(text.replace("told members", "said"), quotes, [day(text, "Thursday")], [place], sentences=split(text))
    assert other.place is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Writing from Lima, Ilse Brandt warned that the bridge would fall.", 0),
        ("Ilse Brandt, on a visit to Lima, said that the bridge would fall.", 0),
        ("Ilse Brandt, now at the yard in Lima, said that the bridge would fall.", None),
        ("Ilse Brandt said that the trains from Lima would stop.", None),
    ],
)
def test_where_somebody_writes_from_or_visits_is_where_it_is_said(nlp: Language, text: str, found: int | None) -> None:
    assert [one.place for one in said(nlp, text, places=("Lima",))] == [found]


@pytest.mark.parametrize(
    ("text", "medium"),
    [
        ("“It will hold,” Ilse Brandt told waiting reporters.", "interview"),
        ("“It will hold,” Ilse Brandt told us.", "interview"),
        ("“It will hold,” Ilse Brandt told the Security Council.", "speech"),
        ("“It will hold,” Ilse Brandt told jurors.", "speech"),
        ("“It will hold,” said a spokeswoman for the yard.", "statement"),
        ("“It will hold,” Ilse Brandt wrote to the town.", "message"),
        ("“It will hold,” Ilse Brandt posted.", "social"),
    ],
)
def test_whom_is_told_and_who_speaks_tell_the_medium(nlp: Language, text: str, medium: str) -> None:
    assert [one.medium for one in said(nlp, text)] == [medium]


def speakers(nlp: Language, text: str, kind: str = "person") -> Cast:
    quotes = find_quotes(nlp.make_doc(text)).quotes
    return Cast((Actor(kind, True, "Ilse Brandt"),), tuple(Resolution(0) for _ in quotes), ())  # type: ignore[arg-type]


def test_a_document_keeps_its_day_wherever_it_is_cited(nlp: Language) -> None:
    text = "The report of 4 March said that the bridge would fall. Nobody read it.\n\nThe report said that the ferry was safe."
    cast = speakers(nlp, text, "document")
    assert [one.date for one in told(nlp, text, {"4 March": "2021-03-04"}, cast=cast)] == [0, 0]


def test_the_day_of_what_happened_is_not_that_of_the_report_on_it(nlp: Language) -> None:
    text = "The yard was shut on 4 March after a report said that the bridge would fall."
    assert [one.date for one in told(nlp, text, {"4 March": "2021-03-04"}, cast=speakers(nlp, text, "document"))] == [None]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ilse Brandt said on Thursday that the bridge would hold.\n\nShe said that the ferry would not.", [0, 0]),
        ("Ilse Brandt said on Thursday that the bridge would hold.\n\nNo.\n\nShe said that the ferry would not.", [0, None]),
        ("Ilse Brandt told us on Thursday that the bridge would hold.\n\nShe said that the ferry would not.", [0, None]),
    ],
    ids=["in the next paragraph", "not further down", "not from an interview to what follows"],
)
def test_who_goes_on_speaking_speaks_on_the_same_day(nlp: Language, text: str, found: list[int | None]) -> None:
    assert [one.date for one in told(nlp, text, {"Thursday": "2021-03-04"}, cast=speakers(nlp, text))] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ilse Brandt took the microphone on Thursday. “The bridge will hold,” Ilse Brandt said.", 0),
        ("Ilse Brandt opened a bridge on Thursday. “The bridge will hold,” Ilse Brandt said.", 0),
        ("Ilse Brandt was born on Thursday. “The bridge will hold,” Ilse Brandt said.", None),
        ("Jonas Reuter opened a bridge on Thursday. “The bridge will hold,” Ilse Brandt said.", None),
    ],
    ids=["who takes the floor", "who opens a bridge", "what tells of no appearance", "somebody else"],
)
def test_who_appears_in_the_sentence_before_speaks_then(nlp: Language, text: str, found: int | None) -> None:
    quotes = find_quotes(nlp.make_doc(text)).quotes
    mentions = tuple(Span(i, i + 11) for i in range(len(text)) if text.startswith("Ilse Brandt", i))
    cast = Cast((Actor("person", True, "Ilse Brandt", mentions=mentions),), tuple(Resolution(0) for _ in quotes), ())
    assert [one.date for one in told(nlp, text, {"Thursday": "2021-03-04"}, cast=cast)] == [found]


def test_who_tells_a_person_something_gives_no_interview(nlp: Language) -> None:
    text = "“The bridge will hold,” Ilse Brandt told Jonas Reuter."
    start = text.index("Jonas")
    cast = Cast((Actor("person", True, "Jonas Reuter", mentions=(Span(start, start + 12),)),), (Resolution(None),), ())
    assert [one.medium for one in told(nlp, text, {}, cast=cast)] == ["unknown"]
    assert [one.medium for one in told(nlp, text.replace("Jonas Reuter", "Radio Ruritania"), {})] == ["interview"]


def test_bare_clock_times_on_lines_are_entries_of_the_day_of_publication(nlp: Language) -> None:
    text = "\n\n".join(
        ["5 March 2021", *(f"{hour}\n\n“The water is at the door,” says Ilse Brandt." for hour in ("16.10", "14.25", "11.03"))]
    )
    days = [day(text, "5 March 2021", "2021-03-05")]
    quotes = find_quotes(nlp.make_doc(text)).quotes
    assert [one.date for one in find_said(text, quotes, days, [], published="2021-03-05")] == [0, 0, 0]
    assert [one.date for one in find_said(text, quotes, days, [], published="2021-03-06")] == [None, None, None]


@pytest.mark.parametrize(
    ("place", "found"),
    [("in the assembly", [0, 0]), ("in her kitchen", [0, None])],
    ids=["one speaks after another", "she speaks alone"],
)
def test_in_an_assembly_the_others_speak_on_the_same_day(nlp: Language, place: str, found: list[int | None]) -> None:
    text = f"Ilse Brandt said on Thursday {place} that the bridge of the town would hold.\n\n“It will fall,” answered Jonas Reuter."
    quotes = find_quotes(nlp.make_doc(text)).quotes
    cast = Cast((Actor("person", True, "a"), Actor("person", True, "b")), tuple(Resolution(i) for i in range(len(quotes))), ())
    assert [one.date for one in told(nlp, text, {"Thursday": "2021-03-04"}, cast=cast)] == found


def test_what_is_said_beside_a_meeting_told_before_is_said_on_its_day(nlp: Language) -> None:
    text = "“The bridge will hold,” Ilse Brandt told a meeting on Thursday.\n\nOn the sidelines of that meeting a builder said that it would fall."
    assert [one.date for one in told(nlp, text, {"Thursday": "2021-03-04"})] == [0, 0]
    assert [one.date for one in told(nlp, text.replace("of that meeting", "of the river"), {"Thursday": "2021-03-04"})] == [0, None]


def test_what_somebody_says_in_a_recording_has_the_day_of_the_recording(nlp: Language) -> None:
    text = "A recording of 1969 was played. In it Ilse Brandt said: “The bridge will hold until the river goes.”"
    assert [one.date for one in told(nlp, text, {"1969": "1969"})] == [0]


@pytest.mark.parametrize(
    "text", ["Ilse Brandt declared Thursday a day of rest.", "Ilse Brandt urged the town to rest after the meeting of Thursday."]
)
def test_a_day_that_is_spoken_of_is_not_that_of_speech(nlp: Language, text: str) -> None:
    quote = Quote(
        "indirect",
        (),
        (Span(text.index("rest"), text.index("rest") + 4),),
        cue=Span(12, 12 + len(text[12:].split()[0])),
        source=Span(0, 11),
    )
    assert [one.date for one in find_said(text, [quote], [day(text, "Thursday")], [])] == [None]


def test_many_days_and_speeches_in_one_sentence_take_linear_time() -> None:
    piece = "The council met in Geneva on Thursday, and “the bridge will hold,” Ilse said to them, "

    def seconds(count: int) -> float:
        quotes, days = [], []
        for number in range(count):
            at = number * len(piece)
            content = Span(at + piece.index("“") + 1, at + piece.index("”"))
            cue = Span(at + piece.index("said"), at + piece.index("said") + 4)
            quotes.append(
                Quote("direct", (Part(content.start, content.end),), (content,), cue=cue, source=Span(cue.start - 5, cue.start - 1))
            )
            days.append(
                TimeExpression(at + piece.index("Thursday"), at + piece.index("Thursday") + 8, "DATE", "2021-03-04", granularity="day")
            )
        return timing.seconds(lambda: find_said(piece * count, quotes, days, []))

    seconds(20)
    assert seconds(400) < 8 * max(seconds(100), 0.02)


@pytest.mark.parametrize(
    ("text", "dates", "found"),
    [
        ("The report concluded in April that the bridge would fall.", {"April": "2021-04"}, 0),
        ("The report concluded that in April the bridge would fall.", {"April": "2021-04"}, None),
    ],
)
def test_a_document_says_it_on_the_day_behind_its_cue(nlp: Language, text: str, dates: dict[str, str], found: int | None) -> None:
    assert [one.date for one in told(nlp, text, dates, cast=speakers(nlp, text, "document"))] == [found]


def test_a_document_that_is_spoken_of_is_no_channel(nlp: Language) -> None:
    text = "Quoting from the report, Ilse Brandt said that the bridge would fall."
    (one,) = told(nlp, text, {})
    assert (one.occasion, one.medium) == (None, "unknown")
    (other,) = told(nlp, text.replace("Quoting from the", "In her"), {})
    assert other.medium == "report"


def test_where_a_speaker_was_heard_before_is_where_what_follows_was_said(nlp: Language) -> None:
    text = "Ilse Brandt has been speaking at a conference in Geneva. Ilse Brandt said that the bridge would fall."
    mentions = (Span(0, 11), Span(text.rindex("Ilse"), text.rindex("Ilse") + 11))
    quotes = find_quotes(nlp.make_doc(text)).quotes
    cast = Cast((Actor("person", True, "Ilse Brandt", mentions=mentions),), tuple(Resolution(0) for _ in quotes), ())
    assert told(nlp, text, {}, ("Geneva",), cast=cast)[-1].place == 0
    living = text.replace("has been speaking at a conference in Geneva", "lives in Geneva")
    quotes = find_quotes(nlp.make_doc(living)).quotes
    cast = Cast((Actor("person", True, "Ilse Brandt", mentions=(Span(0, 11),)),), tuple(Resolution(0) for _ in quotes), ())
    assert told(nlp, living, {}, ("Geneva",), cast=cast)[-1].place is None


def test_what_the_author_says_of_himself_is_narration(nlp: Language) -> None:
    text = "We spoke over a bad line on Thursday in the old house by the river in which she lives.\n\n“The bridge will fall,” said Ilse Brandt."
    own = Quote("indirect", (), (Span(9, text.index(".")),), cue=Span(3, 8), source=Span(0, 2))
    start = text.index("“") + 1
    other = Quote(
        "direct",
        (Part(start, start + 21),),
        (Span(start, start + 21),),
        cue=Span(start + 23, start + 27),
        source=Span(start + 28, len(text) - 1),
    )
    found = find_said(text, [own, other], [day(text, "Thursday")], [], sentences=split(text))
    assert (found[1].date, found[1].medium) == (0, "interview")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Thursday's hearing opened with a cough. “I have a cold,” Ilse Brandt explained.", 0),
        ("The answer to Thursday's hearing came by post, and few met. “I have a cold,” Ilse Brandt explained.", None),
    ],
    ids=["the hearing itself", "what came after it"],
)
def test_the_day_of_a_hearing_is_told_by_what_is_its(nlp: Language, text: str, found: int | None) -> None:
    assert {one.date for one in told(nlp, text, {"Thursday": "2021-03-04"})} == {found}


def test_a_town_where_something_will_be_is_not_where_it_is_spoken_of(nlp: Language) -> None:
    text = "The film will be shown in Geneva on Thursday; its director, Ilse Brandt, said that it had no end."
    quotes = find_quotes(nlp.make_doc(text)).quotes
    days, towns = [day(text, "Thursday", "2021-03-11")], [town(text, "Geneva")]
    assert [one.place for one in find_said(text, quotes, days, towns, published="2021-03-09")] == [None]
    assert [one.place for one in find_said(text, quotes, days, towns, published="2021-03-12")] == [0]


def test_an_interview_may_be_told_in_the_present(nlp: Language) -> None:
    head = "We met in her yard by the river on Thursday, a week before the builders and the new cranes came.\n\nShe pours tea for us and for the cat.\n\n"
    text = head + "“The bridge will fall,” says Ilse Brandt."
    assert [(one.date, one.medium) for one in told(nlp, text, {"Thursday": "2021-03-04"})][-1] == (0, "interview")
    other = text.replace("We met in her yard", "The builders met in a yard")
    assert [one.date for one in told(nlp, other, {"Thursday": "2021-03-04"})][-1] is None


def test_another_word_for_the_one_document_has_its_day(nlp: Language) -> None:
    text = "The report of 4 March said that the bridge would fall. Nobody read it.\n\nThe study said that the ferry was safe."
    cast = speakers(nlp, text, "document")
    apart = Cast((*cast.actors, Actor("document", False, "study")), (Resolution(0), Resolution(1)), ())
    assert [one.date for one in told(nlp, text, {"4 March": "2021-03-04"}, cast=apart)] == [0, 0]
    another = text.replace("The study", "A study")
    assert [one.date for one in told(nlp, another, {"4 March": "2021-03-04"}, cast=apart)] == [0, None]


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("The builders of the old bridge met in the town hall by the river on Thursday to talk about money.", 0),
        ("The race for the seat of the town on the river is open, and the mayor was born on Thursday.", None),
        ("The mayor of the town on the river, who won the race of last year, laid a stone on Thursday.", None),
        ("The race for the seat of the town on the river was run and won with ease on Thursday.", 0),
    ],
    ids=["people who meet", "a race far from the day", "a race of another day", "a race on the day"],
)
def test_the_day_of_the_head_stands_beside_what_tells_of_people_who_meet(nlp: Language, head: str, found: int | None) -> None:
    text = f"{head}\n\nNobody came by boat, by bus or on foot, and nobody had to be told why that was so.\n\n“The bridge will hold,” said Ilse Brandt."
    assert [one.date for one in told(nlp, text, {"Thursday": "2021-03-04"})][-1] == found


def test_where_one_speaks_others_need_not_be(nlp: Language) -> None:
    text = (
        "Ilse Brandt insisted at a rally in the old town on Thursday that the bridge by the mill would hold.\n\n"
        "“The bridge will fall,” said Jonas Reuter, who builds bridges in the hills."
    )
    quotes = find_quotes(nlp.make_doc(text)).quotes
    cast = Cast((Actor("person", True, "a"), Actor("person", True, "b")), tuple(Resolution(int(i > 0)) for i in range(len(quotes))), ())
    assert [one.date for one in told(nlp, text, {"Thursday": "2021-03-04"}, cast=cast)] == [0, None]


def test_a_town_of_which_the_head_says_nothing_is_not_what_the_page_is_about(nlp: Language) -> None:
    lines = [
        "“The bridge will hold,” Ilse Brandt told members on Thursday.",
        *["Nobody came by boat, by bus or on foot, and all of them were right to stay."] * 4,
    ]
    text = "\n\n".join([*lines, "A ferry sank in Geneva."])
    quotes = find_quotes(nlp.make_doc(text)).quotes
    place = replace(town(text, "Geneva"), place=Place("Geneva", "city", "CH", geonames_id=2660646))
    (one,) = find_said(text, quotes, [day(text, "Thursday")], [place], sentences=split(text))
    assert (one.date, one.place) == (0, None)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("TASHKENT, 4 March -- Builders met in the yard. “It will hold,” said Ilse Brandt.", None),
        ("UN builders met on 4 March - nobody knew why. “It will hold,” said Ilse Brandt.", 0),
    ],
    ids=["the day of a dateline", "a dash is no dateline"],
)
def test_what_looks_like_a_dateline_tells_no_day(nlp: Language, text: str, found: int | None) -> None:
    assert [one.date for one in told(nlp, text, {"4 March": "2021-03-04"})][-1] == found


def test_a_paper_that_asks_is_in_its_interview(nlp: Language) -> None:
    text = "We met in her yard by the river on Thursday, a week before the builders and the new cranes came.\n\nRADIO ONE: Will the bridge hold?"
    start = text.index("Will")
    quote = Quote("direct", (Part(start, len(text)),), (Span(start, len(text)),), source=Span(start - 11, start - 2))
    cast = Cast((Actor("organisation", True, "RADIO ONE"),), (Resolution(0),), ())
    found = find_said(text, [quote], [day(text, "Thursday")], [], sentences=split(text), cast=cast)
    assert [(one.date, one.medium) for one in found] == [(0, "interview")]
    said_so = replace(quote, cue=Span(start - 2, start - 1))
    assert [one.date for one in find_said(text, [said_so], [day(text, "Thursday")], [], sentences=split(text), cast=cast)] == [None]


def test_the_day_of_another_clause_is_not_that_of_what_is_told_now(nlp: Language) -> None:
    text = "The yard burnt on Thursday, and Ilse Brandt says that the bridge will hold."
    start = text.index("that")
    quote = Quote("indirect", (), (Span(start, len(text) - 1),), cue=Span(start - 5, start - 1), source=Span(start - 17, start - 6))
    assert [one.date for one in find_said(text, [quote], [day(text, "Thursday")], [])] == [None]
    now = text.replace("The yard burnt on Thursday, and", "On Thursday,")
    start = now.index("that")
    quote = Quote("indirect", (), (Span(start, len(now) - 1),), cue=Span(start - 5, start - 1), source=Span(start - 17, start - 6))
    assert [one.date for one in find_said(now, [quote], [day(now, "Thursday")], [])] == [0]


def test_a_headline_behind_an_entry_of_a_log_ends_it(nlp: Language) -> None:
    hours = ("11:50", "12:10", "12:35")
    text = "\n\n".join(f"{hour} - “The water is at the door,” said Ilse Brandt." for hour in hours)
    text += "\n\nArrest made in stolen boat case\n\n“The boat was mine,” said Jonas Reuter."
    quotes = find_quotes(nlp.make_doc(text)).quotes
    times = [TimeExpression(text.index(h), text.index(h) + 5, "TIME", f"2021-03-04T{h}", granularity="minute") for h in hours]
    assert [one.date for one in find_said(text, quotes, times, [])] == [0, 1, 2, None]


def test_the_day_of_what_is_named_is_not_that_of_who_names_it(nlp: Language) -> None:
    text = "The boat was stolen in Geneva on Thursday, in what Ilse Brandt called “the boldest theft of the year”."
    assert [(one.date, one.place) for one in said(nlp, text, ("Thursday",), ("Geneva",))] == [(None, None)]


def test_who_has_been_speaking_to_the_press_spoke_on_the_day_of_the_page(nlp: Language) -> None:
    text = (
        "5 March 2021\n\nIlse Brandt has been speaking to reporters at a news conference before the match by the river, as she does in every week.\n\n"
        "“The bridge will hold,” said Ilse Brandt."
    )
    days = [day(text, "5 March 2021", "2021-03-05")]
    quotes = find_quotes(nlp.make_doc(text)).quotes
    assert [one.date for one in find_said(text, quotes, days, [], published="2021-03-05")][-1:] == [0]
    before = text.replace("has been speaking", "spoke")
    quotes = find_quotes(nlp.make_doc(before)).quotes
    assert [one.date for one in find_said(before, quotes, days, [], published="2021-03-05")][-1:] == [None]


@pytest.mark.parametrize(("words", "found"), [("said of his visit in March", None), ("said in March", 0)], ids=["of his visit", "said"])
def test_the_month_of_what_is_spoken_of_is_none_of_speech(nlp: Language, words: str, found: int | None) -> None:
    text = f"“I saw the river rise,” Jonas Reuter {words}."
    month = TimeExpression(text.index("March"), len(text) - 1, "DATE", "2021-03", granularity="month")
    assert [one.date for one in find_said(text, find_quotes(nlp.make_doc(text)).quotes, [month], [])] == [found]


@pytest.mark.parametrize(
    ("lead", "day"),
    [
        ("Kingsport Rovers came from two goals down to draw 2-2 with City in front of nobody much on Thursday.", 0),
        ("Kingsport Rovers, who are bottom of the league and short of men, beat Dunmore City 3-1 on Thursday.", 0),
        ("A late header was enough for Kingsport Rovers to snatch a draw against Dunmore City on Thursday.", 0),
        ("The price of bread and of most kinds of flour in the old town fell by 3-4 cents on Thursday.", None),
        ("Shops were shut in many parts of the country on Thursday as the Ruritania Labour Congress began a strike.", None),
        ("The firm, which makes lifts and doors, said that it had won a 12-18 month contract on Thursday.", None),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_score_tells_of_a_match_and_its_day(nlp: Language, lead: str, day: int | None) -> None:
    found = said(nlp, f"{lead}\n\n“It was never a red,” Stevie Lennox said.", ("Thursday",))[-1]
    assert found.date == day


def test_an_aside_has_not_the_day_of_what_it_stands_in(nlp: Language) -> None:
    (one,) = said(
        nlp, "Ilse Brandt came to Geneva on Thursday with, as she told a friend, “one shoe and no map”.", ("Thursday",), ("Geneva",)
    )
    assert (one.date, one.place) == (None, None)


def test_a_building_and_its_town_before_the_speaker_tell_where(nlp: Language) -> None:
    text = "Addressing reporters at the Labour House, Geneva, Ilse Brandt said the talks had failed."
    (one,) = said(nlp, text, (), ("Geneva",))
    assert one.place == 0
    (other,) = said(nlp, "Addressing reporters, the mayor of Geneva, Ilse Brandt, said the talks had failed.", (), ("Geneva",))
    assert other.place is None


@pytest.mark.parametrize(
    ("speaker", "when"),
    [
        ("Camila Restrepo, Americas director at Rights Monitor", 0),
        ("Camila Restrepo, a teacher in the town of Zenda", None),
    ],
    ids=["of the body", "of no body"],
)
def test_who_speaks_for_a_body_speaks_on_the_day_of_its_release(nlp: Language, speaker: str, when: int | None) -> None:
    text = (
        "Police killed at least 17 people in the squares of the capital, Rights Monitor said in a report released today.\n\n"
        f"“They fired on people who were running,” said {speaker}."
    )
    quotes = find_quotes(nlp.make_doc(text)).quotes
    actors = (Actor("organisation", True, "Rights Monitor"), Actor("person", True, "Camila Restrepo"))
    cast = Cast(actors, (Resolution(0), Resolution(1)), ())
    found = find_said(text, quotes, [day(text, "today", "2026-03-24")], [], cast=cast, published="2026-03-24")
    assert [one.date for one in found] == [0, when]
