"""Find the time expressions of an article and give each a value, an interval, an anchor and a confidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from onrecord.dates.anchoring import Context, Mention, Reference, Resolved, mention_of, resolve
from onrecord.dates.frame import Frame
from onrecord.dates.match import Found, find
from onrecord.dates.tense import clause_tense
from onrecord.dates.tokens import Tokens
from onrecord.dates.values import extent
from onrecord.settings import DateSettings
from onrecord.types import Block, Dateline, Quote, Span, TimeExpression


def find_dates(
    text: str,
    *,
    published: str | None = None,
    settings: DateSettings | None = None,
    blocks: Sequence[Block] = (),
    quotes: Sequence[Quote] = (),
    sentences: Sequence[Span] = (),
    dateline: Dateline | None = None,
    neighbours: Sequence[str] = (),
) -> list[TimeExpression]:
    """Time expressions with their values."""
    settings = settings or DateSettings()
    tokens, found = find(text)
    day = _day(published)
    reference = Reference(day, "publication") if day else None
    context = Context(reference, lambda: None, settings.mode == "narrative")
    result = []
    for item in _with_shared_parts(tokens, found):
        start, end = tokens.starts[item.start], tokens.ends[item.end - 1]
        context.tense = lambda item=item: clause_tense(tokens, item.start, item.end)  # type: ignore[misc]
        context.after = tokens[item.end].lower() if item.end < len(tokens.starts) else ""
        resolved = resolve(item.frame, context)
        if item.frame.kind in {"DATE", "TIME"}:
            mention = mention_of(resolved.value, start, explicit=item.frame.year is not None)
            if mention is not None:
                if "same-period" not in item.frame.flags:
                    context.mentions.append(mention)
                if mention.unit in {"Q", "H6"} or item.frame.rule == "the-unit":
                    context.period = mention.unit
        elif item.frame.kind == "DURATION" and re.fullmatch(r"P\d+[MY]", resolved.value):
            context.period = "DURATION"
        covered = extent(resolved.value, item.frame.mod) if item.frame.kind in {"DATE", "TIME"} else extent("")
        result.append(
            TimeExpression(
                start,
                end,
                item.frame.kind,
                resolved.value,
                item.frame.mod,
                covered.edtf,
                covered.earliest,
                covered.latest,
                covered.granularity,
                resolved.anchor,
                resolved.alternatives,
                1.0,
                tuple(sorted(resolved.flags)),
            )  # fmt: skip
        )
    return result


def _day(published: str | None) -> date | None:
    match = re.match(r"\s*(\d{4})-(\d\d)-(\d\d)", published or "")
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _with_shared_parts(tokens: Tokens, found: list[Found]) -> list[Found]:
    return found
