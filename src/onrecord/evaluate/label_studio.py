"""Gold pages as Label Studio tasks, and back: one JSON file of tasks, and the labelling interface beside it.

Marks are regions, links are relations; a mark on several spans is several regions, joined by relations `fragment`. Values are
the notes of a region (`meta.text`), what no region shows is `meta.onrecord` of the task. Offsets are code points, as Label Studio
counts now; where a region's words show that its offsets are UTF-16 units, as older versions wrote, they are reckoned back.
Format: labelstud.io/guide/task_format.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from onrecord.errors import OnrecordError
from onrecord.evaluate.annotations import (
    LABELS,
    LINKS,
    TYPES,
    Annotations,
    Json,
    Link,
    Mark,
    read_note,
    write_note,
)
from onrecord.evaluate.gold_to_marks import from_gold
from onrecord.evaluate.marks_to_gold import bare_page, to_gold
from onrecord.run.folder import whole_file, write_json

FRAGMENT = "fragment"


def export_file(pages: Sequence[Json], texts: Mapping[str, str], path: Path) -> int:
    """Write the tasks, and the labelling interface as `NAME.xml` beside them. Returns the number of pages.

    Raises:
        OnrecordError: E130 for a page without a raw text, or with a quotation without content.
    """
    for page in pages:
        if page["id"] not in texts:
            raise OnrecordError("E130", f"There is no raw text for {page['id']!r}.", "Give the folder that its id starts from.")
    write_json(path, [to_task(page, texts[page["id"]]) for page in pages])
    with whole_file(path.with_suffix(".xml")) as file:
        file.write(interface())
    return len(pages)


def import_file(path: Path) -> tuple[list[Json], list[str]]:
    """The pages of a JSON export of Label Studio, and what was left out, in words.

    Raises:
        OnrecordError: E130 when the file cannot be read.
    """
    try:
        tasks = json.loads(path.read_text(encoding="utf-8", errors="surrogatepass"))
        found = [from_task(task, f"{path.stem}-{number}") for number, task in enumerate(tasks, 1)]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise OnrecordError(
            "E130", f"{str(path)!r} cannot be read: {type(error).__name__} {error}.", "Export from Label Studio as JSON, not JSON-MIN."
        ) from error
    return [page for page, _ in found], [problem for _, problems in found for problem in problems]


# --- writing ------------------------------------------------------------------------------------------------------------


def to_task(page: Json, text: str) -> Json:
    """A gold page as a task with one annotation."""
    annotations = from_gold(page, text)
    return {
        "data": {"text": _shown(text), "page": page["id"]},
        "meta": {"onrecord": {"page": annotations.rest, "text": text if _shown(text) != text else None}},
        "annotations": [{"result": [*_regions(annotations, text), *_relations(annotations)]}],
    }


def _shown(text: str) -> str:
    """The text as Label Studio shows it: every newline one character, the length kept, so that offsets hold."""
    return text.replace("\r\n", " \n").replace("\r", "\n")


def _region_id(mark: Mark, number: int) -> str:
    return mark.id if number == 0 else f"{mark.id}.{number}"


def _regions(annotations: Annotations, text: str) -> Iterator[Json]:
    for mark in annotations.marks:
        for number, (start, end) in enumerate(mark.spans):
            value = {"start": start, "end": end, "text": _shown(text)[start:end]}
            region = {"id": _region_id(mark, number), "to_name": "text", "origin": "manual"}
            note = {"meta": {"text": [write_note(mark.note)]}} if mark.note and number == 0 else {}
            yield {**region, "from_name": "label", "type": "labels", "value": {**value, "labels": [mark.label]}, **note}
            if mark.type and number == 0:
                yield {**region, "from_name": "type", "type": "choices", "value": {**value, "choices": [mark.type]}}


def _relations(annotations: Annotations) -> Iterator[Json]:
    def relation(source: str, target: str, label: str) -> Json:
        return {"type": "relation", "from_id": source, "to_id": target, "direction": "right", "labels": [label]}

    for mark in annotations.marks:
        for number in range(1, len(mark.spans)):
            yield relation(mark.id, _region_id(mark, number), FRAGMENT)
    for link in annotations.links:
        yield relation(link.source, link.target, link.label)


def interface() -> str:
    """The labelling interface: labels, the type of quotations, the names of relations."""
    labels = "\n".join(f"    <Label value={quoteattr(label)}/>" for label in LABELS)
    types = "\n".join(f"    <Choice value={quoteattr(kind)}/>" for kind in TYPES)
    relations = "\n".join(f"    <Relation value={quoteattr(name)}/>" for name in (*LINKS, FRAGMENT))
    return f"""<View>
  <Labels name="label" toName="text" choice="single">
{labels}
  </Labels>
  <Choices name="type" toName="text" perRegion="true" choice="single" whenTagName="label" whenLabelValue="Content">
{types}
  </Choices>
  <Relations>
{relations}
  </Relations>
  <Text name="text" value="$text" granularity="symbol"/>
</View>
"""


# --- reading ------------------------------------------------------------------------------------------------------------


def from_task(task: Json, name: str) -> tuple[Json, list[str]]:
    """The gold page of a task, and what was left out, in words.

    Args:
        task: With `annotations`, of which the first that was not cancelled counts.
        name: The id of a page that has none.
    """
    own = (task.get("meta") or {}).get("onrecord") or {}
    text = own.get("text") or task["data"]["text"]
    rest = own.get("page") or bare_page(str(task["data"].get("page") or name), text)
    results = [annotation["result"] for annotation in task.get("annotations") or () if not annotation.get("was_cancelled")]
    problems = [f"{rest['id']}: there are {len(results)} annotations; the first was taken"] if len(results) > 1 else []
    annotations = _read(results[0] if results else [], _shown(text), rest, problems)
    page, left_out = to_gold(annotations, text)
    return page, problems + left_out


def _read(result: Sequence[Json], text: str, rest: Json, problems: list[str]) -> Annotations:
    marks: dict[str, Mark] = {}
    types: dict[str, str] = {}
    links: list[Link] = []
    fragments: dict[str, list[str]] = defaultdict(list)
    for item in result:
        if item["type"] == "relation":
            labels = item.get("labels") or [""]
            if labels[0] == FRAGMENT:
                fragments[item["from_id"]].append(item["to_id"])
            else:
                links.append(Link(labels[0], item["from_id"], item["to_id"]))
        elif item["type"] == "choices":
            types[item["id"]] = item["value"]["choices"][0]
        elif item["type"] == "labels" and item["value"].get("labels"):
            span = _span(item["value"], text)
            if span is None:
                problems.append(f"{rest['id']}: the region {item['id']} does not fit the text and was left out")
                continue
            note: Json = {}
            for line in _lines((item.get("meta") or {}).get("text")):
                note |= read_note(line)
            marks[item["id"]] = Mark(item["id"], item["value"]["labels"][0], [span], note)
    owners = {other: first for first, others in fragments.items() for other in others}
    for first, others in fragments.items():
        if first in marks and first not in owners:
            marks[first].spans += [marks[other].spans[0] for other in others if other in marks]
    for name, kind in types.items():
        if name in marks:
            marks[name].type = kind
    links = [Link(link.label, owners.get(link.source, link.source), owners.get(link.target, link.target)) for link in links]
    return Annotations(rest, [mark for mark in marks.values() if mark.id not in owners], links)


def _lines(notes: Any) -> Sequence[str]:
    return [notes] if isinstance(notes, str) else notes or []


def _span(value: Json, text: str) -> tuple[int, int] | None:
    """The offsets of a region in code points; none when its words are neither there nor at these UTF-16 units."""
    start, end, words = int(value["start"]), int(value["end"]), value.get("text")
    if 0 <= start <= end <= len(text) and words in (None, text[start:end]):
        return start, end
    units = text.encode("utf-16-le", errors="surrogatepass")
    before = len(units[: 2 * start].decode("utf-16-le", errors="replace"))
    span = (before, before + len(words or ""))
    return span if words and text[span[0] : span[1]] == words else None
