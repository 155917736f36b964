"""What the ranker learns from: examples made of small texts by hand, and weights that follow them."""

import re

import pytest

from onrecord.actors.fitting import Example, accuracy, examples_of_scene, fit
from onrecord.actors.scene import Scene
from onrecord.types import Entity, Span


def examples(text, names, clusters):
    """Examples of a text; `clusters` gives (words, cluster) in text order."""
    entities = [Entity(m.start(), m.end(), "PERSON") for name in names for m in re.finditer(name, text)]
    gold, place = [], 0
    for words, cluster in clusters:
        start = text.index(words, place)
        gold.append({"start": start, "end": start + len(words), "text": words, "cluster": cluster})
        place = start + len(words)
    sentences = [Span(m.start(), m.end()) for m in re.finditer(r"[^.]+\.?", text)]
    return examples_of_scene(Scene(text, sorted(entities, key=lambda e: e.start), [], sentences), gold, "1")


def test_a_pronoun_inside_a_name_is_no_example():
    text = "Her Majesty Ann smiled. She left."
    assert len(examples(text, ["Her Majesty Ann"], [("Her Majesty Ann", "a"), ("She", "a")])) == 1


def test_people_are_whoever_they_were_last():
    text = "People sow. Rain fell. People starve if they wait."
    (example,) = examples(text, [], [("People", "sowers"), ("People", "starving"), ("they", "starving")])
    assert example.right > 0


def test_whoever_is_no_candidate_teaches_nobody():
    (example,) = examples("Ann Lee slept. The sea rose. She shone.", ["Ann Lee"], [("Ann Lee", "a"), ("She", "sea")])
    assert example.right == 0


@pytest.mark.parametrize("side", [0, 1])
def test_weights_follow_the_right_options(side):
    seen = [Example("1", (("near",), ("far",)), side)] * 40
    weights = fit(seen, penalty=1.0, prior={})
    assert (weights["near"] > weights["far"]) == (side == 0)
    assert accuracy(seen, weights) == 1.0
    assert fit(seen, penalty=1e6, prior={"near": 2.0}, rounds=5, rate=1e-6)["near"] == pytest.approx(2.0, abs=0.01)
