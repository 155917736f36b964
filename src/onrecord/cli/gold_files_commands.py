"""`onrecord gold`: make, check and compare gold files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

app = typer.Typer(name="gold", help="Gold annotations: drafts, checks, agreement.", no_args_is_help=True, rich_markup_mode=None)


@app.command(epilog="Example: onrecord gold init outputs/ -o draft.jsonl")
def init(
    outputs: Annotated[Path, typer.Argument(help="A folder that onrecord extract has written.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The draft.")],
) -> None:
    """Write a draft from records, marked as not reviewed: a start for annotators, never gold by itself."""
    from itertools import groupby

    from onrecord.evaluate.gold_files import from_records
    from onrecord.run.folder import read_lines, write_lines

    pages = groupby(read_lines(outputs / "records.jsonl"), key=lambda record: record["source"]["id"])
    number = write_lines(output, (from_records(page, list(records)) for page, records in pages))
    typer.echo(f"{number} pages, not reviewed, in {output}", err=True)


@app.command(epilog="Example: onrecord gold check corpus/gold/dev.jsonl --inputs corpus/raw")
def check(
    gold: Annotated[Path, typer.Argument(help="A gold file.")],
    inputs: Annotated[Optional[Path], typer.Option(help="Folder of the raw pages, to check the words under the spans.")] = None,
) -> None:
    """Check offsets, ids and overlaps, with messages a person understands."""
    from onrecord import corpus
    from onrecord.evaluate import read_gold
    from onrecord.evaluate.gold_files import check_page
    from onrecord.settings import CorpusSettings
    from onrecord.types import RawDocument

    documents = corpus.read([str(inputs)], settings=CorpusSettings()) if inputs else ()
    texts = {document.id: document.text for document in documents if isinstance(document, RawDocument)}
    problems = [problem for page in read_gold(gold) for problem in check_page(page, texts.get(page["id"]))]
    for problem in problems:
        typer.echo(problem)
    typer.echo(f"{len(problems)} problems.", err=True)
    if problems:
        raise typer.Exit(3)


@app.command(epilog="Example: onrecord gold diff first.jsonl second.jsonl")
def diff(
    first: Annotated[Path, typer.Argument(help="One annotation.")],
    second: Annotated[Path, typer.Argument(help="Another one of the same pages.")],
) -> None:
    """Agreement of two annotations by layer, and where they differ."""
    from onrecord.evaluate import read_gold
    from onrecord.evaluate.gold_files import agreement

    report = agreement(read_gold(first), read_gold(second))
    typer.echo(report.table())
    for miss in report.misses():
        typer.echo(miss)
