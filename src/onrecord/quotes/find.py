"""All quotation of a document, in the order of its first words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.quotes.acts import find_acts
from onrecord.quotes.adjuncts import without_adjunct
from onrecord.quotes.assemble import Statement, gather, merged, quote_of, trimmed
from onrecord.quotes.called import given_to_callers
from onrecord.quotes.carried import carry_on, is_own_voice
from onrecord.quotes.content import Words, to_span, without_main_verb
from onrecord.quotes.cued import cue_span, without_loose_end
from onrecord.quotes.decide import decide
from onrecord.quotes.deeds import is_deed
from onrecord.quotes.edits import find_edits
from onrecord.quotes.ends import without_comment
from onrecord.quotes.features import Scene, scene_of
from onrecord.quotes.headings import given_behind_colon
from onrecord.quotes.hearsay import tell_of_others
from onrecord.quotes.kinds import headline_echoes, is_theme, kind_of, lines_of, names_a_work, repeats_line
from onrecord.quotes.model import Model, default_model
from onrecord.quotes.nested import held_within, relayed
from onrecord.quotes.opinions import find_opinions
from onrecord.quotes.passed_on import given_to_the_quoted
from onrecord.quotes.phrases import find_phrases
from onrecord.quotes.relative import without_rest
from onrecord.quotes.reported import find_reports
from onrecord.quotes.retold import find_retold
from onrecord.quotes.sources import behind_content, source_span
from onrecord.quotes.stretches import Stretches
from onrecord.quotes.unmarked import find_unmarked
from onrecord.quotes.unsaid import says_nothing
from onrecord.quotes.view import look_at
from onrecord.quotes.widen import widened, without_clause
from onrecord.quotes.words import word_class
from onrecord.settings import QuoteSettings
from onrecord.types import Attribution, Block, Entity, Marked, Quotations, Quote, Reading, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SETTINGS = QuoteSettings()
_BESIDE = 40  # characters between the two halves of a source in apposition: "the ambassador to Ruritania, Ada Lane"
_OPENERS = "“\"'‘«„([$£€#@"
_SILENT = ("byline", "dateline", "date", "notice")


def find_quotes(
    doc: Doc,
    *,
    entities: Sequence[Entity] | None = None,
    reading: Reading | None = None,
    blocks: Sequence[Block] = (),
    dateline: Span | None = None,
    settings: QuoteSettings = _SETTINGS,
) -> Quotations:
    """Find who is quoted, and with which words.

    Args:
        doc: Tokenised text. Sentences are used when there are any; no parse is needed.
        entities: Names of the text; not needed, they only help to tell bylines and headings.
        reading: What an encoder sees (regions, sources, attributions); without it the rules and their weights decide.
        blocks: Kinds of paragraphs; quotation is not looked for in bylines, dates and notices.
        dateline: Where the article was sent from; nobody says it.
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
    lines = lines_of(view)
    decisions = decide(scene, model, reading.regions if reading else (), trust=settings.trust)
    for number, region in enumerate(view.regions):
        if names_a_work(view, number) or is_theme(view, number) or repeats_line(view, region, lines):
            decisions[number] = replace(decisions[number], speech=min(decisions[number].speech, 0.4))
    echoes = headline_echoes(view, [decision.is_speech for decision in decisions])
    for number in echoes:
        decisions[number] = replace(decisions[number], speech=0.0)
    given_behind_colon(scene, decisions)
    told = given_to_callers(scene, decisions)
    reports = tell_of_others(scene, decisions)
    statements = gather(scene, decisions, model)
    quotes: list[Quote] = []
    held: dict[int, int] = {}
    for number, statement in enumerate(statements):
        quote = quote_of(scene, statement, model, _attributions_of(statement, scene, reading))
        quotes.append(replace(_behind_cue(quote, view.text), continues=statement.continues))
        held |= dict.fromkeys(statement.regions, number)
    marked = [
        kind_of(view, region, decision.speech) for region, decision in zip(view.regions, decisions, strict=True) if not decision.is_speech
    ]
    inner, rest = relayed(scene, held, len(quotes))
    quotes += inner
    quotes += find_unmarked(scene)
    skipped = [Span(block.start, block.end) for block in blocks if block.kind in _SILENT]
    if reading is not None and reading.attributions:
        acts = _from_reader(scene, model, reading, settings)
    else:
        acts = _from_rules(scene, model, {statement.verb for statement in statements}, settings)
    terms = Stretches([(one.start, one.end, number) for number, one in enumerate(marked)])
    acts = [*find_opinions(scene), *find_phrases(scene), *(_behind_cue(act, view.text) for act in acts)]
    acts = [act for act in acts if not says_nothing(scene, act, terms)]
    told += [report.cue for report in reports if report.cue is not None]
    taken = Stretches([(cue.start, cue.end, number) for number, cue in enumerate(told)])
    acts = [act for act in acts if act.cue is None or not any(True for _ in taken.overlapping(act.cue.start, act.cue.end))]
    parts = Stretches([(part.start, part.end, number) for number, quote in enumerate(quotes) for part in quote.parts])
    acts = _lent(quotes, [act for act in (_uncrossed(act, parts, view.text) for act in acts) if act is not None], parts)
    quotes += _untaken(acts, quotes, skipped)
    quotes += find_retold(scene, quotes)
    quotes += reports
    quotes = [_behind_dateline(quote, dateline, view.text) for quote in given_to_the_quoted(scene, quotes)]
    quotes += carry_on(scene, quotes)
    quotes = [replace(quote, cue=quote.cue and without_loose_end(scene, quote.cue)) for quote in quotes]
    return _ordered(_told_anew(held_within(quotes), view.text), [*marked, *rest])


def _behind_dateline(quote: Quote, dateline: Span | None, text: str) -> Quote:
    """The quotation without the dateline at the head of its content: "LIMA (Reuters) - | It rained", they said."""
    first = quote.content[0]
    if dateline is None or first.start not in dateline or first.end <= dateline.end:
        return quote
    start = first.end - len(text[dateline.end : first.end].lstrip())
    return replace(quote, content=(Span(start, first.end), *quote.content[1:])) if start < first.end else quote


def _attributions_of(statement: Statement, scene: Scene, reading: Reading | None) -> list[Attribution]:
    """The reader's attributions to the statement's source whose content holds one of the regions."""
    if reading is None:
        return []
    view = scene.view
    inner = [view.regions[region].inner for region in statement.regions]
    source = statement.outside
    if statement.source is not None:
        mention = scene.mentions[statement.source]
        source = Span(view.starts[mention.start], view.ends[mention.end - 1])
    return [
        one
        for one in reading.attributions
        if one.probability >= 0.5
        and any(span.covers(part) for part in inner for span in one.contents)
        and (source is None or not one.sources or one.sources[0][0] is None or one.sources[0][0].overlaps(source))
    ]


def _from_rules(scene: Scene, model: Model, verbs: set[int], settings: QuoteSettings) -> list[Quote]:
    """Speech around cues as the weights see it. `verbs`: cues of marked quotations."""
    found = []
    for act in find_acts(scene, model, least=settings.indirect):
        if act.verb in verbs or is_deed(scene, act.verb, act.content[0][0], sourced=act.source is not None):
            continue
        spans = _without_edges(scene, act.verb, act.content)
        content = merged([to_span(scene.view, words) for words in spans])
        source = source_span(scene.view, scene.mentions[act.source], scene.ties[act.source]) if act.source is not None else None
        speech, sure = model.confidence("act", act.chance), model.confidence("act_source", act.chance * act.share)
        rule = f"clause of '{scene.view.words[act.verb]}'"
        found.append(_indirect(scene.view.text, content, cue_span(scene, act.verb, act.source), source, speech, sure, rule))
    return found


def _from_reader(scene: Scene, model: Model, reading: Reading, settings: QuoteSettings) -> list[Quote]:
    """Speech around cues as the rules and the encoder see it together, likeliest first."""
    found = []
    reports = find_reports(scene, model, reading.attributions, least=settings.indirect)
    for report in sorted(reports, key=lambda one: (-one.chance, one.verb)):
        source = report.pointed
        if source is None and report.source is not None:
            source = source_span(scene.view, scene.mentions[report.source], scene.ties[report.source])
        elif report.source is not None and scene.ties[report.source].relation == "acc" and source is not None:
            whole = source_span(scene.view, scene.mentions[report.source], scene.ties[report.source])
            source = Span(source.start, max(source.end, whole.end)) if whole.start == source.start else source
        source = widened(scene, trimmed(scene.view.text, source)) if source is not None else None
        cue = report.cue or cue_span(scene, report.verb, report.source)
        spans = report.content.spans
        if source is not None and len(spans) == 1:
            spans = (
                without_main_verb(scene.view, scene.view.word_at(source.end), report.verb, without_rest(scene, report.verb, spans[0])),
            )
        content = merged([to_span(scene.view, words) for words in _without_edges(scene, report.verb, spans)])
        source = source and without_clause(scene, behind_content(scene.view.text, source, content))
        speech, sure = model.confidence("act_read", report.chance), model.confidence("act_source_read", report.chance * report.share)
        rule = "cue seen by the reader" if report.cue is not None else f"clause of '{scene.view.words[report.verb]}'"
        found.append(_indirect(scene.view.text, content, cue, source, speech, sure, rule))
    return found


def _without_edges(scene: Scene, verb: int, spans: tuple[Words, ...]) -> tuple[Words, ...]:
    """A content in one piece without what belongs to the telling at its head, and what the writer adds at its end."""
    return (without_comment(scene, verb, without_adjunct(scene, verb, spans[0])),) if len(spans) == 1 else spans


def _indirect(text: str, content: tuple[Span, ...], cue: Span, source: Span | None, speech: float, sure: float, rule: str) -> Quote:
    return Quote("indirect", (), content, cue, source, None, None, find_edits(text, content), speech, sure, rule)


def _behind_cue(act: Quote, text: str) -> Quote:
    """The act without the words of its cue at the head of its content: "made reference to | this crime"."""
    first = act.content[0]
    if act.cue is None or not act.cue.start <= first.start < act.cue.end:
        return act
    start = act.cue.end
    while start < first.end and not text[start].isalnum() and text[start] not in _OPENERS:
        start += 1
    return replace(act, content=(Span(start, first.end), *act.content[1:])) if start < first.end else act


def _uncrossed(act: Quote, parts: Stretches, text: str) -> Quote | None:
    """The act without the end of its content that reaches into a marked quotation and not out of it again; null when little is left."""
    last = act.content[-1]
    over = parts.overlapping(last.start, last.end)
    crossed = [(number, start) for start, end, number in over if last.start < start - 1 and start < last.end < end]
    if not crossed:
        return act
    end = min(crossed)[1]
    while end > last.start and not text[end - 1].isalnum():
        end -= 1
    return replace(act, content=(*act.content[:-1], Span(last.start, end))) if 2 * (end - last.start) > last.end - last.start else None


def _lent(quotes: list[Quote], acts: Sequence[Quote], parts: Stretches) -> list[Quote]:
    """Acts that are no marked quotation seen a second time; such a one lends it cue, and the name beside what it has for a source."""
    kept = []
    for act in acts:
        near = sorted({number for span in act.content for _, _, number in parts.overlapping(span.start, span.end)})
        same = [n for n in near if quotes[n].within is None and _has_marks(quotes[n]) and _is_mostly(act, quotes[n])]
        if not same:
            kept.append(act)
            continue
        quote = quotes[same[0]]
        cue = act.cue if quote.cue is None and quote.continues is None else quote.cue
        source = quote.source
        if (
            source is not None
            and act.source is not None
            and act.cue is not None
            and act.cue == cue
            and _beside(source, act.source, act.cue)
        ):
            source = Span(source.start, act.source.end)
        quotes[same[0]] = replace(quote, cue=cue, source=source)
    return kept


def _has_marks(quote: Quote) -> bool:
    return any(part.opened or part.closed for part in quote.parts)


def _beside(source: Span, other: Span, cue: Span) -> bool:
    """True for the two halves of an apposition before a cue."""
    return source.start < other.start < cue.start and 0 < other.start - source.end <= _BESIDE


def _is_mostly(act: Quote, quote: Quote) -> bool:
    """True when most of an act's words are marked ones of a quotation."""
    size = sum(span.end - span.start for span in act.content)
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in act.content for b in quote.parts)
    return 10 * shared >= 7 * size


def _told_anew(quotes: Sequence[Quote], text: str) -> list[Quote]:
    """Without what "I" or "we" think and want inside their own words, which are quoted already, and what others are asked to say."""
    dropped = {
        number
        for number, quote in enumerate(quotes)
        if quote.within is not None and quote.cue is not None and _is_none_of_its_own(quote, quote.cue, text)
    }
    place = {old: new for new, old in enumerate(n for n in range(len(quotes)) if n not in dropped)}
    return [
        replace(
            quote,
            continues=None if quote.continues is None else place.get(quote.continues),
            within=None if quote.within is None else place.get(quote.within),
        )
        for number, quote in enumerate(quotes)
        if number not in dropped
    ]


def _is_none_of_its_own(quote: Quote, cue: Span, text: str) -> bool:
    """True within another's words for his own thoughts, told already, and for what is to be said: "urged them | to explain why"."""
    if quote.type == "indirect" and text[max(0, cue.start - 3) : cue.start].lower() == "to ":
        return True
    return is_own_voice(text, quote) and not word_class("telling").intersection(text[cue.start : cue.end].lower().split())


def _untaken(acts: Sequence[Quote], quotes: Sequence[Quote], skipped: Sequence[Span]) -> list[Quote]:
    """Acts that say something new, sorted by content; those inside a marked quotation point to it by `within`.

    An act is left out where its words are mostly those of a quotation around the same cue, of an act already kept, or
    of a byline or notice; or where it holds a quotation of the same source.
    """
    parts = Stretches([(part.start, part.end, number) for number, quote in enumerate(quotes) for part in quote.parts])
    mixed = Stretches(
        [(span.start, span.end, number) for number, quote in enumerate(quotes) if quote.type == "mixed" for span in quote.content]
    )
    silent = Stretches([(span.start, span.end, 0) for span in skipped])
    contents = Stretches([(span.start, span.end, number) for number, act in enumerate(acts) for span in act.content])
    kept: list[Quote] = []
    seen: set[tuple[int, int]] = set()
    ends: dict[int, int] = {}  # end of a kept act -> its start
    cued: set[int] = set()  # where the cues so far end
    for place, act in enumerate(acts):
        if _contradicts(act, acts, place, contents) or (act.source is not None and act.source.end in cued):
            continue  # the source ends in the cue of a surer act: "News outlets report" of "News outlets report the agency warned"
        if act.cue is not None:
            cued.add(act.cue.end)
        size = sum(span.end - span.start for span in act.content)
        first, last = act.content[0].start, act.content[-1].end
        if (
            (first, last) in seen
            or abs(ends.get(last, first + size) - first) < 0.3 * size
            or any(True for _ in silent.overlapping(first, last))
        ):
            continue
        inside = [number for a, b, number in parts.overlapping(first, last) if a <= first and last <= b]
        if inside and act.cue is not None and _holds(quotes[inside[0]], act.cue):
            kept.append(replace(act, within=inside[0]))
            seen.add((first, last))
            ends[last] = first
            continue
        if inside or any(2 * (min(b, last) - max(a, first)) >= 0.8 * size for a, b, _ in mixed.overlapping(first, last)):
            continue
        if any(_same_source(act, quotes[number]) or (a <= first and last <= b + 3) for a, b, number in parts.overlapping(first, last)):
            continue
        kept.append(act)
        seen.add((first, last))
        ends[last] = first
    return kept


def _contradicts(act: Quote, acts: Sequence[Quote], surer: int, contents: Stretches) -> bool:
    """True when an act's content holds the cue of a surer one (of the first `surer`) whose content holds its own: one is wrong."""
    if act.cue is None:
        return False
    around = {n for a, b, n in contents.overlapping(act.cue.start, act.cue.end) if n < surer and a <= act.cue.start and act.cue.end <= b}
    cues = [cue for n in sorted(around) if (cue := acts[n].cue) is not None]
    return any(span.covers(cue) for cue in cues for span in act.content)


def _holds(quote: Quote, span: Span) -> bool:
    return any(part.start <= span.start and span.end <= part.end for part in quote.parts)


def _same_source(one: Quote, other: Quote) -> bool:
    return one.source is not None and other.source is not None and one.source.overlaps(other.source)


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
