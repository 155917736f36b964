"""Datelines: `GENEVA, March 6 (Agency) —` at the head of a paragraph, in the forms that agencies use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from onrecord.clean.dates import is_date_line
from onrecord.lexicon import table, word_set

_MONTH = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|"
    r"January|February|March|April|June|July|August|September|October|November|December)\.?"
)
_DATE = (
    rf"(?:{_MONTH}\s*\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s*\d{{4}})?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s*{_MONTH}(?:,?\s*\d{{4}})?|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}})"
)
_NAME = r"[^\W\d_a-zß-öø-ÿ][\w'’.]*(?:-[\w'’.]+)*"
_PLACE = rf"{_NAME}(?:[ /-]{{1,2}}(?:(?:de|del|la|of|the|and|upon|al|el|do|da|di|am|an|der)\s)?{_NAME}){{0,4}}"
_AGENCY = r"[^()/\n]{2,60}"
_DASH = r"(?:--|[-–—―])"
_HEAD = re.compile(
    rf"(?P<place>{_PLACE})(?P<region>,\s*(?!{_MONTH}\s*\d){_PLACE})?(?:\s*\[(?P<land>[^\]\n]{{2,30}})\])?"
    rf"(?:(?:,|\s|\s[/|])\s*(?P<date>{_DATE})\.?)?"
    rf"(?:\s*,?\s*(?:{_DASH}\s*)?(?:\((?P<agency>{_AGENCY})\)|/\s?(?P<wire>{_AGENCY}?)\s?/))?"
    rf"(?:\s*(?P<late>{_DATE})\s*/?)?"
    rf"(?P<dash>\s*\.?\s*{_DASH}{{1,2}}|\s*:|\.)?(?=\s|$|[\"“A-Z])"
)
# Of organisations: "(Bogotá, March 4, 2025) –".
_IN_BRACKETS = re.compile(
    rf"\((?P<place>{_PLACE})(?P<region>,\s*(?!{_MONTH}\s*\d){_PLACE})?(?:(?:,\s*|\s+)(?P<date>{_DATE}))?\)(?P<dash>\s*{_DASH}{{1,2}})(?=\s|$)"
)
# A line of its own, above the text: "MANILA, Nov 11, 2025", "BOGOTÁ - July 8, 2026".
_LINE = re.compile(
    rf"(?P<place>{_PLACE})(?P<region>,\s*(?!{_MONTH}\s*\d){_PLACE})?(?:\s*(?:,|{_DASH}|[/|])\s*|\s+)(?P<date>{_DATE})"
    rf"(?:\s*\((?P<agency>{_AGENCY})\))?\s*(?:{_DASH}|[.:])?"
)
LONGEST = 140


@dataclass(frozen=True, slots=True)
class DatelineText:
    """A dateline in a text that begins with it: `[0, end)`, with the offsets of place and date and the agency's name."""

    end: int
    place: tuple[int, int]
    date: tuple[int, int] | None
    agency: str | None


@cache
def _agencies() -> dict[str, str]:
    return dict(row for row in table("clean/agencies.tsv") if len(row) == 2)


def agency_name(printed: str) -> str | None:
    """The name of an agency by what is printed; of `AP/Reuters` and the like the printed form."""
    printed = printed.strip(" -–—.")
    return _agencies().get(printed) or _agencies().get(printed.split("/")[0].strip())


def read_dateline(text: str) -> DatelineText | None:
    """The dateline that a paragraph begins with, or null.

    Needs two of: a place in capitals (or known), an agency in brackets or between strokes, a date; and a dash, unless an
    agency or the colon after one closes it. So `However –` is none, and `NCRI –`, a source before a dash, is none either.
    A place in capitals with its state or country and a dash is one: `CEDAR HOLLOW, Ohio —`.
    """
    head = text[:LONGEST]
    if head.startswith("("):
        return _in_brackets(head)
    found = _HEAD.match(head)
    if not found or found.end() >= len(text):
        return None
    place = found.group("place").strip()
    dash = (found.group("dash") or "").strip()
    printed = found.group("agency") or found.group("wire")
    agency = agency_name(printed) if printed else None
    if printed and agency is None:
        # Whom nobody knows is an agency beside a day or behind a town; a colon behind others lets them speak ("THE CHAIR (Bo Lind): …").
        in_town = (place.isupper() and dash != ":") or (_is_place(place) and dash not in ("", "."))
        if not (found.group("date") or found.group("late") or in_town) or not printed[0].isupper() or len(printed.split()) > 5:
            return None
        agency = printed.strip()
    when = "date" if found.group("date") else "late" if found.group("late") else None
    capital = _is_capital(place)
    known = _is_place(place)
    marks = (capital or known) + bool(printed) + bool(when)
    located = known or _is_region(found.group("region"))
    if marks < 2 and not (capital and located and dash not in ("", ".", ":")):
        return None
    if not dash and not printed:
        return None
    if dash in (".", ":") and not printed:
        return None
    if not (capital or known) and not (printed and when):
        return None
    end = found.end()
    while end < len(head) and head[end] == " ":
        end += 1
    stop = len(text[:end].rstrip())
    return DatelineText(stop, _place(found), (found.start(when), found.end(when)) if when else None, agency)


def read_dateline_line(text: str) -> DatelineText | None:
    """The dateline that is all of a line: a place and a day.

    The place is known, or in capitals and has no word of mastheads ("BBC NEWS, 6 March") or of date lines ("MONDAY - March 6").
    """
    found = _LINE.fullmatch(text) if len(text) <= LONGEST and not is_date_line(text) else None
    if not found:
        return None
    place = found.group("place")
    if not _is_place(place) and (not _is_capital(place) or word_set("clean/not_bylines.txt") & {*place.casefold().split()}):
        return None
    printed = found.group("agency")
    return DatelineText(len(text), _place(found), found.span("date"), (agency_name(printed) or printed.strip()) if printed else None)


def _in_brackets(head: str) -> DatelineText | None:
    """`(Geneva) –`: a place that is known, or has a day or its country beside it; `(AP) –` is an agency."""
    found = _IN_BRACKETS.match(head)
    if not found or agency_name(found.group("place")):
        return None
    if not (found.group("date") or _is_place(found.group("place")) or _is_region(found.group("region"))):
        return None
    return DatelineText(found.end(), _place(found), found.span("date") if found.group("date") else None, None)


def _place(found: re.Match[str]) -> tuple[int, int]:
    """The place with its state or country."""
    return found.start("place"), found.end("region") if found.group("region") else found.end("place")


def _is_capital(name: str) -> bool:
    return name.isupper() and len(name) > 2


@cache
def _places() -> frozenset[str]:
    return word_set("clean/dateline_places.txt")


def _is_place(name: str) -> bool:
    return name.casefold() in _places()


def _is_region(printed: str | None) -> bool:
    """What stands behind the comma after a town is a state or country: ", Calif."."""
    return printed is not None and printed.lstrip(", ").casefold() in word_set("clean/dateline_regions.txt")
