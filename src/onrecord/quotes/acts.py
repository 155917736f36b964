"""Speech without marks: which words are cues, and whose."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.quotes.content import Words, content_candidates, content_features
from onrecord.quotes.cues import strength
from onrecord.quotes.features import NO_SOURCE, Scene, bucket
from onrecord.quotes.loglinear import chances
from onrecord.quotes.model import Model
from onrecord.quotes.words import word_class

NOT_ACT = -1
_LEAST = 0.03  # share of uses as a cue below which a word is not looked at


@dataclass(frozen=True, slots=True)
class Act:
    """One cue with its source and what hangs on it, in words."""

    verb: int
    source: int | None
    content: tuple[Words, ...]
    chance: float  # that this is an act of attribution
    share: float  # that the source is right, given that


def find_acts(scene: Scene, model: Model, *, least: float, verbs: Sequence[int] | None = None) -> list[Act]:
    """Acts of attribution around cues outside or inside marks, in order of the cue, with chance `least` or more.

    `verbs`: the cues to look at, all where null.
    """
    found = []
    for verb in cue_words(scene) if verbs is None else verbs:
        answers = describe_act(scene, verb)
        if len(answers) < 3:
            continue
        odds = chances([names for _, names in answers], model.act)
        chance = 1 - odds[0]
        if chance < least:
            continue
        best = max(range(1, len(odds)), key=lambda place: odds[place])
        answer = answers[best][0]
        source = None if answer == NO_SOURCE else answer
        content = choose_content(scene, model, source, verb)
        if content:
            found.append(Act(verb, source, content, chance, odds[best] / chance))
    return found


def choose_content(scene: Scene, model: Model, source: int | None, verb: int) -> tuple[Words, ...]:
    """The likeliest words attributed by a cue; empty when the sentence leaves none."""
    options = content_candidates(scene, source, verb)
    if not options:
        return ()
    odds = chances([content_features(scene, source, verb, option) for option in options], model.content)
    return options[max(range(len(odds)), key=lambda place: odds[place])].spans


def cue_words(scene: Scene) -> list[int]:
    """Words that may be cues, in order."""
    return [word for word, lower in enumerate(scene.view.lower) if scene.cues.get(lower, 0.0) >= _LEAST]


def describe_act(scene: Scene, verb: int) -> list[tuple[int, list[str]]]:
    """Possible answers for a cue word with their features: NOT_ACT, NO_SOURCE, then mentions of its sentence."""
    view = scene.view
    start, end = view.clause_bounds(verb)
    inside = view.inside[verb]
    low = bisect_left(scene.mentions, start, key=lambda mention: mention.start)
    high = bisect_left(scene.mentions, end, key=lambda mention: mention.start)
    near = [
        i
        for i in range(low, high)
        if view.inside[scene.mentions[i].start] == inside and not scene.mentions[i].start <= verb < scene.mentions[i].end
    ]
    before = [i for i in near if scene.mentions[i].start < verb][-7:]
    after = [i for i in near if scene.mentions[i].start > verb][:4]
    tied = next((scene.ties[i].relation for i in near if scene.ties[i].verb == verb and scene.ties[i].relation != "obj"), "-")
    word = view.lower[verb]
    form = "ing" if word.endswith("ing") else "ed" if word.endswith("ed") else "s" if word.endswith("s") else "-"
    following = view.lower[verb + 1] if verb + 1 < end else "."
    previous = view.lower[verb - 1] if verb > start else "^"
    group = strength(scene.cues.get(word, 0.0))
    marked = "m" if inside >= 0 else "o"
    next_marked = "q" if any(view.inside[w] >= 0 for w in range(verb + 1, min(end, verb + 4))) and inside < 0 else "-"
    plain = [
        "bias",
        f"g{group}",
        f"w{word}",
        f"w{word}|{tied}",
        f"w{word}|n{_kind(following)}",
        f"w{word}|p{_kind(previous)}",
        f"g{group}|{tied}|{marked}",
        f"g{group}|n{following}",
        f"g{group}|p{previous}",
        f"n{following}|{tied}",
        f"p{previous}|{tied}",
        f"{form}|{tied}|n{_kind(following)}|p{_kind(previous)}",
        f"m{marked}|g{group}",
        f"q{next_marked}|g{group}",
        f"len{min(3, (end - start) // 8)}|{tied}",
    ]
    answers: list[tuple[int, list[str]]] = [(NOT_ACT, ["N" + name for name in plain]), (NO_SOURCE, ["U" + name for name in plain])]
    for side, group_of in (("B", before[::-1]), ("A", after)):
        for place, number in enumerate(group_of):
            answers.append((number, _mention_features(scene, verb, number, side, place, tied, form, group, _kind(following), marked)))
    return answers


def _kind(word: str) -> str:
    """A neighbour as a class: small words as they are."""
    if not word[0].isalnum() or word in _SMALL:
        return word[:4]
    return "w"


_SMALL = word_class("neighbour")


def _mention_features(
    scene: Scene, verb: int, number: int, side: str, place: int, tied: str, form: str, group: str, following: str, marked: str
) -> list[str]:
    view, mention, tie = scene.view, scene.mentions[number], scene.ties[number]
    low, high = (mention.end, verb) if side == "B" else (verb + 1, mention.start)
    between = view.lower[low:high]
    own = tie.relation if tie.verb == verb else ("x" + tie.relation if tie.verb >= 0 else "-")
    comma = "," if "," in between else "-"
    relative = "r" if any(word in ("who", "which", "that") for word in between) else "-"
    first = between[0] if between and (between[0] in _SMALL or not between[0][0].isalnum()) else "w" if between else "0"
    last = between[-1] if between and (between[-1] in _SMALL or not between[-1][0].isalnum()) else "w" if between else "0"
    gap = bucket(high - low, 0, 1, 2, 4, 8, 15, 30)
    before = view.lower[mention.start - 1] if mention.start and view.sentence[mention.start - 1] == view.sentence[mention.start] else "^"
    way = f"{side}{min(place, 4)}{own}"
    word = view.lower[verb]
    return [
        "M",
        f"M{group}",
        f"{way}",
        f"{way}|{form}|{group}",
        f"{way}|g{gap}",
        f"{way}|{comma}{relative}|{form}",
        f"{way}|k{mention.kind}",
        f"{way}|f{first}|l{last}",
        f"{way}|b{_kind(before)}",
        f"{way}|{tied}",
        f"{way}|n{following}",
        f"{side}g{gap}|{form}|{comma}",
        f"w{word}|{side}{own}",
        f"w{word}|{side}{min(place, 2)}|{comma}",
        f"k{mention.kind}|h{mention.head}" if mention.kind != "name" else "kname",
        f"k{mention.kind}|{own}|{marked}",
        f"b{_kind(before)}|{side}|{form}",
        f"{'^' if before == '^' else '-'}|{side}|{form}|{comma}",
    ]
