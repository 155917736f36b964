"""The reader that ships, on texts written for these tests."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from onrecord.errors import OnrecordError
from onrecord.read import Reader
from onrecord.types import Reading

MODEL = Path(__file__).parents[2] / "models/reader-0.2.0"
TEXT = (
    "Floods close the Lagos bridge\n\n“We have lost the whole dam,” said Ada Okafor, who chairs Delta Water. “It will take years.”\n\n"
    "The minister, Tomas Lindqvist, denied on Tuesday that he had been warned. Nobody in Nigeria was hurt."
)
NLP = spacy.blank("en")


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(MODEL)


@pytest.fixture(scope="module")
def doc(reader: Reader) -> Doc:
    return reader(NLP.make_doc(TEXT))


def reading(doc: Doc) -> Reading:
    return doc.user_data["onrecord.reading"]


def findings(doc: Doc) -> tuple:
    entities = [(e.start_char, e.end_char, e.label_) for e in doc.ents]
    return entities, [t.is_sent_start for t in doc], doc.user_data["onrecord.entity_scores"], reading(doc)


def test_names_are_found_with_their_labels(doc: Doc) -> None:
    found = {(e.text, e.label_) for e in doc.ents}
    assert {("Ada Okafor", "PERSON"), ("Delta Water", "ORG"), ("Tomas Lindqvist", "PERSON"), ("Nigeria", "LOC")} <= found


def test_every_entity_has_a_probability(doc: Doc) -> None:
    scores = doc.user_data["onrecord.entity_scores"]
    assert sorted(scores) == [e.start_char for e in doc.ents]
    assert all(0 < p <= 1 for p in scores.values())


def test_sentences_end_where_they_should(doc: Doc) -> None:
    sentences = [s.text.strip() for s in doc.sents]
    assert "Floods close the Lagos bridge" in sentences
    assert "Nobody in Nigeria was hurt." in sentences


def test_marked_speech_has_its_source_and_cue(doc: Doc) -> None:
    first = reading(doc).regions[0]
    assert TEXT[first.region.start : first.region.end] == "“We have lost the whole dam,”"
    assert first.speech > 0.9
    source, _ = first.sources[0]
    assert source is not None
    assert "Okafor" in TEXT[source.start : source.end]
    cue, _ = first.cues[0]
    assert cue is not None
    assert TEXT[cue.start : cue.end] == "said"


def test_indirect_speech_is_an_attribution_around_its_cue(doc: Doc) -> None:
    denied = [a for a in reading(doc).attributions if "denied" in TEXT[a.cue.start : a.cue.end]]
    assert len(denied) == 1
    content = " ".join(TEXT[c.start : c.end] for c in denied[0].contents)
    assert "had been warned" in content
    source = denied[0].sources[0][0]
    assert source is not None
    assert "minister" in TEXT[source.start : source.end] or "Lindqvist" in TEXT[source.start : source.end]


def test_candidates_are_best_first_and_probabilities_are_sane(doc: Doc) -> None:
    for region in reading(doc).regions:
        chances = [p for _, p in region.sources]
        assert chances == sorted(chances, reverse=True)
        assert sum(chances) <= 1.005


def test_what_is_read_before_changes_nothing(reader: Reader, doc: Doc) -> None:
    reader(NLP.make_doc("Something else entirely, by J. Doe. " * 200))
    assert findings(reader(NLP.make_doc(TEXT))) == findings(doc)


def test_a_long_text_is_read_to_its_end(reader: Reader) -> None:
    text = "Nothing happened in the valley today, or so they thought. " * 300 + "\n\n“It is over,” said Tomas Lindqvist of Delta Water."
    found = reader(NLP.make_doc(text))
    assert ("Tomas Lindqvist", "PERSON") in {(e.text, e.label_) for e in found.ents}
    region = reading(found).regions[-1]
    source = region.sources[0][0]
    assert source is not None
    assert "Lindqvist" in text[source.start : source.end]


def test_the_component_travels_by_disk(reader: Reader, doc: Doc, tmp_path: Path) -> None:
    reader.to_disk(tmp_path / "reader")
    other = Reader(MODEL).from_disk(tmp_path / "reader")
    assert findings(other(NLP.make_doc(TEXT))) == findings(doc)


def test_a_damaged_model_is_refused(tmp_path: Path) -> None:
    shutil.copytree(MODEL, tmp_path / "reader-0.2.0")
    with (tmp_path / "reader-0.2.0/config.json").open("a") as file:
        file.write(" ")
    with pytest.raises(OnrecordError, match="E104"):
        Reader(tmp_path / "reader-0.2.0")


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\n\n", "x", "“", "”" * 50, "\u0000\u200b\ufeff", "𝒜𝒷𝒸 🙂🙂", "ß" * 900, "a" * 5000, "é\u0301" * 300, "1," * 3000],
    ids=["empty", "space", "breaks", "letter", "mark", "marks", "invisible", "astral", "sharp s", "one word", "combining", "digits"],
)
def test_odd_text_is_read_without_complaint(reader: Reader, text: str) -> None:
    found = reader(NLP.make_doc(text))
    assert all(0 <= e.start_char < e.end_char <= len(text) for e in found.ents)


@given(st.text(alphabet=st.sampled_from("Ab é“”\"'.\n🙂ﬁ1,"), max_size=60))
@settings(max_examples=40, deadline=None)
def test_spans_of_any_text_lie_inside_it(text: str) -> None:
    found = reading(_SHARED(NLP.make_doc(text)))
    spans = [r.region for r in found.regions] + [s for r in found.regions for s, _ in (*r.sources, *r.cues) if s]
    spans += [c for a in found.attributions for c in (*a.contents, a.cue)]
    assert all(0 <= s.start < s.end <= len(text) for s in spans)


def _SHARED(doc: Doc) -> Doc:
    return _reader()(doc)


_loaded: list[Reader] = []


def _reader() -> Reader:
    if not _loaded:
        _loaded.append(Reader(MODEL))
    return _loaded[0]
