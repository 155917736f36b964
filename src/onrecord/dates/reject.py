"""What looks like a time expression and is none: counts, numbers of rooms and laws, names, scores, "may" and "march"."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from onrecord.dates.tokens import Tokens
from onrecord.lexicon import table


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(word for word, group in table("dates/neighbours.tsv") if group == name)


class Place:
    """A match in its surroundings. Words are lower case; "" beyond the ends of the paragraph."""

    def __init__(self, tokens: Tokens, start: int, end: int) -> None:
        self.tokens, self.start, self.end = tokens, start, end
        self.before = tokens[start - 1].lower() if start else ""
        self.after = tokens[end].lower() if end < len(tokens.starts) else ""
        if not self.before.strip():
            self.before = ""
        if not self.after.strip():
            self.after = ""

    @property
    def glued_before(self) -> bool:
        """No space before the match."""
        return self.start > 0 and self.tokens.ends[self.start - 1] == self.tokens.starts[self.start]

    @property
    def glued_after(self) -> bool:
        """No space behind the match."""
        return self.end < len(self.tokens.starts) and self.tokens.starts[self.end] == self.tokens.ends[self.end - 1]

    def word(self, offset: int) -> str:
        """A word before (negative) or behind (from 0) the match."""
        index = self.start + offset if offset < 0 else self.end + offset
        return self.tokens[index].lower() if 0 <= index < len(self.tokens.starts) else ""

    def starts_line(self) -> bool:
        """True when nothing stands before the match in its line."""
        tokens = self.tokens
        return not self.start or "\n" in tokens.text[tokens.starts[self.start - 1] : tokens.starts[self.start]]

    def capital(self, offset: int) -> bool:
        """True when that word is written with a capital."""
        index = self.start + offset if offset < 0 else self.end + offset
        return 0 <= index < len(self.tokens.starts) and self.tokens[index][:1].isupper()


def _number_not_year(place: Place) -> bool:
    if place.before in _list("number-before") or place.after in _list("number-after") or place.before in set("$€£¥₹") or place.after == "%":
        return True
    if place.glued_before and place.before in {"-", "/", ".", ",", ":", "+"}:
        return not (
            place.before in {"-", "/", "–"} and (place.word(-2).isalpha() or (place.word(-2).isdigit() and len(place.word(-2)) == 4))
        )
    if place.before.isdigit() or (place.after.isdigit() and place.before in {"+", "-", ")"}):  # a telephone number
        return True
    if place.glued_before and place.before in {"_", "="}:
        return True
    if place.glued_after and place.after in {"-", ":", ".", "/"} and place.end + 1 < len(place.tokens.starts):
        following = place.word(1)
        glued = place.tokens.starts[place.end + 1] == place.tokens.ends[place.end]
        if glued and following[:1].isdigit():
            return place.after in {":", "."} or len(following) not in (2, 4)
    if place.before == "." and place.word(-2) in {"no", "nos", "tel"}:
        return True
    digits = place.tokens[place.start]
    round_number = digits.endswith("00") and place.before not in {"in", "since", "year", "by", "until", "from"}
    return (
        round_number
        and place.after.isalpha()
        and place.after.endswith("s")
        and not place.capital(0)
        and place.after not in {"was", "as", "is", "has", "its"}
    )


def _old_year(place: Place) -> bool:
    """A number from 1000 to 1899 is a year after a preposition of time, in a range or in brackets; else it counts something."""
    if _number_not_year(place):
        return True
    counted = place.after.isalpha() and (place.after.endswith("s") and place.after not in {"was", "as", "is", "has", "its", "this"})
    if place.before in {"in", "since", "until", "during", "circa", "year"} or (place.before == "." and place.word(-2) in {"c", "ca"}):
        return False
    if (place.before in _RANGE and _is_year(place.word(-2))) or (place.after in _RANGE and _is_year(place.word(1))):
        return False
    if place.before in {"(", "["} or place.after == ")":
        return place.after not in {")", ",", ";"}
    if place.before == "the":
        return counted or place.tokens[place.start].endswith("0")
    return place.before not in _list("before-year") or counted


_RANGE = frozenset({"-", "–", "—", "/", "to", "and", "or"})


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and "1000" <= word <= "2199"


_PERSON_MONTHS = frozenset({"april", "may", "june", "august", "jan", "march"})


@cache
def _months() -> frozenset[str]:
    return frozenset(row[0] for row in table("dates/words.tsv") if row[1] == "MONTH")


def _has_month_beside(place: Place) -> bool:
    """`Jan-Mar 2015`, `May to June`."""
    joiners = _RANGE | {"through", "until", ","}
    return (place.after in joiners and place.word(1) in _months() and place.tokens[place.start][0].isupper()) or (
        place.before in joiners and place.word(-2) in _months() and place.tokens[place.start][0].isupper()
    )


_PARTS_OF_MONTHS = frozenset({"end", "start", "beginning", "middle", "month"})


def _month(place: Place) -> bool:
    word = place.tokens[place.end - 1].lower().rstrip(".")
    if _has_month_beside(place):
        return False
    preposition = place.before in _list("before-month")
    if len(word) < 4 and word != "may":
        return not preposition or place.capital(0)
    if word in {"may", "march"} and not preposition:
        return (
            place.capital(-1)
            or not (place.before in {"(", ","} or (place.after in {",", ")", ".", ";"} and place.before not in {"", "."}))
            or (place.after.isalpha() and not place.before)
        )
    if (
        word == "march"
        and place.after in {"for", "against", "on", "to"}
        and place.before in {"of", "to", "for", "and", "this", "last", "next"}
        and place.word(-2) not in _PARTS_OF_MONTHS
    ):
        return True
    if word in _PERSON_MONTHS and place.capital(0) and place.before in {"by", "of", "to", "for", "and", "with"} and place.after.isalpha():
        return True
    if word in _PERSON_MONTHS and place.capital(0) and place.after.isalpha() and len(place.after) > 2 and not preposition:
        return True
    return place.capital(-1) and place.before.isalpha() and not preposition and word in _PERSON_MONTHS


def _weekday(place: Place) -> bool:
    """Black Friday; the Sunday Times."""
    alone = place.end - place.start == 1 and place.before not in {"on", "last", "this", "next"}
    paper = alone and place.after in _list("after-weekday-of-paper") and place.capital(0) and not place.glued_after
    return paper or (place.before in _list("before-weekday-name") and place.capital(-1))


def _adverb_set(place: Place) -> bool:
    """The Daily Herald, in the middle of a sentence or at its head."""
    return place.tokens[place.start][0].isupper() and place.capital(0)


def _season(place: Place) -> bool:
    index = place.end - 1
    word = place.tokens[index]
    if place.before in _list("before-season-name"):
        return True
    if (
        word[0].isupper()
        and index > 0
        and place.before not in {"", ".", "!", "?", '"', "“"}
        and (place.capital(0) or place.capital(-1) or place.end - place.start > 1)
    ):
        return True
    if word.lower() in {"fall", "spring"} and place.after in {"of", "in", "from", "water", "to", "into"}:
        return True
    return place.after in {"olympics", "games"} or (place.glued_after and place.after == "-")


_DATE_BEFORE = re.compile(r"\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d\d)|(?:19|20)\d\d")


def _clock(place: Place) -> bool:
    if place.end - place.start > 1:
        return False
    if place.before in _list("before-clock"):
        return place.after in {"mark", "minutes", "win", "victory"}
    if place.before == "," and place.word(-2)[-2:].isdigit() and place.word(-2)[:1].isdigit() and not place.after.isalpha():
        return False  # behind a date: "26/11/2016, 18:40"
    if place.after == "," and place.starts_line() and place.word(1).isdigit() and place.capital(2):
        return False  # before a date at the head of a line: "17:40, 24 November 2016"
    if place.start and _DATE_BEFORE.fullmatch(place.before) and not place.after.isalpha():
        return False  # "26.11.2016 18:40", "5 May 2026 18:40"
    return not (place.after in {"on", "local", "hours", "hrs", "h"} or (place.before in {"(", ","} and place.after in {")"}))


def _short_year(place: Place) -> bool:
    return place.before not in _list("before-year") | {"summer", "class", "the"}


def _unit(place: Place) -> bool:
    """`a second` chance, `a minute` detail, `37 years old`."""
    unit = place.tokens[place.end - 1].lower()
    if (
        place.after == "old"
        or place.after == "olds"
        or (place.after == "-" and place.word(1) in {"old", "olds"})
        or (place.after == "of" and place.word(1) == "age")
    ):
        return True
    first = place.tokens[place.start]
    if len(first) == 4 and first.isdigit() and first[0] == "0":  # 0300 hours
        return True
    if place.tokens[place.end - 1] in {"Minutes", "Hours"}:
        return True
    if unit == "quarters" and (
        place.after == "of"
        or place.before in {"such", "close"}
        or place.tokens[place.start].lower() in {"some", "many", "various", "several"}
    ):
        return True
    if unit in {"quarter", "quarters"} and place.tokens[place.start].isdigit() and len(place.tokens[place.start]) == 4:
        return True
    return unit == "second" and (place.after.isalpha() or place.after == "-") and not place.tokens[place.start].isdigit()


def _bare_units(place: Place) -> bool:
    """The war years, days of rest, the minutes of a meeting."""
    first, unit = place.tokens[place.start].lower(), place.tokens[place.end - 1].lower()
    recorded = first == "the" and unit in {"minutes", "hours"} and place.end - place.start == 2
    if recorded or unit in {"nights", "quarters", "seconds"} or _unit(place):
        return True
    return place.before.isalpha() and place.before not in _list("before-units") and place.after != "of"


def _a_unit(place: Place) -> bool:
    unit = place.tokens[place.end - 1].lower()
    if unit == "second" and (place.word(-2).isdigit() or place.before in _list("number-after") or place.before in {"times", "of"}):
        return True  # five metres a second
    return _unit(place) or unit == "night" or (unit == "quarter" and place.after in {"of", "to", "past"})


def _deictic(place: Place) -> bool:
    """USA Today, ABC's "This Week", the BBC's Today programme."""
    return place.tokens[place.start][0].isupper() and (
        place.capital(-1)
        or place.after in {"programme", "show"}
        or (place.before in {'"', "“"} and place.word(-2) not in {"said", ",", ":"} and place.after in {'"', "”", ",", "."})
    )


def _rel_unit(place: Place) -> bool:
    """A programme named "This Week"."""
    titled = place.tokens[place.start][0].isupper() and place.tokens[place.end - 1][0].isupper()
    return _unit(place) or (titled and (place.before in {'"', "“", "‘", "'"} or place.capital(0)))


def _decade(place: Place) -> bool:
    """A man in his 30s."""
    if len(place.tokens[place.end - 1].strip("'’‘`")) > 3:
        return False
    return not {"his", "her", "their", "my", "your", "our"}.isdisjoint({place.word(-1), place.word(-2), place.word(-3)})


def _point(place: Place) -> bool:
    return place.before == "high" or (place.glued_before and place.before == "-")


def _reference(place: Place) -> bool:
    """`soon as`, `at the moment of`, an organisation named "Registry Now"."""
    last = place.tokens[place.end - 1]
    titled = place.end - place.start == 1 and last[0].isupper() and place.capital(-1) and place.before.isalpha()
    return titled or (last.lower() == "soon" and place.after == "as") or (last.lower() == "moment" and place.after in {"of", "when"})


def _attributive(place: Place) -> bool:
    """The night train, the winter route."""
    return (place.after.isalpha() and place.after not in _list("after-part")) or (place.glued_after and place.after == "-")


def _the_season(place: Place) -> bool:
    return _season(place) or _attributive(place)


def _the_unit(place: Place) -> bool:
    prize = place.before == "of" and place.capital(-2) and place.tokens[place.end - 1][0].isupper()  # "Player of the Year"
    return prize or (place.glued_after and place.after == "-")


def _list_day(place: Place) -> bool:
    if place.end - place.start > 1:
        return False  # with its year
    return place.after.isalpha() and place.after not in {
        "and",
        "or",
        "to",
        "through",
        "in",
        "at",
        "when",
        "as",
        "the",
        "after",
        "but",
        "by",
        "with",
    }


def _two_digits(place: Place) -> bool:
    return place.after in _list("number-after") or place.after == "%"


def _worded_year(place: Place) -> bool:
    return place.after in _list("number-after") or place.after in {"hundred", "thousand"}


def in_address(text: str, position: int) -> bool:
    """True when the unbroken word around a position is a web address."""
    head = text[max(0, position - 200) : position]
    cut = max(head.rfind(" "), head.rfind("\n"), head.rfind("\t")) + 1
    return "://" in head[cut:] or head.startswith("www.", cut)


def _outside_address(place: Place) -> bool:
    return not in_address(place.tokens.text, place.tokens.starts[place.start])


_CHECKS: dict[str, Callable[[Place], bool]] = {
    "a-unit": _a_unit,
    "adverb-set": _adverb_set,
    "bare-month": _month,
    "bare-season": _the_season,
    "bare-units": _bare_units,
    "bare-weekday": _weekday,
    "clock": _clock,
    "decade": _decade,
    "deictic-day": _deictic,
    "duration": _unit,
    "hyphen-duration": _unit,
    "later-day-in-list": _list_day,
    "n-to-n": _unit,
    "old-year": _old_year,
    "point": _point,
    "reference": _reference,
    "rel-season": _season,
    "rel-unit": _rel_unit,
    "short-year": _short_year,
    "spring": _season,
    "the-part": _attributive,
    "the-season": _the_season,
    "the-unit": _the_unit,
    "worded-year": _worded_year,
    "address-month": _outside_address,
    "year": _number_not_year,
    "year-to-short-year": _two_digits,
}


_IN_ADDRESSES = frozenset({"iso", "numeric-date", "compact-date", "address-month", "day-month-year", "month-day-year", "day-month-hyphen"})


def _in_address(rule: str, tokens: Tokens, start: int) -> bool:
    if rule == "compact-date":
        hashtag = start > 0 and tokens[start - 1] == "#" and tokens.ends[start - 1] == tokens.starts[start]
        return not (hashtag or in_address(tokens.text, tokens.starts[start]))
    return rule not in _IN_ADDRESSES and in_address(tokens.text, tokens.starts[start])


def rejected(rule: str, tokens: Tokens, start: int, end: int) -> bool:
    """True when the surroundings say that tokens `[start, end)`, matched by `rule`, are no time expression."""
    if _in_address(rule, tokens, start):
        return True
    check = _CHECKS.get(rule)
    return check is not None and check(Place(tokens, start, end))
