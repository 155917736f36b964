"""The same utterance told in several articles: one statement with its wordings, first appearance, and who is named as its source."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.link.shingles import Sketch, containment, sharing, sketch, words_of
from onrecord.link.speakers import Who, digest
from onrecord.link.view import Document, Utterance

SHORTEST = 6  # words from which a quotation is compared with others; shorter ones stand alone
SHINGLE = 3
FREQUENT = 80


Place = tuple[Document, Utterance]


@dataclass(frozen=True, slots=True)
class _Wording:
    """One distinct wording and where it stands."""

    key: str
    words: int
    sketch: Sketch
    places: tuple[Place, ...]


class Lines(Sequence[dict[str, Any]]):
    """The lines of `statements.jsonl`, each written when it is asked for: as values they would take ten times the memory."""

    def __init__(self, groups: Sequence[Sequence[Place]], speakers: Mapping[Who, str]) -> None:
        self.groups = groups
        self.speakers = speakers

    def __len__(self) -> int:
        return len(self.groups)

    def __getitem__(self, at: Any) -> Any:
        return (
            [_line(group, self.speakers) for group in self.groups[at]] if isinstance(at, slice) else _line(self.groups[at], self.speakers)
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]


def find_statements(
    documents: Sequence[Document], speakers: Mapping[Who, str], *, alike: float
) -> tuple[Sequence[dict[str, Any]], dict[Who, str]]:
    """Group quotations into statements.

    Args:
        alike: Containment of the shorter wording in the longer one, from which they are one statement.

    Returns:
        Lines of `statements.jsonl`, sorted by first appearance, and the statement id of each (record, quote).
    """
    wordings = _wordings(documents)
    homes = list(range(len(wordings)))
    for _, i, j in sorted(_pairs(wordings, alike)):
        one, other = _root(homes, i), _root(homes, j)
        if one != other:
            homes[max(one, other)] = min(one, other)
    joined: dict[int, list[Place]] = defaultdict(list)
    keys: dict[int, str] = {}
    for i, wording in enumerate(wordings):
        home = _root(homes, i)
        joined[home] += wording.places
        keys[home] = min(keys.get(home, wording.key), wording.key)
    ids = {}
    for home, places in joined.items():
        places.sort(key=lambda place: (place[0].order, place[1].start))
        statement = digest("st", keys[home])
        ids.update({(document.id, quote.id): statement for document, quote in places})
    groups = sorted(joined.values(), key=lambda places: (places[0][0].published or "9999", places[0][0].id, places[0][1].id))
    return Lines(groups, speakers), ids


def _key(document: Document, quote: Utterance) -> str:
    """Equal for quotations of one wording; of its own for one that is too short to be compared."""
    words = words_of(quote.text)
    return " ".join(words) if len(words) >= SHORTEST else f"{' '.join(words)}@{document.id}#{quote.id}"


def _wordings(documents: Sequence[Document]) -> list[_Wording]:
    places: dict[str, list[Place]] = defaultdict(list)
    for document in sorted(documents, key=lambda document: document.order):
        for quote in document.quotes:
            places[_key(document, quote)].append((document, quote))
    found = []
    for key in sorted(places):
        length, marks = sketch(places[key][0][1].text, size=SHINGLE)
        found.append(_Wording(key, length, marks, tuple(places[key])))
    return found


def _pairs(wordings: Sequence[_Wording], alike: float) -> list[tuple[float, int, int]]:
    """Pairs of wordings that are alike, best first."""
    long_enough = [i for i, wording in enumerate(wordings) if wording.words >= SHORTEST]
    common: Counter[tuple[int, int]] = Counter()
    for found in sharing([wordings[i].sketch for i in long_enough], FREQUENT):
        for position, i in enumerate(found):
            for j in found[position + 1 :]:
                common[long_enough[i], long_enough[j]] += 1
    pairs = []
    for (i, j), count in common.items():
        short, long = sorted((wordings[i], wordings[j]), key=lambda wording: (wording.words, wording.key))
        score = containment(short.sketch, long.sketch)
        if count >= 2 and score >= alike and {d.id for d, _ in short.places} != {d.id for d, _ in long.places}:
            pairs.append((-score, i, j))
    return pairs


def _root(homes: list[int], i: int) -> int:
    while homes[i] != i:
        homes[i] = homes[homes[i]]
        i = homes[i]
    return i


def _line(places: Sequence[Place], speakers: Mapping[Who, str]) -> dict[str, Any]:
    first_document, first_quote = places[0]
    keys = {_key(document, quote) for document, quote in places}
    statement = digest("st", min(keys))
    who = {speakers[document.id, quote.speaker] for document, quote in places if quote.speaker and (document.id, quote.speaker) in speakers}
    named = {quote.speaker_name for _, quote in places if quote.speaker_name}
    wordings: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for document, quote in places:
        place = {
            "record": document.id,
            "quote": quote.id,
            "published": document.published,
            "publisher": document.publisher,
            "type": quote.type,
            "speaker": speakers.get((document.id, quote.speaker or "")),
            "speaker_name": quote.speaker_name,
        }
        wordings[quote.text].append(place)
    return {
        "id": statement,
        "text": max((quote.text for _, quote in places), key=lambda text: (len(text), text)),
        "speaker": who.pop() if len(who) == 1 else None,
        "speaker_name": named.pop() if len(named) == 1 else None,
        "sources_differ": len(who) > 1 or (not who and len(named) > 1),
        "first": {"record": first_document.id, "quote": first_quote.id, "published": first_document.published},
        "articles": len({document.id for document, _ in places}),
        "wordings": [{"text": text, "places": found} for text, found in wordings.items()],
        "formerly": sorted({digest("st", key) for key in keys} - {statement}),
    }
