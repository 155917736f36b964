"""The site in a real browser, opened from disk: it works, it is quiet, and nothing leaves the page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.corrections import Correction, apply
from onrecord.export import write
from onrecord.inspect import write_site
from onrecord.outputs import page_of
from tests.inspect.chromium import Browser, find_chromium
from tests.make_records import pages, write_outputs

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_chromium() is None, reason="there is no Chromium on this machine (Debian: apt-get install chromium)"),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(write_outputs(tmp_path_factory.mktemp("corpus")))


@pytest.fixture(scope="module")
def opened() -> Iterator[Browser]:
    with Browser() as browser:
        yield browser


@pytest.fixture
def browser(opened: Browser) -> Iterator[Browser]:
    """A quiet browser at the size of a laptop; whatever a test does must leave it quiet."""
    opened.console.clear()
    opened.requests.clear()
    opened.size(1280, 900)
    opened.media()
    yield opened
    assert opened.console == []
    # The browser's own picture in a date field is no request of the page.
    assert [address for address in opened.requests if not address.startswith(("file:", "about:", "data:image/svg+xml"))] == []


def article(site: Path, number: int) -> Path:
    return site / page_of("articles", pages()[number].record["id"])


def search(browser: Browser, site: Path, **values: str) -> list[str]:
    """Fill the form of the index and return the titles found, with the publisher."""
    browser.open(site / "index.html")
    browser.wait("document.body.dataset.ready")
    for name, value in values.items():
        browser.run(
            f"(e => {{ e.value = {json.dumps(value)}; e.dispatchEvent(new Event('input', {{bubbles: true}})); }})(document.getElementById('{name}'))"
        )
    if values:
        browser.wait("document.body.dataset.ready !== '1'")
    found = browser.run("[...document.querySelectorAll('.result .by')].map(item => item.textContent.split(' · ')[0])")
    return [str(item) for item in found]


HERALD, COURIER, HOSTILE = "Lagos Herald", "Delta Courier", '"><svg onload=alert(1)>'


def test_every_kind_of_page_opens(browser: Browser, site: Path) -> None:
    for path in sorted(site.rglob("*.html")):
        browser.open(path)
        assert browser.run("document.querySelector('h1').offsetHeight > 0"), path
        assert browser.run("getComputedStyle(document.body).marginTop") == "0px", f"no style: {path}"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, [HERALD, COURIER, HOSTILE]),
        ({"q": "mains"}, [HERALD, COURIER]),
        ({"q": "WATER main"}, [HERALD, COURIER]),
        ({"q": "shall"}, [COURIER]),
        ({"q": "محمد"}, [HOSTILE]),
        ({"q": "nowhere"}, []),
        ({"q": "mains shall"}, [COURIER]),
        ({"speaker": "okafor"}, [HERALD, COURIER]),
        ({"place": "Lagos, NG"}, [HERALD, COURIER]),
        ({"from": "2021-03-11"}, [COURIER]),
        ({"to": "2021-03-09"}, [HERALD, COURIER]),
        ({"from": "2021-03-10", "to": "2021-03-10"}, [HERALD]),
        ({"sure": "m"}, [HERALD, COURIER]),
        ({"sure": "l"}, []),
        ({"type": "2"}, [HERALD, COURIER]),
        ({"flag": "0"}, [HERALD, COURIER]),
        ({"order": "new"}, [COURIER, HERALD, HOSTILE]),
        ({"q": "shall", "type": "2", "speaker": "bello"}, [COURIER]),
    ],
    ids=lambda value: " ".join(f"{name}={item}" for name, item in value.items()) or "nothing" if isinstance(value, dict) else "",
)
def test_search_and_filters_find(browser: Browser, site: Path, values: dict[str, str], expected: list[str]) -> None:
    assert search(browser, site, **values) == expected
    count = int(str(browser.run("document.getElementById('status').textContent")).split()[0])
    assert count == len(expected)


def test_a_search_stands_in_the_address_and_can_be_sent(browser: Browser, site: Path) -> None:
    search(browser, site, q="shall")
    fragment = str(browser.run("location.hash"))
    browser.open(site / "index.html", fragment)
    browser.wait("document.querySelectorAll('.result').length === 1")
    assert browser.run("document.querySelector('.hit').textContent") == "shall"


def test_a_quotation_of_the_results_opens_in_its_article(browser: Browser, site: Path) -> None:
    search(browser, site, q="shall")
    browser.open(site / str(browser.run("document.querySelector('.found a').getAttribute('href')")).partition("#")[0], "#q1")
    assert browser.run("document.querySelector('#panel .card').dataset.of") == "q1"


def test_the_page_tells_why_by_pointer_tap_key_and_focus(browser: Browser, site: Path) -> None:
    browser.ask("Input.dispatchMouseEvent", type="mouseMoved", x=0, y=0)  # away from where the test before has left it
    browser.open(article(site, 0))
    shown = "document.querySelector('#panel').hidden ? null : document.querySelector('#panel .card').dataset.of"
    browser.wait(f"({shown}) === null")
    x, y = browser.run("(r => [r.x + r.width / 2, r.y + r.height / 2])(document.querySelector('.text .place').getBoundingClientRect())")
    browser.ask("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
    browser.wait(f"({shown}) === 'l1'")
    assert "Lagos" in str(browser.run("document.querySelector('#panel').textContent"))
    browser.run("document.querySelector('.text .date').focus()")
    assert browser.run(shown) == "d1"
    browser.press("j")
    browser.press("j")
    assert browser.run(shown) == "q2"
    assert "paragraph-initial pronoun" in str(browser.run("document.querySelector('#panel').textContent"))
    browser.press("k")
    assert browser.run(shown) == "q1"
    browser.press("Escape")
    browser.run("new Promise(done => setTimeout(done, 300))")  # the page has scrolled beneath the pointer: that opens nothing
    assert browser.run(shown) is None
    browser.run("document.querySelector('.text .cue').click()")
    assert browser.run(shown) == "q1"
    assert browser.run("document.querySelectorAll('.text.clean .quote.open').length") == 1


SEEN = "(element => Boolean(element && element.getClientRects().length))(document.querySelector({}))"


def seen(browser: Browser, selector: str) -> bool:
    return bool(browser.run(SEEN.format(json.dumps(selector))))


def test_switches_show_and_hide(browser: Browser, site: Path) -> None:
    browser.open(article(site, 0))
    assert (seen(browser, ".removed.piece"), seen(browser, ".text.clean"), seen(browser, ".text.raw")) == (False, True, False)
    browser.press("x")
    assert seen(browser, ".removed.piece")
    browser.press("r")
    assert (seen(browser, ".text.clean"), seen(browser, ".text.raw")) == (False, True)
    words = str(browser.run("document.querySelector('.text.raw').textContent"))
    assert words == pages()[0].raw
    browser.press("r")
    underline = "getComputedStyle(document.querySelector('.text.clean .quote')).textDecorationLine"
    assert browser.run(underline) == "underline"
    browser.run("document.getElementById('show-quotes').click()")
    assert browser.run(underline) == "none"


def test_hostile_words_do_nothing(browser: Browser, site: Path) -> None:
    browser.open(article(site, 2))
    assert str(browser.run("document.title")).startswith("<script>")
    assert browser.run("document.querySelectorAll('main script, main img, main iframe, main svg[onload]').length") == 0
    assert browser.run("document.querySelector('.text.raw').textContent") == pages()[2].raw
    browser.press("j")
    assert "</script> 😀" in str(browser.run("document.querySelector('#panel blockquote').textContent"))


def test_an_injected_script_would_not_run(browser: Browser, site: Path) -> None:
    browser.open(site / "speakers.html")
    ran = browser.run(
        "(() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s); return window.ran || 0; })()"
    )
    assert ran == 0
    assert any("Content Security Policy" in line for line in browser.console)
    browser.console.clear()


def test_colours_follow_the_system_and_the_button(browser: Browser, site: Path) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    browser.open(site / "index.html")
    light = browser.run(paper)
    browser.media(prefers_color_scheme="dark")
    dark = browser.run(paper)
    assert light != dark
    browser.run("document.querySelector('.theme').click()")
    assert browser.run(paper) == light
    browser.open(site / "speakers.html")
    assert browser.run(paper) == light, "the choice was not kept"
    browser.media("print", prefers_color_scheme="dark")
    assert browser.run(paper) == "rgb(255, 255, 255)"
    browser.run("localStorage.clear()")


@pytest.mark.parametrize("width", [320, 390, 820])
def test_a_narrow_screen_needs_no_sideways_scrolling(browser: Browser, site: Path, width: int) -> None:
    browser.size(width, 800, phone=True)
    for path in (site / "index.html", article(site, 0), article(site, 2), site / "timeline.html", site / page_of("statements", "st-mains"),
                 site / page_of("speakers", "s-bello")):  # fmt: skip
        browser.open(path)
        assert browser.run("document.documentElement.scrollWidth") <= width, path


def test_what_is_said_of_colours_can_be_read(browser: Browser, site: Path) -> None:
    """Every hue stands out from its ground by 4.5 to 1, on light and on dark."""
    ratio = """((a, b) => { const l = (c) => { const v = c.match(/\\d+/g).slice(0, 3).map(x => x / 255)
      .map(x => x <= .03928 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4); return .2126 * v[0] + .7152 * v[1] + .0722 * v[2]; };
      const probe = document.createElement('i'); document.body.append(probe);
      const of = (c) => { probe.className = 'probe'; probe.style.setProperty('color', `var(${c})`); return l(getComputedStyle(probe).color); };
      const [x, y] = [of(a), of(b)].sort((m, n) => n - m); probe.remove(); return (x + .05) / (y + .05); })"""
    for scheme in ("light", "dark"):
        browser.media(prefers_color_scheme=scheme)
        browser.open(site / "index.html")
        pairs = [(f"--v{hue}", "--paper") for hue in (*range(8), "x")] + [("--ink", f"--v{hue}-bg") for hue in (*range(8), "x")]
        pairs += [(f"--{name}", "--paper") for name in ("ink", "quiet", "link", "date", "place", "name")]
        pairs += [("--warn", "--warn-bg"), ("--gone", "--gone-bg"), ("--ink", "--hit"), ("--v1", "--v1-bg"), ("--quiet", "--sheet")]
        for front, ground in pairs:
            assert float(browser.run(f"{ratio}({json.dumps(front)}, {json.dumps(ground)})")) >= 4.5, (scheme, front, ground)


def press_button(browser: Browser, words: str) -> None:
    browser.run(f"[...document.querySelectorAll('.review-form button')].find(b => b.textContent === {json.dumps(words)}).click()")


def fill(browser: Browser, value: str) -> None:
    script = "(i => {{ i.value = {}; i.dispatchEvent(new Event('change')); }})(document.querySelector('.review-form input'))"
    browser.run(script.format(json.dumps(value)))


def select(browser: Browser, words: str) -> None:
    browser.run(f"getSelection().removeAllRanges(), find({json.dumps(words)}, true)")
    assert browser.run("getSelection().toString()") == words
    browser.wait("!document.getElementById('mark-missed').disabled")


def test_corrections_are_made_kept_and_applied(browser: Browser, site: Path) -> None:
    browser.open(article(site, 0))
    browser.run("localStorage.clear()")
    browser.open(article(site, 0))
    browser.press("j")
    press_button(browser, "Right")
    select(browser, "Lagos Water Board")
    press_button(browser, "Selection is the source")
    browser.press("j")
    fill(browser, "Tunde Okafor")
    browser.run("onrecord.openCard('d1')")
    fill(browser, "2021-03-02")
    browser.run("onrecord.openCard('a2')")
    fill(browser, "Babatunde Okafor")
    browser.run("onrecord.openCard('l1')")
    press_button(browser, "Not this place")
    select(browser, "He called the plan")
    browser.run("document.getElementById('mark-missed').click()")
    browser.open(article(site, 0))
    assert browser.run("document.getElementById('corrections-count').textContent") == "7"
    made = [Correction.model_validate(item) for item in json.loads(str(browser.run("localStorage.getItem('onrecord-corrections')")))]
    browser.run("localStorage.clear()")
    page = pages()[0]
    assert {item.document for item in made} == {page.record["source"]["sha256"]}
    assert [(item.field, page.raw[item.raw_start : item.raw_end]) for item in made] == [
        ("quote", "We will lay new mains in every street by May."),
        ("quote.source", "We will lay new mains in every street by May."),
        ("quote.speaker", "the old pumps would stay in use"),
        ("date.value", "Tuesday"),
        ("actor.name", "Tunde Okafor"),
        ("place", "LAGOS"),
        ("quote.missed", "He called the plan"),
    ]
    record, unfit = apply(page.finished(), made)
    assert unfit == []
    assert record["quotes"][0]["source"]["text"] == "Lagos Water Board"
    assert record["quotes"][2]["speaker_name"] == "Babatunde Okafor"
    assert record["quotes"][3]["text"] == "He called the plan"
    assert (record["dates"][0]["value"], record["places"][0]["kind"]) == ("2021-03-02", None)


def test_what_the_article_is_can_be_set_too(browser: Browser, site: Path) -> None:
    browser.open(article(site, 0))
    browser.run("localStorage.clear()")
    browser.open(article(site, 0))
    assert not browser.run("Boolean(document.getElementById('mark-join'))")  # the first article of a page joins nothing
    browser.run("onrecord.openCard('l1')")
    press_button(browser, "Lagos, PT")
    for words, where in (("Lagos Water Board", "mark-title"), ("He called the plan", "mark-split")):
        select(browser, words)
        browser.run(f"document.getElementById('{where}').click()")
    made = [Correction.model_validate(item) for item in json.loads(str(browser.run("localStorage.getItem('onrecord-corrections')")))]
    browser.run("localStorage.clear()")
    page = pages()[0]
    assert [(item.field, page.raw[item.raw_start : item.raw_end]) for item in made] == [
        ("place", "LAGOS"), ("title", "Lagos Water Board"), ("split", "He called the plan"),
    ]  # fmt: skip
    record, unfit = apply(page.finished(), made)
    assert [item.field for item in unfit] == ["split"]  # that is for the next run, which cleans the page anew
    assert (record["places"][0]["country"], record["places"][0]["geonames_id"]) == ("PT", 2267226)
    assert record["article"]["title"]["value"] == "Lagos Water Board"


def test_evidence_pages_open_quietly(browser: Browser, tmp_path: Path) -> None:
    out = write(write_outputs(tmp_path), "evidence", tmp_path / "evidence")
    for path in sorted(out.rglob("*.html")):
        browser.open(path)
        assert browser.run("getComputedStyle(document.body).marginTop") == "0px"
