"""The score book: run a profile over the development sets and append all headline figures to bench/scores.jsonl.

    python bench/scores.py --data DATA --eval EVAL [--only quotes,dates] [--profile default] [--note "..."]

DATA holds the development sets by stage, EVAL the scorers; neither is part of the project. A row is one line: commit,
date, profile, digests of the gold files, figures by task. With `--work` the records stay there for a paired comparison
(`--versus` of the scorers).
"""

from __future__ import annotations

import argparse
import datetime
import gzip
import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

BOOK = Path(__file__).with_name("scores.jsonl")
Make = Callable[["Bench", "Task", Path], None]


@dataclass(frozen=True)
class Task:
    """One scorer on one development set."""

    name: str
    scorer: str
    gold: tuple[str, ...]
    make: Make
    clean: str = "off"
    score: tuple[str, ...] = ()
    profile: str | None = None  # another profile than the one asked for
    extra_gold: dict[str, str] = field(default_factory=dict)


class Bench:
    """Folders, and how to run a task in them."""

    def __init__(self, data: Path, scorers: Path, work: Path, profile: str) -> None:
        self.data, self.scorers, self.work, self.profile = data, scorers, work, profile

    def python(self, *args: object) -> str:
        """Run a Python script and return what it prints."""
        return subprocess.run([sys.executable, *map(str, args)], check=True, capture_output=True, text=True).stdout

    def gold(self, task: Task) -> list[Path]:
        """Gold files of a task."""
        return [self.data / name for name in task.gold]

    def options(self, task: Task) -> list[str]:
        """Options of the scorer; a folder of HTML lies below the data."""
        options = list(task.score)
        if "--html" in options:
            options[options.index("--html") + 1] = str(self.data / options[options.index("--html") + 1])
        return options

    def run(self, task: Task) -> dict[str, Any]:
        """Make the input, extract, score."""
        folder = self.work / task.name
        folder.mkdir(parents=True, exist_ok=True)
        docs = folder / "docs.jsonl"
        task.make(self, task, docs)
        command = [sys.executable, "-m", "onrecord", "extract", docs, "-o", folder / "out", "--clean", task.clean]
        command += ["--profile", task.profile or self.profile, "--no-files", "--quiet"]
        done = subprocess.run([str(part) for part in command], check=False, capture_output=True, text=True)
        if done.returncode not in (0, 3):
            raise SystemExit(f"{task.name}: {done.stderr}")
        written = [path for name in ("boundaries.jsonl", "gold.jsonl") if (path := folder / name).is_file()]
        golds = written or self.gold(task)
        extra = [part for option, name in task.extra_gold.items() for part in (option, self.data / name)]
        out = self.python(
            self.scorers / f"{task.scorer}.py",
            "--gold",
            *golds,
            *extra,
            "--records",
            folder / "out" / "records.jsonl",
            "--json",
            *self.options(task),
        )
        return figures(json.loads(out))


def figures(result: dict[str, Any]) -> dict[str, Any]:
    """The `figures` of a scorer's JSON, by view where it has several."""
    if "figures" in result:
        return {name: value for name, value in result["figures"].items() if not isinstance(value, dict)}
    return {name: figures(value) for name, value in result.items() if isinstance(value, dict) and ("figures" in value or name == "views")}


def plain(bench: Bench, task: Task, docs: Path) -> None:
    """Input by make_input.py."""
    join = [option for option in task.score if option == "--join"]
    bench.python(bench.scorers / "make_input.py", "--gold", *bench.gold(task), "-o", docs, *join)


def own(bench: Bench, task: Task, docs: Path) -> None:
    """Input by the scorer itself."""
    bench.python(bench.scorers / f"{task.scorer}.py", "--gold", *bench.gold(task), "--make-input", docs, *bench.options(task))


def joined(bench: Bench, task: Task, docs: Path) -> None:
    """Pages of several articles, put together."""
    bench.python(
        bench.scorers / "join_pages.py",
        "--gold",
        *bench.gold(task),
        "--singles",
        100,
        "-o",
        docs,
        "--gold-out",
        docs.with_name("boundaries.jsonl"),
    )


def half(which: int) -> Make:
    """The documents of one half: by the parity of the digest of their name."""

    def make(bench: Bench, task: Task, docs: Path) -> None:
        rows = []
        for path in bench.gold(task):
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                rows += [
                    row for row in map(json.loads, lines) if int(hashlib.sha256(str(row["doc"]).encode()).hexdigest(), 16) % 2 == which
                ]
        chosen = docs.with_name("gold.jsonl")
        chosen.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        bench.python(bench.scorers / "make_input.py", "--gold", chosen, "-o", docs)

    return make


def damaged(seed: int) -> Make:
    """Five in a hundred quotation marks damaged, the gold carried along."""

    def make(bench: Bench, task: Task, docs: Path) -> None:
        noisy = docs.with_name("gold.jsonl")
        bench.python(bench.scorers / "corrupt_quotes.py", "--gold", *bench.gold(task), "--rate", 0.05, "--seed", seed, "-o", noisy)
        bench.python(bench.scorers / "make_input.py", "--gold", noisy, "-o", docs)

    return make


def mentioned(bench: Bench, task: Task, docs: Path) -> None:
    """The documents are the input, the named mentions in them the gold."""
    documents, mentions = bench.gold(task)
    bench.python(bench.scorers / "make_input.py", "--gold", documents, "-o", docs)
    with gzip.open(mentions, "rt", encoding="utf-8") as rows:
        docs.with_name("gold.jsonl").write_text(rows.read(), encoding="utf-8")


SEGMENTS, ALL = "quotes/polnear_segments/dev.jsonl.gz", "quotes/polnear/dev.jsonl.gz"
WORLD = "entities/en_worldwide/dev.jsonl.gz"
# Cleaning comes before reading: the profile without a reader gives the same articles, sooner.
TASKS = [
    Task("quotes", "quotes", (SEGMENTS,), plain, extra_gold={"--gold-all": ALL}),
    *[Task(f"quotes-damaged-{seed}", "quotes", (SEGMENTS,), damaged(seed)) for seed in (1, 2, 3)],
    Task("quotes-clean-on", "quotes", (SEGMENTS,), plain, clean="on"),
    Task("entities-worldwide-a", "entities", (WORLD,), half(0)),
    Task("entities-worldwide-b", "entities", (WORLD,), half(1)),
    Task("entities-ieer", "entities", ("entities/ieer/devtest.jsonl.gz",), plain),
    Task("entities-ewt", "entities", ("entities/uner_ewt/dev.jsonl.gz",), plain, score=("--join",)),
    Task("sentences-ewt", "sentences", ("entities/ud/en_ewt-ud-dev.conllu.gz",), own),
    Task("dates-news", "dates", ("dates/timebank/all.jsonl.gz", "dates/aquaint/all.jsonl.gz"), plain),
    Task("dates-wars", "dates", ("dates/wikiwars/test.jsonl.gz",), plain, profile="bench/narrative.cfg"),
    *[Task(f"places-{name}", "places", (f"places/{name}.jsonl.gz",), plain) for name in ("lgl", "trnews", "geowebnews", "geovirus")],
    Task("people", "people", ("speakers/documents_ecbplus.jsonl.gz", "speakers/documents_gum.jsonl.gz"), plain),
    Task("speakers-ecbplus", "speakers", ("speakers/documents_ecbplus.jsonl.gz", "speakers/mentions_ecbplus.jsonl.gz"), mentioned),
    Task("cleaning-aeb", "cleaning", ("cleaning/aeb.jsonl.gz",), own, clean="on", profile="rules"),
    Task(
        "cleaning-aeb-html", "cleaning", ("cleaning/aeb.jsonl.gz",), own, clean="on", score=("--html", "cleaning/aeb_html"), profile="rules"
    ),
    Task("cleaning-naeb", "cleaning", ("cleaning/naeb.jsonl.gz",), own, clean="on", profile="rules"),
    Task("cleaning-fundus", "cleaning", ("cleaning/fundus_eval.jsonl.gz",), own, clean="on", profile="rules"),
    Task("pages", "pages", ("cleaning/naeb.jsonl.gz",), joined, clean="on", profile="rules"),
]


def rows(bench: Bench, only: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Figures of every task asked for; a name asks for all tasks that begin with it."""
    for task in TASKS:
        if not only or any(task.name.startswith(name) for name in only):
            yield task.name, bench.run(task)


def main() -> None:
    """Parse, run, append."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--eval", type=Path, required=True, dest="scorers")
    parser.add_argument("--profile", default="default")
    parser.add_argument("--only", default="", help="comma-separated beginnings of task names")
    parser.add_argument("--work", type=Path, help="keep inputs and records in this folder")
    parser.add_argument("--note", default="")
    parser.add_argument("--dry", action="store_true", help="print, do not append")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        bench = Bench(options.data.resolve(), options.scorers.resolve(), options.work or Path(temporary), options.profile)
        found = {}
        for name, values in rows(bench, [part for part in options.only.split(",") if part]):
            print(name, json.dumps(values), flush=True)
            found[name] = values
    git = ["git", "describe", "--always", "--dirty", "--abbrev=12"]
    used = sorted({name for task in TASKS if task.name in found for name in (*task.gold, *task.extra_gold.values())})
    row = {
        "commit": subprocess.run(git, check=False, capture_output=True, text=True).stdout.strip(),
        "date": datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d"),
        "profile": options.profile,
        "note": options.note,
        "gold": {name: hashlib.sha256((options.data / name).read_bytes()).hexdigest()[:16] for name in used},
        "figures": found,
    }
    if not options.dry:
        with BOOK.open("a", encoding="utf-8") as book:
            book.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
