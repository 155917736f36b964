"""docs/record.md describes every field of a record."""

from __future__ import annotations

import re
from pathlib import Path

from pydantic import BaseModel

from onrecord import schema

DOCS = Path(__file__).parent.parent / "docs"


def models(model: type[BaseModel]) -> dict[str, type[BaseModel]]:
    found = {model.__name__: model}
    for field in model.model_fields.values():
        for part in re.findall(r"onrecord\.schema\.(\w+)", repr(field.annotation)):
            if part not in found:
                found |= models(getattr(schema, part))
    return found


def test_every_field_of_a_record_is_described() -> None:
    text = (DOCS / "record.md").read_text(encoding="utf-8")
    described = set(re.findall(r"`([a-z_0-9]+)(?:\.[a-z_0-9.]+)?`", text))
    described |= {step for path in re.findall(r"`([a-z_0-9.]+)`", text) for step in path.split(".")}
    fields = {field.alias or name for model in models(schema.Record).values() for name, field in model.model_fields.items()}
    assert len(fields) > 60
    assert fields - described == set()
