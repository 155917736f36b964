"""Who wrote it: "By A and B, Agency", "Written by A", "A | date", a name alone between headline and text."""

from __future__ import annotations

import re
from functools import cache

from onrecord.clean.dates import find_stamps
from onrecord.lexicon import table, word_set

_LABEL = re.compile(
    r"(?:(?:(?:(?:live|court|match|race|fight|concert|special|exclusive|eyewitness) (?=report)|)"
    r"(?:story|article|text|words?|report|reported|reporting|written|posted|published|submitted|analysis|opinion|interview|"
    r"compiled|edited and written|produced|contributed|"
    r"review|column|commentary|guest post|essay)\s+)?by(?=[\s:：|])|authors?\s*[:：]|author(?=\s)|interview\s*:|words\s*:|text\s*:|"
    r"reporter\s*:|from our correspondent,?|bylines?\s*:|contributors?\s*:)\s*[:：|]?\s*",
    re.IGNORECASE,
)
# All that _LABEL matches begins like this or holds "by": most lines do not, and are told quickly.
_LABELS_WITHOUT_BY = ("author", "interview", "words", "text", "reporter", "from our", "contributor")
_LABEL_CHARS = 60
_NAME_WORD = re.compile(r"(?:[^\W\d_]['’])?[^\W\d_]['’\w.-]*")
_SEPARATOR = re.compile(r"\s*(?:,|;|\||•|·|&|/|\s[-–—]\s|\band\b|\bwith\b|\n)\s*|\s+[-–—]\s+")
_PARTICLES = frozenset(
    "de del della di da dos das van von der den ter ten la le el al bin ibn ben bint abu ul st y e zu af av".split()  # noqa: SIM905
)
_TITLES = re.compile(r"^(?:dr|prof(?:essor)?|mr|mrs|ms|sir|dame|rev|fr)\.?\s+", re.IGNORECASE)
# "ByAna Ruiz", "Ana RuizWriter": a scraper lost the space.
_GLUED = re.compile(
    r"(?<=^By)(?=[A-Z])|(?<=^by)(?=[A-Z])|(?<=[a-z])(?=(?:Writer|Editor|Reporter|Contributor|Staff|Senior|Published|Updated|Posted)\b)"
)
_STOP = re.compile(
    r"\s+(?:for|of|in|at|on|from|via|is|has|was|covers|reports?|published|posted|updated|last|senior|staff|special|political|correspondent|reporter|editor|contributor)\b.*$",
    re.IGNORECASE,
)
_PICTURES = re.compile(r"\s+(?:photo(?:graph)?s?|pictures?|images?|videos?|illustrations?|graphics?)(?: by)?\s*:.*$", re.IGNORECASE)
# Who wrote it, without a name: "PA Parliamentary staff", "By our Crime Correspondent".
_DESK = re.compile(
    r"(?:[Bb]y |BY )?(?:[Oo]ur )?(?:[A-Z][\w.'’&-]* ){0,4}"
    r"(?i:staff(?: reporters?| writers?)?|desk|bureau|newsroom|correspondents?|reporters?|news team)"
)
_HANDLE = re.compile(r"\s*[(\[]?@\w+[)\]]?")
_OFFICE = frozenset(
    "reporter correspondent editor writer columnist contributor producer journalist photographer critic".split()  # noqa: SIM905
)
MOST_WORDS = 30
TOLD = 6  # words in small letters with which a line that a full stop ends is a sentence ("By noon the crowd had gone, said Bo Lind.")


@cache
def _given() -> frozenset[str]:
    return frozenset(row[0] for row in table("names/given_names.txt"))


@cache
def _not_names() -> frozenset[str]:
    return word_set("clean/not_bylines.txt")


def is_name(text: str) -> bool:
    """Two to four capitalised words without a digit, none of which is a word of mastheads and menus."""
    if len(text) > 45:
        return False
    words = text.split()
    if not 2 <= len(words) <= 5:
        return False
    # "Ben" is a given name in front and a particle behind: "Ben Lind", "Omar ben Said".
    solid = [word for n, word in enumerate(words) if word.lower() not in _PARTICLES or (n == 0 and word[0].isupper() and is_known(text))]
    if not 2 <= len(solid) <= 4 or not all(word[0].isupper() for word in solid) or any(map(str.isdigit, text)):
        return False
    if not all(word[1:].islower() or len(word) <= 2 or any(map(str.isupper, word[1:])) for word in solid):
        return False
    if not all(map(_NAME_WORD.fullmatch, solid)):
        return False
    return not any(len(word) > 1 and word.strip(".").lower() in _not_names() for word in solid)


def are_names(text: str) -> bool:
    """Two names or more and nothing else, one of them known ("Ana Ruiz and Bo Lind")."""
    names = _SEPARATOR.split(text) if len(text) <= _LABEL_CHARS else []
    return len(names) > 1 and all(map(is_name, names)) and any(map(is_known, names))


def is_desk(text: str) -> bool:
    """A part of the paper, or an office, that stands where an author's name would."""
    return len(text) <= _LABEL_CHARS and _DESK.fullmatch(text) is not None


def is_known(name: str) -> bool:
    """A name whose first word is a given name."""
    return name.split()[0].casefold().strip(".") in _given()


def label_end(text: str) -> int | None:
    """Where the words that announce an author end ("Written by "), or null when a line has none."""
    head = text[:_LABEL_CHARS].lower()
    if "by" not in head and not head.startswith(_LABELS_WITHOUT_BY):
        return None
    found = _LABEL.match(text)
    return found.end() if found else None


def names_in(text: str) -> list[str]:
    """The persons of a byline, announced or not, in order."""
    text = _HANDLE.sub("", _GLUED.sub(" ", text))
    start = label_end(text) or 0
    if text.endswith((".", "”", '"')) and sum(map(str.islower, text.split())) >= TOLD and not is_name(_SEPARATOR.split(text[start:])[0]):
        return []
    rest = _PICTURES.sub("", text[start:])
    stamps = find_stamps(rest)
    if stamps:
        rest = rest[: stamps[0].start] if stamps[0].start > 3 else rest[stamps[-1].end :]
    names: list[str] = []
    for piece in _SEPARATOR.split(rest):
        piece = _TITLES.sub("", re.sub(r"\s*[(\[].*$", "", re.sub(r"^by\s+", "", piece.strip(" .|•·:-–—*"), flags=re.IGNORECASE)))
        piece = _STOP.sub("", _without_office(piece)).strip(" .,:")
        piece = _without_role(piece)
        if piece.isupper() and len(piece) > 5:
            piece = " ".join(word.capitalize() if len(word) > 2 or word.casefold() in _given() else word for word in piece.split())
        if is_name(piece) or (start and not names and is_single(piece)):
            if piece not in names:
                names.append(piece)
        elif names and piece and not is_name(piece):
            continue
    return names


def _without_office(piece: str) -> str:
    """The name before an office with its field ("Ana Ruiz Court Reporter" -> "Ana Ruiz"): a name that is known has two words there."""
    words = piece.split()
    office = next((n for n, word in enumerate(words) if n >= 2 and word.lower().strip(".,") in _OFFICE), None)
    return " ".join(words[:2]) if office is not None and is_known(piece) else piece


def _without_role(piece: str) -> str:
    """The name before what somebody is ("Ana Ruiz Wellness Writer" -> "Ana Ruiz")."""
    words = piece.split()
    if len(words) < 3 or not any(word.lower().strip(".") in _not_names() for word in words[2:]) or not is_known(piece):
        return piece
    return " ".join(words[:2])


def is_single(piece: str) -> bool:
    """One capitalised word, which only an announced byline may be."""
    return piece.isalpha() and piece[0].isupper() and 3 <= len(piece) <= 20 and piece.lower() not in _not_names() and is_known(piece)
