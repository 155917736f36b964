"""Words a second of the reader alone on one core, and its parts.

python bench/reader.py [--model models/reader-0.2.0] [--repeat 5]
"""

from __future__ import annotations

import argparse
import statistics
import time
from pathlib import Path

import spacy

from onrecord.marks import marked_regions
from onrecord.read import Reader
from onrecord.read.reader import Pass

ROOT = Path(__file__).parents[1]
PARAGRAPH = (
    "“We have lost the whole dam,” said Ada Okafor, who chairs the Delta Water Board in Lagos. The ministry denied on Tuesday "
    "that it had been warned, and told reporters that engineers would visit the valley before the rains return. "
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=ROOT / "models/reader-0.2.0")
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    begun = time.perf_counter()
    reader = Reader(options.model)
    print(f"load {time.perf_counter() - begun:.2f} s")
    nlp = spacy.blank("en")
    for paragraphs in (4, 20, 80):
        text = "\n\n".join([PARAGRAPH * 2] * (paragraphs // 2))
        words = len(text.split())
        whole, parts = [], []
        for _ in range(options.repeat):
            doc = nlp.make_doc(text)
            begun = time.perf_counter()
            reader(doc)
            whole.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            one = Pass(reader, text, marked_regions(text))
            encoded = time.perf_counter()
            one.names()
            named = time.perf_counter()
            one.quotation()
            parts.append((encoded - begun, named - encoded, time.perf_counter() - named))
        encode, names, quotation = (statistics.median(column) for column in zip(*parts, strict=True))
        rate = words / statistics.median(whole)
        shares = f"encoder {encode:.3f} s, names {names:.3f} s, quotation {quotation:.3f} s"
        print(f"{words} words: {rate:.0f} words/s; {shares}")


if __name__ == "__main__":
    main()
