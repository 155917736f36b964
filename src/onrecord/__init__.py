"""onrecord puts the news on the record: who said what, when and where, every span traceable to the raw text.

The functions here are the whole public interface; each imports what it needs when it is called.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.version import __version__

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from onrecord.pipeline import Pipeline
    from onrecord.schema import Record
    from onrecord.types import Article, Match, Quote, TimeExpression, Toponym

__all__ = [
    "__version__",
    "clean",
    "cluster_names",
    "compare_names",
    "find_dates",
    "find_quotes",
    "load",
    "load_corpus",
    "load_records",
    "resolve_places",
]


def load(profile: str = "default", **overrides: Any) -> Pipeline:
    """Load a profile by name or path. See `onrecord.pipeline.load`."""
    from onrecord import pipeline

    return pipeline.load(profile, **overrides)


def clean(raw: str, *, html: bool = False) -> list[Article]:
    """The articles of a raw page, cleaned, with the way back to every raw character."""
    from onrecord.clean import clean
    from onrecord.settings import CleanSettings
    from onrecord.types import RawDocument

    return clean(RawDocument(id="text", text=raw, html=html), settings=CleanSettings())


def find_quotes(doc: Doc) -> list[Quote]:
    """Quotations of a Doc that has tokens and sentence starts; names in `doc.ents` help."""
    from onrecord.quotes import find_quotes
    from onrecord.settings import QuoteSettings

    return list(find_quotes(doc, settings=QuoteSettings()).quotes)


def find_dates(text: str, *, published: str | None = None) -> list[TimeExpression]:
    """Time expressions of a text, normalised against its publication date (ISO 8601) where one is given."""
    from onrecord.dates import find_dates

    return list(find_dates(text, published=published))


def resolve_places(text: str, spans: Sequence[Any], *, publisher: str | None = None) -> list[Toponym]:
    """What each span of the text means as a place: one answer per span, in order."""
    from onrecord.places import resolve_places

    return list(resolve_places(text, spans, publisher=publisher))


def cluster_names(mentions: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Group named mentions `{"id", "doc", "name"}` by person: `{id: cluster}`."""
    from onrecord.names import cluster_names

    return dict(cluster_names(list(mentions)))


def compare_names(a: str, b: str) -> Match:
    """How alike two names of persons are: score, judgement (same, different, unsure) and the reason."""
    from onrecord.names import compare_names

    return compare_names(a, b)


def load_records(outputs: str | Path) -> Iterator[Record]:
    """The records of an output folder, one by one."""
    from onrecord.schema import Record

    with (Path(outputs) / "records.jsonl").open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            yield Record.model_validate_json(line)


def load_corpus(split: str = "dev") -> Any:
    """The project's own gold corpus. See `onrecord.evaluate.corpus.load_corpus`."""
    from onrecord.evaluate.corpus import load_corpus

    return load_corpus(split)
