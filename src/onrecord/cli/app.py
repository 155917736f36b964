"""The command `onrecord`. Each command parses, calls one library function, and prints."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Optional

import typer

from onrecord.cli import audit_commands, gold_commands, gold_files_commands, output_commands, people_commands, train_commands
from onrecord.errors import OnrecordError

app = typer.Typer(
    name="onrecord",
    help="Put the news on the record: who said what, when and where, every span traceable to the raw text.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
output_commands.register(app)
gold_commands.register(app)
app.add_typer(audit_commands.app)
app.add_typer(gold_files_commands.app)
people_commands.register(app)
app.add_typer(train_commands.app)


def _version(wanted: bool) -> None:
    if wanted:
        from onrecord.version import __version__

        typer.echo(f"onrecord {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and stop.")] = False,
) -> None:
    """Options before the command."""


@app.command(epilog="Example: onrecord extract articles/ -o outputs/ --jobs 2")
def extract(
    inputs: Annotated[
        list[str], typer.Argument(help="Files and folders: .txt .html .csv .tsv .jsonl(.gz) .parquet, or - for standard input.")
    ],
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for the records.")] = Path("outputs"),
    profile: Annotated[str, typer.Option(help="default, fast, rules, or the path of a .cfg file.")] = "default",
    jobs: Annotated[int, typer.Option(min=1, help="Number of processes.")] = 1,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a run that was stopped.")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Do all documents again, unchanged ones too.")] = False,
    clean: Annotated[str, typer.Option(help="off takes each text as one clean article.")] = "on",
    metadata: Annotated[
        Optional[Path], typer.Option(help="CSV or TSV with a column path or id: title, publisher, published, url …")
    ] = None,
    text_column: Annotated[Optional[str], typer.Option(help="Column of the text in CSV, TSV and Parquet.")] = None,
    shard: Annotated[
        Optional[str], typer.Option(help="i/n: do the i-th of n parts of the inputs; put them together with onrecord merge.")
    ] = None,
    engine: Annotated[str, typer.Option(help="local or dask.")] = "local",
    scheduler: Annotated[Optional[str], typer.Option(help="Address of a Dask scheduler.")] = None,
    no_link: Annotated[bool, typer.Option("--no-link", help="Leave out speakers, statements and reprints.")] = False,
    no_files: Annotated[bool, typer.Option("--no-files", help="Write no JSON file per article.")] = False,
    corrections: Annotated[Optional[Path], typer.Option(help="corrections.jsonl: what people set right; applied on every run.")] = None,
    decisions: Annotated[Optional[Path], typer.Option(help="speakers.yaml: what people decided about identities.")] = None,
    max_chars: Annotated[Optional[int], typer.Option(min=1, help="Longer documents are listed in issues.jsonl and left out.")] = None,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="No progress and no summary.")] = False,
) -> None:
    """Raw articles in, validated records out: records.jsonl, speakers.jsonl, statements.jsonl and more."""
    from onrecord.cli.progress import Bar
    from onrecord.run.extract import Job, run

    if clean not in ("on", "off"):
        raise typer.BadParameter("choose on or off", param_hint="--clean")
    if engine not in ("local", "dask"):
        raise typer.BadParameter("choose local or dask", param_hint="--engine")
    job = Job(
        inputs=inputs,
        output=output,
        profile=profile,
        jobs=jobs,
        resume=resume,
        fresh=fresh,
        clean=clean == "on",
        metadata=metadata,
        text_column=text_column,
        shard=_shard(shard),
        link=not no_link,
        files=False if no_files else None,
        max_chars=max_chars,
        engine=engine,
        scheduler=scheduler,
        corrections=corrections,
        decisions=decisions,
    )
    with Bar(inputs, quiet=quiet) as bar:
        tally = run(job, bar.update)
    if not quiet:
        problems = sum(tally.issues.values())
        typer.echo(
            f"{tally.records} records from {tally.documents} documents in {output}"
            + (f", {tally.reused} documents unchanged" if tally.reused else "")
            + (f"; {problems} issues, {tally.failed} documents failed: see {output / 'issues.jsonl'}" if problems or tally.failed else "."),
            err=True,
        )
    if tally.failed:
        raise typer.Exit(3)


def _shard(value: str | None) -> tuple[int, int] | None:
    if value is None:
        return None
    number, _, of = value.partition("/")
    if not (number.isdigit() and of.isdigit() and 1 <= int(number) <= int(of)):
        raise typer.BadParameter("write it as i/n with 1 <= i <= n, for example 2/8", param_hint="--shard")
    return int(number), int(of)


@app.command(epilog="Example: onrecord schema > record.schema.json")
def schema() -> None:
    """Print the JSON Schema of a record."""
    import json

    from onrecord.schema import json_schema

    typer.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))


@app.command(epilog="Example: onrecord doctor")
def doctor(profile: Annotated[str, typer.Option(help="Profile to test.")] = "default") -> None:
    """Show versions, models and their digests, and test a profile on a sentence."""
    from onrecord.cli.doctor import examine

    if not examine(profile, typer.echo):
        raise typer.Exit(3)


def main() -> None:
    """Entry point: messages for the caller go to stderr with their code; an interrupt leaves what is done."""
    try:
        app()
    except OnrecordError as error:
        typer.echo(str(error), err=True)
        sys.exit(1)
    except OSError as error:
        typer.echo(f"[E118] {error}.\n  Free space or choose another folder, then go on with --resume: what is done is kept.", err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        typer.echo("Interrupted. What is done is kept; go on with --resume.", err=True)
        sys.exit(130)
