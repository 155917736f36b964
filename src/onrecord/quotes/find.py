"""All quotation of a document, in the order of its first words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.quotes.acts import find_acts
from onrecord.quotes.assemble import cue_span, gather, merged, quote_of
from onrecord.quotes.content import to_span
from onrecord.quotes.decide import decide
from onrecord.quotes.edits import find_edits
from onrecord.quotes.features import Scene, scene_of
from onrecord.quotes.kinds import kind_of
from onrecord.quotes.model import Model, default_model
from onrecord.quotes.nested import relayed
from onrecord.quotes.sources import source_span
from onrecord.quotes.view import look_at
from onrecord.settings import QuoteSettings
from onrecord.types import Attribution, Block, Entity, Marked, Quotations, Quote, Reading, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SETTINGS = QuoteSettings()


def find_quotes(
    doc: Doc,
    *,
    entities: Sequence[Entity] | None = None,
    reading: Reading | None = None,
    blocks: Sequence[Block] = (),
    settings: QuoteSettings = _SETTINGS,
) -> Quotations:
    """Find who is quoted, and with which words.

    Args:
        doc: Tokenised text. Sentences are used when there are any; no parse is needed.
        entities: Names of the text; not needed, they only help to tell bylines and headings.
        reading: What an encoder sees (regions, sources, attributions); without it the rules and their weights decide.
        blocks: Kinds of paragraphs; quotation is not looked for in bylines, dates and notices.
        settings: Thresholds.

    Returns:
        Quotes sorted by the start of their content, `continues` and `within` pointing into the same tuple; and every
        marked region that is no speech. Each quotation mark of the text is in one of the two. An empty text gives none.
    """
    view = look_at(doc)
    if not view.words:
        return Quotations()
    model = default_model()
    scene = scene_of(view, model.cues)
    decisions = decide(scene, model, reading.regions if reading else (), trust=settings.trust)
    statements = gather(scene, decisions, model)
    acts = _read_acts(reading, settings) if reading is not None and reading.attributions else None
    quotes: list[Quote] = []
    for statement in statements:
        near = _attributions_of(scene.view.text, statement.regions, scene, reading)
        quote = quote_of(scene, statement, model, near)
        quotes.append(replace(quote, continues=statement.continues))
    marked = [kind_of(view, view.regions[region], decision.speech) for region, decision in enumerate(decisions) if not decision.is_speech]
    quotes += (
        _indirect(scene, model, quotes, {s.verb for s in statements}, settings)
        if acts is None
        else _from_reader(scene, model, quotes, acts)
    )
    inner, rest = relayed(scene, quotes, {region for region, decision in enumerate(decisions) if decision.is_speech})
    return _ordered([*quotes, *inner], [*marked, *rest])


def _attributions_of(text: str, regions: Sequence[int], scene: Scene, reading: Reading | None) -> list[Attribution]:
    """The reader's attributions whose content holds one of the regions."""
    if reading is None:
        return []
    inner = [scene.view.regions[region].inner for region in regions]
    return [
        one for one in reading.attributions if one.probability >= 0.5 and any(span.covers(part) for part in inner for span in one.contents)
    ]


def _indirect(scene: Scene, model: Model, quotes: Sequence[Quote], verbs: set[int], settings: QuoteSettings) -> list[Quote]:
    """Speech without marks, as the weights see it; what a marked quotation holds already is left out."""
    found = []
    for act in find_acts(scene, model, least=settings.indirect):
        content = merged([to_span(scene.view, words) for words in act.content])
        if act.verb in verbs or _is_taken(content, quotes):
            continue
        source = source_span(scene.view, scene.mentions[act.source], scene.ties[act.source]) if act.source is not None else None
        found.append(
            Quote(
                type="indirect",
                parts=(),
                content=content,
                cue=cue_span(scene, act.verb, act.source),
                source=source,
                edits=find_edits(scene.view.text, content),
                confidence_speech=model.confidence("act", act.chance),
                confidence_source=model.confidence("act_source", act.chance * act.share),
                rule=f"clause of '{scene.view.words[act.verb]}'",
            )
        )
    return found


def _read_acts(reading: Reading, settings: QuoteSettings) -> list[Attribution]:
    return [one for one in reading.attributions if one.probability >= settings.indirect and one.contents]


def _from_reader(scene: Scene, model: Model, quotes: Sequence[Quote], acts: Sequence[Attribution]) -> list[Quote]:
    """Speech without marks, as the encoder sees it."""
    found: list[Quote] = []
    for act in sorted(acts, key=lambda one: (-one.probability, one.cue.start)):
        content = merged(act.contents)
        if _is_taken(content, quotes) or _is_taken(content, found):
            continue
        source, share = act.sources[0] if act.sources else (None, 0.0)
        found.append(
            Quote(
                type="indirect",
                parts=(),
                content=content,
                cue=act.cue,
                source=source,
                edits=find_edits(scene.view.text, content),
                confidence_speech=model.confidence("act_read", act.probability),
                confidence_source=model.confidence("act_source_read", act.probability * share),
                rule="cue seen by the reader",
            )
        )
    return found


def _is_taken(content: Sequence[Span], quotes: Sequence[Quote]) -> bool:
    """True when half of the content, or half of a marked quotation's, is the same words."""
    size = sum(span.end - span.start for span in content)
    for quote in quotes:
        shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in content for b in quote.content)
        whole = sum(span.end - span.start for span in quote.content)
        if shared and 2 * shared >= min(size + 0, whole) and 2 * shared >= 0.8 * size:
            return True
        if shared and 2 * shared >= size + whole - shared:
            return True
    return False


def _ordered(quotes: list[Quote], marked: list[Marked]) -> Quotations:
    """Sorted by content, indices moved along."""
    order = sorted(range(len(quotes)), key=lambda i: (quotes[i].content[0].start, -quotes[i].content[-1].end, quotes[i].type, i))
    place = {old: new for new, old in enumerate(order)}
    moved = tuple(
        replace(
            quotes[old],
            continues=None if quotes[old].continues is None else place[quotes[old].continues or 0],
            within=None if quotes[old].within is None else place[quotes[old].within or 0],
        )
        for old in order
    )
    return Quotations(moved, tuple(sorted(marked, key=lambda one: (one.start, one.end))))
