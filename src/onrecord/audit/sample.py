"""A stratified random sample of quotations and passages, as a blind review sheet.

Two kinds of items are drawn. *Quotes* that the records hold show how often a record is right (precision). *Passages*,
paragraphs drawn whatever the records say about them, show what was missed (recall). The sheet holds the raw text and the
questions; the machine's answers stay in a key file until the sheet is scored.
"""

from __future__ import annotations

import csv
import hashlib
import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from onrecord import outputs as folder
from onrecord.errors import OnrecordError

CONTEXT = 400  # characters shown on either side of a quotation

COLUMNS = ["item", "kind", "article", "text", "is_speech", "speaker_words", "speaker_name", "date", "place", "quotations", "remark"]
INSTRUCTIONS = (
    "kind quote: look at the words between >>> and <<<. is_speech: yes or no. speaker_words: the words of the text that name the"
    " speaker, or none. speaker_name: who that is, or unknown. date, place: when and where it was said, if the text tells."
    " kind passage: quotations: the first words of each act of speech in the passage (direct, mixed or indirect), parted by |."
)


def strata_by(name: str | None) -> Callable[[dict[str, Any], dict[str, Any] | None], str]:
    """The function that names an item's stratum, for `--by`.

    Raises:
        OnrecordError: E140 for a name that is none.
    """
    table: dict[str | None, Callable[[dict[str, Any], dict[str, Any] | None], str]] = {
        None: lambda record, quote: "all",
        "publisher": lambda record, quote: str((record["article"]["publisher"] or {}).get("value", "unknown")),
        "year": lambda record, quote: str((record["article"]["published"] or {}).get("value", "unknown"))[:4],
        "type": lambda record, quote: quote["type"] if quote else "all",
        "confidence": lambda record, quote: f"{int(quote['confidence']['source'] * 5) / 5:.1f}" if quote else "all",
    }
    if name not in table:
        raise OnrecordError("E140", f"There is no --by {name!r}.", "Choose publisher, year, type or confidence.")
    return table[name]


def items(outputs: Path, by: str | None) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """All quotes and all paragraphs of the records: (kind, stratum, what the sheet and the key need)."""
    stratum = strata_by(by)
    for record in folder.records(outputs):
        for quote in record["quotes"]:
            yield "quote", stratum(record, quote), _quote_item(record, quote)
        for number, block in enumerate(record["article"]["blocks"]):
            if block["kind"] == "paragraph":
                yield "passage", stratum(record, None), _passage_item(record, number, block)


def _quote_item(record: dict[str, Any], quote: dict[str, Any]) -> dict[str, Any]:
    text = record["article"]["text"]
    spans = quote["parts"] or quote["content"]
    start, end = spans[0]["start"], spans[-1]["end"]
    shown = text[max(0, start - CONTEXT) : start] + ">>>" + text[start:end] + "<<<" + text[end : end + CONTEXT]
    dates = {date["id"]: date["value"] for date in record["dates"]}
    places = {place["id"]: place["name"] for place in record["places"]}
    return {
        "name": f"{record['id']}-{quote['id']}", "article": record["source"]["id"], "text": shown,
        "answer": {
            "source": (quote["source"] or {}).get("text"), "speaker": quote["speaker_name"], "confidence": quote["confidence"],
            "date": dates.get(quote["said"]["date"]), "place": places.get(quote["said"]["place"]),
        },
    }  # fmt: skip


def _passage_item(record: dict[str, Any], number: int, block: dict[str, Any]) -> dict[str, Any]:
    found = [
        [span["start"] - block["start"], span["end"] - block["start"]]
        for quote in record["quotes"]
        for span in quote["content"]
        if block["start"] <= span["start"] < block["end"]
    ]
    name = f"{record['id']}-b{number}"
    return {"name": name, "article": record["source"]["id"], "text": block["text"], "answer": {"quotations": found}}


def draw(outputs: Path, size: int, *, by: str | None = None, seed: int = 1) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Draw half of the sample from quotes and half from passages, in proportion to the strata, at least two of each.

    Items are ranked by a digest of their name and the seed, so that the same records and seed give the same sample and
    a larger sample holds the smaller one.

    Returns:
        Rows of the sheet in random order, and rows of the key (stratum, its size, the machine's answer).
    """
    groups: dict[tuple[str, str], list[tuple[str, dict[str, Any]]]] = defaultdict(list)
    for kind, stratum, item in items(outputs, by):
        rank = hashlib.sha256(f"{seed}\0{item['name']}".encode()).hexdigest()
        groups[kind, stratum].append((rank, item))
    totals = {kind: sum(len(group) for (k, _), group in groups.items() if k == kind) for kind in ("quote", "passage")}
    sheet, key = [], []
    for (kind, stratum), group in sorted(groups.items()):
        wanted = min(len(group), max(2, round(size / 2 * len(group) / totals[kind])))
        for _, item in sorted(group, key=lambda pair: pair[0])[:wanted]:
            sheet.append({"item": item["name"], "kind": kind, "article": item["article"], "text": item["text"]})
            key.append({"item": item["name"], "kind": kind, "stratum": stratum, "size": len(group), "text": item["text"], **item["answer"]})
    random.Random(seed).shuffle(sheet)
    return sheet, key


def write_sample(outputs: Path, sheet: Path, size: int, *, by: str | None = None, seed: int = 1) -> int:
    """Write the sheet (CSV) and, beside it, its key (`NAME.key.jsonl`). Returns the number of items."""
    rows, key = draw(outputs, size, by=by, seed=seed)
    with sheet.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows({name: _harmless(value) for name, value in row.items()} for row in rows)
    key_path(sheet).write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in key), encoding="utf-8")
    return len(rows)


def key_path(sheet: Path) -> Path:
    """Where the machine's answers to a sheet lie."""
    return sheet.with_suffix(".key.jsonl")


def _harmless(value: str) -> str:
    """A cell that a spreadsheet will not take for a formula."""
    return "'" + value if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
