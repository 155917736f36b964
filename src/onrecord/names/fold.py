"""Letters of names made comparable: folding, and a sound key that keeps the classes of vowels."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from onrecord import lexicon

# Apostrophes, ayn and hamza, modifier letters: written or left out at will.
_SILENT = re.compile(r"['’‘`´ʼʻʾʿʹʺˈ]")
_SOFT_C = re.compile(r"c(?=[eiy])")
_SH_AT_START = re.compile(r"^(?:x|hs)(?=[aeiou])")
_REPEATED = re.compile(r"(.)\1+")


@lru_cache(maxsize=1)
def _letters() -> dict[int, str]:
    """Letters that no accent is taken from, and what they are spelled with in a-z."""
    table = {ord(letter): latin.replace("_", "") for letter, latin in lexicon.table("names/letters.txt")}
    return table | {ord("\ufffd"): "?"}


@lru_cache(maxsize=1 << 15)
def fold(text: str) -> str:
    """Lower case, without accents, apostrophes and marks; Cyrillic and Greek spelled in Latin letters.

    A lost letter (`?` inside a word, U+FFFD) stays as `?`. White space and hyphens stay.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).translate(_letters())
        text = unicodedata.normalize("NFKD", text)
        # Once more for letters that had marks on them: Greek with breathings, Cyrillic with a stress.
        text = "".join(letter for letter in text if not unicodedata.combining(letter)).translate(_letters())
    return _SILENT.sub("", text).casefold()


@lru_cache(maxsize=1)
def _sounds() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of all spellings, longest first, and the sound of each."""
    sounds = {row[0]: row[1] for row in lexicon.table("names/sounds.txt")}
    return re.compile("|".join(sorted(sounds, key=lambda spelling: (-len(spelling), spelling)))), sounds


@lru_cache(maxsize=1 << 15)
def sound_key(word: str) -> str:
    """The sound of one folded word: consonants folded over transliterations, vowels as three classes.

    `ahmed` and `ahmad` give the same key; `khomeini` and `khamenei` do not.
    """
    if "?" in word:
        return word
    pattern, sounds = _sounds()
    if "ee" not in word and "oo" not in word:
        word = _REPEATED.sub(r"\1", word)
    word = _SH_AT_START.sub("sh", _SOFT_C.sub("s", word))
    key = pattern.sub(lambda match: sounds[match[0]], word).replace("c", "k")
    if len(key) > 2:
        key = key[0] + key[1:].rstrip("h")
    return _REPEATED.sub(r"\1", key)
