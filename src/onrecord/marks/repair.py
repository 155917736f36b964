"""Where a quotation begins or ends whose mark is missing: the evidence in the words around."""

from __future__ import annotations

import re
from functools import cache

from onrecord.lexicon import word_list

_NAME = r"[A-Z][\w.’'-]{0,30}(?: [A-Z][\w.’'-]{0,30}){0,4}"
_NOUN = r"(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Oo]ne) [\w’'-]{1,30}(?: [\w’'-]{1,30}){0,4}?"
_PRONOUN = r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|who)"
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’»)\]]{0,3}\s+(?=[\"'“‘«(\[]{0,3}[A-Z0-9#@])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"'])(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Rev|Hon|St|Jr|Sr|U\.S|U\.N|[A-Z]|No|vs|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.$"
)
_LEAD_IN = re.compile(r",\s+(?=[A-Z\[…])")
_LITTLE_WORD = re.compile(r"\b(?:the|an?|as|of|is|was|are|were|be|been|his|her|their|its|that|by|with|to|for|and|or|on|in)\s+(?=[\w’'$-]+)")
_LITTLE_END = re.compile(r"\w\s+\W{1,4}$")
_CLAUSE_END = re.compile(r"[,;:](?=\s)|\s+(?=[—–]|--? )|[.!?…](?=\s+[A-Z\"'“‘(]|\s*$)")
_COLON = re.compile(r":\s+(?=\S)")


@cache
def _verbs() -> str:
    return "|".join(word_list("quotes/narrating_verbs.txt"))


@cache
def _resumes() -> re.Pattern[str]:
    """Punctuation, and then somebody's name or pronoun with a verb of saying, in either order."""
    who = rf"(?:{_PRONOUN}|{_NAME}|{_NOUN})"
    adverb = r"(?:(?:has|had|also|later|then|\w{2,15}ly) ){0,2}"
    return re.compile(rf"(?P<punctuation>[,.!?…—–-])\s{{1,3}}(?:{who},? {adverb}(?:{_verbs()})\b|(?:{_verbs()}) (?:{who})\b)")


@cache
def _narrates() -> re.Pattern[str]:
    who = rf"(?:{_PRONOUN}|{_NAME}|{_NOUN})"
    return re.compile(rf"\b(?:{who}) (?:\w{{2,15}} ){{0,2}}(?:{_verbs()})\b|\b(?:{_verbs()}|according to) (?:{who})")


@cache
def _calls() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{_verbs()}|called|calls|calling|saying|describing|described as|as)(?: that| it| him| her| them| for)?(?: an?| the)? "
    )


def sentence_starts(text: str, start: int, end: int) -> list[int]:
    """Where sentences begin in `text[start:end]`, `start` first."""
    starts = [start]
    for match in _SENTENCE_END.finditer(text, start, end):
        if not _ABBREVIATION.search(text[max(start, match.start() - 6) : match.start()]):
            starts.append(match.end())
    return starts


def narrator_resumes(text: str, start: int, end: int) -> int | None:
    """Where a quotation that begins at `start` ends, if words of the narrator show it: after the punctuation before them."""
    match = _resumes().search(text, start, end)
    while match is not None:
        comma = match.group("punctuation") in ",—–-"
        tail = text[match.end() : match.end() + 60]
        # "…, he said." ends a sentence or is followed by more of its kind; "…, he said he would" may be speech itself
        if not comma or not re.match(r" (?:he|she|they|that|it|to|the) ", tail):
            return match.end("punctuation")
        match = _resumes().search(text, match.end(), end)
    return None


def missing_close(text: str, start: int, end: int, *, whole: bool) -> int:
    """End of a quotation that opened at `start` and finds no closing mark before `end`.

    Without a sign of the narrator it runs to `end` when `whole` (the paragraph's end), else to its first sentence's end.
    """
    resumed = narrator_resumes(text, start, end)
    if resumed is not None:
        return resumed
    if _is_within_clause(text, start):
        clause = _CLAUSE_END.search(text, start, end)
        return clause.start() if clause is not None else end
    if whole:
        return end
    starts = sentence_starts(text, start, end)
    stop = starts[1] if len(starts) > 1 else end
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return stop


def _is_within_clause(text: str, start: int) -> bool:
    """True when the opening mark before `start` follows a small word of the narrator's and the quotation has no capital."""
    return text[start : start + 1].islower() and _LITTLE_END.search(text[max(0, start - 24) : start]) is not None


def missing_open(text: str, start: int, end: int) -> int:
    """Start of a quotation that closes at `end` and finds no opening mark after `start`.

    Walks back from the close, sentence by sentence, over everything that does not read as the narrator's; in the last
    sentence of the narrator it begins after a comma or colon that leads in, or after a verb of saying or calling.
    """
    starts = sentence_starts(text, start, end)
    begin = end
    for a, b in zip(reversed(starts), reversed([*starts[1:], end]), strict=True):
        if begin == end:
            inside = _start_inside(text, a, b)
            if inside is not None:
                return inside
        elif _narrates().search(text, a, b):
            break
        begin = a
    return begin


def _start_inside(text: str, start: int, end: int) -> int | None:
    """Where the quotation begins within the sentence that it closes, null when it may be the whole sentence."""
    colon = _COLON.search(text, start, end)
    if colon is not None:
        return colon.end()
    narrator = _narrates().search(text, start, end)
    if narrator is None and text[start:end].strip() and text[end - 1] in ",.!?…":
        return None
    lead = _LEAD_IN.search(text, narrator.end() if narrator else start, end)
    if narrator is not None and lead is not None:
        return lead.end()
    called = max((match.end() for match in _calls().finditer(text, start, end)), default=end)
    return called if called < end else _start_of_phrase(text, max(start, end - 50), end)


def _start_of_phrase(text: str, start: int, end: int) -> int | None:
    """After the last little word before a marked term: the "green line"."""
    begin = max((match.end() for match in _LITTLE_WORD.finditer(text, start, end)), default=end)
    return begin if begin < end else None
