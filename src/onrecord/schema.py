"""The record as it is published: pydantic models of schema version 1.0, with the checks that make it trustworthy.

Field order here is the order in the JSON. Unknown keys are refused. Spans are checked against `article.text` and every
reference (`a1`, `q2`, `d3`, `l4`) against the record it stands in.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

SCHEMA_VERSION: Literal["1.0"] = "1.0"

Confidence = Annotated[float, Field(ge=0, le=1), AfterValidator(lambda value: round(value, 3))]
Id = Annotated[str, Field(pattern=r"^[aqdle][1-9][0-9]*$")]


class Model(BaseModel):
    """What all parts of a record share."""

    model_config = ConfigDict(extra="forbid")


class SpanModel(Model):
    """A stretch of text: clean offsets, raw offsets, the clean text, and flags where clean and raw text differ."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    raw_start: int = Field(ge=0)
    raw_end: int = Field(ge=0)
    text: str
    flags: list[str] = []


class OptionalSpan(Model):
    """A span, or five nulls."""

    start: int | None = None
    end: int | None = None
    raw_start: int | None = None
    raw_end: int | None = None
    text: str | None = None
    flags: list[str] = []

    @model_validator(mode="after")
    def all_or_nothing(self) -> OptionalSpan:
        """Refuse a span that is there by half."""
        given = [value is not None for value in (self.start, self.end, self.raw_start, self.raw_end, self.text)]
        if any(given) and not all(given):
            raise ValueError("a span has all of start, end, raw_start, raw_end, text, or none")
        return self


class RawSpan(Model):
    """A stretch of the raw text alone."""

    raw_start: int = Field(ge=0)
    raw_end: int = Field(ge=0)
    text: str


class Source(Model):
    """Where the text came from."""

    id: str = Field(min_length=1)
    path: str | None = None
    line: int | None = None
    sha256: str
    encoding: str
    url: str | None = None
    retrieved: str | None = None
    part: int = Field(ge=1)
    parts: int = Field(ge=1)
    raw_start: int = Field(ge=0)
    raw_end: int = Field(ge=0)
    extra: dict[str, Any] = {}


class Block(SpanModel):
    """A paragraph-like piece of the article."""

    kind: Literal["title", "subtitle", "byline", "dateline", "date", "heading", "paragraph", "caption", "teaser", "notice"]


class Metadata(OptionalSpan):
    """A value given beside the text or found in it."""

    value: str
    from_: Literal["metadata", "text", "dateline"] = Field(alias="from")

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Byline(Metadata):
    """Who wrote the article."""

    names: list[str] = []


class Published(Metadata):
    """When the article was published; other dates that could have been meant."""

    confidence: Confidence
    alternatives: list[str] = []


class Dateline(SpanModel):
    """The dateline with the place, date and agency it names."""

    place: Id | None = None
    date: Id | None = None
    agency: str | None = None


class Removed(RawSpan):
    """What cleaning took out, and why."""

    reason: str


class Article(Model):
    """The cleaned article."""

    text: str
    blocks: list[Block] = []
    sentences: list[tuple[int, int]] = []
    title: Metadata | None = None
    bylines: list[Byline] = []
    publisher: Metadata | None = None
    dateline: Dateline | None = None
    published: Published | None = None
    language: str
    truncated: Literal["excerpt", "cut"] | None = None
    comments: list[RawSpan] = []
    removed: list[Removed] = []


class Entity(SpanModel):
    """A name or an amount."""

    id: Id
    label: Literal["PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "MISC", "MONEY", "PERCENT", "QUANTITY"]
    value: str | None = None
    actor: Id | None = None
    confidence: Confidence


class QuotePart(SpanModel):
    """One marked region or paragraph of a quotation, without its marks."""

    opened: bool = True
    closed: bool = True


class ActorScore(Model):
    """Another actor that the source could stand for."""

    actor: Id
    score: Confidence


class Resolution(Model):
    """How the source was resolved to a speaker."""

    antecedent: SpanModel | None = None
    rule: str
    alternatives: list[ActorScore] = []


class Said(Model):
    """When, where and how it was said."""

    date: Id | None = None
    place: Id | None = None
    occasion: SpanModel | None = None
    medium: Literal["speech", "interview", "statement", "report", "message", "social", "unknown"] = "unknown"
    reason: str = ""


class Edit(SpanModel):
    """The writer's hand inside a quotation."""

    kind: Literal["insertion", "omission"]


class QuoteConfidence(Model):
    """How sure: that it is speech, that the source words are right, that the speaker is right."""

    speech: Confidence
    source: Confidence
    speaker: Confidence


class Quote(Model):
    """One act of speech under one cue."""

    id: Id
    type: Literal["direct", "mixed", "indirect"]
    parts: list[QuotePart]
    content: list[SpanModel]
    text: str
    cue: SpanModel | None = None
    source: SpanModel | None = None
    source_rule: str = ""
    speaker: Id | None = None
    speaker_name: str | None = None
    resolution: Resolution
    said: Said
    continues: Id | None = None
    within: Id | None = None
    edits: list[Edit] = []
    confidence: QuoteConfidence
    review: Literal["unseen", "confirmed", "corrected"] = "unseen"
    flags: list[str] = []

    @model_validator(mode="after")
    def parts_fit_type(self) -> Quote:
        """Marked speech has parts; indirect speech has none, but content."""
        if (self.type == "indirect") != (not self.parts):
            raise ValueError(f"{self.id}: a {self.type} quotation has {len(self.parts)} parts")
        if not self.content:
            raise ValueError(f"{self.id}: no content")
        return self


class Marked(SpanModel):
    """Quotation marks that are not speech."""

    kind: Literal["title", "term", "name", "epithet", "unsourced"]
    reason: str


class Anchor(Model):
    """What a time expression was reckoned from."""

    kind: Literal["publication", "mention", "utterance", "page", "none"]
    date: str | None = None
    rule: str


class Date(SpanModel):
    """A time expression."""

    id: Id
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    mod: str | None = None
    edtf: str | None = None
    earliest: str | None = None
    latest: str | None = None
    granularity: str | None = None
    anchor: Anchor
    alternatives: list[str] = []
    confidence: Confidence


class Candidate(Model):
    """An entry of the gazetteer that the place name may mean."""

    name: str
    kind: str
    country: str | None = None
    admin1: str | None = None
    geonames_id: int | None = None
    lat: float | None = None
    lon: float | None = None
    score: Confidence


class Place(SpanModel):
    """A place name and what it means."""

    id: Id
    name: str
    kind: Literal["country", "admin1", "admin2", "city", "region", "water", "facility"] | None = None
    country: str | None = None
    admin1: str | None = None
    geonames_id: int | None = None
    lat: float | None = Field(default=None, ge=-90, le=90)
    lon: float | None = Field(default=None, ge=-180, le=180)
    demonym: bool = False
    metonym: bool = False
    confidence: Confidence
    candidates: list[Candidate] = Field(default=[], max_length=5)
    reason: str
    unresolved_reason: str | None = None


class Role(SpanModel):
    """A title the text gives to an actor."""

    title: str
    organisation: str | None = None
    former: bool = False


class Actor(Model):
    """Somebody or something that is named, speaks or is spoken of."""

    id: Id
    kind: Literal["person", "group", "organisation", "document"]
    named: bool
    name: str
    speaker_id: str | None = None
    variants: list[str] = []
    mentions: list[SpanModel] = []
    roles: list[Role] = []
    gender: Literal["f", "m"] | None = None
    gender_from: Literal["pronoun", "honorific"] | None = None
    quotes: list[Id] = []


class Links(Model):
    """What other documents say about this one. Filled by `link` alone: suggestions with their evidence."""

    reprint_of: Any = None
    published: Any = None
    dates: list[Any] = []
    names: list[Any] = []
    quotes: list[Any] = []
    statements: dict[str, Any] = {}


class Issue(OptionalSpan):
    """Something odd, with its code."""

    code: str
    message: str


class ModelVersion(Model):
    """A model file that had a part in this record."""

    name: str
    version: str
    sha256: str


class Corrected(Model):
    """A value of this record that a person set, by raw span and field."""

    field: str
    raw_start: int
    raw_end: int
    old: Any = None
    new: Any = None
    who: str = ""
    when: str = ""
    why: str = ""


class Provenance(Model):
    """What made this record."""

    onrecord: str
    profile: str
    profile_sha256: str
    models: list[ModelVersion] = []


class Record(Model):
    """One article on the record."""

    schema_version: Literal["1.0"] = SCHEMA_VERSION
    id: str
    source: Source
    article: Article
    entities: list[Entity] = []
    quotes: list[Quote] = []
    marked: list[Marked] = []
    dates: list[Date] = []
    places: list[Place] = []
    actors: list[Actor] = []
    links: Links = Links()
    issues: list[Issue] = []
    corrected: list[Corrected] = []
    provenance: Provenance

    @model_validator(mode="after")
    def spans_hold(self) -> Record:
        """Every span lies in the text and says what stands there; raw offsets stay inside the article's raw span."""
        text = self.article.text
        low, high = self.source.raw_start, self.source.raw_end
        for where, span in spans_of(self):
            if isinstance(span, OptionalSpan) and span.start is None:
                continue
            start, end, raw_start, raw_end = span.start, span.end, span.raw_start, span.raw_end
            if start is None or end is None or raw_start is None or raw_end is None:
                continue
            if not start <= end <= len(text) or text[start:end] != span.text:
                raise ValueError(f"{where}: [{start}, {end}) is {text[start:end]!r}, not {span.text!r}")
            if not low <= raw_start <= raw_end <= high:
                raise ValueError(f"{where}: raw [{raw_start}, {raw_end}) lies outside [{low}, {high})")
        return self

    @model_validator(mode="after")
    def references_hold(self) -> Record:
        """Ids are unique and in order; what is referred to exists."""
        known: set[str] = set()
        for prefix, items in (("e", self.entities), ("q", self.quotes), ("d", self.dates), ("l", self.places), ("a", self.actors)):
            ids = [item.id for item in items]
            if ids != [f"{prefix}{number}" for number in range(1, len(ids) + 1)]:
                raise ValueError(f"ids of {prefix} are {ids}")
            known.update(ids)
        for where, reference in references_of(self):
            if reference is not None and reference not in known:
                raise ValueError(f"{where}: there is no {reference}")
        return self


def spans_of(value: Any, where: str = "record") -> Iterator[tuple[str, SpanModel | OptionalSpan]]:
    """All clean spans below a model, with their path."""
    if isinstance(value, SpanModel | OptionalSpan):
        yield where, value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from spans_of(getattr(value, name), f"{where}.{name}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            if isinstance(item, BaseModel):
                yield from spans_of(item, f"{where}[{number}]")


def references_of(record: Record) -> Iterator[tuple[str, str | None]]:
    """All references by id inside a record, with their path."""
    if record.article.dateline:
        yield "article.dateline.place", record.article.dateline.place
        yield "article.dateline.date", record.article.dateline.date
    for entity in record.entities:
        yield f"{entity.id}.actor", entity.actor
    for quote in record.quotes:
        for name in ("speaker", "continues", "within"):
            yield f"{quote.id}.{name}", getattr(quote, name)
        yield f"{quote.id}.said.date", quote.said.date
        yield f"{quote.id}.said.place", quote.said.place
        for alternative in quote.resolution.alternatives:
            yield f"{quote.id}.resolution", alternative.actor
    for actor in record.actors:
        for quote_id in actor.quotes:
            yield f"{actor.id}.quotes", quote_id


def json_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of one record."""
    schema = Record.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "onrecord record 1.0", **schema}


def to_json(record: Record) -> str:
    """The record as one line of JSON: fixed key order, no spaces, non-ASCII kept; empty span flags left out."""
    return to_line(to_dict(record))


def to_line(plain: dict[str, Any]) -> str:
    """The line of JSON of a record that is plain values already."""
    import json

    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def to_dict(record: Record) -> dict[str, Any]:
    """The record as plain values. `flags` of a plain span is left out when empty; a quote's and a date's stays."""
    plain: dict[str, Any] = _without_empty_flags(record.model_dump(by_alias=True))
    return plain


def _without_empty_flags(value: Any) -> Any:
    if isinstance(value, dict):
        keep_flags = value.get("id") is not None
        return {key: _without_empty_flags(item) for key, item in value.items() if key != "flags" or item or keep_flags}
    if isinstance(value, list):
        return [_without_empty_flags(item) for item in value]
    return value
