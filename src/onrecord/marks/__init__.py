"""Quotation marks paired into regions, paragraph by paragraph, with broken marks repaired by evidence."""

from onrecord.marks.regions import marked_regions

__all__ = ["marked_regions"]
