"""The country of an article by the institutions that it names."""

from __future__ import annotations

import pytest

from onrecord.places import resolve_places
from onrecord.places.institutions import country_told
from onrecord.types import Span, Toponym


def country(answer: Toponym) -> str | None:
    """Where the place of an answer lies."""
    return answer.place.country if answer.place is not None else None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Cllr Jo Kent said it would save £3m.", ("GB", 1.0)),
        ("Call Crimestoppers.", ("GB", 0.5)),
        ("Write to news@example.police.uk or call Crimestoppers.", ("GB", 1.0)),
        ("Gardaí came. A garda spokeswoman and the Taoiseach spoke.", ("IE", 1.0)),
        ("Officials of the barangay wrote to the DSWD.", ("PH", 1.0)),
        ("The NHS and Medicaid differ.", None),
        ("The NHS and the NHS and the NHS and Medicaid differ.", ("GB", 1.0)),
        ("The mayor said nothing.", None),
        ("", None),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_institutions_tell_the_country(text: str, told: tuple[str, float] | None) -> None:
    assert country_told(text) == told


def test_a_town_is_in_the_country_of_the_institutions() -> None:
    text = "A man was hurt in Thornbury."
    longer = text + " Call Crimestoppers or Cllr Jo Kent."
    span = Span(text.index("Thornbury"), text.index("Thornbury") + 9)
    (without,), (with_them,) = resolve_places(text, [span]), resolve_places(longer, [span])
    assert country(without) == "AU"
    assert country(with_them) == "GB"
    assert with_them.reason == "the document names institutions of its country"


def test_the_domain_of_the_publisher_comes_first() -> None:
    text = "A man was hurt in Thornbury. Call Crimestoppers or Cllr Jo Kent."
    (answer,) = resolve_places(text, [Span(18, 27)], publisher="example.com.au")
    assert country(answer) == "AU"


def test_a_division_behind_the_town_outweighs_them() -> None:
    text = "The NHS and the Home Office wrote to Birmingham, Alabama."
    start = text.index("Birmingham")
    (answer,) = resolve_places(text, [Span(start, start + 10)])
    assert country(answer) == "US"
