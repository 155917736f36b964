"""Benchmark and calibrate the stage `dates`.

    python bench/dates.py speed                 characters a second, beside dateparser's search and recognizers-text if installed
    python bench/dates.py hostile               time on hostile inputs of growing length: it must grow no faster than the input
    python bench/dates.py calibrate GOLD...     rewrite data/dates/confidence.tsv from gold files (.jsonl.gz), cross-validated

Gold lines hold {"id", "text", "dct", "timexes": [{"start", "end", "type", "value"}]}. A document of a file whose name
contains "wikiwars" is read in the narrative mode.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from onrecord.dates import find_dates
from onrecord.settings import DateSettings

TABLE = Path(__file__).parents[1] / "src/onrecord/data/dates/confidence.tsv"
SAMPLE = (
    "The river board met in Karlov on Tuesday, 12 March, three weeks after the gates failed. Its chair, Ilse Mbeki, said repairs "
    "begun in late 2015 would end by the summer, and that the tariff of 4.50 crowns agreed on 3 February 2016 stands until the "
    "end of next year.\n\n"
    "The old weir of 1911 had leaked since the 1980s. Two engineers walked along the bank for half an hour and spoke of silt, "
    "cracked stone and the smell of oil. Nobody on the board would say who had signed the inspection, or why the pumps were still "
    "in their crates. A former clerk called the delay a scandal; the ministry called it weather. The council of the lower town "
    "wants its money back, the fishermen want their channel dredged, and the school beside the lock has asked for nothing but a "
    "fence.\n\n"
)


def speed() -> None:
    """Characters a second on one core."""
    text = SAMPLE * 200
    find_dates(SAMPLE, published="2016-03-15")

    def ours() -> None:
        find_dates(text, published="2016-03-15")

    rows: list[tuple[str, int, Callable[[], None]]] = [("onrecord", len(text), ours)]
    if importlib.util.find_spec("dateparser"):
        from datetime import datetime

        from dateparser.search import search_dates

        short = SAMPLE * 5
        settings = {"RELATIVE_BASE": datetime(2016, 3, 15)}
        rows.append(("dateparser search_dates", len(short), lambda: search_dates(short, languages=["en"], settings=settings)))
    if importlib.util.find_spec("recognizers_date_time"):
        from recognizers_date_time import recognize_datetime

        short = SAMPLE * 2
        rows.append(("recognizers-text", len(short), lambda: recognize_datetime(short, "en-us")))
    for name, length, run in rows:
        started = time.process_time()
        run()
        print(f"{name:28}{length / (time.process_time() - started):>12,.0f} characters/s")


def hostile() -> None:
    """Seconds for inputs of 10^5 and 2 * 10^5 characters that invite backtracking."""
    pieces = {
        "digits": "1", "commas": ",", "spaces": " ", "months": "May ", "numbers": "12 ", "hyphens": "1-", "the": "the ", "quotes": "'",
        "words": "two hundred and ", "breaks": "\n", "dates": "May 5, ", "slashes": "1/1/", "years": "2015-",
    }  # fmt: skip
    for name, piece in pieces.items():
        seconds = []
        for length in (100_000, 200_000):
            text = piece * (length // len(piece))
            started = time.process_time()
            find_dates(text, published="2016-03-15")
            seconds.append(time.process_time() - started)
        print(f"{name:12}{seconds[0]:8.2f} s{seconds[1]:8.2f} s   x {seconds[1] / max(seconds[0], 1e-3):.1f}")


def answers(paths: list[str]) -> Iterator[tuple[int, tuple[str, str], bool, float]]:
    """Number of the document, keys of the table, whether the value is right, and the confidence given, of every expression found."""
    number = 0
    for path in paths:
        settings = DateSettings(mode="narrative" if "wikiwars" in path else "news")
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                document = json.loads(line)
                number += 1
                gold = document["timexes"]
                for found in find_dates(document["text"], published=document["dct"], settings=settings):
                    right = any(t["start"] < found.end and found.start < t["end"] and t["value"] == found.value for t in gold)
                    yield number, (f"{found.type} {found.anchor.rule}", found.anchor.rule), right, found.confidence


def calibrate(paths: list[str]) -> None:
    """Write the share of right values by rule; print the error of the calibration on documents that were left out."""
    rows = list(answers(paths))
    error = [
        abs(gap) * share
        for fold in (0, 1)
        for gap, share in _gaps(_shares([r for r in rows if r[0] % 2 != fold]), [r for r in rows if r[0] % 2 == fold])
    ]
    print(f"{len(rows)} expressions; expected calibration error on left-out documents {sum(error) / 2:.3f}")
    lines = ["# Share of right values by rule on development data (TimeBank, AQUAINT, WikiWars), shrunk towards the share of all.",
             "# Rebuild: python bench/dates.py calibrate GOLD...", "# rule\tshare\tcases"]  # fmt: skip
    lines += [f"{key}\t{share:.3f}\t{cases}" for key, (share, cases) in sorted(_shares(rows).items())]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _shares(rows: list[tuple[int, tuple[str, str], bool, float]]) -> dict[str, tuple[float, int]]:
    counts: dict[str, Counter[bool]] = defaultdict(Counter)
    for _, (key, group), right, _ in rows:
        for name in {key, group, "other"}:
            counts[name][right] += 1
    overall = counts["other"][True] / counts["other"].total()
    return {key: ((count[True] + 4 * overall) / (count.total() + 4), count.total()) for key, count in counts.items() if count.total() >= 3}


def _gaps(shares: dict[str, tuple[float, int]], rows: list[tuple[int, tuple[str, str], bool, float]]) -> list[tuple[float, float]]:
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for _, (key, group), right, _ in rows:
        share = shares.get(key, shares.get(group, shares["other"]))[0]
        bins[min(9, int(share * 10))].append((share, right))
    return [(sum(s - r for s, r in items) / len(items), len(items) / len(rows)) for items in bins.values()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["speed", "hostile", "calibrate"])
    parser.add_argument("gold", nargs="*")
    options = parser.parse_args()
    if options.what == "calibrate":
        calibrate(options.gold)
    else:
        {"speed": speed, "hostile": hostile}[options.what]()


if __name__ == "__main__":
    main()
