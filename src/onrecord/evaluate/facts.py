"""Whole facts: this was said, by this person of the corpus, on this date, at this place.

A fact is whole when every step is right: the quotation is found, its speaker is the right actor of the article, that actor
is the right person of the corpus, and the date and the place of the speech are those of the gold. Where the gold has no date
or place because the page does not tell it, one that is claimed is wrong. What is lost is charged to the first step that
failed, and beside it stands what a step costs alone: the facts that would be whole if it had not failed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from onrecord.evaluate.counts import Counts
from onrecord.evaluate.layers import Json, Speech, same_place

STEPS = ("quote", "speaker", "identity", "date", "place")
KINDS = ("another", "not claimed", "not told by the page")


@dataclass(slots=True)
class FactCounts:
    """Gold facts and claimed facts of all pages, and at which step they failed."""

    gold: int = 0
    claimed: int = 0
    whole: int = 0
    lost: Counter[str] = field(default_factory=Counter)  # gold facts by the first step that failed
    wrong: Counter[str] = field(default_factory=Counter)  # claimed facts by the first step that failed
    alone: Counter[str] = field(default_factory=Counter)  # gold facts in which this step failed and no other
    kinds: Counter[str] = field(default_factory=Counter)  # all wrong dates and places of quotations that were found, by KINDS

    def figures(self) -> dict[str, float]:
        """The counts by step, flat: `lost_at_date`, `wrong_at_date`, `lost_at_date_alone`."""
        flat: dict[str, float] = {"gold": self.gold, "claimed": self.claimed, "wrong": self.claimed - self.whole}
        for step in STEPS:
            flat |= {f"lost_at_{step}": self.lost[step], f"lost_at_{step}_alone": self.alone[step], f"wrong_at_{step}": self.wrong[step]}
        return flat | {f"{step}_{kind.replace(' ', '_')}": self.kinds[f"{step} {kind}"] for step in ("date", "place") for kind in KINDS}

    def table(self) -> str:
        """The counts for reading."""
        lines = [
            "Facts: this was said, by this person of the corpus, on this date, at this place",
            f"  {self.whole} of {self.gold} gold facts found whole ({_percent(self.whole, self.gold)}); "
            f"{self.claimed - self.whole} of {self.claimed} claimed facts wrong ({_percent(self.claimed - self.whole, self.claimed)})",
            f"  {'first step that failed':<24}{'gold facts lost':>18}{'lost by it alone':>18}{'claims wrong':>18}",
        ]
        for step in STEPS:
            shares = [(self.lost[step], self.gold), (self.alone[step], self.gold), (self.wrong[step], self.claimed)]
            lines.append(f"  {step:<24}" + "".join(f"{f'{count}  {_percent(count, total):>6}':>18}" for count, total in shares))
        for step in ("date", "place"):
            lines.append(f"  wrong {step}s of quotations found: " + ", ".join(f"{self.kinds[f'{step} {kind}']} {kind}" for kind in KINDS))
        return "\n".join(lines)


def _percent(part: int, total: int) -> str:
    return f"{100 * part / total:.1f} %" if total else "–"


class Identities:
    """Which person of the corpus each found person stands for, over all pages.

    A speaker of the records stands for the gold person whom most of its mentions name, and a gold person for the speaker
    under whom most mentions of theirs came; ties go to the first in page order. An actor without `speaker_id` is a person apart.
    """

    def __init__(self, pages: Sequence[Speech]) -> None:
        people: dict[str, Counter[str]] = {}
        speakers: dict[str, Counter[str]] = {}
        for speech in pages:
            for record in speech.records:
                for actor in record["actors"]:
                    key = speech.actors[id(record)].get(actor["id"])
                    if key is not None and key.startswith("p:"):
                        speaker = speaker_of(record, actor)
                        people.setdefault(speaker, Counter())[key] += len(actor["mentions"])
                        speakers.setdefault(key, Counter())[speaker] += len(actor["mentions"])
        self.person = {speaker: keys.most_common(1)[0][0] for speaker, keys in people.items()}
        self.speaker = {key: found.most_common(1)[0][0] for key, found in speakers.items()}

    def right(self, key: str | None, record: Json, quote: Json) -> bool:
        """The speaker of a found quotation is one person over the corpus, and that person is `key`; true where `key` is no named person."""
        if key is None or not key.startswith("p:"):
            return True
        actor = next((item for item in record["actors"] if item["id"] == quote.get("speaker")), None)
        if actor is None:
            return False
        speaker = speaker_of(record, actor)
        return self.person.get(speaker) == key and self.speaker.get(key) == speaker


def speaker_of(record: Json, actor: Json) -> str:
    """The id of an actor over the corpus."""
    return actor.get("speaker_id") or f"{record['source']['id']} {record['source']['raw_start']} {actor['id']}"


def failures(speech: Speech, identities: Identities, gold: Json, record: Json, found: Json) -> dict[str, str]:
    """The steps at which a quotation that was found went wrong, in the order of STEPS, with what was wrong; empty when whole."""
    key = gold.get("speaker")
    named = speech.speaker_key(record, found) == key
    faults = {
        "speaker": None if named else "another",
        "identity": None if not named or identities.right(key, record, found) else "another",
        "date": _date_fault(gold, record, found),
        "place": _place_fault(gold, record, found),
    }
    return {step: fault for step, fault in faults.items() if fault}


def _date_fault(gold: Json, record: Json, found: Json) -> str | None:
    """What is wrong with the day of speaking; None when it agrees to the granularity of the gold, or there is none in both."""
    wanted, date = (gold.get("said") or {}).get("date"), _told(found, record["dates"], "date")
    return _fault(wanted, date, bool(wanted and date and (date["value"] or "").startswith(wanted)))


def _place_fault(gold: Json, record: Json, found: Json) -> str | None:
    wanted, place = (gold.get("said") or {}).get("place"), _told(found, record["places"], "place")
    return _fault(wanted, place, bool(wanted and place and same_place(wanted, place)))


def _fault(wanted: object, claimed: object, agree: bool) -> str | None:
    if claimed is None:
        return None if wanted is None else "not claimed"
    if wanted is None:
        return "not told by the page"
    return None if agree else "another"


def _told(found: Json, items: Sequence[Json], what: str) -> Json | None:
    wanted = (found.get("said") or {}).get(what)
    return next((item for item in items if item["id"] == wanted), None) if wanted else None


def count_facts(pages: Sequence[tuple[str, Speech]]) -> tuple[FactCounts, dict[str, Counts]]:
    """Facts of all pages, and the counts of each page with its misses in words.

    Args:
        pages: Page id and matched quotations; all pages of the corpus together, since identity runs over them.
    """
    total, by_page = FactCounts(), {}
    identities = Identities([speech for _, speech in pages])
    for page, speech in pages:
        first: dict[int, str] = {}
        for i, j in speech.matched:
            failed = failures(speech, identities, speech.gold[i][1], *speech.found[j])
            first[i] = next(iter(failed), "")
            if len(failed) == 1:
                total.alone[first[i]] += 1
            total.kinds.update(f"{step} {failed[step]}" for step in ("date", "place") if step in failed)
        lost = [first.get(i, "quote") for i in range(len(speech.gold))]
        invented = len(speech.found) - len(first)
        total.alone["quote"] += lost.count("quote")
        total.lost.update(step for step in lost if step)
        total.wrong.update([step for step in first.values() if step] + ["quote"] * invented)
        whole = lost.count("")
        misses = [f"missed {_place_of(speech, i)} at {step}" for i, step in enumerate(lost) if step]
        by_page[page] = Counts(whole, len(speech.found) - whole, len(lost) - whole, misses)
        total.gold += len(lost)
        total.claimed += len(speech.found)
        total.whole += whole
    return total, by_page


def _place_of(speech: Speech, i: int) -> str:
    quote: dict[str, Any] = speech.gold[i][1]
    return f"{tuple(speech.where[i])} {quote['type']}"
