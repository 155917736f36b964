"""What stands above and below the text of one article: headline, stand-first, bylines, date lines, captions, credits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.clean import bylines, headline
from onrecord.clean.dates import Stamp, find_stamps, is_date_line
from onrecord.clean.features import Seen
from onrecord.clean.lines import Line
from onrecord.types import BlockKind

ABOVE = headline.ABOVE
BELOW = 12  # lines below it in which a date or byline may stand
_FIRST_PUBLISHED = re.compile(r"publish|posted|first|created|issued|released|date|^on\b|filed")
_ANNOUNCED = re.compile(r"^(?:first |originally |article |story )?(?:published|posted|updated)\b")
_UPDATED = re.compile(r"updat|modif|edited|revised|last")
_EVENT = re.compile(r"copyright|©|\bborn\b|expires|deadline|read more|related")
_SITE = re.compile(r"\s+(?:[|·•»–—-]|::|//)\s+")
_CREDIT = re.compile(
    r"^(?:\(?(?:photo(?:graph)?s?|image|images|picture|pictures|pic|credit|illustration|video|source|graphic|file(?: photo)?|handout|"
    r"screenshot|courtesy)\b(?: (?:credit|courtesy|by|from|of|source|provided by|supplied))*\s*[:/|]? ?)\s*\S.*$"
    r"|.*(?:getty images|/ ?afp|/ ?ap\b|/ ?reuters|\bap photo|"
    r"shutterstock|istock|alamy|/ ?epa|/sipa|via ap|pool/|handout|"
    r"wikimedia|unsplash|pexels|pixabay|/getty|\(ap\)$|associated press$|courtesy of .*)\)?\.?$",
    re.IGNORECASE,
)
_TRAILING_CREDIT = re.compile(
    r"(?<=[.!?”\"’)])\s+(?P<credit>\(?(?:(?:photo|image|picture|credit|photograph)s?\s?(?:credit|courtesy|by)?\s?[:/]?\s[^.!?]{3,70}|"
    r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}(?:/[A-Z][\w.'’ -]{1,24}){1,3}|AP Photo/[^.!?]{3,40})\)?\.?)$"
)
_CAPTION = re.compile(
    r"\b(?:is seen|are seen|seen here|pictured|file photo|poses?|left|right|centre|center|file picture|"
    r"looks? on|photo taken|above|below)\b|\((?:left|right|l|r|c)\)",
    re.IGNORECASE,
)
_NOTICE = re.compile(r"^(?:note|correction|clarification|update|editor['’]?s?['’]? note)", re.IGNORECASE)


@dataclass(slots=True)
class Head:
    """Roles of lines: `kinds` for those that become blocks, `reasons` for those that are removed, by line number."""

    title: int | None = None
    title_text: tuple[int, int] | None = None  # the headline inside its line
    kinds: dict[int, BlockKind] = field(default_factory=dict)
    reasons: dict[int, str] = field(default_factory=dict)
    bylines: list[tuple[int, list[str]]] = field(default_factory=list)
    published: tuple[int, Stamp] | None = None
    confidence: float = 0.0
    others: list[str] = field(default_factory=list)


def read_head(lines: Sequence[Line], seen: Seen, start: int, end: int, body: Sequence[int], known_title: str | None = None) -> Head:
    """Tell the roles of the lines of one article that are not its text.

    Args:
        lines: The page. `start`, `end`: the article's lines. `body`: its lines of text, in order.
        known_title: The headline that metadata gives.
    """
    head = Head()
    running = [n for n in body if seen.running[n]] or list(body) or [end]
    first, last = running[0], body[-1] if body else end - 1
    _title(head, lines, seen, start, end, first, body, known_title)
    top = head.title if head.title is not None else max(start, first - ABOVE)
    # Behind a stand-first, which counts as text, the head may go on: up to the third paragraph.
    deep = running[min(2, len(running) - 1)]
    _dates(head, lines, seen, start, end, top, deep, last)
    _bylines(head, lines, seen, start, end, top, deep, last)
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
    head.title_text = (0, _without_site(text, lines, found))


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


def _without_site(text: str, lines: Sequence[Line], number: int) -> int:
    """Where the headline ends in `Headline | Site`: before a last part of few words, if the first has more."""
    found = list(_SITE.finditer(text))
    if not found or number > 2:
        return len(text)
    cut = found[-1]
    head, tail = text[: cut.start()].split(), text[cut.end() :].split()
    return cut.start() if len(tail) <= 4 and len(head) >= max(4, len(tail) + 1) else len(text)


# dates ------------------------------------------------------------------------------------------------------------------


def _dates(head: Head, lines: Sequence[Line], seen: Seen, start: int, end: int, top: int, first: int, last: int) -> None:
    """The publication date: the best of all dates around the text; the others that could be meant stay as alternatives."""
    scored: list[tuple[float, int, Stamp]] = []
    near = [*range(max(start, top - 12), min(first + 2, end)), *range(max(last + 1, first), min(last + 1 + BELOW, end))]
    for number in near:
        text = lines[number].text
        is_text = bool(seen.running[number]) and bylines.label_end(text) is None and int(seen.size[number]) > 14
        if int(seen.size[number]) > 30 or is_text or is_caption(text, int(seen.size[number])):
            continue  # a day inside a sentence, or below a picture, is the day of something else
        for stamp in find_stamps(text):
            scored.append((_date_score(number, stamp, text, seen, top, first, last), number, stamp))
        if is_date_line(text) and number not in head.kinds and (top <= number < first + 1 or (number > last and number <= last + 3)):
            head.kinds[number] = "date"
    if not scored:  # elsewhere on the page: a line of its own, or one that a word announces
        for number in range(start, end):
            if int(seen.size[number]) <= 20 and (is_date_line(lines[number].text) or _ANNOUNCED.search(seen.shadows[number])):
                scored += [(0.5 if number > last else 1.0, number, stamp) for stamp in find_stamps(lines[number].text)][:1]
    if not scored:
        return
    scored.sort(key=lambda item: (-item[0], item[1], item[2].start))
    score, number, stamp = scored[0]
    if score <= 0:
        return
    head.published = (number, stamp)
    days = [stamp.day.isoformat(), *([stamp.other.isoformat()] if stamp.other else [])]
    rivals = [other.day.isoformat() for value, _, other in scored[1:] if value > score - 3 and value > 0]
    head.others = [day for day in dict.fromkeys([*days[1:], *rivals]) if day != days[0]]
    head.confidence = round(0.95 - 0.1 * min(len(head.others), 3) - (0.15 if score < 4 else 0), 3)


def _date_score(number: int, stamp: Stamp, text: str, seen: Seen, top: int, first: int, last: int) -> float:
    lowered = text.lower()
    before = lowered[max(0, stamp.start - 30) : stamp.start]
    score = 3.0 if top <= number < first else 1.0 if number < top else 0.5
    score += 3.0 if is_date_line(text) else 1.0 if int(seen.size[number]) <= 12 else -1.0
    score += 2.0 if _FIRST_PUBLISHED.search(before) else 0
    score -= 1.5 if _UPDATED.search(before) else 0
    score -= 6.0 if _EVENT.search(before) or seen.cues[number] in ("legal", "teaser", "comment") else 0
    score += 0.5 if stamp.time else 0
    score += 1.0 if bylines.label_end(text) else 0
    score -= 0.08 * abs(first - number) if number < first else 0.25 * (number - last) if number > last else 1.0
    return score


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
        if int(seen.size[number]) > bylines.MOST_WORDS or seen.cues[number] not in ("", "notice"):
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
        for number in range(max(start, top), min(first, end)):
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
    return any(0 <= n < len(lines) and is_date_line(lines[n].text) for n in (number - 1, number + 1)) or bool(
        list(find_stamps(lines[number].text))
    )


def _is_bare(text: str, names: Sequence[str]) -> bool:
    """The line holds the names and little else."""
    rest = text
    for stamp in reversed(list(find_stamps(text))):
        rest = rest[: stamp.start] + rest[stamp.end :]
    return len(rest) <= sum(map(len, names)) + 40


# the rest ---------------------------------------------------------------------------------------------------------------


def _inside(head: Head, lines: Sequence[Line], seen: Seen, top: int, first: int, last: int, body: set[int]) -> None:
    """Stand-first, captions, credits, notices and copies of the headline between headline and end of the text."""
    title = seen.shadows[head.title] if head.title is not None else None
    for number in range(top, min(last + 4, len(lines))):
        if number in head.kinds or number in body:
            continue
        text, size = lines[number].text, int(seen.size[number])
        if title is not None and seen.shadows[number] == title:
            head.reasons[number] = "duplicate"
        elif size <= 40 and len(text) <= 400 and _CREDIT.match(text) and not seen.cues[number]:
            if size <= 14 or (lines[number].tag == "figcaption" and size <= 8):
                head.reasons[number] = "credit"
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


def is_caption(text: str, size: int) -> bool:
    """Words without a sentence that end with place and day ("Council hall, Geneva, Switzerland 14/09/2017")."""
    if size > 25 or is_date_line(text) or "," not in text:
        return False
    stamps = list(find_stamps(text))
    numeric = bool(stamps) and not any(map(str.isalpha, text[stamps[-1].start : stamps[-1].end]))
    return numeric and stamps[-1].end >= len(text) - 1 and stamps[-1].start > 8 and stamps[-1].end - stamps[-1].start <= 20


def trailing_credit(text: str) -> int | None:
    """Where a photographer's credit at the end of a caption begins."""
    found = _TRAILING_CREDIT.search(text) if len(text) <= 800 else None
    return found.start("credit") if found else None
