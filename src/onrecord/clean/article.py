"""One article: which of its lines are text, what the others are, and the metadata that they give."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from numpy.typing import NDArray

from onrecord.clean.assemble import Text
from onrecord.clean.bylines import is_desk
from onrecord.clean.datelines import DatelineText, read_dateline
from onrecord.clean.dates import find_stamps, is_caption, is_date_line
from onrecord.clean.features import Seen
from onrecord.clean.heads import Head, read_head, trailing_credit
from onrecord.clean.labeller import FEWEST_LINES
from onrecord.clean.language import language_of
from onrecord.clean.lines import Line
from onrecord.types import Article, BlockKind, Dateline, Field, Issue, OffsetMap, RawDocument, Span

LEAST = 0.5  # probability at which a line is text: 0.4 to 0.6 score alike over folds of sites
LEAST_INSIDE = 0.3  # of a short line inside the text that ends like a sentence or holds quotation marks
TIDY = 0.9  # share of words in long lines at which a page counts as text pasted without its surroundings
_SENTENCE_END = (".", "!", "?", ".”", '."', "”", '"', "’", "…", ".’")
_QUOTES = '“”"„«»'
_QUOTES_OPEN, _QUOTES_CLOSE = "“‘\"'", "”’\"'"
_NEVER_TEXT = frozenset(("share-widget", "form", "legal", "comment", "advertisement", "read-more", "notice"))
_FOOT = _NEVER_TEXT | {"navigation", "teaser"}  # what may stand right below a text
SURE_LANGUAGE = 100  # characters of a paragraph whose language is told; names and capitals make shorter ones look foreign
SURE = 0.9  # probability at which a line is text although its words speak against it
LEAST_LAST = 0.1  # of a sentence between the text of a short page and its foot
MOST_LISTED = 14  # words of the headline of another article
REPEATED = 5  # words of a line that the next paragraph says again, so that it is no heading of it
MOSTLY = 0.6  # share of the lines below the heading of comments that begin with who says it
_TALKER = re.compile(r"(?:(?:[A-Z][\w.'’-]*|\w*[\d_]\w*)(?: [A-Z][\w.'’-]*){0,3}(?:,? [^:]{3,30})?|Anonymous): \S")
_PRINTED = re.compile(r"(?:https?://|www\.)\S+ \d+/\d+")  # below each page that a browser prints
_STROKES = re.compile(r"(?<=\S)\s*[|»›>·]\s(?=\s*\S)")
_NUMBERED = re.compile(r"#?\d{1,3}[.):]\s+|#\d{1,3}\s+")


def build(
    document: RawDocument,
    lines: Sequence[Line],
    seen: Seen,
    probability: NDArray,  # type: ignore[type-arg]
    *,
    is_first: bool = False,
    begin: int = 0,
    year: int | None = None,
    owner: str | None = None,
) -> Article:
    """The article that these lines of a page hold.

    `is_first`: these are the lines of the first article of several: what stands above its headline, or above the line
    `begin`, belongs to the page. `year`: of the day that the head of a page of several prints. `owner`: whom the page names as its owner.
    """
    body = choose(lines, seen, probability)
    found = bool(body)
    if not body:
        body = [n for n in range(len(lines)) if not seen.cues[n]] or list(range(len(lines)))
    body = [n for n in body if n >= begin] or body
    head = read_head(lines, seen, begin, len(lines), body, document)
    if is_first and (begin or head.title is not None):
        begin = begin or head.title or 0
        head.reasons |= {n: seen.cues[n] or "navigation" for n in range(begin)}
        head.kinds = {n: kind for n, kind in head.kinds.items() if n >= begin}
        body = [n for n in body if n >= begin]
    return _Builder(document, lines, seen, body, head, owner, year).article(found)


def choose(lines: Sequence[Line], seen: Seen, probability: NDArray) -> list[int]:  # type: ignore[type-arg]
    """The lines that are text. Of a page that is nearly all running text, every line that no cue speaks against."""
    if is_tidy(seen):
        return _tidy(lines, seen)
    chances = probability.tolist()
    body = {
        n
        for n, chance in enumerate(chances)
        if chance >= (SURE if seen.cues[n] in _NEVER_TEXT else LEAST) and not is_date_line(lines[n].text)
    }
    if not body:
        start, end = seen.block
        return [n for n in range(start, end) if not seen.cues[n]]
    for n in range(min(body), max(body)):
        text = lines[n].text
        ends = text.endswith(_SENTENCE_END) or any(mark in text for mark in _QUOTES)
        if n not in body and chances[n] >= LEAST_INSIDE and ends and not seen.cues[n] and not is_date_line(text):
            body.add(n)
    if len(lines) < FEWEST_LINES:
        body |= set(_last_sentences(lines, seen, chances, max(body)))
    return _before_talk(lines, seen, sorted(body - _listed(seen)))


def _last_sentences(lines: Sequence[Line], seen: Seen, chances: Sequence[float], last: int) -> list[int]:
    """Sentences right below the text that nothing parts from the foot of the page, or from its end: its last paragraphs.

    Of short pages, which the network does not judge: there a foot draws the chance of the lines above it down. Teasers with
    sentences of their own stand below headlines or the heading of their list.
    """
    found: list[int] = []
    for n in range(last + 1, len(lines)):
        if seen.cues[n]:
            return found if seen.cues[n] in _FOOT else []
        if n == len(lines) - 1 and seen.size[n] == 1:  # initials of an agency's writers, an address
            return found
        if not seen.sentence[n] or chances[n] < LEAST_LAST or is_date_line(lines[n].text):
            return []
        found.append(n)
    return found


def _listed(seen: Seen) -> set[int]:
    """Headlines of other articles below the heading of their list ("Related"), which the article goes on behind."""
    found: set[int] = set()
    is_list = False
    for n, (cue, size, sentence) in enumerate(zip(seen.cues, seen.size.tolist(), seen.sentence.tolist(), strict=True)):
        if is_list and not cue and not sentence and size <= MOST_LISTED:
            found.add(n)
        else:
            is_list = cue == "teaser" and size <= 2
    return found


def _before_talk(lines: Sequence[Line], seen: Seen, body: list[int]) -> list[int]:
    """The text above the comments, where most of what stands below their heading begins with who says it."""
    heading = next((n for n in range(body[0] + 1, body[-1]) if seen.cues[n] == "comment"), len(lines))
    below = [n for n in body if n > heading]
    told = sum(_TALKER.match(lines[n].text) is not None for n in below)
    return [n for n in body if n < heading] if below and told >= MOSTLY * len(below) else body


def is_tidy(seen: Seen) -> bool:
    """A page of nearly nothing but running text: pasted without its surroundings, or the clean text of a corpus."""
    cued = sum(bool(cue) for cue in seen.cues)
    return bool(seen.size[seen.sentence].sum() >= TIDY * seen.size.sum()) and cued <= 2 + len(seen.cues) // 8


def _tidy(lines: Sequence[Line], seen: Seen) -> list[int]:
    """Every line from the first running one to the end, or to the comments, that has no cue (what stands above is the head)."""
    first = int(seen.running.argmax())
    end = next((n for n in range(first, len(lines)) if seen.cues[n] == "comment"), len(lines))
    return [n for n in range(first, end) if (not seen.cues[n] or seen.running[n]) and not is_date_line(lines[n].text)]


def _is_furniture(text: str) -> bool:
    """An empty line ("* * *"), a path ("Home > Town > Parks"), a menu ("News | Sport | Weather")."""
    return _is_empty(text) or (len(_STROKES.findall(text)) > 1 and not text.endswith(_SENTENCE_END))


def _is_empty(text: str) -> bool:
    """A line without a word, or the foot of a page that was printed."""
    return not any(map(str.isalnum, text)) or _PRINTED.fullmatch(text) is not None


class _Builder:
    """Puts the lines in their places; holds where each came to stand."""

    def __init__(
        self,
        document: RawDocument,
        lines: Sequence[Line],
        seen: Seen,
        body: list[int],
        head: Head,
        owner: str | None,
        year: int | None,
    ) -> None:
        self.document, self.lines, self.seen, self.head, self.owner, self.year = document, lines, seen, head, owner, year
        self.body = [n for n in body if head.kinds.get(n) in (None, "title") and n not in head.reasons]
        self.text = Text(document.text, markup=document.html)
        self.copies = Counter(seen.shadows)
        self.at: dict[int, int] = {}  # where a line starts in the clean text
        self.comments: list[Span] = []
        self.dateline: tuple[int, DatelineText] | None = head.dateline
        self.paragraphs = 0

    def article(self, found: bool) -> Article:
        self.place()
        text = self.text.text
        language = self.language(text)
        truncated = self.truncated()
        published = self.published()
        issues = [*self.issues(text, language, published)]
        if truncated:
            issues.append(Issue("C006", "The text is an excerpt." if truncated == "excerpt" else "The text breaks off."))
        if not found:
            issues.append(Issue("C007", "No running text was found; all lines were taken."))
        blocks = self.text.blocks
        offsets = OffsetMap(tuple(self.text.runs))
        return Article(
            text=text,
            offsets=offsets,
            blocks=tuple(blocks),
            title=self.title(),
            bylines=self.bylines(),
            publisher=self.publisher(),
            dateline=self.dateline_spans(),
            published=published,
            language=language,
            truncated=truncated,  # type: ignore[arg-type]
            comments=tuple(self.comments),
            removed=tuple(self.text.removed),
            repairs=tuple(self.text.repairs),
            raw_start=offsets.raw(0, len(text))[0],
            raw_end=offsets.raw(0, len(text))[1],
            issues=tuple(issues),
        )

    # text ---------------------------------------------------------------------------------------------------------------

    def place(self) -> None:
        """Write every line into the text, or note why not."""
        body = set(self.body)
        tidy = is_tidy(self.seen)
        last = self.body[-1] if self.body else -1
        first = self.body[0] if self.body else len(self.lines)
        waiting: list[int] = []
        talk = False
        for n, line in enumerate(self.lines):
            cue = self.seen.cues[n]
            talk = (talk or cue == "comment") and n > last and cue not in ("form", "legal")
            kind = self.head.kinds.get(n) or (self.kind(n) if n in body and not _is_empty(line.text) else None)
            if kind is None and tidy and not cue and not talk and n not in self.head.reasons and not _is_furniture(line.text):
                # Nothing of a clean text is taken out without a word against it.
                kind = "byline" if n < first and is_desk(line.text) else "paragraph"
            if kind is None:
                self.flush(waiting)
                self.leave_out(n, line, first, last, talk)
                continue
            if waiting and not (kind == "paragraph" and self.runs_on(waiting[-1], n)):
                self.flush(waiting)
            if kind == "paragraph":
                waiting.append(n)
                continue
            self.flush(waiting)
            self.write([n], kind)
        self.flush(waiting)
        if not self.text.blocks:  # all was taken out: then it is the text
            self.text.removed.clear()
            self.comments.clear()
            self.write(list(range(len(self.lines))), "paragraph")

    def flush(self, waiting: list[int]) -> None:
        if waiting:
            self.write(waiting, "paragraph")
            waiting.clear()

    def write(self, numbers: Sequence[int], kind: BlockKind) -> None:
        lines = [self.lines[n] for n in numbers]
        if self.dateline is None and kind == "paragraph" and self.paragraphs < 3:
            dateline = read_dateline(lines[0].text)
            credit = trailing_credit(lines[-1].text)
            if credit is not None and (dateline or len(lines) == 1):
                kind = "caption"
                lines[-1] = lines[-1].cut(0, len(lines[-1].text[:credit].rstrip()))
            elif dateline:
                self.dateline = (numbers[0], dateline)
        self.paragraphs += kind == "paragraph"
        for n, start in zip(numbers, self.text.add(lines, kind), strict=True):
            self.at[n] = start
        full = self.lines[numbers[-1]]
        if lines[-1] is not full:
            self.text.drop(lines[-1].raw_end, full.raw_end, "credit")

    def kind(self, n: int) -> BlockKind:
        """A short line between paragraphs that is no sentence is a section heading."""
        line, size = self.lines[n], int(self.seen.size[n])
        inside = self.body and self.body[0] < n < self.body[-1]
        if line.tag in ("h2", "h3", "h4", "h5"):
            return "heading"
        if is_caption(line.text, size) or (size <= 20 and not line.text.endswith(_SENTENCE_END) and self.copies[self.seen.shadows[n]] > 1):
            return "caption"
        text = line.text[1:-1].strip() if line.text[0] in _QUOTES_OPEN and line.text[-1] in _QUOTES_CLOSE else line.text
        if (
            inside
            and size <= 14
            and text
            and not text.endswith(_SENTENCE_END)
            and text[-1].isalnum() | (text[-1] in "?)")
            and (text[0].isupper() or text[0].isdigit())
        ):
            at = bisect_right(self.body, n)
            following = self.body[at] if at < len(self.body) else n
            if line.blanks and self.seen.running[following] and not self.runs_on(n, following):
                # What the next paragraph says in the same words is a caption or a pulled quotation.
                repeated = size >= REPEATED and self.seen.shadows[n] in self.seen.shadows[following]
                return "caption" if repeated else "heading"
        return "paragraph"

    def runs_on(self, n: int, following: int) -> bool:
        """A sentence that a paragraph break cuts in two: no mark ends the one, and the other begins small."""
        before, after = self.lines[n].text, self.lines[following].text
        if following != n + 1 or int(self.seen.size[n]) < 3:
            return False
        if after[0].islower() and (before[-1].isalnum() or before[-1] in ",)’”-–—") and before[-2:] not in (".”", "!”", "?”", ",”"):
            return not before[0].isdigit() and after.split()[0] not in ("e", "i", "x")
        return (
            before.endswith(",")
            and before[0].isupper()
            and int(self.seen.size[n]) >= 4
            and after[0].isupper()
            and not before.startswith(("Dear", "Hi", "Hello"))
        )

    def leave_out(self, n: int, line: Line, first: int, last: int, talk: bool) -> None:
        cue = self.seen.cues[n]
        reason = self.head.reasons.get(n)
        if talk:
            reason = "comment"
            if not cue:
                self.comments.append(Span(line.raw_start, line.raw_end))
        elif reason is None:
            reason = cue if cue and cue not in ("read-more", "notice") else "navigation"
            if cue == "read-more":
                reason = "navigation"
            elif not cue and n > first and int(self.seen.size[n]) >= 4 and not _is_furniture(line.text):
                reason = "teaser"
        self.text.drop_line(line, reason)

    # metadata -----------------------------------------------------------------------------------------------------------

    def span(self, n: int, start: int, end: int) -> Span | None:
        return Span(self.at[n] + start, self.at[n] + end) if n in self.at else None

    def title(self) -> Field | None:
        head, given = self.head, self.document.title
        span, value = None, ""
        if head.title is not None and head.title_text is not None and head.title in self.at:
            start, end = head.title_text
            number = _NUMBERED.match(self.lines[head.title].text)
            start = number.end() if number and self.document.title is None and number.end() < end else start
            span = self.span(head.title, start, end)
            value = self.lines[head.title].text[start:end]
        if given:
            same = re.findall(r"\w+", given.casefold()) == re.findall(r"\w+", value.casefold())
            return Field(given, "metadata", span if same else None)
        return Field(value, "text", span) if value else None

    def bylines(self) -> tuple[Field, ...]:
        if self.document.bylines:
            return tuple(Field(name, "metadata", names=(name,)) for name in self.document.bylines)
        return tuple(
            Field(self.lines[n].text, "text", self.span(n, 0, len(self.lines[n].text)), names=tuple(names))
            for n, names in self.head.bylines
            if n in self.at
        )

    def publisher(self) -> Field | None:
        """As given; else the name behind the headline; else, from what is no part of the text, the copyright line or the masthead."""
        if self.document.publisher:
            return Field(self.document.publisher, "metadata")
        number, site = self.head.title, self.head.site
        if number is not None and site and number in self.at:
            return Field(self.lines[number].text[slice(*site)], "text", self.span(number, *site))
        name = self.head.masthead
        owner = self.owner or (self.lines[name].text if name is not None else None)
        return Field(owner, "text") if owner else None

    def published(self) -> Field | None:
        if self.document.published:
            return Field(self.document.published, "metadata")
        if self.head.published:
            found = self.head.published
            value = found.day.isoformat() + (f"T{found.stamp.time}" if found.stamp.time else "")
            span = self.span(found.line, found.stamp.start, found.stamp.end)
            return Field(value, "text", span, confidence=found.confidence, alternatives=found.others)
        if self.dateline and self.dateline[1].date:
            n, (start, end) = self.dateline[0], self.dateline[1].date
            printed = self.lines[n].text[start:end].strip(" .,")
            for stamp in [*find_stamps(printed), *(find_stamps(f"{printed}, {self.year}") if self.year else ())]:
                return Field(stamp.day.isoformat(), "dateline", self.span(n, start, end), confidence=0.8)
        return None

    def dateline_spans(self) -> Dateline | None:
        if self.dateline is None:
            return None
        n, found = self.dateline
        whole = self.span(n, 0, found.end)
        if whole is None:
            return None
        return Dateline(whole, self.span(n, *found.place), self.span(n, *found.date) if found.date else None, found.agency)

    def truncated(self) -> str | None:
        if not self.body:
            return None
        last = self.body[-1]
        text = self.lines[last].text
        if "read-more" in self.seen.cues[last + 1 : last + 5]:
            return "excerpt"
        if text.endswith(("[…]", "[...]", "…", "...")) and last >= len(self.lines) - 2:
            return "excerpt" if text.endswith("]") else "cut"
        if last == len(self.lines) - 1 and int(self.seen.size[last]) >= 12 and (text[-1].isalpha() or text[-1] in ",;-–—"):
            return "cut"
        return None

    # oddities -----------------------------------------------------------------------------------------------------------

    def language(self, text: str) -> str:
        return (self.document.language or language_of(text) or "en").split("-")[0].lower()

    def issues(self, text: str, language: str, published: Field | None) -> list[Issue]:
        issues = []
        for flag, code, message in (
            ("mojibake", "C001", "Mojibake was repaired"),
            ("damaged", "C002", "Letters were lost before the text came here"),
        ):
            spans = [span for span, name in self.text.repairs if name == flag]
            if spans:
                places = f"{len(spans)} places, the first is marked" if len(spans) > 1 else "one place"
                issues.append(Issue(code, f"{message} ({places}).", spans[0].start, spans[0].end))
        if published and published.alternatives:
            message = f"The publication date could also be {', '.join(published.alternatives)}."
            issues.append(Issue("C005", message, *((published.span.start, published.span.end) if published.span else ())))
        if language != "en":
            return [*issues, Issue("C004", f"The article is in {language!r}; the English stages were not run.")]
        for block in self.text.blocks:
            if block.kind != "paragraph" or block.end - block.start < SURE_LANGUAGE:
                continue
            paragraph = text[block.start : block.end]
            if not paragraph.isupper() and (other := language_of(paragraph)) not in (None, "en"):
                issues.append(Issue("C003", f"This paragraph is in {other!r}.", block.start, block.end))
        return issues
