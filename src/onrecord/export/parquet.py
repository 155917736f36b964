"""The tables as Parquet files, one a table, written batch by batch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from onrecord.errors import OnrecordError
from onrecord.export.tables import TABLES, Row, rows

BATCH = 5000


def write_parquet(outputs: Path, out: Path) -> Path:
    """Write `articles.parquet`, `quotes.parquet` and so on into a folder.

    Raises:
        OnrecordError: E165 when pyarrow is not installed.
    """
    try:
        import pyarrow as arrow
        import pyarrow.parquet as parquet
    except ImportError as error:
        raise OnrecordError("E165", "Parquet needs pyarrow.", "Install it: pip install 'onrecord[parquet]'.") from error
    types = {"text": arrow.string(), "integer": arrow.int64(), "real": arrow.float64(), "boolean": arrow.bool_()}
    schemas = {table.name: arrow.schema([(name, types[kind]) for name, kind in table.columns.items()]) for table in TABLES}
    out.mkdir(parents=True, exist_ok=True)
    writers = {name: parquet.ParquetWriter(out / f"{name}.parquet", schema, compression="zstd") for name, schema in schemas.items()}
    waiting: dict[str, list[Row]] = {name: [] for name in schemas}

    def flush(name: str) -> None:
        if waiting[name]:
            columns: list[Any] = [
                arrow.array(values, field.type) for values, field in zip(zip(*waiting[name], strict=True), schemas[name], strict=True)
            ]
            writers[name].write_batch(arrow.record_batch(columns, schema=schemas[name]))
            waiting[name].clear()

    try:
        for table, row in rows(outputs):
            waiting[table.name].append(row)
            if len(waiting[table.name]) >= BATCH:
                flush(table.name)
        for name in waiting:
            flush(name)
    finally:
        for writer in writers.values():
            writer.close()
    return out
