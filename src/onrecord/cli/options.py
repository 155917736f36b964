"""Arguments and options that several commands share, and the words that some of them choose from."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Optional

import typer

PROFILES = "default, fast, rules, or the path of a .cfg file."

Outputs = Annotated[Path, typer.Argument(help="A folder that onrecord extract has written.")]
Profile = Annotated[str, typer.Option(help=PROFILES)]
RawFiles = Annotated[list[Path], typer.Option(metavar="<path>", help="Folder of the raw files, or a file; again for each further one.")]
MaybeRawFiles = Annotated[
    Optional[list[Path]],
    typer.Option(metavar="<path>", help="Folder of the raw files, or a file; again for each further one. Default: where run.json says."),
]
Decisions = Annotated[Optional[Path], typer.Option(help="speakers.yaml: what people decided about identities.")]


class Switch(StrEnum):
    """On or off."""

    on = "on"
    off = "off"


class Engine(StrEnum):
    """What the work is done by."""

    local = "local"
    dask = "dask"


class Shards(StrEnum):
    """Form of published records."""

    jsonl = "jsonl"
    parquet = "parquet"
