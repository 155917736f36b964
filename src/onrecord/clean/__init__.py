"""From a raw page to its articles, every raw character accounted for."""

from __future__ import annotations

import sys
from dataclasses import replace
from types import ModuleType

from onrecord.clean import markup, publishers
from onrecord.clean.article import build
from onrecord.clean.asides import chances
from onrecord.clean.assemble import unaccounted
from onrecord.clean.dates import find_stamps
from onrecord.clean.features import look
from onrecord.clean.language import language_of
from onrecord.clean.lines import Line
from onrecord.clean.pasted import lines_of
from onrecord.clean.split import elements, split
from onrecord.clean.told import as_told
from onrecord.clean.verbatim import paragraphs
from onrecord.settings import CleanSettings
from onrecord.types import Article, Field, OffsetMap, RawDocument, Removed

__all__ = ["clean"]


def clean(document: RawDocument, *, settings: CleanSettings) -> list[Article]:
    """The articles of a page in order; none only when the page is blank.

    With `settings.enabled` false the text is one article as it stands. Every visible raw character lies in a block of an
    article, in its comments or in its `removed`, with the reason.
    """
    if not document.text.strip():
        return []
    lines, given = list[Line](), document
    if settings.enabled and document.html:
        lines, document = markup.lines_of(document)
    elif settings.enabled:
        lines = lines_of(document.text)
    if not lines:
        return [as_it_is(document)]
    seen = look(lines)
    probability = chances(lines, seen)
    ranges, first = (elements(lines, seen), 0) if document.html else split(lines, seen, probability.tolist())
    if document.starts:
        ranges = as_told(ranges, lines, document.starts)
        first = first if first < ranges[0][1] else 0  # the first article may end before the one that was found
    if document.html and len(ranges) > 1:  # what the source says of the page is true of one article at most
        document = replace(document, title=given.title, bylines=given.bylines, published=given.published)
        markup.forget_unread(lines, ranges)
    articles = []
    owner = publishers.owner(lines)
    year = next((stamp.day.year for line in lines[:first] for stamp in find_stamps(line.text)), None)
    for part, (start, end) in enumerate(ranges, 1):
        if len(ranges) > 1:  # an article is looked at by itself, as if it had a page of its own
            seen = look(lines[start:end])
            probability = chances(lines[start:end], seen)
        is_first = part == 1 and len(ranges) > 1
        article = build(
            document, lines[start:end], seen, probability, is_first=is_first, begin=first if is_first else 0, year=year, owner=owner
        )
        articles.append(replace(article, part=part, parts=len(ranges)))
    return _accounted(document, articles)


def _accounted(document: RawDocument, articles: list[Article]) -> list[Article]:
    """What is in no article goes to the one before it: characters that cannot be seen, markup."""
    spans = []
    for article in articles:
        spans += [article.offsets.raw(block.start, block.end) for block in article.blocks]
        spans += [(item.raw_start, item.raw_end) for item in article.removed]
        spans += [(comment.start, comment.end) for comment in article.comments]
    added: list[list[Removed]] = [[] for _ in articles]
    reason = "markup" if document.html else "character"
    for start, end in unaccounted(document.text, spans):
        owner = max((number for number, article in enumerate(articles) if article.raw_start <= start), default=0)
        added[owner].append(Removed(start, end, reason))
    return [
        replace(article, removed=tuple(sorted((*article.removed, *extra), key=lambda item: (item.raw_start, item.raw_end))))
        for article, extra in zip(articles, added, strict=True)
    ]


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


class _Stage(ModuleType):
    """The package `onrecord.clean` can be called, since it bears the name of the public function `onrecord.clean`."""

    def __call__(self, raw: str, *, html: bool = False) -> list[Article]:
        """The articles of a raw page, cleaned, with the way back to every raw character."""
        return clean(RawDocument(id="text", text=raw, html=html), settings=CleanSettings())


sys.modules[__name__].__class__ = _Stage
