"""Commands that work on an output folder: link, merge, inspect, verify, diff, export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from onrecord.cli.manners import destination, say

Outputs = Annotated[Path, typer.Argument(help="A folder that onrecord extract has written.")]

SHORT = {
    "link": "Speakers, statements and reprints over all records.",
    "merge": "Put the outputs of several shards together.",
    "inspect": "Pages to look at; they open from disk.",
    "verify": "Check every span, id and digest.",
    "diff": "What changed between two runs.",
    "export": "Spreadsheets, databases, linked data, evidence pages.",
    "rehydrate": "Put texts back into records shared without them.",
}


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    for command in (link, merge, inspect, verify, diff, export, rehydrate):
        example = (command.__doc__ or "").partition("Example: ")[2].strip()
        command.__doc__ = (command.__doc__ or "").partition("\n\n    Example:")[0]
        app.command(epilog=f"Example: {example}", short_help=SHORT[command.__name__])(command)


def link(
    outputs: Outputs,
    decisions: Annotated[Optional[Path], typer.Option(help="speakers.yaml: what people decided about identities.")] = None,
) -> None:
    """Link speakers, statements and reprints over all records of a folder.

    Example: onrecord link outputs/
    """
    from onrecord.run.linking import relink

    counts = relink(outputs, decisions=decisions)
    say(", ".join(f"{number} {what}" for what, number in counts.items()))


def merge(
    parts: Annotated[list[Path], typer.Argument(help="Output folders of the shards.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for all of them.")],
) -> None:
    """Put the outputs of several shards together, as if one run had made them.

    Example: onrecord merge part1/ part2/ -o outputs/
    """
    from onrecord.run.merge import merge as merge_folders

    counts = merge_folders(parts, output)
    say(f"{counts['records']} records from {len(parts)} folders in {output}")


def inspect(
    outputs: Outputs,
    site: Annotated[Optional[Path], typer.Option("-o", "--output", help="Folder of the pages; default: site/ inside the outputs.")] = None,
    inputs: Annotated[Optional[Path], typer.Option(help="Folder of the raw files, to show the raw text beside the clean one.")] = None,
) -> None:
    """Write pages to look at: articles, speakers, statements, a timeline. They open from disk, without a server.

    Example: onrecord inspect outputs/
    """
    from onrecord.inspect import write_site

    typer.echo(str(write_site(outputs, site, inputs=[inputs] if inputs else None) / "index.html"))


def verify(
    outputs: Outputs,
    inputs: Annotated[Optional[Path], typer.Option(help="Folder of the raw files, to check digests and raw offsets too.")] = None,
) -> None:
    """Check every span, id and reference of the records, and the raw files behind them.

    Example: onrecord verify outputs/ --inputs corpus/raw
    """
    from onrecord.verify import verify as check

    problems = check(outputs, inputs=inputs)
    for problem in problems:
        typer.echo(str(problem))
    say("All records hold." if not problems else f"{len(problems)} problems.")
    if problems:
        raise typer.Exit(3)


def diff(
    old: Annotated[Path, typer.Argument(help="Outputs before.")],
    new: Annotated[Path, typer.Argument(help="Outputs after.")],
    limit: Annotated[int, typer.Option(min=0, help="Examples shown per field.")] = 5,
) -> None:
    """Show what changed between two runs over the same inputs, by raw span and field.

    Example: onrecord diff outputs-before/ outputs/
    """
    from onrecord.diff import compare

    typer.echo(compare(old, new).text(limit=limit))


def export(
    outputs: Outputs,
    to: Annotated[str, typer.Option(help="csv, parquet, sqlite, ftm, schema-org, evidence or no-text.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="File or folder to write; - for standard output, where it is a file.")],
    inputs: Annotated[Optional[Path], typer.Option(help="Folder of the raw files, for evidence pages with the raw context.")] = None,
) -> None:
    """Take the records elsewhere: spreadsheets, databases, OpenAleph, schema.org, evidence pages.

    Example: onrecord export outputs/ --to csv -o quotes.csv
    """
    from onrecord.export import write

    raw = [inputs] if inputs else None
    if str(output) != "-":
        typer.echo(str(write(outputs, to, output, inputs=raw)))
        return
    if to in ("parquet", "sqlite", "evidence"):
        raise typer.BadParameter(f"{to} cannot go to standard output; name a file or folder", param_hint="-o")
    with destination(output) as file:
        write(outputs, to, file, inputs=raw)


def rehydrate(
    shared: Annotated[Path, typer.Argument(help="A file made by export --to no-text.")],
    inputs: Annotated[Path, typer.Option(help="Folder of the raw files, your own copies.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for the whole records.")],
) -> None:
    """Put the texts back into records that were shared without them.

    Example: onrecord rehydrate shared.jsonl --inputs articles/ -o outputs/
    """
    from onrecord.export import rehydrate as put_back

    typer.echo(str(put_back(shared, inputs, output)))
