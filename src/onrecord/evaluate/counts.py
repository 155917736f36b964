"""Right, spurious and missed, counted by layer and page, with every miss in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.evaluate.facts import FactCounts

LAYERS = (
    "articles", "text", "metadata", "entities", "quotes", "sources", "speakers", "dates", "places", "linking", "facts",
)  # fmt: skip


@dataclass(slots=True)
class Counts:
    """Counts of one layer on one page, and its misses: `kind page span: what`."""

    right: int = 0
    spurious: int = 0
    missed: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, other: Counts) -> None:
        """Add the counts of another page."""
        self.right += other.right
        self.spurious += other.spurious
        self.missed += other.missed
        self.misses += other.misses

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1 when nothing was found."""
        found = self.right + self.spurious
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 1 when there is none."""
        gold = self.right + self.missed
        return self.right / gold if gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        total = 2 * self.right + self.spurious + self.missed
        return 2 * self.right / total if total else 1.0


@dataclass(slots=True)
class Report:
    """Counts by layer and page."""

    pages: dict[str, dict[str, Counts]] = field(default_factory=dict)  # layer -> page -> counts
    facts: FactCounts | None = None  # where facts were scored
    silent: list[str] = field(default_factory=list)  # pages that have no record at all

    def at(self, layer: str, page: str) -> Counts:
        """The counts of one layer on one page."""
        return self.pages.setdefault(layer, {}).setdefault(page, Counts())

    def total(self, layer: str) -> Counts:
        """The counts of one layer over all pages."""
        total = Counts()
        for _, counts in sorted(self.pages.get(layer, {}).items()):
            total.add(counts)
        return total

    @property
    def layers(self) -> list[str]:
        """Layers that were scored, in the order of the flow."""
        return [layer for layer in LAYERS if layer in self.pages]

    def figures(self) -> dict[str, dict[str, float]]:
        """Precision, recall, F1 and counts by layer, rounded to four decimals; for facts, what each step lost too."""
        return {
            layer: {
                "precision": round(total.precision, 4), "recall": round(total.recall, 4), "f1": round(total.f1, 4),
                "right": total.right, "spurious": total.spurious, "missed": total.missed,
            }
            | (self.facts.figures() if layer == "facts" and self.facts else {})
            for layer in self.layers
            for total in [self.total(layer)]
        }  # fmt: skip

    def misses(self) -> list[str]:
        """All misses, one line each, sorted by layer and page."""
        return [
            f"{layer} {page} {miss}"
            for layer in self.layers
            for page, counts in sorted(self.pages[layer].items())
            for miss in counts.misses
        ]

    def table(self) -> str:
        """The figures for reading."""
        lines = [f"{'layer':<12}{'precision':>10}{'recall':>10}{'F1':>10}{'right':>8}{'spurious':>10}{'missed':>8}"]
        for layer in self.layers:
            total = self.total(layer)
            lines.append(
                f"{layer:<12}{total.precision:>10.3f}{total.recall:>10.3f}{total.f1:>10.3f}"
                f"{total.right:>8}{total.spurious:>10}{total.missed:>8}"
            )
        if self.silent:
            lines += ["", f"{len(self.silent)} gold pages have no record, as {self.silent[0]!r}: ids are paths below the input of the run."]
        return "\n".join(lines) + (f"\n\n{self.facts.table()}" if self.facts else "")


def match_spans(gold: Iterable[object], found: Iterable[object]) -> tuple[list[object], list[object], list[object]]:
    """What is in both, only found, only in the gold: multisets of hashable items, in order."""
    rest = list(found)
    both, missed = [], []
    for item in gold:
        if item in rest:
            rest.remove(item)
            both.append(item)
        else:
            missed.append(item)
    return both, rest, missed
