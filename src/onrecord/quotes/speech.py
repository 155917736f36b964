"""Is a marked region speech: what can be seen of it, apart from who its source might be."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.quotes.acts import Act, cue_words, find_acts
from onrecord.quotes.features import Past, Scene, Surroundings, candidates, local_cues, region_features, see, surroundings
from onrecord.quotes.loglinear import chances
from onrecord.quotes.model import Model
from onrecord.quotes.view import View
from onrecord.quotes.words import word_class

SPEECH, OTHER = 0, 1
_STRONG = 0.4  # share of uses as a cue of a verb that most likely introduces speech
_CUE = 0.1  # the same of a word that is looked at beside a region
_ACT = 0.05  # chance from which an act of attribution is looked at
_NEAR = 25  # words between a region and the cue of an act that does not hold it


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """What the regions of a document are compared with."""

    wordings: Counter[str]  # the marked wordings, lower case
    long: int  # regions of eight words or more
    singles: int  # regions in single marks
    size: int
    acts: Mapping[int, Sequence[Act]]  # by sentence: what the rules' weights attribute to cues outside marks, or to any


def document_of(scene: Scene, model: Model) -> Document:
    """Counts over all outer regions, and the acts of attribution of their sentences as `model.act` and `model.content` see them."""
    view = scene.view
    wordings = Counter(wording(scene, region) for region in range(len(view.regions)))
    lengths = [last - first for first, last in zip(view.first, view.last, strict=True)]
    singles = sum(region.style in "‘'’" for region in view.regions)
    sentences = {view.sentence[word] for word in view.first if word < len(view.words)}
    acts: dict[int, list[Act]] = {}
    for act in find_acts(scene, model, least=_ACT, verbs=[word for word in cue_words(scene) if view.sentence[word] in sentences]):
        acts.setdefault(view.sentence[act.verb], []).append(act)
    return Document(wordings, sum(length >= 8 for length in lengths), singles, len(view.regions), acts)


def wording(scene: Scene, region: int) -> str:
    """The words of a region, lower case, without punctuation."""
    view = scene.view
    return " ".join(word for word in view.lower[view.first[region] : view.last[region]] if word[0].isalnum())


def speech_chance(scene: Scene, document: Document, region: int, weights: Mapping[str, float]) -> float:
    """The chance that a region is speech, by what can be seen of it."""
    seen = [see(scene, region, number) for number in candidates(scene, region, Past())]
    return chances([speech_features(scene, document, region, local_cues(scene, seen)), []], weights)[SPEECH]


def speech_features(scene: Scene, document: Document, region: int, local: str) -> list[str]:
    """Features of one region. `local`: which adjacent cues there are (`features.local_cues`)."""
    view, around = scene.view, surroundings(scene, region)
    first, last = view.first[region], view.last[region]
    words = [word for word in view.lower[first:last] if word[0].isalnum() or word.startswith("'")]
    marked = view.regions[region]
    at = min(first, len(view.words) - 1)
    start, end = view.clause_bounds(at)
    outside = [word for word in range(start, end) if view.inside[word] < 0]
    cue = max((scene.cues.get(view.lower[word], 0.0) for word in outside), default=0.0)
    opening = view.word_at(marked.start)
    before = [view.lower[word] for word in range(max(start, opening - 2), opening)]
    clause = "v" if any(word in word_class("finite") for word in words) else "-"
    others = [
        other for other in _neighbours(scene, region) if view.paragraph[min(view.first[other], len(view.words) - 1)] == view.paragraph[at]
    ]
    company = "l" if any(view.last[other] - view.first[other] >= 8 for other in others) else "s" if others else "-"
    repeated = document.wordings[wording(scene, region)]
    alone = "a" if not outside else "-"
    share = next((i for i, bound in enumerate((0.1, 0.3, 0.6, 0.9)) if document.long <= bound * document.size), 4)
    length = around.length
    case = _case(view.words[first:last])
    return [
        *region_features(scene, region, around, local),
        f"cue{_step(cue)}|{length}",
        f"cue{_step(cue)}|{clause}|{case}",
        f"two{' '.join(before)}",
        f"two{' '.join(before)}|{case}",
        f"clause{clause}|{length}",
        f"clause{clause}|{around.before}|{around.after}",
        f"company{company}|{length}",
        f"company{company}|{clause}|cue{_step(cue)}",
        f"repeated{min(repeated, 3)}|{length}",
        f"repeated{min(repeated, 3)}|{case}",
        f"alone{alone}|{length}",
        f"long{share}|{length}",
        f"long{share}|{case}",
        f"first{words[0] if words else ''}|{min(int(length), 3)}",
        f"last{words[-1] if words else ''}|{min(int(length), 3)}",
        f"case{case}|{around.before}",
        f"case{case}|{around.after}|{length}",
        *_edges(around, case),
        *_acts(scene, document, region, around),
        *_cues(scene, region, outside, length),
        *_words_around(view, region),
        *(f"in{word}" for word in sorted(set(words)) if len(words) <= 3),
    ]


def _neighbours(scene: Scene, region: int) -> list[int]:
    return [other for other in range(max(0, region - 4), min(len(scene.view.regions), region + 5)) if other != region]


def _step(share: float) -> int:
    return next((i for i, bound in enumerate((0.03, 0.1, 0.25, _STRONG, 0.6, 0.8)) if share < bound), 6)


def _case(words: list[str]) -> str:
    """T all long words with capitals, t the first of several only, s none, n no long words."""
    long = [word for word in words if word[0].isalpha() and word.lower() not in word_class("lower_in_titles")]
    if not long:
        return "n"
    capitals = sum(word[0].isupper() for word in long)
    return "T" if capitals == len(long) else "t" if long[0][0].isupper() and capitals == 1 else "m" if capitals > 1 else "s"


def _edges(around: Surroundings, case: str) -> list[str]:
    return [f"edge{around.before}|{around.after}|{around.end}", f"edge{around.before}|{around.start}|{around.length}|{case}"]


def _acts(scene: Scene, document: Document, region: int, around: Surroundings) -> list[str]:
    """Whether the region lies in what a cue outside it attributes, as the weights for speech without marks see it."""
    view = scene.view
    first, last = view.first[region], view.last[region]
    short = min(int(around.length), 3)
    acts = document.acts.get(view.sentence[min(first, len(view.words) - 1)], ())
    low, high = view.clause_bounds(min(first, len(view.words) - 1))  # what a cue attributes is as near
    found = acts[bisect_left(acts, low, key=lambda act: act.verb) : bisect_right(acts, high, key=lambda act: act.verb)]
    holding = [
        act for act in found if view.inside[act.verb] != region and any(start <= first and last <= end for start, end in act.content)
    ]  # fmt: skip
    others = [act.chance for act in found if act not in holding and view.inside[act.verb] < 0 and abs(act.verb - first) < _NEAR]
    near = f"act:{len(holding)}|{_tenth(max(others, default=0.0)) // 2}|{short}"
    if not holding:
        return [f"act-|{short}", f"act-|{around.before}", f"acts-|{around.length}", "actby-", "actof-", near]
    best = max(holding, key=lambda act: act.chance)
    chance, kind = _tenth(best.chance), scene.mentions[best.source].kind if best.source is not None else "-"
    any_of = _tenth(1 - math.prod(1 - act.chance for act in holding))
    return [
        f"act{chance}|{short}",
        f"act{chance // 2}|{around.before}",
        f"acts{any_of}|{around.length}",
        f"actby {view.lower[best.verb]}",
        f"actof{kind}|{chance // 3}",
        near,
    ]


def _tenth(chance: float) -> int:
    return min(9, int(10 * chance))


def _cues(scene: Scene, region: int, outside: Sequence[int], length: str) -> list[str]:
    """The nearest cue of the sentence on each side."""
    view = scene.view
    first, last = view.first[region], view.last[region]
    cues = [word for word in outside if scene.cues.get(view.lower[word], 0.0) >= _CUE]
    before = max((word for word in cues if word < first), default=None)
    after = min((word for word in cues if word >= last), default=None)
    return [
        f"sides{before is not None:d}{after is not None:d}|{length}",
        "before-" if before is None else f"before {view.lower[before]}|{min(first - before, 6) // 2}",
        "after-" if after is None else f"after {view.lower[after]}|{min(after - last, 6) // 2}",
    ]


def _words_around(view: View, region: int) -> list[str]:
    """The words of the paragraph around the marks: by place, and those near by in any order."""
    marked = view.regions[region]
    own = view.paragraph[min(view.first[region], len(view.words) - 1)]
    opening, closing = view.word_at(marked.start), view.word_at(marked.end)

    def at(word: int) -> str:
        return view.lower[word] if 0 <= word < len(view.words) and view.paragraph[word] == own else "¶"

    return [
        f"b2 {at(opening - 2)}",
        f"b3 {at(opening - 3)}",
        f"a2 {at(closing + 1)}",
        f"a12 {at(closing)} {at(closing + 1)}",
        *sorted({f"near< {at(word)}" for word in range(opening - 6, opening)}),
        *sorted({f"near> {at(word)}" for word in range(closing, closing + 5)}),
    ]
