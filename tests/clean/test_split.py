"""Whole pages one below the other, and short posts between widgets."""

from __future__ import annotations

import time

import pytest

import onrecord

FERRY = (
    "Ferry to run on Sundays\n\nAna Ruiz\n\n3 May 2021\n\n"
    "A ferry from the lower town will carry walkers and bicycles from Monday, free of charge, until the bridge is mended.\n\n"
    "The council agreed on it on Tuesday night by nine votes to four, after a debate that nobody in the hall had expected to be long.\n\n"
    "Tickets will be wanted again from June, when the old timetable returns and the larger of the two boats is back from the yard."
)
SWANS = (
    "Nobody counted the swans\n\nBo Lind\n\n7 May 2021\n\n"
    "The swans that left the canal in the winter have come back to their island below the lock, the keeper of the park said on Friday after his round.\n\n"
    "He had put out straw in March, as his father did, and was laughed at by everyone who walked past with a dog or without one.\n\n"
    "Visitors are asked to stay on the path until the young birds can swim, which in a warm year like this one takes them hardly two weeks from the day they hatch."
)
WIDGET = "Share | Print | Listen"


def titles(page: str) -> list[str | None]:
    return [article.title.value if article.title else None for article in onrecord.clean(page)]


@pytest.mark.parametrize("between", ["\n\n\n\n", "\n\n* * *\n\n"], ids=["a wide gap", "a rule"])
def test_whole_pages_one_below_the_other_are_parted(between: str) -> None:
    assert titles(FERRY + between + SWANS) == ["Ferry to run on Sundays", "Nobody counted the swans"]


@pytest.mark.parametrize("between", ["Home > Town > Parks", "Next news ›", "News | Sport | Weather", "© 2021 The Lower Town Post"])
def test_a_page_below_the_menu_or_foot_of_another_is_an_article(between: str) -> None:
    run_on = SWANS.replace("round.\n\nHe", "round. He").replace("one.\n\nVisitors", "one. Visitors")
    for second in (SWANS, SWANS.replace("Bo Lind\n\n", ""), run_on + " " + run_on.split("2021\n\n")[1]):
        assert titles(f"{FERRY}\n\n{between}\n\n{second}") == ["Ferry to run on Sundays", "Nobody counted the swans"]


def test_a_headline_with_name_and_day_above_text_that_tells_of_something_else_is_a_teaser() -> None:
    first, rest = FERRY.split("\n\nThe council agreed", 1)
    teaser = "Nobody counted the swans\n\nBo Lind\n\n7 May 2021"
    assert len(titles(f"{first}\n\n{teaser}\n\nThe council agreed{rest} {rest}")) == 1


def test_a_section_with_a_heading_is_no_article() -> None:
    heading = SWANS.replace("\n\nBo Lind\n\n7 May 2021", "")
    assert titles(f"{FERRY}\n\n\n\n{heading}") == ["Ferry to run on Sundays"]


def test_other_articles_in_a_list_part_nothing() -> None:
    """The page is mostly menu, so that a headline with name and date is one of many."""
    menu = "\n\n".join(f"Streets of ward {number}" for number in range(1, 80))
    assert len(titles(f"{menu}\n\n{FERRY}\n\n\n\n{SWANS}")) == 1


def test_a_short_post_between_widgets_is_an_article() -> None:
    short = "Lost: one skate\n\nFound on the ice by the crew was a left skate, size 38, whose owner is invited to ring the harbour office."
    page = f"\n\n{WIDGET}\n\n".join([FERRY, short, SWANS, ""]).rstrip()
    assert titles(page) == ["Ferry to run on Sundays", "Lost: one skate", "Nobody counted the swans"]


def test_a_line_that_the_next_paragraph_says_again_is_no_heading() -> None:
    """It is the caption of a picture that was left out, or a pulled quotation."""
    first, rest = FERRY.split("\n\nThe council agreed", 1)
    (article,) = onrecord.clean(f"{first}\n\nThe council agreed on it on Tuesday night\n\nThe council agreed{rest}")
    kinds = {article.text[block.start : block.end]: block.kind for block in article.blocks}
    assert kinds["The council agreed on it on Tuesday night"] == "caption"
    (article,) = onrecord.clean(f"{first}\n\nThe council says yes at last\n\nThe council agreed{rest}")
    kinds = {article.text[block.start : block.end]: block.kind for block in article.blocks}
    assert kinds["The council says yes at last"] == "heading"


PARAGRAPHS = "<p>" + FERRY.split("2021\n\n")[1].replace("\n\n", "</p>\n<p>") + "</p>"
NOTE = "<p>In our report on the ferry we wrote that the larger boat was sold; it is in the yard and will be back in June.</p>"


def test_article_elements_of_html_are_articles() -> None:
    """Each has its own headline and day, whatever the source says of the page."""
    page = (
        "<html><head><meta property='og:title' content='News of the week'><meta name='date' content='2021-05-09'></head><body>"
        f"<article><h2>Ferry to run on Sundays</h2><p>3 May 2021</p>{PARAGRAPHS}</article>"
        f"<article><h2>The boat was not sold</h2><p>5 May 2021</p>{NOTE}</article></body></html>"
    )
    articles = onrecord.clean(page, html=True)
    assert [article.title.value if article.title else None for article in articles] == ["Ferry to run on Sundays", "The boat was not sold"]
    assert [article.published.value if article.published else None for article in articles] == ["2021-05-03", "2021-05-05"]
    assert all("larger" in article.text for article in articles)


@pytest.mark.parametrize(
    "card",
    [f"<article><h2><a href='/c'>Correction</a></h2>{NOTE}</article>", "<article><h2>Correction</h2><a href='/c'>Read it</a></article>"],
    ids=["a headline that is a link", "no text"],
)
def test_teasers_in_article_elements_are_no_articles(card: str) -> None:
    page = f"<html><body><article><h2>Ferry to run on Sundays</h2>{PARAGRAPHS}</article>{card}</body></html>"
    assert len(onrecord.clean(page, html=True)) == 1


BAKERS = (
    "Bakers of the old quarter fired their ovens on Sunday for the first time since the flood, and bread was sold out before eight. "
    "Mayor Ines Costa came with a basket and left with a list of repairs that nobody has paid for."
)
LOCKS = (
    "A locksmith aged eighty has opened the strong room of the closed savings bank without a key or a drill. "
    "Inside stood eleven umbrellas, said Henrik Lund, who had been asked for help by the owner of the house."
)
PIANO = (
    "The piano that stood in the waiting room of the station since March has been tuned by a passenger between two trains. "
    "Porter Yusuf Kaya had put out a hat, which held nineteen coins and a ticket to the coast by the evening."
)
POSTS = [("Bread again in the old quarter", BAKERS), ("Strong room opened", LOCKS), ("Station piano is in tune", PIANO)]


def page_of(form: str, between: str = "\n\n") -> str:
    days = ("3 May 2021", "8 May 2021", "12 May 2021")
    return between.join(form.format(title=title, text=text, day=day) for (title, text), day in zip(POSTS, days, strict=True))


@pytest.mark.parametrize(
    "page",
    [
        page_of("{title}\n{day}\n{text}", "\n\n"),
        page_of("{title}\n\nPosted by Ana Ruiz on {day}\n\n{text}\n\nShare this: Facebook Twitter Email"),
        page_of("{title}\nBy Ana Ruiz, Staff Writer\n{day}\n{text}", "\n"),
        page_of("{title}\n{text}\nLower Town, {day}"),
        page_of("{title}\n\n{text}\n\nFiled under: Town | Posted on {day} | 4 Comments »"),
        page_of("{title}\n({day})\n{text}\n____________", "\n"),
    ],
    ids=["date under the title", "posted by on", "byline and date", "place and date below", "what blogs print below", "rules between"],
)
def test_posts_are_parted_however_a_page_prints_them(page: str) -> None:
    assert titles(page) == [title for title, _ in POSTS]


@pytest.mark.parametrize(
    "heading",
    ["{place}", "Monday, {n} October 2021", "{n}:15 AM", "What of the {place}?", "{n}. {place}", "199{n}"],
    ids=["words", "days", "clock times", "questions", "numbers", "years"],
)
def test_headings_inside_an_article_part_nothing(heading: str) -> None:
    paragraphs = SWANS.split("2021\n\n")[1].split("\n\n")
    body = "\n\n".join(
        f"{heading.format(n=n, place=place)}\n{paragraph}"
        for n, (place, paragraph) in enumerate(zip(("Island", "Straw", "Path"), paragraphs, strict=True), 4)
    )
    assert len(titles(f"Nobody counted the swans\nBo Lind\n7 May 2021\n\n{paragraphs[0]}\n\n{body}")) == 1


def test_what_stands_above_the_first_of_several_articles_belongs_to_the_page() -> None:
    articles = onrecord.clean("The Lock Keeper\nNo. 7, July 2021\n\n" + page_of("{title}\n({day})\n{text}\n____________", "\n"))
    assert articles[0].title is not None
    assert articles[0].title.value == "Bread again in the old quarter"
    assert "The Lock Keeper" not in articles[0].text


def test_many_headings_take_linear_time() -> None:
    """Eight times the sections take about eight times the time."""

    def seconds(count: int) -> float:
        page = "\n".join(f"The council met on Monday and agreed to close the bridge for a year.\nBridge closes {n}" for n in range(count))
        started = time.process_time()
        onrecord.clean(page)
        return time.process_time() - started

    seconds(50)  # loads the weights
    assert seconds(8000) < 24 * seconds(1000) + 0.5


LETTER = (
    "THE QUAY LETTER\n\nHALL GOES TO THE THEATRE\n\n" + SWANS.split("2021\n\n")[1].split("\n\n")[0] + "\n\n* * *\n\n"
    "MUSEUM SHUTS\n\nThe ferry museum on the north quay closes in June, its keeper said; he is eighty and the stairs are not getting shorter.\n\n"
    "* * *\n\nBEES ON THE ROOF\n\nThe school has put three hives on its roof, and pupils will sell the honey at the autumn fair, said the head."
)


def test_short_items_of_a_letter_are_parted_by_rules() -> None:
    assert titles(LETTER) == ["HALL GOES TO THE THEATRE", "MUSEUM SHUTS", "BEES ON THE ROOF"]


def test_rules_between_the_parts_of_an_article_part_nothing() -> None:
    """What stands above the first rule is the article's head and lead, or what stands below a rule is text."""
    assert len(titles(FERRY + "\n\n" + LETTER.split("* * *\n\n", 1)[1].replace("MUSEUM", "* * *\n\nMUSEUM"))) == 1
    assert len(titles(LETTER.replace("BEES ON THE ROOF\n\n", ""))) == 1


COMMENTS = "2 comments\n\nHarbour Rat: about time too, I have walked past it for years and it smells.\n\nM. Olsen: who pays for the roof? Nobody asks that."


def test_a_post_behind_the_comments_on_another_is_an_article_and_they_are_comments() -> None:
    first = FERRY.replace("Ana Ruiz\n\n3 May 2021", "Posted by Ana Ruiz on 3 May 2021")
    post = "Museum shuts\n\nPosted by Bo Lind on 1 May 2021\n\nThe ferry museum on the quay closes in June, its keeper said on his round."
    articles = onrecord.clean(f"{first}\n\n{COMMENTS}\n\n{post}")
    assert [article.title.value if article.title else None for article in articles] == ["Ferry to run on Sundays", "Museum shuts"]
    assert [len(article.comments) for article in articles] == [2, 0]
    assert len(titles(f"{FERRY}\n\n{COMMENTS}\n\n{post}")) == 1  # the subject of a comment, since the article is not signed so


def test_the_headline_of_a_live_report_stands_above_its_entries() -> None:
    entries = "\n\n".join(
        f"1{hour}:40 {name} speaks\n\n{text}" for hour, name, text in ((9, "The clerk", FERRY[50:]), (8, "The keeper", SWANS[48:]))
    )
    assert titles(f"Storm reaches the coast: rolling report\n\n{entries}") == ["Storm reaches the coast: rolling report"]


def of_database(number: int, article: str) -> str:
    """An article as LexisNexis exports it."""
    title, name, day, text = article.split("\n\n", 3)
    fields = ["Section: NEWS; Pg. 3", "Length: 312 words", f"Byline: {name}", "Body"]
    head = [f"Document {number} of 2", title, "County Courier", day, "Copyright 2021 Courier Press All Rights Reserved", *fields]
    return "\n\n".join([*head, text, "Load-Date: May 9, 2021", "End of Document"])


def test_an_export_of_a_database_of_news_is_its_articles() -> None:
    articles = onrecord.clean(f"{of_database(1, FERRY)}\n\n{of_database(2, SWANS)}")
    assert [article.title.value if article.title else None for article in articles] == [
        "Ferry to run on Sundays",
        "Nobody counted the swans",
    ]
    assert [article.published.value if article.published else None for article in articles] == ["2021-05-03", "2021-05-07"]
    assert [field.names for article in articles for field in article.bylines] == [("Ana Ruiz",), ("Bo Lind",)]
    assert not any("Document" in article.text or "Load-Date" in article.text for article in articles)


def test_the_foot_of_a_printed_page_is_no_text() -> None:
    first, rest = FERRY.split("\n\nThe council agreed", 1)
    (article,) = onrecord.clean(f"{first}\n\nhttps://courier.example/news?print=1 1/2\n\nThe council agreed{rest}")
    assert "https" not in article.text


@pytest.mark.parametrize("line", ["End of Document", "* * *", "2 comments", "Posted by Ana Ruiz on 3 May 2021", "Home > Town > Parks"])
def test_lines_that_part_pages_take_linear_time(line: str) -> None:
    start = time.process_time()
    onrecord.clean(f"{FERRY}\n\n" + f"{line}\n" * 20_000)
    assert time.process_time() - start < 10
