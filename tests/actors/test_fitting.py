"""What the ranker learns from: examples made of small texts by hand, and weights that follow them."""

import json
import re

import pytest

from onrecord.actors.fitting import PRIOR, Example, accuracy, examples_of_scene, fit, gather_examples, main
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


def record_of(document, text, sentences, raw_start=0):
    """A record with as much as learning reads; every "Ann Lee" is a person."""
    return {
        "source": {"id": document},
        "article": {
            "text": text,
            "sentences": sentences,
            "blocks": [{"start": 0, "end": len(text), "raw_start": raw_start, "raw_end": raw_start + len(text), "kind": "paragraph"}],
        },
        "entities": [{"start": m.start(), "end": m.end(), "label": "PERSON"} for m in re.finditer("Ann Lee", text)],
        "quotes": [],
    }


TEXT = "Ann Lee slept. She woke."
MENTIONS = [{"start": 0, "end": 7, "cluster": "ann"}, {"start": 15, "end": 18, "cluster": "ann"}]
RECORDS = [record_of(f"{topic}/1", TEXT, [[0, 14], [15, 24]]) for topic in ("one", "two", "three")]
GOLD = [
    {"id": f"{topic}/1", "text": TEXT, "mentions": MENTIONS, "genre": "chat" if topic == "two" else "news"}
    for topic in ("one", "two", "three")
]
PAGE = {"id": "dev/a", "articles": [{"actors": [{"key": "ann", "mentions": [[40, 47], [55, 58]]}]}]}


def test_examples_come_by_topic_without_the_genres_left_out():
    assert list(gather_examples(RECORDS, GOLD)) == ["one", "three", "two"]
    assert list(gather_examples(RECORDS, GOLD, without=["chat"])) == ["one", "three"]


def test_gold_about_another_text_teaches_nothing():
    assert gather_examples(RECORDS, [{**line, "text": "Another text."} for line in GOLD]) == {}


def test_a_gold_page_is_brought_over_from_the_raw_page_and_is_a_topic_of_its_own():
    (topic,) = gather_examples([record_of("dev/a", TEXT, [[0, 14], [15, 24]], raw_start=40)], [PAGE]).items()
    assert topic[0] == "dev/a"
    assert [example.right for example in topic[1]] == [1]


def test_the_command_writes_weights_and_leaves_genres_out(tmp_path, capsys):
    records, gold, output = tmp_path / "records.jsonl", tmp_path / "gold.jsonl", tmp_path / "weights.json"
    records.write_text("".join(json.dumps(record) + "\n" for record in RECORDS), encoding="utf-8")
    gold.write_text("".join(json.dumps(line) + "\n" for line in GOLD), encoding="utf-8")
    main(["--records", str(records), "--gold", str(gold), "--without", "chat", "-o", str(output)])
    assert capsys.readouterr().out == "2 pronouns of 2 topics, accuracy over five folds 1.000\n"
    written = json.loads(output.read_text(encoding="utf-8"))
    assert written["examples"] == 2
    assert set(written["weights"]) == set(PRIOR)  # all others are too rare
    with pytest.raises(SystemExit):
        main(["--records", str(records), "--gold", str(gold), "--without", "chat", "news", "-o", str(output)])
