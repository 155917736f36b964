"""Who publishes the page, by what it prints: the name behind its headline (`Headline | Site`), its masthead, its copyright line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.clean import bylines
from onrecord.clean.lines import Line
from onrecord.lexicon import word_set

MOST_CHARS = 300  # of a copyright line
MOST_WORDS = 6  # of a name
TOP = 3  # lines of a page, one of which may be its masthead
_SITE = re.compile(r"\s+(?:[|·•»–—-]|::|//)\s+")
_YEARS = r"(?:(?:19|20)\d\d(?:\s?[-–—]\s?(?:(?:19|20)?\d\d|present))?)"
_MARK = r"(?:©|\(c\)|copyright)"
_OWNER = re.compile(
    rf"{_MARK}\s*{_MARK}?\s*(?:by\s+)?(?:{_YEARS}[,.]?\s*)?(?:by\s+|[-–—|:]\s*)?(?P<name>[^\W\d_][^|©•·\n]{{1,60}}?)"
    rf"\s*(?=$|[|•·©]|\.(?:\s|$)|,?\s*{_YEARS}|[,.]?\s*\(?all rights|,\s*an?\s|,?\s+(?:inc|llc|ltd|plc|gmbh|corp)\b)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}")
# A sentence about the law, and no owner.
_NO_OWNER = re.compile(
    r"notice|polic|rights?\b|reserved|infring|law\b|image|photo|reproduc|\bby\b|violation|content|materials?\b", re.IGNORECASE
)


def site_in_title(text: str) -> tuple[int, int] | None:
    """Where the name of the site begins in `Headline | Site`, and where the headline ends, if it has a site: few words behind more."""
    found = list(_SITE.finditer(text))
    if not found:
        return None
    cut = found[-1]
    head, tail = text[: cut.start()].split(), text[cut.end() :].split()
    return (cut.end(), cut.start()) if len(tail) <= 4 and len(head) >= max(4, len(tail) + 1) else None


def is_publisher(name: str) -> bool:
    """A name, of a site rather than of a person or a part of a series ("Part 2")."""
    return (
        name[:1].isalnum() and not any(word.isdigit() for word in name.split()) and not (bylines.is_name(name) and bylines.is_known(name))
    )


def owner(lines: Sequence[Line]) -> str | None:
    """The owner that the page's last copyright line names; null when none does."""
    for line in reversed(lines):
        if len(line.text) <= MOST_CHARS and (found := _OWNER.match(line.text)):
            name = found.group("name").strip(" ,.:;-–")
            if (
                (name[:1].isupper() or _ADDRESS.fullmatch(name))
                and len(name.split()) <= MOST_WORDS
                and not _NO_OWNER.search(name)
                and is_publisher(name)
            ):
                return name
    return None


def masthead(lines: Sequence[Line], title: int | None) -> int | None:
    """The line at the page's top, above the headline, that is a paper's name: two to six capitalised words, the last one of papers.

    "Local News" and "Guest Post" are parts of a paper, "Support The Echo" is an appeal.
    """
    for number, line in enumerate(lines[: min(TOP, title or 0)]):
        words = line.text.split()
        if (
            2 <= len(words) <= MOST_WORDS
            and words[-1].casefold() in word_set("clean/newspaper_words.txt")
            and not (words[-1].casefold() in ("news", "post") and words[0].casefold() in word_set("clean/not_bylines.txt") - {"the"})
            and all(word[0].isupper() or word in ("of", "and", "for") for word in words)
            and not {word.casefold() for word in words[1:]} & {"the"}
        ):
            return number
    return None
