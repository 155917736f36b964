"""Find time expressions, and say what day, month or season they are, how precisely, and why."""

from onrecord.dates.convention import convention_of
from onrecord.dates.find import find_dates

__all__ = ["convention_of", "find_dates"]
