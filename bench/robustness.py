"""How the figures of each layer fall on damaged copies of the gold dev pages: writes bench/robustness.json and docs/robustness.md.

    python bench/robustness.py [--profile default] [--seeds 3]
    python bench/robustness.py --draw        # docs/images/robustness.png, from the JSON; needs matplotlib

Damage and gold are made by `onrecord.evaluate.variants`. Test pages are not read.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from statistics import mean
from typing import Any

ROOT = Path(__file__).parents[1]
RATES = (0.0, 0.02, 0.05, 0.1, 0.2)
JOINED = (1, 2, 4, 8)
BETWEEN = {"joined": "\n\n", "joined with a rule": "\n\n* * *\n\n"}
LAYERS = ("articles", "text", "quotes", "speakers", "dates", "places", "facts")
COLUMNS = (*LAYERS, "marked")


def dev_documents(settings: Any) -> dict[str, Any]:
    """Raw documents of the dev pages by id, with what a row of a .jsonl says beside its text."""
    from onrecord import corpus
    from onrecord.types import RawDocument

    items = [item for item in corpus.read([str(ROOT / "corpus/raw/dev")], settings=settings.corpus) if isinstance(item, RawDocument)]
    return {item.id if item.line is not None else f"dev/{item.id}": item for item in items}


def records_of(pipe: Any, pages: Sequence[Any]) -> list[dict[str, Any]]:
    """Linked records of gold pages, damaged or not; metadata are those of the page that bears the same id."""
    from onrecord import schema
    from onrecord.run.linking import linked_records
    from onrecord.types import RawDocument

    documents = dev_documents(pipe.settings)
    records = []
    for page in pages:
        digest = hashlib.sha256(page.raw.encode()).hexdigest()
        known = documents.get(page.id, RawDocument(id=page.id, text="", sha256=""))
        document = replace(known, id=page.id, text=page.raw, html=page.html, sha256=digest)
        records += [schema.to_dict(record) for record in pipe.records(document)]
    return linked_records(records, settings=pipe.settings.link)


def score(pipe: Any, pages: Sequence[Any]) -> dict[str, float]:
    """F1 of each layer; of quotations that the gold has as direct or mixed, the recall as "marked"."""
    from onrecord.evaluate import compare

    records, gold = records_of(pipe, pages), [page.gold for page in pages]
    figures = compare(gold, records, facts=True).figures()
    marked = deepcopy(gold)
    for article in [article for page in marked for article in page["articles"]]:
        article["quotes"] = [quote for quote in article["quotes"] if quote["type"] != "indirect"]
    return {layer: figures[layer]["f1"] for layer in LAYERS} | {"marked": compare(marked, records).figures()["quotes"]["recall"]}


def measure(profile: str, seeds: int) -> dict[str, Any]:
    """All variants; figures of random damage are means over the seeds."""
    from onrecord import load_corpus
    from onrecord.evaluate import variants
    from onrecord.pipeline import load

    pipe, pages = load(profile), load_corpus("dev")
    results: dict[str, Any] = {"profile": profile, "pages": len(pages), "seeds": seeds, "marks": {}, "layout": {}}
    for rate in RATES:
        runs = [score(pipe, [variants.damaged_marks(page, rate, seed) for page in pages]) for seed in range(seeds if rate else 1)]
        results["marks"][str(rate)] = {layer: round(mean(run[layer] for run in runs), 4) for layer in COLUMNS}
        print("marks", rate, results["marks"][str(rate)], flush=True)
    for name, change in {
        "as it is": list,
        "mojibake": lambda pages: [variants.mojibake(page) for page in pages],
        "single breaks": lambda pages: [variants.single_breaks(page) for page in pages],
        "no breaks": lambda pages: [variants.no_breaks(page) for page in pages],
    }.items():
        results["layout"][name] = score(pipe, change(pages))
        print(name, results["layout"][name], flush=True)
    plain = [page for page in pages if variants.can_be_joined(page)]
    random.Random(0).shuffle(plain)
    results["joined_pages"] = len(plain)
    for name, between in BETWEEN.items():
        results[name] = {}
        for size in JOINED:
            groups = [plain[at : at + size] for at in range(0, len(plain), size)]
            results[name][str(size)] = score(pipe, [variants.joined(group, between) for group in groups])
            print(name, size, results[name][str(size)], flush=True)
    return results


def tables(results: dict[str, Any]) -> dict[str, str]:
    """Markdown tables by name of the part of the page that they fill."""

    def table(head: str, rows: dict[str, dict[str, float]]) -> str:
        body = [[name, *(f"{row[layer]:.3f}" for layer in COLUMNS)] for name, row in rows.items()]
        lines = [[head, *LAYERS, "marked (recall)"], ["---"] * (len(COLUMNS) + 1), *body]
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)

    return {
        "marks": table("marks damaged", {f"{100 * float(rate):g} %": row for rate, row in results["marks"].items()}),
        "layout": table("all pages", results["layout"]),
        **{name.replace(" ", "-"): table(f"pages {name}", results[name]) for name in BETWEEN},
    }


def write_tables(page: Path, results: dict[str, Any]) -> None:
    """Put the tables between the comments of the page."""
    text = page.read_text(encoding="utf-8")
    for name, table in tables(results).items():
        text = re.sub(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", lambda m, t=table: f"{m[1]}{t}\n{m[2]}", text, flags=re.DOTALL)
    page.write_text(text, encoding="utf-8")


def draw(results: dict[str, Any], target: Path) -> None:
    """Three panels: curves over damage of marks, over joined pages, and changes of layout and encoding."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    plt.rcParams.update({"font.size": 9, "axes.spines.top": False, "axes.spines.right": False, "axes.grid": True, "grid.alpha": 0.25})
    colours = dict(zip(COLUMNS, ("#7f7f7f", "#bcbd22", "#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#111111", "#17becf"), strict=True))
    figure, (left, middle, right) = plt.subplots(1, 3, figsize=(12, 4), sharey=True, width_ratios=(1.1, 1, 1.1))
    for panel, rows, label in (
        (left, {100 * float(rate): row for rate, row in results["marks"].items()}, "quotation marks damaged, %"),
        (middle, {int(size): row for size, row in results["joined"].items()}, "pages joined into one (dashed: a rule between them)"),
    ):
        for layer in COLUMNS:
            name = "marked quotes (recall)" if layer == "marked" else layer
            panel.plot(list(rows), [row[layer] for row in rows.values()], marker="o", markersize=4, color=colours[layer], label=name)
        panel.set_xticks(list(rows))
        panel.set_xlabel(label)
    for layer in ("articles", "dates", "facts"):
        rule = results["joined with a rule"]
        middle.plot([int(size) for size in rule], [row[layer] for row in rule.values()], "--", color=colours[layer], linewidth=1)
    middle.set_xscale("log", base=2)
    middle.set_xticks(JOINED, [str(size) for size in JOINED])
    names = list(results["layout"])
    for layer in COLUMNS:
        values = [results["layout"][name][layer] for name in names]
        right.plot(range(len(names)), values, marker="o", markersize=5, linestyle=":", linewidth=0.8, color=colours[layer])
    right.set_xticks(range(len(names)), [name.replace(" ", "\n", 1) for name in names])
    right.set_xlabel("encoding and paragraph breaks")
    left.set_ylabel("F1 on gold dev pages")
    left.set_ylim(0, 1)
    figure.legend(*left.get_legend_handles_labels(), loc="upper center", ncols=len(COLUMNS), frameon=False)
    figure.tight_layout(rect=(0, 0, 1, 0.93))
    figure.savefig(target, dpi=130, metadata={"Software": None})


def main() -> None:
    """Measure, or draw what was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--profile", default="default")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--draw", action="store_true", help="only draw the figure")
    options = parser.parse_args()
    path = ROOT / "bench/robustness.json"
    if options.draw:
        draw(json.loads(path.read_text(encoding="utf-8")), ROOT / "docs/images/robustness.png")
        return
    results = measure(options.profile, options.seeds)
    path.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    write_tables(ROOT / "docs/robustness.md", results)


if __name__ == "__main__":
    main()
