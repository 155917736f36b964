"""`find_actors`: the people of an article and all else that speaks; each source resolved to one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from onrecord.actors.bodies import Body, named_bodies
from onrecord.actors.nominals import INDEFINITE, Nominal, person_nominals
from onrecord.actors.people import Mention, Person, canonical_name, display_form, named_people
from onrecord.actors.pronouns import Choice, Ranker, find_pronouns, load_weights
from onrecord.actors.roles import roles_of_name
from onrecord.actors.scene import Scene
from onrecord.actors.sources import Figure, Found, Sources
from onrecord.settings import ActorSettings
from onrecord.types import Actor, Block, Cast, Entity, Field, Quote, Resolution, Role, Span

_ROLE_LABELS = frozenset(["ORG", "GPE", "NORP", "LOC"])


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
    persons = cast_persons(scene)
    bodies = named_bodies(scene, [(n, entity) for n, entity in enumerate(entities) if entity.label == "ORG"])
    choices, chosen = place_pronouns(scene, persons, settings.pronoun_probability)
    sources = Sources(scene, persons, bodies, choices, chosen, [name for byline in bylines for name in byline.names])
    found: list[Found] = []
    for quote in quotes:
        result = sources.resolve(quote, found)
        found.append(result)
        if result.figure is not None:
            result.figure.source = True
    return _assemble(scene, persons, bodies, found)


def cast_persons(scene: Scene) -> list[Person]:
    """Named persons with their roles, and persons named by a noun phrase alone; pronouns not yet placed."""
    numbered = [(n, entity) for n, entity in enumerate(scene.entities) if entity.label == "PERSON"]
    persons = named_people(scene, numbered)
    around = [entity for entity in scene.entities if entity.label in _ROLE_LABELS]
    appositions: list[Span] = []
    for person in persons:
        for mention in list(person.mentions):
            for role in roles_of_name(scene, mention.start, mention.end, _near(around, mention.start)):
                span = Span(role.role.start, role.role.end)
                appositions.append(span)
                person.heads.add(role.head)
                if not any(_same_role(role.role, other) for other in person.roles):
                    person.roles.append(role.role)
                person.mentions.append(Mention(span.start, span.end, "nominal", "apposition"))
    taken = sorted([*appositions, *(Span(e.start, e.end) for _, e in numbered)])
    _place_nominals(scene, persons, list(person_nominals(scene, taken)))
    return persons


def _near(entities: list[Entity], position: int) -> list[Entity]:
    """Entities within 250 characters of a position."""
    return [entity for entity in entities if abs(entity.start - position) < 250]


def _same_role(a: Role, b: Role) -> bool:
    return (
        a.title.casefold() == b.title.casefold() and a.former == b.former and (a.organisation == b.organisation or a.organisation is None)
    )


def _place_nominals(scene: Scene, persons: list[Person], nominals: list[Nominal]) -> None:
    """Give "the senator" to the one senator named before it; everybody else gets a person of their own."""
    unnamed: dict[str, Person] = {}
    for nominal in nominals:
        home = _role_holder(scene, persons, nominal) if nominal.definite else None
        rule = "role of a named person"
        if home is None and nominal.determiner not in INDEFINITE:
            home, rule = unnamed.get(nominal.head), "same noun"
        if home is None:
            home, rule = Person(named=False), "unnamed person"
            home.heads.add(nominal.head)
            persons.append(home)
        if not home.named:
            unnamed[nominal.head] = home
        home.mentions.append(Mention(nominal.start, nominal.end, "nominal", rule, nominal.gender))


def _role_holder(scene: Scene, persons: list[Person], nominal: Nominal) -> Person | None:
    """The named person whose role has this head noun: the only one, or the only one of the last three sentences."""
    following = scene.text[nominal.end : nominal.end + 4]
    if following in (" of ", " for", " who", " at "):
        return None
    holders = [
        person
        for person in persons
        if person.named and nominal.head in person.heads and min(m.start for m in person.mentions) < nominal.start
    ]
    if len(holders) == 1:
        return holders[0]
    sentence = scene.sentence_at(nominal.start)
    near = [
        person for person in holders
        if any(m.start < nominal.start and sentence - scene.sentence_at(m.start) <= 2 for m in person.mentions)
    ]  # fmt: skip
    return near[0] if len(near) == 1 else None


def place_pronouns(scene: Scene, persons: list[Person], probability: float) -> tuple[dict[int, Choice], dict[int, Person | None]]:
    """Give each pronoun to the likeliest person, or to nobody when that is below `probability`.

    Adds the mentions to the persons. Returns rankings and choices by start of the pronoun.
    """
    ranker = Ranker(scene, persons, source_persons(scene, persons), load_weights())
    names = [(mention.start, mention.end) for person in persons for mention in person.mentions if mention.kind == "name"]
    choices: dict[int, Choice] = {}
    chosen: dict[int, Person | None] = {}
    placed: list[tuple[Person, Mention]] = []
    for pronoun in find_pronouns(scene, names):
        choice = ranker.rank(pronoun)
        best, score = choice.ranking[0]
        choices[pronoun.start] = choice
        chosen[pronoun.start] = best if best is not None and score >= probability else None
        if best is None or score < probability:
            continue
        mention = Mention(pronoun.start, pronoun.end, "pronoun", f"pronoun ({score:.2f})", pronoun.gender, False)
        ranker.note(mention, best, pronoun)
        placed.append((best, mention))
    for person, mention in placed:
        person.mentions.append(mention)
    return choices, chosen


def source_persons(scene: Scene, persons: Sequence[Person]) -> list[Person | None]:
    """For each quote the person named in its source span, before pronouns are known."""
    mentions = sorted(((m, p) for p in persons for m in p.mentions), key=lambda item: (item[0].kind != "name", item[0].start))
    by_start: dict[int, tuple[Mention, Person]] = {}
    for mention, person in mentions:
        for sentence in (scene.sentence_at(mention.start),):
            by_start.setdefault(mention.start, (mention, person))
            del sentence
    starts = sorted(by_start)
    found: list[Person | None] = []
    from bisect import bisect_left

    for quote in scene.quotes:
        inside: list[Person] = []
        if quote.source is not None:
            low = bisect_left(starts, quote.source.start)
            while low < len(starts) and starts[low] < quote.source.end:
                inside.append(by_start[starts[low]][1])
                low += 1
        found.append(inside[0] if inside else None)
    return found


def _assemble(scene: Scene, persons: list[Person], bodies: list[Body], found: Sequence[Found]) -> Cast:
    """Sort, number and freeze what goes into the record."""
    shown: list[Figure] = [p for p in persons if p.named or p.source or any(m.kind == "pronoun" for m in p.mentions)]
    shown += [body for body in bodies if body.named or body.source]
    first = {id(figure): min((m.start, m.end) for m in figure.mentions) for figure in shown}
    shown.sort(key=lambda figure: (first[id(figure)], isinstance(figure, Body)))
    index = {id(figure): number for number, figure in enumerate(shown)}
    actors = tuple(_person_actor(scene, figure) if isinstance(figure, Person) else _body_actor(figure) for figure in shown)
    entity_actors: list[int | None] = [None] * len(scene.entities)
    for figure in shown:
        for number in figure.entities:
            entity_actors[number] = index[id(figure)]
    resolutions = tuple(_resolution(quote, result, index) for quote, result in zip(scene.quotes, found, strict=True))
    return Cast(actors, resolutions, tuple(entity_actors))


def _person_actor(scene: Scene, person: Person) -> Actor:
    if person.named:
        name = canonical_name(person)
        forms = Counter(form for known in person.names if (form := " ".join(known.text.split())))
        forms.update(display_form(known) for known in person.names if known.words)
        variants = tuple(sorted(form for form in forms if form != name))
    else:
        first = min(person.mentions, key=lambda m: (m.kind == "pronoun", m.start))
        name = re.sub(r"^(?:the|a|an)\s+", "", " ".join(scene.text[first.start : first.end].split()), flags=re.IGNORECASE)
        variants = ()
    gender, told = person.told_gender()
    mentions = tuple(sorted({mention.span for mention in person.mentions}))
    return Actor(
        "person", person.named, name, variants, mentions, tuple(sorted(person.roles, key=lambda role: (role.start, role.end))), gender, told
    )


def _body_actor(body: Body) -> Actor:
    forms = Counter(body.forms)
    name = max(sorted(forms), key=lambda form: (len(form.split()) > 1, forms[form], len(form))) if body.named else body.forms[0]
    return Actor(body.kind, body.named, name, tuple(sorted(form for form in forms if form != name)), tuple(sorted(set(body.mentions))))


def _resolution(quote: Quote, result: Found, index: dict[int, int]) -> Resolution:
    alternatives = tuple((index[id(figure)], score) for figure, score in result.alternatives if id(figure) in index)
    if result.figure is None:
        return Resolution(None, None, result.rule, alternatives, 0.0)
    return Resolution(index[id(result.figure)], _antecedent(quote, result.figure), result.rule, alternatives, result.confidence)


def _antecedent(quote: Quote, figure: Figure) -> Span | None:
    """The name (else the first mention) that the source words stand for: the last one before them, else the first after."""
    if quote.source is None:
        return None
    if isinstance(figure, Person):
        spans = [m.span for m in figure.mentions if m.kind == "name"] or [m.span for m in figure.mentions if m.kind == "nominal"]
    else:
        spans = list(figure.mentions)
    others = sorted(span for span in spans if not span.overlaps(quote.source))
    before = [span for span in others if span.end <= quote.source.start]
    return before[-1] if before else (others[0] if others else None)
