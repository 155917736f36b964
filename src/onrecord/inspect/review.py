"""A review sheet as a page: the raw passage, the questions, and the machine's answer only when one's own is given.

The page works on a sheet of `onrecord audit sample` and gives it back filled in, for `onrecord audit estimate`.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path
from typing import Any

import jinja2

from onrecord.errors import OnrecordError
from onrecord.inspect.words import write_part

Json = dict[str, Any]

HERE = Path(__file__).parent
STATIC = ("theme.js", "site.js", "review.js", "site.css", "icon.svg")
_SHOWN = re.compile(r"(.*?)>>>(.*)<<<(.*)", re.DOTALL)


def write_review(sheet: Path, out: Path | None = None) -> Path:
    """Write the page of a review sheet.

    Args:
        sheet: As `onrecord audit sample` writes it; its key lies beside it.
        out: The folder to write into; the name of the sheet with `-review` when not given.

    Returns:
        The page. The sheet that it gives back must lie beside the key too.

    Raises:
        OnrecordError: E169 when the sheet or its key cannot be read.
    """
    out = sheet.with_name(f"{sheet.stem}-review") if out is None else out
    try:
        with sheet.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            rows, columns = list(reader), list(reader.fieldnames or ())
        key = sheet.with_suffix(".key.jsonl")
        answers = {line["item"]: line["answer_shown"] for line in map(_shown_answer, key.read_text(encoding="utf-8").splitlines())}
        items = [{"row": row, "said": _parts(row), "answer": answers[row["item"]]} for row in rows]
    except (OSError, KeyError, ValueError) as error:
        raise OnrecordError(
            "E169", f"The sheet {str(sheet)!r} or its key cannot be read: {error}.", "Draw it with onrecord audit sample."
        ) from error
    (out / "static").mkdir(parents=True, exist_ok=True)
    for name in STATIC:
        shutil.copyfile(HERE / "static" / name, out / "static" / name)
    write_part(out / "data", "sheet", {"name": sheet.name, "columns": columns, "rows": rows})
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    text = templates.get_template("review.html").render(items=items, name=sheet.name)
    page = out / "index.html"
    page.write_text(text, encoding="utf-8", newline="\n")
    return page


def _parts(row: dict[str, str]) -> tuple[str, str, str]:
    """The words before, in and after what is asked about; a passage is asked about as a whole."""
    text = row["text"]
    found = _SHOWN.fullmatch(text) if row["kind"] == "quote" else None
    return (found[1], found[2], found[3]) if found else ("", text, "")


def _shown_answer(line: str) -> Json:
    """What the machine said, in words."""
    key = json.loads(line)
    if key["kind"] == "quote":
        words = {"source": "words", "speaker": "speaker", "date": "date", "place": "place"}
        said = [("is speech", "yes"), *((shown, key[name] or "none") for name, shown in words.items())]
    else:
        text = key["text"]
        said = [(f"quotation {number}", text[start:end]) for number, (start, end) in enumerate(key["quotations"], 1)] or [
            ("quotations", "none")
        ]
    return {"item": key["item"], "answer_shown": said}
