"""Places that stand for their government: "Tehran rejected the offer", "talks with Beijing", "sanctions imposed by Norway"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from onrecord.gazetteer import Gazetteer
from onrecord.lexicon import word_list
from onrecord.types import Toponym

_AFTER, _BEFORE = 96, 64  # characters looked at on either side
_ASIDE = r"(?:, (?:however|meanwhile|too|for its part|in turn),)?"
_HELPERS = (
    r"(?:(?:has|had|have|is|are|was|were|will|would|could|may|might|must|does|did|do|also|again|now|later|never|already|still|"
    r"long|been|not|both|then|soon|since|further|[a-z]{2,12}ly) ){0,4}"
)
_OTHER = r"(?: and (?:the )?[A-Z][\w.]{1,20}(?: [A-Z]\w{1,20})?)"
_NOUNS = frozenset(("sanctions", "protests", "bans", "requests"))  # "the Iran sanctions": after a bare name rather things than acts
# What a government has and a place has not: "Moscow's stance", "Morocco's role in".
_WILL = re.compile(
    r"^['’]s? (?:[a-z-]+ )?(?:foreign policy|sanctions|policy|policies|stance|position|response|reaction|demands?|claims?|refusal|"
    r"withdrawal|decision|threats?|all(?:ies|y)|support for|backing|denials?|nuclear (?:program\w*|ambitions)|offer|envoy|delegation|"
    r"negotiators|requests?|view|role in|interests? in|intentions?|willingness|insistence)\b"
)
# Of a capital also what a whole country has: "Moscow's ambassador".
_STATE = re.compile(
    r"^(?:['’]s?)? (?:[a-z-]+ )?(?:ambassador|government|foreign minist\w+|regime|administration|troops|officials|diplomats|"
    r"sanctions|policy|stance|position|support for)\b"
)
_MADE_BY = re.compile(r"^[-‐–](?:led|backed|brokered|sponsored|imposed|funded)\b")
_TOWARDS = re.compile(
    r"\b(?:[Tt]alks|[Rr]elations|[Tt]ies|[Nn]egotiations?|negotiate|[Aa]lliance|[Aa]greement|[Tt]reaty|[Pp]act|[Dd]eal|[Dd]ispute|"
    r"[Pp]ressure|[Ss]anctions|[Dd]ialogue|[Tt]ensions?|[Ss]olidarity|[Ss]tandoff|[Rr]ift|[Ff]eud) (?:with|between|against|on) "
    r"(?:(?:the )?[A-Z][\w.]{1,20} and )?(?:the )?$|"
    r"\b(?:accus|blam|urg|warn|condemn|criticis|criticiz|pressur|sanction|press|lobb|persuad|order|ask)(?:e|es|ed|s|ied|ies|ing)? "
    r"(?:the )?$|"
    r"\b(?:[Ss]upport|[Bb]acking|[Aa]pproval|[Tt]hreats?|[Dd]emands?|[Pp]ressure|[Aa]ssurances) from (?:the )?$|"
    r"\bblamed on (?:the )?$|"
    r"\b(?:imposed|ordered|announced|proposed|backed|supported|condemned|rejected|accused|sanctioned|recogni[sz]ed|signed|approved|"
    r"denied|sponsored|orchestrated|brokered|taken) by (?:the )?$"
)
_GOES_ON = re.compile(r"^(?:-| [A-Z])")  # "supported by the UK Dealer Network"
_PLACED = re.compile(r"\b(?:of|in|at|near|from|to|for|outside|through|across) (?:the )?$")  # "the mayor of London said"


def with_role(text: str, toponym: Toponym, gazetteer: Gazetteer) -> Toponym:
    """The toponym marked as a metonym when it is a capital or country that acts, is acted upon, or has a will of its own."""
    place = toponym.place
    if place is None or toponym.demonym or place.kind not in ("city", "country"):
        return toponym
    capital = place.kind == "city"
    if capital and not any(entry.capital and entry.place == place for entry in gazetteer.lookup(toponym.name)):
        return toponym
    after, before = text[toponym.end : toponym.end + _AFTER], text[max(0, toponym.start - _BEFORE) : toponym.start]
    metonym = (
        (_acts().match(after) is not None and _PLACED.search(before) is None)
        or _MADE_BY.match(after) is not None
        or _WILL.match(after) is not None
        or (capital and _STATE.match(after) is not None)
        or (_TOWARDS.search(before) is not None and _GOES_ON.match(after) is None)
    )
    return replace(toponym, metonym=True) if metonym else toponym


@cache
def _acts() -> re.Pattern[str]:
    """What follows the name of a government that does something."""
    lines = [line.split() for line in word_list("places/government_verbs.txt")]
    every = "|".join(sorted({form for forms in lines for form in forms}))
    alone = "|".join(sorted({form for forms in lines for form in forms[1:] if not form.endswith("ing")} - _NOUNS))
    helped = _HELPERS.replace("{0,4}", "{1,4}")
    return re.compile(
        rf"^{_ASIDE} (?:{_HELPERS}(?:{alone})|{helped}(?:{every}|planning to|ready to|prepared to)|plans to|planned to|"
        rf"call(?:s|ed) (?:for|on))\b(?! (?:in|at|near)\b)|^{_OTHER} {_HELPERS}(?:{every})\b(?! (?:in|at|near)\b)"
    )
