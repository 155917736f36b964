"""The command `onrecord`. Each command parses, calls one library function, and prints."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from onrecord.cli import audit_commands, evaluate_commands, gold_commands, output_commands, people_commands, train_commands
from onrecord.cli.manners import App, Voice, complain, counted, detail, pour, say
from onrecord.cli.options import Decisions, Engine, Profile, Shards, Switch
from onrecord.errors import ISSUES, OnrecordError

if TYPE_CHECKING:
    from onrecord.run.journal import Tally

app = App(
    name="onrecord",
    help="Put the news on the record: who said what, when and where, every span traceable to the raw text.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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


EXTRACT_EXAMPLES = """Examples:

  onrecord extract articles/ -o outputs/ --jobs 2

  onrecord extract articles.csv --text-column body --metadata table.csv -o outputs/

  cat page.txt | onrecord extract - -o - | jq .quotes"""


@app.command(short_help="Raw articles in, validated records out.", epilog=EXTRACT_EXAMPLES)
def extract(
    inputs: Annotated[
        list[str], typer.Argument(help="Files, folders and URLs: .txt .html .csv .tsv .jsonl(.gz) .parquet, or - for standard input.")
    ],
    output: Annotated[
        Path, typer.Option("-o", "--output", help="Folder for the records, or - for the records alone on standard output.")
    ] = Path("outputs"),
    profile: Profile = "default",
    jobs: Annotated[int, typer.Option(min=1, help="Number of processes.")] = 1,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a run that was stopped.")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Do all documents again, unchanged ones too.")] = False,
    clean: Annotated[Switch, typer.Option(help="off takes each text as one clean article.")] = Switch.on,
    metadata: Annotated[
        Optional[Path], typer.Option(help="CSV or TSV with a column path or id: title, publisher, published, url …")
    ] = None,
    text_column: Annotated[Optional[str], typer.Option(help="Column of the text in CSV, TSV and Parquet.")] = None,
    shard: Annotated[
        Optional[str], typer.Option(help="i/n: do the i-th of n parts of the inputs; put them together with onrecord merge.")
    ] = None,
    engine: Annotated[Engine, typer.Option(help="Processes here, or a Dask cluster (extra [dask]).")] = Engine.local,
    scheduler: Annotated[Optional[str], typer.Option(help="With --engine dask: address of a scheduler.")] = None,
    publish: Annotated[Optional[str], typer.Option(help="URL that the finished files are put at (s3://…), records in shards.")] = None,
    shards: Annotated[Shards, typer.Option(help="Form of the records at --publish.")] = Shards.jsonl,
    no_link: Annotated[bool, typer.Option("--no-link", help="Leave out speakers, statements and reprints.")] = False,
    no_files: Annotated[bool, typer.Option("--no-files", help="Write no JSON file per article.")] = False,
    corrections: Annotated[Optional[Path], typer.Option(help="corrections.jsonl: what people set right; applied on every run.")] = None,
    decisions: Decisions = None,
    max_chars: Annotated[Optional[int], typer.Option(min=1, help="Longer documents are listed in issues.jsonl and left out.")] = None,
) -> None:
    """Raw articles in, validated records out: records.jsonl, speakers.jsonl, statements.jsonl and more."""
    from onrecord.cli.progress import Bar
    from onrecord.run.extract import Job, run

    with tempfile.TemporaryDirectory() as scratch:
        to_stdout = str(output) == "-"
        job = Job(
            inputs=inputs,
            output=Path(scratch) if to_stdout else output,
            profile=profile,
            jobs=jobs,
            resume=resume,
            fresh=fresh,
            clean=clean is Switch.on,
            metadata=metadata,
            text_column=text_column,
            shard=_shard(shard),
            link=not no_link,
            files=False if no_files or to_stdout else None,
            max_chars=max_chars,
            engine=engine.value,
            scheduler=scheduler,
            corrections=corrections,
            decisions=decisions,
            publish=publish,
            shards=shards.value,
        )
        with Bar(inputs, quiet=Voice.quiet) as bar:
            tally = run(job, bar.update)
        if to_stdout:
            pour(job.output / "records.jsonl")
        _summarise(tally, None if to_stdout else output)
        _details(job.output)
    if tally.failed:
        raise typer.Exit(3)


def _summarise(tally: Tally, output: Path | None) -> None:
    for note in tally.notes:
        say(note)
    problems = sum(tally.issues.values())
    words = f"{counted(tally.records, 'record')} from {counted(tally.documents, 'document')}" + (f" in {output}" if output else "")
    words += f", {counted(tally.reused, 'document')} unchanged" if tally.reused else ""
    if problems or tally.failed:
        words += f"; {counted(problems, 'issue')}, {counted(tally.failed, 'document')} failed"
        words += f": see {output / 'issues.jsonl'}" if output else ""
    say(words if problems or tally.failed else f"{words}.")


def _details(output: Path) -> None:
    """With --verbose: what the manifest of the run says, and what the issues mean."""
    if not Voice.verbose:
        return
    import json

    manifest = json.loads((output / "run.json").read_text(encoding="utf-8"))
    made = manifest["provenance"]
    detail(f"profile {made['profile']} {made['profile_sha256'][:12]}")
    for model in made["models"]:
        detail(f"  model {model['name']} {model['version']} sha256 {model['sha256'][:12]}")
    for code, number in sorted(manifest["counts"]["issues"].items()):
        detail(f"issue {code} x {number}: {ISSUES.get(code, '')}")
    detail("times: " + ", ".join(f"{name} {value}" for name, value in manifest["timings"].items()))


def _shard(value: str | None) -> tuple[int, int] | None:
    if value is None:
        return None
    number, _, of = value.partition("/")
    if not (number.isdigit() and of.isdigit() and 1 <= int(number) <= int(of)):
        raise typer.BadParameter("write it as i/n with 1 <= i <= n, for example 2/8", param_hint="--shard")
    return int(number), int(of)


output_commands.register(app)
people_commands.register(app)
app.add_typer(audit_commands.app)
evaluate_commands.register(app)
app.add_typer(gold_commands.app)
app.add_typer(train_commands.app)


@app.command(short_help="A profile as a spaCy package: a wheel for pip.", epilog="Example: onrecord package --profile default -o dist/")
def package(
    profile: Profile = "default",
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for the wheel.")] = Path("dist"),
) -> None:
    """Write the stages of a profile as a wheel; after pip install, spacy.load("en_onrecord_default") works."""
    from onrecord.spacy_package import write_package

    typer.echo(str(write_package(profile, output)))


@app.command(epilog="Example: onrecord schema > record.schema.json")
def schema() -> None:
    """Print the JSON Schema of a record."""
    import json

    from onrecord.schema import json_schema

    typer.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))


@app.command(short_help="Versions, models, digests, and a self-test.", epilog="Example: onrecord doctor --profile fast")
def doctor(profile: Profile = "default") -> None:
    """Show versions, models and their digests, and test a profile on a sentence. Exit code 3 when something is wrong."""
    from onrecord.cli.doctor import examine

    if not examine(profile, typer.echo):
        raise typer.Exit(3)


def main() -> None:
    """Entry point: messages for the caller go to stderr with their code; an interrupt leaves what is done."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):  # products of matrices are small here: more threads cost more than they bring
        os.environ.setdefault(name, "1")
    try:
        app()
    except OnrecordError as error:
        complain(str(error))
        sys.exit(1)
    except OSError as error:
        complain(str(_of_the_system(error)))
        sys.exit(1)
    except Exception as error:
        if Voice.verbose:
            raise
        complain(
            f"[E199] onrecord itself has failed: {type(error).__name__}: {error}.\n"
            "  Run the command again with --verbose for the traceback, and report it."
        )
        sys.exit(1)


def _of_the_system(error: OSError) -> OnrecordError:
    """What the system refused, in words with a hint."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return OnrecordError("E118", f"{error}.", "Free space or choose another folder, then go on with --resume: what is done is kept.")
    return OnrecordError("E119", f"{error}.", "Check the path, and your access to it. Of an extraction, what is done is kept: --resume.")
