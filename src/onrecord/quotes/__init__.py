"""Quotes: direct, mixed and indirect speech, with the words that name who speaks.

Marks are paired and repaired (`onrecord.marks`); a log-linear ranker, alone or beside an encoder's reading, tells for each
marked region whether it is speech and whose; cues outside marks give indirect speech. Each decision carries its rule.
"""

from onrecord.quotes.find import find_quotes

__all__ = ["find_quotes"]
