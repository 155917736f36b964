"""Features of a marked region and of the mentions that may be its source: what the ranker sees."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.quotes.cues import Tie, strength, ties
from onrecord.quotes.mentions import Mention, find_mentions
from onrecord.quotes.view import View
from onrecord.quotes.words import word_class
from onrecord.types import Span

NOT_SPEECH, NO_SOURCE = -1, -2  # answers that are no mention
_NEAR = 14  # mentions looked at on each side
_STOPS = frozenset([".", "!", "?", "…", "...", ". . ."])


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A view with its mentions, their ties to verbs of saying, and running counts that make distances cheap."""

    view: View
    cues: Mapping[str, float]
    mentions: list[Mention]
    ties: list[Tie]
    outside: list[int]  # words outside regions before each word
    stops: list[int]  # ends of sentences outside regions, and paragraph breaks, before each word


def scene_of(view: View, cues: Mapping[str, float]) -> Scene:
    """Find the mentions of a view and measure it."""
    verbs = frozenset(word for word, share in cues.items() if share >= 0.2)
    mentions = find_mentions(view, verbs)
    outside, stops = [0], [0]
    for i, word in enumerate(view.words):
        out = view.inside[i] < 0
        breaks = i + 1 < len(view.words) and view.paragraph[i + 1] != view.paragraph[i]
        ends = out and (word in _STOPS or (i + 1 < len(view.words) and view.sentence[i + 1] != view.sentence[i] and word not in ",:"))
        outside.append(outside[-1] + (out and word[0].isalnum()))
        stops.append(stops[-1] + (1 if ends or breaks else 0))
    return Scene(view, cues, mentions, ties(view, mentions, cues), outside, stops)


UNNAMED = 1e-3  # chance of an answer that the reader did not name
UNSEEN = 0.03  # share of gold sources that no mention covers (PolNeAR train)


def covered(scene: Scene, answers: Sequence[int], span: Span) -> list[int]:
    """Places in `answers` of the mentions that share a character with a span; answers below 0 are no mentions."""
    view = scene.view
    return [
        place for place, answer in enumerate(answers)
        if answer >= 0 and view.starts[scene.mentions[answer].start] < span.end and span.start < view.ends[scene.mentions[answer].end - 1]
    ]  # fmt: skip


def bucket(number: int, *bounds: int) -> str:
    """Which of the ranges that end at `bounds` a number falls in, as a piece of a feature's name."""
    return str(bisect_left(bounds, number))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """One region seen from outside, in short codes."""

    end: str  # last character of the quoted words
    start: str  # c capital, l small, o other
    before: str  # what stands before the opening mark
    after: str  # what stands after the closing mark
    length: str
    words: int


def surroundings(scene: Scene, region: int) -> Surroundings:
    """What stands at the edges of a region."""
    view = scene.view
    marked, first, last = view.regions[region], view.first[region], view.last[region]
    inner = view.text[marked.inner.start : marked.inner.end].strip()
    end = inner[-1:] if inner[-1:] in ",.?!;:—-…" else "w"
    head = inner[:1]
    start = "c" if head.isupper() else "l" if head.islower() else "o"
    opening = view.word_at(marked.start) if marked.start < marked.inner.start else first
    closing = view.word_at(marked.end)
    before, after = _word_class(scene, opening - 1, first), _word_class(scene, closing, max(first, last - 1))
    return Surroundings(end, start, before, after, bucket(last - first, 1, 2, 3, 5, 8, 14, 25), last - first)


def _word_class(scene: Scene, word: int, near: int) -> str:
    """A word beside a region, as a class: p paragraph edge, v verb of saying, m mention, or the word itself when small."""
    view = scene.view
    if word < 0 or word >= len(view.words) or near >= len(view.words) or view.paragraph[word] != view.paragraph[near]:
        return "p"
    lower = view.lower[word]
    if view.inside[word] >= 0:
        return "q"
    share = scene.cues.get(lower, 0.0)
    if share >= 0.1:
        return "v" + strength(share)
    if not lower[0].isalnum():
        return lower if len(lower) < 4 else "x"
    if lower in word_class("beside"):
        return lower
    return "C" if view.words[word][0].isupper() else "w"


def region_features(scene: Scene, region: int, around: Surroundings, local: str) -> list[str]:
    """Features of the answers that are no mention. `local`: which adjacent cues there are."""
    view, s = scene.view, around
    marked = view.regions[region]
    inner = view.words[view.first[region] : view.last[region]]
    titled = sum(word[0].isupper() for word in inner if word[0].isalpha() and len(word) > 3)
    small = sum(word[0].islower() for word in inner if word[0].isalpha() and len(word) > 3)
    case = "T" if titled and not small else "t" if titled > small else "s"
    names = {"I", "we", "We", "my", "our", "you", "me", "us"}
    first_person = "1" if any(word in names for word in inner) else "0"
    number = view.paragraph[view.first[region]] if view.first[region] < len(view.words) else 0
    low, high = view.paragraph_bounds(number)
    heading = "h" if high - low <= 16 and high > low and view.words[high - 1][-1] not in ".!?”\"'" else "-"
    single = "1" if marked.style in "‘'’" else "0"
    previous = view.text[max(0, marked.start - 1) : marked.start]
    return [
        "bias",
        f"len{s.length}",
        f"len{s.length}|{s.end}|{case}",
        f"len{s.length}|{local}",
        f"end{s.end}|{s.start}",
        f"bef{s.before}",
        f"bef{s.before}|len{s.length}",
        f"bef{s.before}|{case}|{s.start}",
        f"aft{s.after}",
        f"aft{s.after}|{s.end}",
        f"aft{s.after}|len{s.length}",
        f"loc{local}",
        f"loc{local}|{s.end}|{s.start}",
        f"case{case}|{s.start}|len{s.length}",
        f"fp{first_person}|len{s.length}",
        f"head{heading}|{single}",
        f"head{heading}|len{s.length}",
        f"par{bucket(number, 0, 1, 3)}|{heading}",
        f"odd{marked.opened:d}{marked.closed:d}",
        f"prev{previous if not previous.isalnum() else 'w'}",
        f"w1{_previous_word(scene, region)}",
        f"w1{_previous_word(scene, region)}|{case}",
        f"wa{_following_word(scene, region)}",
    ]


def _previous_word(scene: Scene, region: int) -> str:
    view = scene.view
    word = view.word_at(view.regions[region].start) - 1
    return view.lower[word] if word >= 0 and view.paragraph[word] == view.paragraph[min(word + 1, len(view.words) - 1)] else "¶"


def _following_word(scene: Scene, region: int) -> str:
    view = scene.view
    word = view.word_at(view.regions[region].end)
    return view.lower[word] if word < len(view.words) and view.paragraph[word] == view.paragraph[word - 1] else "¶"


@dataclass(frozen=True, slots=True)
class Past:
    """What was decided for the regions before: the last source, and the one before it that was another."""

    source: int | None = None
    region: int | None = None
    other: int | None = None


def candidates(scene: Scene, region: int, past: Past) -> list[int]:
    """Mentions that may be the source of a region: outside marks, near by, and the sources before."""
    view = scene.view
    first, last = view.first[region], view.last[region]
    before = [i for i in _mentions_before(scene, first) if view.inside[scene.mentions[i].start] < 0]
    after = [i for i in _mentions_after(scene, last) if view.inside[scene.mentions[i].start] < 0]
    chosen = set(before[:_NEAR]) | set(after[:7])
    chosen |= {i for i in (past.source, past.other) if i is not None}
    return sorted(chosen)


def _mentions_before(scene: Scene, word: int) -> list[int]:
    """Up to 40 mentions before a word, nearest first, not further than three paragraphs."""
    view = scene.view
    at = _index(scene, word)
    paragraph = view.paragraph[min(word, len(view.words) - 1)]
    found = []
    for i in range(at - 1, max(-1, at - 41), -1):
        if paragraph - view.paragraph[scene.mentions[i].start] > 3:
            break
        found.append(i)
    return found


def _mentions_after(scene: Scene, word: int) -> list[int]:
    view = scene.view
    at = _index(scene, word)
    paragraph = view.paragraph[min(max(0, word - 1), len(view.words) - 1)]
    found = []
    for i in range(at, min(len(scene.mentions), at + 20)):
        if view.paragraph[scene.mentions[i].start] - paragraph > 1:
            break
        found.append(i)
    return found


def _index(scene: Scene, word: int) -> int:
    low, high = 0, len(scene.mentions)
    while low < high:
        middle = (low + high) // 2
        if scene.mentions[middle].start < word:
            low = middle + 1
        else:
            high = middle
    return low


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention seen from a region."""

    mention: int
    side: str
    gap: int
    stops: int
    paragraphs: int
    tie: str  # relation and strength of the verb, and where the verb stands
    reach: int  # words between region and the nearer of mention and verb
    between: int  # regions between


def see(scene: Scene, region: int, number: int) -> Seen:
    """Measure the way from a region to a mention."""
    view, mention, tie = scene.view, scene.mentions[number], scene.ties[number]
    first, last = view.first[region], view.last[region]
    if mention.start < first:
        side, low, high = "B", mention.end, first
    else:
        side, low, high = "A", last, mention.start
    low, high = min(low, high), max(low, high)
    edge = min(mention.start, len(view.words) - 1)
    near = first if side == "B" else max(0, last - 1)
    paragraphs = abs(view.paragraph[edge] - view.paragraph[min(near, len(view.words) - 1)])
    gap = scene.outside[high] - scene.outside[low]
    stops = scene.stops[high] - scene.stops[low]
    place, reach = "", gap
    if tie.verb >= 0:
        if side == "B":
            place = "i" if tie.verb >= mention.end else "o"
            a = max(tie.verb + 1, mention.end)
            reach = scene.outside[max(a, high)] - scene.outside[min(a, high)] if a <= high else 99
            if a > high:
                place = "x"  # the verb stands beyond the region
        else:
            place = "i" if tie.verb < mention.start else "o"
            reach = scene.outside[min(tie.verb, mention.start)] - scene.outside[low] if min(tie.verb, mention.start) >= low else 99
    between = len({view.inside[w] for w in (range(low, high) if high - low < 400 else ()) if view.inside[w] >= 0} - {region})
    return Seen(number, side, gap, stops, paragraphs, f"{tie.relation}{tie.strength}{place}", reach, between)


def mention_features(scene: Scene, region: int, around: Surroundings, seen: Seen, order: str, local: str, past: Past) -> list[str]:
    """Features of one mention as source of one region. `order`: its place among the candidates of its side."""
    view, mention = scene.view, scene.mentions[seen.mention]
    s = around
    stops = bucket(seen.stops, 0, 1, 2, 4)
    gap = bucket(seen.gap, 0, 1, 2, 4, 8, 15, 30)
    reach = bucket(seen.reach, 0, 1, 2, 4, 8, 15, 90)
    between = bucket(seen.between, 0, 1, 2)
    paragraphs = bucket(seen.paragraphs, 0, 1, 2)
    way = f"{seen.side}{stops}{seen.tie}"
    verb = scene.ties[seen.mention].verb
    said = view.lower[verb] if verb >= 0 else "-"
    found = [
        f"way{way}",
        f"way{way}|r{reach}",
        f"way{way}|e{s.end}",
        f"way{way}|e{s.end}|{s.start}|r{bucket(seen.reach, 1, 4)}",
        f"way{way}|b{s.before}",
        f"way{way}|a{s.after}",
        f"way{way}|k{mention.kind}",
        f"way{way}|o{order}",
        f"way{way}|{local}",
        f"way{way}|q{between}",
        f"{seen.side}g{gap}|s{stops}|k{mention.kind}",
        f"{seen.side}g{gap}|b{s.before}|a{s.after}",
        f"{seen.side}p{paragraphs}|s{stops}|b{s.before}|{s.start}",
        f"{seen.side}p{paragraphs}|q{between}|k{mention.kind}",
        f"{seen.side}o{order}|s{stops}",
        f"k{mention.kind}|h{mention.head}" if mention.kind != "name" else f"kname{min(3, mention.end - mention.start)}",
        f"v{said}|{seen.side}{stops}",
        f"v{said}|{seen.tie}|len{s.length}",
        f"len{s.length}|{way}",
        f"head{_leads(scene, mention)}|{way}",
    ]
    if past.source is not None and past.region is not None:
        same = _sameness(scene, seen.mention, past)
        apart = _apart(scene, region, past.region)
        found += [
            f"past{same}|{apart}",
            f"past{same}|{apart}|b{s.before}|a{s.after}",
            f"past{same}|{apart}|{local}",
            f"past{same}|{apart}|{s.start}|e{s.end}",
            f"past{same}|{way}",
            f"past{same}|len{s.length}|{apart}",
            f"past{same}|k{mention.kind}|{apart}",
        ]
    else:
        found.append(f"first|{way}")
    return found


def _leads(scene: Scene, mention: Mention) -> str:
    """Whether a mention opens its paragraph or sentence."""
    view, word = scene.view, mention.start
    if word == 0 or view.paragraph[word - 1] != view.paragraph[word]:
        return "p"
    return "s" if view.sentence[word - 1] != view.sentence[word] else "-"


def _sameness(scene: Scene, number: int, past: Past) -> str:
    if number == past.source:
        return "="
    if number == past.other:
        return "o"
    mention, before = scene.mentions[number], scene.mentions[past.source or 0]
    if mention.head == before.head:
        return "h"
    return "n"


def _apart(scene: Scene, region: int, before: int) -> str:
    """How far a region stands from the one before it."""
    view = scene.view
    a, b = view.last[before], view.first[region]
    if b >= len(view.words) or a > b:
        return "x"
    paragraphs = view.paragraph[b] - view.paragraph[max(0, a - 1)]
    words = scene.outside[b] - scene.outside[a]
    carried = "c" if view.regions[before].continued and region == before + 1 else ""
    return carried + bucket(paragraphs, 0, 1, 2) + bucket(words, 0, 3, 8, 20, 60) + bucket(scene.stops[b] - scene.stops[a], 0, 1, 2)


def local_cues(scene: Scene, seen: list[Seen]) -> str:
    """Which sides have a mention tied to a verb of saying right at the region: "BA", "B-", "-A", "--"."""
    codes = {"B": "-", "A": "-"}
    for one in seen:
        if one.reach <= 2 and one.stops == 0 and one.tie[:2] in ("sv", "vs", "ac") and one.tie[-1:] != "x":
            codes[one.side] = one.side
    return codes["B"] + codes["A"]


def describe(scene: Scene, region: int, past: Past) -> list[tuple[int, list[str]]]:
    """Every possible answer for a region with its features: NOT_SPEECH, NO_SOURCE, then mentions in text order."""
    around = surroundings(scene, region)
    seen = [see(scene, region, number) for number in candidates(scene, region, past)]
    local = local_cues(scene, seen)
    plain = region_features(scene, region, around, local)
    if past.region is not None:
        plain.append(f"apart{_apart(scene, region, past.region)}|len{around.length}")
    answers = [(NOT_SPEECH, ["N" + name for name in plain]), (NO_SOURCE, ["U" + name for name in plain])]
    before = [one for one in seen if one.side == "B"]
    after = [one for one in seen if one.side == "A"]
    rank: dict[int, str] = {}
    for group in (before[::-1], after):
        tied = 0
        for place, one in enumerate(group):
            is_tied = one.tie[:2] in ("sv", "vs", "ac")
            rank[one.mention] = bucket(place, 0, 1, 2, 4) + (f"t{bucket(tied, 0, 1, 2)}" if is_tied else "-")
            tied += is_tied
    for one in seen:
        answers.append((one.mention, mention_features(scene, region, around, one, rank[one.mention], local, past)))
    return answers
