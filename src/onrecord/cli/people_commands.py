"""Commands for what people decide: correct, speakers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from onrecord.cli.manners import App, counted, say
from onrecord.cli.options import Outputs

speakers_app = App(
    name="speakers",
    help="Identities across articles: what is unsure.",
    epilog="Decide in a speakers.yaml (docs/corrections.md): same, different, canonical, role, ignore.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def register(app: App) -> None:
    """Add the commands to the app."""
    app.command(
        short_help="Set something right, for this run and all later ones.",
        epilog="Example: onrecord correct outputs/ 3f9a0c1d22e4b567#q3 --speaker 'Amina Bello' --who eva",
    )(correct)
    app.add_typer(speakers_app)


def correct(
    outputs: Outputs,
    item: Annotated[
        Optional[str],
        typer.Argument(help="What to correct: RECORD#ID, for example 3f9a0c1d22e4b567#q3; RECORD alone for its title and its beginning."),
    ] = None,
    from_csv: Annotated[Optional[Path], typer.Option(help="A table made by export --to csv and edited, instead of one item.")] = None,
    confirm: Annotated[bool, typer.Option("--confirm", help="The quotation is right.")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="It is no quotation.")] = False,
    speaker: Annotated[Optional[str], typer.Option(help="Who said it; an empty name for nobody known.")] = None,
    date: Annotated[Optional[str], typer.Option(help="TIMEX3 value of a time expression, 2021-03-06 for example.")] = None,
    name: Annotated[Optional[str], typer.Option(help="Name of an actor.")] = None,
    place: Annotated[Optional[str], typer.Option(help="Name or GeoNames id of the place that is meant; empty for none.")] = None,
    source: Annotated[Optional[str], typer.Option(help="Raw span of the words that name the source, 120-134; empty for none.")] = None,
    cue: Annotated[Optional[str], typer.Option(help="Raw span of the cue, 112-116; empty for none.")] = None,
    title: Annotated[Optional[str], typer.Option(help="Title of the article.")] = None,
    begins_at: Annotated[Optional[int], typer.Option(min=0, help="Another article begins here, in raw characters.")] = None,
    join: Annotated[bool, typer.Option("--join", help="This article belongs to the one before it on the page.")] = False,
    who: Annotated[str, typer.Option(help="Who corrects.")] = "",
    why: Annotated[str, typer.Option(help="Why.")] = "",
    output: Annotated[Path, typer.Option("-o", "--output", help="File of corrections, added to.")] = Path("corrections.jsonl"),
) -> None:
    """Write a correction that every later run applies: onrecord extract ... --corrections corrections.jsonl."""
    from onrecord.corrections import append
    from onrecord.export import corrections_from_csv
    from onrecord.run.correct import add_correction, now

    if (item is None) == (from_csv is None):
        raise typer.BadParameter("name one item, or give --from-csv", param_hint="ITEM")
    if from_csv is not None:
        changed = corrections_from_csv(from_csv, outputs, who=who, when=now())
        for correction in changed:
            append(output, correction)
        say(f"{counted(len(changed), 'correction')} in {output}")
        return
    assert item is not None
    correction = add_correction(
        outputs, item, output, who=who, why=why, confirm="yes" if confirm else None, reject="yes" if reject else None, speaker=speaker,
        source=source, cue=cue, date=date, place=place, name=name, title=title, begins_at=begins_at, join="yes" if join else None,
    )  # fmt: skip
    say(f"{correction.field}: {correction.old!r} -> {correction.new!r} in {output}")


@speakers_app.command(short_help="Pairs of people that may be one.", epilog="Example: onrecord speakers review outputs/")
def review(
    outputs: Outputs,
    json_output: Annotated[bool, typer.Option("--json", help="JSON lines instead of text.")] = False,
) -> None:
    """Pairs of people that may be one: decide in a speakers.yaml, then onrecord link OUTPUTS --decisions speakers.yaml."""
    import json

    from onrecord.errors import OnrecordError
    from onrecord.run.folder import STATE, read_lines

    path = outputs / STATE / "review.jsonl"
    if not path.is_file():
        raise OnrecordError("E131", f"{str(outputs)!r} has not been linked.", "Run onrecord link on it first.")
    number = 0
    for pair in read_lines(path):
        number += 1
        if json_output:
            typer.echo(json.dumps(pair, ensure_ascii=False))
        else:
            typer.echo(" | ".join(f"{key}: {value}" for key, value in pair.items()))
    say(f"{counted(number, 'pair')} of people that may be one.")
