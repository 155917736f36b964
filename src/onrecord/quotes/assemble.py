"""From decisions about regions to quotations: parts of one statement, their content, their cue."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.quotes.acts import choose_content
from onrecord.quotes.content import to_span
from onrecord.quotes.cued import find_cue
from onrecord.quotes.decide import Decision
from onrecord.quotes.edits import find_edits
from onrecord.quotes.features import Scene, surroundings
from onrecord.quotes.joins import join_features
from onrecord.quotes.loglinear import chances
from onrecord.quotes.model import Model
from onrecord.quotes.sources import source_span
from onrecord.quotes.view import View
from onrecord.quotes.widen import widened
from onrecord.quotes.words import occasion_nouns, word_class
from onrecord.types import Attribution, Part, Quote, Span


@dataclass(slots=True)
class Statement:
    """Regions that are one act of speech, with what was decided for the first of them."""

    regions: list[int]
    decisions: list[Decision]
    source: int | None
    outside: Span | None
    verb: int = -1
    continues: int | None = field(default=None)  # index of an earlier statement


def gather(scene: Scene, decisions: Sequence[Decision], model: Model) -> list[Statement]:
    """Join the regions of one statement: paragraphs of a running quotation, and parts around one cue."""
    found: list[Statement] = []
    for region, decision in enumerate(decisions):
        if not decision.is_speech:
            continue
        last = found[-1] if found else None
        if last is not None and _runs_on(scene, last, region) and not decision.rule.startswith("label"):
            last.regions.append(region)
            last.decisions.append(decision)
            _settle(scene, last)
        elif last is not None and _is_same(decision, last) and _joins(scene, model, last.regions[-1], region, decision):
            last.regions.append(region)
            last.decisions.append(decision)
        else:
            found.append(Statement([region], [decision], decision.source, decision.outside))
    owners: dict[int, int] = {}
    for number, statement in enumerate(found):
        source = statement.source
        if source is None:
            continue
        if source in owners:
            statement.continues = owners[source]
        else:
            statement.verb = scene.ties[source].verb if scene.ties[source].relation in ("sv", "vs", "acc", "by") else -1
        owners[source] = number
    return found


def _runs_on(scene: Scene, last: Statement, region: int) -> bool:
    before = last.regions[-1]
    return region == before + 1 and scene.view.regions[before].continued


def _settle(scene: Scene, statement: Statement) -> None:
    """A running quotation has one source: that of the paragraph which is surest and not merely carried on."""
    best = max(
        statement.decisions, key=lambda decision: (decision.source is not None, not decision.rule.startswith("turn"), decision.share)
    )
    statement.source, statement.outside = best.source, best.outside


def _is_same(decision: Decision, last: Statement) -> bool:
    return decision.source == last.source and decision.outside == last.outside


def _joins(scene: Scene, model: Model, before: int, region: int, decision: Decision) -> bool:
    view = scene.view
    a, b = max(0, view.last[before] - 1), min(view.first[region], len(view.words) - 1)
    if view.paragraph[a] != view.paragraph[b]:
        return False
    if decision.source is None and decision.outside is None:
        return False
    names = join_features(scene, before, region, decision.source, surroundings(scene, before), surroundings(scene, region))
    return chances([names, []], model.join)[0] >= 0.5


def quote_of(scene: Scene, statement: Statement, model: Model, attributions: Sequence[Attribution] = ()) -> Quote:
    """One marked statement as a quotation, direct or mixed. `continues` is left to the caller."""
    view = scene.view
    parts = tuple(_part(scene, region) for region in statement.regions)
    source = statement.outside
    if statement.source is not None:
        tie = scene.ties[statement.source]
        source = _surest_pointed(statement) or source_span(view, scene.mentions[statement.source], tie)
    source = widened(scene, trimmed(view.text, source)) if source is not None else None
    pointed = [decision.cue for decision in statement.decisions if decision.cue is not None]
    content = _content(scene, statement, model, attributions)
    begin = min(content[0].start, view.regions[statement.regions[0]].start)
    cue = find_cue(scene, statement.regions, begin, source, statement.verb, statement.source, pointed)
    own = set(statement.regions)
    outside = any(view.inside[word] not in own and view.words[word][0].isalnum() for span in content for word in _words(scene, span))
    best = max(statement.decisions, key=lambda decision: (decision.source == statement.source, decision.share))
    suffix = "_read" if best.read else ""
    flags = sorted({flag for region in statement.regions for flag in view.regions[region].flags})
    return Quote(
        type="mixed" if outside else "direct",
        parts=parts,
        content=content if outside else tuple(Span(part.start, part.end) for part in parts),
        cue=cue,
        source=source,
        edits=find_edits(view.text, [Span(part.start, part.end) for part in parts]),
        confidence_speech=model.confidence("speech" + suffix, max(decision.speech for decision in statement.decisions)),
        confidence_source=model.confidence("source" + suffix, best.share * best.speech)
        if source is not None
        else round(best.share * best.speech, 3),
        rule=best.rule,
        flags=tuple(flags),
    )


_OCCASION = re.compile(r",?\s(?:in|at|during|on|via)\s(?:his|her|their|its|an?|the)((?:\s[\w’'-]+){1,4})")
_JOINT = re.compile(r",\s(?:and|but|while|whereas|as|yet)\s*$")
_JOINT_LENGTH = 12  # characters of ", whereas "
_SENTENCE = re.compile(r"(?<=[a-z]{3})\.\s+(?=[A-Z])")


def trimmed(text: str, span: Span) -> Span:
    """A source without white space and commas at its edges, without the sentence before it, the occasion and the "and" behind it."""
    start, end = span.start, span.end
    for stop in _SENTENCE.finditer(text, start, end):
        start = stop.end()
    for occasion in _OCCASION.finditer(text, start, end):
        if text[start : start + 1].isupper() and occasion_nouns().intersection(occasion.group(1).split()):
            end = occasion.start()
            break
    joint = _JOINT.search(text, max(start, end - _JOINT_LENGTH), end)
    end = joint.start() if joint is not None and joint.start() > start else end
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:—–"):
        end -= 1
    while start < end and (text[start].isspace() or text[start] in ",;:—–"):
        start += 1
    return Span(start, end) if start < end else span


def _surest_pointed(statement: Statement) -> Span | None:
    """The reader's span of the statement's source, from the region that is surest of it."""
    pointed = [
        (decision.share, decision.pointed) for decision in statement.decisions if decision.source == statement.source and decision.pointed
    ]
    return max(pointed, key=lambda one: one[0])[1] if pointed else None


def _part(scene: Scene, region: int) -> Part:
    marked, text = scene.view.regions[region], scene.view.text
    start, end = marked.inner.start, marked.inner.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Part(start, end, marked.opened, marked.closed)


def _words(scene: Scene, span: Span) -> range:
    view = scene.view
    first = view.word_at(span.start)
    last = first
    while last < len(view.words) and view.starts[last] < span.end:
        last += 1
    return range(first, last)


def _content(scene: Scene, statement: Statement, model: Model, attributions: Sequence[Attribution]) -> tuple[Span, ...]:
    """The regions, with the clause around them where the writer built them into a sentence of his own."""
    view = scene.view
    spans = [Span(part.start, part.end) for part in (_part(scene, region) for region in statement.regions)]
    clauses = [span for one in attributions for span in one.contents] if attributions else _clauses(scene, statement, model)
    inside = [region for region in statement.regions if _is_built_in(scene, region) or _is_led(view, region, clauses)]
    begins = [view.regions[region].inner.start for region in inside]
    for clause in clauses:
        first = bisect_left(begins, clause.start)
        if first == len(begins) or view.regions[inside[first]].inner.end > clause.end:
            continue
        region = view.regions[inside[first]]
        if region.inner.start - clause.start <= 3 and view.text[region.end : region.end + 1] == "," and region.end < clause.end:
            continue  # "who was called “a great thinker”, spoke …": nothing before the marks, a comma behind them
        last = bisect_right(begins, clause.end) - 1
        closed = _closed(view, _within_sentence(view, _opened(view, clause, inside[first]), inside[last]))
        spans += _parted(view, closed, statement.verb, inside[first : last + 1])
    spans += [
        Span(view.starts[word], view.regions[region].inner.start) for region in inside if (word := _determiner(view, region)) is not None
    ]
    return merged(spans)


def _determiner(view: View, region: int) -> int | None:
    """The word right before a region where it is an article or the like: called him | a | “fool”."""
    word = view.word_at(view.regions[region].start) - 1
    return word if word >= 0 and view.lower[word] in word_class("owner") else None


def _is_led(view: View, region: int, clauses: Sequence[Span]) -> bool:
    """True when one of the clauses begins with "that" or the like in front of a region: "said | that once they met, “it was over”"."""
    marked = view.regions[region]
    if view.lower[view.word_at(marked.start) - 1] in (".", "?", "!"):
        return False
    around = [clause for clause in clauses if clause.start < marked.start and marked.inner.end <= clause.end]
    return any(view.lower[view.word_at(clause.start)] in word_class("subordinating") for clause in around)


def _within_sentence(view: View, clause: Span, region: int) -> Span:
    """A clause that ends with the sentence of the last region in it, without the full stop behind its closing mark."""
    _, stop = view.sentence_bounds(_opening(view, region))
    while stop > 0 and view.lower[stop - 1] in (".", "!", "?") and view.starts[stop - 1] >= view.regions[region].end:
        stop -= 1
    return Span(clause.start, max(min(clause.end, view.ends[stop - 1]), min(clause.end, view.regions[region].end)))


def _opened(view: View, clause: Span, region: int) -> Span:
    """A clause without the "and" that alone stands in it before a region: "he said, | and “nobody was hurt”"."""
    marked = view.regions[region]
    lead = view.text[clause.start : marked.start].strip(" ,").lower()
    return Span(marked.inner.start, clause.end) if lead in _CONJUNCTIONS else clause


_CONJUNCTIONS = ("and", "but", "while", "yet")


def _closed(view: View, clause: Span) -> Span:
    """A clause without the words at its end that something must follow: "this “crime” | which", "“rushed” | by"."""
    last = view.word_at(clause.end - 1)
    while last > 0 and view.starts[last] > clause.start and view.inside[last] < 0 and view.lower[last] in _UNFINISHED:
        last -= 1
    return Span(clause.start, min(clause.end, view.ends[last])) if last < len(view.words) else clause


_UNFINISHED = word_class("open_ended") | {"as", "by"}


def _parted(view: View, clause: Span, verb: int, regions: Sequence[int]) -> list[Span]:
    """A clause parted at each "as" before a region that tells what something is described as: "the plan | as a | “farce”"."""
    if verb < 0 or view.lower[verb] not in word_class("describing"):
        return [clause]
    spans = []
    for region in regions:
        word = view.word_at(view.regions[region].start) - 1
        word -= word > 0 and view.lower[word] in word_class("owner")
        if word > 0 and view.lower[word] == "as" and clause.start < view.starts[word]:
            spans.append(Span(clause.start, view.ends[word - 1]))
            clause = Span(view.starts[word + 1], clause.end)
    return [*spans, clause]


def _clauses(scene: Scene, statement: Statement, model: Model) -> list[Span]:
    """The clauses of the statement's cue, for regions of the cue's own sentence."""
    view = scene.view
    if statement.verb < 0 or all(view.sentence[statement.verb] != view.sentence[_opening(view, region)] for region in statement.regions):
        return []
    return [to_span(view, words) for words in choose_content(scene, model, statement.source, statement.verb)]


def _opening(view: View, region: int) -> int:
    return min(view.first[region], len(view.words) - 1)


def _is_built_in(scene: Scene, region: int) -> bool:
    around = surroundings(scene, region)
    return is_built_in(around.before, around.start, around.after, around.end)


def is_built_in(before: str, start: str, after: str, end: str) -> bool:
    """True when a region is a piece of the narrator's sentence, not a sentence of its own after a comma, colon or cue."""
    opens_alone = before in (",", ":", "p", "q", "—", "–", "--") or before.startswith("v") or before in (".", "?", "!")
    return not (opens_alone and start != "l") or (after not in ("p", "q", ".", ",") and end == "w")


def merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans in order; those that overlap are one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)
