"""What a page lets its readers skip does not end its article."""

from __future__ import annotations

import pytest

import onrecord
from onrecord.clean.asides import asides

BEFORE = "The council of the small town agreed on Monday evening that the old bridge over the river would be closed for repairs until May."
AFTER = "Residents who had waited for the decision since the spring said that they would have to drive eleven miles to the market."
PROMOTION = (
    "Sign up to Town Brief",
    "Free weekly newsletter",
    "Our Monday letter tells you what the council will talk about in the week.",
    "Enter your email address",
    "Sign up",
    "Privacy Notice: Newsletters may contain info about charities, online ads, and content funded by outside parties. See our Policy.",
)


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["a", "skip past newsletter promotion", "sign up", "after newsletter promotion", "b"], [range(1, 4)]),
        (["skip twitter post by @ferry", "x", "end of twitter post by @ferry"], [range(3)]),
        (["skip to end of carousel", "x", "end of carousel", "skip to end of carousel", "end of carousel"], [range(3), range(3, 5)]),
        (["skip to main content", "a", "b"], []),
        (["skip past one", "a", "after another"], []),
        (["skip past one", *"a" * 50, "after one"], []),
    ],
    ids=["promotion", "post", "two", "menu", "another end", "too far"],
)
def test_asides_are_told_by_their_marks(lines: list[str], found: list[range]) -> None:
    assert list(asides(lines)) == found


def test_the_article_goes_on_behind_an_aside() -> None:
    body = [f"{text} Day {day}." for day in range(4) for text in (BEFORE, AFTER)]
    marks = "skip past newsletter promotion", "after newsletter promotion"
    page = ["Home", "Sport", "Bridge to be closed", *body[:5], marks[0], *PROMOTION, marks[1], *body[5:], "Most viewed", "Terms"]
    (article,) = onrecord.clean("\n\n".join(page))
    assert [text for text in body if text not in article.text] == []
    assert [text for text in (*marks, *PROMOTION) if text in article.text] == []
    raw = "\n\n".join(page)
    assert "form" in {item.reason for item in article.removed if "newsletter promotion" in raw[item.raw_start : item.raw_end]}
