"""Classes of words that the rules of quotation need, kept as data."""

from __future__ import annotations

from functools import cache

from onrecord.lexicon import table


@cache
def word_class(name: str) -> frozenset[str]:
    """The words of one class of `quotes/word_classes.tsv`, lower case."""
    return next(frozenset(words.split()) for given, words in table("quotes/word_classes.tsv") if given == name)


@cache
def occasion_nouns() -> frozenset[str]:
    """Nouns that name an occasion or channel of speech."""
    return frozenset(noun for noun, _ in table("quotes/occasions.tsv"))
