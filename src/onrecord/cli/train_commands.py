"""`onrecord train`: tables and models from one's own data."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from onrecord.cli.manners import App, counted, say
from onrecord.cli.options import Profile

app = App(name="train", help="Tables learned from one's own corpus.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def root() -> None:
    """Commands that learn."""


@app.command(
    short_help="Where each publisher is at home, without labels.",
    epilog="Example: onrecord train publishers articles.jsonl -o publishers.json",
)
def publishers(
    inputs: Annotated[list[str], typer.Argument(help="A corpus whose documents name their publisher.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The table.")] = Path("publishers.json"),
    profile: Profile = "default",
    metadata: Annotated[Optional[Path], typer.Option(help="Table with a column path or id, and publisher.")] = None,
) -> None:
    """Learn, without labels, where each publisher is at home; name the table in your profile's settings of places."""
    from onrecord.run.publishers import train_publishers

    number = train_publishers(inputs, output, profile=profile, metadata=metadata)
    say(f"{counted(number, 'publisher')} in {output}")
    if not number:
        say("No publisher was named often enough beside places; name them in the inputs, or with --metadata.")
