"""What is attributed: the clause that hangs on a cue, before it, after it or around it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from onrecord.quotes.cues import AUXILIARIES, PREPOSITIONS, strength
from onrecord.quotes.features import Scene, bucket
from onrecord.quotes.sources import source_words
from onrecord.quotes.view import View
from onrecord.quotes.words import word_class
from onrecord.types import Span

Words = tuple[int, int]  # word span `[start, end)`

_VERBAL = 0.25  # share of uses as a cue from which a word is taken for a verb of saying
_SHORTEST = 3  # words of a clause
_JOINS = ("of", "in", "at", "for", "from")
_MARKS = frozenset(['"', "“", "”", "''", "``", "‘", "’", "'", "«", "»", "„"])
_LITTLE = word_class("little")
_CUTS = word_class("cut")
_OPEN_ENDED = word_class("open_ended")


@dataclass(frozen=True, slots=True)
class Option:
    """One way to cut the attributed words: `side` B before the cue, A after it, S around it."""

    side: str
    spans: tuple[Words, ...]
    opened: str  # how the start was found
    closed: str  # how the end was found


def content_candidates(scene: Scene, source: int | None, verb: int, named: Words | None = None) -> list[Option]:
    """Ways to cut what a cue attributes out of its sentence, likely and unlikely ones; marks count as words.

    `named`: the words of a source that is no mention.
    """
    view = scene.view
    start, end = view.clause_bounds(verb)
    words = source_words(view, scene.mentions[source], scene.ties[source]) if source is not None else named or (verb, verb)
    near = (source is not None or named is not None) and start <= words[0] and words[1] <= end
    head = min(_phrase_start(scene, *words), verb) if near else verb
    tail = max(words[1], verb + 1) if near else verb + 1
    tail = min(tail, end)
    while head > start and (view.lower[head - 1] in AUXILIARIES or view.lower[head - 1] in ("that", "as")):
        head -= 1
    options: list[Option] = []
    before = [(begin, how) for begin, how in _begins_before(view, start, head)]
    rest = clean(view, tail + 1, end) if tail < end and view.lower[tail] == "," and not _speaks_on(scene, tail + 1, end) else None
    for begin, how in before:
        clause = clean(view, begin, head)
        if clause is None:
            continue
        mark = view.lower[head - 1]
        options.append(Option("B", (clause,), how, mark if len(mark) < 3 else "w"))
        if rest is not None and how == "s":
            options.append(Option("S", (clause, rest), how, mark if len(mark) < 3 else "w"))
    behind = verb + 2 if verb + 1 < end and view.lower[verb + 1] == "out" else verb + 1  # "pointed out"
    froms = _begins_after(view, behind, end) if not near or words[0] < verb else []
    if near and words[0] > verb:
        froms = [(at, "t" + how) for at, how in _begins_after(view, tail, end)[:4]]
    for begin, how in froms:
        for stop, why in _ends_after(scene, begin, end):
            clause = clean(view, begin, stop)
            if clause is not None and not (view.lower[clause[0] - 1] == "," and _speaks_on(scene, clause[0], end)):
                options.append(Option("A", (clause,), how, why))
    opens = verb == start and ((source is None and named is None) or words[0] > verb)
    return _without_main_clause(view, verb, options) if opens else options


def _phrase_start(scene: Scene, start: int, end: int) -> int:
    """Where a source between commas begins with whom it is put beside: "the dam could fail, | the governor, Ada Lane, told …"."""
    lower = scene.view.lower
    if start == 0 or lower[start - 1] != "," or lower[end : end + 1] != [","]:
        return start
    first = end = start - 1
    while (before := _start_of(scene, end)) is not None:
        first = before
        if first == 0 or lower[first - 1] not in _JOINS:
            break
        end = first - 1  # "the delegate | in Valencia"
    return first if first < start - 1 else start


def _start_of(scene: Scene, end: int) -> int | None:
    """The first word of the mention that ends right before a word; null where none does."""
    place = bisect_left(scene.mentions, end, key=lambda mention: mention.end)
    ends = place < len(scene.mentions) and scene.mentions[place].end == end
    return scene.mentions[place].start if ends else None


def _without_main_clause(view: View, verb: int, options: list[Option]) -> list[Option]:
    """Of a participle at the head of a sentence, the ways that end at the first comma: "Asked | if he knew, | the mayor laughed"."""
    ends = [option.spans[-1][1] for option in options if option.closed.startswith(",") and option.spans[-1][1] > verb + _SHORTEST]
    return [option for option in options if option.spans[-1][1] == min(ends)] if ends and view.lower[verb].endswith("ed") else options


def _speaks_on(scene: Scene, word: int, end: int) -> bool:
    """True for a participle that tells of the speech: "it rained, he said, | citing the log"."""
    lower = scene.view.lower
    return word < end and lower[word].endswith("ing") and lower[word] != "according" and scene.cues.get(lower[word], 0.0) >= _VERBAL


def _begins_before(view: View, start: int, head: int) -> list[tuple[int, str]]:
    if head - start < 1:
        return []
    found = [(start, "s")]
    for word in range(head - 2, start, -1):
        if view.lower[word] in (",", ";", "—", "–", "--", "but", "and") and len(found) < 4:
            found.append((word + 1, view.lower[word]))
    return found


def _begins_after(view: View, at: int, end: int) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    if at < end:
        found.append((at, "0"))
        if view.lower[at] in _LITTLE - {"that", "whether", "why", "how", "what", "if"} or view.lower[at] in AUXILIARIES:
            found.append((at + 1, "0" + view.lower[at]))
    for word in range(at + 1, min(end, at + 16)):
        lower = view.lower[word]
        if lower in ("that", "whether", "why", "how", "what", "if", "to", "for", "about", "of", "in", "on", "as"):
            if not any(how == lower for _, how in found):
                found.append((word, lower))
                if lower in ("of", "for", "about", "on", "as", "in"):
                    found.append((word + 1, lower + "+"))
        elif lower in (",", ":") and not any(how == lower for _, how in found):
            found.append((word + 1, lower))
        elif view.inside[word] >= 0 and view.inside[word - 1] < 0 and not any(how == "q" for _, how in found):
            found.append((word, "q"))
    return [(word, how) for word, how in found if word < end][:9]


def _ends_after(scene: Scene, begin: int, end: int) -> list[tuple[int, str]]:
    view = scene.view
    found = [(end, ".")]
    for word in range(begin + 1, end):
        lower = view.lower[word]
        if lower in _CUTS and view.inside[word] == view.inside[begin] and _may_cut(view, word):
            following = view.lower[word + 1] if word + 1 < end else "."
            group = strength(scene.cues.get(following, 0.0))
            kind = (
                following
                if following in _CUTS or following in AUXILIARIES
                else "ing"
                if following.endswith("ing")
                else "v" + group
                if group in "ab"
                else "w"
            )
            found.append((word, f"{lower}{kind}" if lower in ",-" or lower in ("and", "but") else lower))
            if len(found) >= 6:
                break
    return found


def _may_cut(view: View, word: int) -> bool:
    """False at the hyphen of "so-called", and after a word that something must follow: "that", "the"."""
    return not (view.lower[word] == "-" and view.ends[word - 1] == view.starts[word]) and view.lower[word - 1] not in _OPEN_ENDED


def clean(view: View, start: int, end: int) -> Words | None:
    """Without punctuation at the edges; marks stay, they belong to what they open and close."""
    while start < end and not view.words[start][0].isalnum() and view.words[start] not in _MARKS and view.words[start] not in "$#@[(£€":
        start += 1
    while (
        end > start
        and not any(letter.isalnum() for letter in view.words[end - 1])  # "the U.K." stays
        and view.words[end - 1] not in _MARKS
        and view.words[end - 1] not in (")", "]", "%")
    ):
        end -= 1
    return (start, end) if end > start else None


def without_main_verb(view: View, source_end: int, verb: int, words: Words) -> Words:
    """What hangs on a participle, without the verb of the sentence: "the movement calling for justice | has grown".

    Args:
        view: The document.
        source_end: One past the last word of the source, which the participle stands right behind.
        verb: The participle.
        words: The content as cut.
    """
    behind = view.lower[verb + 1] if verb + 1 < len(view.lower) else ""
    if source_end != verb or not view.lower[verb].endswith("ing") or not (behind in PREPOSITIONS or view.lower[verb] in _DEMANDING):
        return words
    start, _ = view.clause_bounds(verb)
    start = next((word + 1 for word in range(verb - 1, start, -1) if view.lower[word] in (",", ";", "but", "and")), start)
    if any(word in _FINITE for word in view.lower[start:verb]):
        return words
    for word in range(*words):
        lower = view.lower[word]
        if lower in _OPEN_ENDED - _PLAIN or lower in _RELATIVE or lower in (":", ";"):
            return words
        past = lower.endswith("ed") and word + 1 < words[1] and view.lower[word + 1] in _OBJECTS and view.lower[word - 1] not in AUXILIARIES
        if word > words[0] and (lower in _FINITE_VERBS or past):
            return words[0], word
    return words


_FINITE = word_class("finite")
_FINITE_VERBS = word_class("finite_verb")
_DEMANDING = word_class("demanding")
_PLAIN = frozenset(["a", "an", "and", "but", "nor", "or", "the"])
_RELATIVE = word_class("relative")
_OBJECTS = word_class("owner") | {"to", "him", "them", "it"}


def content_features(scene: Scene, source: int | None, verb: int, option: Option) -> list[str]:
    """Features of one way to cut."""
    view = scene.view
    word = view.lower[verb]
    group = strength(scene.cues.get(word, 0.0))
    tie = scene.ties[source].relation if source is not None and scene.ties[source].verb == verb else "-"
    size = sum(b - a for a, b in option.spans)
    length = bucket(size, 1, 3, 6, 12, 24)
    first = view.lower[option.spans[0][0]]
    first = (
        first
        if first in _LITTLE or first in AUXILIARIES or first in ("he", "she", "it", "they")
        else "C"
        if view.words[option.spans[0][0]][0].isupper()
        else "w"
    )
    next_word = view.lower[verb + 1] if verb + 1 < len(view.lower) else "."
    next_word = next_word if next_word in _LITTLE or not next_word[0].isalnum() else "w"
    form = "ing" if word.endswith("ing") else "ed" if word.endswith("ed") else "s" if word.endswith("s") else "-"
    previous = view.lower[verb - 1] if verb else "^"
    previous = previous if previous in AUXILIARIES or not previous[0].isalnum() else "w"
    return [
        f"{option.side}",
        f"{option.side}|{option.opened}",
        f"{option.side}|{option.opened}|{option.closed}",
        f"{option.side}|{option.closed}|l{length}",
        f"{option.side}|{tie}|{option.closed}|{next_word}",
        f"{option.side}|{tie}|{option.opened}|{next_word}|{form}",
        f"{option.side}|w{word}",
        f"{option.side}|w{word}|{option.opened}",
        f"{option.side}|w{word}|{option.closed}",
        f"{option.side}|{option.opened}|f{first}",
        f"{option.side}|{option.opened}|n{next_word}|g{group}",
        f"{option.side}|l{length}|g{group}",
        f"{option.side}|p{previous}|{tie}",
        f"{option.side}|{option.closed}|g{group}|{form}",
    ]


def to_span(view: View, words: Words) -> Span:
    """Characters of a word span."""
    return Span(view.starts[words[0]], view.ends[words[1] - 1])
