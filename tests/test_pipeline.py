"""The whole flow on small texts, by the profile that needs no weights."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import onrecord
from onrecord import schema
from onrecord.errors import OnrecordError
from onrecord.pipeline import Pipeline, load
from tests.conftest import ARTICLES


def test_who_said_what_when_and_where(rules: Pipeline) -> None:
    (record,) = rules.extract(ARTICLES["a.txt"], published="2021-03-10")
    quote = next(quote for quote in record.quotes if quote.type != "indirect")
    assert quote.speaker_name == "Amina Bello"
    assert [part.text for part in quote.parts] == ["We have waited long enough,", "The pumps will run."]
    assert {date.value for date in record.dates} >= {"2021-03-09"}
    assert {place.country for place in record.places} == {"NG"}
    assert record.article.published is not None
    assert record.article.published.value == "2021-03-10"


def test_the_same_text_gives_the_same_bytes(rules: Pipeline) -> None:
    first, _, second = (
        [schema.to_json(record) for record in rules.extract(text)] for text in (ARTICLES["a.txt"], ARTICLES["b/c.txt"], ARTICLES["a.txt"])
    )
    assert first == second


ODD = "ab A.\n\n“”\"'‘’«»?!,;:—…()[]0123456789 March said Mr \x00\u200b\u202e\ufeffé\U0001f600"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(ODD, max_size=300))
def test_no_text_fails_and_none_is_lost(rules: Pipeline, text: str) -> None:
    records = rules.extract(text)
    assert bool(records) == bool(text.strip())
    for record in records:
        assert not [issue for issue in record.issues if issue.code == "I010"], record.issues


@pytest.mark.parametrize(
    "text",
    [
        "“" * 3000, '" ' * 3000, "‘" * 2000 + "’" * 2000, "1" * 20_000, "1, " * 8000, "said " * 6000, "Mr. " * 5000, "( [" * 4000,
        "A b. " * 5000, "\n" * 20_000 + "x", "x" * 50_000, "March 1, " * 3000, "a\u0301" * 8000, "\u202e" * 5000 + "x", "Paris, Texas, " * 1500,
    ],
    ids=lambda text: f"{text[:6]!r}",
)  # fmt: skip
def test_hostile_texts_end_soon(rules: Pipeline, text: str) -> None:
    for record in rules.extract(text):
        assert not [issue for issue in record.issues if issue.code == "I010"], record.issues


def test_a_wrong_profile_names_those_that_exist() -> None:
    with pytest.raises(OnrecordError, match="E102.*\n.*default, fast, rules"):
        load("fancy")


def test_an_unknown_setting_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    text = (Path(__file__).parents[1] / "pipelines/rules.cfg").read_text()
    path = tmp_path / "x.cfg"
    path.write_text(text.replace("max_chars", "max_char"))
    with pytest.raises(OnrecordError, match="E101.*max_char'.*max_chars"):
        load(str(path))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[onrecord.clean]", "[onrecord.cleann]", r"E101.*unknown section \[onrecord.cleann\]\.\n.*\[onrecord.clean\]"),
        ("[onrecord.clean]\nenabled = true", "", r"E105.*lacks the section \[onrecord.clean\]\.\n.*copy of"),
        ("max_chars = 2000000", "max_chars = many", r"E101.*max_chars in \[onrecord.corpus\] is 'many': Input should be a valid integer"),
        ('day_order = "auto"', 'day_order = "ymd"', r"E101.*day_order in \[components.onrecord_dates.settings\] is 'ymd'.*'dmy'"),
        ('day_order = "auto"', 'day = "auto"', r"E101.*no setting 'day' in \[components.onrecord_dates.settings\].*mode, day_order"),
    ],
    ids=["an unknown section", "a section that lacks", "no number", "a choice that is none", "an unknown setting"],
)
def test_what_is_wrong_with_a_profile_is_said_in_its_place(old: str, new: str, message: str, tmp_path: Path) -> None:
    text = (Path(__file__).parents[1] / "pipelines/rules.cfg").read_text()
    assert old in text
    path = tmp_path / "x.cfg"
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(OnrecordError, match=message):
        load(str(path), **{"onrecord.clean.enabled": True})


@pytest.mark.parametrize(
    ("setting", "code"),
    [("max_chars", "E105"), ("onrecord.clean.enable", "E101"), ("onrecord.cleann.enabled", "E105")],
    ids=["no section", "no such key", "no such section"],
)
def test_an_override_that_means_nothing_is_refused(setting: str, code: str) -> None:
    with pytest.raises(OnrecordError, match=code):
        load("rules", **{setting: True})


def test_a_profile_that_is_no_config_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.cfg"
    path.write_text("not a config")
    with pytest.raises(OnrecordError, match="E105"):
        load(str(path))


@pytest.mark.parametrize("change", ["[nlp]", 'factory = "onrecord_quotes"', "[components]", 'lang = "en"'])
def test_a_profile_that_lacks_something_is_refused(change: str, tmp_path: Path) -> None:
    text = (Path(__file__).parents[1] / "pipelines/rules.cfg").read_text()
    path = tmp_path / "x.cfg"
    path.write_text(text.replace(change, "", 1))
    with pytest.raises(OnrecordError, match="E10[15]"):
        load(str(path))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[components]", "[components]\nfirst = 1"),
        ("[onrecord.clean]", "[onrecord]\nplaces = 3\n\n[onrecord.clean]"),
        ("[components]", "[nlp]\n\n[components]"),
        ('lang = "en"', 'lang = "en"\nlang = "en"'),
        ('lang = "en"', 'lang = "# en"'),
    ],
    ids=["a component that is none", "settings that are none", "a section twice", "an option twice", "no language"],
)
def test_a_damaged_profile_is_refused(old: str, new: str, tmp_path: Path) -> None:
    text = (Path(__file__).parents[1] / "pipelines/rules.cfg").read_text()
    assert old in text
    path = tmp_path / "x.cfg"
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(OnrecordError, match="E105"):
        load(str(path))


def test_components_work_in_anybodys_pipeline() -> None:
    nlp = spacy.blank("en")
    for name in ("onrecord_sentences", "onrecord_entities", "onrecord_quotes", "onrecord_dates"):
        nlp.add_pipe(name)
    doc = nlp("“We will go,” said Ana Ruiz on 3 May 2020.")
    assert [doc.text[part.start : part.end] for part in doc._.quotations.quotes[0].parts] == ["We will go,"]
    assert [date.value for date in doc._.dates] == ["2020-05-03"]


def test_findings_survive_the_way_between_processes() -> None:
    nlp = spacy.blank("en")
    for name in ("onrecord_sentences", "onrecord_entities", "onrecord_quotes"):
        nlp.add_pipe(name)
    doc = nlp("“We will go,” said Ana Ruiz.")
    copy = spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert copy._.quotations == doc._.quotations
    assert tuple(copy._.entities) == doc._.entities


def test_the_functions_of_the_package_work_alone() -> None:
    assert onrecord.find_dates("on 3 May 2020")[0].value == "2020-05-03"
    assert onrecord.clean("One paragraph.")[0].text == "One paragraph."
    assert onrecord.resolve_places("Lagos", [(0, 5)])[0].place is not None
    assert onrecord.compare_names("Amina Bello", "Bello, Amina").judgement == "same"
    clusters = onrecord.cluster_names([{"id": "1", "doc": "x", "name": "Amina Bello"}, {"id": "2", "doc": "y", "name": "Amina Bello"}])
    assert clusters["1"] == clusters["2"]


def test_a_publication_date_that_could_mean_two_days_is_refused(rules: Pipeline) -> None:
    with pytest.raises(OnrecordError, match=r"E127.*10/03/2021"):
        rules.extract("“We will go,” said Ana Ruiz.", published="10/03/2021")


def test_a_dateline_is_no_part_of_what_is_said(rules: Pipeline) -> None:
    text = "Frog found\n\nLIMA (Reuters) - Workers have found a frog the size of a coin, the mayor said.\n"
    (record,) = rules.extract(text)
    assert [quote.text for quote in record.quotes] == ["Workers have found a frog the size of a coin"]
