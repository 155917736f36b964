"""Letters of names made comparable: folding, and a sound key that keeps the classes of vowels."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans({
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i", "ə": "a", "ħ": "h", "ŋ": "ng",
    "�": "?",
})  # fmt: skip
# Apostrophes, ayn and hamza, modifier letters: written or left out at will.
_SILENT = re.compile(r"['’‘`´ʼʻʾʿʹʺˈ]")

# Latin spellings of one Cyrillic or Greek letter, so that names in these scripts meet their transliterations.
_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґћђљњџјқғәңұүөһ",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "yo",
            "zh",
            "z",
            "i",
            "y",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "kh",
            "ts",
            "ch",
            "sh",
            "shch",
            "_",
            "y",
            "_",
            "e",
            "yu",
            "ya",
            "i",
            "yi",
            "ye",
            "g",
            "c",
            "d",
            "lj",
            "nj",
            "dz",
            "j",
            "k",
            "g",
            "a",
            "ng",
            "u",
            "u",
            "o",
            "h",
        ],
        strict=True,
    )
)
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        ["a", "v", "g", "d", "e", "z", "i", "th", "i", "k", "l", "m", "n", "x", "o", "p", "r", "s", "s", "t", "y", "f", "ch", "ps", "o"],
        strict=True,
    )
)
_SCRIPTS = str.maketrans({letter: latin.replace("_", "") for letter, latin in {**_CYRILLIC, **_GREEK}.items()})


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Lower case, without accents, apostrophes and marks; Cyrillic and Greek spelled in Latin letters.

    A lost letter (`?` inside a word, U+FFFD) stays as `?`. White space and hyphens stay.
    """
    text = text.casefold().translate(_LETTERS)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_SCRIPTS)
        text = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return _SILENT.sub("", text)


# Consonants that transliterations exchange; longest first. Vowels become one of three classes and are never dropped:
# Khomeini and Khamenei must stay apart, Ahmed and Ahmad must meet.
_SOUNDS = (
    ("tsch", "C"), ("sch", "S"), ("tch", "C"), ("dsch", "J"), ("zh", "J"), ("sh", "S"), ("ch", "C"), ("kh", "k"), ("gh", "k"), ("ph", "f"), ("th", "t"),
    ("dh", "d"), ("dj", "J"), ("ck", "k"), ("cz", "C"), ("ts", "z"), ("tz", "z"), ("x", "ks"), ("q", "k"), ("g", "k"), ("v", "f"),
    ("w", "f"), ("b", "p"), ("j", "J"),
)  # fmt: skip
_VOWELS = (
    ("ee", "i"), ("ea", "i"), ("ie", "i"), ("ei", "i"), ("ey", "i"), ("ai", "i"), ("ay", "i"), ("ij", "i"), ("iy", "i"), ("yi", "i"), ("oo", "u"),
    ("ou", "u"), ("au", "u"), ("aw", "u"), ("ow", "u"), ("uw", "u"), ("oe", "u"), ("ue", "u"), ("eu", "u"), ("ae", "a"), ("aa", "a"),
    ("a", "a"), ("e", "a"), ("i", "i"), ("y", "i"), ("o", "u"), ("u", "u"),
)  # fmt: skip
_SOUND = dict((*_SOUNDS, *_VOWELS))
_SPELLING = re.compile("|".join(sorted(_SOUND, key=lambda spelling: (-len(spelling), spelling))))
_SOFT_C = re.compile(r"c(?=[eiy])")
_REPEATED = re.compile(r"(.)\1+")


@lru_cache(maxsize=200_000)
def sound_key(word: str) -> str:
    """The sound of one folded word: consonants folded over transliterations, vowels as three classes.

    `ahmed` and `ahmad` give the same key; `khomeini` and `khamenei` do not.
    """
    if "?" in word:
        return word
    word = _REPEATED.sub(r"\1", word) if "ee" not in word and "oo" not in word else word
    word = _SOFT_C.sub("s", word)
    key = _SPELLING.sub(lambda match: _SOUND[match[0]], word).replace("c", "k")
    if len(key) > 2:
        key = key[0] + key[1:].rstrip("h") if key.endswith("h") else key
    return _REPEATED.sub(r"\1", key)
