"""Places that stand for their government: "Tehran rejected the offer", "talks with Beijing", "sanctions imposed by Norway"."""

from __future__ import annotations

import re
from collections.abc import Sequence
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
    r"negotiators|requests?|view|role in|interests? in|intentions?|willingness|insistence|mission to)\b"
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
    r"\b(?:[Oo]rders?|[Ww]ord|[Ii]nstructions?|[Pp]ermission|[Cc]onsent|[Ss]ignals?|[Cc]learance) (?:(?:has|had|have) )?"
    r"(?:come |came |comes |coming )?from (?:the )?$|"
    r"\b(?:imposed|ordered|announced|proposed|backed|supported|condemned|rejected|accused|sanctioned|recogni[sz]ed|signed|approved|"
    r"denied|sponsored|orchestrated|brokered|taken) by (?:the )?$"
)
# "14 questions to Britain", "a response by Russia", "it wants France to answer".
_HANDED = re.compile(
    r"\b(?:[Ss]anctions|[Mm]easures|[Cc]omplaints?|[Cc]harges|[Cc]ampaign|[Aa]llegations|those|[Dd]uties|[Tt]ariffs|[Ee]mbargo) "
    r"(?:against|on) (?:the )?$|"
    r"\b(?:[Rr]esponse|[Mm]ove|[Ss]teps?|[Ee]fforts?|[Aa]ttempts?|[Dd]ecision|[Oo]ffer|[Pp]roposal|[Rr]efusal|[Pp]ressure|[Aa]ggression|"
    r"[Ii]nterference|[Mm]eddling|[Ww]ithdrawal|[Rr]ecognition|[Cc]laims?|[Aa]ctions?|developed|funded|led|armed|annexed|occupied|"
    r"invaded|controlled) by (?:the )?$|"
    r"\b(?:[Qq]uestions|[Ll]etter|[Mm]essage|[Aa]ppeal|[Ww]arning) to (?:the )?$|"
    r"\b(?:[Hh]ow|[Ww]hy|[Ww]hat) (?:can|could|should|did|does|will|would|must) (?:the )?$"
)
_WANTED = re.compile(r"\b(?:wants?|wanted|expects?|allow(?:s|ed)?|forc(?:es?|ed)|help(?:s|ed)?|lets?) (?:the )?$")
_TO_ACT = re.compile(r"^(?: and (?:the )?[A-Z][\w.]{1,20}(?: [A-Z]\w{1,20})?)? to [a-z]")
_OUGHT = re.compile(
    r"^ (?:should|must|ought to|needs? to|has to|has a (?:track )?record of|"
    r"is (?:trying|seeking|willing|determined|committed|refusing|reluctant|unwilling|obliged|accused|expected to|due to|said to|bound)|"
    r"was (?:trying|seeking|willing|determined|refusing|reluctant|accused))\b(?! be )"
)
_PAIR = re.compile(r"^(?:, | and | or |, and | and the |, the )$")
_GOES_ON = re.compile(r"^(?:-| [A-Z])")  # "supported by the UK Dealer Network"
_PLACED = re.compile(r"\b(?:of|in|at|near|from|to|for|outside|through|across) (?:the )?$")  # "the mayor of London said"


def with_role(text: str, toponym: Toponym, gazetteer: Gazetteer) -> Toponym:
    """The toponym marked as a metonym when it is a capital or country that acts, is acted upon, or has a will of its own."""
    if not _may_act(toponym, gazetteer):
        return toponym
    capital = toponym.place is not None and toponym.place.kind == "city"
    after, before = text[toponym.end : toponym.end + _AFTER], text[max(0, toponym.start - _BEFORE) : toponym.start]
    metonym = (
        (_acts().match(after) is not None and _PLACED.search(before) is None)
        or _MADE_BY.match(after) is not None
        or _WILL.match(after) is not None
        or (capital and _STATE.match(after) is not None)
        or _OUGHT.match(after) is not None
        or (_GOES_ON.match(after) is None and (_TOWARDS.search(before) is not None or _HANDED.search(before) is not None))
        or (_WANTED.search(before) is not None and _TO_ACT.match(after) is not None)
    )
    return replace(toponym, metonym=True) if metonym else toponym


def with_company(text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> list[Toponym]:
    """Countries and capitals named in one breath with a metonym are metonyms too: "by Moscow and Beijing"."""
    out = list(toponyms)
    steps = [(at, at + 1) for at in range(len(out) - 1)]
    for one, other in [*steps, *((second, first) for first, second in reversed(steps))]:
        left, right = sorted((one, other))
        if (
            out[one].metonym
            and not out[other].metonym
            and _PAIR.match(text[out[left].end : out[right].start])
            and _may_act(out[other], gazetteer)
        ):
            out[other] = replace(out[other], metonym=True)
    return out


def _may_act(toponym: Toponym, gazetteer: Gazetteer) -> bool:
    """True for countries and capitals."""
    place = toponym.place
    if place is None or toponym.demonym:
        return False
    capital = place.kind == "city" and any(entry.capital and entry.place == place for entry in gazetteer.lookup(toponym.name))
    return place.kind == "country" or capital


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
