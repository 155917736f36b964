"""The tables of the reader's card: names by label and by region, sentences, and speech, from the model alone.

    python bench/card.py --data DATA --eval EVAL [--model models/reader-0.2.0] [--only names,sentences,speech] [--every 4] [--write]
    python bench/card.py --data DATA --eval EVAL --model ONE OTHER

Prints the tables; `--write` puts them into the card, between its marks. Several models, int8 and float32 of the same weights say, are
scored on the same texts, one after the other. DATA holds the development sets, EVAL the scorers; neither is part of the project.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import spacy

from onrecord.components import sentence_spans
from onrecord.read import Reader
from onrecord.types import Reading, Span

ROOT = Path(__file__).parents[1]
CORE = ("PERSON", "ORG", "LOC")
WORLD, WIRE, WEB = "entities/en_worldwide/dev.jsonl.gz", "entities/ieer/devtest.jsonl.gz", "entities/uner_ewt/dev.jsonl.gz"
REGIONS = {"Indigenous": "indigenous peoples' outlets", "LATAM": "Latin America"}
TREEBANKS = {"UD EWT dev": "entities/ud/en_ewt-ud-dev.conllu.gz", "GUM's open genres, dev": "entities/ud/en_gum-ud-dev.open.conllu.gz"}
SURE_ACT = 0.4
"""Attributions below this probability are not counted."""

Doc = dict[str, Any]


def percent(share: float) -> str:
    return f"{100 * share:.1f}"


class Card:
    """Scores one model."""

    def __init__(self, model: Path, data: Path, every: int) -> None:
        self.data, self.every, self.reader, self.nlp = data, every, Reader(model), spacy.blank("en")
        self.scoring, self.entities, self.quotes, self.sentences = map(import_module, ("scoring", "entities", "quotes", "sentences"))

    def rows(self, name: str) -> list[Doc]:
        """Documents of a development set."""
        return list(self.scoring.read_jsonl(str(self.data / name)))

    def read(self, docs: Iterable[Doc]) -> Iterator[tuple[Doc, Any]]:
        """Each document with what the model makes of it."""
        for doc in docs:
            yield doc, self.reader(self.nlp.make_doc(doc["text"]))

    # names ------------------------------------------------------------------------------------------------------------

    def names(self) -> dict[str, str]:
        """Two tables: by set and label, and by region of the outlet."""
        world = self.rows(WORLD)[:: self.every]
        halves = [[doc for doc in world if int(hashlib.sha256(doc["doc"].encode()).hexdigest(), 16) % 2 == half] for half in (0, 1)]
        sets = {
            "en_worldwide dev, half A (biases, rules and checkpoints chosen here)": halves[0],
            "en_worldwide dev, half B": halves[1],
            "IEER devtest": self.rows(WIRE)[:: self.every],
            "UNER EWT dev": self.scoring.join_by_document(self.rows(WEB))[:: self.every],
        }
        by_set = ["| set (never trained on) | PERSON+ORG+LOC P / R / F1 | PERSON | ORG | LOC |", "|---|---|---|---|---|"]
        counts: dict[str, Any] = {}
        for name, docs in sets.items():
            found = {id(doc): self.count(doc, read) for doc, read in self.read(docs)}
            by_set.append(f"| {name} | {self.line(found.values(), bold=True)} |")
            counts |= {doc["id"]: found[id(doc)] for doc in docs if "region" in doc}
        regions: dict[str, list[Any]] = defaultdict(list)
        for doc in world:
            regions[doc["region"]].append(counts[doc["id"]])
        by_region = ["| region | documents | PERSON+ORG+LOC | PERSON F1 | ORG F1 | LOC F1 |", "|---|---|---|---|---|---|"]
        for region, members in sorted(regions.items(), key=lambda item: REGIONS.get(item[0], item[0]).lower()):
            by_region.append(f"| {REGIONS.get(region, region)} | {len(members)} | {self.line(members)} |")
        return {"names": "\n".join(by_set), "regions": "\n".join(by_region)}

    def count(self, doc: Doc, read: Any) -> Any:
        """Right, found and wanted names of a document by label."""
        found = [{"raw_start": e.start_char, "raw_end": e.end_char, "label": e.label_} for e in read.ents]
        record = {"source": {"id": doc["id"]}, "entities": found}
        return self.entities.score([doc], {str(doc["id"]): [record]}, set(CORE))[0]

    def line(self, counts: Iterable[Any], bold: bool = False) -> str:
        """Cells of precision, recall and F1 of all three labels, and of F1 of each."""
        whole = self.scoring.total(list(counts))
        p, r, f = (percent(self.entities.over(whole, CORE, "exact")[key]) for key in ("precision", "recall", "f1"))
        each = [percent(self.entities.over(whole, [label], "exact")["f1"]) for label in CORE]
        return " | ".join([f"{p} / {r} / {f'**{f}**' if bold else f}", *each])

    # sentences --------------------------------------------------------------------------------------------------------

    def sentence_ends(self) -> dict[str, str]:
        """Boundaries inside a line and whole sentences of two treebanks."""
        lines = ["| set (never trained on) | boundaries inside a line F1 | whole sentences P / R / F1 |", "|---|---|---|"]
        for name, path in TREEBANKS.items():
            docs = self.sentences.read_documents(str(self.data / path), False)[:: self.every]
            counts = []
            for doc, read in self.read(docs):
                article = {"text": doc["text"], "sentences": [[span.start, span.end] for span in sentence_spans(read)]}
                record = {"source": {"id": doc["id"], "raw_start": 0, "raw_end": len(doc["text"])}, "article": article}
                counts.append(self.sentences.compare(doc, [record]))
            figures = self.sentences.figures(self.scoring.total(counts))
            whole = " / ".join(percent(figures[f"sentence {key}"]) for key in ("precision", "recall", "f1"))
            lines.append(f"| {name} | {percent(figures['inner f1'])} | {whole} |")
        return {"sentences": "\n".join(lines)}

    # speech -----------------------------------------------------------------------------------------------------------

    def speech(self) -> dict[str, str]:
        """Marked speech, and all attributions, of PolNeAR dev straight from the pointers."""
        docs = self.rows("quotes/polnear_segments/dev.jsonl.gz")[:: self.every]
        whole = {doc["id"]: doc for doc in self.rows("quotes/polnear/dev.jsonl.gz")}
        marked, acts = {}, {}
        for doc, read in self.read(docs):
            reading: Reading = read.user_data["onrecord.reading"]
            base = {"source": {"id": doc["id"]}, "actors": []}
            said = [region for region in reading.regions if region.speech >= 0.5]
            others = [place(region.region) for region in reading.regions if region.speech < 0.5]
            quotes = [quote([r.region], r.sources[0], r.speech, "direct") for r in said]
            marked[str(doc["id"])] = [base | {"quotes": quotes, "marked": others}]
            quotes = [quote(a.contents, a.sources[0], a.probability, "indirect") for a in reading.attributions if a.probability >= SURE_ACT]
            acts[str(doc["id"])] = [base | {"quotes": quotes, "marked": []}]
        figures = [
            self.quotes.figures(self.scoring.total(self.quotes.score(gold, found, kind)))
            for gold, found, kind in ((docs, marked, "marked"), ([whole[doc["id"]] for doc in docs], acts, "all"))
        ]
        keys = ("end_to_end_f1", "strict_f1", "span_f1", "speaker_accuracy")
        lines = ["| PolNeAR dev | end to end F1 | strict F1 | span F1 | source right given the span |", "|---|---|---|---|---|"]
        for name, each in zip(("marked speech", f"all attributions (probability >= {SURE_ACT})"), figures, strict=True):
            lines.append(f"| {name} | {' | '.join(percent(each[key]) for key in keys)} |")
        return {"speech": "\n".join(lines)}


def place(span: Span) -> dict[str, int]:
    """A span as records have it."""
    return {"raw_start": span.start, "raw_end": span.end}


def quote(contents: Iterable[Span], source: tuple[Span | None, float], probability: float, kind: str) -> dict[str, Any]:
    """A quotation as records have it."""
    spans = [place(span) for span in contents]
    sure = {"speech": probability, "source": source[1], "speaker": 1.0}
    parts = spans if kind == "direct" else []
    where = place(source[0]) if source[0] else None
    return {
        "id": f"q{spans[0]['raw_start']}",
        "type": kind,
        "parts": parts,
        "content": spans,
        "source": where,
        "within": None,
        "confidence": sure,
    }


def written(card: str, tables: dict[str, str]) -> str:
    """The card with its tables exchanged."""
    for name, table in tables.items():
        block = f"<!-- {name} -->\n{table}\n<!-- /{name} -->"
        card, count = re.subn(rf"<!-- {name} -->\n.*?<!-- /{name} -->", lambda _, block=block: block, card, flags=re.DOTALL)
        if not count:
            raise SystemExit(f"The card has no place for '{name}': put <!-- {name} --> and <!-- /{name} --> on two lines of their own.")
    return card


def main() -> None:
    """Score, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, nargs="+", default=[ROOT / "models/reader-0.2.0"])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--eval", type=Path, required=True)
    parser.add_argument("--only", default="names,sentences,speech")
    parser.add_argument("--every", type=int, default=1, help="every so many documents only")
    parser.add_argument("--write", action="store_true", help="put the tables into the card of the model")
    options = parser.parse_args()
    sys.path.insert(0, str(options.eval))
    for model in options.model:
        card, tables = Card(model, options.data, options.every), {}
        for name, score in (("names", card.names), ("sentences", card.sentence_ends), ("speech", card.speech)):
            if name in options.only.split(","):
                tables |= score()
        print(f"## {model}", *tables.values(), sep="\n\n", end="\n\n", flush=True)
        if options.write:
            path = model / "README.md"
            path.write_text(written(path.read_text(encoding="utf-8"), tables), encoding="utf-8")


if __name__ == "__main__":
    main()
