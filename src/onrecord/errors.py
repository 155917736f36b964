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

# Codes of errors, what a person at the keyboard is told: a code that is gone is never given out again. Message and hint stand where
# an error is raised, with the value at fault; here and in docs/messages.md stands what the code means.
ERRORS: dict[str, str] = {
    # profiles and models
    "E101": "A profile has a section or setting that does not exist, or a value that cannot be.",
    "E102": "There is no such profile.",
    "E103": "There is no such model, nor an installed spaCy pipeline of that name.",
    "E104": "A model file is not the one that was shipped.",
    "E105": "A profile cannot be read or used, or lacks a section.",
    # running
    "E110": "The output folder cannot be written.",
    "E111": "Another run is writing to the output folder.",
    "E112": "--resume and --fresh exclude each other.",
    "E113": "There is nothing to resume.",
    "E114": "A folder to be merged is not that of a finished run.",
    "E115": "Shards were made with different versions, profiles or models.",
    "E116": "The engine dask is not installed.",
    "E117": "No Dask scheduler answers.",
    "E118": "The disk is full, or what should be published cannot be written.",
    "E119": "The system has refused a file.",
    # inputs
    "E120": "A part of this installation is missing.",
    "E121": "There is no such input.",
    "E122": "A table has no such column, or none that holds text.",
    "E123": "Parquet is read or published, and pyarrow is not installed.",
    "E124": "The table of metadata cannot be used.",
    "E125": "There is nothing to read in the inputs.",
    "E126": "A URL cannot be opened.",
    "E127": "A publication date given in Python is not ISO 8601.",
    # records, gold and the gate
    "E130": "A gold file, or one of an annotation tool, cannot be read.",
    "E131": "The folder holds no records, or they are not linked.",
    "E132": "The raw pages of the gold are not there.",
    "E133": "There are no pinned floors.",
    "E134": "A file that the gate would write is there already.",
    # audit
    "E140": "There is no such --by.",
    "E141": "A review sheet or its key cannot be read.",
    "E142": "A review sheet and its key do not belong together.",
    "E143": "Nothing in the review sheet is filled in.",
    # corrections
    "E150": "A file of corrections cannot be read.",
    "E151": "A correction is of no field that exists.",
    "E152": "There is no such record, or nothing of that id in it.",
    "E153": "Not exactly one value was given that fits what is corrected.",
    "E154": "The gazetteer knows no such place, or several.",
    "E155": "A correction cannot stand where it is said to stand.",
    # exports and pages
    "E160": "There is no such form of export.",
    "E161": "A line of the outputs is no JSON object.",
    "E162": "The folder for the pages holds something else.",
    "E163": "An edited table cannot be read back: it has no column quote, or quotations that the records do not have.",
    "E164": "A review in an edited table is none.",
    "E165": "Parquet is written, and pyarrow is not installed.",
    "E166": "Raw text that is needed is not there, or not the same.",
    "E167": "A file holds no records without text.",
    "E168": "Two runs cannot be compared.",
    "E169": "A review sheet cannot be made a page.",
    "E180": "No Python module can have the name of the profile.",
    "E199": "onrecord itself has failed: please report it.",
    # the gold corpus and its sources
    "E301": "A marked source page of the gold corpus cannot be read.",
    "E302": "A marked source page contradicts itself.",
    "E303": "The gold corpus is not beside the package.",
    "E304": "A gold page has no raw file.",
    # gazetteer and tables
    "E401": "There is no gazetteer.",
    "E402": "The gazetteer is not the file that its card describes.",
    "E403": "The weights of places name features that do not exist.",
    "E404": "A table of publishers cannot be read.",
    # decisions about people
    "E501": "A speakers.yaml cannot be read.",
    "E502": "A speakers.yaml holds something else than decisions.",
}
