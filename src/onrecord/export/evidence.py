"""One page a quotation, for somebody who must defend it: the raw words in their place, and every step to the name.

A page stands alone: no script, nothing from elsewhere, prints on a sheet or two.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import jinja2

from onrecord import outputs as folder
from onrecord.originals import Originals

Json = dict[str, Any]

HERE = Path(__file__).parent / "templates"
CONTEXT = 500  # characters of the raw text shown on either side


def write_evidence(outputs: Path, out: Path, *, inputs: Sequence[Path] | None = None) -> Path:
    """Write a folder of pages with an index.

    Args:
        outputs: A folder that `onrecord extract` has written.
        out: The folder to write into.
        inputs: Where the raw files are; where run.json says when not given. Without them, and where one has changed, a page
            says so and shows the clean text.
    """
    manifest = folder.manifest(outputs)
    originals = Originals(inputs if inputs is not None else [Path(item) for item in manifest.get("inputs", [])])
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    page = templates.get_template("evidence.html")
    wordings = {  # of what is told more than once
        line["id"]: line["wordings"]
        for line in folder.read(outputs, "statements.jsonl")
        if sum(len(wording["places"]) for wording in line["wordings"]) > 1
    }
    out.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(HERE / "evidence.css", out / "evidence.css")
    top, line, bottom = (templates.get_template(name) for name in ("index_top.html", "index_line.html", "index_bottom.html"))
    with (out / "index.html").open("w", encoding="utf-8", newline="\n") as index:
        index.write(top.render() + "\n")
        for record in folder.records(outputs):
            things = {thing["id"]: thing for kind in ("quotes", "actors", "dates", "places") for thing in record[kind]}
            for quote in record["quotes"]:
                path = folder.page_of("quotes", f"{record['id']}-{quote['id']}")
                told = wordings.get(record["links"]["statements"].get(quote["id"]), ())
                view = evidence_of(record, quote, things, originals, told)
                (out / path).parent.mkdir(parents=True, exist_ok=True)
                (out / path).write_text(page.render(view=view, root="../" * path.count("/")), encoding="utf-8", newline="\n")
                index.write(line.render(view=view, path=path) + "\n")
        index.write(bottom.render() + "\n")
    return out


def evidence_of(record: Json, quote: Json, things: Mapping[str, Json], originals: Originals, wordings: Sequence[Json] = ()) -> Json:
    """The values of a page; `things` are those of the record by id, `wordings` those of the statement in all articles."""
    original = originals.of(record["source"])
    raw = None if original.problem else original.text
    resolution, said = quote["resolution"], quote["said"]
    spans = quote["parts"] or quote["content"]
    low, high = spans[0]["raw_start"], spans[-1]["raw_end"]
    odd = [issue for issue in record["issues"] if issue["raw_start"] is not None]
    return {
        "quote": quote, "record": record, "source": record["source"], "provenance": record["provenance"],
        "title": (record["article"]["title"] or {}).get("value") or record["source"]["id"], "problem": original.problem,
        "publisher": (record["article"]["publisher"] or {}).get("value"), "published": record["article"]["published"],
        "raw_start": low, "raw_end": high, "context": list(context(record, quote, raw)), "speaker": things.get(quote["speaker"]),
        "alternatives": [(things[item["actor"]]["name"], item["score"]) for item in resolution["alternatives"]],
        "date": things.get(said["date"]),
        "place": things.get(said["place"]),
        "chain": list(_chain(quote, things)), "statement": record["links"]["statements"].get(quote["id"]),
        "elsewhere": [
            {"text": wording["text"], "same": wording["text"] == quote["text"]} | place
            for wording in wordings for place in wording["places"] if (place["record"], place["quote"]) != (record["id"], quote["id"])
        ],
        "set_by_people": [item for item in record["corrected"] if item["raw_start"] < high and low < item["raw_end"]],
        "issues": [issue for issue in odd if issue["raw_start"] < high and low < issue["raw_end"]],
    }  # fmt: skip


def _chain(quote: Json, quotes: Mapping[str, Json]) -> Iterator[tuple[str, Json]]:
    """Whose speech this one goes on from or is told in, step by step outward."""
    seen = {quote["id"]}
    for how, name in (("goes on from", "continues"), ("is told inside", "within")):
        step = quote
        while step[name] and step[name] not in seen and step[name] in quotes:
            seen.add(step[name])
            step = quotes[step[name]]
            yield how, step


def context(record: Json, quote: Json, raw: str | None) -> Iterator[tuple[str, str]]:
    """The words around a quotation as (kind, words): by raw offsets, or by clean ones where the raw text is not at hand."""
    first, last = ("raw_start", "raw_end") if raw is not None else ("start", "end")
    text = raw if raw is not None else record["article"]["text"]
    named = [("said", span) for span in quote["parts"] or quote["content"]]
    named += [(name, quote[name]) for name in ("source", "cue") if quote[name]]
    named += [("antecedent", quote["resolution"]["antecedent"])] if quote["resolution"]["antecedent"] else []
    marks = sorted((span[first], span[last], kind) for kind, span in named)
    core = [mark for mark in marks if mark[2] != "antecedent"]
    position = _word_start(text, core[0][0] - CONTEXT, core[0][0])
    end = _word_end(text, core[-1][1] + CONTEXT, core[-1][1])
    for start, stop, kind in marks:
        start, stop = max(start, position), min(stop, end)
        if start < stop:
            yield "", text[position:start]
            yield kind, text[start:stop]
            position = stop
    yield "", text[position:end]


def _word_start(text: str, start: int, limit: int) -> int:
    """The first start of a word at or after a position, not beyond a limit."""
    if start <= 0:
        return 0
    while start < limit and not text[start - 1].isspace():
        start += 1
    return start


def _word_end(text: str, end: int, limit: int) -> int:
    """The last end of a word at or before a position, not before a limit."""
    if end >= len(text):
        return len(text)
    while end > limit and not text[end].isspace():
        end -= 1
    return end
