"""Benchmark and calibrate the stage `dates`.

    python bench/dates.py speed                 characters a second, beside dateparser's search and recognizers-text if installed; writes
                                                bench/dates.json
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
import platform
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from onrecord.dates import find_dates
from onrecord.dates.explicit import read_explicit
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


RESULTS = Path(__file__).with_suffix(".json")


def speed() -> None:
    """Characters a second of one core, warm, by processor time: the best of three runs of each system."""
    find_dates(SAMPLE, published="2016-03-15")
    text = _page(200)

    def ours() -> None:
        read_explicit.cache_clear()
        find_dates(text, published="2016-03-15")

    systems = {"onrecord": _rate(ours, len(text))}
    if importlib.util.find_spec("dateparser"):
        from dateparser.search import search_dates

        settings = {"RELATIVE_BASE": datetime(2016, 3, 15)}
        short = _page(5)
        systems["dateparser search_dates"] = _rate(lambda: search_dates(short, languages=["en"], settings=settings), len(short))
    else:
        print("dateparser is not installed: left out")
    if importlib.util.find_spec("recognizers_date_time"):
        from recognizers_date_time import recognize_datetime

        brief = _page(2)
        systems["recognizers-text"] = _rate(lambda: recognize_datetime(brief, "en-us", reference=datetime(2016, 3, 15)), len(brief))
    else:
        print("recognizers-text-date-time is not installed: left out")
    for name, rate in systems.items():
        print(f"{name:28}{rate:>12,.0f} characters/s{systems['onrecord'] / rate:>10,.1f} times slower")
    result = {
        "unit": "characters a second of processor time, one core, warm",
        "python": platform.python_version(),
        "versions": {name: _version(package) for name, package in PACKAGES.items() if name in systems},
        "characters_per_second": {name: round(rate) for name, rate in systems.items()},
        "onrecord_is_faster_by": {name: round(systems["onrecord"] / rate, 1) for name, rate in systems.items() if name != "onrecord"},
    }
    RESULTS.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


PACKAGES = {"onrecord": "onrecord", "dateparser search_dates": "dateparser", "recognizers-text": "recognizers-text-date-time"}


def _page(times: int) -> str:
    """The sample again and again, each time with other days, so that no cache of strings helps."""
    return "".join(
        SAMPLE.replace("3 February 2016", f"{1 + number % 28} February {1960 + number % 60}").replace(
            "12 March", f"{1 + number % 30} March"
        )
        for number in range(times)
    )


def _rate(run: Callable[[], object], characters: int) -> float:
    seconds = []
    for _ in range(3):
        started = time.process_time()
        run()
        seconds.append(time.process_time() - started)
    return characters / min(seconds)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"


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
