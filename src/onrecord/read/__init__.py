"""The neural reader: one encoder pass over an article finds names, sentences, and who is quoted with which words."""

from __future__ import annotations

from onrecord.read.boundaries import start_sentences
from onrecord.read.names import settle_names
from onrecord.read.reader import Reader
from onrecord.read.sentences import split_sentences
from onrecord.read.tokens import make_doc

__all__ = ["Reader", "make_doc", "settle_names", "split_sentences", "start_sentences"]
