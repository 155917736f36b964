"""`onrecord audit`: known error on one's own corpus."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from onrecord.cli.manners import App, counted, say
from onrecord.cli.options import Outputs

app = App(
    name="audit",
    help="How wrong are the records of this corpus? Draw a blind sample, review it, estimate.",
    short_help="How wrong are the records? A blind sample tells.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command(short_help="Draw a blind review sheet.", epilog="Example: onrecord audit sample outputs/ -n 200 --by publisher -o sheet.csv")
def sample(
    outputs: Outputs,
    size: Annotated[int, typer.Option("-n", "--size", min=4, help="Items in all: half quotations, half passages.")] = 200,
    by: Annotated[Optional[str], typer.Option(help="Strata: publisher, year, type or confidence.")] = None,
    seed: Annotated[int, typer.Option(help="The same seed draws the same sample.")] = 1,
    output: Annotated[Path, typer.Option("-o", "--output", help="The review sheet.")] = Path("sheet.csv"),
    page: Annotated[bool, typer.Option("--page", help="Write a page to review in, too.")] = False,
) -> None:
    """Draw a blind review sheet: raw passages and questions; the machine's answers stay in a key file."""
    from onrecord.audit.sample import INSTRUCTIONS, write_sample

    number = write_sample(outputs, output, size, by=by, seed=seed)
    say(f"{counted(number, 'item')} in {output}. {INSTRUCTIONS}")
    if page:
        from onrecord.inspect import write_review

        typer.echo(str(write_review(output)))


@app.command(short_help="Precision and recall from the reviewed sheet.", epilog="Example: onrecord audit estimate sheet.csv")
def estimate(sheet: Annotated[Path, typer.Argument(help="The sheet, filled in; its key lies beside it.")]) -> None:
    """Precision and recall with intervals, calibration, and counts corrected for error."""
    from onrecord.audit.score import score_sheet

    typer.echo(score_sheet(sheet).text())
