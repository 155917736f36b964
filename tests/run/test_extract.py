"""Runs over a folder: every file written, nothing done twice, the same bytes each way."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from pathlib import Path

import pytest

from onrecord.errors import OnrecordError
from onrecord.places.publishers import Home, write_homes
from onrecord.resources import profile_path
from onrecord.run import extract
from onrecord.run.extract import Job
from onrecord.run.journal import Tally
from onrecord.run.merge import merge

OUTPUTS = ("records.jsonl", "speakers.jsonl", "statements.jsonl", "reprints.jsonl", "issues.jsonl")


def run(inputs: Path, output: Path, **options: object) -> Tally:
    return extract.run(Job(inputs=[str(inputs)], output=output, profile="rules", **options))  # type: ignore[arg-type]


def contents(output: Path) -> dict[str, bytes]:
    return {name: (output / name).read_bytes() for name in OUTPUTS}


def ids(output: Path) -> list[str]:
    return [json.loads(line)["source"]["id"] for line in (output / "records.jsonl").read_text().splitlines()]


def test_all_files_are_written_and_records_come_in_order(articles: Path, tmp_path: Path) -> None:
    tally = run(articles, tmp_path / "out")
    assert (tally.documents, tally.failed) == (3, 0)
    assert ids(tmp_path / "out") == ["a", "b/c", "d"]
    assert set(OUTPUTS) | {"run.json", "articles"} <= {path.name for path in (tmp_path / "out").iterdir()}
    assert (tmp_path / "out/articles/b/c.json").is_file()


def test_a_table_that_has_changed_costs_all_documents(articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = profile_path("rules").read_text(encoding="utf-8")
    Path("mine.cfg").write_text(text.replace("publishers = null", 'publishers = "homes.json"'), encoding="utf-8")
    tallies = []
    for country in ("NG", "NG", "GB"):
        write_homes({"wire": Home(countries={country: 1.0}, divisions={}, lat=0.0, lon=0.0, articles=9)}, Path("homes.json"))
        tallies.append(extract.run(Job(inputs=[str(articles)], output=Path("out"), profile="mine.cfg")))
    assert [tally.reused for tally in tallies] == [0, 3, 0]
    assert tallies[2].notes == ["Changed since the last run here: homes.json. All documents were done again."]


def test_one_person_has_one_identity_in_both_articles(articles: Path, tmp_path: Path) -> None:
    run(articles, tmp_path / "out")
    records = [json.loads(line) for line in (tmp_path / "out/records.jsonl").read_text().splitlines()]
    found = [{actor["speaker_id"] for actor in record["actors"] if "Bello" in actor["name"]} for record in records[:2]]
    assert found[0] == found[1]
    assert len(found[0]) == 1


@pytest.mark.parametrize("change", ["two processes", "again", "fresh"])
def test_any_way_of_running_gives_the_same_bytes(change: str, articles: Path, tmp_path: Path) -> None:
    run(articles, tmp_path / "one")
    if change == "two processes":
        run(articles, tmp_path / "two", jobs=2)
    else:
        run(articles, tmp_path / "two")
        tally = run(articles, tmp_path / "two", fresh=change == "fresh")
        assert tally.reused == (3 if change == "again" else 0)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_shards_put_together_are_what_one_run_gives(articles: Path, tmp_path: Path) -> None:
    run(articles, tmp_path / "one")
    for number in (1, 2):
        run(articles, tmp_path / f"part{number}", shard=(number, 2))
    merge([tmp_path / "part2", tmp_path / "part1"], tmp_path / "all")
    assert contents(tmp_path / "one") == contents(tmp_path / "all")


def test_a_run_that_was_cut_off_goes_on_and_ends_the_same(articles: Path, tmp_path: Path) -> None:
    run(articles, tmp_path / "one")

    class Stop(Exception):
        pass

    def stop_after_one(tally: Tally) -> None:
        if tally.documents == 1:
            raise Stop

    job = Job(inputs=[str(articles)], output=tmp_path / "two", profile="rules")
    with pytest.raises(Stop):
        extract.run(job, stop_after_one)
    assert not (tmp_path / "two/records.jsonl").exists()
    tally = run(articles, tmp_path / "two", resume=True)
    assert tally.reused == 1
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_changed_new_and_removed_inputs_are_told_apart(articles: Path, tmp_path: Path) -> None:
    run(articles, tmp_path / "out")
    (articles / "d.txt").unlink()
    (articles / "e.txt").write_text("A new article.\n\nIt is short.\n")
    (articles / "b/c.txt").write_text("Changed.\n\nThis one is another text.\n")
    tally = run(articles, tmp_path / "out")
    assert (tally.documents, tally.reused) == (3, 1)
    assert ids(tmp_path / "out") == ["a", "b/c", "e"]
    assert not (tmp_path / "out/articles/d.json").exists()


def test_nothing_to_resume_is_said(articles: Path, tmp_path: Path) -> None:
    with pytest.raises(OnrecordError, match="E113"):
        run(articles, tmp_path / "out", resume=True)


def test_a_document_above_the_limit_is_listed_and_the_others_are_done(articles: Path, tmp_path: Path) -> None:
    tally = run(articles, tmp_path / "out", max_chars=200)
    assert tally.failed == 1
    (issue,) = [json.loads(line) for line in (tmp_path / "out/issues.jsonl").read_text().splitlines() if "I009" in line]
    assert issue["id"] == "a"
    assert ids(tmp_path / "out") == ["b/c", "d"]


def test_corrections_are_applied_on_every_run(articles: Path, tmp_path: Path) -> None:
    run(articles, tmp_path / "out")
    record = json.loads((tmp_path / "out/records.jsonl").read_text().splitlines()[0])
    quote = next(quote for quote in record["quotes"] if quote["type"] != "indirect")
    line = {
        "document": record["source"]["sha256"], "raw_start": quote["parts"][0]["raw_start"], "raw_end": quote["parts"][0]["raw_end"],
        "field": "quote.speaker", "new": "Amina A. Bello", "who": "Eva",
    }  # fmt: skip
    path = tmp_path / "corrections.jsonl"
    path.write_text(json.dumps(line) + "\n")
    for profile in ("rules", "default"):
        extract.run(Job(inputs=[str(articles)], output=tmp_path / "out", profile=profile, corrections=path))
        record = json.loads((tmp_path / "out/records.jsonl").read_text().splitlines()[0])
        assert "Amina A. Bello" in [quote["speaker_name"] for quote in record["quotes"]]
        assert record["corrected"][0]["who"] == "Eva"
    run(articles, tmp_path / "out")
    assert json.loads((tmp_path / "out/records.jsonl").read_text().splitlines()[0])["corrected"] == []


def test_an_unreadable_file_is_named_and_the_others_are_done(articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:  # the superuser may read every file, so the refusal is made here
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert run(articles, tmp_path / "out").failed == 1
    (issue,) = [json.loads(line) for line in (tmp_path / "out/issues.jsonl").read_text().splitlines()]
    assert (issue["id"], issue["code"], issue["failed"]) == ("a", "I005", True)
    assert "Permission denied" in issue["message"]
    assert ids(tmp_path / "out") == ["b/c", "d"]


def test_an_archive_that_breaks_off_is_named_and_what_came_before_is_done(articles: Path, tmp_path: Path) -> None:
    chance = random.Random(1)
    rows = [{"id": f"z{number}", "text": f"Report {chance.random()}.\n\nThe road is closed."} for number in range(200)]
    whole = gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode())
    (articles / "z.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    assert run(articles, tmp_path / "out").failed == 1
    (issue,) = [json.loads(line) for line in (tmp_path / "out/issues.jsonl").read_text().splitlines() if "I005" in line]
    assert (issue["path"], issue["failed"]) == ("z.jsonl.gz", True)
    found = ids(tmp_path / "out")
    assert found[:3] == ["a", "b/c", "d"]
    assert found[3:] == [f"z{number}" for number in range(len(found) - 3)]
    assert 50 < len(found) < 200


FERRY = (
    "Ferry service to resume in Bari\n\nThe harbour office in Bari said on Monday that the ferry would sail again from the old quay by June, "
    "after two years of repairs to the pier.\n\n"
)
MARKET = (
    "Council weighs a new market hall\n\nTraders in the town of Lecce asked the council on Tuesday for a roof over the fish market, which has "
    "stood in the open since the spring flood.\n"
)


def corrected_run(folder: Path, out: Path, *corrections: dict[str, object]) -> list[dict[str, object]]:
    path = folder.parent / "corrections.jsonl"
    path.write_text("".join(json.dumps(item) + "\n" for item in corrections))
    extract.run(Job(inputs=[str(folder)], output=out, profile="rules", corrections=path))
    return [json.loads(line) for line in (out / "issues.jsonl").read_text().splitlines()]


def test_an_article_begins_where_people_say_and_the_next_run_knows(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/page.txt").write_text(FERRY + MARKET)
    digest = hashlib.sha256((FERRY + MARKET).encode()).hexdigest()
    split = {"document": digest, "raw_start": len(FERRY), "raw_end": len(FERRY) + 7, "field": "split"}
    for _ in range(2):
        assert not [issue for issue in corrected_run(tmp_path / "in", tmp_path / "out", split | {"new": True}) if issue["code"] == "I011"]
        records = [json.loads(line) for line in (tmp_path / "out/records.jsonl").read_text().splitlines()]
        assert [record["source"]["parts"] for record in records] == [2, 2]
        assert records[1]["corrected"][0]["field"] == "split"
    corrected_run(tmp_path / "in", tmp_path / "out", split | {"new": False})
    assert len((tmp_path / "out/records.jsonl").read_text().splitlines()) == 1


def test_no_correction_is_lost_without_a_word(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/page.txt").write_text(FERRY)
    digest = hashlib.sha256(FERRY.encode()).hexdigest()
    item = {"raw_start": 5, "raw_end": 9, "field": "title", "new": "x"}
    issues = corrected_run(
        tmp_path / "in", tmp_path / "out",
        item | {"document": "0" * 64},  # a document that has changed, or is not here
        item | {"document": digest, "raw_start": 9000, "raw_end": 9001},  # beyond its text
        item | {"document": digest, "field": "split", "raw_start": 0, "new": False},  # the first article joins nothing
    )  # fmt: skip
    assert [(issue["code"], issue["id"]) for issue in issues if issue["code"] == "I011"] == [
        ("I011", "page"),
        ("I011", "page"),
        ("I011", None),
    ]


@pytest.mark.parametrize("finished", [True, False], ids=["after a finished run", "after a run that was cut off"])
def test_a_change_of_settings_invalidates_all_and_says_so(finished: bool, articles: Path, tmp_path: Path) -> None:
    if finished:
        run(articles, tmp_path / "out")
    else:
        job = Job(inputs=[str(articles)], output=tmp_path / "out", profile="rules")
        with pytest.raises(ZeroDivisionError):
            extract.run(job, lambda tally: 1 // (tally.documents - 1))  # type: ignore[arg-type, return-value]
    profile = tmp_path / "mine.cfg"
    text = (Path(__file__).parents[2] / "pipelines/rules.cfg").read_text()
    profile.write_text(text.replace("pronoun_probability = 0.4", "pronoun_probability = 0.5"))
    again = extract.run(Job(inputs=[str(articles)], output=tmp_path / "out", profile=str(profile)))
    assert again.reused == 0
    assert again.notes == ["Changed since the last run here: profile (rules to mine). All documents were done again."]
    profile.write_text(text.replace("pronoun_probability = 0.4", "pronoun_probability = 0.6"))
    again = extract.run(Job(inputs=[str(articles)], output=tmp_path / "out", profile=str(profile)))
    assert (again.reused, again.notes) == (
        0,
        ["Changed since the last run here: settings of the profile mine. All documents were done again."],
    )
    unchanged = extract.run(Job(inputs=[str(articles)], output=tmp_path / "out", profile=str(profile)))
    assert (unchanged.reused, unchanged.notes) == (3, [])


def test_linking_reads_the_mentions_and_where_they_are_missing_the_records(articles: Path, tmp_path: Path) -> None:
    from onrecord.run.linking import relink

    run(articles, tmp_path / "out")
    before = contents(tmp_path / "out")
    relink(tmp_path / "out")
    assert contents(tmp_path / "out") == before
    journal = tmp_path / "out/.onrecord/journal.jsonl"
    rows = [json.loads(line) for line in journal.read_text().splitlines()]
    # A journal of an older version has none.
    journal.write_text("".join(json.dumps({key: row[key] for key in row if key != "mentions"}) + "\n" for row in rows))
    relink(tmp_path / "out")
    assert contents(tmp_path / "out") == before
