"""From a raw page to its articles, every raw character accounted for."""

from __future__ import annotations

from onrecord.clean.language import language_of
from onrecord.clean.verbatim import paragraphs
from onrecord.settings import CleanSettings
from onrecord.types import Article, Field, OffsetMap, RawDocument

__all__ = ["clean"]


def clean(document: RawDocument, *, settings: CleanSettings) -> list[Article]:
    """The articles of a page in order; none only when the page is blank."""
    if not document.text.strip():
        return []
    return [as_it_is(document)]


def as_it_is(document: RawDocument) -> Article:
    """The whole text as one article; `article.text` is the raw text."""
    text = document.text
    return Article(
        text=text,
        offsets=OffsetMap.identity(len(text)),
        blocks=paragraphs(text),
        title=Field(document.title, "metadata") if document.title else None,
        bylines=tuple(Field(name, "metadata", names=(name,)) for name in document.bylines),
        publisher=Field(document.publisher, "metadata") if document.publisher else None,
        published=Field(document.published, "metadata") if document.published else None,
        language=document.language or language_of(text) or "en",
        raw_end=len(text),
    )
