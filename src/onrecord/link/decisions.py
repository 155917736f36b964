"""What people decided about speakers: a plain YAML file that is read and never written over.

    same:
      - [Tahar Boumedra, Taher Bomedia]
    different:
      - ["3f9a0c1d22e4b567#a4", "Amina Bello"]
    canonical:
      Tahar Boumedra: Tahar Boumedra
    role:
      Asma Jahangir: UN Special Rapporteur on Iran
    ignore:
      - The Fox

A person is named by a name as it is written, by a speaker id (`s-…`), or by record and actor (`record#actor`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from onrecord.errors import OnrecordError

_KEYS = ("same", "different", "canonical", "role", "ignore")


@dataclass(frozen=True, slots=True)
class Decisions:
    """Decisions of people, by reference as written."""

    same: tuple[tuple[str, ...], ...] = ()
    different: tuple[tuple[str, ...], ...] = ()
    canonical: Mapping[str, str] = field(default_factory=dict)
    role: Mapping[str, str] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()


def load(path: str | Path) -> Decisions:
    """Read a `speakers.yaml`.

    Raises:
        OnrecordError: E501 when the file is missing or no YAML, E502 when it holds something else than decisions.
    """
    path = Path(path)
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise OnrecordError(
            "E501", f"Cannot read the decisions in '{path}': {error.strerror}.", "Give the path of a speakers.yaml."
        ) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # ValueError: no UTF-8, or a date that is none
        raise OnrecordError(
            "E501", f"'{path}' is not valid YAML: {error}", "Compare with the example in `onrecord speakers --help`."
        ) from error
    return parse(content, str(path))


def parse(content: Any, where: str = "speakers.yaml") -> Decisions:
    """Decisions from decoded YAML.

    Raises:
        OnrecordError: E502 when a key is unknown or a value has another shape.
    """
    if content is None:
        return Decisions()
    if not isinstance(content, dict) or any(key not in _KEYS for key in content):
        unknown = sorted(str(key) for key in content if key not in _KEYS) if isinstance(content, dict) else [type(content).__name__]
        raise OnrecordError("E502", f"'{where}' has {', '.join(unknown)}. Known keys: {', '.join(_KEYS)}.", "Fix the spelling of the key.")
    groups: dict[str, tuple[tuple[str, ...], ...]] = {}
    for key in ("same", "different"):
        rows = content.get(key) or []
        if not isinstance(rows, list) or not all(isinstance(row, list) and len(row) > 1 for row in rows):
            raise OnrecordError(
                "E502", f"'{key}' in '{where}' is not a list of lists of two or more names.", "Write - [Name One, Name Two]."
            )
        groups[key] = tuple(tuple(str(item) for item in row) for row in rows)
    tables: dict[str, dict[str, str]] = {}
    for key in ("canonical", "role"):
        table = content.get(key) or {}
        if not isinstance(table, dict):
            raise OnrecordError("E502", f"'{key}' in '{where}' is not a table.", f"Write {key}:\n    Name: text")
        tables[key] = {str(name): str(value) for name, value in table.items()}
    ignore = content.get("ignore") or []
    if not isinstance(ignore, list):
        raise OnrecordError("E502", f"'ignore' in '{where}' is not a list.", "Write - Name, one a line.")
    return Decisions(groups["same"], groups["different"], tables["canonical"], tables["role"], tuple(str(name) for name in ignore))
