"""Gold pages as brat standoff, and back: a folder with `NAME.txt`, `NAME.ann` and `NAME.json` for every page.

The text is the raw text, so that offsets agree (code points in both). brat shows one line at a time, so a span that runs over a
newline is written as fragments (`T1<TAB>Content 3 20;21 40<TAB>...`) and joined again on the way back. Values are notes
(`#1<TAB>AnnotatorNotes T1<TAB>2026-03-05`), mentions of one actor an `Equiv`, the type of a quotation an attribute. `NAME.json` holds
what brat cannot show; without it, the page is read as one article. Format: brat.nlplab.org/standoff.html.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from onrecord.errors import OnrecordError
from onrecord.evaluate.annotations import (
    DATE_LABELS,
    ENTITY_LABELS,
    LABELS,
    LINKS,
    MARKED_LABELS,
    TYPES,
    Annotations,
    Json,
    Link,
    Mark,
    Spans,
    read_note,
    write_note,
)
from onrecord.evaluate.gold_to_marks import from_gold
from onrecord.evaluate.marks_to_gold import bare_page, to_gold
from onrecord.run.folder import whole_file, write_json

NEWLINES = re.compile(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")  # whatever a reader of .ann files may take for the end of a line


def export_folder(pages: Sequence[Json], texts: Mapping[str, str], folder: Path) -> int:
    """Write the pages and `annotation.conf`, which tells brat the labels. Returns the number of pages.

    Raises:
        OnrecordError: E130 for a page without a raw text, or with a quotation without content.
    """
    taken: set[str] = set()
    for number, page in enumerate(pages):
        if page["id"] not in texts:
            raise OnrecordError("E130", f"There is no raw text for {page['id']!r}.", "Give the folder that its id starts from.")
        text, name = texts[page["id"]], file_name(page["id"], taken)
        annotations = from_gold(page, text)
        _write(folder / f"{name}.txt", text)
        _write(folder / f"{name}.ann", "".join(f"{line}\n" for line in write_ann(annotations, text)))
        write_json(folder / f"{name}.json", {"number": number, "page": annotations.rest})
    _write(folder / "annotation.conf", configuration())
    return len(pages)


def import_folder(folder: Path) -> tuple[list[Json], list[str]]:
    """The pages of a folder, in the order in which they were written, then by name; and what was left out, in words.

    Raises:
        OnrecordError: E130 when there is no .ann file, or one of three files cannot be read.
    """
    found = []
    problems: list[str] = []
    for path in sorted(folder.glob("*.ann")):
        try:
            text, ann = (_read(path.with_suffix(ending)) for ending in (".txt", ".ann"))
            side = json.loads(_read(beside)) if (beside := path.with_suffix(".json")).is_file() else {}
            rest, number = side.get("page") or bare_page(path.stem, text), side.get("number", 10**9)
            page, left_out = to_gold(read_ann(ann, text, rest, problems), text)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise OnrecordError("E130", f"The files of {str(path)!r} cannot be read: {error}.", "NAME.txt must lie beside it.") from error
        found.append((number, path.stem, page))
        problems += left_out
    if not found:
        raise OnrecordError("E130", f"There is no .ann file in {str(folder)!r}.", "Give the folder that brat has written.")
    return [page for _, _, page in sorted(found, key=lambda item: item[:2])], problems


def file_name(page_id: str, taken: set[str]) -> str:
    """A file name for a page, whatever its id: letters, digits, dots, dashes; added to those that are taken."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "_", page_id).strip("._") or "page"
    name, count = plain[:120], 1
    while name.casefold() in taken:
        count += 1
        name = f"{plain[:120]}-{count}"
    taken.add(name.casefold())
    return name


def _write(path: Path, text: str) -> None:
    with whole_file(path) as file:
        file.write(text)


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8", errors="surrogatepass")  # as bytes: newlines must stay what they are


# --- writing ------------------------------------------------------------------------------------------------------------


def write_ann(annotations: Annotations, text: str) -> Iterator[str]:
    """The lines of an .ann file."""
    attributes = notes = relations = 0
    together: dict[str, list[str]] = {}
    for mark in annotations.marks:
        fragments = _fragments(mark.spans, text)
        note = mark.note if _joined(fragments, text) == mark.spans else {**mark.note, "spans": mark.spans}
        where = ";".join(f"{start} {end}" for start, end in fragments)
        words = " ".join(text[start:end] for start, end in fragments)
        yield f"{mark.id}\t{mark.label} {where}\t{NEWLINES.sub(' ', words)}"
        if mark.type:
            attributes += 1
            yield f"A{attributes}\tType {mark.id} {mark.type}"
        if note:
            notes += 1
            yield f"#{notes}\tAnnotatorNotes {mark.id}\t{write_note(note)}"
    for link in annotations.links:
        if link.label == "same":
            together.setdefault(link.target, [link.target]).append(link.source)
        else:
            relations += 1
            yield f"R{relations}\t{link.label} Arg1:{link.source} Arg2:{link.target}"
    for group in together.values():
        yield f"*\tEquiv {' '.join(group)}"


def _fragments(spans: Spans, text: str) -> Spans:
    """The spans without the newlines in them."""
    found: Spans = []
    for start, end in spans:
        at = start
        pieces = []
        for newline in NEWLINES.finditer(text, start, end):
            pieces.append((at, newline.start()))
            at = newline.end()
        pieces = [piece for piece in [*pieces, (at, end)] if piece[0] < piece[1]]
        found += pieces or [(start, end)]
    return found


def _joined(fragments: Spans, text: str) -> Spans:
    """The spans that fragments are pieces of: those that only newlines part are one."""
    spans: Spans = []
    for start, end in fragments:
        if spans and spans[-1][1] <= start and NEWLINES.fullmatch(text, spans[-1][1], start):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def configuration() -> str:
    """brat's annotation.conf: labels, links, and the type of quotations."""
    groups = [LABELS[:7], DATE_LABELS, MARKED_LABELS, ENTITY_LABELS]
    links = [f"{label} Arg1:{first}, Arg2:{second}" for label, (first, second) in LINKS.items() if label != "same"]
    lines = [
        "[entities]", *chain.from_iterable(groups), "", "[relations]", *links,
        "Equiv Arg1:Mention, Arg2:Mention, <REL-TYPE>:symmetric-transitive", "<OVERLAP> Arg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>",
        "", "[events]", "", "[attributes]", f"Type Arg:Content, Value:{'|'.join(TYPES)}",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


# --- reading ------------------------------------------------------------------------------------------------------------

TEXT_BOUND = re.compile(r"(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)(?:\t.*)?")
RELATION = re.compile(r"R\d+\t(\S+) Arg1:(\S+) Arg2:(\S+)\s*")
NOTE = re.compile(r"#\d*\t\S+ (\S+)\t(.*)")
ATTRIBUTE = re.compile(r"[AM]\d+\tType (\S+) (\S+)\s*")


def read_ann(ann: str, text: str, rest: Json, problems: list[str]) -> Annotations:
    """The marks and links of an .ann file, marks by number; lines that make no sense are added to the problems."""
    marks: dict[str, Mark] = {}
    links: list[Link] = []
    later: list[tuple[Any, str]] = []
    for line in filter(None, re.split(r"\r?\n", ann)):
        if match := TEXT_BOUND.fullmatch(line):
            fragments = [(int(a), int(b)) for a, b in (pair.split() for pair in match[3].split(";"))]
            if all(start <= end <= len(text) for start, end in fragments):
                marks[match[1]] = Mark(match[1], match[2], _joined(fragments, text))
                continue
        elif match := RELATION.fullmatch(line):
            links.append(Link(match[1], match[2], match[3]))
            continue
        elif line.startswith("*\tEquiv "):
            first, *others = line.split()[2:]
            links += [Link("same", other, first) for other in others]
            continue
        elif match := ATTRIBUTE.fullmatch(line) or NOTE.fullmatch(line):
            later.append((match, line))
            continue
        problems.append(f"{rest['id']}: the line {line!r} was left out")
    for match, line in later:
        mark = marks.get(match[1])
        if mark is None:
            problems.append(f"{rest['id']}: the line {line!r} belongs to nothing and was left out")
        elif match.re is ATTRIBUTE:
            mark.type = match[2]
        else:
            mark.note |= read_note(match[2])
    for mark in marks.values():
        exact = mark.note.pop("spans", None)
        if exact and _joined(_fragments([(a, b) for a, b in exact], text), text) == mark.spans:  # not moved since
            mark.spans = [(a, b) for a, b in exact]
    return Annotations(rest, sorted(marks.values(), key=lambda mark: int(mark.id[1:])), links)
