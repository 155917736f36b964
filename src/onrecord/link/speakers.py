"""Speakers across articles: what each article says of a person becomes evidence, persons become speakers with an id."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

from onrecord.link.decisions import Decisions
from onrecord.link.reprints import Reuse
from onrecord.link.view import Document, Part
from onrecord.names import Bearer, Clustering, cluster_bearers, parse_name
from onrecord.names.fold import fold

MOST_CONTEXT = 40  # persons and organisations of an article that count as context
Who = tuple[str, str]  # record id, actor id


@dataclass(frozen=True, slots=True)
class Speakers:
    """Speaker ids of all named persons, the lines of `speakers.jsonl`, and pairs for people to look at."""

    ids: dict[Who, str]
    lines: tuple[dict[str, Any], ...]
    review: tuple[dict[str, Any], ...]


def digest(prefix: str, text: str) -> str:
    """A short, stable id."""
    return f"{prefix}-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def bearer_key(document: Document, actor: Part) -> str:
    """The key of a person of an article: earliest article first, then place in the text."""
    return "\0".join((*document.order, f"{actor.start:08d}", actor.id))


def bearers_of(documents: Sequence[Document], reuses: Iterable[Reuse], ignore: Iterable[str] = ()) -> dict[str, tuple[Bearer, Who]]:
    """The named persons of all articles with their context, by bearer key."""
    ignored = {parse_name(name).key for name in ignore}
    told: dict[str, set[str]] = defaultdict(set)
    for reuse in reuses:
        for record in (reuse.a, reuse.b):
            told[record].add(f"text shared by {reuse.a} and {reuse.b}")
    bearers: dict[str, tuple[Bearer, Who]] = {}
    spelt = _spelt_out(documents)
    for document in documents:
        persons = [actor for actor in document.actors if actor.kind == "person" and actor.named]
        full = {actor.id: spelt.get(name.key, name.key) for actor in persons if (name := parse_name(actor.name)).full}
        bodies = [f"organisation {fold(actor.name)}" for actor in document.actors if actor.kind == "organisation" and actor.named]
        around = [*(f"beside {key}" for key in full.values()), *bodies][: 2 * MOST_CONTEXT]
        for actor in persons:
            if parse_name(actor.name).key in ignored:
                continue
            own = f"beside {full.get(actor.id, '')}"
            roles = {f"role {_role_words(title, organisation or '')}" for title, organisation, _ in actor.roles}
            context = tuple(sorted({piece for piece in around if piece != own} | roles | told.get(document.id, set())))
            gender = actor.gender if actor.gender_from == "honorific" else None
            key = bearer_key(document, actor)
            names = tuple(sorted({actor.name, *actor.variants}))
            bearers[key] = (Bearer(key, document.id, names, gender, context), (document.id, actor.id))  # type: ignore[arg-type]
    return bearers


def _spelt_out(documents: Iterable[Document]) -> dict[str, str]:
    """The one full name of all articles that an initialled name may stand for: "m sivakumar" is "malathi sivakumar"."""
    initialled: set[str] = set()
    full: dict[str, set[str]] = defaultdict(set)
    for document in documents:
        for actor in document.actors:
            if actor.kind == "person" and actor.named and (name := parse_name(actor.name)).full:
                if len(name.words) == 2 and len(name.solid) == 1:
                    initialled.add(name.key)
                elif len(name.solid) > 1:
                    full[f"{name.solid[0].text[0]} {name.surname}"].add(name.key)
    return {key: next(iter(full[key])) for key in sorted(initialled) if len(full.get(key, ())) == 1}


def _role_words(title: str, organisation: str) -> str:
    """The words of a role whatever their order: "water resources commissioner" is "commissioner for water resources"."""
    return " ".join(sorted(set(fold(f"{title} {organisation}").split()) - _SMALL))


_SMALL = frozenset(["of", "for", "the", "and", "in", "at", "to", "on"])


def find_speakers(documents: Sequence[Document], reuses: Sequence[Reuse], decisions: Decisions) -> Speakers:
    """Cluster the named persons of all articles and write up each cluster."""
    bearers = bearers_of(documents, reuses, decisions.ignore)
    references = _References(bearers if decisions != Decisions() else {})
    clustering = cluster_bearers(
        [bearer for bearer, _ in bearers.values()],
        same=references.pairs(decisions.same, chain=True),
        different=references.pairs(decisions.different, chain=False),
    )
    ids = {who: speaker_id(clustering.cluster[key]) for key, (_, who) in bearers.items() if key in clustering.cluster}
    return Speakers(
        ids, tuple(_lines(documents, bearers, clustering, decisions, references)), tuple(_review(bearers, clustering, documents))
    )


def speaker_id(label: str) -> str:
    """The id of a cluster: a digest of its smallest label."""
    return digest("s", label)


class _References:
    """Finds the persons that a decision speaks of."""

    def __init__(self, bearers: Mapping[str, tuple[Bearer, Who]]) -> None:
        self.by_reference: dict[str, list[str]] = defaultdict(list)
        for key, (bearer, (record, actor)) in bearers.items():
            self.by_reference[f"{record}#{actor}"].append(key)
            for form in sorted({parse_name(name).key for name in bearer.names}):
                self.by_reference[f"name {form}"].append(key)
                self.by_reference[speaker_id(form)].append(key)
                self.by_reference[speaker_id(f"{form}@{key}")].append(key)

    def find(self, reference: str) -> list[str]:
        """Bearer keys of a name, a speaker id, or record#actor."""
        return self.by_reference.get(reference) or self.by_reference.get(f"name {parse_name(reference).key}") or []

    def pairs(self, groups: Sequence[Sequence[str]], *, chain: bool) -> list[tuple[list[str], list[str]]]:
        """Pairs of groups of bearers: neighbours of a chain, or all pairs."""
        found = []
        for group in groups:
            sets = [self.find(reference) for reference in group]
            found += [(one, other) for one, other in (pairwise(sets) if chain else combinations(sets, 2))]
            if chain:
                found += [(one[:1], one) for one in sets]
        return found


def _lines(
    documents: Sequence[Document],
    bearers: Mapping[str, tuple[Bearer, Who]],
    clustering: Clustering,
    decisions: Decisions,
    references: _References,
) -> list[dict[str, Any]]:
    by_record = {document.id: document for document in documents}
    parts = {(document.id, actor.id): actor for document in documents for actor in document.actors}
    members: dict[str, list[str]] = defaultdict(list)
    for key, label in clustering.cluster.items():
        members[label].append(key)
    reasons: dict[str, list[dict[str, Any]]] = defaultdict(list)
    label_of_node = {node: label for label, nodes in clustering.nodes.items() for node in nodes}
    for merge in clustering.merges:
        reasons[label_of_node[merge.a]].append({"a": _shown(merge.a), "b": _shown(merge.b), "score": merge.score, "reason": merge.reason})
    canonical = {key: name for reference, name in decisions.canonical.items() for key in references.find(reference)}
    role = {key: text for reference, text in decisions.role.items() for key in references.find(reference)}
    lines = []
    for label, keys in members.items():
        whos = [bearers[key][1] for key in sorted(keys)]
        people = [parts[who] for who in whos]
        chosen = next((canonical[key] for key in sorted(keys) if key in canonical), None)
        name = chosen or canonical_form(people)
        roles = _roles(people, whos, by_record)
        if given := next((role[key] for key in sorted(keys) if key in role), None):
            roles.insert(
                0, {"title": given, "organisation": None, "former": False, "articles": 0, "first": None, "last": None, "decided": True}
            )
        told = {(part.gender, part.gender_from) for part in people if part.gender}
        genders = {gender for gender, _ in told}
        status = "unresolved" if all(key in clustering.unresolved for key in keys) else "resolved"
        lines.append({
            "id": speaker_id(label),
            "name": name,
            "status": "decided" if chosen else status,
            "variants": sorted({form for part in people for form in (part.name, *part.variants)} - {name}),
            "roles": roles,
            "gender": genders.pop() if len(genders) == 1 else None,
            "articles": [{"record": record, "actor": actor, "published": by_record[record].published} for record, actor in whos],
            "quotes": [{"record": who[0], "quote": quote} for who, part in zip(whos, people, strict=True) for quote in part.quotes],
            "reasons": reasons[label],
            "formerly": sorted({speaker_id(node) for node in clustering.nodes[label]} - {speaker_id(label)}),
        })  # fmt: skip
    return sorted(lines, key=lambda line: (line["name"].casefold(), line["id"]))


def _shown(label: str) -> str:
    """A node's label for people: the folded name without the key of its article."""
    return label.split("@", 1)[0].split("#", 1)[0]


def canonical_form(people: Sequence[Part]) -> str:
    """The most frequent complete name; among equals with more words, longer, with its accents, then by alphabet."""
    forms = Counter(part.name for part in people)
    complete = [form for form in forms if parse_name(form).full] or list(forms)
    return max(sorted(complete), key=lambda form: (forms[form], len(parse_name(form).words), len(form), not form.isascii()))


def _roles(people: Sequence[Part], whos: Sequence[Who], documents: Mapping[str, Document]) -> list[dict[str, Any]]:
    """Roles over all articles, most frequent first, with the days of the first and the last article that gives them."""
    found: dict[tuple[str, str, bool], list[tuple[str, str | None, str | None]]] = defaultdict(list)
    for part, (record, _) in zip(people, whos, strict=True):
        for title, organisation, former in dict.fromkeys(part.roles):
            found[title.casefold(), (organisation or "").casefold(), former].append((title, organisation, documents[record].published))
    lines = []
    for (_, _, former), uses in found.items():
        days = sorted(day for _, _, day in uses if day)
        title, organisation, _ = min(uses, key=lambda use: (use[0], use[1] or ""))
        lines.append({"title": title, "organisation": organisation, "former": former, "articles": len(uses),
                      "first": days[0] if days else None, "last": days[-1] if days else None})  # fmt: skip
    return sorted(lines, key=lambda line: (-line["articles"], line["title"], line["organisation"] or ""))


def _review(bearers: Mapping[str, tuple[Bearer, Who]], clustering: Clustering, documents: Sequence[Document]) -> list[dict[str, Any]]:
    """Unsure pairs with both sides' articles, those with most quotations first."""
    quotes = {(document.id, actor.id): len(actor.quotes) for document in documents for actor in document.actors}
    label_of_node = {node: label for label, nodes in clustering.nodes.items() for node in nodes}
    members: dict[str, list[Who]] = defaultdict(list)
    for key, label in sorted(clustering.cluster.items()):
        members[label].append(bearers[key][1])
    lines, seen = [], set()
    for pair in clustering.unsure:
        one, other = label_of_node[pair.a], label_of_node[pair.b]
        if one == other or frozenset((one, other)) in seen:
            continue
        seen.add(frozenset((one, other)))
        affected = sum(quotes[who] for who in (*members[one], *members[other]))
        lines.append({
            "a": _side(one, pair.a, members[one]), "b": _side(other, pair.b, members[other]),
            "score": pair.score, "reason": pair.reason, "quotes": affected,
        })  # fmt: skip
    return sorted(lines, key=lambda line: (-line["quotes"], -line["score"], line["a"]["name"], line["b"]["name"], line["a"]["speaker"]))


def _side(label: str, node: str, whos: Sequence[Who]) -> dict[str, Any]:
    """One side of a pair to review, with up to five places to read."""
    return {"speaker": speaker_id(label), "name": _shown(node), "articles": [f"{record}#{actor}" for record, actor in whos[:5]]}
