"""Home regions of publishers, learned from a corpus without labels: two passes of the pipeline over it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from onrecord import corpus
from onrecord.clean import clean
from onrecord.pipeline import Pipeline, load
from onrecord.places.publishers import learn, write_homes
from onrecord.types import RawDocument, Toponym


def train_publishers(inputs: Sequence[str], output: Path, *, profile: str = "default", metadata: Path | None = None) -> int:
    """Learn the table and write it.

    Args:
        inputs: As for `onrecord extract`; articles without a publisher teach nothing.
        output: The table, a readable JSON file that a profile names in `[components.onrecord_places.settings] publishers`.

    Returns:
        Number of publishers with a home region.
    """
    homes = {}
    for table in (None, str(output)):
        overrides = {"components.onrecord_places.settings.publishers": table}
        pipe = load(profile, **overrides)
        homes = learn(_toponyms(pipe, inputs, metadata))
        write_homes(homes, output)
    return len(homes)


def _toponyms(pipe: Pipeline, inputs: Sequence[str], metadata: Path | None) -> Iterator[tuple[str, Sequence[Toponym]]]:
    for document in corpus.read(inputs, settings=pipe.settings.corpus, metadata=metadata):
        if isinstance(document, RawDocument):
            for article in clean(document, settings=pipe.settings.clean):
                if article.publisher is not None and article.language == "en":
                    yield article.publisher.value, pipe.read(article).places
