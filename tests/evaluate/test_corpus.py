"""The gold corpus: what is committed is what the sources give, and every gold line holds together."""

from __future__ import annotations

import datetime
import itertools
import json
import re
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import OnrecordError
from onrecord.evaluate.card import with_counts
from onrecord.evaluate.compile import Registry, build, compile_page
from onrecord.evaluate.corpus import GoldPage, load_corpus
from onrecord.evaluate.granularity import granularity
from onrecord.evaluate.markup import parse_inline, parse_page
from onrecord.evaluate.phenomena import phenomena

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
PAGES = [page for split in ("dev", "test") for page in load_corpus(split, CORPUS)]
KINDS = {"title", "subtitle", "byline", "dateline", "date", "heading", "paragraph", "caption", "teaser", "notice"}
LABELS = {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "MISC", "MONEY", "PERCENT", "QUANTITY"}
MEDIA = {"speech", "interview", "statement", "report", "message", "social", "unknown"}

by_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id)


def spans(value: Any) -> list[tuple[int, int]]:
    """All spans anywhere below a gold value."""
    if isinstance(value, dict):
        found = [span for item in value.values() for span in spans(item)]
        for first, last in (("start", "end"), ("raw_start", "raw_end")):
            if first in value:
                found.append((value[first], value[last]))
        return found
    if isinstance(value, list):
        if len(value) >= 2 and all(isinstance(item, int) for item in value[:2]):
            return [(value[0], value[1])]
        return [span for item in value for span in spans(item)]
    return []


def test_the_committed_files_are_what_the_sources_give() -> None:
    files = build(CORPUS)
    assert [path for path, content in files.items() if path.read_bytes() != content] == []
    assert [path for path in (CORPUS / "raw").rglob("*") if path.is_file() and path not in files] == []


def test_pages_have_unique_ids_and_stand_in_one_split() -> None:
    assert len({page.id for page in PAGES}) == len(PAGES)
    assert {page.split for page in PAGES} == {"dev", "test"}


@by_page
def test_spans_lie_in_their_article_and_hold_no_outer_space(page: GoldPage) -> None:
    for start, end, _ in page.gold["removed"]:
        assert 0 <= start < end <= len(page.raw)
    for article in page.articles:
        for start, end in spans(article):
            assert article["raw_start"] <= start < end <= article["raw_end"]
            assert page.raw[start:end] == page.raw[start:end].strip()


@by_page
def test_every_character_is_in_a_block_or_removed(page: GoldPage) -> None:
    covered = [(start, end) for start, end, _ in page.gold["removed"]]
    covered += [(start, end) for article in page.articles for start, end, _ in article["blocks"]]
    left = {position for position, char in enumerate(page.raw) if not char.isspace()}
    for start, end in covered:
        left -= set(range(start, end))
    assert left == set()


@by_page
def test_blocks_are_in_order_and_apart(page: GoldPage) -> None:
    blocks = [block for article in page.articles for block in article["blocks"]]
    assert {kind for _, _, kind in blocks} <= KINDS
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(blocks))


@by_page
def test_quotations_refer_to_what_exists(page: GoldPage) -> None:
    for article in page.articles:
        actors = {actor["key"] for actor in article["actors"]}
        ids = {quote["id"] for quote in article["quotes"]}
        blocks = [(start, end) for start, end, _ in article["blocks"]]
        for quote in article["quotes"]:
            assert quote["speaker"] is None or quote["speaker"] in actors
            assert {quote["continues"], quote["within"]} - {None} <= ids - {quote["id"]}
            assert quote["said"]["medium"] in MEDIA
            assert (quote["type"] == "indirect") == (not quote["parts"])
            for start, end in quote["parts"] + quote["content"]:
                assert any(low <= start and end <= high for low, high in blocks)
            for start, end in quote["parts"]:
                assert any(low <= start and end <= high for low, high in quote["content"])
                if "unmarked" not in quote["flags"]:  # a whole turn may begin with words that it relays
                    assert page.raw[start] not in "“„«"
                    assert page.raw[end - 1] not in "”»"


@by_page
def test_entities_and_dates_have_known_labels_and_do_not_cross(page: GoldPage) -> None:
    for article in page.articles:
        assert {label for _, _, label, _ in article["entities"]} <= LABELS
        assert {date["type"] for date in article["dates"]} <= {"DATE", "TIME", "DURATION", "SET"}
        ordered = [(start, end) for start, end, _, _ in article["entities"]]
        assert all(before[1] <= after[0] for before, after in itertools.pairwise(ordered))


def test_one_person_has_one_canonical_name() -> None:
    names: dict[str, set[str]] = {}
    for page in PAGES:
        for article in page.articles:
            for actor in article["actors"]:
                names.setdefault(actor["key"], set()).add(actor["canonical"])
    assert {key: found for key, found in names.items() if len(found) > 1} == {}


def test_unknown_corpus_folder_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "raw").mkdir()
    (tmp_path / "gold" / "dev.jsonl").write_text(json.dumps({"id": "dev/gone", "split": "dev", "articles": [], "removed": []}) + "\n")
    with pytest.raises(OnrecordError, match="E304"):
        load_corpus("dev", tmp_path)


# --- the compiler ---


def test_inline_tags_leave_the_raw_text_and_label_it() -> None:
    raw, tags = parse_inline("“{q1|Dry},” {q1s;@bello|she} said in {$Lagos}.", "page")
    assert raw == "“Dry,” she said in Lagos."
    assert [(tag.name, raw[tag.start : tag.end]) for tag in tags] == [("q1", "Dry"), ("q1s", "she"), ("@bello", "she"), ("$Lagos", "Lagos")]


@pytest.mark.parametrize("text", ["{q1|open", "shut}", "{q1 {q2|x}}"], ids=["never closed", "a brace too many", "a brace in a head"])
def test_unbalanced_braces_are_refused(text: str) -> None:
    with pytest.raises(OnrecordError, match="E301"):
        parse_inline(text, "page")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("@page {q1|Ana", r"page:2: unknown key '\{q1\|Ana'"),
        ("@page documents=x", "page:2: unknown key 'documents'"),
        ("@page format='txt", "page:2: No closing quotation"),
        ('@document id="a', "page:2: No closing quotation"),
        ("p| Ends with \\", "page: .* is never closed"),
        ("-| {q1 \\", "page: a head without end"),
    ],
    ids=["page, no key", "page, a field that is none", "page, half a mark", "document, half a mark", "a last backslash", "one in a head"],
)
def test_a_malformed_line_is_refused_with_its_place(line: str, message: str) -> None:
    with pytest.raises(OnrecordError, match=message) as caught:
        parse_page("// a source page\n" + line, "page")
    assert caught.value.code == "E301"


def test_a_backslash_before_nothing_is_refused() -> None:
    with pytest.raises(OnrecordError, match="a backslash before nothing"):
        parse_inline("One\\", "page")


def compiled(lines: str) -> dict[str, Any]:
    page = parse_page("@article published=2026-03-06\n@cast bello=p:amina-bello\n" + lines, "dev/x.page")
    return compile_page(page, "dev", Registry(CORPUS / "source"))[0]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("p|“Dry,” {@bello|Bello} said.", "quotation mark"),
        ("p|“{q1|Dry,}” {q1s|somebody} {q1v|said} to {@bello|Bello}.", "whose words"),
        ("p|{@obi|Obi} came, {@bello|Bello} went.", "not in the @cast"),
        ("p|{@bello|Bello} in {$Atlantis}.", "no place"),
        ("p|{@bello|Bello} left.\n-|Follow us", "neither in a block nor removed"),
    ],
    ids=["a mark of nothing", "a source that is nobody", "an undeclared actor", "an unknown place", "raw text left over"],
)
def test_the_compiler_refuses(line: str, message: str) -> None:
    with pytest.raises(OnrecordError, match=message):
        compiled(line)


def test_type_of_a_quotation_follows_from_its_marks() -> None:
    gold = compiled(
        "p|“{q1|Dry,}” {q1s;@bello|Bello} {q1v|said}. {q2s;~bello|She} {q2v|called} {q2c|it “{q2|dust}”} and {q3v by=bello|said} {q3c|she was off}."
    )
    assert [quote["type"] for quote in gold["articles"][0]["quotes"]] == ["direct", "mixed", "indirect"]
    assert gold["articles"][0]["actors"][0]["gender"] == "f"


@pytest.mark.parametrize(
    ("value", "expected"),
    [("2026-03-06", "day"), ("2026-W10", "week"), ("2026-SU", "season"), ("198", "decade"), ("BC0054", "year"), ("19", "century"), ("P3D", "day"),
     ("2026-03-06T20:00", "minute"), ("2026-03-05TNI", "daypart"), ("PAST_REF", None), ("XXXX-WXX-2", "day")],
)  # fmt: skip
def test_granularity_follows_from_the_value(value: str, expected: str | None) -> None:
    assert granularity(value) == expected


@by_page
def test_when_and_where_something_was_said_stands_on_the_page(page: GoldPage) -> None:
    for article in page.articles:
        dates = {value[:length] for value in (date["value"] for date in article["dates"]) for length in (4, 7, 10, len(value))}
        places = {place["name"] for place in article["places"]}
        for quote in article["quotes"]:
            said = quote["said"]
            assert said["date"] is None or said["date"] in dates
            assert said["place"] is None or said["place"]["name"] in places


@by_page
def test_the_organisation_of_a_role_is_named_by_the_article(page: GoldPage) -> None:
    for article in page.articles:
        text = page.raw[article["raw_start"] : article["raw_end"]].lower()
        for actor in article["actors"]:
            for role in actor["roles"]:
                assert (role["organisation"] or "").lower() in text
                assert role["title"] in page.raw[role["start"] : role["end"]].lower()


@by_page
def test_a_weekday_fits_its_date(page: GoldPage) -> None:
    conflicts = {"Saturday, 23 December", "Friday, 14 March 1929"}  # the articles say that these are wrong
    for article in page.articles:
        for date in article["dates"]:
            text = page.raw[date["start"] : date["end"]]
            named = re.match(r"(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b", text)
            day = re.match(r"\d{4}-\d\d-\d\d", date["value"])
            if named and day and text not in conflicts:
                assert datetime.date.fromisoformat(day[0]).strftime("%A") == named[0]


def test_the_readme_shows_the_counts_and_the_digest_of_this_corpus() -> None:
    readme = (CORPUS / "README.md").read_text(encoding="utf-8")
    assert with_counts(readme, CORPUS) == readme, "run python -m onrecord.evaluate.card corpus"


@pytest.mark.parametrize(
    "form",
    [
        r"\[\d{4}-\d\d-\d\d\]", r"\[\d{8}\]", r"#\[\w*\d\w*\]", r"/\[\d{4}[/-]\d\d[/-]\d\d\]", r"\[\d{4}[A-Z][a-z]+( \d+)?\]",
        r"\[[A-Z][a-z]+\.\d+,\d{4}\]", r"\[\d+(st|nd|rd|th) of [A-Z]", r"\[\d+ BC\]|BC\]", r"\[AD \d+\]", r"\[\d{4}\][-–]\[\d\d\]",
        r"\[\d{4}\][-–]\[\d{4}\]", r"\[FY\d{4}\]", r"\[fiscal \d{4}\]", r"\], \[\d+\] and \[\d+\]", r"\[the (first|second|third|last) \w+day (of|in) ",
        r"\[Q\d \d{4}\]", r"\[H\d \d{4}\]", r"\[last year's quarter\]", r"\[[Ll]ater that week\]", r"\[[Ll]ater that day\]", r"\[a week from \w+\]",
        r"\[[\d:]+\] GMT", r"\[two-year\]", r"\[a year or two\]", r"\[daily\]", r"\[weekly\]", r"\[twice a \w+\]", r"\[every other \w+day\]",
        r"The \[\d{4}\] \w+", r"\[(Mon|Tue|Fri)\]", r"\[the \d{4}s\]", r"\[the mid-\d+", r"\[early \w+", r"\[late \w+", r"\[the (spring|summer|winter) of \d{4}\]",
        r"[Bb]etween \[[^\]]+\] and \[", r"from \[[^\]]+\] to \[", r"\[Christmas Day\]", r"\[Easter \w+\]", r"\[\d\d/\d\d/\d{4}\]", r"\[now\]", r"\[recently\]",
    ],
)  # fmt: skip
def test_every_form_of_a_date_expression_has_a_case_in_dev(form: str) -> None:
    assert any(re.search(form, _with_dates_in_brackets(page)) for page in PAGES if page.split == "dev")


def _with_dates_in_brackets(page: GoldPage) -> str:
    text = page.raw
    for date in sorted((date for article in page.articles for date in article["dates"]), key=lambda date: -date["start"]):
        text = f"{text[: date['start']]}[{text[date['start'] : date['end']]}]{text[date['end'] :]}"
    return text


def test_every_counted_phenomenon_has_three_cases_on_each_side() -> None:
    counts = [phenomena(load_corpus(split, CORPUS)) for split in ("dev", "test")]
    names = {name for count in counts for name in count if not name.startswith("genre")}
    scarce = {name for name in names if min(count[name] for count in counts) < 3}
    assert not scarce, f"phenomena with fewer than three cases: {sorted(scarce)}"
