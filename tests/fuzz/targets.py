"""What is fuzzed: one function for each parser and for the whole pipeline. Each takes bytes and raises only for a bug.

Shared by the hypothesis tests beside this file and by `make fuzz` (bench/fuzz.py), which runs the same functions for longer.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from onrecord import corpus, corrections, schema, verify
from onrecord.clean import clean
from onrecord.corpus.decode import decode as decode_bytes
from onrecord.dates import find_dates
from onrecord.errors import OnrecordError
from onrecord.evaluate import brat, label_studio, markup, read_gold
from onrecord.evaluate.gold_files import check_page
from onrecord.link import decisions
from onrecord.marks import marked_regions
from onrecord.names import cluster_names, compare_names
from onrecord.pipeline import Pipeline, load
from onrecord.run.linking import linked_records
from onrecord.settings import CleanSettings, CorpusSettings
from onrecord.types import Article, RawDocument, ReadProblem

Target = Callable[[bytes], None]
SETTINGS = CorpusSettings(max_chars=100_000)


def text_of(data: bytes) -> str:
    """Any bytes as some text that a file may hold."""
    return data.decode("utf-8", errors="replace")


@cache
def folder() -> Path:
    """A folder of this process for files that a parser reads by path; in memory where there is a place for it."""
    home = Path("/dev/shm")
    made = tempfile.TemporaryDirectory(dir=home if home.is_dir() else None)
    KEPT.append(made)
    return Path(made.name)


KEPT: list[Any] = []


def put(name: str, data: bytes) -> Path:
    """A file with these bytes."""
    path = folder() / name
    path.write_bytes(data)
    return path


@cache
def rules() -> Pipeline:
    """The profile without trained weights."""
    return load("rules")


def check_articles(document: RawDocument, articles: list[Article]) -> None:
    """Non-blank text gives articles, and every visible character lies in a block, a comment, or what was removed."""
    assert bool(articles) == bool(document.text.strip())
    held = bytearray(len(document.text))
    for article in articles:
        spans = [article.offsets.raw(block.start, block.end) for block in article.blocks]
        spans += [(item.raw_start, item.raw_end) for item in (*article.removed,)]
        spans += [(comment.start, comment.end) for comment in article.comments]
        for start, end in spans:
            assert 0 <= start <= end <= len(document.text)
            held[start:end] = b"\1" * (end - start)
    lost = [i for i, character in enumerate(document.text) if not held[i] and not character.isspace() and character.isprintable()]
    assert not lost, f"lost: {[(i, document.text[i]) for i in lost[:5]]}"


def decode(data: bytes) -> None:
    """Bytes to text."""
    decoded = decode_bytes(data)
    assert (decoded.text is None) == (decoded.encoding == "binary")
    if decoded.text is not None:
        decoded.text.encode("utf-8", "surrogatepass")


def read(name: str) -> Target:
    """A file of a kind, through the reader of inputs."""

    def target(data: bytes) -> None:
        for item in corpus.read([put(name, data)], settings=SETTINGS):
            assert isinstance(item, RawDocument | ReadProblem)
            if isinstance(item, RawDocument):
                assert item.text.strip()
                item.text.encode("utf-8")  # no half surrogate pair gets in
                json.dumps(dict(item.extra), allow_nan=False)

    return caller_may_err(target)


def caller_may_err(target: Target) -> Target:
    """A file that a person names may be refused, with a message for people; nothing else may be raised."""

    def forgiving(data: bytes) -> None:
        try:
            target(data)
        except OnrecordError as error:
            if not (error.code and error.message):
                raise

    return forgiving


def metadata(data: bytes) -> None:
    """A table of metadata beside one text."""
    list(corpus.read([put("a.txt", b"A text.")], settings=SETTINGS, metadata=put("metadata.csv", data)))


def html(data: bytes) -> None:
    """Cleaning of an HTML page."""
    document = RawDocument(id="a", text=text_of(data), html=True)
    check_articles(document, clean(document, settings=CleanSettings()))


def text(data: bytes) -> None:
    """Cleaning of a text page."""
    document = RawDocument(id="a", text=text_of(data))
    check_articles(document, clean(document, settings=CleanSettings()))


def marks(data: bytes) -> None:
    """Regions between quotation marks."""
    given = text_of(data)
    for region in marked_regions(given):
        assert 0 <= region.start <= region.inner.start <= region.inner.end <= region.end <= len(given)


def dates(data: bytes) -> None:
    """Time expressions; the first line is the day of publication."""
    published, _, given = text_of(data).partition("\n")
    for found in find_dates(given, published=published or None):
        assert 0 <= found.start < found.end <= len(given)


def names(data: bytes) -> None:
    """Names, one a line: compared, and put together."""
    lines = text_of(data).split("\n")[:30]
    for a, b in pairwise(lines):
        match = compare_names(a, b)
        assert match == compare_names(b, a)
        assert 0 <= match.score <= 1
    mentions = [{"id": f"{number:02}", "doc": str(number % 3), "name": line} for number, line in enumerate(lines)]
    assert set(cluster_names(mentions)) <= {mention["id"] for mention in mentions}


def gold(data: bytes) -> None:
    """A gold file, its check, and the same as an export of annotation tools."""
    for page in read_gold(put("gold.jsonl", data)):
        list(check_page(page, "Some raw text."))


def brat_folder(data: bytes) -> None:
    """A brat file beside a text."""
    put("brat.txt", "“We will go,” said Ana Ruiz on 3 May 2020 in Lagos.".encode())
    put("brat.ann", data)
    brat.import_folder(folder())


def label_studio_file(data: bytes) -> None:
    """An export of Label Studio."""
    label_studio.import_file(put("label-studio.json", data))


def gold_markup(data: bytes) -> None:
    """A source page of the gold corpus."""
    markup.parse_page(text_of(data), "page")


def corrections_file(data: bytes) -> None:
    """corrections.jsonl, applied to a record."""
    (record,) = _record()
    for line in schema_lines(corrections.apply(record, corrections.load(put("corrections.jsonl", data)))[0]):
        assert line


def schema_lines(record: Any) -> list[str]:
    """A corrected record must still be one."""
    return [schema.to_json(schema.Record.model_validate(record))]


def _record() -> list[Any]:
    given = "“We will go,” said Ana Ruiz on 3 May 2020 in Lagos."
    return [schema.to_dict(record) for record in rules().extract(given)]


def speakers_file(data: bytes) -> None:
    """speakers.yaml, applied in linking."""
    from onrecord.link import link, view

    link([view(record) for record in _record()], decisions=decisions.load(put("speakers.yaml", data)))


def profile(data: bytes) -> None:
    """A profile."""
    load(str(put("profile.cfg", data)))


def pipeline(data: bytes, *, html: bool = False) -> None:
    """A page through all stages and linking: no stage fails, every span says what the text says, nothing is lost."""
    given = text_of(data)
    records = rules().extract(given, html=html)
    assert bool(records) == bool(given.strip())
    linked = linked_records([schema.to_dict(record) for record in records], settings=rules().settings.link)
    for record in linked:
        failed = [issue for issue in record["issues"] if issue["code"] == "I010"]
        assert not failed, failed
        problems = list(verify._record(record))  # every span of it against the text
        assert not problems, problems[:3]


def pipeline_html(data: bytes) -> None:
    """The same with HTML."""
    pipeline(data, html=True)


TARGETS: dict[str, Target] = {
    "decode": decode,
    "txt": read("a.txt"),
    "csv": read("a.csv"),
    "tsv": read("a.tsv"),
    "jsonl": read("a.jsonl"),
    "gzip": read("a.jsonl.gz"),
    "parquet": read("a.parquet"),
    "metadata": caller_may_err(metadata),
    "html": html,
    "text": text,
    "marks": marks,
    "dates": dates,
    "names": names,
    "gold": caller_may_err(gold),
    "brat": caller_may_err(brat_folder),
    "label-studio": caller_may_err(label_studio_file),
    "gold-markup": caller_may_err(gold_markup),
    "corrections": caller_may_err(corrections_file),
    "speakers": caller_may_err(speakers_file),
    "profile": caller_may_err(profile),
    "pipeline": pipeline,
    "pipeline-html": pipeline_html,
}
