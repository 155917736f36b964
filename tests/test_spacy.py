"""The spaCy side: components in anybody's pipeline, to disk and back, over processes, with and without the reader, as a package."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import spacy
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry

from onrecord.doc_views import COLORS
from onrecord.errors import OnrecordError
from onrecord.spacy_package import write_package

TEXT = (
    "LAGOS, March 9, 2021 (Wire) — “The pumps will run by Friday,” Amina Bello, chair of the Lagos Water Board, said on Tuesday. "
    "She added that it was “enough”.\n\nThe work would cost $4.5 million, according to the board."
)
STAGES = ["onrecord_entities", "onrecord_quotes", "onrecord_dates", "onrecord_places", "onrecord_actors"]
FINDINGS = ["entities", "quotations", "dates", "places", "cast", "said", "reading"]


def pipeline(first: str) -> Language:
    nlp = spacy.blank("en")
    for name in (first, *STAGES):
        nlp.add_pipe(name)
    return nlp


@pytest.fixture(scope="module", params=["onrecord_sentences", "onrecord_reader"], ids=["without the reader", "with the reader"])
def nlp(request: pytest.FixtureRequest) -> Language:
    return pipeline(request.param)


def findings(doc: Doc) -> dict[str, object]:
    """All that was found; on the way between processes a tuple becomes a list."""
    groups = {name: [(span.text, span.label_) for span in group] for name, group in sorted(doc.spans.items())}
    values = {name: doc._.get(name) for name in FINDINGS}
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()} | groups


def test_who_said_what_stands_in_spans(nlp: Language) -> None:
    doc = nlp(TEXT)
    first, second = [(span.text, span.label_, span._.speaker) for span in doc.spans["onrecord_quotes"]][:2]
    assert first == ("The pumps will run by Friday,", "DIRECT", "Amina Bello")
    assert second[0].endswith("it was “enough”")
    assert second[1:] == ("MIXED", "Amina Bello")
    assert {span.text for span in doc.spans["onrecord_sources"]} >= {"She"}
    assert [span.text for span in doc.spans["onrecord_cues"]][:2] == ["said", "added"]
    assert ("March 9, 2021", "2021-03-09") in [(span.text, span._.time_expression.value) for span in doc.spans["onrecord_dates"]]
    assert doc.spans["onrecord_places"][0]._.toponym.place.country == "NG"
    assert {span._.actor.name for span in doc.spans["onrecord_mentions"]} >= {"Amina Bello", "Lagos Water Board"}


def test_any_span_may_be_asked(nlp: Language) -> None:
    doc = nlp(TEXT)
    bello = next(span for span in doc.ents if span.text == "Amina Bello") if doc.ents else doc.char_span(62, 73)
    assert bello._.actor.kind == "person"
    assert bello._.quotation.type == "direct", "the source of it"
    assert bello._.said is not None
    assert doc[0:1]._.quotation is None
    assert doc[0:1]._.speaker is None
    assert doc[0:1]._.time_expression is None


def test_to_disk_and_back_finds_the_same(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "pipeline")
    assert findings(spacy.load(tmp_path / "pipeline")(TEXT)) == findings(nlp(TEXT))


def test_to_bytes_and_back_finds_the_same() -> None:
    nlp = pipeline("onrecord_sentences")
    assert findings(pipeline("onrecord_sentences").from_bytes(nlp.to_bytes())(TEXT)) == findings(nlp(TEXT))


def test_several_processes_find_the_same(nlp: Language) -> None:
    texts = [TEXT, "Nothing was said.", "", TEXT.replace("Bello", "Okafor")]
    assert [findings(doc) for doc in nlp.pipe(texts, n_process=2, batch_size=1)] == [findings(nlp(text)) for text in texts]


def test_a_doc_bin_keeps_the_findings(nlp: Language) -> None:
    kept = spacy.tokens.DocBin(store_user_data=True, docs=[nlp(TEXT)]).to_bytes()
    (doc,) = spacy.tokens.DocBin().from_bytes(kept).get_docs(nlp.vocab)
    assert findings(doc) == findings(nlp(TEXT))


def test_the_parts_declare_what_they_need_and_give() -> None:
    assert not any(pipeline("onrecord_sentences").analyze_pipes()["problems"][name] for name in STAGES if name != "onrecord_entities")
    alone = spacy.blank("en")
    alone.add_pipe("onrecord_actors")
    assert alone.analyze_pipes()["problems"]["onrecord_actors"] == ["doc._.entities", "doc._.quotations"]
    for name in [*STAGES, "onrecord_reader", "onrecord_sentences"]:
        assert Language.get_factory_meta(name).assigns, name


@pytest.mark.parametrize("name", ["onrecord_quotes", "onrecord_dates", "onrecord_places", "onrecord_actors", "onrecord_entities"])
def test_each_part_works_alone(name: str) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(name)
    for text in (TEXT, "", "\n\n"):
        nlp(text)


def test_without_the_reader_names_come_from_the_model_that_ran_before() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": "Zuzu Q"}])  # type: ignore[attr-defined]
    for name in ("onrecord_sentences", *STAGES):
        nlp.add_pipe(name)
    doc = nlp("“We will go,” said Zuzu Q in Lagos.")
    assert [(entity.label, doc.text[entity.start : entity.end]) for entity in doc._.entities] == [("PERSON", "Zuzu Q")]
    assert doc.spans["onrecord_quotes"][0]._.speaker == "Zuzu Q"


def test_what_is_known_of_a_text_may_be_told() -> None:
    nlp = pipeline("onrecord_sentences")
    doc = nlp.make_doc("“We will go,” said Ana Ruiz on Tuesday.")
    doc._.published = "2021-03-10"
    assert [date.value for date in nlp(doc)._.dates] == ["2021-03-09"]


def test_wrong_settings_are_refused() -> None:
    with pytest.raises(OnrecordError, match=r"E101.*trusty"):
        spacy.blank("en").add_pipe("onrecord_quotes", config={"settings": {"trusty": 1}})


def test_displacy_knows_the_colours(nlp: Language) -> None:
    assert registry.displacy_colors.get("onrecord") == COLORS
    doc = nlp(TEXT)
    html = displacy.render(doc, style="span", options={"spans_key": "onrecord_quotes"}, page=False, jupyter=False)
    assert COLORS["DIRECT"] in html
    labels = {span.label_ for group in doc.spans.values() for span in group}
    assert labels <= set(COLORS)


def test_a_package_is_the_same_bytes_each_time(tmp_path: Path) -> None:
    first, second = (write_package("rules", tmp_path / name) for name in ("a", "b"))
    assert first.name.startswith("en_onrecord_rules-")
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as archive:
        listed = archive.read(next(name for name in archive.namelist() if name.endswith("RECORD"))).decode()
        assert {line.split(",")[0] for line in listed.splitlines()} == set(archive.namelist())


def test_a_profile_that_can_be_no_module_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "my-own.cfg"
    path.write_text((Path(__file__).parents[1] / "pipelines/rules.cfg").read_text())
    with pytest.raises(OnrecordError, match="E180.*my-own"):
        write_package(str(path), tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("profile", ["default", "fast", "rules"])
def test_the_package_installs_and_loads(profile: str, tmp_path: Path) -> None:
    wheel = write_package(profile, tmp_path)
    target = tmp_path / "site"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", target, wheel],
        check=True,
        capture_output=True,
    )
    script = (
        f"import sys; sys.path.insert(0, {str(target)!r}); import spacy; nlp = spacy.load('en_onrecord_{profile}');"
        "doc = nlp('“We will go,” said Ana Ruiz in Lagos on 3 May 2020.');"
        "print(doc.spans['onrecord_quotes'][0]._.speaker, nlp.meta['name'], spacy.util.is_package('en_onrecord_%s'))" % profile
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == f"Ana Ruiz onrecord_{profile} True", done.stderr
