"""Cost and memory over the size of the corpus: writes bench/scale.json; with --draw docs/images/scale.png from it.

    python bench/scale.py [--profiles rules,fast] [--sizes 100,1000,5000,20000]
    python bench/scale.py --draw             # needs matplotlib

An article is a paragraph of the project's own dev pages below a title and a quotation by a person of its own, whose name is invented: what
is kept of names grows as it would in an archive. The same hundred paragraphs come again and again, so that every size has the same mix.
Each profile is measured in a process of its own that has read 500 other articles before (tables are loaded on first use), with one run of
`onrecord extract` for each size; sizes below 1,000 are the median of several runs. Times are seconds of CPU, so that other work on the
machine counts little. A run pays its start (the profile is loaded, files are opened) once: it ends when the first article is written, and
is given by itself. The cost of an article is that of the rest of the run, what ends it (digests, lists of issues, the manifest) included.
Linking is measured by bench/link.py. `relative` is the cost over that of the smallest size; `base_again` is that of the smallest size
measured once more after all others, which shows how steady the machine was.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
WARM = 500
TENTHS = 10
SMALLEST = 100  # paragraphs
STEADY = 1000  # articles in all runs of a size together, at least


def articles(count: int, seed: int = 1) -> list[dict[str, Any]]:
    """Short articles made of paragraphs of the dev pages."""
    from onrecord import corpus
    from onrecord.clean import clean
    from onrecord.settings import CleanSettings, CorpusSettings
    from onrecord.types import RawDocument

    sys.path.insert(0, str(ROOT))
    from bench.link import invented

    paragraphs = []
    for document in corpus.read([ROOT / "corpus/raw/dev"], settings=CorpusSettings()):
        if isinstance(document, RawDocument):
            for article in clean(document, settings=CleanSettings()):
                if article.language == "en":
                    found = [article.text[block.start : block.end] for block in article.blocks if block.kind == "paragraph"]
                    paragraphs += [text for text in found if 12 <= len(text.split()) <= 40]
    draw = random.Random(seed)
    pool = draw.sample(paragraphs, SMALLEST)
    people = [mention["name"] for mention in invented(count, seed) if " " in mention["name"]]
    made = []
    for number, person in enumerate(people):
        title = " ".join(draw.choice(pool).split()[:7]).rstrip(".,;:")
        speech = f"“We have waited for this for years,” said {person}, who lives nearby."
        text = f"{title}\n\n{speech}\n\n{pool[number % len(pool)]}\n"
        made.append({"id": f"a{number:06}", "text": text, "published": f"2021-{1 + number % 12:02}-{1 + number % 28:02}"})
    return made


def write(rows: list[dict[str, Any]], path: Path) -> None:
    """Articles as JSON lines."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def run(inputs: Path, profile: str, home: Path) -> dict[str, Any]:
    """One run: seconds of CPU until the first article is written, and from there to the end; size of what it wrote."""
    from onrecord.run import extract
    from onrecord.run.extract import Job
    from onrecord.run.journal import Tally

    written: list[float] = []  # when each article was

    def seen(_: Tally) -> None:
        written.append(time.process_time())

    at = time.process_time()
    tally = extract.run(Job(inputs=[str(inputs)], output=home / "out", profile=profile, files=False, link=False), seen)
    end = time.process_time()
    size = sum(path.stat().st_size for path in (home / "out").rglob("*") if path.is_file())
    shutil.rmtree(home / "out")
    steps = [written[place * (len(written) - 1) // TENTHS] for place in range(TENTHS + 1)]
    tenths = [round(1000 * TENTHS * (b - a) / (len(written) - 1), 2) for a, b in pairwise(steps)]
    return {
        "start": written[0] - at,
        "rest": end - written[0],
        "tenths": tenths,
        "words": tally.words,
        "failed": tally.failed,
        "bytes": size,
    }


def measure(profile: str, sizes: list[int], home: Path) -> list[dict[str, Any]]:
    """Rows by size, in this process."""
    run(home / "warm.jsonl", profile, home)
    loaded = peak_mb()
    rows: list[dict[str, Any]] = []

    def row(size: int) -> dict[str, Any]:
        inputs = home / f"{size}.jsonl"
        runs = [run(inputs, profile, home) for _ in range(max(1, STEADY // size))]
        return {
            "articles": size,
            "words": runs[0]["words"],
            "start_seconds": round(statistics.median(found["start"] for found in runs), 3),
            "ms_per_article": round(1000 * statistics.median(found["rest"] for found in runs) / (size - 1), 2),
            "ms_by_tenth_of_the_run": runs[0]["tenths"],
            "peak_mb": peak_mb(),
            "bytes_out_per_byte_in": round(runs[0]["bytes"] / inputs.stat().st_size, 1),
            "failed": runs[0]["failed"],
        }

    for size in sizes:
        rows.append(row(size))
        rows[-1] |= {"relative": round(rows[-1]["ms_per_article"] / rows[0]["ms_per_article"], 3), "loaded_mb": loaded}
        print(profile, rows[-1], file=sys.stderr, flush=True)
    rows[0]["base_again"] = row(sizes[0])["ms_per_article"]
    print(profile, "base again", rows[0]["base_again"], file=sys.stderr, flush=True)
    return rows


def peak_mb() -> int:
    """Peak memory of this process so far, MB."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def draw(results: dict[str, Any], target: Path) -> None:
    """Two panels: cost of an article, and memory, over the number of articles."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    plt.rcParams.update({"font.size": 9, "axes.spines.top": False, "axes.spines.right": False, "axes.grid": True, "grid.alpha": 0.25})
    figure, (left, right) = plt.subplots(1, 2, figsize=(9.5, 3.9))
    for (profile, rows), colour in zip(sorted(results.items()), ("#1f77b4", "#d62728", "#2ca02c"), strict=False):
        sizes = [row["articles"] for row in rows]
        cost = [row["ms_per_article"] for row in rows]
        left.plot(sizes, cost, "o-", color=colour, label=profile)
        left.fill_between(sizes, 0.9 * cost[0], 1.1 * cost[0], color=colour, alpha=0.12, lw=0)
        right.plot(sizes, [row["peak_mb"] for row in rows], "o-", color=colour, label=profile)
    for panel in (left, right):
        panel.set(xscale="log", xlabel="articles in the run", ylim=(0, 1.2 * panel.dataLim.ymax))
        panel.xaxis.set_major_formatter(mpl.ticker.FuncFormatter(lambda size, _: f"{size:,.0f}"))
        panel.legend(frameon=False, title="profile", loc="lower right", ncols=len(results))
    left.set(ylabel="ms of CPU an article", title="Cost of an article (band: within 10 % of the smallest run)")
    right.set(ylabel="MB", title="Peak memory of the process")
    for panel in (left, right):
        panel.title.set_fontsize(10)
    figure.suptitle("onrecord extract: cost and memory over the number of articles", fontweight="bold")
    figure.tight_layout()
    target.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(target, dpi=140, metadata={"Software": None})


def main() -> None:
    """Measure, or draw what was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--profiles", default="rules,fast")
    parser.add_argument("--sizes", default="100,1000,5000,20000")
    parser.add_argument("--draw", action="store_true")
    parser.add_argument("--one", default="", help=argparse.SUPPRESS)
    parser.add_argument("--home", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    path = ROOT / "bench/scale.json"
    results: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    if options.draw:
        draw(results, ROOT / "docs/images/scale.png")
        return
    sizes = [int(size) for size in options.sizes.split(",")]
    if options.one:
        print(json.dumps(measure(options.one, sizes, options.home)))
        return
    with tempfile.TemporaryDirectory() as home:
        write(articles(WARM, seed=2), Path(home) / "warm.jsonl")
        for size in sizes:
            write(articles(size), Path(home) / f"{size}.jsonl")
        for profile in options.profiles.split(","):
            command = [sys.executable, __file__, "--one", profile, "--sizes", options.sizes, "--home", home]
            done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
            results[profile] = json.loads(done.stdout.splitlines()[-1])
            path.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
