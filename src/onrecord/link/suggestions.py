"""What one article can tell about another: a missing date, a damaged name, a lost mark, the holder of a role."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from onrecord.link.reprints import Reuse
from onrecord.link.shingles import words_of
from onrecord.link.speakers import Who
from onrecord.link.view import DateSeen, Document, Part
from onrecord.names.fold import fold

_EMPTY = frozenset(["of", "the", "for", "on", "in", "to", "and", "a", "an", "at"])


def suggest(
    documents: Sequence[Document], reuses: Iterable[Reuse], speakers: Mapping[Who, str], statements: Mapping[Who, str], *, days: int
) -> dict[str, dict[str, list[Any]]]:
    """Suggestions by record id: lists under `published`, `dates`, `names` and `quotes`, each with its evidence.

    A role without a name is tied to its holder in articles at most `days` apart.
    """
    by_id = {document.id: document for document in documents}
    found: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for reuse in reuses:
        for one, other, share in ((reuse.a, reuse.b, reuse.share_of_a), (reuse.b, reuse.a, reuse.share_of_b)):
            _from_twin(by_id[one], by_id[other], reuse, share, found[one])
    _lost_marks(documents, statements, found)
    _role_holders(documents, speakers, days, found)
    return {record: dict(kinds) for record, kinds in sorted(found.items()) if any(kinds.values())}


def _from_twin(one: Document, other: Document, reuse: Reuse, share: float, found: dict[str, list[Any]]) -> None:
    """What the other article tells about this one, since they share paragraphs."""
    evidence = {"record": other.id, "source": other.source, "paragraphs": len(reuse.pairs), "share": share}
    if one.published is None and other.published is not None and reuse.kind == "reprint":
        found["published"].append({"value": other.published, "judgement": "unsure", "evidence": evidence})
    swap = one.id != reuse.a
    shared = [(j, i) if swap else (i, j) for i, j, _ in reuse.pairs]
    for mine, theirs in shared:
        here, there = one.paragraphs[mine], other.paragraphs[theirs]
        for seen in (d for d in one.dates if here.start <= d.start < here.end and _year_missing(d)):
            fuller = [d for d in other.dates if there.start <= d.start < there.end and not _year_missing(d) and _same_day(seen, d)]
            for twin in fuller[:1]:
                found["dates"].append({"date": seen.id, "value": twin.value, "text": twin.text, "evidence": evidence})
    for damaged in (actor for actor in one.actors if actor.named and _damaged(actor.name)):
        for whole in (actor for actor in other.actors if actor.named and not _damaged(actor.name) and _repairs(damaged.name, actor.name)):
            found["names"].append(
                {"actor": damaged.id, "name": damaged.name, "suggestion": whole.name, "kind": "damaged", "evidence": evidence}
            )
            break


def _year_missing(seen: DateSeen) -> bool:
    return seen.value.startswith("XXXX") or (seen.earliest is None and seen.latest is None)


def _same_day(a: DateSeen, b: DateSeen) -> bool:
    """True when the words of the poorer expression all stand in the fuller one."""
    words = words_of(a.text)
    return bool(words) and set(words) <= set(words_of(b.text))


def _damaged(name: str) -> bool:
    return "\ufffd" in name or "?" in name


def _repairs(damaged: str, whole: str) -> bool:
    from onrecord.names import compare_names

    return compare_names(damaged, whole).judgement == "same"


def _lost_marks(documents: Sequence[Document], statements: Mapping[Who, str], found: dict[str, dict[str, list[Any]]]) -> None:
    """A quotation without an opening or closing mark, and an article that has the same statement with both."""
    by_statement: dict[str, list[tuple[Document, Any]]] = defaultdict(list)
    for document in documents:
        for quote in document.quotes:
            if (document.id, quote.id) in statements:
                by_statement[statements[document.id, quote.id]].append((document, quote))
    for places in by_statement.values():
        whole = [(d, q) for d, q in places if q.opened and q.closed and q.type != "indirect"]
        for document, quote in places:
            if quote.opened and quote.closed:
                continue
            side = "opening" if not quote.opened else "closing"
            for twin, other in sorted(((d, q) for d, q in whole if d.id != document.id), key=lambda place: place[0].order)[:1]:
                suggestion = {"quote": quote.id, "kind": f"lost {side} mark", "text": other.text}
                evidence = {"record": twin.id, "source": twin.source, "quote": other.id}
                found[document.id]["quotes"].append({**suggestion, "evidence": evidence})


def _role_words(text: str) -> frozenset[str]:
    return frozenset(word for word in words_of(fold(text)) if word not in _EMPTY)


def _role_holders(documents: Sequence[Document], speakers: Mapping[Who, str], days: int, found: dict[str, dict[str, list[Any]]]) -> None:
    """ "the UN Special Rapporteur" without a name, and the one person whom articles near in time give that role."""
    holders: dict[str, list[tuple[frozenset[str], Document, Part]]] = defaultdict(list)
    for document in documents:
        for actor in document.actors:
            if actor.kind == "person" and actor.named and (document.id, actor.id) in speakers:
                for title, organisation, former in actor.roles:
                    words = _role_words(f"{organisation or ''} {title}")
                    if len(words) >= 2 and not former:
                        for word in sorted(words):
                            holders[word].append((words, document, actor))
    for document in documents:
        for actor in document.actors:
            wanted = _role_words(actor.name)
            if actor.kind != "person" or actor.named or len(wanted) < 2:
                continue
            rarest = min(wanted, key=lambda word: (len(holders.get(word, ())), word))
            fitting = [
                (holder, where) for words, where, holder in holders.get(rarest, ())[:500]
                if where.id != document.id and (wanted <= words or words <= wanted) and _near(document.published, where.published, days)
            ]  # fmt: skip
            people = sorted({speakers[where.id, holder.id] for holder, where in fitting})
            if len(people) == 1:
                holder, where = min(fitting, key=lambda item: item[1].order)
                evidence = {"record": where.id, "source": where.source, "published": where.published, "articles": len(fitting)}
                found[document.id]["names"].append({
                    "actor": actor.id, "name": actor.name, "suggestion": holder.name, "speaker": people[0], "kind": "holder of the role",
                    "judgement": "likely", "evidence": evidence,
                })  # fmt: skip


def _near(a: str | None, b: str | None, days: int) -> bool:
    """True when both days are known and near; an unknown day is no evidence."""
    if not a or not b:
        return False
    try:
        return abs((date.fromisoformat(a[:10]) - date.fromisoformat(b[:10])).days) <= days
    except ValueError:
        return False
