"""Linking of small records made by hand."""

import random
from array import array

import pytest

from onrecord.errors import OnrecordError
from onrecord.link import link
from onrecord.link.decisions import Decisions, load, parse
from onrecord.link.shingles import sharing

PARAGRAPH = "The water of the old harbour rose by more than a metre in one night and no pump in the whole district could keep up with it."
SPEECH = "we have waited for this wall for eleven long years and we will not wait another winter"


def person(number, name, *, variants=(), roles=(), gender=None, named=True, quotes=(), start=0):
    span = {"start": start, "end": start + 1, "raw_start": start, "raw_end": start + 1, "text": "x"}
    return {
        "id": f"a{number}", "kind": "person", "named": named, "name": name, "variants": list(variants), "mentions": [span],
        "roles": [{"title": title, "organisation": body, "former": False} for title, body in roles],
        "gender": gender, "gender_from": "honorific" if gender else None, "quotes": list(quotes),
    }  # fmt: skip


def organisation(number, name):
    return person(number, name) | {"kind": "organisation"}


def quote(number, text, speaker=None, name=None, opened=True):
    span = {"start": 0, "end": len(text), "raw_start": 0, "raw_end": len(text), "text": text}
    return {"id": f"q{number}", "type": "direct", "parts": [span | {"opened": opened, "closed": True}], "content": [span], "text": text,
            "speaker": speaker, "speaker_name": name, "said": {"date": None}}  # fmt: skip


def record(name, *actors, text="Nothing.", quotes=(), published=None, dates=()):
    return {
        "id": name, "source": {"id": f"page-{name}"}, "actors": list(actors), "quotes": list(quotes), "dates": list(dates),
        "article": {"text": text, "title": None, "publisher": None, "published": {"value": published} if published else None},
    }  # fmt: skip


def test_every_named_person_gets_a_speaker_quoted_or_not():
    linked = link(
        [record("r1", person(1, "Amina Bello"), person(2, "Bello"), person(3, "spokeswoman", named=False), organisation(4, "Acme"))]
    )
    assert set(linked.speaker_ids) == {("r1", "a1"), ("r1", "a2")}


def test_one_name_in_two_articles_is_one_speaker_with_its_articles_and_roles():
    linked = link([
        record("r1", person(1, "Amina Bello", roles=[("chair", "Water Board")]), published="2021-03-01"),
        record("r2", person(1, "Amina Bello", variants=["Mrs Bello"], roles=[("chair", "Water Board")]), published="2021-05-01"),
    ])  # fmt: skip
    assert len(linked.speakers) == 1
    line = linked.speakers[0]
    assert [article["record"] for article in line["articles"]] == ["r1", "r2"]
    assert line["variants"] == ["Mrs Bello"]
    assert [(role["title"], role["articles"], role["first"], role["last"]) for role in line["roles"]] == [
        ("chair", 2, "2021-03-01", "2021-05-01")
    ]


def test_a_surname_alone_stays_unresolved_without_evidence():
    linked = link([record("r1", person(1, "Amina Bello")), record("r2", person(1, "Ibrahim Bello")), record("r3", person(1, "Bello"))])
    assert len(linked.speakers) == 3
    assert [line["status"] for line in linked.speakers if line["name"] == "Bello"] == ["unresolved"]
    assert linked.review


def test_company_is_evidence_and_is_told_as_the_reason():
    linked = link([
        record("r1", person(1, "Amina Bello"), organisation(2, "Harbour Trust")), record("r2", person(1, "Ibrahim Bello")),
        record("r3", person(1, "Bello"), organisation(2, "Harbour Trust")),
    ])  # fmt: skip
    assert linked.speaker_ids["r1", "a1"] == linked.speaker_ids["r3", "a1"] != linked.speaker_ids["r2", "a1"]
    reasons = next(line["reasons"] for line in linked.speakers if len(line["articles"]) == 2)
    assert "organisation harbour trust" in reasons[0]["reason"]


def test_initialled_company_is_the_one_person_whose_name_it_shortens():
    linked = link([
        record("r1", person(1, "Karan Rao"), person(2, "Malati Siva")),
        record("r2", person(1, "Rao"), person(2, "M. Siva")),
    ])  # fmt: skip
    assert linked.speaker_ids["r1", "a1"] == linked.speaker_ids["r2", "a1"]


def test_a_role_is_the_same_whatever_the_order_of_its_words():
    linked = link([
        record("r1", person(1, "Ana Bello", roles=[("commissioner for water", None)]), organisation(2, "Acme")),
        record("r2", person(1, "Ana Bello Cruz", roles=[("water commissioner", None)]), organisation(2, "Acme")),
    ])  # fmt: skip
    (line,) = linked.speakers
    assert "both with organisation acme, role commissioner water" in line["reasons"][0]["reason"]


def test_decisions_win_and_are_marked():
    records = [record("r1", person(1, "Amina Bello")), record("r2", person(1, "A. M. Hart")), record("r3", person(1, "Amina Bello"))]
    joined = link(records, decisions=Decisions(same=(("Amina Bello", "A. M. Hart"),), canonical={"A. M. Hart": "Amina Bello-Hart"}))
    assert len(joined.speakers) == 1
    assert (joined.speakers[0]["name"], joined.speakers[0]["status"]) == ("Amina Bello-Hart", "decided")
    apart = link(records, decisions=Decisions(different=(("r1#a1", "r3#a1"),)))
    assert apart.speaker_ids["r1", "a1"] != apart.speaker_ids["r3", "a1"]


def test_an_ignored_name_gets_no_speaker():
    linked = link([record("r1", person(1, "The Fox"), person(2, "Amina Bello"))], decisions=Decisions(ignore=("The Fox",)))
    assert set(linked.speaker_ids) == {("r1", "a2")}


def test_merged_ids_live_on():
    one = link([record("r1", person(1, "Bob Marsh"))]).speakers[0]["id"]
    both = link([record("r1", person(1, "Bob Marsh")), record("r2", person(1, "Robert Marsh"))]).speakers[0]
    assert one == both["id"] or one in both["formerly"]


def test_any_order_gives_the_same_result():
    records = [
        record(f"r{i:02d}", person(1, ("Amina Bello", "A. Bello", "Bello", "Ibrahim Bello")[i % 4]), organisation(2, f"Body {i % 3}"),
               text=PARAGRAPH + f" Story {i}." if i % 2 else "Nothing.", quotes=[quote(1, SPEECH if i % 3 else f"no {i}", "a1", "Bello")],
               published=f"2021-03-{i + 1:02d}" if i % 5 else None)
        for i in range(16)
    ]  # fmt: skip
    first = link(records)
    for seed in range(3):
        shuffled = list(records)
        random.Random(seed).shuffle(shuffled)
        assert link(shuffled) == first


def test_a_reprint_points_to_the_earlier_article():
    linked = link(
        [record("late", text=PARAGRAPH, published="2021-03-02"), record("early", text=f"{PARAGRAPH}\n\nMore.", published="2021-03-01")]
    )
    assert linked.links["late"]["reprint_of"]["record"] == "early"
    assert linked.links["early"]["reprint_of"] is None
    assert [line["kind"] for line in linked.reprints] == ["reprint"]


def test_one_paragraph_in_two_long_articles_is_re_use():
    filler = " ".join(f"word{i} other{i * 7} third{i * 3}" for i in range(60))
    linked = link([record("r1", text=f"{PARAGRAPH}\n\n{filler}"), record("r2", text=f"{filler[::-1]}\n\n{PARAGRAPH}")])
    assert [line["kind"] for line in linked.reprints] == ["re-use"]
    start, end = linked.reprints[0]["paragraphs"][0]["earlier"]
    assert f"{PARAGRAPH}\n\n{filler}"[start:end] == PARAGRAPH


def test_unlike_articles_share_nothing():
    assert link([record("r1", text=PARAGRAPH), record("r2", text=PARAGRAPH[::-1])]).reprints == ()


def test_one_utterance_in_two_articles_is_one_statement():
    linked = link([
        record("r1", person(1, "Amina Bello", quotes=["q1"]), quotes=[quote(1, f"{SPEECH}.", "a1", "Amina Bello")], published="2021-03-02"),
        record("r2", person(1, "Lena Vogt", quotes=["q1"]), quotes=[quote(1, f"Yes, {SPEECH}", "a1", "Lena Vogt")], published="2021-03-01"),
        record("r3", quotes=[quote(1, "Yes.")]), record("r4", quotes=[quote(1, "Yes.")]),
    ])  # fmt: skip
    assert len(linked.statements) == 3
    line = linked.statements[0]
    assert (line["articles"], line["first"]["record"], line["sources_differ"]) == (2, "r2", True)
    assert linked.links["r1"]["statements"]["q1"] == linked.links["r2"]["statements"]["q1"]


def test_a_lost_mark_is_suggested_from_the_twin():
    linked = link([record("r1", quotes=[quote(1, SPEECH, opened=False)]), record("r2", quotes=[quote(1, SPEECH)])])
    assert [item["kind"] for item in linked.links["r1"]["quotes"]] == ["lost opening mark"]
    assert linked.links["r2"]["quotes"] == []


def test_a_damaged_name_and_a_missing_day_are_suggested_from_a_reprint():
    linked = link([
        record("r1", person(1, "Marcin ?wi?cicki"), text=PARAGRAPH), record("r2", person(1, "Marcin Święcicki"), text=PARAGRAPH, published="2021-03-01"),
    ])  # fmt: skip
    assert [item["suggestion"] for item in linked.links["r1"]["names"]] == ["Marcin Święcicki"]
    assert linked.links["r1"]["published"]["value"] == "2021-03-01"
    assert linked.links["r2"]["published"] is None


@pytest.mark.parametrize(("published", "found"), [("2021-03-20", 1), ("2023-03-20", 0), (None, 0)])
def test_a_role_without_a_name_is_tied_to_its_holder_near_in_time_only(published, found):
    linked = link([
        record("r1", person(1, "Amina Bello", roles=[("Special Rapporteur", "UN")]), published="2021-03-01"),
        record("r2", person(1, "UN Special Rapporteur", named=False), published=published),
    ])  # fmt: skip
    names = linked.links["r2"]["names"]
    assert len(names) == found
    assert all(item["judgement"] == "likely" and item["evidence"]["record"] == "r1" for item in names)
    assert ("r2", "a1") not in linked.speaker_ids


def test_more_articles_change_nothing_for_others():
    old = [record("r1", person(1, "Amina Bello")), record("r2", person(1, "Lena Vogt"))]
    before = link(old)
    after = link([*old, record("r3", person(1, "Lena Vogt")), record("r0", person(1, "Zoe Zane"))])
    assert {who: after.speaker_ids[who] for who in before.speaker_ids} == before.speaker_ids


def test_decisions_are_read_from_yaml(tmp_path):
    path = tmp_path / "speakers.yaml"
    path.write_text("same:\n  - [Amina Bello, A. Bello]\nrole:\n  Amina Bello: chair\n", encoding="utf-8")
    assert load(path) == Decisions(same=(("Amina Bello", "A. Bello"),), role={"Amina Bello": "chair"})


@pytest.mark.parametrize("content", [{"sames": []}, {"same": ["Amina"]}, {"canonical": ["x"]}, {"ignore": "x"}, ["x"]], ids=str)
def test_a_mistake_in_the_decisions_is_explained(content):
    with pytest.raises(OnrecordError, match="E502"):
        parse(content)


def test_a_missing_file_of_decisions_is_explained(tmp_path):
    with pytest.raises(OnrecordError, match="E501"):
        load(tmp_path / "none.yaml")


@pytest.mark.parametrize("at_once", [1, 7, 1 << 20])
def test_shared_marks_are_found_whatever_is_sorted_at_once(at_once, monkeypatch):
    monkeypatch.setattr("onrecord.link.shingles.SORTED_AT_ONCE", at_once)
    draw = random.Random(at_once)
    sketches = [array("I", sorted(draw.sample(range(0, 1 << 32, 1 << 26), 5))) for _ in range(40)]
    holders = {mark: [i for i, marks in enumerate(sketches) if mark in marks] for marks in sketches for mark in marks}
    wanted = [holders[mark] for mark in sorted(holders) if 2 <= len(holders[mark]) <= 4]
    assert wanted
    assert list(sharing(sketches, 4)) == wanted
    assert list(sharing([], 4)) == []
