"""Roles beside names: "the Irish senator David Norris", "Ann Lee, chair of the Lagos Water Board,"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from onrecord import lexicon
from onrecord.actors.nominals import DEFINITE, INDEFINITE, POSSESSIVE, head_noun
from onrecord.actors.scene import Scene, Token
from onrecord.types import Entity, Role

_FORMER = frozenset(["former", "ex", "ex-", "then", "late", "one-time", "onetime", "erstwhile", "outgoing", "retired", "past"])
_PREPOSITIONS = frozenset(["of", "for", "to", "at", "on", "in", "with", "from"])
_AGE = re.compile(r"^\s*,?\s*(?:aged\s+)?\d{1,3}\s*,")
_OF = re.compile(r"\s+(?:of|for)\s+(?:the\s+)?([^\n]+)$")
_LONGEST = 16  # words of a role phrase
_ADJECTIVE_ENDINGS = ("ly", "ing", "ous", "ful", "ed", "est", "ive")


@cache
def honorifics() -> frozenset[str]:
    """Words that address a person and are neither office nor relation: dr, alhaji."""
    rows = lexicon.table("names/honorifics.txt")
    return frozenset(row[0] for row in rows if row[2:] == ("address",) or (row[2:] != ("role",) and not head_noun(row[0])))


def _breaks() -> frozenset[str]:
    return lexicon.word_set("actors/role_breaks.txt")


def _of_titles(word: str) -> bool:
    """True for what looks like a verb or an adjective and yet stands in titles: managing, housing."""
    return word in lexicon.word_set("actors/title_words.txt")


@cache
def _short_titles() -> dict[str, str]:
    return {row[0]: row[1] for row in lexicon.table("actors/short_titles.tsv")}


def short_title(token: Token) -> str | None:
    """The noun of an abbreviated title before a name: "Gov." gives governor."""
    return _short_titles().get(token.text) or (_short_titles().get(token.text.title()) if token.text[0].isupper() else None)


@dataclass(frozen=True, slots=True)
class RoleFound:
    """A role with the head nouns that later nominals repeat: two of "founder and CEO"."""

    role: Role
    heads: tuple[str, ...]

    @property
    def kinship(self) -> bool:
        """True for "mother of six", which tells whose she is and no title; "Sister Ann" and "Mother Teresa" are addressed so."""
        kin = lexicon.word_set("actors/kinship.txt")
        return self.heads[-1] in kin and len(self.heads) == 1 and self.role.title.split()[0].islower()


def roles_of_name(scene: Scene, start: int, end: int, entities: list[Entity]) -> list[RoleFound]:
    """Roles that stand right before or after a name, in text order.

    Args:
        scene: The article.
        start: Start of the name.
        end: End of the name.
        entities: ORG, GPE, NORP and LOC entities, in text order.
    """
    before = _before(scene, start, entities)
    found = [
        _set_off(scene, before.role.start if before else start, end, entities),  # "The mayor of Lagos, Cllr Ann Lee, said"
        before,
        _after(scene, end, entities),
        _predicate(scene, end, entities),
    ]
    return [role for role in found if role is not None]


def _before(scene: Scene, start: int, entities: list[Entity]) -> RoleFound | None:
    """ "former Prime Minister of Algeria, Sid Ahmed" and "Angels spokesman Tim Mead"."""
    last = scene.token_from(start) - 1
    while last > 0 and scene.tokens[last].low in honorifics() and not scene.text[scene.tokens[last].end : start].strip(" ."):
        start, last = scene.tokens[last].start, last - 1  # "Finance Minister | Dr. | Ann Lee"
    if last < 0 or scene.tokens[last].low in _PREPOSITIONS:
        return None  # "a spokesman for | Ann Lee", "the mother of | Ann Lee": it is somebody else
    gap = scene.text[scene.tokens[last].end : start]
    if gap.strip(" .\"“‘'") not in ("", ",") or "\n" in gap or _ends_sentence(scene, scene.tokens[last], start):
        return None
    comma = "," in gap
    first, head = last + 1, None
    for i in range(last, max(-1, last - _LONGEST), -1):
        token = scene.tokens[i]
        if i < last and _parted(scene, token, scene.tokens[i + 1]):
            break
        low = token.low
        joining = low == "and" and ((comma and head is None) or (head is not None and not comma and _joins_titles(scene, i)))
        if (low in _breaks() and not joining) or (not joining and _is_verb(scene, i)):
            break
        if low in DEFINITE or low in INDEFINITE or low in POSSESSIVE:
            break
        if low in _PREPOSITIONS and (i == first - 1) and head is not None and not comma and low not in ("of", "for"):
            break
        first = i
        if head_noun(low) or (i == last and not comma and short_title(token)):
            head = i
    if head is None:
        return None
    heads = [
        i for i in range(first, last + 1) if i == head or head_noun(scene.tokens[i].low) or (i == last and short_title(scene.tokens[i]))
    ]
    if not comma and heads[-1] == last:  # "a spokesman for opposition leader Ann Lee": the leader is Ann Lee, the spokesman is not
        turns = (i for i in range(last - 1, first, -1) if scene.tokens[i].low in _PREPOSITIONS)
        turn = next((i for i in turns if not any(one.start < scene.tokens[i].start < one.end for one in entities)), first - 1)
        first, heads = turn + 1, [i for i in heads if i > turn]
    tokens = scene.tokens[first : last + 1]
    tail = [token.low for token in scene.tokens[heads[-1] + 1 : last + 1]]
    if not comma and tail and tail[0] not in ("of", "for") and not _tells_a_field(scene, first, scene.tokens[heads[-1] + 1 : last + 1]):
        return None  # "the senator in Paris Ann Lee"
    if comma and tail and tail[0] not in _PREPOSITIONS:
        return None  # "the report of the minister tabled last week, Ann Lee"
    if comma and heads and scene.text[scene.tokens[first].start].islower() and scene.tokens[first].low not in _FORMER and not tail:
        return None  # "told the reporter, Ann Lee said"
    head = next((i for i in heads if i + 1 > last or scene.tokens[i + 1].low in _PREPOSITIONS), heads[-1])
    return _role(scene, list(tokens), scene.tokens[head], entities)


def _parted(scene: Scene, token: Token, following: Token) -> bool:
    """True where a mark, a line or a sentence ends between two words of what might be one role."""
    between = scene.text[token.end : following.start]
    if between.strip(" .-–&/'’\"“”") or "\n" in between or ("." in between and len(token.text) > 4):
        return True
    return "." in between and _ends_sentence(scene, token, following.start)


def _ends_sentence(scene: Scene, token: Token, start: int) -> bool:
    """True when a sentence begins between a word and `start`; the stop of "Gov." ends none, that of "DC." does."""
    short = short_title(token) is not None and not token.text.isupper()
    return not short and scene.sentence_at(token.start) != scene.sentence_at(start)


def _is_verb(scene: Scene, i: int) -> bool:
    """True for a verb before a role: "The film made | star Ann Lee". The left of "left winger" is none, behind a subject it is."""
    token = scene.tokens[i]
    if not token.text.islower() or token.low not in lexicon.word_set("actors/verbs.txt"):
        return False
    if not _of_titles(token.low):
        return True
    before = scene.tokens[i - 1] if i else None
    if before is None or scene.text[before.end : token.start] != " " or not before.text.islower():
        return False
    modifying = before.low in _FORMER or before.low in _PREPOSITIONS or before.low in lexicon.word_set("actors/adjectives.txt")
    return not (modifying or before.low in DEFINITE - {"that"} or before.low in INDEFINITE or before.low in POSSESSIVE)


def _joins_titles(scene: Scene, i: int) -> bool:
    """True for the "and" of "founder and CEO Ann Lee"; "the President and Prime Minister Ann Lee" are two."""
    before = scene.tokens[i - 1] if i else None
    if before is None or scene.text[before.end : scene.tokens[i].start] != " " or not head_noun(before.low):
        return False
    opens = scene.sentences[scene.sentence_at(before.start)].start == before.start
    return opens or before.text.islower() or before.text.isupper()


def _tells_a_field(scene: Scene, first: int, tail: Sequence[Token]) -> bool:
    """True for "in educational policies" of "the expert in educational policies Ann Lee"."""
    definite = first > 0 and scene.tokens[first - 1].low in DEFINITE
    return definite and tail[0].low == "in" and len(tail) > 1 and all(token.text.islower() for token in tail)


def _set_off(scene: Scene, start: int, end: int, entities: list[Entity]) -> RoleFound | None:
    """ "The chair of the board, Ann Lee, said": a description with an article, the name between commas behind it."""
    last = scene.token_from(start) - 1
    if last < 0 or scene.text[scene.tokens[last].end : start] != ", " or scene.text[end : end + 1] not in (",", "."):
        return None
    for i in range(last, max(-1, last - _LONGEST), -1):
        token, before = scene.tokens[i], scene.tokens[i - 1] if i else None
        if token.low in DEFINITE or token.low in INDEFINITE or token.low in POSSESSIVE:
            if before is not None and scene.text[before.end : token.start] == " " and before.low in _PREPOSITIONS - {"to", "with"}:
                continue  # "of the board": the phrase begins further left
            if not _opens_description(scene, i, end):
                return None
            found = _phrase(scene, token.start, entities)
            reaches = found is not None and not scene.text[found.role.end : start].strip(" ,") and found.role.start < start
            return found if reaches else None
        if i and "," in scene.text[scene.tokens[i - 1].end : token.start]:
            return None
    return None


_BEFORE_DESCRIPTION = frozenset(["and", "by", "with", "said", "says"])


def _opens_description(scene: Scene, i: int, end: int) -> bool:
    """True where the determiner of a description set off before a name stands.

    That is at the head of a sentence, behind "and" or "according to", or behind a comma where the name has a verb of its own: "in Kisii,
    the chair, Ann Lee, told". Of "Bob Day, the chair, Ann Lee, told" the chair is Bob Day.
    """
    token, before = scene.tokens[i], scene.tokens[i - 1] if i else None
    if before is None or scene.sentence_at(before.start) != scene.sentence_at(token.start) or before.low in _BEFORE_DESCRIPTION:
        return True
    if before.low == "to":
        return i > 1 and scene.tokens[i - 2].low == "according"
    if scene.text[before.end : token.start] != ", " or _in_person(scene, before):
        return False
    verb = scene.words(end, min(len(scene.text), end + 40))[:1]
    return bool(verb) and scene.text[end : verb[0].start] == ", " and verb[0].low in lexicon.word_set("actors/verbs.txt")


def _after(scene: Scene, end: int, entities: list[Entity]) -> RoleFound | None:
    """ "Ann Lee, 43, chair of the Lagos Water Board, said" """
    rest = scene.text[end : end + 8]
    age = _AGE.match(scene.text[end : end + 14])
    if age:
        start = end + age.end()
    elif rest.startswith(","):
        start = end + 1
    elif rest.startswith((" (", " —", " –", " - ")):
        start = end + 2
    else:
        return None
    found = _phrase(scene, start, entities)
    return None if found is not None and _before_a_person(scene, found.role.end) else found


def _before_a_person(scene: Scene, end: int) -> bool:
    """True when a person's name follows: in "chair Ann Lee, treasurer Bob Day", or "a treasurer called Bob Day", he is the treasurer."""
    following = scene.token_from(end)
    if following < len(scene.tokens) and scene.tokens[following].low in ("called", "named"):
        end, following = scene.tokens[following].end, following + 1
    if following >= len(scene.tokens) or scene.text[end : scene.tokens[following].start] != " ":
        return False
    start = scene.tokens[following].start
    return any(entity.label == "PERSON" and entity.start <= start for entity in scene.entities_in(start, start + 1))


def _predicate(scene: Scene, end: int, entities: list[Entity]) -> RoleFound | None:
    """ "Ann Lee is the chair of" """
    following = scene.words(end, min(len(scene.text), end + 24))[:2]
    if len(following) < 2 or following[0].low not in ("is", "was", "became") or scene.text[end : following[0].start] != " ":
        return None
    return _phrase(scene, following[0].end, entities) if following[1].low in ("the", "a", "an") else None


def _phrase(scene: Scene, start: int, entities: list[Entity]) -> RoleFound | None:
    """The role phrase that begins at `start` and ends at a comma, a bracket, a verb or after sixteen words."""
    tokens: list[Token] = []
    head: Token | None = None
    prepositions = 0
    previous_end = start
    for token in scene.words(start, min(len(scene.text), start + 200)):
        gap = scene.text[previous_end : token.start]
        if (
            gap.strip(" -–&/'’.\"“”")
            or "\n" in gap
            or (("." in gap) and len(tokens) and len(tokens[-1].text) > 4)
            or len(tokens) >= _LONGEST
        ):
            break
        low = token.low
        if low == "whose" and not tokens:
            return None  # "Ann Lee, whose son": not a son
        joining = low == "and" and head is not None and (prepositions or (tokens[-1] is head and _title_follows(scene, token)))
        if low in _breaks() and not joining:
            break
        if head is None and len(tokens) >= 7:
            return None
        if low in _PREPOSITIONS:
            prepositions += 1
            if head is None:
                return None
        if low == "and" and prepositions and _next_is_head(scene, token):
            break
        tokens.append(token)
        if not prepositions and head_noun(low):
            head = token
        previous_end = token.end
    while tokens and tokens[-1].low in (*_PREPOSITIONS, "and", "the"):
        tokens.pop()
    if head is None or head not in tokens:
        return None
    if not prepositions:
        tokens = [token for token in tokens if token.start <= head.start]
    while tokens and (tokens[0].low in DEFINITE or tokens[0].low in INDEFINITE or tokens[0].low in POSSESSIVE):
        tokens.pop(0)
    return _role(scene, tokens, head, entities) if tokens else None


def _next_is_head(scene: Scene, token: Token) -> bool:
    following = scene.words(token.end, min(len(scene.text), token.end + 40))[:3]
    return any(head_noun(word.low) for word in following)


def _title_follows(scene: Scene, token: Token) -> bool:
    """True where a second title follows "and" at once: "signalman and campaigner", "founder and chief executive of Acme"."""
    following = scene.words(token.end, min(len(scene.text), token.end + 60))[:3]
    for before, word in pairwise([token, *following]):
        if scene.text[before.end : word.start] != " " or word.low in _breaks() or word.low in DEFINITE | INDEFINITE | POSSESSIVE:
            return False
        if head_noun(word.low) and not _before_a_person(scene, word.end):
            return True
    return False


def _role(scene: Scene, tokens: list[Token], head: Token, entities: list[Entity]) -> RoleFound:
    """Title, organisation and "former" of a role phrase; its span goes from the first of these to the last."""
    past = [token for token in tokens if token.start <= head.start and (token.low in _FORMER or token.low.startswith("ex-"))]
    low, high = tokens[0].start, tokens[-1].end
    overlapping = [entity for entity in entities if entity.start < high and low < entity.end]
    inside = [entity for entity in overlapping if not entity.start <= head.start < entity.end]
    around = next((entity for entity in overlapping if entity.start <= head.start < entity.end), None)
    organisation = next((entity for label in ("ORG", "GPE", "LOC") for entity in inside if entity.label == label), None)
    compound = _compound(scene, tokens, head, inside, past)
    offices = [token for token in tokens if token.start < compound[0].start and head_noun(token.low)]
    past = [token for token in past if not offices or token.start > offices[-1].start]  # "former candidate Sen. Ann Lee" is a senator
    title = " ".join(_bare(token) for token in compound)
    end = head.start + len(head.low)
    name: str | None = None
    following = [token for token in tokens if token.start > head.start]
    if around is not None and organisation is None:
        # The reader took the whole phrase for one name: "President-elect of the National Council", "UN Special Rapporteur".
        tail = _OF.match(scene.text[head.end : around.end])
        if tail:
            name, end = tail[1], head.end + tail.end()
        elif around.start < compound[0].start:
            name = scene.text[around.start : compound[0].start].strip() or None
    elif organisation is not None:
        name = _strip_article(scene.text[organisation.start : organisation.end])
        end = max(end, _entity_end(scene, organisation))
        between = [token for token in following[1:] if token.start < organisation.start]
        if following and following[0].low in ("of", "for") and any(token.text[0].isupper() for token in between):
            title = f"{title} {scene.text[following[0].start : between[-1].end]}"
    elif len(following) > 1 and following[0].low in ("of", "for", "at"):
        rest = following[1:]
        end = rest[-1].start + len(rest[-1].low)
        if rest[0].low in ("the", "its", "his", "her", "their", "a", "an") and len(rest) > 1:
            name = scene.text[rest[1].start : end]
        elif following[0].low != "at":
            title = f"{title} {scene.text[following[0].start : end]}"
    starts = [token.start for token in (*past, *compound)] + ([organisation.start] if organisation is not None else [])
    start = min(starts)
    role = Role(start, max(end, head.start + len(head.low)), " ".join(title.split()), name, bool(past))
    joined = [one for one, following in pairwise(compound) if following.low == "and"]
    return RoleFound(role, tuple(short_title(one) or one.low for one in (*joined, head)))


def _compound(scene: Scene, tokens: list[Token], head: Token, inside: list[Entity], past: list[Token]) -> list[Token]:
    """The head with the nouns before it: "Prime Minister", "human rights lawyer", "founder and CEO", without adjectives and names."""
    compound = [head]
    before = [token for token in tokens if token.start < head.start]
    for number, token in reversed(list(enumerate(before))):
        named = any(entity.start <= token.start < entity.end for entity in inside) or _in_person(scene, token)
        if named or token in past or len(token.low) < len(token.text) or len(compound) > 3:
            break
        if token.low == "and":
            other = before[number - 1] if number else None
            if other is None or not head_noun(other.low):
                break
            return [*_compound(scene, before[:number], other, inside, past), token, *compound]
        if (head.text[0].isupper() and not token.text[0].isupper()) or (short_title(head) and not _is_rank(token)):
            break
        if _is_adjective(token, head) or token.text[0].isdigit() or token.low == "the":
            break
        compound.insert(0, token)
    return compound


def _in_person(scene: Scene, token: Token) -> bool:
    """True for a word of a person's name: in "Clinton aide Ann Lee" the title is "aide"."""
    return any(entity.label == "PERSON" for entity in scene.entities_in(token.start, token.end))


def _is_adjective(token: Token, head: Token) -> bool:
    """True for what is no part of a title: "popular", "outspoken"; the First of "First Minister" is one."""
    if token.low in lexicon.word_set("actors/adjectives.txt"):
        return not (_of_titles(token.low) and token.text[0].isupper() and head.text[0].isupper())
    return token.low.endswith(_ADJECTIVE_ENDINGS) and not _of_titles(token.low) and head_noun(token.low) is None


def _is_rank(token: Token) -> bool:
    """True for what stands before an abbreviated title as a part of it: "Lt. Gov.", "Deputy Supt."; "Kisumu Gov." has none."""
    return bool(head_noun(token.low) or short_title(token)) or token.low in lower_ranks()


@cache
def lower_ranks() -> frozenset[str]:
    """Words before a noun that tell a lower office: deputy, assistant."""
    return frozenset(row[0] for row in lexicon.table("actors/ranks.txt") if row[1:])


def _bare(token: Token) -> str:
    return token.text[: len(token.low)]


def _entity_end(scene: Scene, entity: Entity) -> int:
    """End of an entity without a possessive."""
    tail = re.search(r"(?:['’]s|['’])$", scene.text[entity.start : entity.end])
    return entity.end - (len(tail[0]) if tail else 0)


def _strip_article(text: str) -> str:
    bare = re.sub(r"(?:['’]s|['’])$", "", text)
    return bare[4:] if bare[:4].lower() == "the " else bare
