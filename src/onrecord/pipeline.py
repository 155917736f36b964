"""The order of the stages: raw document -> Articles -> Doc -> findings -> Records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from onrecord import components, profiles, schema
from onrecord.clean import clean
from onrecord.corpus.days import iso_date
from onrecord.errors import OnrecordError
from onrecord.read import make_doc
from onrecord.records import Findings, build_record
from onrecord.settings import Settings
from onrecord.types import Article, Issue, RawDocument
from onrecord.workers import map_documents


class Pipeline:
    """One profile, loaded. Calling it twice on the same document gives the same records, whatever came between."""

    def __init__(
        self, nlp: Language, settings: Settings, provenance: schema.Provenance, loader: Callable[[], Pipeline] | None = None
    ) -> None:
        self.nlp = nlp
        self.settings = settings
        self.provenance = provenance
        self.loader = loader or load  # makes the same pipeline again in another process

    def records(self, document: RawDocument) -> list[schema.Record]:
        """The records of one raw document, one per article on the page, in page order.

        A stage that fails costs its article's findings, never the article: the record then holds the text alone and
        the issue I010.
        """
        articles = clean(document, settings=self.settings.clean)
        dates = [article.published.value[:10] for article in articles if article.published]
        return [self._record(document, article, [date for date in dates if not _is_own(article, date)]) for article in articles]

    def _record(self, document: RawDocument, article: Article, neighbours: list[str]) -> schema.Record:
        if article.language != "en":  # cleaning has raised its issue; an English model would only invent
            return build_record(document, article, Findings(), self.provenance)
        try:
            return build_record(document, article, self.read(article, neighbours=neighbours, url=document.url), self.provenance)
        except (ValueError, ArithmeticError, LookupError, TypeError, AttributeError, RuntimeError) as error:
            issue = Issue("I010", f"A stage failed on this article: {type(error).__name__}: {str(error)[:300]}")
            return build_record(document, article, Findings(issues=(issue,)), self.provenance)

    def read(self, article: Article, *, neighbours: Iterable[str] = (), url: str | None = None) -> Findings:
        """Run all stages on the Doc of one clean article."""
        doc = self.prepare(article, neighbours=neighbours, url=url)
        if len(doc):
            for _, component in self.nlp.pipeline:
                doc = component(doc)
        return self.findings(doc)

    def prepare(self, article: Article, *, neighbours: Iterable[str] = (), url: str | None = None) -> Doc:
        """The tokens of an article, with what the stages want to know of it.

        Args:
            neighbours: Publication days of the other articles on the page.
            url: Address of the page; its ending may tell how days are written.
        """
        doc = make_doc(self.nlp, article.text)
        doc._.article = article
        doc._.published = article.published.value if article.published else None
        doc._.publisher = article.publisher.value if article.publisher else None
        doc._.neighbours = tuple(neighbours)
        doc._.url = url
        return doc

    @staticmethod
    def findings(doc: Doc) -> Findings:
        """What the components left on the Doc."""
        return Findings(
            sentences=components.sentence_spans(doc),
            entities=doc._.entities,
            quotations=doc._.quotations,
            dates=doc._.dates,
            places=doc._.places,
            cast=doc._.cast,
            said=doc._.said,
        )

    def extract(self, text: str, *, id: str = "text", html: bool = False, **metadata: Any) -> list[schema.Record]:
        """The records of a text given by hand.

        Args:
            text: Raw text of a page, or its HTML source with `html=True`.
            id: Name of the document in the records.
            metadata: Any of `title`, `bylines`, `url`, `publisher`, `published`, `retrieved`, `language`, `extra`.

        Raises:
            OnrecordError: E127 when `published` is not ISO 8601.
        """
        import hashlib

        if given := metadata.get("published"):
            metadata["published"] = _iso_date(given)
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        return self.records(RawDocument(id=id, text=text, html=html, sha256=digest, **metadata))

    def stream(self, documents: Iterable[RawDocument], *, jobs: int = 1) -> Iterator[schema.Record]:
        """Records of many documents in input order, whatever the number of processes."""
        for outcome in map_documents(self, documents, loader=self.loader, jobs=jobs):
            yield from (schema.Record.model_validate_json(line) for line in outcome.lines)


def _iso_date(given: str) -> str:
    published = iso_date(given)
    if published is None:
        raise OnrecordError("E127", f"The publication date {given!r} is not ISO 8601.", "Write it as 2021-03-10 or 2021-03-10T08:00:00Z.")
    return published


def _is_own(article: Article, date: str) -> bool:
    return article.published is not None and article.published.value[:10] == date


def load(profile: str = "default", **overrides: Any) -> Pipeline:
    """Load a profile by name, or a `.cfg` file by path.

    Args:
        profile: A name below `pipelines/` or the path of a spaCy config with sections `[onrecord.*]` beside it.
        overrides: Dotted settings, `{"onrecord.clean.enabled": False}`; for the command line and for tests.

    Raises:
        OnrecordError: E101 unknown setting, E102 unknown profile, E103 unknown model, E104 a model that is not the one that was
            shipped, E105 a config that cannot be read.
    """
    read = profiles.read(profile, overrides)
    nlp = profiles.language(read)
    return Pipeline(nlp, read.settings, profiles.provenance(read, nlp), partial(load, str(read.path), **overrides))
