"""From marked pages to raw files and gold lines: `python -m onrecord.evaluate.compile corpus [--check]`.

Reads `corpus/source/{dev,test}/**.page`, `people.tsv` and `places.tsv`; writes `corpus/raw/**` and `corpus/gold/*.jsonl`.
What a gold line holds stands in `corpus/GUIDELINES.md`. Whatever does not fit stops the compiler: a key that is not declared,
raw text that is neither in a block nor removed, a quotation mark that belongs to nothing, a source whose speaker is unclear.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.errors import OnrecordError
from onrecord.evaluate.compile_article import MARKUP, Article
from onrecord.evaluate.markup import MarkedDocument, MarkedPage, Tag, parse_page


class Registry:
    """The people and places of the whole corpus."""

    def __init__(self, source: Path) -> None:
        self.names = {row[0]: row[1] for row in _table(source / "people.tsv")}
        self.places: dict[str, dict[str, Any]] = {}
        for key, name, kind, country, identifier, lat, lon in _table(source / "places.tsv"):
            self.places[key] = {
                "name": name, "country": country or None, "geonames_id": int(identifier) if identifier else None,
                "lat": float(lat) if lat else None, "lon": float(lon) if lon else None, "kind": kind or None,
            }  # fmt: skip


def _table(path: Path) -> Iterator[list[str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def compile_page(page: MarkedPage, split: str, registry: Registry) -> list[dict[str, Any]]:
    """The gold lines of a page: one, or one per line of a .jsonl."""
    stem = page.path.rsplit(".", 1)[0]
    if page.format != "jsonl":
        return [Document(page.documents[0], stem, split, page.format == "html", registry).gold()]
    return [Document(document, document.options["id"], split, False, registry).gold() for document in page.documents]


def raw_bytes(page: MarkedPage) -> bytes:
    """The raw file of a page."""
    if page.format == "jsonl":
        lines = [{**document.options, "text": document.raw} for document in page.documents]
        return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()
    raw = page.documents[0].raw
    if page.encoding == "utf-16":  # the same bytes on every machine
        return b"\xff\xfe" + raw.encode("utf-16-le")
    return raw.encode(page.encoding)


class Document:
    """A marked document with its tags, compiled to a line of gold."""

    def __init__(self, document: MarkedDocument, identifier: str, split: str, html: bool, registry: Registry) -> None:
        self.options = document.options
        self.raw, self.id, self.split, self.html, self.registry = document.raw, identifier, split, html, registry
        self.tags = [Tag(tag.name, tag.args, *self._strip(tag), tag.order) for tag in document.tags]
        self.blocks = [tag for tag in self.tags if tag.name.startswith("=")]
        self.removed = [tag for tag in self.tags if tag.name.startswith("-")]

    def _strip(self, tag: Tag) -> tuple[int, int]:
        """A label never begins or ends in white space, nor a source in the comma after it."""
        text = self.raw[tag.start : tag.end]
        kept = text.rstrip().rstrip(",") if re.fullmatch(r"q\d+s", tag.name) else text.rstrip()
        return tag.start + len(text) - len(text.lstrip()), max(tag.start, tag.start + len(kept))

    def fail(self, message: str, tag: Tag | None = None) -> OnrecordError:
        where = f" at {self.raw[max(0, tag.start - 30) : tag.end + 10]!r}" if tag else ""
        return OnrecordError("E302", f"{self.id}: {message}{where}", "See corpus/GUIDELINES.md.")

    def gold(self) -> dict[str, Any]:
        starts = [tag for tag in self.tags if tag.name == "@@article"]
        articles = []
        for number, first in enumerate(starts):
            until = starts[number + 1].order if number + 1 < len(starts) else len(self.tags) * 9 + 9
            own = [tag for tag in self.tags if first.order <= tag.order < until]
            articles.append(Article(self, first, own, number + 1).gold())
        removed = [[tag.start, tag.end, tag.name[1:]] for tag in self.removed]
        removed = sorted(removed + self._markup(), key=lambda item: (item[0], item[1]))
        self._account_for_all(removed)
        return {"id": self.id, "split": self.split, "articles": articles, "removed": removed}

    def _markup(self) -> list[list[Any]]:
        if not self.html:
            return []
        taken = [(tag.start, tag.end) for tag in self.removed]
        found: list[list[Any]] = [[match.start(), match.end(), "markup"] for match in MARKUP.finditer(self.raw)]
        return [item for item in found if not any(start <= item[0] and item[1] <= end for start, end in taken)]

    def _account_for_all(self, removed: list[list[Any]]) -> None:
        covered = bytearray(len(self.raw))
        for start, end in [(tag.start, tag.end) for tag in self.blocks] + [(item[0], item[1]) for item in removed]:
            covered[start:end] = b"\1" * (end - start)
        for position, char in enumerate(self.raw):
            if not covered[position] and not char.isspace():
                raise self.fail(f"neither in a block nor removed: {self.raw[position : position + 60]!r}")


def build(corpus: Path) -> dict[Path, bytes]:
    """All raw and gold files of the corpus by path, from its sources."""
    source = corpus / "source"
    registry = Registry(source)
    files: dict[Path, bytes] = {}
    for split in ("dev", "test"):
        lines = []
        for path in sorted((source / split).rglob("*.page")):
            name = path.relative_to(source).as_posix()
            page = parse_page(path.read_text(encoding="utf-8"), name)
            lines += compile_page(page, split, registry)
            files[corpus / "raw" / f"{name.rsplit('.', 1)[0]}.{page.format}"] = raw_bytes(page)
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        files[corpus / "gold" / f"{split}.jsonl"] = text.encode()
    return files


def main(arguments: list[str]) -> int:
    """Write the files; with `--check`, only say which are not what the sources give."""
    corpus = Path(next((word for word in arguments if not word.startswith("--")), "corpus"))
    files = build(corpus)
    stale = [path for path, content in files.items() if not path.exists() or path.read_bytes() != content]
    left = [path for path in (corpus / "raw").rglob("*") if path.is_file() and path not in files]
    if "--check" not in arguments:
        for path in stale:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(files[path])
        for path in left:
            path.unlink()
    for path in stale + left:
        print(path, file=sys.stderr)
    return 3 if "--check" in arguments and (stale or left) else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
