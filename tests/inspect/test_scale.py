"""Many articles: memory stays flat, and the index is loaded part by part."""

from __future__ import annotations

import hashlib
import tracemalloc
from pathlib import Path

import pytest

from onrecord.inspect import site as module
from onrecord.inspect import words, write_site
from tests.inspect.chromium import Browser, find_chromium
from tests.make_records import Page, press_conference, write_outputs


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


@pytest.mark.slow
def test_memory_is_flat_in_the_number_of_articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "CHUNK", 50)
    monkeypatch.setattr(module, "PER_PAGE", 50)
    peaks = []
    for number in (100, 100, 600):  # the first fills what is kept for good, such as templates
        outputs = write_outputs(tmp_path / str(len(peaks)), made_pages(number))
        tracemalloc.start()
        write_site(outputs)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[2] < 1.5 * peaks[1], peaks


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
