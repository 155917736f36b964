"""Many articles: memory stays flat, and the index is loaded part by part."""

from __future__ import annotations

import gc
import hashlib
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from onrecord.inspect import site as module
from onrecord.inspect import words, write_site
from tests.inspect.chromium import Browser, find_chromium
from tests.make_records import Page, press_conference, write_outputs

ROOT = Path(__file__).parents[2]


def made_pages(number: int) -> list[Page]:
    """Reports of as many press conferences, each with words of its own."""
    made = []
    for n in range(number):
        own = " ".join(hashlib.sha256(f"{n} {k}".encode()).hexdigest()[:9] for k in range(30))
        page = press_conference(f"many/{n:05d}", f"Paper {n % 7}", f"Number{n} {own}.", f"We will lay main {n // 3} by May.", "2021-03-10")
        for quote in page.record["quotes"]:
            page.record["links"]["statements"][quote["id"]] = f"st-{n // 3}-{quote['id']}"
        made.append(page)
    return made


def peaks(folder: Path) -> list[int]:
    """Peak memory of writing the site of 100, 100 and 600 articles; the first fills what is kept for good."""
    words.CHUNK = module.PER_PAGE = 50
    found = []
    for number in (100, 100, 600):
        outputs = write_outputs(folder / str(len(found)), made_pages(number))
        gc.collect()
        tracemalloc.start()
        write_site(outputs)
        found.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    return found


@pytest.mark.slow
def test_memory_is_flat_in_the_number_of_articles(tmp_path: Path) -> None:
    # In a process of its own: what other tests have left for the garbage collector must not count.
    script = f"from pathlib import Path; from tests.inspect.test_scale import peaks; print(*peaks(Path({str(tmp_path)!r})))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    first, second, third = map(int, done.stdout.split())
    assert third < 1.5 * second, (first, second, third)


@pytest.mark.slow
@pytest.mark.skipif(find_chromium() is None, reason="there is no Chromium on this machine (Debian: apt-get install chromium)")
def test_a_search_loads_only_the_parts_it_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "PART_BYTES", 3000)
    site = write_site(write_outputs(tmp_path, made_pages(260)))
    assert len(list((site / "data").glob("words-*.js"))) > 20
    with Browser() as browser:
        browser.open(site / "index.html", "#q=number257")
        browser.wait("document.body.dataset.ready")
        assert browser.run("document.querySelectorAll('.result').length") == 1
        assert str(browser.run("document.querySelector('.result a').href")).endswith(".html")
        loaded = [address.rsplit("/", 1)[1] for address in browser.requests if "/data/" in address]
        assert sum(name.startswith("words-") for name in loaded) <= 2, loaded
        assert sum(name.startswith("shown-") for name in loaded) == 1, loaded
        browser.open(site / "index.html")
        browser.wait("document.body.dataset.ready")
        assert browser.run("document.querySelectorAll('.result').length") == 20
        browser.run("document.getElementById('more').click()")
        browser.wait("document.querySelectorAll('.result').length === 40")
        assert browser.console == []
