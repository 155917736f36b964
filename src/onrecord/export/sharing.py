"""Annotations without the texts they stand on, and back: for those who may share the one and not the other.

The file has a line that says what it is, then one line a record. Every span keeps its offsets and loses its words; whatever
else repeats the article (a title, the text of a quotation) is kept as offsets too. Names, dates, places, roles and publishers
are facts and stay. The clean text is kept as the raw stretches that it was made of, with what cleaning changed in them.
Whoever has the same raw files puts the words back, and the digest of each record proves that they are the same.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from onrecord import outputs as folder
from onrecord.errors import OnrecordError
from onrecord.originals import Originals
from onrecord.run.folder import whole_file, write_json, write_lines

Json = dict[str, Any]

KIND = "onrecord records without text 1.0"
REPEATED = 25  # a string as long as this that stands in the article is kept as offsets
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


def digest(record: Json) -> str:
    """A digest of a record as plain values."""
    plain = json.dumps(record, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def write_no_text(outputs: Path, out: Path, *, inputs: Sequence[Path] | None = None) -> Path:
    """Write all records without their texts.

    Args:
        inputs: Where the raw files are; where run.json says when not given.

    Raises:
        OnrecordError: E166 when a raw text is not there or has changed.
    """
    manifest = folder.manifest(outputs)
    originals = Originals(inputs if inputs is not None else [Path(item) for item in manifest.get("inputs", [])])
    about = {name: manifest[name] for name in ("onrecord", "inputs_sha256", "provenance", "options", "counts") if name in manifest}
    with whole_file(out) as file:
        file.write(json.dumps({"kind": KIND, "run": about}, ensure_ascii=False) + "\n")
        for record in folder.records(outputs, exact=True):
            raw = _raw_text(originals, record)
            file.write(json.dumps(without_text(record, raw), ensure_ascii=False, separators=(",", ":")) + "\n")
    return out


def _raw_text(originals: Originals, record: Json) -> str:
    original = originals.of(record["source"])
    if original.problem or original.text is None:
        raise OnrecordError(
            "E166",
            f"The raw text of {record['source']['id']!r} is needed: {original.problem}.",
            "Name the folder that holds the raw files.",
        )
    return original.text


def without_text(record: Json, raw: str) -> Json:
    """A record without the words of its article. What may hold the words of others is left out: `extra`, suggestions."""
    links = {name: [] if isinstance(value, list) else value for name, value in record["links"].items()}
    record = record | {"source": record["source"] | {"extra": {}}, "links": links}
    text = record["article"]["text"]
    bare: Json = _strip(record, text)
    bare["article"]["text"] = list(_recipe(text, raw, record["article"]["blocks"]))
    bare["sha256"] = digest(record)
    return bare


def _strip(value: Any, text: str) -> Any:
    if isinstance(value, dict):
        if isinstance(value.get("text"), str):
            if isinstance(value.get("raw_start"), int):
                value = value | {"text": None}
            elif "content" in value:
                value = value | {"text": _of_parts(value)}
        return {key: _strip(item, text) for key, item in value.items()}
    if isinstance(value, list):
        return [_strip(item, text) for item in value]
    if isinstance(value, str) and len(value) >= REPEATED and (start := text.find(value)) >= 0:
        return {"$": [[start, start + len(value)]]}
    return value


def _of_parts(quote: Json) -> Any:
    """The text of a quotation as its parts and what stands between them."""
    pieces: list[Any] = []
    position = 0
    for span in quote["parts"] or quote["content"]:
        start = quote["text"].find(span["text"], position)
        if start < 0:
            break
        pieces += [*filter(None, [quote["text"][position:start]]), [span["start"], span["end"]]]
        position = start + len(span["text"])
    return {"$": [*pieces, *filter(None, [quote["text"][position:]])]}


def _recipe(text: str, raw: str, blocks: list[Json]) -> Iterator[Any]:
    """The clean text as raw stretches `[start, end]` and the strings between them."""
    position = 0
    for block in sorted(blocks, key=lambda block: block["start"]):
        if text[position : block["start"]]:
            yield text[position : block["start"]]
        clean, source = text[block["start"] : block["end"]], raw[block["raw_start"] : block["raw_end"]]
        if clean == source:
            yield [block["raw_start"], block["raw_end"]]
        else:
            yield from _changes(clean, source, block["raw_start"])
        position = block["end"]
    if text[position:]:
        yield text[position:]


def _changes(clean: str, source: str, at: int) -> Iterator[Any]:
    """A changed block: what is as in the raw text by offsets, what cleaning put there in words."""
    mine, theirs = _WORDS.findall(clean), _WORDS.findall(source)
    starts = [0]
    for word in theirs:
        starts.append(starts[-1] + len(word))
    for how, i, j, k, n in SequenceMatcher(None, theirs, mine, autojunk=False).get_opcodes():
        if how == "equal":
            yield [at + starts[i], at + starts[j]]
        elif k < n:
            yield "".join(mine[k:n])


# --- back -----------------------------------------------------------------------------------------------------------------


def rehydrate(shared: Path, inputs: Sequence[Path], out: Path) -> Path:
    """Put the words back from one's own raw files.

    Args:
        shared: A file that `write_no_text` has written.
        inputs: Folders of the raw files, or the files.
        out: The folder to write: records.jsonl and run.json; `onrecord link` makes the rest anew.

    Raises:
        OnrecordError: E167 for a file of another kind, E166 for a raw text that is not there or not the same.
    """
    lines = folder.read(shared.parent, shared.name, exact=True)
    first = next(lines, {})
    if first.get("kind") != KIND:
        raise OnrecordError("E167", f"{str(shared)!r} holds no records without text.", "Give a file made by onrecord export --to no-text.")
    originals = Originals(inputs)
    out.mkdir(parents=True, exist_ok=True)
    write_lines(out / "records.jsonl", (with_text(bare, _raw_text(originals, bare)) for bare in lines))
    write_json(out / "run.json", first["run"] | {"inputs": [str(item) for item in inputs]})
    return out


def with_text(bare: Json, raw: str) -> Json:
    """The whole record again.

    Raises:
        OnrecordError: E166 when the words do not give the record that was shared.
    """
    bare = dict(bare)
    expected = bare.pop("sha256")
    text = _joined(bare["article"]["text"], raw)
    record: Json = _fill(bare | {"article": bare["article"] | {"text": ""}}, text, raw)
    record["article"]["text"] = text
    if digest(record) != expected:
        raise OnrecordError(
            "E166", f"The raw text of {record['source']['id']!r} does not give the record that was shared.", "Use the very same raw files."
        )
    return record


def _fill(value: Any, text: str, raw: str) -> Any:
    if isinstance(value, list):
        return [_fill(item, text, raw) for item in value]
    if not isinstance(value, dict):
        return value
    if "$" in value:
        return _joined(value["$"], text)
    filled = {key: _fill(item, text, raw) for key, item in value.items()}
    if "text" in filled and filled["text"] is None and isinstance(filled.get("raw_start"), int):
        clean = "start" in filled
        filled["text"] = text[filled["start"] : filled["end"]] if clean else raw[filled["raw_start"] : filled["raw_end"]]
    return filled


def _joined(pieces: list[Any], text: str) -> str:
    return "".join(piece if isinstance(piece, str) else text[piece[0] : piece[1]] for piece in pieces)
