"""A name taken apart: honorifics, glued roles, words, initials, particles, generation, nickname."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from onrecord import lexicon
from onrecord.names.fold import fold, sound_key

Gender = Literal["f", "m"]


@dataclass(frozen=True, slots=True, order=True)
class Word:
    """One word of a name, folded. `kind`: full word, initial, or particle (de, al, bin)."""

    text: str
    kind: Literal["word", "initial", "particle"]
    sound: str


@lru_cache(maxsize=1 << 15)
def _word(text: str, kind: Literal["word", "initial", "particle"]) -> Word:
    """A word of a name, shared by the names that hold it."""
    return Word(text, kind, text if kind == "initial" else sound_key(text))


@dataclass(frozen=True, slots=True, eq=False)
class Name:
    """A parsed name. `words` are in order given ... family, particles and initials in their places.

    `family` is the index of the first word of the family name (its particles included), or 0 for a name of one word.
    `solid` holds the words that are neither initials nor particles; `key` the folded words and the generation, for
    grouping equal names. A name is `full` when at least two words carry it, one of them no initial.
    """

    text: str
    words: tuple[Word, ...]
    family: int = 0
    suffix: str = ""  # jr, sr, ii ...
    honorifics: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    nickname: str = ""
    gender: Gender | None = None  # told by an honorific alone
    solid: tuple[Word, ...] = field(init=False)
    key: str = field(init=False)
    full: bool = field(init=False)

    def __post_init__(self) -> None:
        solid = tuple(word for word in self.words if word.kind == "word")
        if len(solid) == len(self.words):
            solid = self.words  # one tuple for both: there may be millions
        initials = any(word.kind == "initial" for word in self.words)
        object.__setattr__(self, "solid", solid)
        object.__setattr__(self, "key", " ".join((*(word.text for word in self.words), *((self.suffix,) if self.suffix else ()))))
        object.__setattr__(self, "full", len(solid) >= 2 or (len(solid) == 1 and initials))

    @property
    def surname(self) -> str:
        """The last solid word, or the last word at all."""
        return self.solid[-1].text if self.solid else (self.words[-1].text if self.words else "")


@lru_cache(maxsize=1)
def _honorifics() -> dict[str, tuple[str, bool, bool]]:
    """Folded honorific: gender or "-", is it an office, is it weak (may be part of the name itself)."""
    table = {}
    for row in lexicon.table("names/honorifics.txt"):
        kind = row[2] if len(row) > 2 else ""
        table[fold(row[0])] = (row[1], kind == "role", kind == "weak")
    return table


@lru_cache(maxsize=1)
def _suffixes() -> dict[str, str]:
    return {fold(row[0]): row[1] for row in lexicon.table("names/suffixes.txt")}


@lru_cache(maxsize=1)
def _particles() -> frozenset[str]:
    return frozenset(fold(word) for word in lexicon.word_list("names/particles.txt"))


@lru_cache(maxsize=1)
def _roles() -> frozenset[str]:
    return lexicon.word_set("names/roles.txt")


@lru_cache(maxsize=1)
def given_names() -> dict[str, str]:
    """Folded given names and the gender most often registered: f, m or n. A hint, never a person's gender."""
    return {row[0]: row[1] for row in lexicon.table("names/given_names.txt")}


@lru_cache(maxsize=1)
def family_first() -> frozenset[str]:
    """Folded family names of peoples who put them before the given name."""
    return frozenset(fold(word) for word in lexicon.word_list("names/family_first.txt"))


_GIVEN_PARTICLES = frozenset(["al", "ben", "van", "bin"])
_GENERATION = {"junior": "jr", "jnr": "jr", "filho": "jr", "senior": "sr", "snr": "sr", "2nd": "ii", "3rd": "iii", "4th": "iv"}
_POSSESSIVE = re.compile(r"['’]s?$|['’]$")
_NICKNAME = re.compile(r"[\"“”„«»‘(']\s*([^\"“”„«»’()']{2,20}?)\s*[\"“”„«»’)']")
_EDGES = re.compile(r"^[\s#@*\"“”„«»‚,;:.()\[\]<>=–—-]+|[\s*\"“”„«»‚,;:()\[\]<>=–—-]+$")
_EDITORIAL = str.maketrans("", "", "[]")  # "Jeff [Drake]", "[Boris] Johnson"
_GLUED_DOT = re.compile(r"(?<=[a-zA-Z]{2}\.)(?=[^\W\d_]{2})")
_DIGIT_INSIDE = re.compile(r"(?<=[a-z])\d(?=[a-z])")  # a digit typed or read for a letter: Ig0r
_CAPITALS = re.compile(r"^(?:[^\W\d_]\.?-?){2,3}$")


def _is_initial(raw: str, folded: str) -> bool:
    return len(folded) == 1 and folded.isalpha() and (raw[0].isupper() or raw.endswith("."))


def _spelled(token: str) -> list[str]:
    """A token as the words it holds: hyphens part it, "J.-C." and "JC" are initials."""
    bare = token.replace(".", " ") if re.fullmatch(r"(?:[^\W\d_]\.-?)+[^\W\d_]?\.?", token) else token
    pieces = [piece for piece in re.split(r"[\s‐‑–—-]+", bare) if piece]
    if len(pieces) == 1 and pieces[0] == token and _CAPITALS.match(token) and token.isupper() and 2 <= len(token) <= 3:
        letters = token.replace(".", "")
        if not any(letter in "AEIOUY" for letter in letters) and fold(letters) not in _suffixes():
            return list(letters)
    return pieces


@lru_cache(maxsize=1 << 15)
def parse_name(text: str) -> Name:
    """Take a name apart. Anything is accepted; an empty text gives a name without words.

    Possessives, hashtag signs and quotation marks at the edges are left out. "Family, Given" is turned round.
    """
    bare = _POSSESSIVE.sub("", _EDGES.sub("", text))
    bare = _GLUED_DOT.sub(" ", bare).translate(_EDITORIAL)
    nickname = ""
    if found := _NICKNAME.search(bare):
        before, after = bare[: found.start()].strip(), bare[found.end() :].strip()
        if before and (after or bare[found.start()] == "("):
            nickname, bare = fold(found[1]), f"{before} {after}".strip()
    suffix, parts = _without_suffixes([part.strip() for part in bare.split(",") if part.strip()])
    turned = len(parts) == 2 and len(parts[0].split()) <= 4
    tokens = " ".join((parts[1], parts[0]) if turned else parts).split()
    honorifics, roles, gender, tokens = _without_titles(tokens)
    words = _words(tokens)
    given_count = len(_words(parts[1].split())) if turned and not honorifics and not roles else None
    return Name(bare, words, _family_start(words, given_count), suffix, honorifics, roles, nickname, gender)


def _without_suffixes(parts: list[str]) -> tuple[str, list[str]]:
    """Take generations and credentials off the end of each comma part."""
    suffix, known = "", _suffixes()
    kept: list[str] = []
    for part in parts:
        tokens = part.split()
        while tokens:
            word = fold(tokens[-1]).replace(".", "")
            kind = known.get(word)
            alone = len(tokens) == 1
            if kind is None or (alone and not kept) or (kind == "c" and not (alone or tokens[-1].isupper() or "." in tokens[-1])):
                break
            if kind == "c" and not alone and len(word) <= 2 and len(tokens) <= 2 and not kept:
                break  # "Jack Ma" is no master of arts
            if kind == "g" and not suffix:
                suffix = _GENERATION.get(word, word)
            tokens.pop()
        if tokens:
            kept.append(" ".join(tokens))
    return suffix, kept


def _without_titles(tokens: list[str]) -> tuple[tuple[str, ...], tuple[str, ...], Gender | None, list[str]]:
    """Take honorifics and a glued role phrase off the front."""
    table, role_words = _honorifics(), _roles()
    honorifics: list[str] = []
    roles: list[str] = []
    gender: Gender | None = None
    # A role glued on: everything up to the last role word, when a name of two words is left ("Acme CFO Ann Lee").
    plain = [fold(token).strip(".,") for token in tokens]
    for cut in range(min(len(tokens) - 1, 6), 0, -1):
        word = plain[cut - 1]
        office = word in role_words or (word in table and table[word][1])
        if office and (len(tokens) - cut >= 2 or cut == 1) and not (cut > 1 and _is_initial(tokens[cut], plain[cut])):
            if cut == 1 and word in given_names() and len(tokens) == 2 and word not in table:
                break  # "Guy Star"
            roles = [" ".join(tokens[:cut])]
            for title in plain[:cut]:
                if title in table and table[title][0] in ("f", "m"):
                    gender = "f" if table[title][0] == "f" else "m"
            tokens, plain = tokens[cut:], plain[cut:]
            break
    while len(tokens) > 1 and plain[0] in table:
        told, _, weak = table[plain[0]]
        monsieur = tokens[0].endswith(".") and not _is_initial(tokens[1], plain[1])
        if weak and (len(tokens) < 3 or not tokens[0][0].isupper() or (plain[0] == "m" and not monsieur)):
            break
        if told == "f" or told == "m":
            gender = "f" if told == "f" else "m"
        honorifics.append(plain[0])
        tokens, plain = tokens[1:], plain[1:]
    return tuple(honorifics), tuple(roles), gender, tokens


def _words(tokens: list[str]) -> tuple[Word, ...]:
    words: list[Word] = []
    for token in tokens:
        for piece in _spelled(token):
            folded = _DIGIT_INSIDE.sub("?", fold(piece)).strip('.,;:_*#@=()[]"“”')
            if not folded or not any(letter.isalnum() or letter == "?" for letter in folded):
                continue
            if folded in _particles() and len(tokens) > 1 and not _is_given_particle(piece, folded, token, words):
                words.append(_word(folded, "particle"))
            elif _is_initial(piece, folded):
                words.append(_word(folded, "initial"))
            else:
                words.append(_word(folded, "word"))
    if words and words[-1].kind == "particle":  # "Bimal Das": no particle ends a name
        words[-1] = _word(words[-1].text, "word")
    return tuple(words)


def _is_given_particle(piece: str, folded: str, token: str, before: list[Word]) -> bool:
    """True for the given name in "Al Gore", "Ben Okri", "Van Morrison"."""
    return not before and piece == token and piece[0].isupper() and folded in _GIVEN_PARTICLES


def _family_start(words: tuple[Word, ...], given_count: int | None) -> int:
    """Index of the first word of the family name."""
    if given_count is not None and 0 < given_count < len(words):
        return given_count
    last = max((i for i, word in enumerate(words) if word.kind == "word"), default=0)
    while last > 1 and words[last - 1].kind == "particle":
        last -= 1
    return last
