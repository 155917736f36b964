"""All messages for the person at the keyboard, and all issue codes of records. A code never changes its meaning."""

from __future__ import annotations


class OnrecordError(Exception):
    """A mistake of the caller: what is wrong, with a code, and what to do about it."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(f"[{code}] {message}" + (f"\n  {hint}" if hint else ""))
        self.code = code
        self.message = message
        self.hint = hint


# Codes of oddities in records and issues.jsonl. Letter: I input, C cleaning, R reader, Q quotes, D dates, P places,
# A actors, L link. Each stage adds its own below; a code that is gone is never given out again.
ISSUES: dict[str, str] = {
    # input
    "I001": "The file is empty or holds white space only.",
    "I002": "The file is not text.",
    "I003": "Some bytes could not be decoded and were replaced.",
    "I004": "NUL characters were taken out.",
    "I005": "The file could not be read.",
    "I006": "The line is not a JSON object.",
    "I007": "The line has no text.",
    "I008": "Two inputs have the same id; the later one was renamed.",
    "I009": "The document is longer than the limit and was not processed.",
    "I010": "A stage failed on this document.",
    "I011": "A correction made by a person no longer fits its text and was not applied.",
    "I012": "A link leads out of the input folder and was not followed.",
    "I013": "A row of the metadata table fits no input.",
    "I014": "A publication date in the metadata is not ISO 8601 and was not used.",
    # cleaning
    "C001": "Mojibake was repaired.",
    "C002": "Letters were lost before the text came here; they were left as they are.",
    "C003": "A paragraph is not in English.",
    "C004": "The article is not in English; the English stages were not run.",
    "C005": "Several dates could be the publication date.",
    "C006": "The text is an excerpt or breaks off.",
    "C007": "No running text was found; all lines were taken.",
    "C008": "The page is HTML, and the extra [html] is not installed.",
    # reader
    # quotes
    # dates
    # places
    # actors
    # link
}
