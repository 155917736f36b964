"""A finished folder put at a URL through fsspec: records in shards of JSON lines or Parquet, the smaller files whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Literal

from onrecord.corpus.remote import file_system
from onrecord.errors import OnrecordError
from onrecord.run.folder import read_lines

SHARD = 5000  # records
WHOLE = ("speakers.jsonl", "statements.jsonl", "reprints.jsonl", "issues.jsonl", "run.json")  # run.json last: the sign that all is there
Shards = Literal["jsonl", "parquet"]


def publish(outputs: Path, url: str, *, shards: Shards = "jsonl", size: int = SHARD) -> list[str]:
    """Put a finished run at a URL.

    Args:
        outputs: A folder that `onrecord extract` has written.
        url: A folder in any file system that fsspec knows. Shards of an earlier run there are removed.
        shards: Records as lines, or as Parquet with the columns id, source, published, title, record (its JSON).
        size: Records in a shard.

    Returns:
        The names written below the URL, in order.

    Raises:
        OnrecordError: E126 when the URL cannot be opened, E123 when pyarrow is missing, E118 when it cannot be written.
    """
    system, root = file_system(url)
    root = root.rstrip("/")
    written = []
    try:
        if system.exists(f"{root}/records"):
            system.rm(f"{root}/records", recursive=True)
        system.makedirs(f"{root}/records", exist_ok=True)
        records = read_lines(outputs / "records.jsonl")
        number = 0
        while rows := list(islice(records, size)):
            name = f"records/part-{number:05}.{shards}"
            with system.open(f"{root}/{name}", "wb") as file:
                file.write(_parquet(rows) if shards == "parquet" else b"".join(_lines(rows)))
            written.append(name)
            number += 1
        for name in WHOLE:
            if (outputs / name).is_file():
                system.put_file(str(outputs / name), f"{root}/{name}")
                written.append(name)
    except OSError as error:
        raise OnrecordError(
            "E118", f"{url!r} cannot be written: {error}.", "Check your access to it; the local folder is whole."
        ) from error
    return written


def _lines(rows: list[dict[str, Any]]) -> Iterator[bytes]:
    for row in rows:
        yield (json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8", "surrogatepass")


def _parquet(rows: list[dict[str, Any]]) -> bytes:
    import io

    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise OnrecordError(
            "E123", "Parquet needs pyarrow, which is not installed.", "Install it: pip install 'onrecord[parquet]'."
        ) from error
    columns = {
        "id": [row["id"] for row in rows],
        "source": [row["source"]["id"] for row in rows],
        "published": [(row["article"]["published"] or {}).get("value") for row in rows],
        "title": [(row["article"]["title"] or {}).get("value") for row in rows],
        "record": [json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows],
    }
    text = pyarrow.string()
    file = io.BytesIO()
    parquet.write_table(pyarrow.table({name: pyarrow.array(values, type=text) for name, values in columns.items()}), file)
    return file.getvalue()
