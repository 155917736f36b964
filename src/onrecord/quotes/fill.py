"""What one speech tells of when and where, completed by what another source tells."""

from __future__ import annotations

from onrecord.quotes.occasions import Occasion
from onrecord.quotes.page import Page
from onrecord.types import Said


def filled(page: Page, own: Said, occasion: Occasion | None, other: Said | None, reason: str, *, same: bool = False) -> Said:
    """What is missing in `own`, taken from `other` with its reason; nothing where the two tell of different days, towns or occasions.

    `same`: the same person goes on, so an occasion that is named now may be that of what was told without one.
    """
    if other is None or (own.occasion is not None and other.occasion is not None and own.date is not None):
        return own
    known = (occasion is not None and occasion.known) or (same and other.occasion is None)
    if own.occasion is not None and own.occasion != other.occasion and not known:
        return own  # another occasion: its date and place are its own
    if _differ(page, own, other):
        return own
    date = own.date if own.date is not None else other.date
    place = own.place if own.place is not None else other.place
    medium = own.medium if own.medium != "unknown" else other.medium
    kept = own.occasion or other.occasion
    if (date, place, kept, medium) == (own.date, own.place, own.occasion, own.medium):
        return own
    return Said(date, place, kept, medium, "; ".join(part for part in (own.reason, reason) if part))


def _differ(page: Page, own: Said, other: Said) -> bool:
    """True when both name a day or both a town, and not the same."""
    days = own.date is not None and other.date is not None and page.dates[own.date].value[:10] != page.dates[other.date].value[:10]
    return days or (own.place is not None and other.place is not None and page.places[own.place].name != page.places[other.place].name)
