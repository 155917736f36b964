"""Simple systems beside ours on the gold dev pages: writes bench/baselines.json and the table of corpus/README.md.

    python bench/baselines.py [--profile default]

The simple systems get the clean blocks of each gold article and its publication date for nothing; ours reads the raw page.
All are scored by the same code. Test pages are not read.

- quotations: what stands between quotation marks, by regular expression; speaker: the nearest name in the paragraph, outside
  marks, which is a run of two capitalised words or more, or the last word of one named before; where there is none, the last speaker.
- dates: `dateparser.search.search_dates`, relative to the publication date, the past preferred, prepositions cut off, the value cut
  to the month or year where that is all it says.
- places: the longest run of capitalised words that the gazetteer has with 15,000 people or more, as its most populous place.
- identity: speakers of the same name are the same person. Once on the names above, once on the people that ours found.
- said: the first date and the first place of the paragraph.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from datetime import datetime
from pathlib import Path
from typing import Any

from dateparser.search import search_dates
from robustness import records_of

from onrecord import load_corpus
from onrecord.evaluate import compare
from onrecord.gazetteer import Gazetteer
from onrecord.pipeline import load

ROOT = Path(__file__).parents[1]
LAYERS = ("quotes", "sources", "speakers", "dates", "places", "linking", "facts")

QUOTED = re.compile(r"“([^“”]{2,2000})[”“]|\"([^\"]{2,2000})\"|„([^„“”]{2,2000})[“”]|«([^«»]{2,2000})»|``([^`']{2,2000})''")
NAME = re.compile(r"[A-ZÀ-ÞĀ-Ž][\w’'-]*(?: (?:[A-ZÀ-ÞĀ-Ž][\w’'-]*|de|da|van|von|al|bin|el))* [A-ZÀ-ÞĀ-Ž][\w’'-]*")
CAPITALS = re.compile(r"[^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z][\w’'-]+){0,3}")
Found = tuple[int, int, Any]


def quoted(text: str) -> list[tuple[int, int]]:
    """Spans between quotation marks."""
    return [match.span(match.lastindex or 0) for match in QUOTED.finditer(text)]


def names(text: str, surnames: dict[str, str], inside: Sequence[tuple[int, int]]) -> list[Found]:
    """Names outside all marks, each with the full name it stands for; `surnames` of the article are filled on the way."""
    full = [(match.start(), match.end(), match.group()) for match in NAME.finditer(text)]
    for _, _, name in full:
        surnames.setdefault(name.rsplit(" ", 1)[1], name)
    words = re.finditer(r"[\w’'-]+", text)
    single = [(word.start(), word.end(), surnames[word.group()]) for word in words if word.group() in surnames]
    alone = [item for item in single if not any(start < item[1] and item[0] < end for start, end, _ in full)]
    return [item for item in sorted(full + alone) if not any(start < item[1] and item[0] < end for start, end in inside)]


def dates(text: str, published: str | None) -> Iterator[Found]:
    """Dates of a paragraph as `dateparser` finds them."""
    base = datetime.fromisoformat(f"{published}-01-01"[:10]) if published else datetime(2026, 1, 1)
    settings: Any = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}
    at = 0
    for found in search_dates(text, languages=["en"], settings=settings, add_period=True) or ():
        words, value, period = str(found[0]), found[1], str(found[2])
        start = text.find(words, at)
        if start >= 0:
            at = start + len(words)
            lead = re.match(r"(?:(?:on|in|at|of|by|from|since|the) )*", words, re.IGNORECASE)
            yield start + (lead.end() if lead else 0), at, value.date().isoformat()[: {"year": 4, "month": 7}.get(period, 10)]


def places(text: str, gazetteer: Gazetteer) -> Iterator[Found]:
    """Capitalised words that the gazetteer has as a name, longest first, each as the most populous place."""
    for run in CAPITALS.finditer(text):
        words = list(re.finditer(r"\S+", run.group()))
        first = 0
        while first < len(words):
            for last in range(len(words), first, -1):
                start, end = run.start() + words[first].start(), run.start() + words[last - 1].end()
                entries = [entry for entry in gazetteer.lookup(text[start:end]) if entry.place.population >= 15_000]
                if entries:
                    yield start, end, max(entries, key=lambda entry: entry.place.population).place
                    first = last - 1
                    break
            first += 1


def simple_records(page: Any, gazetteer: Gazetteer) -> Iterator[dict[str, Any]]:
    """Records of a page by the simple systems, with what the scorers look at."""
    for number, article in enumerate(page.articles, 1):
        record: dict[str, Any] = {
            "id": f"{page.id} {number}", "source": {"id": page.id, "raw_start": article["raw_start"], "raw_end": article["raw_end"]},
            "article": {"blocks": [], "title": None, "published": None, "bylines": []}, "entities": [],
            "quotes": [], "dates": [], "places": [], "actors": [],
        }  # fmt: skip
        published = (article["published"] or {}).get("value")
        actors: dict[str, dict[str, Any]] = {}
        surnames: dict[str, str] = {}
        for start, end, _ in article["blocks"]:
            read_times_and_places(record, page.raw[start:end], start, published, gazetteer)
            read_speech(record, actors, surnames, page.raw[start:end], start)
        record["actors"] = list(actors.values())
        yield record


def span(text: str, at: int, start: int, end: int) -> dict[str, Any]:
    """A span of a paragraph that starts at `at` of the raw page."""
    return {"raw_start": at + start, "raw_end": at + end, "text": text[start:end]}


def read_times_and_places(record: dict[str, Any], text: str, at: int, published: str | None, gazetteer: Gazetteer) -> None:
    """Add the dates and places of one paragraph."""
    for start, end, value in dates(text, published):
        record["dates"].append(span(text, at, start, end) | {"id": f"d{len(record['dates']) + 1}", "type": "DATE", "value": value})
    for start, end, place in places(text, gazetteer):
        known = {key: getattr(place, key) for key in ("name", "country", "kind", "geonames_id", "lat", "lon")}
        record["places"].append(span(text, at, start, end) | known | {"id": f"l{len(record['places']) + 1}"})


def read_speech(record: dict[str, Any], actors: dict[str, dict[str, Any]], surnames: dict[str, str], text: str, at: int) -> None:
    """Add the quotations of one paragraph, said by the nearest name, on the first date and at the first place of the paragraph."""
    inside = quoted(text)
    named = names(text, surnames, inside)
    for start, end, name in named:
        known = {"id": f"a{len(actors) + 1}", "name": name, "kind": "person", "named": True, "speaker_id": name, "mentions": []}
        actors.setdefault(name, known)["mentions"].append(span(text, at, start, end))
    said = {
        key: next((item["id"] for item in record[layer] if at <= item["raw_start"] < at + len(text)), None)
        for key, layer in (("date", "dates"), ("place", "places"))
    }
    for part in inside:
        nearest = min(named, key=lambda item, part=part: max(part[0] - item[1], item[0] - part[1]), default=None)  # type: ignore[misc]
        last = record["quotes"][-1]["speaker"] if record["quotes"] else None
        record["quotes"].append(
            {
                "parts": [span(text, at, *part)], "content": [span(text, at, *part)], "type": "direct", "said": said,
                "speaker": actors[nearest[2]]["id"] if nearest else last,
                "source": span(text, at, *nearest[:2]) if nearest else None,
            }
        )  # fmt: skip


def by_exact_name(records: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same records, with one person for each name, letter by letter."""
    changed = deepcopy(list(records))
    for record in changed:
        for actor in record["actors"]:
            actor["speaker_id"] = actor["name"]
    return changed


def between_marks(pages: Sequence[Any], records: Sequence[dict[str, Any]]) -> dict[str, float]:
    """F1 of quotations and speakers when indirect speech is left aside on both sides."""
    gold = deepcopy([page.gold for page in pages])
    kept = deepcopy(list(records))
    for article in [article for page in gold for article in page["articles"]] + kept:
        article["quotes"] = [quote for quote in article["quotes"] if quote["type"] != "indirect"]
    figures = compare(gold, kept).figures()
    return {layer: figures[layer]["f1"] for layer in ("quotes", "speakers")}


def figures_of(pages: Sequence[Any], records: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Precision, recall and F1 by layer."""
    figures = compare([page.gold for page in pages], records, facts=True).figures()
    scores = {layer: {name: figures[layer][name] for name in ("precision", "recall", "f1")} for layer in LAYERS}
    return scores | {f"{layer}, marked": {"f1": f1} for layer, f1 in between_marks(pages, records).items()}


def table(results: dict[str, Any]) -> str:
    """The figures as a Markdown table: precision / recall / F1."""
    simple, ours, exact = results["simple"], results["onrecord"], results["exact names of our people"]

    def cell(row: dict[str, float]) -> str:
        return " / ".join(f"{row[name]:.3f}" for name in ("precision", "recall", "f1") if name in row)

    rows = [
        ("quotations, all types", "regular expression", "quotes"),
        ("quotations, direct and mixed (F1)", "regular expression", "quotes, marked"),
        ("source", "nearest name", "sources"),
        ("speaker", "nearest name", "speakers"),
        ("speaker, direct and mixed (F1)", "nearest name", "speakers, marked"),
        ("time expressions, span and value", "`dateparser` search", "dates"),
        ("places", "most populous place of the name", "places"),
        ("whole facts", "all of these together", "facts"),
    ]
    lines = ["| layer | simple system | its figures | onrecord |", "|---|---|---|---|"]
    lines += [f"| {name} | {system} | {cell(simple[layer])} | {cell(ours[layer])} |" for name, system, layer in rows]
    linked = f"{cell(exact['linking'])} | {cell(ours['linking'])}"
    lines.append(f"| identity over articles, of the people that onrecord found | exact name | {linked} |")
    return "\n".join(lines)


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--profile", default="default")
    options = parser.parse_args()
    pages, pipe, gazetteer = load_corpus("dev"), load(options.profile), Gazetteer()
    ours = records_of(pipe, pages)
    results = {
        "profile": options.profile,
        "simple": figures_of(pages, [record for page in pages for record in simple_records(page, gazetteer)]),
        "onrecord": figures_of(pages, ours),
        "exact names of our people": figures_of(pages, by_exact_name(ours)),
    }
    print(table(results))
    (ROOT / "bench/baselines.json").write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    readme = ROOT / "corpus/README.md"
    text = readme.read_text(encoding="utf-8")
    text = re.sub(
        r"(<!-- baselines -->\n).*?(<!-- /baselines -->)", lambda match: f"{match[1]}{table(results)}\n{match[2]}", text, flags=re.DOTALL
    )
    readme.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
