"""A start for a gate in somebody's own repository: a workflow, a folder for gold with two pages that work, and floors."""

from __future__ import annotations

from pathlib import Path

from onrecord.errors import OnrecordError
from onrecord.evaluate.gate import run_gate
from onrecord.version import __version__

TEMPLATE = Path(__file__).parent / "gate_template"
TARGETS = {
    "onrecord-gate.yml": ".github/workflows/onrecord-gate.yml",
    "README.md": "gold/README.md",
    "gold.jsonl": "gold/gold.jsonl",
    "pages/example-ferry.txt": "gold/pages/example-ferry.txt",
    "pages/example-harvest.txt": "gold/pages/example-harvest.txt",
}
FLOORS = "gold/floors.json"


def init_gate(repository: Path, *, profile: str = "default") -> list[Path]:
    """Write `.github/workflows/onrecord-gate.yml` and `gold/`, and pin the figures that the profile reaches here and now.

    Returns:
        The files that were written.

    Raises:
        OnrecordError: E134 when one of them is there already; nothing is written then.
    """
    paths = [repository / target for target in (*TARGETS.values(), FLOORS)]
    for path in paths:
        if path.exists():
            raise OnrecordError("E134", f"{str(path)!r} is there already.", "Move it away, or give another folder to --init.")
    for name, target in TARGETS.items():
        text = (TEMPLATE / name).read_text(encoding="utf-8").replace("@VERSION@", __version__).replace("@PROFILE@", profile)
        (repository / target).parent.mkdir(parents=True, exist_ok=True)
        (repository / target).write_text(text, encoding="utf-8", newline="\n")
    gold = repository / "gold"
    run_gate(gold=gold / "gold.jsonl", inputs=gold / "pages", floors=repository / FLOORS, profile=profile, update=True)
    return paths
