"""Weights that stand beside an encoder."""

from __future__ import annotations

from onrecord.quotes.train_beside import mean


def test_a_feature_that_one_set_lacks_counts_as_zero_in_the_mean() -> None:
    assert mean({"report": {"a": 1.0, "b": 2.0}}, {"report": {"b": 1.0, "c": -1.0}}) == {"report": {"a": 0.5, "b": 1.5, "c": -0.5}}
