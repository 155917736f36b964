"""One name, one label: what a document says clearly in one place settles what it leaves open in another."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable

from onrecord.lexicon import word_set
from onrecord.types import Span

Name = tuple[Span, str, float]
SURE = 0.9
"""A name as probable as this keeps its label."""
_TITLE = re.compile(r"(\w{2,12})\.?\s+(?=\w)")
_WORD = re.compile(r"\w+")
_GIVEN_NAME_GOES_ON = re.compile(r"-[a-z]{2,6}\b")  # "Moon Jae-in": the tokenizer parts it, and the second half is small
_NO_NAME = frozenset(
    {"led", "era", "style", "run", "like", "born", "based", "backed", "owned", "wing", "esque", "ites", "to", "and", "for"}
)
_IN_BRACKETS = re.compile(r"\s?[(\[]([A-Z]{2,6})[)\]]")
_SEAT = re.compile(r", ?D\.? ?C\b\.?(?! ?Comics)")


def _labels(text: str, names: list[Name]) -> dict[str, str]:
    """The label that each name carries most often, weighed by probability, where it is carried more than once."""
    weights: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    counts: Counter[str] = Counter()
    for span, label, probability in names:
        surface = text[span.start : span.end]
        weights[surface][label] += probability
        counts[surface] += 1
    return {surface: max(sorted(found), key=lambda label: found[label]) for surface, found in weights.items() if counts[surface] > 1}


def _surnames(text: str, names: list[Name]) -> set[str]:
    """Last words of the persons that are named in full."""
    full = [text[s.start : s.end].split() for s, label, p in names if label == "PERSON" and p > 0.5]
    return {words[-1] for words in full if len(words) > 1 and words[-1][:1].isupper()}


def _acronyms(text: str, names: list[Name]) -> dict[str, str]:
    """Labels of the acronyms that stand in brackets behind what they shorten."""
    found: dict[str, str] = {}
    for span, label, _ in names:
        bracket = _IN_BRACKETS.match(text, span.end)
        if bracket and _shortens(bracket.group(1), text[span.start : span.end]):
            found.setdefault(bracket.group(1), label)
    return found


def _shortens(acronym: str, name: str) -> bool:
    """True when the letters of an acronym are first letters of the words of a name, in order."""
    initials = iter(word.group()[0].upper() for word in _WORD.finditer(name))
    return all(letter in initials for letter in acronym)


def tidied(text: str, names: list[Name]) -> list[Name]:
    """Names from their first to their last letter.

    Persons stand without the titles before them ("Gen", "President") and with the second half of a given name ("Jae-in");
    articles stay outside; "Washington, D.C." is one name. No pronouns, and no addresses of the web or of mail.
    """
    titles, pronouns = word_set("read/titles.txt"), word_set("read/pronouns.txt")
    kept: list[Name] = []
    for span, label, probability in names:
        start = span.start
        surface = text[start : span.end]
        if surface.lower() in pronouns or "://" in surface or "@" in surface:
            continue
        while label == "PERSON" and (title := _TITLE.match(text, start, span.end)) and title.group(1) in titles:
            start = title.end()
        if text.startswith("the ", start, span.end):
            start += 4
        end = _end(text, start, span.end, label)
        if kept and start < kept[-1][0].end:
            continue  # "D.C.", which has become part of the name before
        kept.append((Span(start, end), label, probability))
    return kept


def _end(text: str, start: int, end: int, label: str) -> int:
    """Where a name ends that may go on behind a hyphen or a comma."""
    goes_on = _GIVEN_NAME_GOES_ON.match(text, end) if label == "PERSON" else _SEAT.match(text, end) if label in ("LOC", "GPE") else None
    if label == "PERSON":
        words = text[start:end].split()
        if len(words) < 2 or len(words[-1]) > 6 or (goes_on and goes_on.group()[1:] in _NO_NAME):
            return end
    elif text[start:end] != "Washington":
        return end
    return goes_on.end() if goes_on else end


def no_place(name: str) -> bool:
    """What is known of places where no gazetteer is at hand."""
    return False


def consistent(
    text: str, names: list[Name], is_town: Callable[[str], bool] = no_place, is_country: Callable[[str], bool] = no_place
) -> list[Name]:
    """Names with the label that the document gives them elsewhere, and further mentions of those that it is sure of.

    An unsure name takes the label that the same string has most often; an unsure single word that is the surname of somebody named
    in full is that person; where a sure name of several words stands again unmarked, it is marked. An unsure person who is called
    like a large town, and like nobody named in full, is the town; an unsure body that is called like a country is the country; one
    whose last word says that it is an event or a treaty is none. An acronym is what the name is that it stands behind in brackets.
    """
    labels, surnames, events = _labels(text, names), _surnames(text, names), word_set("read/events.txt")
    settled: list[Name] = []
    for span, label, probability in names:
        surface = text[span.start : span.end]
        if probability < SURE:
            label = "PERSON" if surface in surnames else labels.get(surface, label)
            called_like_a_place = (
                is_country(surface) if label == "ORG" else label == "PERSON" and surface not in surnames and is_town(surface)
            )
            if called_like_a_place:
                label = "LOC"
            elif label == "ORG" and " " in surface and surface.rsplit(None, 1)[-1].lower() in events:
                label = "MISC"
        settled.append((span, label, probability))
    acronyms = _acronyms(text, settled)
    settled = [(span, acronyms.get(text[span.start : span.end], label), probability) for span, label, probability in settled]
    return sorted(settled + _missed(text, settled), key=lambda name: name[0].start)


def _missed(text: str, names: list[Name]) -> list[Name]:
    """Unmarked mentions of sure names: those of several words, and of one word that is marked twice."""
    count = Counter(text[s.start : s.end] for s, _, p in names if p >= SURE)
    by_first_word: dict[str, dict[str, tuple[str, float]]] = defaultdict(dict)
    for span, label, probability in names:
        surface = text[span.start : span.end]
        first = _WORD.match(surface)
        if probability >= SURE and first and surface[0].isupper() and (" " in surface or count[surface] > 1):
            by_first_word[first.group()][surface] = (label, probability)
    longest_first = {word: sorted(known.items(), key=lambda item: (-len(item[0]), item[0]))[:20] for word, known in by_first_word.items()}
    taken = sorted(span for span, _, _ in names)
    found: list[Name] = []
    at = end = 0
    for word in _WORD.finditer(text):
        start = word.start()
        known = longest_first.get(word.group())
        if not known or start < end or text[start - 1 : start] == "-":
            continue
        while at < len(taken) and taken[at].end <= start:
            at += 1
        for surface, (label, probability) in known:
            stop = start + len(surface)
            free = at == len(taken) or taken[at].start >= stop
            if free and text.startswith(surface, start) and not (text[stop : stop + 1].isalnum() or text[stop : stop + 1] == "-"):
                found.append((Span(start, stop), label, round(probability * 0.9, 3)))
                end = stop
                break
    return found
