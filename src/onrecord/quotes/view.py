"""A document as the rules see it: words with their sentence, paragraph and marked region."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.marks import marked_regions
from onrecord.types import MarkedRegion

if TYPE_CHECKING:
    from spacy.tokens import Doc


_REACH = 150  # words


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """Parallel lists over the words of a text, white space left out. Indices of words are used by all rules."""

    text: str
    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    sentence: list[int]  # number of the sentence
    paragraph: list[int]  # number of the paragraph
    inside: list[int]  # index into `regions` of the outer region that holds the word, -1 outside
    regions: tuple[MarkedRegion, ...]  # outer regions only
    nested: tuple[MarkedRegion, ...]
    first: list[int]  # per region: its first word, marks left out
    last: list[int]  # per region: one past its last word

    def word_at(self, position: int) -> int:
        """The first word that ends after `position`."""
        return bisect_right(self.ends, position)

    def sentence_bounds(self, word: int) -> tuple[int, int]:
        """First and one past the last word of the sentence that holds `word`."""
        number = self.sentence[word]
        return bisect_left(self.sentence, number), bisect_right(self.sentence, number)

    def clause_bounds(self, word: int) -> tuple[int, int]:
        """The sentence around `word`, cut to what a cue can reach; longer "sentences" are lists or lost punctuation."""
        start, end = self.sentence_bounds(word)
        return max(start, word - _REACH), min(end, word + _REACH)

    def paragraph_bounds(self, number: int) -> tuple[int, int]:
        return bisect_left(self.paragraph, number), bisect_right(self.paragraph, number)


def look_at(doc: Doc) -> View:
    """The view of a spaCy Doc. Sentences are its own, and never run over a line break."""
    text = doc.text
    all_regions = marked_regions(text)
    regions = tuple(region for region in all_regions if region.depth == 0)
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    sentence: list[int] = []
    paragraph: list[int] = []
    sentences = paragraphs = 0
    known = doc.has_annotation("SENT_START")
    after_break = False
    for token in doc:
        if token.is_space:
            after_break = after_break or "\n" in token.text or "\r" in token.text
            continue
        broken = after_break and not _goes_on(words, token.text)
        if words and (broken or (token.is_sent_start or _is_full_stop(words, token.text) if known else _ends_sentence(words, token.text))):
            sentences += 1
        if words and after_break:
            paragraphs += 1
        after_break = False
        words.append(token.text)
        starts.append(token.idx)
        ends.append(token.idx + len(token.text))
        sentence.append(sentences)
        paragraph.append(paragraphs)
        if "\n" in token.whitespace_:
            after_break = True
    inside, first, last = _place(regions, starts, ends)
    nested = tuple(region for region in all_regions if region.depth)
    return View(
        text, words, [w.lower().replace("’", "'") for w in words], starts, ends, sentence, paragraph, inside, regions, nested, first, last
    )


def _goes_on(words: list[str], following: str) -> bool:
    """True when a line break cuts a sentence: no mark ends the line and the next begins with a small letter."""
    return bool(words) and following[:1].islower() and words[-1][-1] not in ".!?:;…\"”'’»)"


def _is_full_stop(words: list[str], following: str) -> bool:
    """True when a full stop that belongs to no short capitalised word stands before a capital: whatever the Doc says."""
    return len(words) > 1 and words[-1] == "." and following[:1].isupper() and not (len(words[-2]) <= 4 and words[-2][0].isupper())


def _ends_sentence(words: list[str], following: str) -> bool:
    """True when the words so far end a sentence: for a Doc without sentences."""
    end = words[-1]
    if end in "\"'”’''»)" and len(words) > 1:
        end = words[-2]
    return end in (".", "!", "?", "…") and following[:1] not in ")”’,;:" and not following[:1].islower()


def _place(regions: tuple[MarkedRegion, ...], starts: list[int], ends: list[int]) -> tuple[list[int], list[int], list[int]]:
    inside = [-1] * len(starts)
    first, last = [], []
    for number, region in enumerate(regions):
        a = bisect_right(ends, region.inner.start)
        b = max(a, bisect_left(starts, region.inner.end))
        for word in range(bisect_right(ends, region.start), bisect_left(starts, region.end)):
            inside[word] = number
        first.append(a)
        last.append(b)
    return inside, first, last
