"""Commands that work on an output folder: link, merge, inspect, verify, diff, export, rehydrate."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Optional

import typer

from onrecord.cli.manners import App, counted, destination, say
from onrecord.cli.options import Decisions, MaybeRawFiles, Outputs, RawFiles


def register(app: App) -> None:
    """Add the commands to the app."""
    for function, short_help, example in (
        (link, "Speakers, statements and reprints over all records.", "onrecord link outputs/"),
        (merge, "Put the outputs of several shards together.", "onrecord merge part1/ part2/ -o outputs/"),
        (inspect, "Pages to look at; they open from disk.", "onrecord inspect outputs/"),
        (verify, "Check every span, id and digest.", "onrecord verify outputs/ --inputs corpus/raw"),
        (diff, "What changed between two runs.", "onrecord diff outputs-before/ outputs/"),
        (export, "Spreadsheets, databases, linked data, evidence pages.", "onrecord export outputs/ --to csv -o quotes.csv"),
        (rehydrate, "Put texts back into records shared without them.", "onrecord rehydrate shared.jsonl --inputs articles/ -o outputs/"),
    ):
        app.command(short_help=short_help, epilog=f"Example: {example}")(function)


def link(outputs: Outputs, decisions: Decisions = None) -> None:
    """Link speakers, statements and reprints over all records of a folder."""
    from onrecord.run.linking import relink

    counts = relink(outputs, decisions=decisions)
    say(", ".join(counted(number, what.removesuffix("s")) for what, number in counts.items()))


def merge(
    parts: Annotated[list[Path], typer.Argument(help="Output folders of the shards.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for all of them.")],
) -> None:
    """Put the outputs of several shards together, as if one run had made them."""
    from onrecord.run.merge import merge as merge_folders

    counts = merge_folders(parts, output)
    say(f"{counted(counts['records'], 'record')} from {counted(len(parts), 'folder')} in {output}")


def inspect(
    outputs: Outputs,
    site: Annotated[Optional[Path], typer.Option("-o", "--output", help="Folder of the pages; default: site/ inside the outputs.")] = None,
    inputs: MaybeRawFiles = None,
) -> None:
    """Write pages to look at: articles, speakers, statements, a timeline. They open from disk, without a server."""
    from onrecord.inspect import write_site

    typer.echo(str(write_site(outputs, site, inputs=inputs or None) / "index.html"))


def verify(
    outputs: Outputs,
    inputs: Annotated[
        Optional[list[Path]],
        typer.Option(
            metavar="<path>", help="Folder of the raw files, or a file, to check digests and raw offsets too; again for each further one."
        ),
    ] = None,
) -> None:
    """Check every span, id and reference of the records, and the raw files behind them. Exit code 3 when one does not hold."""
    from onrecord.verify import verify as check

    problems = check(outputs, inputs=inputs or ())
    for problem in problems:
        typer.echo(str(problem))
    say("All records hold." if not problems else f"{counted(len(problems), 'problem')}.")
    if problems:
        raise typer.Exit(3)


def diff(
    old: Annotated[Path, typer.Argument(help="Outputs before.")],
    new: Annotated[Path, typer.Argument(help="Outputs after.")],
    limit: Annotated[int, typer.Option(min=0, help="Examples shown per field.")] = 5,
) -> None:
    """Show what changed between two runs over the same inputs, by raw span and field."""
    from onrecord.diff import compare

    typer.echo(compare(old, new).text(limit=limit))


class Form(StrEnum):
    """What records can be exported as."""

    csv = "csv"
    parquet = "parquet"
    sqlite = "sqlite"
    ftm = "ftm"
    schema_org = "schema-org"
    evidence = "evidence"
    no_text = "no-text"


def export(
    outputs: Outputs,
    to: Annotated[Form, typer.Option(help="Tables, linked data (ftm, schema-org), evidence pages, or records without texts.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="File or folder to write; - for standard output, where it is a file.")],
    inputs: MaybeRawFiles = None,
) -> None:
    """Take the records elsewhere: spreadsheets, databases, OpenAleph, schema.org, evidence pages, files without texts."""
    from onrecord.export import write

    if str(output) != "-":
        typer.echo(str(write(outputs, to, output, inputs=inputs or None)))
        return
    if to in (Form.parquet, Form.sqlite, Form.evidence):
        raise typer.BadParameter(f"{to} cannot go to standard output; name a file or folder", param_hint="-o")
    with destination(output) as file:
        write(outputs, to, file, inputs=inputs or None)


def rehydrate(
    shared: Annotated[Path, typer.Argument(help="A file made by export --to no-text.")],
    inputs: RawFiles,
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for the whole records.")],
) -> None:
    """Put the texts back into records that were shared without them."""
    from onrecord.export import rehydrate as put_back

    typer.echo(str(put_back(shared, inputs, output)))
