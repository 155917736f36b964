"""Time and memory of putting many names together: invented names from lists of given and family names.

    python bench/link.py --names 100000       # seconds, memory, and the sizes of the blocks
    python bench/link.py --records 10000      # link whole records, then again with ten more
    python bench/link.py --write              # 100,000 and 1,000,000 names and 10,000 records; adds to bench/link.json

Given names come from the package; surnames are made of syllables, so that many are alike and every block is full.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import resource
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from onrecord.link import link, view
from onrecord.link.rows import from_row, to_row
from onrecord.names import cluster_names, given_names
from onrecord.names.blocking import BLOCK_CAP, keys_of
from onrecord.names.parse import parse_name

ONSETS = ("b br ch d f g gr h j k kh kl l m", "n p r s sh st t tr v w y z")
VOWELS = ("a", "e", "i", "o", "u", "ai", "ou")
CODAS = ["", "", "l", "n", "r", "s", "nd", "rt", "m", "k"]


def invented(count: int, seed: int) -> list[dict[str, str]]:
    """Mentions of `count` distinct names, a third of them repeated by surname in the same article."""
    draw = random.Random(seed)
    given = sorted(name.capitalize() for name, gender in given_names().items() if gender in "fm" and 3 <= len(name) <= 9)[::5]
    surnames = [
        "".join(draw.choice(" ".join(ONSETS).split()) + draw.choice(VOWELS) + draw.choice(CODAS) for _ in range(draw.choice((2, 2, 3))))
        for _ in range(count // 6)
    ]
    names: set[str] = set()
    while len(names) < count:
        middle = f" {draw.choice('ABCDEFGHJKLMNPRSTW')}." if draw.random() < 0.1 else ""
        names.add(f"{draw.choice(given)}{middle} {draw.choice(surnames).capitalize()}")
    mentions = []
    for number, name in enumerate(sorted(names)):
        article = f"d{draw.randrange(max(1, count // 4))}"
        mentions.append({"id": f"m{number:07d}", "doc": article, "name": name})
        if number % 3 == 0:
            mentions.append({"id": f"m{number:07d}s", "doc": article, "name": name.split()[-1]})
    return mentions


def invented_records(count: int, seed: int) -> list[dict[str, Any]]:
    """Records of six paragraphs of invented words, four persons and three quotations; one in ten repeats a paragraph of another."""
    draw = random.Random(seed)
    words = [
        "".join(draw.choice(" ".join(ONSETS).split()) + draw.choice(VOWELS) for _ in range(draw.choice((1, 2, 3)))) for _ in range(8000)
    ]
    people = [mention["name"] for mention in invented(max(60, count), seed) if " " in mention["name"]]
    records: list[dict[str, Any]] = []
    shared: list[str] = []
    for number in range(count):
        paragraphs = [" ".join(draw.choices(words, k=60)) for _ in range(6)]
        if shared and draw.random() < 0.1:
            paragraphs[0] = draw.choice(shared)
        shared.append(paragraphs[1])
        plain = {"kind": "person", "named": True, "quotes": []}
        actors = [{"id": f"a{n}", "name": draw.choice(people), "mentions": [{"start": n}], **plain} for n in range(1, 5)]
        speech = {"type": "direct", "speaker": "a1"}
        quotes = [{"id": f"q{n}", "text": " ".join(draw.choices(words, k=20)), "parts": [{"start": n}], **speech} for n in range(1, 4)]
        text = {"text": "\n\n".join(paragraphs), "published": {"value": f"2021-{1 + number % 12:02d}-{1 + number % 28:02d}"}}
        records.append({"id": f"r{number:06d}", "source": {"id": f"p{number:06d}"}, "article": text, "actors": actors, "quotes": quotes})
    return records


def time_records(count: int, seed: int) -> dict[str, Any]:
    """Link invented records, then all of them and ten more, as `onrecord link` does: from the rows of their mentions."""
    rows = [json.dumps(to_row(view(record))) for record in invented_records(count + 10, seed)]
    figures: dict[str, Any] = {"records": count}
    for size, name in ((count, "seconds"), (count + 10, "seconds_with_ten_more")):
        gc.collect()
        started = time.process_time()
        linked = link([from_row(json.loads(row)) for row in rows[:size]])
        figures[name] = round(time.process_time() - started, 1)
        figures |= {"speakers": len(linked.speakers), "pairs_with_reuse": len(linked.reprints)}
    figures["memory_mb"] = peak_mb()
    return figures


def time_names(count: int, seed: int) -> dict[str, Any]:
    """Put invented names together."""
    mentions = invented(count, seed)
    before = peak_mb()
    started = time.process_time()
    clusters = cluster_names(mentions)
    return {
        "names": count,
        "mentions": len(mentions),
        "seconds": round(time.process_time() - started, 1),
        "memory_mb": peak_mb(),
        "memory_mb_of_the_mentions": before,
        "clusters": len(set(clusters.values())),
    }


def block_sizes(count: int, seed: int) -> dict[str, Any]:
    """How many blocks there are, how large, and what all of them would cost against all pairs."""
    blocks: Counter[str] = Counter()
    for mention in invented(count, seed):
        if " " in mention["name"]:
            blocks.update(dict.fromkeys(keys_of(parse_name(mention["name"])), 1))
    sizes = sorted(size for size in blocks.values() if size > 1)
    if not sizes:
        return {"blocks": 0}
    return {
        "blocks": len(sizes),
        "median_block": sizes[len(sizes) // 2],
        "block_99_percent": sizes[len(sizes) * 99 // 100],
        "largest_block": sizes[-1],
        "blocks_above_cap": sum(size > BLOCK_CAP for size in sizes),
        "pairs_in_blocks": sum(size * (size - 1) // 2 for size in sizes),
        "all_pairs": count * (count - 1) // 2,
    }


def peak_mb() -> int:
    """Peak memory of this process so far, MB."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def apart(*options: str) -> dict[str, Any]:
    """One measurement in a process of its own, so that its memory is its own."""
    done = subprocess.run([sys.executable, __file__, *options], capture_output=True, text=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    print(figures, flush=True)
    return figures


def main() -> None:
    """Measure; print one line of JSON, or write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=int, default=100_000)
    parser.add_argument("--records", type=int, default=0)
    parser.add_argument("--blocks", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if options.write:
        path = Path(__file__).with_name("link.json")
        results: dict[str, Any] = {}
        for count in (100_000, 1_000_000):
            results[f"{count} names"] = apart("--names", str(count)) | apart("--blocks", str(count))
            path.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
        results["10000 records"] = apart("--records", "10000")
        path.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    elif options.records:
        print(json.dumps(time_records(options.records, options.seed)))
    elif options.blocks:
        print(json.dumps(block_sizes(options.blocks, options.seed)))
    else:
        print(json.dumps(time_names(options.names, options.seed)))


if __name__ == "__main__":
    main()
