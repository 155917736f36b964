"""One name, one label: what a document says clearly in one place settles what it leaves open in another."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable
from functools import cache

from onrecord.lexicon import word_set
from onrecord.names.fold import fold
from onrecord.read.borders import Name
from onrecord.types import Span

SURE = 0.9
"""A name as probable as this keeps its label."""
KNOWN = 0.8
"""Probability of a well-known body that the encoder has missed."""
_WORD = re.compile(r"\w+")
_IN_BRACKETS = re.compile(r"\s?[(\[]([A-Z]{2,6})[)\]]")


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


def _endings(surface: str) -> set[str]:
    """The last word and the last two of a name of more words, folded."""
    words = fold(surface).split()
    return {" ".join(words[-count:]) for count in (1, 2) if count < len(words)}


def _companies(text: str, names: list[Name]) -> set[str]:
    """Names of companies without the words that may be left out: "Delta" of "Delta Holdings, Inc."."""
    words, found = word_set("read/company_words.txt"), set()
    for span, label, _ in names:
        parts = text[span.start : span.end].split()
        kept = len(parts)
        while kept > 1 and parts[kept - 1].strip(".,") in words:
            kept -= 1
        if label == "ORG" and kept < len(parts):
            found.add(" ".join(parts[:kept]).rstrip(","))
    return found


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


def no_place(name: str) -> bool:
    """What is known of places where no gazetteer is at hand."""
    return False


def consistent(
    text: str, names: list[Name], is_town: Callable[[str], bool] = no_place, is_country: Callable[[str], bool] = no_place
) -> list[Name]:
    """Names with the label that the document gives them elsewhere, and further mentions of those that it is sure of.

    An unsure name takes the label that the same string has most often; an unsure single word that is the surname of somebody named
    in full is that person, one that is a company's without its "Holdings" that company; an unsure one that is neither body nor place
    is a person where it ends in the name of a sure one ("Recep Tayyip Erdoğan", "Erdogan"). Where a sure name of several words stands
    again unmarked, it is marked. An unsure person who is called like a large town, and like nobody named in full, is the town; an
    unsure body that is called like a country is the country; one whose last word says that it is an event or a treaty is none. An
    acronym is what the name is that it stands behind in brackets.
    """
    labels, surnames, companies, events = _labels(text, names), _surnames(text, names), _companies(text, names), word_set("read/events.txt")
    persons = {fold(text[span.start : span.end]) for span, label, probability in names if label == "PERSON" and probability >= SURE}
    settled: list[Name] = []
    for span, label, probability in names:
        surface = text[span.start : span.end]
        if probability < SURE:
            label = "PERSON" if surface in surnames else labels.get(surface, label)
            if label == "MISC" and not persons.isdisjoint(_endings(surface)):
                label = "PERSON"
            if label == "ORG" and is_country(surface):
                label = "LOC"
            elif label == "ORG" and " " in surface and surface.rsplit(None, 1)[-1].lower() in events:
                label = "MISC"
            elif label != "ORG" and surface not in surnames:
                town = is_town(surface)
                label = "LOC" if town and label == "PERSON" else "ORG" if surface in companies and not town else label
        settled.append((span, label, probability))
    acronyms = _acronyms(text, settled)
    settled = [(span, acronyms.get(text[span.start : span.end], label), probability) for span, label, probability in settled]
    settled = sorted(settled + _missed(text, settled), key=lambda name: name[0].start)
    return sorted(settled + _well_known(text, settled), key=lambda name: name[0].start)


@cache
def _bodies() -> re.Pattern[str]:
    names = sorted(word_set("read/bodies_known.txt"), key=lambda name: (-len(name), name))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])(?! of\b)")


def _well_known(text: str, names: list[Name]) -> list[Name]:
    """Unmarked mentions of bodies that all news calls by one word: "Senate"."""
    ends = [0, *(span.end for span, *_ in names)]
    starts = [*(span.start for span, *_ in names), len(text) + 1]
    found = []
    for body in _bodies().finditer(text):
        at = bisect_right(ends, body.start()) - 1
        if body.end() <= starts[at]:
            found.append((Span(body.start(), body.end()), "ORG", KNOWN))
    return found


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
