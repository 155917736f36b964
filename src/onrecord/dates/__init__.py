"""Find time expressions, and say what day, month or season they are, how precisely, and why."""

from onrecord.dates.find import find_dates

__all__ = ["find_dates"]
