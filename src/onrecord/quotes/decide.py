"""Speech or not, and whose: one decision for each outer region, in reading order."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from onrecord.quotes.dialogue import answers_back
from onrecord.quotes.features import NO_SOURCE, NOT_SPEECH, UNNAMED, UNSEEN, Past, Scene, covered, describe
from onrecord.quotes.lines import Laid, laid_out
from onrecord.quotes.loglinear import chances
from onrecord.quotes.model import Model
from onrecord.quotes.speech import document_of, speech_chance
from onrecord.types import RegionReading, Span

_READ, _SEEN = 0.4, 0.65  # weights of the reader's logit of speech and of that of what can be seen, and
_CAUTION = 0.3  # what is taken off: likeliest on PolNeAR dev, which neither has seen; the reader is too sure of itself
_POINTS = 0.8  # chance from which the reader's own span of a source is taken
_SHARE = 0.8  # chance of who is found by turns
_DOUBT = 0.2  # chance of speech below which not even the quotation around it makes a paragraph speech


@dataclass(frozen=True, slots=True)
class Decision:
    """What one region is taken for.

    `source` is the index of a mention, null when there is none; `outside` a source span that the reader saw and no
    mention covers. `speech` and `share` are chances: that it is speech, and that the source is right given that.
    """

    speech: float
    source: int | None = None
    outside: Span | None = None
    share: float = 0.0
    rule: str = ""
    read: bool = False
    pointed: Span | None = None  # the reader's own span of the chosen source
    cue: Span | None = None  # what the reader takes for the cue
    alternatives: tuple[tuple[int, float], ...] = field(default=())

    @property
    def is_speech(self) -> bool:
        return self.speech >= 0.5


def decide(scene: Scene, model: Model, readings: Sequence[RegionReading] = (), *, trust: float = 1.0) -> list[Decision]:
    """One decision for each outer region of the scene, in order; each sees the sources chosen before it.

    Args:
        scene: Document with mentions.
        model: Weights.
        readings: What the encoder says of regions; matched by place, those it lacks are decided by the weights alone.
        trust: Weight of the encoder's log chances beside the ranker's.
    """
    found: list[Decision] = []
    past = Past()
    by_place = {reading.region: reading for reading in readings}
    laid = laid_out(scene) if scene.view.words else {}
    document = document_of(scene, model)
    for region, marked in enumerate(scene.view.regions):
        answers = describe(scene, region, past)
        odds = chances([names for _, names in answers], model.source)
        reading = _match(by_place, Span(marked.start, marked.end), marked.inner)
        if _only_backwards(scene, region, past):
            limit = marked.end
            answers = [one for one in answers if one[0] < 0 or scene.view.starts[scene.mentions[one[0]].start] < limit]
            if reading is not None:
                near = tuple((span, chance) for span, chance in reading.sources if span is None or span.start < limit)
                reading = replace(reading, sources=near)
            odds = chances([names for _, names in answers], model.source)
        choice = _choose(scene, [answer for answer, _ in answers], odds, reading, trust)
        chance = speech_chance(scene, document, region, model.speech)
        choice = replace(choice, speech=chance if reading is None else _together(reading.speech, chance))
        if reading is not None and reading.cues and reading.cues[0][1] >= 0.5:
            choice = replace(choice, cue=reading.cues[0][0])
        if region in laid:
            choice = _by_layout(choice, laid[region])
        elif choice.source is not None and choice.source == past.source:
            taken = answers_back(scene, region, found)
            choice = (
                replace(choice, source=taken, pointed=None, share=_SHARE, rule="the other of two who talk in turn")
                if taken is not None
                else _with_rule(choice, "turn goes on")
            )
        found.append(choice)
        if choice.is_speech and choice.source is not None:
            is_other = past.source is not None and scene.mentions[past.source].head != scene.mentions[choice.source].head
            past = Past(choice.source, region, past.source if is_other else past.other)
    return _carried_on(scene, found)


def _only_backwards(scene: Scene, region: int, past: Past) -> bool:
    """True for a paragraph of marks alone right after another's speech: who is introduced below it speaks below."""
    view = scene.view
    first = view.first[region]
    if past.region is None or first >= len(view.words) or view.last[past.region] == 0:
        return False
    own = view.paragraph[first]
    low, high = view.paragraph_bounds(own)
    return own - view.paragraph[view.last[past.region] - 1] == 1 and all(view.inside[word] == region for word in range(low, high))


def _carried_on(scene: Scene, found: list[Decision]) -> list[Decision]:
    """A doubtful paragraph of a running quotation is speech where the longest of its paragraphs is."""
    view, first = scene.view, 0
    for region in range(len(found)):
        if view.regions[region].continued and region + 1 < len(found):
            continue
        chain = range(first, region + 1)
        speech = max((view.last[one] - view.first[one], found[one].speech) for one in chain)[1]
        if speech >= 0.5:
            found[first : region + 1] = [
                replace(found[one], speech=speech) if _DOUBT <= found[one].speech < 0.5 else found[one] for one in chain
            ]
        first = region + 1
    return found


def _together(read: float, seen: float) -> float:
    """One chance from the reader's and that of what can be seen, by weighted logits."""
    return 1 / (1 + math.exp(-(_READ * _logit(read) + _SEEN * _logit(seen) - _CAUTION)))


def _logit(chance: float) -> float:
    chance = min(max(chance, 1e-4), 1 - 1e-4)
    return math.log(chance / (1 - chance))


def _by_layout(choice: Decision, laid: Laid) -> Decision:
    """What the layout tells overrules the weights; a region that is itself a name is no speech."""
    if laid.source is None and laid.span is None:
        return Decision(0.0, rule=laid.rule)
    return Decision(max(choice.speech, 0.9), laid.source, laid.span, 0.93, laid.rule, choice.read)


def _match(by_place: dict[Span, RegionReading], whole: Span, inner: Span) -> RegionReading | None:
    exact = by_place.get(whole) or by_place.get(inner)
    if exact is not None or not by_place:
        return exact
    near = [(min(span.end, whole.end) - max(span.start, whole.start), span) for span in by_place if span.overlaps(whole)]
    if not near:
        return None
    shared, span = max(near)
    return by_place[span] if 2 * shared >= max(span.end, whole.end) - min(span.start, whole.start) else None


def _choose(scene: Scene, answers: list[int], odds: list[float], reading: RegionReading | None, trust: float) -> Decision:
    """Put ranker and reader together: log chances are added, the reader's once more by `trust`."""
    outside: Span | None = None
    if reading is not None:
        seen, extra = _reader_odds(scene, answers, reading)
        if extra is not None:
            outside = extra[0]
            answers, odds, seen = [*answers, len(scene.mentions)], [*odds, UNSEEN], [*seen, extra[1]]
        powers = [math.log(max(a, 1e-6)) + trust * math.log(max(b, 1e-6)) for a, b in zip(odds, seen, strict=True)]
        top = max(powers)
        raw = [math.exp(power - top) for power in powers]
        odds = [value / sum(raw) for value in raw]
    speech = 1 - odds[answers.index(NOT_SPEECH)]
    best = max((place for place, answer in enumerate(answers) if answer != NOT_SPEECH), key=lambda place: odds[place])
    share = odds[best] / speech if speech > 0 else 0.0
    answer = answers[best]
    others = tuple(
        (answers[place], round(odds[place], 3))
        for place in sorted(range(len(odds)), key=lambda place: -odds[place])
        if place != best and answers[place] >= 0 and odds[place] >= 0.05
    )[:3]
    read = reading is not None
    if answer == NO_SOURCE:
        return Decision(speech, None, None, share, "no source in sight", read, None, None, others)
    if answer == len(scene.mentions):
        return Decision(speech, None, outside, share, "words seen by the reader", read, None, None, others)
    pointed = _pointed(scene, answer, reading) if reading is not None else None
    return Decision(speech, answer, None, share, _reason(scene, answer), read, pointed, None, others)


def _pointed(scene: Scene, mention: int, reading: RegionReading) -> Span | None:
    """The reader's span of a mention, when it gives most of its chance to one."""
    start, end = scene.view.starts[scene.mentions[mention].start], scene.view.ends[scene.mentions[mention].end - 1]
    best = max(
        ((chance, span) for span, chance in reading.sources if span is not None and span.start < end and start < span.end), default=None
    )
    return best[1] if best is not None and best[0] >= _POINTS else None


def _reader_odds(scene: Scene, answers: list[int], reading: RegionReading) -> tuple[list[float], tuple[Span, float] | None]:
    """The reader's chance of every answer; and its best source that no candidate covers."""
    seen = [UNNAMED * reading.speech] * len(answers)
    seen[answers.index(NOT_SPEECH)] = max(UNNAMED, 1 - reading.speech)
    extra: tuple[Span, float] | None = None
    for span, chance in reading.sources:
        weight = chance * reading.speech
        if span is None:
            seen[answers.index(NO_SOURCE)] += weight
            continue
        places = covered(scene, answers, span)
        if places:
            seen[places[0]] += weight
        elif extra is None or weight > extra[1]:
            extra = (span, weight)
    return seen, extra


def _reason(scene: Scene, mention: int) -> str:
    tie = scene.ties[mention]
    verb = scene.view.words[tie.verb] if tie.verb >= 0 else ""
    return {
        "sv": f"subject of '{verb}'",
        "vs": f"after '{verb}'",
        "acc": "according to",
        "by": f"'{verb} by'",
    }.get(tie.relation, "nearest fitting mention")


def _with_rule(decision: Decision, rule: str) -> Decision:
    return replace(decision, rule=f"{rule}: {decision.rule}")
