"""Inputs at a URL (`s3://…`, `gs://…`, `memory://…`), through fsspec. Only what a person names is opened; a `file://` is a path."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, BinaryIO, cast
from urllib.parse import unquote, urlsplit

from onrecord.errors import OnrecordError


def is_url(item: object) -> bool:
    """True for `scheme://…`."""
    scheme, parted, _ = str(item).partition("://")
    return bool(parted) and scheme.replace("+", "").isalnum()


def local_path(item: str) -> str:
    """The path of a `file://` URL; anything else as it is."""
    return unquote(urlsplit(item).path) if item.startswith("file://") else item


def file_system(url: str) -> tuple[Any, str]:
    """The fsspec file system of a URL, and the path in it.

    Raises:
        OnrecordError: E126 when fsspec or the driver of the scheme is not installed, or the URL is none.
    """
    try:
        import fsspec

        system, path = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise OnrecordError(
            "E126",
            f"{url!r} cannot be opened: {error}.",
            "URLs need the extra [dask] (fsspec), and the driver of their scheme (s3fs for s3://, gcsfs for gs://).",
        ) from error
    return system, path


class RemoteFile:
    """A file at a URL, with the part of `pathlib.Path` that the readers use."""

    def __init__(self, system: Any, path: str) -> None:
        self.system, self.path = system, path
        self.name = path.rsplit("/", 1)[-1]

    def __str__(self) -> str:
        return str(self.system.unstrip_protocol(self.path))

    def open(self, mode: str = "rb") -> BinaryIO:
        """A stream of its bytes."""
        return cast(BinaryIO, self.system.open(self.path, mode))

    def read_bytes(self) -> bytes:
        """All of it."""
        return cast(bytes, self.system.cat_file(self.path))

    def stat(self) -> SimpleNamespace:
        """Its size in bytes, as `st_size`."""
        return SimpleNamespace(st_size=int(self.system.size(self.path) or 0))


def files(url: str) -> Iterator[tuple[str, RemoteFile]]:
    """Files at or below a URL, each with its path below it, in code point order.

    Raises:
        OnrecordError: E121 when nothing is there, E126 as `file_system`.
    """
    system, root = file_system(url)
    try:
        if system.isfile(root):
            yield root.rsplit("/", 1)[-1], RemoteFile(system, root)
            return
        found = sorted(system.find(root))
    except OSError as error:
        raise OnrecordError("E121", f"{url!r} cannot be listed: {error}.", "Check the spelling, and your access to it.") from error
    if not found:
        raise OnrecordError("E121", f"There is nothing at {url!r}.", "Check the spelling.")
    home = root.rstrip("/") + "/"
    for path in found:
        yield path.removeprefix(home), RemoteFile(system, path)
