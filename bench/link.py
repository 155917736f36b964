"""Time and memory of putting many names together: invented names from lists of given and family names.

    python bench/link.py --names 100000
    python bench/link.py --records 10000      # link whole records, then again with ten more

Given names come from the package; surnames are made of syllables, so that many are alike and every block is full.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from typing import Any

from onrecord.link import link, view
from onrecord.names import cluster_names, given_names

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


def time_records(count: int, seed: int) -> None:
    """Link invented records, then all of them and ten more."""
    records = invented_records(count + 10, seed)
    for size in (count, count + 10):
        started = time.process_time()
        linked = link([view(record) for record in records[:size]])
        seconds = time.process_time() - started
        print(f"{size} records: {seconds:.1f} s of CPU, {len(linked.speakers)} speakers, {len(linked.reprints)} pairs with re-use")


def main() -> None:
    """Cluster invented names and print seconds, memory and clusters."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=int, default=100_000)
    parser.add_argument("--records", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.records:
        time_records(options.records, options.seed)
        return
    mentions = invented(options.names, options.seed)
    started, cpu = time.perf_counter(), time.process_time()
    clusters = cluster_names(mentions)
    seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = len(set(clusters.values()))
    print(f"{options.names} names, {len(mentions)} mentions: {seconds:.1f} s ({cpu:.1f} s of CPU), {memory:.0f} MB, {found} clusters")


if __name__ == "__main__":
    main()
