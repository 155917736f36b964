"""`onrecord gold`: make, check and compare gold files, take them to annotation tools and back, correct them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from onrecord.cli.manners import App, counted, destination, say
from onrecord.cli.options import Outputs, RawFiles

if TYPE_CHECKING:
    from onrecord.types import RawDocument

HELP = "Gold annotations: drafts, checks, agreement, annotation tools, corrections."
app = App(
    name="gold", help=HELP, short_help="Gold files: draft, check, compare, export, import.", no_args_is_help=True, rich_markup_mode=None
)


@app.command(short_help="A draft from records, for annotators.", epilog="Example: onrecord gold init outputs/ -o draft.jsonl")
def init(
    outputs: Outputs,
    output: Annotated[Path, typer.Option("-o", "--output", help="The draft, or - for standard output.")],
) -> None:
    """Write a draft from records, marked as not reviewed: a start for annotators, never gold by itself."""
    from itertools import groupby

    from onrecord.evaluate.gold_files import from_records
    from onrecord.outputs import records as records_of
    from onrecord.run.folder import write_lines

    pages = groupby(records_of(outputs, exact=True), key=lambda record: record["source"]["id"])
    with destination(output) as file:
        number = write_lines(file, (from_records(page, list(records)) for page, records in pages))
    say(f"{counted(number, 'page')}, not reviewed" + ("" if str(output) == "-" else f", in {output}"))


@app.command(short_help="Check offsets, ids and overlaps.", epilog="Example: onrecord gold check corpus/gold/dev.jsonl --inputs corpus/raw")
def check(
    gold: Annotated[Path, typer.Argument(help="A gold file.")],
    inputs: Annotated[
        Optional[list[Path]],
        typer.Option(
            metavar="<path>", help="Folder of the raw files, or a file, to check the words under the spans; again for each further one."
        ),
    ] = None,
) -> None:
    """Check offsets, ids and overlaps, with messages a person understands."""
    from onrecord.evaluate import read_gold
    from onrecord.evaluate.gold_files import check_page

    texts = {name: document.text for name, document in _documents(inputs).items()} if inputs else {}
    problems = [problem for page in read_gold(gold) for problem in check_page(page, texts.get(page["id"]))]
    _end(problems, f"{counted(len(problems), 'problem')}.")


@app.command(
    short_help="Agreement of two annotations, and where they differ.", epilog="Example: onrecord gold diff first.jsonl second.jsonl"
)
def diff(
    first: Annotated[Path, typer.Argument(help="One annotation.")],
    second: Annotated[Path, typer.Argument(help="Another one of the same pages.")],
) -> None:
    """Agreement of two annotations by layer (F1 of spans, labels with kappa), and where they differ."""
    from onrecord.evaluate import read_gold
    from onrecord.evaluate.agreement import agreement_by_layer, table

    layers, differences = agreement_by_layer(read_gold(first), read_gold(second))
    for line in (*table(layers), "", *differences):
        typer.echo(line)


# --- annotation tools ---------------------------------------------------------------------------------------------------


class Tool(StrEnum):
    """An annotation tool."""

    brat = "brat"
    label_studio = "label-studio"


@app.command(
    short_help="Gold pages for brat or Label Studio.",
    epilog="Example: onrecord gold export gold.jsonl --inputs articles/ --to brat -o brat/",
)
def export(
    gold: Annotated[Path, typer.Argument(help="A gold file.")],
    inputs: RawFiles,
    to: Annotated[Tool, typer.Option("--to", help="The annotation tool.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="A folder for brat, a .json file for Label Studio.")],
) -> None:
    """Write gold pages for an annotation tool; onrecord gold import takes them back without a loss."""
    from onrecord.evaluate import brat, label_studio, read_gold

    pages = read_gold(gold)
    texts = {name: document.text for name, document in _documents(inputs).items()}
    number = (brat.export_folder if to is Tool.brat else label_studio.export_file)(pages, texts, output)
    say(f"{counted(number, 'page')} in {output}")


@app.command("import", short_help="Gold from what a tool has written.", epilog="Example: onrecord gold import brat/ -o gold.jsonl")
def import_(
    source: Annotated[Path, typer.Argument(help="A brat folder, or a JSON export of Label Studio.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The gold file.")],
) -> None:
    """Make gold from what an annotation tool has written; what cannot be understood is listed."""
    from onrecord.evaluate import brat, label_studio

    pages, problems = brat.import_folder(source) if source.is_dir() else label_studio.import_file(source)
    _write(output, pages)
    _end(problems, f"{counted(len(pages), 'page')} in {output}, {counted(len(problems), 'problem')}. Next: onrecord gold check {output}")


@app.command(
    short_help="Set corrected values in gold.",
    epilog="Example: onrecord gold apply corrections.jsonl --gold gold.jsonl --inputs articles/ -o corrected.jsonl",
)
def apply(
    corrections: Annotated[Path, typer.Argument(help="Corrections, as onrecord correct writes them.")],
    gold: Annotated[Path, typer.Option(help="A gold file, or a draft.")],
    inputs: RawFiles,
    output: Annotated[Path, typer.Option("-o", "--output", help="The corrected gold file.")],
) -> None:
    """Set corrected values in gold; corrections that fit no page or no longer fit their text are listed."""
    from onrecord.corrections import load
    from onrecord.evaluate import read_gold
    from onrecord.evaluate.apply_corrections import apply_corrections

    pages, documents = read_gold(gold), _documents(inputs)
    digests = {name: document.sha256 for name, document in documents.items()}
    applied, unfit = apply_corrections(pages, load(corrections), digests, {name: item.text for name, item in documents.items()})
    _write(output, pages)
    problems = [
        f"{item.document[:12]} {item.raw_start}-{item.raw_end}: {item.field} was not applied: no page, or nothing there that it fits"
        for item in unfit
    ]
    _end(problems, f"{counted(applied, 'correction')} applied, {len(unfit)} not; {counted(len(pages), 'page')} in {output}")


def _end(problems: Sequence[str], summary: str) -> None:
    """List what is wrong, sum up, and leave with exit code 3 when anything is."""
    for problem in problems:
        typer.echo(problem)
    say(summary)
    if problems:
        raise typer.Exit(3)


def _documents(inputs: Sequence[Path]) -> dict[str, RawDocument]:
    """Raw documents by id, and by id below the name of their folder, as in gold of a folder above it."""
    from onrecord import corpus
    from onrecord.settings import CorpusSettings
    from onrecord.types import RawDocument

    def read(some: Sequence[Path]) -> list[RawDocument]:
        return [item for item in corpus.read(some, settings=CorpusSettings()) if isinstance(item, RawDocument)]

    below = {f"{path.resolve().name}/{item.id}": item for path in inputs for item in read([path])}
    return below | {item.id: item for item in read(inputs)}


def _write(path: Path, pages: Iterable[Any]) -> None:
    import json

    from onrecord.run.folder import whole_file

    with whole_file(path) as file:
        file.writelines(json.dumps(page, ensure_ascii=False) + "\n" for page in pages)
