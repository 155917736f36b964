"""Values, anchors and flags of whole texts."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.dates import find_dates
from onrecord.settings import DateSettings
from onrecord.types import Block, Part, Quote, Span, TimeExpression


def values(text: str, published: str | None = "2016-11-30", **options: object) -> dict[str, str]:
    """Surface form to value."""
    return {text[found.start : found.end]: found.value for found in find_dates(text, published=published, **options)}  # type: ignore[arg-type]


def only(text: str, published: str | None = "2016-11-30", **options: object) -> TimeExpression:
    (found,) = find_dates(text, published=published, **options)  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on Saturday, November 26,", "2016-11-26"),
        ("in 2015", "2015"),
        ("this summer", "2016-SU"),
        ("70 years ago", "1946"),
        ("2017November 28", "2017-11-28"),
        ("Dec.4,2017", "2017-12-04"),
        ("28th of Nov.", "2016-11-28"),
        ("19-Nov-12", "2012-11-19"),
        ("26/11/2016", "2016-11-26"),
        ("11/26/2016", "2016-11-26"),
        ("26.11.2016", "2016-11-26"),
        ("2016-11-26", "2016-11-26"),
        ("yesterday", "2016-11-29"),
        ("the day before yesterday", "2016-11-28"),
        ("tomorrow", "2016-12-01"),
        ("last week", "2016-W47"),
        ("next month", "2016-12"),
        ("last year", "2015"),
        ("two weeks ago", "2016-W46"),
        ("10 days ago", "2016-11-20"),
        ("three months ago", "2016-08"),
        ("a decade ago", "2006"),
        ("the 1980s", "198"),
        ("the ’90s", "199"),
        ("the 19th century", "18"),
        ("the third quarter of 1990", "1990-Q3"),
        ("the first half of 2012", "2012-H1"),
        ("Q3 2016", "2016-Q3"),
        ("fiscal 2018", "2018"),
        ("Easter 2015", "2015-04-05"),
        ("Thanksgiving", "2016-11-24"),
        ("Election Day 2016", "2016-11-08"),
        ("29 years", "P29Y"),
        ("two and a half years", "P2Y6M"),
        ("5 1/2 hours", "PT5H30M"),
        ("two decades", "P20Y"),
        ("several months", "PXM"),
        ("every Tuesday", "XXXX-WXX-2"),
        ("every two weeks", "P2W"),
        ("now", "PRESENT_REF"),
        ("recently", "PAST_REF"),
        ("nineteen ninety-six", "1996"),
        ("two thousand and five", "2005"),
        ("480 BC", "BC0480"),
        ("this morning", "2016-11-30TMO"),
        ("last night", "2016-11-29TNI"),
        ("at 10:35 a.m. Friday", "2016-11-25T10:35"),
        ("noon Friday", "2016-11-25T12:00"),
    ],
    ids=lambda value: value,
)
def test_a_form_has_its_value(text: str, value: str) -> None:
    assert list(values(text).values()) == [value]


@pytest.mark.parametrize("days", range(7))
def test_a_weekday_is_the_most_recent_one_with_today_included(days: int) -> None:
    day = date(2016, 11, 30) - timedelta(days)
    found = only(f"He was seen on {day:%A}.")
    assert (found.value, found.anchor.kind, found.anchor.rule) == (day.isoformat(), "publication", "weekday-most-recent")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They will meet on Friday.", "2016-12-02"),
        ("They met on Friday.", "2016-11-25"),
        ("The trial resumes Friday.", "2016-12-02"),
        ("Rain is forecast from Friday.", "2016-12-02"),
        ("She promised on Monday a law that will pass.", "2016-11-28"),
        ("She promised a law by April.", "2017-04"),
        ("There is a warning for wind from Friday.", "2016-12-02"),
        ("The chain, which reports its results in January, shut a shop.", "2017-01"),
        ("The second test is in Lautoka on Friday.", "2016-12-02"),
        ("The town is quiet, he said on Friday.", "2016-11-25"),
        ("Claims are heard until December 30. They will hear him on the 16th.", "2016-12-16"),
        ("Rain is expected on Friday night and Saturday morning.", "2016-12-03TMO"),
        ("They have until the end of March to comply.", "2017-03"),
        ("They came back on the 14th.", "2016-11-14"),
        ("They will hear him on the 14th.", "2016-12-14"),
        ("It is expected to open in March.", "2017-03"),
        ("It opened in March.", "2016-03"),
        ("It was founded in December.", "2016-12"),  # of eleven months ago one says "last December"
        ("the year ended March 31", "2016-03-31"),
        ("He resigned on March 3.", "2016-03-03"),
        ("as early as Friday", "2016-12-02"),
        ("It would close by September 3.", "2017-09-03"),
        ("About 20 minutes later he left.", "PT20M"),
    ],
    ids=lambda value: value,
)
def test_the_tense_of_the_clause_picks_among_the_occurrences(text: str, value: str) -> None:
    assert list(values(text).values())[-1] == value


def test_month_and_day_are_the_nearest_occurrence() -> None:
    assert values("on January 3", "2016-12-20") == {"January 3": "2017-01-03"}
    assert values("on December 28", "2017-01-05") == {"December 28": "2016-12-28"}


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)), st.integers(-180, 180))
@settings(max_examples=40, deadline=None)
def test_a_weekday_that_fits_is_kept_and_one_that_does_not_is_flagged(published: date, shift: int) -> None:
    day = published + timedelta(shift)
    right = only(f"held on {day:%A}, {day:%B} {day.day}", published.isoformat())
    assert (right.value, right.flags) == (day.isoformat(), ())
    wrong_name = f"{day + timedelta(3):%A}"
    wrong = only(f"held on {wrong_name}, {day:%B} {day.day}, {day.year}", published.isoformat())
    assert (wrong.value, "weekday-conflict" in wrong.flags) == (day.isoformat(), True)


def test_a_weekday_tells_the_year_when_the_nearest_one_does_not_fit() -> None:
    found = only("held on Saturday, November 26", "2017-11-29")
    assert (found.value, found.flags, found.alternatives) == ("2016-11-26", ("year-by-weekday",), ("2017-11-26",))


def test_a_weekday_and_the_latest_year_named_tell_the_year_without_a_publication_date() -> None:
    found, *_ = find_dates("It was held on Saturday, November 26. Over 100 were counted in 2015; it began in 1988.")
    assert (found.value, found.anchor.kind, found.anchor.rule) == ("2016-11-26", "mention", "weekday-narrows-year")
    assert "2022-11-26" in found.alternatives
    assert found.confidence < 0.8


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She told the Daily Herald what she knew.", {}),
        ("The Sunday Times first reported the plan.", {}),
        ("Daily flights leave for Paris.", {"Daily": "P1D"}),
        ("On Sunday Times Square was closed.", {"Sunday": "2016-11-27"}),
    ],
    ids=["a daily", "a paper of Sundays", "an adverb at the head", "a day before a name"],
)
def test_names_of_papers_are_no_dates(text: str, found: dict[str, str]) -> None:
    assert values(text) == found


def test_what_no_date_anchors_stays_open_with_its_candidates() -> None:
    found = only("It was held on Saturday, November 26.", None)
    assert (found.value, found.edtf, found.anchor.kind, found.earliest) == ("XXXX-11-26", "XXXX-11-26", "none", None)
    assert {"2005-11-26", "2011-11-26", "2016-11-26", "2022-11-26"} <= set(found.alternatives)
    assert "unresolved" in found.flags


@pytest.mark.parametrize("text", ["yesterday", "on Friday", "in March", "this summer", "two weeks ago", "at noon", "last year", "Christmas", "the third quarter", "over the weekend"])  # fmt: skip
def test_without_any_anchor_nothing_has_a_year(text: str) -> None:
    assert [(found.earliest, found.anchor.kind) for found in find_dates(text)] == [(None, "none")]


def test_a_printed_date_is_the_publication_date() -> None:
    text = "Article published on Nov. 30, 2017\n\nA meeting was held in Paris on November 28. Yesterday it ended."
    assert values(text, None) == {"Nov. 30, 2017": "2017-11-30", "November 28": "2017-11-28", "Yesterday": "2017-11-29"}


def test_the_date_of_a_dateline_is_the_publication_date() -> None:
    text = "Paris, France 26/11/2016 – The council met on Friday."
    found = find_dates(text)[1]
    assert (found.value, found.anchor.kind, found.anchor.rule) == ("2016-11-25", "publication", "weekday-most-recent")


def test_a_date_block_is_the_publication_date() -> None:
    text = "5 March 2019 was the day of it all; he came yesterday."
    assert values(text, None, blocks=[Block(0, 12, "date")])["yesterday"] == "2019-03-04"


def test_the_nearest_full_date_anchors_weakly() -> None:
    text = "The mill burned on 5 March 2019, and rain fell on March 9."
    found = find_dates(text)[1]
    assert (found.value, found.anchor.kind, found.flags) == ("2019-03-09", "mention", ("weak-anchor",))


def test_a_neighbour_on_the_page_anchors_last_and_weakly() -> None:
    found = only("It rained on March 9.", None, neighbours=("2019-03-12",))
    assert (found.value, found.anchor.kind, found.flags) == ("2019-03-09", "page", ("weak-anchor",))


QUOTED = "The dam was closed on November 28.\n\n“It is good that today’s closure came,” said Mbeki. Roads reopened today."


def quote_of(text: str, content: str, cue: str) -> Quote:
    start, at = text.index(content), text.index(cue)
    return Quote("direct", (Part(start, start + len(content)),), (Span(start, start + len(content)),), cue=Span(at, at + len(cue)))


def test_today_in_a_quotation_is_the_day_of_the_event_it_names() -> None:
    text = QUOTED.replace("closed", "shut in a closure")
    quote = quote_of(text, "It is good that today’s closure came,", "said")
    found = find_dates(text, published="2016-11-30", quotes=[quote])
    assert [(f.value, f.anchor.kind) for f in found] == [
        ("2016-11-28", "publication"),
        ("2016-11-28", "utterance"),
        ("2016-11-30", "publication"),
    ]


def test_today_in_a_quotation_is_the_day_of_the_speech() -> None:
    text = "“We will open the gates today,” Mbeki said on Monday."
    found = find_dates(text, published="2016-11-30", quotes=[quote_of(text, "We will open the gates today,", "said")])
    assert [(f.value, f.anchor.kind, f.anchor.rule) for f in found] == [
        ("2016-11-28", "utterance", "day-of-the-speech"),
        ("2016-11-28", "publication", "weekday-most-recent"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in July and August 1988", {"July": "1988-07", "August 1988": "1988-08"}),
        ("from November to February 2017", {"November": "2016-11", "February 2017": "2017-02"}),
        ("on 7-9 May 2019", {"7": "2019-05-07", "9 May 2019": "2019-05-09"}),
        ("from 2001–2003", {"2001": "2001", "2003": "2003"}),
        ("in 1994-95", {"1994": "1994", "95": "1995"}),
        ("between 12 March and 5 April 2011", {"12 March": "2011-03-12", "5 April 2011": "2011-04-05"}),
        ("from May 2012 to June", {"May 2012": "2012-05", "June": "2012-06"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_members_of_a_list_share_what_one_of_them_says(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


def test_the_ends_of_a_range_are_flagged() -> None:
    first, last = find_dates("between March 2011 and April 2012")
    assert (first.flags, last.flags) == (("range-start",), ("range-end",))


def test_a_contradiction_is_flagged_and_not_repaired() -> None:
    ago, year = find_dates("70 years ago…in the year 1914, they were held.", published="2016-11-30")
    assert (ago.value, year.value) == ("1946", "1914")
    assert "contradiction" in ago.flags
    assert "contradiction" in year.flags
    assert not any("contradiction" in found.flags for found in find_dates("100 years ago, in 1916, it began.", published="2016-11-30"))


def test_an_ambiguous_day_order_keeps_both_readings() -> None:
    found = only("on 04/05/2019")
    assert "day-order-ambiguous" in found.flags
    assert {found.value, *found.alternatives} == {"2019-05-04", "2019-04-05"}


@given(st.dates(date(1990, 1, 1), date(2040, 12, 31)), st.sampled_from(["/", "-"]), st.booleans())
@settings(max_examples=40, deadline=None)
def test_a_numeric_date_always_keeps_the_true_reading(day: date, mark: str, day_first: bool) -> None:
    first, second = (day.day, day.month) if day_first else (day.month, day.day)
    found = only(f"on {first:02d}{mark}{second:02d}{mark}{day.year}", None)
    assert day.isoformat() in {found.value, *found.alternatives}
    if day.day > 12:
        assert (found.value, found.alternatives, "day-order-ambiguous" in found.flags) == (day.isoformat(), (), False)


@pytest.mark.parametrize(
    ("other", "options", "value"),
    [
        ("and 26/11/2016", {}, "2016-05-04"),
        ("and 11/26/2016", {}, "2016-04-05"),
        ("", {"convention": "mdy"}, "2016-04-05"),
        ("", {"convention": "dmy"}, "2016-05-04"),
        ("", {"settings": DateSettings(day_order="mdy")}, "2016-04-05"),
    ],
    ids=["another date proves day first", "another date proves month first", "the publisher writes month first", "the publisher writes day first", "the setting"],
)  # fmt: skip
def test_evidence_settles_the_day_order(other: str, options: dict[str, object], value: str) -> None:
    found = find_dates(f"on 04/05/2016 {other}", published="2016-11-30", **options)[0]  # type: ignore[arg-type]
    assert (found.value, "day-order-ambiguous" in found.flags) == (value, False)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("see #28Nov2016 now", "hashtag"),
        ("see https://example.org/2016/11/28/dam.html there", "url"),
        ("see https://example.org/a-20161128.html there", "url"),
    ],
)
def test_dates_in_hashtags_and_addresses_are_found_and_flagged(text: str, flag: str) -> None:
    found = find_dates(text, published="2016-11-30")[0]
    assert (found.value, flag in found.flags) == ("2016-11-28", True)


def test_narratives_are_anchored_on_the_last_date_named() -> None:
    text = "War broke out in May 1940. In June the town fell. The next day, 5 July, it rained."
    assert values(text, "2009-12-19", settings=DateSettings(mode="narrative"))["June"] == "1940-06"
    text = "The attack of 16 December 1944 had failed by January."
    assert values(text, "2009-12-19", settings=DateSettings(mode="narrative"))["January"] == "1945-01"


@pytest.mark.parametrize("published", ["", "yesterday", "2016-13-45", "2016", None])
def test_an_unreadable_publication_date_counts_as_missing(published: str | None) -> None:
    assert find_dates("yesterday", published=published)[0].anchor.kind == "none"


PIECES = ["on ", "Monday ", "March ", "5 ", "2016", ", ", "the ", "of ", "last ", "year ", "two ", "weeks ", "ago", "\n\n", "-", "'s ", "10:30 ", "p.m. ", "and ", "/", "Q3 ", "1980s ", "é", "May "]  # fmt: skip


@given(
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=80),
    st.sampled_from([None, "2016-02-29", "0001-01-01", "9999-12-31"]),
)
@settings(max_examples=150, deadline=None)
def test_any_text_gives_sorted_disjoint_spans_and_consistent_intervals(text: str, published: str | None) -> None:
    found = find_dates(text, published=published)
    assert found == find_dates(text, published=published)
    reach = 0
    for item in found:
        assert reach <= item.start < item.end <= len(text)
        reach = item.end
        assert 0.0 <= item.confidence <= 1.0
        assert item.value
        if item.earliest and item.latest:
            assert item.earliest <= item.latest
            assert item.granularity


@pytest.mark.parametrize("piece", ["1", ",", "May 5, ", "12 ", "1/1/", "two hundred and ", "the ", "2015-", "\n ", "'", "a year ago "])
def test_time_is_linear_in_hostile_text(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    started = time.process_time()
    find_dates(text)
    assert time.process_time() - started < 10.0


@given(
    st.dates(date(1950, 1, 1), date(2049, 12, 31)),
    st.sampled_from(["%B %d, %Y", "%d %B %Y", "%b. %d, %Y", "%A, %d %B %Y", "%A, %B %d, %Y", "%Y-%m-%d"]),
)
@settings(max_examples=30, deadline=None)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_explicit_dates_agree_with_dateparser(day: date, form: str) -> None:
    import dateparser

    text = day.strftime(form).replace("May.", "May")
    other = dateparser.parse(text, languages=["en"], settings={"STRICT_PARSING": True, "PARSERS": ["absolute-time"]})
    found = only(f"It was signed on {text} in Rome.", None)
    assert other is not None
    assert found.value == other.date().isoformat() == day.isoformat()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The vote is listed for Tuesday.", {"Tuesday": "2016-12-06"}),
        ("She has declared Saturday a day of mourning.", {"Saturday": "2016-12-03", "a day": "P1D"}),
        ("He declared Monday that the war was over.", {"Monday": "2016-11-28"}),
        ("The court declared Monday the law void.", {"Monday": "2016-11-28"}),
        ("It burnt on Sunday arvo.", {"Sunday arvo": "2016-11-27TAF"}),
        ("It was sent at dawn Wednesday.", {"dawn Wednesday": "2016-11-30TMO"}),
        ("28.11.2016 18:40", {"28.11.2016": "2016-11-28", "18:40": "2016-11-28T18:40"}),
        ("Mon 28 Nov 2016 19.05 BST", {"Mon 28 Nov 2016": "2016-11-28", "19.05 BST": "2016-11-28T19:05"}),
        ("Polls closed at 10pm last night.", {"10pm last night": "2016-11-29T22:00"}),
        ("He slept at 2am last night.", {"2am last night": "2016-11-30T02:00"}),
        ("He left at 9:30 Thursday evening.", {"9:30 Thursday evening": "2016-11-24T21:30"}),
        ("By Ann\n18:40, 28 Nov 2016", {"18:40": "2016-11-28T18:40", "28 Nov 2016": "2016-11-28"}),
        ("Published: 7:00pm, 28 Nov, 2016", {"7:00pm": "2016-11-28T19:00", "28 Nov, 2016": "2016-11-28"}),
        ("Score\n18:40, 12 of them late", {}),
        ("May 8 1:00 a.m. it began", {"May 8 1:00 a.m.": "2016-05-08T01:00"}),
        ("Shares rose to 19.05 from 18.40.", {}),
        ("In 2016 it won 18:40 sets.", {"2016": "2016"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_clock_times_beside_days_and_days_to_come(text: str, found: dict[str, str]) -> None:
    assert values(text) == found


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The Saturday Interview: Leila Haddad", {}),
        ("The Saturday interview was long.", {"Saturday": "2016-11-26"}),
        ("She is Player of the Year.", {}),
        ("It was the hottest day of the year.", {"the year": "2016"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_names_of_columns_and_prizes_are_no_dates(text: str, values: dict[str, str]) -> None:
    assert {text[found.start : found.end]: found.value for found in find_dates(text, published="2016-11-30")} == values
