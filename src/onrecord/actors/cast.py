"""`find_actors`: the people of an article and all else that speaks; each source resolved to one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from onrecord.actors.antecedents import place_pronouns
from onrecord.actors.figures import Figure
from onrecord.actors.gather import gather
from onrecord.actors.people import canonical_name, display_form
from onrecord.actors.scene import Scene
from onrecord.actors.sources import Found, Sources
from onrecord.settings import ActorSettings
from onrecord.types import Actor, Block, Cast, Entity, Field, Quote, Resolution, Span


def find_actors(
    text: str,
    *,
    entities: Sequence[Entity],
    quotes: Sequence[Quote] = (),
    sentences: Sequence[Span] = (),
    blocks: Sequence[Block] = (),
    bylines: Sequence[Field] = (),
    settings: ActorSettings | None = None,
) -> Cast:
    """Find who and what is named and speaks in one article, and resolve each quote's source.

    Args:
        text: The clean text.
        entities: Names with labels, in text order.
        quotes: Quotations with their source spans, in text order.
        sentences: Sentence spans; without them the text is one sentence.
        blocks: Blocks of the article.
        bylines: Bylines with the names of the writers.
        settings: Thresholds.

    Returns:
        Actors sorted by first mention, one `Resolution` per quote and one actor index or null per entity. Never
        raises on odd text; a source that cannot be resolved has a null actor and the reason in `rule`.
    """
    settings = settings or ActorSettings()
    scene = Scene(text, entities, quotes, sentences, blocks)
    figures = gather(scene)
    choices, chosen = place_pronouns(scene, figures, settings.pronoun_probability)
    sources = Sources(scene, figures, choices, chosen, [name for byline in bylines for name in byline.names])
    found: list[Found] = []
    for quote in quotes:
        result = sources.resolve(quote, found)
        found.append(result)
        if result.figure is not None:
            result.figure.source = True
    return _assemble(scene, figures, found)


def _assemble(scene: Scene, figures: Sequence[Figure], found: Sequence[Found]) -> Cast:
    """Sort, number and freeze what goes into the record: what has a name, speaks, or has a pronoun."""
    shown = [f for f in figures if f.mentions and (f.named or f.source or any(m.kind == "pronoun" for m in f.mentions))]
    shown.sort(key=lambda figure: (figure.first, figure.kind != "person", min(m.end for m in figure.mentions)))
    index = {id(figure): number for number, figure in enumerate(shown)}
    entity_actors: list[int | None] = [None] * len(scene.entities)
    for figure in shown:
        for number in figure.entities:
            entity_actors[number] = index[id(figure)]
    anchors = {id(figure): _anchors(figure) for figure in shown}
    actors = tuple(_person(scene, figure) if figure.kind == "person" else _body(figure) for figure in shown)
    resolutions = tuple(_resolution(quote, result, index, anchors) for quote, result in zip(scene.quotes, found, strict=True))
    return Cast(actors, resolutions, tuple(entity_actors))


def _person(scene: Scene, person: Figure) -> Actor:
    variants: tuple[str, ...] = ()
    if person.named:
        name = canonical_name(person)
        forms = {" ".join(known.text.split()) for known in person.names} | {display_form(known) for known in person.names if known.words}
        variants = tuple(sorted(form for form in forms if form and form != name))
    else:
        first = min(person.mentions, key=lambda mention: (mention.kind == "pronoun", mention.start))
        name = _without_article(scene.text[first.start : first.end])
    gender, told = person.told_gender()
    roles = tuple(sorted(person.roles, key=lambda role: (role.start, role.end)))
    return Actor("person", person.named, name, variants, _spans(person), roles, gender, told)


def _body(body: Figure) -> Actor:
    forms = Counter(body.forms)
    name = (
        max(sorted(forms), key=lambda form: (len(form.split()) > 1, forms[form], len(form)))
        if body.named
        else _without_article(body.forms[0])
    )
    return Actor(body.kind, body.named, name, tuple(sorted(form for form in forms if form != name)), _spans(body))


def _spans(figure: Figure) -> tuple[Span, ...]:
    return tuple(sorted({mention.span for mention in figure.mentions}))


def _without_article(text: str) -> str:
    return re.sub(r"^(?:the|a|an)\s+", "", " ".join(text.split()), flags=re.IGNORECASE)


def _anchors(figure: Figure) -> list[Span]:
    """Spans of the names, else of the noun phrases, sorted."""
    names = [m.span for m in figure.mentions if m.kind == "name"]
    return sorted(names or [m.span for m in figure.mentions if m.kind == "nominal"])


def _resolution(quote: Quote, result: Found, index: dict[int, int], anchors: dict[int, list[Span]]) -> Resolution:
    alternatives = tuple((index[id(figure)], score) for figure, score in result.alternatives if id(figure) in index)
    if result.figure is None:
        return Resolution(None, None, result.rule, alternatives, 0.0)
    return Resolution(
        index[id(result.figure)], _antecedent(quote, anchors[id(result.figure)]), result.rule, alternatives, result.confidence
    )


def _antecedent(quote: Quote, spans: Sequence[Span]) -> Span | None:
    """The name (else another mention) that the source words stand for: the last one before them, else the first after."""
    if quote.source is None:
        return None
    place = bisect_left(spans, quote.source)
    before = next((span for span in reversed(spans[max(0, place - 5) : place]) if span.end <= quote.source.start), None)
    return before or next((span for span in spans[place : place + 5] if not span.overlaps(quote.source)), None)
