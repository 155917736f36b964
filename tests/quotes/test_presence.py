"""Who was at the event that a text reports, and who spoke apart."""

from __future__ import annotations

import pytest

from onrecord.quotes.presence import stays_unnamed
from onrecord.types import Quote, Span


def quote(text: str, source: str) -> Quote:
    cue, start = text.index(" said ") + 1, text.index(source)
    return Quote("indirect", (), (Span(cue + 5, len(text) - 1),), Span(cue, cue + 4), Span(start, start + len(source)))


@pytest.mark.parametrize(
    ("text", "unnamed"),
    [
        ("An official, who asked not to be named, said the money had run out.", True),
        (
            "Two officials with knowledge of the tender, speaking on condition of anonymity because of fear for the posts that they hold"
            " in the ministry, said the money had run out.",
            True,
        ),
        ("Two officials, who were not authorised to speak to the press, said the money had run out.", True),
        ("Two officials, who were at the meeting, said the money had run out.", False),
    ],
)
def test_who_asked_not_to_be_named_spoke_apart(text: str, unnamed: bool) -> None:
    assert stays_unnamed(text, quote(text, text.split(",")[0])) is unnamed
