"""What the stages hand to each other: frozen values, no behaviour beyond offsets.

Every `start`, `end` counts code points of `Article.text`, half-open; `raw_start`, `raw_end` count code points of the
raw text. Confidences lie in [0, 1]. Sequences are tuples in text order unless a docstring says otherwise.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

# --- spans ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch `[start, end)` of a text, in code points."""

    start: int
    end: int

    def __contains__(self, position: int) -> bool:
        return self.start <= position < self.end

    def overlaps(self, other: Span) -> bool:
        """True when the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """True when `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of clean text and the raw stretch it came from.

    A run of equal lengths maps character by character, unless `exact` is false; a run that is not exact (a repaired
    character, an inserted paragraph break) maps as a whole.
    """

    start: int
    end: int
    raw_start: int
    raw_end: int
    exact: bool = True


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Maps spans of the clean text to spans of the raw text. `runs` tile the clean text in order."""

    runs: tuple[Run, ...]

    @classmethod
    def identity(cls, length: int, shift: int = 0) -> OffsetMap:
        """The map of a text that was taken as it is, `shift` characters into the raw text."""
        return cls((Run(0, length, shift, shift + length),) if length else ())

    def _number(self, position: int) -> int:
        return max(0, bisect_right(self.runs, position, key=lambda run: run.start) - 1)

    def _run_at(self, position: int) -> Run:
        return self.runs[self._number(position)]

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """The smallest raw span that holds the clean span `[start, end)`.

        An empty span maps to an empty raw span. Raw order follows clean order, so the result is never reversed.
        """
        if not self.runs:
            return 0, 0
        first = self._run_at(start)
        raw_start = first.raw_start + (start - first.start if first.exact else 0)
        if end <= start:
            return raw_start, raw_start
        last = self._run_at(end - 1)
        raw_end = last.raw_start + (end - last.start) if last.exact else last.raw_end
        return raw_start, max(raw_start, raw_end)

    def changed(self, start: int, end: int) -> bool:
        """True when the span's clean text may differ from its raw text (a repair, or something removed inside)."""
        if not self.runs or end <= start:
            return False
        first, last = self._number(start), self._number(end - 1)
        if not all(run.exact for run in self.runs[first : last + 1]):
            return True
        raw_start, raw_end = self.raw(start, end)
        return raw_end - raw_start != end - start


@dataclass(frozen=True, slots=True)
class Issue:
    """Something odd in one document. `code` is listed in `errors.ISSUES`; the span is clean, or raw when `raw` is set."""

    code: str
    message: str
    start: int | None = None
    end: int | None = None
    raw: bool = False


# --- corpus -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One text as it was given, with what its container says about it."""

    id: str
    text: str
    html: bool = False
    path: str | None = None
    line: int | None = None
    sha256: str = ""
    encoding: str = "utf-8"
    url: str | None = None
    retrieved: str | None = None
    title: str | None = None
    bylines: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None  # ISO 8601 as given, day or day with time
    language: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    starts: tuple[tuple[int, bool], ...] = ()  # (raw_start, an article begins here?), as people have set it


@dataclass(frozen=True, slots=True)
class ReadProblem:
    """An input that gave no document. `failed` is false for something that is merely empty."""

    id: str
    path: str | None
    line: int | None
    issue: Issue
    failed: bool = True


# --- clean ------------------------------------------------------------------------------------------------------------

Origin = Literal["metadata", "text", "dateline"]
BlockKind = Literal["title", "subtitle", "byline", "dateline", "date", "heading", "paragraph", "caption", "teaser", "notice"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph-like piece of the clean text. Blocks are in order, do not overlap, and are parted by a blank line."""

    start: int
    end: int
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Removed:
    """A raw stretch that is in no article, with the reason."""

    raw_start: int
    raw_end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Field:
    """A piece of metadata. `span` is null when it stands only outside the text."""

    value: str
    origin: Origin
    span: Span | None = None
    names: tuple[str, ...] = ()  # persons, for a byline
    confidence: float = 1.0
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dateline:
    """`GENEVA, March 6 (Agency) —` at the head of the first paragraph."""

    span: Span
    place: Span | None = None
    date: Span | None = None
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article: clean text, what stands where in it, and the way back to the raw text."""

    text: str
    offsets: OffsetMap
    blocks: tuple[Block, ...] = ()
    title: Field | None = None
    bylines: tuple[Field, ...] = ()
    publisher: Field | None = None
    dateline: Dateline | None = None
    published: Field | None = None  # value: ISO 8601 day, or day with time
    language: str = "en"
    truncated: Literal["excerpt", "cut"] | None = None
    comments: tuple[Span, ...] = ()  # raw offsets
    removed: tuple[Removed, ...] = ()
    repairs: tuple[tuple[Span, str], ...] = ()  # clean span, flag: "mojibake", "damaged", "normalised" ...
    part: int = 1
    parts: int = 1
    raw_start: int = 0
    raw_end: int = 0
    issues: tuple[Issue, ...] = ()


# --- marks and reading ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MarkedRegion:
    """A stretch between quotation marks, within one paragraph.

    `start`, `end` include the marks that are there; `inner` is the text between them. A side without its mark
    (`opened` or `closed` false) was repaired by evidence. `depth` is 0 for an outer region, 1 for one nested in it.
    """

    start: int
    end: int
    inner: Span
    opened: bool = True
    closed: bool = True
    style: str = '"'
    depth: int = 0
    continued: bool = False  # the next paragraph opens again: one quotation over several paragraphs
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RegionReading:
    """What the reader thinks of one marked region: is it speech, and whose.

    `sources` holds candidate source spans with their probability, best first; a null span is "no source in sight".
    """

    region: Span
    speech: float
    sources: tuple[tuple[Span | None, float], ...] = ()
    cues: tuple[tuple[Span | None, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """One act of attribution that the reader sees around a cue, marked or not. Probabilities are calibrated."""

    cue: Span
    contents: tuple[Span, ...]
    sources: tuple[tuple[Span | None, float], ...]
    probability: float


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that one encoder pass says about quotation. Empty for profiles without the encoder."""

    regions: tuple[RegionReading, ...] = ()
    attributions: tuple[Attribution, ...] = ()


EntityLabel = Literal["PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "MISC", "MONEY", "PERCENT", "QUANTITY"]


@dataclass(frozen=True, slots=True)
class Entity:
    """A name, or an amount with its `value` ("USD 4500000", "0.12", "30 km")."""

    start: int
    end: int
    label: EntityLabel
    confidence: float = 1.0
    value: str | None = None


# --- quotes -----------------------------------------------------------------------------------------------------------

Medium = Literal["speech", "interview", "statement", "report", "message", "social", "unknown"]


@dataclass(frozen=True, slots=True)
class Part:
    """One marked region or paragraph of a quotation, without its marks."""

    start: int
    end: int
    opened: bool = True
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Edit:
    """What the writer put into a quotation ([brackets]) or left out of it (…)."""

    start: int
    end: int
    kind: Literal["insertion", "omission"]


@dataclass(frozen=True, slots=True)
class Quote:
    """One act of speech under one cue. `continues` and `within` are indices into the same list of quotes."""

    type: Literal["direct", "mixed", "indirect"]
    parts: tuple[Part, ...]
    content: tuple[Span, ...]
    cue: Span | None = None
    source: Span | None = None
    continues: int | None = None
    within: int | None = None
    edits: tuple[Edit, ...] = ()
    confidence_speech: float = 1.0
    confidence_source: float = 1.0
    rule: str = ""  # how the source was found
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Marked:
    """Quotation marks that are not speech."""

    start: int
    end: int
    kind: Literal["title", "term", "name", "epithet", "unsourced"]
    reason: str


@dataclass(frozen=True, slots=True)
class Quotations:
    """All quotation of an article: the quotes, and the quotation marks that are no speech."""

    quotes: tuple[Quote, ...] = ()
    marked: tuple[Marked, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """When, where and how something was said. `date`, `place` are indices into the lists of dates and places."""

    date: int | None = None
    place: int | None = None
    occasion: Span | None = None
    medium: Medium = "unknown"
    reason: str = ""


# --- dates ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a time expression was reckoned from, and by which rule."""

    kind: Literal["publication", "mention", "utterance", "page", "none"] = "none"
    date: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A TIMEX3 with its EDTF form and the interval it covers (ISO 8601 days, null where open or unknown)."""

    start: int
    end: int
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    mod: str | None = None
    edtf: str | None = None
    earliest: str | None = None
    latest: str | None = None
    granularity: str | None = None
    anchor: Anchor = Anchor()
    alternatives: tuple[str, ...] = ()
    confidence: float = 1.0
    flags: tuple[str, ...] = ()


# --- places -----------------------------------------------------------------------------------------------------------

PlaceKind = Literal["country", "admin1", "admin2", "city", "region", "water", "facility"]


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the gazetteer. Coordinates are WGS 84 degrees."""

    name: str
    kind: PlaceKind
    country: str | None = None  # ISO 3166-1 alpha-2
    admin1: str | None = None  # ISO 3166-2
    geonames_id: int | None = None
    lat: float | None = None
    lon: float | None = None
    population: int = 0


@dataclass(frozen=True, slots=True)
class Toponym:
    """A span read as a place: the entry chosen (or none, with the reason), and the next best ones."""

    start: int
    end: int
    name: str
    place: Place | None = None
    demonym: bool = False
    metonym: bool = False
    confidence: float = 0.0
    candidates: tuple[tuple[Place, float], ...] = ()
    reason: str = ""
    unresolved_reason: str | None = None


# --- actors -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Role:
    """A title that the text gives somebody: "chair" of "Lagos Water Board"."""

    start: int
    end: int
    title: str
    organisation: str | None = None
    former: bool = False


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or something of the article that is named, speaks or is spoken of."""

    kind: Literal["person", "group", "organisation", "document"]
    named: bool
    name: str
    variants: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()
    roles: tuple[Role, ...] = ()
    gender: Literal["f", "m"] | None = None
    gender_from: Literal["pronoun", "honorific"] | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """Which actor a source stands for. `actor` is an index into the list of actors, or null with the reason in `rule`."""

    actor: int | None
    antecedent: Span | None = None
    rule: str = ""
    alternatives: tuple[tuple[int, float], ...] = ()
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of an article: actors, the resolution of each quote's source, the actor of each entity."""

    actors: tuple[Actor, ...]
    resolutions: tuple[Resolution, ...]  # one per quote, same order
    entity_actors: tuple[int | None, ...]  # one per entity, same order


# --- names ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Match:
    """How alike two names are, and what a careful person would say."""

    score: float
    judgement: Literal["same", "different", "unsure"]
    reason: str
