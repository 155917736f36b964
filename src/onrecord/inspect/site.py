"""The whole site: every page is written when its data has come by, so that memory stays flat in the number of articles."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import jinja2

from onrecord import outputs as folder
from onrecord.errors import OnrecordError
from onrecord.inspect.article import NOBODY, article_view, quote_rows, shown_day, title_of, value_of, voices_of
from onrecord.inspect.facets import Facets
from onrecord.inspect.runs import html
from onrecord.inspect.store import Store
from onrecord.inspect.wordings import differences
from onrecord.inspect.words import WordIndex
from onrecord.originals import Originals

Json = dict[str, Any]

HERE = Path(__file__).parent
MARKER = "onrecord-site.json"  # tells a folder that may be written anew
PER_PAGE = 400  # quotations or names on a page
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
FIRST_ROWS = 100  # articles that stand in the index itself


def write_site(outputs: Path, site: Path | None = None, *, inputs: Sequence[Path] | None = None) -> Path:
    """Write the pages of an output folder.

    Args:
        outputs: A folder that `onrecord extract` has written.
        site: Where to write; `site/` inside the outputs when not given. A site that stands there is replaced.
        inputs: Where the raw files are, for the view of the raw text; where run.json says when not given.

    Returns:
        The folder of the site; `index.html` in it opens from disk.

    Raises:
        OnrecordError: E131 without records, E161 for a broken line, E162 when the folder holds something else.
    """
    records = folder.records(outputs)
    site = outputs / "site" if site is None else site
    if site.exists() and not (site.is_dir() and ((site / MARKER).is_file() or not any(site.iterdir()))):
        raise OnrecordError("E162", f"{str(site)!r} holds something that is no site of onrecord.", "Choose another folder with -o.")
    new = site.with_name(f".{site.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    try:
        with Store(new / "scratch.sqlite") as store:
            _Site(outputs, new, store, inputs).write(records)
        (new / MARKER).write_text(json.dumps({"onrecord": "site"}) + "\n", encoding="utf-8")
        if site.exists():
            shutil.rmtree(site)
        new.rename(site)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return site


class _Site:
    """Holds what all pages share while they are written."""

    def __init__(self, outputs: Path, home: Path, store: Store, inputs: Sequence[Path] | None) -> None:
        self.outputs, self.home, self.store = outputs, home, store
        manifest = folder.manifest(outputs)
        self.originals = Originals(inputs if inputs is not None else [Path(item) for item in manifest.get("inputs", [])])
        self.templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(HERE / "templates"),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
        )
        self.templates.globals["run"] = {
            "onrecord": manifest.get("onrecord", "?"),
            "profile": manifest.get("provenance", {}).get("profile", "?"),
        }
        self.templates.globals["runs"] = html
        self.counts = manifest.get("counts", {})
        self.speakers = {line["id"]: folder.page_of("speakers", line["id"]) for line in folder.read(outputs, "speakers.jsonl")}
        self.statements = {
            line["id"]: folder.page_of("statements", line["id"])
            for line in folder.read(outputs, "statements.jsonl")
            if line["articles"] > 1
        }

    def write(self, records: Iterator[Json]) -> None:
        """All pages."""
        shutil.copytree(HERE / "static", self.home / "static")
        facets, words, first = Facets(self.home / "data"), WordIndex(self.store), []
        for number, (before, record, after) in enumerate(_with_neighbours(records)):
            row, rows = self.article(record, before, after)
            self.store.add_article(number, record["id"], row, [(line["quote"], line["speaker"], line["day"], line) for line in rows])
            facets.add(row, _places(record), rows)
            words.add(
                number,
                "\n".join(
                    [row["title"], row["publisher"] or "", *(actor["name"] for actor in record["actors"]), record["article"]["text"]]
                ),
            )
            if number < FIRST_ROWS:
                first.append(row)
        self.store.index()
        facets.write(words.write(self.home / "data"))
        self.write_speakers()
        self.write_statements()
        self.write_timeline()
        totals = [(facets.articles, "articles"), (facets.quotes, "quotations"), (len(self.speakers), "speakers"),
                  (len(self.statements), "statements told more than once")]  # fmt: skip
        if self.counts.get("failed"):
            totals.append((self.counts["failed"], "documents failed"))
        self.page("index.html", "index.html", section="Articles", rows=first, total=facets.articles, totals=totals)

    def page(self, path: str, template: str, **values: Any) -> None:
        """Write one page."""
        target = self.home / path
        target.parent.mkdir(parents=True, exist_ok=True)
        root = "../" * path.count("/")
        text = self.templates.get_template(template).render(root=root, **values)
        target.write_text(text, encoding="utf-8", newline="\n")

    def article(self, record: Json, before: str | None, after: str | None) -> tuple[Json, list[Json]]:
        """Write the page of an article; returns its row and the rows of its quotations, for the other pages."""
        path = folder.page_of("articles", record["id"])
        rows = quote_rows(record, path, self.speakers, self.statements)
        original = self.originals.of(record["source"])
        view = article_view(record, rows, self.speakers, raw=None if original.problem else original.text, raw_reason=original.problem or "")
        earlier = record["links"].get("reprint_of")
        view["reprint"] = earlier and earlier | (self.store.article(earlier["record"]) or {"page": None})
        self.page(
            path, "article.html", section="Articles", view=view, voices=voices_of(record), nobody=NOBODY,
            before=before and folder.page_of("articles", before), after=after and folder.page_of("articles", after),
        )  # fmt: skip
        article = record["article"]
        row = {"page": path, "title": title_of(record), "publisher": value_of(article["publisher"]),
               "published": shown_day(value_of(article["published"])), "quotes": len(rows)}  # fmt: skip
        return row, rows

    def write_speakers(self) -> None:
        """A page for each speaker, and lists of all, those with most quotations first in each letter's turn."""
        for line in folder.read(self.outputs, ".onrecord/review.jsonl"):
            for one, other in (("a", "b"), ("b", "a")):
                about = {"score": line["score"], "reason": line["reason"]} | line[other]
                self.store.add_review(line[one]["speaker"], about | {"page": self.speakers.get(line[other]["speaker"])})
        entries = []
        for speaker in folder.read(self.outputs, "speakers.jsonl"):
            path = self.speakers[speaker["id"]]
            entries.append((path, speaker["name"], len(speaker["quotes"])))
            articles = [row for place in speaker["articles"][:PER_PAGE] if (row := self.store.article(place["record"]))]
            unsure = self.store.reviews_of(speaker["id"])
            said, count = self.store.of_speaker(speaker["id"]), self.store.count_of(speaker["id"])
            self.paged(path, "speaker.html", said, count, section="Speakers", speaker=speaker, unsure=unsure, articles=articles)
        entries.sort(key=lambda entry: (-entry[2], entry[1].casefold(), entry[0]))
        rows = ({"page": page, "name": name, "note": None, "count": count} for page, name, count in entries)
        about = "Everybody who is named, those quoted most first. The number is that of their quotations."
        self.paged("speakers.html", "list.html", rows, len(entries), section="Speakers", heading="Speakers", about=about)

    def write_statements(self) -> None:
        """A page for each statement that several articles share, and a list of them."""
        entries = []
        for statement in folder.read(self.outputs, "statements.jsonl"):
            if (path := self.statements.get(statement["id"])) is None:
                continue
            first = statement["wordings"][0]["text"]
            wordings: list[Json] = [
                {
                    "text": [(wording["text"], False)] if number == 0 else differences(first, wording["text"]),
                    "places": [row for place in wording["places"] if (row := self.store.quote(place["record"], place["quote"]))],
                }
                for number, wording in enumerate(statement["wordings"])
            ]
            places = [row for wording in wordings for row in wording["places"]]
            words = str(places[0]["text"] if places else statement["text"])
            self.page(path, "statement.html", section="Statements", statement=statement, words=words, wordings=wordings)
            note = statement["speaker_name"] or "speakers differ or unknown"
            name = words if len(words) <= 160 else words[:159] + "…"
            entries.append((statement["articles"], {"page": path, "name": name, "note": note, "count": statement["articles"]}))
        entries.sort(key=lambda entry: -entry[0])
        about = "What several articles tell in the same or nearly the same words. The number is that of the articles."
        self.paged(
            "statements.html",
            "list.html",
            (row for _, row in entries),
            len(entries),
            section="Statements",
            heading="Statements",
            about=about,
        )

    def write_timeline(self) -> None:
        """Bars of quotations by month, and a page for each month."""
        months = self.store.months()
        most = max((count for _, count in months), default=1)
        years: dict[str, list[Json]] = {}
        for month, count in months:
            path = f"timeline/{folder.safe_name(month or 'undated')}.html"
            entry = {"page": path, "name": _month_name(month), "count": count, "share": round(100 * count / most, 1)}
            years.setdefault((month or "")[:4], []).append(entry)
            self.paged(path, "month.html", self.store.of_month(month), count, section="Timeline", heading=_month_name(month))
        self.page("timeline.html", "timeline.html", section="Timeline", years=list(years.items()))

    def paged(self, path: str, template: str, rows: Iterable[Json], total: int, **values: Any) -> None:
        """Write a list over as many pages as it needs; at least one."""
        source = iter(rows)
        of = max(1, -(-total // PER_PAGE))
        names = [path if number == 0 else f"{path.removesuffix('.html')}-{number + 1}.html" for number in range(of)]
        links = [None, *(name.rsplit("/", 1)[-1] for name in names), None]
        for number, name in enumerate(names):
            pages = {"at": number + 1, "of": of, "before": links[number], "after": links[number + 2]}
            self.page(name, template, rows=list(islice(source, PER_PAGE)), pages=pages, **values)


def _month_name(month: str | None) -> str:
    """A month as people write it; whatever is no month stays as it is."""
    year, _, number = (month or "").partition("-")
    return f"{MONTHS[int(number) - 1]} {year}" if number.isdigit() and 1 <= int(number) <= 12 else month or "No date"


def _with_neighbours(records: Iterator[Json]) -> Iterator[tuple[str | None, Json, str | None]]:
    """Each record with the ids of the one before and the one after."""
    before, current = None, next(records, None)
    while current is not None:
        following = next(records, None)
        yield before, current, following["id"] if following else None
        before, current = current["id"], following


def _places(record: Json) -> list[str]:
    """The names of the places that an article names, resolved ones only, each once."""
    found = {f"{place['name']}, {place['country']}" if place["country"] and place["kind"] != "country" else place["name"]: None
             for place in record["places"] if place["kind"]}  # fmt: skip
    return list(found)
