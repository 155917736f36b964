"""Manners of every command: --quiet and --verbose, messages on stderr, `-` for standard output, an interrupt that says what is kept.

Data goes to stdout or to files, words for people to stderr. Colours are for terminals alone, and for nobody who sets NO_COLOR.
"""

from __future__ import annotations

import inspect
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer

Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Nothing on stderr but errors.")]
Verbose = Annotated[bool, typer.Option("-v", "--verbose", help="More on stderr: models, counts by code, times, tracebacks.")]


class Voice:
    """How much is said; set by the options of the command that runs."""

    quiet = False
    verbose = False


def say(message: str, **style: Any) -> None:
    """Tell the person at the keyboard, unless they want quiet."""
    if not Voice.quiet:
        typer.secho(message, err=True, color=colours(), **style)


def detail(message: str) -> None:
    """Tell it with --verbose alone."""
    if Voice.verbose:
        typer.secho(message, err=True, color=colours(), dim=True)


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 record", "2 records"."""
    return f"{number} {noun}" + ("" if number == 1 else "s")


def complain(message: str) -> None:
    """An error: the first line stands out, the hint below it does not."""
    first, _, hint = message.partition("\n")
    typer.secho(first, err=True, color=colours(), fg="red", bold=True)
    if hint:
        typer.secho(hint, err=True, color=colours())


def colours() -> bool | None:
    """None leaves the choice to whether stderr is a terminal."""
    return False if os.environ.get("NO_COLOR") else None


@contextmanager
def destination(output: Path) -> Iterator[Path]:
    """Where to write a file: the path itself, or for `-` a file that goes to standard output when it is whole."""
    if str(output) != "-":
        yield output
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "output"
        yield file
        pour(file)


def pour(file: Path) -> None:
    """Write a file to standard output, byte by byte as it is."""
    sys.stdout.flush()
    with file.open("rb") as source:
        shutil.copyfileobj(source, typer.get_binary_stream("stdout"))
    typer.get_binary_stream("stdout").flush()


class App(typer.Typer):
    """A group of commands that all have manners."""

    def command(self, name: str | None = None, **options: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:  # type: ignore[override]
        """As in Typer, with --quiet and --verbose."""
        register = super().command(name, **options)

        def add(function: Callable[..., Any]) -> Callable[..., Any]:
            register(_with_manners(function))
            return function

        return add


def _with_manners(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def command(*, quiet: bool, verbose: bool, **values: Any) -> Any:
        Voice.quiet, Voice.verbose = quiet, verbose
        try:
            return function(**values)
        except KeyboardInterrupt:
            complain("Interrupted. What is done is kept; go on with --resume.")
            raise typer.Exit(130) from None

    own = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=False, annotation=kind)
        for name, kind in (("quiet", Quiet), ("verbose", Verbose))
    ]
    signature = inspect.signature(function, eval_str=True)  # Typer takes the annotations of a given signature as they are
    command.__signature__ = signature.replace(parameters=[*signature.parameters.values(), *own])  # type: ignore[attr-defined]
    command.__annotations__ = function.__annotations__ | {"quiet": Quiet, "verbose": Verbose}
    return command
