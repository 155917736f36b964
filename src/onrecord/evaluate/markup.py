"""The human form of the gold corpus: text with inline tags, parsed into raw text and labelled spans.

A page is written once, with its annotation in place, so that no offset is ever typed. A line is a directive (`@...`), a
comment (`//`), blank, or raw text behind a prefix that says what the line is:

    p| a paragraph     +| the same block, next raw line     x:share-widget| a removed line     -| raw text that tags cover

Inline, `{head|body}` labels its body; heads may be nested, and several labels share one body behind `;`:

    “{q1 medium=speech|We are dry},” {q1s;@bello|Bello} {q1v|said} on {#2026-03-06|Friday} in {$Lagos}.

`corpus/GUIDELINES.md` lists the labels. A backslash takes the next character as it is.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, field

from onrecord.errors import OnrecordError

BLOCK_PREFIXES = {
    "t": "title", "st": "subtitle", "by": "byline", "dl": "dateline", "d": "date",
    "h": "heading", "p": "paragraph", "c": "caption", "te": "teaser", "n": "notice",
}  # fmt: skip
_OPTION = re.compile(r"(\w+)=(\"[^\"]*\"|\S+)")
_PREFIX = re.compile(r"(?P<prefix>[a-z]{1,2}|x:[a-z-]+|\+|-)\| ?(?P<rest>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Tag:
    """One label on one raw span. `order` counts opening tags, so directives keep their place among the tags."""

    name: str
    args: str
    start: int
    end: int
    order: int

    @property
    def options(self) -> dict[str, str]:
        """The `key=value` words of the arguments."""
        return {key: value.strip('"') for key, value in _OPTION.findall(self.args)}

    @property
    def words(self) -> list[str]:
        """The arguments without `=`."""
        return _OPTION.sub("", self.args).split()


@dataclass(slots=True)
class MarkedDocument:
    """One raw document and the tags on it. `options` come from its `@document` line."""

    raw: str
    tags: list[Tag]
    options: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class MarkedPage:
    """One source file: one document, or the lines of a .jsonl."""

    path: str
    format: str
    documents: list[MarkedDocument]
    newline: str = "\n"
    encoding: str = "utf-8"


def parse_page(text: str, path: str) -> MarkedPage:
    """Parse one source file.

    Raises:
        OnrecordError: E301 with file and line, when a tag or a line is malformed.
    """
    page = MarkedPage(path, "txt", [])
    pieces: list[str] = []
    options: dict[str, str] = {}
    open_block = False

    def close() -> None:
        nonlocal open_block
        if open_block:
            pieces[-1] = pieces[-1].removesuffix("\n") + "}\n"
            open_block = False

    def finish() -> None:
        close()
        if pieces or options:
            raw, tags = parse_inline("".join(pieces), path)
            page.documents.append(MarkedDocument(raw, tags, dict(options)))
        pieces.clear()
        options.clear()

    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("//"):
            continue
        if line.startswith("@"):
            close()
            name, _, rest = line[1:].partition(" ")
            if name == "page":
                for key, value in _settings(rest, f"{path}:{number}").items():
                    if key not in ("format", "newline", "encoding"):
                        raise OnrecordError("E301", f"{path}:{number}: unknown key {key[:60]!r}", "Known: format, newline, encoding.")
                    setattr(page, key, {"crlf": "\r\n", "lf": "\n"}.get(value, value))
            elif name == "document":
                finish()
                options |= _settings(rest, f"{path}:{number}")
            else:
                pieces.append("{@@" + name + " " + rest.replace("|", "\\|") + "|}")
            continue
        if not line.strip():
            close()
            pieces.append("\n")
            continue
        match = _PREFIX.fullmatch(line)
        if match is None:
            raise OnrecordError("E301", f"{path}:{number}: the line has no prefix: {line[:60]!r}", "See corpus/GUIDELINES.md.")
        prefix, rest = match["prefix"], match["rest"]
        if prefix == "+":
            pieces.append(rest + "\n")
            continue
        close()
        if prefix == "-":
            pieces.append(rest + "\n")
            continue
        head = f"-{prefix[2:]}" if prefix.startswith("x:") else f"={BLOCK_PREFIXES.get(prefix, '')}"
        if head == "=":
            raise OnrecordError(
                "E301", f"{path}:{number}: unknown prefix {prefix!r}", f"Known: {', '.join(BLOCK_PREFIXES)}, x:reason, +, -."
            )
        pieces.append("{" + head + "|" + rest + "\n")
        open_block = True
    finish()
    for document in page.documents:
        _trim(document)
        if page.newline == "\r\n":
            _with_carriage_returns(document)
    return page


def _settings(text: str, where: str) -> dict[str, str]:
    """The `key=value` words of a directive; a value may stand in quotation marks."""
    try:
        words = [word.partition("=") for word in shlex.split(text)]
    except ValueError as error:  # a quotation mark or a backslash without its other half
        raise OnrecordError("E301", f"{where}: {error}: {text[:60]!r}", "See corpus/GUIDELINES.md.") from error
    return {key: value for key, _, value in words}


def parse_inline(text: str, path: str) -> tuple[str, list[Tag]]:
    """Raw text and tags of a text with inline tags, in order of opening.

    Raises:
        OnrecordError: E301 when braces do not balance or a head is malformed.
    """
    raw: list[str] = []
    length = 0
    tags: list[Tag] = []
    stack: list[tuple[str, int, int]] = []
    order = 0
    position = 0

    def fail(message: str) -> OnrecordError:
        return OnrecordError("E301", f"{path}: {message} near {text[max(0, position - 60) : position + 30]!r}", "Check the braces.")

    while position < len(text):
        char = text[position]
        if char == "\\":
            if position + 1 == len(text):
                raise fail("a backslash before nothing")
            raw.append(text[position + 1])
            length += 1
            position += 2
        elif char == "{":
            head, body_at = _head(text, position + 1, fail)
            order += 1
            if body_at is None:  # {$Lagos}: the key is the text
                body = head[1:].split(" +")[0]
                raw.append(body)
                tags.extend(_labels(head, length, length + len(body), order))
                length += len(body)
                position += len(head) + 2
            else:
                stack.append((head, length, order))
                position = body_at
        elif char == "}":
            if not stack:
                raise fail("a closing brace too many")
            head, start, opened = stack.pop()
            tags.extend(_labels(head, start, length, opened))
            position += 1
        else:
            raw.append(char)
            length += 1
            position += 1
    if stack:
        raise OnrecordError("E301", f"{path}: {{{stack[-1][0]}| is never closed", "Check the braces.")
    return "".join(raw), sorted(tags, key=lambda tag: tag.order)


def _head(text: str, start: int, fail: object) -> tuple[str, int | None]:
    """The head that begins at `start`, and where its body begins (null for a head alone)."""
    chars: list[str] = []
    position = start
    while position < len(text):
        char = text[position]
        if char == "\\" and position + 1 < len(text):
            chars.append(text[position + 1])
            position += 2
            continue
        if char == "|":
            return "".join(chars), position + 1
        if char == "}":
            return "".join(chars), None
        if char == "{":
            break
        chars.append(char)
        position += 1
    raise fail("a head without end")  # type: ignore[operator]


def _labels(head: str, start: int, end: int, order: int) -> list[Tag]:
    items = [head] if head.startswith("@@") else head.split(";")
    tags = []
    for item in items:
        item = item.strip()
        if item.startswith(("$", "%")):  # keys of places hold spaces
            key, *flags = item.split(" +")
            tags.append(Tag(key.strip(), " ".join(flags), start, end, order))
        else:
            name, _, args = item.partition(" ")
            tags.append(Tag(name, args.strip(), start, end, order))
    return tags


def _trim(document: MarkedDocument) -> None:
    """Keep one newline at the end; directives before the first line leave no trace."""
    document.raw = document.raw.rstrip("\n") + "\n"


def _with_carriage_returns(document: MarkedDocument) -> None:
    shifts = [0]
    for char in document.raw:
        shifts.append(shifts[-1] + (char == "\n"))
    shifts.append(shifts[-1])
    document.raw = document.raw.replace("\n", "\r\n")
    limit = len(shifts) - 1
    document.tags = [
        Tag(tag.name, tag.args, tag.start + shifts[min(tag.start, limit)], tag.end + shifts[min(tag.end, limit)], tag.order)
        for tag in document.tags
    ]
