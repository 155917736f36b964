"""Train the ranker of dates: a conditional logit over the dates printed on each page, and the answer that none of them is meant.

    python -m onrecord.clean.train_dating DATA/cleaning -o models/clean-1.0

DATA/cleaning holds the gold pages as JSON lines: `raw_text`, `date`. The text is found by the labeller that ships.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from onrecord.clean import dating, headline
from onrecord.clean.article import choose
from onrecord.clean.choice import Choice, fit
from onrecord.clean.features import look
from onrecord.clean.labeller import labeller
from onrecord.clean.pasted import lines_of
from onrecord.clean.train_headline import rows_of

SETS = {"naeb": 1.0, "fundus_tests": 0.7, "wcxb": 0.7, "trafilatura_eval": 0.7}  # the set of news counts most
PENALTY, FEWEST = 2.0, 3
DOUBTFUL = 2  # days between gold and a day on the page that tell of another time zone


def choices(rows: Iterable[dict[str, Any]]) -> Iterator[Choice]:
    """A choice for every page with dates whose gold can be believed."""
    for row in rows:
        if (day := _day(row.get("date"))) and (choice := choice_of(row, day)):
            yield choice


def choice_of(row: dict[str, Any], day: date) -> Choice | None:
    """The choice of one page: the candidates of that day, else none; null where gold and page differ as by a slip."""
    lines = lines_of(row["raw_text"])
    if not lines:
        return None
    seen = look(lines)
    body = choose(lines, seen, labeller()(seen))
    if not body:
        return None
    first = next((n for n in body if seen.running[n]), body[0])
    title = headline.best(lines, seen, headline.candidates(lines, seen, 0, first, len(lines)), first, body)
    place = dating.Place(title, first, body[-1])
    found = dating.candidates(lines, seen, 0, len(lines), place)
    right = [index for index, candidate in enumerate(found) if candidate.day == day]
    if not found or (not right and any(is_slip(day, candidate.day) for candidate in found)):
        return None
    looks = [*dating.looks(lines, seen, found, place), dating.unknown(found, place)]
    return Choice(looks, right or [len(found)], row["weight"])


def is_slip(gold: date, printed: date) -> bool:
    """The two are hardly different days of publication: a time zone or a year apart."""
    return 0 < abs((gold - printed).days) <= DOUBTFUL or (gold != printed and (gold.month, gold.day) == (printed.month, printed.day))


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return None


def main() -> None:
    import argparse

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    weights = fit(list(choices(rows_of(options.data, SETS))), penalty=PENALTY, fewest=FEWEST)
    (options.output / "dating.json").write_text(json.dumps({"weights": weights}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
