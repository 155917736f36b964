"""Cleaning measured: speed on one core, and quality on sites that no weight has seen.

    python bench/cleaning.py speed PAGES.jsonl             # lines {"text": ...}, as `onrecord extract` reads them
    python bench/cleaning.py folds DATA/cleaning [--folds 5] [--epochs 12]

`folds` parts the gold pages by site. For each part, the labeller of lines, its network and the rankers of headlines and dates are trained
on all the other sites, and the whole stage cleans the pages of the part from text. It prints, for each set of news, the body F1 (4-word
shingles, precision and recall a page averaged over pages, F1 of the means: the measure of the Article Extraction Benchmark),
the share of pages with the right headline (equal words) and the right day, and F1 of authors. About twenty minutes on one core.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord import corpus
from onrecord.clean import asides, clean, dating, train, train_convolution, train_dating, train_headline
from onrecord.clean import headline as headlines
from onrecord.clean.labeller import Labeller
from onrecord.settings import CleanSettings, CorpusSettings
from onrecord.types import Article, RawDocument

SETS = ("aeb", "naeb", "fundus_eval")
NOT_BODY = ("title", "subtitle", "byline", "date", "caption", "teaser", "notice")  # blocks that gold bodies leave out
SETTINGS = CleanSettings()


def speed(path: str) -> str:
    """Text pages a second."""
    documents = [item for item in corpus.read([path], settings=CorpusSettings()) if isinstance(item, RawDocument)]
    clean(documents[0], settings=SETTINGS)  # loads the weights
    started = time.process_time()
    articles = sum(len(clean(document, settings=SETTINGS)) for document in documents)
    seconds = time.process_time() - started
    characters = sum(len(document.text) for document in documents)
    return f"{len(documents)} pages, {articles} articles: {len(documents) / seconds:.0f} pages/s, {characters / seconds:.0f} characters/s"


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Gold pages of a set."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        yield from map(json.loads, stream)


def fold_of(row: dict[str, Any], folds: int) -> int:
    """The part that a page belongs to: all pages of a site to one."""
    return _fold(train.site_of(row), folds)


def _fold(site: str, folds: int) -> int:
    return int(hashlib.sha256(site.encode()).hexdigest(), 16) % folds


def cross_validate(folder: Path, folds: int, epochs: int) -> dict[str, Counter[str]]:
    """Counts of each set, every page cleaned with weights that have not seen its site."""
    pages = train.pages_of(folder)
    counts: dict[str, Counter[str]] = {name: Counter() for name in SETS}
    for fold in range(folds):
        others = [page for page in pages if _fold(page.site, folds) != fold]
        labeller = Labeller(train.Trainer(others).fit(epochs).readable(), train_convolution.fit(others))
        use(labeller, None)
        rows_left = [row for row in train_headline.rows_of(folder) if fold_of(row, folds) != fold]
        use(labeller, train_headline.fit(list(train_headline.choices(rows_left))))
        rows_left = [row for row in train_dating.rows_of(folder, train_dating.SETS) if fold_of(row, folds) != fold]
        fitted = train_dating.fit(list(train_dating.choices(rows_left)), penalty=train_dating.PENALTY, fewest=train_dating.FEWEST)
        dating.__dict__["_weights"] = lambda fitted=fitted: fitted
        for name in SETS:
            for row in rows(folder / f"{name}.jsonl.gz"):
                if row.get("gold_body") and fold_of(row, folds) == fold:
                    counts[name] += count(row, clean(RawDocument(id="page", text=row["raw_text"]), settings=SETTINGS))
    return counts


def use(labeller: Labeller, weights: dict[str, float] | None) -> None:
    """Put other weights in the place of those that ship, in the stage and in the training of headlines."""
    for module in (asides, train_headline, train_dating):
        module.__dict__["labeller"] = lambda: labeller
    if weights is not None:
        headlines.__dict__["_weights"] = lambda: weights


def count(row: dict[str, Any], articles: list[Article]) -> Counter[str]:
    """What of a page is right."""
    found: Counter[str] = Counter(pages=1, whole=len(articles) == 1)
    body = "\n\n".join(_body(article) for article in articles)
    truth, given = _shingles(row["gold_body"]), _shingles(body)
    shared = 10_000 * (truth & given).total()  # in parts of ten thousand, since counters count
    found.update(precision=shared // max(1, given.total()), recall=shared // truth.total())
    main = max(articles, key=lambda article: len(article.text))
    if row.get("title"):
        found.update(titles=1, title=_words(main.title.value if main.title else "") == _words(row["title"]))
    if re.match(r"\d{4}-\d\d-\d\d", str(row.get("date") or "")):
        found.update(dates=1, date=(main.published.value[:10] if main.published else "") == row["date"][:10])
    gold = {" ".join(_words(name)) for name in row.get("authors") or ()} - {""}
    ours = {" ".join(_words(name)) for field in main.bylines for name in field.names}
    if "authors" in row:
        found.update({"authors": len(gold), "authors given": len(ours), "authors right": len(gold & ours)})
    return found


def _body(article: Article) -> str:
    return "\n\n".join(article.text[block.start : block.end] for block in article.blocks if block.kind not in NOT_BODY)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _shingles(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[start : start + size]) for start in range(max(1, len(words) - size + 1)))


def figures(counts: Counter[str]) -> dict[str, float]:
    """The figures of a set, of what its gold has."""
    pages = counts["pages"]
    precision, recall = counts["precision"] / pages / 10_000, counts["recall"] / pages / 10_000
    found = {"pages": pages, "body F1": 2 * precision * recall / (precision + recall), "body precision": precision, "body recall": recall}
    found["kept whole"] = counts["whole"] / pages
    for name in ("title", "date"):
        if counts[f"{name}s"]:
            found[name] = counts[name] / counts[f"{name}s"]
    if counts["authors"]:
        found["author F1"] = 2 * counts["authors right"] / (counts["authors"] + counts["authors given"])
    return {name: round(value, 3) for name, value in found.items()}


def main() -> None:
    """Parse, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("speed", "folds"))
    parser.add_argument("data")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--epochs", type=int, default=12)
    options = parser.parse_args()
    if options.what == "speed":
        print(speed(options.data))
        return
    for name, counts in cross_validate(Path(options.data), options.folds, options.epochs).items():
        print(name, json.dumps(figures(counts)))


if __name__ == "__main__":
    main()
