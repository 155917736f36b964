"""Chance changes keep every offset on the words that it stood on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from onrecord.read.train.bodies import Bodies, acronym, is_acronym
from onrecord.read.train.changes import NameLists, dated, garbled, rewritten, shortened, swapped
from onrecord.read.train.corpora import Act, Lesson, Mark, names_of

TEXT = "Ada Okafor of the Delta Water Board spoke in Lagos. “We lost the dam,” said Okafor. The Delta Water Board kept silent."
LISTS = NameLists({"xx": ["Zoltán", "Ilse"]}, {"xx": ["Vásquez", "Quilapán"]}, ["Gorgol", "Niigata"], ["Cuquío"])


def at(words: str, start: int = 0) -> tuple[int, int]:
    found = TEXT.index(words, start)
    return found, found + len(words)


def lesson() -> Lesson:
    late = TEXT.index("said")
    quotation = at("“We lost the dam,”")
    return Lesson(
        TEXT,
        names=[
            (*at("Ada Okafor"), "PERSON"),
            (*at("Delta Water Board"), "ORG"),
            (*at("Lagos"), "LOC"),
            (*at("Okafor", late), "PERSON"),
            (*at("Delta Water Board", late), "ORG"),
        ],
        sentences=[at("Ada Okafor of the Delta Water Board spoke in Lagos."), at("“We lost the dam,” said Okafor.")],
        marks=[Mark(*quotation, True, at("Okafor", late), at("said"))],
        acts=[Act(at("said"), at("Okafor", late), (quotation,))],
    )


@pytest.mark.parametrize("seed", range(8))
def test_swapped_names_carry_marks_sources_and_sentences_with_them(seed: int) -> None:
    made = swapped(lesson(), LISTS, np.random.default_rng(seed))
    text, person = made.text, made.text[slice(*made.names[3][:2])]
    assert person in ("Vásquez", "Quilapán")
    assert text[slice(*made.names[0][:2])].split()[-1] == person
    assert text[slice(*made.names[1][:2])] == text[slice(*made.names[4][:2])]
    mark, act = made.marks[0], made.acts[0]
    assert text[mark.start : mark.end] == "“We lost the dam,”" == text[slice(*act.contents[0])]
    assert text[slice(*mark.source)] == person == text[slice(*act.source)]
    assert text[slice(*act.cue)] == "said"
    assert text[slice(*made.sentences[1])] == f"“We lost the dam,” said {person}."


def test_a_body_is_shortened_in_brackets_and_then_alone() -> None:
    seen = set()
    for seed in range(40):
        made = shortened(lesson(), np.random.default_rng(seed))
        seen.add(tuple(made.text[s:e] for s, e, label in made.names if label == "ORG"))
        assert all(label == "ORG" for s, e, label in made.names if made.text[s:e] == "DWB")
        assert " (DWB)" in made.text or made.text == TEXT
    assert ("Delta Water Board", "DWB", "DWB") in seen
    assert ("Delta Water Board", "DWB", "Delta Water Board") in seen
    assert ("Delta Water Board", "Delta Water Board") in seen


@pytest.mark.parametrize("seed", range(6))
def test_a_dateline_is_named_and_belongs_to_the_first_sentence(seed: int) -> None:
    made = dated(replace(lesson(), marks=None, acts=None), LISTS, np.random.default_rng(seed))
    assert made.names[0][:2] == (0, 6)
    assert made.names[0][2] == "LOC"
    assert made.sentences[0][0] == 0
    assert made.text[slice(*made.sentences[0])].endswith("spoke in Lagos.")
    assert all(made.text[e : e + 1] == ")" for s, e, label in made.names if label == "ORG" and made.text[s - 1] == "(")


def test_garbled_letters_stay_inside_their_name() -> None:
    made = garbled(Lesson("José Íñigo left.", names=[(0, 10, "PERSON")]))
    assert made.text.startswith("JosÃ© ")
    assert made.text[slice(*made.names[0][:2])].endswith("igo")
    assert made.text.endswith("igo left.")


def test_a_place_inside_a_replaced_stretch_stays_inside_the_new_one() -> None:
    made = rewritten(Lesson("abc defghij kl", names=[(6, 14, "ORG")]), [(4, 11, "x")])
    assert made.names == [(5, 8, "ORG")]


@pytest.mark.parametrize(
    ("name", "short"),
    [("Delta Water Board", "DWB"), ("University of Lagos", None), ("Novacom", None), ("Ministry of Peace and Law", "MPL")],
)
def test_acronyms_take_the_capitals_of_three_words_or_more(name: str, short: str | None) -> None:
    assert acronym(name) == short


def test_invented_bodies_fill_every_slot() -> None:
    rng = np.random.default_rng(1)
    bodies = Bodies(["Gorgol"], ["Quilapán"])
    made = [bodies.full(rng) for _ in range(400)] + [bodies.single(rng) for _ in range(50)]
    assert not [name for name in made if "{" in name or name != name.strip()]
    assert len(set(made)) > 200
    assert all(is_acronym(bodies.short(rng)) for _ in range(20))


@pytest.mark.parametrize(
    ("text", "ents", "names"),
    [
        ("in the United States now", [[3, 20, "LOC"]], [(7, 20, "LOC")]),
        ("saw President Ada Okafor", [[4, 24, "PER"]], [(14, 24, "PERSON")]),
        ("at Lagos College today", [[3, 16, "LOC"]], [(3, 16, "ORG")]),
    ],
    ids=["articles stand outside", "titles stand outside", "schools are bodies"],
)
def test_sets_are_read_by_one_convention(text: str, ents: list, names: list) -> None:
    assert names_of({"text": text, "ents": ents}, frozenset()) == names
