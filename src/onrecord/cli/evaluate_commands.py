"""Commands that compare records with gold annotations: evaluate, gate."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from onrecord.cli.manners import App
from onrecord.cli.options import Outputs, Profile


def register(app: App) -> None:
    """Add the commands to the app."""
    app.command(
        short_help="Precision, recall and F1 of records against gold.",
        epilog="Example: onrecord evaluate outputs/ --gold gold/gold.jsonl --against outputs-before/",
    )(evaluate)
    app.command(
        short_help="Score gold and compare with pinned floors; for tests and CI.",
        epilog="Example: onrecord gate --init . && onrecord gate --gold gold/gold.jsonl --inputs gold/pages --floors gold/floors.json",
    )(gate)


def evaluate(
    outputs: Outputs,
    gold: Annotated[Path, typer.Option(help="Gold annotations, JSON lines.")],
    facts: Annotated[bool, typer.Option("--facts", help="Score whole facts: said, by whom, when, where.")] = False,
    against: Annotated[
        Optional[Path], typer.Option(help="Records of another run: show by layer whether the change is more than noise.")
    ] = None,
    json_output: Annotated[bool, typer.Option("--json", help="One JSON object instead of a table.")] = False,
) -> None:
    """Precision, recall and F1 of every layer against gold."""
    import json

    from onrecord.evaluate import evaluate as score
    from onrecord.evaluate.bootstrap import changes, page_counts

    report = score(outputs, gold, facts=facts)
    moved = changes(page_counts(score(against, gold, facts=facts)), page_counts(report)) if against else {}
    if json_output:
        rows = {layer: {"before": change.before, "interval": change.interval} for layer, change in moved.items()}
        figures = report.figures()
        typer.echo(json.dumps({layer: values | rows.get(layer, {}) for layer, values in figures.items()}, indent=2))
        return
    typer.echo(report.table())
    if moved:
        typer.echo("\n".join(["", f"F1 since {against}:", *(f"  {layer:<12}{change.text()}" for layer, change in moved.items())]))


def gate(
    init: Annotated[
        Optional[Path], typer.Option(help="Write a GitHub Actions workflow and a folder for gold into this repository, and stop.")
    ] = None,
    gold: Annotated[Optional[Path], typer.Option(help="Gold annotations, JSON lines.")] = None,
    inputs: Annotated[Optional[Path], typer.Option(help="Folder of the raw pages that the gold annotates.")] = None,
    floors: Annotated[Optional[Path], typer.Option(help="Pinned floors; written by --update.")] = None,
    profile: Profile = "default",
    update: Annotated[bool, typer.Option("--update", help="Raise floors to the figures of now, and rewrite the ledger of misses.")] = False,
    allow_regression: Annotated[
        bool, typer.Option("--allow-regression", help="With --update: floors may fall. Needs a change-log line.")
    ] = False,
    allow_noise: Annotated[
        bool, typer.Option("--allow-noise", help="A fall that a paired bootstrap over pages calls noise is shown and does not fail.")
    ] = False,
    junit: Annotated[Optional[Path], typer.Option(help="Write JUnit XML here.")] = None,
    summary: Annotated[Optional[Path], typer.Option(help="Write a Markdown summary here.")] = None,
) -> None:
    """Score the gold and compare with pinned floors. Exit code 3 when a figure fell."""
    if init is not None:
        from onrecord.evaluate.gate_init import init_gate

        for path in init_gate(init, profile=profile):
            typer.echo(str(path))
        return
    if gold is None or inputs is None or floors is None:
        missing = [f"--{name}" for name, value in (("gold", gold), ("inputs", inputs), ("floors", floors)) if value is None]
        raise typer.BadParameter("needed, unless --init writes a folder to start from", param_hint=", ".join(missing))
    from onrecord.evaluate.gate import run_gate

    verdict = run_gate(
        gold=gold,
        inputs=inputs,
        floors=floors,
        profile=profile,
        update=update,
        allow_regression=allow_regression,
        allow_noise=allow_noise,
        junit=junit,
        summary=summary,
    )
    typer.echo(verdict.text())
    if not verdict.passed:
        raise typer.Exit(3)
