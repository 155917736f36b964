"""The site as files: complete, linked, escaped, and the same each time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from onrecord.errors import OnrecordError
from onrecord.inspect import site as module
from onrecord.inspect import write_site
from onrecord.inspect.article import shown_day, when_of, words_of
from onrecord.outputs import page_of, safe_name
from tests.make_records import HOSTILE, Page, write_jsonl, write_outputs


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(write_outputs(tmp_path_factory.mktemp("corpus")))


class Tags(HTMLParser):
    """All start tags with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def html_pages(site: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(site.rglob("*.html")):
        yield path, path.read_text(encoding="utf-8")


def article(site: Path, words: str) -> str:
    return next(text for path, text in html_pages(site) if path.parts[-3] == "articles" and words in text)


def test_there_is_a_page_for_everything(site: Path) -> None:
    names = [str(path.relative_to(site)) for path, _ in html_pages(site)]
    assert {"index.html", "speakers.html", "statements.html", "timeline.html"} <= set(names)
    for kind, number in (("articles", 3), ("speakers", 3), ("statements", 2), ("timeline", 2)):
        assert sum(name.startswith(f"{kind}/") for name in names) == number


def test_every_link_leads_somewhere_in_the_site(site: Path) -> None:
    ids = {path.resolve(): set(re.findall(r'\bid="([^"]+)"', text)) for path, text in html_pages(site)}
    checked = 0
    for path, text in html_pages(site):
        for tag, attributes in Tags(text).found:
            address = attributes.get("href") or attributes.get("src")
            if address is None or attributes.get("rel") == "noreferrer noopener external":
                continue
            parts = urlsplit(address)
            assert not parts.scheme, (path, tag, address)
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path.resolve()
            assert target.is_file(), (path, address)
            if parts.fragment and target.suffix == ".html":
                assert parts.fragment in ids[target], (path, address)
            checked += 1
    assert checked > 150


def test_no_page_has_inline_script_or_style(site: Path) -> None:
    for path, text in html_pages(site):
        assert "default-src 'none'" in text
        for tag, attributes in Tags(text).found:
            assert tag != "style", path
            assert not any(name == "style" or name.startswith("on") for name in attributes), (path, tag)
            assert tag != "script" or attributes.get("src"), path


def test_hostile_words_stay_words(site: Path) -> None:
    for path, text in html_pages(site):
        tags = Tags(text).found
        assert not any(tag in ("iframe", "img", "i", "u") for tag, _ in tags), path
        assert HOSTILE not in text
        assert not any((attributes.get("href") or "").startswith("javascript:") for _, attributes in tags)
    assert "{{ 7*7 }}" in (site / "index.html").read_text(encoding="utf-8")


def test_data_are_scripts_of_plain_ascii(site: Path) -> None:
    parts = sorted((site / "data").glob("*.js"))
    assert {part.stem for part in parts} == {"about", "facets-0", "shown-0", "words-0"}
    for part in parts:
        text = part.read_text(encoding="ascii")
        assert text.startswith(f'onrecord.load("{part.stem}", ')


def test_an_article_shows_what_was_found_and_why(site: Path) -> None:
    text = article(site, "Lagos Herald")
    for words in ("paragraph-initial pronoun", "Tunde Okafor 0.08", "not in the gazetteer", "last-weekday", "one word, no cue of speech",
                  "chair, Lagos Water Board", "closing mark missing", "share-widget", "first!!"):  # fmt: skip
        assert words in text


def test_the_clean_text_of_a_page_is_the_article_text(tmp_path: Path) -> None:
    page = Page("plain", [("title", "Title & <more>"), ("removed:form", "gone"), ("paragraph", "“Yes,” she said.  Two spaces 😀.")])
    page.quote("Yes,", cue="said", source="she")
    site = write_site(write_outputs(tmp_path, [page]))
    text = article(site, "plain")
    blocks = re.findall(r'<(?:p|h2) class="block[^>]*>(.*?)</(?:p|h2)>', text, flags=re.DOTALL)
    plain = [re.sub(r"<[^>]*>", "", block).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") for block in blocks]
    assert "\n\n".join(plain) == page.text


def test_without_the_raw_file_the_page_says_why(tmp_path: Path) -> None:
    outputs = write_outputs(tmp_path)
    (tmp_path / "raw" / "2021" / "herald.txt").write_text("another text", encoding="utf-8")
    text = article(write_site(outputs), "Lagos Herald")
    assert "The raw text is not shown" in text
    assert "has changed: its sha256 is" in text


def test_a_speaker_page_has_quotations_in_order_and_reasons(site: Path) -> None:
    text = (site / page_of("speakers", "s-bello")).read_text(encoding="utf-8")
    assert "same family name, initial agrees" in text
    days = re.findall(r'<time datetime="([^"]+)">', text)
    assert len(days) == 4
    assert days == sorted(days)


def test_unsure_pairs_stand_on_both_sides(tmp_path: Path) -> None:
    outputs = write_outputs(tmp_path)
    (outputs / ".onrecord").mkdir()
    side = {"articles": []}
    write_jsonl(outputs / ".onrecord" / "review.jsonl", [{
        "a": side | {"speaker": "s-bello", "name": "amina bello"}, "b": side | {"speaker": "s-okafor", "name": "tunde okafor"},
        "score": 0.41, "reason": "only the city agrees", "quotes": 4,
    }])  # fmt: skip
    site = write_site(outputs)
    for speaker, other in (("s-bello", "tunde okafor"), ("s-okafor", "amina bello")):
        text = (site / page_of("speakers", speaker)).read_text(encoding="utf-8")
        assert "only the city agrees" in text
        assert f">{other}</a>" in text


def test_wordings_stand_side_by_side(site: Path) -> None:
    text = (site / page_of("statements", "st-mains")).read_text(encoding="utf-8")
    assert "<ins>shall</ins>" in text
    assert "Delta Courier" in text


def test_the_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    outputs = write_outputs(tmp_path)
    written = []
    for name in ("one", "two"):
        site = write_site(outputs, tmp_path / name)
        written.append({str(path.relative_to(site)): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()})
    assert written[0] == written[1]


def test_a_long_list_goes_over_several_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PER_PAGE", 2)
    site = write_site(write_outputs(tmp_path))
    assert "page 2 of 2" in (site / "speakers-2.html").read_text(encoding="utf-8")
    assert "page 1 of 3" in (site / "timeline" / "2021-03.html").read_text(encoding="utf-8")


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    outputs = write_outputs(tmp_path)
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(OnrecordError, match="E162"):
        write_site(outputs, mine)
    assert [path.name for path in mine.iterdir()] == ["letter.txt"]


def test_a_site_is_written_anew_over_an_old_one(tmp_path: Path) -> None:
    outputs = write_outputs(tmp_path)
    site = write_site(outputs)
    (site / "old.html").write_text("", encoding="utf-8")
    assert not (write_site(outputs) / "old.html").exists()


def test_a_folder_without_records_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OnrecordError, match="E131"):
        write_site(tmp_path)


def test_no_records_make_an_empty_site(tmp_path: Path) -> None:
    site = write_site(write_outputs(tmp_path, [Page("only", [("paragraph", "Nothing was said.")])]))
    assert "Nobody is quoted." in article(site, "Nothing was said.")
    (tmp_path / "outputs" / "records.jsonl").write_text("", encoding="utf-8")
    assert "<b>0</b> articles" in (write_site(tmp_path / "outputs") / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["../../etc/passwd", "a b", "s-1", "", "é", "x" * 300, "con<>:", "\ud800"])
def test_file_names_are_harmless(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9-]{1,60}", safe_name(name))


def test_changed_names_do_not_meet() -> None:
    assert len({safe_name(name) for name in ("A b", "a b", "a-b", "a/b")}) == 4


@pytest.mark.parametrize(
    ("earliest", "latest", "edtf", "day", "text"),
    [
        ("2021-03-09", "2021-03-09", "2021-03-09", "2021-03-09", "2021-03-09"),
        ("2021-03-09T10:00", "2021-03-09T10:00", None, "2021-03-09", "2021-03-09"),
        ("2021-03-01", "2021-03-31", "2021-03", "2021-03", "2021-03"),
        ("1988-01-01", "1988-12-31", "1988", "1988", "1988"),
        ("1980-01-01", "1989-12-31", "198X", "1980", "198X"),
        (None, None, None, None, None),
    ],
    ids=["a day", "a time of day", "a month", "a year", "a decade", "unknown"],
)
def test_a_date_is_shown_as_fine_as_it_is_known(
    earliest: str | None, latest: str | None, edtf: str | None, day: str | None, text: str | None
) -> None:
    when = when_of({"earliest": earliest, "latest": latest, "edtf": edtf, "value": "XXXX"})
    assert (when["day"], when["text"]) == (day, text)


def test_a_year_has_its_own_page_of_the_timeline(tmp_path: Path) -> None:
    page = Page("year", [("paragraph", "“Yes,” she said in 1988. “No,” she said in May 1988.")])
    for words, value, last in (("1988", "1988", "1988-12-31"), ("May 1988", "1988-05", "1988-05-31")):
        first = value + "-01-01"[: 10 - len(value)]
        date = page.add("dates", words, type="DATE", value=value, edtf=value, earliest=first, latest=last, granularity="year",
                        anchor={"kind": "none", "rule": "explicit"}, confidence=0.9)  # fmt: skip
        page.quote("Yes," if value == "1988" else "No,", cue="said", source="she", said={"date": date})
    site = write_site(write_outputs(tmp_path, [page]))
    assert sorted(path.name for path in (site / "timeline").iterdir()) == ["1988-05.html", "1988.html"]
    text = (site / "timeline" / "1988.html").read_text(encoding="utf-8")
    assert (">“Yes,”</a>" in text, ">“No,”</a>" in text) == (True, False)


@pytest.mark.parametrize(
    ("kind", "text", "parts", "words"),
    [
        ("direct", "I came, I saw.", ["I came,", "I saw."], "“I came,” “I saw.”"),
        ("mixed", "entirely hers in days", ["entirely hers", "in days"], "“entirely hers” … “in days”"),
        ("direct", "One.\n\nTwo.", ["One.", "Two."], "“One.”\n\n“Two.”"),
        ("indirect", "that it rained", [], "that it rained"),
    ],
    ids=["two parts stay two", "pieces of a sentence are no sentence", "paragraphs stay paragraphs", "indirect speech has no marks"],
)
def test_words_are_shown_as_they_may_be_quoted(kind: str, text: str, parts: list[str], words: str) -> None:
    assert words_of({"type": kind, "text": text, "parts": [{"text": part} for part in parts]}) == words


def test_a_time_of_publication_is_shown_as_people_write_it() -> None:
    assert shown_day("2025-11-05T06:15:00+03:00") == "2025-11-05 06:15"
    assert shown_day("2025-11") == "2025-11"
    assert shown_day(None) is None
