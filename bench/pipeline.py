"""Words a second of the whole pipeline, and the share of each stage, on the project's own corpus.

    python bench/pipeline.py [--profiles default,fast,rules] [--repeat 5]

One process, one thread. Every profile reads the same articles `repeat` times; figures are medians of CPU time, so that
other work on the machine does not count. Each stage and the whole are also given as a ratio to the encoder pass of `default` alone, on
the same articles in the same run. Writes bench/pipeline.json.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from onrecord import corpus
from onrecord.clean import clean
from onrecord.pipeline import Pipeline, load
from onrecord.records import build_record
from onrecord.types import RawDocument

ROOT = Path(__file__).parents[1]


def measure(pipe: Pipeline, documents: list[RawDocument]) -> tuple[int, dict[str, float]]:
    """Words read, and seconds by stage."""
    seconds: dict[str, float] = defaultdict(float)
    words = 0
    for document in documents:
        at = time.process_time()
        articles = clean(document, settings=pipe.settings.clean)
        seconds["clean"] += time.process_time() - at
        for article in articles:
            if article.language != "en":
                continue
            words += len(article.text.split())
            at = time.process_time()
            doc = pipe.prepare(article)
            seconds["tokens"] += time.process_time() - at
            for name, component in pipe.nlp.pipeline:
                at = time.process_time()
                doc = component(doc)
                seconds[name.removeprefix("onrecord_")] += time.process_time() - at
            at = time.process_time()
            build_record(document, article, pipe.findings(doc), pipe.provenance)
            seconds["record"] += time.process_time() - at
    return words, dict(seconds)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--profiles", default="default,fast,rules")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--inputs", default=str(ROOT / "corpus/raw/dev"))
    options = parser.parse_args()
    results: dict[str, Any] = {}
    encoder: float | None = None
    for profile in options.profiles.split(","):
        started = time.process_time()
        pipe = load(profile)
        loaded = time.process_time() - started
        documents = [item for item in corpus.read([options.inputs], settings=pipe.settings.corpus) if isinstance(item, RawDocument)]
        measure(pipe, documents)  # caches, imports
        runs = [measure(pipe, documents) for _ in range(options.repeat)]
        words = runs[0][0]
        median = {stage: statistics.median(seconds[stage] for _, seconds in runs) for stage in runs[0][1]}
        total = sum(median.values())
        rate = words / total
        print(f"{profile}: {rate:.0f} words/s, {words} words in {len(documents)} pages, load {loaded:.2f} s")
        for stage, value in sorted(median.items(), key=lambda item: -item[1]):
            print(f"  {stage:<12}{100 * value / total:6.1f} %{1e6 * value / words:9.1f} µs/word")
        row = {
            "words_per_second": round(rate),
            "load_seconds": round(loaded, 2),
            "share": {k: round(v / total, 4) for k, v in median.items()},
        }
        encoder = median.get("reader", encoder)
        if encoder is not None:
            row["whole_to_encoder"] = round(total / encoder, 3)
            row["to_encoder"] = {stage: round(value / encoder, 4) for stage, value in median.items()}
            print(f"  whole pipeline / encoder pass alone: {row['whole_to_encoder']:.2f}")
        results[profile] = row
    (ROOT / "bench/pipeline.json").write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
