"""Runs and regions as HTML. Nothing but the words of the article may stand between the tags: offsets are counted in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from onrecord.inspect.article import NOBODY, Voice
from onrecord.inspect.marks import Mark, Region, Run

_REMOVED = Markup('<del class="removed inline" data-reason="{}">{}</del>')
_REGION = Markup('<mark class="{} v{} w{}" data-card="{}" data-actor="{}">{}{}</mark>')
_TAG = Markup('<a class="tag" href="#{}" data-card="{}" data-letter="{}" aria-label="Quotation {}, {}"></a>')
_RUN = Markup('<a class="m {}" href="#{}" data-card="{}" data-actor="{}">{}</a>')


def html(items: Iterable[Run | Region], voices: Mapping[str, Voice]) -> Markup:
    """Runs as links to the cards of what covers them, regions as marks in the voice of their speaker."""
    return Markup("").join(_region(item, voices) if isinstance(item, Region) else _run(item, voices) for item in items)


def _region(region: Region, voices: Mapping[str, Voice]) -> Markup:
    mark, inside = region.mark, html(region.children, voices)
    if not mark.layer.startswith("quote"):
        return _REMOVED.format(mark.label, inside)
    voice = voices.get(mark.owner or "", NOBODY)
    tag = _TAG.format(mark.key, mark.key, voice.letter, mark.key[1:], mark.label) if region.opens else ""
    return _REGION.format(mark.layer, voice.hue, voice.weave, mark.key, mark.owner or "", tag, inside)


def _run(run: Run, voices: Mapping[str, Voice]) -> Markup:
    if not run.marks:
        return Markup.escape(run.text)
    owner = next((mark.owner for mark in run.marks if mark.owner), "")
    classes = [mark.layer for mark in run.marks]
    if owner in voices:
        classes += [f"v{voices[owner].hue}", f"w{voices[owner].weave}"]
    return _RUN.format(" ".join(dict.fromkeys(classes)), run.marks[0].key, _keys(run.marks), owner, run.text)


def _keys(marks: Iterable[Mark]) -> str:
    return " ".join(dict.fromkeys(mark.key for mark in marks))
