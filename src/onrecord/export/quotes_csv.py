"""One row a quotation, for spreadsheets; and what people changed in them read back as corrections."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord import outputs as folder
from onrecord.corrections import Correction
from onrecord.errors import OnrecordError

Json = dict[str, Any]

# What a person may change: the first columns. The others say where the row belongs and stay as they are.
EDITABLE = ("review", "speaker", "date", "title")
COLUMNS = (
    "quote", "text", *EDITABLE[:2], "speaker_words", "role", EDITABLE[2], "date_text", "place", "medium", "type", "confidence_speech",
    "confidence_source", "confidence_speaker", "flags", EDITABLE[3], "published", "publisher", "url", "article", "page", "statement",
    "speaker_id", "sha256", "raw_start", "raw_end",
)  # fmt: skip
REVIEWS = {"": None, "unseen": None, "confirmed": "confirmed", "corrected": None, "rejected": "rejected"}

# A spreadsheet takes a cell that begins so for a formula. An apostrophe before it makes it text again; one that was there
# already gets company, so that reading back takes away exactly what was put there.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n|%＝＋－＠]")


def harmless(value: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return "'" + value if _FORMULA.match(value) else value


def original(cell: str) -> str:
    """The value that a cell was made of."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def rows_of(record: Json) -> Iterator[Json]:
    """The rows of a record, with plain values."""
    article, source = record["article"], record["source"]
    actors = {actor["id"]: actor for actor in record["actors"]}
    dates = {date["id"]: date for date in record["dates"]}
    places = {place["id"]: place for place in record["places"]}
    for quote in record["quotes"]:
        actor = actors.get(quote["speaker"])
        date, place = dates.get(quote["said"]["date"]), places.get(quote["said"]["place"])
        role = actor["roles"][0] if actor and actor["roles"] else None
        spans = quote["parts"] or quote["content"]
        yield {
            "quote": f"{record['id']}#{quote['id']}",
            "text": quote["text"],
            "review": quote["review"],
            "speaker": quote["speaker_name"],
            "speaker_words": (quote["source"] or {}).get("text"),
            "role": role and ", ".join(filter(None, (role["title"], role["organisation"]))),
            "date": date and date["value"],
            "date_text": date and date["text"],
            "place": place and place["name"],
            "medium": quote["said"]["medium"],
            "type": quote["type"],
            "confidence_speech": quote["confidence"]["speech"],
            "confidence_source": quote["confidence"]["source"],
            "confidence_speaker": quote["confidence"]["speaker"],
            "flags": " ".join(quote["flags"]),
            "title": (article["title"] or {}).get("value"),
            "published": (article["published"] or {}).get("value"),
            "publisher": (article["publisher"] or {}).get("value"),
            "url": source["url"],
            "article": source["id"],
            "page": f"site/{folder.page_of('articles', record['id'])}#{quote['id']}",
            "statement": record["links"]["statements"].get(quote["id"]),
            "speaker_id": actor and actor["speaker_id"],
            "sha256": source["sha256"],
            "raw_start": spans[0]["raw_start"],
            "raw_end": spans[-1]["raw_end"],
        }


def write_csv(outputs: Path, out: Path) -> Path:
    """Write the table: UTF-8 with a byte order mark, so that spreadsheets read it as such."""
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for record in folder.records(outputs):
            for row in rows_of(record):
                writer.writerow([harmless(value) if isinstance(value, str) else value for value in (row[name] for name in COLUMNS)])
    return out


def corrections_from_csv(table: Path, outputs: Path, *, who: str = "", when: str = "") -> list[Correction]:
    """What people changed in an exported table: the columns review, speaker, date and title.

    Args:
        table: The table after editing. Rows may be sorted or taken out; columns that are not needed may be missing.
        outputs: The folder that it was made from.
        who, when: Noted in each correction.

    Raises:
        OnrecordError: E163 for a table without the column quote or with a quotation that the folder does not have, E164 for
            a review that is none of confirmed, rejected, unseen.
    """
    with table.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if "quote" not in (reader.fieldnames or ()):
            raise OnrecordError("E163", f"{str(table)!r} has no column 'quote'.", "Edit a table that onrecord export --to csv has written.")
        edited = {row["quote"]: {key: original(cell or "") for key, cell in row.items() if isinstance(key, str)} for row in reader}
    found: list[Correction] = []
    for record in folder.records(outputs):
        dates = {f"{record['id']}#{quote['id']}": quote["said"]["date"] for quote in record["quotes"]}
        spans = {date["id"]: date for date in record["dates"]}
        for row in rows_of(record):
            if (new := edited.pop(row["quote"], None)) is not None:
                date = spans.get(dates[row["quote"]] or "")
                found += [correction.model_copy(update={"who": who, "when": when}) for correction in _changes(record, row, new, date)]
    if edited:
        raise OnrecordError(
            "E163", f"{str(outputs)!r} has no quotation {min(edited)!r}.", "Read a table back into the folder that it was made from."
        )
    return list(dict.fromkeys(found))


def _changes(record: Json, row: Json, new: dict[str, str], date: Json | None) -> Iterator[Correction]:
    article = {"document": row["sha256"], "raw_start": record["source"]["raw_start"], "raw_end": record["source"]["raw_end"]}
    where = {"document": row["sha256"], "raw_start": row["raw_start"], "raw_end": row["raw_end"]}
    review = new.get("review", "").strip().lower()
    if review not in REVIEWS:
        raise OnrecordError(
            "E164", f"The review of {row['quote']} is {new['review']!r}.", f"Known: {', '.join(name for name in REVIEWS if name)}."
        )
    if REVIEWS[review] and review != row["review"]:
        yield Correction(field="quote", old=row["review"], new=review, **where)
    if "speaker" in new and new["speaker"].strip() != (row["speaker"] or "").strip():
        yield Correction(field="quote.speaker", old=row["speaker"], new=new["speaker"].strip() or None, **where)
    if date and new.get("date", "").strip() not in ("", date["value"]):
        place = {"document": row["sha256"], "raw_start": date["raw_start"], "raw_end": date["raw_end"]}
        yield Correction(field="date.value", old=date["value"], new=new["date"].strip(), **place)
    if new.get("title", "").strip() not in ("", (row["title"] or "").strip()):
        yield Correction(field="title", old=row["title"], new=new["title"].strip(), **article)
