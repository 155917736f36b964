"""Which language a text is in: the script first, then the share of words that are function words of a language.

A plain profile method (Grefenstette 1995): robust on paragraphs, silent on what is too short to tell.
"""

from __future__ import annotations

import re
from functools import cache

from onrecord.lexicon import table, word_set

FEWEST_WORDS = 8
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("bn", re.compile("[\u0980-\u09ff]")),
    ("ta", re.compile("[\u0b80-\u0bff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
)
_ANY_SCRIPT = re.compile("[" + "".join(script.pattern[1:-1] for _, script in _SCRIPTS) + "]")
_FEWEST_LETTERS = 8  # of a script
_MOST = 4_000  # characters looked at


@cache
def _languages_of() -> dict[str, tuple[str, ...]]:
    languages: dict[str, tuple[str, ...]] = {}
    for language, words in table("clean/function_words.tsv"):
        for word in words.split():
            languages[word] = (*languages.get(word, ()), language)
    for word in _english() - function_words("en"):
        languages[word] = (*languages.get(word, ()), "en")
    return languages


@cache
def _english() -> frozenset[str]:
    return function_words("en") | word_set("clean/small_english_words.txt")


@cache
def function_words(language: str) -> frozenset[str]:
    """The function words of one language."""
    return frozenset(word for name, words in table("clean/function_words.tsv") if name == language for word in words.split())


def _is_plainly_english(text: str) -> bool:
    """A quick look at the first words, which settles nearly all paragraphs of an English page."""
    words = text[:400].lower().split(None, 40)[:40]
    english = _english()
    return len(words) >= FEWEST_WORDS and len([word for word in words if word in english]) >= 0.3 * len(words)


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of a text's language, or null when it has too few words to tell.

    English wins a close race: short English paragraphs full of foreign names are more frequent in this input than
    paragraphs in a language that shares its function words.
    """
    text = text[:_MOST]
    if _is_plainly_english(text):
        return "en"
    if not text.isascii() and len(_ANY_SCRIPT.findall(text)) >= _FEWEST_LETTERS:
        letters = sum(map(str.isalpha, text))
        for language, script in _SCRIPTS:
            found = len(script.findall(text))
            if found >= _FEWEST_LETTERS and found > letters * 0.3:
                return language
    words = _WORD.findall(text)
    if len(words) < FEWEST_WORDS:
        return None
    counts: dict[str, int] = {}
    languages = _languages_of()
    small = [word for word in words if word.islower()]
    # A capital belongs to a name more often than to a sentence: "La Paz" and "El Alto" make no Spanish, "Di Maio" no Italian.
    for word in small or map(str.lower, words):
        for language in languages.get(word, ()):
            counts[language] = counts.get(language, 0) + 1
    best = max(sorted(counts), key=lambda language: counts[language], default=None)
    if best is None or counts[best] < 0.15 * len(words):
        return None
    english = counts.get("en", 0)
    return "en" if english >= 0.8 * counts[best] else best
