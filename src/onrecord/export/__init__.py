"""The records taken elsewhere: spreadsheets, databases, OpenAleph, schema.org, evidence pages, and without the texts."""

from onrecord.export.formats import FORMATS, write
from onrecord.export.quotes_csv import corrections_from_csv
from onrecord.export.sharing import rehydrate

__all__ = ["FORMATS", "corrections_from_csv", "rehydrate", "write"]
