"""Places: accuracy by cross-validation, and speed.

    python bench/places.py scores lgl.jsonl.gz trnews.jsonl.gz ... [--homes]     # gold spans given; two folds by publisher, else URL
    python bench/places.py speed lgl.jsonl.gz                                    # milliseconds an article, without tokenising

Files hold a line a document: `{"id", "text", "publisher"?, "url"?, "places": [{"start", "end", "geonames_id", "lat", "lon",
"country", "is_country"}]}`. acc161 is the share of resolved gold mentions within 161 km, acc161* also counts a country named
right; a mention without an answer is wrong. "Country or across borders" also counts a region of several countries (Europe, Asia)
whose point is right, where the set names the country of the nearest town.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from collections import Counter
from pathlib import Path

import spacy

from onrecord.entities import find_entities
from onrecord.gazetteer import Gazetteer
from onrecord.places import find_places
from onrecord.places.ranker import default_ranker
from onrecord.places.train import cross_validate, kilometres, read_documents, read_examples


def scores(files: list[Path], *, homes: bool) -> None:
    """Print acc161, acc161*, country and id a file."""
    gazetteer = Gazetteer()
    examples = [example for path in files for example in read_examples(path, gazetteer)]
    with tempfile.TemporaryDirectory() as folder:
        cross_validate(examples, gazetteer, 2, Path(folder), homes=homes)
        for path in files:
            lines = (Path(folder) / path.name.replace(".gz", "")).read_text(encoding="utf-8").splitlines()
            answers = {(row["doc"], row["start"], row["end"]): row for row in map(json.loads, lines)}
            counts: Counter[str] = Counter()
            for document in read_documents(path):
                for gold in document["places"]:
                    if gold["lat"] is None:
                        continue
                    answer = answers[str(document["id"]), gold["start"], gold["end"]]
                    resolved = answer["lat"] is not None
                    near = resolved and kilometres(gold["lat"], gold["lon"], answer["lat"], answer["lon"]) <= 161
                    same = bool(gold["country"]) and answer["country"] == gold["country"]
                    counts.update(
                        {
                            "mentions": 1, "acc161": near, "acc161*": near or (gold["is_country"] and same),
                            "with country": bool(gold["country"]), "country": same,
                            "across borders": bool(gold["country"]) and near and answer["country"] is None,
                            "with id": bool(gold["geonames_id"]),
                            "id": bool(gold["geonames_id"]) and str(answer["geonames_id"]) == str(gold["geonames_id"]),
                        }
                    )  # fmt: skip
            figures = {
                "acc161": counts["acc161"] / counts["mentions"],
                "acc161*": counts["acc161*"] / counts["mentions"],
                "country": counts["country"] / max(1, counts["with country"]),
                "country or across borders": (counts["country"] + counts["across borders"]) / max(1, counts["with country"]),
                "exact id": counts["id"] / max(1, counts["with id"]),
            }
            print(path.name, {name: round(100 * value, 1) for name, value in figures.items()})


def speed(files: list[Path]) -> None:
    """Print milliseconds of processor time."""
    before = memory()
    start = time.process_time()
    gazetteer = Gazetteer()
    default_ranker()
    print(f"gazetteer and ranker opened in {1000 * (time.process_time() - start):.0f} ms")
    nlp = spacy.blank("en")
    for path in files:
        docs = [nlp(document["text"]) for document in read_documents(path)]
        find_places(docs[0].text, find_entities(docs[0], gazetteer=gazetteer), gazetteer=gazetteer)
        start = time.process_time()
        entities = [find_entities(doc, gazetteer=gazetteer) for doc in docs]
        middle = time.process_time()
        for doc, found in zip(docs, entities, strict=True):
            find_places(doc.text, found, gazetteer=gazetteer)
        end = time.process_time()
        each = [1000 * seconds / len(docs) for seconds in (middle - start, end - middle)]
        print(f"{path.name}: entities {each[0]:.1f} ms, places {each[1]:.1f} ms an article of {sum(map(len, docs)) // len(docs)} tokens")
    print(f"memory grew by {memory() - before:.0f} MB")


def memory() -> float:
    """The most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Run one of the two."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("what", choices=("scores", "speed"))
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--homes", action="store_true", help="use the home regions of publishers, learned from the unlabelled texts")
    options = parser.parse_args()
    if options.what == "scores":
        scores(options.files, homes=options.homes)
    else:
        speed(options.files)


if __name__ == "__main__":
    main()
