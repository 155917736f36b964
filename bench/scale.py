"""Cost and memory over the size of the corpus: writes bench/scale.json; with --draw docs/images/scale.png from it.

    python bench/scale.py [--profiles rules,fast] [--sizes 100,300,1000,3000,20000]
    python bench/scale.py --draw             # needs matplotlib

Articles are made by putting a title and a paragraph of the project's own dev pages together anew, so that every size has the same mix.
Each size is one run of `onrecord extract` in a process of its own. Times are seconds of CPU, so that other work on the machine does not
count; the cost of an article is that of extraction alone, in a process that has read twenty others before (tables are loaded on first
use), and the memory is the peak of the process. Linking is measured by bench/link.py. `relative` is the cost over that of a run of 100
articles just before; such a run also pays its start, some 0.2 to 0.5 s.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
BASE = 100

CHILD = """
import json, resource, sys, time
from pathlib import Path
from onrecord.run import extract
from onrecord.pipeline import load
from onrecord.run.extract import Job
pipe = load(sys.argv[3])
with open(sys.argv[1]) as rows:
    for _, row in zip(range(20), rows):
        pipe.extract(json.loads(row)["text"])
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
before, at = peak(), time.process_time()
tally = extract.run(Job(inputs=[sys.argv[1]], output=Path(sys.argv[2]), profile=sys.argv[3], files=False, link=False))
figures = {"extract": time.process_time() - at, "before_mb": before, "mb": peak()}
print(json.dumps(figures | {"words": tally.words, "records": tally.records, "failed": tally.failed}))
"""


def articles(count: int, seed: int = 1) -> list[dict[str, Any]]:
    """Short articles made of paragraphs of the dev pages."""
    from onrecord import corpus
    from onrecord.clean import clean
    from onrecord.settings import CleanSettings, CorpusSettings
    from onrecord.types import RawDocument

    paragraphs = []
    for document in corpus.read([ROOT / "corpus/raw/dev"], settings=CorpusSettings()):
        if isinstance(document, RawDocument):
            for article in clean(document, settings=CleanSettings()):
                if article.language == "en":
                    found = [article.text[block.start : block.end] for block in article.blocks if block.kind == "paragraph"]
                    paragraphs += [text for text in found if 12 <= len(text.split()) <= 40]
    draw = random.Random(seed)
    made = []
    for number in range(count):
        title = " ".join(draw.choice(paragraphs).split()[:7]).rstrip(".,;:")
        text = f"{title}\n\n{draw.choice(paragraphs)}\n"
        made.append({"id": f"a{number:06}", "text": text, "published": f"2021-{1 + number % 12:02}-{1 + number % 28:02}"})
    return made


def run(size: int, profile: str, home: Path) -> dict[str, Any]:
    """One run of `size` articles: seconds of CPU and peaks of memory."""
    inputs, output = home / f"{size}.jsonl", home / f"out-{size}"
    if not inputs.is_file():
        inputs.write_text("".join(json.dumps(row) + "\n" for row in articles(size)), encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", CHILD, str(inputs), str(output), profile], capture_output=True, text=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    figures["input_bytes"] = inputs.stat().st_size
    figures["output_bytes"] = sum(path.stat().st_size for path in output.rglob("*") if path.is_file())
    subprocess.run(["rm", "-r", str(output)], check=True)
    return figures


def measure(profile: str, sizes: list[int], home: Path) -> list[dict[str, Any]]:
    """Rows by size; `relative` is the cost of an article over that in the run of 100 articles beside it."""
    rows = []
    for size in sizes:
        base = run(BASE, profile, home)
        found = base if size == BASE else run(size, profile, home)
        row = {
            "articles": size,
            "words": found["words"],
            "ms_per_article": round(1000 * found["extract"] / size, 2),
            "relative": round(found["extract"] / size / (base["extract"] / BASE), 3),
            "loaded_mb": round(found["before_mb"]),
            "peak_mb": round(found["mb"]),
            "bytes_out_per_byte_in": round(found["output_bytes"] / found["input_bytes"], 1),
            "failed": found["failed"],
        }
        print(profile, row, flush=True)
        rows.append(row)
    return rows


def draw(results: dict[str, Any], target: Path) -> None:
    """Two panels: cost of an article, and memory, over the number of articles."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    plt.rcParams.update({"font.size": 9, "axes.spines.top": False, "axes.spines.right": False, "axes.grid": True, "grid.alpha": 0.25})
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.6))
    for (profile, rows), colour in zip(results.items(), ("#1f77b4", "#d62728", "#2ca02c"), strict=False):
        sizes = [row["articles"] for row in rows]
        cost = [row["ms_per_article"] for row in rows]
        left.plot(sizes, cost, "o-", color=colour, label=profile)
        middle = next((ms for ms, size in zip(cost, sizes, strict=True) if size >= 1000), cost[0])
        left.fill_between([min(sizes), max(sizes)], 0.9 * middle, 1.1 * middle, color=colour, alpha=0.12, lw=0)
        right.plot(sizes, [row["peak_mb"] for row in rows], "o-", color=colour, label=profile)
    for panel in (left, right):
        panel.legend(frameon=False, loc="lower left")
    left.set(xscale="log", ylim=(0, 1.15 * left.dataLim.ymax), xlabel="articles", title="CPU for an article, ms (band: 10 % about 1,000)")
    right.set(xscale="log", ylim=(0, 1.15 * right.dataLim.ymax), xlabel="articles", title="Peak memory of the process, MB")
    figure.tight_layout()
    target.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(target, dpi=140, metadata={"Software": None})


def main() -> None:
    """Measure, or draw what was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--profiles", default="rules,fast")
    parser.add_argument("--sizes", default="100,300,1000,3000,20000")
    parser.add_argument("--draw", action="store_true")
    options = parser.parse_args()
    path = ROOT / "bench/scale.json"
    results: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    if options.draw:
        draw(results, ROOT / "docs/images/scale.png")
        return
    with tempfile.TemporaryDirectory() as home:
        for profile in options.profiles.split(","):
            results[profile] = measure(profile, [int(size) for size in options.sizes.split(",")], Path(home))
            path.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
