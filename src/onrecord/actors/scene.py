"""What the stage knows of the text before anybody is named: words, sentences, paragraphs, who speaks where."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from onrecord import lexicon
from onrecord.types import Block, Entity, Quote, Span

INSERTED = 120  # code points between a subject and the comma before its verb
_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*['’]?")
_PARAGRAPH = re.compile(r"\n+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its place. `low` is its lower-case form without a possessive."""

    start: int
    end: int
    text: str
    low: str


def singular(word: str) -> str:
    """The singular of a regular plural, else the word itself: `lawyers`, `witnesses`, `deputies`, `spokesmen`."""
    if word.endswith("men") and len(word) > 3:
        return word[:-2] + "an"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        return word[:-1]
    return word


class Scene:
    """The text with everything that is looked up by offset. Built once per article; never changed."""

    def __init__(
        self, text: str, entities: Sequence[Entity], quotes: Sequence[Quote], sentences: Sequence[Span], blocks: Sequence[Block] = ()
    ) -> None:
        self.text, self.entities, self.quotes, self.blocks = text, tuple(entities), tuple(quotes), tuple(blocks)
        self.sentences = tuple(sorted(sentences)) or (Span(0, len(text)),)
        self._starts = [span.start for span in self.sentences]
        self._paragraphs = [0, *(match.end() for match in _PARAGRAPH.finditer(text))]
        self._labelled = sorted(self.entities, key=lambda entity: (entity.start, entity.end))
        self._reach = list(accumulate((entity.end for entity in self._labelled), max))  # the farthest end so far
        self.tokens = tuple(_token(match) for match in _WORD.finditer(text))
        self._token_starts = [token.start for token in self.tokens]

    def sentence_at(self, position: int) -> int:
        """Index of the sentence that holds the position, or of the last one before it."""
        return max(0, bisect_right(self._starts, position) - 1)

    def paragraph_at(self, position: int) -> int:
        """Index of the paragraph (line) that holds the position."""
        return bisect_right(self._paragraphs, position) - 1

    def token_from(self, position: int) -> int:
        """Index of the first token that starts at the position or after it."""
        low = bisect_right(self._token_starts, position)
        return low - 1 if low and self._token_starts[low - 1] == position else low

    def entities_in(self, start: int, end: int) -> Iterator[Entity]:
        """Entities that share a character with `[start, end)`, last first."""
        for place in range(bisect_left(self._labelled, end, key=lambda entity: entity.start) - 1, -1, -1):
            if self._reach[place] <= start:
                return
            if self._labelled[place].end > start:
                yield self._labelled[place]

    def words(self, start: int, end: int) -> tuple[Token, ...]:
        """Tokens that start inside `[start, end)`."""
        return self.tokens[self.token_from(start) : self.token_from(end)]

    @cached_property
    def _speech(self) -> tuple[tuple[int, int, int], ...]:
        """Marked speech as (start, end, quote), sorted, without overlaps: of nested speech the outer one."""
        spans = sorted((part.start, -part.end, number) for number, quote in enumerate(self.quotes) for part in quote.parts)
        flat: list[tuple[int, int, int]] = []
        for start, negative_end, number in spans:
            if not flat or start >= flat[-1][1]:
                flat.append((start, -negative_end, number))
        return tuple(flat)

    def quote_at(self, position: int) -> int | None:
        """The quote whose marked words hold the position."""
        place = bisect_right(self._speech, (position, len(self.text) + 1, 0)) - 1
        if place >= 0:
            start, end, number = self._speech[place]
            if start <= position < end:
                return number
        return None

    def block_kind(self, position: int) -> str:
        """Kind of the block at the position; "paragraph" where there is none."""
        place = bisect_right(self.blocks, position, key=lambda block: block.start) - 1
        return self.blocks[place].kind if place >= 0 and position < self.blocks[place].end else "paragraph"

    def in_byline(self, position: int) -> bool:
        """True inside a byline: who wrote the text is nobody of whom it tells."""
        return self.block_kind(position) == "byline"

    def in_marks(self, start: int, end: int) -> bool:
        """True for words that marks hold alone: the man known as "Fox"."""
        return start > 0 and self.text[start - 1] in _MARKS and self.text[end : end + 1] in _MARKS

    def is_subject(self, start: int, end: int) -> bool:
        """True when the words look like the subject of a verb: a verb follows, at most an adverb between."""
        if self.in_marks(start, end):
            end += 1
        following = self.words(end, min(len(self.text), end + 40))[:2]
        verbs = lexicon.word_set("actors/verbs.txt")
        if following and self.text[end : end + 1] == ",":  # "Ann Lee, 52, said", "Ann Lee, who chairs it, said"
            close = self.text.find(",", end + 1, min(len(self.text), end + INSERTED))
            if close < 0 or "\n" in self.text[end:close] or self.sentence_at(close) != self.sentence_at(start):
                return False
            following = self.words(close, min(len(self.text), close + 40))[:1]
            return bool(following) and (following[0].low in verbs or following[0].low.endswith(("ed", "n't")))
        if not following or self.text[end : following[0].start].strip():
            return False
        first = following[0].low
        if first in verbs or first.endswith(("ed", "n't")) or (self.text[start].isupper() and _may_be_present(following[0])):
            return True
        return (
            len(following) > 1
            and (first.endswith("ly") or first in _ADVERBS)
            and (following[1].low in verbs or following[1].low.endswith("ed"))
        )


def _may_be_present(word: Token) -> bool:
    """True for a word that behind a name can be a verb of the present: "Lee discusses"."""
    ends = word.low.endswith("s") and not word.low.endswith(("ss", "us"))
    return ends and word.text.islower() and word.low not in lexicon.word_set("actors/function_words.txt")


_MARKS = ('"', "“", "”", "'", "‘", "’")
_ADVERBS = frozenset(
    ["also", "then", "now", "once", "never", "always", "still", "just", "who", "later", "again", "himself", "herself", "even"]
)


def _token(match: re.Match[str]) -> Token:
    text = match[0]
    low = text.lower()
    for ending in ("'s", "’s", "'", "’"):
        if low.endswith(ending):
            low = low[: -len(ending)]
            break
    return Token(match.start(), match.end(), text, low)
