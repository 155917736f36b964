"""Speed of cleaning on one core: text pages a second.

python bench/cleaning.py PAGES.jsonl        # lines {"text": ...}, as `onrecord extract` reads them
"""

from __future__ import annotations

import sys
import time

from onrecord import corpus
from onrecord.clean import clean
from onrecord.settings import CleanSettings, CorpusSettings
from onrecord.types import RawDocument


def main() -> None:
    documents = [item for item in corpus.read(sys.argv[1:], settings=CorpusSettings()) if isinstance(item, RawDocument)]
    clean(documents[0], settings=CleanSettings())  # loads the weights
    started = time.process_time()
    articles = sum(len(clean(document, settings=CleanSettings())) for document in documents)
    seconds = time.process_time() - started
    characters = sum(len(document.text) for document in documents)
    print(f"{len(documents)} pages, {articles} articles: {len(documents) / seconds:.0f} pages/s, {characters / seconds:.0f} characters/s")


if __name__ == "__main__":
    main()
