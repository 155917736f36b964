"""Commands that compare records with gold annotations: evaluate, gate."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    app.command(epilog="Example: onrecord evaluate outputs/ --gold corpus/gold/dev.jsonl")(evaluate)
    app.command(epilog="Example: onrecord gate --gold corpus/gold/dev.jsonl --inputs corpus/raw --floors tests/gate/floors.json")(gate)


def evaluate(
    outputs: Annotated[Path, typer.Argument(help="A folder that onrecord extract has written.")],
    gold: Annotated[Path, typer.Option(help="Gold annotations, JSON lines.")],
    facts: Annotated[bool, typer.Option("--facts", help="Score whole facts: said, by whom, when, where.")] = False,
    json_output: Annotated[bool, typer.Option("--json", help="One JSON object instead of a table.")] = False,
) -> None:
    """Precision, recall and F1 of every layer against gold."""
    import json

    from onrecord.evaluate import evaluate as score

    report = score(outputs, gold, facts=facts)
    typer.echo(json.dumps(report.figures(), indent=2) if json_output else report.table())


def gate(
    gold: Annotated[Path, typer.Option(help="Gold annotations, JSON lines.")],
    inputs: Annotated[Path, typer.Option(help="Folder of the raw pages that the gold annotates.")],
    floors: Annotated[Path, typer.Option(help="Pinned floors; written by --update.")],
    profile: Annotated[str, typer.Option(help="Profile to score.")] = "default",
    update: Annotated[bool, typer.Option("--update", help="Raise floors to the figures of now, and rewrite the ledger of misses.")] = False,
    allow_regression: Annotated[
        bool, typer.Option("--allow-regression", help="With --update: floors may fall. Needs a change-log line.")
    ] = False,
    junit: Annotated[Optional[Path], typer.Option(help="Write JUnit XML here.")] = None,
    summary: Annotated[Optional[Path], typer.Option(help="Write a Markdown summary here.")] = None,
) -> None:
    """Score the gold and compare with pinned floors. Exit code 3 when a figure fell."""
    from onrecord.evaluate.gate import run_gate

    verdict = run_gate(
        gold=gold,
        inputs=inputs,
        floors=floors,
        profile=profile,
        update=update,
        allow_regression=allow_regression,
        junit=junit,
        summary=summary,
    )
    typer.echo(verdict.text())
    if not verdict.passed:
        raise typer.Exit(3)
