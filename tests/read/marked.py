"""Names in a text by their words, for tests of what becomes of them."""

from __future__ import annotations

from onrecord.types import Span

Marked = list[tuple[Span, str, float]]


def names(text: str, *found: tuple[str, str, float]) -> Marked:
    """Names by their words, each looked for behind the one before."""
    at, spans = 0, []
    for words, label, probability in found:
        start = text.index(words, at)
        at = start + len(words)
        spans.append((Span(start, at), label, probability))
    return spans


def labels(text: str, result: Marked) -> list[tuple[str, str]]:
    return [(text[s.start : s.end], label) for s, label, _ in result]
