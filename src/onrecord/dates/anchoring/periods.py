"""The quarter or year that an article reports on: "the quarter", "the latest period", "a year earlier"."""

from __future__ import annotations

from onrecord.dates.anchoring.context import Context, Mention, Resolved
from onrecord.dates.frame import Frame
from onrecord.dates.values import moved, value_at
from onrecord.types import Anchor

_RECENT = 100  # mentions looked back upon


def reported_quarter(context: Context) -> Mention | None:
    """The quarter that the article reports on: the latest one named so far that had ended."""
    if context.reference is None:
        return context.last("Q", exactly=True)
    recent = [mention for mention in context.mentions[-_RECENT:] if mention.unit == "Q"]
    over = [mention for mention in recent if moved(mention.day, "Q", 1) <= context.reference.day]
    begun = [mention for mention in recent if mention.day <= context.reference.day]  # a business's quarters may end sooner
    return max(over or begun, key=lambda mention: (mention.day, mention.position), default=None)


def same_period(frame: Frame, context: Context) -> Resolved | None:
    """`a year earlier` in a report on a quarter is that quarter of the year before."""
    if context.narrative or (context.period != "Q" and "quarter" not in frame.flags):
        return None
    quarter = reported_quarter(context)
    if quarter is None:
        return None
    return Resolved(value_at(moved(quarter.day, "Y", -1), "Q"), Anchor("mention", quarter.value, "same-period-a-year-before"))


def latest(unit: str, context: Context) -> Resolved | None:
    """`the latest quarter`, `the latest year`."""
    mention = reported_quarter(context) if unit == "Q" else None
    if mention is not None:
        return Resolved(mention.value, Anchor("mention", mention.value, "quarter-reported"))
    if context.reference is None or unit not in {"Q", "Y"}:
        return None
    return Resolved(
        value_at(moved(context.reference.day, unit, -1), unit),
        Anchor(context.reference.kind, context.reference.day.isoformat(), "latest-ended"),
    )
