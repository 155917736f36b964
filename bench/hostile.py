"""How the cost of hostile texts grows: time for twice the text over time for the text, by kind of text (wanted: at most 2.3).

    python bench/hostile.py [-o bench/hostile.json]

CPU time, the least of three, profile rules, all stages and linking.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from onrecord.pipeline import load
from tests.fuzz.test_hostile import CASES, made, read, seconds

ENOUGH = 0.2  # seconds from which a time is worth comparing


def ratio(pipe: object, name: str, html: bool) -> tuple[float, int]:
    """Time for twice the text over time for the text, and the size of the smaller one in characters."""
    size = 20_000
    read(pipe, made(name, html, 2000), html)  # type: ignore[arg-type]
    while (one := seconds(pipe, made(name, html, size), html)) < ENOUGH and size < 400_000:  # type: ignore[arg-type]
        size *= 2
    return seconds(pipe, made(name, html, 2 * size), html) / one, size  # type: ignore[arg-type]


def main() -> None:
    """Measure every kind of text and write the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path, default=Path(__file__).parent / "hostile.json")
    options = parser.parse_args()
    pipe = load("rules")
    found = {}
    for name, html in CASES:
        label = f"html, {name}" if html else name
        value, size = ratio(pipe, name, html)
        found[label] = {"ratio": round(value, 2), "characters": size}
        print(f"{label:<32} {value:5.2f}  {size:>7}", flush=True)
    options.output.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
