"""The grammar: which sequences of tokens are time expressions. `patterns.py` explains the notation.

Every rule is searched by itself over the whole text; `match.py` keeps the longest match at each place. The names of the
captured groups are read by `reading.py`, so that most rules need no code of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from onrecord.dates.patterns import compile_pattern
from onrecord.dates.vocabulary import vocabulary
from onrecord.lexicon import table

PARTS = {
    "ORDWORD": "(?: (?:twenty|thirty) HYPHEN? )? ORDINAL",
    "DAYN": "DAYNUM | ORDNUM | {ORDWORD}",
    "YEARWORD": """(?: nineteen | eighteen | seventeen | twenty ) HYPHEN? (?: TENS (?: HYPHEN? ONES )? | TEENS | hundred )
        | two thousand (?: and? (?: TENS (?: HYPHEN? ONES )? | TEENS | ONES ) )""",
    "YEARN": "YEAR | SHORTYEAR | {YEARWORD}",
    "MON": "MONTH (?: (?<= MONTHSHORT ) DOT )?",
    "WDAY": "(?: WEEKDAY | WEEKDAYSHORT DOT? )",
    "CARD": """(?: AMOUNT | NUM ) (?: hundred | thousand | million )?
        | (?: (?: TENS (?: HYPHEN? ONES )? | TEENS | ONES | a ) (?: HUNDRED | THOUSAND | million ) | TENS (?: HYPHEN? ONES )? | TEENS | ONES )
          (?: and? (?: TENS (?: HYPHEN? ONES )? | TEENS ) )?""",
    "NUMBER": """(?: {CARD} (?: HYPHEN? FRACTION )? (?: and a half | and a quarter )? | a couple (?: of )? | a few | a dozen | several dozen | dozens of | hundreds of | thousands of
        | half a | a | an | (?: the | a )? FEW )""",
    "COUNT": "{CARD} (?: HYPHEN? FRACTION )? (?: and a half )? | a couple (?: of )? | couple (?: of )? | a dozen | a few | FEW | several",
    "CONN": "and | or | to | through | until | till | HYPHEN | DASH | SLASH | COMMA",
    "ANYUNIT": "UNIT | UNITS",
    "REL": "last | past | this past | next | coming | this coming | this | current | previous | preceding | following | same | that | latest | upcoming",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern with its name, what it makes, and where it yields: of two matches of one length the lower `order` wins."""

    name: str
    kind: str
    pattern: str
    order: int = 5


# fmt: off
RULES: tuple[Rule, ...] = (
    # --- days of the calendar
    Rule("iso", "date", "<iso ISO>"),
    Rule("compact-date", "date", "<compact LONGNUM>"),  # in web addresses and hashtags alone
    Rule("numeric-date", "date", "<numeric NUMDATE>"),
    Rule("month-day-year", "date", "(?: <weekday {WDAY}> COMMA? )? <month {MON}> COMMA? the? <day {DAYN}> (?! PERCENT ) (?: COMMA? of? <year {YEARN}> )?"),
    Rule("day-month-year", "date", "(?: <weekday {WDAY}> COMMA? )? (?: the (?= {DAYN} (?: day )? of ) )? <day DAYNUM | ORDNUM> (?: day )? of? COMMA? <month {MON}> (?: COMMA? (?: of | in )? <year {YEARN}> )?"),
    Rule("day-month-low-year", "date", "<day DAYNUM | ORDNUM> of? <month MONTH | MONTHLOW> COMMA? <year YEAR>"),
    Rule("low-month-day-year", "date", "<month MONTHLOW> <day DAYNUM | ORDNUM> COMMA? <year YEAR>"),
    Rule("ordinal-of-month", "date", "(?: <weekday {WDAY}> COMMA? )? the? <day {ORDWORD}> (?: day )? of <month MONTH> (?: COMMA? <year {YEARN}> )?"),
    Rule("day-month-hyphen", "date", "<day DAYNUM> HYPHEN <month MONTH> HYPHEN <year YEAR | TWODIGITS>"),
    Rule("year-month-day", "date", "<year YEAR> HYPHEN? <month {MON}> HYPHEN? <day DAYNUM | ORDNUM>"),
    Rule("weekday-the-day", "date", "<weekday {WDAY}> COMMA? the <day ORDNUM>"),
    Rule("month-year", "date", "<month {MON}> (?: COMMA | of | in | HYPHEN )? <year {YEARN}>"),
    Rule("year-month", "date", "<year YEAR> <month MONTH>", 6),
    Rule("month-shifted-year", "date", "<month {MON}> (?: <day {DAYN}> )? (?: COMMA | of )? <rel last | this | next | the previous | the following | that | the same> <unit year>"),
    Rule("month-shifted-month", "date", "<day ORDNUM | {ORDWORD}> of <rel last | this | next> <unit month>"),
    Rule("first-day-in-list", "date", "<day DAYNUM | ORDNUM> (?= (?: (?: COMMA | and | or ){1,2} (?: DAYNUM | ORDNUM ) ){0,4} (?: {CONN} | COMMA and ) (?: DAYNUM | ORDNUM ) of? <month {MON}> (?: COMMA? <year YEAR> )? )"),
    Rule("later-day-in-list", "date", "<month {MON}> (?: DAYNUM | ORDNUM ) (?: HYPHEN | DASH | and | or | to | through | COMMA ) <span <day DAYNUM | ORDNUM> (?! UNIT | UNITS | OTHER | NAME (?= OTHER ) | COLON | PERCENT | MONTH ) (?: COMMA <year YEAR> )?>"),
    Rule("week-of-month", "date", "the <nth ORDINAL | ORDNUM | last | final> (?: full )? <unit week | weekend> of <month MONTH> (?: COMMA? <year YEAR> )?"),
    Rule("bare-month", "date", "<month {MON}> (?! APOS ? ^fools )"),
    Rule("rel-month", "date", "<rel last | next | this | this past | this coming | the following | the previous | the same | that> <month MONTH> (?: (?: (?<= MONTHSHORT ) DOT )? <day {DAYN}> )?"),
    # --- weekdays
    Rule("bare-weekday", "date", "<weekday WEEKDAY>"),
    Rule("short-weekday", "date", "<weekday WEEKDAYSHORT> DOT"),
    Rule("rel-weekday", "date", "<rel last | next | this | this past | this coming | past | coming | the following | the previous | the next | the same | that | that same> <weekday WEEKDAY>"),
    Rule("weekday-of-week", "date", "<weekday WEEKDAY> (?: of )? <rel last | this | next> <unit week>"),
    Rule("week-from-weekday", "date", "a week from <weekday WEEKDAY>"),
    # --- years and more
    Rule("year", "date", "<year NEARYEAR>", 8),
    Rule("old-year", "date", "<oldyear YEAR>", 9),
    Rule("the-year", "date", "(?: the )? year (?: of )? <year YEAR | {YEARWORD} | two thousand>"),
    Rule("worded-year", "date", "<year (?: nineteen | twenty ) HYPHEN? (?: TENS (?: HYPHEN? ONES )? | TEENS ) | two thousand and? (?: ONES | TEENS )>", 8),
    Rule("short-year", "date", "<year SHORTYEAR>"),
    Rule("year-to-short-year", "date", "<first YEAR> (?: HYPHEN | DASH | SLASH ) <span <shortend TWODIGITS>>"),
    Rule("fiscal-year", "date", "(?: the )? (?: fiscal (?: year )? | ^fy ) <year YEAR | SHORTYEAR | TWODIGITS>"),
    Rule("year-fiscal", "date", "(?: the )? <year YEAR> (?: fiscal | financial ) year"),
    Rule("financial-year-span", "date", "(?: the )? (?: fiscal | financial ) year <year YEAR> (?= HYPHEN | DASH | SLASH )"),
    Rule("bc-year", "date", "(?: circa | c DOT? )? <bc NUM> (?: ^bc | ^bce | b DOT c DOT? )"),
    Rule("bc-range-start", "date", "<bc NUM> (?= (?: HYPHEN | DASH | to | and | until ) NUM (?: ^bc | ^bce | b DOT c DOT? ) )"),
    Rule("bc-month", "date", "<month MONTH> <bc NUM> (?: ^bc | ^bce | b DOT c DOT? )"),
    Rule("bc-season", "date", "(?: the )? <season SEASON> of? <bc NUM> (?: ^bc | ^bce | b DOT c DOT? )"),
    Rule("ad-year", "date", "(?: ^ad | a DOT d DOT? ) <year NUM>"),
    Rule("year-ad", "date", "<year NUM> (?: ^ad | ^ce | a DOT d DOT? )"),
    Rule("decade", "date", "(?: the )? (?: <mod mid | early | late> HYPHEN? )? <decade DECADE | SHORTDECADE>"),
    Rule("worded-decade", "date", "(?: the <mod mid | early | late>? HYPHEN? (?: nineteen )? | nineteen ) <decade DECADEWORD>"),
    Rule("century", "date", "(?: the )? (?: <mod mid | early | late> HYPHEN? )? <century ORDNUM | {ORDWORD}> HYPHEN? century (?: <bcmark ^bc | ^bce | b DOT c DOT?> )?"),
    # --- seasons, quarters, halves
    Rule("season-year", "date", "(?: the )? (?: <mod early | mid | late> HYPHEN? )? <season SEASON> (?: of | in | COMMA )? <year {YEARN}>"),
    Rule("year-season", "date", "(?: the )? <year YEAR> <season summer | winter | autumn | spring>", 6),
    Rule("season-shifted-year", "date", "(?: the )? <season SEASON> (?: of )? <rel last | this | next> <unit year>"),
    Rule("rel-season", "date", "<rel last | next | this | this past | this coming | the following | the previous | that | the coming> <season SEASON>"),
    Rule("the-season", "date", "the (?: <mod early | mid | late> HYPHEN? )? <season SEASON>"),
    Rule("bare-season", "date", "<season summer | winter | autumn>", 7),
    Rule("spring", "date", "(?: in | since | by | until ) <span <season spring>>", 7),
    Rule("quarter-year", "date", "(?: the )? (?: fiscal HYPHEN? )? <quarter ORDNUM | ORDINAL | final | last> HYPHEN? quarter (?: of )? (?: fiscal )? <year {YEARN}>"),
    Rule("year-quarter", "date", "(?: the )? (?: fiscal )? <year YEAR> HYPHEN? <quarter ORDNUM | ORDINAL | final> HYPHEN? quarter"),
    Rule("quarter-shifted-year", "date", "(?: the )? <quarter ORDNUM | ORDINAL | final | last> HYPHEN? quarter of <rel last | this | next | the previous | the> <unit year>"),
    Rule("shifted-year-quarter", "date", "(?: <rel last | this | next> <unit year> (?: POSS | APOS ) | the year HYPHEN <dir ago | earlier> ) fiscal? <quarter ORDNUM | ORDINAL> HYPHEN? quarter"),
    Rule("bare-quarter", "date", "(?: the )? (?: fiscal HYPHEN? )? <quarter ORDNUM | ORDINAL> quarter"),
    Rule("hyphen-quarter", "date", "(?: fiscal HYPHEN? )? <quarter ORDNUM | ORDINAL> HYPHEN quarter"),
    Rule("period-of-year", "date", "the <year YEAR> <sameperiod period | quarter>"),
    Rule("period-shifted-year", "date", "(?: the (?: corresponding | comparable | same | like | equivalent )? <sameperiod period | quarter> (?: of )? <rel last | the previous> <unit year> | the <sameperiod2 quarter | period> a year (?: ago | earlier ) )"),
    Rule("shifted-year-period", "date", "<rel last> <unit year> POSS <sameperiod quarter | period>"),
    Rule("latest-period", "date", "the (?: latest | most recent ) <sameperiod period>"),
    Rule("quarter-code", "date", "^q HYPHEN? <quarter ONEDIGIT> (?: (?: of | HYPHEN | COMMA )? <year YEAR | SHORTYEAR> )?"),
    Rule("code-quarter", "date", "<quarter ONEDIGIT> ^q (?: (?: of | HYPHEN | COMMA )? <year YEAR | SHORTYEAR> )?"),
    Rule("half-year", "date", "the? <half ORDINAL | ORDNUM | last | latter | ^h> HYPHEN? half of <year {YEARN}>"),
    Rule("half-shifted-year", "date", "the? <half ORDINAL | ORDNUM | last | latter> HYPHEN? half of <rel last | this | next | the> <unit year>"),
    Rule("bare-half", "date", "the <half first | second> half (?! of | HYPHEN )", 7),
    Rule("half-code", "date", "^h <half ONEDIGIT> <year YEAR>"),
    # --- relative to the day of writing or to the last date named
    Rule("deictic-day", "date", "<deictic today | yesterday | tomorrow | tmrw | the day before yesterday | the day after tomorrow>"),
    Rule("tonight", "date", "<deictic tonight | last night | overnight>"),
    Rule("rel-unit", "date", "<rel (?: the )? (?: {REL} )> (?: fiscal | calendar | financial | school | full )? <unit UNIT | weekend> (?! HYPHEN )"),
    Rule("that-same-unit", "date", "<rel that same | this same | the very same | the very next> <unit day | week | month | year>"),
    Rule("the-weekend", "date", "<rel the> <unit weekend>"),
    Rule("the-unit", "date", "<rel the> (?: full | fiscal | financial | current )? <unit year | week | month | quarter | century | decade>", 7),
    Rule("ago", "date", "<n {NUMBER}> (?: more | full | short | long )? <unit UNIT | UNITS> <dir ago | earlier | later | hence | previously | beforehand | afterwards | from now | before (?= that | COMMA | DOT ) | after (?= that | COMMA | DOT )>"),
    Rule("n-or-n-ago", "date", "{CARD} (?: or | to ) <n {CARD}> <unit UNITS> <dir ago | earlier | later>"),
    Rule("hyphen-ago", "date", "year HYPHEN <dir ago | earlier>"),
    Rule("hyphen-ago-period", "date", "(?: the (?: comparable | corresponding )? )? year HYPHEN <dir ago | earlier> <sameperiod quarter | month | period | week>"),
    Rule("decades-ago", "date", "<n half a | a> <unit century | decade> <dir ago>"),
    Rule("later-that-unit", "date", "<mod later | earlier> (?: in | on )? <rel this | that | last | next | the | the same | that same> <unit UNIT | weekend>"),
    Rule("later-today", "date", "<mod later | earlier> <deictic today | yesterday | tomorrow | tonight | last night>"),
    Rule("later-part", "time", "<mod later | earlier> <rel this | that> <part PART>"),
    Rule("day-before-day", "date", "(?: the )? day <dir before | after> (?: <rel last | next> )? <weekday WEEKDAY>"),
    Rule("beginning-unit", "date", "(?: year HYPHEN? end | end HYPHEN? year | year POSS end )"),
    Rule("week-of", "date", "the week of <month {MON}> <day DAYNUM> (?: COMMA? <year YEAR> )?"),
    # --- time of day
    Rule("clock", "time", "<clock CLOCK> (?: <ampm AMPM> )? (?: COMMA? <zone ZONE> )?"),
    Rule("hour", "time", "<clock HOUR> <ampm AMPM> (?: COMMA? <zone ZONE> )?"),
    Rule("word-hour", "time", "<clock ONES | TEENS> <ampm AMPM>"),
    Rule("oclock", "time", "<clock HOUR | ONES | TEENS> o APOS clock (?: in the <part PART> | at night )?"),
    Rule("hours-zone", "time", "<clock HHMM> (?: hours | hrs )? <zone ZONE>"),
    Rule("hours-word", "time", "<clock HHMM> (?: hours | hrs ) (?= ZONE | on | local | COMMA | DOT )"),
    Rule("hour-in-the-part", "time", "<clock HOUR | ONES | TEENS | CLOCK> in the <part morning | afternoon | evening>"),
    Rule("point", "time", "<clock POINT>"),
    Rule("rel-part", "time", "<rel this | that | the next | the following | the previous | the same | last | tomorrow | yesterday | today> (?: POSS )? <mod early | late>? <part PART>"),
    Rule("the-part", "time", "the (?: early | late )? <part morning | afternoon | evening | night>", 7),
    Rule("mid-part", "time", "<mod mid> HYPHEN? <part morning | afternoon>"),
    Rule("weekday-part", "time", "<mod early | late>? <weekday WEEKDAY> (?: POSS )? <part PART>"),
    # --- lengths of time
    Rule("duration", "duration", "(?: the )? (?: <rel past | last | next | first | final | coming | previous | preceding | following | another | latest | whole | entire | opening | closing | remaining> )? <n {COUNT}> (?: more | additional | full | consecutive | straight | working | business | trading | whole | long | other | short | solid | further | calendar | extra )? <unit UNITS | UNIT> (?! HYPHEN ? old )"),
    Rule("n-to-n", "duration", "(?: the )? (?: <rel past | last | next | first | coming> )? <n {CARD}> (?: to | or | HYPHEN | DASH ) <n2 {CARD}> (?: more )? <unit UNITS>"),
    Rule("hyphen-duration", "duration", "<n {CARD} | several | multi> HYPHEN <unit UNIT | UNITS> (?! HYPHEN ? (?: old | olds ) )"),
    Rule("long-duration", "duration", "<n half | a half | half an | half a> HYPHEN? <unit hour | day | century | decade | year | minute>"),
    Rule("a-unit", "duration", "(?: a | an | another | one | the (?= full | whole | entire ) ) (?: additional | full | whole | entire | further )? <unit UNIT> (?: and a <plushalf half> )? (?! HYPHEN )", 8),
    Rule("bare-units", "duration", "(?: the )? (?: <rel past | last | next | coming | recent | early | first | following | preceding | intervening> )? <unit UNITS> (?: HYPHEN long )?", 7),
    Rule("units-or-units", "duration", "<unit UNITS> or (?: even )? UNITS"),
    Rule("a-unit-or-two", "duration", "(?: a | an ) <unit UNIT> or two"),
    Rule("unit-long", "duration", "(?: a )? <unit UNIT | UNITS> HYPHEN long"),
    Rule("unitlong", "duration", "<unitlong yearlong | monthlong | weeklong | daylong | hourlong | decadelong>"),
    # --- sets
    Rule("every", "set", "EVERY (?: <step other | few | {CARD} | {ORDWORD}> )? <unit UNIT | UNITS | weekend | weekday | WEEKDAY | MONTH | PART | SEASON> (?: PART )?"),
    Rule("adverb-set", "set", "<adverb ADVERBSET>"),
    Rule("plural-weekday", "set", "(?: on )? <span <weekday WEEKDAYS> (?: <part PARTS> )?>"),
    Rule("weekday-parts", "set", "<weekday WEEKDAY> <part PARTS>"),
    Rule("times-a-unit", "set", "(?: once | twice | {CARD} times ) (?: a | an | each | every | per ) <unit UNIT>"),
    Rule("per-unit", "set", "(?: AMOUNT | NUM | million | billion | thousand | trillion | people | percent | PERCENT | cents | dollars | hours | times | barrels | tonnes | tons ) <span a <unit year | month | week | day>>", 3),
)
# fmt: on


@cache
def compiled() -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    """The rules with their regular expressions, and those for named days and references made from the word lists."""
    words = vocabulary()
    words.classes.setdefault("ONEDIGIT", {words.number("1"), words.number("9")})
    rules = list(RULES)
    rules.append(Rule("reference", "reference", "<phrase " + _phrases("dates/references.tsv") + ">", 4))
    holidays = _phrases("dates/holidays.tsv")
    rules.append(
        Rule(
            "holiday",
            "date",
            f"(?: <weekday WEEKDAY> COMMA? )? (?: <rel last | this | next | this past | this coming> )? <holiday {holidays}> (?: <holidayspan week | weekend> )? (?: (?: of | in | COMMA )? <year YEAR> | <rel2 last | this | next> <unit year> )?",
            4,
        )
    )
    parts = {name: f" {pattern} " for name, pattern in PARTS.items()}
    return tuple((rule, compile_pattern(rule.pattern, words, parts)) for rule in rules)


def _phrases(name: str) -> str:
    """An alternation of the first column of a table, longest first, written in the notation of the grammar."""
    signs = {".": " DOT? ", "'s": " (?: POSS | APOS | ^s ) ", "'": " APOS? "}
    phrases = []
    for row in sorted(table(name), key=lambda row: (-len(row[0].split()), -len(row[0]), row[0])):
        phrase = row[0]
        for sign, pattern in signs.items():
            phrase = phrase.replace(sign, pattern)
        phrases.append(phrase)
    return " (?: " + " | ".join(phrases) + " ) "
