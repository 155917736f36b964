"""HTML input: an own rendering to lines with offsets into the source, evidence of what is the article, and metadata."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from onrecord.clean.lines import Line, Piece, repaired
from onrecord.types import Issue, RawDocument

# Attributes end at "<" too, so that an element that is never closed costs no second look.
_TOKEN = re.compile(
    r"(?P<comment><!--)"
    r"|<(?P<close>/?)(?P<tag>[a-zA-Z][\w:-]*)(?P<attributes>[^<>]*)>"
    r"|(?P<other><[!?/][^<>]*>)"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z][\da-zA-Z]{1,31});?)"
    r"|(?P<space>\s+)"
    r"|(?P<text>[^<&\s]+|[<&])"
)
_RAW = frozenset(("script", "style", "noscript", "template", "svg", "iframe", "select", "textarea", "object", "math", "head"))
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "button",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "label",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
        "video",
        "audio",
        "img",
    ]
)
_PARAGRAPHS = frozenset(("p", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "figure", "pre", "section", "article"))
_NAMED = frozenset(("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "blockquote", "td", "div", "pre"))
_VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
_HIDDEN = re.compile(r"\shidden(?=[\s/=]|$)|style=\S*display\s?:\s?none")
_VALUE = re.compile(r"(?<!style=)(?:\"[^\"]*\"|'[^']*')")


def lines_of(document: RawDocument) -> tuple[list[Line], RawDocument]:
    """The lines of a page's source, and the document with the metadata that the source gives where none was given.

    The lines of trafilatura's reading of the page (extra `[html]`) carry evidence; without it, the issue C008 is set.
    """
    lines = list(render(document.text))
    reading, issue = _reading(document.text)
    if reading is not None:
        _mark(lines, reading)
    found = metadata(document.text)
    fields = {name: value for name, value in found.items() if not getattr(document, name)}
    issues = (*document.issues, issue) if issue else document.issues
    return lines, replace(document, issues=issues, **fields)


# rendering --------------------------------------------------------------------------------------------------------------


class _Line:
    """The characters of a line as they are decoded, with the source that each stretch came from."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.pieces: list[Piece] = []
        self.length = 0
        self.linked = 0

    def add(self, text: str, start: int, end: int, *, link: bool) -> None:
        if text == " " and (not self.parts or self.parts[-1] == " "):
            return
        self.parts.append(text)
        self.pieces.append((self.length, len(text), start, end))
        self.length += len(text)
        self.linked += len(text) * link

    def line(self, blanks: int, tag: str, article: int = 0) -> Line | None:
        text = "".join(self.parts)
        found = repaired(text, 0, blanks) if text.strip() else None
        if found is None:
            return None
        found.pieces = tuple(_composed(found.pieces, self.pieces))
        found.article = article
        found.tag = "a" if self.linked > 0.8 * self.length and tag not in ("h1", "p") else tag
        return found


def _composed(outer: tuple[Piece, ...], inner: list[Piece]) -> Iterator[Piece]:
    """Pieces of a line over decoded text, carried on to the source."""
    index = 0
    for at, length, low, high in outer:
        while inner[index][0] + inner[index][1] <= low:
            index += 1
        if high - low != length:
            last = index
            while inner[last][0] + inner[last][1] < high:
                last += 1
            start, size, raw_start, raw_end = inner[index]
            begin = raw_start + low - start if raw_end - raw_start == size else raw_start
            start, size, raw_start, raw_end = inner[last]
            yield at, length, begin, raw_start + high - start if raw_end - raw_start == size else raw_end
            continue
        step = index
        while step < len(inner) and inner[step][0] < high:
            start, size, raw_start, raw_end = inner[step]
            left, right = max(start, low), min(start + size, high)
            if raw_end - raw_start == size:
                raw_start, raw_end = raw_start + left - start, raw_start + right - start
            yield at + left - low, right - left, raw_start, raw_end
            step += 1


def render(source: str) -> Iterator[Line]:
    """The visible lines of a page's source: block elements begin lines, paragraphs are parted by a blank one."""
    current, blanks = _Line(), 0
    stack: list[str] = []
    links, skip_to = 0, 0
    articles, depth = 0, 0
    ends = _Ends(source)
    for token in _TOKEN.finditer(source):
        kind = token.lastgroup
        if token.start() < skip_to:
            continue
        if kind == "comment":
            skip_to = ends.after("-->", token.end())
        elif token.group("tag"):
            name, closing = token.group("tag").lower(), bool(token.group("close"))
            attributes = token.group("attributes")
            if not closing and name in _RAW:
                skip_to = ends.after(f"</{name}", token.end())
            elif not closing and name not in _VOID and name not in ("html", "body") and _is_hidden(attributes):
                skip_to = ends.of_element(name, token.end())
            if name == "a":
                links = max(0, links + (-1 if closing else 1))
            if name in _BLOCKS:
                tag = next((outer for outer in reversed(stack) if outer in _NAMED), "")
                if line := current.line(min(blanks, 2), tag, articles if depth else 0):
                    yield line
                    blanks = 0
                current = _Line()
                blanks += name in _PARAGRAPHS
            if name == "article":
                articles += depth == 0 and not closing
                depth = max(0, depth + (-1 if closing else 1))
            if name not in _VOID:
                if closing:
                    if name in stack[-12:]:
                        while stack and stack.pop() != name:
                            pass
                elif not attributes.endswith("/"):
                    stack.append(name)
        elif kind == "entity":
            decoded = html.unescape(token.group())
            current.add(" " if decoded.isspace() else decoded, *token.span(), link=bool(links))
        elif kind == "space":
            current.add(" ", *token.span(), link=bool(links))
        elif kind == "text":
            current.add(token.group(), *token.span(), link=bool(links))
    if line := current.line(min(blanks, 2), ""):
        yield line


def _is_hidden(attributes: str) -> bool:
    """The attribute `hidden`, or a style that says so; a class of that name says nothing."""
    lowered = attributes.lower()
    return ("hidden" in lowered or "none" in lowered) and bool(_HIDDEN.search(_VALUE.sub("", lowered)))


class _Ends:
    """Finds where things end. What is known to end nowhere is not looked for again, so that the page is read once."""

    TRIES = 40  # elements that are hidden and never closed
    LONGEST = 5_000  # characters of a hidden element that is passed over; a longer one is the page, shown by a script

    def __init__(self, source: str) -> None:
        self.source, self.lowered = source, source.lower() if len(source.lower()) == len(source) else source
        self.missing: set[str] = set()
        self.tries = 0

    def after(self, mark: str, start: int) -> int:
        """The end of the next `mark`, its `>` included; `start` when there is none."""
        if mark in self.missing:
            return start
        found = self.lowered.find(mark, start)
        if found < 0:
            self.missing.add(mark)
            return start
        return max(self.source.find(">", found + len(mark) - 1) + 1, found + len(mark))

    def of_element(self, name: str, start: int) -> int:
        """Where a hidden element ends, elements of its name inside counted; `start` when it is not closed soon."""
        depth = 1
        if self.tries < self.TRIES:
            for found in re.compile(rf"<(/?){re.escape(name)}\b[^<>]*>").finditer(self.lowered, start, start + self.LONGEST):
                depth += -1 if found.group(1) else 1
                if depth == 0:
                    return found.end()
            self.tries += 1
        return start


# evidence ---------------------------------------------------------------------------------------------------------------


CHUNK = 25  # letters and digits of a line that are looked up at a time


def _reading(source: str) -> tuple[list[str] | None, Issue | None]:
    """The lines of trafilatura's reading of the page, folded to their letters and digits."""
    try:
        import trafilatura
    except ImportError:
        message = "trafilatura is not installed (pip install 'onrecord[html]'): the article was told from the rendered lines alone."
        return None, Issue("C008", message)
    try:
        text = trafilatura.extract(source, fast=True, include_comments=False)
    except Exception:  # a parser's own failure on broken markup is no failure of ours
        text = None
    return ([_folded(line) for line in text.split("\n")], None) if text else (None, None)


def _folded(text: str) -> str:
    """Letters and digits, of Latin text the plain ones alone: what mojibake or its repair changes is left out."""
    whole = "".join(filter(str.isalnum, text.lower()))
    plain = whole.encode("ascii", "ignore").decode("ascii")
    return plain if 2 * len(plain) >= len(whole) else whole


def _mark(lines: list[Line], reading: list[str]) -> None:
    """Evidence for the lines that stand in the reading (short ones whole, long ones for the most part), and against the others."""
    whole, text = set(reading), "\n".join(reading)
    for line in lines:
        folded = _folded(line.text)
        if len(folded) <= CHUNK:
            line.evidence = 1 if folded in whole else -1
        else:
            chunks = [folded[start : start + CHUNK] for start in range(0, len(folded) - CHUNK + 1, CHUNK)]
            line.evidence = 1 if sum(chunk in text for chunk in chunks) >= 0.6 * len(chunks) else -1


def forget_unread(lines: Sequence[Line], ranges: Sequence[tuple[int, int]]) -> None:
    """Take back the evidence against all lines of an article that the reader, who knows one article a page, left out."""
    for start, end in ranges:
        if all(line.evidence <= 0 for line in lines[start:end]):
            for line in lines[start:end]:
                line.evidence = 0


# metadata ---------------------------------------------------------------------------------------------------------------

_LD = re.compile(r"<script[^<>]*application/ld\+json[^<>]*>", re.IGNORECASE)
_META = re.compile(r"<meta\b([^<>]*)>", re.IGNORECASE)
_TIME = re.compile(r"<time\b([^<>]*)>", re.IGNORECASE)
# A name is read whole and from its start only, or a long one would be tried again from each of its letters.
_ATTRIBUTE = re.compile(r"(?<![\w:-])([\w:-]++)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?")
_ARTICLES = ("Article", "BlogPosting", "Report", "LiveBlogPosting")


def metadata(source: str) -> dict[str, Any]:
    """Title, authors, publisher, date and address that a page's source gives: JSON-LD first, then meta elements, then `<time>`."""
    meta = _meta(source)
    found = _linked_data(source)
    result: dict[str, Any] = {
        "title": found.get("title") or meta.get("og:title") or meta.get("twitter:title"),
        "published": found.get("published")
        or next((value for name in _PUBLISHED if (value := _day(meta.get(name)))), None)
        or next(
            (value for found_time in _TIME.finditer(source) if (value := _day(_attributes(found_time.group(1)).get("datetime")))), None
        ),
        "publisher": found.get("publisher") or meta.get("og:site_name"),
        "bylines": found.get("bylines") or tuple(dict.fromkeys(name for key in _AUTHORS if (name := _person(meta.get(key)))))[:1],
        "url": meta.get("og:url"),
    }
    return {name: value for name, value in result.items() if value}


_AUTHORS = ("author", "article:author", "byl", "dc.creator")
_PUBLISHED = (
    "article:published_time", "datepublished", "date", "pubdate", "publishdate", "publish-date", "dc.date", "dc.date.issued",
    "dcterms.created", "sailthru.date", "parsely-pub-date", "og:published_time", "article.published",
    "originalpublicationdate", "cxenseparse:recs:publishtime",
)  # fmt: skip


def _attributes(text: str) -> dict[str, str]:
    return {name.lower(): html.unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(text)}


def _meta(source: str) -> dict[str, str]:
    values: dict[str, str] = {}
    for found in _META.finditer(source):
        attributes = _attributes(found.group(1))
        name = (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").lower()
        if name and attributes.get("content", "").strip():
            values.setdefault(name, " ".join(attributes["content"].split()))
    return values


def _linked_data(source: str) -> dict[str, Any]:
    for found in _LD.finditer(source):
        end = source.find("</", found.end())
        try:
            data = json.loads(source[found.end() : end].strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _items(data, 0):
            kinds = item.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(kind, str) and kind.endswith(_ARTICLES[:4]) for kind in kinds) and (
                item.get("headline") or item.get("datePublished")
            ):
                publisher = item.get("publisher")
                return {
                    "title": _text(item.get("headline")),
                    "published": _day(item.get("datePublished")),
                    "publisher": _text(publisher.get("name")) if isinstance(publisher, dict) else None,
                    "bylines": tuple(_authors(item.get("author"))),
                }
    return {}


def _items(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(data, list):
        for item in data:
            yield from _items(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        yield from _items(data.get("@graph"), depth + 1)
        yield from _items(data.get("mainEntity"), depth + 1)


def _authors(data: Any) -> Iterator[str]:
    for item in data if isinstance(data, list) else [data]:
        name = item.get("name") if isinstance(item, dict) else item
        for one in name if isinstance(name, list) else [name]:
            if person := _person(_text(one)):
                yield person


def _person(name: str | None) -> str | None:
    name = re.sub(r"^by\s+", "", name, flags=re.IGNORECASE).strip() if name else ""
    return name if name and "http" not in name and len(name) < 80 else None


def _text(value: Any) -> str | None:
    return " ".join(html.unescape(value).split()) or None if isinstance(value, str) else None


def _day(value: Any) -> str | None:
    found = _ISO.match(value.strip()) if isinstance(value, str) else None
    if not found:
        return None
    return found.group(1) + (f"T{found.group(2)}{found.group(3) or ''}" if found.group(2) else "")
