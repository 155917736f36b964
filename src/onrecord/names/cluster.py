"""Persons of many articles put together: one cluster per human being, as far as the evidence goes.

Articles are resolved first (`article.py`); here the persons of articles are compared. Full names are grouped by their
words, candidate pairs come from blocks, and clusters grow from the best pair down; a merge is refused when any two
members contradict each other (complete link), when one article has both, or when people said so. A short name alone
joins a full one only on evidence beyond the name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from onrecord.names.article import resolve_article
from onrecord.names.blocking import candidate_pairs
from onrecord.names.compare import SAME_FROM, compare_parsed
from onrecord.names.parse import Gender, Name, parse_name

UNSURE_FROM = 0.5  # pairs of full names from here to SAME_FROM are put to people
LIFTED_FROM = 0.6  # context may lift pairs from here; below lie two given names in use, father and son
RARE = 0.02  # a piece of context that more than this share of the articles (and more than 5) have is no evidence
RARE_AT_MOST = 200  # articles: in an archive of a million, two per cent of them share a piece by chance
ONLY_BEARER_FROM = 2  # articles that name the only bearer of a surname, before a surname alone elsewhere is taken for it
DOMINANT = 8  # times as many articles as all other bearers of a surname together: who is meant by the surname alone
LONGEST_VETO = 60  # names of a cluster that a newcomer is checked against


@dataclass(frozen=True, slots=True)
class Bearer:
    """A person of one article, as clustering sees it.

    `key` is unique and orders bearers; `context` holds what else the article says around the person: persons beside
    it, organisations, roles, as plain strings that are equal when they mean the same.
    """

    key: str
    doc: str
    names: tuple[str, ...]
    gender: Gender | None = None
    context: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """A pair of names that was joined, or that people should look at: labels of the two nodes, score and reason."""

    a: str
    b: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Clustering:
    """Clusters by bearer key, and how they came about.

    `cluster` maps each bearer to the label of its cluster, which is the smallest label of its nodes; `nodes` lists the
    labels of all nodes of a cluster. `unresolved` holds bearers of a short name that no evidence ties to a full one.
    """

    cluster: dict[str, str]
    nodes: dict[str, tuple[str, ...]]
    merges: tuple[Judgement, ...]
    unsure: tuple[Judgement, ...]
    unresolved: frozenset[str]


Pairs = Collection[tuple[Collection[str], Collection[str]]]  # bearer keys of the one and of the other


class _Apart:
    """Judgements "different" by bearer: each pair of groups has two sides that never meet."""

    def __init__(self, pairs: Pairs) -> None:
        self.sides: dict[str, set[tuple[int, int]]] = defaultdict(set)
        for number, sides in enumerate(pairs):
            for side, keys in enumerate(sides):
                for key in keys:
                    self.sides[key].add((number, side))

    def between(self, a: str, b: str) -> bool:
        """True when people judged the two bearers different."""
        return any((number, 1 - side) in self.sides.get(b, ()) for number, side in self.sides.get(a, ()))


@dataclass(slots=True)
class _Node:
    """One spelling of a full name with everybody who bears it, or one article's person with a short name."""

    label: str
    name: Name
    bearers: list[Bearer] = field(default_factory=list)


@dataclass(slots=True)
class _Cluster:
    """Nodes that are one person so far."""

    nodes: list[int]
    names: list[Name]
    docs: dict[str, str]  # article: bearer key
    genders: set[Gender]
    context: set[str]  # evidence alone


def cluster_bearers(bearers: Sequence[Bearer], *, same: Pairs = (), different: Pairs = ()) -> Clustering:
    """Put the persons of many articles together.

    Args:
        bearers: Persons of articles, in any order.
        same: Pairs of groups of bearer keys that people judged to be one person; they override every score.
        different: Pairs of groups that people judged to be two persons; never joined, not even by a chain.

    Returns:
        The clusters; a function of the set of bearers and the judgements, whatever their order.
    """
    nodes, node_of = _nodes(sorted(bearers, key=lambda bearer: bearer.key), _Apart(different))
    evidence = _Evidence(bearers)
    forest = _Forest(nodes, _node_pairs(different, node_of), evidence)
    merges: list[Judgement] = []
    for i, j in sorted(_node_pairs(same, node_of)):
        if forest.join(i, j, forced=True):
            merges.append(Judgement(nodes[i].label, nodes[j].label, 1.0, "judged the same by people"))
    edges = _article_edges(node_of) + _name_edges(nodes, forest, evidence)
    unsure: list[Judgement] = []
    for negative, i, j, reason in sorted(edges):
        score = -negative
        if score >= SAME_FROM:
            if forest.join(i, j):
                merges.append(Judgement(nodes[i].label, nodes[j].label, round(score, 3), reason))
        elif forest.home[i] != forest.home[j] and not forest.refuses(i, j):
            unsure.append(Judgement(nodes[i].label, nodes[j].label, round(score, 3), reason))
    unresolved = _attach_short(nodes, forest, evidence, merges, unsure)
    return _result(nodes, node_of, forest, merges, unsure, unresolved)


def _nodes(bearers: Sequence[Bearer], apart: _Apart) -> tuple[list[_Node], dict[str, list[int]]]:
    """Group bearers by full name. Bearers of one name in one article, of told different gender, or judged different, part."""
    groups: dict[str, list[tuple[Bearer, Name]]] = defaultdict(list)
    alone: list[tuple[Bearer, Name]] = []
    for bearer in bearers:
        parsed = [parse_name(name) for name in bearer.names]
        full = {name.key: name for name in parsed if name.full}
        for key in sorted(full):
            groups[key].append((bearer, full[key]))
        if not full and parsed:
            alone.append((bearer, max(parsed, key=lambda name: (len(name.words), name.key))))
    nodes: list[_Node] = []
    node_of: dict[str, list[int]] = defaultdict(list)
    for key in sorted(groups):
        group = groups.pop(key)
        parts: list[list[tuple[Bearer, Name]]] = []
        homes: dict[Gender | None, list[list[tuple[Bearer, Name]]]] = defaultdict(list)
        for bearer, name in group:
            home = next((part for part in _possible(homes, bearer) if not _clash(part, bearer, apart)), None)
            if home is None:
                home = []
                parts.append(home)
                homes[bearer.gender].append(home)
            home.append((bearer, name))
        for part in parts:
            label = key if len(parts) == 1 else f"{key}#{part[0][0].key}"
            node_of_part = _Node(label, part[0][1], [bearer for bearer, _ in part])
            for bearer, _ in part:
                node_of[bearer.key].append(len(nodes))
            nodes.append(node_of_part)
    for bearer, name in alone:
        node_of[bearer.key].append(len(nodes))
        nodes.append(_Node(f"{name.key}@{bearer.key}", name, [bearer]))
    return nodes, node_of


def _possible(homes: Mapping[Gender | None, list[list[tuple[Bearer, Name]]]], bearer: Bearer) -> Iterable[list[tuple[Bearer, Name]]]:
    """Parts of told gender equal to the bearer's, then those without; a bearer without gender goes to the first part."""
    if bearer.gender:
        return [*homes.get(bearer.gender, []), *homes.get(None, [])]
    return [part for gender in (None, "f", "m") for part in homes.get(gender, [])]


def _clash(part: list[tuple[Bearer, Name]], bearer: Bearer, apart: _Apart) -> bool:
    if any(other.doc == bearer.doc for other, _ in part[-4:]):
        return True
    if bearer.gender and any(other.gender and other.gender != bearer.gender for other, _ in part[:50]):
        return True
    return bearer.key in apart.sides and any(apart.between(other.key, bearer.key) for other, _ in part)


def _node_pairs(pairs: Pairs, node_of: Mapping[str, list[int]]) -> set[tuple[int, int]]:
    """Pairs of nodes that judgements on bearers come to."""
    found: set[tuple[int, int]] = set()
    for one, other in pairs:
        left = {i for key in one for i in node_of.get(key, ())}
        right = {j for key in other for j in node_of.get(key, ())}
        found |= {(min(i, j), max(i, j)) for i in left for j in right if i != j}
    return found


class _Forest:
    """Clusters while they grow. Most nodes stay alone: those of one bearer are made into a cluster when they are asked for."""

    def __init__(self, nodes: Sequence[_Node], forbidden: set[tuple[int, int]], evidence: _Evidence) -> None:
        self.nodes = nodes
        self.evidence = evidence
        self.home = list(range(len(nodes)))  # node: the node that its cluster is kept under
        self.grown: dict[int, _Cluster] = {}
        self.forbidden: dict[int, set[int]] = defaultdict(set)
        for one, other in sorted(forbidden):
            self.forbidden[one].add(other)
            self.forbidden[other].add(one)

    def cluster(self, i: int) -> _Cluster:
        """The cluster of a node."""
        if (found := self.grown.get(self.home[i])) is not None:
            return found
        node = self.nodes[i]
        made = _Cluster(
            [i],
            [node.name],
            {bearer.doc: bearer.key for bearer in node.bearers},
            {bearer.gender for bearer in node.bearers if bearer.gender},
            {piece for bearer in node.bearers for piece in self.evidence.of(bearer)},
        )
        if len(node.bearers) > 1:
            self.grown[i] = made
        return made

    def articles(self, i: int) -> int:
        """Number of articles of a node's cluster."""
        return 1 if self._of_one(i) else len(self.cluster(i).docs)

    def context(self, i: int) -> Collection[str]:
        """What the articles say around a node's cluster; for a lone bearer with what is no evidence."""
        return self.nodes[i].bearers[0].context if self._of_one(i) else self.cluster(i).context

    def _of_one(self, i: int) -> bool:
        return self.home[i] not in self.grown and len(self.nodes[i].bearers) == 1

    def refuses(self, i: int, j: int) -> str:
        """Why the clusters of two nodes cannot be one, or an empty string."""
        one, other = self.cluster(i), self.cluster(j)
        if self.forbidden and any(self.forbidden.get(node, ()) and self.forbidden[node] & set(other.nodes) for node in one.nodes):
            return "judged different by people"
        if len(one.genders | other.genders) > 1:
            return "told gender differs"
        small, large = sorted((one.docs, other.docs), key=len)
        if any(doc in large and large[doc] != key for doc, key in small.items()):
            return "two persons of one article"
        for a in one.names[:LONGEST_VETO]:
            for b in other.names[:LONGEST_VETO]:
                if compare_parsed(a, b).judgement != "different":
                    continue
                if not (_is_initialled(a, other.names) or _is_initialled(b, one.names)):
                    return f"{a.key} and {b.key} contradict"
        return ""

    def join(self, i: int, j: int, *, forced: bool = False) -> bool:
        """Make the clusters of two nodes one, unless they contradict each other. True when something changed."""
        if self.home[i] == self.home[j]:
            return False
        reason = self.refuses(i, j)
        if reason and not (forced and reason != "judged different by people"):
            return False
        one, other, root = self.cluster(i), self.cluster(j), self.home[i]
        if len(one.nodes) < len(other.nodes):
            one, other, root = other, one, self.home[j]
        for node in other.nodes:
            self.grown.pop(self.home[node], None)
            self.home[node] = root
        one.nodes += other.nodes
        one.names += other.names
        one.docs |= other.docs
        one.genders |= other.genders
        one.context |= other.context
        self.grown[root] = one
        return True


def _is_initialled(name: Name, others: Sequence[Name]) -> bool:
    """True for "C. Obi" beside "Chukwuemeka Obi": that it does not go with his pet form, "Emeka Obi", is no contradiction."""
    return len(name.solid) == 1 and any(compare_parsed(name, other).judgement == "same" for other in others[:LONGEST_VETO])


class _Evidence:
    """Rarity of pieces of context, so that what everybody has is no evidence; nor is what one article alone has."""

    def __init__(self, bearers: Sequence[Bearer]) -> None:
        articles: dict[str, int] = defaultdict(int)
        last: dict[str, str] = {}
        docs = 0
        before: str | None = None
        for bearer in sorted(bearers, key=lambda bearer: bearer.doc):
            docs += bearer.doc != before
            before = bearer.doc
            for piece in bearer.context:
                if last.get(piece) != bearer.doc:
                    last[piece] = bearer.doc
                    articles[piece] += 1
        limit = min(max(5, RARE * docs), RARE_AT_MOST)
        self.rare = {piece for piece, count in articles.items() if 2 <= count <= limit}

    def of(self, bearer: Bearer) -> set[str]:
        """The pieces around a bearer that are evidence."""
        return self.rare.intersection(bearer.context)


def _article_edges(node_of: Mapping[str, list[int]]) -> list[tuple[float, int, int, str]]:
    """Full names that one article uses for one person."""
    return [(-1.0, nodes[0], other, "named both ways in one article") for nodes in node_of.values() for other in nodes[1:]]


def _name_edges(nodes: Sequence[_Node], forest: _Forest, evidence: _Evidence) -> list[tuple[float, int, int, str]]:
    """Scored pairs of full names, from `UNSURE_FROM` up; shared context lifts an unsure pair."""
    full = [i for i, node in enumerate(nodes) if node.name.full]
    edges = []
    for x, y in candidate_pairs([nodes[i].name for i in full]):
        i, j = full[x], full[y]
        match = compare_parsed(nodes[i].name, nodes[j].name)
        if match.judgement == "different" or match.score < UNSURE_FROM:
            continue
        score, reason = match.score, match.reason
        if match.judgement == "unsure" and score >= LIFTED_FROM:
            shared = sorted(evidence.rare.intersection(forest.context(i)).intersection(forest.context(j)))
            if shared:
                score = min(0.95, score + 0.1 * min(len(shared), 3))
                reason += f"; both with {', '.join(shared[:3])}"
        edges.append((-score, i, j, reason))
    return edges


def _attach_short(
    nodes: Sequence[_Node], forest: _Forest, evidence: _Evidence, merges: list[Judgement], unsure: list[Judgement]
) -> set[str]:
    """Tie short names to the full name that the evidence points to; returns bearer keys left alone."""
    by_sound: dict[str, list[int]] = defaultdict(list)
    for i, node in enumerate(nodes):
        if node.name.full:
            for sound in {word.sound for word in node.name.solid}:
                by_sound[sound].append(i)
    unresolved: set[str] = set()
    for i, node in enumerate(nodes):
        if node.name.full or any(nodes[k].name.full for k in forest.cluster(i).nodes):  # people have said who it is
            continue
        word = node.name.solid[-1] if node.name.solid else None
        rivals = {forest.home[j]: j for j in reversed(by_sound.get(word.sound, []) if word else [])}
        own = evidence.of(node.bearers[0])
        options = []
        for j in rivals.values():
            shared = own.intersection(forest.context(j)) if own else own
            last = nodes[j].name.solid[-1].sound == (word.sound if word else "")
            options.append((-len(shared), not last, j, shared))
        ranked = list(islice((option for option in sorted(options) if not forest.refuses(i, option[2])), 2))
        best = _prominent(forest, [j for _, elsewhere, j, _ in options if not elsewhere])
        told_elsewhere = bool(ranked and ranked[0][3])
        if best is not None and not told_elsewhere and forest.join(i, best[0]):
            merges.append(Judgement(node.label, nodes[best[0]].label, SAME_FROM, best[1]))
            continue
        clear = bool(ranked) and ranked[0][0] < 0 and (len(ranked) == 1 or ranked[1][0] > ranked[0][0])
        if clear:
            _, _, j, shared = ranked[0]
            if forest.join(i, j):
                score = round(min(0.95, SAME_FROM + 0.05 * len(shared)), 3)
                told = ", ".join(sorted(shared)[:3])
                merges.append(Judgement(node.label, nodes[j].label, score, f"short name; both with {told}"))
                continue
        unresolved.update(bearer.key for bearer in node.bearers)
        unsure.extend(Judgement(node.label, nodes[j].label, UNSURE_FROM, "short name of a full one") for _, _, j, _ in ranked)
    _join_short(nodes, forest, evidence, merges)
    return {key for key in unresolved if key}


def _prominent(forest: _Forest, bearers: Sequence[int]) -> tuple[int, str] | None:
    """The only bearer of a surname, or by far the most frequent one, in the whole set; with the reason.

    `bearers` has one node of each cluster.
    """
    counts = sorted((-forest.articles(j), j) for j in bearers)
    if not counts or -counts[0][0] < ONLY_BEARER_FROM:
        return None
    articles, others = -counts[0][0], -sum(count for count, _ in counts[1:])
    if not others:
        return counts[0][1], f"only bearer of the surname, in {articles} articles"
    return (counts[0][1], f"bears the surname in {articles} articles, all others in {others}") if articles >= DOMINANT * others else None


def _join_short(nodes: Sequence[_Node], forest: _Forest, evidence: _Evidence, merges: list[Judgement]) -> None:
    """Short names of several articles that share rare context are one person, though the full name is nowhere."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for i, node in enumerate(nodes):
        if not node.name.full and node.name.words:
            by_key[node.name.key].append(i)
    for key in sorted(by_key):
        members = by_key[key][:200]
        around = [evidence.of(nodes[i].bearers[0]) for i in members]
        for position, i in enumerate(members):
            for other in range(position + 1, len(members) if around[position] else 0):
                shared = around[position] & around[other]
                if shared and forest.join(i, members[other]):
                    told = ", ".join(sorted(shared)[:3])
                    merges.append(Judgement(nodes[i].label, nodes[members[other]].label, SAME_FROM, f"same short name; both with {told}"))


def _result(
    nodes: Sequence[_Node], node_of: Mapping[str, list[int]], forest: _Forest, merges: list[Judgement], unsure: list[Judgement],
    unresolved: set[str],
) -> Clustering:  # fmt: skip
    grown: dict[int, list[str]] = defaultdict(list)
    for i, home in enumerate(forest.home):
        grown[home].append(nodes[i].label)
    labels = {home: min(found) for home, found in grown.items()}
    cluster = {key: labels[forest.home[places[0]]] for key, places in sorted(node_of.items())}
    members = {labels[home]: tuple(sorted(found)) for home, found in grown.items()}
    return Clustering(cluster, dict(sorted(members.items())), tuple(merges), tuple(sorted(unsure, key=lambda u: (-u.score, u.a, u.b))),
                      frozenset(unresolved))  # fmt: skip


def cluster_names(mentions: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Identity of named mentions across articles.

    Args:
        mentions: Mappings with `id`, `doc` and `name`; mentions of one `doc` in text order.

    Returns:
        Cluster label by mention id. The label is the smallest mention id of the cluster.
    """
    by_doc: dict[str, list[Mapping[str, str]]] = defaultdict(list)
    for mention in mentions:
        by_doc[mention["doc"]].append(mention)
    bearers: list[Bearer] = []
    members: dict[str, list[str]] = defaultdict(list)
    for doc in sorted(by_doc):
        rows = by_doc[doc]
        names = [parse_name(row["name"]) for row in rows]
        placed = resolve_article(names)
        persons: dict[int, list[int]] = defaultdict(list)
        for i, place in enumerate(placed):
            persons[place.person].append(i)
        surnames = {number: frozenset(f"with {name.key}" for i in found if (name := names[i]).full) for number, found in persons.items()}
        for number, found in sorted(persons.items()):
            key = f"{doc}\0{number:06d}"
            genders = {names[i].gender for i in found if names[i].gender}
            context = tuple(sorted(frozenset().union(*(others for other, others in surnames.items() if other != number))))
            forms = tuple(sorted({rows[i]["name"] for i in found}))
            bearers.append(Bearer(key, doc, forms, genders.pop() if len(genders) == 1 else None, context))
            members[key] = [rows[i]["id"] for i in found]
    clustering = cluster_bearers(bearers)
    grouped: dict[str, list[str]] = defaultdict(list)
    for key, label in clustering.cluster.items():
        grouped[label] += members[key]
    return {mention: min(ids) for ids in grouped.values() for mention in ids}
