"""The outcome of the gate, in words, in Markdown and as JUnit XML."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import dataclass, field

from onrecord.evaluate.bootstrap import Change
from onrecord.evaluate.counts import Report

CHANGED_DATA = "Gold or inputs are not the pinned ones: read the change, then run the gate with --update."
SHOWN = 50  # misses listed in a summary


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of a gate: what fell, how figures moved since they were pinned, what is newly wrong, what is newly right."""

    report: Report
    floors: dict[str, float]
    fallen: dict[str, str]  # layer -> in words
    new_misses: list[str]
    mended: list[str]
    moved: dict[str, Change] = field(default_factory=dict)  # layers whose figure is not that of the pinned run
    changed_data: bool = False
    updated: bool = False

    @property
    def passed(self) -> bool:
        """True when no figure fell below its floor on the pinned data."""
        return not self.fallen and not self.changed_data

    def text(self) -> str:
        """The verdict for reading."""
        lines = [self.report.table(), ""]
        if self.changed_data:
            lines.append(CHANGED_DATA)
        lines += [f"FELL  {line}" for line in self.fallen.values()]
        lines += [f"moved  {layer} F1 {change.text()}" for layer, change in self.moved.items()]
        lines += [f"newly wrong  {line}" for line in self.new_misses] + [f"newly right  {line}" for line in self.mended]
        lines.append("Floors written." if self.updated else "Gate passed." if self.passed else "Gate failed.")
        return "\n".join(lines)

    def markdown(self) -> str:
        """A summary for a pull request."""
        lines = [f"### onrecord gate: {'passed' if self.passed else 'failed'}", ""]
        lines += [CHANGED_DATA, ""] if self.changed_data else []
        lines += ["| layer | precision | recall | F1 | floor | change since the floors were written |", "|---|---|---|---|---|---|"]
        for layer, figures in self.report.figures().items():
            name = f"**{layer}** (fell)" if layer in self.fallen else layer
            change = self.moved[layer].text() if layer in self.moved else ""
            values = " | ".join(f"{figures[figure]:.3f}" for figure in ("precision", "recall", "f1"))
            lines.append(f"| {name} | {values} | {self.floors.get(layer, 0):.3f} | {change} |")
        lines += [
            f"| **{layer}** (fell) | – | – | – | {self.floors[layer]:.3f} | gone |"
            for layer in self.fallen
            if layer not in self.report.layers
        ]
        for heading, misses in (("Newly wrong", self.new_misses), ("Newly right", self.mended)):
            if misses:
                more = f"- and {len(misses) - SHOWN} more" if len(misses) > SHOWN else ""
                shown = [f"- `{miss.replace('`', chr(39))}`" for miss in misses[:SHOWN]]
                lines += ["", f"<details><summary>{heading}: {len(misses)}</summary>", "", *shown, *filter(None, [more]), "", "</details>"]
        return "\n".join(lines) + "\n"

    def junit(self) -> str:
        """One test case a layer, and one for the data, as JUnit XML."""
        cases = {"data": CHANGED_DATA if self.changed_data else None}
        cases |= {layer: self.fallen.get(layer) for layer in dict.fromkeys([*self.report.layers, *self.fallen])}
        failures = sum(message is not None for message in cases.values())
        suite = ET.Element("testsuite", name="onrecord gate", tests=str(len(cases)), failures=str(failures), errors="0")
        for name, message in cases.items():
            case = ET.SubElement(suite, "testcase", classname="gate", name=name)
            if message is not None:
                ET.SubElement(case, "failure", message=message)
            if name in self.report.layers:
                ET.SubElement(case, "system-out").text = f"F1 {self.report.total(name).f1:.4f}, floor {self.floors.get(name, 0):.4f}"
        return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suite, encoding="unicode") + "\n"
