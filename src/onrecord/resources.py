"""Where profiles, models and the gazetteer lie: inside the installed package, or beside `src/` in a checkout."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from onrecord.errors import OnrecordError

_PACKAGE = Path(__file__).resolve().parent
_HOMES = (_PACKAGE, _PACKAGE.parents[1])
DATA = _PACKAGE / "data"  # word lists


def folder(kind: str) -> Path:
    """The folder `pipelines` or `models`."""
    for home in _HOMES:
        if (home / kind).is_dir():
            return home / kind
    raise OnrecordError("E120", f"The folder {kind!r} is missing from this installation.", "Install onrecord again.")


def profile_path(name: str) -> Path:
    """The .cfg of a profile, by name or by path.

    Raises:
        OnrecordError: E102, with the names that exist.
    """
    if name.endswith(".cfg"):
        path = Path(name)
        if path.is_file():
            return path
    else:
        path = folder("pipelines") / f"{name}.cfg"
        if "/" not in name and "\\" not in name and path.is_file():
            return path
    known = ", ".join(sorted(item.stem for item in folder("pipelines").glob("*.cfg")))
    raise OnrecordError("E102", f"There is no profile {name!r}.", f"Known profiles: {known}; or give the path of a .cfg file.")


def model_path(name: str) -> Path:
    """The folder of a model that ships, `NAME-VERSION`, or of the newest version when only NAME is given.

    Raises:
        OnrecordError: E103, with the names that exist.
    """
    models = folder("models")
    if (models / name).is_dir():
        return models / name
    versions = sorted(models.glob(f"{name}-[0-9]*"), key=lambda path: [int(part) for part in path.name.rsplit("-", 1)[1].split(".")])
    if versions:
        return versions[-1]
    known = ", ".join(sorted(item.name for item in models.iterdir() if item.is_dir()))
    raise OnrecordError("E103", f"There is no model {name!r}.", f"Models here: {known}.")


@cache
def folder_digest(path: Path) -> str:
    """sha256 over names and contents of all files below a folder, in order of their names."""
    digest = hashlib.sha256()
    for item in sorted(path.rglob("*")):
        if item.is_file() and item.suffix != ".md":
            digest.update(item.relative_to(path).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(item.read_bytes()).digest())
    return digest.hexdigest()


def check_digests(path: Path) -> None:
    """Compare a model folder with its `digests.json` ({file: sha256}).

    Raises:
        OnrecordError: E104 when a file is missing or differs.
    """
    try:
        listed: dict[str, str] = json.loads((path / "digests.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise OnrecordError("E104", f"Model {path.name} has no readable digests.json: {error}.", "Install onrecord again.") from error
    for name, wanted in sorted(listed.items()):
        item = path / name
        found = hashlib.sha256(item.read_bytes()).hexdigest() if item.is_file() else "missing"
        if found != wanted:
            raise OnrecordError(
                "E104",
                f"Model file {path.name}/{name} is not the one that was shipped ({found[:12]} instead of {wanted[:12]}).",
                "Install onrecord again, or rebuild the model with make train.",
            )
