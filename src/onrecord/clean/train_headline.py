"""Train the ranker of headlines: a conditional logit over the candidate lines of each page.

    python -m onrecord.clean.train_headline DATA/cleaning -o models/clean-1.0

DATA/cleaning holds the gold pages as JSON lines: `raw_text`, `gold_body`, `title`. The text is found by the labeller that
ships; a candidate is right when its words are the title's.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from onrecord.clean import headline
from onrecord.clean.article import choose
from onrecord.clean.choice import Choice, fit
from onrecord.clean.features import look
from onrecord.clean.labeller import labeller
from onrecord.clean.pasted import lines_of

SETS = {"naeb": 1.0, "fundus_tests": 0.7, "wcxb": 0.7}  # the set of news counts most


def rows_of(folder: Path, sets: Mapping[str, float] = SETS) -> Iterator[dict[str, Any]]:
    """The gold pages of some sets, each with the `weight` of its set."""
    for name, weight in sets.items():
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as stream:
            yield from ({**json.loads(line), "weight": weight} for line in stream)


def choices(rows: Iterable[dict[str, Any]]) -> Iterator[Choice]:
    """A choice for every page whose headline is among the candidates."""
    for row in rows:
        if row.get("title") and row.get("gold_body") and (choice := choice_of(row)):
            yield choice


def choice_of(row: dict[str, Any]) -> Choice | None:
    """The choice of one page; null when its text or its headline is not found."""
    lines = lines_of(row["raw_text"])
    if not lines:
        return None
    seen = look(lines)
    body = choose(lines, seen, labeller()(seen))
    if not body:
        return None
    first = next((n for n in body if seen.running[n]), body[0])
    numbers = headline.candidates(lines, seen, 0, first, len(lines))
    gold = _folded(row["title"])
    right = [index for index, n in enumerate(numbers) if _folded(lines[n].text) == gold]
    if len(numbers) < 2 or not right:
        return None
    return Choice(list(headline.looks(lines, seen, numbers, first, body)), right, row["weight"])


def _folded(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def main() -> None:
    import argparse

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    weights = fit(list(choices(rows_of(options.data))))
    (options.output / "headline.json").write_text(json.dumps({"weights": weights}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
