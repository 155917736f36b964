"""Day order by the address of the publisher."""

from __future__ import annotations

import pytest

from onrecord.dates.convention import convention_of
from onrecord.pipeline import Pipeline


@pytest.mark.parametrize(
    ("addresses", "order"),
    [
        (("https://www.example.co.uk/news/1",), "dmy"),
        (("http://news.example.gov",), "mdy"),
        (("https://example.com/uk/",), None),
        ((None, "herald.example.ph"), "mdy"),
        (("https://example.com/a.uk", "The Herald"), None),
        ((None, "The Herald of Lagos. ng"), None),
        (("x" * 10**6,), None),
    ],
)
def test_the_end_of_an_address_tells_the_order(addresses: tuple[str | None, ...], order: str | None) -> None:
    assert convention_of(*addresses) == order


@pytest.mark.parametrize(("url", "value"), [("https://example.co.uk/a", "2019-05-04"), ("https://example.us/a", "2019-04-05")])
def test_an_ambiguous_day_is_read_as_its_publisher_writes(rules: Pipeline, url: str, value: str) -> None:
    (record,) = rules.extract("The pier was closed on 04/05/2019 after the storm.", url=url, published="2020-01-10")
    assert [date.value for date in record.dates] == [value]
