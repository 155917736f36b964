"""What stands above and below the text of one article: headline, stand-first, bylines, date lines, captions, credits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.clean import bylines, dating, headline, publishers
from onrecord.clean.ago import day_told
from onrecord.clean.datelines import DatelineText, read_dateline_line
from onrecord.clean.dates import find_stamps, is_caption, is_date_line
from onrecord.clean.features import Seen
from onrecord.clean.lines import Line
from onrecord.types import BlockKind, RawDocument

ABOVE = headline.ABOVE
LAST_WITH_SITE = 2  # the headline that the page's source names comes first in a dump; another may hold a dash of its own
FEW_WORDS = 5  # of a line that tells how long ago and hardly more ("Published 3 days ago")
MOST_CAPTION = 40  # words
SHORT_CREDIT = 80  # characters
BELOW = 12  # lines below it in which a date or byline may stand
_CREDIT = re.compile(
    r"^(?:\(?(?:photo(?:graph)?s?|image|images|picture|pictures|pic|credit|illustration|video|source|graphic|file(?: photo)?|handout|"
    r"screenshot|courtesy)\b(?: (?:credit|courtesy|by|from|of|source|provided by|supplied))*\s*[:/|]? ?)\s*\S.*$"
    r"|.*(?:getty images|/ ?afp|/ ?ap\b|/ ?reuters|\bap photo|"
    r"shutterstock|istock|alamy|/ ?epa|/sipa|via ap|pool/|handout|"
    r"wikimedia|unsplash|pexels|pixabay|/getty|\(ap\)$|associated press$|courtesy of .*)\)?\.?$"
    r"|(?-i:[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]+){1,3}/[A-Z][\w.'’]+(?: [A-Z][\w.'’]+){0,2})$",
    re.IGNORECASE,
)
_PICTURES = re.compile(
    r"(?:photo(?:graph)?s?|photography|pictures?|images?|illustrations?|video|graphics?)(?: by| courtesy of|:) (?P<name>\S.*)",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"[a-z]{2,4}(?:[/-][a-z]{2,4}){1,4}")  # of an agency's writers and editors: "mdc/ja/rst"
# An address and the line that announces it: "For more information, please visit:".
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|for more .{3,80} (?:visit|see|go to):?(?: (?:https?://|www\.)\S+)?", re.IGNORECASE)
_LABEL = re.compile(r"(?:title|headline|slug|subject)\s*:\s*(?=\S)", re.IGNORECASE)  # of a dump that names its fields
_TRAILING_CREDIT = re.compile(
    r"(?<=[.!?”\"’)])(?<!\b[A-Z]\.)\s+(?P<credit>\(?(?:(?:photo|image|picture|credit|photograph)s?\s?(?:credit|courtesy|by)?\s?[:/]?\s[^.!?]{3,70}|"
    r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}(?:/[A-Z][\w.'’ -]{1,24}){1,3}|AP Photo/[^.!?]{3,40})\)?\.?)$"
)
_CAPTION = re.compile(
    r"\b(?:is seen|are seen|seen here|pictured|file photo|poses?|left|right|centre|center|file picture|"
    r"looks? on|photo taken|above|below)\b|\((?:left|right|l|r|c)\)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Head:
    """Roles of lines: `kinds` for those that become blocks, `reasons` for those that are removed, by line number."""

    title: int | None = None
    title_text: tuple[int, int] | None = None  # the headline inside its line
    site: tuple[int, int] | None = None  # the name of the site behind it
    masthead: int | None = None
    kinds: dict[int, BlockKind] = field(default_factory=dict)
    reasons: dict[int, str] = field(default_factory=dict)
    bylines: list[tuple[int, list[str]]] = field(default_factory=list)
    published: dating.Dating | None = None
    dateline: tuple[int, DatelineText] | None = None  # on a line of its own


def read_head(lines: Sequence[Line], seen: Seen, start: int, end: int, body: Sequence[int], given: RawDocument) -> Head:
    """Tell the roles of the lines of one article that are not its text.

    Args:
        lines: The page. `start`, `end`: the article's lines. `body`: its lines of text, in order.
        given: The document, for the headline that metadata gives and the time of retrieval.
    """
    head = Head()
    running = [n for n in body if seen.running[n]] or list(body) or [end]
    first, last = running[0], body[-1] if body else end - 1
    _title(head, lines, seen, start, end, first, body, given.title)
    _masthead(head, lines, seen, start)
    top = head.title if head.title is not None else max(start, first - ABOVE)
    # Behind a stand-first, which counts as text, the head may go on: up to the third paragraph.
    deep = running[min(2, len(running) - 1)]
    _dates(head, lines, seen, start, end, first, deep, last, given.retrieved)
    _bylines(head, lines, seen, start, end, top, deep, last)
    _dateline(head, lines, range(top, min(deep, end)))
    _inside(head, lines, seen, top, first, last, set(body))
    return head


# headline ---------------------------------------------------------------------------------------------------------------


def _title(head: Head, lines: Sequence[Line], seen: Seen, start: int, end: int, first: int, body: Sequence[int], known: str | None) -> None:
    """The line most like a headline; the one that metadata names, where it stands there."""
    numbers = headline.candidates(lines, seen, start, first, end)
    found = headline.best(lines, seen, numbers, first, body)
    if known:
        words = re.findall(r"\w+", known.lower())
        found = next((n for n in numbers if re.findall(r"\w+", seen.shadows[n]) == words), found)
    if found is None and body and body[0] == start and _opens_like_title(lines, seen, body):
        found = body[0]
    head.title = found
    if found is None:
        return
    head.kinds[found] = "title"
    text = lines[found].text
    site = publishers.site_in_title(text) if found <= LAST_WITH_SITE else None
    label = _LABEL.match(text)
    head.title_text = (label.end() if label else 0, site[1] if site else len(text))
    if site and publishers.is_publisher(text[site[0] :]):
        head.site = (site[0], len(text))


def _masthead(head: Head, lines: Sequence[Line], seen: Seen, start: int) -> None:
    """The name of the paper at the page's top, which is no text."""
    name = publishers.masthead(lines, head.title) if start == 0 else None
    if name is not None and not seen.cues[name]:
        head.masthead, head.reasons[name] = name, "navigation"


def _opens_like_title(lines: Sequence[Line], seen: Seen, body: Sequence[int]) -> bool:
    """The first line of the text stands alone, is short and no sentence, and text follows."""
    text, size = lines[body[0]].text, int(seen.size[body[0]])
    return (
        len(body) > 1
        and 2 <= size <= 25
        and not seen.cues[body[0]]
        and not text.endswith((".", ",", ";", ":", "…", "”", '"'))
        and not is_date_line(text)
        and int(seen.size[body[1]]) > size
        and text[0].upper() == text[0]
    )


# dates ------------------------------------------------------------------------------------------------------------------


def _dates(
    head: Head, lines: Sequence[Line], seen: Seen, start: int, end: int, first: int, deep: int, last: int, retrieved: str | None
) -> None:
    """The day of publication, and the lines around the text that are dates."""
    head.published = dating.best(lines, seen, start, end, dating.Place(head.title, first, last))
    top = head.title if head.title is not None else max(start, first - ABOVE)
    if head.published is None and retrieved and (told := day_told(lines, range(max(start, top - 2), min(first, end)), retrieved)):
        head.published = told
        if seen.size[told.line] <= FEW_WORDS:
            head.kinds.setdefault(told.line, "date")
    above = [head.published.line] if head.published and head.published.line < top else []
    for number in [*above, *range(top, min(deep + 1, end)), *range(last + 1, min(last + 4, end))]:
        if number not in head.kinds and is_date_line(lines[number].text) and not is_caption(lines[number].text, int(seen.size[number])):
            head.kinds[number] = "date"


def _dateline(head: Head, lines: Sequence[Line], numbers: Sequence[int]) -> None:
    """Town and day on a line of their own between headline and text: the first such line."""
    for number in numbers:
        if number not in head.kinds and (found := read_dateline_line(lines[number].text)):
            head.kinds[number], head.dateline = "dateline", (number, found)
            return


# bylines ----------------------------------------------------------------------------------------------------------------


def _bylines(head: Head, lines: Sequence[Line], seen: Seen, start: int, end: int, top: int, first: int, last: int) -> None:
    """Announced names around the text; else names that stand alone between headline and text, or above a date."""
    above = range(max(start, top - 4), min(first + 1, end))
    below = range(max(last + 1, first), min(last + 1 + BELOW, end))
    found: list[tuple[int, list[str]]] = []
    for number in [*above, *below]:
        if number in head.kinds and head.kinds[number] == "title":
            continue
        text = lines[number].text
        if int(seen.size[number]) > bylines.MOST_WORDS or seen.cues[number] not in ("", "notice", "navigation"):
            continue
        at = bylines.label_end(text)
        if at is None:
            continue
        if at >= len(text) or not text[at:].strip():  # "By" on a line of its own, the name below
            following = number + 1
            if following < end and (names := bylines.names_in("by " + lines[following].text)):
                head.kinds[number] = head.kinds[following] = "byline"
                found.append((following, names))
            continue
        if names := bylines.names_in(text):
            found.append((number, names))
            head.kinds[number] = "byline"
    if not found:
        # Above the headline only a name with its day.
        named = [top - 1] if top > start and find_stamps(lines[top - 1].text) else []
        for number in [*named, *range(max(start, top), min(first, end))]:
            if head.kinds.get(number) == "title" or seen.cues[number] or _CREDIT.match(lines[number].text[:400]):
                continue
            # Within the text only a line that is hardly more than a name.
            most = 6 if seen.running[:number].any() and seen.running[max(0, number - 3) : number].any() else 12
            bare = int(seen.size[number]) <= most and not lines[number].text.endswith((",", ";", "."))
            names = bylines.names_in(lines[number].text) if bare else []
            alone = len(names) >= 1 and (bylines.is_known(names[0]) or _by_date(lines, number))
            if alone and _is_bare(lines[number].text, names):
                found.append((number, names))
                head.kinds[number] = "byline"
                break
    upper = [item for item in found if item[0] <= first]
    chosen: list[tuple[int, list[str]]] = []
    for number, names in upper or found:
        fresh = [name for name in names if name.casefold() not in {other.casefold() for _, others in chosen for other in others}]
        if fresh:
            chosen.append((number, fresh))
    head.bylines = chosen[:4]


def _by_date(lines: Sequence[Line], number: int) -> bool:
    near = (number - 1, number + 1)
    return bool(find_stamps(lines[number].text)) or any(0 <= n < len(lines) and is_date_line(lines[n].text) for n in near)


def _is_bare(text: str, names: Sequence[str]) -> bool:
    """The line holds the names and little else."""
    rest = text
    for stamp in reversed(find_stamps(text)):
        rest = rest[: stamp.start] + rest[stamp.end :]
    return len(rest) <= sum(map(len, names)) + 40


# the rest ---------------------------------------------------------------------------------------------------------------


def _inside(head: Head, lines: Sequence[Line], seen: Seen, top: int, first: int, last: int, body: set[int]) -> None:
    """Stand-first, captions, credits, notices and copies of the headline between headline and end of the text."""
    title = seen.shadows[head.title] if head.title is not None else None
    for number in range(top, min(last + 4, len(lines))):
        if number not in head.kinds and number < first and headline.is_score(lines[number].text):  # of the match that the text tells of
            head.kinds[number] = "subtitle"
        elif number in body and (_is_photographer(lines[number].text) or (number == last and _INITIALS.fullmatch(lines[number].text))):
            head.reasons[number] = "credit"
        elif number in body and number >= last - 1 and _ADDRESS.fullmatch(lines[number].text):
            head.reasons[number] = "navigation"
        if number in head.kinds or number in head.reasons or number in body:
            continue
        text, size = lines[number].text, int(seen.size[number])
        if title is not None and seen.shadows[number] == title:
            head.reasons[number] = "duplicate"
        elif size <= MOST_CAPTION and len(text) <= 400 and _CREDIT.match(text) and not seen.cues[number]:
            if size <= 14 or (lines[number].tag == "figcaption" and size <= 8):
                head.reasons[number] = "credit"
                above, is_near = number - 1, number > top and lines[number].blanks < lines[number - 1].blanks
                if head.kinds.get(above) == "subtitle" or (is_near and above in body and seen.size[above] <= MOST_CAPTION):
                    head.kinds[above] = "caption"
            else:
                head.kinds[number] = "caption"
        elif lines[number].tag == "figcaption" and size >= 4:
            head.kinds[number] = "caption"
        elif seen.cues[number] == "notice" and number <= last + 3:
            head.kinds[number] = "notice"
        elif top < number < first and not seen.cues[number] and 6 <= size <= 60 and head.title is not None and number <= head.title + 4:
            if text.endswith((".", "!", "?", "”", "…")) or size >= 9:
                head.kinds[number] = "caption" if _CAPTION.search(text) else "subtitle"
        elif top < number <= last and size >= 8 and _CAPTION.search(text) and not seen.cues[number]:
            head.kinds[number] = "caption"


def _is_photographer(text: str) -> bool:
    """A photographer's credit that is all of a line: "Photographs by Bo Lind"."""
    found = _PICTURES.fullmatch(text) if len(text) <= SHORT_CREDIT else None
    return found is not None and bylines.is_name(found["name"].strip(" ."))


def trailing_credit(text: str) -> int | None:
    """Where a photographer's credit at the end of a caption begins."""
    found = _TRAILING_CREDIT.search(text) if len(text) <= 800 else None
    return found.start("credit") if found else None
