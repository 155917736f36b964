"""Speech without marks, as the rules and an encoder see it together: which words are cues, whose, and what hangs on them."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.quotes.acts import cue_words, describe_act
from onrecord.quotes.adjuncts import is_clause
from onrecord.quotes.content import Option, content_candidates, content_features, to_span
from onrecord.quotes.cues import AUXILIARIES, PREPOSITIONS, strength
from onrecord.quotes.deeds import is_deed, is_named
from onrecord.quotes.features import NO_SOURCE, UNNAMED, UNSEEN, Scene, bucket, covered
from onrecord.quotes.loglinear import chances
from onrecord.quotes.model import Model
from onrecord.quotes.words import word_class
from onrecord.types import Attribution, Span

_LITTLE = word_class("little")
_LEAST = 0.03  # share of uses as a cue from which a word is a cue of its own
REPORT = 0  # of the answers a report, none
_UNLIKELY = 0.05  # chance by the rules below which a word that the reader passes over is not looked at
_PLACE = 6  # words of a place between a cue and what it attributes
_PASSIVE = 12  # words between two passives
_SAYING = 0.25  # share of uses as a cue from which a word is taken for a verb of saying
_PLAIN = 0.5  # chance that is enough for what stands before "said"; of those below .6, 11 of 11 are right (PolNeAR train)
_SHORTEST = 3  # words of a content that can be read by itself


@dataclass(frozen=True, slots=True)
class Report:
    """One cue with its source and what hangs on it.

    `source` is the index of a mention, `pointed` the reader's own span of it, or of a source that no mention covers.
    """

    verb: int
    cue: Span | None  # as the reader sees it
    source: int | None
    pointed: Span | None
    content: Option
    chance: float = 0.0  # that this is an act of attribution
    share: float = 0.0  # that the source is right, given that
    near: float = 0.0  # how much of the content the reader sees, as intersection over union


def find_reports(scene: Scene, model: Model, attributions: Sequence[Attribution], *, least: float) -> list[Report]:
    """Acts of attribution that the rules, the reader or both see, with chance `least` or more, in order of the cue.

    What stands before a plain word of saying needs less. The content is always a clause of the cue's sentence: of the ways to cut it
    that the rules know, the one that fits the rules' weights and the reader's words best.
    """
    found = []
    for verb, hint in heads(scene, attributions).items():
        report = describe(scene, model, verb, hint)
        if report is None or not _is_whole(scene, report):
            continue
        chance = chances([report_features(scene, report, hint, rule_chance(scene, model, verb)), []], model.report)[REPORT]
        if chance >= (min(least, _PLAIN) if _says_plainly(scene, report) else least):
            found.append(Report(verb, report.cue, report.source, report.pointed, report.content, chance, report.share, report.near))
    return found


def _says_plainly(scene: Scene, report: Report) -> bool:
    """True for what stands before "said", "told" and the like of somebody named."""
    named = report.source is not None or report.pointed is not None
    return named and report.content.side == "B" and scene.view.lower[report.verb] in word_class("telling")


def _is_whole(scene: Scene, report: Report) -> bool:
    """False for scraps of a word or two, where nothing is called for, and for deeds.

    Deeds are also what somebody "went on to show", and what is done with a thing ("refer the case | to the court").
    """
    lower, verb = scene.view.lower, report.verb
    first = report.content.spans[0][0]
    if lower[first] == "to" and (
        lower[verb + 1 : first] == ["on"] or (lower[verb - 1] in word_class("owner") and is_named(scene, first + 1))
    ):
        return False
    if is_deed(scene, verb, first, sourced=report.source is not None or report.pointed is not None):
        return False
    somebody = report.source is not None and scene.mentions[report.source].kind != "self"
    calls = somebody and (lower[verb] in word_class("calling") or lower[verb + 1 : verb + 2] == ["for"])
    shortest = _SHORTEST - (calls and lower[report.content.spans[0][0]] in word_class("owner"))
    return len(letters(scene, report.content)) >= shortest


def heads(scene: Scene, attributions: Sequence[Attribution]) -> dict[int, Attribution | None]:
    """Every word that may be the head of a cue, in order, with the likeliest attribution that the reader has for it."""
    found: dict[int, Attribution | None] = {word: None for word in cue_words(scene) if not _is_little(scene.view.lower[word])}
    taken: set[int] = set()
    for one in sorted(attributions, key=lambda one: (-one.probability, one.cue.start)):
        words = words_of(scene, [one.cue])
        head = _head(scene, words) if one.contents else None
        if head is None:
            continue
        words += range(words[-1] + 1, head + 1)
        if head not in taken:
            found[head] = replace(one, cue=to_span(scene.view, (words[0], words[-1] + 1)))
            for word in words:
                if word != head:
                    found.pop(word, None)
            taken |= set(words)
    return dict(sorted(found.items()))


def _head(scene: Scene, words: list[int]) -> int | None:
    """The word of a cue that carries it; of "also", "further" the verb right behind. Null when there are little words only."""
    if not words:
        return None
    lower = scene.view.lower
    following = [word for word in range(words[-1] + 1, min(words[-1] + 3, len(lower))) if scene.cues.get(lower[word], 0.0) >= 0.1]
    known = [word for word in words if scene.cues.get(lower[word], 0.0) >= _LEAST]
    full = [word for word in words if lower[word][0].isalpha() and not _is_little(lower[word])]
    if known and (full or not following):
        return max(known, key=lambda word: (not _is_little(lower[word]), scene.cues[lower[word]], word))
    return full[-1] if full else following[0] if following else None


def _is_little(word: str) -> bool:
    return word in AUXILIARIES or word in PREPOSITIONS or word.endswith("ly") or word in _LITTLE


def words_of(scene: Scene, spans: Sequence[Span]) -> list[int]:
    """The words that share a character with any of the spans, in order."""
    view, found = scene.view, []
    for span in spans:
        word = view.word_at(span.start)
        while word < len(view.words) and view.starts[word] < span.end:
            found.append(word)
            word += 1
    return found


def describe(scene: Scene, model: Model, verb: int, hint: Attribution | None) -> Report | None:
    """The likeliest source and content of a cue, its chance left open; null where nothing hangs on it, or is likely to."""
    answers = describe_act(scene, verb)
    odds = chances([names for _, names in answers], model.act)
    if hint is None and 1 - odds[0] < _UNLIKELY:
        return None
    source, pointed, share = _whose(scene, [answer for answer, _ in answers[1:]], odds[1:], hint)
    passive = _passive(scene, verb)
    if passive is not None:
        source, pointed = _agent(scene, passive, verb), None
    options = cuts(scene, source, pointed, verb)
    if not options:
        return None
    seen = seen_words(scene, hint)
    if hint is None:
        chosen = chances([content_features(scene, source, verb, option) for option in options], model.content)
    else:
        chosen = chances([read_content_features(scene, source, verb, option, seen) for option in options], model.content_read)
    best = options[max(range(len(chosen)), key=lambda place: chosen[place])]
    best = _past_comma(scene, _around(scene, verb, _past_place(scene, best, options), options), options)
    return Report(verb, hint.cue if hint else None, source, pointed, best, 0.0, share, iou(letters(scene, best), seen))


def _passive(scene: Scene, verb: int) -> int | None:
    """The first of two passives, where a cue is the second: "drivers who | were followed | by guards and told that they would be fined"."""
    lower, start = scene.view.lower, scene.view.clause_bounds(verb)[0]
    if lower[verb] not in word_class("told") or lower[verb - 1] != "and" or lower[verb + 1 : verb + 2] not in (["that"], ["to"]):
        return None
    helped = (at for at in range(verb - 3, max(start, verb - _PASSIVE) - 1, -1) if lower[at] in word_class("be"))
    return next((at for at in helped if lower[at + 1].endswith("ed")), None)


def _agent(scene: Scene, passive: int, verb: int) -> int | None:
    """Whom "by" names between the first of two passives and the second."""
    first = bisect_left(scene.mentions, passive, key=lambda mention: mention.start)
    last = bisect_left(scene.mentions, verb, key=lambda mention: mention.start)
    return next((number for number in range(first, last) if scene.view.lower[scene.mentions[number].start - 1] == "by"), None)


def _past_place(scene: Scene, best: Option, options: Sequence[Option]) -> Option:
    """The same content without the place at its head: "answered | from the floor | that it was late"."""
    first = best.spans[0][0]
    if best.opened != "0" or best.side != "A" or scene.view.lower[first] not in word_class("place"):
        return best
    inner = [one for one in options if one.opened in ("that", "for+") and one.spans[-1][1] == best.spans[-1][1]]
    near = [one for one in inner if first < one.spans[0][0] <= first + _PLACE]
    return min(near, key=lambda one: one.spans[0][0], default=best)


def _past_comma(scene: Scene, best: Option, options: Sequence[Option]) -> Option:
    """The whole clause where the content ends at the comma behind its opening: "noted | unlike its neighbours, | the town has a plan"."""
    first, last = best.spans[-1]
    lower = scene.view.lower
    if best.side != "A" or lower[first] not in word_class("fronted") or lower[last : last + 1] != [","]:
        return best
    whole = max((one for one in options if one.spans[0][0] == first), key=lambda one: one.spans[-1][1])
    end = whole.spans[-1][1]
    goes_on = end > last + 1 and is_clause(scene, last + 1, end) and scene.cues.get(lower[end - 1], 0.0) < _SAYING
    return whole if goes_on else best


def _around(scene: Scene, verb: int, best: Option, options: Sequence[Option]) -> Option:
    """Both halves of a clause that "said Ada Lane" stands in: "The bridge, said Ada Lane, would hold"."""
    view = scene.view
    both = next((one for one in options if one.side == "S"), None)
    if both is None or best.side == "S" or verb == 0 or view.lower[verb - 1] != ",":
        return best
    (low, high), (first, _) = both.spans
    has_verb = any(word in word_class("finite_verb") or word.endswith("ed") for word in view.lower[low:high])
    return both if not has_verb and view.lower[first] in word_class("finite_verb") else best


def cuts(scene: Scene, source: int | None, pointed: Span | None, verb: int) -> list[Option]:
    """Ways to cut the content, those left out that hold words of the source."""
    named = words_of(scene, [pointed]) if pointed is not None else []
    beside = (named[0], named[-1] + 1) if named and source is None and verb not in named else None
    return [option for option in content_candidates(scene, source, verb, beside) if not letters(scene, option).intersection(named)]


def rule_chance(scene: Scene, model: Model, verb: int) -> float:
    return 1 - chances([names for _, names in describe_act(scene, verb)], model.act)[0]


def _whose(scene: Scene, answers: Sequence[int], odds: Sequence[float], hint: Attribution | None) -> tuple[int | None, Span | None, float]:
    """The source: a mention, the reader's span for it, and the share of all chance that it has."""
    if hint is None:
        best = max(range(len(odds)), key=lambda place: odds[place])
        return (None if answers[best] == NO_SOURCE else answers[best]), None, odds[best] / math.fsum(odds)
    seen = [UNNAMED] * len(answers)
    pointed: list[Span | None] = [None] * len(answers)
    extra: tuple[float, Span] | None = None
    for span, chance in hint.sources:
        if span is None:
            seen[answers.index(NO_SOURCE)] += chance
            continue
        places = covered(scene, answers, span)
        if places:
            seen[places[0]] += chance
            pointed[places[0]] = pointed[places[0]] or span
        elif extra is None or chance > extra[0]:
            extra = (chance, span)
    whole = math.fsum(odds)
    powers = [chance / whole * weight for chance, weight in zip(odds, seen, strict=True)]
    outside = UNSEEN * extra[0] if extra is not None else 0.0
    total = math.fsum(powers) + outside
    best = max(range(len(powers)), key=lambda place: powers[place])
    if extra is not None and outside > powers[best]:
        return None, extra[1], outside / total
    return (None if answers[best] == NO_SOURCE else answers[best]), pointed[best], powers[best] / total


def seen_words(scene: Scene, hint: Attribution | None) -> frozenset[int]:
    """The words with letters or digits that the reader takes for the content."""
    if hint is None:
        return frozenset()
    cue = words_of(scene, [hint.cue])
    start, end = scene.view.clause_bounds(cue[0]) if cue else (0, 0)
    return frozenset(word for word in words_of(scene, hint.contents) if start <= word < end and scene.view.words[word][0].isalnum())


def letters(scene: Scene, option: Option) -> frozenset[int]:
    """The words with letters or digits of a way to cut."""
    return frozenset(word for a, b in option.spans for word in range(a, b) if scene.view.words[word][0].isalnum())


def iou(one: frozenset[int], other: frozenset[int]) -> float:
    """Intersection over union."""
    return len(one & other) / max(1, len(one | other))


def _step(share: float) -> int:
    """A share in eleven steps; the ends are kept apart."""
    return 0 if share == 0 else 10 if share == 1 else 1 + min(8, int(9 * share))


def read_content_features(scene: Scene, source: int | None, verb: int, option: Option, seen: frozenset[int]) -> list[str]:
    """Features of one way to cut, and how it lies to the words that the reader sees."""
    own = letters(scene, option)
    shared = len(own & seen)
    recall, precision = shared / max(1, len(seen)), shared / max(1, len(own))
    first, last = min(own, default=0), max(own, default=0)
    left, right = min(seen, default=0), max(seen, default=0)
    begin = "=" if first == left else "<" if first < left else ">"
    end = "=" if last == right else "<" if last < right else ">"
    near = _step(iou(own, seen))
    return [
        *content_features(scene, source, verb, option),
        f"near{near}",
        f"near{near}|{option.side}",
        f"recall{_step(recall)}",
        f"precision{_step(precision)}",
        f"recall{_step(recall)}|precision{_step(precision)}",
        f"begin{begin}",
        f"begin{begin}|{option.side}|{option.opened}",
        f"end{end}",
        f"end{end}|{option.side}|{option.closed}",
        f"begin{begin}|end{end}|{option.side}",
    ]


def report_features(scene: Scene, report: Report, hint: Attribution | None, rule_chance: float) -> list[str]:
    """Features of a cue with its source and content: is it an act of attribution?"""
    view, verb = scene.view, report.verb
    word = view.lower[verb]
    rules = min(12, max(0, int(6 + math.log(max(rule_chance, 1e-6) / max(1 - rule_chance, 1e-6)))))
    reads = -1 if hint is None else int(10 * hint.probability)
    size = sum(b - a for a, b in report.content.spans)
    length = bucket(size, 1, 2, 4, 8, 16)
    group = strength(scene.cues.get(word, 0.0))
    kind = scene.mentions[report.source].kind if report.source is not None else "span" if report.pointed else "none"
    low, high = view.paragraph_bounds(view.paragraph[verb])
    heading = "h" if high - low <= 20 and view.words[high - 1][-1] not in ".!?”\"':" else "-"
    marked = (
        "m" if view.inside[verb] >= 0 else "q" if any(view.inside[w] >= 0 for a, b in report.content.spans for w in (a, b - 1)) else "-"
    )
    near = _step(report.near) if hint is not None else -1
    first = view.lower[report.content.spans[0][0]]
    return [
        "bias",
        f"rules{rules}",
        f"reads{reads}",
        f"rules{rules // 2}|reads{reads}",
        f"w{word}",
        f"w{word}|{'r' if hint else '-'}",
        f"w{word}|{report.content.side}|{report.content.opened}",
        f"g{group}|reads{reads}",
        f"length{length}",
        f"length{length}|reads{reads}",
        f"near{near}",
        f"near{near}|length{length}",
        f"share{_step(report.share)}",
        f"kind{kind}",
        f"kind{kind}|reads{reads}",
        f"{heading}|reads{reads}",
        f"{heading}|kind{kind}",
        f"{marked}",
        f"{marked}|reads{reads}",
        f"{report.content.side}|{report.content.opened}",
        f"{report.content.side}|{report.content.opened}|reads{reads}",
        f"first{first if first in ('that', 'to', 'for', 'of', 'about', 'on', 'how', 'why', 'whether', 'what', 'if') else '-'}|g{group}",
    ]
