"""The counted parts of `corpus/README.md`: `python -m onrecord.evaluate.card corpus` writes them anew.

Sizes by split, origins of the names, the phenomenon matrix and the digest stand between comments such as `<!-- sizes -->`.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from onrecord.evaluate.corpus import GoldPage, corpus_digest, load_corpus
from onrecord.evaluate.phenomena import matrix


def sizes(dev: Sequence[GoldPage], test: Sequence[GoldPage]) -> str:
    """What each split holds, as a Markdown table."""

    def each(count: Callable[[dict[str, Any]], int]) -> Callable[[Sequence[GoldPage]], int]:
        return lambda pages: sum(count(article) for page in pages for article in page.articles)

    def kind(name: str) -> Callable[[Sequence[GoldPage]], int]:
        return each(lambda article: sum(quote["type"] == name for quote in article["quotes"]))

    def persons(pages: Sequence[GoldPage]) -> int:
        keys = {actor["key"] for page in pages for article in page.articles for actor in article["actors"]}
        return sum(key.startswith("p:") for key in keys)

    rows: list[tuple[str, Callable[[Sequence[GoldPage]], int]]] = [
        ("pages (a line of a .jsonl is a page)", len),
        ("articles", each(lambda article: 1)),
        ("characters, raw", lambda pages: sum(len(page.raw) for page in pages)),
        ("blocks", each(lambda article: len(article["blocks"]))),
        (
            "removed stretches, without markup",
            lambda pages: sum(reason != "markup" for page in pages for _, _, reason in page.gold["removed"]),
        ),
        ("entities", each(lambda article: len(article["entities"]))),
        ("quotations", each(lambda article: len(article["quotes"]))),
        ("– direct", kind("direct")),
        ("– mixed", kind("mixed")),
        ("– indirect", kind("indirect")),
        ("– with a speaker", each(lambda article: sum(quote["speaker"] is not None for quote in article["quotes"]))),
        ("marked, not speech", each(lambda article: len(article["marked"]))),
        ("time expressions", each(lambda article: len(article["dates"]))),
        ("places", each(lambda article: len(article["places"]))),
        ("– with a GeoNames id", each(lambda article: sum(place["geonames_id"] is not None for place in article["places"]))),
        ("actors in their articles", each(lambda article: len(article["actors"]))),
        ("mentions", each(lambda article: sum(len(actor["mentions"]) for actor in article["actors"]))),
        ("named persons of the corpus", persons),
    ]
    return "\n".join(["| | dev | test |", "|---|---|---|", *(f"| {name} | {count(dev)} | {count(test)} |" for name, count in rows)])


def origins(people: Path) -> str:
    """How many persons have names of which language or region."""
    rows = [line.split("\t") for line in people.read_text(encoding="utf-8").splitlines() if line.startswith("p:")]
    counts = Counter(row[2] for row in rows)
    return f"{len(counts)} origins: " + ", ".join(f"{name} {count}" for name, count in sorted(counts.items())) + "."


def with_counts(readme: str, corpus: Path) -> str:
    """The text of the README with its counted parts as the corpus now gives them."""
    dev, test = load_corpus("dev", corpus), load_corpus("test", corpus)
    parts = {
        "sizes": sizes(dev, test), "names": origins(corpus / "source" / "people.tsv"),
        "matrix": matrix(dev, test), "digest": f"`{corpus_digest(corpus)}`",
    }  # fmt: skip
    for name, text in parts.items():
        pattern = rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)"
        readme = re.sub(pattern, lambda match, text=text: f"{match[1]}{text}\n{match[2]}", readme, flags=re.DOTALL)  # type: ignore[misc]
    return readme


if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "corpus")
    target = folder / "README.md"
    target.write_text(with_counts(target.read_text(encoding="utf-8"), folder), encoding="utf-8")
