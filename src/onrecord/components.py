"""The stages on the `Doc` as spaCy components. The only module that registers anything with spaCy.

Each component reads what the ones before it left in `Doc._` and leaves its own findings there:

| component | `Doc._` it reads | `Doc._` it sets |
|---|---|---|
| `onrecord_sentences` | | `doc.sents` |
| `onrecord_names` | `doc.ents` | `doc.ents`, trimmed and agreed |
| `onrecord_reader` | | `doc.ents`, `doc.sents`, `reading` |
| `onrecord_entities` | `article` | `entities` |
| `onrecord_quotes` | `entities`, `reading`, `article` | `quotations` |
| `onrecord_dates` | `quotations`, `article`, `published` | `dates` |
| `onrecord_places` | `entities`, `article`, `publisher` | `places` |
| `onrecord_actors` | `entities`, `quotations`, `dates`, `places` | `cast`, `said` |

What a `Doc` was not given is empty, so that every component also works alone in anybody's pipeline. Findings also stand in `doc.spans`,
and `Span._` answers for any span: see `onrecord.doc_views`.

Without `onrecord_reader`: quotations and their sources are found by rules and the ranker alone; entities come from `doc.ents` of
whatever model ran before, or from lists and rules where there are none; sentences from whoever set them, or by rule where nobody did.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from typing import Any

import srsly
from spacy.language import Language
from spacy.tokens import Doc

from onrecord import doc_views, types
from onrecord.settings import ActorSettings, DateSettings, PlaceSettings, QuoteSettings, checked
from onrecord.types import Cast, Quotations, Reading, Span

Component = Callable[[Doc], Doc]

_EXTENSIONS: dict[str, Any] = {
    "article": None,  # types.Article: blocks, dateline
    "published": None,  # ISO 8601
    "publisher": None,
    "url": None,  # address of the page
    "neighbours": (),  # dates of other articles on the same page, ISO 8601
    "reading": Reading(),
    "entities": (),
    "quotations": Quotations(),
    "dates": (),
    "places": (),
    "cast": Cast((), (), ()),
    "said": (),
}
for _name, _default in _EXTENSIONS.items():
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=_default)
doc_views.register()


# `Doc.to_bytes` (and so `nlp.pipe(n_process=2)`) writes user data as msgpack, which does not know our values.
@srsly.msgpack_encoders("onrecord")
def _encode(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    if is_dataclass(value) and type(value).__module__ == types.__name__:
        return {"__onrecord__": type(value).__name__, "values": [getattr(value, field.name) for field in fields(value)]}
    return value if chain is None else chain(value)


@srsly.msgpack_decoders("onrecord")
def _decode(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    if isinstance(value, dict) and "__onrecord__" in value:
        kind = getattr(types, value["__onrecord__"])
        return kind(*map(_frozen, value["values"]))
    return value if chain is None else chain(value)


def _frozen(value: Any) -> Any:
    """Lists, as msgpack has them, back to the tuples of our values."""
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def sentence_spans(doc: Doc) -> tuple[Span, ...]:
    """Sentences as character spans, without the white space at their ends; empty when the Doc has none."""
    if not doc.has_annotation("SENT_START"):
        return ()
    text, spans = doc.text, []
    for sentence in doc.sents:
        start, end = sentence.start_char, sentence.end_char
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            spans.append(Span(start, end))
    return tuple(spans)


def _blocks(doc: Doc) -> tuple[types.Block, ...]:
    return doc._.article.blocks if doc._.article is not None else ()


def _dateline(doc: Doc) -> Span | None:
    return doc._.article.dateline.span if doc._.article is not None and doc._.article.dateline is not None else None


@Language.factory("onrecord_sentences", assigns=["token.is_sent_start"])
def make_sentences(nlp: Language, name: str) -> Component:
    """Sentence ends by rule, for profiles without a model."""
    from onrecord.read import split_sentences, start_sentences

    def sentences(doc: Doc) -> Doc:
        start_sentences(doc, {span.start for span in split_sentences(doc.text)})
        return doc

    return sentences


@Language.factory("onrecord_names", requires=["doc.ents"], assigns=["doc.ents"])
def make_names(nlp: Language, name: str) -> Component:
    """The names of any model trimmed, and agreed within the document."""
    from onrecord.read import settle_names

    return settle_names


@Language.factory("onrecord_reader", assigns=["doc.ents", "token.is_sent_start", "doc._.reading"], default_config={"model": "reader"})
def make_reader(nlp: Language, name: str, model: str) -> Any:
    """Names, sentences and quotation from one encoder pass. `model`: a name below `models/`."""
    from onrecord.read import Reader
    from onrecord.resources import model_path

    return Reader(model_path(model))


@Language.factory("onrecord_entities", requires=["doc.ents"], assigns=["doc._.entities"])
def make_entities(nlp: Language, name: str) -> Component:
    """Names of all kinds, amounts and peoples."""
    from onrecord.entities import find_entities
    from onrecord.gazetteer import default_gazetteer

    gazetteer = default_gazetteer()

    def entities(doc: Doc) -> Doc:
        doc._.entities = tuple(find_entities(doc, article=doc._.article, gazetteer=gazetteer))
        return doc

    return entities


@Language.factory(
    "onrecord_quotes",
    requires=["token.is_sent_start"],
    assigns=["doc._.quotations", "doc.spans", "span._.quotation"],
    default_config={"settings": QuoteSettings().model_dump()},
)
def make_quotes(nlp: Language, name: str, settings: dict[str, Any]) -> Component:
    """Who is quoted, with which words."""
    from onrecord.quotes import find_quotes

    chosen = checked(QuoteSettings, settings, f"components.{name}.settings")

    def quotes(doc: Doc) -> Doc:
        reading = doc._.reading if doc._.reading.regions or doc._.reading.attributions else None
        doc._.quotations = find_quotes(
            doc, entities=doc._.entities, reading=reading, blocks=_blocks(doc), dateline=_dateline(doc), settings=chosen
        )
        doc_views.show_quotes(doc, doc._.quotations.quotes)
        return doc

    return quotes


@Language.factory(
    "onrecord_dates",
    assigns=["doc._.dates", "doc.spans", "span._.time_expression"],
    default_config={"settings": DateSettings().model_dump()},
)
def make_dates(nlp: Language, name: str, settings: dict[str, Any]) -> Component:
    """Time expressions with their values."""
    from onrecord.dates import convention_of, find_dates

    chosen = checked(DateSettings, settings, f"components.{name}.settings")

    def dates(doc: Doc) -> Doc:
        article = doc._.article
        doc._.dates = tuple(
            find_dates(
                doc.text,
                published=doc._.published,
                settings=chosen,
                convention=convention_of(doc._.url, doc._.publisher),
                blocks=_blocks(doc),
                quotes=doc._.quotations.quotes,
                sentences=sentence_spans(doc),
                dateline=article.dateline if article else None,
                neighbours=doc._.neighbours,
            )
        )
        doc_views.show_dates(doc, doc._.dates)
        return doc

    return dates


@Language.factory(
    "onrecord_places",
    requires=["doc._.entities"],
    assigns=["doc._.places", "doc.spans", "span._.toponym"],
    default_config={"settings": PlaceSettings().model_dump()},
)
def make_places(nlp: Language, name: str, settings: dict[str, Any]) -> Component:
    """Place names and what they mean."""
    from onrecord.gazetteer import default_gazetteer
    from onrecord.places import find_places

    chosen = checked(PlaceSettings, settings, f"components.{name}.settings")
    gazetteer = default_gazetteer()

    def places(doc: Doc) -> Doc:
        article = doc._.article
        doc._.places = tuple(
            find_places(
                doc.text,
                doc._.entities,
                gazetteer=gazetteer,
                publisher=doc._.publisher,
                dateline=article.dateline.place if article and article.dateline else None,
                settings=chosen,
            )
        )
        doc_views.show_places(doc, doc._.places)
        return doc

    return places


@Language.factory(
    "onrecord_actors",
    requires=["doc._.entities", "doc._.quotations"],
    assigns=["doc._.cast", "doc._.said", "doc.spans", "span._.actor", "span._.speaker", "span._.said"],
    default_config={"settings": ActorSettings().model_dump()},
)
def make_actors(nlp: Language, name: str, settings: dict[str, Any]) -> Component:
    """Who is who in the article, whom each source stands for, and when and where it was said."""
    from onrecord.actors import find_actors
    from onrecord.quotes.said import find_said

    chosen = checked(ActorSettings, settings, f"components.{name}.settings")

    def actors(doc: Doc) -> Doc:
        sentences, quotes = sentence_spans(doc), doc._.quotations.quotes
        bylines = doc._.article.bylines if doc._.article else ()
        doc._.cast = find_actors(
            doc.text, entities=doc._.entities, quotes=quotes, sentences=sentences, blocks=_blocks(doc), bylines=bylines, settings=chosen
        )
        doc_views.show_actors(doc, doc._.cast.actors)
        doc._.said = tuple(
            find_said(
                doc.text,
                quotes,
                doc._.dates,
                doc._.places,
                sentences=sentences,
                dateline=_dateline(doc),
                cast=doc._.cast,
                published=doc._.published,
            )
        )
        return doc

    return actors
