"""Time and memory of putting many names together: invented names from lists of given and family names.

    python bench/link.py --names 100000       # seconds of CPU, and memory
    python bench/link.py --blocks 100000      # sizes of the blocks
    python bench/link.py --records 10000      # link whole records from the rows of their mentions, then again with ten more
    python bench/link.py --rewriting          # seconds a gigabyte of records takes to be written again with their links
    python bench/link.py --write              # 100,000 and 1,000,000 names, 10,000 and 30,000 records; writes bench/link.json

Given names come from the package; surnames are made of syllables, so that many are alike and every block is full. Records are of the
size of a news article: 780 words in 12 paragraphs, 8 persons, 6 quotations. Each measurement is a process of its own.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice
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


def invented_records(count: int, seed: int) -> Iterator[dict[str, Any]]:
    """Records of twelve paragraphs of invented words, eight persons and six quotations; one in ten repeats a paragraph of another."""
    draw = random.Random(seed)
    words = [
        "".join(draw.choice(" ".join(ONSETS).split()) + draw.choice(VOWELS) for _ in range(draw.choice((1, 2, 3)))) for _ in range(8000)
    ]
    people = [mention["name"] for mention in invented(max(60, count), seed) if " " in mention["name"]]
    shared: list[str] = []
    for number in range(count):
        paragraphs = [" ".join(draw.choices(words, k=65)) for _ in range(12)]
        if shared and draw.random() < 0.1:
            paragraphs[0] = draw.choice(shared)
        if number % 10 == 0:
            shared.append(paragraphs[1])
        plain = {"kind": "person", "named": True, "quotes": []}
        actors = [{"id": f"a{n}", "name": draw.choice(people), "mentions": [{"start": n}], **plain} for n in range(1, 9)]
        speech = {"type": "direct", "speaker": "a1"}
        quotes = [{"id": f"q{n}", "text": " ".join(draw.choices(words, k=20)), "parts": [{"start": n}], **speech} for n in range(1, 7)]
        text = {"text": "\n\n".join(paragraphs), "published": {"value": f"2021-{1 + number % 12:02d}-{1 + number % 28:02d}"}}
        yield {"id": f"{number:016x}", "source": {"id": f"p{number:06d}"}, "article": text, "actors": actors, "quotes": quotes}


def write_rows(count: int, seed: int, path: Path) -> None:
    """The rows of mentions of invented records, one a line, as the journal of a run holds them."""
    with path.open("w", encoding="utf-8") as file:
        for record in invented_records(count, seed):
            file.write(json.dumps(to_row(view(record))) + "\n")


def time_records(count: int, path: Path) -> dict[str, Any]:
    """Link the first `count` of the rows in a file."""
    before = peak_mb()
    started = time.process_time()
    with path.open(encoding="utf-8") as rows:
        linked = link(from_row(json.loads(row)) for row in islice(rows, count))
    return {
        "records": count,
        "seconds": round(time.process_time() - started, 1),
        "memory_mb": peak_mb(),
        "memory_mb_before": before,
        "speakers": len(linked.speakers),
        "statements": len(linked.statements),
        "pairs_with_reuse": len(linked.reprints),
    }


def all_records(count: int, seed: int) -> dict[str, Any]:
    """Invented records linked, then all of them and ten more, each in a process of its own."""
    with tempfile.TemporaryDirectory() as home:
        rows = Path(home) / "rows.jsonl"
        subprocess.run([sys.executable, __file__, "--make", str(count + 10), "--seed", str(seed), "--rows", str(rows)], check=True)
        figures = apart("--records", str(count), "--rows", str(rows))
        more = apart("--records", str(count + 10), "--rows", str(rows))
    return figures | {"seconds_with_ten_more": more["seconds"]}


def time_rewriting() -> dict[str, Any]:
    """Decoding, filling in and encoding of records of the dev pages, by size."""
    from onrecord.pipeline import load
    from onrecord.run.linking import with_links
    from onrecord.schema import to_dict, to_line

    pages = sorted((Path(__file__).parents[1] / "corpus/raw/dev").glob("*.txt"))
    pipe = load("rules")
    lines = [to_line(to_dict(record)) for page in pages for record in pipe.extract(page.read_text(encoding="utf-8", errors="replace"))]
    linked = link(json.loads(line) for line in lines)
    started = time.process_time()
    for _ in range(10):
        for line in lines:
            json.dumps(with_links(json.loads(line), linked), ensure_ascii=False, separators=(",", ":"))
    size = sum(len(line.encode()) for line in lines)
    return {"records": len(lines), "bytes": size, "seconds_a_gigabyte": round((time.process_time() - started) / 10 / size * 1e9)}


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
    return figures


def main() -> None:
    """Measure; print one line of JSON, or write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=int, default=100_000)
    parser.add_argument("--records", type=int, default=0)
    parser.add_argument("--blocks", type=int, default=0)
    parser.add_argument("--rewriting", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--make", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--rows", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if options.write:
        path = Path(__file__).with_name("link.json")
        results: dict[str, Any] = {}

        def add(name: str, figures: dict[str, Any]) -> None:
            results[name] = figures
            print(name, figures, flush=True)
            path.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")

        for count in (100_000, 1_000_000):
            add(f"{count} names", apart("--names", str(count)) | apart("--blocks", str(count)))
        for count in (10_000, 30_000):
            add(f"{count} records", all_records(count, options.seed))
        add("rewriting", apart("--rewriting"))
    elif options.make:
        write_rows(options.make, options.seed, options.rows)
    elif options.records and options.rows:
        print(json.dumps(time_records(options.records, options.rows)))
    elif options.records:
        print(json.dumps(all_records(options.records, options.seed)))
    elif options.rewriting:
        print(json.dumps(time_rewriting()))
    elif options.blocks:
        print(json.dumps(block_sizes(options.blocks, options.seed)))
    else:
        print(json.dumps(time_names(options.names, options.seed)))


if __name__ == "__main__":
    main()
