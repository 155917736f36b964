"""Is a marked region speech: what can be seen of it, apart from who its source might be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.quotes.features import Past, Scene, Surroundings, candidates, local_cues, region_features, see, surroundings
from onrecord.quotes.loglinear import chances
from onrecord.quotes.words import word_class

SPEECH, OTHER = 0, 1
_STRONG = 0.4  # share of uses as a cue of a verb that most likely introduces speech


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """What the regions of a document are compared with."""

    wordings: Counter[str]  # the marked wordings, lower case
    long: int  # regions of eight words or more
    singles: int  # regions in single marks
    size: int


def document_of(scene: Scene) -> Document:
    """Counts over all outer regions."""
    view = scene.view
    wordings = Counter(wording(scene, region) for region in range(len(view.regions)))
    lengths = [last - first for first, last in zip(view.first, view.last, strict=True)]
    singles = sum(region.style in "‘'’" for region in view.regions)
    return Document(wordings, sum(length >= 8 for length in lengths), singles, len(view.regions))


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
