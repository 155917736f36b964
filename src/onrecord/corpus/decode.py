"""From bytes to text: the encoding is told by mark, by trial, then by guess; nothing here ever raises on bad bytes."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from onrecord.types import Issue

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 1 << 16
_STRAY = 3  # a short text may hold this many zeros or control characters, whatever their share
_CONTROLS = bytes(set(range(32)) - {0, 9, 10, 11, 12, 13, 27})
# Bytes that English and western European text uses in Windows-1252: dashes, quotation marks, currency signs, letters.
_WESTERN = frozenset(b"\x80\x82\x84\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa3\xa7\xa9\xab\xad\xae\xb0\xb4\xb7\xbb\xbd") | frozenset(
    range(0xC0, 0x100)
)
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with the encoding it was read by. `text` is null when the bytes are no text."""

    text: str | None
    encoding: str
    issues: tuple[Issue, ...] = ()


def decode(data: bytes) -> Decoded:
    """The text of a file. A byte order mark is taken off; newlines stay as they are."""
    encoding, skip = detect(data)
    if encoding is None:
        return Decoded(None, "binary", (Issue("I002", "The file is not text."),))
    text = data[skip:].decode(encoding, errors="replace")
    lost = text.count("\ufffd") - data[skip:].decode(encoding, errors="ignore").count("\ufffd") if "\ufffd" in text else 0
    issues = (Issue("I003", f"{lost} undecodable byte sequences were replaced (read as {encoding})."),) if lost else ()
    if zeros := text.count("\0"):
        issues = (*issues, Issue("I004", f"{zeros} NUL characters; cleaning takes them out."))
    return Decoded(text, encoding, issues)


def detect(data: bytes) -> tuple[str | None, int]:
    """The encoding of some bytes and the length of their byte order mark; null when they are no text.

    Order: byte order mark; UTF-16 told by where its zeros stand; UTF-8, also with a few bad bytes; Windows-1252 when its
    bytes above 127 are the ones western text uses; a guess by charset-normalizer; Windows-1252.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, len(mark)
    sample = data[:_SAMPLE]
    if not sample:
        return "utf-8", 0
    if wide := _wide(sample):
        return wide, 0
    zeros, controls = sample.count(0), len(sample) - len(sample.translate(None, _CONTROLS))
    if zeros > max(_STRAY, len(sample) // 100) or controls > max(_STRAY, len(sample) // 20):
        return None, 0
    if _is_mostly_utf8(data):
        return "utf-8", 0
    high = sample.translate(None, bytes(range(128)))
    if len(high) <= len(sample) // 5 and all(byte in _WESTERN for byte in high):
        return "cp1252", 0
    return _guess(sample), 0


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: in one of the two byte positions most bytes are zero, in the other hardly any."""
    if len(sample) < 4:
        return None
    pairs = len(sample) // 2
    even, odd = sample[: 2 * pairs : 2].count(0), sample[1 : 2 * pairs : 2].count(0)
    if odd > 0.7 * pairs and even < 0.1 * pairs:
        return "utf-16-le"
    if even > 0.7 * pairs and odd < 0.1 * pairs:
        return "utf-16-be"
    return None


def _is_mostly_utf8(data: bytes) -> bool:
    """True for UTF-8, and for UTF-8 in which most sequences hold and a few are broken."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text = data[:_SAMPLE].decode("utf-8", errors="replace")
        broken = text.count("\ufffd")
        return sum(character > "\x7f" for character in text) - broken > 2 * broken
    return True


def _guess(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return best.encoding if best is not None else "cp1252"


def without_surrogates(text: str) -> tuple[str, tuple[Issue, ...]]:
    """Half surrogate pairs, which no encoding can write, become U+FFFD one by one."""
    if text.isascii() or not _SURROGATES.search(text):
        return text, ()
    # A pair that arrived as two halves is one character; what is then left is broken.
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if "\ufffd" not in text:
        return text, ()
    return text, (Issue("I003", "Broken surrogates were replaced."),)
