"""Calibrate and plot the confidences of quotations.

    python bench/quotes.py --records RECORDS --gold FILE [--gold-all FILE] [--page-records RECORDS --pages FILE] [--plot FILE]

Prints how often quotations of each confidence are right, in three parts: speech (a marked region is matched by half of the
joint characters), source (the spans overlap as well; apart for speech without marks) and, on gold pages of the project,
speaker (the actor is the gold one). Beside each stand the slope and shift of the logit (Platt 1999) that would make the confidences mean
what they say; those of speech and source go to `calibration.json` of the model. `--plot` draws the reliability as SVG.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from onrecord.evaluate import read_gold
from onrecord.evaluate.layers import Speech
from onrecord.quotes.train import platt

Stretches = list[tuple[int, int]]
Judged = list[tuple[float, bool]]


def lines(path: Path) -> list[dict[str, Any]]:
    """Rows of a file of JSON lines, gzipped or not."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as handle:
        return [json.loads(line) for line in handle]


def size(stretches: Stretches) -> int:
    """Characters in all."""
    return sum(end - start for start, end in stretches)


def shared(one: Stretches, other: Stretches) -> int:
    """Characters in both."""
    return sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)


def judge_speech(predicted: Iterable[tuple[Stretches, float]], gold: Sequence[Stretches]) -> Judged:
    """Each predicted region's confidence, and whether it is one of gold."""
    found = []
    for stretches, confidence in predicted:
        both = ((shared(stretches, parts), parts) for parts in gold)
        found.append((confidence, any(2 * one >= size(stretches) + size(parts) - one for one, parts in both)))
    return found


def judge_speakers(records: Iterable[dict[str, Any]], pages: Path) -> Judged:
    """For each quotation found on the gold pages, the confidence of its speaker, and whether that is the gold actor."""
    by_page: dict[str, list[dict[str, Any]]] = {}
    for record in records:
        by_page.setdefault(record["source"]["id"], []).append(record)
    found = []
    for page in read_gold(pages):
        speech = Speech(page, by_page.get(page["id"], []))
        for i, j in speech.matched:
            record, quote = speech.found[j]
            if quote["speaker"] is not None:
                found.append((quote["confidence"]["speaker"], speech.speaker_key(record, quote) == speech.gold[i][1].get("speaker")))
    return found


def judge(
    predicted: Iterable[tuple[Stretches, dict[str, Any] | None, float]], gold: Sequence[tuple[Stretches, dict[str, Any] | None]]
) -> Judged:
    """Each prediction's confidence, and whether its span and its source are right."""
    found = []
    for stretches, source, confidence in predicted:
        right = False
        for parts, speaker in gold:
            both = shared(stretches, parts)
            if 2 * both >= size(stretches) + size(parts) - both:
                right = (source is None and speaker is None) or (
                    source is not None
                    and speaker is not None
                    and source["raw_start"] < speaker["end"]
                    and speaker["start"] < source["raw_end"]
                )
        found.append((confidence, right))
    return found


def spans(pieces: Iterable[dict[str, Any]]) -> Stretches:
    """Raw offsets of the pieces of a record."""
    return [(piece["raw_start"], piece["raw_end"]) for piece in pieces]


def report(name: str, judged: Judged) -> list[tuple[float, float, int]]:
    """Print and return the reliability in ten bins: mean confidence, share right, number."""
    bins = []
    print(f"{name}: {len(judged)} answers, {sum(right for _, right in judged)} right; Platt slope and shift {platt(judged)}")
    for low in range(10):
        held = [(p, right) for p, right in judged if low / 10 <= p < (low + 1) / 10 or (low == 9 and p == 1.0)]
        if held:
            bins.append((sum(p for p, _ in held) / len(held), sum(right for _, right in held) / len(held), len(held)))
            print(f"  {low / 10:.1f}  {bins[-1][0]:.3f} {bins[-1][1]:.3f} {len(held)}")
    return bins


def plot(series: dict[str, list[tuple[float, float, int]]], path: Path) -> None:
    """Reliability as SVG: confidence to the right, share right upwards; the diagonal is perfect; bins of ten or more."""
    colours = ("#0b6e4f", "#b5541c", "#3b5ba5", "#7a3b8f")
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 360" font-family="sans-serif" font-size="12">',
        '<rect width="360" height="360" fill="white"/><path d="M50 310H340M50 310V20" stroke="#444" fill="none"/>',
        '<path d="M50 310L340 20" stroke="#999" stroke-dasharray="4 4"/>',
        '<text x="195" y="345" text-anchor="middle">confidence</text>',
        '<text x="18" y="165" text-anchor="middle" transform="rotate(-90 18 165)">share that is right</text>',
    ]
    for mark in (0, 0.5, 1):
        parts.append(f'<text x="{50 + 290 * mark}" y="326" text-anchor="middle">{mark}</text>')
        parts.append(f'<text x="44" y="{314 - 290 * mark}" text-anchor="end">{mark}</text>')
    for (name, bins), colour, row in zip(series.items(), colours, (40, 58, 76, 94), strict=False):
        bins = [one for one in bins if one[2] >= 10]
        points = " ".join(f"{50 + 290 * x:.1f},{310 - 290 * y:.1f}" for x, y, _ in bins)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<text x="62" y="{row}" fill="{colour}">{name}</text>')
        parts += [
            f'<circle cx="{50 + 290 * x:.1f}" cy="{310 - 290 * y:.1f}" r="{2 + min(6, n / 60):.1f}" fill="{colour}"/>' for x, y, n in bins
        ]
    path.write_text("\n".join([*parts, "</svg>"]) + "\n", encoding="utf-8")


def main() -> None:
    """Read, judge, print, draw."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True, help="marked regions")
    parser.add_argument("--gold-all", type=Path, help="all attributions")
    parser.add_argument("--page-records", type=Path, help="records of the project's gold pages")
    parser.add_argument("--pages", type=Path, help="the gold of these pages")
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args()
    records = {record["source"]["id"]: record for record in lines(options.records)}
    marked: Judged = []
    speech: Judged = []
    for row in lines(options.gold):
        gold = [([(quote["start"], quote["end"])], quote["speaker"]) for quote in row["quotes"]]
        quotes = [
            quote for quote in records.get(row["id"], {}).get("quotes", ()) if quote["type"] != "indirect" and quote["within"] is None
        ]
        marked += judge(
            ((spans([part]), quote["source"], quote["confidence"]["source"]) for quote in quotes for part in quote["parts"]), gold
        )
        regions = [(spans([part]), quote["confidence"]["speech"]) for quote in quotes for part in quote["parts"]]
        speech += judge_speech(regions, [parts for parts, _ in gold])
    series = {"speech": report("speech", speech), "source, marked speech": report("source, marked speech", marked)}
    if options.gold_all:
        plain: Judged = []
        for row in lines(options.gold_all):
            gold = [([(a, b) for a, b in quote["parts"]], quote["speaker"]) for quote in row["quotes"]]
            quotes = [quote for quote in records.get(row["id"], {}).get("quotes", ()) if quote["type"] == "indirect"]
            plain += judge(((spans(quote["content"]), quote["source"], quote["confidence"]["source"]) for quote in quotes), gold)
        series["source, speech without marks"] = report("source, speech without marks", plain)
    if options.page_records and options.pages:
        series["speaker (gold pages)"] = report("speaker (gold pages)", judge_speakers(lines(options.page_records), options.pages))
    if options.plot:
        plot(series, options.plot)


if __name__ == "__main__":
    main()
