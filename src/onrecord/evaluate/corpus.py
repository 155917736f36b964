"""The project's own gold corpus: pages with every layer annotated. `corpus/GUIDELINES.md` says what a gold line holds."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.errors import OnrecordError


@dataclass(frozen=True, slots=True)
class GoldPage:
    """One page: its raw text and its gold line. All offsets of the gold count code points of `raw`."""

    id: str
    split: str
    raw: str
    html: bool
    gold: dict[str, Any]

    @property
    def articles(self) -> list[dict[str, Any]]:
        """The articles of the page, in page order."""
        articles: list[dict[str, Any]] = self.gold["articles"]
        return articles


def corpus_folder() -> Path:
    """The folder `corpus/` of the working copy that this package is run from.

    Raises:
        OnrecordError: E303 when the package stands alone, as in a wheel, which does not carry the corpus.
    """
    for folder in (Path.cwd(), *Path(__file__).resolve().parents):
        if (folder / "corpus" / "gold").is_dir():
            return folder / "corpus"
    raise OnrecordError(
        "E303", "The gold corpus is not beside this package.", "Clone the repository, or give the folder: load_corpus(folder=...)."
    )


def load_corpus(split: str = "dev", folder: Path | str | None = None) -> list[GoldPage]:
    """The pages of one split, "dev" or "test", in the order of the gold file.

    Test pages are blind: they are scored once a release, and nobody looks at what was missed.

    Raises:
        OnrecordError: E303 when there is no corpus, E304 when a gold line has no raw file.
    """
    root = Path(folder) if folder is not None else corpus_folder()
    texts = dict(_raw_texts(root / "raw"))
    pages = []
    with (root / "gold" / f"{split}.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            gold = json.loads(line)
            if gold["id"] not in texts:
                raise OnrecordError(
                    "E304", f"Gold page {gold['id']!r} has no raw file below {root / 'raw'}.", "Run python -m onrecord.evaluate.compile."
                )
            raw, html = texts[gold["id"]]
            pages.append(GoldPage(gold["id"], gold["split"], raw, html, gold))
    return pages


def _raw_texts(folder: Path) -> list[tuple[str, tuple[str, bool]]]:
    """All raw texts by id: a byte order mark is not counted, newlines are kept."""
    texts: list[tuple[str, tuple[str, bool]]] = []
    for path in sorted(folder.rglob("*.*")):
        content = path.read_bytes()
        if path.suffix == ".jsonl":
            lines = [json.loads(line) for line in content.decode().split("\n") if line]
            texts += [(line["id"], (line["text"], False)) for line in lines]
            continue
        identifier = path.relative_to(folder).as_posix().rsplit(".", 1)[0]
        texts.append((identifier, (_decode(content), path.suffix == ".html")))
    return texts


def _decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def corpus_digest(folder: Path | str | None = None) -> str:
    """SHA-256 over all raw and gold files in the order of their paths: names this state of the corpus."""
    root = Path(folder) if folder is not None else corpus_folder()
    digest = hashlib.sha256()
    for path in sorted(
        [*(root / "raw").rglob("*.*"), *(root / "gold").glob("*.jsonl")], key=lambda path: path.relative_to(root).as_posix()
    ):
        digest.update(f"{path.relative_to(root).as_posix()}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
