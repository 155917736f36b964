"""Agreement of two readers, layer by layer."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from onrecord.evaluate.agreement import agreement_by_layer, kappa, table

#       0         1         2         3         4
#       0123456789012345678901234567890123456789012345
TEXT = "Rain in Accra. “We are wet,” Ama said on Friday."


def page() -> dict[str, Any]:
    """A page of one article with one of everything."""
    quote = {
        "id": "q1", "type": "direct", "parts": [[16, 27]], "content": [[16, 27]], "cue": [33, 37], "source": [29, 32], "speaker": "p:ama",
        "said": {"date": "2026-03-06", "place": {"name": "Accra", "country": "GH", "geonames_id": 2306104}, "medium": "interview"},
        "edits": [], "continues": None, "within": None, "flags": [],
    }  # fmt: skip
    accra = {"start": 8, "end": 13, "name": "Accra", "country": "GH", "geonames_id": 2306104, "lat": 5.56, "lon": -0.2, "kind": "city"}
    article = {
        "raw_start": 0, "raw_end": 48, "title": {"raw": [0, 14], "value": "Rain in Accra."}, "published": None, "bylines": [],
        "truncated": None, "blocks": [[0, 14, "title"], [15, 48, "paragraph"]], "entities": [[8, 13, "GPE", None], [29, 32, "PERSON", None]],
        "quotes": [quote], "marked": [], "dates": [{"start": 41, "end": 47, "type": "DATE", "value": "2026-03-06"}],
        "places": [accra | {"demonym": False, "metonym": False}],
        "actors": [{"key": "p:ama", "name": "Ama", "kind": "person", "named": True, "mentions": [[29, 32]], "roles": [], "gender": None}],
    }  # fmt: skip
    return {"id": "rain", "split": "dev", "articles": [article], "removed": []}


def test_a_reader_agrees_with_himself_on_every_layer() -> None:
    layers, differences = agreement_by_layer([page()], [page()])
    assert differences == []
    assert {layer.f1_exact for layer in layers.values()} == {1.0, None}  # None: edits, marks, roles, which nobody marked


@pytest.mark.parametrize(
    ("layer", "label", "change"),
    [
        ("quotes", "speaker", {"speaker": None}),
        ("quotes", "type", {"type": "mixed"}),
        ("quotes", "said date", {"said": page()["articles"][0]["quotes"][0]["said"] | {"date": None}}),
        ("quotes", "said medium", {"said": page()["articles"][0]["quotes"][0]["said"] | {"medium": "speech"}}),
    ],
)
def test_another_label_lowers_that_label_alone(layer: str, label: str, change: dict[str, Any]) -> None:
    other = page()
    other["articles"][0]["quotes"][0] |= change
    layers, differences = agreement_by_layer([page()], [other])
    (difference,) = differences
    assert f"{layer}: {label}: first" in difference
    assert layers[layer].f1_exact == 1.0


def test_a_span_that_is_a_little_longer_agrees_by_overlap_alone() -> None:
    other = page()
    other["articles"][0]["dates"][0]["start"] = 38  # "on Friday"
    layers, differences = agreement_by_layer([page()], [other])
    assert (layers["dates"].f1_exact, layers["dates"].f1_overlap) == (0.0, 1.0)
    assert differences == ["rain 41-47 dates: first 41-47, second 38-47"]


def test_what_one_reader_alone_marked_lowers_f1() -> None:
    other = page()
    del other["articles"][0]["entities"][0]
    layers, differences = agreement_by_layer([page()], [other])
    assert layers["entities"].f1_exact == pytest.approx(2 / 3)
    assert differences == ["rain 8-13 entities: first alone 8-13 {'label': 'GPE', 'value': None}"]


def test_local_keys_of_actors_may_differ() -> None:
    first, second = page(), page()
    for one, key in ((first, "rain#1:woman"), (second, "rain#1:speaker")):
        one["articles"][0]["actors"][0]["key"] = one["articles"][0]["quotes"][0]["speaker"] = key
    assert agreement_by_layer([first], [second])[1] == []


def test_an_identity_of_the_table_of_people_may_not_differ() -> None:
    other = deepcopy(page())
    other["articles"][0]["actors"][0]["key"] = other["articles"][0]["quotes"][0]["speaker"] = "p:another-ama"
    kinds = {difference.split(": ", 1)[1].split(":")[0] for difference in agreement_by_layer([page()], [other])[1]}
    assert kinds == {"speaker", "actor", "identity"}


def test_pages_that_one_reader_has_not_read_are_left_out() -> None:
    assert agreement_by_layer([page(), page() | {"id": "sun"}], [page()])[0]["quotes"].first == 1


def test_kappa_takes_chance_into_account() -> None:
    labels = [("a", "a")] * 20 + [("a", "b")] * 5 + [("b", "a")] * 10 + [("b", "b")] * 15  # Cohen's textbook table
    assert kappa(labels) == pytest.approx(0.4)
    assert kappa([("a", "a")] * 3) is None
    assert kappa([]) is None


def test_the_table_has_a_row_for_every_layer() -> None:
    layers, _ = agreement_by_layer([page()], [page()])
    rows = table(layers)
    assert len(rows) == 2 + len(layers)
    assert "| dates | 1 | 1 | 1.000 | 1.000 | type 1.000 of 1, value 1.000 of 1, mod 1.000 of 1 |" in rows
