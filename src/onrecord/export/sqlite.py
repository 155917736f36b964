"""The tables as one SQLite file, with keys, indexes and a search over the words of quotations."""

from __future__ import annotations

import sqlite3
from itertools import islice
from pathlib import Path

from onrecord.export.tables import TABLES, Table, rows

BATCH = 2000


def write_sqlite(outputs: Path, out: Path) -> Path:
    """Write the database anew. `quotes_words` is a full-text index: `SELECT ... WHERE quotes_words MATCH 'water'`."""
    temporary = out.with_name(f".{out.name}.tmp")
    temporary.unlink(missing_ok=True)
    database = sqlite3.connect(temporary)
    try:
        database.execute("PRAGMA synchronous = OFF")
        for table in TABLES:
            database.execute(_create(table))
        source = rows(outputs)
        while batch := list(islice(source, BATCH)):
            for table in TABLES:
                values = [row for of, row in batch if of is table]
                database.executemany(f"INSERT INTO {table.name} VALUES ({', '.join('?' * len(table.columns))})", values)
        database.executescript(
            "CREATE INDEX quotes_by_actor ON quotes (record, actor); CREATE INDEX quotes_by_statement ON quotes (statement);"
            "CREATE INDEX actors_by_speaker ON actors (speaker); CREATE INDEX articles_by_day ON articles (published);"
            "CREATE VIRTUAL TABLE quotes_words USING fts5 (text, speaker_name, content='quotes');"
            "INSERT INTO quotes_words (quotes_words) VALUES ('rebuild');"
        )
        database.commit()
    finally:
        database.close()
    temporary.replace(out)
    return out


def _create(table: Table) -> str:
    lines = [f'"{name}" {kind.upper()}' for name, kind in table.columns.items()]
    if table.key:
        lines.append(f"PRIMARY KEY ({', '.join(table.key)})")
    keys = {other.name: other.key for other in TABLES}
    lines += [f"FOREIGN KEY ({', '.join(columns)}) REFERENCES {other} ({', '.join(keys[other])})" for columns, other in table.refers]
    return f"CREATE TABLE {table.name} ({', '.join(lines)})"
