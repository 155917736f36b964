"""The inspector over many articles: `python bench/inspector.py [10000]` writes bench/inspector.json.

Made-up press conferences, three quotations each. Measured: time and peak memory of writing the site, its size on disk, the size of the
search index, and, where there is a Chromium, how long the index takes until it can be searched and how long a search takes.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from onrecord.inspect import write_site  # noqa: E402
from tests.inspect.chromium import Browser, find_chromium  # noqa: E402
from tests.inspect.test_scale import made_pages  # noqa: E402
from tests.make_records import write_outputs  # noqa: E402

# Types words into the search box.
TYPE = "(words => { const q = document.getElementById('q'); q.value = words; q.dispatchEvent(new Event('input', {bubbles: true})); })(%s)"


def megabytes(folder: Path) -> float:
    """Size of all files below a folder, 10^6 bytes."""
    return round(sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6, 1)


def browse(site: Path, number: int) -> dict[str, float]:
    """Seconds until the index is ready, and until a search shows its one result; megabytes that the search has loaded."""
    with Browser() as browser:
        started = time.perf_counter()
        browser.open(site / "index.html")
        browser.wait("document.body.dataset.ready")
        ready = time.perf_counter() - started
        already = len(browser.requests)
        started = time.perf_counter()
        browser.run(TYPE % json.dumps(f"number{number - 3}"))
        browser.wait("document.querySelectorAll('.result').length === 1")
        found = time.perf_counter() - started
        loaded = sum(
            (site / address.split("/site/", 1)[1]).stat().st_size for address in browser.requests[already:] if "/site/data/" in address
        )
    return {"ready_seconds": round(ready, 2), "search_seconds": round(found, 2), "search_loads_megabytes": round(loaded / 1e6, 2)}


def main(number: int) -> dict[str, float]:
    """All figures for a number of articles."""
    with tempfile.TemporaryDirectory() as folder:
        outputs = write_outputs(Path(folder), made_pages(number))
        before = resource.getrusage(resource.RUSAGE_SELF)
        site = write_site(outputs)
        after = resource.getrusage(resource.RUSAGE_SELF)
        figures: dict[str, float] = {
            "articles": number,
            "quotations": sum(len(json.loads(line)["quotes"]) for line in (outputs / "records.jsonl").open(encoding="utf-8")),
            "cpu_seconds": round(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 1),
            "site_megabytes": megabytes(site),
            "index_megabytes": megabytes(site / "data"),
            "index_files": len(list((site / "data").iterdir())),
            "largest_index_file_megabytes": round(max(path.stat().st_size for path in (site / "data").iterdir()) / 1e6, 2),
        }
        return figures | (browse(site, number) if find_chromium() else {})


if __name__ == "__main__":
    result = main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
    (ROOT / "bench/inspector.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=2))
